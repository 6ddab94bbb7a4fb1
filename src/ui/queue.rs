//! The articles of the project.

use std::rc::Rc;

use yew::prelude::*;

use super::attributes;
use super::queue_look;
use super::shared::{action_button, lock_sign, status_sign, words};
use super::store::Store;
use crate::model::{DocId, Entry, Status, Table};
use crate::session::copies;
use crate::session::people::called;
use crate::session::queue::STRETCH;
use crate::session::{Args, Command, Message, State, Words};

/// The pane with the articles.
pub fn draw(store: &Store, state: &State) -> Html {
    let open = state.open.as_ref();
    // Until all are known, the one that is open stands for them.
    let rows = match state.partial {
        true => Rc::new(open.cloned().into_iter().collect()),
        false => state.queue.rows(&state.project),
    };
    let is_done = Status::is_done;
    let entries = &state.project.entries;
    let done = entries.values().filter(|entry| is_done(entry.status)).count();
    let onclick = {
        let store = store.clone();
        Callback::from(move |id: DocId| {
            store.run(Command::OpenArticle, Args::document(&id));
        })
    };
    let groups = copies::counts(&state.project);
    let current = open.and_then(|id| entries.get(id)).map(|entry| entry.status);
    let mark = if current.is_some_and(is_done) { Words::MarkUndone } else { Words::MarkDone };
    html! {
        <nav class="queue" data-pane="queue" aria-label={Words::PaneArticles.text()}>
            <h2 class="h">{ Words::PaneArticles.text() }
                <span hidden={state.partial}>{ Message::new(Words::DoneOf, &[done, entries.len()]).text() }</span></h2>
            <progress class="meter" max={entries.len().max(1).to_string()} value={done.to_string()} aria-hidden="true" />
            if entries.len() > 1 && !state.partial && state.whole {
                { queue_look::draw(store, state) }
            }
            <div class="rows">
                for (number, ids) in rows.chunks(STRETCH).enumerate() {
                    { stretch(state, number, ids, &groups, &onclick) }
                }
            </div>
            <p class="queue-empty" hidden={!rows.is_empty() || entries.is_empty()}>{ Words::QueueEmpty.text() }</p>
            <div class="queue-acts" hidden={open.is_none()}>
                { action_button(store, Command::ToggleDone, Args::default(), words(mark), "act") }
                { status_button(store, current, Status::Skipped, [Words::MarkSkip, Words::MarkUnskip]) }
                { status_button(store, current, Status::Flagged, [Words::MarkFlag, Words::MarkUnflag]) }
                { action_button(store, Command::RemoveArticle, Args::default(), words(Words::ActRemoveArticle), "act quiet") }
            </div>
            if let Some(document) = state.document().filter(|d| !state.project.schema.document.is_empty() || !d.meta.values.is_empty()) {
                <section class="about" aria-label={Words::AboutArticle.text()}>
                    <h2 class="h two">{ Words::AboutArticle.text() }</h2>
                    { attributes::draw_document(store, &state.project.schema, document) }
                </section>
            }
        </nav>
    }
}

/// Gives the open article a status, or takes it away again.
fn status_button(store: &Store, now: Option<Status>, status: Status, called: [Words; 2]) -> Html {
    let on = now == Some(status);
    let next = if on { Status::InProgress } else { status };
    let args = Args { status: Some(next.as_str().to_owned()), ..Args::default() };
    action_button(store, Command::SetStatus, args, words(called[usize::from(on)]), "act quiet")
}

/// A stretch of rows; far from what is in sight, only the room that they take.
fn stretch(
    state: &State,
    number: usize,
    ids: &[DocId],
    groups: &Table<DocId, usize>,
    onclick: &Callback<DocId>,
) -> Html {
    let open = state.open.as_ref();
    let drawn = state.queue.draws(number) || open.is_some_and(|open| ids.contains(open));
    let entries = ids.iter().filter(|_| drawn).filter_map(|id| state.project.entries.get(id));
    html! {
        <div key={number} class={classes!("stretch", (!drawn).then_some("far"))} data-stretch={number.to_string()}>
            for entry in entries {
                { row(state, entry, groups.get(entry.article()).copied(), onclick) }
            }
        </div>
    }
}

/// A row; of an article that several documents are about, with how many there are, and whose this one is.
fn row(state: &State, entry: &Rc<Entry>, group: Option<usize>, onclick: &Callback<DocId>) -> Html {
    let (sign, status) = status_sign(entry.status);
    let here = state.open.as_ref() == Some(&entry.id);
    let told =
        entry.is_behind(state.project.schema.version).then(|| Message::new(Words::BehindRow, &[entry.used]).text());
    let class = classes!(
        "row",
        here.then_some("on"),
        entry.status.is_done().then_some("done"),
        entry.copy_of.is_some().then_some("copy")
    );
    let onclick = {
        let (onclick, id) = (onclick.clone(), entry.id.clone());
        Callback::from(move |_: MouseEvent| onclick.emit(id.clone()))
    };
    html! {
        <button type="button" key={entry.id.to_string()} {class} data-entry={entry.id.to_string()} data-action="open-article"
            aria-current={here.then_some("true")} {onclick}>
            <em aria-hidden="true">{ sign }</em>
            <span>{ entry.title.to_string() }<span class="offscreen">{ format!(", {}", status.text()) }</span>
                for told in told { <small class="behind-row">{ told }</small> }</span>
            <small>{ entry.counts.annotations }</small>
            for count in group { { whose(state, entry, count) } }
        </button>
    }
}

/// Whose document it is, and how many there are of its article.
#[inline(never)] // so that it can travel later
fn whose(state: &State, entry: &Entry, count: usize) -> Html {
    let of = entry.copy_of.is_none().then(|| Message::new(Words::GroupOf, &[count]).text());
    html! {
        <small class="whose-row">
            if entry.locked { { lock_sign() } }
            <bdi>{ called(&state.project, entry.annotator) }</bdi>
            for of in of { <span>{ of }</span> }
        </small>
    }
}
