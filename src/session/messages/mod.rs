//! All words that people read: a table of texts, messages that put facts into them, and the language that is spoken. Must not
//! know a screen, nor ask the browser: what that knows of languages is handed in ([`speak`]). Start at [`Words`].

mod flaws;
#[cfg(not(target_arch = "wasm32"))]
pub mod languages;
mod losses;
mod refused;
mod spoken;
mod words;

pub use flaws::part_words;
pub use losses::{lost_words, resolved_words};
pub use spoken::speak;
pub use words::Words;

use std::rc::Rc;

use crate::edit::{Refusal, StepKind, StepName};
use crate::formats::report::Tally;
use crate::formats::{Issue, Problem};
use crate::model::Status;
use crate::storage::StoreError;

/// A text and the facts that belong into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The text.
    pub words: Words,
    /// The facts, in the order of the `{}`.
    pub facts: Vec<Rc<str>>,
}

impl From<Words> for Message {
    fn from(words: Words) -> Self {
        Self { words, facts: Vec::new() }
    }
}

impl Words {
    /// How far the work on an article is.
    #[must_use]
    pub const fn status(status: Status) -> Self {
        match status {
            Status::New => Self::StatusNew,
            Status::InProgress => Self::StatusInProgress,
            Status::Done => Self::StatusDone,
            Status::DoneEmpty => Self::StatusDoneEmpty,
            Status::Skipped => Self::StatusSkipped,
            Status::Flagged => Self::StatusFlagged,
        }
    }
}

impl Message {
    /// A text with facts.
    #[must_use]
    pub fn new<T: ToString>(words: Words, facts: &[T]) -> Self {
        Self { words, facts: facts.iter().map(|fact| Rc::from(fact.to_string())).collect() }
    }

    /// The sentence.
    #[must_use]
    pub fn text(&self) -> String {
        spoken::filled(self.words.text(), &self.facts)
    }

    /// The name of a step.
    #[must_use]
    pub fn step(name: &StepName) -> Self {
        let words = match name.kind {
            StepKind::Change => Words::StepChange,
            StepKind::Annotate => Words::StepAnnotate,
            StepKind::Relabel => Words::StepRelabel,
            StepKind::Resize => Words::StepResize,
            StepKind::AddFragment => Words::StepAddFragment,
            StepKind::RemoveFragment => Words::StepRemoveFragment,
            StepKind::Delete => Words::StepDelete,
            StepKind::Occurrences => Words::StepOccurrences,
            StepKind::Frame => Words::StepFrame,
            StepKind::Accept => Words::StepAccept,
            StepKind::Reject => Words::StepReject,
            StepKind::Reopen => Words::StepReopen,
            StepKind::Attribute => Words::StepAttribute,
            StepKind::Note => Words::StepNote,
            StepKind::Doubt => Words::StepDoubt,
            StepKind::Certain => Words::StepCertain,
            StepKind::Group => Words::StepGroup,
            StepKind::Ungroup => Words::StepUngroup,
            StepKind::Entity => Words::StepEntity,
            StepKind::Link => Words::StepLink,
            StepKind::Unlink => Words::StepUnlink,
            StepKind::Relink => Words::StepRelink,
            StepKind::Import => Words::StepImport,
            StepKind::Remove => Words::StepRemove,
            StepKind::Status => Words::StepStatus,
            StepKind::Statuses => Words::StepStatuses,
            StepKind::Removes => Words::StepRemoves,
            StepKind::Place => Words::StepPlace,
            StepKind::Restore => Words::StepRestore,
            StepKind::Schema => Words::StepSchema,
            StepKind::Task => Words::StepTask,
            StepKind::Merge => Words::StepMerge,
            StepKind::Unlock => Words::StepUnlock,
            StepKind::Lock => Words::StepLock,
            StepKind::Rename => Words::StepRename,
            StepKind::Renew => Words::StepRenew,
            StepKind::Guidelines => Words::StepGuidelines,
            StepKind::Furniture => Words::StepFurniture,
            StepKind::Body => Words::StepBody,
            StepKind::BlockKind => Words::StepBlockKind,
            StepKind::About => Words::StepAbout,
            StepKind::Abouts => Words::StepAbouts,
        };
        let status =
            matches!(name.kind, StepKind::Status | StepKind::Statuses).then(|| Status::parse(&name.detail)).flatten();
        match status {
            Some(status) => Self::new(words, &[Words::status(status).text()]),
            None => Self::new(words, &[shorten(&name.detail, 60)]),
        }
    }

