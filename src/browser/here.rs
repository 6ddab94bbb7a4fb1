//! Which of the site's projects this page is of: its address says so, and `boot.js` reads it there before the program comes.
//! The one place that knows the scope of the page.

use std::cell::OnceCell;

use js_sys::{Reflect, encode_uri_component};

use super::dom;
use crate::storage::Scope;

/// The id of the project; empty for the site's first.
#[must_use]
pub fn project() -> String {
    let id = Reflect::get(&dom::window(), &"maniculeProject".into());
    id.ok().and_then(|id| id.as_string()).unwrap_or_default()
}

thread_local! {
    /// The task that the page was opened for, by its id.
    static TASK: OnceCell<String> = const { OnceCell::new() };
}

/// From now on the page is for a task of this id; said once, before anything is read.
pub fn is_for_task(id: &str) {
    // A second task would need a second page.
    let _ = TASK.with(|task| task.set(id.to_owned()));
}

/// Whose values this page reads and writes.
#[must_use]
pub fn scope() -> Scope {
    TASK.with(|task| match task.get() {
        Some(id) => Scope::of_task(&dom::base_path(), id),
        None => Scope::of(&dom::base_path(), &project()),
    })
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

/// Where the project that was used last is noted, for `boot.js`. It is in no scope: losing it loses nothing.
fn last() -> String {
    format!("manicule/last{}", dom::base_path())
}

/// Notes that this page's project is the one that was used last. While the first is the only one, there is nothing to note.
pub fn keep() {
    let Some(storage) = dom::window().local_storage().ok().flatten() else { return };
    if TASK.with(|task| task.get().is_some()) {
        return;
    }
    let id = project();
    if !id.is_empty() || storage.get_item(&last()).ok().flatten().is_some() {
        // Where nothing can be stored, the plain address leads to the first.
        let _ = storage.set_item(&last(), &id);
    }
}
