//! The keys of all commands, to be changed.

use yew::prelude::*;

use super::shared::{action_button, key_caps, words};
use super::store::Store;
use crate::session::command::ActionInfo;
use crate::session::keymap::clashes;
use crate::session::{ACTIONS, Action, Args, Command, Message, State, Words};

/// The list; `waiting` is the command that takes the next key, `told` what was said about the last one.
pub fn draw(store: &Store, state: &State, waiting: Option<&'static str>, told: Option<&Message>) -> Html {
    let lost = clashes(state);
    let told = match (told, waiting) {
        (Some(told), _) => told.text(),
        (None, Some(_)) => Words::KeyWaits.text().to_owned(),
        _ => String::new(),
    };
    html! {
        <>
            <h2 id="sheet-title">{ Words::ActKeys.text() }</h2>
            <label class="check">
                <input type="checkbox" data-action="toggle-single" checked={!state.keymap.no_single} onchange={run(store, Command::ToggleSingle, Args::default())} />
                { Words::SingleLabel.text() }
            </label>
            for clash in lost { <p class="warn">{ clash.text() }</p> }
            <p class="told">{ told }</p>
            <ul class="picks rows">
                for action in ACTIONS.iter() { { row(store, state, action, waiting == Some(action.id)) } }
            </ul>
            <div class="sheet-acts">
                { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn primary") }
            </div>
        </>
    }
}

fn run<E: 'static>(store: &Store, command: Command, args: Args) -> Callback<E> {
    let store = store.clone();
    Callback::from(move |_: E| {
        store.run(command, args.clone());
    })
}

fn row(store: &Store, state: &State, action: &'static ActionInfo, waits: bool) -> Html {
    let keys = state.keymap.of(action);
    let name = action.name.text();
    let wait = {
        let store = store.clone();
        Callback::from(move |_: MouseEvent| {
            store.dispatch(Action::WaitForKey(action.id));
        })
    };
    let shown: Vec<String> = keys.iter().map(|key| key_caps(key)).collect();
    // What is seen comes first: who speaks to the page says what is seen (WCAG 2.5.3).
    let change = format!("{} {}", shown.join(" "), Message::new(Words::KeyChange, &[name]).text());
    let change = change.trim_start().to_owned();
    html! {
        <li key={action.id} class={classes!("pick", waits.then_some("on"))}>
            <span>{ name }</span>
            <span class="row-keys">
                if state.keymap.is_own(action) {
                    <button type="button" class="act" data-action="set-keys" title={Message::new(Words::KeyReset, &[name]).text()}
                        onclick={run(store, Command::SetKeys, Args::id(action.id))}>{ Words::KeyResetShort.text() }</button>
                }
                <button type="button" class="act key" data-action="set-keys" aria-label={change.clone()} title={change} onclick={wait}>
                    if waits {
                        { "…" }
                    } else if keys.is_empty() {
                        { "–" }
                    } else {
                        for key in keys.iter() { <kbd key={key.clone()}>{ key_caps(key) }</kbd> }
                    }
                </button>
            </span>
        </li>
    }
}
