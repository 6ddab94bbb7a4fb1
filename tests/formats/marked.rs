//! A project that is hard on formats of other tools.

use std::rc::Rc;

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
        annotation.origin = Origin::Engine { id: shared("rules"), permille: Some(875) };
        document.suggestions.insert(annotation.id, Rc::new(Suggestion { annotation, verdict }));
    }
    let plain = markup::parse("plain", "Nothing is marked here.").expect("well formed");
    project.with(Rc::new(document)).with(Rc::new(plain))
}
