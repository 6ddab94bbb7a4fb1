//! How far the work is: the queue, day by day, how long it took, and which labels were used how often.

use yew::prelude::*;

use super::shared::{action_button, color_class, runs, words};
use super::store::Store;
use crate::browser::clock;
use crate::model::order::sort_by;
use crate::model::{DocId, LabelId, Table};
use crate::session::progress::{OfDay, Progress, Standings};
use crate::session::{Args, Command, Message, State, Words};
use crate::storage::tally::Day;

/// Days that are told of.
const DAYS: u32 = 14;
/// Articles whose time is told.
const SHOWN: usize = 12;

/// The sheet.
pub fn draw(store: &Store, state: &State) -> Html {
    let none = Progress::default();
    let progress = state.progress.as_deref().unwrap_or(&none);
    html! {
        <div class="progress">
            <h2 id="sheet-title">{ Words::ActProgress.text() }</h2>
            { standings(state) }
            { days(state, progress) }
            { labels(store, state, progress) }
            { times(store, state, progress) }
            <div class="sheet-acts">
                { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn primary") }
            </div>
        </div>
    }
}

/// A bar: `part` of `of`. What it says stands beside it in figures.
fn bar(class: Classes, part: i64, of: i64) -> Html {
    let width = if of > 0 { (part * 100 / of).clamp(i64::from(part > 0), 100) } else { 0 };
    html! {
        <svg class={classes!("gauge", class)} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="gauge-all" width="100" height="10" />
            <rect class="gauge-part" width={width.to_string()} height="10" />
        </svg>
    }
}

fn standings(state: &State) -> Html {
    let of = Standings::of(state);
    if of.all == 0 {
        return html! { <p>{ Words::ProgressNone.text() }</p> };
    }
    let kinds = [
        (of.done, "done", Words::ProgressDone),
        (of.begun, "begun", Words::ProgressBegun),
        (of.flagged, "flagged", Words::ProgressFlagged),
        (of.skipped, "skipped", Words::ProgressSkipped),
        (of.new, "new", Words::ProgressNew),
    ];
    let mut at = 0;
    let piece = |(count, class, _): &(usize, &'static str, Words)| {
        let x = at;
        at += count * 1000;
        html! { <rect class={*class} x={(x / of.all).to_string()} width={(count * 1000 / of.all).to_string()} height="10" /> }
    };
    html! {
        <section>
            <p class="progress-of">{ Message::new(Words::ProgressOf, &[of.done, of.all]).text() }</p>
            <svg class="gauge standings" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
                for piece in kinds.iter().map(piece) { { piece } }
            </svg>
            <ul class="standings-key">
                for (count, class, name) in kinds {
                    <li><i class={classes!("key-dot", class)} aria-hidden="true" /><b>{ count }</b>{ " " }{ name.text() }</li>
                }
            </ul>
        </section>
    }
}

fn days(state: &State, progress: &Progress) -> Html {
    let all = progress.days(&state.tally);
    let last = all.first().map_or(state.tally.day(), |(day, _)| *day).max(state.tally.day());
    let shown: Vec<(Day, OfDay)> = all.into_iter().take_while(|(day, _)| last.0 - day.0 < DAYS).collect();
    let most = |of: fn(&OfDay) -> i64| shown.iter().map(|(_, day)| of(day)).max().unwrap_or(0);
    let figure = |value: i64, most: i64| html! { <td><div><span>{ value }</span>{ bar(Classes::new(), value, most) }</div></td> };
    let (done, made, claims) = (most(|day| day.done), most(|day| day.made), most(|day| day.claims));
    let row = |(day, of): &(Day, OfDay)| {
        html! {
            <tr key={day.0}>
                <th scope="row"><time datetime={day.to_string()}>{ clock::read_day(day.begins()) }</time></th>
                { figure(of.done, done) }
                { figure(of.made, made) }
                { figure(of.claims, claims) }
                <td>{ duration(of.seconds) }</td>
            </tr>
        }
    };
    let heads = [
        Words::ProgressDay,
        Words::ProgressArticles,
        Words::ProgressAnnotations,
        Words::ProgressClaims,
        Words::ProgressTime,
    ];
    html! {
        <section>
            <h3>{ Words::ProgressDays.text() }</h3>
            if shown.is_empty() {
                <p>{ if progress.read { Words::ProgressNoDays.text() } else { Words::ProgressReading.text() } }</p>
            } else {
                <table class="figures days">
                    <thead><tr>for head in heads { <th scope="col">{ head.text() }</th> }</tr></thead>
                    <tbody>for row in shown.iter().map(row) { { row } }</tbody>
                </table>
            }
        </section>
    }
}

fn labels(store: &Store, state: &State, progress: &Progress) -> Html {
    let (here, all) = (state.view.counts(), &progress.labels.counts);
    let of = |counts: &Table<LabelId, u32>, id: &LabelId| i64::from(counts.get(id).copied().unwrap_or(0));
    // As the schema has them; what carries a label that it does not have comes last.
    let mut ids: Vec<LabelId> = state.project.schema.labels.iter().map(|label| label.id.clone()).collect();
    let more = all.keys().chain(here.keys()).filter(|id| state.project.schema.label(id).is_none());
    for id in more {
        if !ids.contains(id) {
            ids.push(id.clone());
        }
    }
    ids.retain(|id| of(all, id) + of(here, id) > 0);
    let most = |counts: &Table<LabelId, u32>| ids.iter().map(|id| of(counts, id)).max().unwrap_or(0);
    let (most_here, most_all) = (most(here), most(all));
    let row = |id: &LabelId| {
        let label = state.project.schema.label(id).map(|label| &**label);
        let name = label.map_or_else(|| id.to_string(), |label| label.name.to_string());
        let color = color_class(label);
        let figure = |value: i64, most: i64| html! { <td><div><span>{ value }</span>{ bar(classes!(color.clone()), value, most) }</div></td> };
        html! {
            <tr key={id.to_string()}>
                <th scope="row" dir="auto"><i class={classes!("dot", color.clone())} aria-hidden="true" />{ name }</th>
                { figure(of(here, id), most_here) }
                { figure(of(all, id), most_all) }
            </tr>
        }
    };
    let counting =
        progress.labels.search.map(|(_, done, all)| Message::new(Words::ProgressCounting, &[done, all]).text());
    let left = (progress.labels.uncounted > 0)
        .then(|| Message::new(Words::ProgressUncounted, &[progress.labels.uncounted]).text());
    html! {
        <section>
            <h3>{ Words::ProgressLabels.text() }</h3>
            if ids.is_empty() {
                <p>{ Words::ProgressNoLabels.text() }</p>
            } else {
                <table class="figures">
                    <thead><tr>
                        for head in [Words::ProgressLabel, Words::ProgressHere, Words::ProgressAll] { <th scope="col">{ head.text() }</th> }
                    </tr></thead>
                    <tbody>for row in ids.iter().map(row) { { row } }</tbody>
                </table>
            }
            if let Some(counting) = counting {
                <p role="status">{ counting }</p>
            } else if let Some(left) = left {
                <p class="figures-more" role="status">{ left }{ " " }
                    { action_button(store, Command::CountLabels, Args::default(), words(Words::ActCountLabels), "btn") }</p>
            }
        </section>
    }
}

fn times(store: &Store, state: &State, progress: &Progress) -> Html {
    let times = progress.times(&state.tally);
    let mut all: Vec<(&DocId, i64)> = times.iter().map(|(id, seconds)| (id, *seconds)).collect();
    sort_by(&mut all, |one, other| other.1.cmp(&one.1));
    let total: i64 = all.iter().map(|(_, seconds)| *seconds).sum();
    let middle = all.get(all.len() / 2).map_or(0, |(_, seconds)| *seconds);
    let most = all.first().map_or(0, |(_, seconds)| *seconds);
    let title =
        |id: &DocId| state.project.entries.get(id).map_or_else(|| id.to_string(), |entry| entry.title.to_string());
    let facts = [duration(total), all.len().to_string(), duration(middle)];
    html! {
        <section>
            <h3>{ Words::ProgressTimes.text() }</h3>
            <label class="check"><input type="checkbox" data-action="toggle-times" checked={!state.tally.off}
                onclick={runs(store, Command::ToggleTimes, Args::default())} />{ Words::ActToggleTimes.text() }</label>
            <p>{ Words::ProgressTimesHint.text() }</p>
            if all.is_empty() {
                <p>{ Words::ProgressNoTimes.text() }</p>
            } else {
                <p class="progress-of">{ Message::new(Words::ProgressTotal, &facts).text() }</p>
                <table class="figures">
                    <tbody>
                        for (id, seconds) in all.iter().take(SHOWN) {
                            <tr key={id.to_string()}>
                                <th scope="row" dir="auto">{ title(id) }</th>
                                <td><div><span class="long">{ duration(*seconds) }</span>{ bar(Classes::new(), *seconds, most) }</div></td>
                            </tr>
                        }
                    </tbody>
                </table>
                if all.len() > SHOWN { <p>{ Message::new(Words::ProgressMore, &[all.len() - SHOWN]).text() }</p> }
            }
        </section>
    }
}

/// A time as people read it.
fn duration(seconds: i64) -> String {
    match seconds {
        0..60 => Message::new(Words::TimeSeconds, &[seconds]),
        60..3600 => Message::new(Words::TimeMinutes, &[seconds / 60]),
        _ => Message::new(Words::TimeHours, &[seconds / 3600, seconds / 60 % 60]),
    }
    .text()
}
