//! Where the edges of a selection go, on random selections of random texts.

use manicule::edit::snap::{snap, without_furniture};
use manicule::model::{Boundaries, Snap, markup};
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::segments::boundaries;
use crate::common::texts::{Place, hard_text, range};
use crate::common::{cases, laws, projects};

const WAYS: [Snap; 3] = [Snap::Words, Snap::WordsWithQuotes, Snap::Exact];

proptest! {
    #![proptest_config(cases(192))]

    #[test]
    fn edges_stay_between_whole_characters(text in hard_text(), place in any::<Place>(), how in select(&WAYS[..])) {
        let (text, known) = (&*text.text, boundaries(&text.text));
        let raw = range(text, place);
        let blank = raw.of(text).expect("on the text").chars().all(char::is_whitespace);
        match snap(text, raw, how, &known) {
            Some(to) => {
                prop_assert!(to.of(text).is_some_and(|words| !words.trim().is_empty()), "{raw:?} became {to:?}");
                for edge in [to.start(), to.end()] {
                    prop_assert!(known.graphemes.contains(&edge), "{raw:?} became {to:?} in {text:?}");
                }
            }
            // Nothing may be lost but white space.
            None => prop_assert!(blank || raw.of(text).expect("on the text").trim_matches(|sign: char| sign.is_whitespace() || matches!(sign, '\u{200b}' | '\u{feff}')).is_empty(), "{raw:?} of {text:?} was lost"),
        }
    }

    // With quotation marks a second time may take in more, where marks stand inside a word (*no’Inc.*): the marks that
    // the first time added have become edges. Nothing is snapped twice, so that is left as it is.
    #[test]
    fn snapping_twice_moves_nothing_more(
        text in hard_text(), place in any::<Place>(), how in select(&[Snap::Words, Snap::Exact][..]),
    ) {
        let (text, known) = (&*text.text, boundaries(&text.text));
        let raw = range(text, place);
        let Some(once) = snap(text, raw, how, &known) else { return Ok(()) };
        let twice = snap(text, once, how, &known);
        prop_assert_eq!(twice, Some(once), "{:?} of {:?}: first {:?}", raw, text, once.of(text));
    }

    #[test]
    fn nothing_known_harms_nothing(text in hard_text(), place in any::<Place>(), how in select(&WAYS[..])) {
        let raw = range(&text.text, place);
        if let Some(to) = snap(&text.text, raw, how, &Boundaries::default()) {
            prop_assert!(to.of(&text.text).is_some(), "{raw:?} became {to:?}");
        }
    }

}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn furniture_is_cut_out(project in projects::project(), place in any::<Place>()) {
        for document in project.documents() {
            let raw = range(document.article.text(), place);
            for piece in without_furniture(document, raw) {
                prop_assert!(raw.start() <= piece.start() && piece.end() <= raw.end());
                prop_assert!(piece.of(document.article.text()).is_some());
            }
        }
    }

    #[test]
    fn markup_never_panics_and_lies_on_its_text(
        text in hard_text(), noise in "[\\[\\]\\(\\)#{}\\\\a\r\n\u{feff} -]{0,60}", front in any::<bool>(),
    ) {
        let marked = if front { text.text + &noise } else { noise + &text.text };
        if let Ok(document) = markup::parse("d", &marked) {
            laws::on_its_text(&document);
        }
    }
}
