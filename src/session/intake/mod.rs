//! Files on their way in that the workshop reads: what came of them so far, as a person looks through it. Nothing of it is in
//! the project, or stored, before they say so.

mod again;
mod article;
mod ours;
mod room;
mod told;

use std::rc::Rc;

pub use again::{Asked, Wanted};
pub use article::{Coming, Field, Same, Ways, why_words};
pub use ours::{beginning, is_ours, is_text};
pub use told::draft_of;

use again::Again;

use super::action::SourceFile;
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
    /// Whether anything was done in the sheet: then it does not go by itself.
    pub used: bool,
    /// Files of our own that go into the project that is made, with what was read of the others.
    pub own: Rc<Vec<SourceFile>>,
    /// Whether it is to be added once nothing else is being read.
    pub held: bool,
    /// For each of what is told: of which file, and of which part of it.
    told_of: Vec<(u32, usize)>,
    /// Files that were read to their end.
    done: Table<u32, ()>,
    /// What is read anew in another encoding, by file and part.
    again: Table<(u32, usize), Again>,
    /// Number of the last reading of that kind.
    runs: u32,
    /// Texts of the project, by hash, with their titles.
    here: Rc<Table<Rc<str>, Rc<str>>>,
    /// Texts that came already, by hash: the first place of each.
    known: Table<Rc<str>, usize>,
    near: Vec<usize>,
    /// Bytes of the articles.
    holds: usize,
    /// The last file of which something was left out, since there was no more room.
    full: Option<u32>,
}

impl Intake {
    /// Files are awaited by a project that has these articles.
    #[must_use]
    pub fn begin(number: u32, project: &Project, into: Option<NewProject>) -> Self {
        let here = match into {
            Some(_) => Table::new(),
            None => {
                let entries = project.entries.values();
                entries.map(|entry| (entry.sha256.clone(), entry.title.clone())).collect()
            }
        };
        Self { number, into, here: Rc::new(here), near: vec![0], plain: true, ..Self::default() }
    }

    /// More files.
    pub fn and(&mut self, files: &[Waiting]) {
        for file in files {
            self.total = (self.total.0 + 1, self.total.1 + file.size);
            self.files.insert(file.number, Rc::new(file.clone()));
        }
    }

    /// Whether all files were read, and none of them is being read anew.
    #[must_use]
    pub fn is_read(&self) -> bool {
        self.read.0 >= self.total.0 && self.again.is_empty()
    }

    /// Whether it only waits for what was given with annotated files that are done with.
    #[must_use]
    pub const fn is_to_come(&self) -> bool {
        self.total.0 == 0
    }

    /// Whether there is something that could be added.
    #[must_use]
    pub fn has_some(&self) -> bool {
        self.taken() > 0 || !self.own.is_empty()
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

    /// Takes in what was read of a file. What belongs to a reading that another one has overtaken is let go.
    pub fn take(&mut self, asked: Asked, taken: TakenIn) {
        if asked.run > 0 {
            return self.take_again(asked, taken);
        }
        let file = asked.file;
        let Some(waiting) = self.files.get(&file).filter(|_| self.awaits(asked)).cloned() else { return };
        self.part = if taken.more { (self.part + taken.bytes).min(waiting.size) } else { 0 };
        if !taken.more {
            self.read = (self.read.0 + 1, self.read.1 + waiting.size);
            self.done.insert(file, ());
        }
        for refusal in taken.refused {
            self.plain = false;
            self.tell(file, refusal);
        }
        for draft in self.with_room(file, taken.drafts, room::MOST) {
            let coming = Coming::of(file, draft_of(draft));
            let same = self.same_as(&coming, self.articles.len());
            self.plain = self.plain && coming.is_plain();
            if let Some(hash) = coming.hash.clone().filter(|_| same.is_none()) {
                self.known.insert(hash, self.articles.len());
            }
            let taken = coming.hash.is_some() && same.is_none();
            self.articles.push(Rc::new(Coming { same, taken, ..coming }));
        }
    }

    /// Files of our own come along into the project that is made.
    pub fn along(&mut self, files: Vec<SourceFile>, issues: Vec<Issue>) {
        Rc::make_mut(&mut self.own).extend(files);
        self.told_of.extend(issues.iter().map(|_| (0, 0)));
        self.told.extend(issues);
    }

    fn tell(&mut self, file: u32, refusal: TakenRefusal) {
        self.told_of.push((file, refusal.part));
        self.told.push(issue_of(refusal));
    }

    /// How many bytes are read, with those of the file under way.
    #[must_use]
    pub const fn bytes_read(&self) -> usize {
        self.read.1 + self.part
    }

    /// Nothing more comes of a file.
    pub fn broke(&mut self, asked: Asked, why: &Broken) {
        let Some(waiting) = self.files.get(&asked.file).filter(|_| self.awaits(asked)).cloned() else { return };
        let (name, words) = match why {
            Broken::Gone => ("gone", String::new()),
            Broken::Broke(words) => ("broke", words.clone()),
            Broken::Slow => ("slow", String::new()),
            Broken::NoWorkshop => ("no_workshop", String::new()),
        };
        self.plain = false;
        let (file, why) = (waiting.name.to_string(), name.to_owned());
        self.tell(asked.file, TakenRefusal { file, why, words, ..TakenRefusal::default() });
        if asked.run > 0 {
            return self.end_again(asked);
        }
        self.part = 0;
        self.read = (self.read.0 + 1, self.read.1 + waiting.size);
        self.done.insert(asked.file, ());
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

    /// Turns a piece of the chosen article over. Where it is not shown any more, the next one is chosen.
    pub fn turn(&mut self, at: usize) {
        let Some(article) = self.articles.get_mut(self.at) else { return };
        let article = Rc::make_mut(article);
        let before = article.hash.clone();
        article.turn(at);
        article.recount();
        self.touched = true;
        if article.hash != before {
            self.compare();
        }
        let shown = self.shown_pieces();
        self.piece = shown.iter().copied().find(|piece| *piece >= at).or_else(|| shown.last().copied()).unwrap_or(0);
    }

    /// Chooses another piece of those that are shown, so many further on.
    pub fn walk_pieces(&mut self, by: isize) {
        let shown = self.shown_pieces();
        let next = shown.partition_point(|at| *at < self.piece);
        // From one that is not shown, the next shown one is a step already.
        let by = if by > 0 && shown.get(next) != Some(&self.piece) { by - 1 } else { by };
        let place = next.saturating_add_signed(by);
        self.piece = shown.get(place).or_else(|| shown.last()).copied().unwrap_or(0);
    }

    /// Sets a field of the chosen article.
    pub fn set(&mut self, field: Field, value: &str) {
        let Some(article) = self.articles.get_mut(self.at) else { return };
        Rc::make_mut(article).set_by_hand(field, value);
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
            let Some(document) = article.document(schema_version) else { continue };
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
    let TakenRefusal { file, line, why, number, words, is_warning, part: _ } = refusal;
    Issue { file, line, path: String::new(), problem: Problem::NotTaken { why, number, words, is_warning } }
}
