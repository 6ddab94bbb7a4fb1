//! Where the annotations of an article go in its newer version: each with the words it had beside those it would have.

use yew::prelude::*;

use super::effects::after_drawing;
use super::shared::{color_class, digit, runs};
use super::store::Store;
use crate::browser::dom;
use crate::intake::reanchor::Sureness;
use crate::intake::reanchor::differ::{Piece, differences};
use crate::model::{Article, Span};
use crate::session::newer::{Decision, Newer, PAGE, Row};
use crate::session::{Args, Command, Message, State, Words};

/// Characters of context on each side.
const CONTEXT: usize = 70;

/// What has the focus in a row.
const FOCUS: &str = ".anchors .here .anchor-row";

/// The rows; of many the stretch in which one stands.
pub(super) fn draw(store: &Store, state: &State, newer: &Newer) -> Html {
    let shown = newer.shown();
    if shown.is_empty() {
        let none = if newer.rows.is_empty() { Words::NewerNone } else { Words::NewerNoneSuch };
        return html! { <p class="claims-none">{ none.text() }</p> };
    }
    let place = shown.iter().position(|at| *at >= newer.at).unwrap_or(0);
    let first = place / PAGE * PAGE;
    let drawn = || shown.iter().skip(first).take(PAGE);
    html! {
        <>
            <div class="claims-scroll">
                <ol class="anchors">
                    for at in drawn() { { newer.rows.get(*at).map(|row| line(store, state, newer, *at, row)).unwrap_or_default() } }
                </ol>
            </div>
            if shown.len() > PAGE {
                <div class="claims-pages values">
                    for (number, stretch) in shown.chunks(PAGE).enumerate() { { page(store, first, number, stretch, shown.len()) } }
                </div>
            }
        </>
    }
}

/// What goes to a stretch of many rows.
fn page(store: &Store, first: usize, number: usize, stretch: &[usize], all: usize) -> Html {
    let from = number * PAGE;
    let told = Message::new(Words::NewerRows, &[from + 1, from + stretch.len(), all]).text();
    let args = row_args(stretch.first().copied().unwrap_or(0));
    html! {
        <button type="button" class={classes!("value", (from == first).then_some("on"))} data-action="next-anchor"
            onclick={says(store, Command::NextAnchor, args)}>{ told }</button>
    }
}

fn row_args(at: usize) -> Args {
    Args { step: u32::try_from(at).ok(), ..Args::default() }
}

const fn kind(sureness: Sureness) -> Words {
    match sureness {
        Sureness::Exact => Words::NewerExact,
        Sureness::Moved => Words::NewerMoved,
        Sureness::Doubtful => Words::NewerDoubtful,
        Sureness::Lost => Words::NewerLost,
    }
}

fn line(store: &Store, state: &State, newer: &Newer, at: usize, row: &Row) -> Html {
    let here = at == newer.at;
    let label = state.project.schema.label(&row.label);
    let name = label.map_or_else(|| row.label.to_string(), |label| label.name.to_string());
    let (class, told) = match (row.decision, row.sureness) {
        (Decision::Left, _) => ("left", Words::NewerIsLeft),
        (_, Sureness::Lost) => ("left", Words::NewerIsLost),
        (Decision::Taken(_), _) | (_, Sureness::Exact) => ("taken", Words::NewerIsTaken),
        (Decision::Open, _) => ("open", Words::NewerIsOpen),
    };
    // What stays behind is shown beside the place it could have gone to.
    let place = row.place().or(row.places.first());
    let (old, new) = (&*newer.old.article, &*newer.new.article);
    let (before, after) = sides((old, &row.span), place.map(|place| (new, place)));
    html! {
        <li key={row.id.to_string()} class={classes!("anchor", row.sureness.as_str(), class, here.then_some("here"))}>
            <button type="button" class="anchor-row" data-action="next-anchor" data-value={at.to_string()} aria-current={here.then_some("true")}
                autofocus={here} onclick={says(store, Command::NextAnchor, row_args(at))}>
                <i class={classes!("dot", color_class(label.map(|label| &**label)))} aria-hidden="true" />
                <b><bdi>{ name }</bdi></b>
                <span class="anchor-kind">{ kind(row.sureness).text() }</span>
                <span class="anchor-said">{ told.text() }</span>
            </button>
            <div class="anchor-sides">
                <p dir="auto"><small>{ Words::NewerBefore.text() }</small>{ before }</p>
                <p dir="auto"><small>{ Words::NewerAfter.text() }</small>{ after }</p>
            </div>
            if row.places.len() > 1 && (here || row.decision == Decision::Open) { { places(store, newer, at, row) } }
            if here && !row.places.is_empty() {
                <div class="anchor-acts values">
                    <button type="button" class="value" data-action="take-anchor" onclick={says(store, Command::TakeAnchor, Args::default())}>
                        { Words::NewerTakes.text() }{ " " }<kbd>{ "⏎" }</kbd></button>
                    <button type="button" class="value" data-action="leave-anchor" onclick={says(store, Command::LeaveAnchor, Args::default())}>
                        { Words::NewerLeaves.text() }{ " " }<kbd>{ "N" }</kbd></button>
                </div>
            }
        </li>
    }
}

