//! What is chosen for an export: formats, articles, options that a ticked format asks for, sets, and the card.

use std::rc::Rc;

use yew::prelude::*;

use super::export_sheet::close;
use super::kept::{self, kept, saying};
use super::shared::{action_button, color_class, runs, words};
use super::store::Store;
use crate::browser::dom;
use crate::formats::{FORMATS, FormatInfo};
use crate::model::{PersonId, Table, Unit};
use crate::session::exporting::{CUTS, Choice, FRAGMENTS, OVERLAPS, SUGGESTED, WHICH, grouped};
use crate::session::people::called;
use crate::session::{Args, Command, Message, State, Words};

/// Licences that are offered, as Hugging Face names them; any other can be typed.
const LICENSES: [&str; 9] =
    ["cc-by-4.0", "cc-by-sa-4.0", "cc-by-nc-4.0", "cc-by-nc-sa-4.0", "cc0-1.0", "odc-by", "mit", "apache-2.0", "other"];

/// Marks a format's row.
const ROWS: &str = ".export-formats li";

/// All of it.
pub(super) fn draw(store: &Store, state: &State, choice: &Choice) -> Html {
    html! {
        <>
            <div class="export-body">
                <p class="export-intro">{ Words::ExportIntro.text() }</p>
                <div class="export-columns">
                    { formats(store, choice) }
                    <div>
                        { articles(store, state, choice) }
                        { options(store, choice) }
                        { sets(store, choice) }
                    </div>
                </div>
                if choice.is_bundle() { { card(store, state, choice) } }
            </div>
            { foot(store, state, choice) }
        </>
    }
}

/// What sets a field.
fn sets_field(field: &str, text: &str) -> Args {
    Args { field: Some(field.to_owned()), ..Args::text(text) }
}

/// A field that is on or off.
fn flag(store: &Store, field: &'static str, on: bool, name: Words) -> Html {
    let args = sets_field(field, if on { "no" } else { "yes" });
    html! {
        <label class="check"><input type="checkbox" data-action="set-export" data-value={field} checked={on}
            onclick={runs(store, Command::SetExport, args)} />{ name.text() }</label>
    }
}

