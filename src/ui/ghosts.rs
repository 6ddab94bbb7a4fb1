//! What is lit in the text without being marked: places that were looked for, claims that are proposed, what the find
//! field has. Drawn like marks, so that no line moves; out of reach of clicks, so that they never stand in the way.

use std::rc::Rc;

use crate::layout::Mark;
use crate::model::{DocId, Span, TextRange, query};
use crate::session::State;
use crate::session::filter::Filter;
use crate::session::places::{Occurrences, Place};
use crate::session::proposals::{Aim, Proposals};
use crate::session::view::SectionView as Shown;
use crate::suggest::Source;

/// The classes of ghosts. A mark's place counts them from the greatest number down, where no annotation is. The first
/// that lies over a segment is drawn.
const CLASSES: [&str; 8] =
    ["ghost now", "ghost", "ghost left", "ghost cue", "ghost source", "ghost claim", "ghost claim faint", "hit"];

/// Places of a block that are lit; a block that has more is all alike.
const MOST_HITS: usize = 200;

/// The class of the ghosts over a segment, by the places of what lies over it.
pub(super) fn class(places: impl Iterator<Item = usize>) -> Option<&'static str> {
    let number = places.map(|place| usize::MAX - place).filter(|number| *number < CLASSES.len()).min();
    number.and_then(|number| CLASSES.get(number)).copied()
}

fn mark(range: TextRange, class: &str) -> Mark {
    let number = CLASSES.iter().position(|each| *each == class).unwrap_or(CLASSES.len());
    Mark { range, id: None, place: usize::MAX - number }
}

/// Places and proposals in the article that is shown.
#[derive(Clone)]
pub(super) struct Ghosts {
    places: Option<Rc<Occurrences>>,
    proposals: Option<Rc<Proposals>>,
    shown: DocId,
}

impl Ghosts {
    /// Those of a state; none for most of the time.
    pub(super) fn of(state: &State) -> Option<Self> {
        if state.occurrences.is_none() && state.proposals.is_none() {
            return None;
        }
        let shown = state.open.clone()?;
        Some(Self { places: state.occurrences.clone(), proposals: state.proposals.clone(), shown })
    }

    /// Whether two are the very same.
    pub(super) fn same(one: Option<&Self>, other: Option<&Self>) -> bool {
        let pointers = |ghosts: Option<&Self>| {
            let ghosts = ghosts?;
            Some((ghosts.places.as_ref().map(Rc::as_ptr), ghosts.proposals.as_ref().map(Rc::as_ptr)))
        };
        pointers(one) == pointers(other)
    }

    /// Their marks.
    #[inline(never)] // so that it can travel later
    pub(super) fn marks(&self, marks: &mut Vec<Mark>) {
        if let Some(open) = &self.places {
            let class = |number, place: &Place| {
                if number == open.place {
                    "ghost now"
                } else if place.taken && open.marks() {
                    "ghost"
                } else {
                    "ghost left"
                }
            };
            let here = open.hits.iter().enumerate().filter(|(_, hit)| hit.document == self.shown);
            marks.extend(here.map(|(number, hit)| mark(hit.range, class(number, hit))));
        }
        if let Some(open) = self.proposals.as_ref().filter(|open| open.document == self.shown) {
            proposal(open, marks);
        }
    }
}

fn proposal(open: &Proposals, marks: &mut Vec<Mark>) {
    let Some(proposal) = open.current() else { return };
    let mut put = |span: &Span, class| marks.extend(span.fragments().map(|part| mark(part, class)));
    let class = if proposal.is_faint() { "ghost claim faint" } else { "ghost claim" };
    let content = open.content().filter(|content| open.aim == Aim::Walk || content.count() > 1);
    if let Some(content) = content {
        put(&content, class);
    }
    if let Some(cue) = proposal.cue.as_ref().filter(|_| open.choice.cue) {
        put(cue, "ghost cue");
    }
    for source in open.candidate().iter().flat_map(|candidate| &candidate.sources) {
        if let Source::Words(mention) = source {
            put(&Span::of(mention.range), "ghost source");
        }
    }
}

/// The places of a section that have what is searched for.
#[inline(never)] // so that it can travel later
pub(super) fn hits(shown: &Shown, filter: &Filter, marks: &mut Vec<Mark>) {
    for block in &shown.blocks {
        let start = block.range.start();
        for hit in query::hits(shown.article.quote(block.range), filter.text(), MOST_HITS) {
            let range = TextRange::new(start + hit.start(), start + hit.end());
            marks.extend(range.map(|range| mark(range, "hit")));
        }
    }
}
