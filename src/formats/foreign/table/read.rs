//! From rows to documents.

use std::collections::{BTreeMap, BTreeSet};

use super::Kind;
use super::cells::{Row, own_rows, rows};
use super::columns::{ALSO, ARTICLES, ATTRIBUTE, CLAIMS, RELATIONS, SPANS, SPANS_END};
use super::columns::{KEPT, READ_OF_ARTICLES, READ_OF_RELATIONS, READ_OF_SPANS};
use super::sums;
use crate::formats::foreign::Foreign;
use crate::formats::foreign::loose::{Loose, LooseRelation, LooseSpan, LooseThing, kept};
use crate::formats::foreign::score;
use crate::formats::json::{parse, to_json};
use crate::formats::{Issue, Problem, TextFile};
use crate::model::Unit;

/// Bytes that are looked at to know what a table has.
const SAMPLE: usize = 1 << 14;

/// What a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Holds {
    Articles,
    Spans,
    Relations,
    /// What stands in the other tables as well.
    Claims,
}

/// A table, with the names of its columns.
struct Table<'a> {
    file: &'a TextFile,
    names: Vec<String>,
    /// The same as they stand in the file.
    heads: Vec<String>,
    rows: Vec<Row>,
    /// Whether the columns are those that this program writes.
    is_ours: bool,
}

/// A row by the names of its columns.
#[derive(Clone, Copy)]
struct Cells<'a> {
    table: &'a Table<'a>,
    row: &'a Row,
}

impl<'a> Cells<'a> {
    fn get(&self, name: &str) -> &'a str {
        let place = self.table.names.iter().position(|known| known == name);
        place.and_then(|place| self.row.cells.get(place)).map_or("", String::as_str)
    }

    fn some(&self, name: &str) -> Option<String> {
        Some(self.get(name)).filter(|cell| !cell.is_empty()).map(str::to_owned)
    }

    /// What stands in columns that nothing was read of, by what they are called in the file.
    fn others(&self, is_read: impl Fn(&str) -> bool) -> Vec<(&'a str, &'a str)> {
        let Table { names, heads, .. } = self.table;
        let is_first = |place: usize, name: &String| names.iter().position(|known| known == name) == Some(place);
        let all = names.iter().zip(heads).zip(&self.row.cells).enumerate();
        let others = all.filter(|(place, ((name, _), cell))| {
            !cell.is_empty() && !(is_read(name) && (name.starts_with(ATTRIBUTE) || is_first(*place, name)))
        });
        others.map(|(_, ((_, head), cell))| (head.as_str(), cell.as_str())).collect()
    }

    fn tell(&self, issues: &mut Vec<Issue>, problem: Problem) {
        let (file, line) = (self.table.file.name.clone(), self.row.line);
        issues.push(Issue { file, line, path: String::new(), problem });
    }

    fn shape(&self, issues: &mut Vec<Issue>, path: &str, expected: &'static str) {
        self.tell(issues, Problem::Shape { path: path.to_owned(), expected });
    }
}

/// The names of columns, as they are known here.
fn names(row: &Row) -> Vec<String> {
    let known = |name: &String| {
        if name.starts_with(ATTRIBUTE) {
            return name.clone();
        }
        let lower = name.trim().to_ascii_lowercase().replace([' ', '-'], "_");
        let meant = ALSO.iter().find(|(other, _)| *other == lower).map(|(_, meant)| (*meant).to_owned());
        meant.unwrap_or(lower)
    };
    row.cells.iter().map(known).collect()
}

fn holds(names: &[String]) -> Option<Holds> {
    let has = |all: &[&str]| all.iter().all(|name| names.iter().any(|known| known == name));
    if has(&["claim", "claim_id", "source", "cue"]) {
        Some(Holds::Claims)
    } else if has(&["label", "start", "end"]) {
        Some(Holds::Spans)
    } else if has(&["from", "to", "relation_kind"]) {
        Some(Holds::Relations)
    } else if has(&["document", "text"]) {
        Some(Holds::Articles)
    } else {
        None
    }
}

/// Whether a table has all the columns that this program writes.
fn is_ours(holds: Holds, names: &[String]) -> bool {
    let columns: &[&str] = match holds {
        Holds::Articles => &ARTICLES,
        Holds::Spans => &SPANS,
        Holds::Relations => &RELATIONS,
        Holds::Claims => &CLAIMS,
    };
    columns.iter().all(|column| names.iter().any(|name| name == column))
}

