//! What a bundle says of itself for programs: what is in it, how it was made, what was lost, what was proved.

use serde_json::{Value, json};

use super::facts::Facts;
use super::files::{Packed, hex};
use super::pretty;
use crate::formats::foreign::options::{CutTokens, Fragments, Options, Overlaps};
use crate::formats::foreign::tokens::TOKENIZER;
use crate::formats::loss::Loss;
use crate::model::Unit;

/// What the offsets of a format count, as files say it.
pub(super) const fn unit(unit: Unit) -> &'static str {
    match unit {
        Unit::Byte => "byte",
        Unit::CodePoint => "codepoint",
        Unit::Utf16 => "utf16",
    }
}

/// The manifest. `files` are all files but itself and the sums.
pub(super) fn manifest(facts: &Facts<'_>, files: &[Packed]) -> String {
    let (plan, schema) = (facts.plan, &facts.project.schema);
    let formats = plan.formats.iter().zip(&facts.formats).map(|((codec, info), (losses, proof))| {
        let differs = proof.differs.iter().map(|differs| {
            json!({
                "document": differs.document.to_string(),
                "place": differs.place,
                "found": differs.found,
                "expected": differs.expected,
            })
        });
        json!({
            "id": codec.id,
            "name": info.name,
            "folder": codec.id,
            "unit": unit(info.unit),
            "losses": losses.all().iter().map(loss).collect::<Vec<_>>(),
            "proof": {
                "checked": proof.checked,
                "wrong": proof.wrong,
                "differs": differs.collect::<Vec<_>>(),
            },
        })
    });
    let sets = facts.sets().into_iter().map(|set| {
        json!({
            "name": set.name,
            "documents": set.documents,
            "articles": set.articles,
            "annotations": set.annotations,
        })
    });
    let split = plan
        .split
        .as_ref()
        .map(|split| json!({ "seed": split.seed, "dev": split.dev, "test": split.test, "by_label": split.by_label }));
    let files = files
        .iter()
        .map(|file| json!({ "path": file.path, "size": file.size, "rows": file.rows, "sha256": hex(&file.sha256) }));
    pretty(&json!({
        "format": "manicule-bundle",
        "version": "1.0",
        "program": { "name": env!("CARGO_PKG_NAME"), "version": env!("CARGO_PKG_VERSION") },
        "title": facts.title,
        "date": plan.card.date,
        "license": plan.card.license,
        "schema": { "id": &*schema.id, "version": schema.version, "name": &*schema.name },
        "options": options(plan.options),
        "labels": plan.labels.iter().map(ToString::to_string).collect::<Vec<_>>(),
        "split": split,
        "sets": sets.collect::<Vec<_>>(),
        "tokenizer": plan.formats.iter().any(|(_, info)| info.asks.tokens).then_some(TOKENIZER),
        "formats": formats.collect::<Vec<_>>(),
        "files": files.collect::<Vec<_>>(),
    }))
}

/// The file that `sha256sum --check` reads.
pub(super) fn sums(files: &[Packed]) -> String {
    files.iter().map(|file| format!("{}  {}\n", hex(&file.sha256), file.path)).collect()
}

fn loss(loss: &Loss) -> Value {
    let (document, annotation) = &loss.first;
    json!({
        "what": loss.what.as_str(),
        "how": loss.how.as_str(),
        "count": loss.count,
        "first": { "document": document.to_string(), "annotation": annotation.map(|id| id.to_string()) },
    })
}

fn options(options: Options) -> Value {
    json!({
        "overlaps": match options.overlaps {
            Overlaps::Longest => "longest",
            Overlaps::First => "first",
        },
        "fragments": match options.fragments {
            Fragments::Join => "join",
            Fragments::Split => "split",
        },
        "cut_tokens": match options.cut_tokens {
            CutTokens::Widen => "widen",
            CutTokens::Cut => "cut",
            CutTokens::Leave => "leave",
        },
        "body_only": options.body_only,
        "suggestions": options.suggestions,
        "rejected": options.rejected,
        "short_labels": options.short_labels,
        "names": options.names,
    })
}
