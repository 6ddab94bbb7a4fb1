//! From one state to the next. Never panics, never waits, asks nobody: what it needs comes in with the action.

mod above;
mod annotators;
mod arriving;
mod article;
mod attributes;
mod blocks;
mod caret;
mod claims;
mod claims_table;
mod comparing;
mod data;
mod edging;
mod entities;
mod exporting;
mod files;
mod fingers;
mod foreign;
mod guide;
mod hand_in;
mod hearing;
mod intake;
mod judging;
mod keymap;
mod lacking;
mod linking;
mod look;
mod marking;
mod meeting;
mod newer;
mod occurrences;
mod picking;
mod progress;
mod projects;
mod queue;
mod reviewing;
mod run;
mod said;
mod schema;
mod schema_draft;
mod searching;
mod seeing;
mod several;
mod sheets;
mod start;
mod status;
mod storing;
mod task;
mod task_articles;
mod undoing;
mod walking;
mod widening;

use std::rc::Rc;

use super::action::Action;
use super::command::Command;
use super::effect::Effect;
use super::listed::Listed;
use super::messages::{Message, Words};
use super::state::{Dialog, State, Step};
use crate::edit::{Change, Fresh, Selection, StepKind, Transaction, apply, lock};
use crate::formats::{Imported, Issue};
use crate::model::AnnotationId;
use crate::storage::make::{self, Heading};
use crate::storage::{Act, RecordId};

pub use claims::{candidate_words, source_words};
pub use claims_table::PAGE;
pub use data::backup_time;
pub use exporting::{is_prepared, is_saved, wrong_words};
pub use files::missing;
pub use intake::is_awaited;
pub use meeting::{absent, read_files, read_with};
pub use projects::{called, makes_new, with_open};
pub use reviewing::order_words;
pub use schema::EMPTY;
pub use searching::{document_for_search, is_wanted, project_for_search};
pub use task::looked_for;
pub use widening::free_keys;

/// What an action came to, for the one who asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The id of what was made.
    pub made: Option<String>,
    /// Why nothing was done.
    pub refused: Option<Message>,
    /// What an import could not take as it stands.
    pub issues: Vec<Issue>,
    /// How many articles came in.
    pub added: usize,
    /// Whether the data changed.
    pub changed: bool,
}

/// One action under way.
struct Turn<'a> {
    state: &'a mut State,
    effects: Vec<Effect>,
    outcome: Outcome,
    fresh: &'a mut Fresh,
    /// Whether an address was gone to.
    arrived: bool,
}

