//! What can be compared: articles, and who has said something about each.

use std::rc::Rc;

use super::side::{Place, Side, Who};
use crate::measure::{Said, engines_of, of_engine, of_people, said};
use crate::model::{DocId, Document, Entry, Person, PersonId, Project, Table};
use crate::session::annotators::counts;

/// A file that was opened to be compared. Nothing of it is in the project.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct File {
    /// Its number.
    pub number: u32,
    /// Its name.
    pub name: Rc<str>,
    /// What was read of it.
    pub documents: Vec<Rc<Document>>,
    /// Who worked on it.
    pub people: Table<PersonId, Rc<Person>>,
    /// How much of it could not be taken as it stands.
    pub remarks: usize,
}

impl File {
    fn is_engines_only(&self) -> bool {
        self.documents.iter().any(|document| !document.suggestions.is_empty())
            && self.documents.iter().all(|document| document.annotations.is_empty())
    }

    /// Whether an engine says something in it.
    #[must_use]
    pub fn has_engine(&self, engine: &Rc<str>) -> bool {
        self.documents.iter().any(|document| engines_of(document).contains(engine))
    }
}

/// An article, and where something is said about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Its id; where it is in files only, the id of the first document about it.
    pub id: DocId,
    /// Its title.
    pub title: Rc<str>,
    /// What the index knows of its documents in the project, its own first.
    pub here: Vec<Rc<Entry>>,
    /// Documents of files about it: those with its text.
    pub files: Vec<(u32, Rc<Document>)>,
    /// The files among these that are an engine's work and nobody's: something is suggested in them and nothing is marked.
    pub engines_only: Vec<u32>,
}

/// One side of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The document.
    pub document: DocId,
    /// The document itself, where it is of a file.
    pub of_file: Option<Rc<Document>>,
    /// What this side says.
    pub said: Vec<Said>,
    /// It is an engine that says nothing at all about the article: what it was to find there it did not find.
    pub is_silent: bool,
}

/// All articles, those of the project first. A file's document belongs to the article of its id, where that has the same
/// text; else to the first with its text.
#[must_use]
pub fn articles(project: &Project, files: &[Rc<File>]) -> Vec<Article> {
    let mut all: Vec<Article> = Vec::with_capacity(project.order.len());
    let mut places: Table<DocId, usize> = Table::new();
    let mut texts: Table<Rc<str>, usize> = Table::new();
    for entry in project.order.iter().filter_map(|id| project.entries.get(id)) {
        let place = places.get(entry.article()).copied().unwrap_or(all.len());
        match all.get_mut(place) {
            Some(article) if entry.copy_of.is_none() => article.here.insert(0, entry.clone()),
            Some(article) => article.here.push(entry.clone()),
            None => {
                places.insert(entry.article().clone(), place);
                let (id, title) = (entry.article().clone(), entry.title.clone());
                all.push(Article { here: vec![entry.clone()], ..Article::new(id, title) });
            }
        }
        if !texts.contains_key(&entry.sha256) {
            texts.insert(entry.sha256.clone(), place);
        }
    }
    for file in files {
        let engines_only = file.is_engines_only();
        let take = |article: &mut Article, document: &Rc<Document>| {
            article.files.push((file.number, document.clone()));
            if engines_only && !article.engines_only.contains(&file.number) {
                article.engines_only.push(file.number);
            }
        };
        for document in &file.documents {
            let text: Rc<str> = Rc::from(document.article.sha256());
            let article = document.meta.copy_of.as_ref().unwrap_or(&document.id);
            let is_text = |place: &usize| {
                let article = all.get(*place);
                article.is_some_and(|a| a.here.first().is_some_and(|entry| entry.sha256 == text))
            };
            let by_id = places.get(article).copied().filter(is_text);
            let place = by_id.or_else(|| texts.get(&text).copied()).unwrap_or(all.len());
            match all.get_mut(place) {
                Some(article) => take(article, document),
                None => {
                    texts.insert(text, place);
                    let mut id = article.clone();
                    while places.contains_key(&id) {
                        id = DocId::from(format!("{id}~").as_str());
                    }
                    places.insert(id.clone(), place);
                    let mut article = Article::new(id, document.meta.title.clone());
                    take(&mut article, document);
                    all.push(article);
                }
            }
        }
    }
    all
}

