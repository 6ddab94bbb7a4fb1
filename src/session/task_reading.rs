//! The articles of a task on their way in: fetched, then read a little at a time, so that the page answers meanwhile. Nothing
//! comes of them until all are read.

use std::rc::Rc;

use super::task::{Coming, TaskFile};
use crate::formats::task::texts::documents;
use crate::formats::task::{Article, Source};
use crate::formats::{Imported, Issue, Problem};
use crate::model::{DocId, PersonId, Project, Table};

/// What reading an article costs beside its text, as bytes of it.
const EACH: usize = 600;

/// The files of articles, by their number in the task, or why they could not be had.
pub type Fetched = Vec<(usize, Result<Vec<u8>, String>)>;

/// Articles that are being read.
#[derive(Clone, Debug)]
pub struct TaskReading {
    /// The task.
    pub found: Rc<TaskFile>,
    /// Who they are for.
    pub annotator: (Rc<str>, PersonId),
    share: Vec<usize>,
    /// How many of the share are read.
    at: usize,
    files: Table<usize, Result<Vec<u8>, String>>,
    ids: Table<DocId, ()>,
    /// What came of them.
    pub coming: Vec<Coming>,
    /// What else stands in their files, and what is to be told.
    pub all: Imported,
}

/// The document of an article whose text is the one that is here, as the task says.
#[must_use]
pub fn is_here(project: &Project, article: &Article) -> Option<DocId> {
    let id = DocId::from(&*article.id);
    let entry = project.entries.get(&id)?;
    (article.sha256.as_deref() == Some(&*entry.sha256)).then_some(id)
}

impl TaskReading {
    /// The articles of a share, with those of their files that were fetched.
    #[must_use]
    pub fn of(found: Rc<TaskFile>, annotator: (Rc<str>, PersonId), share: Vec<usize>, files: Fetched) -> Self {
        let files = files.into_iter().collect();
        let (ids, coming, all) = (Table::new(), Vec::new(), Imported::default());
        Self { found, annotator, share, at: 0, files, ids, coming, all }
    }

    /// How many articles are read, of how many.
    #[must_use]
    pub const fn so_far(&self) -> (usize, usize) {
        (self.at, self.share.len())
    }

    /// Reads about so many bytes more. True when there is nothing left.
    pub fn go_on(&mut self, bytes: usize, project: &Project) -> bool {
        let mut spent = 0;
        while spent < bytes {
            let Some(number) = self.share.get(self.at).copied() else { return true };
            self.at += 1;
            spent += EACH + self.read(number, project);
        }
        self.at == self.share.len()
    }

    /// Reads an article; returns how long it was.
    fn read(&mut self, number: usize, project: &Project) -> usize {
        let Some(article) = self.found.task.articles.get(number) else { return 0 };
        if let Some(id) = is_here(project, article) {
            self.ids.insert(id.clone(), ());
            self.coming.push(Coming::Same(id));
            return 0;
        }
        let issue =
            |file: &str, problem| Issue { file: file.to_owned(), line: 0, path: article.id.to_string(), problem };
        let (bytes, size) = match (&article.source, self.files.remove(&number)) {
            (Source::Text(text), _) => (None, text.len()),
            (Source::File(_), Some(Ok(bytes))) => {
                let size = bytes.len();
                (Some(bytes), size)
            }
            (Source::File(name), Some(Err(why))) => {
                self.all.issues.push(issue(name, Problem::NotFetched { why }));
                return 0;
            }
            // It was here when it was asked what to fetch, and is not any more.
            (Source::File(_), None) => (None, 0),
        };
        let mut read = documents(article, bytes, self.annotator.1, self.found.task.schema.version);
        for document in &read.documents {
            let twice = self.ids.insert(document.id.clone(), ()).is_some();
            let other = article.sha256.as_deref().is_some_and(|sum| sum != document.article.sha256());
            let file = match &article.source {
                Source::Text(_) => &article.id,
                Source::File(_) => &document.article.provenance().file_name,
            };
            if twice {
                read.issues.push(issue(file, Problem::Duplicate { id: document.id.to_string() }));
            } else if other {
                read.issues.push(issue(file, Problem::Checksum));
            }
        }
        self.coming.extend(read.documents.drain(..).map(Coming::Read));
        self.all.people.append(&mut read.people);
        self.all.entities.append(&mut read.entities);
        self.all.issues.append(&mut read.issues);
        size
    }
}
