//! The dataset card: front matter that Hugging Face reads ([`front`]), and a page for people, whose code ([`code`]) runs as it
//! stands.

mod code;
mod front;

use std::fmt::Write as _;

use super::WHOLE;
use super::divide::SETS;
use super::facts::Facts;
use super::files::Packed;
use super::manifest::unit;

/// `README.md`. `files` are those of the formats, `tags` what all labels are called in one word.
pub(super) fn card(facts: &Facts<'_>, files: &[Packed], tags: &[&str]) -> String {
    let mut card = front::front_matter(facts, files, tags);
    let plan = facts.plan;
    let _ = write!(card, "\n# {}\n", line(&facts.title));
    for paragraph in [&plan.card.description, &plan.card.date] {
        if !paragraph.trim().is_empty() {
            let _ = write!(card, "\n{}\n", paragraph.trim());
        }
    }
    card.push_str("\n## What is in it\n\n| Set | Articles | Documents | Annotations | Claims | Relations |\n|---|--:|--:|--:|--:|--:|\n");
    for set in facts.sets() {
        let super::SetCounts { name, articles, documents, annotations, claims, relations } = set;
        let _ = writeln!(card, "| {name} | {articles} | {documents} | {annotations} | {claims} | {relations} |");
    }
    card.push_str(
        "\nA document is one person's work on an article. Numbers for each label and person are in `statistics.json`, \
         the labels themselves in `labels.json`, and as this \
         program reads them in `schema.json`.\n",
    );
    if let Some(split) = &plan.split {
        let how = if split.by_label { ", so that each label has about the same share in each set" } else { "" };
        let _ = writeln!(
            card,
            "\nArticles are divided with the seed `{}`{how}; all documents about one article are in one set.",
            line(&split.seed).replace('`', "'")
        );
    }
    card.push_str("\n| Folder | Format | Offsets count | Does not say | Spans proved |\n|---|---|---|---|--:|\n");
    for ((codec, info), (_, proof)) in plan.formats.iter().zip(&facts.formats) {
        let counts = match unit(info.unit) {
            "utf16" => "UTF-16 units",
            "byte" => "bytes",
            _ => "code points",
        };
        let loses = if info.loses.is_empty() { "-" } else { info.loses };
        let proved = if proof.wrong == 0 {
            proof.checked.to_string()
        } else {
            format!("{} differ of {}", proof.wrong, proof.checked)
        };
        let _ = writeln!(card, "| `{}` | {} | {counts} | {loses} | {proved} |", codec.id, line(info.name));
    }
    card.push_str(
        "\nWhat was lost in each, one by one, is in `manifest.json`. `python3 check.py` holds every offset against its \
         words, and every file against its sum.\n",
    );
    if let Some(layers) = files.iter().find(|file| file.path.ends_with("layers/TypeSystem.xml")) {
        let _ = writeln!(
            card,
            "\nINCEpTION refuses files whose layers a project lacks: import `{}` under *Layers* first, then the files as \
             *UIMA CAS JSON*. Beside the layers are tagsets of labels and relations.",
            layers.path
        );
    }
    code::code(&mut card, facts, files);
    card
}

/// One line without what would end a cell or begin markup.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|").replace('<', "&lt;")
}

/// The files of the sets in a format that have a document or a claim a line or row, with what `datasets` calls the set. In the
/// order of a split; only those that exist and are not empty.
pub(super) fn files_of<'a>(files: &'a [Packed], format: &str) -> Vec<(&'static str, &'a Packed)> {
    let ending = match format {
        "csv" | "tsv" => format,
        // One list, a record a line.
        "averitec" => "json",
        _ => "jsonl",
    };
    let sets = SETS.iter().chain([&WHOLE]);
    let found = sets.filter_map(|set| {
        // Claims stand beside their texts there.
        let name = match format {
            "attribution" | "csv" | "tsv" if *set == WHOLE => "claims".to_owned(),
            "attribution" | "csv" | "tsv" => format!("{set}-claims"),
            _ => (*set).to_owned(),
        };
        let path = format!("{format}/{name}.{ending}");
        let file = files.iter().find(|file| file.path == path && file.rows > 0)?;
        Some((split_name(set), file))
    });
    found.collect()
}

/// What `datasets` calls a set.
fn split_name(set: &'static str) -> &'static str {
    match set {
        WHOLE => "train",
        "dev" => "validation",
        other => other,
    }
}
