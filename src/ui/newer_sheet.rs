//! Loading a newer version of an article: asks for its text, then shows where each annotation goes.

use std::rc::Rc;

use web_sys::HtmlTextAreaElement;
use yew::prelude::*;

use super::newer_rows;
use super::shared::{action_button, runs, words};
use super::store::Store;
use super::text_file::{self, Wanted};
use crate::intake::reanchor::Sureness;
use crate::session::copies::documents_of;
use crate::session::newer::Newer;
use crate::session::{Args, Command, Message, State, Words};

/// Bytes that a file with a text may have.
const LIMIT: usize = 8 << 20;

/// The sheet.
pub(super) fn draw(store: &Store, state: &State) -> Html {
    let title = state.document().map(|document| document.meta.title.to_string()).unwrap_or_default();
    let title = Message::new(Words::NewerTitle, &[crate::session::messages::shorten(&title, 80)]).text();
    match &state.newer {
        Some(newer) => html! {
            <div class="claims newer" onkeydown={newer_rows::keys(store)}>
                <h2 id="sheet-title" dir="auto">{ title }</h2>
                { review(store, state, newer) }
            </div>
        },
        None => html! {
            <>
                <h2 id="sheet-title" dir="auto">{ title }</h2>
                { ask(store) }
            </>
        },
    }
}

/// Asks for the text.
fn ask(store: &Store) -> Html {
    let field = NodeRef::default();
    let compare = {
        let (store, field) = (store.clone(), field.clone());
        move || {
            let text = field.cast::<HtmlTextAreaElement>().map(|area| area.value()).unwrap_or_default();
            store.run(Command::LoadNewer, Args::text(&text));
        }
    };
    let onsubmit = {
        let compare = compare.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            compare();
        })
    };
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            event.stop_propagation();
            compare();
        }
    });
    let onchange = text_file::chosen(store, wanted());
    html! {
        <form {onsubmit}>
            <p>{ Words::NewerHint.text() }</p>
            <textarea ref={field} rows="12" aria-label={Words::NewerLabel.text()} spellcheck="false" dir="auto" autofocus=true {onkeydown} />
            <div class="sheet-acts">
                <label class="btn terms-load">{ Words::NewerFile.text() }
                    <input type="file" accept=".txt,.text,text/plain" data-value="newer" {onchange} /></label>
                { action_button(store, Command::Leave, Args::default(), words(Words::Cancel), "btn") }
                <button type="submit" class="btn primary" data-action="load-newer">{ Words::NewerCompare.text() }<kbd>{ "Ctrl ⏎" }</kbd></button>
            </div>
        </form>
    }
}

/// A file that has the newer version.
fn wanted() -> Wanted {
    let hear = |store: &Store, text: &str| drop(store.run(Command::LoadNewer, Args::text(text)));
    Wanted { limit: LIMIT, not_text: Words::NewerNotText, too_large: Words::NewerTooLarge, hear: Rc::new(hear) }
}

/// Where each annotation goes.
fn review(store: &Store, state: &State, newer: &Newer) -> Html {
    let counts = newer.counts();
    let only = |sureness: Option<Sureness>| {
        let kind = sureness.map(|sureness| sureness.as_str().to_owned());
        newer_rows::shows(store, Args { kind, ..Args::default() })
    };
    let names = [
        (Words::NewerExact, Words::NewerExactHint),
        (Words::NewerMoved, Words::NewerMovedHint),
        (Words::NewerDoubtful, Words::NewerDoubtfulHint),
        (Words::NewerLost, Words::NewerLostHint),
    ];
    let filter = |place: usize| {
        let (sureness, id) = Sureness::ALL[place];
        let ((name, hint), count) = (names[place], counts[place]);
        let on = newer.only == Some(sureness);
        html! {
            <button type="button" class={classes!("value", id, on.then_some("on"))} aria-pressed={on.to_string()} data-action="show-anchors" data-value={id}
                title={hint.text()} disabled={count == 0 && !on} onclick={only(Some(sureness))}>{ name.text() }{ " " }<b>{ count }</b></button>
        }
    };
    let open = newer.open();
    let waits = if open == 0 { Words::NewerNoneOpen.into() } else { Message::new(Words::NewerOpen, &[open]) };
    let same = Args { kind: Some("same".to_owned()), ..Args::default() };
    html! {
        <>
            <div class="claims-bar">
                <div class="values">
                    <button type="button" class={classes!("value", newer.only.is_none().then_some("on"))} aria-pressed={newer.only.is_none().to_string()}
                        data-action="show-anchors" data-value="all" onclick={only(None)}>{ Words::NewerAll.text() }{ " " }<b>{ newer.rows.len() }</b></button>
                    for place in 0..counts.len() { { filter(place) } }
                </div>
                <span class="claims-count" role="status">{ waits.text() }</span>
                <button type="button" class="value" data-action="take-anchor" data-value="same" onclick={newer_rows::says(store, Command::TakeAnchor, same)}>
                    { Words::NewerTakeSame.text() }{ " " }<kbd>{ "A" }</kbd></button>
            </div>
            { newer_rows::draw(store, state, newer) }
            for told in remarks(state, newer) { <p class="newer-told">{ told }</p> }
            <div class="sheet-acts">
                <p class="newer-keys">{ Words::NewerKeys.text() }</p>
                <button type="button" class="btn" data-action="load-newer" onclick={runs(store, Command::LoadNewer, Args::default())}>{ Words::NewerOther.text() }</button>
                { action_button(store, Command::Leave, Args::default(), words(Words::Cancel), "btn") }
                <button type="button" class="btn primary" data-action="use-newer" onclick={runs(store, Command::UseNewer, Args::default())}>
                    { Words::ActUseNewer.text() }<kbd>{ "Ctrl ⏎" }</kbd></button>
            </div>
        </>
    }
}

/// What else will be so.
fn remarks(state: &State, newer: &Newer) -> Vec<String> {
    let mut told = Vec::new();
    let article = newer.old.meta.copy_of.as_ref().unwrap_or(&newer.old.id);
    let others = documents_of(&state.project, article).into_iter().filter(|entry| entry.id != newer.old.id).count();
    if others > 0 {
        told.push(Message::new(Words::NewerOthers, &[others]).text());
    }
    let (come, all) = (newer.suggested.len(), newer.old.suggestions.len());
    if all > 0 {
        told.push(Message::new(Words::NewerSuggestions, &[come, all]).text());
    }
    told.extend(newer.flag().map(|words| words.text().to_owned()));
    told
}
