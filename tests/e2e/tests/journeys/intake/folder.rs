//! A folder of articles in ten formats, many scripts and encodings: read, compared with what must come of each, and read anew
//! in another encoding.

use super::{looking, pieces, rows};
use manicule_e2e::page::Page;
use manicule_e2e::stage::{Stage, repository};
use serde_json::{Value, json};
use std::fs;
use std::path::PathBuf;

fn expected() -> Vec<Value> {
    let text = fs::read_to_string(repository().join("tests/intake/expected.json")).expect("it is there");
    serde_json::from_str(&text).expect("a list")
}

fn files() -> Vec<PathBuf> {
    let folder = fs::read_dir(repository().join("tests/intake/folder")).expect("the folder is there");
    let mut files: Vec<PathBuf> = folder.flatten().map(|entry| entry.path()).collect();
    files.sort();
    files
}

fn choose(page: &Page, files: &[PathBuf]) {
    page.browser().choose_files("input[type=file][data-action=\"import-files\"]", files);
    looking(page);
}

/// All of the folder at once: each article has the title and begins with the words that are expected, in one step.
pub(crate) fn whole_folder(stage: &Stage) {
    let page = stage.open();
    choose(&page, &files());
    let expected = expected();
    assert!(files().len() >= 30 && expected.len() > files().len());
    let count = page.ask("return document.querySelector('[data-intake-row]').getAttribute('aria-setsize')", &[]);
    assert_eq!(count, json!(expected.len().to_string()), "{:?}", rows(&page));
    page.pictures("a folder");
    let arabic = row(&page, "سوق");
    page.click_selector(&arabic);
    page.until("it is shown", || (page.count("[data-intake=doubt]") == 1).then_some(()));
    page.until("how it reads", || (page.count("[data-encoding] span:not(:empty)") > 1).then_some(()));
    page.pictures("an Arabic article, its encoding in doubt");
    page.click_selector("[data-intake=add]");
    page.until("all of them", || (page.documents().len() == expected.len() + 1).then_some(()));
    page.press("Escape");
    page.idle();
    let known = page.documents();
    let mut wrong = Vec::new();
    for article in &expected {
        let title = article["title"].as_str().unwrap_or_default();
        let Some(entry) = known.iter().find(|entry| entry.title == title) else {
            wrong.push(format!("{title} ({}) is not here", article["file"]));
            continue;
        };
        page.call("open", json!([entry.id]));
        let text = page.document()["text"].as_str().unwrap_or_default().trim_start_matches('\u{feff}').to_owned();
        let begins = article["begins"].as_str().unwrap_or_default();
        if !text.contains(begins.lines().last().unwrap_or_default()) {
            wrong.push(format!(
                "{}: {begins:?} is not how {:?} begins",
                article["file"],
                text.chars().take(60).collect::<String>()
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    page.strike("Ctrl+z");
    page.until("one step", || (page.documents().len() == 1).then_some(()));
}

/// The row whose title has these words.
fn row(page: &Page, words: &str) -> String {
    let script = "return [...document.querySelectorAll('[data-intake-row]')] \
        .find((row) => row.textContent.includes(arguments[0]))?.dataset.intakeRow ?? ''";
    let at = page.ask(script, &[json!(words)]);
    format!("[data-intake-row=\"{}\"]", at.as_str().unwrap_or_default())
}

/// A file whose encoding was guessed is read in a wrong one, and back.
pub(crate) fn in_another_encoding(stage: &Stage) {
    let page = stage.open();
    let file = repository().join("tests/intake/folder/ar-souq.txt");
    choose(&page, &[file]);
    page.until("the doubt", || (page.count("[data-intake=doubt]") == 1).then_some(()));
    let of = "return [...document.querySelectorAll('[data-encoding]')].map((each) => [each.dataset.encoding, each.getAttribute('aria-pressed')])";
    let ways = page.ask(of, &[]);
    let ways: Vec<(String, bool)> = ways
        .as_array()
        .into_iter()
        .flatten()
        .map(|way| (way[0].as_str().unwrap_or_default().to_owned(), way[1] == "true"))
        .collect();
    assert!(ways.len() > 1, "{ways:?}");
    let (right, _) = ways.iter().find(|(_, pressed)| *pressed).expect("one was taken").clone();
    assert_eq!(right.to_ascii_lowercase(), "windows-1256");
    let (wrong, _) = ways.iter().find(|(_, pressed)| !*pressed).expect("another").clone();
    let before = pieces(&page);
    page.click_selector(&format!("[data-encoding=\"{wrong}\"]"));
    page.until("another reading", || (pieces(&page) != before).then_some(()));
    page.screenshot("a wrong encoding");
    page.until("the way back", || (page.count(&format!("[data-encoding=\"{right}\"]")) == 1).then_some(()));
    page.click_selector(&format!("[data-encoding=\"{right}\"]"));
    page.until_equal("as it was", &before, || pieces(&page));
    page.click_selector("[data-intake=add]");
    page.until("the article", || (page.documents().len() == 2).then_some(()));
    let title = page.document()["meta"]["title"].clone();
    assert_eq!(title, "سوق الحدادين يفتح أبوابه من جديد");
}
