//! Asks for a list of words or an expression, and for the label that the places get.

use std::rc::Rc;

use web_sys::{HtmlFormElement, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::Store;
use super::text_file::{self, Wanted};
use crate::session::{Args, Command, Message, State, Words};

/// Switches: their names for the command, and what they are called.
const SWITCHES: [(&str, Words); 4] = [
    ("everywhere", Words::TermsEverywhere),
    ("exact-case", Words::TermsExactCase),
    ("inside-words", Words::TermsInside),
    ("furniture", Words::TermsFurniture),
];

/// Bytes that a list may have.
const LIMIT: usize = 4 << 20;

/// The sheet; `wrong` is what was wrong with what was written last.
pub fn draw(store: &Store, state: &State, wrong: Option<&Message>) -> Html {
    let [form, field, label] = [NodeRef::default(), NodeRef::default(), NodeRef::default()];
    let switches = SWITCHES.map(|_| NodeRef::default());
    let pattern = NodeRef::default();
    let onsubmit = {
        let (store, field, label, pattern) = (store.clone(), field.clone(), label.clone(), pattern.clone());
        let switches = switches.clone();
        Callback::from(move |event: SubmitEvent| {
            event.prevent_default();
            let on = |node: &NodeRef| node.cast::<HtmlInputElement>().is_some_and(|input| input.checked());
            let values = SWITCHES.iter().zip(&switches).filter(|(_, node)| on(node));
            let kind = if on(&pattern) { "pattern" } else { "words" };
            store.run(
                Command::FindTerms,
                Args {
                    text: field.cast::<HtmlTextAreaElement>().map(|area| area.value()),
                    label: label.cast::<HtmlSelectElement>().map(|select| select.value()),
                    kind: Some(kind.to_owned()),
                    values: Some(values.map(|((name, _), _)| (*name).to_owned()).collect()),
                    ..Args::default()
                },
            );
        })
    };
    let onfile = {
        let field = field.clone();
        let hear = move |_: &Store, text: &str| {
            if let Some(area) = field.cast::<HtmlTextAreaElement>() {
                area.set_value(text.trim_start_matches('\u{feff}'));
            }
        };
        let (not_text, too_large) = (Words::TermsNotText, Words::TermsTooLarge);
        text_file::chosen(store, Wanted { limit: LIMIT, not_text, too_large, hear: Rc::new(hear) })
    };
    // Enter alone is a line; with Ctrl or Cmd it is the button.
    let onkeydown = {
        let form = form.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter"
                && (event.ctrl_key() || event.meta_key())
                && let Some(form) = form.cast::<HtmlFormElement>()
            {
                event.prevent_default();
                let _ = form.request_submit();
            }
        })
    };
    // The field would show the last one otherwise.
    let first = state.project.schema.offered().next().map(|label| &label.id);
    let last = state.last_label.as_ref().or(first);
    let several = state.project.order.len() > 1;
    html! {
        <form {onsubmit} ref={form}>
            <h2 id="sheet-title">{ Words::TermsTitle.text() }</h2>
            <p>{ Words::TermsHint.text() }</p>
            <p class="sheet-wrong" role="alert" hidden={wrong.is_none()}>{ wrong.map(Message::text) }</p>
            <div class="terms-row">
                <label><input type="radio" name="terms" checked=true />{ Words::TermsWords.text() }</label>
                <label><input type="radio" name="terms" ref={pattern} />{ Words::TermsPattern.text() }</label>
                <label class="btn terms-load">{ Words::TermsLoad.text() }<input type="file" accept=".txt,.csv,.tsv,text/plain" onchange={onfile} /></label>
            </div>
            <textarea ref={field} rows="8" aria-label={Words::TermsText.text()} spellcheck="false" dir="auto" autofocus=true {onkeydown} />
            <div class="terms-row">
                <label>{ Words::TermsLabel.text() }
                    <select ref={label}>
                        for each in state.project.schema.offered() {
                            <option value={each.id.to_string()} selected={last == Some(&each.id)}>{ each.name.to_string() }</option>
                        }
                    </select>
                </label>
                for ((name, title), node) in SWITCHES.into_iter().zip(switches) {
                    <label><input type="checkbox" ref={node} checked={name == "everywhere" && several} />{ title.text() }</label>
                }
            </div>
            <div class="sheet-acts">
                { action_button(store, Command::Leave, Args::default(), words(Words::Cancel), "btn") }
                <button type="submit" class="btn primary" data-action="find-terms">{ Words::TermsShow.text() }</button>
            </div>
        </form>
    }
}
