//! The files that articles came from: kept on disk, saved to the person's disk, forgotten. They are no work: nothing waits for
//! them, and where there is no room for one the article is here all the same.

use gloo::timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use super::store::Store;
use super::taking;
use crate::browser::files;
use crate::model::DocId;
use crate::session::{Action, Message, Words};
use crate::storage::original::{original_of, original_write};
use crate::storage::{Key, Write};

/// Between two files, in milliseconds: a browser that is handed many at once lets some fall.
const BETWEEN: u32 = 150;

/// Keeps the files that these documents came from; the edge lets go of all that came with them.
#[inline(never)] // so that it can travel later
pub(super) fn keep(store: &Store, wanted: Vec<(DocId, u32)>) {
    let held = taking::take_held(store, wanted.iter().map(|(_, number)| *number).max().unwrap_or(0));
    let guard = store.edge().busy();
    let store = store.clone();
    let work: std::pin::Pin<Box<dyn Future<Output = ()>>> = Box::pin(async move {
        let mut refused = 0_usize;
        for (id, number) in wanted {
            let Some(source) = held.get(&number) else { continue };
            let Some(content) = source.content().await else { continue };
            let write = original_write(&id, &source.name(), &content.to_vec());
            if store.edge().stores.disk.write(vec![write]).await.is_err() {
                refused += 1;
            }
        }
        if refused > 0 {
            store.dispatch(Action::Told(Message::from(Words::OriginalsNotKept)));
        }
        drop(guard);
    });
    spawn_local(work);
}

/// Saves files to the person's disk.
#[inline(never)] // so that it can travel later
pub(super) fn save(store: &Store, ids: Vec<DocId>) {
    let guard = store.edge().busy();
    let store = store.clone();
    spawn_local(async move {
        for id in ids {
            let read = store.edge().stores.disk.read(vec![Key::Original(id)]).await;
            let value = read.ok().and_then(|values| values.into_iter().next().flatten());
            if let Some((name, bytes)) = value.as_deref().and_then(original_of) {
                // The last part of its name: a browser takes no folders.
                let name = name.rsplit('/').next().unwrap_or_default();
                files::download_bytes(name, &bytes);
                TimeoutFuture::new(BETWEEN).await;
            }
        }
        drop(guard);
    });
}

/// Forgets files. What is measured next does not know them any more: all is asked of the disk in order.
#[inline(never)] // so that it can travel later
pub(super) fn forget(store: &Store, ids: Vec<DocId>) {
    let writes = ids.into_iter().map(|id| Write::forget(Key::Original(id))).collect();
    let answer = store.edge().stores.disk.write(writes);
    let guard = store.edge().busy();
    spawn_local(async move {
        // What could not be removed is listed still.
        let _ = answer.await;
        drop(guard);
    });
}