/// Brings `state` to where it is after `action`; returns what the edge must do, and what it came to.
#[must_use]
pub fn update(state: &mut State, action: Action, fresh: &mut Fresh) -> (Vec<Effect>, Outcome) {
    let sheet = state.dialog.as_ref().map(std::mem::discriminant);
    let entries = state.project.entries.clone();
    // While only half of the program is here, nobody has gone anywhere.
    let place = state.whole.then(|| arriving::place(state));
    let draft = state.draft.clone();
    let places = state.occurrences.is_some();
    let mut turn = Turn { state, effects: Vec::new(), outcome: Outcome::default(), fresh, arrived: false };
    if turn.state.dragging.is_some() && !edging::keeps_hold(&action) {
        turn.drop_edge(false);
        if matches!(action, Action::Run(Command::Leave, _)) {
            return (turn.effects, turn.outcome);
        }
    }
    let starts = matches!(action, Action::Started(..));
    turn.act(action);
    turn.drop_stale();
    if turn.state.review.is_some() {
        turn.follow_review();
    }
    turn.keep_picks(&entries);
    let revealed = turn.effects.iter().rev().find_map(|effect| match effect {
        Effect::Reveal(id) | Effect::RevealRow(id) => Some(*id),
        _ => None,
    });
    turn.effects.extend(Listed::follow(turn.state, revealed).map(Effect::RevealRow));
    let drafted = |draft: &Option<Rc<_>>| draft.as_ref().map(Rc::as_ptr);
    if drafted(&turn.state.draft) != drafted(&draft) && !starts {
        turn.keep_draft(draft.as_deref());
    }
    if turn.outcome.changed {
        turn.refresh_claims();
        turn.refresh_annotators();
    }
    let over = turn.state.linking.and_then(|linking| linking.over);
    if turn.state.view.target() != over {
        turn.state.view = std::mem::take(&mut turn.state.view).with_target(over);
    }
    if turn.state.whole {
        let place = place.flatten();
        turn.left(place.as_ref().map(|place| &place.article));
        turn.name_place(place);
    }
    if turn.state.above.is_some() && turn.state.dialog != Some(Dialog::Above) {
        turn.end_above();
    }
    if turn.state.dialog != Some(Dialog::Annotators)
        && let Some(left) = turn.state.annotators.as_ref().and_then(|open| open.left())
    {
        turn.state.annotators = Some(Rc::new(left));
    }
    turn.show_intake();
    if turn.state.foreign.is_some() {
        turn.show_foreign();
    }
    let now = turn.state.dialog.as_ref().map(std::mem::discriminant);
    turn.pull_out_for(places);
    match (now, sheet) {
        (now, sheet) if now == sheet => {}
        // What lies under it can have the focus only once it is gone.
        (None, _) => {
            let focus = turn.effects.iter().position(|effect| matches!(effect, Effect::Focus(_) | Effect::FocusCard));
            turn.effects.insert(focus.unwrap_or(turn.effects.len()), Effect::Sheet(false));
        }
        (Some(_), _) => turn.effects.push(Effect::Sheet(true)),
    }
    (turn.effects, turn.outcome)
}

