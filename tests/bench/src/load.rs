//! What a first visit costs, and a queue of very many articles.

use crate::bench::Bench;
use crate::results::{Results, Who};
use crate::rounds::Repeats;
use manicule_e2e::hand::Point;
use manicule_workload::{grouped, paragraphs};
use serde_json::json;

/// The name of a first visit among workloads.
pub(crate) const FIRST: &str = "first load";

/// Measures the first load of both pages, in turn, each time by a browser that knows nothing of them.
pub(crate) fn first(bench: &Bench, repeats: Repeats, results: &mut Results) {
    for round in 0..repeats.loads {
        for who in Who::in_turn(round) {
            bench.forget(who);
            bench.load(who);
            timed(bench, who, FIRST, results);
        }
    }
}

fn timed(bench: &Bench, who: Who, name: &str, results: &mut Results) {
    let at = bench.ask("return [bench.readable, bench.ready]", json!([]));
    results.add(name, "readable", who, at[0].as_f64());
    results.add(name, "ready", who, at[1].as_f64());
}

/// The name of a queue of so many articles.
pub(crate) fn queue_name(articles: usize) -> String {
    format!("queue of {}", grouped(articles))
}

/// Measures how a page opens on a queue of few articles and on one of many, and looking through all of it. `most` is how many.
pub(crate) fn queue(bench: &Bench, repeats: Repeats, most: usize, results: &mut Results) {
    for articles in [10, most] {
        let name = queue_name(articles);
        for who in [Who::Floor, Who::App] {
            bench.site(who).add("bench.txt", &file(articles, who));
            bench.forget(who);
            bench.load_warm(who);
            bench.import(who, "bench.txt");
            bench.open("f00003");
        }
        // Loads of both follow each other once both have come to rest.
        bench.hand().rest(std::time::Duration::from_secs(3));
        for round in 0..repeats.loads {
            for who in Who::in_turn(round) {
                bench.load(who);
                timed(bench, who, &name, results);
            }
        }
        for round in 0..repeats.rounds.min(2) {
            for who in Who::in_turn(round) {
                results.tried(&format!("{name}, {}, all of the same name", who.name()), |results| {
                    look_through(bench, who, &name, round, results);
                });
            }
        }
    }
}

/// All of the same name, in the open article and then in all of them.
fn look_through(bench: &Bench, who: Who, name: &str, round: usize, results: &mut Results) {
    let hand = bench.hand();
    bench.load_warm(who);
    bench.ask("return bench.goTo(0).then(() => null)", json!([]));
    let places = bench.ask("return bench.stretch(arguments[0])", json!([round]));
    let (from, to) = (crate::bench::point(&places, 0), crate::bench::point(&places, 2));
    let to = Point { x: f64::midpoint(from.x, to.x), ..to };
    hand.press("1");
    hand.drag(from, to);
    bench.rest();
    hand.press("o");
    bench.rest();
    let sign = match who {
        Who::Floor => json!(["[role=progressbar]", ".places"]),
        Who::App => json!(["[role=progressbar]", ".places-acts ~ [role=listbox]"]),
    };
    let cost = bench.measure("keydown", "looked", sign, || hand.press("o"));
    match cost.ms {
        Some(ms) => {
            results.add(name, "occurrences", who, Some(ms));
            results.add(name, "occurrences CPU", who, Some(cost.cpu));
        }
        None => results.failures.push(format!("{name}, {}: looking through took longer than 25 s", who.name())),
    }
    (0..4).for_each(|_| hand.press("Escape"));
    hand.press("Ctrl+z");
    bench.rest();
}

/// A file of articles of some lines with an annotation each.
fn file(articles: usize, who: Who) -> String {
    let bodies = paragraphs();
    let line = |number: usize| {
        let title = format!("Ferry {number:05}");
        let body = &bodies[number % bodies.len()];
        let text = format!("{title}\n\n{body}");
        let id = format!("f{number:05}");
        match who {
            Who::Floor => json!({ "id": id, "title": title, "text": text, "spans": [[0, 5, 1]] }),
            Who::App => {
                json!({ "format": "article-annotations", "version": "1.0", "offset_unit": "codepoint", "id": id,
                "meta": { "title": title }, "text": text,
                "spans": [{ "label": "person", "fragments": [{ "start": 0, "end": 5, "text": "Ferry" }] }] })
            }
        }
        .to_string()
    };
    let lines: Vec<String> = (0..articles).map(line).collect();
    match who {
        Who::Floor => format!("[{}]", lines.join(",")),
        Who::App => lines.join("\n"),
    }
}
