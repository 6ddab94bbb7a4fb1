//! A file, or one part of an archive, that is read anew in another encoding: what comes of it takes the place of what there
//! was, and nothing else changes.

use std::rc::Rc;

use super::article::{Coming, Same, Ways};
use super::{Intake, draft_of};
use crate::model::Table;
use crate::workshop::message::{TakenIn, TakenRefusal};

/// One reading of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// The file's number.
    pub file: u32,
    /// Which reading it is: 0 for the first one, another number for each later one.
    pub run: u32,
}

impl From<u32> for Asked {
    /// The first reading of a file.
    fn from(file: u32) -> Self {
        Self { file, run: 0 }
    }
}

/// What is to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// Of which file, and which reading of it.
    pub asked: Asked,
    /// The only part of it that is wanted; everything where none is named.
    pub part: Option<usize>,
    /// The encoding that somebody chose for that.
    pub encoding: Option<Rc<str>>,
}

impl Wanted {
    /// A file, for the first time.
    #[must_use]
    pub fn first(file: u32) -> Self {
        Self { asked: file.into(), part: None, encoding: None }
    }
}

/// What came of a reading so far.
#[derive(Clone, Debug, Default)]
pub(super) struct Again {
    run: u32,
    rows: Vec<Coming>,
    refused: Vec<TakenRefusal>,
}

impl Intake {
    /// Whether what this reading brings is still wanted.
    #[must_use]
    pub fn awaits(&self, asked: Asked) -> bool {
        match asked.run {
            0 => self.files.contains_key(&asked.file) && !self.done.contains_key(&asked.file),
            _ => self.part_of(asked).is_some(),
        }
    }

    fn part_of(&self, asked: Asked) -> Option<usize> {
        let mut all = self.again.iter().filter(|((file, _), again)| *file == asked.file && again.run == asked.run);
        all.next().map(|((_, part), _)| *part)
    }

    /// Whether the file of an article was read to its end; before, it is not read anew.
    #[must_use]
    pub fn is_done(&self, article: &Coming) -> bool {
        self.done.contains_key(&article.file)
    }

    /// Has the chosen article's file, or the part of an archive that it is, read anew in another encoding. The last choice
    /// counts; nothing where the file is being read still.
    pub fn read_again(&mut self, encoding: &Rc<str>) -> Option<Wanted> {
        let chosen = self.chosen().filter(|chosen| self.is_done(chosen))?;
        let (file, part) = (chosen.file, chosen.draft.part);
        self.touched = true;
        self.runs += 1;
        let run = self.runs;
        self.again.insert((file, part), Again { run, ..Again::default() });
        // That is what a text is called in which only the last bytes are bad: read as at first it comes back.
        let encoding = Some(encoding.clone()).filter(|name| **name != *"utf-8");
        Some(Wanted { asked: Asked { file, run }, part: Some(part), encoding })
    }

    pub(super) fn take_again(&mut self, asked: Asked, taken: TakenIn) {
        let Some(part) = self.part_of(asked) else { return };
        let key = (asked.file, part);
        let Some(mut again) = self.again.remove(&key) else { return };
        let drafts = taken.drafts.into_iter().filter(|draft| draft.part == part);
        again.rows.extend(drafts.map(|draft| Coming::of(asked.file, draft_of(draft))));
        again.refused.extend(taken.refused.into_iter().filter(|refusal| refusal.part == part));
        if taken.more {
            self.again.insert(key, again);
        } else {
            self.replace(asked.file, part, again);
        }
    }

    pub(super) fn end_again(&mut self, asked: Asked) {
        if let Some(part) = self.part_of(asked) {
            self.again.remove(&(asked.file, part));
        }
    }

    /// Of what does not read in the encoding, everything stays.
    fn replace(&mut self, file: u32, part: usize, again: Again) {
        if !again.rows.is_empty() {
            self.untell(file, part);
        }
        for refusal in again.refused {
            self.tell(file, refusal);
        }
        if again.rows.is_empty() {
            return;
        }
        let is_of = |article: &Coming| article.file == file && article.draft.part == part;
        let chosen = self.chosen().map(|chosen| (is_of(chosen), chosen.draft.line));
        let all = std::mem::take(&mut self.articles);
        let first = all.iter().position(|article| is_of(article)).unwrap_or(all.len());
        let before = all.iter().take(self.at).filter(|article| is_of(article)).count();
        let (old, mut rest): (Vec<_>, Vec<_>) = all.into_iter().partition(|article| is_of(article));
        let ways = old.iter().find_map(|article| article.ways.clone());
        let rows = again.rows.into_iter().map(|came| {
            let known = old.iter().find(|old| old.draft.line == came.draft.line);
            Rc::new(known.map_or_else(|| came.clone(), |old| came.clone().in_place_of(old)).with_ways(ways.as_ref()))
        });
        let rows: Vec<_> = rows.collect();
        self.at = match chosen {
            Some((true, line)) => {
                self.piece = 0;
                let same = rows.iter().position(|row| row.draft.line >= line);
                first + same.unwrap_or(rows.len() - 1)
            }
            _ if self.at >= first => self.at - before + rows.len(),
            _ => self.at,
        };
        let is_new: Vec<bool> =
            rows.iter().map(|row| !old.iter().any(|old| old.draft.line == row.draft.line)).collect();
        let places = first..first + rows.len();
        rest.splice(first..first, rows);
        self.articles = rest;
        self.compare();
        for (at, is_new) in places.zip(is_new) {
            let Some(article) = self.articles.get_mut(at) else { continue };
            let is_other = article.hash.is_some() && article.same.is_none();
            let taken = article.hash.is_some() && if is_new { is_other } else { article.wants_in(is_other) };
            if article.taken != taken {
                Rc::make_mut(article).taken = taken;
            }
        }
    }

    /// Where the text of an article is already that stands, or will stand, at this place.
    pub(super) fn same_as(&self, coming: &Coming, place: usize) -> Option<Same> {
        let hash = coming.hash.as_ref()?;
        let here = self.here.get(hash).map(|title| Same::Here(title.clone()));
        here.or_else(|| self.known.get(hash).filter(|first| **first < place).map(|first| Same::Row(*first)))
    }

    /// Says anew which texts are the same, after some have changed.
    pub(super) fn compare(&mut self) {
        self.known = Table::new();
        for at in 0..self.articles.len() {
            let same = self.same_as(&self.articles[at], at);
            if let Some(hash) = self.articles[at].hash.clone().filter(|_| same.is_none()) {
                self.known.insert(hash, at);
            }
            if self.articles[at].same != same {
                Rc::make_mut(&mut self.articles[at]).same = same;
            }
        }
    }

    fn untell(&mut self, file: u32, part: usize) {
        let told = std::mem::take(&mut self.told).into_iter().zip(std::mem::take(&mut self.told_of));
        (self.told, self.told_of) = told.filter(|(_, of)| *of != (file, part)).unzip();
    }
}

impl Coming {
    /// What a person did to the article that stood here is done to this one.
    fn in_place_of(mut self, old: &Self) -> Self {
        for (field, value) in &old.by_hand {
            self.set_by_hand(*field, value);
        }
        self.ticked = old.ticked;
        self
    }

    /// The encodings that were offered before are offered still.
    fn with_ways(mut self, ways: Option<&Ways>) -> Self {
        self.ways = ways.cloned().or(self.ways);
        self
    }

    /// Whether it comes in: as a person has said, else where its text is nowhere else.
    fn wants_in(&self, is_other: bool) -> bool {
        self.ticked.unwrap_or(is_other)
    }
}
