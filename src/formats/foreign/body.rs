//! The article without the page around it: only its body, with every offset counted in what is left.

use std::rc::Rc;

use super::options::Options;
use crate::formats::loss::{Losses, Lost, Resolved};
use crate::model::{Annotation, Article, Block, Document, FixedText, Role, Span, Table, TextRange, Verdict};

/// The document with the blocks of its body alone, in the white space that stood between them. What is marked wholly in
/// furniture is left out, what goes across it is shortened or split; both are told. Nothing is left of a document that is
/// furniture alone: its text is empty then. What becomes of suggestions that are written is told as well.
#[must_use]
pub fn body_only(document: &Document, options: &Options, losses: &mut Losses) -> Document {
    if document.blocks.iter().all(|block| block.role == Role::Body) {
        return document.clone();
    }
    let (text, moves) = body(document);
    let mut left = document.clone();
    (left.annotations, left.suggestions) = (Table::new(), Table::new());
    let id = &document.id;
    for annotation in document.in_reading_order() {
        let Some(moved) = moved(annotation, &moves) else {
            losses.add(Lost::InFurniture, Resolved::Left, 1, id, Some(annotation.id));
            continue;
        };
        if let Some(how) = cut(annotation, &moved) {
            losses.add(Lost::AcrossFurniture, how, 1, id, Some(annotation.id));
        }
        left.annotations.insert(annotation.id, Rc::new(moved));
    }
    for suggestion in document.suggestions.values() {
        match moved(&suggestion.annotation, &moves) {
            Some(annotation) => {
                if let Some(how) = cut(&suggestion.annotation, &annotation)
                    && options.writes(suggestion.verdict)
                {
                    losses.add(Lost::AcrossFurniture, how, 1, id, None);
                }
                let moved = crate::model::Suggestion { annotation, ..(**suggestion).clone() };
                left.suggestions.insert(moved.annotation.id, Rc::new(moved));
            }
            None if suggestion.verdict == Verdict::Open => losses.add(Lost::Suggestions, Resolved::Left, 1, id, None),
            // Those are asked for, or in no file either.
            None => losses.add(Lost::Rejected, Resolved::Left, usize::from(options.rejected), id, None),
        }
    }
    for relation in document.relations.values() {
        // Where an annotation has a suggestion's id, links mean that.
        let gone = |end| match document.annotations.contains_key(end) {
            true => !left.annotations.contains_key(end),
            false => document.suggestions.contains_key(end) && !left.suggestions.contains_key(end),
        };
        if gone(&relation.from) || gone(&relation.to) {
            losses.add(Lost::LooseRelations, Resolved::Left, 1, id, Some(relation.from));
            left.relations.remove(&relation.id);
        }
    }
    let blocks = document.blocks.iter().filter(|block| block.role == Role::Body);
    let blocks = blocks.filter_map(|block| {
        Some(Rc::new(Block { range: parts(block.range, &moves).first().copied()?, ..(**block).clone() }))
    });
    left.blocks = Rc::new(blocks.collect());
    left.article = Rc::new(Article::with_provenance(FixedText::new(&text), document.article.provenance().clone()));
    left
}

/// Tells of what is marked in furniture or across it, where that is written as it is.
pub fn in_furniture(document: &Document, losses: &mut Losses) {
    for annotation in document.in_reading_order() {
        let touches = |role| {
            annotation.span.fragments().any(|range| {
                let from = document.block_at(range.start());
                let touched = document.blocks.iter().skip(from).take_while(|block| block.range.start() < range.end());
                touched.filter(|block| block.role == role).count() > 0
            })
        };
        let what = match (touches(Role::Furniture), touches(Role::Body)) {
            (true, true) => Lost::AcrossFurniture,
            (true, false) => Lost::InFurniture,
            _ => continue,
        };
        losses.add(what, Resolved::Kept, 1, &document.id, Some(annotation.id));
    }
}

/// The text of the body, and the stretches it is made of: where each was, and where it begins now.
fn body(document: &Document) -> (String, Vec<(TextRange, u32)>) {
    let text = document.article.text();
    let between = |from: u32, to: u32| text.get(from as usize..to as usize).unwrap_or_default();
    let mut stretches: Vec<(TextRange, &str)> = Vec::new();
    // The white space behind the last stretch, once furniture has come after it.
    let mut behind = None;
    let mut before = 0;
    for block in document.blocks.iter() {
        let gap = between(before, block.range.start());
        before = block.range.end();
        if block.role == Role::Furniture {
            behind = behind.or(Some(gap));
            continue;
        }
        match (behind.take(), stretches.last_mut()) {
            (None, Some((last, _))) => {
                *last = TextRange::new(last.start(), block.range.end()).unwrap_or(*last);
            }
            (behind, _) => stretches.push((block.range, wider(behind.unwrap_or_default(), gap))),
        }
    }
    let (mut whole, mut moves) = (String::new(), Vec::new());
    for (range, gap) in stretches {
        let mut range = range;
        if whole.is_empty() {
            // At the beginning of a text they would be byte order marks, and go (law 1).
            let words = range.of(text).unwrap_or_default();
            let marks = words.len() - words.trim_start_matches('\u{feff}').len();
            let start = range.start() + u32::try_from(marks).unwrap_or_default();
            let Some(rest) = TextRange::new(start, range.end()) else { continue };
            range = rest;
        } else {
            whole.push_str(gap);
        }
        moves.push((range, u32::try_from(whole.len()).unwrap_or(u32::MAX)));
        whole.push_str(range.of(text).unwrap_or_default());
    }
    (whole, moves)
}

/// What stands between two blocks whose furniture is gone: of the white space on both sides of it that with more lines.
fn wider<'a>(behind: &'a str, before: &'a str) -> &'a str {
    let lines = |gap: &str| gap.matches('\n').count();
    match (lines(behind), lines(before)) {
        (0, 0) => "\n\n",
        (one, other) if one >= other => behind,
        _ => before,
    }
}

/// What is left of a range, where it is now.
fn parts(range: TextRange, moves: &[(TextRange, u32)]) -> Vec<TextRange> {
    let part = |(stretch, to): &(TextRange, u32)| {
        let part = range.intersection(*stretch)?;
        let moved = |at: u32| at - stretch.start() + to;
        TextRange::new(moved(part.start()), moved(part.end()))
    };
    moves.iter().filter_map(part).collect()
}

/// How a span was cut, if it was.
fn cut(was: &Annotation, is: &Annotation) -> Option<Resolved> {
    let length = |span: &Span| span.fragments().map(TextRange::len).sum::<u32>();
    let is_split = is.span.count() > was.span.count();
    let how = if is_split { Resolved::Split } else { Resolved::Shortened };
    (length(&is.span) != length(&was.span)).then_some(how)
}

fn moved(annotation: &Annotation, moves: &[(TextRange, u32)]) -> Option<Annotation> {
    let fragments = annotation.span.fragments().flat_map(|range| parts(range, moves)).collect();
    Some(Annotation { span: Span::new(fragments)?, ..annotation.clone() })
}
