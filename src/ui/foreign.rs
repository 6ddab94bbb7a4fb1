//! Files that may be annotated by another tool: the workshop looks at them before anything else does. What it recognises waits
//! there for a person's decisions; all others go the way of articles ([`taking`](super::taking)).

use std::pin::Pin;

use js_sys::Uint8Array;
use wasm_bindgen_futures::spawn_local;

use super::asking::{self, Unheard};
use super::foreign_kinds::{is_looked_at, may_be};
use super::store::Store;
use super::taking::{self, Source};
use crate::browser::workshop;
use crate::intake::names;
use crate::session::foreign::{HANDFUL, project_for};
use crate::session::reading::FILE_LIMIT;
use crate::session::update::project_for_search;
use crate::session::{Action, Words};
use crate::workshop::message::import::{Import, ImportChoice, ImportFile};
use crate::workshop::message::{ImportTold, Request};

/// How long an answer may take once its turn has come, in milliseconds: fifteen seconds, and two for each megabyte. What is not
/// looked at in that time comes in as articles do, where the sheet tells how far it is.
const PATIENCE: usize = 15_000;

/// Files that were recognised, and those that were given with them or since.
#[derive(Default)]
pub struct Recognised {
    set: Vec<Source>,
    /// Whether they were chosen to be suggestions.
    suggests: bool,
    /// Each with whether it was.
    rest: Vec<(Source, bool)>,
    /// Articles, which come in once all others are decided: for a new project all of them go together.
    plain: Vec<Source>,
    is_up: bool,
    /// The number under which they lie on the workshop's desk; 0 where they do not.
    number: u32,
}

/// Another number for an import on the workshop's desk, or for a reader of articles there.
pub(super) fn next(store: &Store) -> u32 {
    let number = store.edge().imports.get() + 1;
    store.edge().imports.set(number);
    number
}

/// What lies there under a number is needed no more.
pub(super) fn forget(store: &Store, number: u32) {
    let store = store.clone();
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(async move {
        // Its answer says nothing; a worker that is gone holds nothing either.
        drop(ask(&store, Import { number, forget: true, ..Import::default() }, (Vec::new(), 0), Whose::Sheet).await);
    });
    spawn_local(work);
}

/// For whom files are looked at.
#[derive(Clone, Copy)]
pub(super) enum Whose {
    /// For the sheet: they may be for a new project.
    Sheet,
    /// For a script: they come into the open one.
    Script,
}

/// Why there is no answer, as it is told.
pub(super) fn told(why: Unheard) -> String {
    match why {
        Unheard::Late => Words::ForeignLate.text().to_owned(),
        Unheard::Gone(_) => String::new(),
        Unheard::Stopped => workshop::STOPPED.to_owned(),
        Unheard::Broke(words) => words,
    }
}

/// Hands files over: first to be looked at, where they may be annotated. `suggests`: they were chosen to be suggestions.
#[inline(never)] // so that it can travel later
pub(super) fn give(store: &Store, sources: Vec<Source>, suggests: bool) {
    if store.edge().recognised.borrow().is_up {
        // One set after the other.
        let rest = sources.into_iter().map(|source| (source, suggests));
        return store.edge().recognised.borrow_mut().rest.extend(rest);
    }
    let names: Vec<String> = sources.iter().map(Source::name).collect();
    if !is_looked_at(names.iter().map(String::as_str), sources.iter().map(Source::size).sum()) {
        let mut all = std::mem::take(&mut store.edge().recognised.borrow_mut().plain);
        all.extend(sources);
        return taking::wait(store, all);
    }
    // What is dropped while these are looked at waits behind them.
    store.edge().recognised.borrow_mut().is_up = true;
    let guard = store.edge().busy();
    let store = store.clone();
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(async move {
        look(&store, sources, suggests).await;
        drop(guard);
    });
    spawn_local(work);
}

/// Whether a file is shown to the workshop.
fn is_fit(source: &Source) -> bool {
    may_be(&source.name()) && source.size() <= FILE_LIMIT
}

