//! Where cards stand in the margin: each beside what it belongs to, none over another.

/// A card: the top of what it belongs to, and how high it is, in CSS pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Card {
    /// Where it would stand if it were alone.
    pub wanted: i32,
    /// How high it is.
    pub height: i32,
}

/// The tops of cards in the order given, which is that of what they belong to, with `gap` pixels between any two. The one
/// that is `pinned` stands where it wants to, and the others make room; where there is no room above it, it moves down.
#[must_use]
pub fn places(cards: &[Card], pinned: Option<usize>, gap: i32) -> Vec<i32> {
    let pinned = pinned.filter(|place| *place < cards.len()).unwrap_or(0);
    let mut tops: Vec<i32> = cards.iter().map(|card| card.wanted.max(0)).collect();
    // What is above makes room upwards, what is below downwards.
    let mut limit = tops.get(pinned).copied().unwrap_or(0);
    for place in (0..pinned).rev() {
        if let (Some(top), Some(card)) = (tops.get_mut(place), cards.get(place)) {
            *top = (*top).min(limit - gap - card.height);
            limit = *top;
        }
    }
    let mut free = 0;
    for (top, card) in tops.iter_mut().zip(cards) {
        *top = (*top).max(free);
        free = *top + card.height + gap;
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const GAP: i32 = 6;

    fn cards(of: &[(i32, i32)]) -> Vec<Card> {
        of.iter().map(|(wanted, height)| Card { wanted: *wanted, height: *height }).collect()
    }

    #[test]
    fn each_beside_its_own_where_there_is_room() {
        assert_eq!(places(&cards(&[(0, 40), (100, 40), (300, 40)]), None, GAP), [0, 100, 300]);
    }

    #[test]
    fn the_pinned_one_stays_and_the_others_make_room() {
        let crowd = cards(&[(100, 40), (110, 40), (120, 40), (130, 40)]);
        assert_eq!(places(&crowd, None, GAP), [100, 146, 192, 238]);
        assert_eq!(places(&crowd, Some(2), GAP), [28, 74, 120, 166]);
        assert_eq!(places(&cards(&[(5, 40), (10, 40)]), Some(1), GAP), [0, 46], "no room above");
        assert_eq!(places(&[], Some(3), GAP), Vec::<i32>::new());
    }

    proptest! {
        #[test]
        fn none_lies_over_another(
            steps in prop::collection::vec((0..200_i32, 0..120_i32), 0..40),
            pinned in prop::option::of(0..40_usize),
        ) {
            let mut at = 0;
            let all: Vec<Card> = steps.into_iter().map(|(step, height)| {
                at += step;
                Card { wanted: at, height }
            }).collect();
            let tops = places(&all, pinned, GAP);
            prop_assert_eq!(tops.len(), all.len());
            prop_assert!(tops.iter().all(|top| *top >= 0));
            for ((one, card), next) in tops.iter().zip(&all).zip(tops.iter().skip(1)) {
                prop_assert!(one + card.height + GAP <= *next);
            }
            // Where it stands there is what it wanted, unless those above leave no room.
            if let Some((place, card)) = pinned.and_then(|place| Some((place, all.get(place)?))) {
                let above: i32 = all.iter().take(place).map(|card| card.height + GAP).sum();
                prop_assert!(tops[place] == card.wanted || above > card.wanted);
            }
        }
    }
}
