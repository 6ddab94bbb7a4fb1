//! Sentences as the tasks on check-worthiness of the CheckThat! labs have them: a row for each, `Sentence_id`, `Text`,
//! `class_label` with `Yes` or `No`, parted by tabulators, without any quotation marks, as their programs read it (`csv` with
//! `QUOTE_NONE`).
//!
//! **Out.** Sentences are those of our own rules ([`sentences`](super::tokens::sentences)). One is `Yes` where a claim that is
//! worth checking lies over any part of it. The attribute `check_worthy` decides which claim that is: `0`, `no` and `false` say
//! that it is not, any other value that it is. A claim that nobody rated counts, for somebody marked it as one, and is told of;
//! where the schema has no such attribute, all claims count. An id is the number of the article and that of the sentence, `3_12`;
//! which article has which number stands in `ids.tsv` beside it, with its title and the sum of its sentences. Line ends and
//! tabulators become spaces, and are told. Nothing is put in front of what looks like a formula: the words stand there as they are.
//!
//! **In.** Rows become the sentences of an article, one a line, with a claim on each that is worth checking. What belongs together
//! is told by the ids as far as their last number; rows whose ids tell nothing come in pieces of two hundred. Tweets are an
//! article each. Files of all years are known by their columns: `tweet_text`, `claim` with `claim_worthiness` or
//! `check_worthiness` (a claim that is not worth it is rated `0`), debates without a head (line, speaker, words, label), and those
//! on subjectivity, where it is sentences of the class `SUBJ` that are marked, with that as their label.

mod columns;
mod groups;
mod read;
mod write;

use super::Codec;

/// The format.
pub(super) const CODEC: Codec = Codec {
    id: "checkthat",
    write: Some(|setting| Box::new(write::CheckthatWriter::new(setting))),
    recognise: read::recognise,
    read: Some(read::read),
};

/// The head of the file of sentences.
const HEAD: &str = "Sentence_id\tText\tclass_label";

/// The head of the file beside it.
const IDS: &str = "article_number\tarticle_id\ttitle\tsentences_sha256";

/// The end of that file's name.
const IDS_END: &str = "ids.tsv";

/// What may not stand in a cell: whatever some program takes for the end of a line, and what parts cells.
const fn ends_line(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\u{b}' | '\u{c}' | '\r' | '\u{1c}'..='\u{1e}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Words on one line, each such character a space.
fn one_line(words: &str) -> String {
    words.chars().map(|c| if ends_line(c) { ' ' } else { c }).collect()
}
