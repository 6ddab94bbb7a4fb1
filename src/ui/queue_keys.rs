//! Keys in the queue, while one of its rows has the focus. They go from the row that has it, so that what one sees is what
//! is meant.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent, MouseEvent};

use super::store::Store;
use crate::browser::dom;
use crate::model::DocId;
use crate::session::picks::RowStep;
use crate::session::{Action, Args, Command};

/// Rows that Page Up and Page Down pass.
const PAGE: isize = 10;

/// A row of the queue around a target, and its article.
fn row_of(target: Option<web_sys::EventTarget>) -> Option<(Element, DocId)> {
    let element = target?.dyn_into::<Element>().ok()?;
    let row = dom::closest(&element, "[data-entry]")?;
    let id = DocId::from(row.get_attribute("data-entry")?.as_str());
    Some((row, id))
}

/// The row that was clicked has the focus from now on.
pub(super) fn focus(event: &MouseEvent) {
    if let Some((row, _)) = row_of(event.target()) {
        dom::give_focus(&row);
    }
}

/// A key was pressed in a row.
#[inline(never)] // so that it can travel later
pub(super) fn key(store: &Store, event: &KeyboardEvent) {
    let Some((_, id)) = row_of(event.target()) else { return };
    let (primary, shift, alt) = (event.ctrl_key() || event.meta_key(), event.shift_key(), event.alt_key());
    let walk = |step| Some(Action::WalkQueue(id.clone(), step, shift));
    let run = |command| Some(Action::Run(command, Args::default()));
    let picked = store.with(|state| state.queue.picks.count() > 0);
    // What is picked out, else the row itself.
    let meant = || match picked {
        true => Args::default(),
        false => Args { ids: Some(vec![id.to_string()]), ..Args::default() },
    };
    let deed = match (event.key().as_str(), primary, alt) {
        ("ArrowUp", false, false) => walk(RowStep::By(-1)),
        ("ArrowDown", false, false) => walk(RowStep::By(1)),
        ("PageUp", false, false) => walk(RowStep::By(-PAGE)),
        ("PageDown", false, false) => walk(RowStep::By(PAGE)),
        ("Home", false, false) => walk(RowStep::First),
        ("End", false, false) => walk(RowStep::Last),
        (" ", false, false) => Some(Action::Run(
            Command::PickArticle,
            Args { add: Some(!shift), extend: Some(shift), ..Args::document(&id) },
        )),
        ("a" | "A", true, false) => run(Command::PickArticles),
        ("Escape", false, false) if picked => run(Command::DropPicks),
        ("Delete" | "Backspace", false, false) => Some(Action::Run(Command::RemoveArticles, meant())),
        ("ArrowUp", false, true) => Some(Action::Run(Command::ArticlesUp, meant())),
        ("ArrowDown", false, true) => Some(Action::Run(Command::ArticlesDown, meant())),
        ("Home", false, true) => Some(Action::Run(Command::ArticlesFirst, meant())),
        ("End", false, true) => Some(Action::Run(Command::ArticlesLast, meant())),
        _ => None,
    };
    if let Some(deed) = deed {
        event.prevent_default();
        store.dispatch(deed);
    }
}
