//! From documents to a graph and a page.

use std::collections::BTreeSet;

use serde_json::{Deserializer, Value};

use super::node::{address, node, rating, values_left};
use super::page::{self, section};
use crate::formats::foreign::fact_checks::{claims, sources};
use crate::formats::foreign::{Out, Proof, Setting, Writer, told};
use crate::formats::loss::{Losses, Lost, Resolved};
use crate::model::claim::slot;
use crate::model::{AnnotationId, Document};

/// Writes a set of documents.
pub(super) struct ClaimReviewWriter {
    setting: Setting,
    /// Claims so far.
    claims: usize,
    has_begun: bool,
}

/// What is not in the files, if it is said.
const LEFT: [Lost; 8] = [
    Lost::Suggestions,
    Lost::DocumentValues,
    Lost::Statuses,
    Lost::Blocks,
    Lost::Authors,
    Lost::Notes,
    Lost::Doubts,
    Lost::RelationAttributes,
];

/// What stands before the claims of the graph.
const GRAPH: &str = "{\"@context\":\"https://schema.org\",\"@graph\":[";

impl ClaimReviewWriter {
    pub(super) fn new(setting: &Setting) -> Self {
        Self { setting: setting.clone(), claims: 0, has_begun: false }
    }

    fn graph(&self) -> String {
        told::of_set(&self.setting.stem, "claims.jsonld")
    }

    fn page(&self) -> String {
        told::of_set(&self.setting.stem, "claims.html")
    }

    fn begin(&mut self, out: &mut Out) {
        if !self.has_begun {
            out.glue(&self.graph(), GRAPH);
            out.glue(&self.page(), page::BEGIN);
            self.has_begun = true;
        }
    }

    fn tell(&self, document: &Document, losses: &mut Losses) {
        let project = &self.setting.project;
        told::left(document, project, &LEFT, losses);
        let claims = claims(&project.schema, document);
        let own: BTreeSet<AnnotationId> = claims.iter().map(|claim| claim.id).collect();
        let named: BTreeSet<AnnotationId> =
            claims.iter().flat_map(|claim| sources(document, claim)).map(|(_, end)| end.id).collect();
        let mut tell = |what, how, count, id| losses.add(what, how, count, &document.id, id);
        for annotation in document.in_reading_order() {
            let id = Some(annotation.id);
            if !own.contains(&annotation.id) {
                // Of who says something the name is there, and not the place.
                tell(Lost::NotClaims, Resolved::Left, 1, id);
                let kept = named.contains(&annotation.id);
                tell(Lost::Entities, Resolved::Left, usize::from(!kept && annotation.entity.is_some()), id);
                tell(Lost::Attributes, Resolved::Left, annotation.attributes.len(), id);
                continue;
            }
            tell(Lost::Attributes, Resolved::Left, values_left(document, annotation), id);
            tell(Lost::Entities, Resolved::Left, usize::from(annotation.entity.is_some()), id);
            tell(Lost::Unchecked, Resolved::Rewritten, usize::from(rating(annotation).is_none()), id);
            tell(Lost::Addresses, Resolved::Left, usize::from(address(document, annotation).is_none()), id);
        }
        for relation in document.relations.values() {
            let is_said = relation.kind.as_str() == slot::SOURCE && own.contains(&relation.from);
            let is_there = document.annotations.contains_key(&relation.to);
            if !is_said || !is_there {
                let has_ends = is_there && document.annotations.contains_key(&relation.from);
                let what = if has_ends { Lost::Relations } else { Lost::LooseRelations };
                tell(what, Resolved::Left, 1, Some(relation.from));
            }
        }
        let meta = &document.meta;
        // What is said of an article stands with its claims.
        let is_gone = claims.is_empty();
        let about = [&meta.byline, &meta.published, &meta.source_url, &meta.site];
        let has_more = meta.retrieved.is_some() || meta.license.is_some() || !meta.extra.is_empty();
        let is_meta_left = has_more || is_gone && about.iter().any(|field| field.is_some());
        tell(Lost::Meta, Resolved::Left, usize::from(is_meta_left), None);
        tell(Lost::Titles, Resolved::Left, usize::from(is_gone && !meta.title.is_empty()), None);
        tell(Lost::Languages, Resolved::Left, usize::from(is_gone && meta.language.is_some()), None);
        // Whoever annotated it is the author of the reviews alone.
        let are_reviews = !is_gone && claims.iter().all(|claim| rating(claim).is_some());
        tell(Lost::Annotators, Resolved::Left, usize::from(!are_reviews && meta.annotator.is_some()), None);
        tell(Lost::Text, Resolved::Left, 1, None);
    }
}

impl Writer for ClaimReviewWriter {
    fn document(&mut self, document: &Document, out: &mut Out) {
        self.begin(out);
        for claim in claims(&self.setting.project.schema, document) {
            out.glue(&self.graph(), if self.claims == 0 { "\n" } else { ",\n" });
            out.append(&self.graph(), &node(&self.setting, document, claim, false));
            out.append(&self.page(), &section(&self.setting, document, claim));
            self.claims += 1;
        }
        self.tell(document, &mut out.losses);
    }

    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof) {
        let id = &document.id;
        let (graph, page) = (out.text_of(&self.graph()), out.text_of(&self.page()));
        let mut nodes = Deserializer::from_str(&graph).into_iter::<Value>();
        // As a browser finds where an element of data ends: at the next such tag, whatever stands before it.
        let mut scripts =
            page.split(page::OPEN).skip(1).map(|rest| rest.split_once(page::CLOSE).map_or(rest, |(data, _)| data));
        for claim in claims(&self.setting.project.schema, document) {
            let place = claim.id.to_string();
            let meant: Vec<&str> = claim.span.fragments().map(|range| document.article.quote(range)).collect();
            let in_page = scripts.next().and_then(|data| serde_json::from_str::<Value>(data).ok());
            for found in [nodes.next().and_then(Result::ok), in_page] {
                let Some(found) = found else {
                    proof.broken(id, &place, "");
                    continue;
                };
                let text = |key: &str| found.get(key).and_then(Value::as_str).unwrap_or_default().to_owned();
                let is_review = text("@type") == "ClaimReview";
                let said = text(if is_review { "claimReviewed" } else { "text" });
                proof.words(id, &place, &said, &meant.join(" … "));
                let verdict = found.pointer("/reviewRating/alternateName").and_then(Value::as_str);
                proof.words(id, &place, verdict.unwrap_or_default(), rating(claim).map_or("", |(_, said)| said));
                let inner = if is_review { found.get("itemReviewed") } else { Some(&found) };
                let article = inner.and_then(|inner| inner.pointer("/appearance/identifier")).and_then(Value::as_str);
                proof.words(id, &place, article.unwrap_or_default(), document.article_id().as_str());
            }
        }
        for surplus in nodes {
            proof.broken(id, &self.graph(), &surplus.unwrap_or_default().to_string());
        }
        for surplus in scripts {
            proof.broken(id, &self.page(), surplus);
        }
    }

    fn finish(&mut self, out: &mut Out) {
        self.begin(out);
        out.glue(&self.graph(), "\n]}\n");
        out.glue(&self.page(), page::END);
    }
}
