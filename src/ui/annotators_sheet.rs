//! What several people marked, and what engines suggest: two sides in figures, the articles in which they part, and of one of
//! them each difference.

use yew::prelude::*;

use super::shared::{action_button, runs, words};
use super::store::Store;
use super::{annotators_table, compare_articles, compare_figures, compare_files};
use crate::session::annotators::{Annotators, Comparison};
use crate::session::{Args, Command, Message, State, Words};

/// The sheet.
pub fn draw(store: &Store, state: &State) -> Html {
    let Some(open) = state.annotators.as_deref() else { return Html::default() };
    html! {
        <div class="claims annotators" onkeydown={annotators_table::keys(store)}>
            <h2 id="sheet-title">{ Words::ActAnnotators.text() }</h2>
            { compare_files::input(store) }
            if open.pair().is_some() || open.comparison.is_some() {
                { compare_figures::sides(store, state, open) }
            }
            { compare_figures::files(store, open) }
            if let Some(comparison) = &open.comparison {
                { bar(store, comparison) }
                if let Some(measured) = &comparison.measured {
                    { compare_figures::strip(store, measured.compared.all, &measured.compared.labels) }
                    { compare_figures::labels(store, state, open, &measured.compared.labels) }
                }
                { walk(store, state, open, comparison) }
                { annotators_table::draw(store, state, open, comparison) }
            } else if let Some(whole) = &open.whole {
                { compare_articles::draw(store, state, open, whole) }
            } else {
                { none(store) }
            }
            <div class="sheet-acts">
                { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn") }
            </div>
        </div>
    }
}

/// Which article it is, and the way back to all.
fn bar(store: &Store, comparison: &Comparison) -> Html {
    let all = Args { kind: Some("all".to_owned()), ..Args::default() };
    html! {
        <div class="claims-bar compare-head">
            <button type="button" class="value" data-action="annotators" data-value="all" onclick={runs(store, Command::Annotators, all)}>
                { "← " }{ Words::AnnotatorsBack.text() }</button>
            <p class="compared" dir="auto">{ comparison.title.to_string() }</p>
        </div>
    }
}

/// How many differences there are, and what goes through them.
fn walk(store: &Store, state: &State, open: &Annotators, comparison: &Comparison) -> Html {
    let label = open.label.as_ref();
    let differences = comparison.differences(label);
    let rows = comparison.rows.iter().filter(|row| label.is_none_or(|label| row.has(label))).count();
    let counts = Message::new(Words::AnnotatorsRows, &[rows, differences]).text();
    let unread = (comparison.unread > 0).then(|| Message::new(Words::AnnotatorsUnread, &[comparison.unread]).text());
    let only = label.map(|id| {
        let known = state.project.schema.label(id);
        let name = known.map_or_else(|| id.to_string(), |label| label.name.to_string());
        html! {
            <button type="button" class="value on" data-action="filter-differences" data-value="" dir="auto"
                onclick={runs(store, Command::FilterDifferences, Args::default())}>{ name }<span aria-hidden="true">{ " ×" }</span>
                <span class="offscreen">{ ": " }{ Words::DifferencesAll.text() }</span></button>
        }
    });
    html! {
        <div class="claims-bar">
            <div class="values">
                <button type="button" class={classes!("value", open.only.then_some("on"))} aria-pressed={open.only.to_string()}
                    data-action="only-differences" disabled={differences == 0} onclick={runs(store, Command::OnlyDifferences, Args::default())}>
                    { Words::ActOnlyDifferences.text() }</button>
                { step(store, Command::PreviousDifference, Words::ActPreviousDifference, "↑", differences == 0) }
                { step(store, Command::NextDifference, Words::ActNextDifference, "↓", differences == 0) }
                for only in only { { only } }
            </div>
            <span class="claims-count" role="status">{ counts }
                for told in unread { { " · " }{ told } }</span>
        </div>
    }
}

fn step(store: &Store, command: Command, name: Words, sign: &'static str, idle: bool) -> Html {
    let onclick = annotators_table::walks(store, command);
    html! {
        <button type="button" class="value" data-action={command.info().id} disabled={idle} aria-label={name.text()} title={name.text()} {onclick}>{ sign }</button>
    }
}

/// Nothing can be compared yet: what helps.
fn none(store: &Store) -> Html {
    html! {
        <div class="claims-none">
            <p>{ Words::AnnotatorsNone.text() }</p>
            { action_button(store, Command::CompareFiles, Args::default(), words(Words::ActCompareFiles), "btn primary") }
            { " " }
            { action_button(store, Command::ImportFiles, Args::default(), words(Words::OpenFiles), "btn") }
            { " " }
            { action_button(store, Command::ImportFolder, Args::default(), words(Words::ActImportFolder), "btn") }
        </div>
    }
}
