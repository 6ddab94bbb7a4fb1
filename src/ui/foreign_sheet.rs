//! Files that another tool annotated: what they are, what becomes of their labels, what their offsets count, and what could
//! not be read.

use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::Store;
use super::{foreign_as, foreign_counting, foreign_names};
use crate::formats::FORMATS;
use crate::session::foreign::{Foreign, ForeignStep};
use crate::session::{Action, Args, Command, Message, State, Words};

/// Remarks shown; files with more are wrong in one way, many times.
const SHOWN: usize = 100;

/// The sheet.
pub fn draw(store: &Store, state: &State) -> Html {
    let Some(foreign) = state.foreign.as_deref() else { return Html::default() };
    let told = &foreign.told;
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| {
            // Buttons and summaries have an Enter of their own; in a list it must not take everything by accident.
            let target = event.target_dyn_into::<web_sys::HtmlElement>();
            let is_own =
                target.is_some_and(|target| matches!(target.tag_name().as_str(), "BUTTON" | "SUMMARY" | "SELECT"));
            let with_ctrl = event.ctrl_key() || event.meta_key();
            let is_enter = event.key() == "Enter" && !event.alt_key() && !event.is_composing();
            if is_enter && (with_ctrl || !is_own) {
                event.prevent_default();
                event.stop_propagation();
                store.dispatch(Action::Foreign(ForeignStep::Take));
            }
        })
    };
    let info = FORMATS.iter().find(|info| info.id == told.format);
    let name = info.map_or(told.format.as_str(), |info| info.name);
    let facts = [told.articles, told.spans, told.relations];
    html! {
        <div class="foreign" {onkeydown}>
            <h2 id="sheet-title">{ Message::new(Words::ForeignTitle, &[name]).text() }</h2>
            <p data-foreign="facts">{ Message::new(Words::ForeignFacts, &facts).text() }</p>
            <p class="foreign-titles" dir="auto">{ told.titles.join(" · ") }</p>
            if let Some(done) = foreign.done {
                <p role="status">{ Message::new(Words::ForeignTaking, &[done, told.articles]).text() }</p>
                <progress class="meter" max={told.articles.to_string()} value={done.to_string()} aria-label={Words::ReadingTitle.text()} />
            } else {
                { foreign_as::draw(store, state, foreign) }
                { foreign_counting::draw(store, foreign) }
                { foreign_names::draw(store, state, foreign, true) }
                { foreign_names::draw(store, state, foreign, false) }
            }
            { issues(foreign) }
            <div class="sheet-acts">
                if foreign.warned { <p class="warn" role="alert">{ Words::ForeignLeaving.text() }</p> }
                { action_button(store, Command::Leave, Args::default(), words(Words::Cancel), "btn") }
                <button type="button" class="btn" data-foreign="plain" aria-disabled={foreign.done.map(|_| "true")} onclick={step(store, ForeignStep::Plain)}>
                    { Words::ForeignPlain.text() }</button>
                <button type="button" class="btn primary" data-field="foreign-take" data-foreign="take" autofocus=true aria-disabled={foreign.done.map(|_| "true")}
                    onclick={step(store, ForeignStep::Take)}>
                    { Message::new(Words::ForeignTake, &[told.articles]).text() }<kbd>{ "⏎" }</kbd></button>
            </div>
        </div>
    }
}

/// What does a step when it is clicked.
fn step(store: &Store, step: ForeignStep) -> Callback<MouseEvent> {
    let store = store.clone();
    Callback::from(move |_: MouseEvent| {
        store.dispatch(Action::Foreign(step.clone()));
    })
}

fn issues(foreign: &Foreign) -> Html {
    let all = foreign.told.all_issues;
    if all == 0 {
        return Html::default();
    }
    html! {
        <details class="foreign-told" open={all < 4}>
            <summary>{ Message::new(Words::ForeignTold, &[all]).text() }</summary>
            <ul class="report">
                for (number, issue) in foreign.issues().take(SHOWN).enumerate() {
                    <li key={number}>{ Message::issue(&issue).text() }</li>
                }
            </ul>
            <p hidden={all <= SHOWN}>{ Message::new(Words::ReportMore, &[all.saturating_sub(SHOWN)]).text() }</p>
        </details>
    }
}
