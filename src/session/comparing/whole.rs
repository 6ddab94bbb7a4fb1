//! All articles that two sides have, counted one by one; marks of documents that are not loaded come from the workshop, and
//! go as soon as they are counted.

use std::rc::Rc;

use super::articles::Article;
use super::pair::measure;
use super::side::Side;
use crate::measure::{Counts, Said};
use crate::model::order::{sort_and_dedup, sort_by};
use crate::model::{DocId, LabelId, Project, Table};

/// How far two sides part in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The article.
    pub article: DocId,
    /// Its title.
    pub title: Rc<str>,
    /// Of all labels.
    pub counts: Counts,
}

/// Two sides of all articles that both have.
#[derive(Clone, Debug, PartialEq)]
pub struct Whole {
    /// Who they are; the first is what the other is held against.
    pub sides: [Side; 2],
    /// Whether what was rejected counts as suggested.
    pub rejected: bool,
    /// Of all labels.
    pub all: Counts,
    /// Of each label.
    pub labels: Table<LabelId, Counts>,
    /// The articles, those in which they part most first.
    pub articles: Rc<Vec<Counted>>,
    /// The search that looks through documents that are not loaded: its number, how many it did, of how many.
    pub search: Option<(u32, usize, usize)>,
    /// In how many of the articles each side says nothing, being an engine.
    pub silent: [usize; 2],
    /// Something was changed since they were counted.
    pub is_stale: bool,
    /// Articles that wait for it, by their places among all that did.
    waiting: Table<usize, Rc<Waiting>>,
    /// For each document that is looked through, the place of the article that waits for it.
    places: Rc<Table<DocId, usize>>,
    /// What was found for them.
    found: Table<DocId, Rc<Vec<Said>>>,
    /// Articles of which something could not be read.
    pub unread: usize,
}

#[derive(Clone, Debug, PartialEq)]
struct Waiting {
    article: Article,
    documents: Vec<DocId>,
}

/// What comes first: where they agree least, and of those that agree alike where more is to be looked at. What neither has
/// marked anything in comes last.
fn worst(one: &Counted) -> (u16, std::cmp::Reverse<u32>) {
    (one.counts.exact_f1().unwrap_or(1001), std::cmp::Reverse(one.counts.differences()))
}

impl Whole {
    /// Counts what is loaded; the documents that have to be read for the rest, those of one article one behind the other.
    #[must_use]
    pub fn begin(all: &[Article], project: &Project, sides: [Side; 2], rejected: bool) -> (Self, Vec<DocId>) {
        let mut whole = Self {
            sides,
            rejected,
            all: Counts::default(),
            labels: Table::new(),
            articles: Rc::default(),
            search: None,
            silent: [0, 0],
            is_stale: false,
            waiting: Table::new(),
            places: Rc::default(),
            found: Table::new(),
            unread: 0,
        };
        let (mut to_read, mut waiting, mut counted) = (Vec::new(), Vec::new(), Vec::new());
        let mut places = Vec::new();
        let read = |id: &DocId| project.document(id).map(|document| Rc::new(crate::measure::said(document)));
        for article in all {
            let needs = whole.sides.each_ref().map(|side| article.needs(side));
            let [Some(mut documents), Some(others)] = needs else { continue };
            documents.extend(others.into_iter().filter(|id| !documents.contains(id)).collect::<Vec<_>>());
            documents.retain(|id| !project.loaded.contains_key(id));
            if documents.is_empty() {
                counted.extend(whole.count(article, &read));
            } else {
                to_read.extend(documents.iter().cloned());
                places.extend(documents.iter().map(|id| (id.clone(), waiting.len())));
                waiting.push(Rc::new(Waiting { article: article.clone(), documents }));
            }
        }
        whole.waiting = waiting.into_iter().enumerate().collect();
        whole.places = Rc::new(places.into_iter().collect());
        whole.take_counted(counted);
        (whole, to_read)
    }

    fn count(&mut self, article: &Article, read: &impl Fn(&DocId) -> Option<Rc<Vec<Said>>>) -> Option<Counted> {
        let [one, other] = &self.sides;
        let first = article.part(one, other, self.rejected, read)?;
        let second = article.part(other, one, self.rejected, read)?;
        let parts = [first, second];
        // Two engines have no article in common where neither says anything.
        if parts.iter().all(|part| part.is_silent) {
            return None;
        }
        for (count, part) in self.silent.iter_mut().zip(&parts) {
            *count += usize::from(part.is_silent);
        }
        let compared = measure(&parts);
        self.all = self.all.and(compared.all);
        for (label, counts) in compared.labels.iter() {
            let known = self.labels.get(label).copied().unwrap_or_default();
            self.labels.insert(label.clone(), known.and(*counts));
        }
        Some(Counted { article: article.id.clone(), title: article.title.clone(), counts: compared.all })
    }

    /// Puts what was counted where it belongs: the others stand in their order already.
    fn take_counted(&mut self, mut counted: Vec<Counted>) {
        if counted.is_empty() {
            return;
        }
        sort_by(&mut counted, |a, b| worst(a).cmp(&worst(b)));
        let mut more = counted.into_iter().peekable();
        let mut articles = Vec::with_capacity(self.articles.len() + more.len());
        for known in self.articles.iter() {
            while let Some(next) = more.next_if(|next| worst(next) < worst(known)) {
                articles.push(next);
            }
            articles.push(known.clone());
        }
        articles.extend(more);
        self.articles = Rc::new(articles);
    }

    /// Takes in what the workshop found in some more documents, and counts the articles of which all is there.
    pub fn take(&mut self, project: &Project, found: Vec<(DocId, Vec<Said>)>, unreadable: &[DocId]) {
        let mut touched: Vec<usize> = Vec::new();
        for id in unreadable {
            if let Some(place) = self.places.get(id) {
                self.unread += usize::from(self.waiting.remove(place).is_some());
            }
        }
        for (id, said) in found {
            let place = self.places.get(&id).filter(|place| self.waiting.contains_key(*place));
            if let Some(place) = place {
                touched.push(*place);
                self.found.insert(id, Rc::new(said));
            }
        }
        sort_and_dedup(&mut touched);
        let mut counted = Vec::new();
        for place in touched {
            let is_there = |waiting: &&Rc<Waiting>| waiting.documents.iter().all(|id| self.found.contains_key(id));
            let Some(waiting) = self.waiting.get(&place).filter(is_there).cloned() else { continue };
            self.waiting.remove(&place);
            let mut known: Table<DocId, Rc<Vec<Said>>> = Table::new();
            for id in &waiting.documents {
                if let Some(said) = self.found.remove(id) {
                    known.insert(id.clone(), said);
                }
            }
            let read = |id: &DocId| {
                let loaded = || project.document(id).map(|document| Rc::new(crate::measure::said(document)));
                known.get(id).cloned().or_else(loaded)
            };
            counted.extend(self.count(&waiting.article, &read));
        }
        self.take_counted(counted);
    }

    /// The same, of which no more is counted; what was found of articles that are not whole is let go.
    #[must_use]
    pub fn stopped(&self) -> Self {
        Self { search: None, found: Table::new(), ..self.clone() }
    }

    /// The same after something was changed.
    #[must_use]
    pub fn stale(&self) -> Self {
        Self { is_stale: true, ..self.clone() }
    }

    /// Articles that were not counted: they wait, or the counting was stopped.
    #[must_use]
    pub fn uncounted(&self) -> usize {
        self.waiting.len()
    }
}
