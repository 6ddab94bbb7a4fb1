//! Where things are on the screen. All reads come before all writes.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::atomic::{AtomicU32, Ordering};

use wasm_bindgen::JsCast as _;
use web_sys::{CharacterData, Element, Node, Range, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::dom;

fn bring(element: &Element, where_to: ScrollLogicalPosition) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(where_to);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Frames in which what was brought into sight is looked at again. What came near with it is laid out for the first time
/// meanwhile, may be lower or higher than it was thought to be, and would push it away.
const FRAMES: u8 = 6;

/// Which thing is held: the last one that was brought into sight. A key that is kept pressed goes on before the frames are over.
static HELD: AtomicU32 = AtomicU32::new(0);

/// Brings what a selector finds in the article into sight, and sees to it that it stays there; whether there is such a thing.
fn bring_and_hold(selector: &str, where_to: ScrollLogicalPosition) -> bool {
    let found = dom::find(selector);
    if let Some(element) = &found {
        let before = scrolled();
        let number = HELD.fetch_add(1, Ordering::Relaxed).wrapping_add(1);
        bring(element, where_to);
        // Where nothing moved, nothing came near.
        if (scrolled() - before).abs() > 1.0 {
            hold(selector.to_owned(), where_to, number, FRAMES);
        }
    }
    found.is_some()
}

fn hold(selector: String, where_to: ScrollLogicalPosition, number: u32, frames: u8) {
    dom::next_frame(move || {
        if HELD.load(Ordering::Relaxed) != number {
            return;
        }
        if let Some(element) = dom::find(&selector) {
            bring(&element, where_to);
        }
        if frames > 1 {
            hold(selector, where_to, number, frames - 1);
        }
    });
}

/// Pixels that stay free above a block that is brought to the top; `scroll-margin-block` in `article.css`.
const MARGIN: f64 = 40.0;

/// Brings an annotation into the window if it is outside, and its row in the list as well.
pub fn reveal(id: &str) {
    bring_and_hold(&format!("mark[data-annotations~=\"{id}\"]"), ScrollLogicalPosition::Nearest);
    reveal_row(id);
}

/// Brings the row of an annotation into sight in the list; the article stays where it is.
pub fn reveal_row(id: &str) {
    if let Some(element) = dom::find(&format!("[data-annotation=\"{id}\"]")) {
        bring(&element, ScrollLogicalPosition::Nearest);
    }
}

/// Brings the open article's row into sight in the queue.
pub fn reveal_entry() {
    if let Some(element) = dom::find(".queue [aria-current]") {
        bring(&element, ScrollLogicalPosition::Nearest);
    }
}

/// Brings the row of the queue that has the focus into sight.
pub fn reveal_focused_row() {
    if let Some(element) = dom::find(".queue [data-entry]:focus") {
        bring(&element, ScrollLogicalPosition::Nearest);
    }
}

/// Brings the article and the piece that are looked at, before they come in, into sight in their lists.
pub fn reveal_in_intake() {
    for chosen in [".intake-list .on", ".intake-pieces .on"] {
        if let Some(element) = dom::find(chosen) {
            bring(&element, ScrollLogicalPosition::Nearest);
        }
    }
}

/// Brings the words that are picked out into the window if they are outside.
pub fn reveal_words() {
    if !bring_and_hold("mark.ghost.now", ScrollLogicalPosition::Nearest) {
        bring_and_hold("mark.pending", ScrollLogicalPosition::Nearest);
    }
}

/// Brings the edge that keys move into the window if it is outside.
pub fn reveal_edge() {
    bring_and_hold(".edge.now", ScrollLogicalPosition::Nearest);
}

/// Where an element's middle is, in CSS pixels of the window.
#[must_use]
pub fn middle(element: &Element) -> (f64, f64) {
    let rect = element.get_bounding_client_rect();
    ((rect.left() + rect.right()) / 2.0, (rect.top() + rect.bottom()) / 2.0)
}

/// Measures the characters of a block.
pub struct Ruler {
    range: Range,
    /// The block, or the parts that it is laid out in, each with the UTF-16 unit at which it begins.
    parts: Vec<(u32, Node)>,
    /// The text nodes of the parts that were looked at, with the unit at which each begins.
    texts: RefCell<Vec<(u32, Rc<Texts>)>>,
    /// Whether the block runs from right to left.
    pub leftward: bool,
}

/// Text nodes in their order, each with the UTF-16 unit of its block at which it begins.
type Texts = Vec<(u32, Node)>;

impl Ruler {
    /// A ruler for a block that is on the page.
    #[must_use]
    pub fn of(block: u32) -> Option<Self> {
        let block = block_element(block)?;
        let mut parts: Vec<(u32, Node)> = Vec::new();
        let found = block.query_selector_all(":scope > [data-from]").ok()?;
        for part in (0..found.length()).filter_map(|at| found.get(at)) {
            let from = part.dyn_ref::<Element>().and_then(|part| part.get_attribute("data-from")?.parse().ok());
            parts.extend(from.map(|from| (from, part)));
        }
        if parts.is_empty() {
            parts.push((0, block.clone().into()));
        }
        // A browser that does not know the selector refuses it.
        let leftward = block.matches(":dir(rtl)").unwrap_or(false);
        Some(Self { range: dom::document().create_range().ok()?, parts, texts: RefCell::default(), leftward })
    }

    /// Where the UTF-16 units from `start` to `end` are drawn: left, right, top, bottom in the window; `None` for what
    /// takes no room.
    #[must_use]
    pub fn measure(&self, start: u32, end: u32) -> Option<[f64; 4]> {
        let (first, from) = self.place(start)?;
        let (last, to) = self.place(end.checked_sub(1)?)?;
        self.range.set_start(&first, from).ok()?;
        self.range.set_end(&last, to + 1).ok()?;
        let rect = self.range.get_bounding_client_rect();
        (rect.height() > 0.0).then(|| [rect.left(), rect.right(), rect.top(), rect.bottom()])
    }

    fn place(&self, at: u32) -> Option<(Node, u32)> {
        let texts = self.texts_around(at)?;
        let next = texts.partition_point(|(start, _)| *start <= at);
        let (start, node) = texts.get(next.checked_sub(1)?)?;
        Some((node.clone(), at - start))
    }

    /// The texts of the part that has a unit.
    fn texts_around(&self, at: u32) -> Option<Rc<Texts>> {
        let next = self.parts.partition_point(|(start, _)| *start <= at);
        let (start, part) = self.parts.get(next.checked_sub(1)?)?;
        let known = self.texts.borrow().iter().find(|(known, _)| known == start).map(|(_, texts)| texts.clone());
        if known.is_some() {
            return known;
        }
        let mut texts = Vec::new();
        collect(part, &mut start.clone(), &mut texts);
        let texts = Rc::new(texts);
        self.texts.borrow_mut().push((*start, texts.clone()));
        Some(texts)
    }
}

fn collect(node: &Node, at: &mut u32, texts: &mut Texts) {
    if let Some(text) = node.dyn_ref::<CharacterData>().filter(|_| node.node_type() == Node::TEXT_NODE) {
        let length = text.length();
        // An empty one begins where the next one does, and would hide it.
        if length > 0 {
            texts.push((*at, node.clone()));
        }
        *at += length;
    }
    let mut child = node.first_child();
    while let Some(each) = child {
        collect(&each, at, texts);
        child = each.next_sibling();
    }
}

fn block_element(block: u32) -> Option<Element> {
    dom::find(&format!("[data-block=\"{block}\"]"))
}

/// Pixels that stay free around the caret.
const AIR: f64 = 56.0;

/// Scrolls the article pane as little as it takes for what stands from `top` to `bottom` in the window to be seen.
#[expect(clippy::cast_possible_truncation, reason = "a place on a screen")]
pub fn show_line(top: f64, bottom: f64) {
    let Some(pane) = dom::find("[data-pane=article]") else { return };
    let window = pane.get_bounding_client_rect();
    let (above, below) = (window.top() + AIR - top, bottom + AIR - window.bottom());
    if above > 0.0 {
        pane.set_scroll_top(pane.scroll_top() - above.ceil() as i32);
    } else if below > 0.0 {
        pane.set_scroll_top(pane.scroll_top() + below.ceil() as i32);
    }
}

/// Brings a block to the top of the article pane.
pub fn bring_block(block: u32) {
    if block == 0 {
        bring_and_hold("[data-document]", ScrollLogicalPosition::Start);
    } else {
        bring_and_hold(&format!("[data-block=\"{block}\"]"), ScrollLogicalPosition::Start);
    }
}

/// The first block that reaches below the top of the pane.
#[must_use]
pub fn top_block(pane: &Element) -> Option<u32> {
    use wasm_bindgen::JsCast as _;
    // Below the margin that bringing a block to the top keeps (`scroll-margin` in article.css), else the block before it
    // would count, and the position would creep up with every visit.
    let top = pane.get_bounding_client_rect().top() + MARGIN + 8.0;
    let all =
        |list: web_sys::NodeList| (0..list.length()).filter_map(move |at| list.get(at)?.dyn_into::<Element>().ok());
    let below = |element: &Element| element.get_bounding_client_rect().bottom() > top;
    // Sections first: a long article has thousands of blocks and a few sections. The last block of a section may end
    // above while its margin reaches below, so the next section may have to be asked.
    all(pane.query_selector_all("[data-section]").ok()?)
        .filter(below)
        .take(2)
        .find_map(|section| {
            // A part of a long block stands in it.
            let around = dom::closest(&section, "[data-block]");
            around.or_else(|| all(section.query_selector_all("[data-block]").ok()?).find(below))
        })
        .and_then(|block| dom::block_number(&block))
}

/// Looks where the button of a block belongs, beside its first line; what comes back puts it there. Between the two other
/// things are looked at, so that the page is laid out once.
pub fn button_place() -> Option<impl FnOnce()> {
    // Beside the article, before the margin: not looked for through all of the article, in each frame of a scroll.
    let frame = dom::find(".spread")?;
    let button = frame.last_element_child()?.previous_element_sibling()?.dyn_into::<web_sys::HtmlElement>().ok()?;
    let number = button.get_attribute("data-value").and_then(|number| number.parse().ok());
    let block = number.and_then(block_element)?;
    let style = dom::window().get_computed_style(&block).ok().flatten();
    let line = style.and_then(|style| style.get_property_value("line-height").ok());
    let line = line.and_then(|line| line.strip_suffix("px")?.parse::<f64>().ok()).unwrap_or(24.0);
    let leftward = block.matches(":dir(rtl)").unwrap_or(false);
    let (rect, origin) = (block.get_bounding_client_rect(), frame.get_bounding_client_rect());
    let x = if leftward { rect.right() } else { rect.left() } - origin.left();
    let y = rect.top() - origin.top();
    Some(move || {
        // A browser that does not know these leaves it at the top.
        for (name, pixels) in [("--x", x), ("--y", y), ("--w", rect.width()), ("--line", line)] {
            let _ = button.style().set_property(name, &format!("{pixels:.1}px"));
        }
        let _ = button.class_list().toggle_with_force("leftward", leftward);
        let _ = button.class_list().add_1("placed");
    })
}

/// What is seen at a place of the window, in CSS pixels.
#[must_use]
pub fn element_at((x, y): (f64, f64)) -> Option<Element> {
    #[expect(clippy::cast_possible_truncation, reason = "a place on a screen")]
    dom::document().element_from_point(x as f32, y as f32)
}

/// How far the article pane is scrolled down, in CSS pixels.
fn scrolled() -> f64 {
    dom::find("[data-pane=article]").map_or(0.0, |pane| f64::from(pane.scroll_top()))
}

/// A place of the window as one of the article, which goes with it when it is scrolled.
#[must_use]
pub fn in_article((x, y): (f64, f64)) -> (f64, f64) {
    (x, y + scrolled())
}

/// The other way round.
#[must_use]
pub fn in_window((x, y): (f64, f64)) -> (f64, f64) {
    (x, y - scrolled())
}

/// Pixels from the top and the bottom of the article pane where a hand that pulls something scrolls it, and how many it
/// scrolls each time.
const EDGE: (f64, i32) = (40.0, 10);

/// Scrolls a pane when a hand that pulls something is at its top or bottom; whether it did.
#[must_use]
pub fn scroll_at_edge(pane: &str, (x, y): (f64, f64)) -> bool {
    let Some(pane) = dom::find(pane) else { return false };
    let (rect, before) = (pane.get_bounding_client_rect(), pane.scroll_top());
    if x < rect.left() || x > rect.right() {
        return false;
    }
    if y < rect.top() + EDGE.0 {
        pane.set_scroll_top(before - EDGE.1);
    } else if y > rect.bottom() - EDGE.0 {
        pane.set_scroll_top(before + EDGE.1);
    }
    pane.scroll_top() != before
}
