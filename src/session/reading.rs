//! Files on their way in: read a little at a time, so that the page answers meanwhile. Nothing comes of them until all is
//! read.

use std::collections::VecDeque;
use std::rc::Rc;

use super::SourceFile;
use super::projects::NewProject;
use crate::formats::native::{self, Reader};
use crate::formats::{Imported, Issue, Problem};
use crate::intake::{decode, plain};
use crate::model::{DocId, Table};
use crate::storage::rescue::{self, Rescued};

/// Largest file that is read, in bytes.
pub const FILE_LIMIT: usize = 50_000_000;

/// How many bytes are read before the page gets a turn: some hundredths of a second.
pub const SLICE: usize = 400_000;

/// Whether a file of this size is read, which begins like this. What the last screen saved has everything twice, and quoted:
/// it must not be refused for that.
#[must_use]
pub fn is_read(size: usize, beginning: &[u8]) -> bool {
    size <= limit(beginning)
}

fn limit(beginning: &[u8]) -> usize {
    if beginning.starts_with(b"{\"manicule_rescue\"") { 8 * FILE_LIMIT } else { FILE_LIMIT }
}

/// A file that takes the place of what a model suggested before, and the model.
pub type Replacing = (Rc<str>, Rc<str>);

/// Files that are being read.
#[derive(Clone, Debug, Default)]
pub struct Reading {
    rest: VecDeque<SourceFile>,
    under_way: Option<UnderWay>,
    all: Imported,
    read: usize,
    total: usize,
    /// Whether the sheet that tells of it was shown.
    pub seen: bool,
    /// Articles that are read before what was read here meets them.
    pub waits: Table<DocId, ()>,
    /// Those that could not be.
    pub unread: Table<DocId, ()>,
    /// Of each document the file, by number, that is to be kept.
    pub originals: Vec<Option<u32>>,
    /// The project that is made of them; nothing where they come into the one that is open.
    pub into: Option<NewProject>,
}

/// A file of lines that is read up to a place.
#[derive(Clone, Debug)]
struct UnderWay {
    name: String,
    text: Rc<str>,
    at: usize,
    reader: Reader,
}

impl Reading {
    /// Files to be read, and what is to be told of others.
    #[must_use]
    pub fn of(files: Vec<SourceFile>, issues: Vec<Issue>) -> Self {
        let total = files.iter().map(|file| file.bytes.len()).sum();
        Self { rest: files.into(), all: Imported { issues, ..Imported::default() }, total, ..Self::default() }
    }

    /// What was read elsewhere.
    #[must_use]
    pub fn made(all: Imported) -> Self {
        Self { all, ..Self::default() }
    }

    /// More files, read after those.
    pub fn and(&mut self, files: Vec<SourceFile>, mut issues: Vec<Issue>) {
        self.total += files.iter().map(|file| file.bytes.len()).sum::<usize>();
        self.rest.extend(files);
        self.all.issues.append(&mut issues);
    }

    /// A file takes the place of what a model suggested before.
    pub fn replaces(&mut self, file_and_model: Option<Replacing>) {
        self.all.replaces.extend(file_and_model);
    }

    /// How many bytes there are.
    #[must_use]
    pub const fn total(&self) -> usize {
        self.total
    }

    /// How many of them are read.
    #[must_use]
    pub const fn read(&self) -> usize {
        self.read
    }

    /// What was read, and the file that told of the project.
    #[must_use]
    pub const fn all(&self) -> &Imported {
        &self.all
    }

    /// What was read, for good.
    #[must_use]
    pub fn end(self) -> Imported {
        self.all
    }

    /// An article that was waited for is here, or cannot be read. True when that was the last of them.
    pub fn came(&mut self, id: &DocId, is_here: bool) -> bool {
        let waited = self.waits.remove(id).is_some();
        if waited && !is_here {
            self.unread.insert(id.clone(), ());
        }
        waited && self.waits.is_empty()
    }

