//! The native format's golden file: a document that is hard in every way, and a plain one.

use std::path::Path;
use std::rc::Rc;

use manicule::formats::native;
use manicule::model::{
    AnchorDoubt, AnnotationId, Doubt, Entity, EntityId, Origin, Person, PersonId, Project, ProjectId, Status,
    Suggestion, Timestamp, Verdict, markup,
};

use crate::published_schema::Published;

const GOLDEN: &str = include_str!("native/hard.jsonl");

fn shared(text: &str) -> Rc<str> {
    Rc::from(text)
}

/// The marked text, with a value in every field that the notation cannot give.
pub(crate) fn hard() -> Project {
    let mut project = Project::new(ProjectId::from_bits(0xfeed), "Harbour");
    project.guidelines = shared("# How to\n\nMark *claims*.\u{2028}Leave cues outside.");
    let ada = Rc::new(Entity {
        id: EntityId::from_bits(1),
        name: shared("Ada Öztürk"),
        link: Some(shared("https://example.org/Ada?x=1&y=“2”")),
        note: shared("not the other Ada"),
    });
    let nobody = Rc::new(Entity { id: EntityId::from_bits(2), name: shared("Nobody"), link: None, note: shared("") });
    let me = Rc::new(Person { id: PersonId::from_bits(u64::MAX), name: shared("Ümit \"the hand\"") });
    let idle = Rc::new(Person { id: PersonId::from_bits(3), name: shared("") });
    project.entities.insert(ada.id, ada.clone());
    project.entities.insert(nobody.id, nobody);
    project.people.insert(me.id, me.clone());
    project.people.insert(idle.id, idle);

    let mut document = markup::parse("harbour/1", include_str!("native/hard.txt")).expect("well formed");
    let meta = Rc::make_mut(&mut document.meta);
    meta.byline = Some(shared("Zoë Ünal"));
    meta.published = Some(shared("2024-03-30"));
    meta.source_url = Some(shared("https://example.org/a/1#top"));
    meta.site = Some(shared("The Harbour"));
    meta.retrieved = Some(shared("2024-04-01T06:00:00Z"));
    meta.license = Some(shared("CC BY 4.0"));
    meta.language = Some(shared("en"));
    meta.extra = vec![(shared("section"), shared("World\tnews")), (shared("section"), shared("\\"))];
    meta.status = Status::Flagged;
    meta.values = [("topic".into(), vec![shared("sea"), shared("war")])].into_iter().collect();
    meta.annotator = Some(me.id);

    let with_words = |words: &str| -> AnnotationId {
        let found = document.annotations.values().find(|a| a.span.quote(&document.article) == words);
        found.expect("marked in the text").id
    };
    let (first, last) = (with_words("Ada Öztürk"), with_words("Ada Öztürk of the S‑400 crew"));
    let mut change = |id: AnnotationId, what: &dyn Fn(&mut manicule::model::Annotation)| {
        let mut annotation = (**document.annotations.get(&id).expect("it was read")).clone();
        what(&mut annotation);
        document.annotations.insert(id, Rc::new(annotation));
    };
    change(first, &|annotation| {
        annotation.entity = Some(ada.id);
        annotation.attributes = [("check_worthy".into(), vec![shared("3")])].into_iter().collect();
        annotation.note = shared("see\nbelow");
        annotation.doubt = Some(Doubt { source: AnchorDoubt::Person, reason: shared("two \"Adas\"") });
        annotation.author = Some(me.id);
        annotation.created = Timestamp(1_711_790_100_120);
        annotation.changed = Timestamp(1_711_790_100_999);
    });
    change(last, &|annotation| {
        annotation.entity = Some(ada.id);
        annotation.doubt = Some(Doubt { source: AnchorDoubt::Moved, reason: shared("") });
        annotation.origin = Origin::Import { format: shared("brat"), original_id: shared("T7") };
    });
    for (number, verdict) in [(100, Verdict::Open), (101, Verdict::Rejected)] {
        let mut annotation = (**document.annotations.get(&first).expect("it was read")).clone();
        annotation.id = AnnotationId::from_bits(number);
        annotation.origin = Origin::Engine { id: shared("gazetteer"), permille: Some(875) };
        document.suggestions.insert(annotation.id, Rc::new(Suggestion { annotation, verdict }));
    }
    let plain = markup::parse("plain", "Nothing is marked here.").expect("well formed");
    project.with(Rc::new(document)).with(Rc::new(plain))
}

fn written(project: &Project) -> String {
    let documents: Vec<_> = project.documents().cloned().collect();
    native::write(project, &documents).files[0].text.clone()
}

#[test]
fn the_golden_file_is_written_byte_for_byte() {
    let written = written(&hard());
    if std::env::var_os("MANICULE_BLESS").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/native/hard.jsonl");
        std::fs::write(path, &written).expect("the golden file can be written");
        return;
    }
    for (line, golden) in written.lines().zip(GOLDEN.lines()) {
        let same = line.bytes().zip(golden.bytes()).take_while(|(a, b)| a == b).count();
        let around = |text: &str| String::from_utf8_lossy(&text.as_bytes()[same.saturating_sub(40)..]).into_owned();
        assert!(line == golden, "meant? MANICULE_BLESS=1\n new {:.120}\n old {:.120}", around(line), around(golden));
    }
    assert_eq!(written, GOLDEN);
}

#[test]
fn the_golden_file_reads_back() {
    let (project, imported) = (hard(), native::read("hard.jsonl", GOLDEN));
    assert_eq!(imported.issues, []);
    assert!(imported.documents.iter().eq(project.documents()));
    assert_eq!(imported.schemas, std::slice::from_ref(&project.schema));
    assert_eq!(imported.project, Some((project.id, project.about())));
}

#[test]
fn the_golden_file_is_as_the_published_schema_says() {
    Published::new().holds(GOLDEN);
}
