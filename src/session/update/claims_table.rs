//! Looking through all claims: of the article at once, of the others as the workshop tells of them.

use std::rc::Rc;

use super::Turn;
use crate::formats::claim_rows::{ClaimRow, claim_rows};
use crate::model::{AnnotationId, DocId, LabelKind};
use crate::session::action::Args;
use crate::session::claims_table::{ClaimsTable, Column, Only, Row};
use crate::session::command::Command;
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};
use crate::session::state::Dialog;
use crate::workshop::message::{Answer, CLAIMS, Search};

/// Rows that are drawn at a time.
pub const PAGE: usize = 300;

impl Turn<'_> {
    /// Opens the table, or the view of who said what; how it was sorted and what was shown is as it was left.
    pub(super) fn claims_table(&mut self, reading: bool, args: &Args) {
        let known = self.state.claims.as_deref().cloned().unwrap_or_default();
        // The key that brought it takes it away.
        if args.kind.is_none() && self.state.dialog == Some(Dialog::Claims) && known.reading == reading {
            self.state.dialog = None;
            return;
        }
        self.state.dialog = Some(Dialog::Claims);
        self.gather(ClaimsTable { reading, ..known });
    }

    /// Gathers the claims anew: those of loaded articles at once.
    fn gather(&mut self, table: ClaimsTable) {
        let project = &self.state.project;
        let wanted: Vec<DocId> = if table.everywhere {
            project.order.iter().cloned().collect()
        } else {
            self.state.open.iter().cloned().collect()
        };
        let mut rows = Vec::new();
        let mut others = Vec::new();
        for id in wanted {
            match project.document(&id) {
                Some(document) => rows.extend(self.rows_of(&id, claim_rows(project, document))),
                // The index knows which have no claims.
                None if project.entries.get(&id).is_some_and(|entry| entry.counts.claims > 0) => others.push(id),
                None => {}
            }
        }
        let search = (!others.is_empty()).then(|| {
            self.state.searches += 1;
            (self.state.searches, 0, others.len())
        });
        if let Some((number, ..)) = search {
            let wanted = Search { kind: CLAIMS.to_owned(), ..Search::default() };
            self.effects.push(Effect::Search(number, wanted, others));
        }
        self.state.claims = Some(Rc::new(ClaimsTable { rows: Rc::new(rows), search, unread: 0, first: 0, ..table }));
    }

    fn rows_of(&self, id: &DocId, rows: Vec<ClaimRow>) -> Vec<Rc<Row>> {
        let article = self.state.project.order.iter().position(|known| known == id).unwrap_or(usize::MAX);
        let row = |(place, claim)| Rc::new(Row { document: id.clone(), article, place, claim });
        rows.into_iter().enumerate().map(row).collect()
    }

    /// Takes in the claims of some more articles; false when the answer is to another question.
    pub(super) fn gathered(&mut self, number: u32, looked: usize, result: &Result<Answer, String>) -> bool {
        let Some(table) = self.state.claims.clone() else { return false };
        let Some((_, done, all)) = table.search.filter(|(under_way, ..)| *under_way == number) else { return false };
        let mut next = (*table).clone();
        match result {
            Ok(answer) => {
                let mut rows = (*table.rows).clone();
                for found in &answer.found {
                    rows.extend(self.rows_of(&DocId::from(found.document.as_str()), found.claims.clone()));
                }
                next.rows = Rc::new(rows);
                next.unread += answer.unreadable.len();
                let done = (done + looked).min(all);
                next.search = (done < all).then_some((number, done, all));
            }
            Err(why) => {
                next.search = None;
                next.unread += all - done;
                self.refuse(Message::new(Words::SearchBroke, &[why]));
            }
        }
        self.state.claims = Some(Rc::new(next));
        true
    }

    fn change_table(&mut self, change: impl FnOnce(&mut ClaimsTable)) {
        let Some(table) = self.state.claims.clone().filter(|_| self.state.dialog == Some(Dialog::Claims)) else {
            return self.refuse(Words::NotHere);
        };
        let mut next = (*table).clone();
        next.first = 0;
        change(&mut next);
        if next.everywhere == table.everywhere {
            self.state.claims = Some(Rc::new(next));
        } else {
            self.gather(next);
        }
    }

    /// Sorts by the column that the arguments name, or by the same from the other end.
    pub(super) fn sort_claims(&mut self, args: &Args) {
        let name = args.kind.as_deref().unwrap_or_default();
        let Some(column) = Column::ALL.into_iter().find(|column| column.as_str() == name) else {
            return self.refuse(Words::NotHere);
        };
        self.change_table(|table| {
            table.descending = table.column == column && !table.descending;
            table.column = column;
        });
    }

    /// Shows only some: those that the arguments name, else the next kind in turn.
    pub(super) fn filter_claims(&mut self, args: &Args) {
        let named = args.kind.as_deref().map(|name| Only::ALL.into_iter().find(|only| only.as_str() == name));
        if named == Some(None) {
            return self.refuse(Words::NotHere);
        }
        self.change_table(|table| {
            let place = Only::ALL.iter().position(|only| *only == table.only).unwrap_or(0);
            let next = Only::ALL.get((place + 1) % Only::ALL.len()).copied().unwrap_or_default();
            table.only = named.flatten().unwrap_or(next);
        });
    }

    /// The claims of all articles, or of this one again; as the arguments say, `all` or `here`.
    pub(super) fn claims_everywhere(&mut self, args: &Args) {
        let wanted = args.kind.as_deref().map(|kind| kind == "all");
        self.change_table(|table| table.everywhere = wanted.unwrap_or(!table.everywhere));
    }

    /// Brings the rows of loaded articles up to what was just done, while they are looked at.
    pub(super) fn refresh_claims(&mut self) {
        let Some(table) = self.state.claims.clone().filter(|_| self.state.dialog == Some(Dialog::Claims)) else {
            return;
        };
        let loaded = |row: &&Rc<Row>| !self.state.project.loaded.contains_key(&row.document);
        let mut rows: Vec<Rc<Row>> = table.rows.iter().filter(loaded).cloned().collect();
        let wanted = |id: &&DocId| table.everywhere || self.state.open.as_ref() == Some(*id);
        for id in self.state.project.order.iter().filter(wanted) {
            if let Some(document) = self.state.project.document(id) {
                rows.extend(self.rows_of(id, claim_rows(&self.state.project, document)));
            }
        }
        let mut next = ClaimsTable { rows: Rc::new(rows), ..(*table).clone() };
        // There may be fewer now than the page began with.
        let last = next.shown().len().saturating_sub(1) / PAGE * PAGE;
        next.first = next.first.min(last);
        self.state.claims = Some(Rc::new(next));
    }

    /// More rows: those from the number on that the arguments give.
    pub(super) fn page_claims(&mut self, args: &Args) {
        let first = args.step.and_then(|step| usize::try_from(step).ok()).unwrap_or(0);
        self.change_table(|table| table.first = first);
    }

    /// Goes to a claim: its article is shown, and it is picked out.
    pub(super) fn go_to_claim(&mut self, args: &Args) {
        let Some(id) = self.named(args) else { return };
        let absent = self.unloaded(&id);
        if self.ask_for(absent, Command::GoToClaim, args.clone()) {
            return;
        }
        let claim: Option<AnnotationId> = args.id.as_deref().and_then(|claim| claim.parse().ok());
        let there = self.state.project.document(&id).zip(claim).filter(|(d, claim)| d.annotations.contains_key(claim));
        let Some((_, claim)) = there else {
            let name = args.id.clone().unwrap_or_default();
            return self.refuse(Message::new(Words::NoAnnotation, &[name]));
        };
        self.state.dialog = None;
        self.show_document(&id);
        self.pick(claim);
        self.effects.push(Effect::Reveal(claim));
    }

    /// Goes to the next claim in reading order, or the one before; round at the ends.
    pub(super) fn walk_claims(&mut self, by: isize) {
        let schema = self.state.project.schema.clone();
        self.walk_among(by, &|annotation| schema.kind_of(&annotation.label) == LabelKind::Claim, Words::NoClaims);
    }

    /// Goes where the one claim that is picked out can be rated.
    pub(super) fn rate(&mut self) {
        self.effects.push(Effect::Focus("scale"));
    }
}
