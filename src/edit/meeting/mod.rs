//! Documents that come in, and what is here already. An article is named by its id and its text; a document is one person's
//! work on it. One person's work is made one (`merge`); another's stands beside it, and is only looked at until somebody
//! chooses otherwise. Nothing is overwritten.

mod merge;

use std::rc::Rc;

use crate::model::order::sort_and_dedup;
use crate::model::{DocId, Document, Meta, PersonId, Project, Table};

pub use merge::{Gain, Gone, difference, merged};

/// What became of a document that came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// Its article was not here.
    New,
    /// It stands beside another document about its article.
    Beside,
    /// It was made one with what is here.
    Merged(Gain),
    /// All of it was here.
    Same,
    /// What it should be made one with could not be read. It was left out.
    Unread,
}

/// A document that came in, and what there is to tell of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// What became of it.
    pub fate: Fate,
    /// Its id is that of another text here: it came in under another one.
    pub other_text: bool,
    /// Its text is here under another id.
    pub same_text: bool,
}

/// What a meeting comes to.
#[derive(Clone, Debug, Default)]
pub struct Meeting {
    /// What became of each document, in the order in which they came.
    pub told: Vec<Told>,
    /// New documents, in that order.
    pub new: Vec<Rc<Document>>,
    /// Documents that are here, before and after.
    pub changed: Vec<(Rc<Document>, Rc<Document>)>,
    /// Documents that have to be read before anything is done.
    pub absent: Vec<DocId>,
    /// How many of those that came in, or were met, are only looked at from now on.
    pub locked: usize,
}

/// What is known of a document, loaded or not.
#[derive(Clone)]
struct Known {
    annotator: Option<PersonId>,
    /// Nothing is said in it.
    bare: bool,
    locked: bool,
}

struct Room<'a> {
    project: &'a Project,
    unread: &'a Table<DocId, ()>,
    known: Table<DocId, Known>,
    /// Of each id that names an article, the article.
    names: Table<DocId, DocId>,
    /// Of each article its text and its documents.
    articles: Table<DocId, (Rc<str>, Vec<DocId>)>,
    /// The article with a text, and the file with which it came.
    texts: Table<Rc<str>, (DocId, Option<usize>)>,
    /// The file whose documents come in now.
    file: Option<usize>,
    /// Documents as they are by now, where that is not as they were.
    now: Table<DocId, Rc<Document>>,
    new: Vec<DocId>,
    /// Those that are new, and those that were nobody's before.
    came: Table<DocId, ()>,
    absent: Table<DocId, ()>,
    /// Articles of which something came in, and how many documents they had before.
    touched: Table<DocId, usize>,
}

/// With which document of an article one is made one.
enum Partner {
    With(DocId),
    None,
    /// All that it says is here.
    Here,
    /// That cannot be told.
    Unread,
}

/// What becomes of documents that come in, file by file, one after the other, in a project of which `unread` cannot be read.
/// `me` is who works here.
#[must_use]
pub fn meet(
    project: &Project,
    me: PersonId,
    files: &[&[Rc<Document>]],
    unread: &Table<DocId, ()>,
    gone: &Gone<'_>,
) -> Meeting {
    let mut room = Room::new(project, unread);
    let mut told = Vec::new();
    for (number, file) in files.iter().enumerate() {
        room.file = Some(number);
        told.extend(file.iter().map(|document| room.come_in(&with_author(document), gone)));
    }
    let locked = room.lock(me);
    let Room { now, new, absent, .. } = room;
    let changed = now.iter().filter_map(|(id, after)| {
        let before = project.document(id)?;
        (before != after).then(|| (before.clone(), after.clone()))
    });
    Meeting {
        told,
        changed: changed.collect(),
        new: new.iter().filter_map(|id| now.get(id).cloned()).collect(),
        absent: absent.keys().cloned().collect(),
        locked,
    }
}

/// Whether a document is this person's work, or nobody's.
fn is_of(document: &Document, me: PersonId) -> bool {
    let annotator = document.meta.annotator;
    let by_me = || document.annotations.values().any(|annotation| annotation.author == Some(me));
    annotator == Some(me) || (annotator.is_none() && document.is_bare()) || by_me()
}

/// The one person who made all annotations of which it is said who made them.
fn sole_author(document: &Document) -> Option<PersonId> {
    let mut authors = document.annotations.values().filter_map(|annotation| annotation.author);
    let first = authors.next()?;
    authors.all(|author| author == first).then_some(first)
}

