//! From rows to documents.

use std::collections::BTreeMap;

use super::columns::{Class, Columns, Row};
use super::groups::{Group, groups};
use super::{HEAD, IDS, IDS_END};
use crate::formats::foreign::loose::{Foreign, Loose, LooseSpan};
use crate::formats::foreign::table::tab_rows;
use crate::formats::json::to_json;
use crate::formats::{Issue, Problem, TextFile};
use crate::model::article::sha256;
use crate::model::claim::slot;
use crate::model::{MetaField, Unit};

/// Lines that are looked at to know a file.
const LOOKED_AT: usize = 40;

/// The label of what is worth checking, and of what is subjective.
const CLAIM: &str = "claim";
const SUBJECTIVE: &str = "SUBJ";

/// A row of a file of ours.
pub(super) struct OwnRow<'a> {
    pub(super) id: &'a str,
    pub(super) words: &'a str,
    pub(super) label: &'a str,
}

/// The rows of a file of ours, or of a part of it without its head.
pub(super) fn own_rows(text: &str) -> Vec<OwnRow<'_>> {
    let row = |line| {
        let mut cells = str::split(line, '\t');
        let mut cell = || cells.next().unwrap_or_default();
        OwnRow { id: cell(), words: cell(), label: cell() }
    };
    text.split('\n').filter(|line| !line.is_empty() && *line != HEAD).map(row).collect()
}

/// A row, and the line it begins in, from 1.
pub(super) type Cells = (usize, Vec<String>);

/// The rows of a file. One with the head that the labs write has no quotation marks that mean anything.
fn rows(text: &str) -> Vec<Cells> {
    let text = text.trim_start_matches('\u{feff}');
    let head = text.lines().next().unwrap_or_default();
    if !head.trim().eq_ignore_ascii_case(HEAD) {
        return tab_rows(text);
    }
    let lines = (1..).zip(text.split('\n').map(|line| line.trim_end_matches('\r')));
    let lines = lines.filter(|(_, line)| !line.trim().is_empty());
    lines.map(|(number, line)| (number, line.split('\t').map(str::to_owned).collect())).collect()
}

/// What a file is, and the rows that have something to say.
fn look(rows: &[Cells]) -> Option<(Columns, &[Cells])> {
    let (_, head) = rows.first()?;
    if let Some(columns) = Columns::of(head) {
        return Some((columns, rows.get(1..)?));
    }
    let number = |cells: &Vec<String>| cells.first()?.trim().parse::<u64>().ok();
    let is_debate = |(place, (_, cells)): (usize, &Cells)| {
        let first = rows.first().and_then(|(_, cells)| number(cells));
        let follows = number(cells).zip(first).is_some_and(|(here, first)| here == first + place as u64);
        // Speakers stand in capitals there, which a class or a title hardly does.
        let is_name = |cell: &String| cell.chars().any(char::is_alphabetic) && !cell.chars().any(char::is_lowercase);
        follows
            && cells.len() == 4
            && cells.get(1).is_some_and(is_name)
            && cells.last().is_some_and(|cell| matches!(cell.trim(), "0" | "1"))
    };
    let is_debate = rows.len() > 2 && rows.iter().take(LOOKED_AT / 2).enumerate().all(is_debate);
    is_debate.then(|| (Columns::of_debate(), rows))
}

fn likeness(file: &TextFile) -> u8 {
    let text = file.text.trim_start_matches('\u{feff}');
    let end = text.match_indices('\n').nth(LOOKED_AT).map_or(text.len(), |(at, _)| at);
    let rows = rows(text.get(..end).unwrap_or_default());
    let Some((columns, told)) = look(&rows) else { return 0 };
    let is_headless = told.len() == rows.len();
    let is_named = columns.is_named;
    let is_known = |cell: &String| Class::of(cell).is_some_and(|_| is_named || Class::is_word(cell));
    let class = |(_, cells): &&Cells| cells.get(columns.label).is_some_and(is_known);
    let known = told.iter().filter(class).count();
    if known * 10 < told.len() * 9 {
        return 0;
    }
    let is_own = text.lines().next().is_some_and(|head| head.trim_end() == HEAD);
    match (is_own, is_headless) {
        (true, _) => 95,
        (false, true) => 70,
        (false, false) => 90,
    }
}

