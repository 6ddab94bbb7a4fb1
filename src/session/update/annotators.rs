//! Looking at what several people marked: opening the sheet, for an article or for all, and walking through it. What is chosen
//! in it is `comparing`.

use std::rc::Rc;

use super::Turn;
use crate::measure::engines_of;
use crate::model::{DocId, LabelId};
use crate::session::action::Args;
use crate::session::annotators::{Annotators, compare_article, compared};
use crate::session::command::Command;
use crate::session::comparing::{
    Article, Place, Side, Who, Whole, all_sides, alone, articles, compare_sides, first_pair, pair_of, parts,
};
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words};
use crate::session::state::Dialog;

impl Turn<'_> {
    /// Opens the sheet: for the article that the arguments name, by any of its documents; with the kind `all` for the list of
    /// articles; else for the open article where several have said something about it. The key that brought it takes it away.
    #[inline(never)] // so that it can travel later
    pub(super) fn annotators(&mut self, args: &Args) {
        let is_plain = args.kind.is_none() && args.document.is_none();
        if is_plain && self.state.dialog == Some(Dialog::Annotators) {
            self.state.dialog = None;
            return;
        }
        let wants_list = args.kind.as_deref() == Some("all") || (is_plain && self.state.open.is_none());
        let open = self.state.annotators.as_deref().cloned().unwrap_or_default();
        let all = articles(&self.state.project, &open.files);
        if wants_list {
            let unread = self.unread_engine(&open);
            if self.ask_for(unread, Command::Annotators, args.clone()) {
                return;
            }
            return self.list_articles(open, &all);
        }
        let wanted = args.document.as_deref().map(DocId::from).or_else(|| self.state.open.clone());
        let is_it = |article: &&Article| {
            let wanted = wanted.as_ref();
            Some(&article.id) == wanted || article.here.iter().any(|entry| Some(&entry.id) == wanted)
        };
        let Some(article) = all.iter().find(is_it) else {
            let name = wanted.map(|id| id.to_string()).unwrap_or_default();
            return self.refuse(Message::new(Words::NoDocument, &[name]));
        };
        let is_absent = |id: &DocId| !self.state.project.loaded.contains_key(id);
        let absent: Vec<DocId> = article.to_read().map(|entry| entry.id.clone()).filter(is_absent).collect();
        let may_differ = article.sides(&self.state.project, &open.engines).len() > 1 || !absent.is_empty();
        if may_differ && self.ask_for(absent, Command::Annotators, args.clone()) {
            return;
        }
        if !self.compare(open.clone(), article) {
            if args.document.is_some() {
                return self.refuse(Words::AnnotatorsOne);
            }
            self.list_articles(open, &all);
        }
    }

    /// Compares what is said about an article, all of which is loaded as far as it can be; false where one alone has said
    /// something.
    fn compare(&mut self, open: Annotators, article: &Article) -> bool {
        let project = &self.state.project;
        let mut sides = article.sides(project, &[]);
        let mut known = (*open.engines).clone();
        known.extend(sides.iter().filter_map(|side| match (side.place, &side.who) {
            (Place::Here, Who::Engine(id)) => Some(id.clone()),
            _ => None,
        }));
        crate::model::order::sort_and_dedup(&mut known);
        let open = Annotators { engines: Rc::new(known), ..open };
        // An engine that was chosen is there also where it says nothing: that is what it says.
        let is_known = |side: &Side| match (side.place, &side.who) {
            _ if sides.contains(side) => true,
            (Place::Here, Who::Engine(id)) => open.engines.contains(id),
            (Place::File(number), Who::Engine(id)) => {
                open.files.iter().any(|file| file.number == number && file.has_engine(id))
            }
            (_, Who::Person(..)) => false,
        };
        let is_there = |pair: &&[Side; 2]| {
            let some = pair.iter().any(|side| sides.contains(side));
            some && pair.iter().all(is_known) && parts(article, project, pair, !open.without_rejected).is_some()
        };
        // Who comes from the list looks at the two that are counted there.
        let wanted = open.chosen.as_ref().or_else(|| open.whole.as_ref().map(|whole| &whole.sides));
        let Some(pair) = wanted.filter(is_there).cloned().or_else(|| pair_of(&sides)) else {
            return false;
        };
        sides.extend(pair.iter().filter(|side| !sides.contains(side)).cloned().collect::<Vec<_>>());
        let everyone = open.everyone && compared(project, &article.id).len() > 1;
        let comparison = if everyone {
            Some(compare_article(project, &article.id))
        } else {
            compare_sides(article, project, &pair, !open.without_rejected)
        };
        let Some(comparison) = comparison else { return false };
        // Who comes back from the text stands where they went from.
        let known = open.comparison.as_ref().filter(|known| {
            let columns = |of: &crate::session::annotators::Comparison| -> Vec<_> {
                of.columns.iter().map(|column| (column.document.clone(), column.side.clone())).collect()
            };
            known.article == comparison.article && columns(known) == columns(&comparison)
        });
        let at = if known.is_some() { open.at.min(comparison.rows.len().saturating_sub(1)) } else { 0 };
        let label =
            open.label.clone().filter(|label| known.is_some() && comparison.rows.iter().any(|row| row.has(label)));
        let comparison = Some(Rc::new(comparison));
        self.show_annotators(Annotators { comparison, at, label, sides: Rc::new(sides), ..open });
        true
    }

    /// A document of which the index says that something is suggested in it, where it is not known by whom.
    fn unread_engine(&self, open: &Annotators) -> Vec<DocId> {
        let project = &self.state.project;
        if !open.engines.is_empty() || project.loaded.values().any(|document| !document.suggestions.is_empty()) {
            return Vec::new();
        }
        let mut entries = project.order.iter().filter_map(|id| project.entries.get(id));
        let found = entries.find(|entry| {
            entry.counts.suggestions.is_some_and(|count| count > 0) && !project.loaded.contains_key(&entry.id)
        });
        found.map(|entry| entry.id.clone()).into_iter().collect()
    }

    /// Lists the articles that both sides have, and counts them, unless they are counted already.
    pub(super) fn list_articles(&mut self, open: Annotators, all: &[Article]) {
        let project = &self.state.project;
        let mut known = (*open.engines).clone();
        project.loaded.values().for_each(|document| known.extend(engines_of(document)));
        crate::model::order::sort_and_dedup(&mut known);
        let sides = all_sides(all, project, &known);
        let is_there = |pair: &&[Side; 2]| pair.iter().all(|side| sides.contains(side));
        let pair = open.chosen.as_ref().filter(is_there).cloned().or_else(|| first_pair(all, project, &known));
        // Who comes back from an article goes on at that; who stays in the list, where they are.
        let back = open.comparison.as_ref().map(|known| known.article.clone());
        let stood = open.whole.as_ref().and_then(|whole| Some(whole.articles.get(open.at)?.article.clone()));
        let stood = back.or(stood);
        let open = Annotators { comparison: None, label: None, sides: Rc::new(sides), engines: Rc::new(known), ..open };
        let rejected = !open.without_rejected;
        let is_done = |whole: &Whole| !whole.is_stale && (whole.search.is_some() || whole.uncounted() == 0);
        let counted = open
            .whole
            .clone()
            .filter(|whole| Some(&whole.sides) == pair.as_ref() && whole.rejected == rejected && is_done(whole));
        let whole = match (counted, pair) {
            (Some(counted), _) => Some(counted),
            (None, Some(pair)) => Some(self.count_articles(all, pair, rejected)),
            (None, None) => None,
        };
        let is_it = |one: &crate::session::comparing::Counted| Some(&one.article) == stood.as_ref();
        let at = whole.as_ref().and_then(|whole| whole.articles.iter().position(is_it)).unwrap_or(0);
        self.show_annotators(Annotators { whole, at, ..open });
    }

    fn show_annotators(&mut self, open: Annotators) {
        let article = |open: &Annotators| open.comparison.as_ref().map(|comparison| comparison.article.clone());
        let known = self.state.annotators.as_deref().map(article);
        // Other rows stand there now, and what had the focus is gone. Who chooses another side goes on choosing.
        if self.state.dialog == Some(Dialog::Annotators) && known != Some(article(&open)) {
            self.effects.push(Effect::Sheet(true));
        }
        // Only files are told of it, and few people have any open.
        let in_one = if open.files.is_empty() { Vec::new() } else { alone(&self.state.project, &open.files) };
        self.state.annotators = Some(Rc::new(Annotators { alone: Rc::new(in_one), ..open }));
        self.state.dialog = Some(Dialog::Annotators);
    }

    /// Makes the sheet anew where one is in it, as something else is chosen: `false` where that cannot be.
    pub(super) fn show_again(&mut self, open: Annotators) {
        let all = articles(&self.state.project, &open.files);
        let article = open.comparison.as_ref().and_then(|known| all.iter().find(|one| one.id == known.article));
        let is_shown = article.is_some_and(|article| self.compare(open.clone(), article));
        if !is_shown {
            self.list_articles(open, &all);
        }
    }

    /// Brings the rows up to what was just done, here or elsewhere, while they are looked at. What all articles come to has to
    /// be counted anew; who looks at it says when.
    pub(super) fn refresh_annotators(&mut self) {
        if let Some(open) = &mut self.state.annotators
            && let Some(whole) = open.whole.as_ref().filter(|whole| !whole.is_stale)
        {
            let stale = Some(Rc::new(whole.stale()));
            Rc::make_mut(open).whole = stale;
        }
        let Some(open) = self.state.annotators.clone().filter(|_| self.state.dialog == Some(Dialog::Annotators)) else {
            return;
        };
        if open.comparison.is_some() {
            self.compare_anew(&open);
        }
    }

    #[inline(never)] // so that it can travel later
    fn compare_anew(&mut self, open: &Rc<Annotators>) {
        let Some(known) = &open.comparison else { return };
        let comparison = match &known.measured {
            None => Some(compare_article(&self.state.project, &known.article)),
            Some(measured) => {
                let all = articles(&self.state.project, &open.files);
                let article = all.iter().find(|article| article.id == known.article);
                article.and_then(|article| {
                    compare_sides(article, &self.state.project, &measured.sides, !open.without_rejected)
                })
            }
        };
        let Some(comparison) = comparison else { return self.show_again((**open).clone()) };
        let at = open.at.min(comparison.rows.len().saturating_sub(1));
        self.state.annotators =
            Some(Rc::new(Annotators { comparison: Some(Rc::new(comparison)), at, ..(**open).clone() }));
    }

    pub(super) fn change_annotators(&mut self, change: impl FnOnce(&mut Annotators)) {
        let open = self.state.annotators.clone().filter(|_| self.state.dialog == Some(Dialog::Annotators));
        let Some(open) = open else { return self.refuse(Words::NotHere) };
        let mut next = (*open).clone();
        change(&mut next);
        self.state.annotators = Some(Rc::new(next));
    }

    /// The same, where an article is compared.
    fn change_comparison(&mut self, change: impl FnOnce(&mut Annotators)) {
        if self.state.annotators.as_ref().is_some_and(|open| open.comparison.is_some()) {
            self.change_annotators(change);
        } else {
            self.refuse(Words::NotHere);
        }
    }

    /// Goes to the next row that differs, or the one before: from the row that the arguments name, or from where one stands.
    /// With a step, to the row with that number.
    pub(super) fn walk_differences(&mut self, forward: bool, args: &Args) {
        if let Some(row) = args.step.and_then(|row| usize::try_from(row).ok()) {
            return self.change_annotators(|open| open.at = row);
        }
        let from = args.values.as_ref().and_then(|values| values.first()?.parse().ok());
        let mut found = None;
        self.change_comparison(|open| {
            open.at = from.unwrap_or(open.at);
            let label = open.label.as_ref();
            found = open.comparison.as_ref().and_then(|known| known.difference_from(open.at, forward, label));
            open.at = found.unwrap_or(open.at);
        });
        let open = self.state.annotators.clone();
        let comparison = open.as_ref().and_then(|open| open.comparison.clone());
        match (found, comparison) {
            _ if self.outcome.refused.is_some() => {}
            (Some(at), Some(comparison)) => {
                let label = open.as_ref().and_then(|open| open.label.as_ref());
                let nth = comparison.differing(label).filter(|place| *place <= at).count();
                let words = comparison.rows.get(at).map(|row| row.words.clone()).unwrap_or_default();
                let facts = [nth.to_string(), comparison.differences(label).to_string(), words];
                self.state.say(Message::new(Words::DifferenceAt, &facts));
            }
            _ => self.refuse(Words::NoDifference),
        }
    }

    /// Shows only rows that differ, or all again.
    pub(super) fn only_differences(&mut self) {
        self.change_comparison(|open| {
            open.only = !open.only;
            stand_on_shown(open);
        });
    }

    /// Shows only rows with a label; the same again, or none, shows all.
    pub(super) fn filter_differences(&mut self, args: &Args) {
        let wanted = args.label.as_deref().map(LabelId::from);
        self.change_comparison(|open| {
            open.label = wanted.filter(|label| open.label.as_ref() != Some(label));
            stand_on_shown(open);
        });
    }
}

/// Stands on a row that is shown: the same, else the next one.
fn stand_on_shown(open: &mut Annotators) {
    let shown: Vec<usize> = open.shown().into_iter().map(|(place, _)| place).collect();
    let next = shown.iter().find(|place| **place >= open.at).or_else(|| shown.last());
    open.at = next.copied().unwrap_or(0);
}
