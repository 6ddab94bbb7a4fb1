//! Chromium with its driver, and Python: what tests in a browser need of the machine.

use crate::failure::{Failure, Outcome};
use crate::tools::Tool;
use crate::{place, run};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The browser that tests run in.
pub(crate) const TO_BROWSE: &[Tool] = &[Tool {
    name: "Chromium",
    purpose: "tests in a real browser",
    find,
    mend: || format!("{} (elsewhere: any Chromium or Chrome and the chromedriver of the same version)", apt_line()),
    install: Some(install),
}];

/// One journey lets Python read what was exported; it is named, never installed.
pub(crate) const TO_VERIFY: &[Tool] = &[Tool {
    name: "python3",
    purpose: "the journey that checks an export from outside",
    find: || run::ask("python3", &["--version"]).ok_or_else(|| "missing".to_owned()),
    mend: || "install python3 (Debian: apt-get install python3)".to_owned(),
    install: None,
}];

/// chromedriver: the one the environment names, else the first on the search path.
pub(crate) fn driver() -> Option<PathBuf> {
    match std::env::var_os("CHROMEDRIVER") {
        Some(named) => Some(PathBuf::from(named)).filter(|file| file.is_file()),
        None => place::on_path("chromedriver"),
    }
}

fn browser() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"].into_iter().find_map(place::on_path)
}

fn find() -> Result<String, String> {
    let browser = browser().ok_or("missing")?;
    let driver = driver().ok_or("is there, but its chromedriver is missing")?;
    let browser = run::ask(browser, &["--version"]).ok_or("does not run")?;
    let driver = run::ask(driver, &["--version"]).ok_or("is there, but chromedriver does not run")?;
    let (browser, driver) = (version(&browser), version(&driver));
    if major(browser) == major(driver) {
        Ok(format!("{browser}, chromedriver {driver}"))
    } else {
        Err(format!("is {browser}, but chromedriver is {driver}"))
    }
}

/// The first word of a program's answer that looks like a version.
fn version(answer: &str) -> &str {
    answer.split_whitespace().find(|word| word.starts_with(|first: char| first.is_ascii_digit())).unwrap_or(answer)
}

fn major(version: &str) -> &str {
    version.split('.').next().unwrap_or(version)
}

fn apt_line() -> &'static str {
    "apt-get update && apt-get install -y chromium chromium-driver"
}

fn install() -> Outcome {
    let debian = Path::new("/etc/debian_version").is_file() && place::on_path("apt-get").is_some();
    let root = run::ask("id", &["-u"]).as_deref() == Some("0");
    if !(debian && root) {
        return Err(Failure::set_up(format!("Chromium or its driver is missing. On Debian, as root: {}", apt_line())));
    }
    let mut shell = Command::new("sh");
    shell.args(["-c", apt_line()]).env("DEBIAN_FRONTEND", "noninteractive");
    if run::stream(&mut shell)? { Ok(()) } else { Err(Failure::set_up(format!("`{}` did not work", apt_line()))) }
}

#[cfg(test)]
mod tests {
    use super::{major, version};

    #[test]
    fn versions_are_found_in_what_programs_say() {
        assert_eq!(version("Chromium 156.0.7404.1 built on Debian"), "156.0.7404.1");
        assert_eq!(version("ChromeDriver 156.0.7404.1 (abc-refs/1)"), "156.0.7404.1");
        assert_eq!(major("156.0.7404.1"), "156");
    }
}
