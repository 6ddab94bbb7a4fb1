//! Files of any kind to drafts, a little at a time: what is put in waits here, and each turn reads about as much as one is
//! willing to wait for. Runs in the workshop; the page sees drafts and refusals only.
//!
//! A file is opened as what it is ([`kinds`]) and becomes a [`Source`], which gives an article, a refusal or another file
//! at each step. Files in an archive are opened on top of it. To add a kind: a file here with a `Source`, and a line in
//! [`kinds`].

mod archive;
mod fields;
mod json;
mod jsonl;
mod kinds;
pub mod limits;
mod mime;
mod page;
mod records;
mod table;
mod unpacked;
mod value;

pub use unpacked::{Held, Unpacked, unpacked};

use std::collections::VecDeque;
use std::rc::Rc;

use super::draft::{Draft, Encoded};
use super::names;
use super::refusal::{Refusal, Refused};
use crate::model::{BlockKind, TextRange};

/// A file, and what a person said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Its name, as it was given.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// The encoding that somebody chose for it (a WHATWG label).
    pub encoding: Option<String>,
}

/// What a turn brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Articles.
    pub drafts: Vec<Draft>,
    /// What could not be read.
    pub refused: Vec<Refusal>,
    /// Bytes of the files put in that are done with, in this turn.
    pub bytes: usize,
    /// Whether there is more to read.
    pub more: bool,
}

/// A file that is to be opened.
struct File {
    /// Its name, cleaned.
    name: Rc<str>,
    bytes: Vec<u8>,
    encoding: Option<String>,
    /// In how many archives it lies.
    depth: usize,
    /// Bytes to which the archives around it may still unpack.
    room: archive::Room,
}

/// What a step of a source brought, beside what it put into [`Out`].
enum Step {
    /// It read about so many bytes of what it holds.
    Read(usize),
    /// It read about so many bytes, and a file came out of it.
    Inner(usize, File),
    /// There is no more.
    End,
}

/// A file that is being read.
trait Source {
    /// Reads on: about one article.
    fn step(&mut self, out: &mut Out<'_>) -> Step;
}

/// Where a source puts what it reads.
struct Out<'a> {
    file: &'a Rc<str>,
    part: usize,
    taken: &'a mut Taken,
}

impl Out<'_> {
    /// Something was not read, at a line or (0) as a whole.
    fn refuse(&mut self, line: usize, why: Refused) {
        let file = self.file.clone();
        self.refuse_inner(&file, line, why);
    }

    /// The same for a file within.
    fn refuse_inner(&mut self, file: &str, line: usize, why: Refused) {
        self.taken.refused.push(Refusal { file: file.to_owned(), part: self.part, line, why });
    }

    /// An article was read, at a line or (0) as the whole file.
    fn take(&mut self, line: usize, mut draft: Draft, encoded: &Encoded) {
        spare_mark(&mut draft);
        if draft.pieces.is_empty() {
            return self.refuse(line, Refused::Empty);
        }
        let characters = draft.text.chars().count();
        if characters > limits::TEXT {
            self.refuse(line, Refused::LongText(characters));
        }
        draft.file = self.file.clone();
        draft.part = self.part;
        draft.line = line;
        draft.encoded = encoded.clone();
        if draft.meta.title.trim().is_empty() && line == 0 && has_no_headline(&draft) {
            draft.meta.title = names::title(&draft.file).into();
        }
        self.taken.drafts.push(draft);
    }
}

/// A byte order mark is no part of the first piece: it does not come into the document.
fn spare_mark(draft: &mut Draft) {
    const MARK: &str = "\u{feff}";
    let Some(first) = draft.pieces.first_mut().filter(|first| first.range.start() == 0) else { return };
    let words = first.range.of(&draft.text).unwrap_or_default();
    let Some(rest) = words.strip_prefix(MARK) else { return };
    let start = words.len() - rest.trim_start().len();
    match u32::try_from(start).ok().and_then(|start| TextRange::new(start, first.range.end())) {
        Some(range) => first.range = range,
        None => {
            draft.pieces.remove(0);
        }
    }
}

