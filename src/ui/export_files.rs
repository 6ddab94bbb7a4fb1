//! The files of an export, and how one of them begins. Arrows go from file to file.

use yew::prelude::*;

use super::data_sheet::bytes;
use super::shared::runs;
use super::store::Store;
use crate::session::exporting::{Run, grouped};
use crate::session::messages::shorten;
use crate::session::{Args, Command, Message, Words};

/// Files that are listed; more nobody goes through here.
const SHOWN: usize = 200;

/// All of it.
pub(super) fn draw(store: &Store, run: &Run) -> Html {
    let files = &run.told.files;
    let shown = files.get(run.shown);
    html! {
        <section>
            <h3>{ Words::ExportFiles.text() }<small>{ grouped(files.len()) }</small></h3>
            <div class="export-files">
                <div class="export-list" role="radiogroup" aria-label={Words::ExportFiles.text()}>
                    for (place, file) in files.iter().take(SHOWN).enumerate() {
                        <label key={file.path.clone()} class={classes!((place == run.shown).then_some("on"))}>
                            <input type="radio" name="export-file" data-action="set-export" data-value={file.path.clone()} checked={place == run.shown}
                                onclick={runs(store, Command::SetExport, shows(place))} />
                            <bdi>{ shorten(&file.path, 90) }</bdi><small>{ bytes(file.size) }</small>
                        </label>
                    }
                    if files.len() > SHOWN { <p>{ Message::new(Words::ExportMoreFiles, &[grouped(files.len() - SHOWN)]).text() }</p> }
                </div>
                if let Some(file) = shown {
                    <pre class="export-head" tabindex="0" data-field="export-head" aria-label={Message::new(Words::ExportPreview, &[&file.path]).text()}>{ file.head.clone() }</pre>
                }
            </div>
        </section>
    }
}

/// What shows how the file at a place begins.
fn shows(place: usize) -> Args {
    Args { field: Some("shown".to_owned()), step: u32::try_from(place).ok(), ..Args::default() }
}
