//! What is kept and where, files with everything in them, and what can be brought back.

use yew::prelude::*;

use super::data_others;
use super::shared::{action_button, runs, words};
use super::store::Store;
use crate::browser::clock;
use crate::model::DocId;
use crate::session::update::backup_time;
use crate::session::{Args, Command, Message, State, Words};
use crate::storage::meter::{Copies, Meter};
use crate::storage::original::Original;
use crate::storage::{Key, Place};

/// Rows of a list that are drawn; more nobody reads here.
const SHOWN: usize = 500;

/// The sheet.
pub fn draw(store: &Store, state: &State) -> Html {
    html! {
        <div class="data">
            <h2 id="sheet-title">{ Words::ActYourData.text() }</h2>
            <p>{ kept(state) }</p>
            if state.on_disk { <p class="data-disk">{ Words::DataDisk.text() }</p> }
            { backup(store, state) }
            { trash(store, state) }
            if let Some(meter) = &state.meter {
                { damaged(store, meter) }
                { originals(store, state, meter) }
                { articles(state, meter) }
                { data_others::draw(store, state, meter) }
            }
            <div class="sheet-acts">
                { action_button(store, Command::SaveStored, Args::default(), words(Words::ActSaveStored), "btn") }
                { action_button(store, Command::Leave, Args::default(), words(Words::Close), "btn primary") }
            </div>
        </div>
    }
}

/// In how many copies everything is kept.
fn kept(state: &State) -> String {
    let Some(meter) = &state.meter else { return Words::DataMeasuring.text().to_owned() };
    // Those of the project; the others are taken out.
    let here = meter.documents.iter().take(state.project.order.len());
    let (two, all) = (here.clone().filter(|copies| copies.count() == 2).count(), here.len());
    if two == all {
        Words::DataKeptAll.text().to_owned()
    } else {
        Message::new(Words::DataKept, &[two, all - two]).text()
    }
}

fn backup(store: &Store, state: &State) -> Html {
    let last = match &state.backup {
        None => Words::DataBackupNever.text().to_owned(),
        Some(backup) => {
            let at = backup_time(backup).map_or_else(|| backup.at.clone(), clock::read);
            Message::new(
                Words::DataBackupLast,
                &[at, backup.articles.to_string(), state.edits_since_backup().to_string()],
            )
            .text()
        }
    };
    let autosaves = match &state.autosave {
        Some(name) => Message::new(Words::DataAutosaveOn, &[name]).text(),
        None if state.kept_before.is_some() => {
            Message::new(Words::DataAutosaveBefore, &[state.kept_before.as_deref().unwrap_or_default()]).text()
        }
        None if state.writes_files => Words::DataAutosaveHint.text().to_owned(),
        None => Words::DataAutosaveCannot.text().to_owned(),
    };
    html! {
        <section>
            <h3>{ Words::DataBackup.text() }</h3>
            <p>{ last }{ " " }{ Words::DataBackupHint.text() }</p>
            if state.handed.is_some() {
                <p>{ Words::DataHanded.text() }{ " " }
                    { action_button(store, Command::BackupArrived, Args::default(), words(Words::ActBackupArrived), "btn") }</p>
            }
            <div class="data-acts">
                { action_button(store, Command::Export, Args::default(), words(Words::DataBackupNow), "btn") }
                { action_button(store, Command::ExportLab, Args::default(), words(Words::ActExportLab), "btn") }
                if state.writes_files {
                    <label class="check"><input type="checkbox" data-action="autosave" checked={state.autosave.is_some()}
                        onclick={runs(store, Command::Autosave, Args::default())} />{ Words::ActAutosave.text() }</label>
                }
                <small>{ autosaves }</small>
            </div>
        </section>
    }
}

fn trash(store: &Store, state: &State) -> Html {
    let trash = state.journal.ledger.trash();
    html! {
        <section>
            <h3>{ Words::DataTrash.text() }<small>{ trash.len() }</small></h3>
            <p>{ if trash.is_empty() { Words::DataTrashNone.text() } else { Words::DataTrashHint.text() } }</p>
            <ul class="data-list">
                for (id, _, entry) in trash.iter().take(SHOWN) {
                    <li key={id.to_string()}>
                        <span dir="auto">{ entry.title.clone() }</span>
                        <small>{ Message::new(Words::Counts, &[entry.annotations, entry.claims]).text() }</small>
                        <button type="button" class="btn" data-action="restore-article" onclick={runs(store, Command::RestoreArticle, Args::document(id))}>
                            { Words::DataRestore.text() }</button>
                    </li>
                }
            </ul>
        </section>
    }
}

