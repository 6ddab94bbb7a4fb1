//! Carries effects out. The only place of the page that waits for anything.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use gloo::timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use super::coming::Coming;
use super::proposing;
use super::search;
use super::store::Store;
use super::taking::{self, Taking};
use super::{address, caret, exporting, guide, guide_edit, margin, originals, own_file, projects, storing, tasks};
use crate::browser::autosave::Chosen;
use crate::browser::channel::Channel;
use crate::browser::nodes::Stencils;
use crate::browser::{clipboard, dom, files, geometry, here, indexed_db, screen, segmenter, share};
use crate::edit::{Known, Stride};
use crate::model::{Boundaries, TextRange};
use crate::session::{Action, Effect, Message, Words};
use crate::storage::sent::Sent;
use crate::storage::{Replicas, Scope};

/// What effects work on: the stores, and how much is under way.
pub struct Edge {
    /// Whose values this page reads and writes.
    pub(super) scope: Scope,
    pub(super) stores: Replicas,
    pub(super) channel: Channel,
    pub(super) under_way: Rc<Cell<u32>>,
    /// Whether the browser was asked to keep this site's data.
    pub(super) asked: Cell<bool>,
    /// Whether a later version of the program was heard of.
    pub(super) later: Cell<bool>,
    /// While all that is stored is taken away: nothing is written any more.
    pub(super) gone: Cell<bool>,
    /// What the workshop holds.
    pub(super) held: RefCell<Sent>,
    /// Exports begun on the desk in this page load, and the number of the one that lies there where it is the sheet's.
    pub(super) on_desk: Cell<(u32, u32)>,
    /// Where the file of the task is, that the page was opened for; empty where there is none.
    pub(super) task: String,
    /// The file that everything is kept in.
    pub(super) file: RefCell<Option<Chosen>>,
    /// Files on their way to the workshop.
    pub(super) taking: RefCell<Taking>,
    /// Files that were recognised as annotated.
    pub(super) recognised: RefCell<super::foreign::Recognised>,
    /// Imports begun on the workshop's desk in this page load.
    pub(super) imports: Cell<u32>,
    /// Whether files are chosen, or were given last, of which what is marked becomes suggestions.
    pub(super) suggests: Cell<bool>,
    /// What is under way with the page's address.
    pub(super) naming: address::Naming,
    /// While what lies beside the text is to be put in its place: what counts it as under way, and the timer for a page
    /// that has no frames.
    pub(super) settles: RefCell<Option<(UnderWay, Timeout)>>,
    /// Sections that marks, or names over them, are to come to.
    pub(super) coming: Coming,
    /// A finger that presses.
    pub(super) fingers: super::fingers::Fingers,
    /// Marks and paragraphs to be copied.
    #[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only a browser has elements"))]
    pub(super) stencils: Stencils,
}

impl Edge {
    /// An edge over two stores, and a channel to other tabs.
    #[must_use]
    pub fn new(stores: Replicas, channel: Channel) -> Self {
        Self {
            scope: Scope::of_site("/"),
            stores,
            channel,
            under_way: Rc::default(),
            asked: Cell::default(),
            later: Cell::default(),
            gone: Cell::default(),
            settles: RefCell::default(),
            coming: Coming::default(),
            fingers: Default::default(),
            stencils: Stencils::default(),
            held: RefCell::default(),
            on_desk: Cell::default(),
            task: String::new(),
            file: RefCell::default(),
            taking: RefCell::default(),
            recognised: RefCell::default(),
            imports: Cell::default(),
            suggests: Cell::default(),
            naming: address::Naming::default(),
        }
    }

    /// The same, of this scope.
    #[must_use]
    pub fn of(self, scope: Scope) -> Self {
        Self { scope, ..self }
    }

