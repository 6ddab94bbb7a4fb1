//! Has the workshop prepare an export: documents go there as they are stored, a few at a time, and none of them stays in the
//! page's memory. Cancelling is not asking any more. The finished file stays in the workshop until it is saved, a piece at a time.

use std::cell::RefCell;
use std::pin::Pin;

use js_sys::Uint8Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::bridge::rows::ExportOptions;
use super::search::lay_out;
use super::store::Store;
use crate::browser::{autosave, files, folder_out, share, workshop};
use crate::formats::json::{self, to_json};
use crate::model::DocId;
use crate::session::exporting::{Choice, ExportNews, NotSaved, Preparation, Saving, surveys};
use crate::session::update::{is_prepared, is_saved, project_for_search, wrong_words};
use crate::session::{Action, Args, Message, State, Words};
use crate::storage::sent::Sent;
use crate::workshop::message::export::{ExportPlan, ExportTold, ToldFile};
use crate::workshop::message::{Answer, Export, Request};

/// Bytes of the finished file that are fetched at a time.
const PIECE: usize = 4 << 20;

/// Whether somebody still waits.
type Waits<'a> = &'a dyn Fn() -> bool;

/// Work that takes its time. Boxed, so that the machinery around it is there once.
type Work<T> = Pin<Box<dyn Future<Output = T>>>;

/// Prepares the export of the sheet.
#[inline(never)] // so that it can travel later
pub(super) fn prepare(store: &Store, wanted: Preparation) {
    let guard = store.edge().busy();
    let store = store.clone();
    let work: Work<()> = Box::pin(async move {
        let Preparation { number, plan, documents } = wanted;
        let serial = begin(&store, number);
        let waits = || store.with(|state| is_prepared(state, number)) && is_there(&store, serial);
        let hears = |news: ExportNews| drop(store.dispatch(Action::Exported(number, news)));
        match go(&store, &plan, &documents, &waits, &hears).await {
            Ok(Some(told)) => hears(ExportNews::Ended(Box::new(told))),
            Ok(None) => {}
            Err(why) => hears(ExportNews::Broke(why)),
        }
        drop(guard);
    });
    spawn_local(work);
}

/// Another export lies on the desk from now on; its number among all of them.
fn begin(store: &Store, number: u32) -> u32 {
    let serial = store.edge().on_desk.get().0 + 1;
    store.edge().on_desk.set((serial, number));
    serial
}

fn is_there(store: &Store, serial: u32) -> bool {
    store.edge().on_desk.get().0 == serial
}

/// Gives the workshop a plan and then the documents; what it tells at the end. Nothing where nobody waits any more.
async fn go(
    store: &Store,
    plan: &ExportPlan,
    documents: &[DocId],
    waits: Waits<'_>,
    hears: &dyn Fn(ExportNews),
) -> Result<Option<ExportTold>, String> {
    let project = Some(store.with(|state| project_for_search(&state.project)));
    let export = Export { plan: Some(plan.clone()), ..Export::default() };
    let begun = Request { project, export: Some(export), ..Request::default() };
    let told = ask(store, &begun, Vec::new()).await?.0.exported.unwrap_or_default();
    if !told.wrong.is_empty() {
        return Ok(Some(told));
    }
    for survey in [true, false] {
        let mut rest = if survey && !surveys(plan) { &[] } else { documents };
        let mut next = batch(store, survey, rest).await;
        while let Some((request, texts)) = next {
            if !waits() {
                return Ok(None);
            }
            rest = rest.get(request.documents.len()..).unwrap_or_default();
            let answer = ask(store, &request, texts);
            // While the workshop is at these, the next ones are fetched.
            next = batch(store, survey, rest).await;
            let (answer, _) = answer.await?;
            let told = answer.exported.unwrap_or_default();
            if !told.wrong.is_empty() {
                return Ok(Some(told));
            }
            hears(ExportNews::Went(request.documents.len(), answer.unreadable, Box::new(told)));
        }
    }
    if !waits() {
        return Ok(None);
    }
    let request = Request { export: Some(Export { finish: true, ..Export::default() }), ..Request::default() };
    let (answer, _) = ask(store, &request, Vec::new()).await?;
    Ok(waits().then(|| answer.exported.unwrap_or_default()))
}

/// A request about the first few of some documents, with their texts.
async fn batch(store: &Store, survey: bool, rest: &[DocId]) -> Option<(Request, Vec<String>)> {
    if rest.is_empty() {
        return None;
    }
    let export = Export { survey, ..Export::default() };
    let mut request = Request { export: Some(export), ..Request::default() };
    let texts = lay_out(store, &mut request, rest, true).await;
    Some((request, texts))
}

