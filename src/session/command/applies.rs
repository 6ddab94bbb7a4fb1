//! When commands apply: whether one would do something now, without being told more.

use crate::edit::Selection;
use crate::model::{Annotation, AttributeKind, Document, Entry, Label, LabelKind};
use crate::session::exporting::{Exporting, Run};
use crate::session::queue::Sorted;
use crate::session::state::{Dialog, State};

pub(super) fn words(state: &State) -> bool {
    matches!(state.selection, Selection::Words(..))
}

pub(super) fn picked(state: &State) -> bool {
    !state.selection.annotations().is_empty()
}

pub(super) fn one(state: &State) -> bool {
    state.selection.annotations().len() == 1
}

/// Whether there is something whose edges keys move: the one that is picked out, or the suggestion that is looked at.
pub(super) fn edged(state: &State) -> bool {
    one(state) || reviewing(state)
}

/// Whether an article that is listed has suggestions that wait.
pub(super) fn suggested(state: &State) -> bool {
    let waits = |entry: &Entry| !entry.locked && entry.counts.waiting() != Some(0);
    state.review.is_some() || state.project.entries.values().any(|entry| waits(entry))
}

/// Whether keys mean a suggestion.
pub(super) fn reviewing(state: &State) -> bool {
    state.suggestion().is_some()
}

pub(super) fn in_review(state: &State) -> bool {
    state.review.is_some()
}

/// Whether something of what is picked out is such.
pub(super) fn picks(state: &State, is_such: impl Fn(&Annotation) -> bool) -> bool {
    let annotation = |id| state.document()?.annotations.get(id);
    state.selection.annotations().iter().filter_map(annotation).any(|annotation| is_such(annotation))
}

/// Whether something picked out has a label with attributes.
pub(super) fn attributed(state: &State) -> bool {
    picks(state, |a| state.project.schema.label(&a.label).is_some_and(|label| !label.attributes.is_empty()))
}

/// Whether something picked out has a label with a scale.
pub(super) fn rateable(state: &State) -> bool {
    let scaled = |label: &Label| label.attributes.iter().any(|known| matches!(known.kind, AttributeKind::Scale(_)));
    picks(state, |a| state.project.schema.label(&a.label).is_some_and(|label| scaled(label)))
}

pub(super) fn any_claim(state: &State) -> bool {
    let entry = state.open.as_ref().and_then(|id| state.project.entries.get(id));
    entry.is_some_and(|entry| entry.counts.claims > 0)
}

/// Whether the open document is one that is only looked at, or stands beside another.
pub(super) fn of_another(state: &State) -> bool {
    state.document().is_some_and(|document| document.meta.locked || document.meta.copy_of.is_some())
}

pub(super) fn any_other(state: &State) -> bool {
    state.meter.as_ref().is_some_and(|meter| meter.scopes().next().is_some())
}

pub(super) fn handed(state: &State) -> bool {
    state.handed.is_some()
}

pub(super) fn task_waits(state: &State) -> bool {
    state.task.as_ref().is_some_and(|work| !work.is_open())
}

pub(super) fn on_task(state: &State) -> bool {
    state.task.as_ref().is_some_and(|work| work.is_open())
}

pub(super) fn any_trash(state: &State) -> bool {
    !state.journal.ledger.trash().is_empty()
}

/// Whether a file is known to be kept that an article came from.
pub(super) fn any_original(state: &State) -> bool {
    state.meter.as_ref().is_some_and(|meter| !meter.originals.is_empty())
}

/// Whether the table of claims is looked at.
pub(super) fn in_table(state: &State) -> bool {
    state.dialog == Some(Dialog::Claims)
}

/// Whether the documents of an article are compared.
pub(super) fn comparing(state: &State) -> bool {
    state.dialog == Some(Dialog::Annotators) && state.annotators.as_ref().is_some_and(|open| open.comparison.is_some())
}

/// Whether an article has suggestions, or may have.
pub(super) fn suggesting(state: &State) -> bool {
    state.project.entries.values().any(|entry| !entry.locked && entry.counts.suggestions != Some(0))
}

/// Whether it is looked at which suggestions are taken at once.
pub(super) fn above(state: &State) -> bool {
    state.dialog == Some(Dialog::Above)
}

/// Whether two sides are compared, in one article or in all.
pub(super) fn comparing_sides(state: &State) -> bool {
    state.dialog == Some(Dialog::Annotators) && state.annotators.as_ref().is_some_and(|open| open.pair().is_some())
}

