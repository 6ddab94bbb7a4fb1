//! WHAT could come next: engines that read a document and propose. Nothing here changes a document.
//!
//! One engine so far: who said what. It knows a language by its words (`lexicon`, data) and by rules of grammar that are
//! shallow on purpose: no parse, only what stands beside a cue. Everything is linear in the text and the same on every
//! machine. This folder must not know a clock, randomness, a browser or a screen.
//!
//! Start at [`find_all()`] and [`for_selection()`], the two doors; then `speech`, the walk through an article. Layers, each
//! of which asks those above it:
//!
//! | File | Question |
//! |---|---|
//! | `lexicon` | which words say that somebody asserts something |
//! | `words`, `quotations`, `sentences` | where tokens, quotations, sentences begin and end |
//! | `reading` | an article read once |
//! | `verbs`, `clauses`, `phrases`, `subjects` | what is a verb, the verb of a clause, a noun phrase, the subject of a verb |
//! | `cue` | how far a cue goes and how its verb stands |
//! | `complement`, `extent` | where what is asserted begins and ends |
//! | `attribution`, `around` | claims with an attribution behind or inside them |
//! | `ahead`, `passive`, `nouns`, `marks` | claims behind a verb, a passive, a noun, a colon |
//! | `speech` | sentence by sentence, and quotations alone |
//! | `candidates`, `proposal`, `accept` | from tokens to what is handed out, and to the command that makes it real |

mod accept;
mod ahead;
mod around;
mod attribution;
mod candidates;
mod clauses;
mod complement;
mod cue;
mod draft;
mod extent;
mod find_all;
mod for_selection;
pub mod lexicon;
mod marks;
mod nouns;
mod passive;
mod phrases;
mod proposal;
mod quotations;
mod reading;
mod sentences;
mod speech;
mod subjects;
mod verbs;
mod words;

pub use accept::ENGINE;
pub use find_all::find_all;
pub use for_selection::for_selection;
pub use proposal::{CUT, Candidate, Mention, Nobody, Proposal, QuoteType, Source};

/// Reads a text for a test.
#[cfg(test)]
fn read_text(text: &str, check: impl FnOnce(&reading::Reading<'_>)) {
    use crate::model::{Article, Block, DocId, Document, FixedText, Meta};
    let article = Article::new(FixedText::new(text), "");
    let blocks = Block::lines(article.text());
    let document = Document::new(DocId::from("d"), article, Meta::default(), blocks);
    check(&reading::Reading::of(&document, |_| true));
}
