//! The whole page, mounted over a memory store, with an eye on what changes in the article.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

use manicule::browser::channel::Channel;
use manicule::browser::dom;
use manicule::model::{PersonId, ProjectId, TextRange, Unit};
use manicule::session::view::SectionView;
use manicule::session::{Action, Args, Command, Fragment, Outcome, State};
use manicule::storage::Replicas;
use manicule::storage::memory::MemoryStore;
use manicule::ui::app::{App, Props};
use manicule::ui::effects::{self, Edge};
use manicule::ui::store::Store;
use manicule::ui::storing;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::Closure;
use web_sys::js_sys::Array;
use web_sys::{Element, MutationObserver, MutationObserverInit, MutationRecord, Node};
use yew::AppHandle;

/// The page.
pub(crate) struct Page {
    pub(crate) store: Store,
    root: Element,
    app: AppHandle<App>,
}

/// An article of some sections: over 70 kB in blocks of about 600 bytes, no two alike.
pub(crate) fn long_text() -> String {
    let sentence = |block: usize, number: usize| {
        format!("Sentence {number} of block {block} says that Ödön met Zoë Ng in Kraków for €{number},5{block:02}. ")
    };
    let block = |number: usize| (0..8).map(|at| sentence(number, at)).collect::<String>().trim_end().to_owned();
    (0..120).map(block).collect::<Vec<_>>().join("\n\n")
}

impl Page {
    /// Mounts the page and opens an article with this text; every section of it is near the window.
    pub(crate) async fn open(text: &str) -> Self {
        let state = State::new(1, PersonId::from_bits(1), ProjectId::from_bits(1));
        let store = Store::new(
            state,
            Edge::new(
                Replicas::new(Rc::new(MemoryStore::default()), Rc::new(MemoryStore::default())),
                Channel::nowhere(),
            ),
        );
        storing::start(&store).await;
        let root = dom::document().create_element("div").expect("a page can hold a div");
        dom::document().body().expect("a page has a body").append_child(&root).expect("it takes children");
        let app = yew::Renderer::<App>::with_root_and_props(root.clone(), Props { store: store.clone() }).render();
        let page = Self { store, root, app };
        page.run(Command::AddText, Args { text: Some(text.to_owned()), ..Args::default() }).await;
        for number in 0..page.sections().len() {
            page.act(Action::Near(number)).await;
        }
        page
    }

    /// Takes the page down; the store is what is left of it.
    pub(crate) async fn close(self) -> Store {
        effects::idle(&self.store).await;
        self.app.destroy();
        yew::scheduler::flush().await;
        self.root.remove();
        self.store
    }

    /// Does something and waits until it is drawn and written.
    pub(crate) async fn act(&self, action: Action) -> Outcome {
        let outcome = self.store.dispatch(action);
        yew::scheduler::flush().await;
        effects::idle(&self.store).await;
        yew::scheduler::flush().await;
        outcome
    }

    pub(crate) async fn run(&self, command: Command, args: Args) -> Outcome {
        self.act(Action::Run(command, args)).await
    }

    /// What every section shows; the same pointer means that it is not drawn again.
    pub(crate) fn sections(&self) -> Vec<Rc<SectionView>> {
        self.store.with(|state| (0..state.view.count()).filter_map(|at| state.view.section(at).cloned()).collect())
    }

    /// Where the n-th block begins to say something, for so many bytes.
    pub(crate) fn range(&self, block: usize, from: u32, length: u32) -> TextRange {
        let start = self.store.with(|state| state.document().expect("an article is open").blocks[block].range.start());
        TextRange::new(start + from, start + from + length).expect("not empty")
    }

    /// The words of the n-th block, without what stands at their ends.
    pub(crate) fn words(&self, block: usize) -> Vec<TextRange> {
        self.store.with(|state| {
            let document = state.document().expect("an article is open");
            let range = document.blocks[block].range;
            let text = document.article.quote(range);
            let word = |word: &str| {
                let from =
                    range.start() + u32::try_from(word.as_ptr().addr() - text.as_ptr().addr()).expect("a word of it");
                TextRange::new(from, from + u32::try_from(word.trim_end_matches(['.', ',']).len()).expect("short"))
            };
            text.split(' ').filter_map(word).collect()
        })
    }

    /// The same in code points, as scripts say it.
    pub(crate) fn fragment(&self, range: TextRange) -> Fragment {
        let offsets = |state: &State| state.document()?.article.offsets(range, Unit::CodePoint);
        let (start, end) = self.store.with(offsets).expect("it lies on the text");
        Fragment { start, end }
    }

    /// Puts a label on ranges and says which annotation was made.
    pub(crate) async fn annotate(&self, label: &str, ranges: &[TextRange]) -> String {
        let fragments = Some(ranges.iter().map(|range| self.fragment(*range)).collect());
        let outcome = self.run(Command::Annotate, Args { fragments, ..Args::label(label) }).await;
        outcome.made.expect("an annotation was made")
    }

