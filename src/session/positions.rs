//! How far each article was read: the block at the top of the window. Kept in parts ([`places`]); this knows which parts
//! were read and which have to be written.

use crate::model::{BlockId, DocId, Table};
use crate::storage::places::{self, Parts, Tops};
use crate::storage::{Write, queue};

/// The reading positions.
#[derive(Clone, Debug, Default)]
pub struct Positions {
    tops: Tops,
    /// The parts that were read: only those are written, or what they said of other articles would be gone.
    known: Parts,
    /// The parts in which something is not written yet.
    changed: Parts,
    /// The parts of which the session keeps something.
    in_session: Parts,
}

impl Positions {
    /// The block that was at the top of the window.
    #[must_use]
    pub fn get(&self, id: &DocId) -> Option<BlockId> {
        self.tops.get(id).copied()
    }

    /// Sets it; returns whether it was another.
    pub fn set(&mut self, id: DocId, block: BlockId) -> bool {
        let part = queue::part_of(&id);
        let other = self.tops.insert(id, block) != Some(block);
        if other {
            self.changed = self.changed.with(part);
        }
        other
    }

    /// Takes in what stands in some parts. What is known already is newer.
    pub fn take(&mut self, stored: &Tops, parts: Parts) {
        for (id, block) in stored.iter() {
            if !self.tops.contains_key(id) {
                self.tops.insert(id.clone(), *block);
            }
        }
        self.known = self.known.and(parts);
    }

    /// The writes of what is not written yet and can be.
    pub fn due(&mut self) -> Vec<Write> {
        let due = self.changed.common(self.known);
        self.changed = self.changed.without(due);
        due.each().map(|part| places::part_write(part, &self.tops)).collect()
    }

    /// Takes in what the session kept: it is newer than what stands in the parts.
    pub fn take_session(&mut self, kept: &Table<String, u32>) {
        for (id, block) in kept.iter() {
            self.set(DocId::from(id.as_str()), BlockId(*block));
        }
        self.in_session = self.changed;
    }

    /// Whether the session has to be written: it lacks something, or keeps what has got its place.
    #[must_use]
    pub fn is_session_due(&self) -> bool {
        self.changed != Parts::default() || self.in_session != Parts::default()
    }

    /// The session is being written.
    pub fn told(&mut self) {
        self.in_session = self.changed;
    }

    /// What is not written yet, for the session to keep meanwhile.
    #[must_use]
    pub fn waiting(&self) -> Table<String, u32> {
        let waits = self.tops.iter().filter(|(id, _)| self.changed.has(queue::part_of(id)));
        waits.map(|(id, block)| (id.to_string(), block.0)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(number: u32) -> DocId {
        DocId::from(format!("d{number}").as_str())
    }

    #[test]
    fn a_scroll_writes_one_part() {
        let mut positions = Positions::default();
        positions.take(&(0..320).map(|n| (id(n), BlockId(1))).collect(), Parts::ALL);
        assert_eq!(positions.due(), []);
        assert!(positions.set(id(7), BlockId(3)) && !positions.set(id(7), BlockId(3)));
        let due = positions.due();
        assert_eq!(due.len(), 1);
        let value = due[0].value.as_ref().expect("it is written");
        assert!(value.len() < 400, "{} bytes", value.len());
        assert_eq!(places::part(value).expect("it reads").get(&id(7)), Some(&BlockId(3)));
        assert!(positions.due().is_empty() && positions.waiting().is_empty());
    }

    /// Else the session would bring an old position back.
    #[test]
    fn the_session_lets_go_of_what_has_got_its_place() {
        let mut positions = Positions::default();
        positions.take_session(&[("d7".to_owned(), 3)].into_iter().collect());
        assert!(positions.is_session_due() && !positions.waiting().is_empty());
        positions.take(&Tops::new(), Parts::ALL);
        assert_eq!(positions.due().len(), 1);
        assert!(positions.is_session_due() && positions.waiting().is_empty());
        positions.told();
        assert!(!positions.is_session_due());
    }

    #[test]
    fn a_part_is_written_once_it_was_read() {
        let mut positions = Positions::default();
        positions.set(id(7), BlockId(3));
        assert_eq!(positions.due(), []);
        assert_eq!(positions.waiting().get("d7"), Some(&3));
        let stored = [(id(7), BlockId(1)), (id(8), BlockId(2))].into_iter().collect();
        positions.take(&stored, Parts::ALL);
        assert_eq!((positions.get(&id(7)), positions.get(&id(8))), (Some(BlockId(3)), Some(BlockId(2))));
        assert_eq!(positions.due().len(), 1);
    }
}
