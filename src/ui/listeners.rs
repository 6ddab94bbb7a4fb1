//! What the page hears as a whole: keys, pasted and dropped things, scrolling, going away.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{ClipboardEvent, DragEvent, Element, Event, File, KeyboardEvent, MouseEvent};

use super::store::Store;
use super::{
    address, annotation_list, coming, compare_files, fingers, gesture, guide, handles, margin, pull, queue_drag, seams,
    storing, taking,
};
use crate::browser::{clipboard, dom, files, folders, geometry, selection};
use crate::edit::Selection;
use crate::model::BlockId;
use crate::session::keys::{Stroke, command_for};
use crate::session::reading::is_read;
use crate::session::update::makes_new;
use crate::session::{Action, Command, Dialog, SourceFile};
use crate::storage::Key;

/// Milliseconds of rest after which a reading position is kept.
const REST: u32 = 300;

/// Starts hearing; stops when the result is dropped.
#[must_use]
pub fn listen(store: &Store) -> Vec<EventListener> {
    let document = dom::document();
    let active = || EventListenerOptions::enable_prevent_default();
    let with = |hear: fn(&Store, &Event)| {
        let store = store.clone();
        move |event: &Event| hear(&store, event)
    };
    let scroll = {
        let store = store.clone();
        let timer: Rc<RefCell<Option<Timeout>>> = Rc::default();
        move |event: &Event| {
            let store = store.clone();
            annotation_list::scrolled(&store, event);
            coming::scrolls(&store, true);
            *timer.borrow_mut() = Some(Timeout::new(REST, move || keep_position(&store)));
        }
    };
    let capture = EventListenerOptions { phase: gloo::events::EventListenerPhase::Capture, passive: true };
    let pressed: Rc<Cell<bool>> = Rc::default();
    let press = {
        let (pressed, store) = (pressed.clone(), store.clone());
        move |event: &Event| pressed.set(gesture::begins(&store, event))
    };
    let release = {
        let store = store.clone();
        move |event: &Event| {
            if let Some(event) = event.dyn_ref::<MouseEvent>().filter(|_| pressed.replace(false)) {
                gesture::finish(&store, event);
            }
        }
    };
    if dom::is_whole() {
        store.dispatch(Action::Whole);
    }
    let whole = {
        let store = store.clone();
        move |_: &Event| drop(store.dispatch(Action::Whole))
    };
    vec![
        EventListener::new(&dom::window(), "manicule-whole", whole),
        EventListener::new_with_options(&dom::window(), "beforeunload", active(), with(leaving)),
        EventListener::new(&dom::window(), "focus", with(storing::missed)),
        EventListener::new(&dom::window(), "popstate", with(address::went)),
        EventListener::new(&dom::window(), "storage", with(storing::changed)),
        EventListener::new(&document, "click", let_go),
        EventListener::new_with_options(&document, "mousedown", active(), press),
        EventListener::new(&document, "pointerdown", with(fingers::down)),
        handles::listen(store),
        pull::listen(store),
        seams::listen(store),
        seams::listen_twice(store),
        queue_drag::listen(store),
        EventListener::new(&document, "mouseup", release),
        EventListener::new(&document, "mouseover", with(gesture::hover)),
        EventListener::new(&document, "mousemove", with(gesture::moved)),
        EventListener::new(&document, "wheel", with(gesture::moved)),
        EventListener::new_with_options(&document, "keydown", active(), with(key)),
        EventListener::new_with_options(&document, "paste", active(), with(paste)),
        EventListener::new_with_options(&document, "copy", active(), with(copy)),
        EventListener::new_with_options(&document, "dragover", active(), |event| event.prevent_default()),
        EventListener::new_with_options(&document, "drop", active(), with(drop_files)),
        EventListener::new_with_options(&document, "contentvisibilityautostatechange", capture, with(near)),
        EventListener::new_with_options(&document, "scroll", capture, scroll),
        EventListener::new(&dom::window(), "resize", with(resized)),
        EventListener::new(&dom::window(), "beforeprint", with(coming::print)),
    ]
}

/// What lies beside the text goes where the text is now.
#[inline(never)] // so that it can travel later
fn resized(store: &Store, _: &Event) {
    margin::settle_soon(store);
}

