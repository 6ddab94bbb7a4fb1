//! TESTED.md: what each long run found, newest last.

use crate::failure::{Failure, Outcome};
use crate::report::Report;
use crate::{browser, place, run};
use std::io::Write;
use std::time::{SystemTime, UNIX_EPOCH};

const HEADING: &str = "# Long test runs\n\nWritten by `cargo xtask test --long`, newest last.\n";

/// Appends the run.
pub(crate) fn note(report: &Report) -> Outcome {
    let path = place::root().join("TESTED.md");
    // Asked before the file is touched, which would itself count as a change.
    let title = format!("{}, {}", now(), commit());
    let new = !path.exists();
    let failure = |error: std::io::Error| Failure::file("write", &path, &error);
    let mut file = std::fs::OpenOptions::new().create(true).append(true).open(&path).map_err(failure)?;
    if new {
        file.write_all(HEADING.as_bytes()).map_err(failure)?;
    }
    let section = report.section(&title, &machine());
    file.write_all(section.as_bytes()).map_err(failure)?;
    println!("TESTED.md has the run.");
    Ok(())
}

/// When, of which commit and on what: one line about a run.
pub(crate) fn run_and_machine() -> String {
    format!("{}, {}; {}", now(), commit(), machine().trim_end_matches('.'))
}

/// The commit that was tested, and whether the files were still those of the commit.
fn commit() -> String {
    let root = place::root();
    let root = root.to_string_lossy();
    let git = |arguments: &[&str]| run::ask("git", &[&["-C", root.as_ref()], arguments].concat());
    let Some(commit) = git(&["rev-parse", "--short=12", "HEAD"]) else {
        return "no commit".to_owned();
    };
    match git(&["status", "--porcelain"]) {
        Some(changes) if changes.is_empty() => format!("commit {commit}"),
        _ => format!("commit {commit} and changes"),
    }
}

/// What the figures depend on, without telling whose machine it is.
fn machine() -> String {
    let rust = run::ask("rustc", &["--version"]).unwrap_or_default();
    let chromium = (browser::TO_BROWSE[0].find)().unwrap_or_else(|wrong| wrong);
    let cores = std::thread::available_parallelism().map_or(0, std::num::NonZero::get);
    let (system, processor) = (std::env::consts::OS, std::env::consts::ARCH);
    format!("{rust}; Chromium {chromium}; {system} {processor}, {cores} cores.")
}

fn now() -> String {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let (year, month, day) = date(seconds / 86_400);
    let minutes = seconds % 86_400 / 60;
    format!("{year}-{month:02}-{day:02} {:02}:{:02} UTC", minutes / 60, minutes % 60)
}

/// The calendar date of a day counted from 1970-01-01.
fn date(mut day: u64) -> (u64, usize, u64) {
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let mut year = 1970;
    while day >= 365 + u64::from(leap(year)) {
        day -= 365 + u64::from(leap(year));
        year += 1;
    }
    let months = [31, 28 + u64::from(leap(year)), 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
    let mut month = 0;
    while day >= months[month] {
        day -= months[month];
        month += 1;
    }
    (year, month + 1, day + 1)
}

#[cfg(test)]
mod tests {
    use super::date;

    #[test]
    fn days_become_dates() {
        assert_eq!(date(0), (1970, 1, 1));
        assert_eq!(date(11_016), (2000, 2, 29));
        assert_eq!(date(11_017), (2000, 3, 1));
        assert_eq!(date(20_780), (2026, 11, 23));
        assert_eq!(date(21_914), (2029, 12, 31));
    }
}
