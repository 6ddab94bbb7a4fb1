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
    let walk = |step| Some(Deed::Walk(step));
    let run = |command| Some(Deed::Run(command, Args::default()));
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
        (" ", false, false) => Some(Deed::Run(
            Command::PickArticle,
            Args { add: Some(!shift), extend: Some(shift), ..Args::document(&id) },
        )),
        ("a" | "A", true, false) => run(Command::PickArticles),
        ("Escape", false, false) if picked => run(Command::DropPicks),
        ("Delete" | "Backspace", false, false) => Some(Deed::Run(Command::RemoveArticles, meant())),
        ("ArrowUp", false, true) => Some(Deed::Run(Command::ArticlesUp, meant())),
        ("ArrowDown", false, true) => Some(Deed::Run(Command::ArticlesDown, meant())),
        ("Home", false, true) => Some(Deed::Run(Command::ArticlesFirst, meant())),
        ("End", false, true) => Some(Deed::Run(Command::ArticlesLast, meant())),
        _ => None,
    };
    let Some(deed) = deed else { return };
    event.prevent_default();
    match deed {
        Deed::Walk(step) => drop(store.dispatch(Action::WalkQueue(id, step, shift))),
        Deed::Run(command, args) => drop(store.run(command, args)),
    }
}

/// What a key does.
enum Deed {
    Walk(RowStep),
    Run(Command, Args),
}
