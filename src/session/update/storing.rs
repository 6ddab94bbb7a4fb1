//! What is written, when, and what the chip says about it.

use std::rc::Rc;

use super::Turn;
use crate::edit::{Change, Transaction};
use crate::formats::json::to_json;
use crate::model::order::sort_by;
use crate::model::{DocId, Entry, Table};
use crate::session::action::Args;
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};
use crate::session::saved::{Saved, Unsaved};
use crate::session::state::{Fetch, Step, Waiting};
use crate::storage::entries;
use crate::storage::projects::beginning;
use crate::storage::record::EntryObject;
use crate::storage::replicas::keys_of;
use crate::storage::snapshot::{CardRecord, document_value};
use crate::storage::stored::StoredDocument;
use crate::storage::{Key, Place, Record, RecordId, StoreError, Write};

/// Edits of a document after which its snapshot is renewed when it is quiet. Few enough that opening stays quick, many
/// enough that snapshots stay rare.
const RENEW: u32 = 200;

/// Bytes that come in with a step, after which it is looked what local storage holds.
const MUCH: usize = 200_000;

/// Articles that are read for one step, from which on it is told how far that is.
const MANY: usize = 50;

impl Turn<'_> {
    /// Has writes done in both stores, with those that neither keeps yet; what a first visit began with comes before the
    /// first. Another tab may have begun as well: what it wrote stays, and our records are added to it.
    pub(super) fn write(&mut self, mut writes: Vec<Write>) {
        let state = &mut *self.state;
        if state.task.as_ref().is_some_and(|work| work.is_unwritten()) {
            return;
        }
        if state.later {
            // Nothing new. What was on its way before that was known still goes there.
            writes.clear();
            if state.unsaved.is_empty() {
                return;
            }
        }
        if let Some(begun) = state.journal.begun.take() {
            writes.splice(0..0, beginning(&begun));
        }
        for write in &writes {
            let pending = state.unsaved.get(&write.key).map(|unsaved| unsaved.pending).unwrap_or_default();
            let unsaved = Unsaved { write: write.clone(), pending, kept: [false; 2] };
            state.unsaved.insert(write.key.clone(), unsaved);
        }
        // What was refused is tried again, in the order of the keys: nothing is referred to before it is there.
        let mut all: Vec<Write> = writes;
        let new: Table<Key, ()> = all.iter().map(|write| (write.key.clone(), ())).collect();
        for (key, unsaved) in state.unsaved.iter() {
            if unsaved.is_refused() && !new.contains_key(key) {
                all.push(unsaved.write.clone());
            }
        }
        if all.is_empty() {
            return;
        }
        sort_by(&mut all, |a, b| a.key.cmp(&b.key));
        // A key that stands there twice is answered once.
        for key in keys_of(&all) {
            if let Some(unsaved) = state.unsaved.get(&key) {
                let pending = unsaved.pending.map(|pending| pending + 1);
                state.unsaved.insert(key, Unsaved { pending, ..unsaved.clone() });
            }
        }
        state.in_flight += 2;
        if !matches!(state.saved, Saved::Failed(_)) {
            state.saved = Saved::Saving;
        }
        self.effects.push(Effect::Write(all));
    }

    /// Writes a step: what came or went with it, then the record.
    pub(super) fn persist(&mut self, transaction: &Transaction, record: &Record) {
        let mut writes = Vec::new();
        for change in &transaction.changes {
            let Change::Document(swap, _) = change else { continue };
            let Some(document) = swap.either() else { continue };
            let versions = self.state.journal.documents.get(&document.id).cloned().unwrap_or_default();
            let value = document_value(&self.state.project, document, &versions);
            writes.push(Write::put(Key::Content(record.id(), document.id.clone()), value));
        }
        writes.extend(entries::record_writes(record));
        // Whole documents are more than local storage is to hold for long.
        if writes.iter().filter_map(|write| write.value.as_ref()).map(String::len).sum::<usize>() > MUCH {
            self.effects.push(Effect::WhenQuiet(Vec::new()));
        }
        self.write(writes);
        if self.state.autosave.is_some() {
            self.effects.push(Effect::AutosaveSoon);
        }
        for id in transaction.documents() {
            if self.state.journal.behind.get(&id).is_some_and(|behind| *behind >= RENEW) {
                self.state.journal.behind.insert(id.clone(), 0);
                self.effects.push(Effect::WhenQuiet(vec![id]));
            }
        }
    }

    /// Keeps what the screen shows.
    pub(super) fn remember(&mut self) {
        if self.state.started {
            self.renew_card();
            let write = self.session_write();
            self.write(vec![write]);
        }
    }

    /// Keeps what the list of projects says of this one, where a step changes it.
    pub(super) fn remember_card(&mut self, transaction: &Transaction) {
        let told = |change: &Change| matches!(change, Change::Document(..) | Change::Meta(..) | Change::About(_));
        let facts = |card: Option<&CardRecord>| card.map(|card| (card.name.clone(), card.articles, card.done));
        if transaction.changes.iter().any(told)
            && facts(Some(&self.state.card_now())) != facts(self.state.card.as_ref())
        {
            self.remember();
        }
    }

    /// What the list of projects says of this one. Where not all of the queue is known yet, what was said before.
    fn renew_card(&mut self) {
        let known = if self.state.partial { self.state.card.take() } else { None };
        let card = known.unwrap_or_else(|| self.state.card_now());
        self.state.card = Some(CardRecord { at: self.fresh.now.to_string(), ..card });
    }

    pub(super) fn session_write(&mut self) -> Write {
        self.state.positions.told();
        Write::put(Key::Session, to_json(&self.state.session()))
    }

    /// A store has answered.
    pub(super) fn written(&mut self, place: Place, keys: &[Key], result: Result<(), StoreError>) {
        let state = &mut *self.state;
        state.in_flight = state.in_flight.saturating_sub(1);
        let at = usize::from(place == Place::Disk);
        for key in keys {
            let Some(unsaved) = state.unsaved.get(key) else { continue };
            let mut unsaved = unsaved.clone();
            if let Some(pending) = unsaved.pending.get_mut(at) {
                *pending = pending.saturating_sub(1);
            }
            // Answers come in the order of the writes: the last one speaks of the value that stands here.
            if let (Some(0), Some(kept)) = (unsaved.pending.get(at), unsaved.kept.get_mut(at)) {
                *kept = result.is_ok();
            }
            state.unsaved.insert(key.clone(), unsaved);
        }
        // Old steps that need not be kept make room.
        let full = result == Err(StoreError::Full) && state.stores.get(at) != Some(&Some(StoreError::Full));
        // A database of a later version came under the page: what stands there has to be looked at.
        if place == Place::Disk && result == Err(StoreError::Newer) && !state.later {
            self.effects.push(Effect::Reread);
        }
        // One small value that found room does not mean that there is room.
        let well = result.is_ok() && !state.unsaved.values().any(Unsaved::is_refused);
        if let Some(health) = state.stores.get_mut(at) {
            *health = if well { None } else { result.err().or(health.take()) };
        }
        if full && !state.later {
            self.effects.push(Effect::WhenQuiet(state.open.iter().cloned().collect()));
        }
        self.settle();
    }

    /// What the stores keep is forgotten here, and the chip says how far that is.
    pub(super) fn settle(&mut self) {
        let state = &mut *self.state;
        // Where there is no disk, local storage is all there is, and the chip says so.
        let no_disk = state.stores[1] == Some(StoreError::Blocked);
        let done = |unsaved: &Unsaved| unsaved.kept[1] || (no_disk && unsaved.kept[0]);
        let done: Vec<Key> = state.unsaved.iter().filter(|(_, u)| done(u)).map(|(key, _)| key.clone()).collect();
        for key in done {
            state.unsaved.remove(&key);
        }
        let refused = |unsaved: &Unsaved| unsaved.is_refused() && !unsaved.kept[0];
        let before = state.saved.clone();
        state.saved = if state.unsaved.values().any(refused) {
            // That there is no room says more than that there is no store.
            let [local, disk] = state.stores.clone();
            let disk = disk.or_else(|| local.clone()).unwrap_or(StoreError::Silent);
            Saved::Failed(if disk == StoreError::Blocked { local.unwrap_or(disk) } else { disk })
        } else if state.unsaved.values().any(|unsaved| unsaved.is_refused()) {
            Saved::InTab
        } else if !state.unsaved.is_empty() {
            // A second try is no news until it has come to something.
            if matches!(before, Saved::Yes) { Saved::Saving } else { before.clone() }
        } else if state.later {
            Saved::ReadOnly
        } else if no_disk {
            Saved::InTab
        } else {
            Saved::Yes
        };
        let waits = |saved: &Saved| matches!(saved, Saved::Failed(_) | Saved::InTab);
        if let (true, Saved::Failed(error)) = (state.saved != before, &state.saved) {
            let message = Message::store(error);
            state.say(message);
        }
        if waits(&self.state.saved) && !waits(&before) && !self.state.unsaved.is_empty() {
            self.effects.push(Effect::Retry);
        }
    }

    /// Some time after a store refused something.
    pub(super) fn retry(&mut self) {
        self.write(Vec::new());
        if !self.state.unsaved.is_empty() && self.state.saved != Saved::Saving {
            self.effects.push(Effect::Retry);
        }
    }

    /// Asks for documents and for the command to run again then. False when there are none to ask for, or that was done
    /// before and they did not come. While they are being read, the same command given by hand changes nothing.
    pub(super) fn ask_for(&mut self, ids: Vec<DocId>, command: Command, args: Args) -> bool {
        self.ask_for_of(ids, None, command, args)
    }

    /// The same for a step: documents that are not in the queue are read as they were with its record.
    pub(super) fn ask_for_of(&mut self, ids: Vec<DocId>, of: Option<RecordId>, command: Command, args: Args) -> bool {
        let stays = !matches!(
            command,
            Command::SetStatuses
                | Command::SetArticle
                | Command::RemoveArticles
                | Command::ExportArticles
                | Command::Undo
                | Command::Redo
                | Command::ShowQueue
                | Command::NextIncomplete
                | Command::AcceptAbove
                | Command::HandIn
        );
        let again = (command, args);
        if let Some(place) = self.state.waiting.iter().position(|waiting| waiting.then == again) {
            if self.state.waiting.get(place).is_some_and(|waiting| !waiting.left.is_empty()) {
                if command != Command::SchemaCount {
                    self.state.say(Words::StillReading);
                }
                return true;
            }
            self.state.waiting.remove(place);
            return false;
        }
        if ids.is_empty() {
            return false;
        }
        let left = ids.iter().map(|id| (id.clone(), ())).collect();
        self.state.waiting.push(Waiting { then: again.clone(), left });
        let again = Some(again);
        if ids.len() >= MANY {
            self.state.fetch = Fetch { of: again.clone(), ids: Rc::new(ids.clone()), read: 0, stays };
            self.state.say(Message::new(Words::FetchBegins, &[ids.len()]));
        }
        self.effects.push(Effect::Load { ids, of, then: again });
        true
    }

    /// From time to time it is said how many of many articles are read; whether this one was among them.
    fn tell_fetch(&mut self) -> bool {
        let fetch = &mut self.state.fetch;
        let total = fetch.ids.len();
        if fetch.read >= total {
            return false;
        }
        fetch.read += 1;
        let read = fetch.read;
        if read < total && read.is_multiple_of(total.div_ceil(10)) {
            self.state.say(Message::new(Words::FetchGoesOn, &[read, total]));
        }
        true
    }

    /// Of many articles that were read for a step, none need stay in memory. Those of another command are not done with.
    pub(super) fn let_go_of_fetched(&mut self, command: Command, args: &Args) {
        let state = &mut *self.state;
        if !state.fetch.of.as_ref().is_some_and(|(of, with)| *of == command && with == args) {
            return;
        }
        let fetch = std::mem::take(&mut state.fetch);
        if fetch.stays {
            return;
        }
        let held = |id: &DocId| state.open.as_ref() == Some(id) || state.opening.as_ref() == Some(id);
        for id in fetch.ids.iter().filter(|id| !held(id)) {
            state.project.loaded.remove(id);
            state.journal.documents.remove(id);
            state.journal.behind.remove(id);
        }
    }

    /// A document that has to be read first; none when it is loaded.
    pub(super) fn unloaded(&self, id: &DocId) -> Vec<DocId> {
        if self.state.project.loaded.contains_key(id) { Vec::new() } else { vec![id.clone()] }
    }

    /// Takes in what the stores know of a document, or what came or went with a record.
    #[inline(never)] // so that it can travel later
    pub(super) fn loaded(&mut self, id: DocId, of: Option<RecordId>, loaded: Option<Box<StoredDocument>>) {
        let one_of_many = self.tell_fetch();
        for waiting in &mut self.state.waiting {
            waiting.left.remove(&id);
        }
        let Some(loaded) = loaded else {
            let title = self.state.project.entries.get(&id).map_or_else(|| Rc::from(id.as_str()), |e| e.title.clone());
            if self.state.opening.as_ref() == Some(&id) {
                self.state.opening = None;
                self.state.arriving = None;
                self.effects.push(Effect::NamePlace);
            }
            return self.refuse(Message::new(Words::NotReadable, &[title]));
        };
        if let Some(of) = of {
            self.state.attic.insert((of, id), Rc::new(loaded.document));
            return;
        }
        // What is in memory is newer than anything a store has.
        if self.state.project.loaded.contains_key(&id) {
            return;
        }
        let mut loaded = *loaded;
        let state = &mut *self.state;
        // It was taken out while it was read.
        if !state.project.entries.contains_key(&id) {
            state.opening = state.opening.take().filter(|opening| *opening != id);
            return;
        }
        loaded.take(&state.journal.records);
        // What the queue says of it is what was found in it, also once it is let go.
        let entry = Entry::of(&loaded.document, &state.project.schema);
        let under = state.journal.ledger.schema_stamp();
        state.journal.ledger.count(EntryObject::counted(&entry, &loaded.versions.folded), under);
        state.journal.documents.insert(id.clone(), Rc::new(loaded.versions));
        state.journal.behind.insert(id.clone(), 0);
        // Many that are read for one step are not renewed for it.
        if (loaded.merged > 0 || loaded.alone) && !state.later && !one_of_many {
            self.effects.push(Effect::WhenQuiet(vec![id.clone()]));
        }
        let state = &mut *self.state;
        state.project = state.project.clone().with(Rc::new(loaded.document));
        if state.opening.as_ref() == Some(&id) {
            // What was said of the stores at the start is more than the title of what is shown first.
            let of_stores =
                |said: &Message| matches!(said.words, Words::Recovered | Words::Restored | Words::LaterVersion);
            let said = Some(state.said.1.clone()).filter(|said| state.open.is_none() && of_stores(said));
            self.show_document(&id);
            if let Some(said) = said {
                self.state.say(said);
            }
        }
    }

    /// The record of a step.
    pub(super) fn record_of(step: &Step) -> RecordId {
        match step {
            Step::Live(_, id, _) => *id,
            Step::Stored(record) => record.id(),
        }
    }
}
