//! What an import could not take as it stands.

use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::Store;
use crate::formats::Issue;
use crate::session::{Args, Command, Message, Words};

/// Remarks shown; a file with more is broken in one way, many times.
const SHOWN: usize = 200;

/// The sheet with the report.
pub fn draw(store: &Store, issues: &[Issue]) -> Html {
    html! {
        <>
            <h2 id="sheet-title">{ Words::ReportTitle.text() }</h2>
            <ul class="report">
                for (number, issue) in issues.iter().take(SHOWN).enumerate() {
                    <li key={number}>{ Message::issue(issue).text() }</li>
                }
            </ul>
            <p hidden={issues.len() <= SHOWN}>{ Message::new(Words::ReportMore, &[issues.len().saturating_sub(SHOWN)]).text() }</p>
            <div class="sheet-acts">
                { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn primary") }
            </div>
        </>
    }
}
