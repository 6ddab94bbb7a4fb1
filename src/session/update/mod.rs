//! From one state to the next. Never panics, never waits, asks nobody: what it needs comes in with the action.

mod attributes;
mod caret;
mod claims;
mod claims_table;
mod data;
mod edging;
mod entities;
mod files;
mod hearing;
mod keymap;
mod linking;
mod marking;
mod occurrences;
mod said;
mod schema;
mod searching;
mod seeing;
mod several;
mod sheets;
mod start;
mod storing;
mod undoing;
mod walking;

use std::rc::Rc;

use super::action::{Action, Args};
use super::command::Command;
use super::effect::Effect;
use super::messages::{Message, Words};
use super::palette::Palette;
use super::state::{Dialog, State, Step};
use crate::edit::{Change, Fresh, Selection, StepKind, Stride, Transaction, apply};
use crate::formats::Issue;
use crate::model::AnnotationId;
use crate::storage::make::{self, Heading};
use crate::storage::{Act, RecordId};
use edging::Way;

pub use claims::{candidate_words, source_words};
pub use claims_table::PAGE;
pub use data::backup_time;
pub use files::{missing, read_files};
pub use schema::EMPTY;
pub use searching::{document_for_search, is_wanted, project_for_search};

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
}

/// Brings `state` to where it is after `action`; returns what the edge must do, and what it came to.
#[must_use]
pub fn update(state: &mut State, action: Action, fresh: &mut Fresh) -> (Vec<Effect>, Outcome) {
    let sheet = state.dialog.as_ref().map(std::mem::discriminant);
    let mut turn = Turn { state, effects: Vec::new(), outcome: Outcome::default(), fresh };
    if turn.state.dragging.is_some() && !edging::keeps_hold(&action) {
        turn.drop_edge(false);
        if matches!(action, Action::Run(Command::Leave, _)) {
            return (turn.effects, turn.outcome);
        }
    }
    match action {
        Action::Run(command, args) => turn.run(command, args),
        Action::Words { range, boundaries, add, exact, double } => turn.words(range, boundaries, add, exact, double),
        Action::Click(ids, hold) => turn.click(&ids, hold),
        Action::Over(ids) => turn.over(ids),
        Action::Segmented { stride, forward, known } => turn.segmented(stride, forward, &known),
        Action::Grab(edge) => turn.grab(edge),
        Action::Drag { at, boundaries, exact } => turn.drag(at, &boundaries, exact),
        Action::Drop(kept) => turn.drop_edge(kept),
        Action::Pull(ids) => turn.pull(&ids),
        Action::Land(ids) => turn.land(&ids),
        Action::Found(found) => turn.found(found),
        Action::Files(files) => turn.files(files),
        Action::Pasted(text) if turn.state.dialog.is_none() => turn.state.dialog = Some(Dialog::Paste(Rc::from(text))),
        Action::Pasted(_) => {}
        Action::Near(number) => turn.state.view = std::mem::take(&mut turn.state.view).near(number),
        Action::Position(block) => turn.position(block),
        Action::Started(opened, stores) => turn.started(*opened, stores),
        Action::Loaded(id, of, loaded) => turn.loaded(id, of, loaded),
        Action::Written(place, keys, result) => turn.written(place, &keys, result),
        Action::Retry => turn.retry(),
        Action::Heard(opened) => turn.heard(*opened),
        Action::Searched(number, looked, result) => turn.searched(number, looked, result),
        Action::Proposed(number, stretch, result) => turn.proposed(number, stretch, result),
        Action::Measured(meter, writes_files) => turn.measured(*meter, writes_files),
        Action::AutosaveTo(name) => turn.autosave_to(&name),
        Action::AutosaveDue => turn.autosave_due(),
        Action::Autosaved(backup, result) => turn.autosaved(backup, result),
        Action::Whole => turn.state.whole = true,
        Action::Told(message) => turn.state.say(message),
        Action::Palette(step) => turn.palette(step),
        Action::WaitForKey(id) => turn.state.dialog = Some(Dialog::Keys(Some(id), None)),
        Action::Key(stroke) => turn.key(&stroke),
        Action::Select(selection) => turn.select(selection),
    }
    turn.drop_stale();
    if turn.outcome.changed {
        turn.refresh_claims();
    }
    let over = turn.state.linking.and_then(|linking| linking.over);
    if turn.state.view.target() != over {
        turn.state.view = std::mem::take(&mut turn.state.view).with_target(over);
    }
    let now = turn.state.dialog.as_ref().map(std::mem::discriminant);
    if now != sheet {
        turn.effects.push(Effect::Sheet(now.is_some()));
    }
    (turn.effects, turn.outcome)
}

