//! Files of any kind to drafts, a little at a time: what is put in waits here, and each turn reads about as much as one is
//! willing to wait for. Runs in the workshop; the page sees drafts and refusals only.

use std::collections::VecDeque;
use std::rc::Rc;

use super::decode;
use super::draft::Draft;
pub use super::refusal::{Refusal, Refused};

/// A file, and what a person said about it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// Its name, as it was given.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// The encoding that somebody chose for it (a WHATWG label).
    pub encoding: Option<String>,
}

/// What a turn brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Articles.
    pub drafts: Vec<Draft>,
    /// What could not be read.
    pub refused: Vec<Refusal>,
    /// Bytes of the files put in that are done with, in this turn.
    pub bytes: usize,
    /// Whether there is more to read.
    pub more: bool,
}

/// Files that wait to be read.
#[derive(Clone, Debug, Default)]
pub struct Reader {
    waiting: VecDeque<Given>,
}

impl Reader {
    /// Puts a file in.
    pub fn put(&mut self, file: Given) {
        self.waiting.push_back(file);
    }

    /// Reads about so many bytes more; at least something where there is anything.
    pub fn turn(&mut self, bytes: usize) -> Taken {
        let mut taken = Taken::default();
        while taken.bytes <= bytes {
            let Some(file) = self.waiting.pop_front() else { break };
            taken.bytes += file.bytes.len();
            let refuse = |why| Refusal { file: file.name.clone(), line: 0, why };
            match decode::decode(file.bytes) {
                Err(error) => taken.refused.push(refuse(Refused::Binary(error.byte))),
                Ok(decoded) if decoded.text.trim().is_empty() => taken.refused.push(refuse(Refused::Empty)),
                Ok(decoded) => {
                    let mut draft = Draft::lines(decoded.text);
                    draft.file = Rc::from(file.name.as_str());
                    draft.surrogates = decoded.surrogates;
                    taken.drafts.push(draft);
                }
            }
        }
        taken.more = !self.waiting.is_empty();
        taken
    }
}
