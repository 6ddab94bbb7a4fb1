//! The bundle of the hard project, in all formats: its own check finds nothing wrong, and what was changed afterwards; the code
//! of its card runs exactly as it is printed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::rc::Rc;
use std::sync::LazyLock;

use manicule::formats::bundle::{Card, Job, Plan, Split};
use manicule::formats::foreign::{CODECS, Options, codec};
use manicule::formats::format;
use manicule::model::{Annotation, Claim, Document, markup};

use crate::hard_project::hard_project;
use crate::{interpreter, python};

/// Unpacks a zip with Python's own reader, which checks every sum.
const UNPACK: &str =
    "import sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\nz.extractall(sys.argv[2])";

/// The folder of the bundle, made once in a run; nothing where there is no Python.
fn bundle() -> Option<&'static Path> {
    static FOLDER: LazyLock<Option<PathBuf>> = LazyLock::new(|| python().map(|python| make(&python)));
    FOLDER.as_deref()
}

fn make(python: &Path) -> PathBuf {
    make_of(python, "consumers-bundle", &written(), None, &[])
}

/// All formats that are written.
fn written() -> Vec<&'static str> {
    CODECS.iter().filter(|codec| codec.write.is_some()).map(|codec| codec.id).collect()
}

/// The hard project in some formats, divided or not, behind some other documents.
fn make_of(python: &Path, name: &str, formats: &[&str], split: Option<Split>, before: &[Document]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).expect("a folder can be made");
    let of = |id: &&str| (codec(id).expect("it is there"), format(id).expect("it has a row"));
    let formats = formats.iter().map(of).collect();
    let project = Rc::new(hard_project());
    let (options, labels, card) = (Options::default(), Vec::new(), Card::default());
    let is_divided = split.is_some();
    let plan = Plan { formats, bundle: true, options, split, labels, card };
    let mut job = Job::new(project.clone(), plan).expect("a good plan");
    for document in project.documents().filter(|_| is_divided) {
        job.survey(document);
    }
    for document in before.iter().chain(project.documents().map(|document| &**document)) {
        job.write(document).expect("it is written");
    }
    job.finish().expect("it is finished");
    let (_, _, size) = job.file().expect("there is a file");
    let zip = folder.join("bundle.zip");
    fs::write(&zip, job.bytes(0, size)).expect("there is room");
    let unpacked = Command::new(python).args(["-c", UNPACK]).arg(&zip).arg(folder.join("in")).output();
    let unpacked = unpacked.expect("Python starts");
    assert!(unpacked.status.success(), "{}", String::from_utf8_lossy(&unpacked.stderr));
    folder.join("in")
}

fn run(python: &Path, folder: &Path, program: &str) -> Output {
    let mut command = Command::new(python);
    command.args(["-X", "utf8", "-B", program]).current_dir(folder).env("HF_HUB_OFFLINE", "1");
    command.env("HF_HOME", Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumers-home"));
    command.output().expect("Python starts")
}

#[test]
fn the_bundle_checks_itself() {
    let Some((python, folder)) = python().zip(bundle()) else {
        return println!("skipped: consumers: there is no Python");
    };
    let out = run(&python, folder, "check.py");
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success(), "{said}");
    println!("FIGURE check.py: {}", said.lines().last().unwrap_or_default());
    for codec in CODECS.iter().filter(|codec| codec.write.is_some()) {
        let line = said.lines().find(|line| line.starts_with(&format!("{}: ", codec.id)));
        assert!(line.is_some_and(|line| !line.contains(": 0 ")), "{}: {said}", codec.id);
    }
    // The control: each format by itself, with what `wrong.py` makes of it.
    for codec in CODECS.iter().filter(|codec| codec.write.is_some()) {
        let copy = folder.with_file_name(format!("wrong-{}", codec.id));
        let made = Command::new(&python)
            .args(["-X", "utf8"])
            .arg(crate::here().join("wrong_bundle.py"))
            .args([folder, &copy])
            .arg(codec.id)
            .output()
            .expect("Python starts");
        assert!(made.status.success(), "{}: {}", codec.id, String::from_utf8_lossy(&made.stderr));
        let out = run(&python, &copy, "check.py");
        let said = String::from_utf8_lossy(&out.stdout);
        assert_eq!(out.status.code(), Some(1), "{}: {said}", codec.id);
        let differs = said.lines().filter(|line| line.starts_with(&format!("{}/", codec.id)));
        let (sums, words): (Vec<&str>, Vec<&str>) = differs.partition(|line| line.contains("SHA-256"));
        assert!(!sums.is_empty(), "{}: {said}", codec.id);
        assert!(!words.is_empty(), "{}: {said}", codec.id);
    }
}

fn words(document: &Document, annotation: &Annotation) -> String {
    annotation.span.quote(&document.article)
}

/// What the card's code prints: each claim with who says it and by which words.
fn printed() -> Vec<String> {
    let project = hard_project();
    let mut all = Vec::new();
    for document in project.documents() {
        for claim in Claim::all(document, &project.schema) {
            let said = |kind: &str| {
                let links = document.relations.values().filter(|link| link.from == claim.annotation.id);
                let links = links.filter(|link| link.kind.as_str() == kind);
                let ends: Vec<String> =
                    links.filter_map(|link| Some(words(document, document.annotations.get(&link.to)?))).collect();
                if ends.is_empty() { "-".to_owned() } else { ends.join(", ") }
            };
            all.push(format!("{} | {} | {}", said("source"), said("cue"), words(document, claim.annotation)));
        }
    }
    all
}

