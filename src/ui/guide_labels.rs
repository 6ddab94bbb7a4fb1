//! What the guidelines say of each label.

use yew::prelude::*;

use super::markdown::{self, Look};
use super::shared::{color_class, runs};
use super::store::Store;
use crate::intake::markdown::read;
use crate::model::Label;
use crate::session::guide::Part;
use crate::session::{Args, Command, State, Words};

/// The name of the place where the labels begin; no label has one with a colon.
pub const ALL: &str = ":labels";

/// The name of the place where a label stands.
#[must_use]
pub fn part(id: &str) -> String {
    format!("l:{id}")
}

/// The labels that are offered.
pub fn draw(store: &Store, state: &State) -> Html {
    let schema = &state.project.schema;
    html! {
        <div class="guide-labels">
            <header data-part={part(ALL)} tabindex="-1">
                <h3 class="h">{ Words::GuideLabels.text() }</h3>
                <button type="button" class="h-act" data-action="schemas" title={Words::ActSchemas.text()}
                    onclick={runs(store, Command::Schemas, Args::default())}>{ Words::GuideLabelsEdit.text() }</button>
            </header>
            for label in schema.offered() {
                { one(store, state, label) }
            }
        </div>
    }
}

fn one(store: &Store, state: &State, label: &Label) -> Html {
    let now = matches!(&state.guide.at, Some(Part::Label(id)) if **id == *label.id.as_str());
    let guideline = read(&label.guideline);
    html! {
        <section key={label.id.to_string()} class={classes!("guide-label", color_class(Some(label)), now.then_some("now"))} data-part={part(label.id.as_str())} tabindex="-1">
            <h4>
                <i class={classes!("dot", color_class(Some(label)))} aria-hidden="true" /><span dir="auto">{ label.name.to_string() }</span>
                for key in label.key { <kbd>{ key.to_ascii_uppercase() }</kbd> }
                <small>{ label.short.to_string() }</small>
            </h4>
            if !label.description.is_empty() { <p dir="auto">{ label.description.to_string() }</p> }
            if !label.example.is_empty() { <p class="guide-example" dir="auto"><span class="offscreen">{ Words::GuideExample.text() }{ ": " }</span>{ example(&label.example) }</p> }
            if !guideline.is_empty() { <div class="prose" dir="auto">{ markdown::draw(store, &guideline, Look { level: 5, named: false }) }</div> }
        </section>
    }
}

/// An example, with what would be marked in it, which stands in square brackets, as it would be marked.
fn example(text: &str) -> Html {
    let mut rest = text;
    let mut out = Vec::new();
    while let Some((before, inside, after)) = rest
        .split_once('[')
        .and_then(|(before, more)| more.split_once(']').map(|(inside, after)| (before, inside, after)))
    {
        out.push(Html::from(before.to_owned()));
        out.push(html! { <b>{ inside.to_owned() }</b> });
        rest = after;
    }
    out.push(Html::from(rest.to_owned()));
    out.into_iter().collect()
}
