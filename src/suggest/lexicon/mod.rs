//! The words of a language, as data: which say that somebody asserts something, and the small words around them.
//!
//! A language is one text file beside this one, explained at its head; a new language is a file and a line in
//! [`LANGUAGES`]. Nothing here knows a rule of grammar.

mod inflect;
mod read;

use std::sync::OnceLock;

use crate::model::fold::fold;

/// A file that cannot be read: the line, from 1, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconError {
    /// Line, from 1.
    pub line: usize,
    /// What was expected.
    pub expected: &'static str,
}

/// Every language: its BCP 47 tag, its words, and the place where they are kept once they were read.
static LANGUAGES: [(&str, &str, &OnceLock<Lexicon>); 1] = [("en", include_str!("en.txt"), &ENGLISH)];

static ENGLISH: OnceLock<Lexicon> = OnceLock::new();

/// A set of [`Classes`] a word can belong to.
pub(super) type Classes = u32;

/// Classes of words.
pub(super) mod class {
    use super::Classes;

    pub(in crate::suggest) const BE: Classes = 1;
    pub(in crate::suggest) const HAVE: Classes = 1 << 1;
    pub(in crate::suggest) const DO: Classes = 1 << 2;
    pub(in crate::suggest) const MODAL: Classes = 1 << 3;
    pub(in crate::suggest) const NOT: Classes = 1 << 4;
    pub(in crate::suggest) const DETERMINER: Classes = 1 << 5;
    pub(in crate::suggest) const POSSESSIVE: Classes = 1 << 6;
    pub(in crate::suggest) const PREPOSITION: Classes = 1 << 7;
    pub(in crate::suggest) const COORDINATOR: Classes = 1 << 8;
    pub(in crate::suggest) const SUBORDINATOR: Classes = 1 << 9;
    pub(in crate::suggest) const RELATIVE: Classes = 1 << 10;
    pub(in crate::suggest) const PRONOUN: Classes = 1 << 11;
    /// Adverbs that are no -ly words.
    pub(in crate::suggest) const ADVERB: Classes = 1 << 12;
    pub(in crate::suggest) const TIME: Classes = 1 << 13;
    pub(in crate::suggest) const TITLE: Classes = 1 << 14;
    /// *Reportedly* and its like.
    pub(in crate::suggest) const HEARSAY: Classes = 1 << 15;
    /// Verbs that lend themselves to a noun: *issue a warning*.
    pub(in crate::suggest) const LIGHT: Classes = 1 << 16;
    /// Verbs that a reporting infinitive hangs on: *declined to say*.
    pub(in crate::suggest) const CHAIN: Classes = 1 << 17;
    /// *If*: what is said under it is not said.
    pub(in crate::suggest) const CONDITION: Classes = 1 << 18;
    /// Nouns that name the form of the words: *in a statement*.
    pub(in crate::suggest) const FORM: Classes = 1 << 19;
    /// *On television*, *on Twitter*.
    pub(in crate::suggest) const MEDIUM: Classes = 1 << 20;
    /// What a speaker does while speaking: *pointing at the wall*.
    pub(in crate::suggest) const ACT: Classes = 1 << 21;
    /// Nouns that are plural without an s: *police*.
    pub(in crate::suggest) const PLURAL: Classes = 1 << 22;
    /// Found only with a capital letter (*March*).
    pub(in crate::suggest) const CAPITAL: Classes = 1 << 23;
    /// A preposition that begins *according to*.
    pub(in crate::suggest) const ACCORDING: Classes = 1 << 24;
    /// Nouns of bodies that speak in the singular and in the plural: *the team say*.
    pub(in crate::suggest) const COLLECTIVE: Classes = 1 << 28;
    /// Nouns of what one judges in words: *reject the claim*, not *reject the key*.
    pub(in crate::suggest) const JUDGED: Classes = 1 << 27;
    /// Nouns in -ing.
    pub(in crate::suggest) const GERUND: Classes = 1 << 26;
    /// Adjectives that somebody can be: *convinced that*.
    pub(in crate::suggest) const CONVICTION: Classes = 1 << 25;
}

/// A set of forms that a word can be of its verb.
pub(super) type Forms = u8;

/// Forms of verbs.
pub(super) mod form {
    use super::Forms;

    pub(in crate::suggest) const BASE: Forms = 1;
    pub(in crate::suggest) const S: Forms = 1 << 1;
    pub(in crate::suggest) const PAST: Forms = 1 << 2;
    pub(in crate::suggest) const PARTICIPLE: Forms = 1 << 3;
    pub(in crate::suggest) const ING: Forms = 1 << 4;
}

/// What the lexicon knows of one written word; all zero for a word that it does not know.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) classes: Classes,
    pub(super) forms: Forms,
    /// Number of its verb among the lexicon's verbs, from 1.
    pub(super) verb: u16,
    /// Number of its noun among the cue nouns, from 1.
    pub(super) noun: u16,
    /// How good a cue it is as an adjective or adverb, 1 to 5.
    pub(super) step: u8,
    /// The group of a pronoun, as the file writes it.
    pub(super) group: u8,
}

/// One use of a verb or noun as a cue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Entry {
    /// Words that must follow: *for* of *call for*.
    pub(super) particle: Box<[Box<str>]>,
    /// Letters of the file: what may follow.
    pub(super) frames: Box<str>,
    /// 1 to 5.
    pub(super) step: u8,
    /// Prepositions that tie the object: *of* of *accuse … of*.
    pub(super) ties: Box<[Box<str>]>,
}

