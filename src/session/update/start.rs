//! The first turn: what the store held becomes the state.

use std::rc::Rc;

use super::Turn;
use crate::edit::History;
use crate::model::{BlockId, DocId, LabelId};
use crate::session::effect::Effect;
use crate::session::keymap::Keymap;
use crate::session::messages::{Message, Words};
use crate::session::sample;
use crate::session::state::{Saved, State, Step, Tags};
use crate::storage::recovery::Opened;
use crate::storage::{Act, StoreError};

impl Turn<'_> {
    pub(super) fn started(&mut self, opened: Result<Box<Opened>, StoreError>) {
        self.state.started = true;
        let opened = match opened {
            Ok(opened) => *opened,
            Err(error) => {
                self.begin_with_sample();
                self.state.say(Message::store(&error));
                self.state.saved = Saved::Failed(error);
                self.state.unread = true;
                return;
            }
        };
        let aside = opened.damaged.len() / 2;
        let damaged = opened.damaged.clone();
        // Set aside before anything is written in its place.
        if !damaged.is_empty() {
            self.write(damaged);
        }
        self.restore(opened);
        if aside > 0 {
            self.state.say(Message::new(Words::Recovered, &[aside]));
        }
    }

    fn begin_with_sample(&mut self) {
        sample::add_to(self.state);
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
        self.begin_with_sample();
        self.state.journal.begun = Some(self.state.project.clone());
    }

    #[inline(never)] // so that it can travel later
    fn take_up(&mut self, opened: Opened) {
        let Opened { project, records, folded, index_settled, session, .. } = opened;
        let state = &mut *self.state;
        state.me = session.me.parse().unwrap_or(state.me);
        state.tags = match session.tags.as_str() {
            "full" => Tags::Full,
            "none" => Tags::None,
            _ => Tags::Short,
        };
        state.exact = session.exact;
        state.keymap = Rc::new(Keymap::from_records(&session.keys, session.no_single));
        state.last_label = session.last_label.as_deref().map(LabelId::from);
        state.positions =
            session.positions.iter().map(|(id, block)| (DocId::from(id.as_str()), BlockId(*block))).collect();
        state.journal.clock = records.iter().map(|record| record.clock).max().unwrap_or(0);
        state.journal.folded = folded;
        state.journal.index_settled = index_settled;
        rebuild_history(state, &records);
        state.journal.earlier = Rc::new(records);
        let Some(project) = project else { return self.begin_and_keep() };
        state.project = project;
        let known = |id: &DocId| state.project.entries.contains_key(id);
        let open =
            session.open.as_deref().map(DocId::from).filter(known).or_else(|| state.project.order.first().cloned());
        if let Some(id) = open {
            state.opening = Some(id.clone());
            self.effects.push(Effect::Load(vec![id], None));
        }
    }
}

/// What was done and undone before, as the records tell.
fn rebuild_history(state: &mut State, records: &[Rc<crate::storage::Record>]) {
    let mut history = History::default();
    for record in records {
        match record.act {
            Act::Do => history.push(Step::Stored(record.clone())),
            // The record of an undo says the same as that of the step, turned round; the step itself is kept.
            Act::Undo => {
                if let Some(step) = history.last_done().cloned() {
                    history.undid(step);
                }
            }
            Act::Redo => {
                if let Some(step) = history.last_undone().cloned() {
                    history.redid(step);
                }
            }
        }
    }
    state.history = history;
}
