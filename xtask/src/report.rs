//! What came of each step of a test run: printed as it goes, as a table at the end, and for TESTED.md.

use crate::failure::Failure;
use std::fmt::Write;
use std::time::{Duration, Instant};

/// How a step ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Verdict {
    Passed,
    /// The project is at fault.
    Failed(String),
    /// The machine is not ready.
    SetUp(String),
    /// It was not tried, for this reason.
    NotRun(String),
}

/// What the test runners said in a step.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Heard {
    /// Tests passed, failed, ignored: the sums of the runners' closing lines.
    pub(crate) tests: Option<[usize; 3]>,
    /// Measurements: the lines that begin with `FIGURE `, without that word.
    pub(crate) figures: Vec<String>,
    /// What a test left out, and why.
    pub(crate) skipped: Vec<String>,
}

impl Heard {
    /// Takes note of one line of output.
    pub(crate) fn line(&mut self, line: &str) {
        // One at a time, a runner names the test first and lets it print on the same line.
        let named = line.strip_prefix("test ").and_then(|rest| rest.split_once(" ... "));
        let line = named.map_or(line, |(_, said)| said);
        if let Some(figure) = line.strip_prefix("FIGURE ") {
            self.figures.push(figure.to_owned());
        } else if let Some(reason) = line.strip_prefix("skipped: ") {
            self.skipped.push(reason.to_owned());
        } else if let Some(closing) = line.strip_prefix("test result: ") {
            let count = |word: &str| {
                let before = closing.split(word).next()?;
                before.split_whitespace().next_back()?.parse::<usize>().ok()
            };
            let sums = self.tests.get_or_insert_default();
            for (sum, word) in sums.iter_mut().zip([" passed", " failed", " ignored"]) {
                *sum += count(word).unwrap_or(0);
            }
        }
    }

    fn summary(&self) -> String {
        let mut parts = Vec::new();
        if let Some([passed, failed, ignored]) = self.tests {
            parts.push(format!("{passed} passed, {failed} failed"));
            if ignored > 0 {
                parts.push(format!("{ignored} ignored"));
            }
        }
        if !self.skipped.is_empty() {
            parts.push(format!("{} skipped", self.skipped.len()));
        }
        parts.join(", ")
    }
}

struct Step {
    name: &'static str,
    verdict: Verdict,
    heard: Heard,
    took: Duration,
}

impl Step {
    fn word(&self) -> &'static str {
        match self.verdict {
            Verdict::Passed => "passed",
            Verdict::Failed(_) => "FAILED",
            Verdict::SetUp(_) => "SET-UP",
            Verdict::NotRun(_) => "not run",
        }
    }

    fn remark(&self) -> String {
        let tests = self.heard.summary();
        match &self.verdict {
            Verdict::Passed => tests,
            Verdict::NotRun(why) => why.clone(),
            Verdict::Failed(why) | Verdict::SetUp(why) if tests.is_empty() => why.clone(),
            Verdict::Failed(why) | Verdict::SetUp(why) => format!("{why} ({tests})"),
        }
    }
}

/// The steps so far.
#[derive(Default)]
pub(crate) struct Report {
    steps: Vec<Step>,
}

impl Report {
    /// Runs a step, prints where it begins and how it ended, and tells whether it passed.
    pub(crate) fn step(&mut self, name: &'static str, work: impl FnOnce(&mut Heard) -> Result<(), Failure>) -> bool {
        println!("\n=== {name}");
        let begun = Instant::now();
        let mut heard = Heard::default();
        let verdict = match work(&mut heard) {
            Ok(()) => Verdict::Passed,
            Err(Failure::Failed(why)) => Verdict::Failed(why),
            Err(Failure::SetUp(why)) => Verdict::SetUp(why),
        };
        let passed = verdict == Verdict::Passed;
        let step = Step { name, verdict, heard, took: begun.elapsed() };
        let remark = Some(step.remark()).filter(|remark| !remark.is_empty());
        let remark = remark.map_or_else(String::new, |remark| format!(": {remark}"));
        println!("--- {name}: {}, {:.1} s{remark}", step.word(), step.took.as_secs_f64());
        self.steps.push(step);
        passed
    }

    /// Notes a step that could not or need not be tried.
    pub(crate) fn not_run(&mut self, name: &'static str, why: &str) {
        println!("\n=== {name}: not run: {why}");
        let verdict = Verdict::NotRun(why.to_owned());
        self.steps.push(Step { name, verdict, heard: Heard::default(), took: Duration::ZERO });
    }