/// Asks now; what comes of it is waited for later.
fn ask(store: &Store, request: &Request, texts: Vec<String>) -> Work<Result<(Answer, Option<Uint8Array>), String>> {
    let parts: Vec<String> = [to_json(request)].into_iter().chain(texts).collect();
    let answer = workshop::ask_for_bytes(&parts);
    let store = store.clone();
    Box::pin(async move {
        let answer = answer.await;
        if answer.is_err() {
            // The next worker begins with an empty desk.
            store.edge().held.replace(Sent::default());
        }
        let (answer, bytes) = answer.map_err(|why| match why.as_str() {
            workshop::STOPPED => Words::ExportStoppedFor.text().to_owned(),
            _ => why,
        })?;
        json::parse(&answer).map(|answer| (answer, bytes)).map_err(|wrong| format!("{wrong:?}"))
    })
}

/// Nobody waits for what was prepared.
#[inline(never)] // so that it can travel later
pub(super) fn end(store: &Store, stop: bool) {
    begin(store, 0);
    if stop {
        workshop::stop();
        store.edge().held.replace(Sent::default());
        return;
    }
    let request = Request { export: Some(Export { forget: true, ..Export::default() }), ..Request::default() };
    let store = store.clone();
    // Given now, before anything else is asked; its answer says nothing.
    let answer = workshop::ask_for_bytes(&[to_json(&request)]);
    spawn_local(async move {
        if answer.await.is_err() {
            store.edge().held.replace(Sent::default());
        }
    });
}

/// Saves the file of the sheet's export.
#[inline(never)] // so that it can travel later
pub(super) fn save(store: &Store, number: u32, way: Saving) {
    let guard = store.edge().busy();
    let store = store.clone();
    let work: Work<()> = Box::pin(async move {
        let result = save_all(&store, number, way).await;
        store.dispatch(Action::Exported(number, ExportNews::Saved(result)));
        drop(guard);
    });
    spawn_local(work);
}

async fn save_all(store: &Store, number: u32, way: Saving) -> Result<String, NotSaved> {
    // Nobody is asked for a place for what is not there.
    let told = store.with(told_of).filter(|_| waits(store, number));
    let Some(told) = told else { return Err(NotSaved::Gone) };
    let choose = way == Saving::Choose;
    if choose && unpacks(&told) {
        return unpack_all(store, number, &told).await;
    }
    let (mut name, mut place, mut pieces) = (told.name.clone(), None, Vec::new());
    if choose {
        let (chosen, called) = autosave::choose(&name).await.map_err(NotSaved::by_picker)?;
        place = Some(autosave::Sink::open(&chosen).await.map_err(NotSaved::Refused)?);
        name = called;
    }
    let mut from = 0;
    while from < told.size {
        let bytes = if waits(store, number) { piece(&told, "", from, PIECE).await } else { None };
        let written = match (&bytes, &place) {
            (None, _) => Err(NotSaved::Gone),
            (Some(bytes), Some(place)) => place.write(bytes).await.map_err(NotSaved::Refused),
            (Some(bytes), None) => {
                files::piece(bytes).map(|piece| pieces.push(piece)).ok_or_else(NotSaved::without_words)
            }
        };
        if let Err(why) = written {
            if let Some(place) = place {
                place.abort().await;
            }
            return Err(why);
        }
        from += bytes.map_or(0, |bytes| usize::try_from(bytes.length()).unwrap_or(0));
        store.dispatch(Action::Exported(number, ExportNews::Saving(from)));
    }
    match place {
        Some(place) => place.close().await.map_err(NotSaved::Refused)?,
        None if way == Saving::Share => {
            let parts = pieces.iter().map(JsValue::from).collect();
            match share::share(&name, &told.media_type, &parts).await {
                Err(thrown) if thrown.starts_with("AbortError") => return Err(NotSaved::NotChosen),
                // What the system does not take can still be downloaded.
                Err(_) if !files::download_pieces(&name, &told.media_type, pieces) => {
                    return Err(NotSaved::without_words());
                }
                _ => {}
            }
        }
        None if files::download_pieces(&name, &told.media_type, pieces) => {}
        None => return Err(NotSaved::without_words()),
    }
    Ok(name)
}

/// Whether the file of an export is one that this browser can write into a folder, unpacked.
pub(super) fn unpacks(told: &ExportTold) -> bool {
    told.media_type == "application/zip" && folder_out::is_there()
}

fn waits(store: &Store, number: u32) -> bool {
    store.with(|state| is_saved(state, number)) && store.edge().on_desk.get().1 == number
}

/// Writes the files of an export into a folder that the person chooses. Where one cannot be written, those before it stay, and
/// it is told which they are.
async fn unpack_all(store: &Store, number: u32, told: &ExportTold) -> Result<String, NotSaved> {
    let name = told.name.rsplit_once('.').map_or(told.name.as_str(), |(name, _)| name);
    let (folder, called) = folder_out::choose(name).await.map_err(NotSaved::by_picker)?;
    let mut done = 0;
    for (place, file) in told.files.iter().enumerate() {
        let Err(why) = unpack(store, number, told, &folder, file, &mut done).await else { continue };
        if place == 0 {
            folder.leave().await;
            return Err(why);
        }
        let path = |file: &ToldFile| file.path.clone();
        let (written, lacking) = told.files.split_at(place);
        let (written, lacking) = (written.iter().map(path).collect(), lacking.iter().map(path).collect());
        return Err(NotSaved::Half { folder: called, written, lacking, why: Box::new(why) });
    }
    Ok(called)
}

