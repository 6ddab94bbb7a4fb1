//! Small things that several parts draw alike.

use yew::prelude::*;

use super::store::Store;
use crate::model::{Label, Status};
use crate::session::{Args, Command, Words};

/// A text of the interface.
pub fn words(words: Words) -> Html {
    Html::from(words.text())
}

/// The class that sets a label's colour.
#[must_use]
pub fn color_class(label: Option<&Label>) -> String {
    label.map_or_else(|| "p15".to_owned(), |label| format!("p{}", label.color.get()))
}

/// A key as a person reads it on this page.
#[must_use]
pub fn key_caps(name: &str) -> String {
    match name {
        "Backspace" => "⌫".to_owned(),
        "Enter" => "⏎".to_owned(),
        "Escape" => "Esc".to_owned(),
        _ => name
            .replace("Mod", "Ctrl")
            .replace("ArrowLeft", "←")
            .replace("ArrowRight", "→")
            .replace("ArrowUp", "↑")
            .replace("ArrowDown", "↓")
            .replace('+', " "),
    }
}

/// A button that runs a command, with its first key.
pub fn action_button(store: &Store, command: Command, args: Args, label: Html, class: &'static str) -> Html {
    let info = command.info();
    let applies = store.with(info.applies) || args != Args::default();
    let store = store.clone();
    let onclick = Callback::from(move |_: MouseEvent| {
        store.run(command, args.clone());
    });
    let key = info.keys.first().map(|key| html! { <kbd>{ key_caps(key) }</kbd> });
    html! {
        <button type="button" {class} data-action={info.id} disabled={!applies} {onclick}>{ label }{ key }</button>
    }
}

/// A status as a sign and as words.
#[must_use]
pub const fn status_sign(status: Status) -> (&'static str, Words) {
    match status {
        Status::New => ("○", Words::StatusNew),
        Status::InProgress => ("◐", Words::StatusInProgress),
        Status::Done => ("✓", Words::StatusDone),
        Status::DoneEmpty => ("✓", Words::StatusDoneEmpty),
        Status::Skipped => ("–", Words::StatusSkipped),
        Status::Flagged => ("⚑", Words::StatusFlagged),
    }
}
