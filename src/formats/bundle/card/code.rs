//! The card's code: it runs as it is printed, in the folder of the bundle, and reads every set.

use std::fmt::Write as _;

use serde_json::Value;

use super::{Facts, Packed, files_of};

/// How files of a format are read by Python.
struct Reading {
    format: &'static str,
    /// What is in a file.
    about: &'static str,
    /// The function that shows what is in a line or row.
    show: &'static str,
    /// What is between the cells of a row; nothing where lines are JSON.
    separator: Option<char>,
    /// Whether columns are such that `datasets` loads them as they are.
    is_loadable: bool,
}

const CLAIMS: &str =
    "These run as they stand, in this folder, and print each claim with who said it and by which words.";
const SPANS: &str = "These run as they stand, in this folder, and print each span with its label.";

/// What says most comes first: one of them is shown.
const READINGS: [Reading; 8] = [
    Reading {
        format: "native",
        about: "one document: its text, its spans and the links between them",
        show: include_str!("show_native.py"),
        separator: None,
        is_loadable: true,
    },
    Reading {
        format: "attribution",
        about: "one claim, with its source, its cue and where all of it stands",
        show: include_str!("show_attribution.py"),
        separator: None,
        is_loadable: true,
    },
    Reading {
        format: "csv",
        about: "one claim, with its source and its cue",
        show: include_str!("show_table.py"),
        separator: Some(','),
        is_loadable: false,
    },
    Reading {
        format: "tsv",
        about: "one claim, with its source and its cue",
        show: include_str!("show_table.py"),
        separator: Some('\t'),
        is_loadable: false,
    },
    Reading {
        format: "huggingface",
        about: "one document: its text, its tokens and their tags",
        show: include_str!("show_huggingface.py"),
        separator: None,
        is_loadable: true,
    },
    Reading {
        format: "prodigy",
        about: "one document: its text and its spans",
        show: include_str!("show_prodigy.py"),
        separator: None,
        is_loadable: false,
    },
    Reading {
        format: "doccano-relations",
        about: "one document: its text and its spans",
        show: include_str!("show_doccano-relations.py"),
        separator: None,
        is_loadable: false,
    },
    Reading {
        format: "doccano",
        about: "one document: its text and its spans",
        show: include_str!("show_doccano.py"),
        separator: None,
        is_loadable: false,
    },
];

/// Code that shows what is in the files of the format that says most.
pub(super) fn code(card: &mut String, facts: &Facts<'_>, files: &[Packed]) {
    let is_asked = |reading: &&Reading| facts.plan.formats.iter().any(|(codec, _)| codec.id == reading.format);
    let read = READINGS.iter().filter(is_asked).map(|reading| (reading, files_of(files, reading.format)));
    let Some((reading, files)) = read.into_iter().find(|(_, files)| !files.is_empty()) else {
        card.push_str("\n## Reading it\n\nThe programs that these formats are of read them.\n");
        return;
    };
    let Reading { format, about, show, separator, is_loadable } = reading;
    let row = if separator.is_some() { "row of the files with claims in" } else { "line in" };
    let shows = if ["native", "attribution", "csv", "tsv"].contains(format) { CLAIMS } else { SPANS };
    let _ = write!(card, "\n## Reading it\n\nEach {row} `{format}` is {about}. {shows}\n");
    if *is_loadable {
        card.push_str(
            "`datasets` is told the types of all columns (`features.json`, and the front matter of this page), for by itself \
             it decides on them by the first ten megabytes; a day it may show with a time.\n",
        );
    }
    let named: Vec<String> =
        files.iter().map(|(split, file)| format!("    {}: {},\n", quoted(split), quoted(&file.path))).collect();
    let mut given = format!("FILES = {{\n{}}}\n", named.concat());
    if let Some(separator) = separator {
        let _ = writeln!(given, "SEPARATOR = {}", quoted(&separator.to_string()));
    }
    let plain = if separator.is_some() { include_str!("plain_table.py") } else { include_str!("plain_lines.py") };
    let pandas = if separator.is_some() { include_str!("pandas_table.py") } else { include_str!("pandas_lines.py") };
    let datasets = is_loadable.then_some(("`datasets`", include_str!("datasets_lines.py")));
    for (name, load) in [("Python alone", plain)].into_iter().chain(datasets).chain([("pandas", pandas)]) {
        let (imports, rest) = load.split_once("\n\n").unwrap_or(("", load));
        let rest = rest.replace("FORMAT", &quoted(format));
        let _ = write!(card, "\n### {name}\n\n```python\n{imports}\n\n{given}\n\n{show}\n\n{rest}```\n");
    }
}

/// A text as Python and JSON write it.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}
