//! Programs of others load what we write, and find every span's words.
//!
//! A small project that has everything in it that breaks exporters is written in each format; checks in Python's own
//! library, and the real consumers in virtual environments, read it (`tests/consumers/*.py`). Each prints how many spans it
//! found as they were meant, or what differs. The same files with offsets of another unit are the control: there each has to
//! find a difference. What a consumer writes itself is read by our own readers.
//!
//! The environments are made by `cargo xtask test`; a consumer that has none is printed as skipped. `MANICULE_LONG=1` runs
//! all of them, else the two that are cheap.
#![expect(clippy::print_stdout, reason = "what was proved, and what was skipped, is printed")]
#![cfg(not(target_arch = "wasm32"))]

#[path = "consumers/back.rs"]
mod back;
#[path = "consumers/bundle.rs"]
mod bundle;
#[path = "common/exported.rs"]
#[allow(dead_code, reason = "the properties use the rest")]
mod exported;
#[path = "consumers/files.rs"]
mod files;
#[path = "common/hard_project.rs"]
mod hard_project;

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A check, the environment it needs, and the formats it reads.
struct Consumer {
    /// Name of the environment, and of its requirements; empty for Python alone.
    name: &'static str,
    script: &'static str,
    formats: &'static [&'static str],
    /// Also in the short run.
    is_cheap: bool,
}

const fn consumer(name: &'static str, script: &'static str, formats: &'static [&'static str]) -> Consumer {
    Consumer { name, script, formats, is_cheap: false }
}

const CONSUMERS: &[Consumer] = &[
    Consumer { is_cheap: true, ..consumer("jsonschema", "with_jsonschema.py", &["native"]) },
    Consumer { is_cheap: true, ..consumer("brat", "with_brat.py", &["brat"]) },
    consumer("spacy", "with_spacy.py", &["prodigy", "conll"]),
    consumer("seqeval", "with_seqeval.py", &["conll", "conll-bilou", "huggingface"]),
    consumer("datasets", "with_datasets.py", &["native", "huggingface", "averitec"]),
    consumer("labelstudio", "with_labelstudio.py", &["labelstudio"]),
    consumer("anchorpoint", "with_anchorpoint.py", &["webannotation"]),
    consumer("bconv", "with_bconv.py", &["pubannotation"]),
    consumer("doccano", "with_doccano.py", &["doccano", "doccano-relations"]),
    consumer("cassis", "with_cassis.py", &["cas"]),
    consumer("extruct", "with_extruct.py", &["claimreview"]),
];

/// What a check ends with when it has found a difference (`tests/consumers/common.py`).
const DIFFERS: i32 = 3;

fn here() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/consumers")
}

/// The interpreter of an environment that is as its requirements say.
fn interpreter(name: &str) -> Result<PathBuf, String> {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).parent().expect("it lies in the target folder");
    let folder = target.join("consumers").join(name);
    let wanted = std::fs::read_to_string(here().join("requirements").join(format!("{name}.txt"))).expect("a list");
    match std::fs::read_to_string(folder.join("ready")) {
        Ok(made_of) if made_of == wanted => {
            let inside = if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" };
            Ok(folder.join(inside))
        }
        _ => {
            let why = std::fs::read_to_string(folder.join("why"));
            let why = why.unwrap_or_else(|_| "it is not installed; cargo xtask test --long installs it".to_owned());
            Err(format!("consumers: {name}: {why}"))
        }
    }
}

/// Python alone.
fn python() -> Option<PathBuf> {
    let is_there = |name: &&str| Command::new(name).arg("--version").output().is_ok_and(|out| out.status.success());
    ["python3", "python"].into_iter().find(is_there).map(PathBuf::from)
}

fn run(python: &Path, script: &str, arguments: &[&str]) -> Output {
    let mut command = Command::new(python);
    command.arg("-X").arg("utf8").arg("-B").arg(here().join(script)).arg(files::root()).args(arguments);
    command.env("PYTHONHASHSEED", "0").output().expect("Python starts")
}

/// Runs a check of a format on what was written, and on the control.
fn check(python: &Path, who: &str, script: &str, format: &str) {
    let out = run(python, script, &[format, ""]);
    let said = String::from_utf8_lossy(&out.stdout);
    let complaint = String::from_utf8_lossy(&out.stderr);
    assert!(out.status.success(), "{who} does not take {format}:\n{said}\n{complaint}");
    let proved: Vec<&str> = said.lines().filter(|line| line.starts_with("proved: ")).collect();
    assert!(!proved.is_empty(), "{who} proves nothing of {format}:\n{said}\n{complaint}");
    proved.iter().for_each(|line| println!("FIGURE {who}: {line}"));

    let out = run(python, script, &[format, "-wrong"]);
    let said = String::from_utf8_lossy(&out.stdout);
    let complaint = String::from_utf8_lossy(&out.stderr);
    assert_eq!(out.status.code(), Some(DIFFERS), "{who} does not notice a wrong {format}:\n{said}\n{complaint}");
    assert!(said.contains("differs: "), "{said}");
}

#[test]
fn python_alone_finds_every_span() {
    let Some(python) = python() else {
        return println!("skipped: consumers: there is no Python");
    };
    for format in files::formats() {
        check(&python, "python", "plain.py", format);
    }
}

#[test]
fn consumers_find_every_span() {
    let is_long = std::env::var_os("MANICULE_LONG").is_some();
    for consumer in CONSUMERS.iter().filter(|consumer| is_long || consumer.is_cheap) {
        match interpreter(consumer.name) {
            Err(why) => println!("skipped: {why}"),
            Ok(python) => {
                for format in consumer.formats.iter().filter(|format| files::formats().contains(format)) {
                    check(&python, consumer.name, consumer.script, format);
                    back::read_again(format, consumer.name);
                }
            }
        }
    }
}

/// The table of the README says what this file does.
#[test]
fn the_table_names_what_proves_a_format() {
    for format in files::formats() {
        let info = manicule::formats::format(format).expect("it has a row");
        for consumer in CONSUMERS.iter().filter(|consumer| consumer.formats.contains(&format)) {
            let named = info.proved_by.to_lowercase().replace([' ', '-'], "");
            assert!(named.contains(&consumer.name.replace('-', "")), "{format}: {}: {}", consumer.name, info.proved_by);
        }
    }
}
