//! An export that is chosen, prepared by the workshop, looked at and saved. The documents go from the stores to the workshop a few
//! at a time (`ui::exporting`); here is only how far that is and what was told of it.

mod choice;
mod not_saved;

use std::rc::Rc;

pub use choice::{CUTS, Choice, FRAGMENTS, OVERLAPS, SUGGESTED, WHICH};
pub use not_saved::NotSaved;

use super::messages::Message;
use crate::model::DocId;
use crate::workshop::message::export::{ExportPlan, ExportTold};

/// The export as the sheet shows it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Exporting {
    /// What is chosen.
    pub choice: Choice,
    /// The export that is prepared, or was.
    pub run: Option<Run>,
    /// Exports begun in this page load.
    pub begun: u32,
}

/// How a file that was prepared gets out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saving {
    /// As a download.
    Download,
    /// At a place that the person chooses.
    Choose,
    /// By the system's sheet, to another program or person.
    Share,
}

impl Saving {
    /// What a command was told.
    #[must_use]
    pub fn parse(kind: Option<&str>) -> Self {
        match kind {
            Some("as") => Self::Choose,
            Some("share") => Self::Share,
            _ => Self::Download,
        }
    }
}

/// What the workshop is at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// It looks at all documents, to choose from them and to divide them.
    Looking,
    /// It writes them.
    Writing,
    /// It closes the file and reads it again.
    Closing,
    /// The file is there.
    Ready,
}

/// An export that was begun.
#[derive(Clone, Debug, PartialEq)]
pub struct Run {
    /// Its number.
    pub number: u32,
    /// What was asked for.
    pub plan: Rc<ExportPlan>,
    /// How many documents are given to it.
    pub all: usize,
    /// What it is at.
    pub phase: Phase,
    /// How many of them are done with in this phase.
    pub done: usize,
    /// What was told last.
    pub told: Rc<ExportTold>,
    /// Documents that could not be read.
    pub unread: Rc<Vec<DocId>>,
    /// The clock of the last edit when it was begun.
    pub clock: u64,
    /// The file that is looked into, by its place.
    pub shown: usize,
    /// Whether it was said that files differ from what is marked: once more saves it all the same.
    pub insists: bool,
    /// Bytes that are saved so far, while it is saved.
    pub saving: Option<usize>,
    /// What came of saving it last: that it is there, or why not. It stays in the sheet until it is saved again.
    pub saved: Option<Result<Message, Message>>,
    /// Why there is no file.
    pub broke: Option<Message>,
}

impl Run {
    /// An export that begins now.
    #[must_use]
    pub fn begin(number: u32, plan: ExportPlan, all: usize, clock: u64) -> Self {
        let phase = if surveys(&plan) { Phase::Looking } else { Phase::Writing };
        Self {
            number,
            plan: Rc::new(plan),
            all,
            phase,
            done: 0,
            told: Rc::default(),
            unread: Rc::default(),
            clock,
            shown: 0,
            insists: false,
            saving: None,
            saved: None,
            broke: None,
        }
    }

    /// Whether the workshop is still at it.
    #[must_use]
    pub fn is_under_way(&self) -> bool {
        self.phase != Phase::Ready && self.broke.is_none()
    }

    /// Whether the file is there.
    #[must_use]
    pub fn is_ready(&self) -> bool {
        self.phase == Phase::Ready && self.broke.is_none()
    }

    /// So many more documents are done with.
    pub fn go_on(&mut self, count: usize) {
        self.done = (self.done + count).min(self.all);
        if self.done < self.all {
            return;
        }
        match self.phase {
            Phase::Looking => (self.phase, self.done) = (Phase::Writing, 0),
            Phase::Writing => self.phase = Phase::Closing,
            Phase::Closing | Phase::Ready => {}
        }
    }

    /// Spans that were read again from the files, and how many of them differ.
    #[must_use]
    pub fn proved(&self) -> (usize, usize) {
        let proofs = self.told.proofs.iter();
        proofs.fold((0, 0), |(checked, wrong), proof| (checked + proof.checked, wrong + proof.wrong))
    }
}

/// Whether all documents are looked at before any is written.
#[must_use]
pub fn surveys(plan: &ExportPlan) -> bool {
    plan.split.is_some() || !plan.labels.is_empty()
}

/// What the edge has to do for an export.
#[derive(Clone, Debug, PartialEq)]
pub struct Preparation {
    /// The number of the export.
    pub number: u32,
    /// What is asked for.
    pub plan: Rc<ExportPlan>,
    /// The documents, in the order of the project.
    pub documents: Vec<DocId>,
}

/// What is told of an export under way.
#[derive(Clone, Debug, PartialEq)]
pub enum ExportNews {
    /// So many more documents are done with; those of them that do not read; how far it is.
    Went(usize, Vec<String>, Box<ExportTold>),
    /// The file is there.
    Ended(Box<ExportTold>),
    /// There will be no file.
    Broke(String),
    /// So many bytes of it are saved.
    Saving(usize),
    /// It is saved, under this name; or why not.
    Saved(Result<String, NotSaved>),
}

/// A number with its thousands apart.
#[must_use]
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::workshop::message::export::ExportSplit;

    #[test]
    fn phases_follow_each_other() {
        let mut run = Run::begin(1, ExportPlan::default(), 3, 0);
        assert_eq!(run.phase, Phase::Writing, "nothing has to be looked at first");
        let plan = ExportPlan { split: Some(ExportSplit::default()), ..ExportPlan::default() };
        run = Run::begin(2, plan, 3, 0);
        let mut seen = Vec::new();
        for count in [2, 1, 2, 1] {
            run.go_on(count);
            seen.push((run.phase, run.done));
        }
        let expected = [(Phase::Looking, 2), (Phase::Writing, 0), (Phase::Writing, 2), (Phase::Closing, 3)];
        assert_eq!(seen, expected);
    }

    #[test]
    fn thousands_stand_apart() {
        let told = [0, 12, 999, 1000, 12_345, 1_234_567].map(grouped);
        assert_eq!(told, ["0", "12", "999", "1,000", "12,345", "1,234,567"]);
    }
}
