//! The files that articles came from: kept on disk, saved to the person's disk, forgotten. They are no work: nothing waits for
//! them, and where there is no room for one the article is here all the same.

use gloo::timers::future::TimeoutFuture;
use wasm_bindgen_futures::spawn_local;

use super::store::Store;
use super::taking;
use crate::browser::files;
use crate::model::DocId;
use crate::session::{Action, Message, Words};
use crate::storage::original::{MOST, Original, original_of, original_write};
use crate::storage::{Key, Write};

/// Between two files, in milliseconds: a browser that is handed many at once lets some fall.
const BETWEEN: u32 = 150;

/// Keeps the files that these documents came from, each once; the edge lets go of all that came with them. It stops at the first
/// that the disk refuses; what was kept before stays as it was.
#[inline(never)] // so that it can travel later
pub(super) fn keep(store: &Store, wanted: Vec<(u32, DocId, usize)>) {
    let held = taking::take_held(store, wanted.iter().map(|(number, ..)| *number).max().unwrap_or(0));
    let guard = store.edge().busy();
    let store = store.clone();
    let work: std::pin::Pin<Box<dyn Future<Output = ()>>> = Box::pin(async move {
        let mut left = wanted.len();
        let disk = store.edge().stores.disk.clone();
        if let Ok(keys) = disk.keys().await {
            let sizes =
                keys.iter().filter_map(|key| if let Key::Original(known) = key { Some(known.bytes) } else { None });
            let mut used: usize = sizes.sum();
            for (number, id, articles) in wanted {
                let Some(source) = held.get(&number) else { continue };
                if used.saturating_add(source.size()) > MOST {
                    continue;
                }
                let Some(content) = source.content().await else { continue };
                let write = original_write(&id, articles, &source.name(), &content.to_vec());
                // One of this name is that of another text, which was taken out and may come back.
                let is_new = !keys.contains(&write.key);
                if !is_new
                    && disk.read(vec![write.key.clone()]).await.ok().and_then(|mut found| found.pop()?) != write.value
                {
                    continue;
                }
                // Nothing is kept any more once all is taken away.
                if store.edge().gone.get() || (is_new && disk.write(vec![write]).await.is_err()) {
                    break;
                }
                used += source.size();
                left -= 1;
            }
        }
        if left > 0 {
            store.dispatch(Action::Told(Message::new(Words::OriginalsNotKept, &[left])));
        }
        drop(guard);
    });
    spawn_local(work);
}

/// Saves files to the person's disk.
#[inline(never)] // so that it can travel later
pub(super) fn save(store: &Store, kept: Vec<Original>) {
    let guard = store.edge().busy();
    let store = store.clone();
    spawn_local(async move {
        for original in kept {
            let read = store.edge().stores.disk.read(vec![Key::Original(original)]).await;
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
pub(super) fn forget(store: &Store, kept: Vec<Original>) {
    let writes = kept.into_iter().map(|original| Write::forget(Key::Original(original))).collect();
    let answer = store.edge().stores.disk.write(writes);
    let guard = store.edge().busy();
    spawn_local(async move {
        // What could not be removed is listed still.
        let _ = answer.await;
        drop(guard);
    });
}
