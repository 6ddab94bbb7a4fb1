//! How long the parts of the core take, as articles grow: `cargo xtask bench --core`. Nothing of it passes or fails.

use std::rc::Rc;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use manicule::edit::Selection;
use manicule::edit::meeting::{Replaced, merged};
use manicule::formats::foreign::{CODECS, Codec, Out, Proof, Setting};
use manicule::formats::{TextFile, native};
use manicule::layout::{Mark, segments};
use manicule::model::{Document, Project, ProjectId, TextRange, Unit};
use manicule::session::view::View;
use manicule::session::{Action, Args, Command};
use manicule::storage::Versions;
use manicule::storage::snapshot::{document_of, document_value};
use manicule_core::{ALL, Case, Size, Workload, project};

fn main() {
    divan::main();
}

/// By name, so that the table names them.
const NAMES: [&str; 5] = ["S/100", "M/1,000", "M/10,000", "L/10,000", "L/50,000"];

fn named(name: &str) -> (Size, usize) {
    let place = NAMES.iter().position(|known| *known == name);
    *place.and_then(|place| ALL.get(place)).expect("it is one of them")
}

fn document(name: &str) -> Rc<Document> {
    let (size, marks) = named(name);
    let project = project(&Workload::new(size, marks));
    project.documents().next().expect("there is one").clone()
}

/// One block cut where all annotations begin and end, as a paragraph of any length is.
#[divan::bench(args = NAMES)]
fn segments_of_one_block(bencher: Bencher<'_, '_>, name: &str) {
    let document = document(name);
    let length = u32::try_from(document.article.text().len()).expect("shorter");
    let whole = TextRange::new(0, length).expect("it has a text");
    let all = document.in_reading_order().into_iter().enumerate();
    let marks: Vec<Mark> = all
        .flat_map(|(place, one)| {
            one.span.fragments().map(move |range| Mark { range, id: Some(one.id), place }).collect::<Vec<_>>()
        })
        .collect();
    bencher.bench_local(|| segments(black_box(whole), black_box(&marks)));
}

/// Every end of an annotation from bytes to code points and back.
#[divan::bench(args = NAMES)]
fn offsets(bencher: Bencher<'_, '_>, name: &str) {
    let document = document(name);
    let ends: Vec<u32> = document.annotations.values().map(|one| one.span.hull().end()).collect();
    bencher.bench_local(|| {
        let there = |at: &u32| document.article.convert(*at, Unit::Byte, Unit::CodePoint);
        let back = |at| document.article.convert(at, Unit::CodePoint, Unit::Byte);
        ends.iter().filter_map(there).filter_map(back).fold(0, u32::wrapping_add)
    });
}

/// What is drawn of an article that opens.
#[divan::bench(args = NAMES)]
fn view_of_an_article(bencher: Bencher<'_, '_>, name: &str) {
    let document = document(name);
    bencher.bench_local(|| View::open(black_box(&document), &Selection::default()));
}

/// A key that marks, and the one that takes it back: command, change, record, view.
#[divan::bench(args = NAMES)]
fn marking_and_undoing(bencher: Bencher<'_, '_>, name: &str) {
    let mut case = Case::new(named(name));
    let marking = case.marking();
    bencher.bench_local(|| (case.act(marking.clone()), case.act(Action::Run(Command::Undo, Args::default()))));
}

/// The same for another label.
#[divan::bench(args = NAMES)]
fn relabelling_and_undoing(bencher: Bencher<'_, '_>, name: &str) {
    let mut case = Case::new(named(name));
    let relabel = case.to_middle(Command::Relabel, Args::label("law"));
    bencher.bench_local(|| (case.act(relabel.clone()), case.act(Action::Run(Command::Undo, Args::default()))));
}

