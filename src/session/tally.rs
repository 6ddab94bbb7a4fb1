//! How long somebody was at each article, and what they made there. Only time in which something is done counts: the page
//! is seen, and a key, the pointer or the wheel moved within the last minute.

use crate::edit::{Change, Transaction};
use crate::model::{DocId, LabelKind, Schema, Table, Timestamp};
use crate::storage::tally::{self, Day, TallyRecord, TallyRow};
use crate::storage::{Act, Write};

/// For how long somebody is still at it after the last thing they did, in milliseconds.
pub const REST: i64 = 60_000;
/// After how long what was counted is written, in milliseconds.
const OFTEN: i64 = 30_000;

/// What was done in an article on a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// How long somebody was at it, in milliseconds.
    pub millis: i64,
    /// How often it was set to done, less how often it was set back.
    pub done: i64,
    /// Annotations made.
    pub made: i64,
    /// How many of them are claims.
    pub claims: i64,
}

impl Row {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            millis: self.millis + other.millis,
            done: self.done + other.done,
            made: self.made + other.made,
            claims: self.claims + other.claims,
        }
    }

    /// As it was stored.
    #[must_use]
    pub fn of(row: &TallyRow) -> Self {
        let seconds = i64::try_from(row.seconds).unwrap_or(0).min(86_400);
        Self { millis: seconds * 1000, done: row.done, made: row.made, claims: row.claims }
    }
}

/// What this page load did today.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    actor: u64,
    day: Day,
    rows: Table<DocId, Row>,
    /// Minutes east of UTC.
    east: i32,
    /// When something was done last; nothing while the page is not seen.
    last: Option<Timestamp>,
    written: Timestamp,
    changed: bool,
    due: Vec<Write>,
    /// Whether time is not counted.
    pub off: bool,
}

impl Tally {
    /// The tally of a page load.
    #[must_use]
    pub fn new(actor: u64) -> Self {
        Self { actor, ..Self::default() }
    }

    /// The day that is counted.
    #[must_use]
    pub const fn day(&self) -> Day {
        self.day
    }

    /// The page load that counts.
    #[must_use]
    pub const fn actor(&self) -> u64 {
        self.actor
    }

    /// What was done today, by article.
    pub fn rows(&self) -> impl Iterator<Item = (&DocId, &Row)> {
        self.rows.iter()
    }

    /// Something is done in the article that is open.
    pub fn active(&mut self, now: Timestamp, open: Option<&DocId>, east: i32) {
        self.spend(now, open);
        self.east = east;
        self.last = Some(now);
        self.turn_over(now);
        if now.0 - self.written.0 >= OFTEN || now < self.written {
            self.write(now);
        }
    }

    /// The page is not seen any more.
    pub fn away(&mut self, now: Timestamp, open: Option<&DocId>) {
        self.spend(now, open);
        self.last = None;
        self.write(now);
    }

    /// Another article is shown.
    pub fn moved(&mut self, now: Timestamp, left: Option<&DocId>) {
        if self.last.is_some() {
            self.spend(now, left);
            self.last = Some(now);
        }
        self.write(now);
    }

    /// A step was done. What is taken back is taken off again; deleting what was made earlier is no less work.
    pub fn did(&mut self, now: Timestamp, transaction: &Transaction, act: Act, schema: &Schema) {
        self.turn_over(now);
        for change in &transaction.changes {
            let Some((id, row)) = counted(change, act == Act::Undo, schema).filter(|(_, row)| *row != Row::default())
            else {
                continue;
            };
            self.add(id, row);
        }
    }

    /// The writes of what was counted.
    pub fn take_due(&mut self) -> Vec<Write> {
        std::mem::take(&mut self.due)
    }

    fn spend(&mut self, now: Timestamp, open: Option<&DocId>) {
        let (Some(last), Some(id), false) = (self.last, open, self.off) else { return };
        // A clock that is set back counts nothing.
        let millis = (now.0 - last.0).clamp(0, REST);
        if millis > 0 {
            self.add(id, Row { millis, ..Row::default() });
        }
    }

    fn add(&mut self, id: &DocId, row: Row) {
        let known = self.rows.get(id).copied().unwrap_or_default();
        self.rows.insert(id.clone(), known.and(row));
        self.changed = true;
    }

    /// A new day begins with nothing.
    fn turn_over(&mut self, now: Timestamp) {
        let today = Day::of(now, self.east);
        if today != self.day {
            self.write(now);
            self.day = today;
            self.rows = Table::new();
        }
    }

