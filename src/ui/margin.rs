//! Cards in the margin, one beside each claim near the window: who says it, by which words, what is said of it. They are
//! put in their places after they are drawn, since how high each is only the browser knows. Where the page is too narrow
//! for them, the panel shows the card of the claim that is picked out.

use gloo::timers::callback::Timeout;
use yew::prelude::*;

use super::effects::after_drawing;
use super::lacking;
use super::shared::{color_class, digit, rating, runs};
use super::store::Store;
use crate::browser::{cards as door, dom, geometry::button_place};
use crate::formats::claim_rows::{ClaimRow, rows_of};
use crate::layout::cards::{self, Card};
use crate::model::claim::slot;
use crate::model::order::sort_by;
use crate::model::{Annotation, AttributeKind, AttributeName, Claim, LabelKind, Schema};
use crate::session::filter::Sight;
use crate::session::{Args, Command, Message, State, Words};

/// Pixels between two cards.
const GAP: i32 = 7;

/// What is focused in the margin.
const CURRENT: &str = "[data-pane=margin] [aria-current=true]";

/// The cards; none until the whole program is here, since they are not needed to read by.
pub fn draw(store: &Store, state: &State) -> Html {
    if state.whole {
        cards_html(store, state)
    } else {
        html! { <ul class="margin" /> }
    }
}

#[inline(never)] // so that it can travel later
fn cards_html(store: &Store, state: &State) -> Html {
    let rows = rows(state);
    let stop = rows.iter().position(|(.., selected)| *selected).unwrap_or(0);
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| key(&store, &event))
    };
    html! {
        <ul class="margin" data-pane={(!rows.is_empty()).then_some("margin")} aria-label={Words::CardPane.text()} {onkeydown}>
            for (place, (row, class, selected)) in rows.into_iter().enumerate() {
                // One stop for Tab, however many there are.
                { card(store, state, &row, class, selected, if stop == place { "0" } else { "-1" }) }
            }
        </ul>
    }
}

/// The claims around the window, and the one that is picked out, wherever it is.
fn rows(state: &State) -> Vec<(ClaimRow, Classes, bool)> {
    let Some(document) = state.view.document() else { return Vec::new() };
    let schema = &state.project.schema;
    let picked = state.selection.annotations();
    let seen = |annotation: &Annotation| {
        picked.contains(&annotation.id) || state.filter.sight(annotation, &document.article) != Sight::Hidden
    };
    let mut near: Vec<_> = state.view.beginning_in(state.window()).collect();
    let far = picked.iter().filter_map(|id| document.annotations.get(id));
    let far: Vec<_> = far.filter(|annotation| !near.iter().any(|known| known.id == annotation.id)).collect();
    near.extend(far);
    near.retain(|annotation| schema.kind_of(&annotation.label) == LabelKind::Claim && seen(annotation));
    sort_by(&mut near, |one, other| one.reading_order(other));
    let claims = Claim::among(document, schema, near);
    let rows = rows_of(&state.project, document, &claims);
    let drawn = |(row, claim): (ClaimRow, &Claim<'_>)| {
        let annotation = claim.annotation;
        let selected = picked == [annotation.id];
        let dim = !picked.contains(&annotation.id) && state.filter.sight(annotation, &document.article) == Sight::Dim;
        let color = color_class(schema.label(&annotation.label).map(|label| &**label));
        let class = classes!(
            "claim-card",
            color,
            picked.contains(&annotation.id).then_some("on"),
            dim.then_some("dim"),
            (row.depth > 0).then_some("inner"),
        );
        (row, class, selected)
    };
    rows.into_iter().zip(&claims).map(drawn).collect()
}

fn card(store: &Store, state: &State, row: &ClaimRow, class: Classes, selected: bool, tabindex: &'static str) -> Html {
    html! {
        <li {class} key={row.id.clone()} data-card={row.id.clone()}>
            <button type="button" class="card-face" data-action="select" {tabindex} aria-current={selected.then_some("true")}
                onclick={runs(store, Command::Select, Args::id(&row.id))}>
                { who(row) }
                { signs(row, selected) }
                { lacks(state, row) }
            </button>
            if selected { { more(store, &state.project.schema, state, row) } }
        </li>
    }
}

