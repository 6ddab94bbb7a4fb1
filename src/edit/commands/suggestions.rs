//! What a person says to suggestions: yes, with another label or other edges where they want it so, or no. One or many, in
//! one document or several, are one step.

use std::rc::Rc;

use super::annotate::{begun, newcomer, values_under};
use crate::edit::{Change, Fresh, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::order::sort_by;
use crate::model::{
    AnchorDoubt, Annotation, AnnotationId, DocId, Document, Label, LabelId, Project, Relation, RelationId, Schema,
    Span, Suggestion, Table, Verdict,
};

/// A suggestion that is taken, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// Its document.
    pub document: DocId,
    /// Which.
    pub id: AnnotationId,
    /// Another label than the one it has.
    pub label: Option<LabelId>,
    /// Whether somebody looked at this very one: words that had to be searched for are then where they belong.
    pub seen: bool,
}

impl Taken {
    /// As it is suggested, one among many.
    #[must_use]
    pub const fn as_it_is(document: DocId, id: AnnotationId) -> Self {
        Self { document, id, label: None, seen: false }
    }
}

/// The label that a suggestion would be taken with as it is; `None` where the schema does not have it, or has retired it.
#[must_use]
pub fn label_of<'a>(schema: &'a Schema, suggestion: &Suggestion) -> Option<&'a Rc<Label>> {
    schema.label(&suggestion.annotation.label).filter(|label| !label.retired)
}

/// The annotation that says the same already: this label on these words.
#[must_use]
pub fn marked_already<'a>(document: &'a Document, label: &LabelId, span: &Span) -> Option<&'a Rc<Annotation>> {
    document.annotations.values().find(|annotation| annotation.label == *label && annotation.span == *span)
}

/// Makes annotations of suggestions: with their ids, what is said of them, the thing they name and what suggested them. Where
/// the same is marked already the suggestion goes, and links to it lead to what is marked. Passed over is what nobody can
/// take: in documents that are not loaded or only looked at, with a label that the schema does not offer. `None` where
/// nothing is left.
#[must_use]
pub fn accept(project: &Project, taken: &[Taken], fresh: &mut Fresh) -> Option<Transaction> {
    let (mut changes, mut names) = (Vec::new(), Vec::new());
    for (id, here) in by_document(taken, |taken| (&taken.document, taken.id)) {
        let Some(document) = workable(project, &id) else { continue };
        let mut accepting = Accepting::of(document);
        here.into_iter().for_each(|taken| accepting.take(&project.schema, taken, fresh));
        let (more, named) = accepting.finish(fresh);
        changes.extend(more);
        names.extend(named);
    }
    let detail = match names.as_slice() {
        [] => return None,
        [one] => one.clone(),
        many => many.len().to_string(),
    };
    Some(step(project, StepKind::Accept, &detail, changes, fresh))
}

/// Says no to open suggestions: they stay, as what was rejected, by whom and when. `None` where there are none.
#[must_use]
pub fn reject(project: &Project, left: &[(DocId, AnnotationId)], fresh: &Fresh) -> Option<Transaction> {
    judge(project, left, (Verdict::Open, Verdict::Rejected), StepKind::Reject, fresh)
}

/// Opens suggestions again that were rejected. `None` where there are none.
#[must_use]
pub fn reopen(project: &Project, again: &[(DocId, AnnotationId)], fresh: &Fresh) -> Option<Transaction> {
    judge(project, again, (Verdict::Rejected, Verdict::Open), StepKind::Reopen, fresh)
}

