//! Files on their way in that the workshop reads: what came of them so far, as a person looks through it. Nothing of it is in
//! the project, or stored, before they say so.

mod article;
mod told;

use std::rc::Rc;

pub use article::{Coming, Field, Same, why_words};
pub use told::draft_of;

use super::messages::Message;
use super::projects::NewProject;
use crate::formats::{Imported, Issue, Problem};
use crate::intake::draft::Fate;
use crate::model::{Project, Table};
use crate::workshop::message::{TakenIn, TakenRefusal};

/// Files that come at once and are read in a moment; of more the sheet tells how far it is.
const FEW: usize = 8;

/// Bytes that are read in a moment.
const SOON: usize = 400_000;

/// Articles of one stretch of the list.
pub const STRETCH: usize = 40;

/// Stretches that stay drawn.
const DRAWN: usize = 6;

/// Pieces that are drawn at once; of an article with more, those around the one that is chosen.
pub const PIECES: usize = 400;

/// A file that waits for the workshop. What it holds lies at the edge, under its number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// Its number, given once in a page load.
    pub number: u32,
    /// Its name, as it was given; empty for pasted text.
    pub name: Rc<str>,
    /// How many bytes it has.
    pub size: usize,
}

/// An encoding, and some words as they read in it.
pub type Glimpse = (Rc<str>, Rc<str>);

/// Why nothing more comes of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Broken {
    /// The browser could not read it (any more).
    Gone,
    /// The workshop broke on it, in these words.
    Broke(String),
    /// The workshop gave no answer in time.
    Slow,
    /// There is no workshop: its program did not come.
    NoWorkshop,
}

/// What a hand does in the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IntakeStep {
    /// Chooses the article at this place.
    Go(usize),
    /// Chooses another article, so many further on.
    By(isize),
    /// Chooses a piece of the article.
    Piece(usize),
    /// Chooses another piece, so many further on.
    PieceBy(isize),
    /// Turns the chosen piece over, or another one: article, furniture, left out.
    Turn(Option<usize>),
    /// Takes an article, or leaves it out; the chosen one where none is named.
    Check(Option<usize>),
    /// Takes all articles that are not here yet, or none.
    CheckAll(bool),
    /// Shows only what is left out or furniture, or everything.
    OnlyOut,
    /// Sets a field of the chosen article.
    Set(Field, String),
    /// Reads the chosen article's file anew, in this encoding.
    Encoding(Rc<str>),
    /// Adds what is chosen.
    Add,
}

/// Files on their way in.
#[derive(Clone, Debug, Default)]
pub struct Intake {
    /// Guards against answers that come late.
    pub number: u32,
    /// The files that were given, by number.
    pub files: Table<u32, Rc<Waiting>>,
    /// How many files and bytes there are.
    pub total: (usize, usize),
    /// How many of them are read.
    pub read: (usize, usize),
    /// What came of them.
    pub articles: Vec<Rc<Coming>>,
    /// What could not be read, and what is only told.
    pub told: Vec<Issue>,
    /// The article that is looked at.
    pub at: usize,
    /// The piece of it that keys go from.
    pub piece: usize,
    /// Whether only what is left out, or furniture, is shown.
    pub only_out: bool,
    /// The project that is made of them.
    pub into: Option<NewProject>,
    /// Whether something was changed by hand.
    pub touched: bool,
    /// Whether it was said that leaving lets go of that.
    pub warned: bool,
    /// For the file with this number: how its text reads in some encodings.
    pub glimpses: Option<(u32, Vec<Glimpse>)>,
    /// Whether it may come in without being looked at: as it is, wholly understood.
    pub plain: bool,
    /// Bytes of the file under way that are read.
    part: usize,
    /// Files that are read anew, in another encoding.
    again: Table<u32, ()>,
    /// Texts that came already, by hash.
    known: Table<Rc<str>, Same>,
    near: Vec<usize>,
}

impl Intake {
    /// Files are awaited by a project that has these articles.
    #[must_use]
    pub fn begin(number: u32, project: &Project, into: Option<NewProject>) -> Self {
        let known = match into {
            Some(_) => Table::new(),
            None => {
                let entries = project.entries.values();
                entries.map(|entry| (entry.sha256.clone(), Same::Here(entry.title.clone()))).collect()
            }
        };
        Self { number, into, known, near: vec![0], plain: true, ..Self::default() }
    }

    /// More files.
    pub fn and(&mut self, files: &[Waiting]) {
        for file in files {
            self.total = (self.total.0 + 1, self.total.1 + file.size);
            self.files.insert(file.number, Rc::new(file.clone()));
        }
    }

