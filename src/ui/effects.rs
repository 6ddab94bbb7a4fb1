//! Carries effects out. The only place of the page that waits for anything.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use super::caret;
use super::proposing;
use super::search::{self, Held};
use super::store::Store;
use crate::browser::{clipboard, dom, files, geometry, segmenter};
use crate::edit::{Known, Stride};
use crate::model::{DocId, TextRange};
use crate::session::{Action, Effect, Message, Words};
use crate::storage::recovery::{self, StoredDocument};
use crate::storage::{self, Key, StoreError, Write};

/// Quiet time before a snapshot is renewed, in milliseconds.
const QUIET: u32 = 3000;

/// What effects work on: the store of values, and how much is under way.
pub struct Edge {
    values: Rc<dyn storage::Store>,
    under_way: Rc<Cell<u32>>,
    /// Writes wait for those before them, so that they reach the store in order.
    writes: Rc<RefCell<Vec<Vec<Write>>>>,
    /// What the workshop holds.
    pub(super) held: RefCell<Held>,
}

impl Edge {
    /// An edge over a store of values.
    #[must_use]
    pub fn new(values: Rc<dyn storage::Store>) -> Self {
        Self { values, under_way: Rc::default(), writes: Rc::default(), held: RefCell::default() }
    }

    /// The store of values.
    pub(super) fn values(&self) -> &Rc<dyn storage::Store> {
        &self.values
    }

    /// Counts something as under way until what is returned is dropped.
    pub(super) fn busy(&self) -> UnderWay {
        UnderWay::new(&self.under_way)
    }

    /// Whether nothing is under way.
    #[must_use]
    pub fn is_idle(&self) -> bool {
        self.under_way.get() == 0
    }
}

/// Counts something as under way until it is dropped.
pub(super) struct UnderWay(Rc<Cell<u32>>);

