//! The list of annotations: which rows are drawn. However long it is, some dozens around what is seen are; the rest is room.

use std::rc::Rc;

use super::State;
use super::filter::Filter;
use crate::model::{Annotation, AnnotationId, DocId};

/// Rows that are drawn: more than any list on a screen shows, with some above and below.
pub const DRAWN: usize = 100;

/// The rows drawn change by so many at once, and stay the same in between.
const STRIDE: usize = 20;

/// Where the list is.
#[derive(Clone, Debug, Default)]
pub struct Listed {
    /// The first row that is drawn, from 0.
    pub first: usize,
    /// What was picked out in which article, and what was looked for, when it went to where it is.
    of: (Option<DocId>, Option<AnnotationId>),
    filter: Rc<Filter>,
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

    /// Goes to what is picked out when that is another one, and to the start in another article.
    pub fn follow(state: &mut State) {
        let selected = state.selection.annotations().first().copied();
        let listed = &state.listed;
        let same_filter = Rc::ptr_eq(&listed.filter, &state.filter);
        if listed.of.1 == selected && listed.of.0 == state.open && same_filter {
            return;
        }
        let mut first = if listed.of.0 == state.open && same_filter { listed.first } else { 0 };
        if let Some(row) = selected.and_then(|id| row_of(state, id))
            && !(first + STRIDE.min(first)..first + DRAWN - STRIDE).contains(&row)
        {
            first = Self::around(row.saturating_sub(STRIDE));
        }
        state.listed = Self { first, of: (state.open.clone(), selected), filter: state.filter.clone() };
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
