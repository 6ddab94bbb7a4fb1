//! Has the workshop propose claims: an excerpt goes there, small however long the article is.

use wasm_bindgen_futures::spawn_local;

use super::store::Store;
use crate::browser::workshop;
use crate::edit::excerpt::excerpt;
use crate::formats::json::{self, to_json};
use crate::model::TextRange;
use crate::session::Action;
use crate::session::update::{document_for_search, project_for_search};
use crate::workshop::message::{Answer, Request, Stretch, Suggest};

/// Bytes of the text before and behind what is asked about: who speaks is named near by, or not at all.
const REACH: u32 = 4096;

/// Asks about a stretch of the open article, or about words picked out in it.
#[inline(never)] // so that it can travel later
pub(super) fn run(store: &Store, number: u32, around: TextRange, picked: &[TextRange]) {
    let asked = store.with(|state| {
        let document = state.document()?;
        // A walk looks at each paragraph once; the paragraphs before it are in the stretch before.
        let reach = if picked.is_empty() { 0 } else { REACH };
        let part = excerpt(document, around, reach);
        let at = |range: &TextRange| Stretch {
            start: range.start().saturating_sub(part.start),
            end: range.end().saturating_sub(part.start),
        };
        let suggest = Some(Suggest { picked: picked.iter().map(at).collect() });
        let project = Some(project_for_search(&state.project));
        let request = Request { project, suggest, ..Request::default() };
        let length = u32::try_from(part.document.article.text().len()).unwrap_or(u32::MAX);
        let text = document_for_search(&state.project, &part.document);
        Some((vec![to_json(&request), text], (part.start, part.start.saturating_add(length))))
    });
    let Some((parts, stretch)) = asked else { return };
    let guard = store.edge().busy();
    let store = store.clone();
    spawn_local(async move {
        let answer = workshop::ask(&parts).await;
        let answer = answer.and_then(|text| json::parse::<Answer>(&text).map_err(|wrong| format!("{wrong:?}")));
        store.dispatch(Action::Proposed(number, stretch, answer));
        drop(guard);
    });
}
