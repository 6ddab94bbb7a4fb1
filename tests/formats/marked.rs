//! A project that is hard on formats of other tools, and what writes it.

use std::path::Path;
use std::rc::Rc;

use manicule::formats::TextFile;
use manicule::formats::foreign::{Options, Out, Proof, Setting, codec};
use manicule::formats::loss::Losses;
use manicule::model::{
    Annotation, AnnotationId, Attribute, AttributeKind, Doubt, Entity, EntityId, LabelId, Origin, Person, PersonId,
    Project, ProjectId, Suggestion, Timestamp, Verdict, markup,
};

fn shared(text: &str) -> Rc<str> {
    Rc::from(text)
}

const MARKED: &str = "\
{title}😀 Harbour “log” rewritten
{p}[“The log was rewritten,”](claim#c) [said](cue#said) [[Ada Öztürk](person#ada) of the [S‑400](product) crew](source#s), [“twice.”](claim#c)
{quote}[نُقل السجل](claim#d) , كتب [أحمد](person#ahmad) & cafe[é](odd <&\"label>#e)
{p furniture}[READ MORE](event)
---
c -source-> s
c -cue-> said
d -source-> ahmad
";

fn attribute(name: &str, kind: AttributeKind) -> Attribute {
    let title = shared(&format!("“{name}” & more"));
    Attribute { name: name.into(), title, kind, required: false, default: Vec::new(), hint: shared("") }
}

/// The project.
pub(crate) fn hard() -> Project {
    let mut project = Project::new(ProjectId::from_bits(0xfeed), "Harbour");
    let schema = Rc::make_mut(&mut project.schema);
    let few = |all: &[&str]| all.iter().map(|one| shared(one)).collect::<Vec<_>>();
    for label in &mut schema.labels {
        if label.id == LabelId::from("claim") {
            Rc::make_mut(label).attributes = vec![
                attribute("check_worthy", AttributeKind::Scale(3)),
                attribute("topics", AttributeKind::Many(few(&["sea", "war & peace"]))),
                attribute("note", AttributeKind::Text),
                attribute("2nd look", AttributeKind::Number { min: 0, max: 9 }),
            ];
        }
    }
    schema.document = vec![
        attribute("genre", AttributeKind::Choice(few(&["news", "opinion"]))),
        attribute("check_worthy", AttributeKind::Text),
    ];
    let ada = Rc::new(Entity {
        id: EntityId::from_bits(1),
        name: shared("Ada Öztürk"),
        link: Some(shared("https://example.org/Ada?x=1&y=2")),
        note: shared(""),
    });
    let me = Rc::new(Person { id: PersonId::from_bits(2), name: shared("Ümit") });
    project.entities.insert(ada.id, ada.clone());
    project.people.insert(me.id, me.clone());
    let mut document = markup::parse("harbour/1", MARKED.trim_end()).expect("well formed");
    let meta = Rc::make_mut(&mut document.meta);
    meta.language = Some(shared("en"));
    meta.byline = Some(shared("Zoë Ünal"));
    meta.annotator = Some(me.id);
    meta.extra = vec![(shared("section"), shared("World")), (shared("section"), shared("\\"))];
    meta.values =
        [("genre".into(), few(&["news"])), ("check_worthy".into(), few(&["very"])), ("gone".into(), few(&["1"]))]
            .into_iter()
            .collect();
    let mut change = |words: &str, what: &dyn Fn(&mut Annotation)| -> Annotation {
        let found = document.annotations.values().find(|a| a.span.quote(&document.article) == words);
        let mut annotation = (**found.expect("marked in the text")).clone();
        what(&mut annotation);
        document.annotations.insert(annotation.id, Rc::new(annotation.clone()));
        annotation
    };
    let claim = change("نُقل السجل", &|annotation| {
        let said = [("check_worthy", "3"), ("topics", "war & peace"), ("note", "a <b> & \"c\""), ("2nd look", "7")];
        annotation.attributes = said.into_iter().map(|(name, value)| (name.into(), few(&[value]))).collect();
        annotation.attributes.insert("unknown".into(), few(&["x", "y"]));
        annotation.note = shared("see\nbelow");
        annotation.doubt = Some(Doubt { source: manicule::model::AnchorDoubt::Person, reason: shared("") });
        annotation.created = Timestamp(1_711_790_100_120);
    });
    for words in ["Ada Öztürk", "أحمد"] {
        change(words, &|annotation| annotation.entity = Some(ada.id));
    }
    for (number, verdict) in [(100, Verdict::Open), (101, Verdict::Rejected)] {
        let mut annotation = claim.clone();
        annotation.id = AnnotationId::from_bits(number);
        annotation.origin = Origin::Engine { id: shared("rules"), permille: 875 };
        document.suggestions.insert(annotation.id, Rc::new(Suggestion { annotation, verdict }));
    }
    let plain = markup::parse("plain", "Nothing is marked here.").expect("well formed");
    project.with(Rc::new(document)).with(Rc::new(plain))
}

/// What a format made of a project.
pub(crate) struct Made {
    pub(crate) files: Vec<TextFile>,
    pub(crate) losses: Losses,
    pub(crate) proof: Proof,
}

fn setting(project: &Project, options: Options) -> Setting {
    Setting { project: Rc::new(project.clone()), options, stem: "hard".to_owned() }
}

/// Writes all documents.
pub(crate) fn written(id: &str, project: &Project, options: Options) -> Made {
    let mut writer = codec(id).expect("known").write.expect("written")(&setting(project, options));
    let (mut out, mut proof) = (Out::default(), Proof::default());
    let mut files: Vec<TextFile> = Vec::new();
    let mut keep = |out: &mut Out| {
        for piece in out.take() {
            match files.iter_mut().find(|file| file.name == piece.path) {
                Some(file) => file.text.push_str(&piece.text),
                None => files.push(TextFile { name: piece.path, text: piece.text }),
            }
        }
    };
    for document in project.documents() {
        writer.document(document, &mut out);
        writer.prove(document, &out, &mut proof);
        keep(&mut out);
    }
    writer.finish(&mut out);
    keep(&mut out);
    Made { files, losses: out.losses, proof }
}

/// How many differences a proof finds where what was written of the first document is changed.
pub(crate) fn wrong_after(id: &str, project: &Project, change: impl Fn(&str) -> String) -> u64 {
    let mut writer = codec(id).expect("known").write.expect("written")(&setting(project, Options::default()));
    let document = project.documents().next().expect("one");
    let (mut out, mut changed, mut proof) = (Out::default(), Out::default(), Proof::default());
    writer.document(document, &mut out);
    for piece in out.written().filter(|piece| !piece.glue) {
        let text = change(&piece.text);
        assert_ne!(text, piece.text, "nothing was changed");
        changed.append(&piece.path, &text);
    }
    writer.prove(document, &changed, &mut proof);
    proof.wrong
}

/// Holds files against those in `tests/formats/<folder>`; `MANICULE_BLESS=1` writes them anew.
pub(crate) fn golden(folder: &str, files: &[TextFile]) {
    for file in files {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(folder).join(&file.name);
        if std::env::var_os("MANICULE_BLESS").is_some() {
            std::fs::write(&path, &file.text).expect("the golden file can be written");
            continue;
        }
        let golden = std::fs::read_to_string(&path).expect("there is a golden file");
        for (line, golden) in file.text.lines().zip(golden.lines()) {
            assert_eq!(line, golden, "{}: meant? MANICULE_BLESS=1", file.name);
        }
        assert_eq!(file.text, golden, "{}", file.name);
    }
}