/// Whether all articles of two sides are counted.
pub(super) fn comparing_articles(state: &State) -> bool {
    comparing_sides(state) && !comparing(state)
}

/// Whether an export is chosen.
pub(super) fn choosing_export(state: &State) -> bool {
    state.dialog == Some(Dialog::Export) && state.exporting.as_ref().is_some_and(|open| open.run.is_none())
}

/// Whether one could be prepared now.
pub(super) fn preparable(state: &State) -> bool {
    let under_way = |open: &Exporting| open.run.as_ref().is_some_and(Run::is_under_way);
    state.dialog == Some(Dialog::Export) && state.exporting.as_ref().is_some_and(|open| !under_way(open))
}

/// Whether an export was prepared, or is being prepared.
pub(super) fn prepared_export(state: &State) -> bool {
    state.dialog == Some(Dialog::Export) && state.exporting.as_ref().is_some_and(|open| open.run.is_some())
}

/// Whether a newer version of the article may be loaded.
pub(super) fn renewable(state: &State) -> bool {
    open(state) && state.task.is_none()
}

/// Whether it is looked at what becomes of the annotations in a newer version.
pub(super) fn renewing(state: &State) -> bool {
    state.dialog == Some(Dialog::Newer) && state.newer.is_some()
}

/// Whether the list of projects is looked at.
pub(super) const fn in_projects(state: &State) -> bool {
    matches!(state.dialog, Some(Dialog::Projects(_)))
}

/// Whether the schema is looked at, or lies changed beside the project.
pub(super) fn drafting(state: &State) -> bool {
    state.draft.is_some()
}

pub(super) fn redrafted(state: &State) -> bool {
    state.draft.as_ref().is_some_and(|draft| draft.is_changed())
}

pub(super) fn is_mention(state: &State, annotation: &Annotation) -> bool {
    state.project.schema.kind_of(&annotation.label) == LabelKind::Entity
}

/// Whether something picked out has a link.
pub(super) fn linked(state: &State) -> bool {
    let of = |document: &Document| picks(state, |a| document.relations_of(a.id).next().is_some());
    state.document().is_some_and(|document| of(document))
}

pub(super) fn several(state: &State) -> bool {
    state.selection.annotations().len() > 1
}

pub(super) fn split(state: &State) -> bool {
    let [id] = state.selection.annotations() else { return false };
    state.document().and_then(|document| document.annotations.get(id)).is_some_and(|a| a.span.count() > 1)
}

pub(super) fn open(state: &State) -> bool {
    state.document().is_some()
}

/// Whether one is at a stretch of the article, by hand, caret or what is picked out.
pub(super) fn at_block(state: &State) -> bool {
    !state.meant_blocks().is_empty()
}

pub(super) fn in_text(state: &State) -> bool {
    state.caret.is_some()
}

/// Whether a label's key, or the key that repeats it, would find something to mark.
pub(super) fn markable(state: &State) -> bool {
    words(state) || (in_text(state) && !picked(state))
}

pub(super) fn always(_: &State) -> bool {
    true
}

pub(super) fn any_annotation(state: &State) -> bool {
    state.document().is_some_and(|document| !document.annotations.is_empty())
}

pub(super) fn looking(state: &State) -> bool {
    state.occurrences.is_some()
}

/// Whether something lies under the pointer; what lay there may be gone.
pub(super) fn under_pointer(state: &State) -> bool {
    state.document().is_some_and(|document| state.under.iter().any(|id| document.annotations.contains_key(id)))
}

pub(super) fn proposing(state: &State) -> bool {
    state.proposals.as_ref().is_some_and(|open| open.current().is_some())
}

pub(super) fn searching(state: &State) -> bool {
    open(state) && !state.filter.text().trim().is_empty()
}

pub(super) fn any_step(state: &State) -> bool {
    state.history.depth() != (0, 0)
}

pub(super) fn several_articles(state: &State) -> bool {
    state.project.order.len() > 1
}

pub(super) fn any_article(state: &State) -> bool {
    !state.project.order.is_empty()
}

pub(super) fn any_pick(state: &State) -> bool {
    state.queue.picks.count() > 0
}

/// Whether articles can be put elsewhere: the queue shows its own order.
pub(super) fn placeable(state: &State) -> bool {
    several_articles(state) && state.queue.sorted == Sorted::Order && (any_pick(state) || open(state))
}

/// Whether the schema requires anything.
pub(super) fn requiring(state: &State) -> bool {
    state.project.schema.asks() != 0
}

/// Whether guidelines were written that are not kept.
pub(super) fn drafted(state: &State) -> bool {
    state.guide.draft.is_some()
}
