//! The page's side of an export, and articles to try it with.

use std::rc::Rc;

use manicule::formats::json::{self, to_json};
use manicule::formats::{FORMATS, foreign};
use manicule::model::{Document, PersonId, Project, ProjectId, markup, news_schema};
use manicule::session::update::{document_for_search, project_for_search};
use manicule::workshop::Desk;
use manicule::workshop::message::export::{Export, ExportPlan, ExportTold};
use manicule::workshop::message::{Answer, Named, Request};

/// A finished export.
pub(crate) struct Exported {
    pub(crate) told: ExportTold,
    pub(crate) bytes: Vec<u8>,
}

/// One step: the answer's part about the export, and the bytes beside it.
pub(crate) fn step(
    desk: &mut Desk,
    project: &Project,
    export: Export,
    documents: &[Rc<Document>],
) -> (ExportTold, Option<Vec<u8>>) {
    let named =
        documents.iter().map(|document| Named { id: document.id.to_string(), stamp: 1, copies: Some(1), records: 0 });
    let request = Request {
        project: export.plan.is_some().then(|| project_for_search(project)),
        documents: named.collect(),
        export: Some(export),
        ..Request::default()
    };
    let texts = documents.iter().map(|document| document_for_search(project, document).into_bytes());
    let mut parts = desk.answer([to_json(&request).into_bytes()].into_iter().chain(texts).collect()).into_iter();
    let answer = String::from_utf8(parts.next().expect("an answer")).expect("text");
    let answer: Answer = json::parse(&answer).expect("an answer");
    assert_eq!((answer.missing.len(), answer.unreadable.len()), (0, 0));
    (answer.exported.expect("what there is to tell"), parts.next())
}

/// A whole export: what is told at its end, and its bytes; else what is wrong.
pub(crate) fn export(project: &Project, plan: ExportPlan, documents: &[Rc<Document>]) -> Result<Exported, String> {
    let mut desk = Desk::default();
    let is_surveyed = plan.split.is_some();
    let checked = |(told, bytes): (ExportTold, Option<Vec<u8>>)| match told.wrong.as_str() {
        "" => Ok((told, bytes)),
        wrong => Err(format!("{wrong} {}", told.wrong_words)),
    };
    checked(step(&mut desk, project, Export { plan: Some(plan), ..Export::default() }, &[]))?;
    if is_surveyed {
        for few in documents.chunks(3) {
            checked(step(&mut desk, project, Export { survey: true, ..Export::default() }, few))?;
        }
    }
    for few in documents.chunks(4) {
        checked(step(&mut desk, project, Export::default(), few))?;
    }
    let (told, _) = checked(step(&mut desk, project, Export { finish: true, ..Export::default() }, &[]))?;
    let mut bytes = Vec::new();
    while bytes.len() < told.size {
        let export = Export { bytes: 100_000, from: bytes.len(), ..Export::default() };
        let (_, piece) = checked(step(&mut desk, project, export, &[]))?;
        let piece = piece.expect("a piece");
        assert!((1..=100_000).contains(&piece.len()), "{} of {}", bytes.len(), told.size);
        bytes.extend(piece);
    }
    assert_eq!(bytes.len(), told.size);
    Ok(Exported { told, bytes })
}

/// All formats that are written.
pub(crate) fn all_formats() -> Vec<String> {
    let written = |id: &str| foreign::codec(id).is_some_and(|codec| codec.write.is_some());
    FORMATS.iter().filter(|format| format.export && written(format.id)).map(|format| format.id.to_owned()).collect()
}

/// A plan for a bundle of these formats.
pub(crate) fn bundle(formats: &[&str]) -> ExportPlan {
    ExportPlan { formats: formats.iter().map(|id| (*id).to_owned()).collect(), bundle: true, ..ExportPlan::default() }
}

/// Articles with characters of two UTF-16 units before claims, furniture, and one that two people have annotated.
pub(crate) fn project(articles: usize) -> Project {
    let mut project = Project::new(ProjectId::from_bits(7), "Harbour: “news” | <1>");
    project.schema = Rc::new(news_schema::news());
    project.guidelines = "# How to\n\nMark *claims*.".into();
    for number in 0..articles {
        let rare = if number % 5 == 0 { " In [Izmir](place) too." } else { "" };
        let marked = format!(
            "{{title}}😀 Number {number} of the harbour\n\
             {{p}}[Ada {number}](person#a) [said](cue#u) [the 🦊 port closes](claim#c).{rare}\n\
             {{p furniture}}Read more: [Bo](person) and others\n\
             {{p}}“[It does](claim#d),” a [worker](source#w) [added](cue#v).\n\
             ---\nc -source-> a\nc -cue-> u\nd -source-> w\nd -cue-> v\n"
        );
        let mut document = markup::parse(&format!("a/{number}"), &marked).expect("well formed");
        Rc::make_mut(&mut document.meta).language = Some("en".into());
        Rc::make_mut(&mut document.meta).annotator = Some(PersonId::from_bits(5));
        if number == 1 {
            let second = PersonId::from_bits(6);
            let mut copy = document.clone();
            let meta = Rc::make_mut(&mut copy.meta);
            (meta.annotator, meta.copy_of) = (Some(second), Some(document.id.clone()));
            copy.id = document.id.copy_by(Some(second));
            project = project.with(Rc::new(copy));
        }
        project = project.with(Rc::new(document));
    }
    project
}

/// Its documents in their order.
pub(crate) fn documents(project: &Project) -> Vec<Rc<Document>> {
    project.documents().cloned().collect()
}

/// A folder of its own for a test, empty.
pub(crate) fn folder(name: &str) -> std::path::PathBuf {
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).expect("there is room");
    folder
}

/// What a Python program prints; it must end well unless it is expected to fail.
pub(crate) fn python(arguments: &[&str], folder: &std::path::Path, ends_well: bool) -> String {
    let ran = std::process::Command::new("python3").args(arguments).current_dir(folder).output().expect("python3");
    let printed = String::from_utf8_lossy(&ran.stdout).into_owned() + &String::from_utf8_lossy(&ran.stderr);
    assert_eq!(ran.status.success(), ends_well, "{printed}");
    printed
}
