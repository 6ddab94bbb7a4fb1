//! What the offsets of annotated files count: told where the words in the file say so, asked where they do not.

use yew::prelude::*;

use super::store::Store;
use crate::session::foreign::{Foreign, ForeignStep};
use crate::session::messages::shorten;
use crate::session::{Action, Message, Words};
use crate::workshop::message::import::{ToldCounting, ToldGlimpse};

/// The question, or what was found.
pub fn draw(store: &Store, foreign: &Foreign) -> Html {
    let told = &foreign.told;
    if told.certain {
        let hits = told.countings.first().map_or(0, |counting| counting.hits);
        let facts = [called(&foreign.counting), hits.to_string()];
        let words = if hits > 0 { Words::ForeignCounted } else { Words::ForeignCountedPlain };
        return html! { <p class="foreign-counted" data-foreign="counted">{ Message::new(words, &facts).text() }</p> };
    }
    let question = if foreign.asks() { Words::ForeignAsks } else { Words::ForeignAsksLikely };
    html! {
        <fieldset class="foreign-counting">
            <legend>{ question.text() }</legend>
            for (number, counting) in told.countings.iter().enumerate() {
                { choice(store, foreign, counting, number == 0) }
            }
        </fieldset>
    }
}

fn choice(store: &Store, foreign: &Foreign, counting: &ToldCounting, is_first: bool) -> Html {
    let onchange = {
        let (store, name) = (store.clone(), counting.name.clone());
        Callback::from(move |_: Event| {
            store.dispatch(Action::Foreign(ForeignStep::Counting(name.clone())));
        })
    };
    let checked = foreign.counting == counting.name;
    html! {
        <label key={counting.name.clone()} class={classes!(checked.then_some("on"))}>
            <input type="radio" name="foreign-counting" data-field={is_first.then_some("foreign-counting")} value={counting.name.clone()} {checked} {onchange} />
            <span>{ called(&counting.name) }</span>
            <span class="foreign-glimpses">
                for glimpse in &counting.glimpses { { shown(glimpse) } }
            </span>
        </label>
    }
}

fn shown(glimpse: &ToldGlimpse) -> Html {
    let ToldGlimpse { before, words, after } = glimpse;
    if words.is_empty() {
        return html! { <em>{ Words::ForeignNowhere.text() }</em> };
    }
    html! { <q dir="auto">{ one_line(before) }<mark>{ shorten_inside(words) }</mark>{ one_line(after) }</q> }
}

/// A stretch with its spaces, in one line.
fn one_line(text: &str) -> String {
    text.replace(['\n', '\t', '\r'], " ")
}

fn shorten_inside(text: &str) -> String {
    if text.chars().count() > 60 { shorten(text, 60) } else { one_line(text) }
}

/// A way to count in words.
fn called(name: &str) -> String {
    let mut parts = name.split('+');
    let unit = match parts.next() {
        Some("utf16") => Words::CountUtf16,
        Some("byte") => Words::CountBytes,
        _ => Words::CountCodePoints,
    };
    let also = parts.filter_map(|part| match part {
        "crlf_one" => Some(Words::CountCrlfOne),
        "lf_two" => Some(Words::CountLfTwo),
        "no_mark" => Some(Words::CountNoMark),
        "mark" => Some(Words::CountMark),
        _ => None,
    });
    std::iter::once(unit).chain(also).map(Words::text).collect::<Vec<_>>().join(", ")
}
