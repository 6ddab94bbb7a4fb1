//! Underlines of overlapping annotations lie in lanes below each other, so that each can be seen and followed.

use crate::model::order::sort_by_key;
use crate::model::{Annotation, Span};

/// How many lanes can be told apart; further annotations share the last.
pub const LANES: u8 = 6;

fn overlap(a: &Span, b: &Span) -> bool {
    a.start() < b.end() && b.start() < a.end() && a.fragments().any(|x| b.fragments().any(|y| x.overlaps(y)))
}

/// A lane for each annotation, below [`LANES`]: shorter ones lie nearer to the text, and two that overlap never share
/// a lane while there are enough.
#[must_use]
pub fn lanes<'a>(annotations: impl Iterator<Item = &'a Annotation>) -> Vec<u8> {
    let all: Vec<&Annotation> = annotations.collect();
    let length = |a: &Annotation| a.span.fragments().map(crate::model::TextRange::len).sum::<u32>();
    let mut order: Vec<usize> = (0..all.len()).collect();
    sort_by_key(&mut order, |at| all.get(*at).map(|a| (length(a), a.span.start(), a.id)));
    let mut found: Vec<Option<u8>> = vec![None; all.len()];
    for at in order {
        let Some(annotation) = all.get(at) else { continue };
        let mut taken = [false; LANES as usize];
        for (other, lane) in all.iter().zip(&found) {
            if let Some(slot) = lane.and_then(|lane| taken.get_mut(usize::from(lane)))
                && overlap(&annotation.span, &other.span)
            {
                *slot = true;
            }
        }
        let free = taken.iter().position(|taken| !taken).and_then(|lane| u8::try_from(lane).ok());
        if let Some(slot) = found.get_mut(at) {
            *slot = Some(free.unwrap_or(LANES - 1));
        }
    }
    found.into_iter().map(Option::unwrap_or_default).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markup;

    fn check(marked: &str, expected: &[u8]) {
        let document = markup::parse("d", marked).expect("well formed");
        assert_eq!(lanes(document.in_reading_order().into_iter().map(|a| &**a)), expected, "{marked}");
    }

    #[test]
    fn inner_ones_lie_nearer_to_the_text() {
        check("[a](x) [b](x)", &[0, 0]);
        check("[a [b](x) c](y)", &[1, 0]);
        check("[a [b [c](x)](x)](y)", &[2, 1, 0]);
        check("[[a](x)](y)", &[0, 1]);
    }

    #[test]
    fn what_stands_in_a_gap_needs_no_lane_of_its_own() {
        check("[“A,”](claim#c) said [Ada](person), [“b.”](claim#c)", &[0, 0]);
    }
}