    /// Why a step was refused.
    #[must_use]
    pub fn refusal(refusal: &Refusal) -> Self {
        let what = match refusal {
            Refusal::NotLoaded(id) => id.to_string(),
            Refusal::Changed(what) | Refusal::OffText(what) => what.clone(),
        };
        Self::new(Words::CannotUndo, &[what])
    }

    /// Why something is not saved.
    #[must_use]
    pub fn store(error: &StoreError) -> Self {
        match error {
            StoreError::Blocked => Words::SaveBlocked,
            StoreError::Full => Words::SaveFull,
            StoreError::NotKept => Words::SaveNotKept,
            StoreError::Silent | StoreError::Newer => Words::SaveSilent,
        }
        .into()
    }

    /// What an import could not take as it stands.
    #[must_use]
    pub fn issue(issue: &Issue) -> Self {
        if let Problem::Schema(finding) = &issue.problem {
            return Self::new(Words::IssueSchema, &[shorten(&issue.file, 120), Self::finding(finding).text()]);
        }
        let (file, line) = (shorten(&issue.file, 120), issue.line.to_string());
        // A sentence, which may have signs of direction: it is not shortened any more.
        let place = match (issue.line, issue.path.as_str()) {
            (0, _) if issue.file.is_empty() => Words::IntakePasted.text().to_owned(),
            (0, _) => file,
            (_, "") => Self::new(Words::IssuePlace, &[&file, &line]).text(),
            (_, path) => Self::new(Words::IssuePlacePath, &[&file, &line, &shorten(path, 120)]).text(),
        };
        let (words, facts) = match &issue.problem {
            Problem::Malformed { column, detail } => (Words::IssueMalformed, vec![column.to_string(), detail.clone()]),
            Problem::Shape { path, expected } => (Words::IssueShape, vec![path.clone(), (*expected).to_owned()]),
            Problem::Misshapen { path, expected } => (Words::IssueShape, vec![path.clone(), expected.clone()]),
            Problem::Outside { offsets } => (Words::IssueOutside, vec![offsets.clone()]),
            Problem::Uncounted { ways } => (Words::IssueUncounted, vec![ways.clone()]),
            Problem::Foreign { found } => (Words::IssueForeign, vec![found.clone()]),
            Problem::Value { found } => (Words::IssueValue, vec![found.clone()]),
            Problem::NotInText { quote } => (Words::IssueNotInText, vec![quote.clone()]),
            Problem::LeftBehind { quote } => (Words::IssueLeftBehind, vec![quote.clone()]),
            Problem::Moved { quote } => (Words::IssueMoved, vec![quote.clone()]),
            Problem::NoFragments => (Words::IssueNoFragments, Vec::new()),
            Problem::Duplicate { id } => (Words::IssueDuplicate, vec![id.clone()]),
            Problem::MissingEnd { id } => (Words::IssueMissingEnd, vec![id.clone()]),
            Problem::Checksum => (Words::IssueChecksum, Vec::new()),
            Problem::NotText { byte } => (Words::IssueNotText, vec![byte.to_string()]),
            Problem::Empty => (Words::IssueEmpty, Vec::new()),
            Problem::Unreadable { what } => (Words::IssueUnreadable, vec![what.clone()]),
            Problem::WebPage => (Words::IssueWebPage, Vec::new()),
            Problem::Elsewhere => (Words::IssueElsewhere, Vec::new()),
            Problem::NotFetched { why } => (Words::IssueNotFetched, vec![why.clone()]),
            Problem::Known { title } => (Words::IssueKnown, vec![title.clone()]),
            Problem::Met(tally) => return Self::new(Words::IssueMet, &[place, tally_text(tally)]),
            Problem::OtherText { title } => (Words::IssueOtherText, vec![title.clone()]),
            Problem::WasOut { title } => (Words::IssueWasOut, vec![title.clone()]),
            Problem::SameText { title } => (Words::IssueSameText, vec![title.clone()]),
            Problem::NotMerged { title } => (Words::IssueNotMerged, vec![title.clone()]),
            Problem::Cut { told, read } => (Words::IssueCut, vec![told.to_string(), read.to_string()]),
            Problem::NotAccepted { answer } => (Words::IssueNotAccepted, vec![answer.clone()]),
            Problem::NoTagNames => (Words::IssueNoTagNames, Vec::new()),
            Problem::OtherGuidelines => (Words::IssueOtherGuidelines, Vec::new()),
            Problem::Schema(_) => (Words::IssueEmpty, Vec::new()),
            Problem::NotTaken { why, number, words, .. } => refused::sentence(why, *number, words),
            Problem::Partner { name, is_warning: true } => (Words::IssuePartnerWarning, vec![name.clone()]),
            Problem::Partner { name, is_warning: false } => (Words::IssuePartner, vec![name.clone()]),
            Problem::LeftOut { what } => (Words::IssueLeftOut, vec![what.clone()]),
            Problem::TooLarge { limit } => (Words::IssueTooLarge, vec![limit.to_string()]),
        };
        let facts = facts.iter().map(|fact| shorten(fact, 120));
        Self::new(words, &[place].into_iter().chain(facts).collect::<Vec<_>>())
    }
}

