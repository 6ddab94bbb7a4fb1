//! The button beside the block that is meant: the one below the pointer, or with the caret. It lies in the margin of the
//! text, over nothing, and no line moves for it.

use yew::prelude::*;

use super::shared::runs;
use super::store::Store;
use crate::model::Role;
use crate::session::blocks::kind_name;
use crate::session::{Args, Command, Message, State, Words};

/// The button; none while nothing is pointed at.
pub fn draw(store: &Store, state: &State) -> Html {
    if state.pointer.block.is_none() && state.caret.is_none() { Html::default() } else { button(store, state) }
}

#[inline(never)] // so that it can travel later
fn button(store: &Store, state: &State) -> Html {
    let ids = state.meant_blocks();
    let first = ids.first().and_then(|id| state.document()?.block(*id).cloned());
    let Some(block) = first.filter(|_| !state.document().is_some_and(|document| document.meta.locked)) else {
        return Html::default();
    };
    let furniture = block.role == Role::Furniture;
    let what = if furniture { Words::BlockFurniture.text().to_owned() } else { kind_name(block.kind) };
    let name = Message::new(Words::BlockButton, &[what]).text();
    html! {
        <button type="button" tabindex="-1" class={classes!("block-button", furniture.then_some("of-furniture"))} data-action="set-block"
            data-value={block.id.to_string()} aria-label={name.clone()} title={name} aria-haspopup="dialog"
            onclick={runs(store, Command::SetBlock, Args::blocks(&ids))}>
            <svg viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
                <path d="M3 4h10M3 8h10M3 12h6" fill="none" stroke="currentColor" stroke-width="1.6" stroke-linecap="round" />
            </svg>
        </button>
    }
}
