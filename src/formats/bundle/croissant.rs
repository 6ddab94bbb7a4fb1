//! `croissant.json`: what catalogues of datasets read (Croissant 1.0, JSON-LD): the files with their sums, and the sets with the
//! columns that are text in every line.

use serde_json::{Value, json};

use super::card::files_of;
use super::facts::Facts;
use super::files::{Packed, hex};
use super::manifest::pretty;

/// Terms of the vocabulary that are not those of schema.org.
const TERMS: [&str; 25] = [
    "citeAs",
    "column",
    "equivalentProperty",
    "examples",
    "extract",
    "field",
    "fileObject",
    "fileProperty",
    "fileSet",
    "format",
    "includes",
    "isLiveDataset",
    "jsonPath",
    "key",
    "md5",
    "parentField",
    "path",
    "recordSet",
    "references",
    "regex",
    "repeated",
    "replace",
    "samplingRate",
    "separator",
    "source",
];

/// Formats with a record a line, and the columns that are told.
const COLUMNS: [(&str, &[&str]); 6] = [
    ("native", &["id", "text"]),
    ("huggingface", &["id", "text"]),
    ("attribution", &["id", "document"]),
    ("doccano", &["id", "text"]),
    ("doccano-relations", &["id", "text"]),
    ("averitec", &["annotation_id", "claim"]),
];

/// Folders with files for each document.
const EACH: [&str; 4] = ["brat/", "webannotation/", "pubannotation/", "cas/"];

/// The file. `files` are all others but manifest and sums. Those of formats with files for each
/// document are not named one by one.
pub(super) fn croissant(facts: &Facts<'_>, files: &[Packed]) -> String {
    let card = &facts.plan.card;
    let is_of_each = |path: &str| EACH.iter().any(|folder| path.starts_with(folder));
    let named = files.iter().filter(|file| !is_of_each(&file.path));
    let distribution = named.map(|file| {
        json!({
            "@type": "cr:FileObject",
            "@id": file.path,
            "name": file.path,
            "contentUrl": file.path,
            "contentSize": format!("{} B", file.size),
            "encodingFormat": media_type(&file.path),
            "sha256": hex(&file.sha256),
        })
    });
    let mut sets = Vec::new();
    for (format, columns) in COLUMNS {
        if facts.plan.formats.iter().any(|(codec, _)| codec.id == format) {
            sets.extend(
                files_of(files, format).into_iter().map(|(split, file)| set(format, split, &file.path, columns)),
            );
        }
    }
    let description = match card.description.trim() {
        "" => "Articles with annotated spans.",
        description => description,
    };
    let mut whole = json!({
        "@context": context(),
        "@type": "sc:Dataset",
        "conformsTo": "http://mlcommons.org/croissant/1.0",
        "name": facts.title,
        "description": description,
        "distribution": distribution.collect::<Vec<_>>(),
        "recordSet": sets,
    });
    for (key, said) in [("license", &card.license), ("datePublished", &card.date)] {
        if !said.trim().is_empty() {
            whole[key] = said.trim().into();
        }
    }
    pretty(&whole)
}

fn context() -> Value {
    let mut context = json!({
        "@language": "en",
        "@vocab": "https://schema.org/",
        "cr": "http://mlcommons.org/croissant/",
        "dct": "http://purl.org/dc/terms/",
        "rai": "http://mlcommons.org/croissant/RAI/",
        "sc": "https://schema.org/",
        "conformsTo": "dct:conformsTo",
        "data": { "@id": "cr:data", "@type": "@json" },
        "dataType": { "@id": "cr:dataType", "@type": "@vocab" },
        "subField": "cr:subField",
        "transform": "cr:transform",
    });
    for term in TERMS {
        context[term] = format!("cr:{term}").into();
    }
    context["examples"] = json!({ "@id": "cr:examples", "@type": "@json" });
    context
}

fn set(format: &str, split: &str, path: &str, columns: &[&str]) -> Value {
    let name = format!("{format}-{split}");
    // A list is one value to those who read it, and a column a way into it.
    let is_list = path.ends_with(".json");
    let extract = |column: &str| match is_list {
        true => json!({ "jsonPath": format!("$[*].{column}") }),
        false => json!({ "column": column }),
    };
    let fields = columns.iter().map(|column| {
        json!({
            "@type": "cr:Field",
            "@id": format!("{name}/{column}"),
            "name": column,
            "dataType": "sc:Text",
            "source": { "fileObject": { "@id": path }, "extract": extract(column) },
        })
    });
    json!({ "@type": "cr:RecordSet", "@id": name, "name": name, "field": fields.collect::<Vec<_>>() })
}

fn media_type(path: &str) -> &'static str {
    match path.rsplit_once('.').map_or("", |(_, ending)| ending) {
        "jsonl" => "application/jsonlines",
        "json" => "application/json",
        "jsonld" => "application/ld+json",
        "html" => "text/html",
        "csv" => "text/csv",
        "tsv" => "text/tab-separated-values",
        "md" => "text/markdown",
        "xml" => "text/xml",
        _ => "text/plain",
    }
}
