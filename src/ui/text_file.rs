//! A file whose words a person wants in a field: guidelines, a newer version of an article, a list of words. Not an article.

use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;
use web_sys::{File, HtmlInputElement};
use yew::prelude::*;

use super::store::Store;
use crate::browser::files;
use crate::intake::decode::decode;
use crate::session::{Action, Message, Words};

/// Takes the words of a file.
type Hear = Rc<dyn Fn(&Store, &str)>;

/// What is wanted of it.
#[derive(Clone)]
pub(super) struct Wanted {
    /// Bytes that it may have.
    pub(super) limit: usize,
    /// What is said where it is no text; takes the file's name.
    pub(super) not_text: Words,
    /// What is said where it is larger; takes the file's name, and the limit.
    pub(super) too_large: Words,
    /// Takes its words.
    pub(super) hear: Hear,
}

/// Hears which file was chosen.
pub(super) fn chosen(store: &Store, wanted: Wanted) -> Callback<Event> {
    let store = store.clone();
    Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
        take(&store, files::listed(input.files()), wanted.clone());
        // The same file chosen again must be heard again.
        input.set_value("");
    })
}

/// Reads the first of some files.
#[inline(never)] // so that it can travel later
pub(super) fn take(store: &Store, list: Vec<File>, wanted: Wanted) {
    let store = store.clone();
    spawn_local(async move {
        let Some(name) = list.first().map(File::name) else { return };
        let limit = wanted.limit;
        let (read, _) = files::read(list.into_iter().take(1).collect(), |size, _| size <= limit).await;
        let told = match read.into_iter().next().map(|(_, bytes)| decode(bytes)) {
            Some(Ok(decoded)) => return (wanted.hear)(&store, &decoded.text),
            Some(Err(_)) => Message::new(wanted.not_text, &[name]),
            None => Message::new(wanted.too_large, &[name, limit.to_string()]),
        };
        store.dispatch(Action::Told(told));
    });
}