impl Turn<'_> {
    fn act(&mut self, action: Action) {
        if self.defer(&action) {
            return;
        }
        match action {
            Action::Run(command, args) => {
                self.run(command, args);
                // What was answered is looked at by the run that follows it, or not at all.
                self.state.waiting.retain(|waiting| !waiting.left.is_empty());
            }
            Action::Words { range, boundaries, add, exact, double } => {
                self.words(range, boundaries, add, exact, double)
            }
            Action::Reach { range, boundaries, one_end } => self.reach(range, boundaries, one_end),
            Action::Touched(on) => self.touched(on),
            Action::Click(ids, hold) => self.click(&ids, hold),
            Action::Over(ids) => self.over(ids),
            Action::Point(block, moved) => self.point(block, moved),
            Action::Segmented { stride, forward, known } => self.segmented(stride, forward, &known),
            Action::Grab(edge) => self.grab(edge),
            Action::Drag { at, boundaries, exact } => self.drag(at, &boundaries, exact),
            Action::Drop(kept) => self.drop_edge(kept),
            Action::Pull(ids) => self.pull(&ids),
            Action::Land(ids) => self.land(&ids),
            Action::Found(found) => self.found(found),
            Action::Files(files) => self.files(files, Imported::default()),
            Action::Read(files, made) => self.files(files, *made),
            Action::PageAtHand(markup) => self.page_at_hand(&markup),
            Action::Given(files, too_large) => self.given(files, too_large),
            Action::Waiting(files) => self.files_wait(&files),
            Action::Taken(number, taken) => self.files_taken(number, taken),
            Action::Glimpsed(file, glimpses) => self.glimpsed(file, glimpses),
            Action::Intake(step) => self.intake(step),
            Action::Recognised(told) => self.recognised(*told),
            Action::NothingMore => self.nothing_more(),
            Action::NotLookedAt(file, others, broke) => self.not_looked_at(file, others, broke),
            Action::Foreign(step) => self.foreign(step),
            Action::ForeignTaken(number, told) => self.foreign_taken(number, told.map(|told| *told)),
            Action::ToCompare(read) => self.take_to_compare(read),
            Action::ReadOn => self.read_on(),
            Action::Pasted(text) if self.state.dialog.is_none() => self.paste_sheet(&text),
            Action::Pasted(_) => {}
            Action::Near(number) => self.state.view = std::mem::take(&mut self.state.view).near(number),
            Action::WalkQueue(from, step, extend) => self.walk_queue(&from, step, extend),
            Action::NearInQueue(stretch) => self.near_in_queue(stretch),
            Action::Position(block) => self.position(block),
            Action::Listed(top) => self.state.listed.scroll(top),
            Action::Started(opened, stores) => self.started(*opened, stores),
            Action::Queue(opened, refused) => self.queue_read(*opened, refused),
            Action::Loaded(id, of, loaded) => {
                self.loaded(id.clone(), of, loaded);
                self.go_on_reading(&id);
            }
            Action::Written(place, keys, result) => self.written(place, &keys, result),
            Action::Retry => self.retry(),
            Action::Active(east) => self.active(east),
            Action::Away => self.away(),
            Action::Tallied(stored) => self.tallied(&stored),
            Action::Address(fragment, back) => self.go_to_address(&fragment, back),
            Action::Heard(opened) => self.heard(*opened),
            Action::Searched(number, looked, result) => self.searched(number, looked, result),
            Action::Exported(number, news) => self.exported(number, news),
            Action::Proposed(number, stretch, result) => self.proposed(number, stretch, result),
            Action::Measured(meter, writes_files) => self.measured(*meter, writes_files),
            Action::AutosaveTo(name) => self.autosave_to(&name),
            Action::AutosaveDue => self.autosave_due(),
            Action::KeptBefore(name) => self.kept_before(&name),
            Action::UpdateWaits => self.update_waits(),
            Action::Looks(look) => self.state.look = Rc::from(look),
            Action::Languages(languages) => self.languages(languages),
            Action::Autosaved(backup, result) => self.autosaved(backup, result),
            Action::Task(news) => self.task(news),
            Action::Projects(listed) => self.projects_listed(listed),
            Action::ProjectSeen(id, seen) => self.project_seen(&id, seen),
            Action::ProjectErased(id, erased) => self.project_erased(&id, erased),
            Action::ProjectMade(result) => self.project_made(result),
            Action::Whole => self.whole(),
            Action::Told(message) => self.state.say(message),
            Action::Palette(step) => self.palette(step),
            Action::WaitForKey(id) => self.state.dialog = Some(Dialog::Keys(Some(id), None)),
            Action::Key(stroke) => self.key(&stroke),
            Action::Select(selection) => self.select(selection),
        }
    }

    fn refuse(&mut self, message: impl Into<Message>) {
        let message = message.into();
        self.state.say(message.clone());
        self.outcome.refused = Some(message);
    }

    /// Does a step. `None`, which a command returns where it does not apply, is refused.
    fn step(&mut self, transaction: Option<Transaction>) -> bool {
        let Some(transaction) = transaction else {
            self.refuse(Words::NotHere);
            return false;
        };
        let Some(id) = self.commit(&transaction, Act::Do, None) else { return false };
        self.say_step(&transaction);
        let at = Some(self.fresh.now);
        self.state.history.push(Step::Live(Rc::new(transaction), id, at));
        true
    }

    /// Applies a transaction and has it written; `step` is the one that is taken back or done again. Returns its record.
    fn commit(&mut self, transaction: &Transaction, act: Act, step: Option<RecordId>) -> Option<RecordId> {
        if self.state.later {
            self.refuse(Words::LaterVersion);
            return None;
        }
        if let Some(why) = self.against_task(transaction) {
            self.refuse(why);
            return None;
        }
        let before = self.state.project.clone();
        // What is only looked at is changed by nothing that is done; what was done before can be taken back.
        let offended = if act == Act::Do { lock::offended(&before, transaction) } else { None };
        if let Some(id) = offended {
            self.refuse_locked(&id);
            return None;
        }
        let after = match apply(&before, transaction) {
            Ok(after) => after,
            Err(refusal) => {
                self.refuse(Message::refusal(&refusal));
                return None;
            }
        };
        let heading = Heading { stamp: self.state.journal.next(), at: self.fresh.now, act, step };
        let record = Rc::new(make::record(heading, transaction, (&before, &after), self.state.journal.known()));
        self.state.journal.made(&record, transaction);
        self.state.project = after;
        self.state.raw = Rc::default();
        self.outcome.changed = true;
        self.count_step(transaction, act);
        self.persist(transaction, &record);
        if !Rc::ptr_eq(&before.schema, &self.state.project.schema) {
            self.let_go_of_labels();
            self.refilter();
        }
        self.remember_card(transaction);
        self.show(transaction);
        // What a file brings meanwhile moves nobody from what is looked at.
        if self.state.review.is_some() && (act != Act::Do || transaction.name.kind == StepKind::Reopen) {
            self.review_shows(transaction);
        }
        self.effects.push(Effect::FocusRow { lost: true });
        Some(record.id())
    }

    /// Brings the screen up to a transaction that was just applied.
    fn show(&mut self, transaction: &Transaction) {
        let state = &mut *self.state;
        let came = transaction.changes.iter().find_map(|change| match change {
            Change::Document(swap, _) if swap.before.is_none() => {
                swap.after.as_ref().map(|document| document.id.clone())
            }
            _ => None,
        });
        // What a task brings comes in beside what is worked on.
        let came = came.filter(|_| transaction.name.kind != StepKind::Task || state.open.is_none());
        let gone = state.open.as_ref().is_some_and(|id| !state.project.entries.contains_key(id));
        if let Some(id) = came {
            self.show_document(&id);
            return;
        }
        if gone || state.open.is_none() {
            let place = transaction.changes.iter().find_map(|change| match change {
                Change::Document(_, place) => Some(*place),
                _ => None,
            });
            let order = &state.project.order;
            let next = order.get(place.unwrap_or(0)).or_else(|| order.last()).cloned();
            match next {
                Some(id) => self.show_document(&id),
                None => self.show_nothing(),
            }
            return;
        }
        // A step in another article brings that article up, so that nothing changes out of sight.
        let elsewhere = (transaction.changes.iter().filter_map(Change::document))
            .find(|id| Some(*id) != state.open.as_ref() && state.project.entries.contains_key(id));
        // A change of the schema is looked at in its sheet, wherever it reaches; what is done to several, in the queue.
        let seen_there =
            matches!(transaction.name.kind, StepKind::Schema | StepKind::Statuses | StepKind::Abouts | StepKind::Task)
                || (matches!(transaction.name.kind, StepKind::Accept | StepKind::Reject)
                    && transaction.documents().len() > 1);
        let elsewhere = elsewhere.filter(|_| !seen_there);
        let here = transaction.changes.iter().any(|change| change.document() == state.open.as_ref());
        if let (Some(id), false) = (elsewhere.cloned(), here) {
            self.show_document(&id);
        }
        let state = &mut *self.state;
        let Some(document) = state.document().cloned() else { return };
        let annotation = |change: &Change| match change {
            Change::Annotation(id, swap) if *id == document.id => swap.either().map(|a| a.id),
            _ => None,
        };
        let touched: Vec<AnnotationId> = transaction.changes.iter().filter_map(annotation).collect();
        let wanted = &transaction.selection.1;
        let kept = match wanted {
            Selection::Annotations(id, ids) if *id == document.id => {
                let there: Vec<_> = ids.iter().copied().filter(|id| document.annotations.contains_key(id)).collect();
                if there.is_empty() { Selection::Nothing } else { Selection::Annotations(id.clone(), there) }
            }
            // Words are drawn again only where a hand left them.
            _ => Selection::Nothing,
        };
        state.linking = state.linking.filter(|linking| document.annotations.contains_key(&linking.from));
        // Where an edge moved, the edge is looked at, which may be far from where the annotation begins.
        let moved =
            matches!(transaction.name.kind, StepKind::Resize | StepKind::AddFragment | StepKind::RemoveFragment);
        let revealed =
            kept.annotations().first().map(|id| if moved { Effect::RevealEdge } else { Effect::Reveal(*id) });
        state.view = state.view.after(&document, &touched, &kept);
        state.selection = kept;
        self.effects.extend(revealed);
    }
}
