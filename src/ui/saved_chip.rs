//! Says whether work is safe.

use yew::prelude::*;

use super::store::Store;
use crate::session::{Message, Saved, State, Words};

/// The chip.
pub fn draw(_: &Store, state: &State) -> Html {
    let (name, words, why) = match &state.saved {
        Saved::Yes => ("saved", Words::Saved, None),
        Saved::Saving => ("saving", Words::Saving, None),
        Saved::InTab => ("in-tab", Words::InTab, Some(Words::InTabWhy.text().into())),
        Saved::ReadOnly => ("read-only", Words::ReadOnly, Some(Words::LaterVersion.text().into())),
        Saved::Failed(error) => ("failed", Words::NotSaved, Some(Message::store(error).text())),
    };
    html! { <div class="saved" data-saved={name} title={why}><i aria-hidden="true" />{ words.text() }</div> }
}