/// The places that it may have, to choose from.
fn places(store: &Store, newer: &Newer, at: usize, row: &Row) -> Html {
    let chosen = row.place();
    let article = &*newer.new.article;
    let choose = |(number, place): (usize, &Span)| {
        let (lead, tail) = article.context(place.hull(), CONTEXT / 2);
        let on = chosen == Some(place);
        let args = Args { step: u32::try_from(number + 1).ok(), ..Args::default() };
        let onclick = {
            let store = store.clone();
            Callback::from(move |_: MouseEvent| {
                store.run(Command::NextAnchor, row_args(at));
                say(&store, Command::TakeAnchor, args.clone());
            })
        };
        html! {
            <li key={number}>
                <button type="button" class={classes!("anchor-place", on.then_some("on"))} dir="auto" data-action="take-anchor" aria-pressed={on.to_string()}
                    title={Message::new(Words::NewerPlace, &[number + 1]).text()} {onclick}>
                    <kbd>{ number + 1 }</kbd><span>{ lead.to_owned() }<mark class="anchor-words">{ place.quote(article) }</mark>{ tail.to_owned() }</span></button>
            </li>
        }
    };
    html! { <ol class="anchor-places">for place in row.places.iter().enumerate() { { choose(place) } }</ol> }
}

/// The words in their surroundings, before and now, with what differs told apart.
fn sides((old, span): (&Article, &Span), now: Option<(&Article, &Span)>) -> (Html, Html) {
    let around = |article: &Article, span: &Span| {
        let (lead, tail) = article.context(span.hull(), CONTEXT);
        (lead.to_owned(), span.quote(article), tail.to_owned())
    };
    let (lead, quote, tail) = around(old, span);
    let Some((new, place)) = now else {
        let shown = html! { <>{ lead }<mark class="anchor-words"><del>{ quote }</del></mark>{ tail }</> };
        return (shown, html! { <span class="anchor-none">{ "—" }</span> });
    };
    let (new_lead, new_quote, new_tail) = around(new, place);
    let parts = [(lead, new_lead, false), (quote, new_quote, true), (tail, new_tail, false)];
    let (mut before, mut after) = (Vec::new(), Vec::new());
    for (old, new, is_quote) in parts {
        let (mine, theirs) = differences(&old, &new);
        before.push(side(&mine, false, is_quote));
        after.push(side(&theirs, true, is_quote));
    }
    (before.into_iter().collect(), after.into_iter().collect())
}

fn side(pieces: &[Piece], new: bool, is_quote: bool) -> Html {
    let piece = |piece: &Piece| match (piece.shared, new) {
        (true, _) => html! { <>{ piece.words.clone() }</> },
        (false, true) => html! { <ins>{ piece.words.clone() }</ins> },
        (false, false) => html! { <del>{ piece.words.clone() }</del> },
    };
    let shown: Html = pieces.iter().map(piece).collect();
    if is_quote {
        html! { <mark class="anchor-words">{ shown }</mark> }
    } else {
        shown
    }
}

/// Runs a command of the sheet; the row one stands at then gets the focus.
fn say(store: &Store, command: Command, args: Args) {
    store.run(command, args);
    after_drawing(store, || {
        dom::focus_on(FOCUS);
    });
}

/// What says something to a row when it is clicked.
pub(super) fn says(store: &Store, command: Command, args: Args) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |_: MouseEvent| say(&store, command, args.clone()))
}

/// What chooses which rows are shown; the button keeps the focus.
pub(super) fn shows(store: &Store, args: Args) -> Callback<MouseEvent> {
    runs(store, Command::ShowAnchors, args)
}

/// The keys of the sheet.
pub(super) fn keys(store: &Store) -> Callback<KeyboardEvent> {
    let store = store.clone();
    Callback::from(move |event: KeyboardEvent| {
        let primary = event.ctrl_key() || event.meta_key();
        if primary && event.key() == "Enter" {
            event.prevent_default();
            event.stop_propagation();
            store.run(Command::UseNewer, Args::default());
            return;
        }
        if primary || event.alt_key() {
            return;
        }
        let is = |key: char, code: &str| {
            let typed = event.key();
            typed.eq_ignore_ascii_case(key.encode_utf8(&mut [0; 4])) || (!typed.is_ascii() && event.code() == code)
        };
        let on_row = dom::find(".anchors .anchor-row:focus").is_some();
        let none = Args::default;
        let (command, args) = match event.key().as_str() {
            "ArrowDown" => (Command::NextAnchor, none()),
            "ArrowUp" => (Command::PreviousAnchor, none()),
            "Home" => (Command::NextAnchor, end(&store, true)),
            "End" => (Command::NextAnchor, end(&store, false)),
            "Delete" | "Backspace" => (Command::LeaveAnchor, none()),
            // Of a button it is the button's.
            "Enter" if on_row => (Command::TakeAnchor, none()),
            _ if is('j', "KeyJ") => (Command::NextAnchor, none()),
            _ if is('k', "KeyK") => (Command::PreviousAnchor, none()),
            _ if is('y', "KeyY") => (Command::TakeAnchor, none()),
            _ if is('n', "KeyN") => (Command::LeaveAnchor, none()),
            _ if is('a', "KeyA") => (Command::TakeAnchor, Args { kind: Some("same".to_owned()), ..none() }),
            _ => match digit(&event).filter(|digit| *digit > 0) {
                Some(digit) => (Command::TakeAnchor, Args { step: Some(digit.into()), ..none() }),
                None => return,
            },
        };
        event.prevent_default();
        event.stop_propagation();
        say(&store, command, args);
    })
}

/// The first or the last row that is shown.
fn end(store: &Store, first: bool) -> Args {
    let row = store.with(|state| {
        let shown = state.newer.as_ref().map(|newer| newer.shown()).unwrap_or_default();
        if first { shown.first().copied() } else { shown.last().copied() }
    });
    row_args(row.unwrap_or(0))
}