impl Turn<'_> {
    #[inline(never)] // so that it can travel later
    fn run(&mut self, command: Command, args: Args) {
        self.state.before_click = None;
        if self.state.later && command.leads_to_change() {
            return self.refuse(Words::LaterVersion);
        }
        match command {
            Command::Annotate => self.annotate(&args),
            Command::ApplyLabel => self.apply_label(&args),
            Command::RepeatLabel => self.repeat_label(),
            Command::HoldLabel => self.hold_label(&args),
            Command::Relabel => self.relabel(&args),
            Command::Delete => self.delete(&args),
            Command::EdgeLeft => self.move_edge(Stride::Character, Way::Left),
            Command::EdgeRight => self.move_edge(Stride::Character, Way::Right),
            Command::EdgeWordLeft => self.move_edge(Stride::Word, Way::Left),
            Command::EdgeWordRight => self.move_edge(Stride::Word, Way::Right),
            Command::EdgeSentenceBack => self.move_edge(Stride::Sentence, Way::Back),
            Command::EdgeSentenceOn => self.move_edge(Stride::Sentence, Way::On),
            Command::NextEdge => self.next_edge(),
            Command::SetSpan => self.set_span(&args),
            Command::RemoveFragment => self.remove_fragment(&args),
            Command::FindOccurrences => self.find_occurrences(&args),
            Command::MarkOccurrences => self.mark_occurrences(&args),
            Command::NextOccurrence => self.walk_occurrences(1),
            Command::PreviousOccurrence => self.walk_occurrences(-1),
            Command::ToggleOccurrence => self.toggle_occurrence(&args),
            Command::AcceptOccurrences => self.accept_occurrences(),
            Command::FindClaims => self.find_claims(),
            Command::AcceptProposal => self.accept_proposal(),
            Command::RejectProposal => self.reject_proposal(),
            Command::NextProposal => self.walk_proposals(true),
            Command::PreviousProposal => self.walk_proposals(false),
            Command::NextSource => self.next_source(&args),
            Command::ToggleCue => self.toggle_cue(),
            Command::ToggleParts => self.toggle_parts(),
            Command::GoToPlace => self.go_to_place(&args),
            Command::ToggleOccurrences => self.toggle_occurrences(),
            Command::LookEverywhere => self.look_everywhere(),
            Command::FindTerms => self.find_terms(&args),
            Command::Note => self.note(&args),
            Command::Doubt => self.doubt(&args),
            Command::SetAttribute => self.set_attribute(&args),
            Command::Group => self.group(&args),
            Command::Ungroup => self.ungroup(&args),
            Command::SetEntity => self.set_entity(&args),
            Command::StartLink => self.start_link(),
            Command::Link => self.link(&args),
            Command::Unlink => self.unlink(&args),
            Command::Relink => self.relink(&args),
            Command::Confirm => self.confirm(),
            Command::Select => self.select_by_id(&args),
            Command::SelectAlike => self.select_alike(&args),
            Command::SelectMore => self.select_more(),
            Command::SelectFewer => self.select_fewer(),
            Command::NextAnnotation => self.walk(1),
            Command::PreviousAnnotation => self.walk(-1),
            Command::MarkText => self.mark_text(),
            Command::PickHere => self.pick_here(),
            Command::PickUnder => self.pick_under(),
            Command::Caret(step) => self.walk_caret(step, &args),
            Command::NextPane => self.effects.push(Effect::FocusPane(1)),
            Command::PreviousPane => self.effects.push(Effect::FocusPane(-1)),
            Command::Undo => self.undo(Command::Undo, args),
            Command::Redo => self.redo(Command::Redo, args),
            Command::Leave => self.leave(),
            Command::ToggleExact => self.toggle_exact(),
            Command::CycleTags => self.cycle_tags(),
            Command::CycleSight => self.cycle_sight(&args),
            Command::SeeAll => self.see_all(),
            Command::Find => self.find(&args),
            Command::FindNext => self.find_step(true),
            Command::FindPrevious => self.find_step(false),
            Command::OpenArticle => self.open_article(&args),
            Command::NextArticle => self.neighbour(1),
            Command::PreviousArticle => self.neighbour(-1),
            Command::ToggleDone => self.toggle_done(),
            Command::SetStatus => self.set_status(&args),
            Command::ImportFiles => self.effects.push(Effect::ChooseFiles),
            Command::PasteArticle => self.state.dialog = Some(Dialog::Paste(Rc::from(""))),
            Command::AddText => self.add_text(&args),
            Command::RemoveArticle => self.remove_article(&args),
            Command::ClaimsTable => self.claims_table(false, &args),
            Command::WhoSaidWhat => self.claims_table(true, &args),
            Command::SortClaims => self.sort_claims(&args),
            Command::FilterClaims => self.filter_claims(&args),
            Command::ClaimsEverywhere => self.claims_everywhere(&args),
            Command::PageClaims => self.page_claims(&args),
            Command::GoToClaim => self.go_to_claim(&args),
            Command::NextClaim => self.walk_claims(1),
            Command::PreviousClaim => self.walk_claims(-1),
            Command::Rate => self.rate(),
            Command::YourData => self.your_data(),
            Command::RestoreArticle => self.restore_article(&args),
            Command::Autosave => self.autosave(),
            Command::Schemas => self.schemas(),
            Command::UseSchema => self.use_schema(&args),
            Command::SchemaPick => self.schema_pick(&args),
            Command::SchemaAdd => self.schema_add(&args),
            Command::SchemaSet => self.schema_set(&args),
            Command::SchemaPlace => self.schema_place(&args),
            Command::SchemaRemove => self.schema_remove(&args),
            Command::SchemaMerge => self.schema_merge(&args),
            Command::SchemaSplit => self.schema_split(&args),
            Command::SchemaCount => self.schema_count(),
            Command::SchemaBack => self.schema_back(),
            Command::SchemaDrop => self.schema_drop(),
            Command::SchemaKeep => self.schema_keep(&args),
            Command::SchemaTake => self.schema_take(&args),
            Command::SchemaImport => self.schema_import(&args),
            Command::SchemaExport => self.schema_export(),
            Command::ShowBehind => self.show_behind(),
            Command::Export | Command::CopyExport => self.export(command, args),
            Command::SaveStored => self.save_stored(),
            Command::Help => self.sheet(Dialog::Help),
            Command::Palette => self.sheet(Dialog::Palette(Palette::default())),
            Command::History => self.sheet(Dialog::History),
            Command::GoToStep => self.go_to_step(&args),
            Command::Keys => self.sheet(Dialog::Keys(None, None)),
            Command::SetKeys => self.set_keys(&args),
            Command::ToggleSingle => self.toggle_single(),
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
        self.state.say(Message::step(&transaction.name));
        if transaction.changes.iter().any(|change| matches!(change, Change::Schema(_))) {
            self.tell_clashes();
        }
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
        let before = self.state.project.clone();
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
        self.persist(transaction, &record);
        if !Rc::ptr_eq(&before.schema, &self.state.project.schema) {
            self.let_go_of_labels();
        }
        self.show(transaction);
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
        // A change of the schema is looked at in its sheet, wherever it reaches.
        let elsewhere = elsewhere.filter(|_| transaction.name.kind != StepKind::Schema);
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

    fn select(&mut self, selection: Selection) {
        if self.state.selection != selection {
            if !matches!(selection, Selection::Words(..)) {
                self.state.raw = Rc::default();
            }
            if let Some(document) = self.state.document().cloned() {
                self.state.view = self.state.view.after(&document, &[], &selection);
            }
            self.state.selection = selection;
        }
    }
}
