//! From pairs of files to documents.

use std::collections::BTreeMap;

use super::build::Build;
use super::lines::line;
use super::names::{Former, Of};
use super::write::DocumentObject;
use super::{DOCUMENTS, MARK};
use crate::formats::foreign::Foreign;
use crate::formats::foreign::loose::{ForeignLabel, Loose};
use crate::formats::json::{Wrong, parse};
use crate::formats::{Issue, Problem, TextFile};
use crate::model::Unit;

/// Endings of files of annotations: one file, or several about one text, as the shared tasks of BioNLP have them.
const ENDINGS: [&str; 5] = [".ann", ".a1", ".a2", ".rel", ".co"];

/// Lines that are looked at to know the format.
const LOOKED_AT: usize = 20;

/// Whether these files are of this format.
pub(super) fn recognise(files: &[TextFile]) -> u8 {
    if files.iter().any(|file| is_configuration(&file.name) && file.text.starts_with(MARK)) {
        return 100;
    }
    let of_lines = files.iter().filter(|file| stem(&file.name).is_some());
    let looks = |file: &TextFile| {
        let mut lines = file.text.lines().filter(|text| !text.trim().is_empty()).take(LOOKED_AT);
        lines.all(|text| line(text.trim_start_matches('\u{feff}')).is_ok())
    };
    let all: Vec<bool> = of_lines.map(looks).collect();
    match all.as_slice() {
        [] => 0,
        all if all.contains(&true) => 95,
        _ => 40,
    }
}

/// A name without the ending of a file of annotations; nothing where it has none of those.
fn stem(name: &str) -> Option<&str> {
    let ending = ENDINGS.iter().find(|ending| has_ending(name, ending))?;
    name.get(..name.len() - ending.len())
}

fn has_ending(name: &str, ending: &str) -> bool {
    let end = name.len().checked_sub(ending.len()).and_then(|at| name.get(at..));
    end.is_some_and(|end| end.eq_ignore_ascii_case(ending))
}

fn is_configuration(name: &str) -> bool {
    let name = base(name);
    name == "annotation.conf" || name == "visual.conf"
}

fn base(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

/// A text and the files about it.
#[derive(Default)]
struct Pair<'a> {
    text: Option<&'a TextFile>,
    lines: Vec<&'a TextFile>,
}

/// Reads files that belong together: pairs in any order, and configurations where there are some.
pub(super) fn read(files: &[TextFile]) -> Foreign {
    let mut foreign = Foreign::default();
    let mut former = Former::default();
    let mut known: BTreeMap<String, DocumentObject> = BTreeMap::new();
    let mut pairs: BTreeMap<&str, Pair<'_>> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    for file in files {
        let name = file.name.as_str();
        let text = if has_ending(name, ".txt") { name.get(..name.len() - 4) } else { None };
        if let Some(stem) = text.or_else(|| stem(name)) {
            let pair = pairs.entry(stem).or_insert_with(|| {
                order.push(stem);
                Pair::default()
            });
            if text.is_some() { pair.text = Some(file) } else { pair.lines.push(file) }
        } else if is_configuration(name) {
            former.read(&file.text);
            if file.text.starts_with(MARK) {
                foreign.unit = Some(Unit::CodePoint);
            }
        } else if base(name) == DOCUMENTS {
            documents(file, &mut known, &mut foreign.issues);
        }
    }
    for file in files.iter().filter(|file| base(&file.name) == "annotation.conf") {
        labels(&file.text, &former, &mut foreign.labels);
    }
    for stem in order {
        let Some(pair) = pairs.remove(stem) else { continue };
        let Pair { text: Some(text), lines } = pair else {
            for file in pair.lines {
                partner(&mut foreign.issues, file, &format!("{stem}.txt"), false);
            }
            continue;
        };
        if lines.is_empty() {
            partner(&mut foreign.issues, text, &format!("{stem}.ann"), true);
        }
        let loose = Loose { file: text.name.clone(), text: text.text.clone(), ..about(known.get(stem), stem) };
        let lines: Vec<(&str, &str)> = lines.iter().map(|file| (&*file.name, &*file.text)).collect();
        foreign.documents.push(Build::new(loose, &former, &mut foreign.issues).files(&lines));
    }
    foreign
}

fn about(known: Option<&DocumentObject>, stem: &str) -> Loose {
    match known.cloned() {
        Some(DocumentObject { id, title, language, annotator, .. }) => {
            Loose { id, title, language, annotator, ..Loose::default() }
        }
        None => Loose { id: base(stem).to_owned(), ..Loose::default() },
    }
}

fn partner(issues: &mut Vec<Issue>, file: &TextFile, name: &str, is_warning: bool) {
    let problem = Problem::Partner { name: name.to_owned(), is_warning };
    issues.push(Issue { file: file.name.clone(), line: 0, path: String::new(), problem });
}

/// Which document each pair is, from the file that says so.
fn documents(file: &TextFile, known: &mut BTreeMap<String, DocumentObject>, issues: &mut Vec<Issue>) {
    let folder = file.name.strip_suffix(DOCUMENTS).unwrap_or_default();
    for (number, text) in (1..).zip(file.text.lines()).filter(|(_, text)| !text.trim().is_empty()) {
        match parse::<DocumentObject>(text) {
            Ok(object) => {
                known.insert(format!("{folder}{}", object.file), object);
            }
            Err(wrong) => {
                let problem = match wrong {
                    Wrong::Syntax(column, detail) => Problem::Malformed { column, detail },
                    Wrong::Shape(path, expected) => Problem::Shape { path, expected },
                };
                issues.push(Issue { file: file.name.clone(), line: number, path: String::new(), problem });
            }
        }
    }
}

/// What a configuration tells of labels.
fn labels(configuration: &str, former: &Former, labels: &mut Vec<ForeignLabel>) {
    let mut section = "";
    for line in configuration.lines() {
        let words = line.trim();
        if words.is_empty() || words.starts_with('#') || words.starts_with('<') || words.starts_with('!') {
            continue;
        }
        if let Some(name) = words.strip_prefix('[').and_then(|name| name.strip_suffix(']')) {
            section = match name {
                "entities" | "spans" => "entities",
                "relations" => "relations",
                "events" => "events",
                _ => "",
            };
            continue;
        }
        let name = words.split([' ', '\t', '|']).next().unwrap_or_default();
        if section.is_empty() || name.chars().all(|c| c == '-') || name == "Equiv" {
            continue;
        }
        let is_relation = section == "relations";
        let name = former.id(if is_relation { Of::Relation } else { Of::Label }, "", name);
        if !labels.iter().any(|known| known.name == name && known.is_relation == is_relation) {
            labels.push(ForeignLabel { name, kind: None, is_relation });
        }
    }
}
