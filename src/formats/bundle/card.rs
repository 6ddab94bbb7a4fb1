//! The dataset card: front matter that Hugging Face reads, and a page for people, whose code runs as it stands.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::divide::SETS;
use super::facts::Facts;
use super::files::Packed;
use super::manifest::unit;
use super::{WHOLE, columns};
use crate::formats::native;

/// `README.md`. `files` are those of the formats.
pub(super) fn card(facts: &Facts<'_>, files: &[Packed]) -> String {
    let mut card = front_matter(facts, files);
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
         the labels themselves in `schema.json`.\n",
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
    code(&mut card, facts, files);
    card
}

/// One line without what would end a cell or begin markup.
fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ").replace('|', "\\|").replace('<', "&lt;")
}

/// The file of a set in a format, if it is one of lines.
fn file_of<'a>(files: &'a [Packed], format: &str, set: &str) -> Option<&'a str> {
    // Claims stand beside their texts there.
    let claims = if set == WHOLE { "claims".to_owned() } else { format!("{set}-claims") };
    let name = if format == "attribution" { &claims } else { set };
    let path = format!("{format}/{name}.jsonl");
    files.iter().find(|file| file.path == path).map(|file| file.path.as_str())
}

/// What `datasets` calls a set.
fn split_name(set: &str) -> &str {
    match set {
        WHOLE => "train",
        "dev" => "validation",
        other => other,
    }
}

fn front_matter(facts: &Facts<'_>, files: &[Packed]) -> String {
    let text = |text: &str| Value::from(text).to_string();
    let mut out = "---\n".to_owned();
    let card = &facts.plan.card;
    if !card.license.trim().is_empty() {
        let _ = writeln!(out, "license: {}", text(card.license.trim()));
    }
    let mut languages: Vec<&str> =
        facts.statistics.languages().map(|tag| tag.split(['-', '_']).next().unwrap_or(tag)).collect();
    languages.dedup();
    if !languages.is_empty() {
        let _ = writeln!(out, "language: {}", json!(languages));
    }
    let _ = writeln!(out, "pretty_name: {}", text(&facts.title));
    let documents: usize = facts.sets().iter().map(|set| set.documents).sum();
    let size = match documents {
        0..1_000 => "n<1K",
        1_000..10_000 => "1K<n<10K",
        10_000..100_000 => "10K<n<100K",
        _ => "100K<n<1M",
    };
    let _ = writeln!(out, "size_categories: [{}]", text(size));
    out.push_str("task_categories: [\"token-classification\"]\ntags: [\"span-annotation\", \"manicule\"]\n");
    let (mut configs, mut types) = (String::new(), String::new());
    let loadable = columns::loadable(facts);
    for (codec, _) in &facts.plan.formats {
        let sets = SETS.iter().chain([&WHOLE]);
        let of_sets: Vec<(&str, &str)> =
            sets.filter_map(|set| Some((split_name(set), file_of(files, codec.id, set)?))).collect();
        let Some((_, line)) = loadable.iter().find(|(id, _)| *id == codec.id && !of_sets.is_empty()) else { continue };
        let _ = writeln!(types, "- config_name: {}\n  features: {}", text(codec.id), columns::listed(line));
        let is_first = configs.is_empty();
        let _ = writeln!(configs, "- config_name: {}", text(codec.id));
        if is_first {
            configs.push_str("  default: true\n");
        }
        configs.push_str("  data_files:\n");
        for (split, path) in of_sets {
            let _ = writeln!(configs, "  - split: {}\n    path: {}", text(split), text(path));
        }
    }
    if !configs.is_empty() {
        let _ = write!(out, "dataset_info:\n{types}configs:\n{configs}");
    }
    out + "---\n"
}

/// Code that prints each claim with its source and cue, as it runs in the folder of the bundle.
fn code(card: &mut String, facts: &Facts<'_>, files: &[Packed]) {
    let native = native::INFO.id;
    let path = SETS.iter().chain([&WHOLE]).find_map(|set| file_of(files, native, set));
    let Some(path) = path.filter(|_| facts.plan.formats.iter().any(|(codec, _)| codec.id == native)) else { return };
    card.push_str(
        "\n## Reading it\n\nEach line of `native/*.jsonl` is one document: its text, its spans and the links between \
         them. These run as they stand, in this folder, and print each claim with who said it and by which words. \
         `datasets` is told the types of all columns (`features.json`, and the front matter of this page), for by itself it \
         decides on them by the first ten megabytes; a day it may show with a time.\n",
    );
    let claims = include_str!("card_claims.py");
    let loads = [
        ("Python alone", include_str!("card_plain.py")),
        ("`datasets`", include_str!("card_datasets.py")),
        ("pandas", include_str!("card_pandas.py")),
    ];
    for (name, load) in loads {
        let load = load.replace("articles.jsonl", path);
        let (imports, rest) = load.split_once("\n\n").unwrap_or(("", &load));
        let _ = write!(card, "\n### {name}\n\n```python\n{imports}\n\n\n{claims}\n\n{rest}```\n");
    }
}
