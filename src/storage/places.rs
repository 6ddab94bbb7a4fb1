//! How far each document was read, beside the queue and in as many parts: a scroll writes one part, a start reads one,
//! however many documents were ever looked at. Losing one loses no work; of two tabs the later one is right.

use super::queue::{PARTS, part_of};
use super::{Key, Write};
use crate::formats::json::{self, objects, to_json};
use crate::model::{BlockId, DocId, Table};

objects! {
    /// A part of the reading positions.
    PlacesRecord {
        /// For each document, the number of the block at the top of the window.
        tops: Table<String, u32>,
    }
}

/// For each document, the block at the top of the window.
pub type Tops = Table<DocId, BlockId>;

/// Some parts, each a bit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts(u32);

impl Parts {
    /// All of them.
    pub const ALL: Self = Self(u32::MAX);

    /// The parts in which these documents stand.
    #[must_use]
    pub fn of<'a>(ids: impl IntoIterator<Item = &'a DocId>) -> Self {
        ids.into_iter().fold(Self::default(), |parts, id| parts.with(part_of(id)))
    }

    /// Whether a part is among them.
    #[must_use]
    pub const fn has(self, part: u8) -> bool {
        self.0 & (1 << part) != 0
    }

    /// These and one more.
    #[must_use]
    pub const fn with(self, part: u8) -> Self {
        Self(self.0 | (1 << part))
    }

    /// Those that are in either.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// These without others.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Those that are in both.
    #[must_use]
    pub const fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// The numbers of the parts.
    pub fn each(self) -> impl Iterator<Item = u8> {
        (0..PARTS).filter(move |part| self.has(*part))
    }

    /// The keys of the parts.
    #[must_use]
    pub fn keys(self) -> Vec<Key> {
        self.each().map(Key::Places).collect()
    }
}

/// The write of a part.
#[must_use]
pub fn part_write(part: u8, tops: &Tops) -> Write {
    let of_it = tops.iter().filter(|(id, _)| part_of(id) == part);
    let tops = of_it.map(|(id, block)| (id.to_string(), block.0)).collect();
    Write::put(Key::Places(part), to_json(&PlacesRecord { tops }))
}

/// What a part says; `None` when its value does not read.
#[must_use]
pub fn part(value: &str) -> Option<Tops> {
    let PlacesRecord { tops } = json::parse(value).ok()?;
    Some(tops.iter().map(|(id, block)| (DocId::from(id.as_str()), BlockId(*block))).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_read_back() {
        let tops: Tops = (0..200).map(|n| (DocId::from(format!("d{n}").as_str()), BlockId(n))).collect();
        let parts = Parts::of(tops.keys());
        let mut back = Tops::new();
        for number in parts.each() {
            let write = part_write(number, &tops);
            assert_eq!(write.key, Key::Places(number));
            for (id, block) in part(&write.value.expect("it is written")).expect("it reads").iter() {
                assert_eq!(part_of(id), number);
                back.insert(id.clone(), *block);
            }
        }
        assert_eq!(back, tops);
        assert_eq!(part("[]"), None);
    }

    #[test]
    fn sets_of_parts() {
        let some = Parts::default().with(0).with(31);
        assert_eq!(some.keys(), [Key::Places(0), Key::Places(31)]);
        assert!(some.has(31) && !some.has(30));
        assert_eq!(Parts::ALL.without(some).and(some), Parts::ALL);
        assert_eq!(some.common(Parts::default().with(31)).keys(), [Key::Places(31)]);
    }
}
