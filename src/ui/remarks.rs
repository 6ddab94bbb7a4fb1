//! The note of what is picked out, and the reason of a doubt. Of several annotations they show what is said of all.

use yew::prelude::*;

use super::kept::{Kept, kept, saying, text};
use super::store::Store;
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
    let ids = ids(picked);
    html! {
        <div class="remarks" key={key.join(" ")}>
            { field(store, "note", (Command::Note, ids.clone()), note, Words::NoteLabel) }
            if let Some(first) = reasons {
                { field(store, "doubt", (Command::Doubt, ids),
                    if picked.iter().all(|a| reason(a).as_ref() == Some(&first)) { &first } else { "" }, Words::DoubtLabel) }
            }
        </div>
    }
}

/// A field of one line or more for a text that a command sets.
pub fn field(store: &Store, name: &'static str, (command, args): (Command, Args), now: &str, label: Words) -> Html {
    let Kept { onchange, onkeydown } = kept(store, command, args, now, text);
    html! {
        <label class="remark">
            <span>{ label.text() }</span>
            { saying(html! { <textarea rows="1" data-field={name} dir="auto" {onchange} {onkeydown} /> }, now) }
        </label>
    }
}

/// These annotations, whatever is picked out by then.
pub fn ids(picked: &[&Annotation]) -> Args {
    let ids: Vec<AnnotationId> = picked.iter().map(|annotation| annotation.id).collect();
    Args { ids: Some(ids.iter().map(ToString::to_string).collect()), ..Args::default() }
}