/// Two people's work on one article becomes one.
#[divan::bench(args = NAMES)]
fn merging(bencher: Bencher<'_, '_>, name: &str) {
    let mine = document(name);
    let mut theirs = (*mine).clone();
    for (number, one) in mine.annotations.values().enumerate().filter(|(number, _)| number % 10 == 0) {
        let mut later = (**one).clone();
        later.changed.0 += 1_000;
        later.note = Rc::from(format!("remark {number}"));
        theirs.annotations.insert(later.id, Rc::new(later));
    }
    bencher.bench_local(|| merged(black_box(&mine), black_box(&theirs), &Replaced::default(), &|_, _, _, _| false));
}

/// The native format, read.
#[divan::bench(args = NAMES)]
fn native_read(bencher: Bencher<'_, '_>, name: &str) {
    let (size, marks) = named(name);
    let line = Workload::new(size, marks).line();
    bencher.bench_local(|| native::read("articles.jsonl", black_box(&line)));
}

/// The native format, written.
#[divan::bench(args = NAMES)]
fn native_written(bencher: Bencher<'_, '_>, name: &str) {
    let (size, marks) = named(name);
    let project = project(&Workload::new(size, marks));
    let documents: Vec<_> = project.documents().cloned().collect();
    bencher.bench_local(|| native::write(black_box(&project), black_box(&documents)));
}

/// A document as it is stored, read: most of what opening one takes.
#[divan::bench(args = NAMES)]
fn stored_read(bencher: Bencher<'_, '_>, name: &str) {
    let document = document(name);
    let value = document_value(&empty(), &document, &Versions::default());
    bencher.counter(BytesCount::of_str(&value)).bench_local(|| document_of(black_box(&document.id), black_box(&value)));
}

/// The same, written.
#[divan::bench(args = NAMES)]
fn stored_written(bencher: Bencher<'_, '_>, name: &str) {
    let (project, document) = (empty(), document(name));
    bencher.bench_local(|| document_value(black_box(&project), black_box(&document), &Versions::default()));
}

fn empty() -> Project {
    Project::new(ProjectId::from_bits(1), "Measured")
}

/// What every other format is measured with: a hundred kilobytes, a thousand annotations.
fn medium() -> Rc<manicule::model::Project> {
    Rc::new(project(&Workload::new(Size::M, 1_000)))
}

fn written(codec: &Codec, project: &Rc<manicule::model::Project>, proves: bool) -> Option<Vec<TextFile>> {
    let setting = Setting {
        project: Rc::clone(project),
        options: manicule::formats::foreign::Options::default(),
        stem: "all".to_owned(),
    };
    let mut writer = codec.write?(&setting);
    let (mut out, mut proof) = (Out::default(), Proof::default());
    for document in project.documents() {
        writer.document(document, &mut out);
        if proves {
            writer.prove(document, &out, &mut proof);
        }
    }
    writer.finish(&mut out);
    assert_eq!(proof.wrong, 0);
    let mut files: Vec<TextFile> = Vec::new();
    for piece in out.take() {
        match files.iter_mut().find(|file| file.name == piece.path) {
            Some(file) => file.text.push_str(&piece.text),
            None => files.push(TextFile { name: piece.path, text: piece.text }),
        }
    }
    Some(files)
}

fn ids(is_meant: fn(&&Codec) -> bool) -> Vec<&'static str> {
    CODECS.iter().filter(is_meant).map(|codec| codec.id).collect()
}

fn codec(id: &str) -> &'static Codec {
    manicule::formats::foreign::codec(id).expect("it is known")
}

/// Each format written and held against the annotations, as every export is.
#[divan::bench(args = ids(|codec| codec.write.is_some()), sample_count = 10)]
fn exported(bencher: Bencher<'_, '_>, id: &str) {
    let project = medium();
    bencher.bench_local(|| written(codec(id), black_box(&project), true));
}

/// Each format read, up to what stands there; nothing is decided.
#[divan::bench(args = ids(|codec| codec.write.is_some() && codec.read.is_some()), sample_count = 10)]
fn imported(bencher: Bencher<'_, '_>, id: &str) {
    let files = written(codec(id), &medium(), false).expect("it is written");
    let read = codec(id).read.expect("it is read");
    bencher.bench_local(|| read(black_box(&files)));
}
