//! The record of a transaction: its changes as native objects, and which versions they replace.

use std::rc::Rc;

use super::ledger::Ledger;
use super::put::{Move, Passage, Put, Sides, What};
use super::ranks::Ranks;
use super::record::{EntryObject, Record};
use super::runs::Puts;
use super::versions::{Side, Versions, annotation_name, copy_id};
use super::{Act, RecordId, Stamp};
use crate::edit::{Change, Swap, Transaction};
use crate::formats::native::{schema_object, write};
use crate::model::{Annotation, AnnotationId, Article, DocId, Project, Table, Timestamp};

/// What a page load knows when it makes a record.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The versions in each document that is loaded.
    pub documents: &'a Table<DocId, Rc<Versions>>,
    /// What is known of the project around them.
    pub ledger: &'a Ledger,
}

/// What a record says besides its changes.
#[derive(Clone, Copy, Debug)]
pub struct Heading {
    /// Its name and clock.
    pub stamp: Stamp,
    /// When.
    pub at: Timestamp,
    /// What it does to the history.
    pub act: Act,
    /// The step that is taken back or done again.
    pub step: Option<RecordId>,
}

/// The record of `transaction`, which led from `before` to `after`.
#[must_use]
pub fn record(heading: Heading, t: &Transaction, (before, after): (&Project, &Project), known: Known<'_>) -> Record {
    let Heading { stamp, at, act, step } = heading;
    let entry = |id: DocId| {
        let mut folded = known.documents.get(&id).map(|versions| versions.folded.clone()).unwrap_or_default();
        folded.add(stamp.id);
        after.entries.get(&id).map(|entry| EntryObject::counted(entry, &folded))
    };
    let entries = t.documents().into_iter().filter_map(entry);
    let ranks = Ranks::of(&t.changes, after, known.ledger);
    let mut making = Making { before, after, known, ranks, puts: Vec::new(), copied: Vec::new() };
    t.changes.iter().for_each(|change| making.change(change));
    making.make_room();
    Record {
        actor: format!("{:016x}", stamp.id.actor),
        seq: stamp.id.seq,
        clock: stamp.clock,
        at: at.to_string(),
        name: t.name.kind.as_str().to_owned(),
        detail: t.name.detail.to_string(),
        act,
        step,
        entries: entries.collect(),
        puts: Puts(making.puts),
    }
}

struct Making<'a> {
    before: &'a Project,
    after: &'a Project,
    known: Known<'a>,
    puts: Vec<Put>,
    /// What documents that come, or are put elsewhere, are ordered by.
    ranks: Ranks,
    /// Annotations with several versions that this record has parted already.
    copied: Vec<(DocId, AnnotationId)>,
}

fn sides<T, U>(swap: &Swap<T>, object: impl Fn(&T) -> U) -> Sides<U> {
    Sides { before: swap.before.as_deref().map(&object), after: swap.after.as_deref().map(&object) }
}

impl Making<'_> {
    fn article(&self, id: &DocId) -> Option<Rc<Article>> {
        let document = self.after.document(id).or_else(|| self.before.document(id));
        document.map(|document| document.article.clone())
    }

    fn change(&mut self, change: &Change) {
        let after = self.after;
        let what = match change {
            Change::Annotation(id, swap) => return self.annotation(id, swap),
            Change::Suggestion(id, swap) => {
                let Some(article) = self.article(id) else { return };
                What::Suggestion(id.to_string(), sides(swap, |s| write::suggestion_object(s, &article, after)))
            }
            Change::Block(id, swap) => {
                let Some(article) = self.article(id) else { return };
                What::Block(id.to_string(), sides(swap, |block| write::block_object(block, &article)))
            }
            Change::Relation(id, swap) => What::Relation(id.to_string(), sides(swap, write::relation_object)),
            Change::Meta(id, swap) => What::Meta(id.to_string(), sides(swap, write::about_object)),
            Change::Document(swap, place) => {
                let Some(document) = swap.either() else { return };
                let mut passage = Passage { place: *place, ..Passage::default() };
                (passage.before, passage.after) = (swap.before.is_some(), swap.after.is_some());
                passage.rank = self.ranks.of_document(&document.id);
                passage.seen =
                    self.known.documents.get(&document.id).map(|known| known.folded.clone()).unwrap_or_default();
                What::Document(document.id.to_string(), passage)
            }
            Change::Place(id, from, to) => {
                let rank = self.ranks.of_document(id);
                What::Place(id.to_string(), Move { before: *from, after: *to, rank })
            }
            Change::Entity(swap) => What::Entity(sides(swap, write::entity_object)),
            Change::Schema(swap) => What::Schema(Box::new(sides(swap, schema_object))),
            Change::About(swap) => What::About(sides(swap, write::project_object)),
            Change::Person(swap) => What::Person(sides(swap, write::person_object)),
        };
        self.puts.push(Put { what, over: Vec::new() });
    }

    /// Documents that stay where they are, but are ordered by something else, so that others fit in between.
    fn make_room(&mut self) {
        for (id, place, rank) in self.ranks.moved_aside() {
            let moved = Move { before: place, after: place, rank };
            self.puts.push(Put { what: What::Place(id.to_string(), moved), over: Vec::new() });
        }
    }

    fn annotation(&mut self, id: &DocId, swap: &Swap<Annotation>) {
        let (Some(article), Some(annotation)) = (self.article(id), swap.either().map(|annotation| annotation.id))
        else {
            return;
        };
        let versions = self.known.documents.get(id).cloned().unwrap_or_default();
        let forked = versions
            .forks()
            .find(|(of, heads)| *of == annotation || heads.iter().any(|head| copy_id(*of, head.stamp) == annotation));
        if let Some((of, heads)) = forked {
            self.part(id, &article, (of, heads), annotation);
        }
        let name = annotation_name(annotation);
        let over = versions.heads(&name, swap.before.is_some()).into_iter().map(|head| head.stamp);
        // A copy that is touched becomes an annotation of its own; it replaces nothing under its own id.
        let copy = forked.is_some_and(|(of, _)| of != annotation);
        let over = if copy { Vec::new() } else { over.collect() };
        let what = What::Annotation(id.to_string(), sides(swap, |a| write::span_object(a, &article, self.after)));
        self.puts.push(Put { what, over });
    }

    /// Somebody has touched one of several versions of an annotation: from now on each stands for itself.
    fn part(
        &mut self,
        id: &DocId,
        article: &Article,
        (of, heads): (AnnotationId, &[super::versions::Version]),
        touched: AnnotationId,
    ) {
        if self.copied.contains(&(id.clone(), of)) {
            return;
        }
        self.copied.push((id.clone(), of));
        let Some(document) = self.before.document(id) else { return };
        let copies = heads.iter().filter(|head| matches!(head.side, Side::Kept(_))).map(|head| copy_id(of, head.stamp));
        for each in copies.chain([of]).filter(|each| *each != touched) {
            let Some(annotation) = document.annotations.get(&each) else { continue };
            let object = write::span_object(annotation, article, self.after);
            let same = Sides { before: Some(object.clone()), after: Some(object) };
            let over = if each == of { heads.iter().map(|head| head.stamp).collect() } else { Vec::new() };
            self.puts.push(Put { what: What::Annotation(id.to_string(), same), over });
        }
    }
}
