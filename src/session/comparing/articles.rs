//! What can be compared: articles, and who has said something about each.

use std::rc::Rc;

use super::side::{Place, Side, Who};
use crate::measure::{Said, engines, of_engine, of_people, said};
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
                all.push(Article { id, title, here: vec![entry.clone()], files: Vec::new() });
            }
        }
        if !texts.contains_key(&entry.sha256) {
            texts.insert(entry.sha256.clone(), place);
        }
    }
    for file in files {
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
                Some(article) => article.files.push((file.number, document.clone())),
                None => {
                    texts.insert(text, place);
                    let mut id = article.clone();
                    while places.contains_key(&id) {
                        id = DocId::from(format!("{id}~").as_str());
                    }
                    places.insert(id.clone(), place);
                    let title = document.meta.title.clone();
                    all.push(Article { id, title, here: Vec::new(), files: vec![(file.number, document.clone())] });
                }
            }
        }
    }
    all
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
    fn people_here(&self) -> Vec<(Who, &Rc<Entry>)> {
        numbered(self.here.iter().filter(|entry| counts(entry)).map(|entry| (entry.annotator, entry)))
    }

    /// A file that has suggestions alone is no person's work.
    fn people_of(&self, number: u32) -> Vec<(Who, &Rc<Document>)> {
        let own = self.files.iter().filter(|(of, _)| *of == number).map(|(_, document)| document);
        let own = own.filter(|document| !document.annotations.is_empty() || document.suggestions.is_empty());
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
        for entry in self.here.iter().filter(|entry| entry.counts.suggestions != Some(0)) {
            match project.document(&entry.id) {
                Some(document) => suggested.extend(engines(&said(document)).into_iter().map(|id| (Place::Here, id))),
                None => suggested.extend(known.iter().map(|id| (Place::Here, id.clone()))),
            }
        }
        for (number, document) in self.files.iter().filter(|(_, document)| !document.suggestions.is_empty()) {
            suggested.extend(engines(&said(document)).into_iter().map(|id| (Place::File(*number), id)));
        }
        for (place, id) in suggested {
            let side = Side { place, who: Who::Engine(id) };
            if !sides.contains(&side) {
                sides.push(side);
            }
        }
        sides
    }

    /// The documents of the project that have to be read for a side; nothing where the article cannot have it.
    #[must_use]
    pub fn needs(&self, side: &Side) -> Option<Vec<DocId>> {
        match (side.place, &side.who) {
            (Place::Here, who @ Who::Person(..)) => {
                let (_, entry) = self.people_here().into_iter().find(|(known, _)| known == who)?;
                Some(vec![entry.id.clone()])
            }
            (Place::Here, Who::Engine(_)) => {
                let may: Vec<_> = self.here.iter().filter(|entry| Self::may_suggest(entry)).collect();
                (!may.is_empty()).then(|| may.into_iter().map(|entry| entry.id.clone()).collect())
            }
            (Place::File(number), _) => self.files.iter().any(|(of, _)| *of == number).then(Vec::new),
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
        match (side.place, &side.who) {
            (Place::Here, Who::Person(..)) => {
                let document = self.needs(side)?.into_iter().next()?;
                let said = of_people(&read(&document)?);
                Some(Part { document, of_file: None, said })
            }
            (Place::Here, Who::Engine(engine)) => {
                let mut documents = self.needs(side)?;
                let own =
                    Some(other).filter(|other| other.place == Place::Here && matches!(other.who, Who::Person(..)));
                if let Some(first) = own.and_then(|other| self.needs(other)) {
                    crate::model::order::sort_by_key(&mut documents, |id| !first.contains(id));
                }
                documents.into_iter().find_map(|document| {
                    let said = of_engine(&read(&document)?, engine, rejected)?;
                    Some(Part { document, of_file: None, said })
                })
            }
            (Place::File(number), Who::Person(..)) => {
                let (_, document) = self.people_of(number).into_iter().find(|(known, _)| *known == side.who)?;
                let said = of_people(&said(document));
                Some(Part { document: document.id.clone(), of_file: Some(document.clone()), said })
            }
            (Place::File(number), Who::Engine(engine)) => {
                let own = self.files.iter().filter(|(of, _)| *of == number);
                own.map(|(_, document)| document).find_map(|document| {
                    let said = of_engine(&said(document), engine, rejected)?;
                    Some(Part { document: document.id.clone(), of_file: Some(document.clone()), said })
                })
            }
        }
    }
}
