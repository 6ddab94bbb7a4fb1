//! Files on their way in, looked through before anything is added: the articles on one side, the one that is chosen on the
//! other; below them what could not be read.

use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::Store;
use super::{intake_article, intake_keys, intake_list};
use crate::session::intake::{Intake, IntakeStep};
use crate::session::{Action, Args, Command, Message, State, Words};

/// Remarks shown; files with more are wrong in one way, many times.
const SHOWN: usize = 200;

/// The sheet.
pub fn draw(store: &Store, state: &State) -> Html {
    let Some(intake) = state.intake.as_deref() else { return Html::default() };
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| intake_keys::key(&store, &event))
    };
    let add = step(store, IntakeStep::Add);
    // Files of our own are not looked through: what is in them is not known yet.
    let add_words = match intake.own.is_empty() {
        true => Message::new(Words::IntakeAdd, &[intake.taken()]),
        false => Words::ProjectCreate.into(),
    };
    html! {
        <div class="intake" {onkeydown}>
            <h2 id="sheet-title">{ if intake.is_read() { Words::IntakeHeading.text() } else { Words::ReadingTitle.text() } }</h2>
            if !intake.is_read() { { progress(intake) } }
            if !intake.articles.is_empty() {
                <div class="intake-body">
                    { intake_list::draw(store, intake) }
                    { intake_article::draw(store, intake) }
                </div>
            }
            { told(intake) }
            <div class="sheet-acts">
                if intake.warned { <p class="warn" role="alert">{ Words::IntakeLeaving.text() }</p> }
                { action_button(store, Command::Leave, Args::default(), words(Words::Cancel), "btn") }
                <button type="button" class="btn primary" data-intake="add" disabled={!intake.has_some() || !intake.is_read()} onclick={add}>
                    { add_words.text() }</button>
            </div>
        </div>
    }
}

/// What does a step when it is clicked.
pub(super) fn step(store: &Store, step: IntakeStep) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |_: MouseEvent| {
        store.dispatch(Action::Intake(step.clone()));
    })
}

fn progress(intake: &Intake) -> Html {
    let size = |bytes: usize| format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000);
    let bytes = intake.bytes_read();
    let facts = [intake.read.0.to_string(), intake.total.0.to_string(), size(bytes), size(intake.total.1)];
    // Of very small files the number counts, of few large ones the bytes.
    let (most, done) = (intake.total.1 + intake.total.0 * 1000, bytes + intake.read.0 * 1000);
    html! {
        <>
            <p data-intake="progress">{ Message::new(Words::IntakeReading, &facts).text() }</p>
            <progress class="meter" max={most.to_string()} value={done.to_string()} aria-label={Words::ReadingTitle.text()} />
        </>
    }
}

fn told(intake: &Intake) -> Html {
    let all = intake.told.len();
    if all == 0 {
        return Html::default();
    }
    html! {
        <details class="intake-told" open={intake.articles.is_empty() || all < 4}>
            <summary>{ Message::new(Words::IntakeTold, &[all]).text() }</summary>
            <ul class="report">
                for (number, sentence) in intake.sentences(SHOWN).enumerate() {
                    <li key={number}>{ sentence }</li>
                }
            </ul>
            <p hidden={all <= SHOWN}>{ Message::new(Words::ReportMore, &[all.saturating_sub(SHOWN)]).text() }</p>
        </details>
    }
}
