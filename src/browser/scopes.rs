//! What this browser holds besides the scope of the page: which others there are, whether another tab is in one, and its end.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{EventTarget, Storage};

use super::channel::Channel;
use super::{autosave, dom, indexed_db};
use crate::storage::Scope;
use crate::storage::others::{self, Other};

/// What is asked of other tabs of a scope, what they answer, and what they are told when it is gone. No record looks so.
pub const ASKED: &str = "?";
/// See [`ASKED`].
pub const ANSWER: &str = "!";
/// See [`ASKED`].
pub const GONE: &str = "gone";
/// What a tab tells the others when somebody is at it. See [`ASKED`].
pub const BUSY: &str = "at it";

/// How long an answer of another tab is waited for, in milliseconds: it may be busy.
const PATIENCE: u32 = 700;

fn storage() -> Option<Storage> {
    dom::window().local_storage().ok().flatten()
}

/// The names of all that local storage holds; none where it is blocked.
#[must_use]
pub fn local_names() -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let count = storage.length().unwrap_or(0);
    (0..count).filter_map(|at| storage.key(at).ok().flatten()).collect()
}

/// The names of all databases; none where the browser does not say.
pub async fn databases() -> Vec<String> {
    let Ok(all) = Reflect::get(&dom::window(), &"indexedDB".into()) else { return Vec::new() };
    let Ok(all) = autosave::call(&all, "databases", &Array::new()).await else { return Vec::new() };
    let name = |base: JsValue| Reflect::get(&base, &"name".into()).ok().and_then(|name| name.as_string());
    Array::from(&all).iter().filter_map(name).collect()
}

/// What this program keeps in other scopes of this origin.
pub async fn others(own: &Scope) -> Vec<Other> {
    let size = |name: &String| storage()?.get_item(name).ok()?.map(|value| name.len() + value.len());
    let local: Vec<_> = local_names().into_iter().map(|name| (size(&name).unwrap_or(0), name)).collect();
    let local: Vec<_> = local.into_iter().map(|(size, name)| (name, size)).collect();
    // Their names first: only what is another's is measured.
    let names: Vec<_> = databases().await.into_iter().map(|name| (name, 0)).collect();
    let mut disk = Vec::new();
    for other in others::others(own, &[], &names) {
        let name = other.database();
        let size = indexed_db::size_of(&name).await;
        disk.push((name, size));
    }
    others::others(own, &local, &disk)
}

/// Whether another tab is in a scope.
pub async fn is_open(scope: &Scope) -> bool {
    let channel = Channel::new(scope);
    let heard: Rc<Cell<bool>> = Rc::default();
    let told = heard.clone();
    let _listening = channel.listen(move |text| told.set(told.get() || text == ANSWER));
    channel.tell(ASKED);
    TimeoutFuture::new(PATIENCE).await;
    heard.get()
}

fn databases_of(scope: &Scope) -> [String; 2] {
    [autosave::database_for(scope), scope.database().to_owned()]
}

/// Whether a tab that cannot answer, since it is frozen, holds on to what is stored in a scope. To delete it then would be
/// refused, and happen later all the same.
pub async fn is_held(scope: &Scope) -> bool {
    for name in databases_of(scope) {
        if is_blocked(&name).await {
            return true;
        }
    }
    false
}

/// Asks for a database as if to change its shape, which waits for everybody who has it open; nothing comes of it, also where
/// its turn comes only later.
async fn is_blocked(name: &str) -> bool {
    let Ok(request) = open_newer(name) else { return false };
    EventListener::once(&request, "upgradeneeded", |event| {
        let transaction = event.target().and_then(|request| Reflect::get(&request, &"transaction".into()).ok());
        let _ = transaction.map(|transaction| run(&transaction, "abort"));
    })
    .forget();
    let answer = Promise::new(&mut |blocked, _| {
        for (event, told) in [("blocked", true), ("error", false), ("success", false)] {
            let blocked = blocked.clone();
            let may_prevent = EventListenerOptions::enable_prevent_default();
            EventListener::once_with_options(&request, event, may_prevent, move |event| {
                event.prevent_default();
                let _ = blocked.call1(&JsValue::NULL, &told.into());
            })
            .forget();
        }
    });
    JsFuture::from(answer).await.is_ok_and(|blocked| blocked == true)
}

/// Asks for a database of a version that none has.
fn open_newer(name: &str) -> Result<EventTarget, JsValue> {
    let base = Reflect::get(&dom::window(), &"indexedDB".into())?;
    let open: Function = Reflect::get(&base, &"open".into())?.dyn_into()?;
    open.call2(&base, &name.into(), &i32::MAX.into())?.dyn_into()
}

fn run(object: &JsValue, method: &str) -> Result<JsValue, JsValue> {
    Reflect::get(object, &method.into())?.dyn_into::<Function>()?.call0(object)
}

/// Removes all that is stored in a scope, and nothing else; whether that was done. A tab that has not answered is told, and
/// loads anew.
pub async fn erase(scope: &Scope) -> bool {
    for name in databases_of(scope) {
        if delete(&name).await.is_err() {
            return false;
        }
    }
    let names = local_names();
    for name in names.iter().filter(|name| name.starts_with(scope.prefix())) {
        if storage().is_none_or(|storage| storage.remove_item(name).is_err()) {
            return false;
        }
    }
    Channel::new(scope).tell(GONE);
    true
}

/// Deletes a database; one that is not there is deleted as well. Another tab that holds on to it refuses.
async fn delete(name: &str) -> Result<JsValue, JsValue> {
    let base = Reflect::get(&dom::window(), &"indexedDB".into())?;
    if base.is_undefined() {
        return Ok(JsValue::NULL);
    }
    let function: Function = Reflect::get(&base, &"deleteDatabase".into())?.dyn_into()?;
    let request = function.call1(&base, &name.into())?;
    let promise = Promise::new(&mut |done, fail| {
        for (event, hears) in [("onsuccess", &done), ("onerror", &fail), ("onblocked", &fail)] {
            // A request takes any handler.
            let _ = Reflect::set(&request, &event.into(), hears);
        }
    });
    JsFuture::from(promise).await
}
