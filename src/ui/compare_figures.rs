//! Two sides in figures: who they are, how far they agree, and label by label.

use yew::prelude::*;

use super::shared::{color_class, runs};
use super::store::Store;
use crate::measure::{Counts, macro_f1};
use crate::model::{LabelId, Schema, Table};
use crate::session::annotators::Annotators;
use crate::session::comparing::{Column, File, Side, Who, label_rows, share_text};
use crate::session::{Args, Command, Message, State, Words};
use web_sys::HtmlSelectElement;

/// Who is compared, and with what.
pub(super) fn sides(store: &Store, state: &State, open: &Annotators) -> Html {
    let pair = open.pair();
    let engine = pair.into_iter().flatten().any(|side| matches!(side.who, Who::Engine(_)));
    let swap = Args { kind: Some("swap".to_owned()), ..Args::default() };
    let people = open.sides.iter().filter(|side| matches!(side.who, Who::Person(..))).count();
    let toggle = |kind: &'static str, on: bool, name: Words| {
        let args = Args { kind: Some(kind.to_owned()), ..Args::default() };
        html! {
            <button type="button" class={classes!("value", on.then_some("on"))} aria-pressed={on.to_string()} data-action="compare-sides" data-value={kind}
                onclick={runs(store, Command::CompareSides, args)}>{ name.text() }</button>
        }
    };
    html! {
        <div class="claims-bar compare-sides">
            if let Some([one, other]) = pair {
                { side(store, state, open, 0, one) }
                <button type="button" class="value" data-action="compare-sides" data-value="swap" aria-label={Words::CompareSwap.text()}
                    title={Words::CompareSwap.text()} onclick={runs(store, Command::CompareSides, swap)}>{ "⇄" }</button>
                { side(store, state, open, 1, other) }
            }
            <div class="values">
                if open.comparison.is_some() && (people > 2 || open.everyone) {
                    { toggle("everyone", open.everyone, Words::CompareEveryone) }
                }
                if engine { { toggle("rejected", !open.without_rejected, Words::CompareRejected) } }
                <button type="button" class="value" data-action="compare-files" onclick={runs(store, Command::CompareFiles, Args::default())}>
                    { Words::ActCompareFiles.text() }</button>
            </div>
            if engine { <small title={Words::FiguresHelp.text()}>{ Words::FiguresAccepted.text() }</small> }
        </div>
    }
}

fn side(store: &Store, state: &State, open: &Annotators, place: usize, here: &Side) -> Html {
    let onchange = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            let Some(select) = event.target_dyn_into::<HtmlSelectElement>() else { return };
            let mut values = vec![String::new(), String::new()];
            if let Some(value) = values.get_mut(place) {
                *value = select.value();
            }
            store.run(Command::CompareSides, Args { values: Some(values), ..Args::default() });
        })
    };
    let name = if place == 0 { Words::CompareReference } else { Words::CompareOther };
    html! {
        <label class="compare-side"><span>{ name.text() }</span>
            <select data-action="compare-sides" data-value={if place == 0 { "a" } else { "b" }} {onchange}>
                for known in open.sides.iter() {
                    <option key={known.key()} value={known.key()} selected={known == here}>{ known.called(&state.project, &open.files) }</option>
                }
            </select></label>
    }
}

/// The files that are only compared.
pub(super) fn files(store: &Store, open: &Annotators) -> Html {
    if open.files.is_empty() {
        return Html::default();
    }
    let line = |(place, file): (usize, &File)| {
        let alone = open.alone.get(place).copied().unwrap_or(0);
        let drop = Args::id(file.number);
        let name = Message::new(Words::CompareLetGo, &[&*file.name]).text();
        html! {
            <li key={file.number}>
                <bdi>{ Message::new(Words::CompareFile, &[file.name.to_string(), file.documents.len().to_string()]).text() }</bdi>
                if alone > 0 { <em>{ " · " }{ Message::new(Words::CompareUnmatched, &[alone]).text() }</em> }
                if file.remarks > 0 { { " · " }{ Message::new(Words::CompareRemarks, &[file.remarks]).text() } }
                <button type="button" class="link-cut" data-action="compare-files" data-value={file.number.to_string()} aria-label={name.clone()}
                    title={name} onclick={runs(store, Command::CompareFiles, drop)}>{ "×" }</button>
            </li>
        }
    };
    html! { <ul class="compare-files">for (place, file) in open.files.iter().enumerate() { { line((place, &**file)) } }</ul> }
}

/// A bar of a share, beside its figure.
pub(super) fn share(share: Option<u16>) -> Html {
    // Full only where nothing is missing.
    let width = share.unwrap_or(0) / 10;
    html! {
        <div class="share"><span>{ share_text(share) }</span>
            <svg class="gauge" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect class="gauge-all" width="100" height="10" />
                <rect class="gauge-part" width={width.to_string()} height="10" />
            </svg></div>
    }
}

