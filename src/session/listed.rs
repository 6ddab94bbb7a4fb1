//! The list of annotations: which rows are drawn. However long it is, some dozens around what is seen are; the rest is room.

use std::rc::Rc;

use super::State;
use super::filter::Filter;
use crate::model::{Annotation, AnnotationId, DocId};

/// Rows that are drawn: what a list of 1,700 pixels shows, with some above and below.
pub const DRAWN: usize = 100;

/// The rows drawn change by so many at once, and stay the same in between.
const STRIDE: usize = 20;

/// Where the list is.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// The first row that is drawn, from 0, as far as there are as many behind it.
    pub first: usize,
    /// What was picked out when it went to where it is.
    picked: Option<AnnotationId>,
    of: Subject,
}

/// What is listed: another list begins anew.
#[derive(Clone, Debug, Default)]
struct Subject {
    open: Option<DocId>,
    filter: Rc<Filter>,
    /// Whether places of a name are listed instead.
    places: bool,
}

impl Subject {
    fn now(state: &State) -> Self {
        Self { open: state.open.clone(), filter: state.filter.clone(), places: state.occurrences.is_some() }
    }

    fn same(&self, other: &Self) -> bool {
        self.open == other.open && Rc::ptr_eq(&self.filter, &other.filter) && self.places == other.places
    }
}

impl Listed {
    /// The first row to be drawn where `top` is the first one seen.
    fn around(top: usize) -> usize {
        let first = top.saturating_sub(STRIDE);
        first - first % STRIDE
    }

    /// Whether other rows have to be drawn where `top` is the first one seen.
    #[must_use]
    pub fn moves(&self, top: usize) -> bool {
        self.first != Self::around(top)
    }

    /// The list was scrolled: `top` is the first row that is seen.
    pub fn scroll(&mut self, top: usize) {
        self.first = Self::around(top);
    }

    /// Goes to what is picked out when that is another one, to what is `revealed`, and to the start of another list.
    /// Returns the row to be brought into sight, where the list went elsewhere.
    pub fn follow(state: &mut State, revealed: Option<AnnotationId>) -> Option<AnnotationId> {
        let picked = state.selection.annotations().first().copied();
        let of = Subject::now(state);
        let (is_same, is_picked) = (state.listed.of.same(&of), state.listed.picked == picked);
        if is_same && is_picked && revealed.is_none() {
            return None;
        }
        let mut first = if is_same { state.listed.first } else { 0 };
        let wanted = revealed.or_else(|| picked.filter(|_| !is_same || !is_picked));
        if let Some(row) = wanted.and_then(|id| row_of(state, id))
            && !(first..first + DRAWN).contains(&row)
        {
            first = Self::around(row.saturating_sub(STRIDE));
        }
        let went = !is_same || first != state.listed.first;
        state.listed = Self { first, picked, of };
        wanted.or_else(|| rows(state).0.first().map(|row| row.id)).filter(|_| went)
    }
}

/// The row of an annotation; `None` where it has none.
fn row_of(state: &State, id: AnnotationId) -> Option<usize> {
    let annotation = state.view.document()?.annotations.get(&id)?;
    if state.filter.is_open() {
        return Some(state.view.row_of(annotation));
    }
    seen(state).position(|each| each.id == id)
}

/// What has a row while something is filtered.
fn seen(state: &State) -> impl Iterator<Item = &Rc<Annotation>> {
    let picked = state.selection.annotations();
    let document = state.view.document();
    let has_row = move |annotation: &&Rc<Annotation>| {
        picked.contains(&annotation.id)
            || document.is_some_and(|document| state.filter.lists(annotation, &document.article))
    };
    state.view.rows(0).filter(has_row)
}

/// The rows to be drawn, the number of the first of them, and how many there are. While nothing is left out, the cost
/// follows the rows drawn.
#[must_use]
pub fn rows(state: &State) -> (Vec<&Rc<Annotation>>, usize, usize) {
    let all = state.view.document().map_or(0, |document| document.annotations.len());
    let from = |count: usize| state.listed.first.min(count.saturating_sub(DRAWN));
    if state.filter.is_open() {
        let first = from(all);
        return (state.view.rows(first).take(DRAWN).collect(), first, all);
    }
    let all: Vec<_> = seen(state).collect();
    let (first, count) = (from(all.len()), all.len());
    (all.into_iter().skip(first).take(DRAWN).collect(), first, count)
}
