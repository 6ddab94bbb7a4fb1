//! The desk: labels, what is picked out, what is searched for, what is marked. Where the page is narrow it is folded to labels
//! and a line of the card, until it is pulled out.

use yew::prelude::*;

use super::parts::{Part, watch};
use super::store::Store;
use crate::session::state::Drawer;
use crate::session::{State, Words};

/// The pane.
pub fn draw(store: &Store, state: &State) -> Html {
    let class = classes!("desk", (state.drawer == Some(Drawer::Desk)).then_some("unfolded"));
    html! {
        <aside {class} data-pane="desk" aria-label={Words::PaneDesk.text()}>
            { watch(store, Part::LabelBar) }
            { watch(store, Part::SelectedCard) }
            { watch(store, Part::FindBar) }
            { watch(store, Part::AnnotationList) }
        </aside>
    }
}