/// Writes a file into the folder: the next piece is asked for when the one before it is on the disk.
async fn unpack(
    store: &Store,
    number: u32,
    told: &ExportTold,
    folder: &folder_out::Folder,
    file: &ToldFile,
    done: &mut usize,
) -> Result<(), NotSaved> {
    let begun = folder.file(&file.path).await.map_err(NotSaved::Refused)?;
    let mut from = 0;
    while from < file.size {
        let bytes = if waits(store, number) { piece(told, &file.path, from, PIECE).await } else { None };
        let taken = match &bytes {
            Some(bytes) => begun.write(bytes).await.map_err(NotSaved::Refused),
            None => Err(NotSaved::Gone),
        };
        if let Err(why) = taken {
            begun.undo().await;
            return Err(why);
        }
        let length = bytes.map_or(0, |bytes| usize::try_from(bytes.length()).unwrap_or(0));
        from += length;
        *done += length;
        store.dispatch(Action::Exported(number, ExportNews::Saving(*done)));
    }
    begun.close().await.map_err(NotSaved::Refused)
}

fn told_of(state: &State) -> Option<std::rc::Rc<ExportTold>> {
    state.exporting.as_ref()?.run.as_ref().map(|run| run.told.clone())
}

/// A piece of the finished file, or of a file in it; nothing where the workshop does not have that file.
async fn piece(told: &ExportTold, path: &str, from: usize, bytes: usize) -> Option<Uint8Array> {
    let export = Export { bytes, from, path: path.to_owned(), ..Export::default() };
    let request = Request { export: Some(export), ..Request::default() };
    let (answer, bytes) = workshop::ask_for_bytes(&[to_json(&request)]).await.ok()?;
    let answer = json::parse::<Answer>(&answer).ok()?;
    let is_same = answer.exported.is_some_and(|now| now.size == told.size && now.name == told.name);
    bytes.filter(|bytes| is_same && bytes.length() > 0)
}

/// What an export for a script came to, with the text of each file.
pub(super) type Script = (ExportTold, Vec<(String, String)>);

/// Exports documents in one format for a script.
#[inline(never)] // so that it can travel later
pub(super) fn for_script(
    store: &Store,
    format: String,
    documents: Vec<DocId>,
    options: &ExportOptions,
) -> Work<Result<Script, Message>> {
    let store = store.clone();
    let mut choice = Choice { body_only: options.body, ..Choice::first() };
    let suggested =
        Args { field: Some("suggestions".to_owned()), text: options.suggestions.clone(), ..Args::default() };
    let asked = options.suggestions.as_ref().map_or(Ok(()), |_| choice.set(&suggested));
    Box::pin(async move {
        if store.with(is_at_work) {
            return Err(Words::ExportBusy.into());
        }
        let _guard = store.edge().busy();
        asked?;
        let plan = choice.plan_of(&format);
        let serial = begin(&store, 0);
        let broke = |why: String| Message::new(Words::ExportBroke, &[why]);
        let unread = RefCell::new(Vec::new());
        let hears = |news| {
            if let ExportNews::Went(_, ids, _) = news {
                unread.borrow_mut().extend(ids);
            }
        };
        let told = go(&store, &plan, &documents, &|| is_there(&store, serial), &hears).await.map_err(broke)?;
        if let Some(id) = unread.borrow().first() {
            // As in the native format: a script is not given less than it asked for.
            if is_there(&store, serial) {
                end(&store, false);
            }
            return Err(Message::new(Words::NotReadable, &[id]));
        }
        let told = told.ok_or_else(|| Message::from(Words::ExportOther))?;
        if !told.wrong.is_empty() {
            if is_there(&store, serial) {
                end(&store, false);
            }
            return Err(wrong_words(&told));
        }
        let mut all = Vec::with_capacity(told.files.len());
        for file in &told.files {
            let bytes = match file.size {
                0 => Vec::new(),
                size => {
                    let bytes = if is_there(&store, serial) { piece(&told, &file.path, 0, size).await } else { None };
                    let why = || if is_there(&store, serial) { Words::ExportGone } else { Words::ExportOther };
                    bytes.ok_or_else(|| Message::from(why()))?.to_vec()
                }
            };
            all.push((file.path.clone(), String::from_utf8_lossy(&bytes).into_owned()));
        }
        if is_there(&store, serial) {
            end(&store, false);
        }
        Ok((told, all))
    })
}

/// Whether the sheet's export is prepared or saved just now.
fn is_at_work(state: &State) -> bool {
    let run = state.exporting.as_ref().and_then(|open| open.run.as_ref());
    run.is_some_and(|run| run.is_under_way() || run.saving.is_some())
}
