//! The article that is looked at before it comes in: what is known of it, and its pieces, each of which can be turned over.

use yew::prelude::*;

use super::intake_fields;
use super::intake_sheet::step;
use super::store::Store;
use crate::intake::draft::{Fate, Piece};
use crate::model::BlockKind;
use crate::session::intake::{Coming, Intake, IntakeStep, PIECES, why_words};
use crate::session::{Message, Words};

/// Characters of a piece that are shown.
const LONGEST: usize = 1500;

/// The chosen article.
pub fn draw(store: &Store, intake: &Intake) -> Html {
    let Some(article) = intake.chosen() else { return Html::default() };
    let draft = &article.draft;
    html! {
        <div class="intake-right" key={intake.at}>
            for ways in article.ways.as_ref().filter(|_| intake.is_done(article)) { { intake_fields::encodings(store, intake, article, ways) } }
            { intake_fields::draw(store, intake, article) }
            <div class="intake-acts">
                <button type="button" class="act" data-intake="only-out" aria-pressed={if intake.only_out { "true" } else { "false" }}
                    onclick={step(store, IntakeStep::OnlyOut)}>{ Words::IntakeOnlyOut.text() }<kbd>{ "H" }</kbd></button>
                if draft.verbatim { <small>{ Words::IntakeVerbatim.text() }</small> }
            </div>
            { pieces(store, intake, article) }
            <p id="intake-pieces-hint" class="intake-hint">{ Words::IntakePiecesKeys.text() }</p>
        </div>
    }
}

fn pieces(store: &Store, intake: &Intake, article: &Coming) -> Html {
    let shown = intake.shown_pieces();
    if shown.is_empty() {
        return html! { <p class="intake-pieces">{ Words::IntakeAllIn.text() }</p> };
    }
    // Around the one that is chosen, in steps, so that walking draws nothing new as a rule.
    let place = shown.partition_point(|at| *at < intake.piece);
    let first = place.saturating_sub(PIECES / 2) / (PIECES / 2) * (PIECES / 2);
    let part = shown.iter().copied().skip(first).take(PIECES);
    let last = (first + PIECES).min(shown.len());
    let facts = [first + 1, last, shown.len()];
    let other = |at: usize, words: Words| {
        let to = shown.get(at).copied().unwrap_or(0);
        html! { <button type="button" class="act" onclick={step(store, IntakeStep::Piece(to))}>{ words.text() }</button> }
    };
    html! {
        <>
            if shown.len() > PIECES {
                <p class="intake-acts"><small>{ Message::new(Words::IntakePart, &facts).text() }</small>
                    if first > 0 { { other(first - 1, Words::IntakeEarlier) } }
                    if last < shown.len() { { other(last, Words::IntakeFurther) } }
                </p>
            }
            <div class="intake-pieces" role="listbox" tabindex="0" data-field="intake-pieces" aria-multiselectable="true" dir="auto"
                aria-label={Words::IntakePieces.text()} aria-describedby="intake-pieces-hint"
                aria-activedescendant={format!("piece-{}", intake.piece)}>
                for at in part {
                    for piece in article.draft.pieces.get(at) { { one(store, intake, article, piece, at) } }
                }
            </div>
        </>
    }
}

fn one(store: &Store, intake: &Intake, article: &Coming, piece: &Piece, at: usize) -> Html {
    let words = article.draft.words(piece);
    let cut = words.char_indices().nth(LONGEST).map(|(end, _)| end);
    let shown = cut.and_then(|end| words.get(..end)).unwrap_or(words);
    let (fate, name) = match piece.fate {
        Fate::Body => (Words::IntakeBody, "body"),
        Fate::Furniture => (Words::IntakeFurniture, "furniture"),
        Fate::Out => (Words::IntakeOut, "out"),
    };
    let told = match piece.why.filter(|_| piece.fate != Fate::Body) {
        Some(why) => Message::new(Words::IntakeBecause, &[fate.text(), why_words(why).text()]).text(),
        None => fate.text().to_owned(),
    };
    let is_head = matches!(piece.kind, BlockKind::Headline | BlockKind::Heading(_));
    let classes = classes!("piece", name, is_head.then_some("head"), (at == intake.piece).then_some("on"));
    html! {
        <div key={at} id={format!("piece-{at}")} class={classes} role="option" data-fate={name} data-piece={at.to_string()} dir="auto"
            aria-selected={if piece.fate == Fate::Body { "true" } else { "false" }} onclick={step(store, IntakeStep::Turn(Some(at)))}>
            { shown }{ if cut.is_some() { " …" } else { "" } }
            if piece.fate == Fate::Body { <span class="offscreen">{ format!(" ({told})") }</span> } else { <small dir="ltr">{ told }</small> }
        </div>
    }
}
