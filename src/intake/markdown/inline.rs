//! The words of a block: emphasis, code, links, breaks.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::pairs::{Run, pair};
use super::{DEPTH, Inline, Target, links, plain};

/// A stretch of words on the way to the tree.
enum Piece {
    Text(String),
    Leaf(Inline),
    /// Stars or underscores, by their place among the runs.
    Run(usize),
    /// What may begin a link or a picture: whether it is a picture, and what became of it.
    Bracket(bool, Option<Begun>),
    /// Where a link or a picture ends.
    End,
}

/// What a bracket begins.
#[derive(Clone)]
enum Begun {
    Link(Target),
    Picture,
}

/// A bracket that may begin something.
struct Bracket {
    /// Its place among the pieces.
    piece: usize,
    /// How many runs waited for their other end before it.
    runs: usize,
    picture: bool,
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    pieces: Vec<Piece>,
    runs: Vec<Run>,
    /// Runs that wait for their other end.
    waiting: Vec<usize>,
    brackets: Vec<Bracket>,
    /// Brackets before this one begin no link, as there is one in them.
    spent: usize,
    /// Where runs of backticks begin, by how long they are.
    ticks: BTreeMap<usize, Vec<usize>>,
}

/// Reads the words of a block. A line break in them is white space, two spaces or a backslash before it make it a new line.
pub(super) fn read(text: &str) -> Vec<Inline> {
    let mut reader = Reader {
        text,
        at: 0,
        pieces: Vec::new(),
        runs: Vec::new(),
        waiting: Vec::new(),
        brackets: Vec::new(),
        spent: 0,
        ticks: ticks(text),
    };
    while reader.step() {}
    pair(&mut reader.runs, &reader.waiting);
    tree(&reader.pieces, &reader.runs)
}

fn ticks(text: &str) -> BTreeMap<usize, Vec<usize>> {
    let mut all: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    let (bytes, mut at) = (text.as_bytes(), 0);
    while let Some(next) = text.get(at..).and_then(|rest| rest.find('`')) {
        let start = at + next;
        let count = bytes.iter().skip(start).take_while(|byte| **byte == b'`').count();
        all.entry(count).or_default().push(start);
        at = start + count;
    }
    all
}

impl Reader<'_> {
    fn rest(&self) -> &str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn add_text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(before)) => before.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// Takes some bytes as they are.
    fn take(&mut self, count: usize) {
        let text = self.text;
        self.add_text(text.get(self.at..self.at + count).unwrap_or_default());
        self.at += count;
    }

    /// Reads a little further; `false` at the end.
    fn step(&mut self) -> bool {
        let Some(first) = self.rest().chars().next() else { return false };
        match first {
            '\\' => self.escape(),
            '`' => self.code(),
            '*' | '_' => self.run(first),
            '[' => self.bracket(false),
            '!' if self.rest().starts_with("![") => self.bracket(true),
            ']' => self.close(),
            '<' => self.angle(),
            '&' => self.entity(),
            '\n' => self.line(),
            'h' => self.address(),
            _ => {
                let special = |c: char| matches!(c, '\\' | '`' | '*' | '_' | '[' | '!' | ']' | '<' | '&' | '\n' | 'h');
                let rest = self.rest();
                let first = first.len_utf8();
                let count =
                    rest.get(first..).and_then(|more| more.find(special)).map_or(rest.len(), |next| first + next);
                self.take(count);
            }
        }
        true
    }

    fn escape(&mut self) {
        let next = self.rest().chars().nth(1);
        match next {
            Some('\n') => {
                self.pieces.push(Piece::Leaf(Inline::Break));
                self.at += 2;
            }
            Some(c) if c.is_ascii_punctuation() => {
                self.at += 1;
                self.take(1);
            }
            _ => self.take(1),
        }
    }

    fn code(&mut self) {
        let count = self.rest().bytes().take_while(|byte| *byte == b'`').count();
        let start = self.at + count;
        let ends = self.ticks.get(&count).map(|places| (places, places.partition_point(|place| *place < start)));
        let end = ends.and_then(|(places, next)| places.get(next).copied());
        let Some(end) = end else { return self.take(count) };
        let words = self.text.get(start..end).unwrap_or_default().replace('\n', " ");
        let bare = words.strip_prefix(' ').and_then(|words| words.strip_suffix(' '));
        let words = bare.filter(|bare| !bare.trim().is_empty()).unwrap_or(&words);
        self.pieces.push(Piece::Leaf(Inline::Code(Rc::from(words))));
        self.at = end + count;
    }

    fn run(&mut self, sign: char) {
        let count = self.rest().chars().take_while(|c| *c == sign).count();
        let before = self.text.get(..self.at).and_then(|text| text.chars().next_back());
        let after = self.text.get(self.at + count..).and_then(|text| text.chars().next());
        self.pieces.push(Piece::Run(self.runs.len()));
        self.waiting.push(self.runs.len());
        self.runs.push(Run::new(sign, count, before, after));
        self.at += count;
    }

    fn bracket(&mut self, picture: bool) {
        self.brackets.push(Bracket { piece: self.pieces.len(), runs: self.waiting.len(), picture });
        self.pieces.push(Piece::Bracket(picture, None));
        self.at += 1 + usize::from(picture);
    }

    /// A bracket that closes: a link or a picture, where an address follows.
    fn close(&mut self) {
        let Some(open) = self.brackets.pop() else { return self.take(1) };
        let spent = !open.picture && self.brackets.len() < self.spent;
        self.spent = self.spent.min(self.brackets.len());
        let found = self.rest().strip_prefix("](").filter(|_| !spent).and_then(links::destination);
        let begun = found.and_then(|(address, length)| {
            let begun = if open.picture { Some(Begun::Picture) } else { links::target(&address).map(Begun::Link) };
            begun.map(|begun| (begun, length))
        });
        // A link without words would not be seen.
        let empty = !open.picture && open.piece + 1 == self.pieces.len();
        let Some((begun, length)) = begun.filter(|_| !empty) else { return self.take(1) };
        if !open.picture {
            self.spent = self.brackets.len();
        }
        let inside = self.waiting.split_off(open.runs.min(self.waiting.len()));
        pair(&mut self.runs, &inside);
        if let Some(Piece::Bracket(_, became)) = self.pieces.get_mut(open.piece) {
            *became = Some(begun);
        }
        self.pieces.push(Piece::End);
        self.at += 2 + length;
    }

    fn angle(&mut self) {
        let found = self.rest().strip_prefix('<').and_then(links::in_angles);
        let Some((address, target)) = found else { return self.take(1) };
        let words = vec![Inline::Text(Rc::from(address))];
        let length = address.len() + 2;
        self.spent = self.brackets.len();
        self.pieces.push(Piece::Leaf(Inline::Link(target, words)));
        self.at += length;
    }

    /// A web address that stands in the text. In a link's words it is only words.
    fn address(&mut self) {
        let before = self.text.get(..self.at).and_then(|text| text.chars().next_back());
        let free = before.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '*' | '_' | '~' | '“' | '"'));
        let outside = self.brackets.is_empty();
        let found = if free && outside { links::in_text(self.rest()) } else { None };
        let address = found.and_then(|length| self.rest().get(..length));
        let Some((address, target)) = address.and_then(|address| Some((address.to_owned(), links::target(address)?)))
        else {
            return self.take(1);
        };
        self.at += address.len();
        self.pieces.push(Piece::Leaf(Inline::Link(target, vec![Inline::Text(Rc::from(address))])));
    }

    /// A character by its name or number in HTML.
    fn entity(&mut self) {
        let end = self.rest().bytes().take(10).position(|byte| byte == b';');
        let name = end.and_then(|end| self.rest().get(1..end)).unwrap_or_default();
        let number = |digits: &str, radix: u32| {
            let all = !digits.is_empty() && digits.chars().all(|c| c.is_digit(radix));
            let found = u32::from_str_radix(digits, radix).ok().filter(|_| all)?;
            Some(char::from_u32(found).filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER))
        };
        let found = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            "nbsp" => Some('\u{a0}'),
            _ => match name.strip_prefix('#').map(|digits| (digits, digits.strip_prefix(['x', 'X']))) {
                Some((_, Some(digits))) => number(digits, 16),
                Some((digits, None)) => number(digits, 10),
                None => None,
            },
        };
        let Some(found) = found else { return self.take(1) };
        self.at += name.len() + 2;
        self.add_text(found.encode_utf8(&mut [0; 4]));
    }

    fn line(&mut self) {
        let mut spaces = 0;
        if let Some(Piece::Text(before)) = self.pieces.last_mut() {
            spaces = before.len() - before.trim_end_matches(' ').len();
            before.truncate(before.len() - spaces);
        }
        self.at += 1;
        if spaces >= 2 { self.pieces.push(Piece::Leaf(Inline::Break)) } else { self.add_text("\n") }
    }
}

