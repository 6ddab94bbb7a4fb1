//! The results of an annotation or a prediction: results of one id are one region.

use std::collections::{BTreeMap, BTreeSet};

use super::NOTE;
use super::texts::TaskText;
use crate::formats::Problem;
use crate::formats::foreign::loose::{Loose, LooseRelation, LooseSpan, LooseThing};
use crate::formats::foreign::raw::{Entries, Raw};
use crate::formats::foreign::score;
use crate::model::Verdict;

/// Where results are told of: path and problem.
pub(super) type Told = Vec<(String, Problem)>;

/// What proposed something, where it was not a person.
#[derive(Clone, Debug, Default)]
pub(super) struct Proposed {
    /// How sure it was of all; a region's own score counts before it.
    pub(super) permille: Option<u16>,
    /// Its name.
    pub(super) by: String,
}

/// How sure something was of a result; a score that is none is told.
fn sure(result: &Result<'_>, proposed: Option<&Proposed>, told: &mut Told) -> Option<u16> {
    let own = score::of(result.all.get("score")).unwrap_or_else(|problem| {
        told.push((result.path.clone(), problem));
        None
    });
    own.or_else(|| proposed?.permille)
}

/// One result.
struct Result<'a> {
    path: String,
    id: String,
    from: String,
    kind: String,
    value: Entries<'a>,
    meta: Entries<'a>,
    all: Entries<'a>,
    raw: Raw<'a>,
}

/// Takes the results of a list into a document.
pub(super) fn take(
    list: Raw<'_>,
    path: &str,
    text: &TaskText,
    proposed: Option<&Proposed>,
    document: &mut Loose,
    told: &mut Told,
) {
    let Some(items) = list.items() else {
        told.push((path.to_owned(), Problem::Shape { path: path.to_owned(), expected: "a list" }));
        return;
    };
    let mut results = Vec::new();
    for (item, number) in items.into_iter().zip(0_usize..) {
        let path = format!("{path}[{number}]");
        match item.entries() {
            Some(all) => results.push(result(path, all, item)),
            None => told.push((path.clone(), Problem::Shape { path, expected: "an object" })),
        }
    }
    // Numbers of the spans that regions became, so that what is said of them finds them whatever comes first.
    let before = document.spans.len();
    let mut ids: BTreeSet<String> = document.spans.iter().map(|span| span.id.clone()).collect();
    let mut taken = vec![false; results.len()];
    for (result, taken) in results.iter().zip(&mut taken) {
        if result.all.text("to_name").is_some_and(|to| text.others.contains(&to)) {
            *taken = true;
            told.push((result.path.clone(), not_of_text(&result.kind)));
        } else if let Some(labels) = labels(result) {
            *taken = true;
            match text.place(&result.kind, &result.value) {
                Ok(place) => {
                    let sure = sure(result, proposed, told);
                    spans(result, labels, (place, sure), text, proposed, &mut ids, document);
                }
                Err(problem) => told.push((result.path.clone(), problem)),
            }
        }
    }
    let mut kept = 0;
    for (result, _) in results.iter().zip(&taken).filter(|(_, taken)| !**taken) {
        let has_place = match (result.kind.as_str(), proposed) {
            ("relation", None) => {
                relation(result, document, told);
                true
            }
            ("relation", Some(proposed)) => {
                let ends = proposed_ends(result, before, document);
                let has_place = ends.is_some();
                if let Some(ends) = ends {
                    let sure = sure(result, Some(proposed), told);
                    link(result, ends, (Some(proposed), sure), document);
                }
                has_place
            }
            _ => said(result, before, proposed.is_some(), document, told),
        };
        if !has_place {
            kept += 1;
            document.extra.push((result.path.clone(), result.raw.0.to_owned()));
        }
    }
    if kept > 0 {
        let why = "studio_proposed".to_owned();
        told.push((path.to_owned(), Problem::NotTaken { why, number: kept, words: String::new(), is_warning: true }));
    }
}

/// The ends of a link that was proposed: spans that are proposed with it, else spans that somebody marked. `None` where one
/// is neither.
fn proposed_ends(result: &Result<'_>, before: usize, document: &Loose) -> Option<(String, String)> {
    let (said, own) = document.spans.split_at(before);
    let end = |key: &str| {
        let id = result.all.get(key).and_then(Raw::word)?;
        let span = own.iter().find(|span| is_of(&span.id, &id)).or_else(|| said.iter().find(|span| span.id == id))?;
        Some(span.id.clone())
    };
    Some((end("from_id")?, end("to_id")?))
}

