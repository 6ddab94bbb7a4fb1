//! Nodes of the page made in numbers. What costs, among thousands, is each text that crosses from the program into the page:
//! all texts of a batch cross as one, and marks that look alike are copies of one another.

use std::cell::{Cell, RefCell};

use js_sys::{Array, JsString};
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, Node};

use super::dom;
use crate::model::Table;

#[wasm_bindgen]
extern "C" {
    /// The document, as what takes texts that are in the page already.
    #[wasm_bindgen(extends = Document)]
    type Maker;

    #[wasm_bindgen(method, js_name = createTextNode)]
    fn text_node(this: &Maker, text: &JsValue) -> Node;

    /// An element, likewise.
    #[wasm_bindgen(extends = Element)]
    type Bearer;

    #[wasm_bindgen(method, js_name = setAttribute)]
    fn set(this: &Bearer, name: &JsValue, value: &JsValue);
}

/// What stands between the texts of a batch: no article has it (it comes in as U+FFFD).
const END: char = '\0';

/// Texts for the page, gathered first and taken out in the same order.
#[derive(Debug, Default)]
pub struct Batch(String);

impl Batch {
    /// Adds a text, to be taken out in its turn.
    pub fn add(&mut self, text: &str) {
        if text.contains(END) {
            self.0.extend(text.chars().filter(|c| *c != END));
        } else {
            self.0.push_str(text);
        }
        self.0.push(END);
    }

    /// Brings them into the page.
    #[must_use]
    pub fn send(self) -> Texts {
        Texts { all: JsString::from(self.0).split(&END.to_string()), next: Cell::new(0) }
    }
}

/// Texts that are in the page.
pub struct Texts {
    all: Array,
    next: Cell<u32>,
}

impl Texts {
    fn take(&self) -> JsValue {
        let place = self.next.replace(self.next.get() + 1);
        self.all.get(place)
    }
}

/// Looks that are kept to be copied. Beyond that the others are made one by one until the page is loaded again: nobody has
/// that many at once.
const MOST: usize = 2000;

/// Elements to be copied, by a text that says how they look.
#[derive(Default)]
pub struct Stencils(RefCell<Table<String, Element>>);

impl Stencils {
    /// A new element that looks like the first of this name, which `make` makes.
    #[must_use]
    pub fn copy(&self, name: &str, make: impl FnOnce() -> Element) -> Element {
        let mut all = self.0.borrow_mut();
        let known = match all.get(name) {
            Some(known) => known.clone(),
            None if all.len() < MOST => {
                let made = make();
                all.insert(name.to_owned(), made.clone());
                made
            }
            None => return make(),
        };
        known.clone_node().map_or(known, JsCast::unchecked_into)
    }
}

/// A new element, with attributes.
///
/// # Panics
/// Never: names of elements are ours.
#[must_use]
#[expect(clippy::expect_used, reason = "names of elements are ours")]
pub fn element(name: &str, attributes: &[(&str, &str)]) -> Element {
    let element = dom::document().create_element(name).expect("a name of an element");
    for (name, value) in attributes {
        // Names of attributes are ours.
        let _ = element.set_attribute(name, value);
    }
    element
}

/// Where nodes are gathered, and how they are made of the texts of a batch.
pub struct Nodes {
    maker: Maker,
    texts: Texts,
    /// Names of attributes that were used.
    names: RefCell<Vec<(&'static str, JsValue)>>,
}

impl Nodes {
    /// From the texts of a batch, in their order.
    #[must_use]
    pub fn of(batch: Batch) -> Self {
        Self { maker: dom::document().unchecked_into(), texts: batch.send(), names: RefCell::default() }
    }

    /// A node with the next text.
    #[must_use]
    pub fn text(&self) -> Node {
        self.maker.text_node(&self.texts.take())
    }

    /// Gives an element an attribute with the next text.
    pub fn give(&self, element: &Element, name: &'static str) {
        let mut names = self.names.borrow_mut();
        let place = names.iter().position(|(known, _)| *known == name).unwrap_or_else(|| {
            names.push((name, JsValue::from_str(name)));
            names.len() - 1
        });
        if let Some((_, name)) = names.get(place) {
            element.unchecked_ref::<Bearer>().set(name, &self.texts.take());
        }
    }
}

/// Puts nodes into an element before `next`, all at once.
pub fn put(into: &Element, nodes: &[Node], next: Option<&Node>) {
    // None of these fails for nodes that were just made.
    if let [node] = nodes {
        let _ = into.insert_before(node, next);
        return;
    }
    let fragment = dom::document().create_document_fragment();
    for node in nodes {
        let _ = fragment.append_child(node);
    }
    let _ = into.insert_before(&fragment, next);
}
