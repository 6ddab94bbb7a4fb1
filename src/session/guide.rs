//! The guidelines beside the text: whether they are shown, and what somebody writes and has not kept.

use std::rc::Rc;

use crate::formats::task::GUIDELINES;
use crate::model::id::bits_for_foreign_name;
use crate::model::{Project, Timestamp};

/// Longest guidelines of a project, in bytes: some fifty pages.
pub const LIMIT: usize = GUIDELINES;

/// Milliseconds after which what is being written is kept in the session again.
const PACE: i64 = 1500;

/// The pane of the guidelines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guide {
    /// Whether it is shown.
    pub open: bool,
    /// Whether the guidelines are being written in it.
    pub writing: bool,
    /// Whether what is written is shown below as it will look.
    pub preview: bool,
    /// The part that was gone to last: a label, or a heading.
    pub at: Option<Part>,
    /// What was written and is not kept. It waits here, also over a page load, until it is kept or let go.
    pub draft: Option<Draft>,
}

/// A part of the guidelines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// What is said of a label, by its id.
    Label(Rc<str>),
    /// What a link within the text names: a heading, else a label.
    Named(Rc<str>),
}

/// Guidelines under change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// As they will be.
    pub text: Rc<str>,
    /// A number made of what they were when it was begun.
    pub over: u64,
    /// The same of those that it was told would be lost.
    pub told: Option<u64>,
    /// When it was kept in the session last.
    kept: Timestamp,
}

impl Guide {
    /// What stands in the field, or would.
    #[must_use]
    pub fn text<'a>(&'a self, project: &'a Project) -> &'a Rc<str> {
        self.draft.as_ref().map_or(&project.guidelines, |draft| &draft.text)
    }

    /// Whether the guidelines were changed, by undo or in another tab, since the draft was begun.
    #[must_use]
    pub fn is_behind(&self, project: &Project) -> bool {
        self.draft.as_ref().is_some_and(|draft| draft.over != number(&project.guidelines))
    }

    /// Whether keeping the draft would put it in the place of what somebody else wrote, which was not told yet; now it is.
    pub fn must_tell(&mut self, project: &Project) -> bool {
        let (behind, now) = (self.is_behind(project), number(&project.guidelines));
        let told = |draft: &mut Draft| draft.told.replace(now) != Some(now);
        behind && self.draft.as_mut().is_some_and(told)
    }

    /// Takes what was written; whether it is time to keep it in the session: not at every key, but when it is left.
    pub fn write(&mut self, text: &str, project: &Project, now: Timestamp) -> bool {
        if *text == *project.guidelines {
            return self.draft.take().is_some();
        }
        let (over, kept, told) = match &self.draft {
            Some(draft) => (draft.over, draft.kept, draft.told),
            None => (number(&project.guidelines), Timestamp(0), None),
        };
        let same = self.draft.as_ref().is_some_and(|draft| *draft.text == *text);
        let due = same || now.0.saturating_sub(kept.0) > PACE;
        self.draft = Some(Draft { text: Rc::from(text), over, told, kept: if due { now } else { kept } });
        due
    }

    /// Takes up what was kept of a draft; `over` says over which guidelines it was written.
    pub fn take_up(&mut self, draft: Option<String>, over: Option<&str>, project: &Project) {
        let draft = draft.filter(|text| **text != *project.guidelines);
        let over = over.and_then(|over| over.parse().ok()).unwrap_or_else(|| number(&project.guidelines));
        self.draft = draft.map(|text| Draft { text: Rc::from(text), over, told: None, kept: Timestamp(0) });
    }
}

/// A number by which a text is known again.
fn number(text: &str) -> u64 {
    bits_for_foreign_name(text)
}

/// Guidelines as they are kept: line ends are `\n`, and there is nothing in them that cannot be seen.
#[must_use]
pub fn cleaned(text: &str) -> String {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n").replace('\r', "\n");
    text.chars().filter(|c| !c.is_control() || matches!(c, '\n' | '\t')).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ProjectId;

    #[test]
    fn what_is_written_waits_until_it_is_kept() {
        let mut project = Project::new(ProjectId::from_bits(1), "One");
        let mut guide = Guide::default();
        assert!(!guide.write("", &project, Timestamp(9000)), "nothing was written");
        assert!(guide.write("# H", &project, Timestamp(9000)), "the first letters are kept");
        assert!(!guide.write("# Ho", &project, Timestamp(9500)), "not every one");
        assert!(guide.write("# Ho", &project, Timestamp(9600)), "leaving it keeps it");
        assert!(guide.write("# How", &project, Timestamp(11200)), "and so does time");
        assert_eq!(&**guide.text(&project), "# How");
        assert!(!guide.is_behind(&project));
        project.guidelines = Rc::from("# Why");
        assert!(guide.is_behind(&project));
        assert!(guide.write("# Why", &project, Timestamp(11300)) && guide.draft.is_none(), "nothing more to keep");
        guide.take_up(Some("# Why".to_owned()), None, &project);
        assert_eq!(guide.draft, None);
        guide.take_up(Some("x".to_owned()), None, &project);
        assert_eq!((&**guide.text(&project), guide.is_behind(&project)), ("x", false));
        assert!(!guide.must_tell(&project), "nothing would be lost");
        let over = guide.draft.as_ref().map(|draft| draft.over.to_string());
        project.guidelines = Rc::from("# Elsewhere");
        guide.take_up(Some("x".to_owned()), over.as_deref(), &project);
        assert!(guide.is_behind(&project), "also after a page load");
        assert!(guide.must_tell(&project) && !guide.must_tell(&project), "it is told once");
        project.guidelines = Rc::from("# Again");
        assert!(guide.must_tell(&project), "and again of what is written after that");
    }

    #[test]
    fn what_cannot_be_seen_goes() {
        assert_eq!(cleaned("\u{feff}a\r\nb\rc\u{0}\u{1b}\td\u{200f}"), "a\nb\nc\td\u{200f}");
    }
}
