//! The pane at the right: labels, what is picked out, everything that is marked.

use yew::prelude::*;

use super::annotation_list::AnnotationList;
use super::label_bar::LabelBar;
use super::selected_card::SelectedCard;
use crate::session::Words;

/// The pane at the right.
#[component]
pub fn Desk() -> Html {
    html! {
        <aside class="desk" aria-label={Words::PaneDesk.text()}>
            <LabelBar />
            <SelectedCard />
            <AnnotationList />
        </aside>
    }
}
