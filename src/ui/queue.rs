//! The articles of the project.

use std::rc::Rc;

use yew::prelude::*;

use super::shared::{action_button, status_sign, words};
use super::store::{Same, use_selector, use_store};
use crate::model::{DocId, Entry, Status};
use crate::session::{Args, Command, Message, Words};

/// The pane with the articles.
#[component]
pub fn Queue() -> Html {
    let store = use_store();
    let (entries, open) = use_selector(|state| {
        let entry = |id: &DocId| state.project.entries.get(id).cloned().map(Same);
        let entries: Vec<Same<Entry>> = state.project.order.iter().filter_map(entry).collect();
        (entries, state.open.clone())
    });
    let is_done = |status| matches!(status, Status::Done | Status::DoneEmpty);
    let done = entries.iter().filter(|entry| is_done(entry.0.status)).count();
    let onclick = {
        let store = store.clone();
        Callback::from(move |id: DocId| {
            store.run(Command::OpenArticle, Args::document(&id));
        })
    };
    let current = entries.iter().find(|entry| Some(&entry.0.id) == open.as_ref()).map(|entry| entry.0.status);
    let mark = if current.is_some_and(is_done) { Words::MarkUndone } else { Words::MarkDone };
    html! {
        <nav class="queue" aria-label={Words::PaneArticles.text()}>
            <h2 class="h">{ Words::PaneArticles.text() }
                <span>{ Message::new(Words::DoneOf, &[done, entries.len()]).text() }</span></h2>
            <progress class="meter" max={entries.len().max(1).to_string()} value={done.to_string()} aria-hidden="true" />
            <div class="rows">
                for Same(entry) in entries {
                    { row(&entry, open.as_ref(), &onclick) }
                }
            </div>
            <div class="queue-acts" hidden={open.is_none()}>
                { action_button(&store, Command::ToggleDone, Args::default(), words(mark), "act") }
                { action_button(&store, Command::RemoveArticle, Args::default(), words(Words::ActRemoveArticle), "act quiet") }
            </div>
        </nav>
    }
}

fn row(entry: &Rc<Entry>, open: Option<&DocId>, onclick: &Callback<DocId>) -> Html {
    let (sign, status) = status_sign(entry.status);
    let here = Some(&entry.id) == open;
    let class = classes!(
        "row",
        here.then_some("on"),
        matches!(entry.status, Status::Done | Status::DoneEmpty).then_some("done")
    );
    let onclick = {
        let (onclick, id) = (onclick.clone(), entry.id.clone());
        Callback::from(move |_: MouseEvent| onclick.emit(id.clone()))
    };
    html! {
        <button type="button" key={entry.id.to_string()} {class} data-entry={entry.id.to_string()} data-action="open-article"
            aria-current={here.then_some("true")} {onclick}>
            <em aria-hidden="true">{ sign }</em>
            <span>{ entry.title.to_string() }<span class="offscreen">{ format!(", {}", status.text()) }</span></span>
            <small>{ entry.counts.annotations }</small>
        </button>
    }
}
