//! What an import could not take as it stands.

use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::Store;
use crate::formats::Issue;
use crate::session::{Args, Command, Dialog, Message, State, Words};

/// Remarks shown; a file with more is broken in one way, many times.
const SHOWN: usize = 200;

/// The sheet with the report.
pub fn draw(store: &Store, state: &State) -> Html {
    match &state.dialog {
        Some(Dialog::Report(issues)) => sheet(store, issues),
        _ => html! { <div hidden=true /> },
    }
}

#[inline(never)] // so that it can travel later
fn sheet(store: &Store, issues: &[Issue]) -> Html {
    html! {
        <div class="veil">
            <section class="sheet" role="dialog" aria-modal="true" aria-labelledby="report-title">
                <h2 id="report-title">{ Words::ReportTitle.text() }</h2>
                <ul class="report">
                    for (number, issue) in issues.iter().take(SHOWN).enumerate() {
                        <li key={number}>{ Message::issue(issue).text() }</li>
                    }
                </ul>
                <div class="sheet-acts">
                    { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn primary") }
                </div>
            </section>
        </div>
    }
}
