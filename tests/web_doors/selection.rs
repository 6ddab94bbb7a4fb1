//! The browser's selection as offsets in blocks, on real DOM ranges.

use manicule::browser::dom;
use manicule::browser::selection::{clear, is_empty, read};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Element, Node};

/// Two sections of two blocks each; marks inside, also nested and with characters beyond the first plane.
const ARTICLE: &str = "<p id=\"before\">before</p>\
    <main><article data-document=\"d\">\
    <section data-section=\"0\">\
    <p data-block=\"0\">Ada met Bob.</p>\
    <p data-block=\"1\"><mark>👩‍👩‍👧 said</mark> <mark>𝔘𝔫𝔡 <mark>e\u{301}</mark></mark> ok</p>\
    </section>\
    <section data-section=\"1\">\
    <p data-block=\"2\">Third</p>\
    <p data-block=\"3\"><mark>Fourth</mark></p>\
    </section>\
    </article></main><p id=\"after\">after</p>";

/// The page's own room; gone when dropped.
struct Room(Element);

impl Room {
    fn new() -> Self {
        let room = dom::document().create_element("div").expect("a page can hold a div");
        room.set_inner_html(ARTICLE);
        dom::document().body().expect("a page has a body").append_child(&room).expect("it takes children");
        Self(room)
    }

    fn find(&self, selector: &str) -> Node {
        self.0.query_selector(selector).expect("a selector").expect("it is there").into()
    }

    /// A text node: the n-th below an element.
    fn text(&self, selector: &str, number: usize) -> Node {
        let mut all = Vec::new();
        texts(&self.find(selector), &mut all);
        all[number].clone()
    }

    /// What is read when this is selected, backwards as well: `(block, offset)` of start and end.
    fn read(&self, from: (&Node, u32), to: (&Node, u32)) -> Option<((u32, u32), (u32, u32))> {
        let article = self.0.query_selector("article").expect("a selector").expect("it is there");
        let selection = dom::window().get_selection().expect("a page has one").expect("a page has one");
        let mut found = Vec::new();
        for ((a, b), (c, d)) in [(from, to), (to, from)] {
            selection.set_base_and_extent(a, b, c, d).expect("these are places");
            found.push(read(&article).map(|(s, e)| ((s.block, s.utf16), (e.block, e.utf16))));
        }
        assert_eq!(found[0], found[1], "backwards is the same");
        found[0]
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        clear();
        self.0.remove();
    }
}

fn texts(node: &Node, all: &mut Vec<Node>) {
    if node.node_type() == Node::TEXT_NODE {
        all.push(node.clone());
    }
    let children = node.child_nodes();
    (0..children.length()).filter_map(|at| children.get(at)).for_each(|child| texts(&child, all));
}

#[wasm_bindgen_test]
fn inside_one_block() {
    let room = Room::new();
    let text = room.text("[data-block='0']", 0);
    assert_eq!(room.read((&text, 4), (&text, 7)), Some(((0, 4), (0, 7))));
    assert_eq!(room.read((&text, 0), (&text, 12)), Some(((0, 0), (0, 12))));
    // The block element itself as the place.
    let block = room.find("[data-block='0']");
    assert_eq!(room.read((&block, 0), (&block, 1)), Some(((0, 0), (0, 12))));
    assert_eq!(room.read((&block, 0), (&text, 3)), Some(((0, 0), (0, 3))));
}

#[wasm_bindgen_test]
fn through_marks_and_astral_characters() {
    let room = Room::new();
    let node = |number| room.text("[data-block='1']", number);
    // The family is five scalars in eight code units; each letter of Und two.
    assert_eq!(room.read((&node(0), 9), (&node(0), 13)), Some(((1, 9), (1, 13))));
    assert_eq!(room.read((&node(2), 0), (&node(2), 6)), Some(((1, 14), (1, 20))));
    assert_eq!(room.read((&node(3), 0), (&node(3), 2)), Some(((1, 21), (1, 23))));
    assert_eq!(room.read((&node(0), 0), (&node(4), 3)), Some(((1, 0), (1, 26))));
    assert_eq!(room.read((&node(1), 0), (&node(4), 1)), Some(((1, 13), (1, 24))));
    // A mark element as the place: between its children.
    let mark = room.find("[data-block='1'] mark:nth-of-type(2)");
    assert_eq!(room.read((&mark, 0), (&mark, 1)), Some(((1, 14), (1, 21))));
    assert_eq!(room.read((&mark, 1), (&mark, 2)), Some(((1, 21), (1, 23))));
}

