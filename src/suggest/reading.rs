//! A stretch of an article, read once: tokens, paragraphs, sentences, quotations. Everything else asks it.

use super::lexicon::{Classes, Lexicon, class};
use super::quotations::{self, Quotation};
use super::sentences;
use super::words::{self, Kind, Token};
use crate::model::{Block, Document, Role, TextRange};

/// Tokens from one place to another, half open, never empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Run {
    pub(super) from: usize,
    pub(super) to: usize,
}

impl Run {
    /// The run, or `None` when it would be empty.
    pub(super) const fn new(from: usize, to: usize) -> Option<Self> {
        if from < to { Some(Self { from, to }) } else { None }
    }

    pub(super) const fn holds(self, at: usize) -> bool {
        self.from <= at && at < self.to
    }

    pub(super) const fn meets(self, other: Self) -> bool {
        self.from < other.to && other.from < self.to
    }
}

/// A paragraph: its tokens and its sentences.
#[derive(Clone, Debug)]
pub(super) struct Paragraph {
    pub(super) tokens: Run,
    pub(super) sentences: Vec<Run>,
    /// Follows the paragraph before it without furniture between.
    pub(super) follows: bool,
}

/// An article that was read.
pub(super) struct Reading<'a> {
    pub(super) text: &'a str,
    pub(super) lexicon: &'static Lexicon,
    pub(super) tokens: Vec<Token>,
    pub(super) paragraphs: Vec<Paragraph>,
    pub(super) quotations: Vec<Quotation>,
    /// For each token the number of the quotation it is in, marks included, from 1.
    inside: Vec<u32>,
    /// Tokens that are marks without a partner.
    pub(super) orphans: Vec<usize>,
}

/// What stands past both ends.
static NOTHING: Token = Token {
    start: 0,
    end: 0,
    kind: Kind::Other,
    capital: false,
    spaced: true,
    word: super::lexicon::Word { classes: 0, forms: 0, verb: 0, noun: 0, step: 0, group: 0 },
};

impl<'a> Reading<'a> {
    /// Reads the blocks of a document that `wanted` picks; the page's furniture never.
    pub(super) fn of(document: &'a Document, wanted: impl Fn(usize) -> bool) -> Self {
        let text: &str = document.article.text();
        let lexicon = Lexicon::of(document.meta.language.as_deref());
        let mut tokens = Vec::new();
        let mut ranges: Vec<(usize, usize)> = Vec::new();
        let mut follows = Vec::new();
        let mut last = None;
        for (number, block) in
            document.blocks.iter().enumerate().filter(|(number, block)| is_body(block) && wanted(*number))
        {
            let from = tokens.len();
            words::tokens(text, block.range, lexicon, &mut tokens);
            if tokens.len() > from {
                ranges.push((from, tokens.len()));
                follows.push(number.checked_sub(1) == last);
            }
            last = Some(number);
        }
        let mut reading = Self {
            text,
            lexicon,
            inside: vec![0; tokens.len()],
            tokens,
            paragraphs: Vec::new(),
            quotations: Vec::new(),
            orphans: Vec::new(),
        };
        let (found, orphans) = quotations::quotations(&reading.tokens, &ranges);
        for (quotation, number) in found.iter().zip(1..) {
            if let Some(inside) = reading.inside.get_mut(quotation.open..=quotation.close) {
                inside.fill(number);
            }
        }
        (reading.quotations, reading.orphans) = (found, orphans);
        for ((from, to), follows) in ranges.into_iter().zip(follows) {
            let Some(all) = Run::new(from, to) else { continue };
            let sentences = sentences::sentences(&reading, all);
            for sentence in &sentences {
                reading.take_names(*sentence);
            }
            reading.paragraphs.push(Paragraph { tokens: all, sentences, follows });
        }
        reading
    }

    /// A preposition with a capital letter before another capital is a first name (*Per Dahl*), unless a sentence or a
    /// quotation begins with it.
    fn take_names(&mut self, sentence: Run) {
        let mut begins = true;
        for at in sentence.from..sentence.to {
            let inside = !begins;
            begins = !matches!(self.kind(at), Kind::Word | Kind::Number | Kind::Clitic | Kind::Comma);
            let name = self.token(at).capital && self.token(at + 1).capital && self.has(at, class::PREPOSITION);
            let is_name = name && (inside || self.words(at) == "Per");
            if let Some(token) = self.tokens.get_mut(at).filter(|_| is_name) {
                token.word.classes &= !class::PREPOSITION;
            }
        }
    }

