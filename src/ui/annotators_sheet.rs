//! What several people marked: the articles in which they worked, and of one of them where they differ.

use std::rc::Rc;

use yew::prelude::*;

use super::annotators_table;
use super::shared::{action_button, runs, status_sign, words};
use super::store::Store;
use crate::model::Entry;
use crate::session::annotators::{Annotators, Comparison, articles};
use crate::session::people::called;
use crate::session::{Args, Command, Message, State, Words};

/// The sheet.
pub fn draw(store: &Store, state: &State) -> Html {
    let Some(open) = state.annotators.as_deref() else { return Html::default() };
    html! {
        <div class="claims annotators" onkeydown={annotators_table::keys(store)}>
            <h2 id="sheet-title">{ Words::ActAnnotators.text() }</h2>
            if let Some(comparison) = &open.comparison {
                { bar(store, state, open, comparison) }
                { annotators_table::draw(store, state, open, comparison) }
            } else {
                { list(store, state) }
            }
            <div class="sheet-acts">
                { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn") }
            </div>
        </div>
    }
}

/// Which article, how often its documents differ, and what is shown.
fn bar(store: &Store, state: &State, open: &Annotators, comparison: &Comparison) -> Html {
    let title = state.project.entries.values().find(|entry| *entry.article() == comparison.article);
    let differences = comparison.differences();
    let counts = Message::new(Words::AnnotatorsRows, &[comparison.rows.len(), differences]).text();
    let unread = (comparison.unread > 0).then(|| Message::new(Words::AnnotatorsUnread, &[comparison.unread]).text());
    let all = Args { kind: Some("all".to_owned()), ..Args::default() };
    html! {
        <>
            <p class="compared" dir="auto">{ title.map(|entry| entry.title.to_string()).unwrap_or_default() }</p>
            <div class="claims-bar">
                <div class="values">
                    <button type="button" class="value" data-action="annotators" data-value="all" onclick={runs(store, Command::Annotators, all)}>
                        { "← " }{ Words::AnnotatorsBack.text() }</button>
                </div>
                <div class="values">
                    <button type="button" class={classes!("value", open.only.then_some("on"))} aria-pressed={open.only.to_string()}
                        data-action="only-differences" disabled={differences == 0} onclick={runs(store, Command::OnlyDifferences, Args::default())}>
                        { Words::ActOnlyDifferences.text() }</button>
                    { step(store, Command::PreviousDifference, Words::ActPreviousDifference, "↑", differences == 0) }
                    { step(store, Command::NextDifference, Words::ActNextDifference, "↓", differences == 0) }
                </div>
                <span class="claims-count" role="status">{ counts }
                    for told in unread { { " · " }{ told } }</span>
            </div>
        </>
    }
}

fn step(store: &Store, command: Command, name: Words, sign: &'static str, idle: bool) -> Html {
    let onclick = annotators_table::walks(store, command);
    html! {
        <button type="button" class="value" data-action={command.info().id} disabled={idle} aria-label={name.text()} title={name.text()} {onclick}>{ sign }</button>
    }
}

/// The articles that several people worked on: who, how far, and how much.
fn list(store: &Store, state: &State) -> Html {
    let all = articles(&state.project);
    if all.is_empty() {
        return html! {
            <div class="claims-none">
                <p>{ Words::AnnotatorsNone.text() }</p>
                { action_button(store, Command::ImportFiles, Args::default(), words(Words::OpenFiles), "btn") }
                { " " }
                { action_button(store, Command::ImportFolder, Args::default(), words(Words::ActImportFolder), "btn") }
            </div>
        };
    }
    html! {
        <>
            <p class="claims-bar" role="status">{ Message::new(Words::AnnotatorsArticles, &[all.len()]).text() }</p>
            <div class="claims-scroll">
                <ul class="shared-articles">
                    for (place, documents) in all.iter().enumerate() { { article(store, state, place == 0, documents) } }
                </ul>
            </div>
        </>
    }
}

fn article(store: &Store, state: &State, first: bool, documents: &[Rc<Entry>]) -> Html {
    let Some(head) = documents.first() else { return Html::default() };
    let document = |entry: &Rc<Entry>| {
        let (sign, status) = status_sign(entry.status);
        let told = Message::new(Words::AnnotatorsMarks, &[entry.counts.annotations, entry.counts.claims]).text();
        html! {
            <li key={entry.id.to_string()}><em aria-hidden="true">{ sign }</em><b dir="auto">{ called(&state.project, entry.annotator) }</b>
                <small>{ status.text() }{ " · " }{ told }</small></li>
        }
    };
    let args = Args::document(&head.id);
    html! {
        <li key={head.id.to_string()}>
            <button type="button" class="claim-go" data-action="annotators" data-value={head.id.to_string()} dir="auto" autofocus={first}
                onclick={runs(store, Command::Annotators, args)}>{ head.title.to_string() }</button>
            <ul>for entry in documents { { document(entry) } }</ul>
        </li>
    }
}