    /// Whether all files were read.
    #[must_use]
    pub const fn is_read(&self) -> bool {
        self.read.0 >= self.total.0
    }

    /// Whether so much is to be read that one is told how far it is.
    #[must_use]
    pub const fn is_long(&self) -> bool {
        self.total.0 > FEW || self.total.1 > SOON
    }

    /// The article that is looked at.
    #[must_use]
    pub fn chosen(&self) -> Option<&Rc<Coming>> {
        self.articles.get(self.at)
    }

    /// How many articles would be added.
    #[must_use]
    pub fn taken(&self) -> usize {
        self.articles.iter().filter(|article| article.taken).count()
    }

    /// Whether a stretch of the list is drawn.
    #[must_use]
    pub fn draws(&self, stretch: usize) -> bool {
        self.near.contains(&stretch) || self.at / STRETCH == stretch
    }

    /// A stretch of the list came into sight.
    pub fn near(&mut self, stretch: usize) {
        self.near.retain(|other| *other != stretch);
        self.near.insert(0, stretch);
        self.near.truncate(DRAWN);
    }

    /// Takes in what was read of a file.
    pub fn take(&mut self, file: u32, taken: TakenIn) {
        let Some(waiting) = self.files.get(&file).cloned() else { return };
        let again = self.again.contains_key(&file);
        if !taken.more {
            self.again.remove(&file);
        }
        if again {
            return self.take_again(file, taken);
        }
        self.part = if taken.more { (self.part + taken.bytes).min(waiting.size) } else { 0 };
        if !taken.more {
            self.read = (self.read.0 + 1, self.read.1 + waiting.size);
        }
        for refusal in taken.refused {
            self.plain = false;
            self.told.push(issue_of(refusal));
        }
        for draft in taken.drafts {
            let coming = Coming::of(file, draft_of(draft));
            let same = coming.hash.as_ref().and_then(|hash| self.known.get(hash).cloned());
            self.plain = self.plain && coming.is_plain();
            if let Some(hash) = coming.hash.clone().filter(|_| same.is_none()) {
                self.known.insert(hash, Same::Row(self.articles.len()));
            }
            let taken = coming.hash.is_some() && same.is_none();
            self.articles.push(Rc::new(Coming { same, taken, ..coming }));
        }
    }

    /// How many bytes are read, with those of the file under way.
    #[must_use]
    pub const fn bytes_read(&self) -> usize {
        self.read.1 + self.part
    }

    /// What was read in another encoding takes the place of what there was of the same name; of a file that does not read in
    /// it, everything stays.
    fn take_again(&mut self, file: u32, taken: TakenIn) {
        self.told.extend(taken.refused.into_iter().map(issue_of));
        for draft in taken.drafts {
            let came = Coming::of(file, draft_of(draft));
            let is_it = |old: &Rc<Coming>| {
                old.file == file && old.draft.file == came.draft.file && old.draft.line == came.draft.line
            };
            let Some(at) = self.articles.iter().position(is_it) else { continue };
            let same = came.hash.as_ref().and_then(|hash| self.known.get(hash).cloned());
            let same = same.filter(|same| *same != Same::Row(at));
            let taken = came.hash.is_some() && same.is_none();
            self.articles[at] = Rc::new(Coming { same, taken, ..came });
            if at == self.at {
                self.piece = 0;
            }
        }
    }

    /// The file of the chosen article is to be read anew.
    pub fn read_again(&mut self, file: u32) {
        self.again.insert(file, ());
        self.touched = true;
    }

    /// Nothing more comes of a file.
    pub fn broke(&mut self, file: u32, why: &Broken) {
        let Some(waiting) = self.files.get(&file).cloned() else { return };
        let (name, words) = match why {
            Broken::Gone => ("gone", String::new()),
            Broken::Broke(words) => ("broke", words.clone()),
            Broken::Slow => ("slow", String::new()),
            Broken::NoWorkshop => ("no_workshop", String::new()),
        };
        self.plain = false;
        self.told.push(issue_of(TakenRefusal {
            file: waiting.name.to_string(),
            why: name.to_owned(),
            words,
            ..TakenRefusal::default()
        }));
        if self.again.remove(&file).is_none() {
            self.part = 0;
            self.read = (self.read.0 + 1, self.read.1 + waiting.size);
        }
    }

    /// Chooses an article.
    pub fn go(&mut self, at: usize) {
        self.at = at.min(self.articles.len().saturating_sub(1));
        self.piece = self.shown_pieces().first().copied().unwrap_or(0);
    }

