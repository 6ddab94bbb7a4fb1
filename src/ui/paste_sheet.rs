//! Asks for the text of an article.

use wasm_bindgen::JsCast as _;
use web_sys::{ClipboardEvent, HtmlTextAreaElement};
use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::Store;
use super::{listeners, taking};
use crate::browser::files;
use crate::session::{Action, Args, Command, State, Words};

/// The sheet, which begins with a text.
pub fn draw(store: &Store, state: &State, text: &str) -> Html {
    let field = NodeRef::default();
    let onsubmit = {
        let (store, field) = (store.clone(), field.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = field.cast::<HtmlTextAreaElement>().map(|area| area.value());
            match text.filter(|text| !text.trim().is_empty()) {
                Some(text) => taking::give_text(&store, text),
                None => drop(store.run(Command::AddText, Args::default())),
            }
        })
    };
    let onpaste = {
        let store = store.clone();
        Callback::from(move |event: Event| pasted(&store, &event))
    };
    let onpage = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            if let Some(markup) = store.with(|state| state.page_at_hand.clone()) {
                taking::give_page(&store, markup.to_string());
            }
        })
    };
    html! {
        <form {onsubmit}>
            <h2 id="sheet-title">{ Words::PasteTitle.text() }</h2>
            <p>{ Words::PasteHint.text() }</p>
            <textarea ref={field} rows="14" aria-label={Words::PasteLabel.text()} spellcheck="false" dir="auto" {onpaste}
                defaultvalue={text.to_owned()} autofocus=true />
            if state.page_at_hand.is_some() {
                <p>{ Words::PasteIsPage.text() }{ " " }
                    <button type="button" class="btn" data-intake="page" onclick={onpage}>{ Words::PasteAsPage.text() }</button></p>
            }
            <div class="sheet-acts">
                { action_button(store, Command::Leave, Args::default(), words(Words::Cancel), "btn") }
                <button type="submit" class="btn primary" data-action="add-text">{ Words::ActAddText.text() }</button>
            </div>
        </form>
    }
}

/// Something was put into the field from the clipboard: files are read, and of words it is kept which page they came from.
fn pasted(store: &Store, event: &Event) {
    let Some(data) = event.dyn_ref::<ClipboardEvent>().and_then(ClipboardEvent::clipboard_data) else { return };
    let list = files::listed(data.files());
    if !list.is_empty() {
        event.prevent_default();
        return listeners::take_files(store, list);
    }
    let markup = data.get_data("text/html").unwrap_or_default();
    if taking::is_page(&markup) {
        store.dispatch(Action::PageAtHand(markup));
    }
}
