//! From documents to lines.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::object::{Attribution, Fragment, Link, Marked, Other, Pair, Text};
use crate::formats::foreign::called::Called;
use crate::formats::foreign::told;
use crate::formats::foreign::{Out, Proof, Setting, Writer};
use crate::formats::json::{parse, to_json};
use crate::formats::loss::{Losses, Lost, Resolved};
use crate::model::claim::slot;
use crate::model::order::{sort_by, sort_by_key};
use crate::model::{
    Annotation, AnnotationId, AttributeName, Attributes, Document, LabelKind, Relation, TextRange, Unit,
};

/// Writes a set of documents.
pub(super) struct AttributionWriter {
    setting: Setting,
    called: Called,
}

/// What is not in the files, if it is said.
const LEFT: [Lost; 6] =
    [Lost::Suggestions, Lost::DocumentValues, Lost::Meta, Lost::Statuses, Lost::Blocks, Lost::Authors];

/// A claim and what it is linked to.
struct Linked<'a> {
    claim: &'a Rc<Annotation>,
    /// The links, by id, and where they lead.
    links: Vec<(&'a Rc<Relation>, &'a Rc<Annotation>)>,
}

impl<'a> Linked<'a> {
    /// Where links of a kind lead, each once, in the order of the text.
    fn ends(&self, fits: impl Fn(&str) -> bool) -> Vec<&'a Rc<Annotation>> {
        let mut ends: Vec<_> =
            self.links.iter().filter(|(link, _)| fits(link.kind.as_str())).map(|(_, end)| *end).collect();
        sort_by(&mut ends, |one, other| one.reading_order(other));
        ends.dedup_by_key(|end| end.id);
        ends
    }
}

impl AttributionWriter {
    pub(super) fn new(setting: &Setting) -> Self {
        Self { setting: setting.clone(), called: Called::of(setting) }
    }

    fn path(&self, name: &str) -> String {
        told::of_set(&self.setting.stem, name)
    }

    fn claims<'a>(&self, document: &'a Document) -> Vec<Linked<'a>> {
        let schema = &self.setting.project.schema;
        let all = document.in_reading_order().into_iter();
        let claims = all.filter(|annotation| schema.kind_of(&annotation.label) == LabelKind::Claim);
        let linked = |claim: &'a Rc<Annotation>| {
            let from = document.relations.values().filter(|relation| relation.from == claim.id);
            let mut links: Vec<_> =
                from.filter_map(|link| document.annotations.get(&link.to).map(|end| (link, end))).collect();
            sort_by_key(&mut links, |(link, _)| link.id);
            Linked { claim, links }
        };
        claims.map(linked).collect()
    }

    fn line(&self, document: &Document, linked: &Linked<'_>) -> Attribution {
        let claim = linked.claim;
        let project = &self.setting.project;
        let all = |ends: Vec<&Rc<Annotation>>| ends.into_iter().flat_map(|end| fragments(document, end)).collect();
        let mut others: Vec<Other> = Vec::new();
        for (link, _) in &linked.links {
            let role = link.kind.as_str();
            if role != slot::SOURCE && role != slot::CUE && !others.iter().any(|other| other.role == role) {
                others.push(Other { role: role.to_owned(), fragments: all(linked.ends(|kind| kind == role)) });
            }
        }
        let mut marked = vec![&**claim];
        for end in linked.ends(|_| true) {
            if end.id != claim.id {
                marked.push(end);
            }
        }
        let link = |(link, _): &(&Rc<Relation>, &Rc<Annotation>)| Link {
            id: link.id.to_string(),
            kind: link.kind.to_string(),
            to: link.to.to_string(),
            attributes: pairs(&link.attributes),
            note: link.note.to_string(),
        };
        Attribution {
            id: claim.id.to_string(),
            document: document.id.to_string(),
            title: document.meta.title.to_string(),
            text_sha256: document.article.sha256().to_owned(),
            offset_unit: "codepoint".to_owned(),
            annotator: told::person(project, document.meta.annotator, self.setting.options.names),
            source: all(linked.ends(|kind| kind == slot::SOURCE)),
            cue: all(linked.ends(|kind| kind == slot::CUE)),
            content: fragments(document, claim),
            no_source: (claim.attributes.get(&AttributeName::from(slot::SOURCE)))
                .and_then(|values| values.first())
                .map(ToString::to_string),
            others,
            spans: marked.into_iter().map(|annotation| self.marked(annotation)).collect(),
            links: linked.links.iter().map(link).collect(),
            context: context(document, claim.span.hull()),
        }
    }

    fn marked(&self, annotation: &Annotation) -> Marked {
        let entity = annotation.entity.and_then(|id| self.setting.project.entities.get(&id));
        Marked {
            id: annotation.id.to_string(),
            label: self.called.name(&annotation.label).into_owned(),
            attributes: pairs(&annotation.attributes),
            note: annotation.note.to_string(),
            doubt: annotation.doubt.as_ref().map(|doubt| doubt.reason.to_string()),
            entity: annotation.entity.map(|id| id.to_string()),
            entity_name: entity.map(|entity| entity.name.to_string()),
            entity_link: entity.and_then(|entity| entity.link.as_ref()).map(ToString::to_string),
        }
    }

    fn tell(&self, document: &Document, claims: &[Linked<'_>], losses: &mut Losses) {
        told::left(document, &self.setting.project, &LEFT, losses);
        told::notes_of_things(document, &self.setting.project, losses);
        let named =
            claims.iter().flat_map(|linked| linked.links.iter().map(|(_, end)| end.id).chain([linked.claim.id]));
        let named: BTreeSet<AnnotationId> = named.collect();
        let marked = document.in_reading_order().into_iter().filter(|annotation| named.contains(&annotation.id));
        self.called.tell(document, marked.map(|annotation| (&annotation.label, annotation.id)), losses);
        let links: BTreeSet<_> =
            claims.iter().flat_map(|linked| linked.links.iter().map(|(link, _)| link.id)).collect();
        let mut tell = |what, how, id| losses.add(what, how, 1, &document.id, Some(id));
        for annotation in document.in_reading_order() {
            if !named.contains(&annotation.id) {
                tell(Lost::NotClaims, Resolved::Left, annotation.id);
            } else if annotation.doubt.is_some() {
                tell(Lost::Doubts, Resolved::Rewritten, annotation.id);
            }
        }
        for relation in document.relations.values().filter(|relation| !links.contains(&relation.id)) {
            let has_ends = [relation.from, relation.to].iter().all(|end| document.annotations.contains_key(end));
            let what = if has_ends { Lost::Relations } else { Lost::LooseRelations };
            tell(what, Resolved::Left, relation.from);
        }
    }
}

