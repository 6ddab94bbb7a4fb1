//! Files of the page's own site.

use js_sys::{Function, Object, Promise, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::Url;

use super::dom;

/// How long a file is waited for, in milliseconds: a site that does not answer must not keep work from going on.
const PATIENCE: u32 = 10_000;

/// An address relative to another one, which is relative to the page; `None` where it is not on this site, or none at all.
#[must_use]
pub fn resolve(relative: &str, to: &str) -> Option<String> {
    let page = dom::window().location();
    let base = Url::new_with_base(to, &page.href().ok()?).ok()?;
    let url = Url::new_with_base(relative, &base.href()).ok()?;
    // Pages from disk have no origin to compare; the browser refuses what it does not want there.
    let same = url.origin() == page.origin().ok()? && url.protocol() == page.protocol().ok()?;
    same.then(|| url.href())
}

/// What stands at an address, asked for anew.
///
/// # Errors
/// The site's or the browser's words.
pub async fn bytes(url: &str) -> Result<Vec<u8>, String> {
    fetch(url).await.map_err(|error| match error.dyn_into::<js_sys::Error>() {
        Ok(error) => String::from(error.message()),
        Err(other) => other.as_string().unwrap_or_default(),
    })
}

async fn fetch(url: &str) -> Result<Vec<u8>, JsValue> {
    let options = Object::new();
    Reflect::set(&options, &"cache".into(), &"no-cache".into())?;
    let window = dom::window();
    // A browser without it waits as long as it does.
    if let Ok(signals) = Reflect::get(&window, &"AbortSignal".into())
        && let Ok(timeout) = Reflect::get(&signals, &"timeout".into()).and_then(JsCast::dyn_into::<Function>)
    {
        Reflect::set(&options, &"signal".into(), &timeout.call1(&signals, &PATIENCE.into())?)?;
    }
    let fetch: Function = Reflect::get(&window, &"fetch".into())?.dyn_into()?;
    let response = JsFuture::from(fetch.call2(&window, &url.into(), &options)?.dyn_into::<Promise>()?).await?;
    if Reflect::get(&response, &"ok".into())?.as_bool() != Some(true) {
        let status = Reflect::get(&response, &"status".into())?.as_f64().unwrap_or_default();
        return Err(format!("the site answers {status}").into());
    }
    let read: Function = Reflect::get(&response, &"arrayBuffer".into())?.dyn_into()?;
    let buffer = JsFuture::from(read.call0(&response)?.dyn_into::<Promise>()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
