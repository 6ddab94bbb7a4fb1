//! Names of records and of the versions they make, and sets of them.

use std::fmt;

use crate::formats::json::{Field, Fields, Json, Wrong};
use crate::model::Table;

/// Names one transaction: the page load that made it and its number there, from 1.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordId {
    /// Random for each page load.
    pub actor: u64,
    /// From 1.
    pub seq: u32,
}

/// Names a version of a thing: the record that made it, with its Lamport clock. Ordered as records happened, the same in
/// every tab. The default stands for what a first visit begins with: everybody has seen it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Stamp {
    /// Greater than that of every record its maker knew.
    pub clock: u64,
    /// The record.
    pub id: RecordId,
}

impl fmt::Display for RecordId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:016x}.{}", self.actor, self.seq)
    }
}

impl RecordId {
    /// Reads what [`fmt::Display`] writes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (actor, seq) = text.split_once('.')?;
        Some(Self { actor: u64::from_str_radix(actor, 16).ok()?, seq: seq.parse().ok()? })
    }
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.clock, self.id)
    }
}

impl Field for RecordId {
    fn read(json: Json) -> Result<Self, Wrong> {
        Self::parse(&String::read(json)?).ok_or(Wrong::expected("the name of a record"))
    }

    fn nothing() -> Self {
        Self::default()
    }

    fn write(&self, out: &mut String) {
        self.to_string().write(out);
    }
}

impl Field for Stamp {
    fn read(json: Json) -> Result<Self, Wrong> {
        let text = String::read(json)?;
        let parts = text.split_once('.').and_then(|(clock, id)| Some((clock.parse().ok()?, RecordId::parse(id)?)));
        parts.map(|(clock, id)| Self { clock, id }).ok_or(Wrong::expected("the name of a version"))
    }

    fn nothing() -> Self {
        Self::default()
    }

    fn write(&self, out: &mut String) {
        self.to_string().write(out);
    }
}

/// Which records a value contains: for each page load, stretches of numbers, `[first, last, first, last, …]`. Exact: a
/// record that is missing in the middle can still come.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded(Table<String, Vec<u32>>);

impl Folded {
    /// Whether a record is contained. What a first visit begins with always is.
    #[must_use]
    pub fn has(&self, id: RecordId) -> bool {
        let within =
            |all: &Vec<u32>| all.chunks(2).any(|pair| pair.first() <= Some(&id.seq) && Some(&id.seq) <= pair.last());
        id.seq == 0 || self.0.get(name(id.actor).as_str()).is_some_and(within)
    }

    /// Adds a record.
    pub fn add(&mut self, id: RecordId) {
        self.add_all(&name(id.actor), id.seq, id.seq);
    }

    /// Adds every record of a page load up to this one.
    pub fn add_up_to(&mut self, id: RecordId) {
        self.add_all(&name(id.actor), 1, id.seq);
    }

    /// Whether every record of a page load up to this one is contained.
    #[must_use]
    pub fn has_up_to(&self, id: RecordId) -> bool {
        let all = self.0.get(name(id.actor).as_str());
        all.is_some_and(|all| all.first() == Some(&1) && all.get(1) >= Some(&id.seq))
    }

    fn add_all(&mut self, actor: &str, first: u32, last: u32) {
        if last == 0 {
            return;
        }
        let known = self.0.get(actor).cloned().unwrap_or_default();
        let (mut first, mut last) = (first, last);
        let mut before = Vec::with_capacity(known.len() + 2);
        let mut after = Vec::new();
        for pair in known.chunks(2) {
            let [from, to] = *pair else { continue };
            if to.saturating_add(1) < first {
                before.extend([from, to]);
            } else if last.saturating_add(1) < from {
                after.extend([from, to]);
            } else {
                first = first.min(from);
                last = last.max(to);
            }
        }
        before.extend([first, last]);
        before.extend(after);
        self.0.insert(actor.to_owned(), before);
    }

    /// Adds all that another contains.
    pub fn join(&mut self, other: &Self) {
        for (actor, all) in other.0.iter() {
            if self.0.get(actor.as_str()) != Some(all) {
                for pair in all.chunks(2) {
                    let [from, to] = *pair else { continue };
                    self.add_all(actor, from, to);
                }
            }
        }
    }

    /// Whether everything in `other` is in this.
    #[must_use]
    pub fn covers(&self, other: &Self) -> bool {
        let mut both = self.clone();
        both.join(other);
        both == *self
    }

    /// How many records there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        let count = |pair: &[u32]| pair.last().copied().unwrap_or(0).saturating_sub(pair.first().copied().unwrap_or(0));
        let counts = self.0.values().flat_map(|all| all.chunks(2)).map(|pair| count(pair).saturating_add(1));
        counts.fold(0, u32::saturating_add)
    }

    /// The last record of each page load.
    pub fn last(&self) -> impl Iterator<Item = RecordId> + '_ {
        let id = |(actor, all): (&String, &Vec<u32>)| {
            Some(RecordId { actor: u64::from_str_radix(actor, 16).ok()?, seq: *all.last()? })
        };
        self.0.iter().filter_map(id)
    }
}

fn name(actor: u64) -> String {
    format!("{actor:016x}")
}

impl Field for Folded {
    fn read(json: Json) -> Result<Self, Wrong> {
        let mut folded = Self::default();
        for (actor, all) in Fields::of(json)?.into_entries() {
            let all = Vec::<u32>::read(all)?;
            // Read as sets are built, so that whatever stands there becomes one in order.
            for pair in all.chunks(2) {
                match *pair {
                    [from, to] if 0 < from && from <= to => folded.add_all(&actor, from, to),
                    _ => return Err(Wrong::expected("stretches of numbers")),
                }
            }
        }
        Ok(folded)
    }

    fn nothing() -> Self {
        Self::default()
    }

    fn write(&self, out: &mut String) {
        out.push('{');
        for (actor, all) in self.0.iter() {
            crate::formats::json::write_key(out, actor);
            all.write(out);
        }
        out.push('}');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::json::{parse, to_json};

    fn set(numbers: &[u32]) -> Folded {
        let mut folded = Folded::default();
        numbers.iter().for_each(|seq| folded.add(RecordId { actor: 7, seq: *seq }));
        folded
    }

    #[test]
    fn a_set_of_records_is_exact() {
        for numbers in [&[1, 2, 3][..], &[3, 1, 2], &[1, 5, 3, 4, 9], &[9, 8, 1]] {
            let folded = set(numbers);
            for seq in 1..12 {
                assert_eq!(folded.has(RecordId { actor: 7, seq }), numbers.contains(&seq), "{seq} in {numbers:?}");
                assert!(!folded.has(RecordId { actor: 8, seq }));
            }
            assert_eq!(parse(&to_json(&folded)), Ok(folded));
        }
        assert_eq!(to_json(&set(&[1, 2, 4])), r#"{"0000000000000007":[1,2,4,4]}"#);
        assert!(set(&[1, 2, 3, 4]).covers(&set(&[2, 4])) && !set(&[1, 2, 4]).covers(&set(&[3])));
        assert!(set(&[1, 2, 4]).has_up_to(RecordId { actor: 7, seq: 2 }));
        assert!(!set(&[1, 2, 4]).has_up_to(RecordId { actor: 7, seq: 4 }));
    }

    #[test]
    fn stamps_read_back() {
        let stamp = Stamp { clock: 70, id: RecordId { actor: 0xfeed, seq: 3 } };
        assert_eq!(parse(&to_json(&stamp)), Ok(stamp));
        assert!(parse::<Stamp>("\"7\"").is_err());
    }
}
