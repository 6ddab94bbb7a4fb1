//! Asks for the text of an article.

use std::rc::Rc;

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::aspects::Aspects;
use super::shared::{action_button, words};
use super::store::{Store, Subscription};
use crate::session::{Args, Command, Dialog, Words};

/// What the sheet needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state and how to change it.
    pub store: Store,
}

/// The sheet for pasted text. A component of its own: it fills and focuses its field when it comes up.
pub struct PasteDialog {
    field: NodeRef,
    filled: bool,
    _hears: Subscription,
}

impl Component for PasteDialog {
    type Message = ();
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let hears = ctx.props().store.redraw(ctx, Aspects::DIALOG);
        Self { field: NodeRef::default(), filled: false, _hears: hears }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let store = &ctx.props().store;
        if offered(store).is_none() {
            return html! { <div hidden=true /> };
        }
        sheet(store, &self.field)
    }

    fn rendered(&mut self, ctx: &Context<Self>, _: bool) {
        let text = offered(&ctx.props().store);
        let shown = text.is_some();
        let area = self.field.cast::<HtmlTextAreaElement>();
        if let (Some(text), Some(area), false) = (text, area, self.filled) {
            area.set_value(&text);
            // Without focus the sheet still works by mouse.
            let _ = area.focus();
        }
        self.filled = shown;
    }
}

/// What the sheet begins with, while it is up.
fn offered(store: &Store) -> Option<Rc<str>> {
    store.with(|state| match &state.dialog {
        Some(Dialog::Paste(text)) => Some(text.clone()),
        _ => None,
    })
}

fn sheet(store: &Store, field: &NodeRef) -> Html {
    let onsubmit = {
        let (store, field) = (store.clone(), field.clone());
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let text = field.cast::<HtmlTextAreaElement>().map(|area| area.value());
            store.run(Command::AddText, Args { text, ..Args::default() });
        })
    };
    html! {
        <div class="veil">
            <form class="sheet" role="dialog" aria-modal="true" aria-labelledby="paste-title" {onsubmit}>
                <h2 id="paste-title">{ Words::PasteTitle.text() }</h2>
                <p>{ Words::PasteHint.text() }</p>
                <textarea ref={field.clone()} rows="14" aria-label={Words::PasteLabel.text()} spellcheck="false" dir="auto" />
                <div class="sheet-acts">
                    { action_button(store, Command::Leave, Args::default(), words(Words::Cancel), "btn") }
                    <button type="submit" class="btn primary" data-action="add-text">{ Words::ActAddText.text() }</button>
                </div>
            </form>
        </div>
    }
}
