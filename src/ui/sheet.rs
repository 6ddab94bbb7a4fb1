//! The sheet over the page: one native dialog, which holds the focus and gives it back, with whatever is asked for in it.
//! A new sheet is one file, one line in [`content`], and one variant of [`Dialog`].

use yew::prelude::*;

use super::store::Store;
use super::{
    above_sheet, annotators_sheet, article_sheet, block_sheet, claims_sheet, data_sheet, export_sheet, foreign_sheet,
    hand_in_sheet, intake_sheet, newer_sheet, progress_sheet, projects_sheet, reading_sheet, schema_sheet, task_sheet,
};
use super::{
    help_sheet, history_sheet, keys_sheet, look_sheet, menu_sheet, palette_sheet, paste_sheet, report_sheet,
    terms_sheet,
};
use crate::session::{Args, Command, Dialog, State};

/// The dialog; empty while nothing is asked for.
pub fn draw(store: &Store, state: &State) -> Html {
    let oncancel = {
        let store = store.clone();
        Callback::from(move |event: Event| {
            // The state decides what is closed; Escape was heard by the page as well.
            event.prevent_default();
            if store.with(|state| state.dialog.is_some()) {
                store.run(Command::Leave, Args::default());
            }
        })
    };
    let wide = matches!(
        state.dialog,
        Some(Dialog::Above | Dialog::Claims | Dialog::Schemas | Dialog::Annotators | Dialog::Intake | Dialog::Export)
    )
    .then_some("wide");
    let wide = wide.or_else(|| (state.dialog == Some(Dialog::Newer) && state.newer.is_some()).then_some("wide"));
    html! {
        <dialog class={classes!("sheet", wide)} data-field="sheet" aria-labelledby="sheet-title" {oncancel}>
            if let Some(dialog) = &state.dialog { { content(store, state, dialog) } }
        </dialog>
    }
}

#[inline(never)] // so that it can travel later
fn content(store: &Store, state: &State, dialog: &Dialog) -> Html {
    match dialog {
        Dialog::Paste(text) => paste_sheet::draw(store, state, text),
        Dialog::Menu => menu_sheet::draw(store, state),
        Dialog::Help => help_sheet::draw(store, state),
        Dialog::Reading { read, total } => reading_sheet::draw(store, *read, *total),
        Dialog::Intake => intake_sheet::draw(store, state),
        Dialog::Foreign => foreign_sheet::draw(store, state),
        Dialog::Report(issues) => report_sheet::draw(store, issues),
        Dialog::Palette(palette) => palette_sheet::draw(store, state, palette),
        Dialog::Terms(wrong) => terms_sheet::draw(store, state, wrong.as_ref()),
        Dialog::Annotators => annotators_sheet::draw(store, state),
        Dialog::Newer => newer_sheet::draw(store, state),
        Dialog::Claims => claims_sheet::draw(store, state),
        Dialog::Above => above_sheet::draw(store, state),
        Dialog::Export => export_sheet::draw(store, state),
        Dialog::Data => data_sheet::draw(store, state),
        Dialog::Progress => progress_sheet::draw(store, state),
        Dialog::Schemas => schema_sheet::draw(store, state),
        Dialog::Task => task_sheet::draw(store, state),
        Dialog::HandIn => hand_in_sheet::draw(store, state),
        Dialog::Look => look_sheet::draw(store, state),
        Dialog::Projects(open) => projects_sheet::draw(store, state, open),
        Dialog::Block(blocks) => block_sheet::draw(store, state, blocks),
        Dialog::Article(wrong) => article_sheet::draw(store, state, wrong.as_deref()),
        Dialog::History => history_sheet::draw(store, state),
        Dialog::Keys(waiting, told) => keys_sheet::draw(store, state, *waiting, told.as_ref()),
    }
}
