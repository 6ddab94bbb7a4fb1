//! One workload: each page in turn is loaded anew, opens the article, and is worked with.

use crate::bench::{Bench, Cost, point};
use crate::results::{Results, Who};
use manicule_e2e::hand::Point;
use manicule_workload::Workload;
use serde_json::{Value, json};
use std::time::Instant;

/// Turns of the wheel from top to bottom.
const TURNS: usize = 120;

/// Rounds there are in any case.
const LEAST: usize = 2;

/// How often each thing is done.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Repeats {
    pub(crate) rounds: usize,
    /// Annotations made in a round; each is relabelled, deleted, and all is undone.
    pub(crate) edits: usize,
    /// Steps of the caret, and of the selection.
    pub(crate) steps: usize,
    /// Rounds in which is scrolled through.
    pub(crate) scrolls: usize,
    /// Loads of each page for the first load.
    pub(crate) loads: usize,
    /// Once a workload took so many seconds, no round begins beyond the second.
    pub(crate) budget: u64,
}

/// Measures both pages with a workload.
pub(crate) fn run(bench: &Bench, workload: &Workload, repeats: Repeats, results: &mut Results) {
    let begun = Instant::now();
    let firsts = prepare(bench, workload);
    for round in 0..repeats.rounds {
        if round >= LEAST && begun.elapsed().as_secs() > repeats.budget {
            break;
        }
        for who in Who::in_turn(round) {
            let turn = Turn { bench, workload, name: workload.name(), who, round, repeats };
            turn.tried("opening", results, |results| turn.open(results));
            turn.tried("editing", results, |results| turn.edit(results));
            turn.tried("steps", results, |results| turn.step(results));
            turn.tried("finding", results, |results| turn.find(results));
            if round < repeats.scrolls {
                turn.tried("scrolling", results, |results| turn.scroll(results));
            }
            turn.tried("exporting", results, |results| turn.export(results));
            // So that the next load shows another article first.
            bench.open(&firsts[usize::from(who == Who::App)]);
        }
    }
}

/// Gives both pages the article of a workload, and opens the one that each begins with: their ids.
pub(crate) fn prepare(bench: &Bench, workload: &Workload) -> [String; 2] {
    [Who::Floor, Who::App].map(|who| {
        let text = match who {
            Who::Floor => format!("[{}]", workload.plain()),
            Who::App => workload.line(),
        };
        bench.site(who).add("bench.txt", &text);
        bench.forget(who);
        bench.load_warm(who);
        let first = first_article(bench, who);
        bench.import(who, "bench.txt");
        bench.open(&first);
        first
    })
}

/// The id of the article that a page begins with.
fn first_article(bench: &Bench, who: Who) -> String {
    let script = match who {
        Who::Floor => "return window.manicule.documents()[0][0]",
        Who::App => "return window.manicule.documents()[0].id",
    };
    bench.ask(script, json!([])).as_str().unwrap_or_default().to_owned()
}

/// One page's turn in a round.
struct Turn<'a> {
    bench: &'a Bench,
    workload: &'a Workload,
    name: String,
    who: Who,
    round: usize,
    repeats: Repeats,
}