#[wasm_bindgen_test]
fn across_blocks_and_sections() {
    let room = Room::new();
    let (first, second) = (room.text("[data-block='0']", 0), room.text("[data-block='1']", 1));
    let (third, fourth) = (room.text("[data-block='2']", 0), room.text("[data-block='3']", 0));
    assert_eq!(room.read((&first, 8), (&second, 1)), Some(((0, 8), (1, 14))));
    assert_eq!(room.read((&second, 0), (&third, 5)), Some(((1, 13), (2, 5))));
    assert_eq!(room.read((&first, 0), (&fourth, 6)), Some(((0, 0), (3, 6))));
}

/// What a triple click makes: from the start of a block to the very start of the next one.
#[wasm_bindgen_test]
fn a_triple_click_takes_one_block() {
    let room = Room::new();
    let text = room.text("[data-block='0']", 0);
    let next = room.find("[data-block='1']");
    // The end lies at the start of the next block: nothing of it is taken in, but the offset 0 of it is a place there.
    let found = room.read((&text, 0), (&next, 0));
    assert!(matches!(found, Some(((0, 0), (0, 12) | (1, 0)))), "{found:?}");
    // The last of a section: the end lies before the next section's first block.
    let last = room.text("[data-block='1']", 0);
    let section = room.find("[data-section='1']");
    assert_eq!(room.read((&last, 0), (&section, 0)), Some(((1, 0), (1, 26))));
}

#[wasm_bindgen_test]
fn between_blocks() {
    let room = Room::new();
    let (section, article) = (room.find("[data-section='0']"), room.find("article"));
    assert_eq!(room.read((&section, 1), (&section, 2)), Some(((1, 0), (1, 26))));
    assert_eq!(room.read((&section, 0), (&section, 1)), Some(((0, 0), (0, 12))));
    assert_eq!(room.read((&article, 0), (&article, 1)), Some(((0, 0), (1, 26))));
    assert_eq!(room.read((&article, 1), (&article, 2)), Some(((2, 0), (3, 6))));
    // A start behind the last block of a section is the start of the next section.
    let text = room.text("[data-block='2']", 0);
    assert_eq!(room.read((&section, 2), (&text, 2)), Some(((2, 0), (2, 2))));
    // Nothing lies between two blocks.
    assert_eq!(room.read((&section, 2), (&article, 1)), None);
}

#[wasm_bindgen_test]
fn what_lies_outside_is_cut_off() {
    let room = Room::new();
    let (before, after) = (room.text("#before", 0), room.text("#after", 0));
    let (first, last) = (room.text("[data-block='0']", 0), room.text("[data-block='3']", 0));
    assert_eq!(room.read((&before, 2), (&first, 3)), Some(((0, 0), (0, 3))));
    assert_eq!(room.read((&last, 2), (&after, 3)), Some(((3, 2), (3, 6))));
    assert_eq!(room.read((&before, 0), (&after, 5)), Some(((0, 0), (3, 6))));
    // Nothing of the article is selected.
    assert_eq!(room.read((&before, 0), (&before, 3)), None);
    assert_eq!(room.read((&after, 0), (&after, 3)), None);
    assert_eq!(room.read((&first, 3), (&first, 3)), None);
}

#[wasm_bindgen_test]
fn clearing_leaves_nothing() {
    let room = Room::new();
    let text = room.text("[data-block='0']", 0);
    assert!(room.read((&text, 0), (&text, 3)).is_some());
    assert!(!is_empty());
    clear();
    assert!(is_empty());
    let article = room.0.query_selector("article").expect("a selector").expect("it is there");
    assert_eq!(read(&article), None);
}
