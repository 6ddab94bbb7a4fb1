//! A section as it stands in the page. Of a paragraph that changes, only the pieces that differ are made anew: what is before
//! and behind them stays, so that neither the browser nor a hand that is on it notices.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, Node};

use super::pieces::{Handle, Look, Paragraph, Piece};
use crate::browser::nodes::{self, Batch, Nodes, Stencils};
use crate::model::Article;

/// The section, and what was painted into it.
pub struct Painted {
    section: Element,
    /// Whether it is a part of a block: its pieces stand in it without a paragraph, which all parts have in common.
    is_part: bool,
    blocks: Vec<(Element, Paragraph)>,
}

impl Painted {
    /// A section of this number, with nothing in it. If it is a part of a block, it `begins` so many UTF-16 units after the
    /// block's start.
    #[must_use]
    pub fn new(number: usize, begins: Option<u32>) -> Self {
        let number = number.to_string();
        let section = match begins.map(|units| units.to_string()) {
            None => nodes::element("section", &[("class", "section"), ("data-section", &number)]),
            Some(units) => {
                let attributes = [("class", "section part"), ("data-section", &number), ("data-from", &units)];
                nodes::element("span", &attributes)
            }
        };
        Self { section, is_part: begins.is_some(), blocks: Vec::new() }
    }

    /// Its element.
    #[must_use]
    pub const fn element(&self) -> &Element {
        &self.section
    }

    /// Paints what it is to have.
    pub fn paint(&mut self, article: &Article, paragraphs: Vec<Paragraph>, stencils: &Stencils) {
        let same = |((_, old), new): (&(Element, Paragraph), &Paragraph)| old.id == new.id;
        if self.blocks.len() != paragraphs.len() || !self.blocks.iter().zip(&paragraphs).all(same) {
            return self.begin(article, paragraphs, stencils);
        }
        for ((element, old), new) in self.blocks.iter_mut().zip(paragraphs) {
            if old.class != new.class && !self.is_part {
                element.set_class_name(&new.class);
            }
            if old.pieces != new.pieces {
                repaint(element, article, &old.pieces, &new.pieces, stencils);
            }
            *old = new;
        }
    }

    /// Paints all of it.
    fn begin(&mut self, article: &Article, paragraphs: Vec<Paragraph>, stencils: &Stencils) {
        self.section.set_text_content(None);
        let mut batch = Batch::default();
        for paragraph in &paragraphs {
            if !self.is_part {
                batch.add(&paragraph.id.to_string());
            }
            paragraph.pieces.iter().for_each(|piece| gather(&mut batch, article, piece));
        }
        let nodes = Nodes::of(batch);
        let put = |element: &Element, paragraph: &Paragraph| {
            let all: Vec<Node> = paragraph.pieces.iter().map(|piece| node(&nodes, piece, stencils)).collect();
            nodes::put(element, &all, None);
        };
        if self.is_part {
            paragraphs.iter().for_each(|paragraph| put(&self.section, paragraph));
            self.blocks = paragraphs.into_iter().map(|paragraph| (self.section.clone(), paragraph)).collect();
            return;
        }
        let block = |paragraph: Paragraph| {
            let make = || nodes::element("p", &[("class", &paragraph.class), ("dir", "auto")]);
            let element = stencils.copy(&paragraph.class, make);
            nodes.give(&element, "data-block");
            put(&element, &paragraph);
            (element, paragraph)
        };
        self.blocks = paragraphs.into_iter().map(block).collect();
        let all: Vec<Node> = self.blocks.iter().map(|(element, _)| element.clone().into()).collect();
        nodes::put(&self.section, &all, None);
    }
}

/// Makes what differs between two lists of pieces anew.
fn repaint(element: &Element, article: &Article, old: &[Piece], new: &[Piece], stencils: &Stencils) {
    let children = element.child_nodes();
    let before = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let behind = old.iter().skip(before).rev().zip(new.iter().skip(before).rev());
    let behind = behind.take_while(|(old, new)| old == new).count();
    // Something else may have been at the page: a translator, say.
    let known = usize::try_from(children.length()) == Ok(old.len());
    let (before, behind) = if known { (before, behind) } else { (0, 0) };
    let from = u32::try_from(before).unwrap_or(u32::MAX);
    let middle = |pieces: &[Piece]| pieces.get(before..pieces.len() - behind).unwrap_or_default().to_vec();
    if known
        && let (was, is) = (middle(old), middle(new))
        && was.len() == is.len()
        && was.iter().zip(&is).all(alike)
    {
        for ((place, was), is) in (from..).zip(&was).zip(&is) {
            if let Some(node) = children.get(place) {
                patch(&node, article, was, is);
            }
        }
        return;
    }
    let gone = if known { old.len() - before - behind } else { children.length() as usize };
    for _ in 0..gone {
        if let Some(child) = children.get(from) {
            // It was there a moment ago.
            let _ = element.remove_child(&child);
        }
    }
    let Some(pieces) = new.get(before..new.len() - behind).filter(|pieces| !pieces.is_empty()) else { return };
    let next = children.get(from);
    let mut batch = Batch::default();
    pieces.iter().for_each(|piece| gather(&mut batch, article, piece));
    let nodes = Nodes::of(batch);
    let all: Vec<Node> = pieces.iter().map(|piece| node(&nodes, piece, stencils)).collect();
    nodes::put(element, &all, next.as_ref());
}

