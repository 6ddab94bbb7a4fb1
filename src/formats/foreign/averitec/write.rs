//! From documents to records.

use std::collections::BTreeSet;
use std::rc::Rc;

use serde_json::Deserializer;
use serde_json::value::RawValue;

use super::object::{Fragment, Pair, Question, Record, Speaker, Text};
use super::{CLAIM_DATE, QUESTIONS, REANNOTATED, SEVERAL, SINGLE, WHOLE, label_of};
use crate::formats::foreign::called::Called;
use crate::formats::foreign::fact_checks::{all_values, claims, sources, speaker, to_day_first, value};
use crate::formats::foreign::told;
use crate::formats::foreign::{Out, Proof, Setting, Writer};
use crate::formats::json::{parse, to_json};
use crate::formats::loss::{Losses, Lost, Resolved};
use crate::model::claim::slot;
use crate::model::{Annotation, AnnotationId, Attributes, Document, Origin, Relation, Unit};

/// Writes a set of documents.
pub(super) struct AveritecWriter {
    setting: Setting,
    called: Called,
    path: String,
    /// Records so far.
    records: usize,
}

/// What is not in the files, if it is said.
const LEFT: [Lost; 5] = [Lost::Suggestions, Lost::DocumentValues, Lost::Statuses, Lost::Blocks, Lost::Authors];

impl AveritecWriter {
    pub(super) fn new(setting: &Setting) -> Self {
        let path = format!("{}.json", setting.stem);
        Self { setting: setting.clone(), called: Called::of(setting), path, records: 0 }
    }

    fn texts(&self) -> String {
        told::of_set(&self.setting.stem, "texts.jsonl")
    }

    fn annotator(&self, document: &Document) -> Option<String> {
        told::person(&self.setting.project, document.meta.annotator, self.setting.options.names)
    }

    fn record(&self, document: &Document, claim: &Annotation) -> Record {
        let (project, meta) = (&self.setting.project, &document.meta);
        let fragments = fragments(document, claim);
        let words: Vec<&str> = fragments.iter().map(|fragment| fragment.text.as_str()).collect();
        let [justification, location, fact_checking_article, cached_original_claim_url] =
            SINGLE.map(|name| value(claim, name).map(str::to_owned));
        let [claim_types, fact_checking_strategies] = SEVERAL.map(|name| all_values(claim, name));
        let date = value(claim, CLAIM_DATE).or(meta.published.as_deref());
        let plain = |text: &Option<Rc<str>>| text.as_ref().map(ToString::to_string);
        Record {
            claim: words.join(" "),
            required_reannotation: value(claim, REANNOTATED) == Some("true"),
            label: value(claim, slot::VERDICT).and_then(label_of).map(str::to_owned),
            justification,
            claim_date: date.map(to_day_first),
            speaker: speaker(project, document, claim),
            original_claim_url: plain(&meta.source_url),
            cached_original_claim_url,
            fact_checking_article,
            reporting_source: plain(&meta.site),
            location,
            claim_types,
            fact_checking_strategies,
            questions: questions(document, claim),
            article: document.id.to_string(),
            article_title: meta.title.to_string(),
            annotator: self.annotator(document),
            text_sha256: document.article.sha256().to_owned(),
            offset_unit: "codepoint".to_owned(),
            annotation_id: claim.id.to_string(),
            annotation_label: self.called.name(&claim.label).into_owned(),
            fragments,
            speakers: sources(document, claim).into_iter().map(|both| self.speaker(document, both)).collect(),
            attributes: pairs(&claim.attributes),
            note: claim.note.to_string(),
            doubt: claim.doubt.as_ref().map(|doubt| doubt.reason.to_string()),
        }
    }

