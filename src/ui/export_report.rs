//! What came of an export: what was proved, what its formats cannot say, its sets and files; and saving it.

use yew::prelude::*;

use super::data_sheet::bytes;
use super::export_sheet::close;
use super::shared::{action_button, runs, words};
use super::store::Store;
use super::{export_files, exporting};
use crate::browser::{autosave, share};
use crate::formats::FORMATS;
use crate::formats::loss::{Lost, Resolved};
use crate::session::exporting::{Run, grouped};
use crate::session::messages::{lost_words, resolved_words, shorten};
use crate::session::{Args, Command, Message, State, Words};
use crate::workshop::message::export::{ToldDiffers, ToldLoss};

/// Differences that are listed.
const DIFFERENCES: usize = 20;

/// All of it.
pub(super) fn draw(store: &Store, state: &State, run: &Run) -> Html {
    html! {
        <>
            <div class="export-body">
                if let Some(why) = &run.broke {
                    <p class="sheet-wrong" data-field="export-told" tabindex="-1">{ why.text() }</p>
                } else {
                    { proof(state, run) }
                    { notes(store, state, run) }
                    { losses(store, run) }
                    { sets(run) }
                    { export_files::draw(store, run) }
                }
            </div>
            { saved(run) }
            { foot(store, run) }
        </>
    }
}

/// What came of saving it. What is said at the foot of the page goes after some seconds, and is out of reach of screen readers
/// while the sheet is up.
fn saved(run: &Run) -> Html {
    let told = match (&run.saved, &run.broke) {
        (Some(Ok(told)), None) => Some((told.text(), "export-saved")),
        (Some(Err(why)), None) => Some((why.text(), "export-saved sheet-wrong")),
        _ => None,
    };
    let (told, class) = told.unwrap_or_else(|| (String::new(), "export-saved"));
    html! { <p {class} role="status" data-field="export-saved" hidden={told.is_empty()} dir="auto">{ told }</p> }
}

/// Whether the files say what is marked.
fn proof(state: &State, run: &Run) -> Html {
    let (checked, differ) = run.proved();
    let told = match (checked, differ) {
        (0, 0) => Words::ExportNoSpans.into(),
        (_, 0) => Message::new(Words::ExportEqual, &[grouped(checked)]),
        _ => Message::new(Words::ExportDiffer, &[grouped(differ), grouped(checked)]),
    };
    let all: Vec<&ToldDiffers> = run.told.proofs.iter().flat_map(|proof| &proof.differs).collect();
    let title = |id: &str| {
        let entry = state.project.entries.get(&crate::model::DocId::from(id));
        entry.map_or_else(|| id.to_owned(), |entry| shorten(&entry.title, 60))
    };
    let line = |differs: &ToldDiffers| {
        let facts = [
            title(&differs.document),
            differs.place.clone(),
            shorten(&differs.found, 80),
            shorten(&differs.expected, 80),
        ];
        Message::new(Words::ExportDifference, &facts).text()
    };
    html! {
        <section class={classes!("export-proof", (differ > 0).then_some("bad"))}>
            <h3 data-field="export-told" tabindex="-1">{ told.text() }</h3>
            if differ > 0 {
                <p>{ Words::ExportDifferHint.text() }</p>
                <ul class="report">for differs in all.iter().take(DIFFERENCES) { <li dir="auto">{ line(differs) }</li> }</ul>
            }
        </section>
    }
}

/// What is not in it, and whether something was done since.
fn notes(store: &Store, state: &State, run: &Run) -> Html {
    let title =
        |id| state.project.entries.get(id).map_or_else(|| ToString::to_string(id), |entry| entry.title.to_string());
    let left = if run.plan.labels.is_empty() { Words::ExportLeftEmpty } else { Words::ExportLeftOut };
    let unread: Vec<String> = run.unread.iter().take(5).map(|id| shorten(&title(id), 60)).collect();
    html! {
        <>
            if !unread.is_empty() {
                <p class="sheet-wrong">{ Message::new(Words::ExportUnread, &[grouped(run.unread.len())]).text() }{ " " }<span dir="auto">{ unread.join(" · ") }</span></p>
            }
            if run.told.left > 0 { <p>{ Message::new(left, &[grouped(run.told.left)]).text() }</p> }
            if run.clock != state.journal.clock {
                <p class="export-old">{ Words::ExportOld.text() }{ " " }
                    { action_button(store, Command::PrepareExport, Args::default(), words(Words::ExportAgain), "btn") }</p>
            }
        </>
    }
}

