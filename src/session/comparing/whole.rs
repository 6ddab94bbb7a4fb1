//! All articles that two sides have, counted one by one; marks of documents that are not loaded come from the workshop, and
//! go as soon as they are counted.

use std::rc::Rc;

use super::articles::Article;
use super::pair::measure;
use super::side::Side;
use crate::measure::{Counts, Said};
use crate::model::order::sort_by;
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
    /// Articles that wait for it.
    waiting: Rc<Vec<Waiting>>,
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
            waiting: Rc::default(),
            found: Table::new(),
            unread: 0,
        };
        let (mut to_read, mut waiting, mut counted) = (Vec::new(), Vec::new(), Vec::new());
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
                waiting.push(Waiting { article: article.clone(), documents });
            }
        }
        whole.waiting = Rc::new(waiting);
        whole.take_counted(counted);
        (whole, to_read)
    }

    fn count(&mut self, article: &Article, read: &impl Fn(&DocId) -> Option<Rc<Vec<Said>>>) -> Option<Counted> {
        let [one, other] = &self.sides;
        let first = article.part(one, other, self.rejected, read)?;
        let second = article.part(other, one, self.rejected, read)?;
        let compared = measure(&[first, second]);
        self.all = self.all.and(compared.all);
        for (label, counts) in compared.labels.iter() {
            let known = self.labels.get(label).copied().unwrap_or_default();
            self.labels.insert(label.clone(), known.and(*counts));
        }
        Some(Counted { article: article.id.clone(), title: article.title.clone(), counts: compared.all })
    }

    fn take_counted(&mut self, counted: Vec<Counted>) {
        if counted.is_empty() {
            return;
        }
        let mut articles = (*self.articles).clone();
        articles.extend(counted);
        // Worst first: where they agree least, and of those that agree alike where more is to be looked at. What neither has
        // marked anything in comes last.
        let key = |one: &Counted| (one.counts.exact_f1().unwrap_or(1001), std::cmp::Reverse(one.counts.differences()));
        sort_by(&mut articles, |a, b| key(a).cmp(&key(b)));
        self.articles = Rc::new(articles);
    }

    /// Takes in what the workshop found in some more documents, and counts the articles of which all is there.
    pub fn take(&mut self, project: &Project, found: Vec<(DocId, Vec<Said>)>, unreadable: &[DocId]) {
        for (id, said) in found {
            self.found.insert(id, Rc::new(said));
        }
        let broken = |waiting: &Waiting| waiting.documents.iter().any(|id| unreadable.contains(id));
        let is_there = |waiting: &Waiting| waiting.documents.iter().all(|id| self.found.contains_key(id));
        let (mut rest, mut ready) = (Vec::new(), Vec::new());
        for waiting in self.waiting.iter() {
            if broken(waiting) {
                self.unread += 1;
            } else if is_there(waiting) {
                ready.push(waiting.clone());
            } else {
                rest.push(waiting.clone());
            }
        }
        let known = std::mem::take(&mut self.found);
        let read = |id: &DocId| {
            let loaded = || project.document(id).map(|document| Rc::new(crate::measure::said(document)));
            known.get(id).cloned().or_else(loaded)
        };
        let counted: Vec<Counted> = ready.iter().filter_map(|waiting| self.count(&waiting.article, &read)).collect();
        let is_wanted = |id: &DocId| rest.iter().any(|waiting| waiting.documents.contains(id));
        self.found =
            known.iter().filter(|(id, _)| is_wanted(id)).map(|(id, said)| (id.clone(), said.clone())).collect();
        self.waiting = Rc::new(rest);
        self.take_counted(counted);
    }

    /// The same, of which no more is counted; what was found of articles that are not whole is let go.
    #[must_use]
    pub fn stopped(&self) -> Self {
        Self { search: None, found: Table::new(), ..self.clone() }
    }

    /// Articles that were not counted: they wait, or the counting was stopped.
    #[must_use]
    pub fn uncounted(&self) -> usize {
        self.waiting.len()
    }
}
