//! What the figures are held against. A target that does not hold is told, and nothing fails.

use crate::load::{FIRST, queue_name};
use crate::report::{About, number};
use crate::results::{Results, Who};
use crate::statistics::ratio;

/// A target, and what was measured of it.
#[derive(Debug, PartialEq)]
pub(crate) struct Verdict {
    pub(crate) target: String,
    /// What was measured, and the most that holds; none where it was not measured.
    pub(crate) measured: Option<f64>,
    pub(crate) most: f64,
    /// Why it does not hold where it does not, as the last profiles say; empty where none was taken.
    why: &'static str,
}

impl Verdict {
    fn new(target: impl Into<String>, measured: Option<f64>, most: f64) -> Self {
        Self { target: target.into(), measured, most, why: "" }
    }

    /// The same with the reason why it may not hold.
    fn because(self, why: &'static str) -> Self {
        Self { why, ..self }
    }

    /// Whether it holds, in words; if not, why.
    pub(crate) fn words(&self) -> String {
        let words = self.bare_words();
        if words.starts_with("does not") && !self.why.is_empty() { format!("{words}: {}", self.why) } else { words }
    }

    fn bare_words(&self) -> String {
        match self.measured {
            None => "not measured".to_owned(),
            Some(measured) if measured <= self.most => "holds".to_owned(),
            Some(measured) if self.most > 0.0 => {
                format!("does not, by {:.0} %", 100.0 * (measured / self.most - 1.0).max(0.01))
            }
            Some(measured) => format!("does not, by {}", number(measured - self.most)),
        }
    }
}

/// Whether the floor is one: what it does hardly grows with the article.
pub(crate) fn credibility(results: &Results) -> Vec<Verdict> {
    let floor = |workload: &str, measure| results.median(workload, measure, Who::Floor);
    vec![
        Verdict::new(
            "floor: creating at L/50,000 ÷ at S/100, input to paint",
            ratio(floor("L/50,000", "create"), floor("S/100", "create")),
            1.2,
        ),
        Verdict::new(
            "floor: opening L/50,000 ÷ S/100, main-thread CPU",
            ratio(floor("L/50,000", "open CPU"), floor("S/100", "open CPU")),
            5.0,
        ),
    ]
}

/// Why a step takes longer than in the floor.
const EDIT: &str = "the page around the text is drawn with it (list, counts, card, footer, what is said, *Saving* and *Saved*), in about \
    four frames to the floor’s one; of a relabelling at L/50,000 a fifth is our own script, the rest style, layout, paint and compositing \
    (traced on 2026-11-27)";

/// Why it takes longer in the largest article than in a small one.
const DENSE: &str = "marks stand closer in it, one to 20 characters and not to 50, and the browser draws all that are in the window: of a \
    creation, beyond that at S/100, 3 ms painting, 2 ms the lists of what is painted, 2 ms places and layout, 3 ms script, most of it the \
    section’s pieces (traced on 2026-11-28; next row: an article of 5 kB with marks as close)";

/// Why a long queue is seen later.
const QUEUE: &str = "after an import of 10,000, its record is read before the article is, since undo needs it and the order stands in it: of 37 ms \
    script (6 with ten articles) 10 are that record (90 kB of names), 8 what is known of the articles, 9 listing what local storage has: \
    copies of 2,800 texts until it is quiet, 5 MB, which the browser loads whole; the rest of the wait is the browser’s (profiled on 2026-11-28)";

/// Why flying through a text with a mark on every third word drops frames.
const SCROLL: &str = "a megabyte flies past in four seconds, 250 sections with about 200 marks each, more than one to a frame; a section takes about \
    14 ms of the main thread, 33 % of it style, 24 % our script, 20 % layout, 12 % painting, and where two fall into a frame, one is dropped; no \
    task is long (traced on 2026-11-28; without any style for marks it is as much)";

/// Why opening takes longer.
const OPEN: &str = "three quarters are script (the table below); of it, profiled at L/50,000 on 2026-11-27: 36 % the snapshot (its seal, a sum \
    of the text, the annotations), 18 % paragraphs and marks, 16 % the view, half of that sorting, 9 % reading from the database";

/// Why an export takes longer.
const EXPORT: &str = "the native format says more: offsets in two units, author, times, origin, the words of each fragment; objects are made \
    of all annotations before they are written, and all of them sorted (profiled on 2026-11-27)";

