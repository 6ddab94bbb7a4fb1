//! Loading a newer version of an article.

use std::rc::Rc;

use super::Turn;
use crate::edit::commands;
use crate::intake::plain;
use crate::intake::reanchor::Sureness;
use crate::model::{DocId, Document};
use crate::session::action::Args;
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words, shorten};
use crate::session::newer::{Decision, Newer};
use crate::session::state::Dialog;

/// Characters of the old words in the reason of a doubt.
const QUOTE: usize = 200;

impl Turn<'_> {
    /// Opens the sheet: asks for the text, goes on with what was looked at before, or, with a text, compares it.
    #[inline(never)] // so that it can travel later
    pub(super) fn load_newer(&mut self, args: &Args) {
        if self.state.task.is_some() {
            return self.refuse(Words::NewerInTask);
        }
        let Some(id) = self.named(args) else { return };
        let absent = self.unloaded(&id);
        if self.ask_for(absent, Command::LoadNewer, args.clone()) {
            return;
        }
        let Some(old) = self.state.project.document(&id).cloned() else { return self.refuse(Words::NotHere) };
        if old.meta.locked {
            return self.refuse_locked(&id);
        }
        let another = args.text.is_some() || self.state.dialog == Some(Dialog::Newer);
        if self.asks_to_let_go(&id, another) {
            return;
        }
        if self.state.open.as_ref() != Some(&id) {
            self.show_document(&id);
        }
        let Some(text) = &args.text else {
            // Asked for once more while it is looked at: for another text.
            let asks_anew = self.state.dialog == Some(Dialog::Newer);
            let known = self.state.newer.take().filter(|newer| newer.old.id == id && !asks_anew);
            self.state.newer = known.map(|newer| match Rc::ptr_eq(&newer.old, &old) {
                true => Rc::new(Newer { asked: false, ..(*newer).clone() }),
                false => Rc::new(newer.again(old)),
            });
            return self.show_newer();
        };
        match plain::document(text, 0, "", self.state.project.schema.version) {
            Some(new) => self.compare_newer(old, new),
            None => self.refuse(Words::OnlySpace),
        }
    }

    /// Asks, once, before what was said of a newer version is let go of: for the sake of another article, or of another text.
    fn asks_to_let_go(&mut self, id: &DocId, another: bool) -> bool {
        let Some(newer) = self.state.newer.clone() else { return false };
        let (said, old) = (newer.said(), &newer.old);
        let goes = another || old.id != *id;
        if !goes || said == 0 || newer.asked || !self.state.project.entries.contains_key(&old.id) {
            return false;
        }
        let told = Message::new(Words::NewerLetGo, &[said.to_string(), shorten(&old.meta.title, 80)]);
        self.state.newer = Some(Rc::new(Newer { asked: true, ..(*newer).clone() }));
        self.refuse(told);
        true
    }

    /// Compares a document with a newer version of it, however that was read.
    fn compare_newer(&mut self, old: Rc<Document>, new: Document) {
        if old.article.text() == new.article.text() {
            return self.refuse(Words::NewerSame);
        }
        if let Some(told) = self.known_text(&new) {
            return self.refuse(told);
        }
        self.state.newer = Some(Rc::new(Newer::new(old, Rc::new(new))));
        self.show_newer();
    }

    /// That there is an article with this text.
    fn known_text(&self, new: &Document) -> Option<Message> {
        let known = self.state.project.entries.values().find(|entry| *entry.sha256 == *new.article.sha256())?;
        Some(Message::new(Words::NewerKnown, &[&known.title]))
    }

    fn show_newer(&mut self) {
        if self.state.dialog == Some(Dialog::Newer) {
            // Something else stands there now; what had the focus is gone.
            self.effects.push(Effect::Sheet(true));
        }
        self.state.dialog = Some(Dialog::Newer);
    }

    fn change_newer(&mut self, change: impl FnOnce(&mut Newer)) {
        let open = self.state.newer.clone().filter(|_| self.state.dialog == Some(Dialog::Newer));
        let Some(open) = open else { return self.refuse(Words::NotHere) };
        let mut next = (*open).clone();
        change(&mut next);
        self.state.newer = Some(Rc::new(next));
    }

    /// Goes to the next row or the one before; with a step, to the row with that number.
    pub(super) fn walk_anchors(&mut self, forward: bool, args: &Args) {
        self.change_newer(|open| match args.step.and_then(|row| usize::try_from(row).ok()) {
            Some(row) => open.at = row.min(open.rows.len().saturating_sub(1)),
            None => open.walk(forward),
        });
    }

    /// Says that the annotation goes to its place: the one with the number that the arguments name, from 1, else the first. With
    /// the kind `same`, that all go along that have the same words.
    pub(super) fn take_anchor(&mut self, args: &Args) {
        if args.kind.as_deref() == Some("same") {
            let mut taken = 0;
            self.change_newer(|open| taken = open.take_same());
            if self.outcome.refused.is_none() {
                self.state.say(Message::new(Words::NewerTaken, &[taken]));
            }
            return;
        }
        let number = args.step.map_or(0, |step| step.saturating_sub(1)) as usize;
        let places = self.state.newer.as_ref().and_then(|open| Some(open.rows.get(open.at)?.places.len()));
        if places.is_some_and(|places| number >= places) {
            return self.refuse(Words::NewerNoPlace);
        }
        self.change_newer(|open| open.say(Decision::Taken(number)));
    }

    /// Says that the annotation stays with the version before.
    pub(super) fn leave_anchor(&mut self) {
        self.change_newer(|open| open.say(Decision::Left));
    }

    /// Shows only those that are as the kind says, or all.
    pub(super) fn show_anchors(&mut self, args: &Args) {
        let named = |name: &str| Sureness::ALL.iter().find(|(_, known)| *known == name).map(|(sureness, _)| *sureness);
        let only = args.kind.as_deref().and_then(named);
        self.change_newer(|open| {
            open.only = only;
            let shown = open.shown();
            open.at = shown.iter().find(|at| **at >= open.at).or(shown.first()).copied().unwrap_or(open.at);
        });
    }

    /// Puts the newer version in the place of the article.
    pub(super) fn use_newer(&mut self) {
        let open = self.state.newer.clone().filter(|_| self.state.dialog == Some(Dialog::Newer));
        let Some(newer) = open else { return self.refuse(Words::NotHere) };
        let here = self.state.project.document(&newer.old.id).cloned();
        if here.as_ref().is_none_or(|here| !Rc::ptr_eq(here, &newer.old)) {
            // Another tab, or a script, has worked on it meanwhile.
            self.state.newer = here.map(|here| Rc::new(newer.again(here)));
            return self.refuse(Words::NewerChanged);
        }
        if let Some(told) = self.known_text(&newer.new) {
            return self.refuse(told);
        }
        let id = self.free_id(&newer.new);
        let reason = |words: &str| Message::new(Words::NewerReason, &[shorten(words, QUOTE)]).text();
        let next = newer.document(id.clone(), self.fresh.now, reason);
        let transaction = commands::renew(&self.state.project, &newer.old.id, next);
        if !self.step(transaction) {
            return;
        }
        let ((doubted, left), report) = (newer.told(), newer.report());
        let came = newer.rows.len() - left;
        self.state.newer = None;
        self.state.dialog = (!report.is_empty()).then(|| Dialog::Report(Rc::new(report)));
        self.outcome.made = Some(id.to_string());
        self.state.say(Message::new(Words::NewerUsed, &[came, doubted, left]));
    }

    /// The id of a new text that no article has or had: one that went keeps what was said of it under its own.
    fn free_id(&self, new: &Document) -> DocId {
        let trash = self.state.journal.ledger.trash();
        let taken =
            |id: &DocId| self.state.project.entries.contains_key(id) || trash.iter().any(|(gone, ..)| gone == id);
        let mut id = new.id.clone();
        let mut number = 2;
        while taken(&id) {
            id = DocId::from(format!("{}-{number}", new.id).as_str());
            number += 1;
        }
        id
    }
}
