//! Files that may be annotated by another tool: the workshop looks at them before anything else does. What it recognises waits
//! there for a person's decisions; all others go the way of articles ([`taking`](super::taking)).

use std::cell::Cell;
use std::pin::Pin;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::Uint8Array;
use wasm_bindgen_futures::spawn_local;

use super::store::Store;
use super::taking::{self, Source};
use crate::browser::workshop;
use crate::formats::json::{self, to_json};
use crate::formats::{Issue, Problem};
use crate::intake::names::{self, ending};
use crate::session::foreign::{Foreign, HANDFUL, project_for};
use crate::session::reading::FILE_LIMIT;
use crate::session::update::{free_keys, project_for_search};
use crate::session::{Action, SourceFile, Words};
use crate::workshop::message::import::{Import, ImportChoice, ImportFile};
use crate::workshop::message::{Answer, ImportTold, Request};

/// Endings of files that may be annotated; a file without an ending may be, too.
const MAYBE: &[&str] = &[
    "json",
    "jsonl",
    "ndjson",
    "jsonlines",
    "jsonld",
    "csv",
    "tsv",
    "tab",
    "ann",
    "a1",
    "a2",
    "conll",
    "conllu",
    "bio",
    "iob",
    "iob2",
    "bilou",
    "bioes",
    "txt",
    "text",
    "conf",
    "xml",
    "zip",
];

/// Plain texts, of which many alone are articles.
const PLAIN: &[&str] = &["txt", "text", ""];

/// Plain texts that are looked at, where nothing is with them.
const FEW: usize = 50;

/// Bytes that are looked at at once.
const MOST: usize = 200_000_000;

/// How long an answer may take once its turn has come, in milliseconds: fifteen seconds, and two for each megabyte. What is not
/// looked at in that time comes in as articles do, where the sheet tells how far it is.
const PATIENCE: usize = 15_000;

/// Files that were recognised, and those that were given with them or since.
#[derive(Default)]
pub struct Recognised {
    set: Vec<Source>,
    rest: Vec<Source>,
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
fn forget(store: &Store, number: u32) {
    let store = store.clone();
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(async move {
        // Its answer says nothing; a worker that is gone holds nothing either.
        drop(ask(&store, Import { number, forget: true, ..Import::default() }, (Vec::new(), 0), Whose::Sheet).await);
    });
    spawn_local(work);
}

/// For whom files are looked at.
#[derive(Clone, Copy)]
enum Whose {
    /// For the sheet: they may be for a new project.
    Sheet,
    /// For a script: they come into the open one.
    Script,
}

/// Why there is no answer.
enum Unheard {
    /// It did not come in time.
    Late,
    /// There is no workshop.
    Gone,
    /// The workshop broke, or was stopped for something else, in these words.
    Broke(String),
}

impl Unheard {
    fn words(self) -> String {
        match self {
            Self::Late => Words::ForeignLate.text().to_owned(),
            Self::Gone => String::new(),
            Self::Broke(words) => words,
        }
    }
}

/// Whether files are looked at. `names` are theirs.
fn is_looked_at<'a>(names: impl Iterator<Item = &'a str>, size: usize) -> bool {
    let (mut plain, mut others) = (0, 0);
    for name in names {
        let ending = ending(name);
        if PLAIN.contains(&ending.as_str()) {
            plain += usize::from(!name.is_empty());
        } else if MAYBE.contains(&ending.as_str()) {
            others += 1;
        }
    }
    size <= MOST && (others > 0 || (1..=FEW).contains(&plain))
}

/// Whether a file may be of a set that is annotated.
fn may_be(name: &str) -> bool {
    let ending = ending(name);
    !name.is_empty() && (ending.is_empty() || MAYBE.contains(&ending.as_str()))
}

/// Hands files over: first to be looked at, where they may be annotated.
#[inline(never)] // so that it can travel later
pub(super) fn give(store: &Store, sources: Vec<Source>) {
    if store.edge().recognised.borrow().is_up {
        // One set after the other.
        return store.edge().recognised.borrow_mut().rest.extend(sources);
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
        look(&store, sources).await;
        drop(guard);
    });
    spawn_local(work);
}

