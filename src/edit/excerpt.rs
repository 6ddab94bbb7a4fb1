//! A stretch of a document as a document of its own, small enough to be handed to another program at every key press,
//! however long the article is. What is found in it is moved back by where it begins.

use std::rc::Rc;

use crate::model::{Annotation, Article, Block, Document, FixedText, Span, Table, TextRange};

/// A stretch of a document.
#[derive(Clone, Debug)]
pub struct Excerpt {
    /// The stretch; blocks, annotations and relations that lie wholly in it keep their ids.
    pub document: Document,
    /// The byte of the whole text where it begins.
    pub start: u32,
}

/// The blocks of `document` around a range, up to about `reach` bytes on each side; never a part of a block.
#[must_use]
pub fn excerpt(document: &Document, around: TextRange, reach: u32) -> Excerpt {
    let (from, to) = (around.start().saturating_sub(reach), around.end().saturating_add(reach));
    let near = |block: &&Rc<Block>| block.range.end() > from && block.range.start() < to;
    let blocks: Vec<&Rc<Block>> = document.blocks.iter().filter(near).collect();
    let hull = blocks
        .first()
        .zip(blocks.last())
        .map_or(around, |(first, last)| TextRange::new(first.range.start(), last.range.end()).unwrap_or(around));
    // Words that no block has are asked about as well.
    let valid = around.of(document.article.text()).is_some();
    let whole = TextRange::new(hull.start().min(around.start()), hull.end().max(around.end()));
    let hull = whole.filter(|_| valid).unwrap_or(hull);
    let start = hull.start();
    let moved = |range: TextRange| moved(range, start, false);
    let text = hull.of(document.article.text()).unwrap_or_default();
    let blocks = blocks.into_iter().filter_map(|block| Some(Block { range: moved(block.range)?, ..(**block).clone() }));
    let mut part = Document::new(
        document.id.clone(),
        Article::new(FixedText::new(text), ""),
        (*document.meta).clone(),
        blocks.collect(),
    );
    let inside = |annotation: &&Rc<Annotation>| {
        let span = annotation.span.hull();
        span.start() >= hull.start() && span.end() <= hull.end()
    };
    for annotation in document.annotations.values().filter(inside) {
        let Some(span) = Span::new(annotation.span.fragments().filter_map(moved).collect()) else { continue };
        part.annotations.insert(annotation.id, Rc::new(Annotation { span, ..(**annotation).clone() }));
    }
    let ends = |id| part.annotations.contains_key(id);
    let relations = document.relations.iter().filter(|(_, relation)| ends(&relation.from) && ends(&relation.to));
    let relations: Table<_, _> = relations.map(|(id, relation)| (*id, relation.clone())).collect();
    part.relations = relations;
    Excerpt { document: part, start }
}

/// A range moved by `by` bytes, forth or back.
#[must_use]
pub fn moved(range: TextRange, by: u32, forth: bool) -> Option<TextRange> {
    let place = |at: u32| if forth { at.checked_add(by) } else { at.checked_sub(by) };
    TextRange::new(place(range.start())?, place(range.end())?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markup;

    const TEXT: &str =
        "[Ada](person#a) came.\n“Yes,” said [Bo](person#b).\n[One](person) and two.\nThe [end](event).\n---\nb -x-> a";

    fn check(around: (u32, u32), reach: u32, expected: &str) {
        let document = markup::parse("d", TEXT).expect("well formed");
        let around = TextRange::new(around.0, around.1).expect("not empty");
        let Excerpt { document: part, start } = excerpt(&document, around, reach);
        let text = part.article.text();
        assert_eq!(&**text, expected);
        assert!(part.blocks.iter().all(|block| block.range.of(text).is_some_and(|line| !line.contains('\n'))));
        for (id, annotation) in part.annotations.iter() {
            let whole = &document.annotations.get(id).expect("it is one of the whole").span;
            assert_eq!(annotation.span.quote(&part.article), whole.quote(&document.article));
            assert_eq!(moved(annotation.span.hull(), start, true), Some(whole.hull()));
        }
        let near = document.annotations.values().filter(|a| expected.contains(&a.span.quote(&document.article)));
        assert_eq!(part.annotations.len(), near.count());
        assert_eq!(part.relations.len(), usize::from(expected.contains("Ada") && expected.contains("Bo")));
    }

    #[test]
    fn words_outside_of_every_block_are_in_it() {
        let mut document = markup::parse("d", TEXT).expect("well formed");
        Rc::make_mut(&mut document.blocks).remove(0);
        let around = TextRange::new(0, 3).expect("not empty");
        let Excerpt { document: part, start } = excerpt(&document, around, 30);
        assert_eq!((start, part.article.text().get(..3)), (0, Some("Ada")));
    }

    #[test]
    fn an_excerpt_has_whole_blocks_and_what_lies_in_them() {
        check((12, 15), 0, "“Yes,” said Bo.");
        check((12, 15), 4, "Ada came.\n“Yes,” said Bo.");
        check((32, 34), 4, "“Yes,” said Bo.\nOne and two.");
        check((0, 1), 9999, "Ada came.\n“Yes,” said Bo.\nOne and two.\nThe end.");
    }
}
