//! Asks for the text of an article.

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::{use_selector, use_store};
use crate::session::{Args, Command, Dialog, Words};

/// The sheet for pasted text.
#[component]
pub fn PasteDialog() -> Html {
    let store = use_store();
    let shown = use_selector(|state| match &state.dialog {
        Some(Dialog::Paste(text)) => Some(text.clone()),
        _ => None,
    });
    let field = use_node_ref();
    {
        let field = field.clone();
        use_effect_with(shown.clone(), move |shown| {
            if let (Some(text), Some(area)) = (shown, field.cast::<HtmlTextAreaElement>()) {
                area.set_value(text);
                // Without focus the sheet still works by mouse.
                let _ = area.focus();
            }
        });
    }
    let onsubmit = {
        let (store, field) = (store.clone(), field.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = field.cast::<HtmlTextAreaElement>().map(|area| area.value());
            store.run(Command::AddText, Args { text, ..Args::default() });
        })
    };
    if shown.is_none() {
        return html! { <div hidden=true /> };
    }
    html! {
        <div class="veil">
            <form class="sheet" role="dialog" aria-modal="true" aria-labelledby="paste-title" {onsubmit}>
                <h2 id="paste-title">{ Words::PasteTitle.text() }</h2>
                <p>{ Words::PasteHint.text() }</p>
                <textarea ref={field} rows="14" aria-label={Words::PasteLabel.text()} spellcheck="false" dir="auto" />
                <div class="sheet-acts">
                    { action_button(&store, Command::Leave, Args::default(), words(Words::Cancel), "btn") }
                    <button type="submit" class="btn primary" data-action="add-text">{ Words::ActAddText.text() }</button>
                </div>
            </form>
        </div>
    }
}
