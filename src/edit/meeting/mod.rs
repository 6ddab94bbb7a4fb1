//! Documents that come in, and what is here already. An article is named by its id and its text; a document is one person's
//! work on it. One person's work is made one (`merge`); another's stands beside it, and is only looked at until somebody
//! chooses otherwise. Nothing is overwritten.

mod merge;
mod partner;

use std::rc::Rc;

use crate::model::order::sort_and_dedup;
use crate::model::{DocId, Document, Entry, Meta, Origin, PersonId, Project, Table};

pub use merge::{Gain, Gone, Replaced, difference, merged};
use partner::Partner;
pub use partner::suggested_links;

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
    /// What it was made one with had been taken out, and comes back with it.
    pub was_out: bool,
}

/// Documents that were taken out and can be brought back: what is known of each, and the document once it was read.
pub type Out = Table<DocId, (Rc<Entry>, Option<Rc<Document>>)>;

/// What came with one file.
#[derive(Clone, Copy, Debug)]
pub struct Came<'a> {
    /// Its documents.
    pub documents: &'a [Rc<Document>],
    /// The model whose open suggestions go where the file does not have them any more: a person said that it takes the place
    /// of an earlier one.
    pub replaces: Option<&'a str>,
}

impl<'a> From<&'a [Rc<Document>]> for Came<'a> {
    fn from(documents: &'a [Rc<Document>]) -> Self {
        Self { documents, replaces: None }
    }
}

/// What a meeting comes to.
#[derive(Clone, Debug, Default)]
pub struct Meeting {
    /// What became of each document, in the order in which they came.
    pub told: Vec<Told>,
    /// Documents that are new, or come back, in that order.
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
    /// Who works here.
    me: PersonId,
    unread: &'a Table<DocId, ()>,
    /// Those that were taken out, and have not come back by now.
    out: Out,
    known: Table<DocId, Known>,
    /// Of each id that names an article, the article.
    names: Table<DocId, DocId>,
    /// Of each article its text and its documents.
    articles: Table<DocId, (Rc<str>, Vec<DocId>)>,
    /// The article with a text, and the file with which it came.
    texts: Table<Rc<str>, (DocId, Option<usize>)>,
    /// The file whose documents come in now.
    file: Option<usize>,
    /// What it replaces.
    replaced: Replaced,
    /// Documents as they are by now, where that is not as they were.
    now: Table<DocId, Rc<Document>>,
    new: Vec<DocId>,
    /// Those that are new, and those that were nobody's before.
    came: Table<DocId, ()>,
    absent: Table<DocId, ()>,
    /// Articles of which something came in, and how many documents they had before.
    touched: Table<DocId, usize>,
}