    fn write(&mut self, now: Timestamp) {
        if std::mem::take(&mut self.changed) {
            self.written = now;
            self.due.push(tally::write(self.day, self.actor, &self.record()));
        }
    }

    fn record(&self) -> TallyRecord {
        let row = |(id, row): (&DocId, &Row)| TallyRow {
            id: id.to_string(),
            seconds: u64::try_from(row.millis / 1000).unwrap_or(0),
            done: row.done,
            made: row.made,
            claims: row.claims,
        };
        TallyRecord { articles: self.rows.iter().map(row).collect() }
    }
}

/// What a change counts for.
fn counted<'a>(change: &'a Change, undo: bool, schema: &Schema) -> Option<(&'a DocId, Row)> {
    match change {
        Change::Annotation(id, swap) => {
            let (made, sign) = match (&swap.before, &swap.after, undo) {
                (None, Some(made), false) => (made, 1),
                (Some(made), None, true) => (made, -1),
                _ => return None,
            };
            let claims = if schema.kind_of(&made.label) == LabelKind::Claim { sign } else { 0 };
            Some((id, Row { made: sign, claims, ..Row::default() }))
        }
        Change::Meta(id, swap) => {
            let is_done = |meta: &Option<std::rc::Rc<crate::model::Meta>>| {
                i64::from(meta.as_ref().is_some_and(|meta| meta.status.is_done()))
            };
            let done = is_done(&swap.after) - is_done(&swap.before);
            Some((id, Row { done, ..Row::default() }))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: i64 = 20_783 * 86_400_000 + 43_200_000;

    fn at(seconds: i64) -> Timestamp {
        Timestamp(NOON + seconds * 1000)
    }

    fn seconds(tally: &Tally) -> Vec<(String, i64)> {
        tally.rows().map(|(id, row)| (id.to_string(), row.millis / 1000)).collect()
    }

    fn counted(times: &[i64]) -> i64 {
        let (mut tally, a) = (Tally::new(1), DocId::from("a"));
        times.iter().for_each(|time| tally.active(at(*time), Some(&a), 0));
        seconds(&tally).first().map_or(0, |(_, seconds)| *seconds)
    }

    #[test]
    fn only_active_time_counts() {
        assert_eq!(counted(&[0]), 0);
        assert_eq!(counted(&[0, 10, 20]), 20);
        assert_eq!(counted(&[0, 60]), 60);
        assert_eq!(counted(&[0, 3600, 3605]), 65, "a minute after the last thing, not an hour");
        assert_eq!(counted(&[100, 40, 50]), 10, "a clock that is set back");
    }

    #[test]
    fn each_article_gets_its_own() {
        let (mut tally, a, b) = (Tally::new(1), DocId::from("a"), DocId::from("b"));
        tally.active(at(0), Some(&a), 0);
        tally.moved(at(10), Some(&a));
        tally.active(at(15), Some(&b), 0);
        tally.away(at(20), Some(&b));
        tally.moved(at(500), Some(&b));
        tally.active(at(600), Some(&a), 0);
        tally.active(at(601), Some(&a), 0);
        assert_eq!(seconds(&tally), [("a".to_owned(), 11), ("b".to_owned(), 10)], "nothing while it is not seen");
    }

    #[test]
    fn switched_off_it_counts_no_time() {
        let (mut tally, a) = (Tally::new(1), DocId::from("a"));
        tally.off = true;
        tally.active(at(0), Some(&a), 0);
        tally.active(at(30), Some(&a), 0);
        assert_eq!(seconds(&tally), []);
        assert_eq!(tally.take_due(), []);
    }

    #[test]
    fn it_is_written_now_and_then_and_each_day_under_its_own_key() {
        let (mut tally, a) = (Tally::new(7), DocId::from("a"));
        // An hour before midnight, where the person is.
        let late = 11 * 3600;
        let mut due = Vec::new();
        for second in (late..late + 7200).step_by(10) {
            tally.active(at(second), Some(&a), 0);
            due.extend(tally.take_due());
        }
        assert!((240..=260).contains(&due.len()), "every half minute: {}", due.len());
        let of = |day: &str| {
            let key = Key::Tally(Day::parse(day).expect("a day"), 7);
            let last = due.iter().rev().find(|write| write.key == key).expect("it is written");
            tally::read(last.value.as_deref().expect("a value")).expect("it reads").articles[0].seconds
        };
        assert_eq!(of("2026-11-26"), 3600);
        assert!((3540..3600).contains(&of("2026-11-27")));
    }

    use crate::storage::Key;
}
