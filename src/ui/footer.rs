//! The foot: counts, the last thing said, the keys that matter now.

use yew::prelude::*;

use super::shared::{action_button, key_caps, words};
use super::store::Store;
use super::thumbs;
use crate::session::look::Hint;
use crate::session::{Args, Command, Message, State, Words};

/// The foot of the page.
pub fn draw(store: &Store, state: &State) -> Html {
    let entry = state.open.as_ref().and_then(|id| state.project.entries.get(id));
    let counts = entry.map(|entry| entry.counts).unwrap_or_default();
    let exact_words = if state.exact { Words::ExactOn } else { Words::ExactOff };
    let marking = if state.caret.is_some() { "foot-act on" } else { "foot-act" };
    html! {
        <footer class="foot">
            <span class="foot-counts">{ Message::new(Words::Counts, &[counts.annotations, counts.claims]).text() }</span>
            { action_button(store, Command::MarkText, Args::default(), words(Words::MarkText), marking) }
            { action_button(store, Command::Undo, Args::default(), words(Words::ActUndo), "foot-act") }
            { action_button(store, Command::Redo, Args::default(), words(Words::ActRedo), "foot-act") }
            { action_button(store, Command::History, Args::default(), words(Words::ActHistory), "foot-act wide-only") }
            { action_button(store, Command::ToggleExact, Args::default(), words(exact_words), "foot-act") }
            { action_button(store, Command::CycleTags, Args::default(), words(Words::ActCycleTags), "foot-act wide-only") }
            { action_button(store, Command::ClaimsTable, Args::default(), words(Words::ActClaimsTable), "foot-act") }
            if state.update_waits { { update_html(store) } }
            { reminder(store, state) }
            <span class="spacer" />
            <span class="hints wide-only">{ hint(state) }</span>
            { action_button(store, Command::Look, Args::default(), words(Words::LookShort), "foot-act") }
            { action_button(store, Command::Help, Args::default(), words(Words::HintKeys), "foot-act") }
            { thumbs::draw(store, state) }
        </footer>
    }
}

/// What somebody who is new may do next, with the key that does it here.
fn hint(state: &State) -> Option<String> {
    let told = |hint: Hint| match hint.command() {
        None => Some(hint.words().text().to_owned()),
        // Who gave it no key knows the way.
        Some(command) => {
            let key = state.keymap.shown(command.info())?;
            Some(Message::new(hint.words(), &[key_caps(&key)]).text())
        }
    };
    Hint::ALL.into_iter().filter(|hint| !hint.is_followed(&state.look)).find_map(told)
}

/// Edits since the last backup after which it is spoken of, quietly; and in a page on the disk, of which browsers take less care.
const MANY: usize = 50;
const MANY_ON_DISK: usize = 10;

/// Says that a backup is due, and leads to where it is made.
fn reminder(store: &Store, state: &State) -> Html {
    if state.handed.is_some() || state.kept_before.is_some() {
        return offer_html(store, state);
    }
    let since = state.edits_since_backup();
    if since < MANY_ON_DISK { Html::default() } else { reminder_html(store, state, since) }
}

/// What only the person can say or allow: that the exported file is there, that the one from before may be written again.
#[inline(never)] // so that it can travel later
fn offer_html(store: &Store, state: &State) -> Html {
    let (command, told) = match &state.kept_before {
        _ if state.handed.is_some() => (Command::BackupArrived, Words::ActBackupArrived.text().to_owned()),
        before => (
            Command::Autosave,
            Message::new(Words::DataAutosaveResume, &[before.as_deref().unwrap_or_default()]).text(),
        ),
    };
    action_button(store, command, Args::default(), Html::from(told), "foot-act due")
}

#[inline(never)] // so that it can travel later
fn update_html(store: &Store) -> Html {
    action_button(store, Command::LoadUpdate, Args::default(), words(Words::ActLoadUpdate), "foot-act due")
}

#[inline(never)] // so that it can travel later
fn reminder_html(store: &Store, state: &State, since: usize) -> Html {
    if since < MANY && !state.on_disk {
        return Html::default();
    }
    let told =
        Message::new(if state.backup.is_some() { Words::BackupDue } else { Words::BackupNever }, &[since]).text();
    action_button(store, Command::YourData, Args::default(), Html::from(told), "foot-act wide-only due")
}
