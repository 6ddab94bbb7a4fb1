//! Says whether work is safe.

use yew::prelude::*;

use super::shared::action_button;
use super::store::Store;
use crate::browser::{dom, here};
use crate::session::{Args, Command, Message, Saved, State, Words};

/// The chip.
pub fn draw(store: &Store, state: &State) -> Html {
    let (name, words, why) = match &state.saved {
        Saved::Yes => ("saved", Words::Saved, None),
        Saved::Saving => ("saving", Words::Saving, None),
        Saved::InTab => ("in-tab", Words::InTab, Some(Words::InTabWhy.text().into())),
        Saved::ReadOnly => ("read-only", Words::ReadOnly, Some(Words::LaterVersion.text().into())),
        Saved::Failed(error) => ("failed", Words::NotSaved, Some(Message::store(error).text())),
    };
    // What is nowhere but here can at least be taken along.
    let rescue = matches!(state.saved, Saved::Failed(_)).then(|| rescue_html(store));
    html! { <div class="saved" data-saved={name} title={why}><i aria-hidden="true" />{ words.text() }{ rescue }</div> }
}

#[inline(never)] // so that it can travel later
fn rescue_html(store: &Store) -> Html {
    // A frame of another page may be what keeps the browser from storing anything.
    let own_tab = dom::is_framed().then(|| {
        html! { <a class="btn" href={here::address()} target="_blank" rel="noopener">{ Words::OwnTab.text() }</a> }
    });
    html! {
        <>
            { action_button(store, Command::Export, Args::default(), super::shared::words(Words::Download), "btn") }
            { own_tab }
        </>
    }
}