/// Whether two pieces are nodes of one kind: then the node stays, and with it what a hand is on.
fn alike((one, other): (&Piece, &Piece)) -> bool {
    one.mark.is_some() == other.mark.is_some()
}

/// Makes a node another piece.
fn patch(node: &Node, article: &Article, was: &Piece, is: &Piece) {
    let inside = was.mark.as_ref().map(|look| u32::try_from(look.handles[0].len()).unwrap_or(0));
    if was.range != is.range {
        let text = inside.map_or_else(|| Some(node.clone()), |place| node.child_nodes().get(place));
        text.into_iter().for_each(|text| text.set_node_value(Some(article.quote(is.range))));
    }
    if let (Some(was), Some(is)) = (&was.mark, &is.mark) {
        relook(node.unchecked_ref(), was, is);
    }
}

/// Makes a mark look otherwise.
fn relook(mark: &Element, was: &Look, is: &Look) {
    if was.class != is.class {
        mark.set_class_name(&is.class);
    }
    for (name, was, is) in [
        ("data-annotations", &was.annotations, &is.annotations),
        ("data-suggestions", &was.suggestions, &is.suggestions),
        ("data-tag", &was.tag, &is.tag),
        ("data-name", &was.name, &is.name),
    ] {
        if was != is {
            // Names of attributes are ours.
            let _ = if is.is_empty() { mark.remove_attribute(name) } else { mark.set_attribute(name, is) };
        }
    }
    if was.handles == is.handles {
        return;
    }
    let edges = |look: &Look| look.handles.each_ref().map(|side| side.iter().map(|one| one.pulls).collect::<Vec<_>>());
    let own = mark.children();
    if edges(was) == edges(is) {
        // The one that is pulled looks otherwise, and stays below the finger.
        for (place, handle) in (0..).zip(is.handles.iter().flatten()) {
            own.get_with_index(place).into_iter().for_each(|element| element.set_class_name(&handle.class));
        }
        return;
    }
    while let Some(handle) = own.get_with_index(0) {
        handle.remove();
    }
    let [before, after] = is.handles.each_ref().map(|side| side.iter().map(handle).collect::<Vec<_>>());
    nodes::put(mark, &before, mark.first_child().as_ref());
    nodes::put(mark, &after, None);
}

/// The texts that [`node`] takes, in the same order.
fn gather(batch: &mut Batch, article: &Article, piece: &Piece) {
    batch.add(article.quote(piece.range));
    let Some(look) = &piece.mark else { return };
    for text in [&look.annotations, &look.suggestions].into_iter().filter(|text| !text.is_empty()) {
        batch.add(text);
    }
}

/// The node of a piece.
fn node(nodes: &Nodes, piece: &Piece, stencils: &Stencils) -> Node {
    let text = nodes.text();
    let Some(look) = &piece.mark else { return text };
    let stencil = || {
        let names = [("class", &*look.class), ("data-tag", &*look.tag), ("data-name", &*look.name)];
        let names: Vec<_> = names.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        nodes::element("mark", &names)
    };
    let mark = stencils.copy(&[&*look.class, &look.tag, &look.name].join("\0"), stencil);
    for (name, text) in [("data-annotations", &look.annotations), ("data-suggestions", &look.suggestions)] {
        if !text.is_empty() {
            nodes.give(&mark, name);
        }
    }
    let [mut all, after] = look.handles.each_ref().map(|handles| Vec::from_iter(handles.iter().map(handle)));
    all.push(text);
    all.extend(after);
    nodes::put(&mark, &all, None);
    mark.into()
}

fn handle(handle: &Handle) -> Node {
    let (name, value) = handle.attribute();
    nodes::element("i", &[("class", &handle.class), (name, &value), ("aria-hidden", "true")]).into()
}