/// Has the workshop look at files under a number. Which of them it looked at, and what it tells.
async fn looked(store: &Store, number: u32, sources: &[Source]) -> (Vec<usize>, Result<ImportTold, Unheard>) {
    let (mut wanted, mut bytes, mut numbers) = (Vec::new(), Vec::new(), Vec::new());
    let is_fit = |source: &Source| may_be(&source.name()) && source.size() <= FILE_LIMIT;
    for (number, source) in sources.iter().enumerate().filter(|(_, source)| is_fit(source)) {
        // What cannot be read is told by whoever reads articles.
        let Some(content) = source.content().await else { continue };
        wanted.push(ImportFile { name: source.name() });
        bytes.push(content);
        numbers.push(number);
    }
    let told = ask(store, Import { number, look: wanted, ..Import::default() }, sized(bytes), Whose::Sheet).await;
    (numbers, told)
}

async fn look(store: &Store, sources: Vec<Source>) {
    let number = next(store);
    let (mut numbers, mut told) = looked(store, number, &sources).await;
    if matches!(&told, Err(Unheard::Broke(words)) if words == workshop::STOPPED) {
        // For something else; the next worker knows nothing of that.
        (numbers, told) = looked(store, number, &sources).await;
    }
    let told = match told {
        Ok(told) if !told.format.is_empty() => told,
        told => {
            let first = numbers.first().and_then(|at| sources.get(*at)).map(Source::name);
            let broke = match told {
                Err(Unheard::Late) => Some(None),
                Err(Unheard::Broke(words)) => Some(Some(words)),
                Err(Unheard::Gone) | Ok(_) => None,
            };
            store.edge().recognised.borrow_mut().plain.extend(sources);
            if let Some((broke, first)) = broke.zip(first) {
                // Told with them, so they do not wait for others.
                taking::wait(store, std::mem::take(&mut store.edge().recognised.borrow_mut().plain));
                store.dispatch(Action::NotLookedAt(names::clean(&first), numbers.len() - 1, broke));
            }
            return end(store, false);
        }
    };
    let own: Vec<usize> = told.files.iter().filter_map(|at| numbers.get(*at).copied()).collect();
    let (set, rest): (Vec<_>, Vec<_>) = sources.into_iter().enumerate().partition(|(number, _)| own.contains(number));
    {
        let mut recognised = store.edge().recognised.borrow_mut();
        recognised.number = number;
        recognised.set = set.into_iter().map(|(_, source)| source).collect();
        recognised.rest.extend(rest.into_iter().map(|(_, source)| source));
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
    if rest.is_empty() {
        taking::wait(store, plain);
        store.dispatch(Action::NothingMore);
    } else {
        store.edge().recognised.borrow_mut().plain = plain;
        give(store, rest);
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
            let again = Import { number: on_desk, look: files, ..Import::default() };
            told = if again.look.len() < set.len() || store.edge().recognised.borrow().number != on_desk {
                // A file is not what it was, or nobody waits: nothing comes in that was not shown.
                Err(Unheard::Gone)
            } else {
                match ask(&store, again, (bytes, size), Whose::Sheet).await {
                    Ok(_) => ask(&store, wanted, (Vec::new(), size), Whose::Sheet).await,
                    Err(why) => Err(why),
                }
            };
        }
        store.dispatch(Action::ForeignTaken(number, told.map(Box::new).map_err(Unheard::words)));
        drop(guard);
    });
    spawn_local(work);
}