/// Characters of a first piece that is running text and no title.
const RUNNING: usize = 200;

fn has_no_headline(draft: &Draft) -> bool {
    let first = draft.pieces.first().is_some_and(|piece| draft.words(piece).chars().count() > RUNNING);
    first && draft.pieces.iter().all(|piece| piece.kind != BlockKind::Headline)
}

/// A source on its way, and the name of its file.
struct Open {
    file: Rc<str>,
    part: usize,
    source: Box<dyn Source>,
}

/// Files that wait to be read, and those that are half read: an archive, and what came out of it on top.
#[derive(Default)]
pub struct Reader {
    waiting: VecDeque<(Given, Option<usize>)>,
    open: Vec<Open>,
    /// Files that were opened of the one at the bottom.
    parts: usize,
    /// What is wanted of it: only this part, to which a chosen encoding belongs; and that encoding.
    only: Option<usize>,
    encoding: Option<String>,
    /// Bytes of the file at the bottom that were not told to be done with.
    untold: usize,
}

impl Reader {
    /// Puts a file in.
    pub fn put(&mut self, file: Given) {
        self.waiting.push_back((file, None));
    }

    /// Puts a file in of which only one part is wanted ([`Draft::part`]); the encoding is that part's, all others are as they
    /// were.
    pub fn put_for(&mut self, file: Given, part: usize) {
        self.waiting.push_back((file, Some(part)));
    }

    /// Reads about so many bytes more; at least something where there is anything.
    pub fn turn(&mut self, bytes: usize) -> Taken {
        let mut taken = Taken::default();
        let mut read = 0_usize;
        while read <= bytes {
            if self.open.is_empty() {
                taken.bytes += std::mem::take(&mut self.untold);
                let Some((given, only)) = self.waiting.pop_front() else { break };
                (self.parts, self.only) = (0, only);
                self.encoding.clone_from(&given.encoding);
                self.untold = given.bytes.len();
                // Telling what it is takes a look at all of it.
                read = read.saturating_add(self.untold / 8 + 1);
                let room = archive::Room::new();
                // What was pasted has no name.
                let name = if given.name.is_empty() { Rc::default() } else { names::clean(&given.name).into() };
                self.open(File { name, bytes: given.bytes, encoding: given.encoding, depth: 0, room }, &mut taken);
            } else {
                read = read.saturating_add(self.step(&mut taken));
            }
        }
        if self.open.is_empty() {
            taken.bytes += std::mem::take(&mut self.untold);
        }
        taken.more = !self.open.is_empty() || !self.waiting.is_empty();
        taken
    }

    fn open(&mut self, mut file: File, taken: &mut Taken) {
        let name = file.name.clone();
        let part = self.parts;
        self.parts += 1;
        if let Some(only) = self.only {
            file.encoding = self.encoding.clone().filter(|_| only == part);
        }
        match kinds::open(file) {
            Ok(source) => self.open.push(Open { file: name, part, source }),
            Err(why) if self.only.is_none_or(|only| only == part) => {
                taken.refused.push(Refusal { file: name.to_string(), part, line: 0, why });
            }
            Err(_) => {}
        }
    }

    /// One step of the source on top; how much it read.
    fn step(&mut self, taken: &mut Taken) -> usize {
        let is_bottom = self.open.len() == 1;
        let Some(top) = self.open.last_mut() else { return 0 };
        let before = (taken.drafts.len(), taken.refused.len());
        let step = top.source.step(&mut Out { file: &top.file, part: top.part, taken });
        if self.only.is_some_and(|only| only != top.part) {
            taken.drafts.truncate(before.0);
            taken.refused.truncate(before.1);
        }
        let (read, inner) = match step {
            Step::Read(read) => (read, None),
            Step::Inner(read, file) => (read, Some(file)),
            Step::End => {
                self.open.pop();
                return 1;
            }
        };
        if is_bottom {
            let told = read.min(self.untold);
            self.untold -= told;
            taken.bytes += told;
        }
        let mut work = read;
        if let Some(file) = inner {
            work = work.saturating_add(file.bytes.len());
            self.open(file, taken);
        }
        work.max(1)
    }
}