/// Puts an open suggestion on other words. `None` when there is none, nothing would change, or the span does not lie on the
/// text.
#[must_use]
pub fn stretch_suggestion(
    project: &Project,
    (document, id): (&DocId, AnnotationId),
    span: Span,
    fresh: &Fresh,
) -> Option<Transaction> {
    let document = workable(project, document).filter(|document| span.fits(&document.article))?;
    let before = document.suggestions.get(&id).filter(|known| known.verdict == Verdict::Open)?;
    if before.annotation.span == span {
        return None;
    }
    let annotation = Annotation { span, changed: fresh.now, ..before.annotation.clone() };
    let detail = project.schema.label(&annotation.label).map_or_else(|| Rc::from(""), |label| label.name.clone());
    let after = Rc::new(Suggestion { annotation, ..(**before).clone() });
    let changes = vec![Change::Suggestion(document.id.clone(), Swap::changed(before.clone(), after))];
    Some(step(project, StepKind::Resize, &detail, changes, fresh))
}

fn judge(
    project: &Project,
    meant: &[(DocId, AnnotationId)],
    (from, to): (Verdict, Verdict),
    kind: StepKind,
    fresh: &Fresh,
) -> Option<Transaction> {
    let mut changes = Vec::new();
    let mut words = Vec::new();
    for (id, here) in by_document(meant, |(document, id)| (document, *id)) {
        let Some(document) = workable(project, &id) else { continue };
        let known = here.iter().filter_map(|(_, id)| document.suggestions.get(id));
        let known: Vec<_> = known.filter(|known| known.verdict == from).collect();
        for before in &known {
            let author = fresh.author.or(before.annotation.author);
            let annotation = Annotation { changed: fresh.now, author, ..before.annotation.clone() };
            let after = Rc::new(Suggestion { annotation, verdict: to });
            changes.push(Change::Suggestion(id.clone(), Swap::changed((*before).clone(), after)));
            words.push((document, *before));
        }
        if !known.is_empty() {
            changes.extend(begun(document, fresh));
        }
    }
    let detail = match words.as_slice() {
        [] => return None,
        [(document, one)] => one.annotation.span.quote(&document.article),
        many => many.len().to_string(),
    };
    Some(step(project, kind, &detail, changes, fresh))
}

fn step(project: &Project, kind: StepKind, detail: &str, mut changes: Vec<Change>, fresh: &Fresh) -> Transaction {
    changes.extend(newcomer(project, fresh));
    Transaction { name: StepName::new(kind, detail), changes, selection: (Selection::Nothing, Selection::Nothing) }
}

/// A document that is loaded and not only looked at.
fn workable<'a>(project: &'a Project, id: &DocId) -> Option<&'a Rc<Document>> {
    project.document(id).filter(|document| !document.meta.locked)
}

/// What is meant in each document, each once; documents in the order of their ids.
fn by_document<T>(meant: &[T], of: impl Fn(&T) -> (&DocId, AnnotationId)) -> Vec<(DocId, Vec<&T>)> {
    let mut seen = Table::new();
    let mut list: Vec<&T> = meant
        .iter()
        .filter(|each| {
            let (document, id) = of(each);
            seen.insert((document.clone(), id), ()).is_none()
        })
        .collect();
    sort_by(&mut list, |one, other| of(one).0.cmp(of(other).0));
    let mut all: Vec<(DocId, Vec<&T>)> = Vec::new();
    for each in list {
        let document = of(each).0;
        match all.last_mut() {
            Some((last, here)) if last == document => here.push(each),
            _ => all.push((document.clone(), vec![each])),
        }
    }
    all
}

/// What becomes of one document while its suggestions are taken.
struct Accepting<'a> {
    document: &'a Document,
    changes: Vec<Change>,
    names: Vec<String>,
    /// What is marked, by words and label.
    marked: Table<(Span, LabelId), AnnotationId>,
    /// Links of which an end is elsewhere by now, as they are; of those that go, nothing.
    links: Table<RelationId, Option<Rc<Relation>>>,
}

impl<'a> Accepting<'a> {
    fn of(document: &'a Document) -> Self {
        let key = |annotation: &Rc<Annotation>| (annotation.span.clone(), annotation.label.clone());
        let marked = document.annotations.values().map(|annotation| (key(annotation), annotation.id)).collect();
        Self { document, changes: Vec::new(), names: Vec::new(), marked, links: Table::new() }
    }

