//! What formats say that they keep comes back all the way: written, read, settled, and held against the documents with its
//! attributes, notes, links and things. What a format tells as left is left aside.

use std::collections::BTreeMap;
use std::rc::Rc;

use manicule::formats::foreign::options::Options;
use manicule::formats::foreign::settle::{self, Counting, Named, Plan, Settled, Target};
use manicule::formats::foreign::{Codec, Setting, codec};
use manicule::formats::loss::{Losses, Lost, Resolved};
use manicule::model::{
    Annotation, AnnotationId, Attribute, AttributeKind, Attributes, Document, Entity, EntityId, Project, Schema,
    Status, Table, TextRange, Unit, Verdict,
};
use proptest::prelude::*;

use crate::common::{cases, projects};
use crate::exported::{bare, counted, wanted, written};
use crate::hard_project::hard_project;

const KEEPS_ALL: &[Lost] = &[Lost::Attributes, Lost::RelationAttributes, Lost::Notes, Lost::Entities, Lost::Relations];

/// The formats that have a place for links, and what they must never tell as left of what is plain.
const FORMATS: [(&str, &[Lost]); 10] = [
    ("native", &[Lost::Attributes, Lost::RelationAttributes, Lost::Notes, Lost::Entities, Lost::Relations]),
    ("labelstudio", &[Lost::Attributes, Lost::RelationAttributes, Lost::Notes, Lost::Entities, Lost::Relations]),
    ("prodigy", &[Lost::Attributes, Lost::Notes, Lost::Entities, Lost::Relations]),
    ("csv", &[Lost::Attributes, Lost::RelationAttributes, Lost::Notes, Lost::Entities, Lost::Relations]),
    ("tsv", &[Lost::Attributes, Lost::RelationAttributes, Lost::Notes, Lost::Entities, Lost::Relations]),
    ("brat", &[Lost::Entities, Lost::Relations]),
    ("doccano-relations", &[Lost::Relations]),
    ("webannotation", KEEPS_ALL),
    ("pubannotation", KEEPS_ALL),
    ("cas", KEEPS_ALL),
];

/// What a project has no doubt about: attributes of any text, and things of which some share a name and some an address
/// has. What values mean is another property.
fn plain(project: Project) -> Project {
    let mut schema = Schema::clone(&project.schema);
    let text = |attributes: &mut Vec<Attribute>| {
        for attribute in attributes {
            attribute.kind = AttributeKind::Text;
            attribute.title = Rc::from(attribute.name.as_str());
        }
    };
    schema.labels.iter_mut().for_each(|label| text(&mut Rc::make_mut(label).attributes));
    schema.relations.iter_mut().for_each(|kind| text(&mut Rc::make_mut(kind).attributes));
    text(&mut schema.document);
    let entities = project.entities.values().enumerate().map(|(number, entity)| {
        let link = (number % 2 == 1).then(|| Rc::from(format!("https://example.org/thing/{number}")));
        let name = Rc::from(if number < 3 { "Same Name" } else { "Another" });
        (entity.id, Rc::new(Entity { id: entity.id, name, link, note: Rc::from("") }))
    });
    let entities = entities.collect();
    let loaded = project.loaded.iter().map(|(id, document)| {
        let mut document = Document::clone(document);
        for id in document.annotations.keys().copied().collect::<Vec<_>>() {
            let annotation = document.annotations.get(&id).expect("there");
            let annotation = Annotation { doubt: None, ..Annotation::clone(annotation) };
            document.annotations.insert(id, Rc::new(annotation));
            // An id names one of both.
            document.suggestions.remove(&id);
        }
        (id.clone(), Rc::new(document))
    });
    let loaded = loaded.collect();
    Project { schema: Rc::new(schema), entities, loaded, ..project }
}

/// What is compared, and how far.
struct Eyes<'a> {
    codec: &'a Codec,
    losses: &'a Losses,
    /// Where annotations lie as the format has them: on whole tokens, without line ends at the edges.
    hulls: BTreeMap<AnnotationId, TextRange>,
}

type Said = (String, String, Vec<(String, String)>, String, Option<(String, String)>);
type Linked = (String, Vec<(String, String)>, Vec<(String, String)>, String);