fn damaged(store: &Store, meter: &Meter) -> Html {
    if meter.damaged.is_empty() {
        return Html::default();
    }
    html! {
        <section>
            <h3>{ Words::DataDamaged.text() }<small>{ meter.damaged.len() }</small></h3>
            <p>{ Words::DataDamagedHint.text() }</p>
            <ul class="data-list">
                for (place, name, size) in meter.damaged.iter().take(SHOWN) {
                    <li key={format!("{}{name}", *place as u8)}><code>{ name.clone() }</code><small>{ place_name(*place) }{ " · " }{ bytes(*size) }</small></li>
                }
            </ul>
            { action_button(store, Command::SaveStored, Args::default(), words(Words::ActSaveStored), "btn") }
        </section>
    }
}

/// The files that articles came from.
fn originals(store: &Store, state: &State, meter: &Meter) -> Html {
    let all: usize = meter.originals.iter().map(|original| original.bytes).sum();
    let facts = [meter.originals.len().to_string(), bytes(all)];
    let title = |Original { id, articles, .. }: &Original| {
        let title = state.project.entries.get(id).map_or_else(|| id.to_string(), |entry| entry.title.to_string());
        let more = [title.clone(), articles.saturating_sub(1).to_string()];
        if *articles > 1 { Message::new(Words::DataOriginalOf, &more).text() } else { title }
    };
    let remove = if state.forgets_originals { Words::DataRemoveNow } else { Words::DataRemoveAll };
    let button =
        |command, words: Words| action_button(store, command, Args::default(), Html::from(words.text()), "btn");
    html! {
        <section>
            <h3>{ Words::DataOriginals.text() }<small>{ meter.originals.len() }</small></h3>
            if meter.originals.is_empty() {
                <p>{ Words::DataOriginalsNone.text() }</p>
            } else {
                <p>{ Message::new(Words::DataOriginalsHint, &facts).text() }</p>
                <ul class="data-list">
                    for original in meter.originals.iter().take(SHOWN) {
                        <li key={Key::Original(original.clone()).to_string()}>
                            <span dir="auto">{ title(original) }</span><small>{ bytes(original.bytes) }</small>
                            <button type="button" class="btn" data-action="save-originals"
                                onclick={runs(store, Command::SaveOriginals, Args::document(&original.id))}>{ Words::DataSaveOriginal.text() }</button>
                        </li>
                    }
                </ul>
                <div class="data-acts">
                    { button(Command::SaveOriginals, Words::DataSaveAll) }{ button(Command::RemoveOriginals, remove) }
                </div>
            }
        </section>
    }
}

fn place_name(place: Place) -> &'static str {
    match place {
        Place::Local => Words::DataInLocal.text(),
        Place::Disk => Words::DataOnDisk.text(),
    }
}

/// Of each article how many copies there are, and how large it is.
fn articles(state: &State, meter: &Meter) -> Html {
    let facts =
        [bytes(meter.bytes[0]), bytes(meter.bytes[1]), meter.edits.iter().max().copied().unwrap_or(0).to_string()];
    let title = |id: &DocId| state.project.entries.get(id).map(|entry| entry.title.to_string());
    html! {
        <section>
            <h3>{ Words::DataArticles.text() }</h3>
            <p>{ Message::new(Words::DataRoom, &facts).text() }</p>
            <ul class="data-list">
                for copies in meter.documents.iter().filter(|copies| title(&copies.id).is_some()).take(SHOWN) {
                    <li key={copies.id.to_string()} data-copies={copies.count().to_string()}>
                        <span dir="auto">{ title(&copies.id).unwrap_or_default() }</span>
                        <small>{ told(copies) }</small>
                    </li>
                }
            </ul>
        </section>
    }
}

fn told(copies: &Copies) -> String {
    let size = bytes(copies.bytes.iter().copied().max().unwrap_or(0));
    let only = Place::ALL.into_iter().find(|place| copies.is_in(*place) && copies.count() == 1);
    let count = Message::new(Words::DataCopies, &[copies.count()]).text();
    match (copies.count(), only) {
        (0, _) => Words::DataInMemory.text().to_owned(),
        (_, Some(place)) => format!("{count} ({}) · {size}", place_name(place)),
        _ => format!("{count} · {size}"),
    }
}

/// A number of bytes as people read it.
pub(super) fn bytes(count: usize) -> String {
    match count {
        0..1_000 => format!("{count} B"),
        1_000..1_000_000 => format!("{} kB", count / 1_000),
        _ => format!("{}.{} MB", count / 1_000_000, count % 1_000_000 / 100_000),
    }
}
