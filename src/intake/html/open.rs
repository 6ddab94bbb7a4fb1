//! What is open while a page is read. Beside the list of open elements stand the places of each name, so that every end tag
//! finds its element at once, however deep the page is; what is closed was opened, so all of it takes time in proportion.

use super::hints::Hints;
use super::lines::Lines;
use super::tags::{self, Name};

#[derive(Clone, Copy, Debug)]
struct Open {
    name: Name,
    part: u32,
    state: State,
}

/// What holds inside of an element.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct State {
    /// It is not shown.
    pub(super) unseen: bool,
    /// White space stands as it is.
    pub(super) kept: bool,
    /// It is a link.
    pub(super) link: bool,
    /// In a paragraph or heading, where what a page invents runs on in the line.
    pub(super) in_line: bool,
    pub(super) head: bool,
    /// What elements within the line say.
    pub(super) hints: Hints,
}

/// Open elements, and the line that is being written in them.
#[derive(Debug, Default)]
pub(super) struct Opened {
    pub(super) lines: Lines,
    open: Vec<Open>,
    /// Where in `open` the elements of each name stand.
    places: Vec<Vec<usize>>,
    /// Where in `open` those stand that an end tag does not reach over.
    bounds: Vec<usize>,
    /// Where in `open` blocks stand.
    blocks: Vec<usize>,
}

impl Opened {
    /// What holds in the innermost element.
    pub(super) fn state(&self) -> State {
        self.open.last().map(|open| open.state).unwrap_or_default()
    }

    /// The box around what comes next.
    pub(super) fn part(&self) -> u32 {
        self.open.last().map_or(0, |open| open.part)
    }

    /// The innermost element.
    pub(super) fn top(&self) -> Option<Name> {
        self.open.last().map(|open| open.name)
    }

    /// Where the innermost block stands.
    pub(super) fn block(&self) -> usize {
        self.blocks.last().copied().unwrap_or(0)
    }

    /// An element begins; one that is a `block` ends the line when it ends.
    pub(super) fn push(&mut self, name: Name, part: u32, state: State, block: bool) {
        let at = self.open.len();
        self.open.push(Open { name, part, state });
        if self.places.len() <= name as usize {
            self.places.resize(name as usize + 1, Vec::new());
        }
        self.places[name as usize].push(at);
        if tags::bounds(name) {
            self.bounds.push(at);
        }
        if block {
            self.blocks.push(at);
        }
    }

    /// The innermost element ends.
    pub(super) fn pop(&mut self) {
        let Some(open) = self.open.pop() else { return };
        let at = self.open.len();
        let mut was_block = false;
        for places in [&mut self.bounds, &mut self.blocks] {
            was_block = places.last() == Some(&at);
            if was_block {
                places.pop();
            }
        }
        if let Some(places) = self.places.get_mut(open.name as usize) {
            places.pop();
        }
        if was_block {
            self.lines.end();
        }
        if open.state.link && !self.state().link {
            self.lines.after_link();
        }
    }

    /// Where the innermost element of a name stands, if not below `bound`.
    pub(super) fn place(&self, name: Name, bound: usize) -> Option<usize> {
        self.places.get(name as usize).and_then(|places| places.last()).copied().filter(|at| *at >= bound)
    }

    /// The first place that an end tag reaches to.
    pub(super) fn bound(&self) -> usize {
        self.bounds.last().map_or(0, |at| at + 1)
    }

    /// Whether words are those of a heading.
    pub(super) fn in_heading(&self) -> bool {
        (tags::H1..=tags::H6).chain([tags::SUMMARY]).any(|name| self.place(name, self.bound()).is_some())
    }

    /// Closes the innermost element of a name, and all in it, if it does not stand below `bound`.
    pub(super) fn close(&mut self, name: Name, bound: usize) -> bool {
        let Some(at) = self.place(name, bound) else { return false };
        while self.open.len() > at {
            self.pop();
        }
        true
    }

    /// Elements whose end tags may be left out end where this one begins.
    pub(super) fn close_before(&mut self, name: Name) {
        let bound = self.bound();
        let table = self.place(tags::TABLE, 0).map_or(0, |at| at + 1);
        match name {
            tags::LI => {
                let list = [tags::UL, tags::OL, tags::MENU].iter().filter_map(|list| self.place(*list, bound)).max();
                self.close(tags::LI, list.map_or(bound, |at| at + 1));
            }
            tags::DT | tags::DD => {
                let list = self.place(tags::DL, bound).map_or(bound, |at| at + 1);
                let _ = self.close(tags::DT, list) || self.close(tags::DD, list);
            }
            tags::TD | tags::TH => {
                let row = self.place(tags::TR, table).unwrap_or(table);
                let _ = self.close(tags::TD, row) || self.close(tags::TH, row) || self.close(tags::CAPTION, table);
            }
            tags::TR => {
                let _ = self.close(tags::TR, table) || self.close(tags::CAPTION, table);
            }
            tags::TBODY | tags::THEAD | tags::TFOOT | tags::CAPTION => {
                for open in [tags::CAPTION, tags::TBODY, tags::THEAD, tags::TFOOT, tags::TR] {
                    self.close(open, table);
                }
            }
            tags::A => {
                let at = self.place(tags::A, bound).filter(|at| self.blocks.last().is_none_or(|block| block < at));
                if let Some(at) = at {
                    self.close(tags::A, at);
                }
            }
            _ => {}
        }
        if tags::level(name).is_some() && self.open.last().is_some_and(|open| tags::level(open.name).is_some()) {
            self.pop();
        }
        if tags::ends_paragraph(name) {
            let button = self.place(tags::BUTTON, 0).map_or(0, |at| at + 1);
            self.close(tags::P, self.bound().max(button));
        }
        if name == tags::BUTTON {
            self.close(tags::BUTTON, bound);
        }
    }
}
