//! The rules, as tables, and what finds offences against them.

use crate::source::Source;

/// A folder of `src/` and what it may name.
pub(crate) struct Layer {
    pub(crate) folder: &'static str,
    /// Other folders, whole or in part.
    pub(crate) may: &'static [&'static str],
    /// Dependencies of `Cargo.toml`.
    pub(crate) crates: &'static [&'static str],
    /// Knows no clock, no randomness, no browser: the same input gives the same output.
    pub(crate) pure: bool,
}

const PAGE: &[&str] = &["gloo", "js_sys", "wasm_bindgen", "wasm_bindgen_futures", "web_sys"];
const UI: &[&str] = &[
    "gloo",
    "js_sys",
    "serde",
    "serde_wasm_bindgen",
    "thiserror",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "web_sys",
    "yew",
];

/// The layer rule. A folder that is not here may not exist.
#[rustfmt::skip]
pub(crate) const LAYERS: &[Layer] = &[
    Layer { folder: "model",   pure: true,  may: &[],                crates: &["serde", "sha2"] },
    Layer { folder: "edit",    pure: true,  may: &["model"],         crates: &["thiserror"] },
    Layer { folder: "layout",  pure: true,  may: &["model", "edit"], crates: &["thiserror"] },
    Layer { folder: "suggest", pure: true,  may: &["model", "edit"], crates: &["thiserror"] },
    Layer { folder: "measure", pure: true,  may: &["model", "edit"], crates: &["thiserror"] },
    Layer { folder: "intake",  pure: true,  may: &["model", "edit"], crates: &["thiserror"] },
    // What only the workshop links ([`HEAVY`]).
    Layer { folder: "intake/bytes",  pure: true, may: &["model", "intake"], crates: &["chardetng", "encoding_rs"] },
    Layer { folder: "intake/html",   pure: true, may: &["model", "intake"], crates: &["html5gum", "serde_json"] },
    Layer { folder: "intake/reader", pure: true, may: &["model", "intake"], crates: &["csv_core", "serde", "serde_json", "zip"] },
    Layer { folder: "formats/foreign", pure: true, may: &["model", "edit", "intake"], crates: &["csv_core", "serde", "serde_json"] },
    Layer { folder: "formats/bundle",  pure: true, may: &["model", "edit", "intake"], crates: &["flate2", "serde_json", "sha2", "zip"] },
    Layer { folder: "formats", pure: true,  may: &["model", "edit", "layout", "suggest", "measure", "intake"],
                                            crates: &["serde", "thiserror"] },
    // Records carry the native format's objects: one serialisation outside memory.
    Layer { folder: "storage", pure: true,  may: &["model", "edit", "layout", "suggest", "measure", "intake",
                                                   "formats::native", "formats::json", "formats::report",
                                                   "formats::Issue", "formats::Problem"],
                                            crates: &["serde", "thiserror"] },
    // No codec but the native one: the others live in the workshop and weigh nothing in the page.
    Layer { folder: "session", pure: true,  may: &["model", "edit", "layout", "suggest", "measure", "intake", "storage",
                                                   "formats::native", "formats::json", "formats::report",
                                                   "formats::Issue", "formats::Problem", "formats::Loss",
                                                   "formats::FormatInfo", "formats::FORMATS", "formats::loss",
                                                   "formats::Imported", "formats::Exported", "formats::TextFile",
                                                   "formats::claim_rows", "formats::task",
                                                   "workshop::message"],
                                            crates: &["serde", "thiserror"] },
    // Linked into a program of its own: heavy crates weigh nothing in the page, which names `workshop::message` only.
    Layer { folder: "workshop", pure: true, may: &["model", "edit", "layout", "suggest", "measure", "intake", "storage",
                                                   "formats"],
                                            crates: &["aho_corasick", "regex", "regex_syntax", "serde", "thiserror"] },
    Layer { folder: "browser", pure: false, may: &["model", "storage", "formats::FormatInfo", "intake"],
                                            crates: PAGE },
    Layer { folder: "ui",      pure: false, may: &["model", "edit", "layout", "suggest", "measure", "intake", "storage",
                                                   "session", "browser", "workshop::message",
                                                   "formats::native", "formats::json", "formats::report",
                                                   "formats::Issue", "formats::Problem", "formats::Loss",
                                                   "formats::FormatInfo", "formats::FORMATS", "formats::loss",
                                                   "formats::Imported", "formats::Exported", "formats::TextFile",
                                                   "formats::claim_rows", "formats::task"],
                                            crates: UI },
    // Only what starts the workshop's program.
    Layer { folder: "bin",     pure: false, may: &["workshop::Desk"], crates: PAGE },
];

/// Parts of a room that only the workshop names: what they need would weigh on the page.
const HEAVY: &[&str] = &["intake::bytes", "intake::reader", "intake::html", "formats::foreign", "formats::bundle"];

/// What no pure folder names, and why.
const IMPURE: &[(&str, &str)] = &[
    ("std::time", "time comes in as data"),
    ("core::time", "time comes in as data"),
    ("Instant", "time comes in as data"),
    ("SystemTime", "time comes in as data"),
    ("HashMap", "its order is random: the same project would not give the same bytes"),
    ("HashSet", "its order is random: the same project would not give the same bytes"),
];

