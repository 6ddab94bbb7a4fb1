//! Tags and characters to boxes and lines, in one pass. Nothing is a tree of nodes: elements within a line leave only what
//! they say of it, and boxes know who they are in. What is open is a list, with the places of each name beside it, so that
//! an end tag finds its element at once however deep the page is.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::found::Found;
use super::hints::{self, Attributes, Hints, Said};
use super::lines::{Line, Manner};
use super::open::{Opened, State};
use super::tags::{self, Name, Names, Shape};
use crate::intake::draft::Why;

/// A block element.
#[derive(Clone, Copy, Debug)]
pub(super) struct Part {
    /// The box around it; the first is around itself.
    pub(super) parent: u32,
    pub(super) name: Name,
    pub(super) hints: Hints,
    pub(super) zone: Option<Why>,
    /// Cells before it in its row.
    pub(super) cell: u32,
    /// Cells in it, of a row.
    pub(super) cells: u32,
}

/// What was read of a page.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub(super) parts: Vec<Part>,
    pub(super) text: String,
    pub(super) lines: Vec<Line>,
    pub(super) found: Found,
    /// A piece of a page, as the clipboard has it: no frame of a page is around it.
    pub(super) is_fragment: bool,
}

/// Most boxes. Blocks beyond them still set lines apart.
const MOST_PARTS: usize = 200_000;

#[derive(Default)]
struct Reader {
    names: Names,
    page: Page,
    open: Opened,
    /// The tag that is being read.
    tag: Name,
    attribute: Vec<u8>,
    attributes: Attributes,
    /// What the words in a raw element are for.
    raw: Option<Name>,
    has_frame: bool,
}

/// Reads a page.
pub(super) fn page(text: &str) -> Page {
    let mut reader = Reader { names: Names::new(), ..Reader::default() };
    reader.page.parts.push(Part { parent: 0, name: tags::DIV, hints: 0, zone: None, cell: 0, cells: 0 });
    let mut emitter =
        CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<std::convert::Infallible> {
            reader.event(event);
            None
        });
    emitter.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(text, emitter).finish();
    reader.open.lines.end();
    let Reader { mut page, open: Opened { lines, .. }, has_frame, .. } = reader;
    page.is_fragment |= !has_frame;
    (page.text, page.lines) = (lines.text, lines.done);
    page
}

impl Reader {
    fn event(&mut self, event: CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = self.names.number(name);
                self.attributes = Attributes::default();
                self.attribute.clear();
            }
            CallbackEvent::AttributeName { name } => {
                self.attribute.clear();
                self.attribute.extend(name.get(..64).unwrap_or(name));
                // One without a value has no event for it.
                self.attributes.take(name, b"");
            }
            CallbackEvent::AttributeValue { value } => {
                let attribute = std::mem::take(&mut self.attribute);
                self.attributes.take(&attribute, value);
                self.attribute = attribute;
            }
            CallbackEvent::CloseStartTag { .. } => self.start(),
            CallbackEvent::EndTag { name } => {
                let name = self.names.number(name);
                self.end_tag(name);
            }
            CallbackEvent::String { value } => self.words(&String::from_utf8_lossy(value)),
            CallbackEvent::Comment { value } => {
                self.page.is_fragment |= value.trim_ascii() == b"StartFragment";
            }
            CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn words(&mut self, words: &str) {
        let mut state = self.open.state();
        if state.head && self.open.top() == Some(tags::HEAD) && !words.trim().is_empty() {
            // Words end the head.
            self.open.close(tags::HEAD, 0);
            state = self.open.state();
        }
        let top = self.open.top();
        if let Some(raw) = self.raw.filter(|raw| top == Some(*raw)) {
            self.page.found.raw(raw, words);
        }
        if !state.unseen {
            let manner = Manner { kept: state.kept, link: state.link, hints: state.hints };
            self.open.lines.push(words, self.open.part(), manner);
        }
    }

    fn start(&mut self) {
        let name = self.tag;
        let attributes = std::mem::take(&mut self.attributes);
        self.has_frame |= matches!(name, tags::BODY | tags::HEAD);
        self.page.found.tag(name, &attributes);
        if self.open.top() == Some(tags::HEAD) && !belongs_in_head(name) {
            self.open.close(tags::HEAD, 0);
        }
        if matches!(name, tags::HTML | tags::BODY) {
            return;
        }
        self.open.close_before(name);
        let state = self.open.state();
        match tags::shape(name) {
            Shape::Void => return self.void(name, &attributes, state),
            Shape::Unseen => {
                self.raw = None;
                let title = name == tags::TITLE && (state.head || !state.unseen);
                let linked = name == tags::SCRIPT && attributes.kind.trim().eq_ignore_ascii_case("application/ld+json");
                if title || linked {
                    self.raw = Some(name);
                }
                let state = State { unseen: true, head: state.head || name == tags::HEAD, ..state };
                return self.open.push(name, self.open.part(), state, false);
            }
            Shape::Control if state.in_line => {
                // Within a heading it folds what follows; within other lines it is no word of them.
                let unseen = state.unseen || !self.open.in_heading();
                return self.open.push(name, self.open.part(), State { unseen, ..state }, false);
            }
            Shape::Inline | Shape::Block | Shape::Control => {}
        }
        let said = hints::said(name, &attributes);
        let own = tags::is_own(name) && !state.in_line;
        let hidden = said.zone == Some(Why::Hidden);
        if tags::shape(name) == Shape::Inline && !own && !(hidden && self.open.lines.is_empty() && !state.in_line) {
            return self.inline(name, &attributes, said, state, hidden);
        }
        self.block(name, said, state);
    }