/// What is open while the tree is made: what it will be, and what is in it so far. Nothing where it is too deep.
type Level = Option<(Option<Begun>, bool, Vec<Inline>)>;

struct Tree {
    levels: Vec<Level>,
    depth: usize,
    all: Vec<Inline>,
    text: String,
}

impl Tree {
    fn inside(&mut self) -> &mut Vec<Inline> {
        // What is too deep lies on top of all that is not.
        let top = self.depth.checked_sub(1).and_then(|top| self.levels.get_mut(top)).and_then(Option::as_mut);
        top.map_or(&mut self.all, |(.., inside)| inside)
    }

    fn push(&mut self, one: Inline) {
        self.flush();
        self.inside().push(one);
    }

    fn flush(&mut self) {
        if !self.text.is_empty() {
            let text = Inline::Text(Rc::from(std::mem::take(&mut self.text)));
            self.inside().push(text);
        }
    }

    fn begin(&mut self, begun: Option<Begun>, strong: bool) {
        self.flush();
        let fits = self.depth < DEPTH;
        self.depth += usize::from(fits);
        self.levels.push(fits.then(|| (begun, strong, Vec::new())));
    }

    fn end(&mut self) {
        self.flush();
        let Some(Some((begun, strong, inside))) = self.levels.pop() else { return };
        self.depth -= 1;
        match begun {
            Some(Begun::Link(target)) => self.push(Inline::Link(target, inside)),
            Some(Begun::Picture) => self.text.push_str(&plain(&inside)),
            None if strong => self.push(Inline::Strong(inside)),
            None => self.push(Inline::Emphasis(inside)),
        }
    }
}

fn tree(pieces: &[Piece], runs: &[Run]) -> Vec<Inline> {
    let mut tree = Tree { levels: Vec::new(), depth: 0, all: Vec::new(), text: String::new() };
    for piece in pieces {
        match piece {
            Piece::Text(text) => tree.text.push_str(text),
            Piece::Leaf(leaf) => tree.push(leaf.clone()),
            Piece::Bracket(_, Some(begun)) => tree.begin(Some(begun.clone()), false),
            Piece::Bracket(picture, None) => tree.text.push_str(if *picture { "![" } else { "[" }),
            Piece::End => tree.end(),
            Piece::Run(at) => {
                let Some(run) = runs.get(*at) else { continue };
                run.ended.iter().for_each(|_| tree.end());
                tree.text.push_str(&run.rest());
                run.begun.iter().rev().for_each(|strong| tree.begin(None, *strong));
            }
        }
    }
    tree.flush();
    tree.all
}