    pub(super) fn token(&self, at: usize) -> &Token {
        self.tokens.get(at).unwrap_or(&NOTHING)
    }

    pub(super) fn kind(&self, at: usize) -> Kind {
        self.token(at).kind
    }

    /// The letters of a token.
    pub(super) fn words(&self, at: usize) -> &'a str {
        let token = self.token(at);
        self.text.get(token.start as usize..token.end as usize).unwrap_or_default()
    }

    /// Whether a token is this word, in small letters or with a capital.
    pub(super) fn is(&self, at: usize, word: &str) -> bool {
        self.words(at).eq_ignore_ascii_case(word)
    }

    pub(super) fn is_any(&self, at: usize, words: &[&str]) -> bool {
        words.iter().any(|word| self.is(at, word))
    }

    /// Whether a token belongs to one of these classes of words.
    pub(super) fn has(&self, at: usize, classes: Classes) -> bool {
        self.token(at).word.classes & classes != 0
    }

    /// Whether a token can be this form of a verb.
    pub(super) fn is_form(&self, at: usize, forms: super::lexicon::Forms) -> bool {
        self.token(at).word.forms & forms != 0
    }

    pub(super) fn is_word(&self, at: usize) -> bool {
        matches!(self.kind(at), Kind::Word | Kind::Number)
    }

    /// The quotation a token is in, marks included.
    pub(super) fn quotation(&self, at: usize) -> Option<&Quotation> {
        let number = *self.inside.get(at)? as usize;
        self.quotations.get(number.checked_sub(1)?)
    }

    /// The quotation that opens at a token.
    pub(super) fn quotation_at(&self, at: usize) -> Option<&Quotation> {
        self.quotation(at).filter(|quotation| quotation.open == at)
    }

    /// The next token to look at when quotations are taken as one piece.
    pub(super) fn next(&self, at: usize) -> usize {
        self.quotation(at).map_or(at + 1, |quotation| quotation.close + 1)
    }

    /// The token before, with quotations taken as one piece; `None` at the start.
    pub(super) fn before(&self, at: usize) -> Option<usize> {
        let before = at.checked_sub(1)?;
        Some(self.quotation(before).map_or(before, |quotation| quotation.open))
    }

    /// Whether the quotation that ends at `close` ends with a comma, or with ? or ! inside.
    pub(super) fn inner_end(&self, quotation: &Quotation) -> Kind {
        if !quotation.closed {
            return Kind::Other;
        }
        let mut last = quotation.close.saturating_sub(1);
        while last > quotation.open && matches!(self.kind(last), Kind::Quote(_) | Kind::Close) {
            last -= 1;
        }
        self.kind(last)
    }

    /// Whether an adverb stands here: one of the list, or a word in -ly.
    pub(super) fn is_adverb(&self, at: usize) -> bool {
        const NONE: [&str; 9] = ["family", "early", "daily", "weekly", "only", "supply", "reply", "italy", "july"];
        let token = self.token(at);
        // *First Call*: with a capital inside a sentence it is a name.
        let name = token.capital && at.checked_sub(1).is_some_and(|before| self.is_word(before));
        let listed = token.word.classes & class::ADVERB != 0;
        let word = self.words(at);
        token.kind == Kind::Word
            && !name
            && (listed || word.len() > 4 && word.ends_with("ly") && !self.is_any(at, &NONE))
    }

    /// The bytes of a run.
    pub(super) fn range(&self, run: Run) -> Option<TextRange> {
        TextRange::new(self.token(run.from).start, self.token(run.to.checked_sub(1)?).end)
    }

    /// The first token that ends after the byte `at`.
    pub(super) fn token_at(&self, at: u32) -> usize {
        self.tokens.partition_point(|token| token.end <= at)
    }

    /// How many words a run has, and how many of them are inside quotation marks.
    pub(super) fn count_words(&self, run: Run) -> (usize, usize) {
        let words = (run.from..run.to).filter(|at| self.is_word(*at));
        words.fold((0, 0), |(all, quoted), at| (all + 1, quoted + usize::from(self.quotation(at).is_some())))
    }
}

fn is_body(block: &Block) -> bool {
    block.role == Role::Body
}
