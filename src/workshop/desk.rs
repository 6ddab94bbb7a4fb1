//! What lies on the desk from one request to the next: documents, each with the number of the state it is in, and files
//! that wait to be read. A new worker begins with an empty desk and says what it misses.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::exporting::Exporting;
use super::importing::Importing;
use super::message::{Answer, CLAIMS, Found, FoundMark, LABELS, MARKS, Named, Request};
use super::proposing::propose;
use super::search::Wanted;
use super::taking::take_in;
use crate::formats::claim_rows::claim_rows;
use crate::formats::json::{self, to_json};
use crate::intake::reader::Reader;
use crate::measure::{Said, Standing, said};
use crate::model::{DocId, Document, Project, ProjectId, Table};
use crate::storage::Record;
use crate::storage::recovery::stored_document;
use crate::storage::snapshot::index_of;

/// The desk.
#[derive(Default)]
pub struct Desk {
    documents: Table<DocId, (u32, Document)>,
    /// Files that are being read, by who wants them.
    readers: BTreeMap<u32, Reader>,
    importing: Importing,
    exporting: Exporting,
}

impl Desk {
    /// Answers a request: the first part says what is wanted, the others are what it speaks of: texts, or the bytes of
    /// files. So does the answer: what it says, then bytes that belong to it, where there are any. An answer to what cannot
    /// be read is empty.
    #[must_use]
    pub fn answer(&mut self, parts: Vec<Vec<u8>>) -> Vec<Vec<u8>> {
        let mut parts = parts.into_iter();
        let request = String::from_utf8(parts.next().unwrap_or_default()).unwrap_or_default();
        let request = json::parse::<Request>(&request).unwrap_or_default();
        let texts = |parts: std::vec::IntoIter<Vec<u8>>| parts.map(|part| String::from_utf8(part).unwrap_or_default());
        let (answer, bytes) = match (&request.take_in, &request.import, &request.export) {
            (Some(wanted), ..) => {
                let mut reader = self.readers.remove(&wanted.reader).unwrap_or_default();
                let taken = take_in(&mut reader, wanted, parts);
                if taken.more {
                    self.readers.insert(wanted.reader, reader);
                }
                (Answer { taken: Some(taken), ..Answer::default() }, None)
            }
            (None, Some(step), _) => {
                let told = self.importing.step(step, &project_of(&request), parts);
                (Answer { imported: Some(told), ..Answer::default() }, None)
            }
            (None, None, Some(_)) => self.export(&request, &mut texts(parts)),
            (None, None, None) => (self.work(&request, &mut texts(parts)), None),
        };
        [to_json(&answer).into_bytes()].into_iter().chain(bytes).collect()
    }

    /// A step of an export. Its documents are let go of afterwards: there may be more of them than there is room for.
    fn export(&mut self, request: &Request, texts: &mut impl Iterator<Item = String>) -> (Answer, Option<Vec<u8>>) {
        let mut answer = Answer::default();
        let mut documents = Vec::new();
        for named in &request.documents {
            match named.copies {
                Some(count) => match given(named, count, texts) {
                    Some(document) => documents.push(Rc::new(document)),
                    None => answer.unreadable.push(named.id.clone()),
                },
                None => match self.on_desk(named) {
                    Some(document) => documents.push(Rc::new(document.clone())),
                    None => answer.missing.push(named.id.clone()),
                },
            }
        }
        let Some(step) = &request.export else { return (answer, None) };
        if !answer.missing.is_empty() {
            // They come again, all of them: the order of documents is that of the file.
            return (answer, None);
        }
        let (told, bytes) = self.exporting.step(step, || project_of(request), documents.into_iter());
        answer.exported = Some(told);
        (answer, bytes)
    }

