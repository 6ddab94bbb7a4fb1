//! What is known of the project around the documents: which there are, in which order, and the latest version of
//! entities, people and the schema. Of each the latest stands; a document that one tab took out while another worked in
//! it stays.

use std::rc::Rc;

use super::put::What;
use super::record::{EntryObject, Record};
use super::replay;
use super::{Folded, RecordId, Stamp};
use crate::edit::{Change, Swap};
use crate::model::order::sort_by;
use crate::model::{DocId, Entry, Project, Table};

/// What is known of one document without reading it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Standing {
    /// Title, status, counts.
    pub entry: EntryObject,
    /// The record that last said so.
    pub told: Stamp,
    /// The record that made the schema under which it was counted; none when it was counted with the record that says so.
    pub under: Stamp,
    /// The record that last changed it.
    pub touched: Stamp,
    /// The record that last brought it in; none when only changes of it are known.
    pub came: Option<Stamp>,
    /// What the queue is ordered by.
    pub rank: u64,
    /// The record that last said so; none when only changes of it are known.
    pub ranked: Option<Stamp>,
    /// The record that last took it out, and what of the document was seen by then.
    pub gone: Option<(Stamp, Folded)>,
}

impl Standing {
    /// Whether the document is in the queue.
    #[must_use]
    pub fn is_there(&self) -> bool {
        self.came.is_some_and(|came| self.gone.as_ref().is_none_or(|(gone, _)| *gone < came) || self.is_kept())
    }

    /// Whether it is there only since whoever took it out did not know of all that was done in it.
    #[must_use]
    pub fn stays_though_gone(&self) -> bool {
        self.is_there() && self.gone.as_ref().is_some_and(|(gone, _)| Some(*gone) > self.came)
    }

    /// Whether it was taken out by somebody who did not know of all that was done in it.
    fn is_kept(&self) -> bool {
        self.gone.as_ref().is_some_and(|(gone, seen)| !seen.has(self.touched.id) && self.touched != *gone)
    }

    fn join(&mut self, other: &Self) {
        let tells = !other.entry.sha256.is_empty();
        // Of one record the count stands that was made of a document in which more of other tabs' work is joined; of these
        // the one that was made under the later schema, which may require something else.
        let says = |each: &Self| {
            let EntryObject { of, annotations, claims, doubts, suggestions, open, lacking, asked, .. } = each.entry;
            (each.told, of, each.under, (annotations, claims, doubts), (suggestions, open, lacking, asked))
        };
        if tells && (says(other) > says(self) || self.entry.sha256.is_empty()) {
            (self.entry, self.told, self.under) = (other.entry.clone(), other.told, other.under);
        }
        self.touched = self.touched.max(other.touched);
        self.came = self.came.max(other.came);
        // Whoever put it somewhere last has the last word, whatever else was done in it.
        if (other.ranked, other.rank) > (self.ranked, self.rank) {
            (self.ranked, self.rank) = (other.ranked, other.rank);
        }
        if other.gone.as_ref().map(|gone| gone.0) > self.gone.as_ref().map(|gone| gone.0) {
            self.gone = other.gone.clone();
        }
    }
}

/// What is known of the project around the documents.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ledger {
    /// The records that were taken in.
    pub folded: Folded,
    /// The greatest clock of any of them.
    pub clock: u64,
    /// The versions of entities (`e/…`), people (`p/…`), the schema (`s`) and what the project says of itself (`a`), and whether that one is gone. What is not
    /// named was there from the beginning.
    pub of: Table<String, (Stamp, bool)>,
    /// Every document that is known, also those that are gone.
    pub documents: Table<DocId, Rc<Standing>>,
}

/// What taking a record in came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Documents that stay although somebody took them out.
    pub kept: Vec<DocId>,
}

impl Ledger {
    /// What a document is ordered by.
    #[must_use]
    pub fn rank(&self, id: &DocId) -> u64 {
        self.documents.get(id).map_or(0, |standing| standing.rank)
    }

    /// What the last document is ordered by.
    #[must_use]
    pub fn last_rank(&self) -> u64 {
        self.documents.values().map(|standing| standing.rank).max().unwrap_or(0)
    }

    /// The documents of a project that nothing is known of yet were there from the beginning.
    pub fn begin(&mut self, project: &Project) {
        for (place, id) in project.order.iter().enumerate() {
            if let (None, Some(entry)) = (self.documents.get(id), project.entries.get(id)) {
                let rank = u64::try_from(place).unwrap_or(u64::MAX);
                let standing = Standing {
                    entry: EntryObject::of(entry),
                    came: Some(Stamp::default()),
                    rank,
                    ranked: Some(Stamp::default()),
                    ..Standing::default()
                };
                self.documents.insert(id.clone(), Rc::new(standing));
            }
        }
    }

