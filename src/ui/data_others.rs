//! What this program keeps under the address: of this page, of other sites, projects and tasks, each to be taken along or erased.

use yew::prelude::*;

use super::data_sheet::bytes;
use super::shared::runs;
use super::store::Store;
use crate::session::{Args, Command, Message, State, Words};
use crate::storage::meter::Meter;
use crate::storage::others::{Of, Other, is_known};

/// The list.
pub(super) fn draw(store: &Store, state: &State, meter: &Meter) -> Html {
    let asked = |other: &Other| state.erases.as_deref() == Some(&*other.name);
    let offline = || Message::new(Words::DataOffline, &[bytes(meter.offline)]).text();
    html! {
        <section>
            <h3>{ Words::DataOthers.text() }<small>{ meter.scopes().count() }</small></h3>
            <p>{ if meter.others.is_empty() { Words::DataOthersNone.text() } else { Words::DataOthersHint.text() } }</p>
            <ul class="data-list">
                for other in &meter.own {
                    { row(store, other, Message::new(Words::OwnScope, &[name(other)]).text(), asked(other)) }
                }
                for other in &meter.others {
                    { row(store, other, name(other), asked(other)) }
                }
            </ul>
            if meter.offline > 0 { <p class="data-offline">{ offline() }</p> }
        </section>
    }
}

fn row(store: &Store, other: &Other, name: String, asked: bool) -> Html {
    let args = || Args { text: Some(other.name.clone()), ..Args::default() };
    let sizes = [
        format!("{} {}", bytes(other.bytes[0]), Words::DataInLocal.text()),
        format!("{} {}", bytes(other.bytes[1]), Words::DataOnDisk.text()),
    ];
    html! {
        <li key={other.name.clone()} data-scope={other.name.clone()}>
            <span dir="auto">{ name }</span>
            <small>{ Message::new(Words::OtherSizes, &sizes).text() }</small>
            <button type="button" class="btn" data-action="save-scope" onclick={runs(store, Command::SaveScope, args())}>
                { Words::ProjectDownload.text() }</button>
            if is_known(other) {
                <button type="button" class="btn" data-action="erase-scope" onclick={runs(store, Command::EraseScope, args())}>
                    { if asked { Words::ScopeEraseNow.text() } else { Words::ScopeErase.text() } }</button>
            }
        </li>
    }
}

fn name(other: &Other) -> String {
    let (path, of) = other.told();
    match of {
        Of::First => Message::new(Words::OtherFirst, &[path]).text(),
        Of::Project(id) => Message::new(Words::OtherProject, &[path, id]).text(),
        Of::Task(id) => Message::new(Words::OtherTask, &[path, id]).text(),
    }
}
