//! Asks for the text of an article.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::Store;
use crate::session::{Args, Command, Words};

/// The sheet, which begins with a text.
pub fn draw(store: &Store, text: &str) -> Html {
    let field = NodeRef::default();
    let onsubmit = {
        let (store, field) = (store.clone(), field.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = field.cast::<HtmlTextAreaElement>().map(|area| area.value());
            store.run(Command::AddText, Args { text, ..Args::default() });
        })
    };
    html! {
        <form {onsubmit}>
            <h2 id="sheet-title">{ Words::PasteTitle.text() }</h2>
            <p>{ Words::PasteHint.text() }</p>
            <textarea ref={field} rows="14" aria-label={Words::PasteLabel.text()} spellcheck="false" dir="auto"
                defaultvalue={text.to_owned()} autofocus=true />
            <div class="sheet-acts">
                { action_button(store, Command::Leave, Args::default(), words(Words::Cancel), "btn") }
                <button type="submit" class="btn primary" data-action="add-text">{ Words::ActAddText.text() }</button>
            </div>
        </form>
    }
}
