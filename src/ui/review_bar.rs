//! The walk through what is suggested: a bar under the text, which says what is looked at and what became of those before,
//! with a button for each key; and the ways into the walk.

use yew::prelude::*;

use super::shared::{action_button, color_class, key_caps, runs, words};
use super::store::Store;
use crate::edit::commands::marked_already;
use crate::model::{Annotation, Document, Suggestion};
use crate::session::holder::Holder;
use crate::session::messages::shorten;
use crate::session::score::score_text;
use crate::session::suggestions::{At, Order, Review, Tally, score, suggested_by, waiting};
use crate::session::{Args, Command, Message, State, Words};

/// What lies over the same words and is named; the others are seen in the text.
const NAMED: usize = 3;

/// The bar; nothing where nobody walks.
pub(super) fn draw(store: &Store, state: &State) -> Html {
    match &state.review {
        Some(review) => bar(store, state, review),
        None => html! { <div hidden=true /> },
    }
}

#[inline(never)] // so that it can travel later
fn bar(store: &Store, state: &State, review: &Review) -> Html {
    let tally = review.tally(&state.project);
    let body = match (&review.at, state.document().filter(|document| document.id == review.document)) {
        (At::One(current), Some(document)) => {
            let known = document.suggestions.get(&current.annotation.id).unwrap_or(current);
            one(store, state, review, (document, known))
        }
        (At::End, _) => end(store, tally),
        _ => html! { <p class="review-line">{ Words::SuggestionsComing.text() }</p> },
    };
    html! {
        <div class="review" role="region" aria-label={Words::ReviewHead.text()}>
            { body }
            <p class="review-foot">
                <span class="review-tally">{ Message::new(Words::ReviewTally, &[tally.accepted, tally.rejected]).text() }</span>
                { orders(store, state) }
                <span class="spacer" />
                { action_button(store, Command::AcceptAbove, Args::default(), words(Words::ReviewAbove), "act quiet") }
                { key_button(store, (Command::Leave, "Escape"), Words::ReviewEnd, true, "act quiet") }
            </p>
        </div>
    }
}

/// The suggestion that is looked at, and what can be said to it.
fn one(store: &Store, state: &State, review: &Review, (document, known): (&Document, &Suggestion)) -> Html {
    let annotation = &known.annotation;
    let schema = &state.project.schema;
    let label = schema.label(&annotation.label);
    let name = label.map_or_else(|| annotation.label.to_string(), |label| label.name.to_string());
    let class = classes!(
        "lab",
        "tiny",
        color_class(label.map(|label| &**label)),
        label.is_none_or(|l| l.retired).then_some("retired")
    );
    let (place, all) = review.place(state);
    let there = marked_already(document, &annotation.label, &annotation.span).is_some();
    let engine =
        suggested_by(annotation).map(|(engine, _)| Message::new(Words::ReviewBy, &[shorten(engine, 40)]).text());
    let values: Vec<String> =
        annotation.attributes.iter().map(|(name, said)| format!("{name}: {}", said.join(", "))).collect();
    let has_keys = state.suggestion().is_some();
    let hint = match state.holder() {
        Holder::Picked if !state.selection.annotations().is_empty() => Words::ReviewPaused.text().to_owned(),
        Holder::Suggestions => format!("{} · {}", Words::ReviewRelabel.text(), Words::ReviewEdges.text()),
        _ => Words::ReviewElsewhere.text().to_owned(),
    };
    let button = |command, key, words, class| key_button(store, (command, key), words, has_keys, class);
    html! {
        <>
            <p class="review-line" aria-current="true">
                <span class="review-place">{ Message::new(Words::ReviewOf, &[place, all]).text() }</span>
                <b class="review-quote" dir="auto">{ shorten(&annotation.span.quote(&document.article), 120) }</b>
                <span {class} title={name.clone()}><span class="lab-name" dir="auto">{ name }</span></span>
                for permille in score(annotation) { { gauge(permille) } }
                for engine in engine { <small class="review-by" dir="auto">{ engine }</small> }
                if !values.is_empty() { <small class="review-values" dir="auto">{ shorten(&values.join(" · "), 80) }</small> }
                if there { <small class="review-there">{ Words::ReviewThere.text() }</small> } else { { over(state, document, annotation) } }
            </p>
            <p class="review-acts">
                { button(Command::AcceptSuggestion, "Enter", Words::ReviewAccept, "act strong") }
                { button(Command::RejectSuggestion, "Backspace", Words::ReviewReject, "act") }
                { button(Command::NextSuggestion, "ArrowDown", Words::ReviewSkip, "act") }
                { button(Command::PreviousSuggestion, "ArrowUp", Words::ReviewBack, "act") }
                { action_button(store, Command::Undo, Args::default(), words(Words::ActUndo), "act") }
                <small class="review-hint">{ hint }</small>
            </p>
        </>
    }
}

