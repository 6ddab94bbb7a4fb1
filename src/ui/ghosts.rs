//! What is lit in the text without being marked: places that were looked for, claims that are proposed, what is suggested
//! while that is walked through, what the find field has. Drawn like marks, so that no line moves. All but suggestions, which a
//! click goes to, are out of reach of clicks, so that they never stand in the way.

use std::rc::Rc;

use crate::edit::Edge;
use crate::layout::{Cover, Mark};
use crate::model::{DocId, Span, Suggestion, TextRange, Verdict, query};
use crate::session::State;
use crate::session::filter::Filter;
use crate::session::places::{Occurrences, Place};
use crate::session::proposals::{Aim, Proposals};
use crate::session::suggestions::Placed;
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

/// From here on the numbers of what is suggested: two for each colour, the second for the one that is looked at.
const SUGGESTED: usize = 1000;

/// Classes and ids of what is suggested over a segment; the one that is looked at has the say.
pub(super) fn suggested(covers: &[Cover]) -> Option<(String, String)> {
    covers.iter().any(|cover| number_of(cover).is_some()).then(|| named(covers)).flatten()
}

fn number_of(cover: &Cover) -> Option<usize> {
    (usize::MAX - cover.place).checked_sub(SUGGESTED).filter(|number| *number < SUGGESTED)
}

#[inline(never)] // so that it can travel later
fn named(covers: &[Cover]) -> Option<(String, String)> {
    let here: Vec<_> = covers.iter().filter_map(|cover| Some((number_of(cover)?, cover.id?))).collect();
    let (lead, _) = here.iter().find(|(number, _)| number % 2 == 1).or_else(|| here.first())?;
    let now = if lead % 2 == 1 { " now" } else { "" };
    let ids: Vec<String> = here.iter().map(|(_, id)| id.to_string()).collect();
    Some((format!("ghost sug s{}{now}", lead / 2), ids.join(" ")))
}

fn mark(range: TextRange, class: &str) -> Mark {
    let number = CLASSES.iter().position(|each| *each == class).unwrap_or(CLASSES.len());
    Mark { range, id: None, place: usize::MAX - number }
}

/// Marks of what is suggested in a section; and where the one that is looked at stands, with the edge that keys move.
type Suggested = (Vec<Mark>, Option<(Span, Edge)>);

/// Places and proposals in the article that is shown.
#[derive(Clone)]
pub(super) struct Ghosts {
    places: Option<Rc<Occurrences>>,
    proposals: Option<Rc<Proposals>>,
    shown: DocId,
    /// What is suggested in the section, and where the one that is looked at stands, with the edge that keys move.
    suggested: Option<Suggested>,
}

impl Ghosts {
    /// Those of a section of what a state shows; none for most of the time.
    pub(super) fn of(state: &State, section: Option<&Shown>) -> Option<Self> {
        if state.occurrences.is_none() && state.proposals.is_none() && state.review.is_none() {
            return None;
        }
        let shown = state.open.clone()?;
        let suggested = section.and_then(|section| marks_suggested(state, section));
        Some(Self { places: state.occurrences.clone(), proposals: state.proposals.clone(), shown, suggested })
    }

    /// Where the suggestion stands that is looked at, if it touches the section, and the edge that keys move.
    pub(super) fn looked_at(&self) -> Option<&(Span, Edge)> {
        self.suggested.as_ref()?.1.as_ref()
    }

    /// Whether two are the very same.
    pub(super) fn same(one: Option<&Self>, other: Option<&Self>) -> bool {
        let pointers = |ghosts: Option<&Self>| {
            let ghosts = ghosts?;
            Some((ghosts.places.as_ref().map(Rc::as_ptr), ghosts.proposals.as_ref().map(Rc::as_ptr)))
        };
        pointers(one) == pointers(other)
            && one.and_then(|ghosts| ghosts.suggested.as_ref()) == other.and_then(|ghosts| ghosts.suggested.as_ref())
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
        marks.extend(self.suggested.iter().flat_map(|(suggested, _)| suggested));
    }
}

/// What is suggested in a section that is drawn in full. An edge that a hand holds is where the hand is.
#[inline(never)] // so that it can travel later
fn marks_suggested(state: &State, section: &Shown) -> Option<Suggested> {
    let review = state.review.as_ref()?;
    let document = state.document().filter(|document| document.id == review.document && section.content.is_some())?;
    let here = section.range;
    // Its edges can be taken while it is the one that is meant.
    let current = review.current().map(|current| current.annotation.id);
    let is_meant = state.suggestion().is_some() || state.dragging.is_some();
    let (mut marks, mut looked_at) = (Vec::new(), None);
    let held = state.dragging.as_ref();
    // One that a hand holds may come from elsewhere.
    let open = |id| document.suggestions.get(id).filter(|known| known.verdict == Verdict::Open);
    let held = held.and_then(|drag| Some((open(&drag.id)?, &drag.span)));
    let is_held = |known: &Rc<Suggestion>| held.is_some_and(|(held, _)| Rc::ptr_eq(held, known));
    let placed = if review.placed.is_of(document) { review.placed.clone() } else { Rc::new(Placed::of(document)) };
    let still = placed.around(here).into_iter().filter(|known| !is_held(known));
    for (suggestion, span) in still.map(|known| (known, &known.annotation.span)).chain(held) {
        let annotation = &suggestion.annotation;
        if !span.fragments().any(|range| range.overlaps(here)) {
            continue;
        }
        let is_now = current == Some(annotation.id);
        if is_now && is_meant {
            looked_at = Some((span.clone(), state.view.edge_of(span)));
        }
        let color = state.project.schema.label(&annotation.label).map_or(15, |label| label.color.get());
        let number = SUGGESTED + usize::from(color) * 2 + usize::from(is_now);
        let mark = |range| Mark { range, id: Some(annotation.id), place: usize::MAX - number };
        marks.extend(span.fragments().map(mark));
    }
    Some((marks, looked_at))
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

/// Bytes on both sides of a part of a block that are looked at with it: what is found may begin in one and end in the next.
const REACH: u32 = 512;

/// A part of a block, and a little of what is around it in the block.
fn reaching(part: TextRange, block: TextRange, text: &str) -> TextRange {
    let whole = |at: u32| (0..=at).rev().find(|at| text.is_char_boundary(*at as usize)).unwrap_or(0);
    let (start, end) = (part.start().saturating_sub(REACH), part.end().saturating_add(REACH));
    TextRange::new(whole(start.max(block.start())), whole(end.min(block.end()))).unwrap_or(part)
}

/// The places of a section that have what is searched for.
#[inline(never)] // so that it can travel later
pub(super) fn hits(shown: &Shown, filter: &Filter, marks: &mut Vec<Mark>) {
    for block in &shown.blocks {
        let range = reaching(shown.of_block(block), block.range, shown.article.text());
        let start = range.start();
        for hit in query::hits(shown.article.quote(range), filter.text(), MOST_HITS) {
            let range = TextRange::new(start + hit.start(), start + hit.end());
            marks.extend(range.map(|range| mark(range, "hit")));
        }
    }
}
