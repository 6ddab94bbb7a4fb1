//! What is written, when, and what the chip says about it.

use std::rc::Rc;

use super::Turn;
use crate::edit::{Change, Transaction};
use crate::formats::json::to_json;
use crate::model::DocId;
use crate::session::action::Args;
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::messages::Message;
use crate::session::state::Saved;
use crate::storage::recovery::{knows_more, spent};
use crate::storage::snapshot::{document_write, index_write};
use crate::storage::{Act, Folded, Key, Record, StoreError, Write};

/// Edits of a document after which its snapshot is renewed when it is quiet. Few enough that opening stays quick, many
/// enough that snapshots stay rare.
const RENEW: u32 = 200;

impl Turn<'_> {
    /// Has writes done, with those that were refused before; what a first visit began with comes before the first. Another
    /// tab may have begun as well: what it wrote stays, and our records are added to it when the page is loaded again.
    pub(super) fn write(&mut self, mut writes: Vec<Write>) {
        let state = &mut *self.state;
        if let Some(begun) = state.journal.begun.take() {
            let documents = begun.documents().map(|document| document_write(&begun, document, &Default::default()));
            let index = index_write(&begun, &Folded::default());
            writes.splice(0..0, documents.chain([index]).map(Write::unless_there));
        }
        let failed = matches!(state.saved, Saved::Failed(_));
        for write in &writes {
            let pending = state.unsaved.get(&write.key).map_or(0, |(pending, _)| *pending);
            state.unsaved.insert(write.key.clone(), (pending, write.clone()));
        }
        if state.unread {
            return;
        }
        let all: Vec<Write> =
            if failed { state.unsaved.values().map(|(_, write)| write.clone()).collect() } else { writes };
        for write in &all {
            if let Some((pending, _)) = state.unsaved.get(&write.key) {
                state.unsaved.insert(write.key.clone(), (pending + 1, write.clone()));
            }
        }
        state.in_flight += 1;
        if !failed {
            state.saved = Saved::Saving;
        }
        self.effects.push(Effect::Write(all));
    }

    /// Writes a step: content first, then the record, then what refers to them.
    pub(super) fn persist(&mut self, transaction: &Transaction, record: &Record) {
        let mut writes = Vec::new();
        let mut queue_changed = false;
        for change in &transaction.changes {
            match change {
                Change::Document(swap, _) => {
                    queue_changed = true;
                    let id = swap.either().map(|document| document.id.clone());
                    let dropped = id.is_some_and(|id| self.state.journal.unstored.remove(&id).is_some());
                    if let Some(document) = swap.after.as_ref().filter(|_| record.act == Act::Do || dropped) {
                        // A document that comes back was never taken off the disk, where another tab may have written
                        // more of it since: only what is new is written. It is whole: no earlier record of a document
                        // with this id may be added to it.
                        let folded = Rc::new(self.state.journal.folded.clone());
                        writes.push(document_write(&self.state.project, document, &folded));
                        self.state.journal.documents.insert(document.id.clone(), folded);
                        self.state.journal.behind.insert(document.id.clone(), 0);
                    } else if let Some(document) = &swap.before {
                        // A document that never found room must not keep everything after it waiting.
                        let key = Key::Document(document.id.clone());
                        if self.state.unsaved.get(&key).is_some_and(|(pending, _)| *pending == 0) {
                            self.state.unsaved.remove(&key);
                            self.state.journal.unstored.insert(document.id.clone(), ());
                        }
                        self.state.attic.insert(document.id.clone(), document.clone());
                    }
                }
                Change::Entity(_) | Change::Schema(_) | Change::Person(_) => queue_changed = true,
                _ => {}
            }
        }
        writes.extend(record.id().map(|id| Write::put(Key::Record(id), to_json(record))));
        if queue_changed {
            writes.push(index_write(&self.state.project, &self.state.journal.folded));
        }
        self.write(writes);
        for id in transaction.documents() {
            if self.state.journal.behind.get(&id).is_some_and(|behind| *behind == RENEW) {
                self.effects.push(Effect::WhenQuiet(id));
            }
        }
    }

    /// Keeps what the screen shows.
    pub(super) fn remember(&mut self) {
        if self.state.started {
            self.write(vec![Write::put(Key::Session, to_json(&self.state.session()))]);
        }
    }

    pub(super) fn written(&mut self, keys: &[Key], result: Result<(), StoreError>) {
        let state = &mut *self.state;
        state.in_flight = state.in_flight.saturating_sub(1);
        match result {
            Ok(()) => {
                for key in keys {
                    // Answers come in the order of the writes: the last one speaks of the value that stands here.
                    match state.unsaved.get(key).cloned() {
                        Some((pending, write)) if pending > 1 => {
                            state.unsaved.insert(key.clone(), (pending - 1, write));
                        }
                        _ => {
                            state.unsaved.remove(key);
                        }
                    }
                }
                if state.unsaved.is_empty() {
                    state.saved = Saved::Yes;
                }
            }
            Err(error) => {
                for key in keys {
                    if let Some((pending, write)) = state.unsaved.get(key).cloned() {
                        state.unsaved.insert(key.clone(), (pending.saturating_sub(1), write));
                    }
                }
                let news = state.saved != Saved::Failed(error.clone());
                if news {
                    state.say(Message::store(&error));
                }
                state.saved = Saved::Failed(error);
            }
        }
    }

    /// Renews a document's snapshot, unless another tab has written one that knows more.
    #[inline(never)] // so that it can travel later
    pub(super) fn quiet(&mut self, id: &DocId, stored: Option<&str>) {
        let Some(document) = self.state.project.document(id).cloned() else { return };
        let folded = self.state.journal.documents.get(id).cloned().unwrap_or_default();
        if knows_more(stored, &folded) {
            return;
        }
        let mut writes = vec![document_write(&self.state.project, &document, &folded)];
        self.state.journal.behind.insert(id.clone(), 0);
        writes.push(index_write(&self.state.project, &self.state.journal.folded));
        let journal = &self.state.journal;
        if journal.index_settled {
            writes.extend(spent(&journal.earlier, &journal.folded, |id, _| journal.settled.contains_key(id)));
        }
        self.write(writes);
    }

    /// Asks for documents and for the command to run again then. False when there are none to ask for, or that was done
    /// before and they did not come.
    pub(super) fn ask_for(&mut self, ids: Vec<DocId>, command: Command, args: Args) -> bool {
        let again = Some((command, args));
        if ids.is_empty() || self.state.waiting == again {
            self.state.waiting = None;
            return false;
        }
        self.state.waiting.clone_from(&again);
        self.effects.push(Effect::Load(ids, again));
        true
    }

    /// A document that has to be read first; none when it is loaded.
    pub(super) fn unloaded(&self, id: &DocId) -> Vec<DocId> {
        if self.state.project.loaded.contains_key(id) { Vec::new() } else { vec![id.clone()] }
    }

    /// Takes in what a store knows of a document.
    #[inline(never)] // so that it can travel later
    pub(super) fn loaded(&mut self, id: DocId, loaded: Option<Box<crate::storage::recovery::StoredDocument>>) {
        let Some(loaded) = loaded else {
            let title = self.state.project.entries.get(&id).map_or_else(|| Rc::from(id.as_str()), |e| e.title.clone());
            if self.state.opening.as_ref() == Some(&id) {
                self.state.opening = None;
            }
            return self.refuse(Message::new(crate::session::Words::NotReadable, &[title]));
        };
        // What is in memory is newer than anything a store has.
        if self.state.project.loaded.contains_key(&id) {
            return;
        }
        let document = Rc::new(loaded.document);
        let state = &mut *self.state;
        let folded: Folded = loaded.folded;
        state.journal.documents.insert(id.clone(), Rc::new(folded));
        state.journal.behind.insert(id.clone(), loaded.merged);
        if loaded.merged == 0 {
            state.journal.settled.insert(id.clone(), ());
        } else {
            self.effects.push(Effect::WhenQuiet(id.clone()));
        }
        let state = &mut *self.state;
        if !state.project.entries.contains_key(&id) {
            // Read for a step that brings it back; it was taken out meanwhile if it was to be shown.
            state.opening = state.opening.take().filter(|opening| *opening != id);
            state.attic.insert(id, document);
            return;
        }
        state.project = state.project.clone().with(document);
        if state.opening.as_ref() == Some(&id) {
            self.show_document(&id);
        }
    }
}
