//! What the queue is ordered by: a number for each document, with room between two of them, so that putting one elsewhere says
//! something of that one alone. Where the room is used up, those beside it are numbered anew.

use super::ledger::Ledger;
use crate::edit::{Change, Swap};
use crate::model::{DocId, Project, Table};

/// Room behind the last document.
const ROOM: u64 = 1 << 20;
/// Where documents are numbered anew, so much room is left between two.
const SPARE: u64 = 1 << 6;

/// The numbers that a transaction gives.
#[derive(Default)]
pub(super) struct Ranks {
    /// Of documents that come, or are put elsewhere.
    given: Table<DocId, u64>,
    /// Of those that stay where they are, each with its place.
    aside: Vec<(DocId, usize, u64)>,
}

impl Ranks {
    /// The numbers of what comes or is put elsewhere by these changes, which led to `after`.
    #[must_use]
    pub(super) fn of(changes: &[Change], after: &Project, ledger: &Ledger) -> Self {
        let mut ranks = Self::default();
        let mut wanting: Table<DocId, ()> = Table::new();
        for change in changes {
            match change {
                Change::Place(id, ..) => drop(wanting.insert(id.clone(), ())),
                Change::Document(Swap { before: None, after: Some(document) }, _) => {
                    wanting.insert(document.id.clone(), ());
                }
                // One that is another now, but where it was, keeps its number.
                Change::Document(Swap { after: Some(document), .. }, _) => {
                    ranks.given.insert(document.id.clone(), ledger.rank(&document.id));
                }
                _ => {}
            }
        }
        let order = &after.order;
        let mut at = 0;
        while let Some(id) = order.get(at) {
            if wanting.contains_key(id) {
                at = ranks.fill(order, &wanting, ledger, at);
            } else {
                at += 1;
            }
        }
        ranks
    }

    /// The number of a document.
    #[must_use]
    pub(super) fn of_document(&self, id: &DocId) -> u64 {
        self.given.get(id).copied().unwrap_or(0)
    }

    /// Those that stay where they are and are numbered anew.
    pub(super) fn moved_aside(&mut self) -> Vec<(DocId, usize, u64)> {
        std::mem::take(&mut self.aside)
    }

    /// Numbers those that want one from a place on, and as many of those after them as have to make room. Returns the
    /// place after them.
    fn fill(&mut self, order: &[DocId], wanting: &Table<DocId, ()>, ledger: &Ledger, first: usize) -> usize {
        // What stands before may have been numbered a moment ago.
        let before = first.checked_sub(1).and_then(|at| order.get(at));
        let low = before.map_or(0, |id| self.given.get(id).copied().unwrap_or_else(|| ledger.rank(id)));
        let mut end = first;
        let mut spare = 1;
        let step = loop {
            while order.get(end).is_some_and(|id| wanting.contains_key(id)) {
                end += 1;
            }
            let Some(next) = order.get(end) else { break ROOM };
            let between = u64::try_from(end - first).map_or(u64::MAX, |count| count.saturating_add(1));
            let room = ledger.rank(next).saturating_sub(low) / between;
            if room >= spare {
                break room;
            }
            // The next one makes room, and where it must, enough for those to come.
            spare = SPARE;
            end += 1;
        };
        let mut rank = low;
        // Behind all others there is room, wherever those that are taken out stood.
        if end >= order.len() {
            rank = rank.max(ledger.last_rank());
        }
        for (id, place) in order.get(first..end).unwrap_or_default().iter().zip(first..) {
            rank = rank.saturating_add(step);
            if !wanting.contains_key(id) {
                self.aside.push((id.clone(), place, rank));
            }
            self.given.insert(id.clone(), rank);
        }
        end
    }
}
