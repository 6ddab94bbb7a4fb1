//! Commands, labels and articles by name.

use yew::prelude::*;

use super::shared::key_caps;
use super::store::Store;
use crate::session::palette::{Item, Palette, PaletteStep, items};
use crate::session::{Action, State, Words};

/// Rows drawn; what else there is comes up by typing.
const SHOWN: usize = 40;

/// The field and its rows.
pub fn draw(store: &Store, state: &State, palette: &Palette) -> Html {
    let oninput = {
        let store = store.clone();
        Callback::from(move |event: InputEvent| {
            let field: Option<web_sys::HtmlInputElement> = event.target_dyn_into();
            if let Some(field) = field {
                store.dispatch(Action::Palette(PaletteStep::Type(field.value())));
            }
        })
    };
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| {
            let step = match event.key().as_str() {
                "ArrowDown" => PaletteStep::By(1),
                "ArrowUp" => PaletteStep::By(-1),
                "PageDown" => PaletteStep::By(10),
                "PageUp" => PaletteStep::By(-10),
                "Enter" if !event.is_composing() => PaletteStep::Run(None),
                _ => return,
            };
            event.prevent_default();
            event.stop_propagation();
            store.dispatch(Action::Palette(step));
        })
    };
    let found = items(state, &palette.query);
    // The row that is picked out is always among those drawn.
    let first = palette.place.saturating_sub(SHOWN - 1);
    html! {
        <>
            <h2 id="sheet-title" class="unseen">{ Words::ActPalette.text() }</h2>
            <input type="text" role="combobox" autofocus=true autocomplete="off" spellcheck="false" aria-expanded="true"
                aria-controls="picks" aria-activedescendant={format!("pick-{}", palette.place)}
                aria-label={Words::PaletteLabel.text()} placeholder={Words::PaletteLabel.text()} {oninput} {onkeydown} />
            <ul id="picks" class="picks" role="listbox" aria-label={Words::ActPalette.text()}>
                for (place, item) in found.iter().enumerate().skip(first).take(SHOWN) {
                    { row(store, place, item, place == palette.place) }
                }
            </ul>
            <p hidden={!found.is_empty()}>{ Words::PaletteNone.text() }</p>
        </>
    }
}

fn row(store: &Store, place: usize, item: &Item, here: bool) -> Html {
    let onclick = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            store.dispatch(Action::Palette(PaletteStep::Run(Some(place))));
        })
    };
    let class = classes!("pick", here.then_some("on"), (!item.applies).then_some("later"));
    html! {
        <li key={place} id={format!("pick-{place}")} role="option" {class} aria-selected={here.to_string()}
            aria-disabled={(!item.applies).to_string()} {onclick}>
            <span dir="auto">{ item.name.clone() }</span>
            if let Some(key) = &item.key { <kbd>{ key_caps(key) }</kbd> }
        </li>
    }
}
