//! Suggestions that are nearest to a score, in their sentences: those above it, a line, those below.

use yew::prelude::*;

use super::shared::color_class;
use crate::session::above::{Above, Example, Preview};
use crate::session::score::{score_or_none, score_text};
use crate::session::{Message, State, Words};

/// The list.
pub fn draw(state: &State, above: &Above, preview: &Preview) -> Html {
    let (taken, below): (Vec<&Example>, Vec<&Example>) = preview.examples.iter().partition(|example| example.taken);
    let score = score_text(above.at_least);
    html! {
        <div class="above-examples" tabindex="0" role="region" aria-label={Words::AboveExamples.text()}>
            <h3>{ Words::AboveExamples.text() }</h3>
            <ul>for example in taken { { line(state, example) } }</ul>
            <p class="above-line"><b>{ Message::new(Words::AboveLine, &[score]).text() }</b>
                if !below.is_empty() { <span>{ Words::AboveBelowLine.text() }</span> }</p>
            <ul class="below">for example in below { { line(state, example) } }</ul>
        </div>
    }
}

fn line(state: &State, example: &Example) -> Html {
    let label = state.project.schema.label(&example.label);
    let name = label.map_or_else(|| example.label.to_string(), |label| label.name.to_string());
    let color = color_class(label.map(|label| &**label));
    let title = state.project.entries.get(&example.document).map(|entry| entry.title.to_string());
    let several = state.above.as_ref().is_some_and(|above| above.everywhere);
    html! {
        <li key={format!("{}{}", example.document, example.id)} class={color.clone()} data-suggestion={example.id.to_string()}>
            <span class="above-sure">{ score_or_none(example.score) }</span>
            <span class="above-said">
                <q dir="auto">{ &example.before }<mark>{ &example.words }</mark>{ &example.after }</q>
                <small><i class={classes!("dot", color)} aria-hidden="true" /><bdi>{ name }</bdi>
                    if example.overlaps { <em>{ Words::AboveOverlaps.text() }</em> }
                    if several { for title in title { <bdi class="above-article">{ title }</bdi> } }</small>
            </span>
        </li>
    }
}
