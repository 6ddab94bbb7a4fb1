//! Finds the task that the page's address asks for, and fetches what it is made of.
//!
//! `?task=task.json` names it, relative to the page; a page built for one task says so itself. `?annotator=` fills the name
//! in. Nothing is fetched from another site.

use std::cell::{Cell, RefCell};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::store::Store;
use crate::browser::{dom, fetch, local_storage};
use crate::formats::task::read::{task, wanted};
use crate::formats::{Issue, Problem};
use crate::intake::decode;
use crate::model::article::sha256;
use crate::session::action::TaskNews;
use crate::session::task::{TaskFile, empty_project};
use crate::session::update::looked_for;
use crate::session::{Action, State, Words};
use crate::storage::Scope;

/// Files that are fetched at once.
const AT_ONCE: usize = 6;
/// How often it is told at most how many were.
const STEPS: usize = 100;

/// What the address asks for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// Where the task's file is, as it stands there.
    file: String,
    /// What somebody is called.
    name: String,
}

/// A task that was looked for before the start.
pub struct Looked {
    /// Where work on it is kept.
    pub scope: Scope,
    /// Where its file is.
    pub address: String,
    /// What was found.
    pub found: Result<TaskFile, Vec<Issue>>,
    name: String,
}

/// The task that the address asks for.
#[must_use]
pub fn asked() -> Option<Asked> {
    let named = |name| dom::asked(name).filter(|value| !value.trim().is_empty());
    let built_for = || dom::find("meta[name=manicule-task]").and_then(|meta| meta.get_attribute("content"));
    // Where a project is named, it is that one that is wanted.
    let is_project = dom::asked("project").is_some();
    let file = named("task").or_else(|| built_for().filter(|file| !is_project && !file.trim().is_empty()))?;
    Some(Asked { file, name: named("annotator").unwrap_or_default() })
}

/// Looks for it.
#[inline(never)] // so that it can travel later
pub fn look(asked: Asked) -> Pin<Box<dyn Future<Output = Looked>>> {
    Box::pin(async move {
        let Asked { file, name } = asked;
        let site = dom::site_path();
        let (address, found) = match fetch::resolve(&file, &dom::base_path()) {
            Some(address) => (address.clone(), find(&file, &address).await),
            None => (String::new(), Err(vec![issue(&file, Problem::Elsewhere)])),
        };
        // Where the file cannot be had, work goes on under the id that it had.
        let known = Scope::note(&site, &format!("task/{address}"));
        let id = match &found {
            Ok(found) => {
                local_storage::note(&known, &found.task.id);
                found.task.id.to_string()
            }
            Err(_) => local_storage::noted(&known).unwrap_or_default(),
        };
        Looked { scope: Scope::of_task(&site, &id), address, found, name }
    })
}

/// Sets a state up for it, before the start: an empty project, which is what a first visit begins with.
#[inline(never)] // so that it can travel later
pub fn set_up(looked: &Looked, state: &mut State) {
    state.task = Some(Rc::new(looked_for(&looked.name)));
    state.journal.begun = Some(empty_project(looked.found.as_ref().ok()));
}

/// Tells what was found, after the start.
#[inline(never)] // so that it can travel later
pub fn tell(store: &Store, looked: Looked) {
    store.dispatch(Action::Task(TaskNews::Found(Box::new(looked.found))));
}

fn issue(file: &str, problem: Problem) -> Issue {
    Issue { file: file.to_owned(), line: 0, path: String::new(), problem }
}

async fn text(file: &str, address: &str) -> Result<String, Vec<Issue>> {
    let told = |problem| vec![issue(file, problem)];
    let bytes = fetch::bytes(address).await.map_err(|why| told(Problem::NotFetched { why }))?;
    let decoded = decode::decode(bytes).map_err(|error| told(Problem::NotText { byte: error.byte }))?;
    Ok(decoded.text)
}

/// Reads a task's file, and those for its schema and guidelines.
async fn find(file: &str, address: &str) -> Result<TaskFile, Vec<Issue>> {
    let whole = text(file, address).await?;
    let (object, wanted) = wanted(file, &whole)?;
    let mut parts = [None, None];
    for (part, name) in parts.iter_mut().zip([&wanted.schema, &wanted.guidelines]) {
        let Some(name) = name else { continue };
        let address = fetch::resolve(name, address).ok_or_else(|| vec![issue(name, Problem::Elsewhere)])?;
        *part = Some(text(name, &address).await?);
    }
    let [schema, guidelines] = parts;
    let named = schema.as_deref().map(|text| (wanted.schema.as_deref().unwrap_or_default(), text));
    let task = task(file, object, named, guidelines.as_deref())?;
    let all = [Some(whole.as_str()), schema.as_deref(), guidelines.as_deref()];
    let all: Vec<&str> = all.into_iter().map(Option::unwrap_or_default).collect();
    Ok(TaskFile { task, sha256: sha256(&all.join("\u{1e}")) })
}

/// Fetches articles, some at once, and tells; no more of them once that was stopped.
#[inline(never)] // so that it can travel later
pub(super) fn fetch(store: &Store, run: u32, wanted: Vec<(usize, Rc<str>)>) {
    let (next, guard) = (Rc::new(Cell::new(0)), Rc::new(store.edge().busy()));
    let base = store.edge().task.clone();
    let wanted = Rc::new(wanted);
    let read = Rc::new(RefCell::new(Vec::with_capacity(wanted.len())));
    let is_wanted = move |store: &Store| store.with(|state| state.task.as_ref().is_some_and(|work| work.run == run));
    for _ in 0..AT_ONCE.min(wanted.len()) {
        let (store, next, guard, wanted, read) =
            (store.clone(), next.clone(), guard.clone(), wanted.clone(), read.clone());
        let base = base.clone();
        spawn_local(async move {
            while let Some((number, name)) = wanted.get(next.replace(next.get() + 1)).filter(|_| is_wanted(&store)) {
                let bytes = match fetch::resolve(name, &base) {
                    Some(address) => fetch::bytes(&address).await,
                    None => Err(Words::ElsewhereShort.text().to_owned()),
                };
                read.borrow_mut().push((*number, bytes));
                let (count, all) = (read.borrow().len(), wanted.len());
                if count == all {
                    let all = read.take();
                    store.dispatch(Action::Task(TaskNews::Articles(run, all)));
                } else if count.is_multiple_of(all.div_ceil(STEPS)) {
                    store.dispatch(Action::Task(TaskNews::Fetched(run, count)));
                }
            }
            drop(guard);
        });
    }
}
