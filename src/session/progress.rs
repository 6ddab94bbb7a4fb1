//! How far the work is: of the queue, day by day, how long it took, and which labels were used how often.

use super::State;
use super::tally::{Row, Tally};
use crate::model::{DocId, LabelId, Status, Table};
use crate::storage::tally::{Day, TallyRecord};

/// What the sheet of that name shows besides the project.
#[derive(Clone, Debug, Default)]
pub struct Progress {
    /// What other page loads did, and this one on other days, by day and article.
    pub(super) kept: Table<(Day, DocId), Row>,
    /// Whether that was read.
    pub read: bool,
    /// How often each label is used in the project.
    pub labels: Labels,
}

/// How often labels are used.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// How often each is.
    pub counts: Table<LabelId, u32>,
    /// The search that counts the articles that are not loaded: its number, how many were looked through, of how many.
    pub search: Option<(u32, usize, usize)>,
    /// Articles that are not loaded, have annotations and were not counted.
    pub uncounted: usize,
}

impl Labels {
    /// Adds to a label.
    pub fn add(&mut self, label: &LabelId, count: u32) {
        let known = self.counts.get(label).copied().unwrap_or(0);
        self.counts.insert(label.clone(), known.saturating_add(count));
    }
}

/// What was done on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfDay {
    /// Articles that were set to done.
    pub done: i64,
    /// Annotations made.
    pub made: i64,
    /// How many of them are claims.
    pub claims: i64,
    /// How long it took, in seconds.
    pub seconds: i64,
}

/// How many articles are how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standings {
    /// All.
    pub all: usize,
    /// Not begun.
    pub new: usize,
    /// Begun.
    pub begun: usize,
    /// Done.
    pub done: usize,
    /// Left out on purpose.
    pub skipped: usize,
    /// That need somebody's look.
    pub flagged: usize,
}

impl Standings {
    /// Of a project.
    #[must_use]
    pub fn of(state: &State) -> Self {
        let mut found = Self { all: state.project.order.len(), ..Self::default() };
        for entry in state.project.entries.values() {
            *match entry.status {
                Status::New => &mut found.new,
                Status::InProgress => &mut found.begun,
                Status::Done | Status::DoneEmpty => &mut found.done,
                Status::Skipped => &mut found.skipped,
                Status::Flagged => &mut found.flagged,
            } += 1;
        }
        found
    }
}

impl Progress {
    /// Takes in what the stores hold; `tally` is what this page load counts itself.
    pub fn take(&mut self, stored: &[(Day, u64, TallyRecord)], tally: &Tally) {
        self.kept = Table::new();
        self.read = true;
        let others = stored.iter().filter(|(day, actor, _)| (*day, *actor) != (tally.day(), tally.actor()));
        for (day, _, record) in others {
            for row in &record.articles {
                let key = (*day, DocId::from(row.id.as_str()));
                let known = self.kept.get(&key).copied().unwrap_or_default();
                self.kept.insert(key, known.and(Row::of(row)));
            }
        }
    }

    fn rows(&self, tally: &Tally) -> Table<(Day, DocId), Row> {
        let mut rows = self.kept.clone();
        for (id, row) in tally.rows() {
            let key = (tally.day(), id.clone());
            let known = rows.get(&key).copied().unwrap_or_default();
            rows.insert(key, known.and(*row));
        }
        rows
    }

    /// What was done on each day, the last one first; days of which there is nothing to tell are left out. Of two page loads
    /// in which an article was set to done once, it counts once.
    #[must_use]
    pub fn days(&self, tally: &Tally) -> Vec<(Day, OfDay)> {
        let mut days: Table<Day, OfDay> = Table::new();
        for ((day, _), row) in self.rows(tally).iter() {
            let known = days.get(day).copied().unwrap_or_default();
            let next = OfDay {
                done: known.done + i64::from(row.done > 0),
                made: known.made + row.made,
                claims: known.claims + row.claims,
                seconds: known.seconds + row.millis / 1000,
            };
            days.insert(*day, next);
        }
        let told = |(day, of): (&Day, &OfDay)| {
            let of = OfDay { made: of.made.max(0), claims: of.claims.max(0), ..*of };
            (of != OfDay::default()).then_some((*day, of))
        };
        days.iter().rev().filter_map(told).collect()
    }

    /// How long somebody was at each article, in seconds.
    #[must_use]
    pub fn times(&self, tally: &Tally) -> Table<DocId, i64> {
        let mut times: Table<DocId, i64> = Table::new();
        for ((_, id), row) in self.rows(tally).iter().filter(|(_, row)| row.millis >= 1000) {
            let known = times.get(id).copied().unwrap_or(0);
            times.insert(id.clone(), known + row.millis / 1000);
        }
        times
    }
}
