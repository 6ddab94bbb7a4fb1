//! Offsets in three units, and offsets through a fix.

use manicule::model::{FixedText, Fixes, TextIndex, Unit};
use proptest::prelude::*;

use crate::common::cases;
use crate::common::texts::{hard_text, raw_text};

const UNITS: [Unit; 3] = [Unit::Byte, Unit::CodePoint, Unit::Utf16];

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("a short text")
}

/// How long `text` is, counted anew.
fn length(text: &str, unit: Unit) -> u32 {
    number(match unit {
        Unit::Byte => text.len(),
        Unit::CodePoint => text.chars().count(),
        Unit::Utf16 => text.encode_utf16().count(),
    })
}

/// The conversion as a schoolbook has it: try every place where a character begins.
fn oracle(text: &str, at: u32, from: Unit, to: Unit) -> Option<u32> {
    let starts = text.char_indices().map(|(place, _)| place).chain([text.len()]);
    starts.map(|place| &text[..place]).find(|head| length(head, from) == at).map(|head| length(head, to))
}

/// Where the fix puts each byte of the original at which a character begins, found by fixing it one character at a
/// time.
fn fixed_by_hand(original: &str) -> (String, Vec<(u32, u32)>) {
    let body = original.trim_start_matches('\u{feff}');
    let mut text = String::new();
    let mut places = vec![(0, 0)];
    let mut last = '\0';
    let start = original.len() - body.len();
    for (at, c) in body.char_indices() {
        // Between CR and LF there is no place in the fixed text; what matters is where the pair ends.
        if !(last == '\r' && c == '\n') {
            places.push((number(start + at), number(text.len())));
        }
        match c {
            '\r' => text.push('\n'),
            '\n' if last == '\r' => {}
            '\0' => text.push('\u{fffd}'),
            other => text.push(other),
        }
        last = c;
    }
    places.push((number(original.len()), number(text.len())));
    (text, places)
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn conversion_agrees_with_counting(text in raw_text(), times in 1..4_usize) {
        let text = text.repeat(times * times);
        let index = TextIndex::new(&text);
        let lengths = index.lengths();
        for from in UNITS {
            prop_assert_eq!(lengths.in_unit(from), length(&text, from));
            // Every place of a short text, and a sample of a long one, also past the end.
            let last = length(&text, from) + 2;
            for at in (0..=last).step_by((last / 60 + 1) as usize) {
                for to in UNITS {
                    prop_assert_eq!(index.convert(&text, at, from, to), oracle(&text, at, from, to), "{} {:?}", at, from);
                }
            }
        }
    }

    #[test]
    fn fixing_agrees_with_fixing_by_hand(original in raw_text()) {
        let fixed = FixedText::new(&original);
        let (text, places) = fixed_by_hand(&original);
        prop_assert_eq!(&fixed.text, &text);
        for (was, is) in places {
            prop_assert_eq!(fixed.map(was), is, "byte {} of {:?}", was, original);
        }
    }

    #[test]
    fn fixing_twice_changes_nothing_more(text in hard_text()) {
        let again = FixedText::new(&text.text);
        prop_assert_eq!(again.fixes, Fixes::default());
        prop_assert_eq!(again.text, text.text);
    }
}

#[test]
fn shifts_that_cancel_out_are_still_shifts() {
    let fixed = FixedText::new("\r\n\r\n\0abc");
    assert_eq!(fixed.map(5) as usize, fixed.text.find("abc").expect("in the text"));
}