#[test]
fn the_card_runs_as_it_is_printed() {
    let Some((python, folder)) = python().zip(bundle()) else {
        return println!("skipped: consumers: there is no Python");
    };
    let mut wanted = lines(&printed().join("\n"));
    for said in run_card(&python, folder, 3) {
        assert_eq!(said, wanted);
    }
    // The same in three sets, and of what else has claims; in another order.
    wanted.sort();
    let split = || Split { seed: "1".to_owned(), dev: 200, test: 200, by_label: false };
    let plans =
        [("native", Some(split()), 3), ("attribution", None, 3), ("attribution", Some(split()), 3), ("csv", None, 2)];
    for (number, (format, split, blocks)) in plans.into_iter().enumerate() {
        let folder = make_of(&python, &format!("consumers-card-{number}"), &[format], split, &[]);
        for mut said in run_card(&python, &folder, blocks) {
            said.sort();
            // Tables and claims join several sources in their own way.
            let is_same = if format == "native" { said == wanted } else { said.len() == wanted.len() };
            assert!(is_same, "{format}: {said:#?}\n{wanted:#?}");
        }
    }
    for format in ["huggingface", "doccano", "doccano-relations", "prodigy"] {
        let folder = make_of(&python, &format!("consumers-card-{format}"), &[format], None, &[]);
        for said in run_card(&python, &folder, if format == "huggingface" { 3 } else { 2 }) {
            assert!(said.iter().any(|line| line.starts_with("person | ")), "{format}: {said:#?}");
        }
    }
}

fn lines(text: &str) -> Vec<String> {
    text.lines().map(str::to_owned).collect()
}

/// Runs the blocks of a card that can be run here; the lines that each prints.
fn run_card(python: &Path, folder: &Path, count: usize) -> Vec<Vec<String>> {
    let card = fs::read_to_string(folder.join("README.md")).expect("there is a card");
    let blocks: Vec<&str> =
        card.split("```python\n").skip(1).filter_map(|rest| Some(rest.split_once("```")?.0)).collect();
    assert_eq!(blocks.len(), count, "{card}");
    let long = std::env::var_os("MANICULE_LONG").is_some();
    let mut all = Vec::new();
    for block in blocks {
        let needs = ["from datasets", "import pandas"].into_iter().find(|name| block.contains(name));
        let python = match needs {
            None => python.to_path_buf(),
            Some(_) if !long => continue,
            Some(_) => match interpreter("datasets") {
                Ok(python) => python,
                Err(why) => {
                    println!("skipped: card: {why}");
                    continue;
                }
            },
        };
        fs::write(folder.join("card.py"), block).expect("there is room");
        let out = run(&python, folder, "card.py");
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        assert!(out.status.success(), "{block}\n{}", String::from_utf8_lossy(&out.stderr));
        all.push(lines(&said));
        println!("FIGURE card, {}: {} lines", needs.unwrap_or("Python alone"), all.last().map_or(0, Vec::len));
    }
    all
}

/// Long articles with one bare claim each, more of them than `datasets` looks at before it decides on types; then all the rest.
#[test]
fn datasets_loads_what_comes_late() {
    if std::env::var_os("MANICULE_LONG").is_none() {
        return println!("skipped: columns: only with MANICULE_LONG");
    }
    let python = match interpreter("datasets") {
        Ok(python) => python,
        Err(why) => return println!("skipped: columns: {why}"),
    };
    let bare = |number: usize| {
        let marked = format!("{{p}}[It is so](claim). {}", "Nothing more is known. ".repeat(6_000));
        markup::parse(&format!("long/{number}"), &marked).expect("well formed")
    };
    let bare: Vec<Document> = (0..45).map(bare).collect();
    let folder = make_of(&python, "consumers-late", &["native", "huggingface", "attribution", "averitec"], None, &bare);
    let script = crate::here().join("long_datasets.py");
    let out = Command::new(&python).args(["-X", "utf8", "-B"]).arg(script).current_dir(&folder).output();
    let out = out.expect("Python starts");
    let said = String::from_utf8_lossy(&out.stdout);
    assert!(out.status.success(), "{said}\n{}", String::from_utf8_lossy(&out.stderr));
    said.lines().for_each(|line| println!("FIGURE datasets: {line}"));
}

/// What catalogues of datasets read of a bundle: it is valid, and its records are those of the files.
#[test]
fn croissant_is_valid_and_reads_back() {
    if std::env::var_os("MANICULE_LONG").is_none() {
        return println!("skipped: croissant: only with MANICULE_LONG");
    }
    let python = match interpreter("mlcroissant") {
        Ok(python) => python,
        Err(why) => return println!("skipped: {why}"),
    };
    // A folder of its own: the controls change it.
    let folder = make_of(&python, "consumers-croissant", &written(), None, &[]);
    let script = crate::here().join("with_mlcroissant.py");
    let read = |arguments: &[&str]| {
        let mut command = Command::new(&python);
        command.args(["-X", "utf8", "-B"]).arg(&script).args(arguments).current_dir(&folder);
        let out = command.output().expect("Python starts");
        let said = String::from_utf8_lossy(&out.stdout).into_owned();
        (out.status.success(), said, String::from_utf8_lossy(&out.stderr).into_owned())
    };
    let (is_good, said, complaint) = read(&[]);
    assert!(is_good, "{said}\n{complaint}");
    let sets = said.lines().filter(|line| line.starts_with("proved: ")).count();
    assert!(sets >= 6, "{said}");
    said.lines().for_each(|line| println!("FIGURE mlcroissant: {line}"));
    // The controls: columns that are not there, and others than are told.
    let path = folder.join("croissant.json");
    let good = fs::read(&path).expect("it is there");
    for control in ["gone", "other"] {
        let (is_good, said, _) = read(&[control]);
        fs::write(&path, &good).expect("there is room");
        assert!(!is_good, "{control}: {said}");
    }
}
