//! The keys, from the table of commands and the schema.

use yew::prelude::*;

use super::shared::{action_button, key_caps, words};
use super::store::Store;
use crate::session::{ACTIONS, Args, Command, Dialog, State, Words};

/// The sheet with the keys.
pub fn draw(store: &Store, state: &State) -> Html {
    if state.dialog != Some(Dialog::Help) {
        return html! { <div hidden=true /> };
    }
    sheet(store, state)
}

#[inline(never)] // so that it can travel later
fn sheet(store: &Store, state: &State) -> Html {
    let keyed = ACTIONS.iter().filter(|action| !action.keys.is_empty());
    html! {
        <div class="veil">
            <section class="sheet" role="dialog" aria-modal="true" aria-labelledby="help-title">
                <h2 id="help-title">{ Words::HelpTitle.text() }</h2>
                <dl class="keys">
                    for action in keyed {
                        <div key={action.id}>
                            <dt>{ action.name.text() }</dt>
                            <dd>for key in action.keys.iter() { <kbd key={*key}>{ key_caps(key) }</kbd> }</dd>
                        </div>
                    }
                </dl>
                <h3>{ Words::HelpLabels.text() }</h3>
                <p>{ Words::HelpHold.text() }</p>
                <dl class="keys">
                    for label in state.project.schema.labels.iter().filter(|label| label.key.is_some()) {
                        <div key={label.id.to_string()}>
                            <dt>{ label.name.to_string() }</dt>
                            <dd><kbd>{ label.key.map(|key| String::from(key.to_ascii_uppercase())).unwrap_or_default() }</kbd></dd>
                        </div>
                    }
                </dl>
                <p>{ Words::HelpCaret.text() }</p>
                <p>{ Words::HelpMouse.text() }</p>
                <div class="sheet-acts">
                    { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn primary") }
                </div>
            </section>
        </div>
    }
}
