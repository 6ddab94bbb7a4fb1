//! Tells screen readers, and the foot of the page, what an action did.

use yew::prelude::*;

use super::store::Store;
use crate::session::State;

/// The one live region. A second saying of the same words is heard again, since its element is a new one.
pub fn draw(_: &Store, state: &State) -> Html {
    let (number, text) = (state.said.0, state.said.1.text());
    html! { <div class="said" role="status" aria-live="polite"><span key={number} hidden={text.is_empty()}>{ text }</span></div> }
}