impl UnderWay {
    fn new(count: &Rc<Cell<u32>>) -> Self {
        count.set(count.get() + 1);
        Self(count.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

/// Keys with their values, where there are any.
async fn pairs(values: &Rc<dyn storage::Store>, keys: Vec<Key>) -> Result<Vec<(Key, String)>, StoreError> {
    let found = values.read(keys.clone()).await?;
    Ok(keys.into_iter().zip(found).filter_map(|(key, value)| value.map(|value| (key, value))).collect())
}

/// Reads what the store holds and tells.
pub async fn start(store: &Store) {
    let values = store.edge().values.clone();
    let read = async {
        let keys = values.keys().await?;
        let mut read = pairs(&values, recovery::wanted_at_start(&keys)).await?;
        if recovery::index_is_broken(&read) {
            let documents = keys.into_iter().filter(|key| matches!(key, Key::Document(_))).collect();
            read.extend(pairs(&values, documents).await?);
        }
        Ok(read)
    };
    let opened = read.await.map(|values| Box::new(recovery::open(values)));
    store.dispatch(Action::Started(opened));
}

/// Carries one effect out.
pub fn run(store: &Store, effect: Effect) {
    match effect {
        Effect::Write(writes) => write(store, writes),
        Effect::Load(ids, then) => {
            let guard = store.edge().busy();
            let store = store.clone();
            spawn_local(async move {
                load(&store, ids).await;
                if let Some((command, args)) = then {
                    store.run(command, args);
                }
                drop(guard);
            });
        }
        Effect::WhenQuiet(id) => when_quiet(store, id),
        Effect::Download { name, media_type, text } => {
            files::download(&name, media_type, &text);
        }
        Effect::Copy(text) => {
            let store = store.clone();
            spawn_local(async move {
                if !clipboard::write(&text).await {
                    store.dispatch(Action::Told(Message::from(Words::CopyRefused)));
                }
            });
        }
        Effect::ChooseFiles => files::choose(),
        Effect::Reveal(id) => {
            let spot = store.with(|state| {
                let document = state.document()?;
                let start = document.annotations.get(&id)?.span.start();
                Some(state.view.section_at(start))
            });
            if let Some(section) = spot {
                store.dispatch(Action::Near(section));
            }
            after_drawing(store, move || geometry::reveal(&id.to_string()));
        }
        Effect::RevealRow(id) => after_drawing(store, move || geometry::reveal_row(&id.to_string())),
        Effect::RevealWords(start) => {
            let section = store.with(|state| state.view.section_at(start));
            store.dispatch(Action::Near(section));
            after_drawing(store, geometry::reveal_words);
        }
        Effect::Sheet(true) => {
            let wanted = store.clone();
            // It may be gone by then.
            after_drawing(store, move || {
                if wanted.with(|state| state.dialog.is_some()) {
                    dom::show_sheet();
                }
            });
        }
        // At once: the dialog gives the focus back, and then has nothing more to show.
        Effect::Sheet(false) => dom::close_sheet(),
        Effect::Focus(field) => focus(store, format!("[data-field={field}]")),
        Effect::RevealEdge => after_drawing(store, geometry::reveal_edge),
        Effect::Segment { windows, stride, forward } => segment(store, &windows, stride, forward),
        Effect::Caret(seek) => caret::seek(store, seek),
        Effect::RevealCaret => caret::reveal(store),
        Effect::FocusArticle => focus(store, "[data-document]".to_owned()),
        Effect::FocusCard => focus(store, ".sel-card button:not(:disabled)".to_owned()),
        Effect::FocusPane(by) => dom::focus_pane(by),
        Effect::Search(number, wanted, documents) => search::run(store, number, wanted, documents),
        Effect::Propose { number, around, picked } => proposing::run(store, number, around, &picked),
        Effect::Restore(block) => after_drawing(store, move || geometry::bring_block(block)),
    }
}

/// Asks the browser where characters, words and sentences end, and tells.
#[inline(never)] // so that it can travel later
fn segment(store: &Store, windows: &[TextRange], stride: Stride, forward: bool) {
    let (text, language) = shown_text(store);
    let boundaries = segmenter::within(&text, windows, language.as_deref());
    let sentences = match stride {
        Stride::Sentence => segmenter::sentences(&text, windows, language.as_deref()),
        _ => Vec::new(),
    };
    store.dispatch(Action::Segmented { stride, forward, known: Known { boundaries, sentences } });
}

/// The text of the article that is shown, and its language.
pub(super) fn shown_text(store: &Store) -> (Rc<str>, Option<Rc<str>>) {
    store.with(|state| {
        let document = state.document();
        let text = document.map_or_else(|| Rc::from(""), |document| document.article.text().clone());
        (text, document.and_then(|document| document.meta.language.clone()))
    })
}

/// Gives the focus at once, where what is wanted is drawn already: keys that follow quickly must not be taken for
/// commands. And once more after drawing, where that has put something else in its place: who has left a field by then
/// must not be put back into it.
#[inline(never)] // so that it can travel later
fn focus(store: &Store, selector: String) {
    let drawn = dom::find(&selector);
    dom::focus_on(&selector);
    after_drawing(store, move || {
        if drawn.is_none_or(|drawn| !drawn.is_connected()) {
            dom::focus_on(&selector);
        }
    });
}

/// Runs once the components are drawn.
pub(super) fn after_drawing(store: &Store, act: impl FnOnce() + 'static) {
    let guard = store.edge().busy();
    spawn_local(async move {
        TimeoutFuture::new(0).await;
        act();
        drop(guard);
    });
}

fn write(store: &Store, writes: Vec<Write>) {
    let edge = store.edge();
    edge.writes.borrow_mut().push(writes);
    let guard = edge.busy();
    let store = store.clone();
    spawn_local(async move {
        let batches: Vec<Vec<Write>> = store.edge().writes.borrow_mut().drain(..).collect();
        for batch in batches {
            let keys: Vec<Key> = batch.iter().map(|write| write.key.clone()).collect();
            let result = store.edge().values.write(batch).await;
            store.dispatch(Action::Written(keys, result));
        }
        drop(guard);
    });
}

/// Reads documents and tells.
pub async fn load(store: &Store, ids: Vec<DocId>) {
    for id in ids {
        let read = store.edge().values.read(vec![Key::Document(id.clone())]).await;
        let snapshot = read.ok().and_then(|mut values| values.pop()).flatten();
        let records = store.with(|state| state.journal.earlier.clone());
        let loaded: Option<StoredDocument> = snapshot.and_then(|text| recovery::stored_document(&id, &text, &records));
        store.dispatch(Action::Loaded(id, loaded.map(Box::new)));
    }
}

fn when_quiet(store: &Store, id: DocId) {
    let store = store.clone();
    spawn_local(async move {
        loop {
            let before = store.with(|state| state.journal.seq);
            TimeoutFuture::new(QUIET).await;
            if store.with(|state| state.journal.seq) == before {
                break;
            }
        }
        let read = store.edge().values.read(vec![Key::Document(id.clone())]).await;
        if let Ok(mut values) = read {
            store.dispatch(Action::Quiet(id, values.pop().flatten()));
        }
    });
}

/// Waits until everything is drawn and every store has answered.
pub async fn idle(store: &Store) {
    let mut calm = 0;
    while calm < 2 {
        TimeoutFuture::new(0).await;
        calm = if store.edge().is_idle() { calm + 1 } else { 0 };
    }
}
