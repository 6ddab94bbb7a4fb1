//! Which of the site's projects this page is of: its address says so, and `boot.js` reads it there before the program comes.

use gloo::events::EventListener;
use js_sys::{Reflect, encode_uri_component};

use super::{dom, local_storage};
use crate::storage::Scope;

/// The id of the project; empty for the site's first.
#[must_use]
pub fn project() -> String {
    dom::told("maniculeProject").unwrap_or_default()
}

/// Whose values this page reads and writes, where it is not of a task.
#[must_use]
pub fn scope() -> Scope {
    Scope::of(&dom::site_path(), &project())
}

/// The address of a project of this site, without a place in it.
fn of(id: &str) -> String {
    format!("{}?project={}", dom::base_path(), encode_uri_component(id))
}

/// The address of this page's project.
#[must_use]
pub fn address() -> String {
    let id = project();
    if id.is_empty() { dom::base_path() } else { of(&id) }
}

/// Loads the page anew with another project.
pub fn go(id: &str) {
    // Refused only where somebody wants to stay.
    let _ = dom::window().location().assign(&of(id));
}

/// Loads the page anew.
pub fn again() {
    // As above.
    let _ = dom::window().location().reload();
}

/// Loads the page anew after all of its project is gone: with the site's first, where this was another, and without the place in
/// an article that is not there any more.
pub fn first() {
    let location = dom::window().location();
    let address = if project().is_empty() {
        location.pathname().unwrap_or_default() + &location.search().unwrap_or_default()
    } else {
        local_storage::note(&last(), "");
        dom::base_path()
    };
    // As above.
    let _ = location.assign(&address);
}

/// Has something done once a newer build of the page is kept here, or at once where one is; `boot.js` tells.
pub fn on_newer(act: impl Fn() + 'static) {
    if Reflect::get(&dom::window(), &"maniculeNewer".into()).is_ok_and(|newer| newer.is_truthy()) {
        act();
    }
    EventListener::new(&dom::window(), "manicule-newer", move |_| act()).forget();
}

/// Where the project that was used last is noted, for `boot.js`. It is in no scope: losing it loses nothing.
fn last() -> String {
    format!("manicule/last{}", dom::site_path())
}

/// Notes that this page's project is the one that was used last. While the first is the only one, there is nothing to note.
pub fn keep() {
    let id = project();
    if !id.is_empty() || local_storage::noted(&last()).is_some() {
        local_storage::note(&last(), &id);
    }
}
