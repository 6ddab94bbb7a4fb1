//! The changes of a record as they are written. Articles that come in together differ in their ids alone: a run of them is
//! one object, so that a record of ten thousand is read at a start like any other.

use std::ops::Deref;
use std::rc::Rc;

use super::put::{Passage, Put, What};
use crate::formats::json::{Field, Json, Wrong, objects};

/// The changes of a record, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Puts(pub Vec<Put>);

impl Deref for Puts {
    type Target = Vec<Put>;

    fn deref(&self) -> &Vec<Put> {
        &self.0
    }
}

objects! {
    /// Documents that come in one after the other.
    RunObject as brief {
        /// `documents`.
        kind: String,
        /// Their ids.
        ids: Vec<String>,
        /// The place of the first; the others follow.
        place: usize,
        /// What the queue orders the first by.
        rank: u64,
        /// What it orders each of the others by is as much more than that of the one before.
        step: u64,
    }
}

const RUN: &str = "documents";

/// The document, its place and rank, where a change brings one in and says nothing else.
fn coming(put: &Put) -> Option<(&str, usize, u64)> {
    match &put.what {
        What::Document(id, Passage { before: false, after: true, place, rank, .. }) if put.over.is_empty() => {
            Some((id, *place, *rank))
        }
        _ => None,
    }
}

/// How many changes from the first on make up one run, and by how much the rank grows.
fn run(puts: &[Put]) -> Option<(usize, u64)> {
    let (_, place, rank) = coming(puts.first()?)?;
    let step = coming(puts.get(1)?)?.2.checked_sub(rank)?;
    let follows = |(at, put): &(usize, &Put)| {
        let ranked = u64::try_from(*at).ok().and_then(|at| at.checked_mul(step)?.checked_add(rank));
        coming(put).is_some_and(|(_, p, r)| Some(p) == place.checked_add(*at) && Some(r) == ranked)
    };
    let count = puts.iter().enumerate().take_while(follows).count();
    (count > 1).then_some((count, step))
}

impl Field for Puts {
    fn read(json: Json) -> Result<Self, Wrong> {
        let Json::List(items) = json else { return Err(Wrong::expected("a list")) };
        let mut puts = Vec::with_capacity(items.len());
        for item in items {
            let is_run = |(name, value): &(Rc<str>, Json)| &**name == "kind" && *value == Json::Text(RUN.to_owned());
            match &item {
                Json::Object(fields) if fields.iter().any(is_run) => {
                    let RunObject { ids, place, rank, step, .. } = RunObject::read(item)?;
                    for (at, id) in (0..).zip(ids) {
                        let place = usize::try_from(at).map_or(usize::MAX, |at| place.saturating_add(at));
                        let rank = rank.saturating_add(step.saturating_mul(at));
                        let passage = Passage { after: true, place, rank, ..Passage::default() };
                        puts.push(Put { what: What::Document(id, passage), over: Vec::new() });
                    }
                }
                _ => puts.push(Put::read(item)?),
            }
        }
        Ok(Self(puts))
    }

    fn nothing() -> Self {
        Self::default()
    }

    fn write(&self, out: &mut String) {
        out.push('[');
        let mut rest = self.0.as_slice();
        while let Some(first) = rest.first() {
            if !out.ends_with('[') {
                out.push(',');
            }
            let length = match (coming(first), run(rest)) {
                (Some((_, place, rank)), Some((length, step))) => {
                    let ids = rest.iter().take(length).filter_map(|put| Some(put.what.document()?.to_owned()));
                    RunObject { kind: RUN.to_owned(), ids: ids.collect(), place, rank, step }.write(out);
                    length
                }
                _ => {
                    first.write(out);
                    1
                }
            };
            rest = rest.get(length..).unwrap_or_default();
        }
        out.push(']');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::json::{self, to_json};
    use crate::storage::Folded;

    fn comes(id: &str, place: usize, rank: u64) -> Put {
        let passage = Passage { after: true, place, rank, ..Passage::default() };
        Put { what: What::Document(id.to_owned(), passage), over: Vec::new() }
    }

    fn goes(id: &str) -> Put {
        let passage = Passage { before: true, place: 3, rank: 4, seen: Folded::default(), ..Passage::default() };
        Put { what: What::Document(id.to_owned(), passage), over: Vec::new() }
    }

    #[test]
    fn runs_read_back() {
        let of =
            |ranks: &[(usize, u64)]| ranks.iter().map(|(p, r)| comes(&format!("d{p}"), *p, *r)).collect::<Vec<_>>();
        let cases = [
            (vec![], 0),
            (of(&[(7, 50)]), 0),
            (of(&[(0, 10), (1, 20), (2, 30)]), 1),
            (of(&[(0, 10), (1, 10), (2, 10), (3, 11), (5, 12)]), 1),
            (of(&[(4, (1 << 62) - 1), (5, 1 << 62)]), 1),
            (of(&[(9, 30), (8, 20)]), 0),
            ([of(&[(0, 1), (1, 2)]), vec![goes("x")], of(&[(5, 9), (6, 7), (7, 8)])].concat(), 2),
        ];
        for (puts, runs) in cases {
            let text = to_json(&Puts(puts.clone()));
            assert_eq!(text.matches("\"ids\"").count(), runs, "{text}");
            assert_eq!(json::parse::<Puts>(&text).expect("it reads").0, puts, "{text}");
        }
    }

    #[test]
    fn many_articles_take_little_room() {
        let puts = (0..1000).map(|at| comes(&format!("d{at:05}"), at, 1 << 20)).collect();
        assert!(to_json(&Puts(puts)).len() < 10_000);
    }
}