fn losses(store: &Store, run: &Run) -> Html {
    let of = |id: &str| -> Vec<&ToldLoss> { run.told.losses.iter().filter(|loss| loss.format == id).collect() };
    let name = |id: &str| FORMATS.iter().find(|format| format.id == id).map_or("", |format| format.name);
    let heads = [Words::ExportLossCount, Words::ExportLossWhat, Words::ExportLossHow];
    html! {
        <section>
            <h3>{ Words::ExportLosses.text() }</h3>
            for id in &run.plan.formats {
                <h4>{ name(id) }</h4>
                if of(id).is_empty() {
                    <p>{ Words::ExportNoLosses.text() }</p>
                } else {
                    <table class="export-losses">
                        <thead><tr>for head in heads { <th scope="col">{ head.text() }</th> }<td></td></tr></thead>
                        <tbody>for loss in of(id) { { row(store, name(id), loss) } }</tbody>
                    </table>
                }
            }
        </section>
    }
}

/// A loss, with what goes to its first place.
fn row(store: &Store, format: &str, loss: &ToldLoss) -> Html {
    let kinds = Lost::parse(&loss.what).zip(Resolved::parse(&loss.how));
    let (what, how) = match kinds {
        Some((what, how)) => (lost_words(what).text().to_owned(), resolved_words(what, how).text().to_owned()),
        None => (loss.what.clone(), loss.how.clone()),
    };
    let args = Args { id: loss.annotation.clone(), document: Some(loss.document.clone()), ..Args::default() };
    let called = format!("{}: {format}, {what}", Words::ActGoToLoss.text());
    html! {
        <tr key={format!("{} {}", loss.what, loss.how)}>
            <td class="number">{ grouped(usize::try_from(loss.count).unwrap_or(usize::MAX)) }</td>
            <td>{ what }</td>
            <td>{ how }</td>
            <td><button type="button" class="act" data-action="go-to-loss" data-value={loss.what.clone()} aria-label={called}
                onclick={runs(store, Command::GoToLoss, args)}>{ Words::ActGoToLoss.text() }</button></td>
        </tr>
    }
}

fn sets(run: &Run) -> Html {
    if run.told.sets.len() < 2 {
        return Html::default();
    }
    let heads = [Words::ExportSetName, Words::ExportSetArticles, Words::ExportSetAnnotations];
    html! {
        <section>
            <h3>{ Words::ExportSets.text() }</h3>
            <table class="export-losses">
                <thead><tr>for head in heads { <th scope="col">{ head.text() }</th> }</tr></thead>
                <tbody>
                    for set in &run.told.sets {
                        <tr key={set.name.clone()}><th scope="row">{ set.name.clone() }</th>
                            <td class="number">{ grouped(set.documents) }</td><td class="number">{ grouped(set.annotations) }</td></tr>
                    }
                </tbody>
            </table>
        </section>
    }
}

/// What goes on with it.
fn foot(store: &Store, run: &Run) -> Html {
    let (_, differ) = run.proved();
    let size = bytes(run.told.size);
    let saved = run.saving.map(|saved| Message::new(Words::ExportSavingNow, &[bytes(saved), size.clone()]).text());
    let name = if differ > 0 && run.insists {
        Words::ExportSaveAnyway.text().to_owned()
    } else {
        Message::new(Words::ExportSaveNow, &[format!("{} ({size})", run.told.name)]).text()
    };
    let class = if differ > 0 { "btn danger" } else { "btn primary" };
    let (busy, unpacks) = (run.saving.is_some(), exporting::unpacks(&run.told));
    let place = Args { kind: Some("as".to_owned()), ..Args::default() };
    html! {
        <div class="sheet-acts">
            <span class="export-counts" role="status">{ saved.unwrap_or_default() }</span>
            { close(store) }
            { action_button(store, Command::ChangeExport, Args::default(), words(Words::ActChangeExport), "btn") }
            if run.is_ready() {
                if unpacks || autosave::is_there() {
                    <button type="button" class="btn" data-action="save-export" data-value="as" aria-disabled={busy.then_some("true")}
                        onclick={runs(store, Command::SaveExport, place)}>{ if unpacks { Words::ExportSaveFolder.text() } else { Words::ExportSaveAs.text() } }</button>
                }
                if share::is_there() && share::is_handed_on(&run.told.media_type) {
                    <button type="button" class="btn" data-action="save-export" data-value="share" aria-disabled={busy.then_some("true")}
                        onclick={runs(store, Command::SaveExport, Args { kind: Some("share".to_owned()), ..Args::default() })}>{ Words::ExportShare.text() }</button>
                }
                <button type="button" {class} data-action="save-export" aria-disabled={busy.then_some("true")}
                    onclick={runs(store, Command::SaveExport, Args::default())}><bdi>{ name }</bdi></button>
            }
        </div>
    }
}
