//! The house keeps its order: who may name whom, and what a file may look like. The rules are the tables of
//! `architecture/rules.rs`; a failure prints file, line, rule and the line itself.

#![cfg(not(target_arch = "wasm32"))]

use std::fs;
use std::path::Path;

#[path = "architecture/controls.rs"]
mod controls;
#[path = "architecture/rules.rs"]
mod rules;
#[path = "architecture/source.rs"]
mod source;

use source::Source;

/// The code files below some folders of the repository.
fn sources(folders: &[&str]) -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut found = Vec::new();
    for folder in folders {
        collect(root, &root.join(folder), &mut found);
    }
    assert!(!found.is_empty(), "there is code in {folders:?}");
    found
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<Source>) {
    // A folder that does not exist yet breaks no rule.
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("a folder can be listed").path()).collect();
    paths.sort();
    for path in paths {
        let is_code = path.extension().is_some_and(|ending| ending == "rs" || ending == "js" || ending == "py");
        if path.is_dir() {
            collect(root, &path, found);
        } else if is_code {
            let text = fs::read_to_string(&path).expect("code is text");
            let name = path.strip_prefix(root).expect("below the root");
            found.push(Source::new(&name.to_string_lossy().replace('\\', "/"), &text));
        }
    }
}

fn none(offences: Vec<String>) {
    assert!(offences.is_empty(), "\n{}\n", offences.join("\n"));
}

#[test]
fn layers_name_only_what_they_may() {
    let dependencies = rules::dependencies(include_str!("../Cargo.toml"));
    assert!(dependencies.iter().any(|name| name == "yew"), "{dependencies:?}");
    let code = sources(&["src"]);
    none(code.iter().flat_map(|source| rules::layers(source, &dependencies)).collect());
}

#[test]
fn text_never_becomes_markup() {
    none(sources(&["src"]).iter().flat_map(rules::words).collect());
}

#[test]
fn files_hold_one_thing() {
    none(sources(&["src", "xtask/src", "tests"]).iter().flat_map(rules::shape).collect());
}