/// The targets of the application.
pub(crate) fn all(about: &About, results: &Results) -> Vec<Verdict> {
    let app = |workload: &str, measure| results.median(workload, measure, Who::App);
    let times = |workload: &str, measure| results.get(workload, measure).and_then(super::results::Pair::ratio);
    let mut all = Vec::new();
    for (measure, cpu) in
        [("create", "create CPU"), ("relabel", "relabel CPU"), ("delete", "delete CPU"), ("undo", "undo CPU")]
    {
        for (kind, measure) in [("input to paint", measure), ("CPU", cpu)] {
            let worst = results
                .workloads(measure)
                .into_iter()
                .filter(|name| !name.starts_with("XL"))
                .filter_map(|name| Some((times(name, measure)?, name)))
                .max_by(|one, other| one.0.total_cmp(&other.0));
            let at = worst.map_or("S to L", |(_, name)| name);
            all.push(
                Verdict::new(
                    format!("{}, {kind}: ÷ floor, the worst of S to L ({at})", measure.trim_end_matches(" CPU")),
                    worst.map(|(times, _)| times),
                    1.5,
                )
                .because(EDIT),
            );
        }
        for (small, why) in [("S/100", DENSE), ("S/250", "")] {
            let growth = ratio(app("L/50,000", measure), app(small, measure));
            all.push(Verdict::new(format!("{measure}, input to paint: L/50,000 ÷ {small}"), growth, 1.2).because(why));
        }
    }
    for name in ["L/10,000", "L/50,000"] {
        all.push(Verdict::new(format!("open {name}, CPU: ÷ floor"), times(name, "open CPU"), 2.5).because(OPEN));
    }
    let brotli = about.bytes[1].map(|bytes| bytes.brotli / 1000.0);
    all.push(Verdict::new("first load, brotli kB", brotli, 150.0));
    all.push(Verdict::new("first load, text visible: ÷ floor", times(FIRST, "readable"), 3.0));
    all.push(Verdict::new("scroll L/50,000: longest task, ms", app("L/50,000", "longest task"), 50.0));
    all.push(Verdict::new("scroll L/50,000: dropped frames, %", app("L/50,000", "dropped"), 2.0).because(SCROLL));
    let heap = results.median("L/10,000", "heap", Who::Floor);
    let room = heap.map_or(20.0, |heap| 3.0 * heap + 20.0);
    all.push(Verdict::new(
        "memory at L/10,000, MB: 3 × the floor’s heap + 20",
        app("L/10,000", "memory").filter(|_| heap.is_some()),
        room,
    ));
    all.push(Verdict::new("storing one edit at L/50,000, ms", app("L/50,000", "storing"), 1.0));
    all.push(Verdict::new(
        "storing one edit: L/50,000 ÷ S/100",
        ratio(app("L/50,000", "storing"), app("S/100", "storing")),
        1.2,
    ));
    all.push(
        Verdict::new("export of L/50,000: ÷ the floor’s JSON.stringify", times("L/50,000", "export"), 2.0)
            .because(EXPORT),
    );
    let queue = ratio(app(&queue_name(about.queue), "readable"), app(&queue_name(10), "readable"));
    all.push(
        Verdict::new(format!("opening a {}: ÷ one of ten, text visible", queue_name(about.queue)), queue, 1.3)
            .because(QUEUE),
    );
    all
}

#[cfg(test)]
mod tests {
    use super::{Verdict, credibility};
    use crate::results::{Results, Who};

    #[test]
    fn a_verdict_says_by_how_much() {
        let words = |measured, most| Verdict::new("", measured, most).words();
        assert_eq!(words(Some(1.5), 1.5), "holds");
        assert_eq!(words(Some(3.0), 1.5), "does not, by 100 %");
        assert_eq!(words(None, 1.5), "not measured");
    }

    #[test]
    fn a_floor_that_grows_is_none() {
        let mut results = Results::default();
        results.add("S/100", "create", Who::Floor, Some(10.0));
        results.add("L/50,000", "create", Who::Floor, Some(15.0));
        let words: Vec<_> = credibility(&results).iter().map(Verdict::words).collect();
        assert_eq!(words, ["does not, by 25 %", "not measured"]);
    }
}
