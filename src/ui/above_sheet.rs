//! Taking all suggestions that are sure enough: which are meant, how many that is, and the doubtful ones in their sentences.

use std::rc::Rc;

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::above_examples;
use super::kept::{self, kept, saying};
use super::shared::{action_button, color_class, runs, words};
use super::store::Store;
use crate::session::above::{Above, OfLabel, Preview};
use crate::session::exporting::grouped;
use crate::session::score::score_text;
use crate::session::{Args, Command, Message, State, Words};

/// The sheet.
pub fn draw(store: &Store, state: &State) -> Html {
    let Some(above) = state.above.as_deref() else { return Html::default() };
    let preview = above.preview(state);
    let left = reading(state);
    let open = preview.labels.iter().map(|(_, counts)| counts.taken + counts.stay).sum::<usize>();
    html! {
        <div class="above">
            <h2 id="sheet-title">{ Words::ActAcceptAbove.text() }</h2>
            { fields(store, state, above, &preview) }
            if left > 0 {
                <p role="status">{ Message::new(Words::AboveReading, &[grouped(left)]).text() }</p>
            }
            if open == 0 && left == 0 {
                <p data-above="empty">{ Words::AboveEmpty.text() }</p>
            } else {
                <div class="above-panes">
                    { labels(store, state, above, &preview) }
                    { above_examples::draw(state, above, &preview) }
                </div>
            }
            { foot(store, &preview, open, left) }
        </div>
    }
}

/// How many articles are still to be read for it.
fn reading(state: &State) -> usize {
    let of_it = state.waiting.iter().filter(|waiting| waiting.then.0 == Command::AcceptAbove);
    of_it.map(|waiting| waiting.left.len()).sum()
}

fn sets(field: &str, text: &str) -> Args {
    Args { field: Some(field.to_owned()), ..Args::text(text) }
}

/// Articles, model and score.
fn fields(store: &Store, state: &State, above: &Above, preview: &Preview) -> Html {
    let scope = |everywhere: bool, name: Words| {
        html! {
            <label><input type="radio" name="above-scope" data-action="set-above" data-value={if everywhere { "all" } else { "this" }} checked={above.everywhere == everywhere}
                disabled={!everywhere && state.open.is_none()} onclick={runs(store, Command::SetAbove, sets("everywhere", if everywhere { "yes" } else { "no" }))} />{ name.text() }</label>
        }
    };
    let model = above.model.as_deref().unwrap_or_default();
    let chosen = kept(store, Command::SetAbove, sets("model", ""), model, kept::text);
    let shown =
        |model: &Rc<str>| if model.is_empty() { Words::AboveNobody.text().to_owned() } else { model.to_string() };
    html! {
        <div class="above-fields">
            <fieldset class="above-scope">
                <legend>{ Words::AboveScope.text() }</legend>
                { scope(false, Words::AboveHere) }{ scope(true, Words::AboveEverywhere) }
            </fieldset>
            if preview.models.len() > 1 || above.model.is_some() {
                <label>{ Words::AboveModel.text() }
                    { saying(html! {
                        <select data-action="set-above" data-value="model" onchange={chosen.onchange}>
                            <option value="" selected={model.is_empty()}>{ Words::AboveAllModels.text() }</option>
                            for one in preview.models.iter().filter(|one| !one.is_empty()) {
                                <option value={one.to_string()} selected={**one == *model}>{ shown(one) }</option>
                            }
                        </select>
                    }, model) }</label>
            }
            { score(store, above) }
            if preview.unscored > 0 {
                <label class="check"><input type="checkbox" data-action="set-above" data-value="unscored" checked={above.unscored}
                    onclick={runs(store, Command::SetAbove, sets("unscored", if above.unscored { "no" } else { "yes" }))} />
                    { Message::new(Words::AboveUnscored, &[grouped(preview.unscored)]).text() }</label>
            }
        </div>
    }
}