impl Eyes<'_> {
    fn left(&self, what: Lost) -> bool {
        self.losses.all().iter().any(|loss| loss.what == what && loss.how == Resolved::Left)
    }

    /// brat has one line for a word.
    fn word(&self, words: &str) -> String {
        if self.codec.id == "brat" {
            words.replace(['\n', '\r', '\t'], " ").trim().to_owned()
        } else {
            words.to_owned()
        }
    }

    fn attributes(&self, attributes: &Attributes, left: Lost) -> Vec<(String, String)> {
        // A name of which nothing can be seen gets one.
        let name = |name: &str| name.replace("unnamed", "").chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        let each = attributes
            .iter()
            .filter(|_| !self.left(left))
            .flat_map(|(of, values)| values.iter().map(move |value| (name(of.as_str()), self.word(value))));
        let mut all: Vec<_> = each.filter(|(_, value)| self.codec.id != "brat" || !value.is_empty()).collect();
        all.sort();
        all.dedup();
        all
    }

    fn note(&self, note: &str) -> String {
        if self.left(Lost::Notes) { String::new() } else { self.word(note) }
    }

    fn place(&self, document: &Document, annotation: &Annotation, plan: &Plan) -> (String, String) {
        let label = plan.labels.get(&annotation.label.to_string()).cloned().flatten();
        let label = label.unwrap_or_else(|| annotation.label.clone());
        let hull = self.hulls.get(&annotation.id).copied().unwrap_or_else(|| annotation.span.hull());
        (label.to_string(), bare(document.article.quote(hull)))
    }

    fn said(&self, document: &Document, one: &Annotation, plan: &Plan, entities: &Table<EntityId, Rc<Entity>>) -> Said {
        let (label, words) = self.place(document, one, plan);
        let entity = one.entity.filter(|_| !self.left(Lost::Entities)).and_then(|id| entities.get(&id));
        let thing = entity.map(|entity| (entity.name.to_string(), entity.link.as_deref().unwrap_or("").to_owned()));
        (label, words, self.attributes(&one.attributes, Lost::Attributes), self.note(&one.note), thing)
    }

    fn all(&self, document: &Document, plan: &Plan, entities: &Table<EntityId, Rc<Entity>>) -> Vec<Said> {
        let all = document.annotations.values();
        // In brat a span of nothing but white space has no place.
        let all = all.map(|one| self.said(document, one, plan, entities)).filter(|said| !said.1.is_empty());
        all.collect()
    }

    fn proposed(&self, document: &Document, plan: &Plan, entities: &Table<EntityId, Rc<Entity>>) -> Vec<Said> {
        let open = document.suggestions.values().filter(|one| one.verdict == Verdict::Open);
        let open = open.filter(|_| !self.left(Lost::Suggestions));
        open.map(|one| self.said(document, &one.annotation, plan, entities)).collect()
    }

    fn links(&self, document: &Document, plan: &Plan) -> Vec<Linked> {
        let end = |id| document.annotations.get(id).map(|one| self.place(document, one, plan));
        let all = document.relations.values().filter_map(|link| {
            let ends = vec![end(&link.from)?, end(&link.to)?];
            let kind = plan.kinds.get(&link.kind.to_string()).cloned().flatten().unwrap_or_else(|| link.kind.clone());
            let said = self.attributes(&link.attributes, Lost::RelationAttributes);
            Some((kind.to_string(), ends, said, self.note(&link.note)))
        });
        all.filter(|link| link.1.iter().all(|(_, words)| !words.is_empty())).collect()
    }
}

fn comes_back(codec: &Codec, kept: &[Lost], project: &Project) {
    let options = Options { suggestions: true, ..Options::default() };
    let setting = Setting { project: Rc::new(project.clone()), options, stem: "articles".to_owned() };
    // Prodigy's word for an article that was left out is `ignore`: spans of such records do not come back, and are told of.
    let comes = |document: &&Rc<Document>| codec.id != "prodigy" || document.meta.status != Status::Skipped;
    for document in project.documents().filter(comes) {
        let made = written(codec, &setting, std::slice::from_ref(document));
        let foreign = codec.read.expect("it is read")(&made.files);
        let hulls = wanted(codec, &setting, document).into_iter().map(|one| {
            let ends = (one.fragments[0].start(), one.fragments[one.fragments.len() - 1].end());
            (one.id, TextRange::new(ends.0, ends.1).expect("not empty"))
        });
        let eyes = Eyes { codec, losses: &made.losses, hulls: hulls.collect() };
        for lost in kept {
            assert!(!eyes.left(*lost), "{} keeps {}: {:?}", codec.id, lost.as_str(), made.losses);
        }
        let Some(loose) = foreign.documents.first() else { panic!("{}: {:#?}", codec.id, foreign.issues) };
        let (mut labels, mut kinds) = settle::names(&foreign, &project.schema, None);
        let known = |named: &mut Named, is_known: bool| {
            named.target = if is_known { Target::Known(named.name.clone()) } else { Target::New };
        };
        let schema = &project.schema;
        for named in &mut labels {
            let is_known = schema.labels.iter().any(|label| label.id.as_str() == named.name);
            known(named, is_known);
        }
        for named in &mut kinds {
            let is_known = schema.relations.iter().any(|kind| kind.id.as_str() == named.name);
            known(named, is_known);
        }
        let counting = Counting::of(foreign.unit.unwrap_or(Unit::CodePoint));
        let plan = Plan::new((codec.id, &foreign), counting, (&labels, &kinds), schema, "");
        let mut settled = Settled::default();
        let again = settled.document(loose, &plan).expect("a text");
        let what = |what: &str| format!("{}, {what}: {:#?}\n{:#?}", codec.id, made.files, settled.issues);
        let none = Plan { labels: Table::new(), kinds: Table::new(), ..plan.clone() };
        let (found, meant) = (eyes.all(&again, &none, &settled.entities), eyes.all(document, &plan, &project.entities));
        assert_eq!(counted(found), counted(meant), "{}", what("spans"));
        let found = eyes.proposed(&again, &none, &settled.entities);
        let meant = eyes.proposed(document, &plan, &project.entities);
        assert_eq!(counted(found), counted(meant), "{}", what("suggestions"));
        if !eyes.left(Lost::Relations) {
            let (found, meant) = (eyes.links(&again, &none), eyes.links(document, &plan));
            assert_eq!(counted(found), counted(meant), "{}", what("links"));
        }
        // Where ids of things are written they are the same ones.
        if ["native", "labelstudio", "prodigy", "csv", "tsv", "webannotation", "pubannotation", "cas"]
            .contains(&codec.id)
        {
            let written = |one: &&Rc<Annotation>| eyes.hulls.contains_key(&one.id);
            let meant = document.annotations.values().filter(written).map(|one| one.entity);
            let found = again.annotations.values().map(|one| one.entity);
            assert_eq!(counted(found), counted(meant), "{}", what("things"));
        }
    }
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn what_is_kept_comes_back(project in projects::project()) {
        let project = plain(project);
        for (id, kept) in FORMATS {
            comes_back(codec(id).expect("known"), kept, &project);
        }
    }
}

#[test]
fn the_hard_project_comes_back() {
    let project = plain(hard_project());
    for (id, kept) in FORMATS {
        comes_back(codec(id).expect("known"), kept, &project);
    }
}