/// What it lacks.
fn lacks(state: &State, row: &ClaimRow) -> Html {
    let annotation = row.id.parse().ok().and_then(|id| state.document()?.annotations.get(&id));
    let known = annotation.and_then(|annotation| Some((annotation, state.project.schema.label(&annotation.label)?)));
    known.map_or_else(Html::default, |(annotation, label)| lacking::sign(&label.attributes, &annotation.attributes))
}

/// Who says it, and by which words.
pub fn who(row: &ClaimRow) -> Html {
    let nobody = row.nobody.as_deref().map(nobody);
    let names: Vec<&str> =
        row.sources.iter().map(|source| source.name.as_deref().unwrap_or(&source.words)).chain(nobody).collect();
    html! {
        <span class="card-who">
            if names.is_empty() { <em class="card-lack">{ Words::CardNoSource.text() }</em> }
            else { <b dir="auto">{ names.join(" · ") }</b> }
            if let Some(cue) = &row.cue { <i dir="auto">{ cue.clone() }</i> }
        </span>
    }
}

/// A value that stands for a source that no words name, as people read it.
#[must_use]
pub fn nobody(value: &str) -> &str {
    match value {
        "author" => Words::SourceAuthor.text(),
        "unnamed" => Words::SourceUnnamed.text(),
        "none" => Words::SourceNotStated.text(),
        other => other,
    }
}

/// What is said of it, in a line; of the one that is picked out it stands below, each with its name.
fn signs(row: &ClaimRow, selected: bool) -> Html {
    let said = row.said.iter().filter(|_| !selected).map(|said| said.words.as_str());
    let told: Vec<&str> = row.quote_type.as_deref().into_iter().chain(said).collect();
    if told.is_empty() && row.rating.is_none() && row.doubt.is_none() && row.note.is_empty() && row.depth == 0 {
        return Html::default();
    }
    html! {
        <small class="card-signs">
            if let Some(rating) = row.rating { { dots(rating) } }
            if !told.is_empty() { <span dir="auto">{ told.join(" · ") }</span> }
            if row.doubt.is_some() { <span class="sign" role="img" aria-label={Words::CardDoubt.text()}>{ "?" }</span> }
            if !row.note.is_empty() { <span class="sign" role="img" aria-label={row.note.clone()}>{ "✎" }</span> }
            if row.depth > 0 { <span class="sign" role="img" aria-label={Words::CardWithin.text()} title={Words::CardWithin.text()}>{ "↳" }</span> }
        </small>
    }
}

/// A rating as dots of which some are filled.
pub fn dots(rating: u32) -> Html {
    let filled = usize::try_from(rating).unwrap_or(0).min(9);
    let told = Message::new(Words::CardRating, &[rating]).text();
    html! {
        <span class="dots" role="img" aria-label={told.clone()} title={told}>
            { format!("{}{}", "●".repeat(filled), "○".repeat(3_usize.saturating_sub(filled))) }</span>
    }
}

/// What the card of the claim that is picked out has beside: the rating to be set, and what fills its other slots.
fn more(store: &Store, schema: &Schema, state: &State, row: &ClaimRow) -> Html {
    let most = scale(schema, state);
    // The step that it has already is taken away.
    let set = |step: u8| rating(Some(&row.id), (row.rating != Some(u32::from(step))).then_some(step));
    html! {
        <div class="card-more">
            if let Some(most) = most {
                <div class="values" role="group" aria-label={rating_title(schema)}>
                    <small aria-hidden="true">{ rating_title(schema) }</small>
                    for step in 0..=most {
                        {{
                            let on = row.rating == Some(u32::from(step));
                            html! {
                                <button type="button" class={classes!("value", on.then_some("on"))} aria-pressed={on.to_string()}
                                    data-action="set-attribute" onclick={runs(store, Command::SetAttribute, set(step))}>{ step }</button>
                            }
                        }}
                    }
                </div>
            }
            for other in row.said.iter().chain(&row.others) {
                <span class="card-line" dir="auto"><small>{ other.title.clone() }</small>{ other.words.clone() }</span>
            }
            for evidence in row.evidence.iter() {
                <button type="button" class="card-line link-end" data-action="select" dir="auto"
                    onclick={runs(store, Command::Select, Args::id(&evidence.id))}>{ evidence_words(evidence.stance.as_deref(), &evidence.words) }</button>
            }
        </div>
    }
}

