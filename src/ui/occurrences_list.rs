//! The places that were looked for: taken or left one by one, marked together; or gone to.

use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::Store;
use crate::edit::occurrences::HitKind;
use crate::session::places::{Occurrences, Place};
use crate::session::{Args, Command, Message, State, Words};

/// Rows drawn, around the one that is gone to.
const WINDOW: usize = 200;

/// The list, in the place of the article's annotations.
#[inline(never)] // so that it can travel later
pub fn draw(store: &Store, state: &State, open: &Occurrences) -> Html {
    let count = open.hits.len().to_string();
    let head = if matches!(open.wanted, crate::session::places::Wanted::Name(..)) && !open.everywhere {
        Words::OccurrencesHead
    } else {
        Words::PlacesHead
    };
    let head = Message::new(head, &[count.as_str(), &open.called]).text();
    let (taken, marks) = (open.taken(), open.marks());
    let first = open.place.saturating_sub(WINDOW / 2);
    let rows = open.hits.iter().enumerate().skip(first).take(WINDOW);
    let before = first.checked_sub(1).and_then(|at| open.hits.get(at)).map(|place| &place.document);
    let titles = titles(state, open, before, first);
    let shown = state.open.as_ref();
    let single = open.hits.iter().all(|place| Some(&place.document) == shown);
    html! {
        <>
            <h2 class="h two" dir="auto">{ head }</h2>
            <div class="acts places-acts">
                if marks {
                    { action_button(store, Command::AcceptOccurrences, Args::default(), Message::new(Words::OccurrencesMark, &[taken]).text().into(), "act") }
                    { action_button(store, Command::ToggleOccurrences, Args::default(), words(Words::ActToggleOccurrences), "act") }
                }
                if marks && !open.everywhere && open.search.is_none() && state.project.order.len() > 1 {
                    { action_button(store, Command::LookEverywhere, Args::default(), words(Words::ActLookEverywhere), "act") }
                }
                { action_button(store, Command::Leave, Args::default(), words(if open.search.is_some() { Words::SearchStop } else { Words::Cancel }), "act") }
            </div>
            if let Some((_, done, all)) = open.search {
                <p class="card-hint" role="progressbar" aria-valuemin="0" aria-valuemax={all.to_string()} aria-valuenow={done.to_string()} aria-label={Words::ActLookEverywhere.text()}>
                    { Message::new(Words::SearchProgress, &[done, all]).text() }
                </p>
            }
            <p class="card-hint">{ if marks { Words::PlacesHintMark.text() } else { Words::PlacesHint.text() } }</p>
            <ul class="list" role="listbox" tabindex="0" aria-multiselectable={marks.to_string()} aria-label={Words::ActFindOccurrences.text()}>
                for ((number, place), title) in rows.zip(titles) {
                    if let Some(title) = title.filter(|_| !single) {
                        <li key={format!("in {number}")} class="places-in" role="presentation" dir="auto">{ title }</li>
                    }
                    { row(store, place, (number, marks, number == open.place)) }
                }
            </ul>
        </>
    }
}

/// For each row, the title of its article where another one begins.
fn titles(
    state: &State,
    open: &Occurrences,
    before: Option<&crate::model::DocId>,
    first: usize,
) -> Vec<Option<String>> {
    let mut last = before;
    let mut titles = Vec::new();
    for place in open.hits.iter().skip(first).take(WINDOW) {
        let entry = state.project.entries.get(&place.document).filter(|_| last != Some(&place.document));
        titles.push(entry.map(|entry| entry.title.to_string()));
        last = Some(&place.document);
    }
    titles
}

fn row(store: &Store, place: &Place, (number, marks, here): (usize, bool, bool)) -> Html {
    let command = if marks { Command::ToggleOccurrence } else { Command::GoToPlace };
    let onclick = {
        let store = store.clone();
        let args = Args { step: u32::try_from(number).ok(), ..Args::default() };
        Callback::from(move |_: MouseEvent| {
            store.run(command, args.clone());
        })
    };
    let how = match place.kind {
        HitKind::Same if !marks => None,
        HitKind::Same => Some(Words::HitSame),
        HitKind::Shortened => Some(Words::HitShortened),
        HitKind::Inflected => Some(Words::HitInflected),
        HitKind::OtherCase => Some(Words::HitOtherCase),
        HitKind::Inside => Some(Words::HitInside),
        HitKind::Fits => Some(Words::HitFits),
    };
    let [before, quote, after] = place.words.clone().map(|words| words.to_string());
    let taken = marks && place.taken;
    html! {
        <li key={number} role="option" class={classes!("list-row", "hit", here.then_some("on"))}
            aria-selected={if marks { taken } else { here }.to_string()} data-action={command.info().id} {onclick}>
            if marks { <i class="tick" aria-hidden="true">{ if taken { "✓" } else { "" } }</i> }
            <span dir="auto">{ before }<b>{ quote }</b>{ after }</span>
            <small>{ how.map(Words::text) }</small>
        </li>
    }
}
