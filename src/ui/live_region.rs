//! Tells screen readers, and the foot of the page, what an action did.

use yew::prelude::*;

use super::store::use_selector;

/// The one live region. A second saying of the same words is heard again, since its element is a new one.
#[component]
pub fn LiveRegion() -> Html {
    let (number, text) = use_selector(|state| (state.said.0, state.said.1.text()));
    html! { <div class="said" role="status" aria-live="polite"><span key={number} hidden={text.is_empty()}>{ text }</span></div> }
}
