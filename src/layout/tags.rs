//! How much of each tag there is room for, so that the tags of short neighbours do not lie over each other.

use super::Segment;
use crate::model::Article;

/// Characters of a tag that are as wide as some of the text: tags are small capitals, 8 px to a text's 10.
const TAG_TO_TEXT: (usize, usize) = (5, 4);

/// For each segment of a block, how many characters its tag may have; `tagged` says whether it has one. The last tag of
/// a block has all the room it wants. An estimate by characters: nothing is measured, so nothing waits for a layout.
#[must_use]
pub fn room(article: &Article, segments: &[Segment], tagged: &[bool]) -> Vec<usize> {
    let mut rooms = vec![usize::MAX; segments.len()];
    let mut until_next: Option<usize> = None;
    for (place, (segment, tagged)) in segments.iter().zip(tagged).enumerate().rev() {
        let width = width(article.quote(segment.range));
        until_next = until_next.map(|after| after.saturating_add(width));
        if *tagged {
            if let (Some(until), Some(room)) = (until_next, rooms.get_mut(place)) {
                // One less, so that a gap stays; never nothing, so that every annotation has a sign.
                *room = (until * TAG_TO_TEXT.0 / TAG_TO_TEXT.1).saturating_sub(1).max(1);
            }
            until_next = Some(0);
        }
    }
    rooms
}

/// Widths of a text in Latin letters: those of East Asia are about two wide.
fn width(text: &str) -> usize {
    text.chars().map(|c| if matches!(c, '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffdf}') { 2 } else { 1 }).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::{Mark, segments};
    use crate::model::{Document, TextRange, markup};

    fn rooms(text: &str) -> Vec<usize> {
        let document: Document = markup::parse("d", text).expect("well formed");
        let marks: Vec<Mark> = document
            .annotations
            .values()
            .enumerate()
            .map(|(place, a)| Mark { range: a.span.hull(), id: Some(a.id), place })
            .collect();
        let block = document.blocks.first().map(|block| block.range);
        let pieces = segments(block.unwrap_or(TextRange::new(0, 1).expect("one")), &marks);
        let tagged: Vec<bool> = pieces.iter().map(|piece| piece.covers.iter().any(|cover| cover.starts)).collect();
        let rooms = room(&document.article, &pieces, &tagged);
        rooms.into_iter().zip(tagged).filter(|(_, tagged)| *tagged).map(|(room, _)| room).collect()
    }

    #[test]
    fn tags_end_where_the_next_begins() {
        assert_eq!(rooms("[A](person) [bb](place) and [Ada Lovelace](person)."), [1, 7, usize::MAX]);
        assert_eq!(rooms("[日本](place)[語](product)。"), [4, usize::MAX]);
    }

    #[test]
    fn there_is_always_room_for_a_sign() {
        assert_eq!(rooms("[A](person)[b](place)c"), [1, usize::MAX]);
    }
}
