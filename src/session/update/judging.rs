//! What is said to suggestions, to the one that is looked at or to those that are named: yes, with another label where one is
//! named, or no. Then the walk goes on (`reviewing`). For many at once, by score, there is `above`.

use std::rc::Rc;

use super::Turn;
use crate::edit::commands::{self, Taken};
use crate::edit::{Change, Selection, Transaction};
use crate::model::{AnnotationId, DocId, LabelId, Verdict};
use crate::session::action::Args;
use crate::session::messages::{Message, Words};
use crate::session::suggestions::{At, Said};

impl Turn<'_> {
    /// Accepts the suggestion that is looked at, with another label where the arguments name one, and goes on; or those that
    /// the arguments name.
    pub(super) fn accept_suggestion(&mut self, args: &Args) {
        let label = match args.label.as_deref().map(LabelId::from) {
            Some(label) if self.state.project.schema.offered().all(|known| known.id != label) => {
                return self.refuse(Message::new(Words::NoLabel, &[label]));
            }
            label => label,
        };
        let Some((meant, seen)) = self.meant_suggestions(args) else { return };
        let schema = self.state.project.schema.clone();
        let suggestion = |(document, id): &(DocId, AnnotationId)| {
            self.state.project.document(document).and_then(|document| document.suggestions.get(id))
        };
        if let (Some(first), None) = (meant.first().and_then(suggestion), &label)
            && commands::label_of(&schema, first).is_none()
        {
            let known = schema.label(&first.annotation.label);
            let name = known.map_or_else(|| first.annotation.label.to_string(), |label| label.name.to_string());
            let why = if known.is_some() { Words::SuggestionRetired } else { Words::SuggestionUnknown };
            return self.refuse(Message::new(why, &[name]));
        }
        let is_other = |key: &_| {
            suggestion(key).is_some_and(|known| label.as_ref().is_some_and(|label| *label != known.annotation.label))
        };
        let said: Vec<Said> =
            meant.iter().map(|key| if is_other(key) { Said::Relabelled } else { Said::Accepted }).collect();
        let taken: Vec<Taken> = (meant.iter())
            .map(|(document, id)| Taken { label: label.clone(), seen, ..Taken::as_it_is(document.clone(), *id) })
            .collect();
        let step = commands::accept(&self.state.project, &taken, self.fresh);
        let made = step.as_ref().and_then(made_by);
        if self.step(step) {
            self.outcome.made = made.map(|id| id.to_string());
            self.said_to(&meant, &said);
        }
    }

    /// Rejects the suggestion that is looked at, and goes on; or those that the arguments name.
    pub(super) fn reject_suggestion(&mut self, args: &Args) {
        let Some((meant, _)) = self.meant_suggestions(args) else { return };
        let step = commands::reject(&self.state.project, &meant, self.fresh);
        if self.step(step) {
            self.said_to(&meant, &vec![Said::Rejected; meant.len()]);
        }
    }

    /// The suggestions that the arguments name, else the one that is looked at; and whether it is that one.
    fn meant_suggestions(&mut self, args: &Args) -> Option<(Vec<(DocId, AnnotationId)>, bool)> {
        let names = args.ids.as_deref().unwrap_or(args.id.as_slice());
        if !names.is_empty() {
            let document = self.named(args)?;
            let known = |name: &String| {
                let id: AnnotationId = name.parse().ok()?;
                let known = self.state.project.document(&document)?.suggestions.get(&id)?;
                (known.verdict == Verdict::Open).then(|| (document.clone(), id))
            };
            let mut all = Vec::new();
            for name in names {
                match known(name) {
                    Some(key) => all.push(key),
                    None => {
                        self.refuse(Message::new(Words::NoSuggestion, &[name]));
                        return None;
                    }
                }
            }
            return Some((all, false));
        }
        let found = self.state.suggestion().map(|(document, known)| (document.id.clone(), known.annotation.id));
        if found.is_none() {
            let reading = self.state.review.as_ref().is_some_and(|review| matches!(review.at, At::Reading(_)));
            self.refuse(if reading { Words::SuggestionsComing } else { Words::NotHere });
        }
        found.map(|key| (vec![key], true))
    }

    /// Notes what was said, and goes on where that was said to the one that is looked at.
    pub(super) fn said_to(&mut self, meant: &[(DocId, AnnotationId)], said: &[Said]) {
        let Some(review) = self.state.review.clone() else { return };
        let mut next = (*review).clone();
        for ((document, id), said) in meant.iter().zip(said) {
            next.say(document, *id, *said);
        }
        self.state.review = Some(Rc::new(next));
        let told = self.state.said.1.text();
        let at = review.current().map(|current| (review.document.clone(), current.annotation.id));
        if at.is_some_and(|at| meant.contains(&at)) {
            self.select(Selection::Nothing);
            self.go_on_from_here(&told);
        }
    }
}

/// The annotation that a transaction makes first.
fn made_by(transaction: &Transaction) -> Option<AnnotationId> {
    transaction.changes.iter().find_map(|change| match change {
        Change::Annotation(_, swap) if swap.before.is_none() => swap.after.as_ref().map(|made| made.id),
        _ => None,
    })
}
