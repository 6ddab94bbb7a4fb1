//! Opens a build that tells which of its functions run, lets it come to rest, and prints their numbers in one line.
#![expect(clippy::print_stdout, reason = "cargo xtask record reads the numbers")]

use manicule_e2e::browser::Profile;
use manicule_e2e::stage::{Stage, repository};
use std::path::PathBuf;
use std::time::Duration;
use std::{env, thread};

fn main() {
    let build = env::var_os("MANICULE_DIST").map_or_else(|| repository().join("target/record"), PathBuf::from);
    let stage = Stage::on(&build, "ran", Profile::Fresh, None);
    let page = stage.open();
    // As long as a first load is measured.
    thread::sleep(Duration::from_secs(5));
    // Nothing can be fetched any more while a page goes, so what runs then belongs to the first half.
    page.ask("window.dispatchEvent(new Event('beforeunload', { cancelable: true }))", &[]);
    let ran = page.ask("return Array.from(maniculeRan)", &[]);
    let numbers = ran.as_array().into_iter().flatten().filter_map(|number| number.as_u64());
    println!("{}", numbers.map(|number| number.to_string()).collect::<Vec<_>>().join(" "));
}