fn result<'a>(path: String, all: Entries<'a>, raw: Raw<'a>) -> Result<'a> {
    let word = |key: &str| all.get(key).and_then(Raw::word).unwrap_or_default();
    let object = |key: &str| all.get(key).and_then(Raw::entries).unwrap_or_default();
    Result {
        path,
        id: word("id"),
        from: word("from_name"),
        kind: word("type").to_lowercase(),
        value: object("value"),
        meta: object("meta"),
        all,
        raw,
    }
}

/// The labels of a region's result: the key that is called like the kind of result, or ends like one of labels.
fn labels(result: &Result<'_>) -> Option<Vec<String>> {
    if result.kind == "relation" {
        return None;
    }
    let exact = result.value.get(&result.kind).filter(|_| result.kind.ends_with("labels"));
    let like = || result.value.0.iter().find(|(key, _)| key.ends_with("labels")).map(|(_, value)| *value);
    Some(exact.or_else(like)?.words())
}

fn spans(
    result: &Result<'_>,
    labels: Vec<String>,
    (place, score): ((u64, u64), Option<u16>),
    text: &TaskText,
    proposed: Option<&Proposed>,
    ids: &mut BTreeSet<String>,
    document: &mut Loose,
) {
    let own = result.meta.text("label");
    for (label, number) in labels.into_iter().zip(1_usize..) {
        let mut id = result.id.clone();
        if let Some(proposed) = proposed.filter(|_| ids.contains(&id)) {
            // An annotation that was made of a prediction has its ids.
            id = format!("{id}@{}", proposed.by);
        }
        if !id.is_empty() && (number > 1 || ids.contains(&id)) {
            let further = (2..).map(|number: u32| format!("{}#{number}", result.id));
            id = further.into_iter().find(|id| !ids.contains(id)).unwrap_or_default();
        }
        ids.insert(id.clone());
        let mut span = LooseSpan {
            id,
            label: own.clone().unwrap_or(label),
            fragments: vec![place],
            quotes: result.value.text("text").map(|words| quote(words, text)).into_iter().collect(),
            path: result.path.clone(),
            ..LooseSpan::default()
        };
        span.score = score;
        // What was taken over of a prediction says so; who predicted it is said by us alone.
        let model = result.meta.text("model");
        if let Some(proposed) = proposed {
            let is_rejected = result.meta.get("rejected").is_some_and(|raw| raw.0 == "true");
            span.suggested = Some(if is_rejected { Verdict::Rejected } else { Verdict::Open });
            span.by = model.unwrap_or_else(|| proposed.by.clone());
        } else if result.all.text("origin").is_some_and(|origin| origin.starts_with("prediction")) {
            span.by = model.unwrap_or_else(|| "prediction".to_owned());
        }
        meta(&result.meta, &mut span, document);
        document.spans.push(span);
    }
}

/// The words of a region. Older front ends wrote line ends as two characters.
fn quote(words: String, text: &TaskText) -> String {
    if !words.contains("\\n") || text.text.contains(&words) {
        return words;
    }
    let lines = words.replace("\\n", "\n");
    if text.text.contains(&lines) { lines } else { words }
}

/// What a region's `meta` says: what we put there, a note of Label Studio's own, and anything else as it is.
fn meta(meta: &Entries<'_>, span: &mut LooseSpan, document: &mut Loose) {
    for (key, raw) in &meta.0 {
        match key.as_str() {
            "label" | "model" | "rejected" => {}
            "attributes" => span.attributes.extend(values(*raw)),
            "text" => span.note = raw.words().join("\n"),
            "entity" if raw.entries().is_some() => {
                let entity = raw.entries().unwrap_or_default();
                span.link = entity.text("link");
                let word = |key: &str| entity.text(key).unwrap_or_default();
                document.groups.push(LooseThing { id: word("id"), name: word("name"), members: vec![span.id.clone()] });
            }
            _ => span.attributes.push((format!("meta.{key}"), raw.0.to_owned())),
        }
    }
}

/// Spans that name the same thing become one group.
pub(super) fn join_groups(document: &mut Loose) {
    let mut groups: Vec<LooseThing> = Vec::new();
    let mut places: BTreeMap<(String, String), usize> = BTreeMap::new();
    for thing in std::mem::take(&mut document.groups) {
        let place = *places.entry((thing.id.clone(), thing.name.clone())).or_insert(groups.len());
        match groups.get_mut(place) {
            Some(known) => known.members.extend(thing.members),
            None => groups.push(thing),
        }
    }
    document.groups = groups;
}

