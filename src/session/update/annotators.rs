//! Looking at what several people marked in one article.

use std::rc::Rc;

use super::Turn;
use crate::model::DocId;
use crate::session::action::Args;
use crate::session::annotators::{Annotators, compare_article, compared};
use crate::session::command::Command;
use crate::session::messages::{Message, Words};
use crate::session::state::Dialog;

impl Turn<'_> {
    /// Opens the sheet: for the article that the arguments name, by any of its documents; with the kind `all` for the list of
    /// articles; else for the open article where several people have worked in it. The key that brought it takes it away.
    #[inline(never)] // so that it can travel later
    pub(super) fn annotators(&mut self, args: &Args) {
        let is_plain = args.kind.is_none() && args.document.is_none();
        if is_plain && self.state.dialog == Some(Dialog::Annotators) {
            self.state.dialog = None;
            return;
        }
        let wants_list = args.kind.as_deref() == Some("all") || (is_plain && self.state.open.is_none());
        let article = if wants_list { None } else { self.named(args).map(|id| self.article_of(&id)) };
        if self.outcome.refused.is_some() {
            return;
        }
        let documents = article.as_ref().map(|id| compared(&self.state.project, id)).unwrap_or_default();
        if documents.len() < 2 {
            if args.document.is_some() {
                return self.refuse(Words::AnnotatorsOne);
            }
            return self.compare(None);
        }
        let loaded = |id: &DocId| self.state.project.loaded.contains_key(id);
        let absent: Vec<DocId> = documents.into_iter().filter(|id| !loaded(id)).collect();
        if self.ask_for(absent, Command::Annotators, args.clone()) {
            return;
        }
        self.compare(article.as_ref());
    }

    fn article_of(&self, id: &DocId) -> DocId {
        self.state.project.entries.get(id).map_or_else(|| id.clone(), |entry| entry.article().clone())
    }

    fn compare(&mut self, article: Option<&DocId>) {
        let only = self.state.annotators.as_ref().is_some_and(|open| open.only);
        let comparison = article.map(|id| Rc::new(compare_article(&self.state.project, id)));
        self.state.annotators = Some(Rc::new(Annotators { comparison, only, at: 0 }));
        self.state.dialog = Some(Dialog::Annotators);
    }

    /// Brings the rows up to what was just done, while they are looked at.
    pub(super) fn refresh_annotators(&mut self) {
        let Some(open) = self.state.annotators.clone().filter(|_| self.state.dialog == Some(Dialog::Annotators)) else {
            return;
        };
        let Some(known) = &open.comparison else { return };
        let comparison = compare_article(&self.state.project, &known.article);
        let at = open.at.min(comparison.rows.len().saturating_sub(1));
        self.state.annotators =
            Some(Rc::new(Annotators { comparison: Some(Rc::new(comparison)), at, ..(*open).clone() }));
    }

    fn change_annotators(&mut self, change: impl FnOnce(&mut Annotators)) {
        let open = self.state.annotators.clone().filter(|_| self.state.dialog == Some(Dialog::Annotators));
        let Some(open) = open.filter(|open| open.comparison.is_some()) else { return self.refuse(Words::NotHere) };
        let mut next = (*open).clone();
        change(&mut next);
        self.state.annotators = Some(Rc::new(next));
    }

    /// Goes to the next row that differs, or the one before: from the row that the arguments name, or from where one stands.
    /// With a step, to the row with that number.
    pub(super) fn walk_differences(&mut self, forward: bool, args: &Args) {
        if let Some(row) = args.step.and_then(|row| usize::try_from(row).ok()) {
            return self.change_annotators(|open| open.at = row);
        }
        let from = args.values.as_ref().and_then(|values| values.first()?.parse().ok());
        let mut found = None;
        self.change_annotators(|open| {
            open.at = from.unwrap_or(open.at);
            found = open.comparison.as_ref().and_then(|comparison| comparison.difference_from(open.at, forward));
            open.at = found.unwrap_or(open.at);
        });
        let comparison = self.state.annotators.as_ref().and_then(|open| open.comparison.clone());
        match (found, comparison) {
            _ if self.outcome.refused.is_some() => {}
            (Some(at), Some(comparison)) => {
                let nth = comparison.rows.iter().take(at + 1).filter(|row| row.differs()).count();
                let words = comparison.rows.get(at).map(|row| row.words.clone()).unwrap_or_default();
                let facts = [nth.to_string(), comparison.differences().to_string(), words];
                self.state.say(Message::new(Words::DifferenceAt, &facts));
            }
            _ => self.refuse(Words::NoDifference),
        }
    }

    /// Shows only rows that differ, or all again.
    pub(super) fn only_differences(&mut self) {
        self.change_annotators(|open| {
            open.only = !open.only;
            let stands = |open: &Annotators| {
                let comparison = open.comparison.as_ref()?;
                let row = comparison.rows.get(open.at)?;
                if row.differs() { Some(open.at) } else { comparison.difference_from(open.at, true) }
            };
            if open.only {
                open.at = stands(open).unwrap_or(0);
            }
        });
    }
}