impl Entry {
    /// Whether one of these frames is among its own.
    pub(super) fn takes(&self, frames: &[char]) -> bool {
        self.frames.contains(frames)
    }
}

/// The words of one language.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    /// By word, small letters.
    words: Vec<(Box<str>, Word)>,
    /// Uses of each verb; empty for a verb that is no cue.
    verbs: Vec<Vec<Entry>>,
    nouns: Vec<Entry>,
    /// Abbreviations as they are written, without their full stop.
    abbreviations: Vec<Box<str>>,
    /// Verbs that a reporting infinitive hangs on, with a word that must follow: *go on*.
    chains: Vec<(u16, Box<str>)>,
}

impl Lexicon {
    /// The words of the language with this BCP 47 tag; those of English where the language has none.
    pub(super) fn of(language: Option<&str>) -> &'static Self {
        let wanted = language.and_then(|tag| tag.split(['-', '_']).next()).unwrap_or_default();
        let known = LANGUAGES.iter().find(|(tag, _, _)| tag.eq_ignore_ascii_case(wanted));
        let (_, text, kept) = known.unwrap_or(&LANGUAGES[0]);
        // A test reads every file; a line that could not be read would be missing, nothing worse.
        kept.get_or_init(|| read::read(text).0)
    }

    /// What is known of a word as it stands in a text.
    pub(super) fn word(&self, text: &str) -> Word {
        let capital = text.chars().next().is_some_and(|c| fold(c) != c);
        // US, WHO, IT are names.
        if text.len() > 1 && text.chars().all(|c| fold(c) != c) {
            return Word::default();
        }
        let mut key = String::with_capacity(text.len());
        key.extend(text.chars().map(|c| if matches!(c, '\'' | 'ʼ') { '’' } else { fold(c) }));
        let place = self.words.binary_search_by(|(known, _)| (**known).cmp(key.as_str()));
        let mut word = place.ok().and_then(|place| self.words.get(place)).map(|(_, word)| *word).unwrap_or_default();
        if word.classes & class::CAPITAL != 0 && !capital {
            word.classes &= !(class::CAPITAL | class::TIME | class::TITLE | class::MEDIUM);
        }
        word
    }

    /// The uses of a verb as a cue, by the number in [`Word::verb`].
    pub(super) fn uses(&self, verb: u16) -> &[Entry] {
        usize::from(verb).checked_sub(1).and_then(|place| self.verbs.get(place)).map_or(&[], |uses| uses)
    }

    /// The use of a noun as a cue, by the number in [`Word::noun`].
    pub(super) fn noun(&self, noun: u16) -> Option<&Entry> {
        self.nouns.get(usize::from(noun).checked_sub(1)?)
    }

    /// Whether a word with a full stop behind it is short for something.
    pub(super) fn is_abbreviation(&self, word: &str) -> bool {
        self.abbreviations.binary_search_by(|known| (**known).cmp(word)).is_ok()
    }

    /// What must follow this verb for it to carry a reporting infinitive; an empty word for nothing.
    pub(super) fn chain(&self, verb: u16) -> impl Iterator<Item = &str> {
        self.chains.iter().filter(move |(number, _)| *number == verb).map(|(_, word)| &**word)
    }
}

/// Reads the words of every language again and says what could not be read. For tests.
#[must_use]
pub fn mistakes() -> Vec<(&'static str, LexiconError)> {
    LANGUAGES.iter().flat_map(|(tag, text, _)| read::read(text).1.into_iter().map(|error| (*tag, error))).collect()
}

/// How many bytes the words of all languages take.
#[must_use]
pub fn bytes() -> usize {
    LANGUAGES.iter().map(|(_, text, _)| text.len()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forms(word: &str) -> Forms {
        Lexicon::of(None).word(word).forms
    }

    #[test]
    fn every_line_can_be_read() {
        assert_eq!(mistakes(), Vec::new());
    }

    #[test]
    fn verbs_have_their_forms() {
        use form::{BASE, ING, PARTICIPLE, PAST, S};
        for (word, expected) in [
            ("say", BASE),
            ("says", S),
            ("said", PAST | PARTICIPLE),
            ("saying", ING),
            ("wrote", PAST),
            ("written", PARTICIPLE),
            ("writing", ING),
            ("admitted", PAST | PARTICIPLE),
            ("admitting", ING),
            ("denies", S),
            ("denied", PAST | PARTICIPLE),
            ("denying", ING),
            ("stresses", S),
            ("dying", ING),
            ("zebra", 0),
        ] {
            assert_eq!(forms(word), expected, "{word}");
        }
    }

    #[test]
    fn a_capital_tells_months_from_verbs() {
        let lexicon = Lexicon::of(Some("en-GB"));
        assert_ne!(lexicon.word("March").classes & class::TIME, 0);
        assert_eq!(lexicon.word("march").classes & class::TIME, 0);
        assert_eq!(lexicon.word("don't"), lexicon.word("Don’t"));
    }

    #[test]
    fn particles_and_ties_are_kept() {
        let lexicon = Lexicon::of(None);
        let call = lexicon.uses(lexicon.word("called").verb);
        assert!(call.iter().any(|entry| entry.particle.len() == 1 && &*entry.particle[0] == "for"), "{call:?}");
        let accuse = lexicon.uses(lexicon.word("accuses").verb);
        assert_eq!(accuse[0].ties.iter().map(|word| &**word).collect::<Vec<_>>(), ["of"]);
        assert!(lexicon.is_abbreviation("Dr") && !lexicon.is_abbreviation("dr"));
    }
}