    /// Reads about so many bytes more. True when there is nothing left.
    pub fn go_on(&mut self, bytes: usize, schema_version: u32) -> bool {
        let goal = self.read.saturating_add(bytes);
        while self.read < goal {
            match self.under_way.take() {
                Some(file) => self.lines(file, goal),
                None => match self.rest.pop_front() {
                    Some(file) => {
                        self.begin(file, schema_version);
                        self.count();
                    }
                    None => return true,
                },
            }
        }
        self.rest.is_empty() && self.under_way.is_none()
    }

    /// Says of the documents that came since whose file they are of.
    fn count(&mut self) {
        let told: usize = self.all.files.iter().map(|(_, count)| count).sum();
        if let Some((_, count)) = self.all.files.last_mut() {
            *count += self.all.documents.len() - told;
        }
    }

    fn tell(&mut self, file: &str, problem: Problem) {
        self.all.issues.push(Issue { file: file.to_owned(), line: 0, path: String::new(), problem });
    }

    fn begin(&mut self, file: SourceFile, schema_version: u32) {
        let SourceFile { name, bytes } = file;
        self.all.files.push((Rc::from(name.as_str()), 0));
        let size = bytes.len();
        // A file of lines counts as they are read.
        self.read += size;
        if !is_read(size, &bytes) {
            return self.tell(&name, Problem::TooLarge { limit: limit(&bytes) });
        }
        let decoded = match decode::decode(bytes) {
            Ok(decoded) => decoded,
            Err(error) => return self.tell(&name, Problem::NotText { byte: error.byte }),
        };
        if let Some(rescued) = rescued(&decoded.text) {
            rescued.into_iter().for_each(|each| take_rescued(&mut self.all, each, &name));
        } else if native::is_lines(&name, &decoded.text) {
            let text: Rc<str> = Rc::from(decoded.text);
            self.read -= size.min(text.len());
            self.under_way = Some(UnderWay { name, text, at: 0, reader: Reader::default() });
        } else {
            match plain::document(&decoded.text, decoded.surrogates, &name, schema_version) {
                Some(document) => self.all.documents.push(Rc::new(document)),
                None => self.tell(&name, Problem::Empty),
            }
        }
    }

    fn lines(&mut self, mut file: UnderWay, goal: usize) {
        while self.read < goal {
            let rest = file.text.get(file.at..).unwrap_or_default();
            let (line, more) = match rest.split_once('\n') {
                Some((line, _)) => (line, true),
                None => (rest, false),
            };
            let line = if file.at == 0 { line.strip_prefix('\u{feff}').unwrap_or(line) } else { line };
            file.reader.line(&file.name, line);
            if !more {
                self.read += rest.len();
                self.take(&file.name, file.reader);
                return self.count();
            }
            let end = rest.find('\n').map_or(rest.len(), |at| at + 1);
            file.at += end;
            self.read += end;
        }
        self.under_way = Some(file);
    }

    fn take(&mut self, name: &str, reader: Reader) {
        let mut read = reader.end(name);
        if read.documents.is_empty() && read.issues.is_empty() {
            self.tell(name, Problem::Empty);
        }
        let all = &mut self.all;
        all.documents.append(&mut read.documents);
        all.entities.append(&mut read.entities);
        all.people.append(&mut read.people);
        all.schemas.append(&mut read.schemas);
        all.issues.append(&mut read.issues);
        if all.project.is_none() && read.project.is_some() {
            name.clone_into(&mut all.project_file);
        }
        all.project = all.project.take().or(read.project);
    }
}

/// A file of the last screen, which has everything as it was stored.
fn rescued(text: &str) -> Option<Vec<Rescued>> {
    text.contains("\"manicule_rescue\"").then(|| rescue::read(text))?
}

#[inline(never)] // so that it can travel later
fn take_rescued(all: &mut Imported, rescued: Rescued, file: &str) {
    let Rescued { project, documents, unread } = rescued;
    for id in unread {
        let problem = Problem::Unreadable { what: id.to_string() };
        all.issues.push(Issue { file: file.to_owned(), line: 0, path: id.to_string(), problem });
    }
    all.documents.extend(documents);
    all.entities.extend(project.entities.values().cloned());
    all.people.extend(project.people.values().cloned());
    all.schemas.push(project.schema.clone());
    all.project = all.project.take().or(Some((project.id, project.about())));
}