    fn take(&mut self, schema: &Schema, taken: &Taken, fresh: &mut Fresh) {
        let open = |known: &&Rc<Suggestion>| known.verdict == Verdict::Open;
        let Some(suggestion) = self.document.suggestions.get(&taken.id).filter(open) else { return };
        let label = match &taken.label {
            Some(label) => schema.label(label).filter(|label| !label.retired),
            None => label_of(schema, suggestion),
        };
        let Some(label) = label else { return };
        let id = &self.document.id;
        self.changes.push(Change::Suggestion(id.clone(), Swap::gone(suggestion.clone())));
        let key = (suggestion.annotation.span.clone(), label.id.clone());
        let there = self.marked.get(&key).copied();
        let stands = there.unwrap_or_else(|| {
            let annotation = self.annotation(schema, label, suggestion, taken.seen, fresh);
            let made = annotation.id;
            self.changes.push(Change::Annotation(id.clone(), Swap::made(Rc::new(annotation))));
            self.marked.insert(key, made);
            made
        });
        // Where an annotation has the suggestion's id, links mean that.
        if stands != taken.id && !self.document.annotations.contains_key(&taken.id) {
            self.lead(taken.id, stands, fresh);
        }
        self.names.push(suggestion.annotation.span.quote(&self.document.article));
    }

    fn annotation(
        &self,
        schema: &Schema,
        label: &Label,
        suggestion: &Suggestion,
        seen: bool,
        fresh: &mut Fresh,
    ) -> Annotation {
        let suggested = &suggestion.annotation;
        let old = schema.label(&suggested.label).map(|label| &*label.attributes);
        let mut attributes = values_under(&label.attributes, old, &suggested.attributes);
        if label.id == suggested.label {
            // What the label does not know was suggested all the same, and is shown as unknown.
            suggested.attributes.iter().for_each(|(name, said)| drop(attributes.insert(name.clone(), said.clone())));
        }
        let is_free = !self.document.annotations.contains_key(&suggested.id);
        Annotation {
            id: if is_free { suggested.id } else { AnnotationId::from_bits(fresh.bits()) },
            label: label.id.clone(),
            attributes,
            doubt: suggested.doubt.clone().filter(|doubt| !seen || doubt.source != AnchorDoubt::Moved),
            author: fresh.author,
            created: fresh.now,
            changed: fresh.now,
            ..suggested.clone()
        }
    }

    /// Has links that name one annotation name another. One that would then say what is said already goes, and one that
    /// would lead from something to itself.
    fn lead(&mut self, from: AnnotationId, to: AnnotationId, fresh: &Fresh) {
        let links = &mut self.links;
        let now = |links: &Table<RelationId, Option<Rc<Relation>>>, known: &Rc<Relation>| {
            links.get(&known.id).cloned().unwrap_or_else(|| Some(known.clone()))
        };
        for known in self.document.relations.values() {
            let Some(before) = now(links, known).filter(|link| link.from == from || link.to == from) else { continue };
            let end = |at: AnnotationId| if at == from { to } else { at };
            let after =
                Relation { from: end(before.from), to: end(before.to), changed: fresh.now, ..(*before).clone() };
            let twin = |other: &Rc<Relation>| {
                now(links, other).is_some_and(|other| {
                    other.id != after.id && (&other.kind, other.from, other.to) == (&after.kind, after.from, after.to)
                })
            };
            let goes = after.from == after.to || self.document.relations.values().any(twin);
            links.insert(known.id, (!goes).then(|| Rc::new(after)));
        }
    }

    fn finish(mut self, fresh: &Fresh) -> (Vec<Change>, Vec<String>) {
        for (id, after) in self.links.iter() {
            if let Some(before) = self.document.relations.get(id) {
                let swap = Swap { before: Some(before.clone()), after: after.clone() };
                self.changes.push(Change::Relation(self.document.id.clone(), swap));
            }
        }
        if !self.changes.is_empty() {
            self.changes.extend(begun(self.document, fresh));
        }
        (self.changes, self.names)
    }
}
