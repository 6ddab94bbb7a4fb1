//! What the service worker keeps: the files of one build, and the build's id.
//!
//! The worker itself is `sw.js`. It is the one file of a build that is neither named after what it holds nor named by the
//! page as something to load, so browsers ask for it by itself; a build differs from another exactly when it does.

use crate::failure::{Failure, Outcome};
use crate::{digest, html, place};
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

/// The worker's file, beside the page.
pub(crate) const WORKER: &str = "sw.js";

/// Where tags of the page name files.
const NAMING: &[&str] = &["href", "src", "data-js", "data-wasm", "data-later", "data-script", "data-program"];

/// Files that no tag names, and that each build makes anew under the same name.
const BESIDE: &[&str] = &["icon-192.png", "manicule.webmanifest", "rescue.html"];

/// Writes the worker of the site that lies in a folder.
pub(crate) fn keep(site: &Path) -> Outcome {
    let page = site.join("index.html");
    let html = fs::read_to_string(&page).map_err(|error| Failure::file("read", &page, &error))?;
    let source = place::root().join(WORKER);
    let worker = fs::read_to_string(&source).map_err(|error| Failure::file("read", &source, &error))?;
    let text = worker_of(&html, &worker, |name| {
        let file = site.join(name);
        fs::read(&file).map_err(|error| Failure::file("read", &file, &error))
    })?;
    let file = site.join(WORKER);
    fs::write(&file, text).map_err(|error| Failure::file("write", &file, &error))
}

/// The page under the id that its text gives it: it was changed after it was sealed.
pub(crate) fn renamed(page: &str) -> String {
    match build_of(page) {
        Some(old) => page.replace(&said(&old), &said(&digest::short(page.as_bytes()))),
        None => page.to_owned(),
    }
}

fn said(build: &str) -> String {
    format!("content=\"{build}\"")
}

/// The id of the build, as the page says it.
fn build_of(page: &str) -> Option<String> {
    let tags = html::tags(page);
    tags.iter().find(|tag| tag.is("name", "manicule-build"))?.get("content").map(str::to_owned)
}

fn worker_of(page: &str, worker: &str, read: impl Fn(&str) -> Outcome<Vec<u8>>) -> Outcome<String> {
    let build = build_of(page).ok_or_else(|| Failure::failed("index.html does not say which build it is"))?;
    let mut files = BTreeMap::new();
    for tag in html::tags(page).iter().filter(|tag| matches!(tag.name.as_str(), "link" | "script" | "meta")) {
        for name in NAMING.iter().filter_map(|attribute| tag.get(attribute)?.strip_prefix("./")) {
            let integrity = if is_named_after_content(name) { digest::integrity(&read(name)?) } else { String::new() };
            files.insert(name.to_owned(), integrity);
        }
    }
    files.extend(BESIDE.iter().map(|name| ((*name).to_owned(), String::new())));
    let files = serde_json::to_string(&files).map_err(|error| Failure::failed(error.to_string()))?;
    let mut text = worker.to_owned();
    for (empty, full) in [
        ("const BUILD = '';\n", format!("const BUILD = '{build}';\n")),
        ("const FILES = {};\n", format!("const FILES = {files};\n")),
    ] {
        if text.matches(empty).count() != 1 {
            return Err(Failure::failed(format!("{WORKER} has no single line “{}”", empty.trim_end())));
        }
        text = text.replace(empty, &full);
    }
    Ok(text)
}

/// Whether a name ends in sixteen hexadecimal digits, as the worker tells it.
fn is_named_after_content(name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let digits = stem.rsplit_once('-').map_or("", |(_, digits)| digits);
    digits.len() == 16 && digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'))
}

#[cfg(test)]
mod tests {
    use super::{Outcome, renamed, worker_of};
    use std::fs;

    const PAGE: &str = "<head><link rel=\"icon\" href=\"./i-0123456789abcdef.svg\"><link href=\"./m.css\">\
        <meta name=\"manicule-app\" data-js=\"./a-0123456789abcdef.js\" data-integrity=\"sha384-x\" data-offline=\"./sw.js\">\
        <meta name=\"manicule-build\" content=\"77\"></head><a href=\"./other\">x</a>";

    fn worker() -> String {
        fs::read_to_string(super::place::root().join(super::WORKER)).expect("it is in the checkout")
    }

    fn written(page: &str, worker: &str) -> Outcome<String> {
        worker_of(page, worker, |name| Ok(name.as_bytes().to_vec()))
    }

    #[test]
    fn the_worker_knows_its_build_and_all_that_the_page_loads() {
        let text = written(PAGE, &worker()).expect("there are both lines");
        assert!(text.contains("const BUILD = '77';\n"));
        let files = text.lines().find_map(|line| line.strip_prefix("const FILES = ")?.strip_suffix(';'));
        let files: serde_json::Value = serde_json::from_str(files.expect("a line")).expect("JSON is script");
        let names: Vec<_> = files.as_object().expect("an object").keys().map(String::as_str).collect();
        assert_eq!(
            names,
            [
                "a-0123456789abcdef.js",
                "i-0123456789abcdef.svg",
                "icon-192.png",
                "m.css",
                "manicule.webmanifest",
                "rescue.html"
            ]
        );
        assert!(files["a-0123456789abcdef.js"].as_str().is_some_and(|sum| sum.starts_with("sha384-")));
        assert_eq!(files["m.css"], "");
    }

    #[test]
    fn without_its_lines_or_the_build_nothing_is_written() {
        assert!(written(PAGE, "const BUILD = '';\n").is_err());
        assert!(written(PAGE, &worker().replace("const BUILD = '';", "const BUILD = 1;")).is_err());
        assert!(written("<head></head>", &worker()).is_err());
    }

    #[test]
    fn a_page_that_was_changed_is_another_build() {
        let changed = PAGE.replace("<head>", "<head><meta name=\"manicule-task\" content=\"task.json\">");
        assert_ne!(renamed(&changed), changed);
        assert_eq!(renamed(&changed), renamed(&changed), "always the same one");
        assert!(!renamed(&changed).contains("content=\"77\""));
    }
}