    fn speaker(&self, document: &Document, (link, mention): (&Relation, &Rc<Annotation>)) -> Speaker {
        let entity = mention.entity.and_then(|id| self.setting.project.entities.get(&id));
        Speaker {
            id: mention.id.to_string(),
            label: self.called.name(&mention.label).into_owned(),
            fragments: fragments(document, mention),
            entity: mention.entity.map(|id| id.to_string()),
            entity_name: entity.map(|entity| entity.name.to_string()),
            entity_link: entity.and_then(|entity| entity.link.as_ref()).map(ToString::to_string),
            link: link.id.to_string(),
        }
    }

    fn text(&self, document: &Document) -> Text {
        let meta = &document.meta;
        let plain = |text: &Option<Rc<str>>| text.as_ref().map(ToString::to_string);
        Text {
            article: document.id.to_string(),
            title: meta.title.to_string(),
            language: plain(&meta.language),
            byline: plain(&meta.byline),
            published: plain(&meta.published),
            url: plain(&meta.source_url),
            site: plain(&meta.site),
            annotator: self.annotator(document),
            text_sha256: document.article.sha256().to_owned(),
            text: document.article.text().to_string(),
        }
    }

    fn tell(&self, document: &Document, claims: &[&Rc<Annotation>], losses: &mut Losses) {
        let project = &self.setting.project;
        told::left(document, project, &LEFT, losses);
        told::notes_of_things(document, project, losses);
        let linked = |claim: &&Rc<Annotation>| sources(document, claim);
        let links: Vec<(&Relation, &Rc<Annotation>)> = claims.iter().flat_map(linked).collect();
        let own: BTreeSet<AnnotationId> = claims.iter().map(|claim| claim.id).collect();
        let named: BTreeSet<AnnotationId> = links.iter().map(|(_, end)| end.id).chain(own.iter().copied()).collect();
        let reading = document.in_reading_order();
        let marked = reading.iter().filter(|annotation| named.contains(&annotation.id));
        self.called.tell(document, marked.map(|annotation| (&annotation.label, annotation.id)), losses);
        let mut tell = |what, how, count, id| losses.add(what, how, count, &document.id, id);
        for annotation in reading {
            let id = Some(annotation.id);
            if !named.contains(&annotation.id) {
                tell(Lost::NotClaims, Resolved::Left, 1, id);
            } else if own.contains(&annotation.id) {
                tell(Lost::Doubts, Resolved::Rewritten, usize::from(annotation.doubt.is_some()), id);
                let verdict = value(annotation, slot::VERDICT).filter(|verdict| label_of(verdict).is_none());
                tell(Lost::Verdicts, Resolved::Rewritten, usize::from(verdict.is_some()), id);
            } else {
                // Of a speaker the place, the label and the thing are said.
                tell(Lost::Doubts, Resolved::Left, usize::from(annotation.doubt.is_some()), id);
                tell(Lost::Notes, Resolved::Left, usize::from(!annotation.note.is_empty()), id);
                tell(Lost::Attributes, Resolved::Left, annotation.attributes.len(), id);
            }
            if own.contains(&annotation.id) {
                tell(Lost::Entities, Resolved::Left, usize::from(annotation.entity.is_some()), id);
            }
        }
        let kept: BTreeSet<_> = links.iter().map(|(link, _)| link.id).collect();
        for relation in document.relations.values() {
            let has_ends = [relation.from, relation.to].iter().all(|end| document.annotations.contains_key(end));
            let from = Some(relation.from);
            if kept.contains(&relation.id) {
                tell(Lost::RelationAttributes, Resolved::Left, relation.attributes.len(), from);
                tell(Lost::Notes, Resolved::Left, usize::from(!relation.note.is_empty()), from);
            } else {
                tell(if has_ends { Lost::Relations } else { Lost::LooseRelations }, Resolved::Left, 1, from);
            }
        }
        let meta = &document.meta;
        let has_more = meta.retrieved.is_some() || meta.license.is_some() || !meta.extra.is_empty();
        tell(Lost::Meta, Resolved::Left, usize::from(has_more), None);
    }
}

