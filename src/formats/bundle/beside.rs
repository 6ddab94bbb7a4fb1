//! What stands beside the formats for whoever reads them: the labels, the words of every span, and the program that holds all
//! files against both.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::Plan;
use super::facts::Facts;
use super::pretty;
use crate::formats::foreign::COLORS;
use crate::formats::foreign::called::Called;
use crate::formats::foreign::fact_checks::{claims, is_worthy};
use crate::formats::foreign::lines::{list, string};
use crate::formats::native;
use crate::model::{Document, LabelId, Schema, Unit};

/// `check.py`: Python's own library alone. In parts here, one file in a bundle.
pub(super) const CHECK: &str = concat!(
    include_str!("check/report.py"),
    "\n\n",
    include_str!("check/known.py"),
    "\n\n",
    include_str!("check/objects.py"),
    "\n\n",
    include_str!("check/columns.py"),
    "\n\n",
    include_str!("check/tables.py"),
    "\n\n",
    include_str!("check/standoff.py"),
    "\n\n",
    include_str!("check/cas.py"),
    "\n\n",
    include_str!("check/claims.py"),
    "\n\n",
    include_str!("check/run.py"),
);

/// Formats that say the words of a span beside its offsets, and of which that is enough.
const SAY_WORDS: [&str; 6] = ["native", "labelstudio", "brat", "csv", "tsv", "attribution"];

/// The file with the words of every span.
pub(super) const QUOTES: &str = "quotes.jsonl";

/// Whether there is a format that cannot be checked by what it says itself.
pub(super) fn needs_quotes(plan: &Plan) -> bool {
    plan.bundle && plan.formats.iter().any(|(codec, _)| !SAY_WORDS.contains(&codec.id))
}

/// A line of [`QUOTES`]: each stretch that is marked in a document, by code points, with its label and its words. Of what
/// stands in several places the whole stretch, and each place. Beside them each annotation with its id and its places, so that
/// one that is not there is missed although another has the same words. No suggestions: formats that have a place for them
/// say their words, and in the others nothing may stand where only they are.
pub(super) fn quotes(schema: &Schema, document: &Document) -> String {
    let article = &document.article;
    let mut stretches = Vec::new();
    for annotation in document.in_reading_order() {
        for range in annotation.span.fragments().chain([annotation.span.hull()]) {
            if let Some((start, end)) = article.offsets(range, Unit::CodePoint) {
                stretches.push((start, end, annotation.label.as_str(), article.quote(range)));
            }
        }
    }
    stretches.sort_unstable();
    stretches.dedup();
    let mut line = "{\"document\":".to_owned();
    string(&mut line, document.article_id().as_str());
    line.push_str(",\"id\":");
    string(&mut line, document.id.as_str());
    line.push_str(",\"annotator\":");
    string(&mut line, &document.meta.annotator.map(|id| id.to_string()).unwrap_or_default());
    line.push_str(",\"text_sha256\":");
    string(&mut line, article.sha256());
    line.push_str(",\"spans\":");
    list(&mut line, stretches, |line, (start, end, label, words)| {
        line.push_str(&format!("[{start},{end},"));
        string(line, label);
        line.push(',');
        string(line, words);
        line.push(']');
    });
    line.push_str(",\"annotations\":");
    list(&mut line, document.in_reading_order(), |line, annotation| {
        line.push('[');
        string(line, &annotation.id.to_string());
        line.push(',');
        string(line, annotation.label.as_str());
        for range in annotation.span.fragments() {
            if let Some((start, end)) = article.offsets(range, Unit::CodePoint) {
                line.push_str(&format!(",[{start},{end}]"));
            }
        }
        line.push(']');
    });
    // Sentences that say whether something in them is worth checking are held against this.
    let worthy = claims(schema, document).into_iter().filter(|claim| is_worthy(schema, claim) != Some(false));
    let places = worthy.flat_map(|claim| claim.span.fragments().collect::<Vec<_>>());
    let places: BTreeSet<(u32, u32)> = places.filter_map(|range| article.offsets(range, Unit::CodePoint)).collect();
    line.push_str(",\"worth_checking\":");
    list(&mut line, places, |line, (start, end)| line.push_str(&format!("[{start},{end}]")));
    line + "}\n"
}

/// `labels.json`: what may be said, and how files call it: formats that write any name, and those whose names are one word.
pub(super) fn labels(facts: &Facts<'_>, called: &Called, tags: &Called) -> String {
    let schema = &facts.project.schema;
    let whole: Value = serde_json::from_str(&native::write_schema(schema).text).unwrap_or_default();
    let all = |name: &str| whole["schema"][name].as_array().cloned().unwrap_or_default();
    let (counts, links) = facts.statistics.said();
    let mut labels = all("labels");
    let mut relations = all("relations");
    let has = |list: &[Value], id: &str| list.iter().any(|known| known["id"] == id);
    // What stands in documents and not in the schema is told as well: files have it.
    let met: BTreeSet<&String> = counts.keys().chain(facts.statistics.suggested()).collect();
    for id in met.into_iter().filter(|id| !has(&labels, id)).collect::<Vec<_>>() {
        labels.push(json!({ "id": id, "name": id, "short": "", "kind": "entity", "in_schema": false }));
    }
    for id in links.keys().filter(|id| !has(&relations, id)).cloned().collect::<Vec<_>>() {
        relations.push(json!({ "id": id, "name": id, "from": [], "to": [], "in_schema": false }));
    }
    for label in &mut labels {
        let id = label["id"].as_str().unwrap_or_default().to_owned();
        let known = LabelId::from(id.as_str());
        let color = label["color"].as_u64().and_then(|place| COLORS.get(usize::try_from(place).ok()?));
        let Some(label) = label.as_object_mut() else { continue };
        let layer = label.remove("kind");
        label.insert("layer".to_owned(), layer.unwrap_or_default());
        label.insert("color".to_owned(), color.map_or(Value::Null, |color| json!(color)));
        label.insert("tag".to_owned(), tags.name(&known).into());
        label.insert("written".to_owned(), called.name(&known).into());
        label.insert("count".to_owned(), counts.get(&id).copied().unwrap_or_default().into());
        label.entry("in_schema").or_insert(Value::Bool(true));
    }
    for relation in &mut relations {
        let id = relation["id"].as_str().unwrap_or_default().to_owned();
        let Some(relation) = relation.as_object_mut() else { continue };
        relation.insert("count".to_owned(), links.get(&id).copied().unwrap_or_default().into());
        relation.entry("in_schema").or_insert(Value::Bool(true));
    }
    let mut layers: Vec<&str> = labels.iter().filter_map(|label| label["layer"].as_str()).collect();
    layers.sort_unstable();
    layers.dedup();
    pretty(&json!({
        "format": "manicule-labels",
        "version": "1.0",
        "schema": { "id": &*schema.id, "version": schema.version, "name": &*schema.name },
        "layers": layers,
        "labels": labels,
        "relations": relations,
        "document": all("document"),
        "guidelines": facts.project.guidelines.trim_end(),
    }))
}
