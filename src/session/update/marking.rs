//! Picking words out, putting labels on them.

use std::rc::Rc;

use super::Turn;
use crate::edit::commands;
use crate::edit::snap::{snap, without_furniture};
use crate::edit::{Change, Selection, Transaction};
use crate::model::{AnnotationId, Boundaries, Document, LabelId, Snap, Span, TextRange};
use crate::session::Command;
use crate::session::action::Args;
use crate::session::caret::{Caret, Seek};
use crate::session::effect::Effect;
use crate::session::hand::RawPart;
use crate::session::holder::Holder;
use crate::session::messages::{Message, Words, shorten};
use crate::session::state::State;
use crate::session::suggestions::At;

/// The words of `raw` as edges move for `how`; none where there is only space.
pub(super) fn snapped(document: &Document, raw: &[RawPart], how: Snap) -> Option<Span> {
    let text = document.article.text();
    let mut parts = Vec::new();
    for part in raw {
        let how = if part.exact { Snap::Exact } else { how };
        for piece in without_furniture(document, part.range) {
            parts.extend(snap(text, piece, how, &part.boundaries));
        }
    }
    Span::new(parts)
}

/// How edges move before a label is known.
pub(super) fn first_snap(state: &State) -> Snap {
    let held = state.held.as_ref().and_then(|id| state.project.schema.label(id));
    held.map_or(Snap::Words, |label| label.snap)
}

fn parse<T: std::str::FromStr>(id: &str) -> Option<T> {
    id.parse().ok()
}

