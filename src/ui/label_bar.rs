//! The labels, with key and count.

use yew::prelude::*;

use super::shared::{color_class, runs};
use super::store::Store;
use crate::model::Label;
use crate::session::filter::Sight;
use crate::session::{Args, Command, Message, State, Words};

/// The labels.
pub fn draw(store: &Store, state: &State) -> Html {
    let annotation = |id| state.document()?.annotations.get(id);
    let picked = |label: &Label| {
        let mut picked = state.selection.annotations().iter().filter_map(annotation);
        picked.any(|annotation| annotation.label == label.id)
    };
    let waits = state.draft.as_ref().is_some_and(|draft| draft.is_changed());
    html! {
        <>
            <h2 class="h">{ Words::Labels.text() }<span>{ Words::LabelsHint.text() }</span>
                <button type="button" class="h-act" data-action="guidelines" title={Words::ActGuidelines.text()} onclick={runs(store, Command::Guidelines, Args::default())}>
                    { Words::LabelsGuide.text() }</button>
                <button type="button" class="h-act" data-action="schemas" title={Words::ActSchemas.text()} onclick={runs(store, Command::Schemas, Args::default())}>
                    { if waits { Words::SchemaWaits.text() } else { Words::SchemaEdit.text() } }</button></h2>
            <div class="labels" role="group" aria-label={Words::Labels.text()}>
                for label in state.project.schema.labels.iter().filter(|label| is_shown(state, label)) {
                    {{
                        let is_held = state.held.as_ref() == Some(&label.id);
                        let class = classes!("lab", color_class(Some(label)), is_held.then_some("held"),
                            picked(label).then_some("on"), label.retired.then_some("retired"));
                        let onclick = {
                            let (store, id) = (store.clone(), label.id.clone());
                            Callback::from(move |_: MouseEvent| {
                                store.run(Command::ApplyLabel, Args::label(id.as_str()));
                            })
                        };
                        let key = label.key.filter(|_| !label.retired).map(|key| html! { <kbd>{ key.to_ascii_uppercase() }</kbd> });
                        // A long name is cut off.
                        let told = if label.description.is_empty() { &label.name } else { &label.description };
                        let count = state.view.counts().get(&label.id).copied().unwrap_or(0);
                        html! {
                            <div class="lab-cell" key={label.id.to_string()}>
                            <button type="button" {class} data-label={label.id.to_string()}
                                data-action="apply-label" disabled={label.retired} aria-pressed={is_held.to_string()} title={told.to_string()} {onclick}>
                                { key }<span class="lab-name" dir="auto">{ label.name.to_string() }</span><small>{ count }</small>
                            </button>
                            { eye(store, state, label) }
                            </div>
                        }
                    }}
                }
            </div>
        </>
    }
}

/// Whether a label is listed: all that are offered, and of those that are retired what the article still has.
fn is_shown(state: &State, label: &Label) -> bool {
    !label.retired || state.view.counts().get(&label.id).is_some_and(|count| *count > 0)
}

/// How the label is seen, and the way to change that.
fn eye(store: &Store, state: &State, label: &Label) -> Html {
    let (sign, words) = match state.filter.of_label(&label.id) {
        Sight::Full => ("◉", Words::SightFull),
        Sight::Dim => ("◌", Words::SightDim),
        Sight::Hidden => ("⊘", Words::SightHidden),
    };
    let told = Message::new(
        words,
        &[label.name.to_string(), state.view.counts().get(&label.id).copied().unwrap_or(0).to_string()],
    );
    let class = classes!("eye", state.filter.of_label(&label.id).as_str());
    let onclick = {
        let (store, args) = (store.clone(), Args::label(label.id.as_str()));
        Callback::from(move |_: MouseEvent| {
            store.run(Command::CycleSight, args.clone());
        })
    };
    html! {
        <button type="button" tabindex="-1" {class} data-action="cycle-sight" aria-label={told.text()} title={told.text()} {onclick}>{ sign }</button>
    }
}
