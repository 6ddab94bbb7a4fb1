//! What would be handed in, what is not done, and where the file goes.

use yew::prelude::*;

use super::shared::{action_button, status_sign, words};
use super::store::Store;
use crate::model::{DocId, Entry};
use crate::session::queue::{Under, is_to_do};
use crate::session::task::{self, HandIn, TaskWork};
use crate::session::{Args, Command, Message, State, Words};

/// Articles that are not done and are listed; the queue shows them all.
const MOST: usize = 12;

/// The sheet.
pub fn draw(store: &Store, state: &State) -> Html {
    let Some(work) = &state.task else { return Html::default() };
    let all = HandIn::of(&state.project, &work.kept);
    let entries = state.project.order.iter().filter_map(|id| state.project.entries.get(id));
    let kept_apart = task::apart(&work.kept);
    let left: Vec<_> = entries.filter(|entry| is_to_do(entry.status) && !kept_apart.contains_key(&entry.id)).collect();
    let saved = work.sent == Some(state.journal.clock);
    html! {
        <>
            <h2 id="sheet-title">{ Words::HandInTitle.text() }</h2>
            <p class="hand-in-counts">{ Message::new(Words::HandInCounts, &[all.done, all.articles(), all.annotations, all.claims]).text() }</p>
            <progress class="meter" max={all.articles().max(1).to_string()} value={(all.done + all.skipped).to_string()} aria-hidden="true" />
            if left.is_empty() {
                <p>{ Words::HandInAllDone.text() }</p>
            } else {
                <h3>{ Message::new(Words::HandInLeft, &[left.len()]).text() }</h3>
                <ul class="hand-in-left">
                    for entry in left.iter().take(MOST) { { row(store, entry, None) } }
                    if left.len() > MOST { <li>{ Message::new(Words::AndMore, &[left.len() - MOST]).text() }</li> }
                </ul>
            }
            { lacking(store, state, all.lacking) }
            { apart(state, work) }
            if !work.kept.hand_in.is_empty() {
                <h3>{ Words::HandInTo.text() }</h3>
                <p class="hand-in-to" dir="auto">{ &work.kept.hand_in }</p>
            }
            if saved { <p class="hand-in-saved" role="status">{ Words::HandInSaved.text() }</p> }
            <div class="sheet-acts">
                { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn") }
                if saved { { action_button(store, Command::BackupArrived, Args::default(), words(Words::ActBackupArrived), "btn") } }
                { action_button(store, Command::SaveHandIn, Args::default(), words(Words::ActSaveHandIn), "btn primary") }
            </div>
        </>
    }
}

/// Articles in which something lacks a required value, the most first.
fn lacking(store: &Store, state: &State, count: usize) -> Html {
    if count == 0 {
        return Html::default();
    }
    let under = Under::of(&state.project.schema);
    let entries = state.project.order.iter().filter_map(|id| state.project.entries.get(id));
    let all: Vec<_> =
        entries.filter_map(|entry| Some((entry, under.incomplete(entry).filter(|count| *count > 0)?))).collect();
    html! {
        <>
            <h3>{ Message::new(Words::HandInLacking, &[count]).text() }</h3>
            <ul class="hand-in-left hand-in-lacking">
                for (entry, count) in all.iter().take(MOST) { { row(store, entry, Some(*count)) } }
                if all.len() > MOST { <li>{ Message::new(Words::AndMore, &[all.len() - MOST]).text() }</li> }
            </ul>
        </>
    }
}

/// An article that a click opens; where it lacks something, at that.
fn row(store: &Store, entry: &Entry, lacking: Option<u32>) -> Html {
    let (sign, status) = status_sign(entry.status);
    let onclick = {
        let (store, args) = (store.clone(), Args::document(&entry.id));
        Callback::from(move |_: MouseEvent| {
            store.run(Command::Leave, Args::default());
            store.run(if lacking.is_some() { Command::NextIncomplete } else { Command::OpenArticle }, args.clone());
        })
    };
    html! {
        <li><button type="button" class="link" data-action={if lacking.is_some() { "next-incomplete" } else { "open-article" }} {onclick}>
            <em aria-hidden="true">{ sign }</em>{ " " }<span dir="auto">{ entry.title.to_string() }</span>
            for count in lacking { <small>{ format!(" !{count}") }</small> }
            <span class="offscreen">{ format!(", {}", status.text()) }</span>
        </button></li>
    }
}

/// Articles that the task has no more, or with another text: the work on them is handed in as well.
fn apart(state: &State, work: &TaskWork) -> Html {
    let titles = |ids: &[String]| -> Vec<String> {
        let entries = ids.iter().filter_map(|id| state.project.entries.get(&DocId::from(id.as_str())));
        entries.map(|entry| entry.title.to_string()).collect()
    };
    let (dropped, changed) = (titles(&work.kept.dropped), titles(&work.kept.changed));
    html! {
        <>
            for (told, titles) in [(Words::HandInDropped, dropped), (Words::HandInChanged, changed)] {
                if !titles.is_empty() {
                    <h3>{ told.text() }</h3>
                    <ul class="hand-in-apart">
                        for title in titles.iter().take(MOST) { <li dir="auto">{ title.clone() }</li> }
                        if titles.len() > MOST { <li>{ Message::new(Words::AndMore, &[titles.len() - MOST]).text() }</li> }
                    </ul>
                }
            }
        </>
    }
}
