//! What is known of an article before it comes in, to be corrected; and, where it is not sure how its file is encoded, the ways
//! in which it reads.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::intake_sheet::step;
use super::store::Store;
use crate::session::intake::{Coming, Field, Intake, IntakeStep, Ways};
use crate::session::{Action, Message, Words};

/// The fields.
pub fn draw(store: &Store, intake: &Intake, article: &Coming) -> Html {
    html! {
        <div class="project-fields" role="group" aria-label={Words::IntakeAbout.text()}>
            for (field, name, words) in Field::ALL {
                { one(store, intake, article, (field, name, words)) }
            }
        </div>
    }
}

fn one(store: &Store, intake: &Intake, article: &Coming, (field, name, words): (Field, &'static str, Words)) -> Html {
    // With every key: whatever else comes in meanwhile draws the field anew.
    let oninput = {
        let store = store.clone();
        Callback::from(move |event: InputEvent| {
            if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
                store.dispatch(Action::Intake(IntakeStep::Set(field, input.value())));
            }
        })
    };
    html! {
        <label key={format!("{}-{name}", intake.at)}>{ words.text() }
            <input type="text" dir="auto" data-intake-field={name} value={article.field(field).to_string()} {oninput} /></label>
    }
}

/// Ways to read a file.
pub fn encodings(store: &Store, intake: &Intake, article: &Coming, (byte, names): &Ways) -> Html {
    let encoded = &article.draft.encoded;
    let glimpses = intake.glimpses();
    let text = |name: &str| glimpses.iter().find(|(known, _)| **known == *name).map(|(_, text)| text.clone());
    html! {
        <div class="project-asked" data-intake="doubt">
            <p>{ Message::new(Words::IntakeDoubt, &[byte.to_string(), encoded.name.to_string()]).text() }</p>
            <ul class="picks" aria-label={Words::IntakeEncodings.text()}>
                for name in names.iter() {
                    <li key={name.to_string()}>
                        <button type="button" class={classes!("pick", (*name == encoded.name).then_some("on"))} data-encoding={name.to_string()}
                            aria-pressed={if *name == encoded.name { "true" } else { "false" }}
                            onclick={step(store, IntakeStep::Encoding(name.clone()))}>
                            <span dir="auto">{ text(name).as_deref().unwrap_or_default() }</span><small>{ &**name }</small></button>
                    </li>
                }
            </ul>
        </div>
    }
}
