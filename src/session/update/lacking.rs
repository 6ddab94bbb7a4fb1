//! What lacks a required value: going there, and saying so before an article is set to done.

use std::rc::Rc;

use super::Turn;
use crate::edit::Selection;
use crate::model::lacking::{self, Of};
use crate::model::{AnnotationId, DocId, Document, Status};
use crate::session::action::Args;
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};
use crate::session::queue::{Shown, Under};

/// What lacks something and is named one by one; the others are counted.
const NAMED: usize = 3;

impl Turn<'_> {
    /// Goes to the next thing that lacks a required value: round this article, and once nothing else lacks in it, in the
    /// next one that the queue shows.
    #[inline(never)] // so that it can travel later
    pub(super) fn next_incomplete(&mut self, args: &Args) {
        if let Some(id) = &args.document {
            let id = DocId::from(id.as_str());
            self.show_document(&id);
            if self.state.open.as_ref() != Some(&id) {
                return;
            }
        }
        let document = self.state.document().cloned();
        let all = document.as_ref().map_or_else(Vec::new, |document| places(document, &self.state.project.schema));
        if let Some(document) = &document {
            let picked = self.state.selection.annotations().first().and_then(|id| document.annotations.get(id));
            // From what is picked out onwards; an article's own fields stand at its end.
            let after =
                |place: &&Option<AnnotationId>| match (picked, place.and_then(|id| document.annotations.get(&id))) {
                    (Some(picked), Some(other)) => picked.reading_order(other).is_lt(),
                    _ => true,
                };
            // Round this article, which is done with before another is gone to; but not on the spot.
            let other = |place: &&Option<AnnotationId>| picked.is_none_or(|picked| **place != Some(picked.id));
            if let Some(place) = all.iter().find(after).or_else(|| all.iter().find(other)) {
                return self.go_to_lacking(document, *place);
            }
        }
        if args.document.is_none() && self.read_incomplete(Command::NextIncomplete, args) {
            return;
        }
        self.let_go_of_fetched(Command::NextIncomplete, args);
        let Some(id) = self.incomplete_elsewhere() else {
            return match (all.first(), document) {
                (Some(first), Some(document)) => self.go_to_lacking(&document, *first),
                _ => self.refuse(Words::NothingLacking),
            };
        };
        let absent = self.unloaded(&id);
        let args = Args::document(&id);
        if !self.ask_for(absent, Command::NextIncomplete, args.clone()) {
            self.next_incomplete(&args);
        }
    }

    /// Picks out what lacks something and gives its field the focus.
    fn go_to_lacking(&mut self, document: &Rc<Document>, place: Option<AnnotationId>) {
        let schema = self.state.project.schema.clone();
        let titles =
            lacking::all(document, &schema).into_iter().filter(|(of, _)| annotation_of(document, *of) == place);
        let titles: Vec<Rc<str>> = titles.flat_map(|(_, titles)| titles).collect();
        let titles = titles.join(", ");
        match place {
            Some(id) => {
                self.pick(id);
                self.effects.push(Effect::Reveal(id));
                let (label, quote) = (self.label_name(id), self.quote(id));
                self.state.say(Message::new(Words::LacksThere, &[label, quote, titles]));
            }
            None => {
                self.select(Selection::Nothing);
                self.state.say(Message::new(Words::LacksArticle, &[titles]));
            }
        }
        self.effects.push(Effect::Focus("lacking"));
    }

    /// The next article of those that the queue shows that lacks something; not the open one.
    fn incomplete_elsewhere(&self) -> Option<DocId> {
        let state = &*self.state;
        let (rows, under) = (state.queue.rows(&state.project), Under::of(&state.project.schema));
        let here = rows.iter().position(|id| Some(id) == state.open.as_ref()).map_or(0, |here| here + 1);
        let round = rows.iter().skip(here).chain(rows.iter().take(here));
        let lacks = |id: &&DocId| {
            let entry = state.project.entries.get(*id);
            Some(*id) != state.open.as_ref() && entry.is_some_and(|e| !e.locked && Shown::Incomplete.has(e, under))
        };
        round.into_iter().find(lacks).cloned()
    }

    /// Reads the articles of which it is not known whether they lack something, and has a command run again then. False where
    /// there are none.
    #[inline(never)] // so that it can travel later
    pub(super) fn read_incomplete(&mut self, command: Command, args: &Args) -> bool {
        let project = &self.state.project;
        let under = Under::of(&project.schema);
        let unknown = |id: &&DocId| project.entries.get(*id).is_some_and(|entry| under.incomplete(entry).is_none());
        let unknown = project.order.iter().filter(unknown).cloned().collect();
        self.ask_for(unknown, command, args.clone())
    }

    /// Whether loaded articles are not set to done yet, since they lack something: that is said, and doing it again does it.
    #[inline(never)] // so that it can travel later
    pub(super) fn holds_back(&mut self, ids: &[DocId], status: Status, command: Command) -> bool {
        let project = &self.state.project;
        let schema = project.schema.clone();
        let open = |id: &&DocId| project.entries.get(*id).is_some_and(|entry| !entry.status.is_done());
        let documents = ids.iter().filter(open).filter_map(|id| project.document(id)).cloned();
        let lacking = documents.map(|document| (lacking::all(&document, &schema), document));
        let lacking: Vec<_> = lacking.filter(|(all, _)| !all.is_empty()).collect();
        // What was said once, and nothing was done about, is meant.
        let told = Some((Rc::<[DocId]>::from(ids), self.state.journal.clock));
        if !status.is_done() || lacking.is_empty() || self.state.insists == told {
            self.state.insists = None;
            return false;
        }
        self.state.insists = told;
        let count: usize = lacking.iter().map(|(all, _)| all.len()).sum();
        let places = match lacking.as_slice() {
            [(all, document)] => {
                let told: Vec<String> =
                    all.iter().take(NAMED).map(|(of, titles)| self.told(document, *of, titles)).collect();
                more(told, all.len())
            }
            many => {
                let told =
                    many.iter().take(NAMED).map(|(all, document)| format!("“{}” ({})", document.meta.title, all.len()));
                more(told.collect(), many.len())
            }
        };
        let key = |command: Command| self.state.keymap.shown(command.info());
        let jump = key(Command::NextIncomplete);
        let jump = jump.unwrap_or_else(|| Words::ActNextIncomplete.text().to_owned());
        let again = key(command).unwrap_or_else(|| Words::LacksAgain.text().to_owned());
        let facts = [count.to_string(), places, jump, again];
        let [_, alone @ ..] = &facts;
        self.refuse(match count {
            1 => Message::new(Words::LacksOne, alone),
            _ => Message::new(Words::LacksMany, &facts),
        });
        true
    }

    /// What lacks what, for people.
    fn told(&self, document: &Document, of: Of, titles: &[Rc<str>]) -> String {
        let schema = &self.state.project.schema;
        let name = match of {
            Of::Annotation(id) => document.annotations.get(&id).map(|a| a.span.quote(&document.article)),
            Of::Relation(id) => {
                let kind = document.relations.get(&id).map(|relation| &relation.kind);
                kind.map(|id| schema.relation(id).map_or_else(|| id.to_string(), |kind| kind.name.to_string()))
            }
            Of::Document => None,
        };
        let name = name.unwrap_or_else(|| Words::PaneArticle.text().to_owned());
        format!("“{}”: {}", crate::session::messages::shorten(&name, 40), titles.join(", "))
    }
}

/// Some of so many, and how many more there are.
fn more(mut told: Vec<String>, all: usize) -> String {
    if all > told.len() {
        told.push(Message::new(Words::AndMore, &[all - told.len()]).text());
    }
    told.join("; ")
}

/// Where in an article something lacks a value, each place once: an annotation, or (`None`) the article itself.
fn places(document: &Document, schema: &crate::model::Schema) -> Vec<Option<AnnotationId>> {
    let mut all: Vec<Option<AnnotationId>> = Vec::new();
    for (of, _) in lacking::all(document, schema) {
        let place = annotation_of(document, of);
        if !all.contains(&place) {
            all.push(place);
        }
    }
    all
}

/// The annotation in whose card something stands; of a relation that has lost its start, that at its end.
fn annotation_of(document: &Document, of: Of) -> Option<AnnotationId> {
    match of {
        Of::Annotation(id) => Some(id),
        Of::Relation(id) => {
            let relation = document.relations.get(&id)?;
            [relation.from, relation.to].into_iter().find(|end| document.annotations.contains_key(end))
        }
        Of::Document => None,
    }
}
