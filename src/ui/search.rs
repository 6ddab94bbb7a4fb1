//! Has the workshop look through documents: a few at a time, so that the page goes on between any two requests, what is
//! found comes in while the rest is looked through, and stopping is simply not asking any more.

use std::collections::VecDeque;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::store::Store;
use crate::browser::workshop;
use crate::formats::json::{self, to_json};
use crate::model::{DocId, Document, Table};
use crate::session::Action;
use crate::session::update::{document_for_search, is_wanted, project_for_search};
use crate::storage::handing::Handed;
use crate::workshop::message::{Answer, Named, Request, Search};

/// Documents of one request, at most.
const FEW: usize = 64;

/// Documents that are read at once, at most.
const READ: usize = 8;

/// Bytes of one request, about: sending them keeps the page waiting for some milliseconds.
const HANDFUL: usize = 1 << 20;

/// What was sent to the workshop. It may have lost it meanwhile, and says so.
#[derive(Default)]
pub struct Held {
    /// For each document, the number of the state that was sent, and that state where it was loaded here.
    sent: Table<DocId, (u32, Option<Rc<Document>>)>,
    numbers: u32,
}

impl Held {
    /// The number of a document's state, and whether it was sent. `anew`: one under which nothing was sent.
    fn stamp(&mut self, id: &DocId, loaded: Option<&Rc<Document>>, anew: bool) -> (u32, bool) {
        if anew {
            self.numbers += 1;
            return (self.numbers, false);
        }
        if let Some((stamp, known)) = self.sent.get(id)
            && known.as_ref().map(Rc::as_ptr) == loaded.map(Rc::as_ptr)
        {
            return (*stamp, true);
        }
        self.numbers += 1;
        self.sent.insert(id.clone(), (self.numbers, loaded.cloned()));
        (self.numbers, false)
    }
}

/// Looks through documents as long as the search is the one that is under way.
#[inline(never)] // so that it can travel later
pub(super) fn run(store: &Store, number: u32, wanted: Search, documents: Vec<DocId>) {
    let guard = store.edge().busy();
    let store = store.clone();
    let work: std::pin::Pin<Box<dyn Future<Output = ()>>> = Box::pin(async move {
        let mut rest = documents.as_slice();
        while !rest.is_empty() && store.with(|state| is_wanted(state, number)) {
            let (looked, answer) = look(&store, &wanted, rest).await;
            rest = rest.get(looked..).unwrap_or_default();
            let broke = answer.is_err();
            store.dispatch(Action::Searched(number, looked, answer));
            if broke {
                break;
            }
        }
        drop(guard);
    });
    spawn_local(work);
}

/// Has some of the documents looked through; how many, and what came of it.
async fn look(store: &Store, wanted: &Search, documents: &[DocId]) -> (usize, Result<Answer, String>) {
    let mut again = false;
    loop {
        let (looked, parts) = request(store, wanted, documents).await;
        let answer = workshop::ask(&parts)
            .await
            .and_then(|text| json::parse::<Answer>(&text).map_err(|wrong| format!("{wrong:?}")));
        match answer {
            Ok(answer) if !answer.missing.is_empty() && !again => {
                // A new worker, or one that had to make room: what it lacks is sent once more.
                again = true;
                let mut held = store.edge().held.borrow_mut();
                for id in &answer.missing {
                    held.sent.remove(&DocId::from(id.as_str()));
                }
            }
            Err(_) => {
                store.edge().held.replace(Held::default());
                return (looked, answer);
            }
            answer => return (looked, answer),
        }
    }
}

/// A request about the first few of some documents, with what the workshop does not hold.
async fn request(store: &Store, wanted: &Search, documents: &[DocId]) -> (usize, Vec<String>) {
    let project = store.with(|state| project_for_search(&state.project));
    let mut request = Request { project: Some(project), search: Some(wanted.clone()), ..Request::default() };
    let texts = lay_out(store, &mut request, documents, false).await;
    (request.documents.len(), [to_json(&request)].into_iter().chain(texts).collect())
}

/// Reads the first few documents that are not loaded. What there is no room for is read again, so they are not many.
async fn hand(store: &Store, documents: &[DocId]) -> VecDeque<(DocId, Handed)> {
    let (stores, journal) = store.with(|state| (store.edge().stores.clone(), state.journal.clone()));
    let absent = |id: &&DocId| store.with(|state| !state.project.loaded.contains_key(*id));
    let few: Vec<DocId> = documents.iter().filter(absent).take(READ).cloned().collect();
    let handed = stores.hand(&few, &journal.records, &journal.ledger).await;
    few.into_iter().zip(handed).collect()
}

/// Names the first few of some documents in a request; the texts that belong to it: what the workshop does not hold of them.
/// `anew`: all of it, since it is not to be held.
pub(super) async fn lay_out(store: &Store, request: &mut Request, documents: &[DocId], anew: bool) -> Vec<String> {
    let few = documents.get(..FEW.min(documents.len())).unwrap_or_default();
    let mut texts = Vec::new();
    let mut weight = 0;
    let mut ahead: VecDeque<(DocId, Handed)> = VecDeque::new();
    for (place, id) in few.iter().enumerate() {
        let loaded = store.with(|state| state.project.document(id).cloned());
        let (stamp, was_sent) = store.edge().held.borrow_mut().stamp(id, loaded.as_ref(), anew);
        let mut named = Named { id: id.to_string(), stamp, copies: None, records: 0 };
        if !was_sent {
            let mut copies = Vec::new();
            if let Some(document) = &loaded {
                copies.push(store.with(|state| document_for_search(&state.project, document)));
                named.copies = Some(copies.len());
            } else {
                while ahead.front().is_some_and(|(next, _)| next != id) {
                    ahead.pop_front();
                }
                if ahead.is_empty() {
                    ahead = hand(store, few.get(place..).unwrap_or_default()).await;
                }
                let handed = ahead.pop_front().map(|(_, handed)| handed).unwrap_or_default();
                (named.copies, named.records) = (Some(handed.copies.len()), handed.records.len());
                copies = handed.copies;
                copies.extend(handed.records.iter().map(to_json));
            }
            weight += copies.iter().map(String::len).sum::<usize>();
            texts.extend(copies);
        }
        request.documents.push(named);
        if weight > HANDFUL {
            break;
        }
    }
    texts
}
