//! Fields that are kept when they are left, by Enter too; Escape leaves them as they were. What is refused is shown as it
//! was: a field does not say what is not so.

use std::rc::Rc;

use wasm_bindgen::JsCast as _;
use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
use yew::prelude::*;
use yew::virtual_dom::VNode;

use super::store::Store;
use crate::browser::dom;
use crate::session::{Args, Command};

/// What a field has to hear: that it was changed and left, and its keys.
pub struct Kept {
    /// For `onchange`.
    pub onchange: Callback<Event>,
    /// For `onkeydown`.
    pub onkeydown: Callback<KeyboardEvent>,
}

/// A field that says `now` and runs a command when something else is in it; `args` puts what is in it into the command's
/// arguments. They name what is meant: something else may be picked out by the time it is left.
#[inline(never)] // so that it can travel later
pub fn kept(store: &Store, command: Command, args: Args, now: &str, put: fn(&mut Args, String)) -> Kept {
    let onchange = {
        let (store, now) = (store.clone(), now.to_owned());
        Callback::from(move |event: Event| {
            let Some(field) = event.target() else { return };
            // What a field for numbers cannot read it calls nothing; that does not mean that it was emptied.
            if field.dyn_ref::<HtmlInputElement>().is_some_and(|input| input.validity().bad_input()) {
                return set(&field, &now);
            }
            let mut args = args.clone();
            put(&mut args, value(&field));
            // What is kept may be written otherwise, or be what was there before, or be refused: the drawing tells, not the
            // hand.
            set(&field, &now);
            store.run(command, args);
        })
    };
    let now = now.to_owned();
    let onkeydown = Callback::from(move |event: KeyboardEvent| {
        let Some(field) = event.target() else { return };
        // Where lines are wanted, Enter makes one.
        let area = field.dyn_ref::<HtmlTextAreaElement>();
        let broken = area.is_some_and(|area| event.shift_key() || area.class_list().contains("lines"));
        match event.key().as_str() {
            // With Ctrl or Cmd it means the sheet, which leaves the field.
            "Enter" if event.ctrl_key() || event.meta_key() => return,
            "Enter" if !broken && !event.is_composing() => {}
            "Escape" => set(&field, &now),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
        dom::blur();
    });
    Kept { onchange, onkeydown }
}

/// A field that says `now`, and whose text is the person's once they type: it is written anew when there is something else
/// to say, not whenever it is drawn. (Yew's `value` would be: what is half typed would go with the first drawing that
/// something else causes. And what somebody chose in a list does not listen to `selected` any more.)
///
/// Not for a browser's own fields for days, which tell of each half-typed one.
///
/// Not for fields that tell of each key: what they say is what the drawing knows.
#[inline(never)] // so that it can travel later
pub fn saying(mut field: Html, now: &str) -> Html {
    if let VNode::VTag(tag) = &mut field {
        let tag = Rc::make_mut(tag);
        // There is no property where there is no browser.
        if cfg!(target_arch = "wasm32") {
            tag.add_property("value", now);
        } else {
            tag.add_attribute("value", now.to_owned());
        }
    }
    field
}

fn value(field: &web_sys::EventTarget) -> String {
    let input = field.dyn_ref::<HtmlInputElement>().map(HtmlInputElement::value);
    let area = || field.dyn_ref::<HtmlTextAreaElement>().map(HtmlTextAreaElement::value);
    let list = || field.dyn_ref::<HtmlSelectElement>().map(HtmlSelectElement::value);
    input.or_else(area).or_else(list).unwrap_or_default()
}

fn set(field: &web_sys::EventTarget, now: &str) {
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.set_value(now);
    } else if let Some(area) = field.dyn_ref::<HtmlTextAreaElement>() {
        area.set_value(now);
    } else if let Some(list) = field.dyn_ref::<HtmlSelectElement>() {
        list.set_value(now);
    }
}

/// What is in a field as the text of a command.
pub fn text(args: &mut Args, value: String) {
    args.text = Some(value);
}

/// What is in a field as the value of an attribute; an empty one takes it away.
pub fn attribute(args: &mut Args, value: String) {
    args.values = Some((!value.trim().is_empty()).then_some(value).into_iter().collect());
}

/// What is in a field as the page of an entity.
pub fn link(args: &mut Args, value: String) {
    args.link = Some(value);
}

/// What is in a field as values of an attribute, one after each space: addresses have none.
pub fn links(args: &mut Args, value: String) {
    args.values = Some(value.split_whitespace().map(str::to_owned).collect());
}
