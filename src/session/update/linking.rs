//! Linking: by key, by pulling a link to another annotation, by script; and what is said of a link.

use super::Turn;
use crate::edit::commands;
use crate::edit::{Change, StepKind, Transaction};
use crate::model::{AnnotationId, AttributeName, Document, KindId, Relation, RelationId};
use crate::session::Command;
use crate::session::action::Args;
use crate::session::hand::{Aim, Linking};
use crate::session::messages::{Message, Words, shorten};

fn parse<T: std::str::FromStr>(id: &str) -> Option<T> {
    id.parse().ok()
}

impl Turn<'_> {
    pub(super) fn start_link(&mut self) {
        let Some(from) = self.state.selection.annotations().first().copied() else {
            return self.refuse(Words::NotHere);
        };
        self.wait_for_other(Linking::new(from, Aim::Link));
    }

    /// Waits for another annotation to be clicked, walked to, or pulled to.
    pub(super) fn wait_for_other(&mut self, linking: Linking) {
        let words = if linking.aim == Aim::Same { Words::JoinTarget } else { Words::LinkTarget };
        let quote = self.quote(linking.from);
        self.state.linking = Some(linking);
        self.state.say(Message::new(words, &[quote]));
    }

    /// The words of an annotation, short.
    pub(super) fn quote(&self, id: AnnotationId) -> String {
        let document = self.state.document();
        let of = |d: &Document| {
            let suggested = || d.suggestions.get(&id).map(|known| known.annotation.span.quote(&d.article));
            d.annotations.get(&id).map(|a| a.span.quote(&d.article)).or_else(suggested)
        };
        let quote = document.and_then(|document| of(document));
        shorten(&quote.unwrap_or_default(), 60)
    }

    pub(super) fn confirm(&mut self) {
        let target = self.state.selection.annotations().first().copied();
        match (self.state.linking, target) {
            (Some(linking), Some(to)) => self.link_to(linking, &[to]),
            (Some(linking), None) if self.state.caret.is_some() => match self.here() {
                ids if ids.is_empty() => self.refuse(Words::NothingHere),
                ids => self.link_to(linking, &ids),
            },
            _ => self.refuse(Words::NotHere),
        }
    }

    /// A hand that pulls a link is over these annotations: the first that may be the other end is lit.
    #[inline(never)] // so that it can travel later
    pub(super) fn pull(&mut self, candidates: &[AnnotationId]) {
        let Some(linking) = self.state.linking else { return };
        let over = candidates.iter().copied().find(|to| self.transaction_to(linking, *to).is_some());
        self.state.linking = Some(Linking { over, ..linking });
    }

    /// It lets go there. Over nothing, nothing happens; over what may not be the other end, that is said.
    #[inline(never)] // so that it can travel later
    pub(super) fn land(&mut self, candidates: &[AnnotationId]) {
        let Some(linking) = self.state.linking else { return };
        let others: Vec<AnnotationId> = candidates.iter().copied().filter(|id| *id != linking.from).collect();
        if !others.is_empty() {
            self.link_to(linking, &others);
        }
        self.state.linking = None;
    }

    /// What linking to an annotation would do; `None` where that is not allowed. The other way round where only that is:
    /// the hand may begin at the source as well as at the claim.
    fn transaction_to(&self, linking: Linking, to: AnnotationId) -> Option<Transaction> {
        let (project, id, from) = (&self.state.project, self.state.open.as_ref()?, linking.from);
        let mut fresh = self.fresh.clone();
        match linking.aim {
            Aim::Same => None,
            Aim::End(relation, is_to) => commands::relink(project, id, relation, is_to, to, &fresh),
            Aim::Link => {
                let kind = |from, to| commands::link_kinds(project, id, from, to).first().cloned();
                match kind(from, to) {
                    Some(kind) => commands::link(project, id, &kind.id, from, to, &mut fresh),
                    None => commands::link(project, id, &kind(to, from)?.id, to, from, &mut fresh),
                }
            }
        }
    }

    /// Links to the first of the candidates that may be the other end.
    pub(super) fn link_to(&mut self, linking: Linking, candidates: &[AnnotationId]) {
        if linking.aim == Aim::Same {
            return self.join_to(linking.from, candidates);
        }
        let allowed = |to: &AnnotationId| self.transaction_to(linking, *to);
        let Some(transaction) = candidates.iter().find_map(allowed) else {
            let name = |id: Option<AnnotationId>| id.map(|id| self.label_name(id)).unwrap_or_default();
            let ends = [name(Some(linking.from)), name(candidates.first().copied())];
            return self.refuse(Message::new(Words::NoLink, &ends));
        };
        // The ids that are used up were looked at with a copy.
        self.fresh.bits();
        self.state.linking = None;
        self.linked(transaction);
    }

    /// Does a step that links, and says what else the link could be.
    fn linked(&mut self, transaction: Transaction) {
        let made = transaction.changes.iter().rev().find_map(|change| match change {
            Change::Relation(_, swap) => swap.after.clone(),
            _ => None,
        });
        let name = transaction.name.clone();
        if !self.step(Some(transaction)) {
            return;
        }
        let Some(relation) = made else { return };
        self.outcome.made = (name.kind == StepKind::Link).then(|| relation.id.to_string());
        let Some(document) = self.state.document().cloned() else { return };
        let next = commands::next_kind(&self.state.project, &document.id, &relation);
        let key = self.state.keymap.shown(Command::Relink.info());
        if let (Some(next), Some(key)) = (next, key) {
            let told = Message::step(&name).text();
            self.state.say(Message::new(Words::LinkOr, &[&told, &key, &next.name.to_string()]));
        }
    }

    pub(super) fn label_name(&self, id: AnnotationId) -> String {
        let label = self.state.document().and_then(|d| d.annotations.get(&id)).map(|a| a.label.clone());
        let known = label.as_ref().and_then(|id| self.state.project.schema.label(id));
        known.map(|label| label.name.to_string()).or_else(|| label.map(|id| id.to_string())).unwrap_or_default()
    }

    /// The open article's annotation with this id.
    fn end(&self, name: &str) -> Option<AnnotationId> {
        let id: Option<AnnotationId> = parse(name);
        id.filter(|id| self.state.document().is_some_and(|document| document.annotations.contains_key(id)))
    }

    /// The annotation that the arguments name; refused when it is not there.
    fn wanted_end(&mut self, name: &str) -> Option<AnnotationId> {
        let found = self.end(name);
        if found.is_none() {
            self.refuse(Message::new(Words::NoAnnotation, &[name]));
        }
        found
    }

    /// The relation kind that the arguments name; refused when the schema has none.
    fn wanted_kind(&mut self, name: &str) -> Option<KindId> {
        let kind = KindId::from(name);
        if self.state.project.schema.relation(&kind).is_none() {
            self.refuse(Message::new(Words::NoKind, &[name]));
            return None;
        }
        Some(kind)
    }

    pub(super) fn link(&mut self, args: &Args) {
        let (Some(kind), Some(from), Some(to)) = (&args.kind, &args.from, &args.to) else {
            return self.refuse(Message::new(Words::NeedsArgument, &["link", "kind, from, to"]));
        };
        let Some(kind) = self.wanted_kind(kind) else { return };
        let Some(from) = self.wanted_end(from) else { return };
        let Some(to) = self.wanted_end(to) else { return };
        let Some(id) = self.state.open.clone() else { return };
        match commands::link(&self.state.project, &id, &kind, from, to, self.fresh) {
            Some(transaction) => self.linked(transaction),
            None => self.refuse(Message::new(Words::NoLink, &[self.label_name(from), self.label_name(to)])),
        }
    }

    /// The relation of the open article that the arguments name.
    pub(super) fn named_relation(&self, args: &Args) -> Option<std::rc::Rc<Relation>> {
        let id: RelationId = parse(args.id.as_deref()?)?;
        self.state.document()?.relations.get(&id).cloned()
    }

    /// Gives a link another kind or another end: those that the arguments name, else, where an end is gone, the one that
    /// is pointed at next, else the next kind that is allowed. Without a link named, the newest of what is picked out.
    pub(super) fn relink(&mut self, args: &Args) {
        let Some(document) = self.state.document().cloned() else { return self.refuse(Words::NotHere) };
        let relation = match &args.id {
            Some(name) => {
                let Some(relation) = self.named_relation(args) else {
                    return self.refuse(Message::new(Words::NoRelation, &[name]));
                };
                relation
            }
            None => match newest(&document, self.state.selection.annotations()) {
                Some(relation) => relation,
                None => return self.refuse(Words::NotHere),
            },
        };
        let (project, id) = (&self.state.project, &document.id);
        let transaction = if let Some(kind) = &args.kind {
            let Some(kind) = self.wanted_kind(kind) else { return };
            commands::rekind(&self.state.project, id, relation.id, &kind, self.fresh)
        } else if let Some((name, is_to)) =
            args.from.as_ref().map(|name| (name, false)).or_else(|| args.to.as_ref().map(|name| (name, true)))
        {
            let Some(end) = self.wanted_end(name) else { return };
            commands::relink(&self.state.project, id, relation.id, is_to, end, self.fresh)
        } else {
            let there = |end: &AnnotationId| document.annotations.contains_key(end);
            match (there(&relation.from), there(&relation.to)) {
                (true, true) => commands::next_kind(project, id, &relation)
                    .and_then(|kind| commands::rekind(project, id, relation.id, &kind.id, self.fresh)),
                (true, false) => {
                    return self.wait_for_other(Linking::new(relation.from, Aim::End(relation.id, true)));
                }
                (false, true) => {
                    return self.wait_for_other(Linking::new(relation.to, Aim::End(relation.id, false)));
                }
                (false, false) => return self.refuse(Words::NoEnds),
            }
        };
        match transaction {
            Some(transaction) => self.linked(transaction),
            None => self.refuse(Words::NoOtherLink),
        }
    }

    pub(super) fn unlink(&mut self, args: &Args) {
        let name = args.id.clone().unwrap_or_default();
        let relation: Option<RelationId> = parse(&name);
        let Some((id, relation)) = self.state.open.clone().zip(relation) else {
            return self.refuse(Message::new(Words::NoRelation, &[name]));
        };
        match commands::unlink(&self.state.project, &id, relation) {
            None => self.refuse(Message::new(Words::NoRelation, &[name])),
            some => {
                self.step(some);
            }
        }
    }

    /// Sets an attribute of a link.
    pub(super) fn set_link_attribute(&mut self, relation: &Relation, name: &AttributeName, values: &[String]) {
        let Some(id) = self.state.open.clone() else { return };
        let kind = self.state.project.schema.relation(&relation.kind).cloned();
        let known = kind.as_ref().and_then(|kind| kind.attributes.iter().find(|attribute| attribute.name == *name));
        // What another schema left there can at least be taken away.
        if known.is_none() && !(values.is_empty() && relation.attributes.get(name).is_some()) {
            return self.refuse(Message::new(Words::NoAttribute, &[name.to_string()]));
        }
        if let Some(attribute) = known.filter(|attribute| attribute.kind.read(values).is_none()) {
            return self.refuse(super::attributes::bad_value(attribute, values));
        }
        let step = commands::set_link_attribute(&self.state.project, &id, relation.id, name, values, self.fresh);
        // What it says already: nothing to change, nothing to complain about.
        if let Some(step) = step {
            self.step(Some(step));
        }
    }
}

/// The link of some annotations that was made last.
fn newest(document: &Document, ids: &[AnnotationId]) -> Option<std::rc::Rc<Relation>> {
    let of = document.relations.values().filter(|relation| ids.contains(&relation.from) || ids.contains(&relation.to));
    of.max_by_key(|relation| (relation.created, relation.id)).cloned()
}
