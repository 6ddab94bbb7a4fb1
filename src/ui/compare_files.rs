//! Files that are opened only to be compared: chosen, and read as those of a script are, one side after the other.

use gloo::timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

use super::effects::after_drawing;
use super::script_files::{self, ForScript};
use super::store::Store;
use crate::browser::files;
use crate::formats::Imported;
use crate::session::reading::{FILE_LIMIT, Reading, SLICE};
use crate::session::{Action, Message, SourceFile, Words};

/// Where the browser's window for choosing them comes from.
pub(super) fn input(store: &Store) -> Html {
    let store = store.clone();
    let onchange = Callback::from(move |event: Event| {
        let Some(input) = event.target_dyn_into::<HtmlInputElement>() else { return };
        take(&store, files::listed(input.files()));
        // The same file chosen again must be heard again.
        input.set_value("");
    });
    html! {
        <input type="file" class="offscreen" multiple=true tabindex="-1" aria-hidden="true" aria-label={Words::ActCompareFiles.text()}
            data-value="compare" {onchange} />
    }
}

/// Lets the person choose files, once there is where to choose them from.
#[inline(never)] // so that it can travel later
pub(super) fn choose(store: &Store) {
    after_drawing(store, files::choose_to_compare);
}

/// Files that belong together: each by itself, but texts and what brat says of them, which make sense only together.
fn groups(read: Vec<SourceFile>) -> Vec<(String, Vec<SourceFile>)> {
    let ends = |file: &SourceFile, with: &[&str]| {
        let end = file.name.rsplit_once('.').map_or("", |(_, end)| end).to_lowercase();
        with.contains(&end.as_str())
    };
    if !read.iter().any(|file| ends(file, &["ann"])) {
        return read.into_iter().map(|file| (file.name.clone(), vec![file])).collect();
    }
    let (brat, others): (Vec<_>, Vec<_>) = read.into_iter().partition(|file| ends(file, &["ann", "txt", "conf"]));
    let name = brat.iter().find(|file| ends(file, &["ann"])).map(|file| file.name.clone()).unwrap_or_default();
    std::iter::once((name, brat)).chain(groups(others)).collect()
}

/// Reads files of our own, which the page does itself: a slice at a time, so that it answers meanwhile.
async fn in_slices(store: &Store, files: Vec<SourceFile>, made: Imported) -> Imported {
    let version = store.with(|state| state.project.schema.version);
    let mut reading = Reading::made(made);
    reading.and(files, Vec::new());
    while !reading.go_on(SLICE, version) {
        TimeoutFuture::new(0).await;
    }
    reading.end()
}

/// Reads files, to be compared.
#[inline(never)] // so that it can travel later
pub(super) fn take(store: &Store, list: Vec<web_sys::File>) {
    let guard = store.edge().busy();
    let store = store.clone();
    spawn_local(async move {
        store.dispatch(Action::Told(Message::new(Words::CompareReading, &[list.len()])));
        let (read, too_large) = files::read(list, |size, _| size <= FILE_LIMIT).await;
        let read = read.into_iter().map(|(name, bytes)| SourceFile { name, bytes }).collect();
        let mut all = Vec::new();
        for (name, files) in groups(read) {
            let (own, made) = script_files::for_script(&store, files, ForScript::default()).await;
            all.push((name, in_slices(&store, own, made).await));
        }
        store.dispatch(Action::ToCompare(all));
        if let Some(name) = too_large.first() {
            store.dispatch(Action::Told(Message::new(Words::CompareTooLarge, &[name])));
        }
        drop(guard);
    });
}
