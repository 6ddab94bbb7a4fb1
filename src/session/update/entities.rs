//! Which mentions name the same thing.

use std::rc::Rc;

use super::Turn;
use crate::edit::commands;
use crate::model::{AnnotationId, AttributeKind, DocId, Document, EntityId};
use crate::session::Command;
use crate::session::action::Args;
use crate::session::hand::{Aim, Linking};
use crate::session::messages::{Message, Words};
use crate::session::people::called;

/// What a Wikidata id is short for (<https://www.wikidata.org/wiki/Wikidata:Data_access>).
const WIKIDATA: &str = "https://www.wikidata.org/entity/";

impl Turn<'_> {
    /// Says that what is picked out is one thing; of one mention, waits for the other to be clicked or walked to.
    pub(super) fn group(&mut self, args: &Args) {
        let Some(ids) = self.targets(args) else { return };
        let Some(document) = self.state.document().cloned() else { return self.refuse(Words::NotHere) };
        let named = commands::mentions(&self.state.project, &document, &ids);
        match named.as_slice() {
            [] => self.refuse(Words::NoMention),
            [one] => {
                self.wait_for_other(Linking::new(*one, Aim::Same));
            }
            _ => self.join(
                &document.id,
                &named,
                Args { ids: Some(ids.iter().map(ToString::to_string).collect()), ..Args::default() },
            ),
        }
    }

    /// Joins the mention that waits to the first mention among the candidates.
    pub(super) fn join_to(&mut self, from: AnnotationId, candidates: &[AnnotationId]) {
        let Some(document) = self.state.document().cloned() else { return };
        let others: Vec<AnnotationId> = candidates.iter().copied().filter(|id| *id != from).collect();
        let named = commands::mentions(&self.state.project, &document, &others);
        let Some(to) = named.first().copied() else { return self.refuse(Words::NoMention) };
        self.state.linking = None;
        let again = Args { ids: Some(vec![from.to_string(), to.to_string()]), ..Args::default() };
        self.join(&document.id, &[from, to], again);
    }

    fn join(&mut self, id: &DocId, named: &[AnnotationId], again: Args) {
        let project = &self.state.project;
        let Some(document) = project.document(id) else { return };
        let mut entities: Vec<EntityId> = named.iter().filter_map(|id| document.annotations.get(id)?.entity).collect();
        crate::model::order::sort_and_dedup(&mut entities);
        if entities.len() > 1 {
            // Entities that become one do so in every article.
            let absent = project.order.iter().filter(|id| !project.loaded.contains_key(id)).cloned().collect();
            if self.ask_for(absent, Command::Group, again) {
                return;
            }
        }
        // What is one already: nothing to change, nothing to complain about.
        if let Some(step) = commands::group(&self.state.project, id, named, self.fresh) {
            let name = step.name.detail.clone();
            if self.step(Some(step)) && entities.len() > 1 {
                let is = |document: &Rc<Document>| document.annotations.get(named.first()?)?.entity;
                let kept = self.state.project.document(id).and_then(is);
                entities.retain(|entity| Some(*entity) != kept);
                self.tell_held(&name, commands::held(&self.state.project, id, &entities));
            }
        } else if entities.len() > 1 {
            self.refuse(Words::NotHere);
        }
    }

    /// Says in which documents two things stay two, since these are only looked at.
    fn tell_held(&mut self, name: &str, held: Vec<(EntityId, DocId)>) {
        let project = &self.state.project;
        let mut ids: Vec<DocId> = held.into_iter().map(|(_, id)| id).collect();
        crate::model::order::sort_and_dedup(&mut ids);
        let entries = ids.iter().filter_map(|id| project.entries.get(id));
        let titles: Vec<String> = entries
            .map(|entry| {
                Message::new(Words::CopyOf, &[entry.title.to_string(), called(project, entry.annotator)]).text()
            })
            .collect();
        if let Some(first) = titles.first() {
            let rest = titles.len() - 1;
            self.state.say(match rest {
                0 => Message::new(Words::JoinedBut, &[name, first]),
                _ => Message::new(Words::JoinedButMany, &[name, first, &rest.to_string()]),
            });
        }
    }

    /// Says that what is picked out names a thing of its own.
    pub(super) fn ungroup(&mut self, args: &Args) {
        let Some(ids) = self.targets(args) else { return };
        let Some(id) = self.state.open.clone() else { return self.refuse(Words::NotHere) };
        let step = commands::ungroup(&self.state.project, &id, &ids, self.fresh);
        self.step(step);
    }

    /// Names the entity of what is picked out, or says where it is written about.
    pub(super) fn set_entity(&mut self, args: &Args) {
        let Some(ids) = self.targets(args) else { return };
        let first = ids.first().and_then(|id| self.state.document()?.annotations.get(id));
        let Some(entity) = first.and_then(|annotation| annotation.entity) else { return self.refuse(Words::NoEntity) };
        let link = args.link.as_deref().map(str::trim).map(|link| {
            let digits = link.strip_prefix(['Q', 'q']).filter(|rest| !rest.is_empty());
            let is_id = digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()));
            digits.filter(|_| is_id).map_or_else(|| link.to_owned(), |digits| format!("{WIKIDATA}Q{digits}"))
        });
        if let Some(link) = &link
            && AttributeKind::Link.read(std::slice::from_ref(link)).is_none()
        {
            return self.refuse(Message::new(Words::BadLink, &[link]));
        }
        let selection = self.state.selection.clone();
        let step = commands::set_entity(&self.state.project, entity, args.text.as_deref(), link.as_deref(), &selection);
        if let Some(step) = step {
            self.step(Some(step));
        }
    }
}