/// What becomes of documents that come in, file by file, one after the other, in a project of which `unread` cannot be read
/// and `out` was taken out. `me` is who works here.
#[must_use]
pub fn meet(
    project: &Project,
    me: PersonId,
    files: &[Came<'_>],
    (unread, out): (&Table<DocId, ()>, &Out),
    gone: &Gone<'_>,
) -> Meeting {
    let mut room = Room::new(project, me, (unread, out));
    let mut told = Vec::new();
    for (number, file) in files.iter().enumerate() {
        room.file = Some(number);
        room.replaced = replaced(file);
        told.extend(file.documents.iter().map(|document| room.come_in(&with_author(document), gone)));
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

/// What a file replaces: what is open of the models that suggest something in it, and of the one that is named.
fn replaced(file: &Came<'_>) -> Replaced {
    let Some(named) = file.replaces else { return Replaced::default() };
    let suggested = file.documents.iter().flat_map(|document| document.suggestions.values());
    let models = suggested.filter_map(|suggestion| match &suggestion.annotation.origin {
        Origin::Engine { id, .. } => Some(id.clone()),
        Origin::Person | Origin::Import { .. } => None,
    });
    let models = models.chain([Rc::from(named)]).map(|model| (model, ())).collect();
    let kept = file.documents.iter().flat_map(|document| {
        let text: Rc<str> = Rc::from(document.article.sha256());
        document.suggestions.keys().map(move |id| ((text.clone(), *id), ()))
    });
    let links = file.documents.iter().flat_map(|document| {
        let text: Rc<str> = Rc::from(document.article.sha256());
        document.relations.keys().map(move |id| ((text.clone(), *id), ()))
    });
    Replaced { models, kept: kept.collect(), links: links.collect() }
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

impl<'a> Room<'a> {
    fn new(project: &'a Project, me: PersonId, (unread, out): (&'a Table<DocId, ()>, &Out)) -> Self {
        let mut room = Self {
            project,
            me,
            unread,
            out: out.clone(),
            known: Table::new(),
            names: Table::new(),
            articles: Table::new(),
            texts: Table::new(),
            file: None,
            replaced: Replaced::default(),
            now: Table::new(),
            new: Vec::new(),
            came: Table::new(),
            absent: Table::new(),
            touched: Table::new(),
        };
        for entry in project.order.iter().filter_map(|id| project.entries.get(id)) {
            room.find(entry, project.document(&entry.id));
        }
        // Those that are here come first, in whatever a document meets.
        for (entry, document) in out.values() {
            room.find(entry, document.as_ref());
        }
        room
    }

    /// A document that is here, or was taken out.
    fn find(&mut self, entry: &Entry, document: Option<&Rc<Document>>) {
        let bare = document.map_or(entry.counts.annotations == 0, |document| document.is_bare());
        let known = Known { annotator: entry.annotator, bare, locked: entry.locked };
        // Whatever a stored value says: what has another text is no document about the article.
        let head = self.project.entries.get(entry.article()).map(|head| &head.sha256);
        let text = head.or_else(|| self.articles.get(entry.article()).map(|(text, _)| text));
        let is_of_it = text.is_none_or(|text| *text == entry.sha256);
        let article = if is_of_it { entry.article() } else { &entry.id };
        self.stand(&entry.id, article, entry.sha256.clone(), known);
    }

    fn stand(&mut self, id: &DocId, article: &DocId, text: Rc<str>, known: Known) {
        let (_, mut members) = self.articles.get(article).cloned().unwrap_or_default();
        if !members.contains(id) {
            members.push(id.clone());
        }
        // Only the id leads to what was taken out.
        if !text.is_empty() && !self.out.contains_key(id) && !self.texts.contains_key(&*text) {
            self.texts.insert(text.clone(), (article.clone(), self.file));
        }
        self.articles.insert(article.clone(), (text, members));
        self.names.insert(article.clone(), article.clone());
        self.names.insert(id.clone(), article.clone());
        self.known.insert(id.clone(), known);
    }

    /// The documents of an article that are here.
    fn here(&self, article: &DocId) -> Vec<DocId> {
        let (here, _) = self.members(article);
        here
    }

    /// The documents of an article that are here, and those that were taken out.
    fn members(&self, article: &DocId) -> (Vec<DocId>, Vec<DocId>) {
        let members = self.articles.get(article).map(|(_, members)| members.clone()).unwrap_or_default();
        members.into_iter().partition(|id| !self.out.contains_key(id))
    }

    /// A document as it is by now; what is not loaded has to be read first.
    fn document(&mut self, id: &DocId) -> Option<Rc<Document>> {
        let out = || self.out.get(id).and_then(|(_, document)| document.as_ref());
        let there = self.now.get(id).or_else(|| self.project.document(id)).or_else(out).cloned();
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
        let told = |fate| Told { fate, other_text, same_text, was_out: false };
        let Some(article) = article else {
            self.touched.insert(id.clone(), 0);
            self.add(document, &id, None);
            return told(Fate::New);
        };
        match self.partner(document, &article, same_text) {
            Partner::With(partner) => {
                let Some(mine) = self.document(&partner) else { return told(Fate::Unread) };
                let (next, gain) = merged(&mine, document, &self.replaced, gone);
                let fate = if next == *mine && gain == Gain::default() { Fate::Same } else { Fate::Merged(gain) };
                if self.out.contains_key(&partner) {
                    self.touch(&article);
                    self.out.remove(&partner);
                    self.note(&partner, &next);
                    self.come(&partner, Rc::new(next));
                    return Told { was_out: true, ..told(fate) };
                }
                if next == *mine {
                    return told(fate);
                }
                // What was nobody's is somebody's now: that they were met is as if they came in.
                if mine.meta.annotator != next.meta.annotator {
                    self.touch(&article);
                    self.came.insert(partner.clone(), ());
                    self.note(&partner, &next);
                }
                self.now.insert(partner, Rc::new(next));
                told(fate)
            }
            Partner::Here => told(Fate::Same),
            Partner::Unread => told(Fate::Unread),
            Partner::None => {
                let is_alone = self.here(&article).is_empty();
                self.touch(&article);
                let own = if same_text { id } else { article.clone() };
                let mut place =
                    if self.known.contains_key(&own) { article.copy_by(document.meta.annotator) } else { own };
                while self.known.contains_key(&place) {
                    place = DocId::from(format!("{place}+").as_str());
                }
                let of = (place != article).then_some(article);
                self.add(document, &place, of);
                told(if is_alone { Fate::New } else { Fate::Beside })
            }
        }
    }

    fn touch(&mut self, article: &DocId) {
        if !self.touched.contains_key(article) {
            let count = self.here(article).len();
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
        self.come(id, next);
    }

    /// Something is in the queue that was not.
    fn come(&mut self, id: &DocId, document: Rc<Document>) {
        self.now.insert(id.clone(), document);
        self.new.push(id.clone());
        self.came.insert(id.clone(), ());
    }

    /// Where an article has several documents since these came in, those that are not of the person who works here are only
    /// looked at. What stood beside others before is as somebody chose.
    fn lock(&mut self, me: PersonId) -> usize {
        let mut count = 0;
        let touched: Vec<(DocId, usize)> = self.touched.iter().map(|(id, before)| (id.clone(), *before)).collect();
        for (article, before) in touched {
            let members = self.here(&article);
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
