//! The project's commands: `cargo xtask serve`, `test`, `build`, `bench`, `doctor`.
//!
//! Only git and Rust are asked of the machine (and npm, for the optimiser of the release build); the
//! pinned tools are installed into `target/tools`, nothing outside the checkout but the Rust target.
//!
//! Where to start reading: [`test`] is the list of everything that is checked, [`build`] makes the
//! site, [`seal`] makes it strict, [`split`] cuts the program in two.
#![allow(clippy::print_stdout, reason = "a command line tool talks on standard output")]

mod bench;
mod browser;
mod build;
mod consumers;
mod css;
mod deny;
mod digest;
mod doctor;
mod failure;
mod html;
mod lock;
mod offline;
mod parts;
mod place;
mod program;
mod record;
mod report;
mod reproduce;
mod run;
mod screens;
mod script;
mod seal;
mod serve;
mod single;
mod sizes;
mod split;
mod task;
mod test;
mod tested;
mod tools;
mod words;

use std::process::ExitCode;

const USAGE: &str = "\
cargo xtask serve [--port N] [--release]   install what is missing, build, serve, reload on change
cargo xtask test [--long]                  everything that is checked; --long adds to TESTED.md
cargo xtask build                          the static site in dist/, and the bytes of its first load
cargo xtask build --task DIR               the same, opening on the task of a folder (DIR/task.json)
cargo xtask build --single-file            the page as one file, single/manicule.html; with --task DIR, too
cargo xtask single-file SITE FILE [TASK]   the same of a site that is built already
cargo xtask record                         which functions a first load runs; the others travel later
cargo xtask bench [--quick] [FILTER]       the build beside a plain page, measured; without FILTER it writes BENCHMARKS.md
cargo xtask bench --core [FILTER]          the core without a browser; without FILTER into BENCHMARKS.md too
cargo xtask screens                        pictures of every screen in every look, small ones in docs/screens
cargo xtask reproduce                      whether a build in another folder gives the bytes that are in dist/
cargo xtask doctor                         what is there, what is missing, the line that mends it
cargo xtask seal                           (called by Trunk after a build)";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["serve", options @ ..] => serve::serve(options),
        ["test"] => test::test(false),
        ["test", "--long"] => test::test(true),
        ["build", options @ ..] => build::build_and_weigh(options),
        ["single-file", site, file] => build::single_of(site, file, None),
        ["single-file", site, file, task] => build::single_of(site, file, Some(task)),
        ["record"] => record::record(),
        ["bench", options @ ..] => bench::bench(options),
        ["screens"] => screens::screens(),
        ["reproduce"] => reproduce::reproduce(),
        ["doctor"] => doctor::doctor(),
        ["seal"] => seal::seal_from_trunk(),
        ["help" | "--help" | "-h"] => {
            println!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        _ => {
            eprintln!("{USAGE}");
            return ExitCode::from(2);
        }
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}
