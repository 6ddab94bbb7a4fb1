//! The front matter that Hugging Face reads: terms, languages, size; which files are which split, how many lines and bytes they
//! have, and what columns.

use std::fmt::Write as _;

use serde_json::{Value, json};

use super::{Facts, Packed, files_of};
use crate::formats::bundle::columns;
use crate::formats::foreign::tags::names;

/// The front matter. `tags` are what all labels are called in one word.
pub(super) fn front_matter(facts: &Facts<'_>, files: &[Packed], tags: &[&str]) -> String {
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
    let (mut configs, mut info) = (String::new(), String::new());
    let loadable = columns::loadable(facts);
    for (codec, _) in &facts.plan.formats {
        let of_sets = files_of(files, codec.id);
        let Some((_, line)) = loadable.iter().find(|(id, _)| *id == codec.id && !of_sets.is_empty()) else { continue };
        let first = if configs.is_empty() { "  default: true\n" } else { "" };
        let _ = write!(configs, "- config_name: {}\n{first}  data_files:\n", text(codec.id));
        let _ = writeln!(info, "- config_name: {}", text(codec.id));
        info.push_str("  features:\n");
        for column in features(codec.id, line, tags) {
            let _ = writeln!(info, "  - {column}");
        }
        info.push_str("  splits:\n");
        for (split, file) in &of_sets {
            let (split, path) = (text(split), text(&file.path));
            let _ = write!(configs, "  - split: {split}\n    path: {path}\n");
            let (bytes, lines) = (file.size, file.rows);
            let _ = write!(info, "  - name: {split}\n    num_bytes: {bytes}\n    num_examples: {lines}\n");
        }
        let bytes: u64 = of_sets.iter().map(|(_, file)| file.size).sum();
        let _ = write!(info, "  download_size: {bytes}\n  dataset_size: {bytes}\n");
    }
    if !configs.is_empty() {
        let _ = write!(out, "configs:\n{configs}dataset_info:\n{info}");
    }
    out + "---\n"
}

/// The columns of a format, each as a value of YAML. Tags are told by number as well: whoever trains on them needs their names in one
/// order. `sequence` is what all versions of `datasets` understand there.
fn features(format: &str, line: &Value, tags: &[&str]) -> Vec<Value> {
    let mut columns = columns::listed(line).as_array().cloned().unwrap_or_default();
    let tags = names(tags.iter().copied());
    let tags: serde_json::Map<String, Value> =
        tags.into_iter().enumerate().map(|(number, tag)| (number.to_string(), tag.into())).collect();
    for column in columns.iter_mut().filter(|column| format == "huggingface" && column["name"] == "ner_tags") {
        *column = json!({ "name": "ner_tags", "sequence": { "class_label": { "names": &tags } } });
    }
    columns
}