    /// Whether nothing failed and the machine was ready for everything.
    pub(crate) fn good(&self) -> bool {
        self.steps.iter().all(|step| matches!(step.verdict, Verdict::Passed | Verdict::NotRun(_)))
    }

    /// `5 passed, 1 failed`, with what else there was.
    pub(crate) fn summary(&self) -> String {
        let count = |wanted: &str| self.steps.iter().filter(|step| step.word() == wanted).count();
        let mut text = format!("{} passed, {} failed", count("passed"), count("FAILED"));
        for (word, label) in [("SET-UP", "stopped by the machine's set-up"), ("not run", "not run")] {
            if count(word) > 0 {
                let _ = write!(text, ", {} {label}", count(word));
            }
        }
        text
    }

    /// A line for each step, then one for each thing that was left out.
    pub(crate) fn table(&self) -> String {
        let width = self.steps.iter().map(|step| step.name.len()).max().unwrap_or(0);
        let mut text = String::new();
        for step in &self.steps {
            let (name, seconds) = (step.name, step.took.as_secs_f64());
            let line = format!("{name:width$}  {:7}  {seconds:>6.1} s  {}", step.word(), step.remark());
            let _ = writeln!(text, "{}", line.trim_end());
        }
        for reason in self.steps.iter().flat_map(|step| &step.heard.skipped) {
            let _ = writeln!(text, "skipped: {reason}");
        }
        text
    }

    /// The run as a section of TESTED.md.
    pub(crate) fn section(&self, heading: &str, machine: &str) -> String {
        let mut text = format!("\n## {heading}\n\n{machine}\n\n");
        text.push_str("| step | result | seconds | tests |\n|---|---|---:|---|\n");
        for step in &self.steps {
            let (name, seconds) = (step.name, step.took.as_secs_f64());
            let _ = writeln!(text, "| {name} | {} | {seconds:.1} | {} |", step.word(), step.remark());
        }
        let _ = writeln!(text, "\n{}.", self.summary());
        for (label, lines) in [
            ("Figures", self.steps.iter().flat_map(|step| &step.heard.figures).collect::<Vec<_>>()),
            ("Left out", self.steps.iter().flat_map(|step| &step.heard.skipped).collect()),
        ] {
            if !lines.is_empty() {
                let _ = writeln!(text, "\n{label}:\n");
                for line in lines {
                    let _ = writeln!(text, "- {line}");
                }
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::{Heard, Report};
    use crate::failure::Failure;

    fn heard(lines: &[&str]) -> Heard {
        let mut heard = Heard::default();
        lines.iter().for_each(|line| heard.line(line));
        heard
    }

    #[test]
    fn closing_lines_add_up() {
        let heard = heard(&[
            "running 3 tests",
            "test result: ok. 24 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
            "test result: FAILED. 2 passed; 3 failed; 0 ignored; 0 filtered out",
        ]);
        assert_eq!(heard.tests, Some([26, 3, 1]));
        assert_eq!(heard.summary(), "26 passed, 3 failed, 1 ignored");
    }

    #[test]
    fn figures_and_what_was_left_out_are_kept() {
        let heard = heard(&[
            "FIGURE load 12 ms",
            "skipped: turkey: no such file",
            "a FIGURE of speech",
            "test save ... FIGURE save 3 ms",
        ]);
        assert_eq!(heard.figures, ["load 12 ms", "save 3 ms"]);
        assert_eq!(heard.skipped, ["turkey: no such file"]);
        assert_eq!(heard.tests, None);
    }

    #[test]
    fn a_missing_tool_is_no_failing_test_and_still_not_good() {
        let mut report = Report::default();
        assert!(report.step("one", |_| Ok(())));
        report.not_run("two", "nothing to do");
        assert!(report.good());
        assert!(!report.step("three", |_| Err(Failure::set_up("no browser"))));
        assert_eq!(report.summary(), "1 passed, 0 failed, 1 stopped by the machine's set-up, 1 not run");
        assert!(!report.good());
        assert!(!report.step("four", |_| Err(Failure::failed("2 tests"))));
        assert!(report.table().contains("four   FAILED"));
        assert!(report.section("now", "here").contains("| four | FAILED |"));
    }
}