/// Whether these files are of this format.
pub(super) fn recognise(files: &[TextFile]) -> u8 {
    files.iter().map(likeness).max().unwrap_or(0)
}

/// What stands beside the sentences of a file of ours: an article's number, id, title and sum.
fn beside<'a>(file: &TextFile, files: &'a [TextFile]) -> Vec<[&'a str; 4]> {
    let stem = file.name.rsplit_once('.').map_or(&*file.name, |(stem, _)| stem);
    let name = format!("{stem}.{IDS_END}");
    let found = files.iter().find(|other| other.name == name && other.text.starts_with(IDS));
    let lines = found.into_iter().flat_map(|file| file.text.split('\n').skip(1));
    lines.filter_map(|line| line.split('\t').collect::<Vec<_>>().try_into().ok()).collect()
}

/// Reads files that belong together.
pub(super) fn read(files: &[TextFile]) -> Foreign {
    let mut foreign = Foreign { unit: Some(Unit::CodePoint), ..Foreign::default() };
    for file in files.iter().filter(|file| !file.text.trim_start_matches('\u{feff}').starts_with(IDS)) {
        let rows = rows(&file.text);
        let mut reading = Reading { file, issues: Vec::new() };
        match look(&rows) {
            Some((columns, rows)) => {
                let stem = file.name.rsplit_once('.').map_or(&*file.name, |(stem, _)| stem);
                let made = reading.documents(&columns, rows, stem, &beside(file, files));
                foreign.documents.extend(made);
            }
            None => {
                let head = rows.first().map(|(_, cells)| cells.join(", ")).unwrap_or_default();
                reading.tell(0, Problem::Foreign { found: head.chars().take(120).collect() });
            }
        }
        foreign.issues.append(&mut reading.issues);
    }
    foreign
}

struct Reading<'a> {
    file: &'a TextFile,
    issues: Vec<Issue>,
}

