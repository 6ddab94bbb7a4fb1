//! Files that come in: cut, edited by hand, nested without end, too large; and an export that comes back. Rows 8, 46, 47,
//! 48, 50 and 51 of the fault list.

use std::collections::BTreeSet;
use std::rc::Rc;
use std::time::Instant;

use manicule::formats::{Issue, Problem, json, native};
use manicule::model::{Document, PersonId, ProjectId, markup};
use manicule::session::update::read_files;
use manicule::session::{Action, Args, SourceFile, State, Words};
use manicule::storage::{Place, StoreError};
use proptest::collection::vec;
use proptest::prelude::*;

use super::deeds::{Deed, deed};
use super::sim::begin::tiny;
use super::sim::look::documents as stored_documents;
use super::sim::{Protocol, World};
use super::tab::{Disk, Tab, parting};
use crate::common::cases;

const ARTICLES: [&str; 3] = [
    "[Ada](person#a) met [Bob](person#b) in [Tornå](place).",
    "{title}Æther\n\n[“It rained,”](claim) said [Ada](person). 🙏 [Ada](person) left.",
    "A third, with [a word](product) at the end",
];

fn documents() -> Vec<Rc<Document>> {
    let parse = |(number, text): (usize, &&str)| markup::parse(&format!("d{number}"), text).expect("well formed");
    ARTICLES.iter().enumerate().map(parse).map(Rc::new).collect()
}

/// A file of three articles, under a schema of five labels.
fn file() -> String {
    let documents = documents();
    let project = documents.iter().fold(tiny(), |project, document| project.with(document.clone()));
    native::write(&project, &documents).files.pop().expect("one file").text
}

fn source(bytes: &[u8]) -> SourceFile {
    SourceFile { name: "work.jsonl".to_owned(), bytes: bytes.to_vec() }
}

fn import(tab: &mut Tab, bytes: &[u8]) -> manicule::session::Outcome {
    tab.moment += 1;
    tab.act(Action::Files(vec![source(bytes)]))
}

#[test]
fn fault_48_a_file_that_is_cut_at_any_byte() {
    let (text, whole) = (file(), documents());
    let empty = State::new(1, PersonId::from_bits(1), ProjectId::from_bits(1));
    let ends: Vec<usize> = text.match_indices('\n').map(|(at, _)| at).collect();
    for cut in 0..=text.len() {
        let read = read_files(&empty, vec![source(&text.as_bytes()[..cut])]);
        let lines = ends.iter().filter(|end| **end <= cut).count();
        // What stands on whole lines comes in as it was, and nothing else.
        let ids = |documents: &[Rc<Document>]| documents.iter().map(|d| d.id.clone()).collect::<Vec<_>>();
        let text_is_whole = std::str::from_utf8(&text.as_bytes()[..cut]).is_ok();
        let expected = if text_is_whole { lines } else { 0 };
        assert_eq!(ids(&read.documents), ids(&whole[..expected]), "cut at {cut}");
        for (read, whole) in read.documents.iter().zip(&whole) {
            assert_eq!(read.annotations, whole.annotations, "cut at {cut}");
        }
        if expected == whole.len() {
            assert_eq!(read.issues, [], "cut at {cut}");
            continue;
        }
        // And every cut is told, with its place.
        let told = |issue: &Issue| match &issue.problem {
            Problem::Malformed { column, .. } => issue.line == lines + 1 && *column > 0,
            Problem::NotText { byte } => !text_is_whole && *byte <= cut,
            Problem::Cut { told, read } => (*told, *read) == (whole.len(), lines),
            Problem::Empty => cut == 0,
            _ => false,
        };
        assert!(!read.issues.is_empty() && read.issues.iter().all(told), "cut at {cut}: {:?}", read.issues);
    }
}

/// Of a file of one article a cut leaves everything as it was.
#[test]
fn fault_48_a_cut_file_of_one_article_changes_nothing() {
    let text = file();
    let line = text.lines().next().expect("it has lines");
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    Deed::AddText(0).on(&mut tab);
    let (stored, shown) = (disk.all(), tab.export());
    for cut in (1..line.len()).step_by(97).chain([line.len() - 1]) {
        let outcome = import(&mut tab, &line.as_bytes()[..cut]);
        assert_eq!(outcome.refused.map(|told| told.words), Some(Words::NothingAdded), "cut at {cut}");
        assert!(!outcome.issues.is_empty() && !outcome.changed);
        assert_eq!(tab.export(), shown);
        assert_eq!(disk.all(), stored, "not a byte is another");
    }
}