/// What a table holds and whether it is ours, by its first line.
fn kind_of(text: &str, kind: Kind) -> Option<(Holds, bool)> {
    let text = text.trim_start_matches('\u{feff}').trim_start_matches(['\r', '\n']);
    let names = names(rows(text.lines().next()?, kind).first()?);
    let holds = holds(&names)?;
    Some((holds, is_ours(holds, &names)))
}

fn sample(text: &str) -> &str {
    let mut end = SAMPLE.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

/// Whether these files are of this format.
pub(super) fn recognise(files: &[TextFile], kind: Kind) -> u8 {
    let found: Vec<(Holds, bool)> = files.iter().filter_map(|file| kind_of(sample(&file.text), kind)).collect();
    let has = |what: Holds| found.iter().any(|(holds, _)| *holds == what);
    match (has(Holds::Spans), has(Holds::Articles), found.contains(&(Holds::Spans, true))) {
        (true, _, true) => 100,
        (true, true, _) => 70,
        (true, false, _) => 40,
        // A table of texts is what the ordinary reading of articles takes.
        (false, ..) => 0,
    }
}

/// Reads tables that belong together, in any order.
pub(super) fn read(files: &[TextFile], kind: Kind) -> Foreign {
    let mut foreign = Foreign::default();
    let mut tables: Vec<(Holds, Table<'_>)> = Vec::new();
    for file in files {
        let known = kind_of(&file.text, kind);
        // Where somebody took a column away, the texts may still have our sums beside them.
        let is_summed = |holds| holds == Holds::Articles && sums::are_ours(&file.text, kind, names);
        let is_ours = known.is_some_and(|(holds, is_ours)| is_ours || is_summed(holds));
        let mut all = if is_ours { own_rows(&file.text, kind) } else { rows(&file.text, kind) };
        let Some(first) = (!all.is_empty()).then(|| all.remove(0)) else { continue };
        let names = names(&first);
        // A table of claims that is not ours says what no other table does.
        let Some(holds) = holds(&names).filter(|holds| is_ours || *holds != Holds::Claims) else {
            let problem = Problem::Foreign { found: first.cells.join(", ").chars().take(120).collect() };
            foreign.issues.push(Issue { file: file.name.clone(), line: 1, path: String::new(), problem });
            continue;
        };
        let width = names.len();
        let (whole, broken): (Vec<Row>, Vec<Row>) = all.into_iter().partition(|row| row.cells.len() == width);
        for row in broken.into_iter().filter(|row| row.cells.iter().any(|cell| !cell.trim().is_empty())) {
            let (why, words) = ("row_length".to_owned(), width.to_string());
            let problem = Problem::NotTaken { why, number: row.cells.len(), words, is_warning: false };
            foreign.issues.push(Issue { file: file.name.clone(), line: row.line, path: String::new(), problem });
        }
        tables.push((holds, Table { file, names, heads: first.cells, rows: whole, is_ours }));
    }
    let mut reading = Reading::default();
    for (_, table) in tables.iter().filter(|(holds, _)| *holds == Holds::Articles) {
        table.each(|cells| reading.article(cells, &mut foreign));
    }
    let has_articles = !foreign.documents.is_empty();
    for (_, table) in tables.iter().filter(|(holds, _)| *holds == Holds::Spans) {
        if has_articles {
            foreign.unit = table.is_ours.then_some(Unit::CodePoint).or(foreign.unit);
            table.each(|cells| reading.span(cells, &mut foreign));
        } else {
            let (name, file) = (format!("articles.{}", kind.ending), table.file.name.clone());
            let problem = Problem::Partner { name, is_warning: false };
            foreign.issues.push(Issue { file, line: 0, path: String::new(), problem });
        }
    }
    for (_, table) in tables.iter().filter(|(holds, _)| *holds == Holds::Relations && has_articles) {
        table.each(|cells| reading.relation(cells, &mut foreign));
    }
    foreign
}

impl Table<'_> {
    fn each(&self, mut take: impl FnMut(Cells<'_>)) {
        self.rows.iter().for_each(|row| take(Cells { table: self, row }));
    }
}

/// What was read so far: where each document stands, which of its spans are there, which group each thing has.
#[derive(Default)]
struct Reading {
    places: BTreeMap<String, usize>,
    spans: BTreeSet<(usize, String)>,
    groups: BTreeMap<(usize, String), usize>,
}

impl Reading {
    fn article(&mut self, cells: Cells<'_>, foreign: &mut Foreign) {
        let id = cells.get("document").to_owned();
        if self.places.contains_key(&id) {
            return cells.tell(&mut foreign.issues, Problem::Duplicate { id });
        }
        if cells.get("text").trim().is_empty() {
            return cells.tell(&mut foreign.issues, Problem::Empty);
        }
        self.places.insert(id, foreign.documents.len());
        foreign.documents.push(article(cells, &mut foreign.issues));
    }

    /// Which document a row is about.
    fn place(&self, cells: Cells<'_>, issues: &mut Vec<Issue>) -> Option<usize> {
        let place = self.places.get(cells.get("document")).copied();
        if place.is_none() {
            cells.shape(issues, "document", "the id of an article in the table of articles");
        }
        place
    }

    fn span(&mut self, cells: Cells<'_>, foreign: &mut Foreign) {
        let Some(place) = self.place(cells, &mut foreign.issues) else { return };
        let id = cells.get("annotation").to_owned();
        if !id.is_empty() && !self.spans.insert((place, id.clone())) {
            return cells.tell(&mut foreign.issues, Problem::Duplicate { id });
        }
        let (Some(span), Some(loose)) = (span(cells, &mut foreign.issues), foreign.documents.get_mut(place)) else {
            return;
        };
        let (thing, name) = (cells.get("entity"), cells.get("entity_name"));
        let is_called = !thing.is_empty() || !name.is_empty();
        let is_named = is_called && !id.is_empty();
        if is_named {
            let key = (place, format!("{thing}\n{}", if thing.is_empty() { name } else { "" }));
            let group = *self.groups.entry(key).or_insert(loose.groups.len());
            if group == loose.groups.len() {
                loose.groups.push(LooseThing { id: thing.to_owned(), name: name.to_owned(), members: Vec::new() });
            }
            loose.groups.get_mut(group).into_iter().for_each(|thing| thing.members.push(id.clone()));
        }
        // Without an id nobody can say that a span is one of those that name a thing.
        let is_read = |name: &str| match name {
            "entity" | "entity_name" => is_named,
            _ if cells.table.is_ours && (SPANS.contains(&name) || SPANS_END.contains(&name)) => true,
            _ => READ_OF_SPANS.contains(&name) || name.starts_with(ATTRIBUTE),
        };
        keep(cells, &id, is_read, loose);
        loose.spans.push(span);
    }

    fn relation(&mut self, cells: Cells<'_>, foreign: &mut Foreign) {
        let Some(place) = self.place(cells, &mut foreign.issues) else { return };
        let attributes = parse_pairs(cells.get("attributes"));
        if attributes.is_none() {
            cells.tell(&mut foreign.issues, Problem::Value { found: cells.get("attributes").to_owned() });
        }
        let Some(loose) = foreign.documents.get_mut(place) else { return };
        let is_read =
            |name: &str| cells.table.is_ours && RELATIONS.contains(&name) || READ_OF_RELATIONS.contains(&name);
        keep(cells, cells.get("relation"), is_read, loose);
        loose.relations.push(LooseRelation {
            id: cells.get("relation").to_owned(),
            kind: cells.get("relation_kind").to_owned(),
            from: cells.get("from").to_owned(),
            to: cells.get("to").to_owned(),
            attributes: attributes.unwrap_or_default(),
            note: cells.get("note").to_owned(),
            ..LooseRelation::default()
        });
    }
}

/// Keeps what no place was found for, by the id of what the row is about, else by its line.
fn keep(cells: Cells<'_>, id: &str, is_read: impl Fn(&str) -> bool, loose: &mut Loose) {
    let of = if id.is_empty() { format!("row {}", cells.row.line) } else { id.to_owned() };
    let others = cells.others(is_read).into_iter();
    loose.extra.extend(others.map(|(head, cell)| (format!("{of}.{head}"), to_json(&cell.to_owned()))));
}

/// A row of `articles`. What has no place is kept by its name.
fn article(cells: Cells<'_>, issues: &mut Vec<Issue>) -> Loose {
    let mut extra = Vec::new();
    for name in KEPT {
        extra.extend(cells.some(name).map(|value| (name.to_owned(), to_json(&value))));
    }
    if sums::differs(cells.get("text"), cells.get("sha256")) {
        cells.tell(issues, Problem::Checksum);
    }
    let values = parse_pairs(cells.get("values"));
    if values.is_none() {
        cells.tell(issues, Problem::Value { found: cells.get("values").to_owned() });
    }
    let own = parse_pairs(cells.get("extra"));
    let is_read = |name: &str| match name {
        "values" => values.is_some(),
        "extra" => own.is_some(),
        "sha256" | "code_points" => cells.table.is_ours,
        _ => READ_OF_ARTICLES.contains(&name) || KEPT.contains(&name),
    };
    let others = cells.others(is_read).into_iter();
    extra.extend(others.map(|(head, cell)| (head.to_owned(), to_json(&cell.to_owned()))));
    extra.extend(own.unwrap_or_default().into_iter().map(|(name, value)| (name, kept(&value))));
    Loose {
        file: cells.table.file.name.clone(),
        line: cells.row.line,
        id: cells.get("document").to_owned(),
        text: cells.get("text").to_owned(),
        title: cells.get("title").to_owned(),
        language: cells.some("language"),
        annotator: cells.some("annotator"),
        extra,
        values: values.unwrap_or_default(),
        ..Loose::default()
    }
}

/// The span of a row; nothing where its places cannot be read, which is told.
fn span(cells: Cells<'_>, issues: &mut Vec<Issue>) -> Option<LooseSpan> {
    let hull = cells.get("start").trim().parse().ok().zip(cells.get("end").trim().parse().ok());
    let Some(hull) = hull else {
        cells.shape(issues, "start and end", "whole numbers");
        return None;
    };
    let listed = cells.get("fragments");
    let Some(fragments) = (if listed.is_empty() { Some(vec![hull]) } else { fragments(listed) }) else {
        cells.shape(issues, "fragments", "pairs of numbers, as in “2 5;10 12”");
        return None;
    };
    let mut attributes = Vec::new();
    for (name, value) in cells.table.names.iter().zip(&cells.row.cells).filter(|(_, value)| !value.is_empty()) {
        let Some(name) = name.strip_prefix(ATTRIBUTE) else { continue };
        let several = value.starts_with('[').then(|| parse::<Vec<String>>(value).ok()).flatten();
        let values = several.unwrap_or_else(|| vec![value.clone()]);
        attributes.extend(values.into_iter().map(|value| (name.to_owned(), value)));
    }
    match parse_pairs(cells.get("more_attributes")) {
        Some(more) => attributes.extend(more),
        None => cells.tell(issues, Problem::Value { found: cells.get("more_attributes").to_owned() }),
    }
    attributes.extend(cells.some("doubt").map(|why| ("doubt".to_owned(), why)));
    let score = score::told(Some(cells.get("score"))).unwrap_or_else(|problem| {
        cells.tell(issues, problem);
        None
    });
    Some(LooseSpan {
        id: cells.get("annotation").to_owned(),
        label: cells.get("label").to_owned(),
        fragments,
        quotes: cells.some("text").into_iter().collect(),
        attributes,
        note: cells.get("note").to_owned(),
        link: cells.some("entity_link"),
        score,
        by: cells.get("model").to_owned(),
        ..LooseSpan::default()
    })
}

/// Names and values of a list in JSON. `None` where it is none.
fn parse_pairs(cell: &str) -> Option<Vec<(String, String)>> {
    if cell.is_empty() {
        return Some(Vec::new());
    }
    let pair = |pair: Vec<String>| <[String; 2]>::try_from(pair).ok().map(|[name, value]| (name, value));
    parse::<Vec<Vec<String>>>(cell).ok()?.into_iter().map(pair).collect()
}

/// Start and end of each fragment. `None` where a number is missing.
pub(super) fn fragments(cell: &str) -> Option<Vec<(u64, u64)>> {
    let one = |part: &str| {
        let (start, end) = part.trim().split_once(' ')?;
        Some((start.parse().ok()?, end.trim().parse().ok()?))
    };
    cell.split(';').map(one).collect()
}