    /// Does something and says what it drew.
    pub(crate) async fn drawn_by(&self, action: Action) -> Drawn {
        let before = self.sections();
        let eye = Eye::on(&dom::find("[data-document]").expect("an article is shown"));
        self.act(action).await;
        let touched = eye.close();
        let pairs = before.iter().zip(self.sections()).enumerate();
        let sections = pairs.filter(|(_, (old, new))| !Rc::ptr_eq(old, new)).map(|(number, _)| number).collect();
        self.assert_whole();
        Drawn { sections, touched }
    }

    /// Does something and counts what it makes in the article.
    pub(crate) async fn made_by(&self, action: Action) -> Made {
        let eye = Eye::on(&dom::find("[data-document]").expect("an article is shown"));
        self.act(action).await;
        eye.made()
    }

    /// Rows of annotations in the list.
    pub(crate) fn rows(&self) -> u32 {
        self.root.query_selector_all("[data-annotation]").expect("a selector").length()
    }

    /// Whether an annotation has one that is drawn.
    pub(crate) fn has_row(&self, id: &str) -> bool {
        self.find(&format!("[data-annotation=\"{id}\"]")).is_some()
    }

    /// The first element that matches.
    pub(crate) fn find(&self, selector: &str) -> Option<Element> {
        self.root.query_selector(selector).expect("a selector")
    }

    /// The annotation in the first of them.
    pub(crate) fn first_row(&self) -> Option<String> {
        self.find("[data-annotation]")?.get_attribute("data-annotation")
    }

    /// Every block's words are those of the text.
    pub(crate) fn assert_whole(&self) {
        self.store.with(|state| {
            let document = state.document().expect("an article is open");
            for block in document.blocks.iter() {
                let element = dom::find(&format!("[data-block=\"{}\"]", block.id)).expect("every block is shown");
                assert_eq!(element.text_content().as_deref(), Some(document.article.quote(block.range)));
            }
        });
    }
}

/// What an action drew.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Drawn {
    /// Sections that were drawn again.
    pub(crate) sections: Vec<usize>,
    /// What changed in the page: block numbers; anything above the blocks by the name of its element.
    pub(crate) touched: BTreeSet<String>,
}

impl Drawn {
    /// Exactly these sections and blocks.
    pub(crate) fn only(sections: &[usize], blocks: &[usize]) -> Self {
        Self { sections: sections.to_vec(), touched: blocks.iter().map(ToString::to_string).collect() }
    }
}

/// Nodes that came into the page, and that left it, with all that is in them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Made {
    pub(crate) added: usize,
    pub(crate) removed: usize,
}

/// A node and all that is in it.
fn count(node: &Node) -> usize {
    let children = node.child_nodes();
    1 + (0..children.length()).filter_map(|at| children.get(at)).map(|child| count(&child)).sum::<usize>()
}

/// Sees every change below an element.
struct Eye {
    observer: MutationObserver,
    seen: Rc<RefCell<Vec<MutationRecord>>>,
    _hear: Closure<dyn FnMut(Array)>,
}

impl Eye {
    fn on(element: &Element) -> Self {
        let seen: Rc<RefCell<Vec<MutationRecord>>> = Rc::default();
        let keep = seen.clone();
        let hear = Closure::<dyn FnMut(Array)>::new(move |records: Array| keep.borrow_mut().extend(typed(&records)));
        let observer = MutationObserver::new(hear.as_ref().unchecked_ref()).expect("the browser has observers");
        let options = MutationObserverInit::new();
        options.set_subtree(true);
        options.set_child_list(true);
        options.set_attributes(true);
        options.set_character_data(true);
        observer.observe_with_options(element, &options).expect("an element can be observed");
        Self { observer, seen, _hear: hear }
    }

    fn made(self) -> Made {
        self.seen.borrow_mut().extend(typed(&self.observer.take_records()));
        self.observer.disconnect();
        let all = |list: web_sys::NodeList| -> usize {
            (0..list.length()).filter_map(|at| list.get(at)).map(|node| count(&node)).sum()
        };
        let seen = self.seen.borrow();
        let sum = |of: fn(&MutationRecord) -> web_sys::NodeList| seen.iter().map(|record| all(of(record))).sum();
        Made { added: sum(MutationRecord::added_nodes), removed: sum(MutationRecord::removed_nodes) }
    }

    fn close(self) -> BTreeSet<String> {
        self.seen.borrow_mut().extend(typed(&self.observer.take_records()));
        self.observer.disconnect();
        self.seen.borrow().iter().filter_map(|record| name(&record.target()?)).collect()
    }
}

fn typed(records: &Array) -> Vec<MutationRecord> {
    records.iter().map(JsCast::unchecked_into).collect()
}

/// The block around a node; what lies above the blocks by its own name. Nothing for a node that is gone itself: the
/// change of what it was taken from is seen as well.
fn name(node: &Node) -> Option<String> {
    if !node.is_connected() {
        return None;
    }
    let block = dom::closest(node, "[data-block]").and_then(|block| block.get_attribute("data-block"));
    Some(block.unwrap_or_else(|| node.node_name().to_lowercase()))
}
