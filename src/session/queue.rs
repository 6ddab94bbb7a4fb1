//! How the queue is looked at: which articles are seen, in which order, and which rows are drawn. Rows are drawn in stretches,
//! those around what is in sight only, so that a queue of ten thousand scrolls like one of ten.

use std::rc::Rc;

use super::copies::grouped;
use super::picks::Picks;
use crate::model::fold::folded;
use crate::model::order::sort_by;
use crate::model::{DocId, Entry, Project, Schema, Status};

/// Rows in a stretch.
pub const STRETCH: usize = 40;
/// Stretches that stay drawn: more than a window shows, so that going back a little draws nothing.
const DRAWN: usize = 6;

/// Which articles are seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Shown {
    /// All.
    #[default]
    All,
    /// Those that are neither done nor skipped.
    ToDo,
    /// Those that are done.
    Done,
    /// Those that were left out on purpose.
    Skipped,
    /// Those that need somebody's look.
    Flagged,
    /// Those in which something is doubted.
    Doubtful,
    /// Those that were done under an older version of the schema.
    Behind,
    /// Those that are begun and lack a required value.
    Incomplete,
}

/// What of a schema articles are held against.
#[derive(Clone, Copy, Debug, Default)]
pub struct Under {
    /// Its version.
    version: u32,
    /// What it requires ([`Schema::asks`]).
    asked: u32,
    /// Whether it requires something of whole articles.
    of_documents: bool,
}

impl Under {
    /// What counts of a schema.
    #[must_use]
    pub fn of(schema: &Schema) -> Self {
        let (asked, of_documents) = (schema.asks(), schema.asks_of_documents());
        Self { version: schema.version, asked, of_documents }
    }

    /// How much in an article lacks a required value; `None` where that is not known.
    #[must_use]
    pub const fn incomplete(self, entry: &Entry) -> Option<u32> {
        entry.incomplete(self.asked, self.of_documents)
    }
}

impl Shown {
    /// All of them, with the names that scripts use.
    pub const ALL: [(Self, &'static str); 8] = [
        (Self::All, "all"),
        (Self::ToDo, "to-do"),
        (Self::Done, "done"),
        (Self::Skipped, "skipped"),
        (Self::Flagged, "flagged"),
        (Self::Doubtful, "doubtful"),
        (Self::Behind, "behind"),
        (Self::Incomplete, "incomplete"),
    ];

    /// Whether an article is among them.
    #[must_use]
    pub fn has(self, entry: &Entry, under: Under) -> bool {
        match self {
            Self::All => true,
            Self::ToDo => is_to_do(entry.status) && !entry.locked,
            Self::Done => entry.status.is_done(),
            Self::Skipped => entry.status == Status::Skipped,
            Self::Flagged => entry.status == Status::Flagged,
            Self::Doubtful => entry.counts.doubts > 0,
            Self::Behind => entry.is_behind(under.version),
            Self::Incomplete => under.incomplete(entry).is_some_and(|lacking| lacking > 0),
        }
    }
}

/// Whether there is work left.
#[must_use]
pub const fn is_to_do(status: Status) -> bool {
    !status.is_done() && !matches!(status, Status::Skipped)
}

/// In which order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sorted {
    /// That of the project.
    #[default]
    Order,
    /// By title.
    Title,
    /// The most annotations first.
    Annotations,
    /// The most doubts first.
    Doubts,
    /// What is flagged, what is begun, what is new, what is done.
    Status,
}

