//! The note of what is picked out, and the reason of a doubt: fields that are kept when they are left.

use yew::prelude::*;

use super::store::Store;
use crate::browser::dom;
use crate::model::Annotation;
use crate::session::{Args, Command, Words};

/// The fields.
#[inline(never)] // so that it can travel later
pub fn draw(store: &Store, annotation: &Annotation) -> Html {
    html! {
        <div class="remarks" key={annotation.id.to_string()}>
            { field(store, annotation, "note", Command::Note, &annotation.note, Words::NoteLabel) }
            if let Some(doubt) = &annotation.doubt {
                { field(store, annotation, "doubt", Command::Doubt, &doubt.reason, Words::DoubtLabel) }
            }
        </div>
    }
}

/// A field of one line or more. It is kept when it is left, by Enter too; Escape leaves it as it was.
fn field(
    store: &Store,
    annotation: &Annotation,
    name: &'static str,
    command: Command,
    text: &str,
    label: Words,
) -> Html {
    let id = annotation.id;
    let kept = text.to_owned();
    // Not what the state says when it is left: something else may be picked out by then.
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            let field: Option<web_sys::HtmlTextAreaElement> = event.target_dyn_into();
            if let Some(field) = field {
                store.run(command, Args { text: Some(field.value()), ..Args::id(id) });
            }
        })
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let field: Option<web_sys::HtmlTextAreaElement> = event.target_dyn_into();
        match event.key().as_str() {
            "Enter" if !event.shift_key() && !event.is_composing() => {}
            "Escape" => field.iter().for_each(|field| field.set_value(&kept)),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
        dom::blur();
    });
    html! {
        <label class="remark">
            <span>{ label.text() }</span>
            <textarea rows="1" data-field={name} value={text.to_owned()} dir="auto" {onchange} {onkeydown} />
        </label>
    }
}