impl Turn<'_> {
    /// A part that does not work is told of; the others are measured all the same.
    fn tried(&self, what: &str, results: &mut Results, part: impl FnOnce(&mut Results)) {
        results.tried(&format!("{}, {}, {what}", self.name, self.who.name()), part);
    }

    fn add(&self, results: &mut Results, measure: &'static str, value: Option<f64>) {
        results.add(&self.name, measure, self.who, value);
    }

    fn cost(&self, results: &mut Results, [ms, cpu]: [&'static str; 2], cost: Cost) {
        if cost.ms.is_none() {
            return results.failures.push(format!("{}, {}: {ms} was never seen", self.name, self.who.name()));
        }
        self.add(results, ms, cost.ms);
        self.add(results, cpu, Some(cost.cpu));
    }

    fn parts(&self, results: &mut Results, names: [&'static str; 3], cost: Cost) {
        for (name, part) in names.into_iter().zip(cost.parts) {
            self.add(results, name, cost.ms.map(|_| part));
        }
    }

    /// A click on the article in the queue, after a fresh load.
    fn open(&self, results: &mut Results) {
        self.bench.load_warm(self.who);
        let row = self.bench.middle(&format!("[data-entry=\"{}\"]", self.workload.id()));
        let sign = json!([self.workload.id(), self.workload.marks > 0]);
        let cost = self.bench.measure("click", "opened", sign, || self.bench.hand().click(row));
        self.cost(results, ["open", "open CPU"], cost);
        self.parts(results, ["open script", "open style", "open layout"], cost);
        self.bench.rest();
        let [heap, program] = self.bench.memory();
        self.add(results, "heap", Some(heap));
        self.add(results, "memory", Some(heap + program));
    }

    /// Annotations at places that the mouse can touch, each made, changed, deleted, and brought back to nothing.
    fn edit(&self, results: &mut Results) {
        let (bench, hand) = (self.bench, self.bench.hand());
        let share = [0.1, 0.55, 0.35, 0.8, 0.2, 0.65][self.round % 6];
        bench.ask("return bench.goTo(arguments[0]).then(() => null)", json!([share]));
        hand.press("1");
        bench.rest();
        let kept = |bench: &Bench| bench.ask("return bench.storing", json!([])).as_f64().unwrap_or_default();
        let (before, mut edits) = (kept(bench), 0.0);
        for number in 0..self.repeats.edits {
            let places = bench.ask("return bench.stretch(arguments[0])", json!([self.round * 100 + number]));
            let (from, to) = (point(&places, 0), point(&places, 2));
            let middle = json!([[f64::midpoint(from.x, to.x), from.y]]);
            let made = bench.measure("mouseup", "created", middle.clone(), || hand.drag(from, to));
            self.cost(results, ["create", "create CPU"], made);
            self.parts(results, ["create script", "create style", "create layout"], made);
            if made.ms.is_none() {
                continue;
            }
            let by_key = |results: &mut Results, names, sign, key| {
                let cost = bench.measure("keydown", sign, middle.clone(), || hand.press(key));
                self.cost(results, names, cost);
            };
            by_key(results, ["relabel", "relabel CPU"], "relabelled", "2");
            by_key(results, ["delete", "delete CPU"], "gone", "Backspace");
            for sign in ["back", "relabelled", "gone"] {
                by_key(results, ["undo", "undo CPU"], sign, "Ctrl+z");
            }
            edits += 6.0;
        }
        if edits > 0.0 {
            self.add(results, "storing", Some((kept(bench) - before) / edits));
        }
    }

    /// The caret and the selection, a character at a time.
    fn step(&self, results: &mut Results) {
        let hand = self.bench.hand();
        let place = self.bench.ask("return bench.stretch(arguments[0])", json!([self.round * 100 + 50]));
        (0..3).for_each(|_| hand.press("Escape"));
        hand.click(point(&place, 0));
        hand.press("Escape");
        hand.press("ArrowRight");
        self.bench.rest();
        for (names, key) in
            [(["caret", "caret CPU"], "ArrowRight"), (["selection", "selection CPU"], "Shift+ArrowRight")]
        {
            for _ in 0..self.repeats.steps {
                let cost = self.bench.measure("keydown", "stepped", json!([]), || hand.press(key));
                self.cost(results, names, cost);
            }
        }
        (0..3).for_each(|_| hand.press("Escape"));
        self.bench.rest();
    }

    /// Three more characters in the field.
    fn find(&self, results: &mut Results) {
        let hand = self.bench.hand();
        hand.press("/");
        hand.type_text("bo");
        self.bench.rest();
        for key in ["a", "r", "d"] {
            let cost = self.bench.measure("keydown", "changed", json!([".found"]), || hand.press(key));
            self.cost(results, ["find", "find CPU"], cost);
        }
        hand.press("Ctrl+a");
        hand.press("Backspace");
        hand.press("Escape");
        self.bench.rest();
    }

    /// From the top to the end by the wheel.
    fn scroll(&self, results: &mut Results) {
        let bench = self.bench;
        let height = bench.ask("return bench.beginFrames()", json!([])).as_f64().unwrap_or_default();
        let before = bench.cpu();
        #[expect(clippy::cast_possible_truncation, reason = "pixels of an article")]
        let turn = (height / 110.0).max(60.0) as i64;
        let left = || bench.ask("return bench.left()", json!([])).as_f64().unwrap_or_default();
        // Heights are guessed until they are seen, so that the end is where it was thought to be only about.
        for number in 0..9 {
            bench.hand().scroll_on(Point { x: 700.0, y: 500.0 }, turn, TURNS / 3);
            if number >= 2 && left() <= 2.0 {
                break;
            }
        }
        let told: Value = bench.ask("return bench.endFrames()", json!([]));
        let number = |name: &str| told[name].as_f64().unwrap_or_default();
        self.add(results, "scroll CPU", Some(bench.cpu() - before));
        self.add(results, "dropped", Some(100.0 * number("dropped") / number("frames").max(1.0)));
        self.add(results, "long tasks", Some(number("long")));
        self.add(results, "longest task", Some(number("longestTask")));
        if number("left") > 2.0 {
            results.failures.push(format!(
                "{}, {}: scrolling ended {} pixels above the end",
                self.name,
                self.who.name(),
                number("left")
            ));
        }
    }

    /// The article in the native format, by the door.
    fn export(&self, results: &mut Results) {
        let script = "const begun = performance.now(); \
            return Promise.resolve(window.manicule.exportFiles('native', { documents: [arguments[0]] })).then(({ files }) => \
            [performance.now() - begun, files.reduce((sum, file) => sum + file.text.length, 0)])";
        let told = self.bench.ask(script, json!([self.workload.id()]));
        assert!(
            told[1].as_u64() > Some(self.workload.text.chars().count() as u64),
            "the export lacks the text: {told}"
        );
        self.add(results, "export", told[0].as_f64());
    }
}