impl Writer for AveritecWriter {
    fn document(&mut self, document: &Document, out: &mut Out) {
        let claims = claims(&self.setting.project.schema, document);
        out.append(&self.texts(), &format!("{}\n", to_json(&self.text(document))));
        for claim in &claims {
            out.glue(&self.path, if self.records == 0 { "[" } else { ",\n" });
            out.append(&self.path, &to_json(&self.record(document, claim)));
            self.records += 1;
        }
        self.tell(document, &claims, &mut out.losses);
    }

    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof) {
        let id = &document.id;
        let Ok(text) = parse::<Text>(out.text_of(&self.texts()).trim_end_matches('\n')) else {
            return proof.broken(id, "texts.jsonl", "");
        };
        let written = out.text_of(&self.path);
        let mut records = Deserializer::from_str(&written).into_iter::<&RawValue>();
        for claim in claims(&self.setting.project.schema, document) {
            let place = claim.id.to_string();
            let record = records.next().and_then(Result::ok).and_then(|raw| parse::<Record>(raw.get()).ok());
            let Some(record) = record else {
                proof.broken(id, &place, "");
                continue;
            };
            proof.words(id, &place, &record.annotation_id, &place);
            proof.words(id, &place, &record.annotation_label, &self.called.name(&claim.label));
            let ranges: Vec<&str> = claim.span.fragments().map(|range| document.article.quote(range)).collect();
            proof.words(id, &place, &record.claim, &ranges.join(" "));
            prove_fragments(document, proof, &text.text, (&place, &record.fragments), claim);
            let meant = sources(document, claim);
            if record.speakers.len() != meant.len() {
                proof.broken(id, &place, &format!("{} speakers", record.speakers.len()));
            }
            for (found, (_, mention)) in record.speakers.iter().zip(meant) {
                prove_fragments(document, proof, &text.text, (&found.id, &found.fragments), mention);
            }
        }
        for surplus in records {
            proof.broken(id, &self.path, surplus.map_or("", RawValue::get));
        }
    }

    fn finish(&mut self, out: &mut Out) {
        out.glue(&self.path, if self.records == 0 { "[]" } else { "\n]" });
    }
}

fn prove_fragments(
    document: &Document,
    proof: &mut Proof,
    text: &str,
    (place, found): (&str, &[Fragment]),
    meant: &Annotation,
) {
    if found.len() != meant.span.count() {
        return proof.broken(&document.id, place, &format!("{} fragments", found.len()));
    }
    for (found, range) in found.iter().zip(meant.span.fragments()) {
        let words = document.article.quote(range);
        let at = (u64::from(found.start), u64::from(found.end));
        proof.span(&document.id, place, text, at, Unit::CodePoint, words);
        proof.words(&document.id, place, &found.text, words);
    }
}

fn fragments(document: &Document, annotation: &Annotation) -> Vec<Fragment> {
    let fragment = |range| {
        let (start, end) = document.article.offsets(range, Unit::CodePoint).unwrap_or_default();
        Fragment { start, end, text: document.article.quote(range).to_owned() }
    };
    annotation.span.fragments().map(fragment).collect()
}

/// What was asked about a claim that came from such a file.
fn questions(document: &Document, claim: &Annotation) -> Vec<Question> {
    let is_whole = matches!(&claim.origin, Origin::Import { format, original_id }
        if **format == *super::CODEC.id && **original_id == *WHOLE);
    let own = format!("{}.{QUESTIONS}", claim.id);
    let kept = document.meta.extra.iter().find(|(name, _)| **name == *own || is_whole && **name == *QUESTIONS);
    kept.and_then(|(_, json)| parse::<Vec<Question>>(json).ok()).unwrap_or_default()
}

fn pairs(attributes: &Attributes) -> Vec<Pair> {
    (attributes.iter())
        .flat_map(|(name, values)| values.iter().map(move |value| (name, value)))
        .map(|(name, value)| Pair { name: name.to_string(), value: value.to_string() })
        .collect()
}
