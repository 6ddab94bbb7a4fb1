//! An export: what is chosen, how far it is, or what came of it.

use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::Store;
use super::{export_choice, export_report};
use crate::browser::dom;
use crate::session::exporting::{Phase, Run, grouped};
use crate::session::{Args, Command, Message, State, Words};

/// The sheet.
pub(super) fn draw(store: &Store, state: &State) -> Html {
    let Some(open) = state.exporting.as_deref() else { return Html::default() };
    let onkeydown = {
        let store = store.clone();
        Callback::from(move |event: KeyboardEvent| {
            if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                event.prevent_default();
                event.stop_propagation();
                // What is typed is kept when its field is left.
                dom::blur();
                go_on(&store);
            }
        })
    };
    html! {
        <div class="export" {onkeydown}>
            <h2 id="sheet-title">{ Words::ActExportLab.text() }</h2>
            if let Some(run) = &open.run {
                if run.is_under_way() { { under_way(store, run) } } else { { export_report::draw(store, state, run) } }
            } else {
                { export_choice::draw(store, state, &open.choice) }
            }
        </div>
    }
}

/// Ctrl or Cmd with Enter does what the sheet is for.
fn go_on(store: &Store) {
    let prepared = store.with(|state| state.exporting.as_ref().is_some_and(|open| open.run.is_some()));
    store.run(if prepared { Command::SaveExport } else { Command::PrepareExport }, Args::default());
}

fn under_way(store: &Store, run: &Run) -> Html {
    let of = [grouped(run.done), grouped(run.all)];
    let told = match run.phase {
        Phase::Looking => Message::new(Words::ExportLooking, &of),
        Phase::Writing => Message::new(Words::ExportWriting, &of),
        Phase::Closing | Phase::Ready => Words::ExportClosing.into(),
    };
    // How long closing takes nobody knows: then it says no value.
    let value = (run.phase != Phase::Closing).then(|| run.done.to_string());
    html! {
        <div class="export-under-way">
            <p data-field="export-progress">{ told.text() }</p>
            <progress class="meter" max={run.all.max(1).to_string()} {value} aria-label={Words::ActPrepareExport.text()} />
            <div class="sheet-acts">
                <button type="button" class="btn" data-action="change-export" data-field="export-stop" onclick={super::shared::runs(store, Command::ChangeExport, Args::default())}>
                    { Words::ExportStop.text() }</button>
            </div>
        </div>
    }
}

/// What closes the sheet.
pub(super) fn close(store: &Store) -> Html {
    action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn")
}
