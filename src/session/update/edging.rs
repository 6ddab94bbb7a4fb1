//! Changing where the annotation that is picked out stands: by key, by dragging an end, by adding and removing parts.

use std::rc::Rc;

use super::Turn;
use crate::edit::edges::{self, Edge, Known, Stride};
use crate::edit::snap::{snap, without_furniture};
use crate::edit::{Selection, Transaction, commands};
use crate::model::{Annotation, AnnotationId, Boundaries, Document, Snap, Span, TextRange, Unit};
use crate::session::Command;
use crate::session::action::{Action, Args};
use crate::session::effect::Effect;
use crate::session::hand::{Drag, RawPart};
use crate::session::messages::{Message, Words, shorten};

/// How an arrow key means the text: along the line as it is seen, or along the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    /// To the left of the line.
    Left,
    /// To the right of the line.
    Right,
    /// Towards the start of the text.
    Back,
    /// Towards the end of the text.
    On,
}

impl Turn<'_> {
    /// The one annotation that is picked out.
    fn one_picked(&self) -> Option<(Rc<Document>, Rc<Annotation>)> {
        let document = self.state.document()?.clone();
        let [id] = self.state.selection.annotations() else { return None };
        let annotation = document.annotations.get(id)?.clone();
        Some((document, annotation))
    }

    /// The same, or the suggestion that is looked at.
    fn one_meant(&self) -> Option<(Rc<Document>, Rc<Annotation>)> {
        let looked_at = self.state.suggestion();
        let looked_at = looked_at.map(|(document, known)| (document.clone(), Rc::new(known.annotation.clone())));
        looked_at.or_else(|| self.one_picked())
    }

    /// The step that puts it elsewhere.
    fn stretch(&mut self, document: &Document, id: AnnotationId, span: Span) -> Option<Transaction> {
        let project = &self.state.project;
        if self.state.suggestion().is_some_and(|(_, known)| known.annotation.id == id) {
            return commands::stretch_suggestion(project, (&document.id, id), span, self.fresh);
        }
        commands::set_span(project, &document.id, id, span, self.fresh)
    }

    /// How edges of an annotation move.
    fn snap_of(&self, annotation: &Annotation) -> Snap {
        if self.state.exact {
            return Snap::Exact;
        }
        self.state.project.schema.label(&annotation.label).map_or(Snap::Words, |label| label.snap)
    }

    /// A key moves the edge; where to, the edge of the page has to say.
    pub(super) fn move_edge(&mut self, stride: Stride, way: Way) {
        let Some((document, annotation)) = self.one_meant() else { return self.refuse(Words::NotHere) };
        let edge = self.state.view.edge_of(&annotation.span);
        let forward = match way {
            Way::Back => false,
            Way::On => true,
            Way::Left | Way::Right => {
                (way == Way::Right) != edges::runs_right_to_left(&document, &annotation.span, edge)
            }
        };
        let windows = edges::windows(&document, &annotation.span, edge, stride, forward);
        self.effects.push(Effect::Segment { windows, stride, forward });
    }

    /// The answer to [`Effect::Segment`].
    #[inline(never)] // so that it can travel later
    pub(super) fn segmented(&mut self, stride: Stride, forward: bool, known: &Known) {
        let Some((document, annotation)) = self.one_meant() else { return };
        let (span, how) = (&annotation.span, self.snap_of(&annotation));
        let edge = self.state.view.edge_of(span);
        let next = edges::stop(&document, span, edge, (stride, forward), how, known)
            .and_then(|to| edges::moved(&document, span, edge, to, &known.boundaries));
        let Some((next, edge)) = next else { return self.refuse(Words::EdgeStays) };
        let transaction = self.stretch(&document, annotation.id, next);
        self.spanned(transaction, annotation.id, Some(edge));
    }

    /// Does a step that changes a span, and says what the span is now.
    fn spanned(&mut self, transaction: Option<Transaction>, id: AnnotationId, edge: Option<Edge>) -> bool {
        let done = self.step(transaction);
        if done {
            if edge.is_some() {
                self.set_edge(edge);
            }
            let quote = self.quote(id);
            self.state.say(Message::new(Words::SpanIs, &[quote]));
        }
        done
    }

    pub(super) fn set_edge(&mut self, edge: Option<Edge>) {
        self.state.view = std::mem::take(&mut self.state.view).with_edge(edge);
    }

    /// Another edge is the one that keys move.
    pub(super) fn next_edge(&mut self) {
        let Some((document, annotation)) = self.one_meant() else { return self.refuse(Words::NotHere) };
        let span = &annotation.span;
        let edge = self.state.view.edge_of(span).next(span);
        self.set_edge(Some(edge));
        self.effects.push(Effect::RevealEdge);
        let quote = edge.fragment(span).map(|range| shorten(document.article.quote(range), 60)).unwrap_or_default();
        let words = if edge.end { Words::EdgeEnd } else { Words::EdgeStart };
        self.state.say(Message::new(words, &[quote]));
    }

    /// The stretches that the arguments name; refused when they do not lie on the text.
    pub(super) fn stretches(&mut self, document: &Document, args: &Args) -> Option<Vec<TextRange>> {
        let fragments = args.fragments.as_deref().unwrap_or_default();
        let range = |f: &crate::session::Fragment| document.article.range(f.start, f.end, Unit::CodePoint);
        let ranges: Option<Vec<TextRange>> = fragments.iter().map(range).collect();
        if ranges.is_none() {
            self.refuse(Words::BadFragments);
        }
        ranges
    }

    /// The one annotation that the arguments name, else the one that is picked out.
    fn one_target(&mut self, args: &Args) -> Option<(Rc<Document>, Rc<Annotation>)> {
        let ids = self.targets(args)?;
        let document = self.state.document()?.clone();
        let found = ids.first().filter(|_| ids.len() == 1).and_then(|id| document.annotations.get(id).cloned());
        if found.is_none() {
            self.refuse(Words::NotHere);
        }
        found.map(|annotation| (document, annotation))
    }

    pub(super) fn set_span(&mut self, args: &Args) {
        let Some((document, annotation)) = self.one_target(args) else { return };
        let Some(ranges) = self.stretches(&document, args) else { return };
        let Some(span) = Span::new(ranges) else {
            return self.refuse(Message::new(Words::NeedsArgument, &[Command::SetSpan.info().id, "fragments"]));
        };
        if annotation.span == span {
            // Where it stands already: nothing to change, nothing to complain about.
            return self.select(Selection::one(&document.id, annotation.id));
        }
        let transaction = commands::set_span(&self.state.project, &document.id, annotation.id, span, self.fresh);
        self.spanned(transaction, annotation.id, None);
    }

    /// Takes away the parts that the arguments name, else the one whose edge keys move.
    pub(super) fn remove_fragment(&mut self, args: &Args) {
        let Some((document, annotation)) = self.one_target(args) else { return };
        let Some(mut gone) = self.stretches(&document, args) else { return };
        let span = &annotation.span;
        if args.fragments.is_none() {
            gone.extend(self.state.view.edge_of(span).fragment(span));
        }
        if span.fragments().all(|range| gone.iter().any(|gone| gone.overlaps(range))) {
            return self.refuse(Words::LastFragment);
        }
        let transaction =
            commands::remove_fragment(&self.state.project, &document.id, annotation.id, &gone, self.fresh);
        self.spanned(transaction, annotation.id, None);
    }

    /// Words that were picked out with Ctrl become a part of the annotation that is picked out. Tells whether they
    /// were meant so.
    pub(super) fn add_fragment(&mut self, part: &RawPart) -> bool {
        let Some((document, annotation)) = self.one_picked() else { return false };
        let how = if part.exact { Snap::Exact } else { self.snap_of(&annotation) };
        let text = document.article.text();
        let pieces: Vec<TextRange> = (without_furniture(&document, part.range).into_iter())
            .filter_map(|piece| snap(text, piece, how, &part.boundaries))
            .collect();
        if pieces.is_empty() {
            self.refuse(Words::OnlySpace);
            return true;
        }
        let last = pieces.last().map(|piece| piece.end() - 1);
        let transaction = commands::add_fragment(&self.state.project, &document.id, annotation.id, pieces, self.fresh);
        if transaction.is_none() {
            self.refuse(Words::AlreadyInside);
        } else if self.spanned(transaction, annotation.id, None) {
            let place = self.one_picked().and_then(|(_, annotation)| {
                annotation.span.fragments().position(|range| last.is_some_and(|last| range.contains(last)))
            });
            self.set_edge(place.map(|fragment| Edge { fragment, end: true }));
        }
        true
    }

    /// The hand takes an edge of the annotation that is picked out.
    #[inline(never)] // so that it can travel later
    pub(super) fn grab(&mut self, edge: Edge) {
        let Some((_, annotation)) = self.one_meant() else { return };
        let edge = edge.of(&annotation.span);
        self.set_edge(Some(edge));
        self.state.dragging = Some(Drag { id: annotation.id, edge, span: annotation.span.clone(), now: edge });
    }

    /// The hand moved the edge that it holds; `at` is the byte below it.
    #[inline(never)] // so that it can travel later
    pub(super) fn drag(&mut self, at: u32, boundaries: &Boundaries, exact: bool) {
        let Some(drag) = self.state.dragging.clone() else { return };
        let Some((document, annotation)) = self.one_meant().filter(|(_, a)| a.id == drag.id) else { return };
        let how = if exact { Snap::Exact } else { self.snap_of(&annotation) };
        let Some((span, now)) = dragged(&document, &annotation.span, drag.edge, at, how, boundaries) else { return };
        if span != drag.span {
            self.preview(&document, &annotation, &span);
            self.set_edge(Some(now));
            self.state.dragging = Some(Drag { span, now, ..drag });
        }
    }

    /// The hand lets the edge go, where it is or, not `kept`, where it was.
    #[inline(never)] // so that it can travel later
    pub(super) fn drop_edge(&mut self, kept: bool) {
        let Some(drag) = self.state.dragging.take() else { return };
        let Some((document, annotation)) = self.one_meant().filter(|(_, a)| a.id == drag.id) else { return };
        if drag.span == annotation.span {
            return;
        }
        self.preview(&document, &annotation, &annotation.span);
        self.set_edge(Some(drag.edge));
        if kept {
            let id = annotation.id;
            let transaction = self.stretch(&document, id, drag.span);
            self.spanned(transaction, id, Some(drag.now));
        }
    }

    /// Draws an annotation as if it stood elsewhere; the project does not know.
    fn preview(&mut self, document: &Rc<Document>, annotation: &Rc<Annotation>, span: &Span) {
        // A suggestion lies over the text, and not in the view.
        if !document.annotations.contains_key(&annotation.id) {
            return;
        }
        let mut shown = document.clone();
        if annotation.span != *span {
            let other = Annotation { span: span.clone(), ..(**annotation).clone() };
            Rc::make_mut(&mut shown).annotations.insert(annotation.id, Rc::new(other));
        }
        let selection = self.state.selection.clone();
        self.state.view = self.state.view.after(&shown, &[annotation.id], &selection);
    }
}