/// A document that does not say whose work it is, as that of who made all of it.
fn with_author(document: &Rc<Document>) -> Rc<Document> {
    let Some(author) = sole_author(document).filter(|_| document.meta.annotator.is_none()) else {
        return document.clone();
    };
    let meta = Meta { annotator: Some(author), ..(*document.meta).clone() };
    Rc::new(Document { meta: Rc::new(meta), ..(**document).clone() })
}

/// Whether both have an annotation of one id.
fn share(one: &Document, other: &Document) -> bool {
    one.annotations.keys().any(|id| other.annotations.contains_key(id))
}

impl<'a> Room<'a> {
    fn new(project: &'a Project, unread: &'a Table<DocId, ()>) -> Self {
        let mut room = Self {
            project,
            unread,
            known: Table::new(),
            names: Table::new(),
            articles: Table::new(),
            texts: Table::new(),
            file: None,
            now: Table::new(),
            new: Vec::new(),
            came: Table::new(),
            absent: Table::new(),
            touched: Table::new(),
        };
        for entry in project.order.iter().filter_map(|id| project.entries.get(id)) {
            let document = project.document(&entry.id);
            let bare = document.map_or(entry.counts.annotations == 0, |document| document.is_bare());
            let known = Known { annotator: entry.annotator, bare, locked: entry.locked };
            // Whatever a stored value says: what has another text is no document about the article.
            let head = project.entries.get(entry.article()).map(|head| &head.sha256);
            let text = head.or_else(|| room.articles.get(entry.article()).map(|(text, _)| text));
            let is_of_it = text.is_none_or(|text| *text == entry.sha256);
            let article = if is_of_it { entry.article() } else { &entry.id };
            room.stand(&entry.id, article, entry.sha256.clone(), known);
        }
        room
    }

    fn stand(&mut self, id: &DocId, article: &DocId, text: Rc<str>, known: Known) {
        let (_, mut members) = self.articles.get(article).cloned().unwrap_or_default();
        if !members.contains(id) {
            members.push(id.clone());
        }
        if !text.is_empty() && !self.texts.contains_key(&*text) {
            self.texts.insert(text.clone(), (article.clone(), self.file));
        }
        self.articles.insert(article.clone(), (text, members));
        self.names.insert(article.clone(), article.clone());
        self.names.insert(id.clone(), article.clone());
        self.known.insert(id.clone(), known);
    }

    /// A document as it is by now; what is not loaded has to be read first.
    fn document(&mut self, id: &DocId) -> Option<Rc<Document>> {
        let there = self.now.get(id).or_else(|| self.project.document(id)).cloned();
        if there.is_none() && !self.unread.contains_key(id) {
            self.absent.insert(id.clone(), ());
        }
        there
    }

    fn come_in(&mut self, document: &Rc<Document>, gone: &Gone<'_>) -> Told {
        let text: Rc<str> = Rc::from(document.article.sha256());
        let mut id = document.id.clone();
        let mut other_text = false;
        let article = loop {
            let Some(article) = self.names.get(&id).cloned() else { break None };
            let here = self.articles.get(&article).map(|(text, _)| text.clone()).unwrap_or_default();
            if here == text || here.is_empty() {
                break Some(article);
            }
            other_text = true;
            id = DocId::from(format!("{id}~{}", text.get(..12).unwrap_or_default()).as_str());
        };
        // Who gave two ids to one text in one file meant two articles.
        let elsewhere = self.texts.get(&*text).filter(|(_, file)| file.is_none() || *file != self.file);
        let same_text = article.is_none() && elsewhere.is_some();
        let article = article.or_else(|| elsewhere.map(|(article, _)| article.clone()));
        let told = |fate| Told { fate, other_text, same_text };
        let Some(article) = article else {
            self.touched.insert(id.clone(), 0);
            self.add(document, &id, None);
            return told(Fate::New);
        };
        match self.partner(document, &article, same_text) {
            Partner::With(partner) => {
                let Some(mine) = self.document(&partner) else { return told(Fate::Unread) };
                let (next, gain) = merged(&mine, document, gone);
                if next == *mine {
                    return told(if gain == Gain::default() { Fate::Same } else { Fate::Merged(gain) });
                }
                // What was nobody's is somebody's now: that they were met is as if they came in.
                if mine.meta.annotator != next.meta.annotator {
                    self.touch(&article);
                    self.came.insert(partner.clone(), ());
                    self.note(&partner, &next);
                }
                self.now.insert(partner, Rc::new(next));
                told(Fate::Merged(gain))
            }
            Partner::Here => told(Fate::Same),
            Partner::Unread => told(Fate::Unread),
            Partner::None => {
                self.touch(&article);
                let own = if same_text { id } else { article.clone() };
                let mut place =
                    if self.known.contains_key(&own) { article.copy_by(document.meta.annotator) } else { own };
                while self.known.contains_key(&place) {
                    place = DocId::from(format!("{place}+").as_str());
                }
                let of = (place != article).then_some(article);
                self.add(document, &place, of);
                told(Fate::Beside)
            }
        }
    }

