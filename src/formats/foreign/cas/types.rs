//! The types and features that are written, as each file has them and as `TypeSystem.xml` does: they depend on the schema alone.

use super::names::{Feature, features};
use super::{ARTICLE, DOCUMENT, ENDS, MORE, RELATION, SENTENCE, SPAN, TOKEN};
use crate::formats::foreign::escaping::escaped_for_xml;
use crate::formats::foreign::raw::Writing;
use crate::model::Schema;

const STRING: &str = "uima.cas.String";
const STRINGS: &str = "uima.cas.String[]";
const ANNOTATION: &str = "uima.tcas.Annotation";

/// Features of every annotation.
const OF_SPANS: [(&str, &str, &str); 9] = [
    ("label", STRING, "The label."),
    ("note", STRING, "A remark."),
    ("doubt", STRING, "Why it is in doubt; empty where nobody said why."),
    ("entity", STRING, "What the thing that is named is called."),
    ("identifier", STRING, "The address of that thing in a knowledge base."),
    ("entityId", STRING, "The id of that thing: mentions of one have one."),
    ("spanId", STRING, "The id of the annotation."),
    ("fragments", STRING, "Begin and end of each part, where it has several: 2-5 9-12."),
    (MORE, STRINGS, "Values that no other feature says: name=value."),
];

/// Features of every link, but for its ends.
const OF_RELATIONS: [(&str, &str, &str); 4] = [
    ("label", STRING, "The kind of link."),
    ("note", STRING, "A remark."),
    ("relationId", STRING, "The id of the link."),
    (MORE, STRINGS, "Values that no other feature says: name=value."),
];

/// What is known of an article.
const OF_ARTICLES: [(&str, &str, &str); 12] = [
    ("articleId", STRING, "The id of the article."),
    ("title", STRING, "Its title."),
    ("annotator", STRING, "Whose work this is."),
    ("author", STRING, "Who wrote it."),
    ("published", STRING, "When it was published."),
    ("url", STRING, "Where it was found."),
    ("site", STRING, "The publication it appeared in."),
    ("license", STRING, "Under what terms it may be used."),
    ("retrieved", STRING, "When it was fetched."),
    ("status", STRING, "How far the work on it is."),
    ("extra", STRINGS, "Anything else that came with it: name=value."),
    (MORE, STRINGS, "Values that no other feature says: name=value."),
];

/// Those of DKPro Core that are used.
const OF_DOCUMENTS: [(&str, &str, &str); 3] =
    [("documentTitle", STRING, ""), ("documentId", STRING, ""), ("documentUri", STRING, "")];

/// A type.
struct Type {
    name: &'static str,
    under: &'static str,
    /// Name, range and description.
    features: Vec<(String, String, String)>,
}

/// The layers of a schema.
#[derive(Clone, Debug)]
pub(super) struct Layers {
    /// What is said of annotations.
    pub(super) spans: Vec<Feature>,
    /// What is said of links.
    pub(super) relations: Vec<Feature>,
    /// What is said of articles.
    pub(super) articles: Vec<Feature>,
}

impl Layers {
    pub(super) fn of(schema: &Schema) -> Self {
        let spans = schema.labels.iter().flat_map(|label| &label.attributes);
        let relations = schema.relations.iter().flat_map(|kind| &kind.attributes);
        Self {
            spans: features(spans, &OF_SPANS.map(|(name, ..)| name)),
            relations: features(relations, &OF_RELATIONS.map(|(name, ..)| name)),
            articles: features(schema.document.iter(), &OF_ARTICLES.map(|(name, ..)| name)),
        }
    }

    fn types(&self) -> Vec<Type> {
        let fixed = |all: &[(&str, &str, &str)]| {
            let each =
                all.iter().map(|(name, range, about)| ((*name).to_owned(), (*range).to_owned(), (*about).to_owned()));
            each.collect::<Vec<_>>()
        };
        let with = |all: &[(&str, &str, &str)], said: &[Feature]| {
            let range = |feature: &Feature| if feature.is_list { STRINGS } else { STRING }.to_owned();
            let said = said.iter().map(|feature| (feature.name.clone(), range(feature), feature.description()));
            fixed(all).into_iter().chain(said).collect::<Vec<_>>()
        };
        let mut relations = with(&OF_RELATIONS, &self.relations);
        relations.extend(ENDS.map(|end| (end.to_owned(), SPAN.to_owned(), String::new())));
        let layer = |name, features| Type { name, under: ANNOTATION, features };
        vec![
            Type { under: "uima.tcas.DocumentAnnotation", ..layer(DOCUMENT, fixed(&OF_DOCUMENTS)) },
            layer(SENTENCE, Vec::new()),
            layer(TOKEN, Vec::new()),
            layer(ARTICLE, with(&OF_ARTICLES, &self.articles)),
            layer(SPAN, with(&OF_SPANS, &self.spans)),
            layer(RELATION, relations),
        ]
    }

    /// `%TYPES` of a file.
    pub(super) fn json(&self) -> String {
        let mut types = Writing::default();
        for one in self.types() {
            let mut made = Writing::default();
            made.text("%NAME", one.name).text("%SUPER_TYPE", one.under);
            for (name, range, about) in one.features {
                let mut feature = Writing::default();
                feature.text("%NAME", &name).text("%RANGE", &range);
                feature.some("%DESCRIPTION", Some(&*about).filter(|about| !about.is_empty()));
                made.raw(&name, &feature.done());
            }
            types.raw(one.name, &made.done());
        }
        types.done()
    }

    /// `TypeSystem.xml`: what INCEpTION makes layers of, and other programs of UIMA read.
    pub(super) fn xml(&self) -> String {
        let mut xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
            <typeSystemDescription xmlns=\"http://uima.apache.org/resourceSpecifier\">\n  <name>Manicule</name>\n  <types>\n"
            .to_owned();
        for one in self.types() {
            xml.push_str(&format!("    <typeDescription>\n      <name>{}</name>\n      <description/>\n", one.name));
            xml.push_str(&format!("      <supertypeName>{}</supertypeName>\n      <features>\n", one.under));
            for (name, range, about) in one.features {
                let range = if range == STRINGS { "uima.cas.StringArray" } else { &*range };
                xml.push_str(&format!(
                    "        <featureDescription>\n          <name>{name}</name>\n          \
                     <description>{}</description>\n          <rangeTypeName>{range}</rangeTypeName>\n        \
                     </featureDescription>\n",
                    escaped_for_xml(&about)
                ));
            }
            xml.push_str("      </features>\n    </typeDescription>\n");
        }
        xml + "  </types>\n</typeSystemDescription>\n"
    }
}
