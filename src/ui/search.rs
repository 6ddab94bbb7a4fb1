//! Has the workshop look through documents: a few at a time, so that the page goes on between any two requests, what is
//! found comes in while the rest is looked through, and stopping is simply not asking any more.

use std::collections::VecDeque;
use std::rc::Rc;

use wasm_bindgen_futures::spawn_local;

use super::store::Store;
use crate::browser::workshop;
use crate::formats::json::{self, to_json};
use crate::model::DocId;
use crate::session::Action;
use crate::session::update::{document_for_search, is_wanted, project_for_search};
use crate::storage::Record;
use crate::storage::handing::{Handed, Told};
use crate::storage::sent::Sent;
use crate::workshop::message::{Answer, Named, Request, Search};

/// Documents of one request, at most.
const FEW: usize = 64;

/// Documents that are read at once, at most.
const READ: usize = 8;

/// Bytes of one request, about: sending them keeps the page waiting for some milliseconds.
const HANDFUL: usize = 1 << 20;

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
                answer.missing.iter().for_each(|id| held.lost(&DocId::from(id.as_str())));
            }
            Err(_) => {
                store.edge().held.replace(Sent::default());
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
async fn hand(store: &Store, told: &Told, documents: &[DocId]) -> VecDeque<(DocId, Handed)> {
    let (stores, journal) = store.with(|state| (store.edge().stores.clone(), state.journal.clone()));
    let absent = |id: &&DocId| store.with(|state| !state.project.loaded.contains_key(*id));
    let few: Vec<DocId> = documents.iter().filter(absent).take(READ).cloned().collect();
    let handed = stores.hand_of(told, &few, &journal.ledger).await;
    few.into_iter().zip(handed).collect()
}

/// Names the first few of some documents in a request; the texts that belong to it: what the workshop does not hold of them.
/// `anew`: all of it, since it is not to be held.
pub(super) async fn lay_out(store: &Store, request: &mut Request, documents: &[DocId], anew: bool) -> Vec<String> {
    let few = documents.get(..FEW.min(documents.len())).unwrap_or_default();
    let mut texts = Vec::new();
    let mut weight = 0;
    let mut ahead: VecDeque<(DocId, Handed)> = VecDeque::new();
    // All records are gone through for it: once for a request, and only where something has to be read.
    let mut told: Option<(Rc<Vec<Rc<Record>>>, Told)> = None;
    for (place, id) in few.iter().enumerate() {
        let loaded = store.with(|state| state.project.document(id).cloned());
        let (stamp, was_sent) =
            store.with(|state| store.edge().held.borrow_mut().stamp(id, (&state.project, &state.journal.ledger), anew));
        let mut named = Named { id: id.to_string(), stamp, copies: None, records: 0 };
        if !was_sent {
            let mut copies = Vec::new();
            if let Some(document) = &loaded {
                copies.push(store.with(|state| document_for_search(&state.project, document)));
                named.copies = Some(copies.len());
            } else {
                let rest = few.get(place..).unwrap_or_default();
                let records = store.with(|state| state.journal.records.clone());
                // What was read before something more was done is not what the number stands for.
                if told.as_ref().is_none_or(|(known, _)| !Rc::ptr_eq(known, &records)) {
                    ahead.clear();
                    let of_rest = Told::of(rest, &records);
                    told = Some((records, of_rest));
                }
                while ahead.front().is_some_and(|(next, _)| next != id) {
                    ahead.pop_front();
                }
                if ahead.is_empty()
                    && let Some((_, told)) = &told
                {
                    ahead = hand(store, told, rest).await;
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
