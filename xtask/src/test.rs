//! `cargo xtask test`: everything that is checked, in the order in which mistakes are cheapest to find.
//!
//! What does not build ends the run; otherwise every step is tried, and the run fails at its end.

use crate::failure::{Failure, Outcome};
use crate::report::{Heard, Report};
use crate::{browser, build, consumers, deny, place, reproduce, run, tested, tools};
use std::fs::File;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// A failing browser test says so by itself; this is for one that hangs.
const WEB_TEST_SECONDS: &str = "120";

/// Why the steps after a broken one are not tried.
const STOPPED: &str = "what does not build ends the run";

/// Runs every check; a `long` run repeats them with more of everything and notes the result in TESTED.md.
pub(crate) fn test(long: bool) -> Outcome {
    let mut report = Report::default();
    steps(&mut report, long);
    println!("\n{}\n{}", report.table(), report.summary());
    if long {
        tested::note(&report)?;
    }
    if report.good() { Ok(()) } else { Err(Failure::failed("cargo xtask test")) }
}

fn steps(report: &mut Report, long: bool) {
    let ready = report.step("set-up", |_| {
        tools::ensure(tools::TO_BUILD)?;
        tools::ensure(tools::TO_RELEASE)?;
        tools::ensure(tools::TO_CHECK)?;
        tools::fetch()
    });
    if !ready {
        return report.not_run("the rest", "tools are missing");
    }
    let browser = report.step("set-up: browser", |_| tools::ensure(browser::TO_BROWSE));

    // Cutting and linking the release keeps one processor busy for minutes; meanwhile the other has the checks.
    // Figures of a long run are taken without it.
    let building = (!long).then(|| Beside::begin("build", "release-build.log"));

    // What is missing there is told by the tests that would have used it.
    report.step("set-up: consumers", |_| consumers::prepare(long));

    let web_tests = web_tests();
    let web_flags: Vec<&str> = web_tests.iter().flat_map(|name| ["--test", name]).collect();

    report.step("format", |_| cargo(&["fmt", "--all", "--check"], "cargo fmt --all would change files"));
    report.step("clippy, host", |_| {
        let arguments = ["clippy", "--locked", "--workspace", "--all-targets", "--", "-D", "warnings"];
        cargo(&arguments, "clippy has something to say")
    });
    report.step("clippy, browser", |_| {
        let mut arguments = vec!["clippy", "--locked", "--target", tools::WASM_TARGET, "--lib", "--bins"];
        arguments.extend(&web_flags);
        arguments.extend(["--", "-D", "warnings"]);
        cargo(&arguments, "clippy has something to say")
    });

    if long {
        report.step("packages", |heard| {
            deny::check(|why| {
                println!("skipped: {why}");
                heard.skipped.push(why.to_owned());
            })
        });
    }

    // Twenty thousand schedules take minutes this way, not half an hour.
    let optimised: &[&str] = if long { &["--config", "profile.test.opt-level=1"] } else { &[] };
    let host = with(
        &[
            "test",
            "--locked",
            "--package",
            "manicule",
            "--package",
            "xtask",
            "--package",
            "manicule-bench",
            "--package",
            "manicule-core",
            "--package",
            "manicule-workload",
            "--no-fail-fast",
        ],
        optimised,
    );
    if !report.step("host tests: build", |_| cargo(&with(&host, &["--no-run"]), "the tests do not compile")) {
        return report.not_run("the rest", STOPPED);
    }
    report.step("host tests", |heard| {
        // The figures of a test that passes are otherwise kept back.
        let shown: &[&str] = if long { &["--", "--show-output"] } else { &[] };
        listen(run::cargo(&with(&host, shown))?, long, heard)
    });

    if web_tests.is_empty() {
        report.not_run("browser tests", "there is no tests/web_*.rs yet");
    } else {
        let web = with(&["test", "--locked", "--target", tools::WASM_TARGET, "--no-fail-fast"], &web_flags);
        if !report.step("browser tests: build", |_| cargo(&with(&web, &["--no-run"]), "the tests do not compile")) {
            return report.not_run("the rest", STOPPED);
        }
        if browser {
            report.step("browser tests", |heard| {
                let mut command = run::cargo(&web)?;
                command.env("WASM_BINDGEN_TEST_TIMEOUT", WEB_TEST_SECONDS);
                if let Some(driver) = browser::driver() {
                    command.env("CHROMEDRIVER", driver);
                }
                listen(command, long, heard)
            });
        } else {
            report.not_run("browser tests", "there is no browser");
        }
    }

    let built = report.step("release build", |_| match building {
        Some(building) => building?.end("the release build"),
        None => build::build().map(drop),
    });
    if long && built {
        report.step("the same bytes from another folder", |_| reproduce::reproduce());
    }
    if !built {
        report.not_run("journeys", "there is no build");
    } else if !browser {
        report.not_run("journeys", "there is no browser");
    } else {
        journeys(report, long);
    }
}