/// Files of a script: which of them are left, and what came of those that were recognised, as files of our own.
pub(super) async fn for_script(
    store: &Store,
    mut files: Vec<SourceFile>,
    counting: Option<String>,
) -> (Vec<SourceFile>, Vec<SourceFile>, Vec<Issue>) {
    let (mut made, mut issues) = (Vec::new(), Vec::new());
    loop {
        let size = files.iter().map(|file| file.bytes.len()).sum();
        let is_plain = |file: &SourceFile| PLAIN.contains(&ending(&file.name).as_str());
        // A script that gives texts means articles.
        if files.iter().all(is_plain) || !is_looked_at(files.iter().map(|file| file.name.as_str()), size) {
            return (files, made, issues);
        }
        let (numbers, some): (Vec<usize>, Vec<&SourceFile>) =
            files.iter().enumerate().filter(|(_, file)| may_be(&file.name)).unzip();
        let wanted = some.iter().map(|file| ImportFile { name: file.name.clone() }).collect();
        let bytes = some.iter().map(|file| Uint8Array::from(file.bytes.as_slice())).collect();
        let on_desk = next(store);
        let told = match ask(
            store,
            Import { number: on_desk, look: wanted, ..Import::default() },
            sized(bytes),
            Whose::Script,
        )
        .await
        {
            Ok(told) if !told.format.is_empty() => told,
            told => {
                let (why, words) = match told {
                    Err(Unheard::Late) => ("unlooked", String::new()),
                    Err(Unheard::Broke(words)) => ("unlooked_broke", words),
                    Err(Unheard::Gone) | Ok(_) => return (files, made, issues),
                };
                let file = some.first().map(|file| file.name.clone()).unwrap_or_default();
                let others = some.len().saturating_sub(1);
                let problem = Problem::NotTaken { why: why.to_owned(), number: others, words, is_warning: true };
                issues.push(Issue { file, line: 0, path: String::new(), problem });
                return (files, made, issues);
            }
        };
        let own: Vec<usize> = told.files.iter().filter_map(|at| numbers.get(*at).copied()).collect();
        let mut number = 0;
        let first = own.first().and_then(|at| files.get(*at)).map(|file| file.name.clone()).unwrap_or_default();
        files.retain(|_| {
            number += 1;
            !own.contains(&(number - 1))
        });
        let mut foreign = Foreign::begin(0, told, None);
        match &counting {
            Some(counting) => foreign.counting.clone_from(counting),
            None if !foreign.told.certain => foreign.counting = String::new(),
            None => {}
        }
        if foreign.asks() {
            let ways: Vec<String> = foreign.told.countings.iter().map(|counting| counting.name.clone()).collect();
            let problem = Problem::Uncounted { ways: ways.join(", ") };
            issues.push(Issue { file: first, line: 0, path: String::new(), problem });
            forget(store, on_desk);
            continue;
        }
        let choice = foreign.choice(store.with(|state| free_keys(&state.project.schema)));
        loop {
            let from = foreign.done.unwrap_or(0);
            let choice = Some(choice.clone());
            let wanted = Import { number: on_desk, choice, from, bytes: HANDFUL, ..Import::default() };
            match ask(store, wanted, (Vec::new(), size), Whose::Script).await {
                Ok(told) if !told.missing => {
                    if foreign.take(told) {
                        break;
                    }
                }
                told => {
                    let (why, words) = ("broke".to_owned(), told.err().map(Unheard::words).unwrap_or_default());
                    let problem = Problem::NotTaken { why, number: 0, words, is_warning: false };
                    issues.push(Issue { file: first, line: 0, path: String::new(), problem });
                    foreign = Foreign::default();
                    break;
                }
            }
        }
        forget(store, on_desk);
        let (mut lines, mut told) = foreign.end();
        made.append(&mut lines);
        issues.append(&mut told);
    }
}

/// The bytes of files, with how many there are.
fn sized(bytes: Vec<Uint8Array>) -> (Vec<Uint8Array>, usize) {
    let size = bytes.iter().map(|bytes| bytes.length() as usize).sum();
    (bytes, size)
}

/// Asks, and does not wait for ever. What the workshop is at before does not count: it would be stopped for nothing.
/// `size` is that of the files, in bytes, whether they go along or lie there already.
async fn ask(
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
    let patience = u32::try_from(PATIENCE + size / 500).unwrap_or(u32::MAX);
    let (answer, turn) = workshop::ask_in_turn(&to_json(&request), bytes);
    match turn.await {
        Err(words) if words == workshop::STOPPED => return Err(Unheard::Broke(words)),
        Err(_) => return Err(Unheard::Gone),
        Ok(_) => {}
    }
    let is_late = Rc::new(Cell::new(false));
    let late = is_late.clone();
    let timer = Timeout::new(patience, move || {
        late.set(true);
        workshop::stop();
    });
    let answer = answer.await;
    drop(timer);
    let answer = answer.map_err(|words| if is_late.get() { Unheard::Late } else { Unheard::Broke(words) })?;
    let answer = json::parse::<Answer>(&answer).map_err(|wrong| Unheard::Broke(format!("{wrong:?}")))?;
    answer.imported.ok_or_else(|| Unheard::Broke(String::new()))
}
