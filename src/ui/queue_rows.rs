//! The rows of the queue: a list box, of which several can be picked out. Of its rows only those near what is in sight are
//! drawn, and the one that keys go from.

use std::rc::Rc;

use yew::prelude::*;

use super::queue_keys;
use super::shared::{lock_sign, status_sign};
use super::store::Store;
use crate::model::{DocId, Entry, Table};
use crate::session::copies;
use crate::session::people::called;
use crate::session::queue::{STRETCH, Under};
use crate::session::suggestions::waiting;
use crate::session::{Args, Command, Message, State, Words};

/// What all rows are drawn from.
struct List<'a> {
    state: &'a State,
    /// The row that Tab comes to.
    stop: Option<&'a DocId>,
    count: usize,
    /// How many documents there are of an article that has several.
    groups: Table<DocId, usize>,
    under: Under,
    onclick: Callback<(DocId, MouseEvent)>,
}

/// The list.
pub(super) fn draw(store: &Store, state: &State, rows: &[DocId]) -> Html {
    let open = state.open.as_ref();
    let listed = |id: &&DocId| rows.contains(*id);
    let stop = state.queue.picks.cursor().filter(listed).or_else(|| open.filter(listed)).or_else(|| rows.first());
    let groups = copies::counts(&state.project);
    let list = List {
        state,
        stop,
        count: rows.len(),
        groups,
        under: Under::of(&state.project.schema),
        onclick: clicked(store),
    };
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| queue_keys::key(&store, &event))
    };
    html! {
        <div class="rows" role="listbox" aria-multiselectable="true" aria-label={Words::PaneArticles.text()}
            aria-describedby={(state.whole && rows.len() > 1).then_some("queue-hint")} {onkeydown}>
            for (number, ids) in rows.chunks(STRETCH).enumerate() {
                { stretch(&list, number, ids) }
            }
        </div>
    }
}

/// A click opens an article; with Ctrl or Shift it picks out.
fn clicked(store: &Store) -> Callback<(DocId, MouseEvent)> {
    let store = store.clone();
    Callback::from(move |(id, event): (DocId, MouseEvent)| {
        let (add, extend) = (event.ctrl_key() || event.meta_key(), event.shift_key());
        if !add && !extend {
            store.run(Command::OpenArticle, Args::document(&id));
            return;
        }
        // Keys mean the queue from now on, and not the article.
        event.prevent_default();
        event.stop_propagation();
        queue_keys::focus(&event);
        store.run(Command::PickArticle, Args { add: Some(add), extend: Some(extend), ..Args::document(&id) });
    })
}

/// A stretch of rows; far from what is in sight, only the room that they take.
fn stretch(list: &List<'_>, number: usize, ids: &[DocId]) -> Html {
    let state = list.state;
    let holds = |id: Option<&DocId>| id.is_some_and(|id| ids.contains(id));
    let drawn = state.queue.draws(number) || holds(state.open.as_ref()) || holds(list.stop);
    let entries = ids.iter().zip(number * STRETCH + 1..).filter(|_| drawn);
    let entries = entries.filter_map(|(id, place)| Some((state.project.entries.get(id)?, place)));
    html! {
        <div key={number} role="presentation" class={classes!("stretch", (!drawn).then_some("far"))} data-stretch={number.to_string()}>
            for (entry, place) in entries {
                { row(list, entry, place) }
            }
        </div>
    }
}

fn row(list: &List<'_>, entry: &Rc<Entry>, place: usize) -> Html {
    let List { state, stop, count, groups, under, onclick } = list;
    let (sign, status) = status_sign(entry.status);
    let here = Some(&entry.id) == state.open.as_ref();
    let picked = state.queue.picks.has(&entry.id);
    let told = entry.is_behind(state.project.schema.version);
    let told = told.then(|| Message::new(Words::BehindRow, &[entry.used]).text());
    let done = entry.status.is_done();
    let class = classes!("row", here.then_some("on"), done.then_some("done"), picked.then_some("picked"));
    let class = classes!(class, entry.copy_of.is_some().then_some("copy"));
    let doubts = Some(entry.counts.doubts).filter(|doubts| *doubts > 0);
    let onclick = {
        let (onclick, id) = (onclick.clone(), entry.id.clone());
        Callback::from(move |event: MouseEvent| onclick.emit((id.clone(), event)))
    };
    let stops = *stop == Some(&entry.id);
    html! {
        <button type="button" role="option" key={entry.id.to_string()} {class} data-entry={entry.id.to_string()} data-action="open-article"
            aria-selected={if picked { "true" } else { "false" }} aria-setsize={count.to_string()} aria-posinset={place.to_string()}
            tabindex={if stops { "0" } else { "-1" }} aria-current={here.then_some("true")} {onclick}>
            <em aria-hidden="true">{ if picked { "☑" } else { sign } }</em>
            <span dir="auto">{ entry.title.to_string() }<span class="offscreen">{ format!(", {}", status.text()) }</span>
                for told in told { <small class="behind-row">{ told }</small> }</span>
            <small>{ entry.counts.annotations }
                for doubts in doubts {
                    <span class="row-doubts" title={Message::new(Words::RowDoubts, &[doubts]).text()}>
                        <span aria-hidden="true">{ format!("?{doubts}") }</span>
                        <span class="offscreen">{ format!(", {}", Message::new(Words::RowDoubts, &[doubts]).text()) }</span></span>
                }
                for waiting in Some(waiting(entry)).filter(|waiting| *waiting > 0) { { suggested(waiting) } }
                for lacking in under.incomplete(entry).filter(|lacking| *lacking > 0) { { incomplete(lacking) } }</small>
            for count in groups.get(entry.article()).copied() { { whose(state, entry, count) } }
        </button>
    }
}

/// How many suggestions in it wait.
#[inline(never)] // so that it can travel later
fn suggested(waiting: usize) -> Html {
    let told = Message::new(Words::RowSuggestions, &[waiting]).text();
    html! {
        <span class="row-suggested" title={told.clone()}><span aria-hidden="true">{ format!("+{waiting}") }</span>
            <span class="offscreen">{ format!(", {told}") }</span></span>
    }
}

/// How much in it lacks a required value.
#[inline(never)] // so that it can travel later
fn incomplete(lacking: u32) -> Html {
    let told = Message::new(Words::RowLacking, &[lacking]).text();
    html! {
        <span class="row-lacking" title={told.clone()}><span aria-hidden="true">{ format!("!{lacking}") }</span>
            <span class="offscreen">{ format!(", {told}") }</span></span>
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