/// The score, as a slider for hands and arrow keys, and as a number to be typed.
fn score(store: &Store, above: &Above) -> Html {
    let now = score_text(above.at_least);
    let oninput = {
        let store = store.clone();
        Callback::from(move |event: InputEvent| {
            let field: Option<HtmlInputElement> = event.target_dyn_into();
            let value = field.and_then(|field| field.value().parse::<u16>().ok());
            if let Some(value) = value {
                store.run(Command::SetAbove, sets("score", &score_text(value)));
            }
        })
    };
    let typed = kept(store, Command::SetAbove, sets("score", ""), &now, kept::text);
    let number = html! {
        <input type="text" id="above-number" class="line" inputmode="decimal" autocomplete="off" data-action="set-above" data-value="score"
            onchange={typed.onchange} onkeydown={typed.onkeydown} />
    };
    html! {
        <div class="above-score">
            <label for="above-number">{ Words::AboveScore.text() }</label>
            <input type="range" autofocus=true data-field="above-score" min="0" max="1000" step="10" value={above.at_least.to_string()} aria-label={Words::AboveScore.text()} aria-valuetext={now.clone()} {oninput} />
            { saying(number, &now) }
        </div>
    }
}

/// How many of each label are taken, and how many stay; a label's name narrows it down to that label.
fn labels(store: &Store, state: &State, above: &Above, preview: &Preview) -> Html {
    let most = preview.labels.iter().map(|(_, counts)| counts.taken + counts.stay).max().unwrap_or(0);
    let line = |id: &crate::model::LabelId, counts: &OfLabel| {
        let label = state.project.schema.label(id);
        let name = label.map_or_else(|| id.to_string(), |label| label.name.to_string());
        let color = color_class(label.map(|label| &**label));
        let on = above.labels.contains(id);
        html! {
            <tr key={id.to_string()} class={classes!((!above.labels.is_empty() && !on).then_some("other"))}>
                <th scope="row"><button type="button" class={classes!("value", on.then_some("on"))} aria-pressed={on.to_string()} data-action="set-above" data-value={id.to_string()}
                    onclick={runs(store, Command::SetAbove, sets("labels", id.as_str()))}><i class={classes!("dot", color.clone())} aria-hidden="true" /><bdi>{ name }</bdi></button></th>
                <td class="number">{ grouped(counts.taken) }</td>
                <td class="number">{ grouped(counts.stay) }</td>
                <td class="above-bar">{ bar(&color, counts, most) }</td>
            </tr>
        }
    };
    html! {
        <div class="above-labels" tabindex="0" role="region" aria-label={Words::AboveLabels.text()}>
            <table>
                <thead><tr><th scope="col">{ Words::AboveOnlyLabels.text() }</th><th scope="col">{ Words::AboveTaken.text() }</th>
                    <th scope="col">{ Words::AboveStay.text() }</th><td></td></tr></thead>
                <tbody>for (id, counts) in &preview.labels { { line(id, counts) } }</tbody>
            </table>
        </div>
    }
}

/// What is taken of what there is. What it says stands beside it in figures.
fn bar(color: &str, counts: &OfLabel, most: usize) -> Html {
    let width = |count: usize| if most > 0 { (count * 100).div_ceil(most) } else { 0 };
    html! {
        <svg class={classes!("gauge", color.to_owned())} viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class="gauge-all" width={width(counts.taken + counts.stay).to_string()} height="10" />
            <rect class="gauge-part" width={width(counts.taken).to_string()} height="10" />
        </svg>
    }
}

/// What there is to know, and what goes on with it.
fn foot(store: &Store, preview: &Preview, open: usize, left: usize) -> Html {
    let taken = preview.taken.len();
    let counts = Message::new(Words::AboveOf, &[grouped(taken), grouped(open), grouped(preview.articles)]).text();
    let act = |command: Command, words: Words, count: usize, class: &'static str| {
        html! {
            <button type="button" {class} data-action={command.info().id} disabled={count == 0 || left > 0} onclick={runs(store, command, Args::default())}>
                { Message::new(words, &[grouped(count)]).text() }</button>
        }
    };
    html! {
        <>
            <ul class="above-told">for told in preview.told() { <li>{ told }</li> }</ul>
            <div class="sheet-acts">
                <span class="above-counts" role="status">{ counts }</span>
                { action_button(store, Command::Leave, Args::default(), words(Words::Cancel), "btn") }
                { act(Command::RejectBelow, Words::AboveReject, preview.below.len(), "btn") }
                { act(Command::TakeAbove, Words::AboveTake, taken, "btn primary") }
            </div>
        </>
    }
}
