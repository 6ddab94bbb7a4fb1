//! The newer version as a document: the new text with what is said of the old one, as far as it comes along.

use std::rc::Rc;

use super::words::pair;
use crate::intake::plain;
use crate::model::{
    Annotation, AnnotationId, Block, Document, Doubt, Meta, Relation, Role, Span, Status, Suggestion, Table, Timestamp,
};

/// What becomes of an annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Where it stands in the new text.
    pub span: Span,
    /// Why somebody should look again, from now on.
    pub doubt: Option<Doubt>,
}

/// `new`, about which nothing was said yet, with what is said of `old`: the annotations that `carried` names, the suggestions
/// that `suggested` does, relations of which an end comes along, what is known of the article, and the kinds and roles of
/// lines that stand in both. `unsure` says that somebody has to look at it: an article that was done is flagged then.
#[must_use]
pub fn carry(
    old: &Document,
    new: &Document,
    carried: &Table<AnnotationId, Carried>,
    suggested: &Table<AnnotationId, Span>,
    (unsure, now): (bool, Timestamp),
) -> Document {
    let mut next = new.clone();
    next.meta = Rc::new(meta(old, new, unsure));
    next.blocks = Rc::new(blocks(old, new));
    for (id, annotation) in old.annotations.iter() {
        let Some(Carried { span, doubt }) = carried.get(id) else { continue };
        let told = *doubt != annotation.doubt || span.quote(&new.article) != annotation.span.quote(&old.article);
        let after = Annotation {
            span: span.clone(),
            doubt: doubt.clone(),
            changed: if told { now } else { annotation.changed },
            ..(**annotation).clone()
        };
        next.annotations.insert(*id, Rc::new(after));
    }
    for (id, suggestion) in old.suggestions.iter() {
        let Some(span) = suggested.get(id) else { continue };
        let annotation = Annotation { span: span.clone(), ..suggestion.annotation.clone() };
        next.suggestions.insert(*id, Rc::new(Suggestion { annotation, ..(**suggestion).clone() }));
    }
    let comes = |relation: &&Rc<Relation>| {
        next.annotations.contains_key(&relation.from) || next.annotations.contains_key(&relation.to)
    };
    let relations: Vec<Rc<Relation>> = old.relations.values().filter(comes).cloned().collect();
    for relation in relations {
        next.relations.insert(relation.id, relation);
    }
    next
}

/// What is known of the article stays known; what only the new version says is taken from there.
fn meta(old: &Document, new: &Document, unsure: bool) -> Meta {
    let (was, is) = (&*old.meta, &*new.meta);
    // A title that was only taken from the text follows the text; one that somebody gave stays.
    let read = plain::document(old.article.text(), 0, "", was.schema_version);
    let derived = read.is_some_and(|read| read.meta.title == was.title);
    let or = |mine: &Option<Rc<str>>, theirs: &Option<Rc<str>>| mine.clone().or_else(|| theirs.clone());
    Meta {
        title: if derived && !is.title.is_empty() { is.title.clone() } else { was.title.clone() },
        byline: or(&was.byline, &is.byline),
        published: or(&was.published, &is.published),
        source_url: or(&was.source_url, &is.source_url),
        site: or(&was.site, &is.site),
        retrieved: or(&is.retrieved, &was.retrieved),
        license: or(&was.license, &is.license),
        language: or(&was.language, &is.language),
        extra: was.extra.clone(),
        status: if unsure && was.status.is_done() { Status::Flagged } else { was.status },
        values: was.values.clone(),
        annotator: was.annotator,
        schema_version: was.schema_version,
        // Others worked on the text as it was.
        copy_of: None,
        locked: was.locked,
    }
}

/// How the body of a newer version differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Body {
    /// Not at all.
    Same,
    /// Words went, or stand in another order.
    Other,
    /// It has words that the old one has not, or not as often: nobody has read them yet.
    More,
}

/// How the article of `new` differs from that of `old`, furniture left out.
#[must_use]
pub fn body(old: &Document, new: &Document) -> Body {
    let lines = |document: &Document, blocks: &[Rc<Block>]| {
        let body = blocks.iter().filter(|block| block.role == Role::Body);
        body.map(|block| document.article.quote(block.range)).collect::<Vec<&str>>().join("\n")
    };
    let (was, is) = (lines(old, &old.blocks), lines(new, &blocks(old, new)));
    if was == is {
        return Body::Same;
    }
    let (was, is, shared) = pair(&was, &is);
    let mut known: Table<u32, i64> = Table::new();
    for (text, counts) in [(&was, 1), (&is, -1)] {
        for token in (0..text.len()).filter(|token| text.token(*token).chars().any(char::is_alphanumeric)) {
            let Some(word) = text.id(token).map(|id| shared.fold(id)) else { continue };
            let left = known.get(&word).copied().unwrap_or(0) + counts;
            known.insert(word, left);
        }
    }
    if known.values().any(|left| *left < 0) { Body::More } else { Body::Other }
}

/// The blocks of the new text; a line that stands in both keeps its kind and role: the first with these words those of the
/// first, and so on.
fn blocks(old: &Document, new: &Document) -> Vec<Rc<Block>> {
    let mut known: Table<&str, Vec<&Rc<Block>>> = Table::new();
    for block in old.blocks.iter().rev() {
        let line = old.article.quote(block.range);
        let mut same = known.remove(line).unwrap_or_default();
        same.push(block);
        known.insert(line, same);
    }
    let block = |block: &Rc<Block>| {
        let line = new.article.quote(block.range);
        let Some(mut same) = known.remove(line) else { return block.clone() };
        let was = if same.len() > 1 { same.pop() } else { same.last().copied() };
        known.insert(line, same);
        was.map_or_else(|| block.clone(), |was| Rc::new(Block { kind: was.kind, role: was.role, ..(**block).clone() }))
    };
    new.blocks.iter().map(block).collect()
}
