//! A page that was taken down hears nothing any more.

use manicule::browser::dom;
use manicule::session::State;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{KeyboardEvent, KeyboardEventInit, MouseEvent, MouseEventInit};

use super::page::Page;

fn press(key: &str) {
    let init = KeyboardEventInit::new();
    init.set_key(key);
    init.set_bubbles(true);
    init.set_cancelable(true);
    let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init).expect("a key event");
    let body = dom::document().body().expect("a page has a body");
    body.dispatch_event(&event).expect("an event can be dispatched");
}

fn mouse(kind: &str, selector: &str) {
    let init = MouseEventInit::new();
    init.set_bubbles(true);
    let event = MouseEvent::new_with_mouse_event_init_dict(kind, &init).expect("a mouse event");
    let target = dom::find(selector).or_else(|| dom::find("body")).expect("a page has a body");
    target.dispatch_event(&event).expect("an event can be dispatched");
}

/// Everything that a key or click could have changed.
fn seen(state: &State) -> String {
    let (exact, tags, said) = (state.exact, state.tags, state.said.clone());
    format!("{exact} {tags:?} {said:?} {:?} {:?} {:?}", state.selection, state.dialog, state.held)
}

#[wasm_bindgen_test]
async fn a_page_that_is_gone_hears_nothing() {
    let page = Page::open("Ada met Bob.\nIt rained.").await;
    let exact = |page: &Page| page.store.with(|state| state.exact);
    press("x");
    assert!(exact(&page), "while it is there, a key is heard");
    press("x");
    assert!(!exact(&page), "and once only");
    let store = page.close().await;
    let before = store.with(seen);
    for key in ["x", "t", "?", "1", "c", "Escape", "Enter", " "] {
        press(key);
    }
    for kind in ["mousedown", "mouseup", "click", "scroll"] {
        mouse(kind, "[data-pane=article]");
    }
    yew::scheduler::flush().await;
    assert_eq!(store.with(seen), before);
}

#[wasm_bindgen_test]
async fn a_page_can_be_put_up_again() {
    for _ in 0..3 {
        let page = Page::open("Ada met Bob.\nIt rained.").await;
        page.assert_whole();
        press("x");
        assert!(page.store.with(|state| state.exact), "one page hears one key once");
        page.close().await;
        assert!(dom::find("[data-document]").is_none());
    }
}
