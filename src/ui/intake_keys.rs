//! Keys while articles are looked through.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, KeyboardEvent};

use super::effects::after_drawing;
use super::store::Store;
use crate::browser::{dom, geometry};
use crate::session::Action;
use crate::session::intake::IntakeStep;

/// Rows and pieces that Page Up and Page Down pass.
const PAGE: isize = 10;

/// Further than any list is long.
const FAR: isize = isize::MAX / 2;

/// A key was pressed in the sheet. Fields and buttons keep theirs.
#[inline(never)] // so that it can travel later
pub(super) fn key(store: &Store, event: &KeyboardEvent) {
    let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
    let lists = target.get_attribute("data-field");
    let in_pieces = lists.as_deref() == Some("intake-pieces");
    let is_field = matches!(target.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT");
    if is_field || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let in_list = lists.as_deref() == Some("intake-list");
    let by = |by: isize| Some(if in_pieces { IntakeStep::PieceBy(by) } else { IntakeStep::By(by) });
    let key = event.key();
    let in_one = in_list || in_pieces;
    let step = match key.as_str() {
        "ArrowDown" if in_one => by(1),
        "ArrowUp" if in_one => by(-1),
        "PageDown" if in_one => by(PAGE),
        "PageUp" if in_one => by(-PAGE),
        "Home" if in_one => by(-FAR),
        "End" if in_one => by(FAR),
        " " | "Enter" if in_pieces => Some(IntakeStep::Turn(None)),
        " " if in_list => Some(IntakeStep::Check(None)),
        "Enter" if in_list => Some(IntakeStep::Add),
        "j" | "J" => Some(IntakeStep::PieceBy(1)),
        "k" | "K" => Some(IntakeStep::PieceBy(-1)),
        "h" | "H" => Some(IntakeStep::OnlyOut),
        _ => None,
    };
    let Some(step) = step else { return };
    event.prevent_default();
    let walks = matches!(step, IntakeStep::PieceBy(_));
    store.dispatch(Action::Intake(step));
    if walks && !in_pieces {
        dom::focus_on("[data-field=intake-pieces]");
    }
    after_drawing(store, geometry::reveal_in_intake);
}
