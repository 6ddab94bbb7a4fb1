//! The tables: what was measured, of which machine, and what it says of the targets.

use crate::frames;
use crate::load::FIRST;
use crate::results::{Pair, Results};
use crate::rounds::Repeats;
use crate::statistics::Series;
use crate::targets::{self, Verdict};
use std::fmt::Write;

/// The run.
#[derive(Debug)]
pub(crate) struct About {
    /// Time, commit and machine, as the caller knows them.
    pub(crate) run: String,
    pub(crate) seconds: u64,
    /// How many programs ran or waited, beside what measures, when it began and at most (Linux).
    pub(crate) load: Option<[f64; 2]>,
    pub(crate) quick: bool,
    /// Of the floor and of the application.
    pub(crate) bytes: [Option<Bytes>; 2],
    pub(crate) repeats: Repeats,
    /// Articles of the long queue.
    pub(crate) queue: usize,
}

/// What a first load fetches.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Bytes {
    pub(crate) raw: f64,
    pub(crate) gzip: f64,
    pub(crate) brotli: f64,
}

impl Bytes {
    /// From a variable that holds three numbers.
    pub(crate) fn read(name: &str) -> Option<Self> {
        Self::parse(&std::env::var(name).ok()?)
    }

    fn parse(text: &str) -> Option<Self> {
        let numbers: Vec<f64> = text.split(' ').filter_map(|number| number.parse().ok()).collect();
        let [raw, gzip, brotli] = numbers.as_slice() else { return None };
        Some(Self { raw: *raw, gzip: *gzip, brotli: *brotli })
    }
}

/// The machine's load over the last minute.
pub(crate) fn load() -> Option<f64> {
    std::fs::read_to_string("/proc/loadavg").ok()?.split(' ').next()?.parse().ok()
}

/// A heading, what it means, and the rows: a measure, and what it is called.
type TableOf = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

