//! `cargo xtask bench`: the release build and a plain page of our own, the floor, measured in one headless Chromium, in turn,
//! with real mouse and key input. It never passes or fails on time; it prints its tables, and a run without a filter writes them into
//! `BENCHMARKS.md`.
//!
//! [`workload`] makes the articles, [`rounds`] works with them, [`frames`] records how smooth that is, [`bench`] drives the browser and measures, `watch.js` looks on in
//! the page, [`report`] holds what came of it against the targets. The floor is in `floor/`. Input, sites and browser are
//! those of the journeys (`tests/e2e`).
#![expect(clippy::print_stdout, reason = "a measuring program tells what it measures")]

mod bench;
mod frames;
mod load;
mod report;
mod results;
mod rounds;
mod statistics;
mod targets;

use bench::Bench;
use manicule_e2e::stage::repository;
use manicule_workload::Size::{L, M, S, Xl};
use manicule_workload::{Size, Workload};
use report::{About, Bytes};
use results::Results;
use rounds::Repeats;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;
use std::{env, fs};

/// A whole run: about a quarter of an hour on two quiet cores.
const WHOLE: (Repeats, &[(Size, usize)], usize) = (
    Repeats { rounds: 4, edits: 5, steps: 5, scrolls: 2, loads: 7, budget: 35 },
    &[
        (S, 0),
        (S, 100),
        (S, 250),
        (M, 100),
        (M, 1_000),
        (M, 10_000),
        (L, 0),
        (L, 1_000),
        (L, 10_000),
        (L, 50_000),
        (Xl, 1_000),
        (Xl, 50_000),
    ],
    10_000,
);

/// A short one: some minutes.
const QUICK: (Repeats, &[(Size, usize)], usize) = (
    Repeats { rounds: 2, edits: 3, steps: 3, scrolls: 1, loads: 3, budget: 0 },
    &[(S, 100), (L, 10_000), (L, 50_000)],
    2_000,
);

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let quick = arguments.iter().any(|argument| argument == "--quick");
    let filter = arguments.iter().find(|argument| !argument.starts_with("--"));
    let app = env::var_os("MANICULE_DIST").map_or_else(|| repository().join("dist"), PathBuf::from);
    if !app.join("index.html").is_file() {
        eprintln!("set-up: no build in {}; `cargo xtask build` makes one", app.display());
        return ExitCode::from(2);
    }
    let (repeats, workloads, queue) = if quick { QUICK } else { WHOLE };
    let wanted = |name: &str| filter.is_none_or(|filter| name.contains(filter.as_str()));

    let begun = Instant::now();
    let bench = Bench::start(&app, &repository().join("tests/bench/floor"));
    bench.site(results::Who::Floor).add("sample.txt", &manicule_workload::paragraphs().join("\n\n"));
    let mut about = About {
        run: env::var("MANICULE_BENCH_ABOUT").unwrap_or_else(|_| "by hand".to_owned()),
        seconds: 0,
        load: report::load().map(|load| [load, load]),
        quick,
        bytes: [Bytes::read("MANICULE_BENCH_FLOOR"), Bytes::read("MANICULE_BENCH_APP")],
        repeats,
        queue,
    };
    let mut results = Results::default();
    let file = repository().join("BENCHMARKS.md");
    // What is known is written as it comes: a run that is broken off leaves what it measured.
    let mut part = |name: &str, work: &dyn Fn(&mut Results)| {
        if !wanted(name) {
            return;
        }
        println!("{name} ({} s)", begun.elapsed().as_secs());
        results.tried(name, work);
        about.seconds = begun.elapsed().as_secs();
        if let (Some([_, most]), Some(now)) = (&mut about.load, report::load()) {
            *most = most.max(now);
        }
        if filter.is_none()
            && let Err(error) = fs::write(&file, report::write(&about, &results))
        {
            eprintln!("{}: {error}", file.display());
        }
    };
    part(load::FIRST, &|results| load::first(&bench, repeats, results));
    part("queue", &|results| load::queue(&bench, repeats, queue, results));
    for &(size, marks) in workloads {
        let workload = Workload::new(size, marks);
        part(&workload.name(), &|results| rounds::run(&bench, &workload, repeats, results));
    }
    for marks in [10_000, 50_000] {
        let workload = Workload::new(L, marks);
        part(&format!("{} {}", workload.name(), frames::NAME), &|results| frames::run(&bench, &workload, results));
    }
    if filter.is_none() && !results.recordings.is_empty() {
        let file = repository().join(frames::PICTURE);
        if let Err(error) = fs::write(&file, frames::picture(&results.recordings)) {
            eprintln!("{}: {error}", file.display());
        }
    }
    println!("\n{}", report::write(&about, &results));
    ExitCode::SUCCESS
}
