//! The words of the open article, and where they are: the language journeys point with.

use crate::hand::Point;
use crate::page::Page;
use serde_json::{Value, json};

/// A stretch of the open article, from one character to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passage {
    /// Block of the first character, counted from the top.
    pub first_block: usize,
    /// First character, in code points from the block's start.
    pub start: usize,
    /// Block of the last character.
    pub last_block: usize,
    /// One past the last character, in code points from its block's start.
    pub end: usize,
    /// The words themselves; blocks are joined by a line feed.
    pub words: String,
}

/// Something that names a stretch of the article: the words, or a passage found before.
pub trait InArticle {
    /// Finds it in the open article.
    fn find(&self, page: &Page) -> Passage;
}

impl InArticle for &str {
    #[track_caller]
    fn find(&self, page: &Page) -> Passage {
        page.passage(self)
    }
}

impl InArticle for &Passage {
    fn find(&self, _: &Page) -> Passage {
        (*self).clone()
    }
}

impl Page {
    /// The texts of the open article's blocks, from the top.
    #[track_caller]
    pub fn blocks(&self) -> Vec<String> {
        let blocks = self.ask("return wordsIn(blocks())", &[]);
        texts(&blocks)
    }

    /// The first place in the article where these words stand.
    #[track_caller]
    pub fn passage(&self, words: &str) -> Passage {
        self.stretch(words, words)
    }

    /// The first place in one block where these words stand.
    #[track_caller]
    pub fn passage_in(&self, block: usize, words: &str) -> Passage {
        let blocks = self.blocks();
        let text = blocks.get(block).unwrap_or_else(|| panic!("there is no block {block}, only {}", blocks.len()));
        let at = text.find(words).unwrap_or_else(|| panic!("“{words}” does not stand in “{text}”"));
        passage(&blocks, (block, at), (block, at + words.len()))
    }

    /// From the first place of some words to the end of other words at or after it, maybe in a later block.
    #[track_caller]
    pub fn stretch(&self, first: &str, last: &str) -> Passage {
        let blocks = self.blocks();
        let found = |words: &str, (block, at): (usize, usize)| {
            let within = |(index, text): (usize, &String)| {
                let from = if index == block { at } else { 0 };
                Some((index, from + text[from..].find(words)?))
            };
            blocks
                .iter()
                .enumerate()
                .skip(block)
                .find_map(within)
                .unwrap_or_else(|| panic!("“{words}” does not stand in the article: {blocks:#?}"))
        };
        let start = found(first, (0, 0));
        let (block, at) = found(last, start);
        passage(&blocks, start, (block, at + last.len()))
    }

    /// Where the mouse touches a character, scrolled into view; `part` is leading, trailing or middle.
    #[track_caller]
    pub fn point_of(&self, block: usize, code_point: usize, part: &str) -> Point {
        let script = "return showCharacter(arguments[0], arguments[1]).then(() => pointOf(...arguments))";
        point(&self.ask(script, &[json!(block), json!(code_point), json!(part)]))
    }

    /// Where the mouse goes down and up to drag over a passage, both in the window at once.
    #[track_caller]
    pub fn ends_of(&self, passage: &Passage) -> (Point, Point) {
        let from = self.point_of(passage.first_block, passage.start, "leading");
        let script = "return pointOf(...arguments)";
        let to = self.ask(script, &[json!(passage.last_block), json!(passage.end - 1), json!("trailing")]);
        (from, point(&to))
    }

    /// A place on a word where a double click means this word: the first half of its middle character.
    ///
    /// On the second half of the last one, Chromium takes the caret to be behind the word, and selects
    /// what follows.
    #[track_caller]
    pub fn inside(&self, word: &Passage) -> Point {
        self.point_of(word.first_block, word.start + (word.words.chars().count() - 1) / 2, "leading")
    }

    /// The middle of an element, scrolled into view and not covered.
    #[track_caller]
    pub fn middle_of(&self, selector: &str) -> Point {
        let script = "const found = document.querySelector(arguments[0]); \
                      if (!found) throw new Error(`nothing matches ${arguments[0]}`); return middleOf(found)";
        point(&self.ask(script, &[json!(selector)]))
    }
}

/// A passage between two places, given as block and byte offset in it.
fn passage(blocks: &[String], start: (usize, usize), end: (usize, usize)) -> Passage {
    let code_points = |(block, at): (usize, usize)| blocks[block][..at].chars().count();
    let words = match (start.0, end.0) {
        (first, last) if first == last => blocks[first][start.1..end.1].to_owned(),
        (first, last) => {
            let middle = blocks[first + 1..last].iter().map(String::as_str);
            let parts = [&blocks[first][start.1..]].into_iter().chain(middle).chain([&blocks[last][..end.1]]);
            parts.collect::<Vec<_>>().join("\n")
        }
    };
    Passage { first_block: start.0, start: code_points(start), last_block: end.0, end: code_points(end), words }
}

/// A point as the page hands it over.
#[track_caller]
pub(crate) fn point(value: &Value) -> Point {
    let coordinate = |name: &str| value[name].as_f64().unwrap_or_else(|| panic!("{value} has no {name}"));
    Point { x: coordinate("x"), y: coordinate("y") }
}

/// A list of strings as the page hands it over.
#[track_caller]
pub fn texts(value: &Value) -> Vec<String> {
    let list = value.as_array().unwrap_or_else(|| panic!("not a list: {value}"));
    list.iter().map(|text| text.as_str().unwrap_or_else(|| panic!("not a text: {text}")).to_owned()).collect()
}