impl Writer for AttributionWriter {
    fn document(&mut self, document: &Document, out: &mut Out) {
        let claims = self.claims(document);
        let text = Text {
            document: document.id.to_string(),
            title: document.meta.title.to_string(),
            language: document.meta.language.as_ref().map(ToString::to_string),
            annotator: told::person(&self.setting.project, document.meta.annotator, self.setting.options.names),
            text_sha256: document.article.sha256().to_owned(),
            text: document.article.text().to_string(),
        };
        out.append(&self.path("texts.jsonl"), &format!("{}\n", to_json(&text)));
        let mut lines = String::new();
        for linked in &claims {
            lines.push_str(&to_json(&self.line(document, linked)));
            lines.push('\n');
        }
        if !lines.is_empty() {
            out.append(&self.path("claims.jsonl"), &lines);
        }
        self.tell(document, &claims, &mut out.losses);
    }

    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof) {
        let lines = |name: &str| {
            let path = self.path(name);
            out.written().filter(|piece| piece.path == path).map(|piece| &*piece.text).collect::<String>()
        };
        let Ok(text) = parse::<Text>(lines("texts.jsonl").trim_end_matches('\n')) else {
            return proof.broken(&document.id, "texts.jsonl", "");
        };
        let written = lines("claims.jsonl");
        let mut written = written.split_terminator('\n');
        for linked in self.claims(document) {
            let id = linked.claim.id.to_string();
            let Some(Ok(line)) = written.next().map(parse::<Attribution>) else {
                proof.broken(&document.id, &id, "");
                continue;
            };
            proof.words(&document.id, &id, &line.id, &id);
            let label = line.spans.first().map_or("", |span| &span.label);
            proof.words(&document.id, &id, label, &self.called.name(&linked.claim.label));
            let parts = [
                (&line.content, vec![linked.claim]),
                (&line.source, linked.ends(|kind| kind == slot::SOURCE)),
                (&line.cue, linked.ends(|kind| kind == slot::CUE)),
            ];
            for (found, meant) in parts {
                prove_part(document, proof, &text.text, found, &meant);
            }
            for other in &line.others {
                let meant = linked.ends(|kind| kind == other.role);
                prove_part(document, proof, &text.text, &other.fragments, &meant);
            }
            let place = (u64::from(line.context.start), u64::from(line.context.end));
            proof.span(&document.id, &id, &text.text, place, Unit::CodePoint, &line.context.text);
        }
        for surplus in written {
            proof.broken(&document.id, "claims.jsonl", surplus);
        }
    }

    fn finish(&mut self, out: &mut Out) {
        // Where nothing was claimed there is a file all the same.
        out.append(&self.path("claims.jsonl"), "");
    }
}

fn prove_part(document: &Document, proof: &mut Proof, text: &str, found: &[Fragment], meant: &[&Rc<Annotation>]) {
    let meant = meant.iter().flat_map(|end| end.span.fragments().map(|range| (end.id.to_string(), range)));
    let meant: Vec<_> = meant.collect();
    if found.len() != meant.len() {
        return proof.broken(&document.id, "claims.jsonl", &format!("{} fragments", found.len()));
    }
    for (found, (id, range)) in found.iter().zip(meant) {
        let words = document.article.quote(range);
        let place = (u64::from(found.start), u64::from(found.end));
        proof.span(&document.id, &id, text, place, Unit::CodePoint, words);
        proof.words(&document.id, &id, &found.text, words);
    }
}

fn fragments(document: &Document, annotation: &Annotation) -> Vec<Fragment> {
    annotation.span.fragments().map(|range| fragment(document, range, &annotation.id.to_string())).collect()
}

fn fragment(document: &Document, range: TextRange, span: &str) -> Fragment {
    let (start, end) = document.article.offsets(range, Unit::CodePoint).unwrap_or_default();
    Fragment { start, end, text: document.article.quote(range).to_owned(), span: span.to_owned() }
}

/// The blocks over which a stretch lies, from the first to the last; the stretch where it lies in none.
fn context(document: &Document, hull: TextRange) -> Fragment {
    let around = document.blocks.iter().skip(document.block_at(hull.start()));
    let around = around.take_while(|block| block.range.start() < hull.end());
    let (mut start, mut end) = (hull.start(), hull.end());
    for block in around {
        (start, end) = (start.min(block.range.start()), end.max(block.range.end()));
    }
    fragment(document, TextRange::new(start, end).unwrap_or(hull), "")
}

fn pairs(attributes: &Attributes) -> Vec<Pair> {
    (attributes.iter())
        .flat_map(|(name, values)| values.iter().map(move |value| (name, value)))
        .map(|(name, value)| Pair { name: name.to_string(), value: value.to_string() })
        .collect()
}