/// Of each file how many articles are in it alone: in no other, and not in the project.
#[must_use]
pub fn alone(project: &Project, files: &[Rc<File>]) -> Vec<usize> {
    let all = articles(project, files);
    let in_it = |file: &Rc<File>| {
        let is_alone = |article: &&Article| {
            article.here.is_empty() && article.files.iter().all(|(number, _)| *number == file.number)
        };
        all.iter().filter(is_alone).count()
    };
    files.iter().map(in_it).collect()
}

/// Those of some documents in which a person has worked, with the number among those of the same person.
fn numbered<T>(all: impl Iterator<Item = (Option<PersonId>, T)>) -> Vec<(Who, T)> {
    let mut known: Vec<Option<PersonId>> = Vec::new();
    let number = |(id, document): (Option<PersonId>, T)| {
        let nth = known.iter().filter(|other| **other == id).count();
        known.push(id);
        (Who::Person(id, u32::try_from(nth).unwrap_or(u32::MAX)), document)
    };
    all.map(number).collect()
}

impl Article {
    const fn new(id: DocId, title: Rc<str>) -> Self {
        Self { id, title, here: Vec::new(), files: Vec::new(), engines_only: Vec::new() }
    }

    fn people_here(&self) -> Vec<(Who, &Rc<Entry>)> {
        numbered(self.here.iter().filter(|entry| counts(entry)).map(|entry| (entry.annotator, entry)))
    }

    /// A document that has suggestions alone is no person's work, nor is any of a file that has nothing else.
    fn people_of(&self, number: u32) -> Vec<(Who, &Rc<Document>)> {
        let own = self.files.iter().filter(|(of, _)| *of == number).map(|(_, document)| document);
        let is_work = |document: &&Rc<Document>| {
            !document.annotations.is_empty()
                || (document.suggestions.is_empty() && !self.engines_only.contains(&number))
        };
        let own = own.filter(is_work);
        numbered(own.map(|document| (document.meta.annotator, document)))
    }

    /// Whether an engine may have said something in a document, as far as the index knows.
    fn may_suggest(entry: &Entry) -> bool {
        entry.counts.suggestions != Some(0) || entry.counts.annotations > 0
    }

    /// The documents of the project that have to be read to know all sides.
    pub fn to_read(&self) -> impl Iterator<Item = &Rc<Entry>> {
        self.here.iter().filter(|entry| counts(entry) || entry.counts.suggestions != Some(0))
    }

    /// Who has said something about it: people of the project, those of files, engines. Of documents that are not loaded it
    /// is not known which engines suggested something: it may be any of these.
    #[must_use]
    pub fn sides(&self, project: &Project, known: &[Rc<str>]) -> Vec<Side> {
        let of = |place: Place| move |who: Who| Side { place, who };
        let mut sides: Vec<Side> = self.people_here().into_iter().map(|(who, _)| who).map(of(Place::Here)).collect();
        let mut numbers: Vec<u32> = self.files.iter().map(|(number, _)| *number).collect();
        numbers.dedup();
        for number in &numbers {
            sides.extend(self.people_of(*number).into_iter().map(|(who, _)| who).map(of(Place::File(*number))));
        }
        let mut suggested = Vec::new();
        for entry in &self.here {
            match project.document(&entry.id) {
                Some(document) => suggested.extend(engines_of(document).into_iter().map(|id| (Place::Here, id))),
                None if entry.counts.suggestions == Some(0) => {}
                None => suggested.extend(known.iter().map(|id| (Place::Here, id.clone()))),
            }
        }
        for (number, document) in &self.files {
            suggested.extend(engines_of(document).into_iter().map(|id| (Place::File(*number), id)));
        }
        for (place, id) in suggested {
            let side = Side { place, who: Who::Engine(id) };
            if !sides.contains(&side) {
                sides.push(side);
            }
        }
        sides
    }

