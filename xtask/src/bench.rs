//! `cargo xtask bench`: the release build beside a plain page of our own, measured in the same browser.
//!
//! What measures is the package in `tests/bench`. Here the build is made and weighed, and the machine is named. No figure makes
//! it fail. `--core` measures the pure core alone (`tests/core`).

use crate::failure::{Failure, Outcome};
use crate::{browser, build, place, run, sizes, tested, tools};
use std::path::{Path, PathBuf};

/// The table of the core in `BENCHMARKS.md`, from here to its end.
const CORE: &str = "\n## The core\n";

/// Builds, unless `MANICULE_DIST` names a build, and measures.
pub(crate) fn bench(options: &[&str]) -> Outcome {
    if let ["--core", filter @ ..] = options {
        return core(filter);
    }
    if let Some(unknown) = options.iter().find(|option| option.starts_with("--") && **option != "--quick") {
        return Err(Failure::failed(format!("cargo xtask bench [--quick | --core] [FILTER]: {unknown} is not known")));
    }
    tools::ensure(browser::TO_BROWSE)?;
    let dist = match std::env::var_os("MANICULE_DIST") {
        Some(named) => std::path::absolute(&named).unwrap_or_else(|_| PathBuf::from(&named)),
        None => {
            tools::ensure(tools::TO_BUILD)?;
            tools::ensure(tools::TO_RELEASE)?;
            tools::fetch()?;
            build::build()?
        }
    };
    let mut command = run::cargo(&["run", "--locked", "--quiet", "--package", "manicule-bench", "--"])?;
    command
        .args(options)
        .env("MANICULE_BENCH_APP", weight(&dist)?)
        .env("MANICULE_BENCH_FLOOR", weight(&place::root().join("tests/bench/floor"))?)
        .env("MANICULE_BENCH_ABOUT", tested::run_and_machine())
        .env("MANICULE_DIST", dist);
    // What is written anew is the page's part.
    let known = std::fs::read_to_string(figures()).unwrap_or_default();
    let measured = run::stream(&mut command)?;
    if let Some((_, core)) = known.split_once(CORE) {
        keep_core(core)?;
    }
    if measured { Ok(()) } else { Err(Failure::failed("cargo xtask bench")) }
}

fn figures() -> PathBuf {
    place::root().join("BENCHMARKS.md")
}

/// Measures the parts of the core, without a browser; all of them also into `BENCHMARKS.md`.
fn core(filter: &[&str]) -> Outcome {
    let mut command =
        run::cargo(&["bench", "--locked", "--quiet", "--package", "manicule-core", "--bench", "core", "--"])?;
    command.args(filter);
    let mut table = String::new();
    let measured = run::stream_lines(&mut command, |line| {
        table.push_str(line.trim_end());
        table.push('\n');
    })?;
    if !measured {
        return Err(Failure::failed("cargo xtask bench --core"));
    }
    if filter.is_empty() {
        let about = tested::run_and_machine();
        let text = format!(
            "\nWritten by `cargo xtask bench --core` (`tests/core/benches/core.rs`), on the machine itself, not in a browser: {about}. \
             Articles are those of the tables above; formats are measured with M/1,000. That an edit does not allocate, write or \
             draw more in a large article than in a small one is not measured but counted, in `tests/core/tests/counted.rs`.\n\n\
             ```text\n{}\n```\n",
            table.trim()
        );
        keep_core(&text)?;
    }
    Ok(())
}

/// Puts the core's part behind whatever else stands in the file.
fn keep_core(core: &str) -> Outcome {
    let known = std::fs::read_to_string(figures()).unwrap_or_else(|_| "# Benchmarks\n".to_owned());
    let page = known.split_once(CORE).map_or(known.as_str(), |(page, _)| page);
    let text = format!("{}\n{CORE}{core}", page.trim_end());
    std::fs::write(figures(), text).map_err(|error| Failure::failed(format!("BENCHMARKS.md: {error}")))
}

/// The bytes of a first visit: raw, by gzip, by brotli.
fn weight(site: &Path) -> Outcome<String> {
    let first = sizes::weigh_first(site)?;
    let sum = |of: fn(&sizes::Weight) -> usize| first.iter().map(of).sum::<usize>();
    Ok(format!("{} {} {}", sum(|file| file.raw), sum(|file| file.gzip), sum(|file| file.brotli)))
}
