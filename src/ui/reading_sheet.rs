//! How far files are read, and the way out.

use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::Store;
use crate::session::{Args, Command, Message, Words};

/// The sheet; so many bytes of so many are read.
pub fn draw(store: &Store, read: usize, total: usize) -> Html {
    html! {
        <>
            <h2 id="sheet-title">{ Words::ReadingTitle.text() }</h2>
            <p>{ Message::new(Words::ReadingSoFar, &[read / 1000, total / 1000]).text() }</p>
            <progress class="meter" max={total.to_string()} value={read.to_string()} aria-label={Words::ReadingTitle.text()} />
            <div class="sheet-acts">
                { action_button(store, Command::Leave, Args::default(), words(Words::Cancel), "btn") }
            </div>
        </>
    }
}
