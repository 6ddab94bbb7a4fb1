//! `cargo xtask record`: finds out which functions a first load runs, and writes them down.
//!
//! To be run when the journey `quiet::first_load` says that the later half was asked for too soon, which is when code
//! that runs at the start was added or renamed.

use crate::failure::{Failure, Outcome};
use crate::split::FirstLoad;
use crate::{browser, build, place, program, run, tools};
use std::process::Stdio;

/// Builds a program that tells what runs, opens it in a browser, and writes the list.
pub(crate) fn record() -> Outcome {
    tools::ensure(tools::TO_BUILD)?;
    tools::ensure(tools::TO_RELEASE)?;
    tools::ensure(browser::TO_BROWSE)?;
    tools::fetch()?;
    let dist = place::root().join("target").join("record");
    std::fs::create_dir_all(&dist).map_err(|error| Failure::file("make", &dist, &error))?;
    let mut trunk = build::trunk(&["build", "--release", "--dist", "target/record"])?;
    if !run::stream(trunk.env(program::RECORDING, "1"))? {
        return Err(Failure::failed("the build of a recording"));
    }

    println!("Opening the page for some seconds, to hear which functions run.");
    let mut journey = run::cargo(&["run", "--locked", "--quiet", "--package", "manicule-e2e", "--bin", "ran"])?;
    journey.env("MANICULE_DIST", &dist);
    let heard = journey.stderr(Stdio::inherit()).output();
    let heard = heard.map_err(|error| Failure::set_up(format!("cargo could not be started: {error}")))?;
    let heard = String::from_utf8_lossy(&heard.stdout);
    let numbers: Vec<usize> = heard.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    if numbers.is_empty() {
        return Err(Failure::failed("the recording of a first load"));
    }

    let names = dist.join(program::NAMES);
    let names = std::fs::read_to_string(&names).map_err(|error| Failure::file("read", &names, &error))?;
    let names: Vec<&str> = names.split('\n').collect();
    let ran = FirstLoad::of(numbers.iter().filter_map(|number| names.get(*number).copied()));
    if let Some(fault) = ran.fault() {
        return Err(Failure::failed(format!("the recording of a first load: {fault}")));
    }
    let list = program::list();
    std::fs::write(&list, ran.write()).map_err(|error| Failure::file("write", &list, &error))?;
    println!("{} of {} functions run in a first load; {} names them.", numbers.len(), names.len(), list.display());
    Ok(())
}