    /// The pieces of the chosen article that are shown.
    #[must_use]
    pub fn shown_pieces(&self) -> Vec<usize> {
        let Some(chosen) = self.chosen() else { return Vec::new() };
        let shown =
            |at: &usize| !self.only_out || chosen.draft.pieces.get(*at).is_some_and(|piece| piece.fate != Fate::Body);
        (0..chosen.draft.pieces.len()).filter(shown).collect()
    }

    /// Changes the chosen article.
    pub fn change(&mut self, how: impl FnOnce(&mut Coming)) {
        let Some(article) = self.articles.get_mut(self.at) else { return };
        let article = Rc::make_mut(article);
        how(article);
        article.recount();
        self.touched = true;
    }

    /// How the text of the chosen article's file reads in some encodings, where that is known.
    #[must_use]
    pub fn glimpses(&self) -> &[Glimpse] {
        let chosen = self.chosen().map(|chosen| chosen.file);
        match &self.glimpses {
            Some((file, all)) if Some(*file) == chosen => all,
            _ => &[],
        }
    }

    /// What is to be told of the articles that are taken: what is left out of them, and everything that could not be read.
    #[must_use]
    pub fn report(&self) -> Vec<Issue> {
        let mut all = self.told.clone();
        for article in self.articles.iter().filter(|article| article.taken) {
            if let Some(what) = article.left_out() {
                let problem = Problem::LeftOut { what };
                let file = article.draft.file.to_string();
                all.push(Issue { file, line: article.draft.line, path: String::new(), problem });
            }
        }
        all
    }

    /// What comes in of it, and what is told of that.
    #[must_use]
    pub fn imported(&self, schema_version: u32) -> Imported {
        let mut all = Imported { issues: self.report(), ..Imported::default() };
        for article in self.articles.iter().filter(|article| article.taken) {
            let Some(document) = article.draft.document(schema_version) else { continue };
            match all.files.last_mut() {
                Some((file, count)) if *file == article.draft.file => *count += 1,
                _ => all.files.push((article.draft.file.clone(), 1)),
            }
            all.documents.push(Rc::new(document));
        }
        all
    }

    /// Takes everything, as a script means it: what is here already is told when it meets that.
    pub fn take_all(&mut self) {
        for article in &mut self.articles {
            if article.hash.is_some() {
                Rc::make_mut(article).taken = true;
            }
        }
    }

    /// The sentences of what could not be read.
    pub fn sentences(&self, most: usize) -> impl Iterator<Item = String> + '_ {
        self.told.iter().take(most).map(|issue| Message::issue(issue).text())
    }
}

fn issue_of(refusal: TakenRefusal) -> Issue {
    let TakenRefusal { file, line, why, number, words, is_warning } = refusal;
    Issue { file, line, path: String::new(), problem: Problem::NotTaken { why, number, words, is_warning } }
}

/// How much of a file is looked at to tell whether it is one of ours, by its name.
#[must_use]
pub fn beginning(name: &str) -> usize {
    if is_json(name) { 65_536 } else { 256 }
}

fn is_json(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    [".jsonl", ".ndjson", ".json"].iter().any(|ending| lower.ends_with(ending))
}

/// Whether a file that begins like this is one that the page reads itself: articles with what is said of them, a schema,
/// what the last screen saved.
#[must_use]
pub fn is_ours(bytes: &[u8]) -> bool {
    let text = String::from_utf8_lossy(bytes);
    let inner = text.trim_start_matches('\u{feff}').trim_start().strip_prefix('{').map(str::trim_start);
    inner.is_some_and(|inner| inner.starts_with("\"format\"") || inner.starts_with("\"manicule_rescue\""))
        || text.contains("\"article-annotations")
}

/// Whether a file is plain text by its name; such a one is read by the page itself where there is no workshop.
#[must_use]
pub fn is_text(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    name.is_empty() || lower.ends_with(".txt") || lower.ends_with(".text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_our_own_are_told_by_how_they_begin() {
        for ours in [
            "{\"format\":\"article-annotations\"}",
            "\u{feff} {\n \"format\": \"x\"",
            "{\"manicule_rescue\":1}",
            "no json\n{\"format\":\"article-annotations\"",
        ] {
            assert!(is_ours(ours.as_bytes()), "{ours}");
        }
        for other in ["", "Ferry inquiry", "{\"title\":\"x\",\"format\":\"html\"}", "[{}]", "<html>"] {
            assert!(!is_ours(other.as_bytes()), "{other}");
        }
    }
}
