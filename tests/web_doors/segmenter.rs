//! Boundaries around the edges of a selection are those that the whole text has there.

use std::collections::BTreeSet;

use manicule::browser::segmenter::around;
use manicule::model::TextRange;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(inline_js = "
    export function whole(text, granularity) {
        const bytes = new TextEncoder();
        const found = [];
        let at = 0;
        for (const piece of new Intl.Segmenter(undefined, { granularity }).segment(text)) {
            const end = at + bytes.encode(piece.segment).length;
            if (granularity === 'grapheme' || piece.isWordLike) found.push(at, end);
            at = end;
        }
        return new Uint32Array(found);
    }
")]
extern "C" {
    /// Start and end in bytes of every word or character of the whole text, one after the other.
    fn whole(text: &str, granularity: &str) -> Vec<u32>;
}

fn pairs(text: &str, granularity: &str) -> BTreeSet<(u32, u32)> {
    whole(text, granularity).chunks(2).map(|pair| (pair[0], pair[1])).collect()
}

fn range(start: usize, end: usize) -> TextRange {
    let number = |at: usize| u32::try_from(at).expect("a short text");
    TextRange::new(number(start), number(end)).expect("not empty")
}

/// Lines of several scripts, each longer than what is looked at around an edge.
fn lines() -> Vec<String> {
    let times = |words: &str| words.repeat(600 / words.len());
    vec![
        times("Ödön’s F-35 can’t reach Kraków, said Zoë Ng. "),
        times("The price—€4.2 million (5%)—rose “again”, e\u{301}tude a\u{308}\u{323}. "),
        times("قال أحمد إن المؤتمر الصحفي سيعقد غدًا في أنقرة. "),
        times("הוועדה החליטה ביום שלישי לפתוח את החקירה. "),
        times("東京都知事は記者会見で「雨が降った」と述べた。"),
        times("นายกรัฐมนตรีกล่าวว่าการประชุมจะจัดขึ้นที่กรุงเทพ "),
        times("👩‍👩‍👧 and 👍🏽 in 🇹🇷 said 𝔘𝔫𝔡 ok. "),
    ]
}

/// How near to an edge a boundary has to be right: longer than a word, shorter than what is looked at.
const NEAR: usize = 60;

#[wasm_bindgen_test]
fn near_an_edge_boundaries_are_those_of_the_whole_text() {
    for line in lines() {
        let (words, characters) = (pairs(&line, "word"), pairs(&line, "grapheme"));
        let places: Vec<usize> = line.char_indices().map(|(at, _)| at).collect();
        for at in (0..places.len() - 1).step_by(7) {
            let picked = range(places[at], places[at + 1]);
            let found = around(&line, picked, None);
            let near = |(start, end): &(u32, u32)| {
                let (start, end) = (*start as usize, *end as usize);
                start + NEAR > places[at] && end < places[at + 1] + NEAR
            };
            let told: BTreeSet<(u32, u32)> = found.words.iter().map(|word| (word.start(), word.end())).collect();
            let told: BTreeSet<_> = told.into_iter().filter(near).collect();
            let true_ones: BTreeSet<_> = words.iter().copied().filter(near).collect();
            assert_eq!(told, true_ones, "words around {picked:?} of {line}");
            let ends: BTreeSet<u32> = characters.iter().copied().filter(near).map(|(_, end)| end).collect();
            let told: BTreeSet<u32> = found.graphemes.iter().copied().collect();
            assert!(ends.is_subset(&told), "characters around {picked:?} of {line}");
            let inside = |edge: &&u32| characters.iter().filter(|c| near(c)).any(|(a, b)| *a < **edge && **edge < *b);
            assert_eq!(told.iter().find(inside), None, "a character is cut around {picked:?} of {line}");
        }
    }
}

#[wasm_bindgen_test]
fn boundaries_ascend_and_cut_no_scalar() {
    let text = lines().join("\n") + "\n\n \n" + &lines().concat();
    let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    for at in (0..places.len()).step_by(41) {
        for length in [1, 2, 30, 500] {
            let Some(end) = places.get(at + length) else { continue };
            let picked = range(places[at], *end);
            let found = around(&text, picked, Some("en"));
            let cuts = |at: &u32| !text.is_char_boundary(*at as usize);
            assert!(!found.graphemes.iter().any(cuts), "{picked:?}");
            assert!(!found.words.iter().any(|word| cuts(&word.start()) || cuts(&word.end())), "{picked:?}");
            assert!(found.graphemes.windows(2).all(|pair| pair[0] <= pair[1]), "{picked:?}: characters ascend");
            assert!(found.words.windows(2).all(|pair| pair[0].end() <= pair[1].start()), "{picked:?}: words ascend");
        }
    }
}

#[wasm_bindgen_test]
fn the_end_of_what_is_looked_at_is_no_boundary() {
    let long = "a".repeat(3000);
    for (text, start) in [(long.clone(), 1500), (long.clone(), 0), (format!("see {long} there"), 900)] {
        let found = around(&text, range(start, start + 2), None);
        let words = pairs(&text, "word");
        for word in &found.words {
            assert!(words.contains(&(word.start(), word.end())), "{word:?} is no word of the text");
        }
    }
    // A word that ends where the text or the line ends is whole.
    let found = around("one two", range(5, 6), None);
    assert_eq!(found.words, [range(0, 3), range(4, 7)]);
}

#[wasm_bindgen_test]
fn no_line_is_looked_at_but_those_of_the_edges() {
    let text = "first line\nsecond line\nthird line\nfourth line";
    let second = around(text, range(13, 15), None);
    assert_eq!(second.words, [range(11, 17), range(18, 22)]);
    let from_second_to_third = around(text, range(13, 25), None);
    assert_eq!(from_second_to_third.words.len(), 4);
    assert!(around("\n\n", range(0, 1), None).words.is_empty());
}

#[wasm_bindgen_test]
fn an_unknown_language_is_no_trouble() {
    let plain = around("It’s here", range(1, 2), None);
    for language in ["", "x", "not a language", "🇹🇷", "en", "tlh-x-klingon", "zz-ZZ"] {
        assert_eq!(around("It’s here", range(1, 2), Some(language)), plain, "{language}");
    }
}
