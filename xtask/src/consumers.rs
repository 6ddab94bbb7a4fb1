//! Programs of others that load what is exported: each in a virtual environment of its own in `target/consumers`, made of a
//! list that names every package with its version. `tests/consumers.rs` uses those that are `ready`.
//!
//! What cannot be installed does not fail a run: why it cannot is noted beside it, and the test prints it as skipped.

use crate::failure::{Failure, Outcome};
use crate::{place, run};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Those of the short run: a few small packages each.
const CHEAP: &[&str] = &["brat", "jsonschema"];

/// Makes the environments that are not as their lists say.
pub(crate) fn prepare(long: bool) -> Outcome {
    let lists = place::root().join("tests/consumers/requirements");
    let entries = fs::read_dir(&lists).map_err(|error| Failure::file("the lists of packages", &lists, &error))?;
    let mut lists: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    lists.sort();
    for list in lists.iter().filter(|list| list.extension().is_some_and(|ending| ending == "txt")) {
        let Some(name) = list.file_stem().and_then(|name| name.to_str()) else { continue };
        if long || CHEAP.contains(&name) {
            prepare_one(name, list)?;
        }
    }
    Ok(())
}

fn prepare_one(name: &str, list: &Path) -> Outcome {
    let folder = place::root().join("target/consumers").join(name);
    let wanted = fs::read_to_string(list).map_err(|error| Failure::file("a list of packages", list, &error))?;
    let (ready, why) = (folder.join("ready"), folder.join("why"));
    if fs::read_to_string(&ready).is_ok_and(|made_of| made_of == wanted) {
        println!("{name}: ready");
        return Ok(());
    }
    let _ = fs::remove_dir_all(&folder);
    fs::create_dir_all(&folder).map_err(|error| Failure::file("a folder", &folder, &error))?;
    let (note, words) = match install(&folder, list) {
        Ok(()) => {
            println!("{name}: installed");
            (ready, wanted)
        }
        Err(reason) => {
            println!("{name}: {reason}");
            (why, reason)
        }
    };
    fs::write(&note, words).map_err(|error| Failure::file("a note", &note, &error))
}

/// Makes an environment; what is wrong in a line where that cannot be done.
fn install(folder: &Path, list: &Path) -> Result<(), String> {
    let python = ["python3", "python"].into_iter().find(|name| run::ask(name, &["--version"]).is_some());
    let python = python.ok_or("there is no Python")?;
    quietly(Command::new(python).args(["-m", "venv"]).arg(folder))?;
    let inside = folder.join(if cfg!(windows) { "Scripts/python.exe" } else { "bin/python" });
    // The list names everything: what a package says it needs may be what breaks it.
    let mut pip = Command::new(inside);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--retries", "1", "-r"]);
    quietly(pip.arg(list))
}

/// Runs to the end; the last thing that was complained of where it fails.
fn quietly(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("it could not be started: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("no reason was given");
    Err(last.trim().chars().take(200).collect())
}
