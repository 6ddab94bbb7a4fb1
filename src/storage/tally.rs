//! What was done on which day, and how long it took: a value for each page load and day, which nobody else writes, so that
//! tabs never overwrite each other. Read when somebody wants to see it, never at a start; in no export.

use std::fmt;

use super::{Key, Write};
use crate::formats::json::{self, objects, to_json};
use crate::model::Timestamp;

const A_DAY: i64 = 86_400_000;
const A_MINUTE: i64 = 60_000;

/// A day as it is where the person is: days since 1970-01-01.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Day(pub u32);

impl Day {
    /// The day of a moment so many minutes east of UTC.
    #[must_use]
    pub fn of(at: Timestamp, east: i32) -> Self {
        let days = (at.0 + i64::from(east) * A_MINUTE).div_euclid(A_DAY);
        Self(u32::try_from(days).unwrap_or(0))
    }

    /// Reads `2026-11-26`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let day = Self::of(Timestamp::parse(&format!("{text}T00:00:00Z"))?, 0);
        (day.to_string() == text).then_some(day)
    }

    /// Its first moment, as if it were in UTC.
    #[must_use]
    pub fn begins(self) -> Timestamp {
        Timestamp(i64::from(self.0) * A_DAY)
    }

    /// The day so many days before.
    #[must_use]
    pub const fn before(self, days: u32) -> Self {
        Self(self.0.saturating_sub(days))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.begins().to_string().get(..10).unwrap_or_default())
    }
}

objects! {
    /// What was done in one article.
    TallyRow as brief {
        /// The article.
        id: String,
        /// How long somebody was at it, in seconds.
        seconds: u64,
        /// How often it was set to done, less how often it was set back.
        done: i64,
        /// Annotations made.
        made: i64,
        /// How many of them are claims.
        claims: i64,
    }

    /// What a page load did on a day.
    TallyRecord {
        /// In each article.
        articles: Vec<TallyRow>,
    }
}

/// The write of a tally.
#[must_use]
pub fn write(day: Day, actor: u64, record: &TallyRecord) -> Write {
    Write::put(Key::Tally(day, actor), to_json(record))
}

/// A tally from its value; `None` when that does not read.
#[must_use]
pub fn read(value: &str) -> Option<TallyRecord> {
    json::parse(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days() {
        let at = Timestamp::parse("2026-11-26T23:30:00Z").expect("a moment");
        for (east, day) in [(0, "2026-11-26"), (60, "2026-11-27"), (-60, "2026-11-26"), (-1440, "2026-11-25")] {
            assert_eq!(Day::of(at, east).to_string(), day);
        }
        assert_eq!(Day::parse("2026-11-26"), Some(Day::of(at, 0)));
        assert_eq!(Day::of(at, 0).before(26).to_string(), "2026-10-31");
        for bad in ["", "2026-11", "2026-02-31", "26-11-2026", "2026-11-26T00"] {
            assert_eq!(Day::parse(bad), None, "{bad}");
        }
    }
}