/// The span whose edge a hand has brought to `at`.
fn dragged(
    document: &Document,
    span: &Span,
    edge: Edge,
    at: u32,
    how: Snap,
    known: &Boundaries,
) -> Option<(Span, Edge)> {
    let here = edge.fragment(span)?;
    let raw = if edge.end {
        TextRange::new(here.start(), known.ceil(at).max(here.start() + 1))
    } else {
        TextRange::new(known.floor(at).min(here.end() - 1), here.end())
    };
    let to = raw.and_then(|raw| edges::snapped(document.article.text(), raw, edge, how, known)).unwrap_or(at);
    if edge.at(span) == Some(to) {
        return Some((span.clone(), edge));
    }
    edges::moved(document, span, edge, to, known)
}

/// Whether an action leaves an edge in the hand that holds it: what comes by itself while a hand pulls.
pub(super) const fn keeps_hold(action: &Action) -> bool {
    matches!(
        action,
        Action::Drag { .. }
            | Action::Drop(_)
            | Action::Near(_)
            | Action::Over(_)
            | Action::Point(..)
            | Action::Position(_)
            | Action::Listed(_)
            | Action::Written(..)
            | Action::Retry
            | Action::UpdateWaits
            | Action::Languages(_)
            | Action::Looks(_)
            | Action::NearInQueue(_)
            | Action::Active(_)
            | Action::Tallied(_)
            | Action::Queue(..)
            | Action::Searched(..)
            | Action::ReadOn
            | Action::Told(_)
            | Action::Run(Command::ToggleExact, _)
    )
}
