//! Several articles at once: which are picked out in the queue, and what is done to them.

use std::rc::Rc;

use super::Turn;
use crate::edit::commands::{self, Whither};
use crate::model::{DocId, Entry, Status, Table};
use crate::session::action::Args;
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};
use crate::session::picks::{Picks, RowStep};
use crate::session::queue::Sorted;
use crate::session::state::Drawer;

impl Turn<'_> {
    fn picks(&mut self) -> &mut Picks {
        &mut Rc::make_mut(&mut self.state.queue).picks
    }

    fn rows(&self) -> Rc<Vec<DocId>> {
        self.state.queue.rows(&self.state.project)
    }

    /// Picks an article out: alone; beside the others, or lets it go; or all from the last one to it.
    #[inline(never)] // so that it can travel later
    pub(super) fn pick_article(&mut self, args: &Args) {
        let Some(id) = self.named(args) else { return };
        let (rows, open) = (self.rows(), self.state.open.clone());
        if !rows.contains(&id) {
            return self.refuse(Words::NotListed);
        }
        let (add, extend) = (args.add == Some(true), args.extend == Some(true));
        let picks = self.picks();
        if picks.count() == 0 {
            picks.begin_anew();
        }
        match (extend, add) {
            (true, _) => picks.extend(&rows, &id, open.as_ref(), add),
            (false, true) => picks.toggle(&id),
            (false, false) => {
                picks.set(std::slice::from_ref(&id));
                picks.begin_at(&id);
            }
        }
        self.tell_picks();
    }

    /// Picks all out that are seen.
    pub(super) fn pick_articles(&mut self) {
        let rows = self.rows();
        self.picks().set(&rows);
        self.tell_picks();
    }

    /// Lets all go.
    pub(super) fn drop_picks(&mut self) {
        self.picks().clear();
        self.tell_picks();
    }

    fn tell_picks(&mut self) {
        let count = self.state.queue.picks.count();
        self.state.say(if count == 0 { Words::PickedNone.into() } else { Message::new(Words::PickedMany, &[count]) });
        self.effects.push(Effect::FocusRow { lost: false });
    }

    /// Keys go from row to row.
    #[inline(never)] // so that it can travel later
    pub(super) fn walk_queue(&mut self, from: &DocId, step: RowStep, extend: bool) {
        let rows = self.rows();
        let Some(here) = rows.iter().position(|id| id == from).filter(|_| !self.state.partial) else { return };
        let last = rows.len().saturating_sub(1);
        let next = match step {
            RowStep::First => 0,
            RowStep::Last => last,
            RowStep::By(by) => here.saturating_add_signed(by).min(last),
        };
        let Some(id) = rows.get(next) else { return };
        let picks = self.picks();
        if extend {
            // Where keys have just come to, a range begins.
            if picks.cursor() != Some(from) {
                picks.begin_at(from);
            }
            picks.extend(&rows, id, Some(from), false);
            return self.tell_picks();
        }
        match picks.count() {
            0 => picks.begin_at(id),
            _ => picks.go_to(id),
        }
        self.effects.push(Effect::FocusRow { lost: false });
    }

    /// What is not seen any more is not picked out any more; `before` is what the queue showed.
    pub(super) fn keep_picks(&mut self, before: &Table<DocId, Rc<Entry>>) {
        if self.state.queue.picks.count() > 0 && !before.is_same(&self.state.project.entries) {
            let rows = self.rows();
            self.picks().keep_to(&rows);
        }
    }

    /// The articles that are meant: those that are named, else those that are picked out, in the order of the project.
    fn meant(&mut self, args: &Args) -> Option<Vec<DocId>> {
        let Some(names) = &args.ids else {
            let found = self.state.queue.picks.among(&self.state.project.order);
            if found.is_empty() {
                self.refuse(Words::NothingPicked);
            }
            return Some(found).filter(|found| !found.is_empty());
        };
        let mut named: Table<DocId, ()> = Table::new();
        for name in names {
            let id = DocId::from(name.as_str());
            if !self.state.project.entries.contains_key(&id) {
                self.refuse(Message::new(Words::NoDocument, &[name]));
                return None;
            }
            named.insert(id, ());
        }
        Some(self.state.project.order.iter().filter(|id| named.contains_key(*id)).cloned().collect())
    }

    /// The same, with all of them read: those that are not are asked for, and the command runs again.
    pub(super) fn meant_and_read(&mut self, command: Command, args: &Args) -> Option<Vec<DocId>> {
        let mut ids = self.meant(args)?;
        if matches!(command, Command::SetStatuses | Command::SetArticle) {
            // What is only looked at stays as it is, and is not read for it.
            let first = ids.first().cloned();
            ids.retain(|id| !self.is_locked(id));
            if let Some(first) = first.filter(|_| ids.is_empty()) {
                self.refuse_locked(&first);
                return None;
            }
        }
        let absent: Vec<DocId> =
            ids.iter().filter(|id| !self.state.project.loaded.contains_key(*id)).cloned().collect();
        if self.ask_for(absent, command, args.clone()) {
            return None;
        }
        Some(ids)
    }

    /// How many of these could not be read; that is said.
    pub(super) fn tell_unread(&mut self, ids: &[DocId]) {
        let project = &self.state.project;
        let unread = |id: &&DocId| project.entries.contains_key(*id) && !project.loaded.contains_key(*id);
        let count = ids.iter().filter(unread).count();
        if count > 0 {
            self.refuse(Message::new(Words::SomeUnread, &[count]));
        }
    }

    #[inline(never)] // so that it can travel later
    pub(super) fn set_statuses(&mut self, args: &Args) {
        let name = args.status.clone().unwrap_or_default();
        let Some(status) = Status::parse(&name) else { return self.refuse(Message::new(Words::NoStatus, &[name])) };
        let Some(ids) = self.meant_and_read(Command::SetStatuses, args) else { return };
        if self.holds_back(&ids, status, Command::SetStatuses) {
            return self.let_go_of_fetched(Command::SetStatuses, args);
        }
        let locked = self.meant(args).map_or(0, |all| all.len() - ids.len());
        // What all say already is nothing to complain about.
        if let Some(transaction) = commands::set_statuses(&self.state.project, &ids, status, self.fresh) {
            let count = transaction.changes.len();
            if self.step(Some(transaction)) {
                let words = if locked == 0 { Words::StatusesSet } else { Words::StatusesSetBut };
                self.state.say(Message::new(words, &[count, locked]));
            }
        }
        self.tell_unread(&ids);
        self.let_go_of_fetched(Command::SetStatuses, args);
    }

    #[inline(never)] // so that it can travel later
    pub(super) fn remove_articles(&mut self, args: &Args) {
        let Some(ids) = self.meant_and_read(Command::RemoveArticles, args) else { return };
        let rows = self.rows();
        let transaction = commands::remove_all(&self.state.project, &ids);
        if self.step(transaction) {
            // Keys go on from the nearest row that is still there.
            let last = ids.last().and_then(|last| rows.iter().position(|id| id == last)).unwrap_or(0);
            let entries = &self.state.project.entries;
            let after = rows.get(last..).unwrap_or_default().iter().find(|id| entries.contains_key(*id));
            let next = after.or_else(|| rows.iter().rev().find(|id| entries.contains_key(*id))).cloned();
            if let Some(next) = next {
                self.picks().begin_at(&next);
            }
        }
        self.tell_unread(&ids);
        self.let_go_of_fetched(Command::RemoveArticles, args);
    }

    #[inline(never)] // so that it can travel later
    pub(super) fn export_articles(&mut self, args: &Args) {
        let Some(ids) = self.meant_and_read(Command::ExportArticles, args) else { return };
        let documents = ids.iter().filter_map(|id| self.state.project.document(id)).cloned().collect();
        self.save_file(Command::Export, documents, ids.len());
        self.let_go_of_fetched(Command::ExportArticles, args);
    }

    /// Puts articles elsewhere in the queue: those that are named or picked out, else the one that is open.
    #[inline(never)] // so that it can travel later
    pub(super) fn place_articles(&mut self, args: &Args, whither: &Whither) {
        let open = self.state.open.clone().filter(|_| args.ids.is_none() && self.state.queue.picks.count() == 0);
        let ids = match open {
            Some(open) => vec![open],
            None => match self.meant(args) {
                Some(ids) => ids,
                None => return,
            },
        };
        if self.state.queue.sorted != Sorted::Order {
            return self.refuse(Words::OtherOrder);
        }
        let transaction = commands::place(&self.state.project, &self.rows(), &ids, whither);
        match transaction {
            Some(_) => drop(self.step(transaction)),
            None => self.refuse(Words::PlacedAlready),
        }
    }

    /// Puts them before the article that is named; behind all others where none is.
    pub(super) fn place_before(&mut self, args: &Args) {
        match &args.document {
            None => self.place_articles(args, &Whither::Last),
            Some(_) => {
                if let Some(id) = self.named(args) {
                    self.place_articles(args, &Whither::Before(id));
                }
            }
        }
    }

    /// Pulls a pane out where the page is narrow, or folds it.
    pub(super) fn pull_out(&mut self, drawer: Drawer) {
        self.state.drawer = Some(drawer).filter(|_| self.state.drawer != Some(drawer));
    }
}
