//! What this browser holds besides the scope of the page: which others there are, whether another tab is in one, and its end.

use std::cell::Cell;
use std::rc::Rc;

use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::timers::future::TimeoutFuture;
use js_sys::{Array, ArrayBuffer, Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
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

/// What this program keeps in all scopes of this origin; `own` has its database measured as the page's meter does.
pub async fn all(own: &Scope) -> Vec<Other> {
    let size = |name: &String| storage()?.get_item(name).ok()?.map(|value| name.len() + value.len());
    let local: Vec<_> = local_names().into_iter().map(|name| (size(&name).unwrap_or(0), name)).collect();
    let local: Vec<_> = local.into_iter().map(|(size, name)| (name, size)).collect();
    let mut names = databases().await;
    // Where the browser does not say which there are, it is known of one.
    if names.is_empty() {
        names.push(own.database().to_owned());
    }
    // Their names first: only what is this program's is measured.
    let names: Vec<_> = names.into_iter().map(|name| (name, 0)).collect();
    let mut disk = Vec::new();
    for other in others::all(&[], &names) {
        let name = other.database();
        let size = indexed_db::size_of(&name).await;
        disk.push((name, size));
    }
    others::all(&local, &disk)
}

/// Bytes of this site's page that are kept for when there is no network (`sw.js`); 0 where none are.
pub async fn kept_offline() -> usize {
    size_of_caches().await.unwrap_or(0)
}

async fn size_of_caches() -> Result<usize, JsValue> {
    let caches = Reflect::get(&dom::window(), &"caches".into())?;
    let family = format!("manicule {} ", dom::base_path());
    let mut bytes = 0;
    for name in Array::from(&autosave::call(&caches, "keys", &Array::new()).await?) {
        if !name.as_string().is_some_and(|name| name.starts_with(&family)) {
            continue;
        }
        let cache = autosave::call(&caches, "open", &Array::of1(&name)).await?;
        for request in Array::from(&autosave::call(&cache, "keys", &Array::new()).await?) {
            let file = autosave::call(&cache, "match", &Array::of1(&request)).await?;
            let held = autosave::call(&file, "arrayBuffer", &Array::new()).await?;
            bytes += held.dyn_into::<ArrayBuffer>()?.byte_length() as usize;
        }
    }
    Ok(bytes)
}

/// Whether another tab is in a scope that this page is not of.
pub async fn is_open(scope: &Scope) -> bool {
    answers(&Channel::new(scope)).await
}

/// Whether another tab answers over a channel.
pub async fn answers(channel: &Channel) -> bool {
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

/// The same for another scope than the page's. A tab that has not answered is told, and loads anew.
pub async fn erase(scope: &Scope) -> bool {
    let done = take_away(scope).await;
    if done {
        Channel::new(scope).tell(GONE);
    }
    done
}

/// Removes all that is stored in a scope, and nothing else; whether that was done.
pub async fn take_away(scope: &Scope) -> bool {
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
    true
}

/// Deletes a database; one that is not there is deleted as well. What is under way in it, here or in a tab that is being
/// closed, may come to its end first; another tab that holds on to it for longer refuses.
async fn delete(name: &str) -> Result<JsValue, JsValue> {
    let base = Reflect::get(&dom::window(), &"indexedDB".into())?;
    if base.is_undefined() {
        return Ok(JsValue::NULL);
    }
    let function: Function = Reflect::get(&base, &"deleteDatabase".into())?.dyn_into()?;
    let request = function.call1(&base, &name.into())?;
    let promise = Promise::new(&mut |done, fail| {
        let late = fail.clone();
        let blocked = move || {
            let late = late.clone();
            Timeout::new(PATIENCE, move || drop(late.call0(&JsValue::NULL))).forget();
        };
        let blocked: JsValue = Closure::once_into_js(blocked);
        for (event, hears) in
            [("onsuccess", done.unchecked_ref()), ("onerror", fail.unchecked_ref()), ("onblocked", &blocked)]
        {
            // A request takes any handler.
            let _ = Reflect::set(&request, &event.into(), hears);
        }
    });
    JsFuture::from(promise).await
}