impl Sorted {
    /// All of them, with the names that scripts use.
    pub const ALL: [(Self, &'static str); 5] = [
        (Self::Order, "order"),
        (Self::Title, "title"),
        (Self::Annotations, "annotations"),
        (Self::Doubts, "doubts"),
        (Self::Status, "status"),
    ];
}

/// What has this name in a table.
#[must_use]
pub fn named<T: Copy>(all: &[(T, &'static str)], name: &str) -> Option<T> {
    all.iter().find(|(_, known)| *known == name).map(|(value, _)| *value)
}

/// The name of something in a table.
#[must_use]
pub fn name_of<T: PartialEq>(all: &[(T, &'static str)], value: &T) -> &'static str {
    all.iter().find(|(known, _)| known == value).map_or("", |(_, name)| name)
}

/// How the queue is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueueView {
    /// Which articles are seen.
    pub shown: Shown,
    /// In which order.
    pub sorted: Sorted,
    /// What their titles contain.
    pub text: Rc<str>,
    /// Which articles are picked out.
    pub picks: Picks,
    /// The stretches that came into sight, the last one first.
    near: Vec<usize>,
}

impl Default for QueueView {
    fn default() -> Self {
        let (shown, sorted, picks) = (Shown::All, Sorted::Order, Picks::default());
        Self { shown, sorted, text: Rc::from(""), picks, near: vec![0] }
    }
}

impl QueueView {
    /// A stretch comes into sight.
    pub fn near(&mut self, stretch: usize) {
        self.near.retain(|other| *other != stretch);
        self.near.insert(0, stretch);
        self.near.truncate(DRAWN);
    }

    /// The first stretch is the one in sight.
    pub fn begin_at_the_top(&mut self) {
        self.near = vec![0];
    }

    /// Whether a stretch is drawn.
    #[must_use]
    pub fn draws(&self, stretch: usize) -> bool {
        self.near.contains(&stretch)
    }

    /// Whether all articles are seen, in the project's order.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.shown == Shown::All && self.sorted == Sorted::Order && self.text.trim().is_empty()
    }

    /// The articles that are seen, in order. The project's own list is not copied.
    #[must_use]
    pub fn rows(&self, project: &Project) -> Rc<Vec<DocId>> {
        if self.is_plain() {
            return grouped(project, &project.order).map_or_else(|| project.order.clone(), Rc::new);
        }
        let (under, wanted) = (Under::of(&project.schema), folded(self.text.trim()));
        let seen = |entry: &Entry| {
            self.shown.has(entry, under) && (wanted.is_empty() || folded(&entry.title).contains(&wanted))
        };
        let entries = project.order.iter().filter_map(|id| project.entries.get(id)).filter(|entry| seen(entry));
        let mut rows: Vec<&Rc<Entry>> = entries.collect();
        match self.sorted {
            Sorted::Order => {}
            Sorted::Title => sort_by(&mut rows, |one, other| folded(&one.title).cmp(&folded(&other.title))),
            Sorted::Annotations => {
                sort_by(&mut rows, |one, other| other.counts.annotations.cmp(&one.counts.annotations));
            }
            Sorted::Doubts => sort_by(&mut rows, |one, other| other.counts.doubts.cmp(&one.counts.doubts)),
            Sorted::Status => sort_by(&mut rows, |one, other| rank(one.status).cmp(&rank(other.status))),
        }
        let rows: Vec<DocId> = rows.into_iter().map(|entry| entry.id.clone()).collect();
        // In another order each stands where its own title or status belongs.
        let together = if self.sorted == Sorted::Order { grouped(project, &rows) } else { None };
        Rc::new(together.unwrap_or(rows))
    }
}

/// What wants a look comes first.
const fn rank(status: Status) -> u8 {
    match status {
        Status::Flagged => 0,
        Status::InProgress => 1,
        Status::New => 2,
        Status::Skipped => 3,
        Status::Done | Status::DoneEmpty => 4,
    }
}

/// The nearest article from a place on, in this order, that is to do; after the last one it begins again.
#[must_use]
pub fn next_to_do(rows: &[DocId], project: &Project, open: Option<&DocId>, forward: bool) -> Option<DocId> {
    let here = rows.iter().position(|id| Some(id) == open);
    let count = rows.len();
    let at = |step: usize| match (here, forward) {
        (Some(here), true) => (here + step) % count,
        (Some(here), false) => (here + count - step % count) % count,
        (None, true) => step - 1,
        (None, false) => count - step,
    };
    let to_do = |id: &&DocId| project.entries.get(*id).is_some_and(|entry| Shown::ToDo.has(entry, Under::default()));
    let others = (1..=count).filter_map(|step| rows.get(at(step)));
    others.filter(to_do).find(|id| Some(*id) != open).cloned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Counts, ProjectId};

    fn project(all: &[(&str, &str, Status, u32)]) -> Project {
        let mut project = Project::new(ProjectId::from_bits(1), "");
        project.order = Rc::new(all.iter().map(|(id, ..)| DocId::from(*id)).collect());
        for (id, title, status, annotations) in all {
            let counts = Counts { annotations: *annotations, claims: 0, doubts: annotations % 3, ..Counts::default() };
            let entry = Entry {
                id: DocId::from(*id),
                title: Rc::from(*title),
                status: *status,
                counts,
                sha256: Rc::from(""),
                used: 0,
                annotator: None,
                copy_of: None,
                locked: false,
            };
            project.entries.insert(DocId::from(*id), Rc::new(entry));
        }
        project
    }

    fn four() -> Project {
        project(&[
            ("a", "Öl", Status::Done, 3),
            ("b", "ferry", Status::New, 0),
            ("c", "Harbour", Status::Flagged, 8),
            ("d", "Ferries", Status::Skipped, 1),
        ])
    }

    fn seen(view: &QueueView) -> String {
        view.rows(&four()).iter().map(DocId::as_str).collect()
    }

    #[test]
    fn what_was_in_sight_last_is_drawn() {
        let mut view = QueueView::default();
        assert!(view.draws(0) && !view.draws(1));
        (1..20).for_each(|stretch| view.near(stretch));
        view.near(16);
        let drawn: Vec<usize> = (0..25).filter(|stretch| view.draws(*stretch)).collect();
        assert_eq!(drawn, [14, 15, 16, 17, 18, 19]);
    }

    #[test]
    fn rows_are_filtered_searched_and_sorted() {
        let all = |shown| QueueView { shown, ..QueueView::default() };
        for (shown, expected) in [
            (Shown::All, "abcd"),
            (Shown::ToDo, "bc"),
            (Shown::Done, "a"),
            (Shown::Skipped, "d"),
            (Shown::Flagged, "c"),
            (Shown::Doubtful, "cd"),
            (Shown::Behind, "a"),
        ] {
            assert_eq!(seen(&all(shown)), expected, "{shown:?}");
        }
        let sorted = |sorted| QueueView { sorted, ..QueueView::default() };
        assert_eq!(seen(&sorted(Sorted::Title)), "dbca");
        assert_eq!(seen(&sorted(Sorted::Annotations)), "cadb");
        assert_eq!(seen(&sorted(Sorted::Doubts)), "cdab");
        assert_eq!(seen(&sorted(Sorted::Status)), "cbda");
        let text = |text: &str| QueueView { text: Rc::from(text), ..QueueView::default() };
        assert_eq!(seen(&text(" FERR ")), "bd");
        assert_eq!(seen(&text("öl")), "a");
        assert_eq!(seen(&text("nowhere")), "");
    }

    #[test]
    fn the_next_article_to_do_is_found_round_the_end() {
        let project = four();
        let next = |open: Option<&str>, forward| {
            next_to_do(&project.order, &project, open.map(DocId::from).as_ref(), forward).map(|id| id.to_string())
        };
        assert_eq!(next(Some("a"), true).as_deref(), Some("b"));
        assert_eq!(next(Some("b"), true).as_deref(), Some("c"));
        assert_eq!(next(Some("c"), true).as_deref(), Some("b"), "round the end");
        assert_eq!(next(Some("b"), false).as_deref(), Some("c"), "round the beginning");
        assert_eq!(next(None, true).as_deref(), Some("b"));
        assert_eq!(next(None, false).as_deref(), Some("c"));
        let done = self::project(&[("a", "", Status::New, 0)]);
        assert_eq!(next_to_do(&done.order, &done, Some(&DocId::from("a")), true), None, "none but itself");
        assert_eq!(next_to_do(&[], &done, None, true), None);
    }
}