    /// The documents that were taken out and can be brought back, the last one first, each with the record that took it out.
    #[must_use]
    pub fn trash(&self) -> Vec<(DocId, RecordId, &EntryObject)> {
        let out = self.documents.iter().filter(|(_, standing)| !standing.is_there());
        let mut out: Vec<_> =
            out.filter_map(|(id, standing)| Some((standing.gone.as_ref()?.0, id, &standing.entry))).collect();
        sort_by(&mut out, |one, other| other.0.cmp(&one.0));
        out.into_iter().map(|(gone, id, entry)| (id.clone(), gone.id, entry)).collect()
    }

    /// Takes a record in. `project` is brought up to it, but for its queue, which [`show`](Self::show) does; none for a
    /// record that the project has already.
    pub fn take(&mut self, record: &Record, mut project: Option<&mut Project>) -> Taken {
        let stamp = record.stamp();
        let mut taken = Taken::default();
        // Whatever is known already: of the parts of a queue one may contain it and another not, and each of these joins
        // comes out the same when it is done again.
        self.folded.add(stamp.id);
        self.clock = self.clock.max(stamp.clock);
        for put in record.puts.iter() {
            match &put.what {
                What::Document(id, passage) => {
                    let mut standing = Standing::default();
                    if passage.after {
                        (standing.came, standing.rank, standing.ranked) = (Some(stamp), passage.rank, Some(stamp));
                        standing.touched = stamp;
                    } else {
                        standing.gone = Some((stamp, passage.seen.clone()));
                    }
                    self.stand(id, &standing);
                }
                // Put elsewhere, it is not worked in: who takes it out without knowing of that takes it out.
                What::Place(id, moved) => {
                    self.stand(id, &Standing { rank: moved.rank, ranked: Some(stamp), ..Standing::default() });
                }
                what => {
                    if let Some(id) = what.document() {
                        self.stand(id, &Standing { touched: stamp, ..Standing::default() });
                    } else if let Some(change) = replay::change(what, &|_| None) {
                        self.around(stamp, &change, project.as_deref_mut());
                    }
                }
            }
        }
        for entry in &record.entries {
            let standing = Standing { entry: entry.clone(), told: stamp, ..Standing::default() };
            self.stand(&entry.id, &standing);
        }
        if project.is_some() {
            let ids = record.documents();
            let stays = |id: &DocId| self.documents.get(id).is_some_and(|standing| standing.stays_though_gone());
            taken.kept.extend(ids.into_iter().filter(stays));
        }
        taken
    }

    /// Joins what is known of a document.
    pub fn stand(&mut self, id: &str, standing: &Standing) {
        let id = DocId::from(id);
        let mut known = self.documents.get(&id).cloned().unwrap_or_default();
        let inner = Rc::make_mut(&mut known);
        inner.join(standing);
        inner.entry.id = id.to_string();
        self.documents.insert(id, known);
    }

    /// The record that made the schema that is known; none for the one that was there from the beginning.
    #[must_use]
    pub fn schema_stamp(&self) -> Stamp {
        self.of.get("s").map_or_else(Stamp::default, |(stamp, _)| *stamp)
    }

    /// Says of a document that is known what was found in it, under the schema that this record made.
    pub fn count(&mut self, entry: EntryObject, under: Stamp) {
        let id = DocId::from(entry.id.as_str());
        if let Some(mut known) = self.documents.get(&id).cloned() {
            let standing = Rc::make_mut(&mut known);
            (standing.entry, standing.under) = (entry, under);
            self.documents.insert(id, known);
        }
    }

    /// A change of what stands around the documents.
    fn around(&mut self, stamp: Stamp, change: &Change, project: Option<&mut Project>) {
        let (name, is) = match change {
            Change::Entity(Swap { before, after }) => {
                let Some(either) = after.as_ref().or(before.as_ref()) else { return };
                (format!("e/{}", either.id), after.is_some())
            }
            Change::Person(Swap { before, after }) => {
                let Some(either) = after.as_ref().or(before.as_ref()) else { return };
                (format!("p/{}", either.id), after.is_some())
            }
            Change::Schema(swap) => ("s".to_owned(), swap.after.is_some()),
            Change::About(swap) => ("a".to_owned(), swap.after.is_some()),
            _ => return,
        };
        if self.of.get(name.as_str()).is_some_and(|(known, _)| *known > stamp) {
            return;
        }
        self.of.insert(name, (stamp, !is));
        let Some(project) = project else { return };
        match change {
            Change::Entity(Swap { after: Some(after), .. }) => {
                project.entities.insert(after.id, after.clone());
            }
            Change::Entity(Swap { before: Some(before), .. }) => {
                project.entities.remove(&before.id);
            }
            Change::Person(Swap { after: Some(after), .. }) => {
                project.people.insert(after.id, after.clone());
            }
            Change::Person(Swap { before: Some(before), .. }) => {
                project.people.remove(&before.id);
            }
            Change::Schema(Swap { after: Some(after), .. }) => project.schema = after.clone(),
            Change::About(Swap { after: Some(after), .. }) => {
                (project.name, project.guidelines) = (after.name.clone(), after.guidelines.clone());
            }
            _ => {}
        }
    }