/// How far two sides agree, in two figures and in numbers.
pub(super) fn strip(store: &Store, all: Counts, labels: &Table<LabelId, Counts>) -> Html {
    let figure = |name: Words, told: Words, value: Option<u16>| {
        html! { <div class="figure"><dt title={told.text()}>{ name.text() }<small>{ told.text() }</small></dt><dd>{ share(value) }</dd></div> }
    };
    let paired = all.same + all.edges + all.label + all.both;
    let [first, second] = [all.first, all.second].map(|count| count.saturating_sub(paired));
    let kinds = [all.same, all.edges + all.both, all.label, first, second];
    let mean = macro_f1(labels.values()).map(|(exact, overlap)| {
        Message::new(Words::FiguresMacro, &[share_text(Some(exact)), share_text(Some(overlap))]).text()
    });
    let save = Args { kind: Some("save".to_owned()), ..Args::default() };
    html! {
        <div class="compare-strip">
            <dl>
                { figure(Words::FiguresExact, Words::FiguresExactTold, all.exact_f1()) }
                { figure(Words::FiguresOverlap, Words::FiguresOverlapTold, all.overlap_f1()) }
            </dl>
            <p title={Words::FiguresHelp.text()}>{ Message::new(Words::FiguresKinds, &kinds).text() }
                for mean in mean { <br />{ mean } }</p>
            <div class="values">
                <button type="button" class="value" data-action="copy-figures" onclick={runs(store, Command::CopyFigures, Args::default())}>
                    { Words::ActCopyFigures.text() }</button>
                <button type="button" class="value" data-action="copy-figures" data-value="save" onclick={runs(store, Command::CopyFigures, save)}>
                    { Words::FiguresSave.text() }</button>
            </div>
        </div>
    }
}

const HEADS: [(Column, Words); 10] = [
    (Column::Label, Words::FiguresLabel),
    (Column::First, Words::FiguresFirst),
    (Column::Second, Words::FiguresSecond),
    (Column::Same, Words::FiguresSame),
    (Column::OnlyFirst, Words::FiguresOnlyFirst),
    (Column::OnlySecond, Words::FiguresOnlySecond),
    (Column::Precision, Words::FiguresPrecision),
    (Column::Recall, Words::FiguresRecall),
    (Column::Exact, Words::FiguresExact),
    (Column::Overlap, Words::FiguresOverlap),
];

/// The figures of each label; in an article a label leads to its differences.
pub(super) fn labels(store: &Store, state: &State, open: &Annotators, labels: &Table<LabelId, Counts>) -> Html {
    let rows = label_rows(labels, &state.project.schema, open.sorting);
    let head = |(column, name): (Column, Words)| {
        let args = Args { kind: Some(column.as_str().to_owned()), ..Args::default() };
        let sorting = open.sorting;
        let here = sorting.column == column;
        // Shares begin with the lowest, numbers with the highest.
        let rises = (column.is_share() || column == Column::Label) != sorting.reversed;
        let sorted = here.then_some(if rises { "ascending" } else { "descending" });
        let sign = if here { if rises { " ▴" } else { " ▾" } } else { "" };
        html! {
            <th scope="col" aria-sort={sorted}>
                <button type="button" class="sort" data-action="sort-figures" data-column={column.as_str()} onclick={runs(store, Command::SortFigures, args)}>
                    { name.text() }<span aria-hidden="true">{ sign }</span></button>
            </th>
        }
    };
    html! {
        <div class="label-figures" role="region" aria-label={Words::FiguresTitle.text()} tabindex="0">
            <table>
                <thead><tr>for each in HEADS { { head(each) } }</tr></thead>
                <tbody>for (id, counts) in rows { { label_row(store, &state.project.schema, open, &id, counts) } }</tbody>
            </table>
        </div>
    }
}

fn label_row(store: &Store, schema: &Schema, open: &Annotators, id: &LabelId, counts: Counts) -> Html {
    let label = schema.label(id).map(|label| &**label);
    let name = label.map_or_else(|| id.to_string(), |label| label.name.to_string());
    let dot = html! { <i class={classes!("dot", color_class(label))} aria-hidden="true" /> };
    let on = open.label.as_ref() == Some(id);
    let value = |(column, name): &(Column, Words)| {
        let value = column.of(counts);
        let shown = if column.is_share() {
            share(value.and_then(|value| u16::try_from(value).ok()))
        } else {
            html! { { value.unwrap_or(0) } }
        };
        html! { <td data-name={name.text()} class={classes!(column.is_share().then_some("of-share"))}>{ shown }</td> }
    };
    html! {
        <tr key={id.to_string()} class={classes!(on.then_some("on"))}>
            <th scope="row" dir="auto">
                if open.comparison.is_some() {
                    <button type="button" class={classes!("figure-label", on.then_some("on"))} aria-pressed={on.to_string()} data-action="filter-differences"
                        data-value={id.to_string()} onclick={runs(store, Command::FilterDifferences, Args::label(id.as_str()))}>{ dot }{ name }</button>
                } else {
                    { dot }{ name }
                }
            </th>
            for each in HEADS.iter().skip(1) { { value(each) } }
        </tr>
    }
}
