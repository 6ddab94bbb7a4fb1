//! What may be in the tree of packages (`deny.toml`), asked of cargo-deny where that is installed.

use crate::failure::{Failure, Outcome};
use crate::{place, run};
use std::path::{Path, PathBuf};

/// Asks it; what could not be asked is told to `skip`.
pub(crate) fn check(mut skip: impl FnMut(&str)) -> Outcome {
    if place::on_path("cargo-deny").is_none() {
        skip("cargo-deny is not installed (`cargo install cargo-deny --locked`)");
        return Ok(());
    }
    let mut wanted = vec!["licenses", "bans", "sources"];
    // A repository of its own; nothing is fetched here, and without a copy it cannot be asked.
    match advisories() {
        Some(_) => wanted.push("advisories"),
        None => skip("advisories: no copy of the database is here (`cargo deny fetch db` makes one)"),
    }
    let mut arguments =
        vec!["--offline", "--locked", "--workspace", "check", "--hide-inclusion-graph", "-A", "duplicate"];
    arguments.extend(wanted);
    if run::stream(&mut run::tool("cargo-deny", &arguments)?)? {
        Ok(())
    } else {
        Err(Failure::failed("something in the tree of packages is not as deny.toml has it"))
    }
}

/// The folder in which cargo-deny keeps its copies, if it has one.
fn advisories() -> Option<PathBuf> {
    let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| home.map(|home| Path::new(&home).join(".cargo")))?;
    let folder = cargo.join("advisory-dbs");
    let has_one = std::fs::read_dir(&folder).ok()?.flatten().any(|each| each.path().is_dir());
    has_one.then_some(folder)
}