    /// Brings queue and entries of a project up to what is known.
    pub fn show(&self, project: &mut Project) {
        let mut there: Vec<(&DocId, &Rc<Standing>)> = self.documents.iter().filter(|(_, s)| s.is_there()).collect();
        sort_by(&mut there, |a, b| (a.1.rank, a.1.came, a.0).cmp(&(b.1.rank, b.1.came, b.0)));
        if !there.iter().map(|(id, _)| *id).eq(project.order.iter()) {
            project.order = Rc::new(there.iter().map(|(id, _)| (*id).clone()).collect());
        }
        let mut entries = Table::new();
        for (id, standing) in there {
            // What is loaded is counted where it is.
            let entry = match project.loaded.get(id) {
                Some(document) => Entry::of(document, &project.schema),
                None => Entry { id: id.clone(), ..standing.entry.entry() },
            };
            let same = project.entries.get(id).filter(|known| ***known == entry).cloned();
            entries.insert(id.clone(), same.unwrap_or_else(|| Rc::new(entry)));
        }
        project.entries = entries;
        let lost: Vec<DocId> = project.loaded.keys().filter(|id| !project.entries.contains_key(*id)).cloned().collect();
        for id in lost {
            project.loaded.remove(&id);
        }
    }

    /// Joins two copies of what is known; `project` is the first copy's.
    pub fn join(&mut self, project: &mut Project, other: &Self, others: &Project) {
        let later = |name: &str| {
            let theirs = other.of.get(name);
            theirs.is_some_and(|(theirs, gone)| self.of.get(name).is_none_or(|(mine, _)| mine < theirs) && !gone)
        };
        for (id, entity) in others.entities.iter() {
            let unknown = !project.entities.contains_key(id) && self.of.get(format!("e/{id}").as_str()).is_none();
            if unknown || later(&format!("e/{id}")) {
                project.entities.insert(*id, entity.clone());
            }
        }
        for (id, person) in others.people.iter() {
            let unknown = !project.people.contains_key(id) && self.of.get(format!("p/{id}").as_str()).is_none();
            if unknown || later(&format!("p/{id}")) {
                project.people.insert(*id, person.clone());
            }
        }
        // Where nobody has said another name, it is that of the first visit: of two at once, everybody chooses the same.
        let first = |of: &Self| of.of.get("a").is_none();
        if later("a") || (first(self) && first(other) && others.id.bits() < project.id.bits()) {
            (project.name, project.guidelines) = (others.name.clone(), others.guidelines.clone());
        }
        if later("s") {
            project.schema = others.schema.clone();
        }
        for (name, (stamp, gone)) in other.of.iter() {
            if self.of.get(name.as_str()).is_some_and(|(mine, _)| mine >= stamp) {
                continue;
            }
            self.of.insert(name.clone(), (*stamp, *gone));
            if *gone {
                match name.split_at_checked(2) {
                    Some(("e/", id)) => drop(id.parse().map(|id| project.entities.remove(&id))),
                    Some(("p/", id)) => drop(id.parse().map(|id| project.people.remove(&id))),
                    _ => {}
                }
            }
        }
        for (id, standing) in other.documents.iter() {
            self.stand(id.as_str(), standing);
        }
        self.folded.join(&other.folded);
        self.clock = self.clock.max(other.clock);
        if others.id.bits() < project.id.bits() {
            project.id = others.id;
        }
        self.show(project);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_under_a_later_schema_is_not_lost_in_a_join() {
        let stamp = |clock| Stamp { clock, id: RecordId { actor: 7, seq: 2 } };
        let entry = |lacking, asked| EntryObject {
            id: "a".to_owned(),
            sha256: "x".to_owned(),
            of: 2,
            annotations: 5,
            lacking,
            asked,
            ..EntryObject::default()
        };
        let mut before = Ledger::default();
        before.stand("a", &Standing { entry: entry(4, 900), told: stamp(1), ..Standing::default() });
        let mut after = before.clone();
        after.count(entry(1, 3), stamp(2));
        for (mut one, other) in [(before.clone(), &after), (after.clone(), &before)] {
            for (id, standing) in other.documents.iter() {
                one.stand(id.as_str(), standing);
            }
            let known = one.documents.get(&DocId::from("a")).map(|standing| standing.entry.clone());
            assert_eq!(known.map(|entry| (entry.lacking, entry.asked)), Some((1, 3)));
        }
    }
}
