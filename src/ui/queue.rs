//! The articles of the project.

use std::rc::Rc;

use yew::prelude::*;

use super::attributes;
use super::shared::{action_button, words};
use super::store::Store;
use super::{queue_look, queue_picks, queue_rows, review_bar};
use crate::model::Status;
use crate::session::state::Drawer;
use crate::session::suggestions::waiting;
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
    let current = open.and_then(|id| entries.get(id)).map(|entry| entry.status);
    let mark = if current.is_some_and(is_done) { Words::MarkUndone } else { Words::MarkDone };
    let several = entries.len() > 1 && !state.partial && state.whole;
    let picked = state.queue.picks.count();
    html! {
        <nav class={classes!("queue", (state.drawer == Some(Drawer::Articles)).then_some("unfolded"))} data-pane="queue" aria-label={Words::PaneArticles.text()}>
            <h2 class="h">{ Words::PaneArticles.text() }
                <span hidden={state.partial}>{ Message::new(Words::DoneOf, &[done, entries.len()]).text() }</span></h2>
            <progress class="meter" max={entries.len().max(1).to_string()} value={done.to_string()} aria-hidden="true" />
            if several {
                { queue_look::draw(store, state) }
            }
            { queue_rows::draw(store, state, &rows) }
            <p class="queue-empty" hidden={!rows.is_empty() || entries.is_empty()}>{ Words::QueueEmpty.text() }</p>
            if several {
                <p class="queue-hint" id="queue-hint">{ Words::RowsHint.text() }</p>
            }
            if state.review.is_none() && entries.values().any(|entry| waiting(entry) > 0) {
                { review_bar::waits(store, state) }
            }
            if picked > 0 {
                { queue_picks::draw(store, picked) }
            } else {
                <div class="queue-acts" hidden={open.is_none()}>
                    { action_button(store, Command::ToggleDone, Args::default(), words(mark), "act") }
                    { status_button(store, current, Status::Skipped, [Words::MarkSkip, Words::MarkUnskip]) }
                    { status_button(store, current, Status::Flagged, [Words::MarkFlag, Words::MarkUnflag]) }
                    { action_button(store, Command::LoadNewer, Args::default(), words(Words::NewerShort), "act quiet") }
                    { action_button(store, Command::RemoveArticle, Args::default(), words(Words::ActRemoveArticle), "act quiet") }
                </div>
            }
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