/// What `src/` does not contain outside comments, and why.
const BANNED: &[(&str, &str)] = &[
    ("style=", "the content policy blocks it: classes, or CSSOM in browser/geometry"),
    ("set_inner_html", "text never becomes markup"),
    ("set_outer_html", "text never becomes markup"),
    ("insert_adjacent_html", "text never becomes markup"),
    ("from_html_unchecked", "text never becomes markup"),
];

/// Most lines of a code file.
pub(crate) const MOST_LINES: usize = 400;

/// Dependencies that layers are checked for: those of `Cargo.toml`, and some that must never come.
pub(crate) fn dependencies(manifest: &str) -> Vec<String> {
    let inside = manifest.lines().skip_while(|line| *line != "[dependencies]").skip(1);
    let names = inside.take_while(|line| !line.starts_with('[')).filter(|line| !line.starts_with([' ', ']', '#']));
    let names = names.filter_map(|line| line.split_once(" =")).map(|(name, _)| name.replace('-', "_"));
    names.chain(["rand".to_owned(), "getrandom".to_owned()]).collect()
}

/// One offence, as it is printed.
fn offence(source: &Source, line: usize, why: &str) -> String {
    format!("{}:{line}: {why}\n    {}", source.path, source.line(line))
}

fn folder(source: &Source) -> Option<&str> {
    source.path.strip_prefix("src/")?.split_once('/').map(|(folder, _)| folder)
}

/// The row that a file falls under: that of the folder within a room, where it has one.
fn layer(source: &Source) -> Option<&'static Layer> {
    let path = source.path.strip_prefix("src/")?;
    let within = |layer: &&Layer| path.strip_prefix(layer.folder).is_some_and(|rest| rest.starts_with('/'));
    LAYERS.iter().filter(within).max_by_key(|layer| layer.folder.len())
}

/// Offences against the layer rule.
pub(crate) fn layers(source: &Source, dependencies: &[String]) -> Vec<String> {
    let Some(folder) = folder(source) else { return Vec::new() };
    let Some(layer) = layer(source) else {
        return vec![offence(source, 1, &format!("{folder} has no row in the layer rule"))];
    };
    let mut found = Vec::new();
    for named in source.names() {
        let path = named.path.join("::");
        let within = |whole: &str| path == whole || path.starts_with(&format!("{whole}::"));
        let mut tell = |why: String| found.push(offence(source, named.line, &why));
        if named.path[0] == "crate" {
            let inside = path.strip_prefix("crate::").unwrap_or("*");
            let fits = |prefix: &str| inside == prefix || inside.starts_with(&format!("{prefix}::"));
            if !fits(folder) && !layer.may.iter().any(|prefix| fits(prefix)) {
                tell(format!("{folder} must not name {inside}"));
            }
            let own = source.path["src/".len()..].replace('/', "::");
            let is_heavy = |own: &str| HEAVY.iter().any(|heavy| own.starts_with(heavy));
            if HEAVY.iter().any(|heavy| fits(heavy)) && folder != "workshop" && !is_heavy(&own) {
                tell(format!("only the workshop names {inside}"));
            }
        } else if dependencies.contains(&named.path[0]) && !layer.crates.contains(&named.path[0].as_str()) {
            tell(format!("{folder} must not name {}", named.path[0]));
        } else if folder == "ui" && named.path[0] == "web_sys" && !is_event_or_node(named.path.get(1)) {
            tell(format!("ui names only events and nodes of web_sys, not {path}: that is a door of browser/"));
        }
        for (name, why) in IMPURE.iter().filter(|_| layer.pure) {
            if within(name) || named.path.iter().any(|step| step == name) {
                tell(format!("{folder} must not name {name}: {why}"));
            }
        }
    }
    found
}

fn is_event_or_node(name: Option<&String>) -> bool {
    let Some(name) = name else { return false };
    name.ends_with("Event") || name.ends_with("Element") || matches!(name.as_str(), "EventTarget" | "Node" | "File")
}

/// Offences that a glance at the text shows.
pub(crate) fn words(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    for (number, line) in (1..).zip(source.uncommented.lines()).filter(|_| source.path.starts_with("src/")) {
        for (word, why) in BANNED.iter().filter(|(word, _)| line.contains(word)) {
            found.push(offence(source, number, &format!("{word}: {why}")));
        }
        // A loop has its `in`; the older form of a list in `html!` has none.
        let list = line.split_once("{ for ").is_some_and(|(_, rest)| !rest.contains(" in "));
        if list && source.path.starts_with("src/ui/") {
            found.push(offence(source, number, "{ for … }: write `for x in xs { <X key={id} /> }`"));
        }
    }
    found
}

/// Offences in the shape of a file.
pub(crate) fn shape(source: &Source) -> Vec<String> {
    let mut found = Vec::new();
    let lines = source.text.lines().count();
    if lines > MOST_LINES {
        found.push(offence(
            source,
            MOST_LINES,
            &format!("{lines} lines, {MOST_LINES} at most: which two things are in it?"),
        ));
    }
    if source.path.starts_with("src/") && source.path.ends_with("/mod.rs") && !source.text.starts_with("//!") {
        found.push(offence(source, 1, "a folder begins with its map: `//! …`"));
    }
    let components = (1..).zip(source.code.lines()).filter(|(_, line)| {
        line.contains("#[component") || line.contains("#[function_component") || line.contains("impl Component for")
    });
    if source.path.starts_with("src/ui/") {
        found.extend(components.skip(1).map(|(line, _)| offence(source, line, "one component in a file")));
    }
    found
}