#[test]
fn fault_51_offsets_that_were_changed_by_hand() {
    let text = file();
    let whole = documents();
    let empty = State::new(1, PersonId::from_bits(1), ProjectId::from_bits(1));
    let keys = ["\"start\":", "\"end\":", "\"start_utf16\":", "\"end_utf16\":"];
    let mut moved = 0;
    // One offset, or both units of a start or an end: as far off as a person is.
    for edited in [&keys[..1], &keys[1..2], &keys[2..3], &keys[3..], &[keys[0], keys[2]], &[keys[1], keys[3]]] {
        for number in 0..8 {
            for by in [-1_i64, 1, 1000] {
                let Some(changed) = shifted(&text, edited, number, by) else { continue };
                let read = read_files(&empty, vec![source(changed.as_bytes())]);
                for (read, whole) in read.documents.iter().zip(&whole) {
                    for (id, annotation) in whole.annotations.iter() {
                        // What was not touched is as it was; what was stands on its words, and says so where it was moved.
                        let found = read.annotations.get(id).expect("its words are in the text");
                        let words = |document: &Document, annotation: &manicule::model::Annotation| {
                            annotation
                                .span
                                .fragments()
                                .map(|part| document.article.quote(part).to_owned())
                                .collect::<Vec<_>>()
                        };
                        assert_eq!(words(read, found), words(whole, annotation), "{edited:?} {number} {by}");
                        let told = found.doubt.is_some();
                        assert!(told || found.span == annotation.span, "{edited:?} {number} {by}");
                        moved += u32::from(told);
                    }
                }
                let doubts = read.documents.iter().flat_map(|d| d.annotations.values().cloned().collect::<Vec<_>>());
                let doubts = doubts.filter(|annotation| annotation.doubt.is_some()).count();
                let told = read.issues.iter().filter(|issue| matches!(issue.problem, Problem::Moved { .. })).count();
                assert_eq!(doubts, told, "each is in the report");
            }
        }
    }
    assert!(moved > 20, "{moved} were moved");
}

/// The file with the offsets of one fragment changed; `None` where there is no such fragment.
fn shifted(text: &str, keys: &[&str], number: usize, by: i64) -> Option<String> {
    let mut out = text.to_owned();
    for key in keys {
        // Fragments alone: blocks have offsets as well.
        let fragment = out.match_indices("\"fragments\":[{").nth(number)?.0;
        let at = fragment + out[fragment..].find(key)? + key.len();
        let digits = out[at..].find(|character: char| !character.is_ascii_digit())?;
        let value: i64 = out[at..at + digits].parse().ok()?;
        out.replace_range(at..at + digits, &(value + by).max(0).to_string());
    }
    Some(out)
}

#[test]
fn fault_46_nesting_without_end_is_told() {
    for nested in
        ["[".repeat(20_000), "{\"a\":".repeat(20_000), format!("{}{}", "[".repeat(20_000), "]".repeat(20_000))]
    {
        assert!(matches!(json::parse::<Args>(&nested), Err(json::Wrong::Syntax(..))), "the scripting door's reader");
        let line =
            file().lines().next().map(|line| line.replacen("\"meta\":", &format!("\"more\":{nested},\"meta\":"), 1));
        for text in [nested.clone(), line.expect("it has a line")] {
            let disk = Disk::default();
            let mut tab = Tab::open(&disk, 1);
            let outcome = import(&mut tab, text.as_bytes());
            assert!(matches!(outcome.issues[0].problem, Problem::Malformed { .. }), "{:?}", outcome.issues);
            Deed::Annotate(vec![(0, 3)], 0).on(&mut tab);
            assert_eq!(parting(&tab.reload(2).export(), &tab.export()), None, "the page lives on");
        }
    }
}

#[test]
fn fault_47_large_files() {
    let empty = State::new(1, PersonId::from_bits(1), ProjectId::from_bits(1));
    let began = Instant::now();
    let read = read_files(&empty, vec![source(&vec![b' '; 50_000_001])]);
    println!("a file of 50 MB and a byte is refused after {:?}", began.elapsed());
    assert!(matches!(read.issues[..], [Issue { problem: Problem::TooLarge { limit: 50_000_000 }, .. }]));
    assert!(read.documents.is_empty());
    let (articles, annotations) = if std::env::var_os("MANICULE_LONG").is_some() { (1000, 100) } else { (20, 20) };
    let text = many(articles, annotations);
    let began = Instant::now();
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    let outcome = import(&mut tab, text.as_bytes());
    let size = text.len() / 1000;
    println!("{articles} articles of {annotations} annotations, {size} kB, are in after {:?}", began.elapsed());
    assert_eq!((outcome.added, outcome.issues.len()), (articles, 0));
    let found: u32 = tab.state.project.entries.values().map(|entry| entry.counts.annotations).sum();
    assert!(found as usize >= articles * annotations);
}