/// Asks before the page goes while something that was done is not on disk. What the screen shows is no work.
fn leaving(store: &Store, event: &Event) {
    if !store.edge().gone.get() && store.with(|state| state.unsaved.keys().any(Key::is_work)) {
        event.prevent_default();
    }
}

/// A button that was clicked by mouse gives the focus back, so that Enter and Space mean the article again.
fn let_go(event: &Event) {
    if event.dyn_ref::<MouseEvent>().is_some_and(|event| event.detail() > 0) && focus_is_control() {
        dom::blur();
    }
}

fn key(store: &Store, event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    if event.is_composing() || event.default_prevented() {
        return;
    }
    let apple =
        dom::window().navigator().platform().is_ok_and(|name| name.starts_with("Mac") || name.starts_with("iP"));
    // The other modifier belongs to the system.
    if if apple { event.ctrl_key() } else { event.meta_key() } {
        return;
    }
    let arrow = event.key().starts_with("Arrow");
    // Where there is an Option key it goes by words; Cmd with an arrow is the browser's.
    let (primary, alt) = match apple {
        true if arrow => (event.alt_key(), event.meta_key()),
        true => (event.meta_key(), event.alt_key()),
        false => (event.ctrl_key(), event.alt_key()),
    };
    let stroke = Stroke { key: event.key(), code: event.code(), primary, shift: event.shift_key(), alt };
    if store.with(|state| matches!(state.dialog, Some(Dialog::Keys(Some(_), _)))) {
        event.prevent_default();
        store.dispatch(Action::Key(stroke));
        return;
    }
    let on_control = dom::is_typing();
    // A control that has the focus keeps the keys that work it.
    let works_control = matches!(stroke.key.as_str(), " " | "Enter") && !stroke.primary && focus_is_control();
    if works_control {
        return;
    }
    let found = store.with(|state| command_for(state, &stroke));
    // A field keeps its keys, but for the way out of it and the way to everything.
    let keeps = |command: Command| match command {
        Command::Leave | Command::Palette => false,
        // What was chosen is a step, and there is no text to undo in.
        Command::Undo | Command::Redo => !dom::is_choosing(),
        _ => true,
    };
    let found = found.filter(|(command, _)| !on_control || !keeps(*command));
    if let Some((command, args)) = found {
        if command.is_of_the_text() && !dom::focus_is_in_text() {
            return;
        }
        event.prevent_default();
        if event.repeat() && !command.repeats() {
            return;
        }
        // What lies over the article goes before anything in it.
        if command == Command::Leave
            && store.with(|state| state.guide.open && state.dialog.is_none())
            && guide::lies_over()
        {
            return guide::leave(store);
        }
        store.run(command, args);
    }
}

fn focus_is_control() -> bool {
    dom::document()
        .active_element()
        .is_some_and(|focus| matches!(focus.tag_name().as_str(), "BUTTON" | "A" | "SUMMARY"))
}

fn paste(store: &Store, event: &Event) {
    let Some(data) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) else { return };
    if dom::is_typing() || store.with(|state| state.dialog.is_some()) {
        return;
    }
    event.prevent_default();
    let list = files::listed(data.files());
    if !list.is_empty() {
        return take_files(store, list);
    }
    take_words(store, clipboard::held(&data));
}

/// Words that were pasted or dropped: as a page where they come as one, else as text.
#[inline(never)] // so that it can travel later
fn take_words(store: &Store, words: clipboard::Words) {
    let clipboard::Words { page, text } = words;
    if taking::is_page(&page) {
        taking::give_page(store, page);
    } else if !text.trim().is_empty() {
        store.dispatch(Action::Pasted(text));
    }
}

/// Copies the words that are picked out, since the browser's own selection was taken over by ours.
fn copy(store: &Store, event: &Event) {
    let Some(data) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) else { return };
    if dom::is_typing() || !selection::is_empty() {
        return;
    }
    let text = store.with(|state| {
        let document = state.document()?;
        match &state.selection {
            Selection::Words(_, ranges) => Some(document.article.quotes(ranges)),
            Selection::Annotations(_, ids) => {
                Some(document.annotations.get(ids.first()?)?.span.quote(&document.article))
            }
            Selection::Nothing => None,
        }
    });
    if let Some(text) = text
        && data.set_data("text/plain", &text).is_ok()
    {
        event.prevent_default();
    }
}

