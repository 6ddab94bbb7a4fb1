//! The first turn: what the stores held becomes the state.

use std::rc::Rc;

use super::Turn;
use crate::edit::{History, Selection, StepKind};
use crate::model::{DocId, LabelId};
use crate::session::effect::Effect;
use crate::session::keymap::Keymap;
use crate::session::messages::{Message, Words};
use crate::session::queue::named;
use crate::session::sample;
use crate::session::saved::Saved;
use crate::session::state::Step;
use crate::session::suggestions::Order;
use crate::session::tags::Tags;
use crate::session::view::View;
use crate::storage::places::{Parts, Tops};
use crate::storage::recovery::Opened;
use crate::storage::{Act, Record, RecordId, StoreError};

impl Turn<'_> {
    /// `stores`: what local storage and the disk refused, if they did.
    pub(super) fn started(&mut self, opened: Opened, stores: [Option<StoreError>; 2]) {
        self.state.started = true;
        self.state.stores = stores;
        self.state.later = opened.later;
        if let [Some(error), Some(_)] = &self.state.stores {
            // Nothing can be read: what is done is kept in memory, and tried again.
            let error = error.clone();
            self.state.say(Message::store(&error));
            self.state.saved = Saved::Failed(error);
            return self.begin_and_keep();
        }
        let mut opened = opened;
        if let Some(task) = opened.task.take() {
            self.know_task(*task);
        }
        if opened.later {
            return self.begin_read_only(opened);
        }
        let (lost, restored) = (opened.lost, opened.restored);
        let writes = opened.writes.clone();
        self.state.partial = opened.partial;
        self.restore(opened);
        if self.state.task.is_some() {
            self.know_annotator();
        }
        if self.state.partial {
            self.effects.push(Effect::ReadQueue { again: false });
        }
        if !writes.is_empty() {
            self.write(writes);
        }
        if lost + restored > 0 {
            self.tell_of_stores(lost, restored);
        }
    }

    /// The browser, or the computer, did not end as it should.
    #[inline(never)] // so that it can travel later
    pub(super) fn tell_of_stores(&mut self, lost: usize, restored: usize) {
        // It may have left a log that swallows what is added to it, and says that it is written.
        self.effects.push(Effect::NewLog);
        let told =
            if lost > 0 { Message::new(Words::Recovered, &[lost]) } else { Message::new(Words::Restored, &[restored]) };
        self.state.say(told);
    }

    /// What this version can read is shown, and nothing else is done with it.
    #[inline(never)] // so that it can travel later
    fn begin_read_only(&mut self, opened: Opened) {
        self.state.partial = opened.partial;
        self.restore(opened);
        if self.state.partial {
            self.effects.push(Effect::ReadQueue { again: false });
        }
        self.know_later();
    }

    /// From now on nothing is changed: a later version of the program has worked in this browser.
    #[inline(never)] // so that it can travel later
    pub(super) fn know_later(&mut self) {
        self.state.later = true;
        self.settle();
        self.state.say(Words::LaterVersion);
    }

    fn restore(&mut self, opened: Opened) {
        // A first visit left no project, and no session that says who is here.
        if opened.project.is_none() && opened.session.me.is_empty() {
            self.begin_and_keep();
        } else {
            self.take_up(opened);
        }
    }

    /// The first visit: the sample, which is kept like any other article as soon as something is done.
    fn begin_and_keep(&mut self) {
        if self.state.journal.begun.is_some() {
            self.begin_with_given();
        } else if self.state.place.is_empty() {
            sample::add_to(self.state);
        } else {
            self.begin_elsewhere();
        }
        self.state.positions.take(&Tops::new(), Parts::ALL);
        self.state.journal.begun = Some(self.state.project.clone());
        self.state.journal.ledger.begin(&self.state.project);
        for id in self.state.project.loaded.keys() {
            self.state.journal.documents.insert(id.clone(), Rc::default());
        }
    }

    /// The address names a project of which nothing is stored: it may have been made in another browser. It is shown empty,
    /// and kept like a first visit once something is done.
    #[inline(never)] // so that it can travel later
    fn begin_elsewhere(&mut self) {
        self.state.project.name = Rc::from(Words::Untitled.text());
        self.state.say(Words::ProjectUnknown);
    }

    /// A first visit to what was given before the start.
    #[inline(never)] // so that it can travel later
    fn begin_with_given(&mut self) {
        let Some(begun) = self.state.journal.begun.take() else { return };
        if let Some(first) = begun.documents().next() {
            self.state.view = View::open(first, &Selection::Nothing);
            self.state.open = Some(first.id.clone());
        }
        self.state.project = begun;
    }

    #[inline(never)] // so that it can travel later
    fn take_up(&mut self, opened: Opened) {
        let Opened { project, records, ledger, session, shown, tops, draft, .. } = opened;
        let state = &mut *self.state;
        state.me = session.me.parse().unwrap_or(state.me);
        state.tags = match session.tags.as_str() {
            "full" => Tags::Full,
            "none" => Tags::None,
            _ => Tags::Short,
        };
        state.exact = session.exact;
        state.walks = named(&Order::ALL, &session.walks).unwrap_or_default();
        state.tally.off = session.no_times;
        state.backup = session.backup;
        state.card = session.card;
        state.export_kept = session.export.map(Rc::from);
        state.keymap = Rc::new(Keymap::from_records(&session.keys, session.no_single));
        state.last_label = session.last_label.as_deref().map(LabelId::from);
        state.recent = Rc::new(session.recent.iter().map(|id| DocId::from(id.as_str())).collect());
        // What had not got its place yet is newer than what stands there.
        state.positions.take_session(&session.positions);
        state.positions.take(&tops.0, tops.1);
        state.journal.clock = records.iter().map(|record| record.clock).max().unwrap_or(0);
        // Records that are gone are in the snapshots, and so is how late they were.
        let told = ledger.documents.values().map(|standing| standing.touched.clock).max().unwrap_or(0);
        state.journal.clock = state.journal.clock.max(told).max(ledger.clock);
        // Two page loads have the same sixty-four bits as good as never; then the second goes on where the first ended.
        let ours = records.iter().map(|record| record.id()).chain(ledger.folded.last());
        state.journal.seq = ours.filter(|id| id.actor == state.journal.actor).map(|id| id.seq).max().unwrap_or(0);
        state.journal.ledger = ledger;
        state.history = history(&records);
        state.journal.records = Rc::new(records);
        let Some(project) = project else { return self.begin_and_keep() };
        // It is no first visit.
        state.journal.begun = None;
        state.project = project;
        if let Some((_, Some(draft))) = draft {
            self.take_up_draft(*draft);
        }
        // A task is none of the site's projects.
        self.effects.extend(self.state.task.is_none().then_some(Effect::KeepPlace));
        let state = &mut *self.state;
        let guide = Rc::make_mut(&mut state.guide);
        guide.open = session.guide;
        guide.take_up(session.guide_draft, session.guide_over.as_deref(), &state.project);
        let known = |id: &DocId| state.project.entries.contains_key(id);
        let first = || state.project.order.first().filter(|_| !state.partial).cloned();
        let open = session.open.as_deref().map(DocId::from).filter(known).or_else(first);
        if let Some(id) = open {
            state.opening = Some(id.clone());
            match shown.filter(|shown| shown.document.id == id) {
                Some(shown) => self.loaded(id, None, Some(shown)),
                None => self.effects.push(Effect::Load { ids: vec![id], of: None, then: None }),
            }
        }
    }
}

