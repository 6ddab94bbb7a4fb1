//! The sign of something that lacks a required value.

use yew::prelude::*;

use crate::model::lacking::missing;
use crate::model::{Attribute, Attributes};
use crate::session::{Message, Words};

/// A sign where something that is said lacks a required value, which names what it lacks; else nothing.
pub fn sign(known: &[Attribute], said: &Attributes) -> Html {
    let requires = known.iter().any(|attribute| attribute.required);
    if requires { drawn(known, said) } else { Html::default() }
}

#[inline(never)] // so that it can travel later
fn drawn(known: &[Attribute], said: &Attributes) -> Html {
    let titles: Vec<&str> = missing(known, said).map(|attribute| &*attribute.title).collect();
    if titles.is_empty() {
        return Html::default();
    }
    let told = Message::new(Words::LacksSign, &[titles.join(", ")]).text();
    html! { <i class="sign lacks" role="img" aria-label={told.clone()} title={told}>{ "!" }</i> }
}
