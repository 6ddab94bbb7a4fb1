//! Says whether work is safe.

use yew::prelude::*;

use super::store::use_selector;
use crate::session::{Message, Saved, Words};

/// The chip.
#[component]
pub fn SavedChip() -> Html {
    let saved = use_selector(|state| state.saved.clone());
    let (name, words, why) = match &saved {
        Saved::Yes => ("saved", Words::Saved, None),
        Saved::Saving => ("saving", Words::Saving, None),
        Saved::Failed(error) => ("failed", Words::NotSaved, Some(Message::store(error).text())),
    };
    html! { <div class="saved" data-saved={name} title={why}><i aria-hidden="true" />{ words.text() }</div> }
}
