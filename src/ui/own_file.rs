//! Carries out what has to do with the file that everything is kept in.

use gloo::timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use super::effects::UnderWay;
use super::store::Store;
use crate::browser::autosave as own;
use crate::session::exporting::NotSaved;
use crate::session::{Action, Message, Words};
use crate::storage::snapshot::BackupRecord;

/// Quiet time before the file is written, in milliseconds.
const QUIET: u32 = 3000;

/// Looks for the file of the last visit. Where there is none, or it cannot be had, nothing is said.
#[inline(never)] // so that it can travel later
pub(super) fn find(store: &Store) {
    let store = store.clone();
    spawn_local(async move {
        if let Some((_, name)) = own::kept(&store.edge().scope).await {
            store.dispatch(Action::KeptBefore(name));
        }
    });
}

/// Has the browser ask whether that file may be written again, and goes on with it.
#[inline(never)] // so that it can travel later
pub(super) fn resume(store: &Store) {
    let store = store.clone();
    spawn_local(async move {
        match own::kept(&store.edge().scope).await {
            Some((file, name)) if file.may_be_written().await => {
                store.edge().file.replace(Some(file));
                store.dispatch(Action::AutosaveTo(name));
            }
            _ => drop(store.dispatch(Action::Told(Message::from(Words::DataAutosaveRefused)))),
        }
    });
}

/// Forgets the file.
#[inline(never)] // so that it can travel later
pub(super) fn forget(store: &Store) {
    let store = store.clone();
    spawn_local(async move { own::forget(&store.edge().scope).await });
}

/// Lets the person choose a file to keep everything in.
#[inline(never)] // so that it can travel later
pub(super) fn choose(store: &Store, proposed: String) {
    if !own::is_there() {
        let cannot = Message::from(Words::DataAutosaveCannot);
        store.dispatch(Action::Told(cannot));
        return;
    }
    let store = store.clone();
    spawn_local(async move {
        match own::choose(&proposed).await {
            Ok((chosen, name)) => {
                own::keep(&store.edge().scope, &chosen).await;
                store.edge().file.replace(Some(chosen));
                store.dispatch(Action::AutosaveTo(name));
            }
            Err(why) => {
                let told = match NotSaved::by_picker(why) {
                    NotSaved::NotChosen => Words::DataAutosaveNot.into(),
                    other => other.told(),
                };
                store.dispatch(Action::Told(told));
            }
        }
    });
}

/// Tells once nothing has been done for some seconds.
#[inline(never)] // so that it can travel later
pub(super) fn autosave_soon(store: &Store) {
    let store = store.clone();
    spawn_local(async move {
        let before = store.with(|state| state.journal.seq);
        TimeoutFuture::new(QUIET).await;
        // Whoever did something since then has asked as well.
        if store.with(|state| state.journal.seq) == before {
            store.dispatch(Action::AutosaveDue);
        }
    });
}

/// Writes the file.
#[inline(never)] // so that it can travel later
pub(super) fn autosave(store: &Store, text: String, backup: BackupRecord) {
    let Some(file) = store.edge().file.borrow().clone() else { return };
    let guard = UnderWay::new(&store.edge().under_way);
    let store = store.clone();
    spawn_local(async move {
        let result = file.write(&text).await;
        store.dispatch(Action::Autosaved(backup, result));
        drop(guard);
    });
}
