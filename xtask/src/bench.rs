//! `cargo xtask bench`: the release build beside a plain page of our own, measured in the same browser.
//!
//! What measures is the package in `tests/bench`. Here the build is made and weighed, and the machine is named. No figure makes
//! it fail.

use crate::failure::{Failure, Outcome};
use crate::{browser, build, place, run, sizes, tested, tools};
use std::path::{Path, PathBuf};

/// Builds, unless `MANICULE_DIST` names a build, and measures.
pub(crate) fn bench(options: &[&str]) -> Outcome {
    if let Some(unknown) = options.iter().find(|option| option.starts_with("--") && **option != "--quick") {
        return Err(Failure::failed(format!("cargo xtask bench [--quick] [FILTER]: {unknown} is not known")));
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
    if run::stream(&mut command)? { Ok(()) } else { Err(Failure::failed("cargo xtask bench")) }
}

/// The bytes of a first visit: raw, by gzip, by brotli.
fn weight(site: &Path) -> Outcome<String> {
    let first = sizes::weigh_first(site)?;
    let sum = |of: fn(&sizes::Weight) -> usize| first.iter().map(of).sum::<usize>();
    Ok(format!("{} {} {}", sum(|file| file.raw), sum(|file| file.gzip), sum(|file| file.brotli)))
}