/// Has the workshop look at files under a number. Which of them it looked at, and what it tells.
async fn looked(
    store: &Store,
    number: u32,
    sources: &[Source],
    suggests: bool,
) -> Result<(Vec<usize>, ImportTold), Unheard> {
    let (mut wanted, mut bytes, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    for (number, source) in sources.iter().enumerate().filter(|(_, source)| is_fit(source)) {
        // What cannot be read is told by whoever reads articles.
        let Some(content) = source.content().await else { continue };
        wanted.push(ImportFile { name: source.name() });
        bytes.push(content);
        numbers.push(number);
    }
    let import = Import { number, look: wanted, suggests, ..Import::default() };
    ask(store, import, sized(bytes), Whose::Sheet).await.map(|told| (numbers, told))
}

async fn look(store: &Store, sources: Vec<Source>, suggests: bool) {
    let number = next(store);
    let (numbers, told) = match asking::twice(async || looked(store, number, &sources, suggests).await, || true).await {
        Ok((numbers, told)) if !told.format.is_empty() => (numbers, told),
        told => {
            let mut shown = sources.iter().filter(|source| is_fit(source)).map(Source::name);
            let (first, others) = (shown.next(), shown.count());
            let broke = match told {
                Err(Unheard::Late) => Some(None),
                Err(Unheard::Gone(_)) | Ok(_) => None,
                Err(why) => Some(Some(self::told(why))),
            };
            store.edge().recognised.borrow_mut().plain.extend(sources);
            if let Some((broke, first)) = broke.zip(first) {
                // Told with them, so they do not wait for others.
                taking::wait(store, std::mem::take(&mut store.edge().recognised.borrow_mut().plain));
                store.dispatch(Action::NotLookedAt(names::clean(&first), others, broke));
            }
            return end(store, false);
        }
    };
    let own: Vec<usize> = told.files.iter().filter_map(|at| numbers.get(*at).copied()).collect();
    let (set, rest): (Vec<_>, Vec<_>) = sources.into_iter().enumerate().partition(|(number, _)| own.contains(number));
    {
        let mut recognised = store.edge().recognised.borrow_mut();
        (recognised.number, recognised.suggests) = (number, suggests);
        recognised.set = set.into_iter().map(|(_, source)| source).collect();
        recognised.rest.extend(rest.into_iter().map(|(_, source)| (source, suggests)));
    }
    store.dispatch(Action::Recognised(Box::new(told)));
}

/// The files are let go, or come in as articles; what was given with them is looked at next.
#[inline(never)] // so that it can travel later
pub(super) fn end(store: &Store, as_articles: bool) {
    let Recognised { set, rest, mut plain, number, .. } = store.edge().recognised.take();
    if number > 0 {
        forget(store, number);
    }
    if as_articles {
        plain.extend(set);
    }
    if let Some((_, suggests)) = rest.first() {
        let suggests = *suggests;
        store.edge().recognised.borrow_mut().plain = plain;
        // Those that were chosen for something else come after them.
        let (next, later): (Vec<_>, Vec<_>) = rest.into_iter().partition(|(_, as_well)| *as_well == suggests);
        store.edge().recognised.borrow_mut().rest = later;
        give(store, next.into_iter().map(|(source, _)| source).collect(), suggests);
    } else {
        taking::wait(store, plain);
        store.dispatch(Action::NothingMore);
    }
}

/// Has the next articles taken in.
#[inline(never)] // so that it can travel later
pub(super) fn take(store: &Store, number: u32, choice: ImportChoice, from: usize) {
    let guard = store.edge().busy();
    let store = store.clone();
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(async move {
        let on_desk = store.edge().recognised.borrow().number;
        let wanted = Import { number: on_desk, choice: Some(choice), from, bytes: HANDFUL, ..Import::default() };
        let size = store.edge().recognised.borrow().set.iter().map(Source::size).sum();
        let mut told = ask(&store, wanted.clone(), (Vec::new(), size), Whose::Sheet).await;
        if told.as_ref().is_ok_and(|told| told.missing) && from == 0 {
            // Another worker took the place of the one that held the files: it looks at them again.
            let set = store.edge().recognised.borrow().set.clone();
            let (mut files, mut bytes) = (Vec::new(), Vec::new());
            for source in &set {
                if let Some(content) = source.content().await {
                    files.push(ImportFile { name: source.name() });
                    bytes.push(content);
                }
            }
            // As they were looked at before.
            let suggests = store.edge().recognised.borrow().suggests;
            let again = Import { number: on_desk, look: files, suggests, ..Import::default() };
            told = if again.look.len() < set.len() || store.edge().recognised.borrow().number != on_desk {
                // A file is not what it was, or nobody waits: nothing comes in that was not shown.
                Err(Unheard::Gone(String::new()))
            } else {
                match ask(&store, again, (bytes, size), Whose::Sheet).await {
                    Ok(_) => ask(&store, wanted, (Vec::new(), size), Whose::Sheet).await,
                    Err(why) => Err(why),
                }
            };
        }
        store.dispatch(Action::ForeignTaken(number, told.map(Box::new).map_err(self::told)));
        drop(guard);
    });
    spawn_local(work);
}

/// The bytes of files, with how many there are.
pub(super) fn sized(bytes: Vec<Uint8Array>) -> (Vec<Uint8Array>, usize) {
    let size = bytes.iter().map(|bytes| bytes.length() as usize).sum();
    (bytes, size)
}

/// Asks about files. `size` is theirs, in bytes, whether they go along or lie there already.
pub(super) async fn ask(
    store: &Store,
    import: Import,
    (bytes, size): (Vec<Uint8Array>, usize),
    whose: Whose,
) -> Result<ImportTold, Unheard> {
    let project = store.with(|state| match whose {
        Whose::Sheet => project_for_search(&project_for(state)),
        Whose::Script => project_for_search(&state.project),
    });
    let request = Request { project: Some(project), import: Some(import), ..Request::default() };
    let answer = asking::ask(&request, bytes, asking::patience(PATIENCE, size)).await?;
    answer.imported.ok_or_else(|| Unheard::Broke(String::new()))
}
