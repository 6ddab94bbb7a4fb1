//! The page as one file: opened from the disk, with nothing beside it and no network.

use crate::texts::{BRIDGE, HARBOUR};
use manicule_e2e::export::articles;
use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, PERSON};
use manicule_e2e::stage::{Stage, address_of, repository};
use serde_json::json;
use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The file, made of the build that the journeys are on.
fn made(stage: &Stage, name: &str, task: Option<&Path>) -> PathBuf {
    make(stage.folder(), stage.scratch("single").join(name), task)
}

/// The file that other journeys take place on once more.
pub(crate) fn of_the_build(build: &Path) -> PathBuf {
    make(build, repository().join("target/one-file/manicule.html"), None)
}

fn make(build: &Path, file: PathBuf, task: Option<&Path>) -> PathBuf {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(["run", "--quiet", "--locked", "--package", "xtask", "--", "single-file"]);
    command.arg(build).arg(&file).args(task).current_dir(repository());
    let ran = command.output().expect("cargo starts");
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    file
}

/// Nothing was asked of anybody: not of the site of this journey either.
fn alone(page: &Page) {
    assert_eq!(page.site().requests(), []);
    assert_eq!(page.violations(), Vec::<String>::new());
}

pub(crate) fn from_the_disk(stage: &Stage) {
    let file = made(stage, "manicule.html", None);
    println!("FIGURE single file: {} bytes", fs::metadata(&file).expect("it was made").len());
    let page = stage.open_file(&file);
    page.screenshot("opened");
    let harbour = page.import("harbour.txt", HARBOUR);
    let marked = page.mark("Ada Lindqvist", PERSON);
    let claim = page.mark("“The log was rewritten,”", CLAIM);
    page.until_saved();
    // The worker, which is in the file as well.
    let tables = page.call("exportFiles", json!(["csv"]));
    assert!(tables["files"].as_array().is_some_and(|files| !files.is_empty()), "{tables}");
    // Told plainly what a browser makes of such a page.
    page.strike("y");
    page.until("what is said of files on the disk", || (page.count("dialog[open] .data-disk") == 1).then_some(()));
    page.screenshot("your data");
    page.strike("Escape");
    let saved = page.download(|| page.strike("Ctrl+s"));
    assert_eq!(articles(&fs::read_to_string(saved).expect("it is whole")).len(), 2);
    alone(&page);

    page.reload();
    assert_eq!([page.span(&marked.id), page.span(&claim.id)], [marked.clone(), claim.clone()]);
    page.kill();
    assert_eq!(page.article(), harbour, "after the browser was killed as well");
    assert_eq!(page.span(&marked.id), marked);

    // A newer file in another folder, under another name.
    let moved = stage.scratch("elsewhere").join("Manicule (1) – neu.html");
    fs::rename(&file, &moved).expect("both are on one disk");
    page.moved(address_of(&moved));
    if stage.is_firefox() {
        // A store for each path: what is told in “Your data” is so.
        assert_eq!(page.documents().len(), 1, "it begins empty");
        fs::rename(&moved, &file).expect("both are on one disk");
        page.moved(address_of(&file));
    }
    // Chromium lets all pages of the disk have one store.
    assert_eq!(page.span(&claim.id), claim, "its work is where it was");
    page.import("bridge.txt", BRIDGE);
    page.until_saved();
    page.reload();
    assert_eq!(page.documents().len(), 3);
    alone(&page);
}

/// A lead mails one file, an annotator opens it and mails one back.
pub(crate) fn with_a_task(stage: &Stage) {
    let task = repository().join("samples/task");
    let page = stage.open_file(&made(stage, "ferries.html", Some(&task)));
    page.until("the task", || (page.count("dialog[open] [data-action=begin-task]") == 1).then_some(()));
    let says = page.ask("return document.querySelector('.task-start').textContent", &[]);
    assert!(says.as_str().is_some_and(|says| says.contains("leave the file where it is")), "{says}");
    page.screenshot("task");
    page.call("dispatch", json!(["begin-task", { "text": "Ada" }]));
    page.until("its articles", || (page.documents().len() > 1).then_some(()));
    page.idle();
    let titles: Vec<String> = page.documents().into_iter().map(|document| document.title).collect();
    let word = page.ask("return document.querySelector('[data-block]').textContent.match(/\\p{Lu}\\p{L}+/u)[0]", &[]);
    let marked = page.mark(word.as_str().expect("an article has a word"), PERSON);
    page.until_saved();
    page.reload();
    assert_eq!(page.span(&marked.id), marked, "it goes on where it was");
    let after: Vec<String> = page.documents().into_iter().map(|document| document.title).collect();
    assert_eq!(after, titles);
    let file = page.download(|| drop(page.dispatch("save-hand-in", json!({}))));
    let text = fs::read_to_string(&file).expect("it is whole");
    assert!(text.contains(&marked.id), "what is handed in");
    alone(&page);
}