/// How many bytes of one kind.
type KindOf = (&'static str, fn(&Bytes) -> f64);

/// A table of workloads: its heading, what it says, and the measures in it.
const TABLES: &[TableOf] = &[
    (
        "Opening an article",
        "A click in the queue after a fresh load, until the article is painted with its marks.",
        &[("ms", "open"), ("CPU ms", "open CPU")],
    ),
    (
        "Creating an annotation",
        "A drag with a label held, from the release of the button. The CPU is that of the whole gesture.",
        &[("ms", "create"), ("CPU ms", "create CPU")],
    ),
    (
        "Where the time goes: opening",
        "What of the CPU was script, style and layout; the rest is painting and the browser’s own.",
        &[("script", "open script"), ("style", "open style"), ("layout", "open layout")],
    ),
    (
        "Where the time goes: creating",
        "The same.",
        &[("script", "create script"), ("style", "create style"), ("layout", "create layout")],
    ),
    ("Relabelling", "A key.", &[("ms", "relabel"), ("CPU ms", "relabel CPU")]),
    ("Deleting", "A key.", &[("ms", "delete"), ("CPU ms", "delete CPU")]),
    ("Undoing", "Ctrl+Z: a deletion, a relabelling, a creation.", &[("ms", "undo"), ("CPU ms", "undo CPU")]),
    (
        "Storing one edit",
        "Main-thread time in the calls of the stores, for an edit; one figure a round.",
        &[("ms", "storing")],
    ),
    ("A step of the caret", "An arrow.", &[("ms", "caret"), ("CPU ms", "caret CPU")]),
    ("A step of the selection", "Shift and an arrow.", &[("ms", "selection"), ("CPU ms", "selection CPU")]),
    (
        "Finding",
        "One more character in the field, until what is found is painted.",
        &[("ms", "find"), ("CPU ms", "find CPU")],
    ),
    (
        "Scrolling from top to end",
        "120 turns of the wheel; for all of it: CPU, frames dropped, tasks over 50 ms, the longest of them.",
        &[
            ("CPU ms", "scroll CPU"),
            ("dropped %", "dropped"),
            ("long tasks", "long tasks"),
            ("longest task ms", "longest task"),
        ],
    ),
    (
        "Exporting the article",
        "In the native format, by the door; the floor’s is one `JSON.stringify`.",
        &[("ms", "export")],
    ),
    (
        "Memory",
        "After opening and a collection: the script’s heap, and with it the program’s memory.",
        &[("heap MB", "heap"), ("with program MB", "memory")],
    ),
    (
        "A queue of articles",
        "A load of a page that has them; one of them is open.",
        &[("readable ms", "readable"), ("ready ms", "ready")],
    ),
    (
        "All of the same name, in all articles",
        "A key, until the last article was looked through.",
        &[("ms", "occurrences"), ("CPU ms", "occurrences CPU")],
    ),
];

/// The whole report in Markdown.
pub(crate) fn write(about: &About, results: &Results) -> String {
    let mut text = String::from(
        "# Benchmarks\n\nWritten by `cargo xtask bench`: the release build and a plain page of our own, the *floor* (`tests/bench/floor`), in one headless Chromium, in turn, with real mouse and key input. Nothing passes or fails by it.\n\n",
    );
    let Repeats { rounds, edits, steps, loads, .. } = about.repeats;
    let _ = writeln!(
        text,
        "{}; took {} s.{} Up to {rounds} rounds, edits a round {edits}, steps a round {steps}, loads {loads}.\n",
        about.run,
        about.seconds,
        if about.quick { " A short run: few repeats." } else { "" },
    );
    if let Some([before, most]) = about.load {
        let _ = writeln!(
            text,
            "Load of the machine: {before:.1} before, {most:.1} at most; a run alone on it stays at about two. Where others ran \
             beside it, times and dropped frames say little, ratios of CPU most.\n"
        );
    }
    text.push_str(
        "Times run from the input’s own time stamp to just after the paint that shows what it did; they include waiting for a \
         frame of a 60 Hz screen. CPU is the main thread’s, of the whole gesture, until the page is idle. Each cell: the median, and \
         in brackets the 95th percentile. Ratios are medians, Manicule over floor.\n",
    );
    verdicts(&mut text, "Is the floor one?", &targets::credibility(results));
    verdicts(&mut text, "Targets", &targets::all(about, results));
    first_load(&mut text, about, results);
    for (heading, what, measures) in TABLES {
        table(&mut text, heading, what, measures, results);
    }
    frames::table(&mut text, &results.recordings);
    if !results.failures.is_empty() {
        text.push_str("\n## What could not be measured\n\n");
        for failure in &results.failures {
            let _ = writeln!(text, "- {failure}");
        }
    }
    text
}

fn verdicts(text: &mut String, heading: &str, verdicts: &[Verdict]) {
    let _ = writeln!(text, "\n## {heading}\n\n| | at most | measured | |\n|---|---:|---:|---|");
    for verdict in verdicts {
        let measured = verdict.measured.map_or_else(|| "–".to_owned(), number);
        let _ = writeln!(text, "| {} | {} | {measured} | {} |", verdict.target, number(verdict.most), verdict.words());
    }
}

fn first_load(text: &mut String, about: &About, results: &Results) {
    let _ = writeln!(
        text,
        "\n## First load\n\nA browser that knows nothing of the page, on this machine, without compression on the way.\n\n| | floor | Manicule | ratio |\n|---|---:|---:|---:|"
    );
    let kinds: [KindOf; 3] =
        [("raw", |bytes| bytes.raw), ("gzip", |bytes| bytes.gzip), ("brotli", |bytes| bytes.brotli)];
    for (name, of) in kinds {
        if let [Some(floor), Some(app)] = &about.bytes {
            let (floor, app) = (of(floor), of(app));
            let _ = writeln!(
                text,
                "| kB, {name} | {} | {} | {} |",
                number(floor / 1e3),
                number(app / 1e3),
                number(app / floor)
            );
        }
    }
    for (name, measure) in [("ms to text", "readable"), ("ms to ready", "ready")] {
        if let Some(pair) = results.get(FIRST, measure) {
            let _ = writeln!(text, "| {name} | {} |", cells(pair));
        }
    }
}

fn table(text: &mut String, heading: &str, what: &str, measures: &[(&str, &'static str)], results: &Results) {
    let Some((_, first)) = measures.first() else { return };
    let names: Vec<_> = results.workloads(first).into_iter().filter(|name| *name != FIRST).collect();
    if names.is_empty() {
        return;
    }
    let _ = write!(text, "\n## {heading}\n\n{what}\n\n| |");
    for (unit, _) in measures {
        let _ = write!(text, " floor, {unit} | Manicule, {unit} | ratio |");
    }
    let _ = writeln!(text, "\n|---|{}", "---:|---:|---:|".repeat(measures.len()));
    for name in names {
        let _ = write!(text, "| {name} |");
        for (_, measure) in measures {
            let cells = results.get(name, measure).map_or_else(|| "– | – | –".to_owned(), cells);
            let _ = write!(text, " {cells} |");
        }
        text.push('\n');
    }
}

/// The floor’s cell, the application’s, and the ratio.
fn cells(pair: &Pair) -> String {
    let ratio = pair.ratio().map_or_else(|| "–".to_owned(), |ratio| format!("{ratio:.2}"));
    format!("{} | {} | {ratio}", cell(&pair.floor), cell(&pair.app))
}

fn cell(series: &Series) -> String {
    match (series.median(), series.p95()) {
        (Some(median), Some(p95)) => format!("{} ({})", number(median), number(p95)),
        _ => "–".to_owned(),
    }
}

/// A number with as many digits as say something.
pub(crate) fn number(value: f64) -> String {
    match value.abs() {
        large if large >= 100.0 => format!("{value:.0}"),
        middle if middle >= 10.0 => format!("{value:.1}"),
        _ => format!("{value:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{About, Bytes, number, write};
    use crate::results::{Results, Who};
    use crate::rounds::Repeats;

    #[test]
    fn numbers_read_well() {
        assert_eq!([0.126, 14.26, 162.4].map(number), ["0.13", "14.3", "162"]);
        assert_eq!(Bytes::parse("3 2 1"), Some(Bytes { raw: 3.0, gzip: 2.0, brotli: 1.0 }));
        assert_eq!(Bytes::parse("3 2"), None);
    }

    #[test]
    fn only_what_was_measured_is_in_a_table() {
        let mut results = Results::default();
        for value in [10.0, 20.0, 30.0] {
            results.add("S/100", "create", Who::Floor, Some(value));
            results.add("S/100", "create", Who::App, Some(value * 2.0));
        }
        let repeats = Repeats { rounds: 1, edits: 3, steps: 1, scrolls: 1, loads: 1, budget: 1 };
        let about = About {
            run: "now".to_owned(),
            seconds: 1,
            load: None,
            quick: false,
            bytes: [None, None],
            repeats,
            queue: 10_000,
        };
        let text = write(&about, &results);
        assert!(text.contains("| S/100 | 20.0 (30.0) | 40.0 (60.0) | 2.00 | – | – | – |"), "{text}");
        assert!(
            text.contains(
                "create, input to paint: ÷ floor, the worst of S to L (S/100) | 1.50 | 2.00 | does not, by 33 %: the page around"
            ),
            "{text}"
        );
        assert!(!text.contains("## Memory") && !text.contains("could not be measured"), "{text}");
    }
}
