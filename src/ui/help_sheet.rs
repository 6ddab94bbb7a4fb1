//! The keys, from the table of commands and the schema.

use yew::prelude::*;

use super::shared::{action_button, key_caps, words};
use super::store::Store;
use crate::session::{ACTIONS, Args, Command, State, Words};

/// The sheet with the keys.
pub fn draw(store: &Store, state: &State) -> Html {
    let keyed = ACTIONS.iter().map(|action| (action, state.keymap.of(action))).filter(|(_, keys)| !keys.is_empty());
    html! {
        <>
            <h2 id="sheet-title">{ Words::HelpTitle.text() }</h2>
            <dl class="keys">
                for (action, keys) in keyed {
                    <div key={action.id}>
                        <dt>{ action.name.text() }</dt>
                        <dd>for key in keys.iter() { <kbd key={key.clone()}>{ key_caps(key) }</kbd> }</dd>
                    </div>
                }
            </dl>
            <h3>{ Words::HelpLabels.text() }</h3>
            <p>{ Words::HelpHold.text() }</p>
            <dl class="keys">
                for label in state.project.schema.offered().filter(|label| label.key.is_some()) {
                    <div key={label.id.to_string()}>
                        <dt>{ label.name.to_string() }</dt>
                        <dd><kbd>{ label.key.map(|key| String::from(key.to_ascii_uppercase())).unwrap_or_default() }</kbd></dd>
                    </div>
                }
            </dl>
            <p>{ Words::HelpSight.text() }</p>
            <p>{ Words::HelpMouse.text() }</p>
            <p>{ Words::HelpEdges.text() }</p>
            <p>{ Words::HelpCaret.text() }</p>
            <div class="sheet-acts">
                { action_button(store, Command::Keys, Args::default(), words(Words::ActKeys), "btn") }
                { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn primary") }
            </div>
        </>
    }
}
