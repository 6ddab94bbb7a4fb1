//! What other tabs did, as it comes in.

use std::rc::Rc;

use super::Turn;
use crate::edit::Selection;
use crate::model::{AnnotationId, DocId, Document, Entry};
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};
use crate::storage::put::What;
use crate::storage::record::EntryObject;
use crate::storage::recovery::Opened;
use crate::storage::stored::StoredDocument;
use crate::storage::{Key, Record, RecordId, stored};

impl Turn<'_> {
    /// Takes in what was not known yet. What of it is our own is known.
    #[inline(never)] // so that it can travel later
    pub(super) fn heard(&mut self, opened: Opened) {
        let state = &mut *self.state;
        let mut project = state.project.clone();
        let mut kept = Vec::new();
        // Loaded documents in which others' work is joined: neither counted what both did.
        let mut touched: Vec<DocId> = Vec::new();
        if let Some(others) = &opened.project {
            state.journal.ledger.join(&mut project, &opened.ledger, others);
        }
        let mut is_news = false;
        let known = |records: &[Rc<Record>], id: RecordId| records.iter().any(|record| record.id() == id);
        let mut gap = false;
        // Our own are written until they are kept.
        let (actor, mut writes) = (state.journal.actor, opened.writes);
        writes.retain(|write| !matches!(write.key, Key::Record(id) if id.actor == actor));
        for record in opened.records {
            let id = record.id();
            // Another page load that is called as this one is: from now on this one is called something else.
            if id.actor == state.journal.actor && id.seq > state.journal.seq {
                (state.journal.actor, state.journal.seq) = (self.fresh.bits(), 0);
            }
            if id.actor == state.journal.actor || known(&state.journal.records, id) {
                continue;
            }
            is_news = true;
            let before = RecordId { seq: id.seq.saturating_sub(1), ..id };
            gap |= !state.journal.ledger.folded.has(before);
            kept.extend(state.journal.ledger.take(&record, Some(&mut project)).kept);
            for id in came(&record) {
                // It is another than the one that is loaded.
                project.loaded.remove(&id);
                state.journal.documents.remove(&id);
            }
            for id in record.documents() {
                let (Some(document), Some(versions)) = (project.document(&id), state.journal.documents.get(&id)) else {
                    continue;
                };
                let (mut document, mut versions) = ((**document).clone(), versions.clone());
                if stored::take(&mut document, Rc::make_mut(&mut versions), &record) {
                    state.journal.documents.insert(id.clone(), versions);
                    touched.push(id.clone());
                    project.loaded.insert(id, Rc::new(document));
                }
            }
            state.journal.add(record);
        }
        for stored in opened.documents {
            let id = stored.document.id.clone();
            let (Some(document), Some(versions)) = (project.document(&id), state.journal.documents.get(&id)) else {
                continue;
            };
            let here = StoredDocument {
                document: (**document).clone(),
                versions: (**versions).clone(),
                merged: 0,
                alone: false,
            };
            if versions.folded.covers(&stored.versions.folded) {
                continue;
            }
            let joined = here.join(stored);
            state.journal.documents.insert(id.clone(), Rc::new(joined.versions));
            touched.push(id.clone());
            project.loaded.insert(id, Rc::new(joined.document));
        }
        for document in touched.iter().filter_map(|id| project.document(id)) {
            let entry = Entry::of(document, &project.schema);
            if let Some(versions) = state.journal.documents.get(&document.id) {
                let under = state.journal.ledger.schema_stamp();
                state.journal.ledger.count(EntryObject::counted(&entry, &versions.folded), under);
            }
        }
        state.journal.ledger.show(&mut project);
        if gap && !opened.later {
            self.effects.push(Effect::Reread);
        }
        is_news |= !touched.is_empty();
        self.follow(project);
        if is_news && !self.outcome.changed {
            self.refresh_annotators();
        }
        if opened.later && !self.state.later {
            self.know_later();
        }
        if !writes.is_empty() {
            self.write(writes);
        }
        for id in kept {
            let entry = self.state.project.entries.get(&id);
            let title = entry.map_or_else(|| Rc::from(id.as_str()), |entry| entry.title.clone());
            self.state.say(Message::new(Words::KeptThoughRemoved, &[title]));
        }
    }

    /// Brings the screen up to a project that changed elsewhere. What is picked out stays where it is still there.
    fn follow(&mut self, project: crate::model::Project) {
        let state = &mut *self.state;
        let before = state.document().cloned();
        state.project = project;
        let Some(before) = before else { return };
        let Some(after) = state.project.document(&before.id).cloned() else {
            if state.project.entries.contains_key(&before.id) {
                state.opening = Some(before.id.clone());
                self.effects.push(Effect::Load { ids: vec![before.id.clone()], of: None, then: None });
                return;
            }
            let next = state.project.order.first().cloned();
            return match next {
                Some(id) => self.show_document(&id),
                None => self.show_nothing(),
            };
        };
        if Rc::ptr_eq(&before, &after) {
            return;
        }
        let touched = differing(&before, &after);
        let there = |id: &AnnotationId| after.annotations.contains_key(id);
        state.selection = match std::mem::replace(&mut state.selection, Selection::Nothing) {
            Selection::Annotations(id, ids) => {
                let ids: Vec<AnnotationId> = ids.into_iter().filter(there).collect();
                if ids.is_empty() { Selection::Nothing } else { Selection::Annotations(id, ids) }
            }
            other => other,
        };
        state.linking = state.linking.filter(|linking| there(&linking.from));
        state.dragging = state.dragging.take().filter(|drag| !touched.contains(&drag.id));
        if state.occurrences.as_ref().is_some_and(|open| open.marks()) {
            state.occurrences = None;
        }
        state.view = state.view.after(&after, &touched, &state.selection);
        self.outcome.changed = true;
    }
}

/// The documents that came in with a record.
fn came(record: &Record) -> Vec<DocId> {
    let came = |put: &crate::storage::put::Put| match &put.what {
        What::Document(id, passage) if passage.after => Some(DocId::from(id.as_str())),
        _ => None,
    };
    record.puts.iter().filter_map(came).collect()
}

/// The annotations that are not the same in two states of a document.
fn differing(before: &Document, after: &Document) -> Vec<AnnotationId> {
    let one = before.annotations.iter().filter(|(id, a)| after.annotations.get(*id) != Some(*a));
    let other = after.annotations.keys().filter(|id| !before.annotations.contains_key(*id));
    one.map(|(id, _)| *id).chain(other.copied()).collect()
}