/// A file of so many articles with so many annotations each.
pub(crate) fn many(articles: usize, annotations: usize) -> String {
    let marked = "[word](person) and ".repeat(annotations);
    let parse = |number| markup::parse(&format!("d{number:05}"), &marked).expect("well formed");
    let documents: Vec<Rc<Document>> = (0..articles).map(parse).map(Rc::new).collect();
    let project = documents.iter().fold(tiny(), |project, document| project.with(document.clone()));
    native::write(&project, &documents).files.pop().expect("one file").text
}

/// What an export says of the articles, whichever project they are in; and of entities and people, on whichever line.
fn told(export: &str) -> (Vec<String>, BTreeSet<String>) {
    let mut around = BTreeSet::new();
    let mut plain = |line: &str| {
        let json::Json::Object(mut entries) = json::tree(line).expect("JSON") else { panic!("{line}") };
        for (key, value) in &entries {
            if let ("annotators" | "entities", json::Json::List(all)) = (&**key, value) {
                around.extend(all.iter().map(|each| format!("{key} {each:?}")));
            }
        }
        // The project and its version of the schema are those of whoever exports.
        entries.retain(|(key, _)| !matches!(&**key, "project" | "schema" | "annotators" | "entities"));
        format!("{entries:?}")
    };
    (export.lines().map(&mut plain).collect(), around)
}

proptest! {
    #![proptest_config(cases(16))]

    /// Row 50: what was exported comes back as it was, in a browser that was never here.
    #[test]
    fn fault_50_an_export_comes_back(work in vec(deed(), 1..12)) {
        let mut tab = Tab::open(&Disk::default(), 1);
        Deed::AddText(0).on(&mut tab);
        work.iter().for_each(|deed| deed.on(&mut tab));
        Deed::AddText(3).on(&mut tab);
        let export = tab.export();
        let mut other = Tab::open(&Disk::default(), 2);
        let outcome = import(&mut other, export.as_bytes());
        prop_assert_eq!(outcome.added, export.lines().count());
        prop_assert!(outcome.issues.iter().all(|issue| matches!(issue.problem, Problem::MissingEnd { .. })), "{:?}", outcome.issues);
        let back = other.export();
        // The sample of the first visit is there as well, where it had been taken out.
        let sample = if export.contains("\"id\":\"sample-harbour\"") { 0 } else { 1 };
        let ((gone, around), (came, others)) = (told(&export), told(&back));
        prop_assert_eq!(around, others);
        prop_assert_eq!(gone.len() + sample, came.len());
        for (one, other) in gone.iter().zip(&came[sample..]) {
            prop_assert_eq!(parting(one, other), None);
        }
        prop_assert_eq!(parting(&other.reload(3).export(), &back), None);
    }
}

/// Row 8: a kill at each step of an import. All of it is there, or nothing.
#[test]
fn fault_8_a_kill_at_each_step_of_an_import() {
    let text = file();
    let whole = documents();
    for writes in 0..8 {
        for done in 0..4 {
            for wiped in [None, Some(Place::Local)] {
                let mut world = World::new(Protocol::Ours);
                let tab = world.open();
                (0..50).for_each(|_| world.transact(tab));
                world.annotate(tab, 10);
                (0..50).for_each(|_| world.transact(tab));
                // Writes to local storage up to the one at which the tab dies; with seven all are done.
                world.browser.borrow_mut().dying = (writes < 7).then_some(writes);
                world.tell(tab, Action::Files(vec![source(text.as_bytes())]));
                world.browser.borrow_mut().dying = None;
                world.kill(tab, done);
                wiped.into_iter().for_each(|place| world.wipe(place));
                let next = world.open();
                world.rest();
                let state = &world.tabs[&next].state;
                let came = whole.iter().filter(|d| state.project.entries.contains_key(&d.id)).count();
                assert!(came == 0 || came == whole.len(), "{came} of {} after {writes}, {done}", whole.len());
                assert_eq!(state.project.order.len(), 1 + came, "what was there is there");
                let stored = stored_documents(&world);
                for document in &whole[..came] {
                    let found = stored.iter().find(|stored| stored.document.id == document.id);
                    let annotations = found.map(|stored| &stored.document.annotations);
                    assert_eq!(annotations, Some(&document.annotations), "after {writes}, {done}");
                }
            }
        }
    }
}

/// Row 49, the part that needs no browser: what could not be saved is not called saved.
#[test]
fn an_import_into_full_stores_is_not_called_saved() {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    Deed::AddText(0).on(&mut tab);
    disk.values.limit(Some(100));
    import(&mut tab, file().as_bytes());
    assert_eq!(tab.state.saved, manicule::session::Saved::Failed(StoreError::Full));
}