    /// The documents of the project that have to be read for a side; nothing where the article cannot have it. An engine is
    /// asked about each article of its place: where it says nothing, it has found nothing.
    #[must_use]
    pub fn needs(&self, side: &Side) -> Option<Vec<DocId>> {
        match (side.place, &side.who) {
            (Place::Here, who @ Who::Person(..)) => {
                let (_, entry) = self.people_here().into_iter().find(|(known, _)| known == who)?;
                Some(vec![entry.id.clone()])
            }
            (Place::Here, Who::Engine(_)) => {
                let may = self.here.iter().filter(|entry| Self::may_suggest(entry));
                (!self.here.is_empty()).then(|| may.map(|entry| entry.id.clone()).collect())
            }
            (Place::File(number), who @ Who::Person(..)) => {
                self.people_of(number).iter().any(|(known, _)| known == who).then(Vec::new)
            }
            (Place::File(number), Who::Engine(_)) => self.files.iter().any(|(of, _)| *of == number).then(Vec::new),
        }
    }

    /// What a side says; `read` gives what is said in a document of the project. An engine's suggestions are those of the
    /// other side's document, where they are there: copies may have them, too, further on or not.
    pub fn part(
        &self,
        side: &Side,
        other: &Side,
        rejected: bool,
        read: &impl Fn(&DocId) -> Option<Rc<Vec<Said>>>,
    ) -> Option<Part> {
        let of_file = |document: &Rc<Document>, said: Vec<Said>| Part {
            document: document.id.clone(),
            of_file: Some(document.clone()),
            said,
            is_silent: false,
        };
        match (side.place, &side.who) {
            (Place::Here, Who::Person(..)) => {
                let document = self.needs(side)?.into_iter().next()?;
                let said = of_people(&read(&document)?);
                Some(Part { document, of_file: None, said, is_silent: false })
            }
            (Place::Here, Who::Engine(engine)) => self.part_of_engine(engine, self.needs(side)?, other, rejected, read),
            (Place::File(number), Who::Person(..)) => {
                let (_, document) = self.people_of(number).into_iter().find(|(known, _)| *known == side.who)?;
                Some(of_file(document, of_people(&said(document))))
            }
            (Place::File(number), Who::Engine(engine)) => {
                let own = || self.files.iter().filter(|(of, _)| *of == number).map(|(_, document)| document);
                let found =
                    own().find_map(|document| Some(of_file(document, of_engine(&said(document), engine, rejected)?)));
                found.or_else(|| Some(Part { is_silent: true, ..of_file(own().next()?, Vec::new()) }))
            }
        }
    }

    fn part_of_engine(
        &self,
        engine: &str,
        mut documents: Vec<DocId>,
        other: &Side,
        rejected: bool,
        read: &impl Fn(&DocId) -> Option<Rc<Vec<Said>>>,
    ) -> Option<Part> {
        let own = Some(other).filter(|other| other.place == Place::Here && matches!(other.who, Who::Person(..)));
        let first = own.and_then(|other| self.needs(other)).unwrap_or_default();
        crate::model::order::sort_by_key(&mut documents, |id| !first.contains(id));
        let mut is_unread = false;
        for document in documents {
            let Some(all) = read(&document) else {
                is_unread = true;
                continue;
            };
            if let Some(said) = of_engine(&all, engine, rejected) {
                return Some(Part { document, of_file: None, said, is_silent: false });
            }
        }
        // Of what could not be read nobody can say that it has nothing.
        if is_unread {
            return None;
        }
        let document = first.into_iter().next().or_else(|| Some(self.here.first()?.id.clone()))?;
        Some(Part { document, of_file: None, said: Vec::new(), is_silent: true })
    }
}
