//! The menu: what can be done now, by name, for hands without keys.

use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::Store;
use crate::session::{Args, Command, State, Words};

/// The rows, those for what is picked out first.
pub(super) fn draw(store: &Store, state: &State) -> Html {
    let quote = state.menu_quote();
    html! {
        <div class="menu">
            <h2 id="sheet-title" dir="auto" tabindex="-1" autofocus=true>{ quote.unwrap_or_else(|| Words::ActMenu.text().to_owned()) }</h2>
            for (place, group) in state.menu().into_iter().enumerate() {
                <div class="menu-group" role="group" key={place}>
                    for command in group {
                        { action_button(store, command, Args::default(), words(command.info().name), "menu-row") }
                    }
                </div>
            }
            <div class="sheet-acts">{ action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn") }</div>
        </div>
    }
}
