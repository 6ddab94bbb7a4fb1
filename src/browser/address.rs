//! The page's own address, and the browser's history.

use super::dom;

/// What entries of the history carry that this page wrote.
const OURS: &str = "manicule";

/// What stands behind the `#`; empty for nothing.
#[must_use]
pub fn fragment() -> String {
    let hash = dom::window().location().hash().unwrap_or_default();
    hash.strip_prefix('#').map(str::to_owned).unwrap_or_default()
}

/// The address without what stands behind the `#`.
#[must_use]
pub fn page() -> String {
    let href = dom::window().location().href().unwrap_or_default();
    href.split('#').next().unwrap_or_default().to_owned()
}

/// Whether this page wrote the entry of the history that is looked at.
#[must_use]
pub fn is_ours() -> bool {
    let state = dom::window().history().ok().and_then(|history| history.state().ok());
    state.and_then(|state| state.as_string()).as_deref() == Some(OURS)
}

/// Puts something behind the `#` of this entry of the history. A browser that was asked too often refuses; then the
/// address names the place before, until it is written next.
pub fn replace(fragment: &str) {
    if let Ok(history) = dom::window().history() {
        let _ = history.replace_state_with_url(&OURS.into(), "", Some(&with(fragment)));
    }
}

/// The same in a new entry.
pub fn push(fragment: &str) {
    if let Ok(history) = dom::window().history() {
        let _ = history.push_state_with_url(&OURS.into(), "", Some(&with(fragment)));
    }
}

fn with(fragment: &str) -> String {
    if fragment.is_empty() { page() } else { format!("{}#{fragment}", page()) }
}