fn drop_files(store: &Store, event: &Event) {
    // Words dropped into a field are the field's.
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    if target.is_some_and(|target| dom::closest(&target, "textarea").is_some()) {
        return;
    }
    event.prevent_default();
    let Some(data) = event.dyn_ref::<DragEvent>().and_then(DragEvent::data_transfer) else { return };
    let folders = folders::held(&data);
    let list = files::listed(data.files());
    if store.with(|state| state.dialog == Some(Dialog::Annotators)) && !(folders.is_empty() && list.is_empty()) {
        // Whoever looks at a comparison wants to compare them, not to have them.
        compare_dropped(store, folders, list);
    } else if !folders.is_empty() {
        take_folders(store, folders);
    } else if !list.is_empty() {
        take_files(store, list);
    } else {
        take_words(store, clipboard::held(&data));
    }
}

/// Files that were dropped on a comparison, those in folders too.
#[inline(never)] // so that it can travel later
fn compare_dropped(store: &Store, folders: Vec<JsValue>, list: Vec<File>) {
    let store = store.clone();
    spawn_local(async move {
        let list = if folders.is_empty() { list } else { folders::files_in(folders).await };
        compare_files::take(&store, list);
    });
}

/// Reads files and hands them over.
pub fn take_files(store: &Store, list: Vec<File>) {
    let store = store.clone();
    spawn_local(async move { give(&store, list).await });
}

/// Reads the files in folders, and hands them over all at once.
#[inline(never)] // so that it can travel later
fn take_folders(store: &Store, folders: Vec<JsValue>) {
    let store = store.clone();
    spawn_local(async move {
        let list = folders::files_in(folders).await;
        give(&store, list).await;
    });
}

/// Those of our own are read here, all others go to the workshop.
async fn give(store: &Store, list: Vec<File>) {
    let (ours, others) = taking::parted(list).await;
    // For a new project they go together; else our own are here first.
    let together = store.with(makes_new);
    if ours.is_empty() {
        return taking::give(store, others, false);
    }
    let (read, too_large) = files::read(ours, is_read).await;
    let files = read.into_iter().map(|(name, bytes)| SourceFile { name, bytes }).collect();
    if together {
        // No time to look at them first: the page leaves for the new project once its own files are here.
        taking::wait(store, others.into_iter().map(taking::Source::File).collect());
        store.dispatch(Action::Given(files, too_large));
        return;
    }
    store.dispatch(Action::Given(files, too_large));
    taking::give(store, others, false);
}

fn near(store: &Store, event: &Event) {
    let hidden = js_sys::Reflect::get(event, &"skipped".into()).is_ok_and(|skipped| skipped.is_truthy());
    let section = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let Some(element) = section else { return };
    if hidden {
        return coming::left(store, &element);
    }
    let number = |name| element.get_attribute(name).and_then(|number| number.parse().ok());
    if let Some(number) = number("data-section") {
        coming::came(store, number, element);
    } else if let Some(number) = number("data-stretch") {
        store.dispatch(Action::NearInQueue(number));
    }
}

fn keep_position(store: &Store) {
    coming::scrolls(store, false);
    // What was skipped above has its true height now.
    margin::settle_soon(store);
    let block = dom::find("[data-pane=article]").and_then(|pane| geometry::top_block(&pane));
    if let Some(block) = block {
        store.dispatch(Action::Position(BlockId(block)));
    }
}

/// The file input changed.
pub fn chosen(store: &Store, input: &web_sys::HtmlInputElement) {
    let mut list = files::listed(input.files());
    if input.has_attribute("webkitdirectory") {
        list.retain(|file| folders::is_meant(&file.name()));
    }
    // It is said of what is chosen now alone.
    let suggests = store.edge().suggests.take() && !input.has_attribute("webkitdirectory");
    if suggests {
        // Those of our own, too, are looked at first: what is marked in them is to become something else.
        taking::give(store, list, true);
    } else {
        take_files(store, list);
    }
    // The same file chosen again must be heard again.
    input.set_value("");
}
