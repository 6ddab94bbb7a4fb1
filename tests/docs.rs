//! What is written about the program is true of it: the tables of the README, the declarations of the scripting door,
//! the hooks in the DOM, and the places that the papers name.
//!
//! `MANICULE_WRITE=1 cargo test --test docs` writes the README's tables anew.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use manicule::formats::FORMATS;
use manicule::model::{Unit, news_schema};
use manicule::session::ACTIONS;

#[path = "docs/declarations.rs"]
mod declarations;

/// Attributes that only the styles and the program itself use.
const PRIVATE_HOOKS: [&str; 20] = [
    "data-above",
    "data-column",
    "data-encoding",
    "data-fate",
    "data-field",
    "data-foreign",
    "data-from",
    "data-intake",
    "data-intake-field",
    "data-intake-row",
    "data-name",
    "data-pane",
    "data-part",
    "data-piece",
    "data-seam",
    "data-section",
    "data-stretch",
    "data-suggestion",
    "data-tag",
    "data-value",
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn read(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// The Rust files below a folder, one after another.
fn code_below(folder: &Path) -> String {
    let mut paths: Vec<PathBuf> = fs::read_dir(folder)
        .expect("the folder is there")
        .map(|entry| entry.expect("it can be listed").path())
        .collect();
    paths.sort();
    let text = |path: &PathBuf| match path.is_dir() {
        true => code_below(path),
        false => fs::read_to_string(path).expect("code is text"),
    };
    paths.iter().map(text).collect()
}

/// What stands between `before` and `after`, each time.
fn between<'a>(text: &'a str, before: &'a str, after: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(before).skip(1).filter_map(move |rest| rest.split_once(after).map(|(inside, _)| inside))
}

fn keys(keys: &[&str]) -> String {
    let caps = |key: &&str| format!("`{}`", key.replace("Mod", "Ctrl"));
    keys.iter().map(caps).collect::<Vec<_>>().join(", ")
}

fn key_table() -> String {
    let mut out = String::from("| Key | What it does |\n|---|---|\n");
    for action in ACTIONS.iter().filter(|action| !action.keys.is_empty()) {
        out += &format!("| {} | {} |\n", keys(action.keys), action.name.text());
    }
    let schema = news_schema::news();
    let label =
        |label: &manicule::model::Label| label.key.map(|key| format!("`{}` {}", key.to_ascii_uppercase(), label.name));
    let labels: Vec<String> = schema.labels.iter().filter_map(|each| label(each)).collect();
    out += &format!("\nLabels of the schema *{}*: {}.\n", schema.name, labels.join(", "));
    out
}

fn format_table() -> String {
    let mut out = String::from("| Format | Id | Files | Read | Written | Offsets count | Leaves out | Proved by |\n");
    out += "|---|---|---|---|---|---|---|---|\n";
    let yes = |is| if is { "yes" } else { "no" };
    for format in FORMATS {
        let files: Vec<String> = format.extensions.iter().map(|ending| format!("`.{ending}`")).collect();
        let unit = match format.unit {
            Unit::Byte => "bytes",
            Unit::CodePoint => "code points",
            Unit::Utf16 => "UTF-16 units",
        };
        let loses = if format.loses.is_empty() { "nothing" } else { format.loses };
        let proved = if format.proved_by.is_empty() { "nothing yet" } else { format.proved_by };
        out += &format!(
            "| {} | `{}` | {} | {} | {} | {unit} | {loses} | {proved} |\n",
            format.name,
            format.id,
            files.join(", "),
            yes(format.import),
            yes(format.export),
        );
    }
    out
}

/// The text with `table` between the marks of `name`.
fn with_table(text: &str, name: &str, table: &str) -> String {
    let (open, close) = (format!("<!-- {name} -->"), format!("<!-- /{name} -->"));
    let (head, rest) = text.split_once(&open).unwrap_or_else(|| panic!("README.md has no {open}"));
    let (_, tail) = rest.split_once(&close).unwrap_or_else(|| panic!("README.md has no {close}"));
    format!("{head}{open}\n{table}{close}{tail}")
}

#[test]
fn tables_of_the_readme_are_made_from_the_program() {
    let readme = read("README.md");
    let current = with_table(&with_table(&readme, "keys", &key_table()), "formats", &format_table());
    if std::env::var_os("MANICULE_WRITE").is_some() {
        fs::write(root().join("README.md"), current).expect("README.md can be written");
    } else {
        assert!(readme == current, "a table of README.md is old: MANICULE_WRITE=1 cargo test --test docs");
    }
}

#[test]
fn hooks_in_the_page_are_explained() {
    let readme = read("README.md");
    let code = code_below(&root().join("src/ui"));
    let letters = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_lowercase()) && !text.contains(|c: char| !c.is_ascii_lowercase())
    };
    // In elements as they are written, and as names of attributes that are given one by one.
    let drawn: BTreeSet<String> = between(&code, " data-", "=")
        .chain(between(&code, "(\"data-", "\""))
        .filter(|name| letters(name))
        .map(|name| format!("data-{name}"))
        .filter(|name| !PRIVATE_HOOKS.contains(&name.as_str()))
        .collect();
    let explained: BTreeSet<String> = between(&readme, "[data-", "]")
        .map(|name| format!("data-{}", name.split(['=', '~']).next().unwrap_or_default()))
        .collect();
    assert!(drawn.len() > 5, "{drawn:?}");
    // The marks' attribute is explained with an operator and an example of a value.
    assert!(readme.contains("`mark[data-annotations~=\"ID\"]`"));
    assert_eq!(explained, drawn);
    for hook in ["role=status", "aria-current=\"true\""] {
        assert!(readme.contains(hook), "README.md explains {hook}");
    }
    assert!(code.contains("role=\"status\"") && code.contains("aria-current={"));
}

#[test]
fn the_readme_names_every_method_event_and_format() {
    let readme = read("README.md");
    let door = declarations::registered();
    for name in door.iter().chain(&declarations::events()) {
        assert!(readme.contains(&format!("`{name}")), "README.md explains `{name}`");
    }
}

/// Files and folders that the papers name: in links, and as code that begins with a folder of the repository.
#[test]
fn what_the_papers_name_is_there() {
    for paper in ["README.md", "ARCHITECTURE.md", "CHANGELOG.md"] {
        let text = read(paper);
        let links = between(&text, "](", ")").filter(|link| !link.contains("://") && !link.starts_with('#'));
        let code = text.split('`').skip(1).step_by(2).filter(|code| {
            let ours = ["src/", "tests/", "xtask/", "docs/", "styles/", "samples/", ".ci/"];
            ours.iter().any(|folder| code.starts_with(folder)) && !code.contains(['*', '<', ' ', '…'])
        });
        for name in links.chain(code) {
            assert!(root().join(name).exists(), "{paper} names {name}, which is not there");
        }
    }
}

#[test]
fn every_room_is_explained() {
    let text = read("ARCHITECTURE.md");
    for entry in fs::read_dir(root().join("src")).expect("src is there") {
        let path = entry.expect("src can be listed").path();
        if let Some(room) = path.file_name().filter(|_| path.is_dir()).and_then(|name| name.to_str()) {
            let rows = text.lines().filter(|line| line.starts_with(&format!("| `{room}` |"))).count();
            assert_eq!(rows, 2, "ARCHITECTURE.md explains the room {room} and what it may name");
        }
    }
}