    fn touch(&mut self, article: &DocId) {
        if !self.touched.contains_key(article) {
            let count = self.articles.get(article).map_or(0, |(_, members)| members.len());
            self.touched.insert(article.clone(), count);
        }
    }

    fn note(&mut self, id: &DocId, document: &Document) {
        let Meta { annotator, locked, .. } = &*document.meta;
        self.known.insert(id.clone(), Known { annotator: *annotator, bare: document.is_bare(), locked: *locked });
    }

    /// Puts a document in under an id that is free.
    fn add(&mut self, document: &Rc<Document>, id: &DocId, of: Option<DocId>) {
        let meta = Meta { copy_of: of.clone(), locked: false, ..(*document.meta).clone() };
        let next = if document.id == *id && *document.meta == meta {
            document.clone()
        } else {
            Rc::new(Document { id: id.clone(), meta: Rc::new(meta), ..(**document).clone() })
        };
        let known = Known { annotator: next.meta.annotator, bare: next.is_bare(), locked: false };
        self.stand(id, of.as_ref().unwrap_or(id), Rc::from(next.article.sha256()), known);
        self.now.insert(id.clone(), next);
        self.new.push(id.clone());
        self.came.insert(id.clone(), ());
    }

    fn partner(&mut self, document: &Document, article: &DocId, same_text: bool) -> Partner {
        let by = document.meta.annotator;
        let members = self.articles.get(article).map(|(_, members)| members.clone()).unwrap_or_default();
        let of = |room: &Self, id: &DocId| room.known.get(id).and_then(|known| known.annotator);
        if !same_text {
            // Two that do not say whose they are need not be one person's, where both have marks.
            let is_bare = |id: &DocId| self.known.get(id).is_some_and(|known| known.bare);
            let is_one = |id: &&DocId| by.is_some() || document.annotations.is_empty() || is_bare(id);
            if let Some(id) = members.iter().filter(is_one).find(|id| of(self, id) == by) {
                return Partner::With(id.clone());
            }
            if document.is_bare() && by.is_none() {
                return Partner::Here;
            }
            let nobodys = |id: &&DocId| of(self, id).is_none() && self.known.get(*id).is_some_and(|known| known.bare);
            if let Some(id) = members.iter().find(nobodys) {
                return Partner::With(id.clone());
            }
        }
        // Where one of two does not say whose work it is, annotations of one id do.
        let mut unread = false;
        let may_be = |of: Option<PersonId>| of == by || of.is_none() || by.is_none();
        let candidates = members.into_iter().filter(|id| may_be(of(self, id)));
        let (alike, others): (Vec<DocId>, Vec<DocId>) = candidates.partition(|id| of(self, id) == by);
        for id in alike.into_iter().chain(others).filter(|_| !document.annotations.is_empty()) {
            match self.document(&id) {
                Some(here) if share(&here, document) => return Partner::With(id),
                Some(_) => {}
                None => unread = true,
            }
        }
        if unread { Partner::Unread } else { Partner::None }
    }

    /// Where an article has several documents since these came in, those that are not of the person who works here are only
    /// looked at. What stood beside others before is as somebody chose.
    fn lock(&mut self, me: PersonId) -> usize {
        let mut count = 0;
        let touched: Vec<(DocId, usize)> = self.touched.iter().map(|(id, before)| (id.clone(), *before)).collect();
        for (article, before) in touched {
            let members = self.articles.get(&article).map(|(_, members)| members.clone()).unwrap_or_default();
            // One person's documents do not lock each other.
            let by = |id: &DocId| self.known.get(id).filter(|k| !k.bare || k.annotator.is_some()).map(|k| k.annotator);
            let mut people: Vec<Option<PersonId>> = members.iter().filter_map(by).collect();
            sort_and_dedup(&mut people);
            if people.len() < 2 {
                continue;
            }
            for id in members {
                let known = self.known.get(&id).cloned();
                let is_free = known.is_some_and(|known| !known.locked && known.annotator != Some(me));
                if !is_free || (before > 1 && !self.came.contains_key(&id)) {
                    continue;
                }
                let Some(document) = self.document(&id).filter(|document| !is_of(document, me)) else { continue };
                let meta = Meta { locked: true, ..(*document.meta).clone() };
                self.now.insert(id, Rc::new(Document { meta: Rc::new(meta), ..(*document).clone() }));
                count += 1;
            }
        }
        count
    }
}
