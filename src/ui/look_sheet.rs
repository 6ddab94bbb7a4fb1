//! How the page looks, and which language it speaks. What is changed is seen at once.

use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::kept::{self, kept, saying};
use super::shared::{action_button, runs, words};
use super::store::Store;
use crate::session::look::{Look, SCALES, Scale, THEMES};
use crate::session::{Args, Command, State, Words};

/// The sheet.
pub fn draw(store: &Store, state: &State) -> Html {
    let look = Look::read(&state.look);
    let theme = look.theme.clone().unwrap_or_default();
    html! {
        <div class="look">
            <h2 id="sheet-title">{ Words::ActLook.text() }</h2>
            <fieldset class="look-themes">
                <legend>{ Words::LookTheme.text() }</legend>
                for (value, name) in THEMES {
                    <label class="check" key={value}>
                        <input type="radio" name="theme" {value} checked={theme == value} onclick={runs(store, Command::SetLook, args("theme", value))} />
                        { name.text() }
                    </label>
                }
            </fieldset>
            for scale in SCALES.iter() { { range(store, scale, scale.value(&look)) } }
            <label class="look-row">
                <span>{ Words::LookLanguage.text() }</span>
                { languages(store, state, look.language.as_deref().unwrap_or_default()) }
            </label>
            <div class="sheet-acts">
                { action_button(store, Command::ToggleFocus, Args::default(), words(Words::ActToggleFocus), "btn") }
                { action_button(store, Command::SetLook, Args::default(), words(Words::LookReset), "btn") }
                { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn primary") }
            </div>
        </div>
    }
}

fn args(field: &str, text: &str) -> Args {
    Args { field: Some(field.to_owned()), text: Some(text.to_owned()), ..Args::default() }
}

fn range(store: &Store, scale: &Scale, value: u32) -> Html {
    let [least, most, step, _] = scale.range.map(|number| number.to_string());
    let shown = if scale.is_pixels { format!("{value} px") } else { format!("{value} %") };
    let field = scale.field;
    let store = store.clone();
    let oninput = Callback::from(move |event: InputEvent| {
        if let Some(input) = event.target_dyn_into::<HtmlInputElement>() {
            store.run(Command::SetLook, args(field, &input.value()));
        }
    });
    html! {
        <label class="look-row" key={field}>
            <span>{ scale.name.text() }</span>
            <input type="range" data-name={field} min={least} max={most} {step} value={value.to_string()}
                aria-valuetext={shown.clone()} {oninput} />
            <small>{ shown }</small>
        </label>
    }
}

fn languages(store: &Store, state: &State, chosen: &str) -> Html {
    let own = [(String::new(), Words::LookBrowser.text().to_owned()), ("en".to_owned(), "English".to_owned())];
    let kept = kept(store, Command::SetLook, args("language", ""), chosen, kept::text);
    let select = html! {
        <select data-name="language" onchange={kept.onchange}>
            for (code, name) in own.iter().chain(state.languages.iter()) {
                <option key={code.clone()} value={code.clone()} selected={chosen == code} lang={code.clone()}>{ name.clone() }</option>
            }
        </select>
    };
    saying(select, chosen)
}
