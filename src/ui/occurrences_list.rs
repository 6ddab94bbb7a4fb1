//! The further places of a name: taken or left one by one, marked together.

use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::Store;
use crate::edit::occurrences::HitKind;
use crate::model::{Document, TextRange};
use crate::session::messages::shorten;
use crate::session::state::Occurrences;
use crate::session::{Args, Command, Message, State, Words};

/// Rows drawn, around the one that is gone to.
const WINDOW: usize = 200;

/// Characters of context on each side of a place.
const CONTEXT: usize = 32;

/// The list, in the place of the article's annotations.
#[inline(never)] // so that it can travel later
pub fn draw(store: &Store, state: &State, open: &Occurrences) -> Html {
    let Some(document) = state.document() else { return html! { <div hidden=true /> } };
    let quote = document.annotations.get(&open.source).map(|source| source.span.quote(&document.article));
    let quote = shorten(&quote.unwrap_or_default(), 40);
    let head = Message::new(Words::OccurrencesHead, &[open.hits.len().to_string(), quote]).text();
    let taken = open.hits.iter().filter(|(_, taken)| *taken).count();
    let first = open.place.saturating_sub(WINDOW / 2);
    html! {
        <>
            <h2 class="h two" dir="auto">{ head }</h2>
            <div class="acts places-acts">
                { action_button(store, Command::AcceptOccurrences, Args::default(), Message::new(Words::OccurrencesMark, &[taken]).text().into(), "act") }
                { action_button(store, Command::Leave, Args::default(), words(Words::Cancel), "act") }
            </div>
            <ul class="list" role="listbox" aria-multiselectable="true" aria-label={Words::ActFindOccurrences.text()}>
                for (number, (hit, taken)) in open.hits.iter().enumerate().skip(first).take(WINDOW) {
                    { row(store, document, (number, hit.range, hit.kind), *taken, number == open.place) }
                }
            </ul>
        </>
    }
}

fn row(
    store: &Store,
    document: &Document,
    (number, range, kind): (usize, TextRange, HitKind),
    taken: bool,
    here: bool,
) -> Html {
    let (before, after) = document.article.context(range, CONTEXT);
    let onclick = {
        let store = store.clone();
        let args = Args { step: u32::try_from(number).ok(), ..Args::default() };
        Callback::from(move |_: MouseEvent| {
            store.run(Command::ToggleOccurrence, args.clone());
        })
    };
    let how = match kind {
        HitKind::Same => Words::HitSame,
        HitKind::Shortened => Words::HitShortened,
        HitKind::Inflected => Words::HitInflected,
        HitKind::OtherCase => Words::HitOtherCase,
    };
    html! {
        <li key={number} role="option" class={classes!("list-row", "hit", here.then_some("on"))} aria-selected={taken.to_string()}
            data-action="toggle-occurrence" {onclick}>
            <i class="tick" aria-hidden="true">{ if taken { "✓" } else { "" } }</i>
            <span dir="auto">{ before.to_owned() }<b>{ document.article.quote(range).to_owned() }</b>{ after.to_owned() }</span>
            <small>{ how.text() }</small>
        </li>
    }
}
