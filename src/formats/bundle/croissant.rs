//! `croissant.json`: what catalogues of datasets read (Croissant 1.0, JSON-LD): the files with their sums, those that stand
//! beside each document as sets of files (`cr:FileSet`), and the sets with the columns that are text in every line.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::card::files_of;
use super::facts::Facts;
use super::files::{Packed, hex};
use super::pretty;

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

/// Formats with files for each document, and how the names of these end. What else they have is named like any other file.
const EACH: [(&str, &[&str]); 4] = [
    ("brat", &["ann", "txt"]),
    ("webannotation", &["jsonld", "txt"]),
    ("pubannotation", &["json"]),
    ("cas", &["json"]),
];

/// A folder of such a format with files that say what all documents have.
const LAYERS: &str = "/layers/";

/// The file. `files` are all others but manifest and sums. Those of formats with files for each document are not named one by
/// one: a catalogue would have more names than data.
pub(super) fn croissant(facts: &Facts<'_>, files: &[Packed]) -> String {
    let card = &facts.plan.card;
    let mut globs: BTreeMap<String, usize> = BTreeMap::new();
    files.iter().filter_map(|file| glob(&file.path)).for_each(|glob| *globs.entry(glob).or_default() += 1);
    let named = files.iter().filter(|file| glob(&file.path).is_none());
    let named = named.map(|file| {
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
    let of_each = globs.iter().map(|(glob, count)| {
        json!({
            "@type": "cr:FileSet",
            "@id": glob,
            "name": glob,
            "description": format!("{count} files, each beside one document; their sums stand in SHA256SUMS."),
            "encodingFormat": media_type(glob),
            "includes": glob,
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
        "distribution": named.chain(of_each).collect::<Vec<_>>(),
        "recordSet": sets,
    });
    for (key, said) in [("license", &card.license), ("datePublished", &card.date)] {
        if !said.trim().is_empty() {
            whole[key] = said.trim().into();
        }
    }
    pretty(&whole)
}

/// The pattern of the files that stand beside documents as this one does: those of one ending in one folder, not below it.
/// Nothing for a file that is there once.
fn glob(path: &str) -> Option<String> {
    let (folder, name) = path.rsplit_once('/').filter(|_| !path.contains(LAYERS))?;
    let ending = name.rsplit_once('.')?.1;
    let format = folder.split('/').next()?;
    let is_of_each = |(of, endings): &(&str, &[&str])| *of == format && endings.contains(&ending);
    EACH.iter().any(is_of_each).then(|| format!("{folder}/*.{ending}"))
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