/// What was done and undone before, as the records tell. An undo names the step it takes back, so that the steps of several
/// tabs do not get mixed up.
fn history(records: &[Rc<Record>]) -> History<Step> {
    let mut done: Vec<&Rc<Record>> = Vec::new();
    let mut undone: Vec<&Rc<Record>> = Vec::new();
    // Steps that were taken back before something else was done: only the tab that took them back can do them again.
    let mut past: Vec<&Rc<Record>> = Vec::new();
    fn take<'a>(from: &mut Vec<&'a Rc<Record>>, id: Option<RecordId>) -> Option<&'a Rc<Record>> {
        let place = from.iter().rposition(|record| Some(record.id()) == id)?;
        Some(from.remove(place))
    }
    for record in records {
        match record.act {
            // What a task brings is nobody's step.
            Act::Do if record.name == StepKind::Task.as_str() => {}
            Act::Do => {
                past.append(&mut undone);
                done.push(record);
            }
            Act::Undo => undone.extend(take(&mut done, record.step)),
            Act::Redo => done.extend(take(&mut undone, record.step).or_else(|| take(&mut past, record.step))),
        }
    }
    let mut history = History::default();
    for record in done.iter().chain(undone.iter().rev()) {
        history.push(Step::Stored((*record).clone()));
    }
    for record in &undone {
        history.undid(Step::Stored((*record).clone()));
    }
    history
}