/// One of several.
fn select(store: &Store, field: &'static str, now: &str, name: Words, among: &'static [(&'static str, Words)]) -> Html {
    let args = Args { field: Some(field.to_owned()), ..Args::default() };
    let kept = kept(store, Command::SetExport, args, now, kept::text);
    html! {
        <label>{ name.text() }
            { saying(html! {
                <select data-action="set-export" data-value={field} onchange={kept.onchange}>
                    for (value, told) in among { <option value={*value} selected={*value == now}>{ told.text() }</option> }
                </select>
            }, now) }</label>
    }
}

/// A line of text.
fn line(store: &Store, field: &'static str, now: &str, name: Words) -> Html {
    let args = Args { field: Some(field.to_owned()), ..Args::default() };
    let kept = kept(store, Command::SetExport, args, now, kept::text);
    // A browser's own field for days tells of each half-typed one.
    let line = html! {
        <input type="text" placeholder={(field == "date").then_some("YYYY-MM-DD")} data-action="set-export" data-value={field} dir="auto" autocomplete="off" spellcheck="false"
            list={(field == "license").then_some("export-licenses")} onchange={kept.onchange} onkeydown={kept.onkeydown} />
    };
    html! { <label>{ name.text() }{ saying(line, now) }</label> }
}

fn formats(store: &Store, choice: &Choice) -> Html {
    let onkeydown = Callback::from(|event: KeyboardEvent| {
        let by = match event.key().as_str() {
            "ArrowDown" => 1,
            "ArrowUp" => -1,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        dom::focus_beside(ROWS, "input", by);
    });
    let row = |(place, format): (usize, &'static FormatInfo)| {
        let on = choice.formats.iter().any(|id| id == format.id);
        let first = place == 0;
        let told = format!("export-about-{place}");
        html! {
            <li key={format.id}>
                <label class="check"><input type="checkbox" data-action="set-export" data-value={format.id} checked={on} aria-describedby={told.clone()}
                    data-field={first.then_some("export-first")} autofocus={first}
                    onclick={runs(store, Command::SetExport, sets_field("formats", format.id))} /><b>{ format.name }</b></label>
                <small id={told}>{ about(format) }</small>
            </li>
        }
    };
    html! {
        <fieldset class="export-formats">
            <legend>{ Words::ExportFormats.text() }</legend>
            <ul {onkeydown}>for row in FORMATS.iter().filter(|format| format.export).enumerate().map(row) { { row } }</ul>
        </fieldset>
    }
}

/// What there is to know of a format before it is chosen.
fn about(format: &FormatInfo) -> String {
    let unit = match format.unit {
        Unit::CodePoint => Words::ExportCodePoints,
        Unit::Utf16 => Words::ExportUtf16,
        Unit::Byte => Words::ExportBytes,
    };
    let loses = match format.loses {
        "" => Words::ExportNative.text().to_owned(),
        loses => Message::new(Words::ExportCannot, &[loses]).text(),
    };
    let counts = Message::new(Words::ExportCounts, &[unit.text()]).text();
    let proved = match format.proved_by {
        "" => None,
        by => Some(Message::new(Words::ExportProvedBy, &[by]).text()),
    };
    let ending = format.extensions.first().map(|ending| format!(".{ending}."));
    let parts = ending.into_iter().chain([counts, loses]).chain(proved);
    parts.collect::<Vec<_>>().join(" ")
}

fn articles(store: &Store, state: &State, choice: &Choice) -> Html {
    let entries = || state.project.order.iter().filter_map(|id| state.project.entries.get(id));
    let done = entries().filter(|entry| entry.status.is_done()).count();
    let counts = [state.project.order.len(), done, state.queue.picks.count(), usize::from(state.open.is_some())];
    html! {
        <fieldset class="export-which">
            <legend>{ Words::ExportArticles.text() }</legend>
            <div class="export-radios">
                for ((value, name), count) in WHICH.into_iter().zip(counts) {
                    <label><input type="radio" name="export-which" data-action="set-export" data-value={value} checked={choice.which == value}
                        disabled={count == 0 && choice.which != value} onclick={runs(store, Command::SetExport, sets_field("which", value))} />
                        <span>{ name.text() }{ " " }<small>{ grouped(count) }</small></span></label>
                }
            </div>
            { labels(store, state, choice) }
            { people(store, state, choice) }
        </fieldset>
    }
}

/// A switch of a list; what is on narrows the articles down.
fn switch(store: &Store, field: &'static str, id: &str, on: bool, shown: Html) -> Html {
    html! {
        <button type="button" key={id.to_owned()} class={classes!("value", on.then_some("on"))} aria-pressed={on.to_string()} data-action="set-export" data-value={id.to_owned()}
            onclick={runs(store, Command::SetExport, sets_field(field, id))}>{ shown }</button>
    }
}

/// What narrows the articles down, folded as long as nothing of it is on.
fn narrowing(name: Words, chosen: usize, switches: Vec<Html>) -> Html {
    html! {
        <details class="export-narrowing" open={chosen > 0}>
            <summary>{ name.text() }if chosen > 0 { <small>{ chosen }</small> }</summary>
            <div class="values">for switch in switches { { switch } }</div>
        </details>
    }
}

fn labels(store: &Store, state: &State, choice: &Choice) -> Html {
    let known = state.project.schema.labels.iter();
    let switches = known.map(|label| {
        let id = label.id.as_str();
        let on = choice.labels.iter().any(|chosen| chosen == id);
        let color = color_class(Some(label));
        let shown =
            html! { <><i class={classes!("dot", color)} aria-hidden="true" /><bdi>{ label.name.to_string() }</bdi></> };
        switch(store, "labels", id, on, shown)
    });
    narrowing(Words::ExportWithLabels, choice.labels.len(), switches.collect())
}

fn people(store: &Store, state: &State, choice: &Choice) -> Html {
    let mut all: Table<String, Option<PersonId>> = Table::new();
    for entry in state.project.entries.values() {
        all.insert(entry.annotator.map(|id| id.to_string()).unwrap_or_default(), entry.annotator);
    }
    if all.len() < 2 && choice.people.is_empty() {
        return Html::default();
    }
    let switches = all.iter().map(|(id, person)| {
        let shown = html! { <bdi>{ called(&state.project, *person) }</bdi> };
        switch(store, "people", id, choice.people.contains(id), shown)
    });
    narrowing(Words::ExportOfPeople, choice.people.len(), switches.collect())
}

/// What a ticked format asks for.
fn options(store: &Store, choice: &Choice) -> Html {
    let asks = |of: fn(&FormatInfo) -> bool| choice.ticked().any(of);
    let (overlaps, fragments) = (asks(|format| format.asks.overlaps), asks(|format| format.asks.fragments));
    let (tokens, suggestions) = (asks(|format| format.asks.tokens), asks(|format| format.asks.suggestions));
    let foreign = choice.is_foreign();
    if choice.ticked().next().is_none() {
        return Html::default();
    }
    html! {
        <fieldset class="export-options">
            <legend>{ Words::ExportOptions.text() }</legend>
            if overlaps || fragments || tokens || suggestions {
                <div class="project-fields">
                    if overlaps { { select(store, "overlaps", &choice.overlaps, Words::ExportOverlaps, &OVERLAPS) } }
                    if fragments { { select(store, "fragments", &choice.fragments, Words::ExportFragments, &FRAGMENTS) } }
                    if tokens { { select(store, "cut-tokens", &choice.cut_tokens, Words::ExportCutTokens, &CUTS) } }
                    if suggestions { { select(store, "suggestions", choice.suggested(), Words::ExportSuggestions, &SUGGESTED) } }
                </div>
            }
            if foreign {
                { flag(store, "body-only", choice.body_only, Words::ExportBodyOnly) }
                { flag(store, "short-labels", choice.short_labels, Words::ExportShortLabels) }
            }
            { flag(store, "names", choice.names, Words::ExportNames) }
        </fieldset>
    }
}

/// A share as a percentage.
fn percent(share: u32) -> String {
    if share.is_multiple_of(10) { (share / 10).to_string() } else { format!("{}.{}", share / 10, share % 10) }
}

fn sets(store: &Store, choice: &Choice) -> Html {
    let rest = 1000_u32.saturating_sub(choice.dev + choice.test);
    html! {
        <fieldset class="export-sets">
            <legend>{ Words::ExportSets.text() }</legend>
            { flag(store, "split", choice.split, Words::ExportSplit) }
            if choice.split {
                <div class="project-fields">
                    { line(store, "dev", &percent(choice.dev), Words::ExportDev) }
                    { line(store, "test", &percent(choice.test), Words::ExportTest) }
                    { line(store, "seed", &choice.seed, Words::ExportSeed) }
                </div>
                <p>{ Message::new(Words::ExportTrain, &[percent(rest)]).text() }</p>
                { flag(store, "by-label", choice.by_label, Words::ExportByLabel) }
            }
            if choice.ticked().count() < 2 { { flag(store, "bundle", choice.bundle, Words::ExportBundle) } }
        </fieldset>
    }
}

fn card(store: &Store, state: &State, choice: &Choice) -> Html {
    let args = Args { field: Some("description".to_owned()), ..Args::default() };
    let kept = kept(store, Command::SetExport, args, &choice.description, kept::text);
    let said = [&choice.title, &choice.description, &choice.license, &choice.date].iter().any(|text| !text.is_empty());
    let title = Rc::clone(&state.project.name);
    html! {
        <details class="export-card" open={said}>
            <summary>{ Words::ExportCard.text() }<small dir="auto">{ title.to_string() }</small></summary>
            <div class="project-fields">
                { line(store, "title", &choice.title, Words::ExportTitle) }
                { line(store, "license", &choice.license, Words::ExportLicense) }
                { line(store, "date", &choice.date, Words::ExportDay) }
            </div>
            <datalist id="export-licenses">for license in LICENSES { <option value={license} /> }</datalist>
            <label>{ Words::ExportDescription.text() }
                { saying(html! {
                    <textarea class="lines" rows="2" data-action="set-export" data-value="description" dir="auto"
                        onchange={kept.onchange} onkeydown={kept.onkeydown} />
                }, &choice.description) }</label>
            <p>{ Words::ExportDayHint.text() }</p>
        </details>
    }
}

/// How many articles are meant, and what goes on with them.
fn foot(store: &Store, state: &State, choice: &Choice) -> Html {
    let meant = choice.documents(state).len();
    let counts = if choice.labels.is_empty() { Words::ExportMeant } else { Words::ExportMeantMost };
    let counts = Message::new(counts, &[grouped(meant), grouped(state.project.order.len())]).text();
    let none = match () {
        () if choice.ticked().next().is_none() => Some(Words::ExportNoFormat),
        () if meant == 0 => Some(Words::ExportNoArticle),
        () => None,
    };
    html! {
        <div class="sheet-acts">
            <span class="export-counts" role="status">{ counts }for none in none { { ". " }{ none.text() } }</span>
            { close(store) }
            { action_button(store, Command::PrepareExport, Args::default(), words(Words::ActPrepareExport), "btn primary") }
        </div>
    }
}
