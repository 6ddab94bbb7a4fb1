//! What stands at the thumb where the page is narrow: the drawers, undo, the next article, the menu.

use yew::prelude::*;

use super::shared::runs;
use super::store::Store;
use crate::session::state::Drawer;
use crate::session::{Args, Command, State, Words};

/// The row of buttons.
pub(super) fn draw(store: &Store, state: &State) -> Html {
    let drawer = |drawer| Some(state.drawer == Some(drawer));
    html! {
        <div class="thumbs">
            { thumb(store, state, Command::UnfoldQueue, ("☰", Words::PaneArticles), drawer(Drawer::Articles)) }
            { thumb(store, state, Command::Undo, ("↶", Words::ActUndo), None) }
            { thumb(store, state, Command::NextArticle, ("→", Words::ThumbNext), None) }
            { thumb(store, state, Command::UnfoldDesk, ("▤", Words::ThumbDesk), drawer(Drawer::Desk)) }
            { thumb(store, state, Command::Menu, ("⋯", Words::ThumbMenu), None) }
        </div>
    }
}

/// A button with a sign above its name; a drawer's says whether that is open.
fn thumb(store: &Store, state: &State, command: Command, told: (&'static str, Words), open: Option<bool>) -> Html {
    let (info, (sign, name)) = (command.info(), told);
    let expanded = open.map(|open| if open { "true" } else { "false" });
    html! {
        <button type="button" class="thumb" data-action={info.id} disabled={!(info.applies)(state)} aria-expanded={expanded}
            onclick={runs(store, command, Args::default())}><i aria-hidden="true">{ sign }</i>{ name.text() }</button>
    }
}