impl Reading<'_> {
    fn tell(&mut self, line: usize, problem: Problem) {
        self.issues.push(Issue { file: self.file.name.clone(), line, path: String::new(), problem });
    }

    fn documents(&mut self, columns: &Columns, rows: &[Cells], stem: &str, ids: &[[&str; 4]]) -> Vec<Loose> {
        let whole: Vec<&Cells> = rows.iter().filter(|row| self.is_whole(columns, row)).collect();
        if columns.row == Row::Tweet {
            return whole.into_iter().map(|row| self.tweet(columns, row)).collect();
        }
        if !columns.others.is_empty() {
            let names: Vec<&str> = columns.others.iter().map(|(_, name)| name.as_str()).collect();
            self.tell(1, Problem::LeftOut { what: names.join(", ") });
        }
        let id = |row: &&Cells| columns.id.and_then(|place| row.1.get(place)).cloned().unwrap_or_default();
        let all: Vec<String> = whole.iter().map(id).collect();
        let ids: BTreeMap<&str, &[&str; 4]> = ids.iter().rev().map(|about| (about[0], about)).collect();
        let mut made = Vec::new();
        for Group { name, members } in groups(&all, columns.speaker.is_some()) {
            let rows: Vec<&Cells> = members.iter().filter_map(|place| whole.get(*place).copied()).collect();
            let mut loose = self.sentences(columns, &rows);
            loose.title = if name.is_empty() { stem.to_owned() } else { format!("{stem} {name}") };
            if let Some([_, id, title, sum]) = ids.get(name.as_str()) {
                (*id).clone_into(&mut loose.id);
                (*title).clone_into(&mut loose.title);
                if sha256(&loose.text) != sum.trim() {
                    self.tell(loose.line, Problem::Checksum);
                }
            }
            made.push(loose);
        }
        made
    }

    /// Whether a row has what is needed of it; told where it has not.
    fn is_whole(&mut self, columns: &Columns, (line, cells): &Cells) -> bool {
        let has_words = cells.get(columns.words).is_some_and(|words| !words.trim().is_empty());
        let problem = match cells.get(columns.label).map(|cell| Class::of(cell)) {
            _ if !has_words => Problem::Empty,
            None => Problem::Shape { path: "the row".to_owned(), expected: "as many cells as the first row" },
            // Its words are taken all the same.
            Some(None) => Problem::Value { found: cells.get(columns.label).cloned().unwrap_or_default() },
            Some(Some(_)) => return true,
        };
        let is_taken = problem.is_warning();
        self.tell(*line, problem);
        is_taken
    }

    fn sentences(&self, columns: &Columns, rows: &[&Cells]) -> Loose {
        let line = rows.first().map_or(0, |(line, _)| *line);
        let mut loose = Loose { file: self.file.name.clone(), line, ..Loose::default() };
        let mut at = 0;
        for (number, row) in rows.iter().enumerate() {
            if number > 0 {
                loose.text.push('\n');
                at += 1;
            }
            let words = row.1.get(columns.words).map(String::as_str).unwrap_or_default();
            loose.spans.extend(mark(columns, row, at));
            loose.text.push_str(words);
            at += long(words);
        }
        loose
    }

    fn tweet(&self, columns: &Columns, row: &Cells) -> Loose {
        let mut loose = self.sentences(columns, &[row]);
        let cell =
            |place: Option<usize>| place.and_then(|place| row.1.get(place)).filter(|cell| !cell.trim().is_empty());
        loose.id = cell(columns.id).cloned().unwrap_or_default();
        match cell(columns.url) {
            Some(url) if MetaField::Url.checked(url).is_ok() => loose.about.push((MetaField::Url, url.clone())),
            Some(url) => loose.extra.push(("tweet_url".to_owned(), to_json(url))),
            None => {}
        }
        let others =
            columns.others.iter().filter_map(|(place, name)| Some((name.clone(), to_json(cell(Some(*place))?))));
        loose.extra.extend(others);
        loose
    }
}

fn long(text: &str) -> u64 {
    u64::try_from(text.chars().count()).unwrap_or(u64::MAX)
}

/// The mark on the words of a row, which begin at a place; nothing where the row says that there is none.
fn mark(columns: &Columns, (line, cells): &Cells, at: u64) -> Option<LooseSpan> {
    let class = |place: usize| cells.get(place).and_then(|cell| Class::of(cell));
    let is_claim = columns.claim.and_then(class) == Some(Class::Yes);
    let words = cells.get(columns.words)?;
    let seen = words.trim();
    let before = long(words.get(..words.len() - words.trim_start().len())?);
    let mut attributes = Vec::new();
    let label = match class(columns.label) {
        Some(Class::Yes) => CLAIM,
        Some(Class::Subjective) => SUBJECTIVE,
        // It is a claim, and not worth checking.
        Some(Class::No) if is_claim => {
            attributes.push((slot::CHECK_WORTHY.to_owned(), "0".to_owned()));
            CLAIM
        }
        Some(Class::No | Class::Unsaid) | None => return None,
    };
    let speaker = columns.speaker.and_then(|place| cells.get(place)).map(|speaker| speaker.trim());
    attributes.extend(speaker.filter(|who| !who.is_empty()).map(|who| (slot::SOURCE.to_owned(), who.to_owned())));
    Some(LooseSpan {
        label: label.to_owned(),
        fragments: vec![(at + before, at + before + long(seen))],
        quotes: vec![seen.to_owned()],
        attributes,
        path: format!("line {line}"),
        ..LooseSpan::default()
    })
}