/// What speaks for or against a claim, in words.
#[must_use]
pub fn evidence_words(stance: Option<&str>, words: &str) -> String {
    let how = match stance {
        Some("supports") => Words::StanceSupports,
        Some("contradicts") => Words::StanceContradicts,
        _ => Words::StanceOpen,
    };
    // A quotation brings its own marks.
    Message::new(how, &[words.trim_matches(['“', '”', '"', '„', '«', '»'])]).text()
}

/// The last step of the rating of the claim that is picked out, where its label can be rated.
fn scale(schema: &Schema, state: &State) -> Option<u8> {
    let id = state.selection.annotations().first()?;
    let label = schema.label(&state.document()?.annotations.get(id)?.label)?;
    match label.attribute(&AttributeName::from(slot::CHECK_WORTHY))?.kind {
        AttributeKind::Scale(most) => Some(most),
        _ => None,
    }
}

fn rating_title(schema: &Schema) -> String {
    let name = AttributeName::from(slot::CHECK_WORTHY);
    let titles = schema.labels.iter().filter_map(|label| label.attribute(&name)).map(|known| known.title.to_string());
    titles.into_iter().next().unwrap_or_default()
}

/// In the margin arrows go from card to card, a digit rates, Enter goes to the fields.
fn key(store: &Store, event: &KeyboardEvent) {
    let digit = digit(event);
    if event.ctrl_key() || event.meta_key() || event.alt_key() || (event.shift_key() && digit.is_none()) {
        return;
    }
    let key = event.key();
    let rated = digit
        .filter(|digit| store.with(|state| scale(&state.project.schema, state)).is_some_and(|most| *digit <= most));
    let is_face = event.target_dyn_into::<web_sys::Element>().is_some_and(|target| target.class_name() == "card-face");
    match (key.as_str(), rated) {
        ("ArrowDown", _) => drop(store.run(Command::NextClaim, Args::default())),
        ("ArrowUp", _) => drop(store.run(Command::PreviousClaim, Args::default())),
        ("Enter", _) if is_face && dom::find(CURRENT) == event.target_dyn_into() => {
            event.prevent_default();
            event.stop_propagation();
            store.run(Command::SetAttribute, Args::default());
            return;
        }
        (_, Some(digit)) => {
            store.run(Command::SetAttribute, rating(None, Some(digit)));
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
    after_drawing(store, || {
        dom::focus_on(CURRENT);
    });
}

/// Milliseconds until things are put in their places in a page that has no frames.
const NO_FRAME: u32 = 100;

/// Puts what lies beside the text where it belongs before the next frame, once, however much was drawn: only then is the
/// page laid out anyway.
pub fn settle_soon(store: &Store) {
    if store.edge().settles.borrow().is_some() {
        return;
    }
    let (framed, late) = (store.clone(), store.clone());
    let timer = Timeout::new(NO_FRAME, move || settle_now(&late));
    store.edge().settles.replace(Some((store.edge().busy(), timer)));
    dom::next_frame(move || settle_now(&framed));
}

/// Does at once what was to be done before the next frame: what is not in its place yet is not seen, and cannot have the
/// focus.
pub fn settle_now(store: &Store) {
    let waits = store.edge().settles.take();
    if waits.is_some() {
        settle(store);
    }
}

/// Puts the cards in their places, none over another, the one of the claim that is picked out beside it, and the button of
/// a block beside its block.
pub fn settle(store: &Store) {
    if store.with(|state| state.whole) {
        put_in_place();
    }
}

#[inline(never)] // so that it can travel later
fn put_in_place() {
    let button = button_place();
    let spots = door::spots();
    button.into_iter().for_each(|put| put());
    let pinned = spots.iter().position(|spot| spot.pinned);
    let wanted: Vec<Card> = spots.iter().map(|spot| Card { wanted: spot.top, height: spot.height }).collect();
    for (spot, top) in spots.iter().zip(cards::places(&wanted, pinned, GAP)) {
        spot.put(top);
    }
}
