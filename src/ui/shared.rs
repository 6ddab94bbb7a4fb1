//! Small things that several parts draw alike.

use yew::prelude::*;

use super::store::Store;
use crate::model::claim::slot;
use crate::model::{Annotation, Document, Label, Schema, Status};
use crate::session::messages::shorten;
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
        _ if name.contains("Arrow") => {
            let signs = [("Left", "←"), ("Right", "→"), ("Up", "↑"), ("Down", "↓")];
            let named = name.replace("Mod", "Ctrl").replace('+', " ").replace("Arrow", "");
            signs.iter().fold(named, |name, (word, sign)| name.replace(word, sign))
        }
        _ => name.replace("Mod", "Ctrl").replace('+', " "),
    }
}

/// A button that runs a command, with its first key.
pub fn action_button(store: &Store, command: Command, args: Args, label: Html, class: &'static str) -> Html {
    let info = command.info();
    let applies = store.with(info.applies) || args != Args::default();
    let onclick = runs(store, command, args);
    let key = store.with(|state| state.keymap.shown(info)).map(|key| html! { <kbd>{ key_caps(&key) }</kbd> });
    html! {
        <button type="button" {class} data-action={info.id} disabled={!applies} {onclick}>{ label }{ key }</button>
    }
}

/// What stands in a row of a card: an annotation by its words, which goes there; and where there is something to be taken
/// away, a ×, which runs that and is called so.
pub fn end_html(
    store: &Store,
    schema: &Schema,
    document: &Document,
    end: &Annotation,
    cut: Option<(Command, Args, Words)>,
) -> Html {
    let color = color_class(schema.label(&end.label).map(|label| &**label));
    html! {
        <>
            <button type="button" class="link-end" data-action="select" dir="auto" onclick={runs(store, Command::Select, Args::id(end.id))}>
                <i class={classes!("dot", color)} aria-hidden="true" />{ shorten(&end.span.quote(&document.article), 60) }</button>
            for (command, args, name) in cut { { cut_button(store, command, args, name) } }
        </>
    }
}

/// A × that takes something away.
pub fn cut_button(store: &Store, command: Command, args: Args, name: Words) -> Html {
    html! {
        <button type="button" class="link-cut" data-action={command.info().id} aria-label={name.text()} title={name.text()}
            onclick={runs(store, command, args)}>{ "×" }</button>
    }
}

/// What runs a command when it is clicked.
pub fn runs(store: &Store, command: Command, args: Args) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |_: MouseEvent| {
        store.run(command, args.clone());
    })
}

/// A lock: what is only looked at.
pub fn lock_sign() -> Html {
    html! {
        <svg class="lock" viewBox="0 0 12 14" width="11" height="13" role="img" aria-label={Words::LockedSign.text()}>
            <path d="M3.2 6V4.2a2.8 2.8 0 0 1 5.6 0V6" fill="none" stroke="currentColor" stroke-width="1.5" />
            <rect x="1.4" y="6" width="9.2" height="7" rx="1.5" fill="currentColor" />
        </svg>
    }
}

/// A status as a sign and as words.
#[must_use]
pub const fn status_sign(status: Status) -> (&'static str, Words) {
    let sign = match status {
        Status::New => "○",
        Status::InProgress => "◐",
        Status::Done | Status::DoneEmpty => "✓",
        Status::Skipped => "–",
        Status::Flagged => "⚑",
    };
    (sign, Words::status(status))
}

/// The digit of a key press: the character, else the place of the key, as on keyboards that have digits behind Shift.
#[must_use]
pub fn digit(event: &KeyboardEvent) -> Option<u8> {
    let of_place = || event.code().strip_prefix("Digit")?.parse().ok();
    event.key().parse().ok().or_else(|| if event.shift_key() { None } else { of_place() })
}

/// What says how check-worthy a claim is; of what is picked out where no claim is named. Nothing takes the rating away.
#[must_use]
pub fn rating(claim: Option<&str>, step: Option<u8>) -> Args {
    Args {
        id: claim.map(str::to_owned),
        attribute: Some(slot::CHECK_WORTHY.to_owned()),
        values: Some(step.iter().map(ToString::to_string).collect()),
        ..Args::default()
    }
}