/// What became of the documents of a file; what there is none of is not said.
fn tally_text(tally: &Tally) -> String {
    let Tally { new, beside, merged, same, gain } = *tally;
    let parts = [
        (new, Message::new(Words::MetNew, &[new])),
        (beside, Message::new(Words::MetBeside, &[beside])),
        (merged, Message::new(Words::MetMerged, &[merged, gain.came, gain.newer, gain.older])),
        (gain.gone, Message::new(Words::MetGone, &[gain.gone])),
        (gain.marked, Message::new(Words::MetMarked, &[gain.marked])),
        (gain.rejected, Message::new(Words::MetRejected, &[gain.rejected])),
        (gain.replaced, Message::new(Words::MetReplaced, &[gain.replaced])),
        (gain.locked, Message::new(Words::MetLocked, &[gain.locked])),
        (gain.waiting, Message::new(Words::MetWaiting, &[gain.waiting])),
        (gain.unasked, Message::new(Words::MetUnasked, &[gain.unasked])),
        (gain.endless, Message::new(Words::MetEndless, &[gain.endless])),
        (same, Message::new(Words::MetSame, &[same])),
    ];
    let said = parts.iter().filter(|(count, _)| *count > 0).map(|(_, message)| message.text());
    said.collect::<Vec<_>>().join(", ")
}

/// At most so many characters, the middle left out. What would turn or hide the rest of a sentence is a box.
#[must_use]
pub fn shorten(text: &str, most: usize) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let flat = flat.replace(|c: char| c.is_control() || turns(c), "\u{fffd}");
    let count = flat.chars().count();
    if count <= most {
        return flat;
    }
    let side = most / 2;
    let (head, tail): (String, String) = (flat.chars().take(side).collect(), flat.chars().skip(count - side).collect());
    format!("{} … {}", head.trim_end(), tail.trim_start())
}

/// A stretch of text as it is read aloud: space has a name.
#[must_use]
pub fn aloud(text: &str, most: usize) -> String {
    if text.trim().is_empty() { Words::HeardSpace.text().to_owned() } else { shorten(text, most) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_stand_where_they_belong() {
        assert_eq!(Message::new(Words::DoneOf, &[3, 12]).text(), "3 of 12 done");
        let added = |count: usize| Message::new(Words::AddedWithIssues, &[count, 1]).text();
        assert_eq!([1, 2].map(added), ["Added 1 article; 1 remark.", "Added 2 articles; 1 remark."]);
        assert_eq!(shorten("one two\nthree four", 9), "one … four");
    }
}