    fn work(&mut self, request: &Request, texts: &mut impl Iterator<Item = String>) -> Answer {
        let mut answer = Answer::default();
        let project = project_of(request);
        if let Some(suggest) = &request.suggest {
            let document = texts.next().and_then(|text| stored_document(&DocId::from(""), &[&text], &[]));
            let proposed = document.map(|stored| propose(&stored.document, &project.schema, suggest));
            answer.proposed = proposed.unwrap_or_default();
        }
        let Some(search) = &request.search else { return answer };
        for named in &request.documents {
            self.lay_down(named, texts, &mut answer);
        }
        if search.kind == CLAIMS {
            let documents = request.documents.iter().filter_map(|named| self.on_desk(named));
            let told = documents.map(|document| Found {
                document: document.id.to_string(),
                claims: claim_rows(&project, document),
                ..Found::default()
            });
            answer.found = told.collect();
            return answer;
        }
        if search.kind == LABELS {
            let documents = request.documents.iter().filter_map(|named| self.on_desk(named));
            answer.found = documents.map(labels_of).collect();
            return answer;
        }
        if search.kind == MARKS {
            let documents = request.documents.iter().filter_map(|named| self.on_desk(named));
            answer.found = documents.map(marks_of).collect();
            return answer;
        }
        let wanted = match Wanted::new(search, &project) {
            Ok(wanted) => wanted,
            Err(wrong) => {
                answer.wrong = Some(wrong);
                return answer;
            }
        };
        let documents = request.documents.iter().filter_map(|named| self.on_desk(named));
        answer.found = documents.filter_map(|document| wanted.places(document)).collect();
        answer
    }

    fn on_desk(&self, named: &Named) -> Option<&Document> {
        let known = self.documents.get(&DocId::from(named.id.as_str()));
        known.filter(|(stamp, _)| *stamp == named.stamp).map(|(_, document)| document)
    }

    /// Takes a document that comes with a request.
    fn lay_down(&mut self, named: &Named, texts: &mut impl Iterator<Item = String>, answer: &mut Answer) {
        let Some(count) = named.copies else {
            if self.on_desk(named).is_none() {
                answer.missing.push(named.id.clone());
            }
            return;
        };
        match given(named, count, texts) {
            Some(document) => {
                self.documents.insert(DocId::from(named.id.as_str()), (named.stamp, document));
            }
            None => answer.unreadable.push(named.id.clone()),
        }
    }
}

/// The project that a request names, without documents.
fn project_of(request: &Request) -> Project {
    let project = request.project.as_deref().and_then(index_of).map(|(project, _)| project);
    project.unwrap_or_else(|| Project::new(ProjectId::from_bits(0), ""))
}

/// A document that comes with a request.
fn given(named: &Named, count: usize, texts: &mut impl Iterator<Item = String>) -> Option<Document> {
    let copies: Vec<String> = texts.take(count).collect();
    let records = texts.take(named.records).filter_map(|text| json::parse::<Record>(&text).ok());
    let records: Vec<_> = records.map(Rc::new).collect();
    let copies: Vec<&str> = copies.iter().map(String::as_str).collect();
    stored_document(&DocId::from(named.id.as_str()), &copies, &records).map(|stored| stored.document)
}

/// How often each label stands in a document.
fn labels_of(document: &Document) -> Found {
    let mut labels: Table<String, u32> = Table::new();
    for annotation in document.annotations.values() {
        let name = annotation.label.to_string();
        let known = labels.get(&name).copied().unwrap_or(0);
        labels.insert(name, known + 1);
    }
    Found { document: document.id.to_string(), labels, ..Found::default() }
}

/// All that is said in a document.
fn marks_of(document: &Document) -> Found {
    let told = |one: Said| FoundMark {
        label: one.label.to_string(),
        places: one.span.fragments().flat_map(|range| [range.start(), range.end()]).collect(),
        engine: one.engine.map(|engine| engine.to_string()),
        standing: match one.standing {
            Standing::Marked => String::new(),
            Standing::Open => "open".to_owned(),
            Standing::Rejected => "rejected".to_owned(),
        },
    };
    Found {
        document: document.id.to_string(),
        marks: said(document).into_iter().map(told).collect(),
        ..Found::default()
    }
}