    fn block(&mut self, name: Name, said: Said, state: State) {
        if state.unseen {
            return self.open.push(name, self.open.part(), state, false);
        }
        self.open.lines.end();
        let mut part = self.open.part();
        if self.page.parts.len() < MOST_PARTS {
            let cell = if matches!(name, tags::TD | tags::TH) { self.next_cell(part) } else { 0 };
            let made = Part { parent: part, name, hints: said.hints, zone: said.zone, cell, cells: 0 };
            part = u32::try_from(self.page.parts.len()).unwrap_or(u32::MAX);
            self.page.parts.push(made);
        }
        let in_line =
            name == tags::P || tags::level(name).is_some() || matches!(name, tags::SUMMARY | tags::FIGCAPTION);
        let kept = state.kept || matches!(name, tags::PRE | tags::LISTING | tags::XMP | tags::PLAINTEXT);
        let state = State { in_line: in_line || (state.in_line && name == tags::BUTTON), kept, ..state };
        self.open.push(name, part, state, true);
    }

    fn next_cell(&mut self, row: u32) -> u32 {
        let Some(row) = self.page.parts.get_mut(row as usize) else { return 0 };
        row.cells += 1;
        row.cells - 1
    }

    fn inline(&mut self, name: Name, attributes: &Attributes, said: Said, state: State, hidden: bool) {
        if name == tags::A && attributes.href.is_some() {
            self.open.lines.gap_after_link();
        }
        let mut inner = state;
        inner.link |= name == tags::A && attributes.href.is_some();
        // The sign that Word writes before an item.
        inner.unseen |= hidden || attributes.style.replace(' ', "").contains("mso-list:Ignore");
        let about = said.hints & (hints::BYLINE | hints::DATE | hints::TOPIC | hints::READING_TIME | hints::HEADLINE);
        if about != 0 && !state.in_line {
            if state.hints == 0 && self.open.lines.all_hinted() {
                self.open.lines.end();
            }
            inner.hints |= about;
        }
        self.open.push(name, self.open.part(), inner, false);
    }

    fn void(&mut self, name: Name, attributes: &Attributes, state: State) {
        match name {
            tags::BR if state.unseen => {}
            tags::BR if state.kept => {
                self.open.lines.push("\n", self.open.part(), Manner { kept: true, ..Manner::default() })
            }
            tags::BR => self.open.lines.line_break(),
            tags::HR => self.open.lines.end(),
            // A picture that stands for a character.
            tags::IMG if !state.unseen && attributes.class.split_whitespace().any(|class| class == "emoji") => {
                let manner = Manner { link: state.link, hints: state.hints, kept: state.kept };
                self.open.lines.push(&attributes.alt, self.open.part(), manner);
            }
            _ => {}
        }
    }

    fn end_tag(&mut self, name: Name) {
        match tags::shape(name) {
            Shape::Void => {
                if name == tags::BR {
                    self.void(name, &Attributes::default(), self.open.state());
                }
            }
            Shape::Inline if matches!(name, tags::BODY | tags::HTML) => {}
            Shape::Inline | Shape::Unseen => {
                // One that would end a block around it ends nothing: what is misnested ends with that block.
                let bound = if tags::is_own(name) { 0 } else { self.open.block() };
                self.open.close(name, bound.max(if tags::bounds(name) { 0 } else { self.open.bound() }));
            }
            Shape::Block | Shape::Control => {
                let bound = match name {
                    tags::TABLE => 0,
                    tags::TD | tags::TH | tags::CAPTION | tags::TR | tags::TBODY | tags::THEAD | tags::TFOOT => {
                        self.open.place(tags::TABLE, 0).map_or(0, |at| at + 1)
                    }
                    _ => self.open.bound(),
                };
                if !self.open.close(name, bound) && name == tags::P && !self.open.state().unseen {
                    self.open.lines.end();
                }
                // `</h2>` ends any heading.
                if tags::level(name).is_some() && self.open.top().is_some_and(|top| tags::level(top).is_some()) {
                    self.open.pop();
                }
            }
        }
    }
}

const fn belongs_in_head(name: Name) -> bool {
    use tags::{BASE, HEAD, LINK, META, NOSCRIPT, SCRIPT, STYLE, TEMPLATE, TITLE};
    matches!(name, BASE | HEAD | LINK | META | NOSCRIPT | SCRIPT | STYLE | TEMPLATE | TITLE)
}