/// A command of this program that runs beside the others.
struct Beside {
    child: Child,
    log: PathBuf,
}

impl Beside {
    /// Begins it; what it prints goes into a file of `target`.
    fn begin(command: &str, log: &str) -> Result<Self, Failure> {
        let log = place::root().join("target").join(log);
        let wrong = |error: &std::io::Error| Failure::file("what a command prints", &log, error);
        let out = File::create(&log).map_err(|error| wrong(&error))?;
        let err = out.try_clone().map_err(|error| wrong(&error))?;
        let own = std::env::current_exe().map_err(|error| wrong(&error))?;
        let child = Command::new(own).arg(command).stdin(Stdio::null()).stdout(out).stderr(err).spawn();
        Ok(Self { child: child.map_err(|error| wrong(&error))?, log })
    }

    /// Waits for its end and prints what it said.
    fn end(mut self, what: &str) -> Outcome {
        let status = self.child.wait().map_err(|error| Failure::file("a command", &self.log, &error))?;
        let said =
            std::fs::read(&self.log).map_err(|error| Failure::file("what a command prints", &self.log, &error))?;
        println!("{}", String::from_utf8_lossy(&said));
        if status.success() { Ok(()) } else { Err(Failure::failed(what)) }
    }
}

impl Drop for Beside {
    /// What nobody asks for any more comes to its end: what it started would go on without it, and write into `dist`.
    fn drop(&mut self) {
        let _ = self.child.wait();
    }
}

fn journeys(report: &mut Report, long: bool) {
    let package = ["test", "--locked", "--package", "manicule-e2e", "--no-fail-fast"];
    if !report.step("journeys: build", |_| cargo(&with(&package, &["--no-run"]), "the journeys do not compile")) {
        return report.not_run("journeys", STOPPED);
    }
    report.step("journeys", |heard| {
        for tool in browser::TO_VERIFY {
            if let Err(wrong) = (tool.find)() {
                println!("{}: {wrong}; {} needs it. {}", tool.name, tool.purpose, (tool.mend)());
            }
        }
        // Which of them run side by side is theirs to say.
        let mut command = run::cargo(&with(&package, &["--", "--nocapture"]))?;
        command.env("MANICULE_DIST", place::root().join("dist"));
        listen(command, long, heard)
    });
}

/// The tests that run in a browser: `tests/web_*.rs`.
fn web_tests() -> Vec<String> {
    let files = std::fs::read_dir(place::root().join("tests"));
    let mut names: Vec<String> = files
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|file| Some(file.file_name().to_str()?.strip_suffix(".rs")?.to_owned()))
        .filter(|name| name.starts_with("web_"))
        .collect();
    names.sort();
    names
}

fn with<'a>(first: &[&'a str], then: &[&'a str]) -> Vec<&'a str> {
    [first, then].concat()
}

/// A cargo command that either passes or fails for one reason.
fn cargo(arguments: &[&str], when_not: &str) -> Outcome {
    if run::stream(&mut run::cargo(arguments)?)? { Ok(()) } else { Err(Failure::failed(when_not)) }
}

/// A test runner, whose lines go to the terminal and to the report.
fn listen(mut command: Command, long: bool, heard: &mut Heard) -> Outcome {
    if long {
        command.env("MANICULE_LONG", "1");
    } else {
        command.env_remove("MANICULE_LONG");
    }
    if !run::stream_lines(&mut command, |line| heard.line(line))? {
        return Err(Failure::failed("tests failed"));
    }
    match heard.tests {
        Some([passed, 0, _]) if passed > 0 => Ok(()),
        // A runner that says nothing has tested nothing, whatever it returns.
        _ => Err(Failure::failed("no test ran")),
    }
}
