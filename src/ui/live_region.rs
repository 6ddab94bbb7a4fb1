//! Tells screen readers, and the foot of the page, what an action did.

use yew::prelude::*;

use super::store::Store;
use crate::session::State;

/// What was done, and where the caret is: that one is only heard, and cuts short what was said of the last place. A second saying of the same words is heard again, since its element is a new one.
pub fn draw(_: &Store, state: &State) -> Html {
    let (number, text) = (state.said.0, state.said.1.text());
    let (heard, place) = (state.spoken.0, state.spoken.1.text());
    html! {
        <>
            <div class="said" role="status" aria-live="polite"><span key={number} hidden={text.is_empty()}>{ text }</span></div>
            <div class="offscreen" aria-live="assertive"><span key={heard}>{ place }</span></div>
        </>
    }
}