/// Values of an object, each name with each of its values.
pub(super) fn values(raw: Raw<'_>) -> Vec<(String, String)> {
    let entries = raw.entries().unwrap_or_default();
    let each = |(name, value): &(String, Raw<'_>)| value.words().into_iter().map(|word| (name.clone(), word)).collect();
    entries.0.iter().flat_map(each as fn(&(String, Raw<'_>)) -> Vec<(String, String)>).collect()
}

/// What is said of a region, or of the whole task. False where it has no place: a proposal about the whole.
fn said(result: &Result<'_>, before: usize, is_proposed: bool, document: &mut Loose, told: &mut Told) -> bool {
    let Some(words) = words(&result.kind, &result.value) else {
        told.push((result.path.clone(), not_of_text(&result.kind)));
        return true;
    };
    let mut is_said = false;
    let name = result.meta.text("attribute");
    for span in document.spans.iter_mut().skip(before).filter(|span| is_of(&span.id, &result.id)) {
        is_said = true;
        if name.is_none() && result.from == NOTE {
            span.note = words.join("\n");
        } else {
            let name = name.as_ref().unwrap_or(&result.from);
            span.attributes.extend(words.iter().map(|word| (name.clone(), word.clone())));
        }
    }
    if !is_said && !is_proposed {
        let name = name.unwrap_or_else(|| result.from.clone());
        document.values.extend(words.into_iter().map(|word| (name.clone(), word)));
    }
    is_said || !is_proposed
}

/// A result that does not lie on the text.
pub(super) fn not_of_text(kind: &str) -> Problem {
    Problem::NotTaken { why: "studio_region".to_owned(), number: 0, words: kind.to_owned(), is_warning: false }
}

/// Whether a span came of the region with this id.
fn is_of(span: &str, region: &str) -> bool {
    let rest = span.strip_prefix(region).filter(|_| !region.is_empty());
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['#', '@']))
}

/// The values of a result that has no labels; nothing where it is of a kind that is not about text.
pub(super) fn words(kind: &str, value: &Entries<'_>) -> Option<Vec<String>> {
    let at = |key: &str| value.get(key).map(Raw::words);
    match kind {
        "choices" => at("choices"),
        "textarea" => at("text"),
        "number" | "rating" | "datetime" => at(kind),
        "pairwise" => at("selected"),
        "taxonomy" => {
            let paths = value.get("taxonomy")?.items()?;
            Some(paths.into_iter().map(|path| path.words().join(" > ")).collect())
        }
        _ => None,
    }
}

fn relation(result: &Result<'_>, document: &mut Loose, told: &mut Told) {
    let sure = sure(result, None, told);
    let end = |key: &str| result.all.get(key).and_then(Raw::word);
    let (Some(from), Some(to)) = (end("from_id"), end("to_id")) else {
        let path = format!("{}.from_id", result.path);
        told.push((result.path.clone(), Problem::Shape { path, expected: "the id of a region" }));
        return;
    };
    link(result, (from, to), (None, sure), document);
}

fn link(
    result: &Result<'_>,
    (mut from, mut to): (String, String),
    (proposed, score): (Option<&Proposed>, Option<u16>),
    document: &mut Loose,
) {
    let direction = result.all.text("direction").unwrap_or_default();
    let mut attributes = result.meta.get("attributes").map(values).unwrap_or_default();
    match direction.as_str() {
        "left" => std::mem::swap(&mut from, &mut to),
        "bi" => attributes.push(("direction".to_owned(), direction)),
        _ => {}
    }
    let own = result.meta.text("label");
    let mut kinds = result.all.get("labels").map(Raw::words).unwrap_or_default();
    if kinds.is_empty() {
        kinds.push("relation".to_owned());
    }
    let id = result.meta.text("id").unwrap_or_else(|| result.id.clone());
    for (kind, number) in kinds.into_iter().zip(1_u32..) {
        document.relations.push(LooseRelation {
            id: if number == 1 { id.clone() } else { String::new() },
            kind: own.clone().unwrap_or(kind),
            from: from.clone(),
            to: to.clone(),
            attributes: attributes.clone(),
            note: result.meta.text(NOTE).unwrap_or_default(),
            suggested: proposed.is_some(),
            score,
            by: proposed.map(|proposed| proposed.by.clone()).unwrap_or_default(),
            path: result.path.clone(),
            ..LooseRelation::default()
        });
    }
}