    /// The same, for a task whose file is at this address.
    #[must_use]
    pub fn for_task(self, address: String) -> Self {
        Self { task: address, ..self }
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
    pub(super) fn new(count: &Rc<Cell<u32>>) -> Self {
        count.set(count.get() + 1);
        Self(count.clone())
    }
}

impl Drop for UnderWay {
    fn drop(&mut self) {
        self.0.set(self.0.get() - 1);
    }
}

/// Carries one effect out.
pub fn run(store: &Store, effect: Effect) {
    match effect {
        Effect::Write(writes) => storing::write(store, writes),
        Effect::Retry => storing::retry(store),
        Effect::Load { ids, of, then } => storing::load_then(store, ids, of, then),
        Effect::ReadQueue { again } => storing::read_queue(store, again),
        Effect::WhenQuiet(ids) => storing::when_quiet(store, ids),
        Effect::Reread => storing::reread(store),
        Effect::NewLog => storing::new_log(store),
        Effect::Download { name, media_type, text } => hand_over(store, name, media_type, text),
        Effect::SaveStored => indexed_db::save_all(),
        Effect::Copy(text) => {
            let store = store.clone();
            spawn_local(async move {
                if !clipboard::write(&text).await {
                    store.dispatch(Action::Told(Message::from(Words::CopyRefused)));
                }
            });
        }
        Effect::ChooseFolder => {
            store.edge().suggests.set(false);
            files::choose_folder();
        }
        Effect::CopyLink(place) => address::copy_link(store, &place),
        Effect::Visit(left) => address::visit(store, &left),
        Effect::ReadTallies => storing::read_tallies(store),
        Effect::NamePlace => address::name_place(store),
        Effect::ChooseFiles => {
            store.edge().suggests.set(false);
            files::choose();
        }
        Effect::ChooseSuggestions => {
            store.edge().suggests.set(true);
            files::choose();
        }
        Effect::ChooseToCompare => super::compare_files::choose(store),
        Effect::ReadOn => read_on(store),
        Effect::TakeIn(number, wanted) => taking::run(store, number, wanted),
        Effect::EndIntake(stop) => taking::end(store, stop),
        Effect::TakeForeign(number, choice, from) => super::foreign::take(store, number, choice, from),
        Effect::EndForeign(as_articles) => super::foreign::end(store, as_articles),
        Effect::KeepOriginals(wanted) => originals::keep(store, wanted),
        Effect::SaveOriginals(ids) => originals::save(store, ids),
        Effect::ForgetOriginals(ids) => originals::forget(store, ids),
        Effect::Glimpse(file, at, names) => taking::glimpse(store, file, at, names),
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
        Effect::RevealEntry => after_drawing(store, geometry::reveal_entry),
        Effect::FocusRow { lost } => focus_row(store, lost),
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
        Effect::PrepareExport(wanted) => exporting::prepare(store, wanted),
        Effect::EndExport(stop) => exporting::end(store, stop),
        Effect::SaveExport { number, way } => exporting::save(store, number, way),
        Effect::Propose { number, around, picked } => proposing::run(store, number, around, &picked),
        Effect::FetchTask(run, wanted) => tasks::fetch(store, run, wanted),
        Effect::Measure(order) => storing::measure(store, order),
        Effect::SaveScope(name) => indexed_db::save_named(&name),
        Effect::EraseOwn => projects::erase_own(store),
        Effect::EraseScope(name, order) => projects::erase_other(store, name, order),
        Effect::ChooseAutosave(name) => own_file::choose(store, name),
        Effect::FindAutosave => own_file::find(store),
        Effect::AwaitUpdate => await_update(store),
        Effect::LoadAnew => here::again(),
        Effect::ResumeAutosave => own_file::resume(store),
        Effect::ForgetAutosave => own_file::forget(store),
        Effect::AutosaveSoon => own_file::autosave_soon(store),
        Effect::Autosave(text, backup) => own_file::autosave(store, text, backup),
        Effect::PutOn(look) => {
            screen::put_on(&look);
            margin::settle_soon(store);
        }
        Effect::ListLanguages => drop(store.dispatch(Action::Languages(screen::languages()))),
        Effect::ListProjects => projects::list(store),
        Effect::OpenProject(id) => here::go(&id),
        Effect::MakeProject { id, writes, open } => projects::make(store, id, writes, open),
        Effect::LookAtProject(id) => projects::look(store, id),
        Effect::EraseProject(id) => projects::erase(store, id),
        Effect::SaveProject(id) => projects::save(&id),
        Effect::KeepPlace => here::keep(),
        Effect::ShowGuide(at) => guide::shown(store, at),
        Effect::HideGuide => guide::hidden(),
        Effect::ChooseGuide => guide_edit::choose(store),
        Effect::Restore(block) => after_drawing(store, move || geometry::bring_block(block)),
    }
}

/// Hears of a newer build, also of one that came before anybody listened.
#[inline(never)] // so that it can travel later
fn await_update(store: &Store) {
    let store = store.clone();
    here::on_newer(move || drop(store.dispatch(Action::UpdateWaits)));
}

/// Reads files further once what was read so far has been drawn.
#[inline(never)] // so that it can travel later
fn read_on(store: &Store) {
    let reading = store.clone();
    after_drawing(store, move || drop(reading.dispatch(Action::ReadOn)));
}

/// Gives the row that keys go from the focus, if it was in the queue before that was drawn anew.
#[inline(never)] // so that it can travel later
fn focus_row(store: &Store, lost: bool) {
    if dom::focus_is_in_queue() {
        after_drawing(store, move || {
            if !lost || !dom::focus_is_in_queue() {
                dom::focus_on(".queue [data-entry][tabindex=\"0\"]");
                geometry::reveal_focused_row();
            }
        });
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

/// Where characters and words end around both edges of a range of the article that is shown.
pub(super) fn boundaries_around(store: &Store, range: TextRange) -> Boundaries {
    let (text, language) = shown_text(store);
    segmenter::around(&text, range, language.as_deref())
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
/// commands. And once more after drawing, where it could not have it yet (in a drawer that was only now pulled out), or where
/// that has put something else in its place: who has left a field by then must not be put back into it.
#[inline(never)] // so that it can travel later
fn focus(store: &Store, selector: String) {
    dom::focus_on(&selector);
    let drawn = dom::find(&selector).filter(|drawn| dom::document().active_element().as_ref() == Some(drawn));
    after_drawing(store, move || {
        if drawn.is_none_or(|drawn| !drawn.is_connected()) {
            dom::focus_on(&selector);
        }
    });
}

/// Runs once the components are drawn.
pub(super) fn after_drawing(store: &Store, act: impl FnOnce() + 'static) {
    let (store, guard) = (store.clone(), store.edge().busy());
    spawn_local(async move {
        TimeoutFuture::new(0).await;
        margin::settle_now(&store);
        act();
        drop(guard);
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

/// Gives a file to the person: to a finger by the system's sheet, where there is one, else as a download.
#[inline(never)] // so that it can travel later
fn hand_over(store: &Store, name: String, media_type: &'static str, text: String) {
    if !(dom::hand().is_finger() && share::is_there()) {
        files::download(&name, media_type, &text);
        return;
    }
    let store = store.clone();
    spawn_local(async move {
        let shared = share::share(&name, media_type, &js_sys::Array::of1(&text.as_str().into())).await;
        match shared {
            Ok(()) => {}
            Err(thrown) if thrown.starts_with("AbortError") => {
                store.dispatch(Action::Told(Message::new(Words::NotHandedOn, &[name])));
            }
            Err(_) => drop(files::download(&name, media_type, &text)),
        }
    });
}
