//! The note of what is picked out, and the reason of a doubt: fields that are kept when they are left. Of several
//! annotations they show what is said of all.

use yew::prelude::*;

use super::store::Store;
use crate::browser::dom;
use crate::model::{Annotation, AnnotationId};
use crate::session::{Args, Command, Words};

/// The fields.
#[inline(never)] // so that it can travel later
pub fn draw(store: &Store, picked: &[&Annotation]) -> Html {
    let Some(first) = picked.first() else { return Html::default() };
    let key: Vec<String> = picked.iter().map(|annotation| annotation.id.to_string()).collect();
    let reason = |annotation: &&Annotation| annotation.doubt.as_ref().map(|doubt| doubt.reason.clone());
    let reasons = reason(first).filter(|_| picked.iter().all(|annotation| annotation.doubt.is_some()));
    // Where not all say the same, nothing is shown, and it stays so unless something is typed.
    let notes = picked.iter().all(|annotation| annotation.note == first.note);
    let note = if notes { &*first.note } else { "" };
    html! {
        <div class="remarks" key={key.join(" ")}>
            { field(store, picked, "note", Command::Note, note, Words::NoteLabel) }
            if let Some(first) = reasons {
                { field(store, picked, "doubt", Command::Doubt,
                    if picked.iter().all(|a| reason(a).as_ref() == Some(&first)) { &first } else { "" }, Words::DoubtLabel) }
            }
        </div>
    }
}

/// A field of one line or more. It is kept when it is left, by Enter too; Escape leaves it as it was.
fn field(
    store: &Store,
    picked: &[&Annotation],
    name: &'static str,
    command: Command,
    text: &str,
    label: Words,
) -> Html {
    let kept = text.to_owned();
    // Not what the state says when it is left: something else may be picked out by then.
    let onchange = {
        let (store, ids) = (store.clone(), ids(picked));
        Callback::from(move |event: Event| {
            let field: Option<web_sys::HtmlTextAreaElement> = event.target_dyn_into();
            if let Some(field) = field {
                store.run(command, Args { text: Some(field.value()), ..ids.clone() });
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

/// These annotations, whatever is picked out by then.
pub fn ids(picked: &[&Annotation]) -> Args {
    let ids: Vec<AnnotationId> = picked.iter().map(|annotation| annotation.id).collect();
    Args { ids: Some(ids.iter().map(ToString::to_string).collect()), ..Args::default() }
}
