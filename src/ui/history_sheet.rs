//! The steps that were done and undone, newest first; each can be gone to.

use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::Store;
use crate::browser::clock;
use crate::model::{DocId, Timestamp};
use crate::session::state::Step;
use crate::session::{Args, Command, Message, State, Words};
use crate::storage::replay;

/// The list of steps.
pub fn draw(store: &Store, state: &State) -> Html {
    let (done, undone) = state.history.depth();
    // A stack each: of those undone, the last is the first to be done again.
    let all: Vec<&Step> = state.history.steps().collect();
    let number = |place: usize| if place < done { place + 1 } else { done + (done + undone - place) };
    let row_of = |(place, step): (usize, &&Step)| (number(place), told(state, step), step.at());
    let mut rows: Vec<(usize, String, Option<Timestamp>)> = all.iter().enumerate().map(row_of).collect();
    rows.push((0, Words::HistoryStart.text().to_owned(), None));
    crate::model::order::sort_by_key(&mut rows, |(number, ..)| usize::MAX - number);
    html! {
        <>
            <h2 id="sheet-title">{ Words::ActHistory.text() }</h2>
            <p>{ Words::HistoryHint.text() }</p>
            <ol class="picks" reversed=true>
                for (number, told, at) in rows {
                    { row(store, number, told, at, number.cmp(&done)) }
                }
            </ol>
            <div class="sheet-acts">
                { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn primary") }
            </div>
        </>
    }
}

fn row(store: &Store, number: usize, told: String, at: Option<Timestamp>, to_present: std::cmp::Ordering) -> Html {
    let onclick = {
        let store = store.clone();
        let args = Args { step: u32::try_from(number).ok(), ..Args::default() };
        Callback::from(move |_: MouseEvent| {
            store.run(Command::GoToStep, args.clone());
        })
    };
    let now = to_present.is_eq();
    let class = classes!("pick", now.then_some("on"), to_present.is_gt().then_some("later"));
    html! {
        <li key={number}>
            <button type="button" {class} data-action="go-to-step" autofocus={now} aria-current={now.then_some("step")} {onclick}>
                <span dir="auto">{ told }</span>
                <small>
                    { if now { Words::HistoryNow.text() } else { "" } }
                    for at in at { <time datetime={at.to_string()}>{ clock::read(at) }</time> }
                </small>
            </button>
        </li>
    }
}

/// What a step did, and in which article where it is another one.
fn told(state: &State, step: &Step) -> String {
    let (name, documents) = match step {
        Step::Live(transaction, ..) => (transaction.name.clone(), transaction.documents()),
        Step::Stored(record) => (replay::name(record), record.documents()),
    };
    let told = Message::step(&name).text();
    let elsewhere = |id: &&DocId| Some(*id) != state.open.as_ref();
    match documents.iter().find(elsewhere).and_then(|id| state.project.entries.get(id)) {
        Some(entry) => format!("{told} · {}", entry.title),
        None => told,
    }
}