impl Turn<'_> {
    pub(super) fn select(&mut self, selection: Selection) {
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

    #[inline(never)] // so that it can travel later
    pub(super) fn words(&mut self, range: TextRange, boundaries: Boundaries, add: bool, exact: bool, double: bool) {
        let Some(document) = self.state.document().cloned() else { return };
        self.state.one_end = None;
        let range = if double { without_possessive(&document, range) } else { range };
        if range.of(document.article.text()).is_none() {
            return self.refuse(Words::OutsideArticle);
        }
        if let Some((selection, raw)) = self.state.before_click.take().filter(|_| add && double) {
            self.select(selection);
            self.state.raw = raw;
        }
        let part = RawPart { range, boundaries: Rc::new(boundaries), exact: exact || self.state.exact };
        if add && self.add_fragment(&part) {
            return;
        }
        let mut raw = if add { (*self.state.raw).clone() } else { Vec::new() };
        raw.push(part);
        let Some(span) = snapped(&document, &raw, first_snap(self.state)) else {
            self.select(Selection::Nothing);
            return self.refuse(Words::OnlySpace);
        };
        let quote = shorten(&span.quote(&document.article), 80);
        self.select(Selection::Words(document.id.clone(), span.fragments().collect()));
        self.state.raw = Rc::new(raw);
        if self.state.caret.is_some() {
            self.set_caret(Caret { at: range.end(), anchor: range.start(), column: None });
        }
        self.state.say(Message::new(Words::WordsSelected, &[quote]));
        if let Some(held) = self.state.held.clone().filter(|_| !add) {
            self.annotate(&Args::label(held.as_str()));
        }
    }

    pub(super) fn annotate(&mut self, args: &Args) {
        let Some(document) = self.state.document().cloned() else { return self.refuse(Words::NotHere) };
        let Some(label) = self.label(Command::Annotate, args) else { return };
        let span = match &args.fragments {
            Some(_) => {
                let Some(ranges) = self.stretches(&document, args) else { return };
                let Some(span) = Span::new(ranges) else { return self.refuse(Words::BadFragments) };
                Some(span)
            }
            None => {
                let how = self.state.project.schema.label(&label).map_or(Snap::Words, |label| label.snap);
                snapped(&document, &self.state.raw, how)
            }
        };
        let Some(span) = span else { return self.refuse(Words::NothingSelected) };
        let end = span.end();
        let transaction = commands::annotate(&self.state.project, &document.id, span, &label, self.fresh);
        let made = transaction.as_ref().and_then(made_annotation);
        if self.step(transaction) {
            self.outcome.made = made.map(|id| id.to_string());
            self.used(label);
            if args.fragments.is_none() {
                self.bring_caret(end);
            }
            if let Some(made) = made {
                self.propose_for(made);
            }
        }
    }

    /// The label that the arguments name; refused when the schema has none.
    pub(super) fn label(&mut self, command: Command, args: &Args) -> Option<LabelId> {
        let Some(name) = &args.label else {
            self.refuse(Message::new(Words::NeedsArgument, &[command.info().id, "label"]));
            return None;
        };
        let label = LabelId::from(name.as_str());
        let known = self.state.project.schema.label(&label).cloned();
        let Some(known) = known else {
            self.refuse(Message::new(Words::NoLabel, &[name]));
            return None;
        };
        if known.retired && command != Command::CycleSight {
            self.refuse(Message::new(Words::LabelRetired, &[&known.name]));
            return None;
        }
        Some(label)
    }

    pub(super) fn apply_label(&mut self, args: &Args) {
        // Looking through suggestions, a label says yes with another label; nothing is said to one that is not here yet.
        let names_none = args.id.is_none() && args.ids.is_none();
        if names_none && self.state.suggestion().is_some() {
            return self.accept_suggestion(args);
        }
        let is_reading = self.state.review.as_ref().is_some_and(|review| matches!(review.at, At::Reading(_)));
        if names_none && is_reading && self.state.holder() == Holder::Suggestions {
            return self.refuse(Words::SuggestionsComing);
        }
        match &self.state.selection {
            Selection::Words(..) => self.annotate(args),
            Selection::Annotations(..) => self.relabel(args),
            Selection::Nothing if self.state.caret.is_some() => {
                let Some(label) = self.label(Command::ApplyLabel, args) else { return };
                self.effects.push(Effect::Caret(Seek::Word(label)));
            }
            Selection::Nothing => self.hold_label(args),
        }
    }

    pub(super) fn repeat_label(&mut self) {
        match self.state.last_label.clone() {
            Some(label) if self.state.caret.is_some() && self.state.selection == Selection::Nothing => {
                self.effects.push(Effect::Caret(Seek::Word(label)));
            }
            Some(label) => self.annotate(&Args::label(label.as_str())),
            None => self.refuse(Words::NotHere),
        }
    }

    pub(super) fn hold_label(&mut self, args: &Args) {
        let Some(label) = self.label(Command::HoldLabel, args) else { return };
        if self.state.held.as_ref() == Some(&label) {
            self.state.held = None;
            self.state.say(Words::HeldOff);
        } else {
            let name = self.state.project.schema.label(&label).map_or("", |label| &label.name);
            self.state.say(Message::new(Words::Holding, &[name]));
            self.state.held = Some(label);
        }
    }

    /// The annotations that the arguments name, else those picked out; refused when there is no such one.
    pub(super) fn targets(&mut self, args: &Args) -> Option<Vec<AnnotationId>> {
        let names = args.ids.as_deref().unwrap_or(args.id.as_slice());
        let there = |state: &State, id: AnnotationId| state.document().is_some_and(|d| d.annotations.contains_key(&id));
        let mut ids = Vec::new();
        for name in names {
            let Some(id) = parse(name).filter(|id| there(self.state, *id)) else {
                self.refuse(Message::new(Words::NoAnnotation, &[name]));
                return None;
            };
            ids.push(id);
        }
        if args.ids.is_none() && args.id.is_none() {
            ids = self.state.selection.annotations().to_vec();
        }
        if ids.is_empty() {
            self.refuse(Words::NotHere);
            return None;
        }
        Some(ids)
    }

    pub(super) fn relabel(&mut self, args: &Args) {
        let Some(label) = self.label(Command::Relabel, args) else { return };
        let Some(ids) = self.targets(args) else { return };
        let Some(id) = self.state.open.clone() else { return };
        let transaction = commands::relabel(&self.state.project, &id, &ids, &label, self.fresh);
        if transaction.is_none() {
            // The label it has already: nothing to change, nothing to complain about.
            return self.select(Selection::Annotations(id, ids));
        }
        if self.step(transaction) {
            self.used(label);
        }
    }

    /// A label was put on something; one key repeats it, also after a reload.
    fn used(&mut self, label: LabelId) {
        if self.state.last_label.as_ref() != Some(&label) {
            self.state.last_label = Some(label);
            self.remember();
        }
    }

    pub(super) fn delete(&mut self, args: &Args) {
        let Some(ids) = self.targets(args) else { return };
        let Some(id) = self.state.open.clone() else { return };
        if self.state.linking.is_some_and(|linking| ids.contains(&linking.from)) {
            self.state.linking = None;
        }
        let transaction = commands::delete(&self.state.project, &id, &ids);
        self.step(transaction);
    }
}

fn made_annotation(transaction: &Transaction) -> Option<AnnotationId> {
    transaction.changes.iter().find_map(|change| match change {
        Change::Annotation(_, swap) => swap.after.as_ref().map(|annotation| annotation.id),
        _ => None,
    })
}

/// A double click takes a whole word in; the possessive ending of a name is not part of the name.
pub(super) fn without_possessive(document: &Document, range: TextRange) -> TextRange {
    let words = document.article.quote(range).trim_end();
    let bare = words.strip_suffix("'s").or_else(|| words.strip_suffix("’s"));
    let end = bare.and_then(|bare| u32::try_from(bare.len()).ok()).map(|length| range.start() + length);
    end.and_then(|end| TextRange::new(range.start(), end)).unwrap_or(range)
}