/// How sure the engine was, as a number and as a bar.
fn gauge(permille: u16) -> Html {
    let text = score_text(permille);
    html! {
        <span class="review-score" title={Message::new(Words::ReviewScore, &[&text]).text()}>
            <meter min="0" max="1000" value={permille.to_string()} aria-hidden="true" /><span>{ text }</span>
        </span>
    }
}

/// What is marked on some of the same words.
fn over(state: &State, document: &Document, annotation: &Annotation) -> Option<Html> {
    let meets = |other: &Annotation| {
        other.span.fragments().any(|one| annotation.span.fragments().any(|mine| mine.overlaps(one)))
    };
    let named = |other: &Annotation| {
        let label = state.project.schema.label(&other.label);
        let name = label.map_or_else(|| other.label.to_string(), |label| label.name.to_string());
        format!("{name} “{}”", shorten(&other.span.quote(&document.article), 30))
    };
    let all = document.in_reading_order().into_iter().filter(|other| meets(other));
    let all: Vec<String> = all.take(NAMED).map(|other| named(other)).collect();
    let told = Message::new(Words::ReviewOver, &[all.join(", ")]).text();
    (!all.is_empty()).then(|| html! { <small class="review-over" dir="auto">{ told }</small> })
}

/// All were gone through.
fn end(store: &Store, tally: Tally) -> Html {
    let Tally { accepted, relabelled, rejected, skipped } = tally;
    let told = Message::new(Words::SuggestionsEnd, &[accepted, relabelled, rejected, skipped]).text();
    html! {
        <>
            <p class="review-line"><b>{ told }</b></p>
            <p class="review-acts">
                if skipped > 0 {
                    <button type="button" class="act strong" data-action="review-suggestions" onclick={runs(store, Command::ReviewSuggestions, Args::default())}>
                        { Message::new(Words::ReviewAgain, &[skipped]).text() }<kbd>{ key_caps("Enter") }</kbd></button>
                }
                { action_button(store, Command::Undo, Args::default(), words(Words::ActUndo), "act") }
            </p>
        </>
    }
}

/// The orders in which one may go.
fn orders(store: &Store, state: &State) -> Html {
    let called = |order| match order {
        Order::Text => Words::OrderTextName,
        Order::Score => Words::OrderScoreName,
        Order::Doubt => Words::OrderDoubtName,
    };
    html! {
        <span class="review-orders" role="group" aria-label={Words::ActOrderSuggestions.text()}>
            <span>{ Words::ReviewOrder.text() }</span>
            for (order, name) in Order::ALL {
                <button type="button" class={classes!("act", (state.walks == order).then_some("on"))} data-action="order-suggestions"
                    aria-pressed={(state.walks == order).to_string()} onclick={runs(store, Command::OrderSuggestions, Args::text(name))}>
                    { called(order).text() }</button>
            }
            <kbd>{ "O" }</kbd>
        </span>
    }
}

/// A button with a key that the walk has, whatever keys the command has besides.
fn key_button(
    store: &Store,
    (command, key): (Command, &str),
    words: Words,
    applies: bool,
    class: &'static str,
) -> Html {
    html! {
        <button type="button" {class} data-action={command.info().id} disabled={!applies} onclick={runs(store, command, Args::default())}>
            { words.text() }<kbd>{ key_caps(key) }</kbd></button>
    }
}

/// How many suggestions wait in the articles that are listed, and the way to them.
#[inline(never)] // so that it can travel later
pub(super) fn waits(store: &Store, state: &State) -> Html {
    let counts = state.project.entries.values().map(|entry| waiting(entry)).filter(|count| *count > 0);
    let (all, articles) = counts.fold((0, 0), |(all, articles), count| (all + count, articles + 1));
    html! {
        <p class="queue-review">
            <span>{ Message::new(Words::ReviewWaits, &[all, articles]).text() }</span>
            <span class="review-ways">
                { action_button(store, Command::ReviewSuggestions, Args::default(), words(Words::ReviewGo), "act") }
                { action_button(store, Command::AcceptAbove, Args::default(), words(Words::ReviewAbove), "act") }
            </span>
        </p>
    }
}

/// The same for the article at hand.
#[inline(never)] // so that it can travel later
pub(super) fn waits_here(store: &Store, document: &Document) -> Html {
    let told = Message::new(Words::ReviewHere, &[document.open_suggestions().count()]).text();
    html! {
        <p class="card-review">
            <span>{ told }</span>
            <span class="review-ways">
                { action_button(store, Command::ReviewSuggestions, Args::default(), words(Words::ReviewGo), "act") }
                { action_button(store, Command::AcceptAbove, Args::default(), words(Words::ReviewAbove), "act") }
            </span>
        </p>
    }
}
