//! What becomes of what is marked in annotated files: annotations, or suggestions of a model.

use yew::prelude::*;

use super::store::Store;
use crate::session::foreign::{Foreign, ForeignStep};
use crate::session::{Action, Message, State, Words};

/// The choice, and what belongs to it.
pub fn draw(store: &Store, state: &State, foreign: &Foreign) -> Html {
    let told = &foreign.told;
    let plain = told.spans.saturating_sub(told.suggested);
    let choice = |suggests: bool, name: Words, said: String| {
        let (store, checked) = (store.clone(), foreign.suggests == suggests);
        let onchange = Callback::from(move |_: Event| {
            store.dispatch(Action::Foreign(ForeignStep::Suggests(suggests)));
        });
        html! {
            <label class={classes!(checked.then_some("on"))}>
                <input type="radio" name="foreign-as" data-foreign={if suggests { "as-suggestions" } else { "as-annotations" }} {checked} {onchange} />
                <span>{ name.text() }<small>{ said }</small></span>
            </label>
        }
    };
    let scored = if told.scored == 0 {
        Words::ForeignNotScored.text().to_owned()
    } else {
        Message::new(Words::ForeignScored, &[told.scored, told.spans]).text()
    };
    let said = match told.suggested {
        0 => Words::ForeignAsSaid.text().to_owned(),
        some => Message::new(Words::ForeignAsSaidBut, &[plain, some]).text(),
    };
    html! {
        <fieldset class="foreign-as">
            <legend>{ Words::ForeignAs.text() }</legend>
            { choice(false, Words::ForeignAsAnnotations, said) }
            { choice(true, Words::ForeignAsSuggestions, scored) }
            if foreign.suggests { { model(store, state, foreign) } }
        </fieldset>
    }
}

/// Whose suggestions they are, and what becomes of those that are here.
fn model(store: &Store, state: &State, foreign: &Foreign) -> Html {
    let oninput = {
        let store = store.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(field) = event.target_dyn_into::<web_sys::HtmlInputElement>() {
                store.dispatch(Action::Foreign(ForeignStep::Model(field.value())));
            }
        })
    };
    let replaces = foreign.replaces;
    let onchange = {
        let store = store.clone();
        Callback::from(move |_: Event| {
            store.dispatch(Action::Foreign(ForeignStep::Replaces(!replaces)));
        })
    };
    // A project that is made of the files has nothing to replace.
    let is_new = foreign.into.is_some() || state.project.order.is_empty();
    html! {
        <div class="foreign-model">
            <label>{ Words::ForeignModel.text() }
                <input type="text" class="line" data-foreign="model" value={foreign.model.clone()} dir="auto" autocomplete="off" maxlength="120" {oninput} /></label>
            if !is_new {
                <label class="check"><input type="checkbox" data-foreign="replaces" checked={replaces} {onchange} />{ Words::ForeignReplaces.text() }</label>
            }
            <p>{ Words::ForeignSuggestsHint.text() }</p>
        </div>
    }
}
