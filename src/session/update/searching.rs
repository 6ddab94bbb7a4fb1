//! Looking through the whole project, or for what a person wrote: the workshop does it, a few articles at a time.

use std::rc::Rc;

use super::Turn;
use crate::edit::Selection;
use crate::model::{DocId, Document, LabelId, Project};
use crate::session::action::Args;
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words, shorten};
use crate::session::places::{MOST, Occurrences, Place, Wanted};
use crate::session::state::{Dialog, State};
use crate::storage::ledger::Ledger;
use crate::storage::snapshot::{document_value, index_write};
use crate::storage::versions::Versions;
use crate::workshop::message::{Answer, Search};

impl Turn<'_> {
    /// Looks for the same in all other articles, or for what the find field says.
    pub(super) fn look_everywhere(&mut self) {
        match self.state.occurrences.clone() {
            Some(open) if open.everywhere || open.search.is_some() => self.refuse(Words::SearchedAlready),
            Some(open) => match &open.wanted {
                Wanted::Name(id, source) => self.name_everywhere(&open, id, &source.to_string()),
                Wanted::Terms(_) | Wanted::Found => self.refuse(Words::NotHere),
            },
            None => self.find_everywhere(),
        }
    }

    fn name_everywhere(&mut self, open: &Occurrences, id: &DocId, source: &str) {
        let source = source.parse().ok();
        let document = self.state.project.document(id);
        let annotation = source.and_then(|source| document?.annotations.get(&source));
        let Some((document, annotation)) = document.zip(annotation) else { return self.refuse(Words::NotHere) };
        let search = Search {
            kind: "name".to_owned(),
            text: annotation.span.quote(&document.article),
            label: annotation.label.to_string(),
            ..Search::default()
        };
        let others = self.state.project.order.iter().filter(|other| *other != id && !self.is_locked(other));
        let others = others.cloned().collect();
        self.begin(Occurrences { everywhere: true, ..open.clone() }, search, others);
    }

    fn find_everywhere(&mut self) {
        let text = self.state.filter.text().trim().to_owned();
        if text.is_empty() {
            return self.effects.push(Effect::Focus("find"));
        }
        let search = Search { kind: "find".to_owned(), text: text.clone(), furniture: true, ..Search::default() };
        let all = self.everything();
        self.begin(empty(Wanted::Found, &text, true), search, all);
    }

    /// Whether a document is only looked at.
    pub(super) fn is_locked(&self, id: &DocId) -> bool {
        self.state.project.entries.get(id).is_some_and(|entry| entry.locked)
    }

    /// All articles, the one that is shown first.
    fn everything(&self) -> Vec<DocId> {
        let shown = self.state.open.iter().cloned();
        let others = self.state.project.order.iter().filter(|id| Some(*id) != self.state.open.as_ref());
        shown.chain(others.cloned()).collect()
    }

    /// Asks for a list of words or an expression; with one in the arguments, looks for what it says. Their `kind` is `words` or
    /// `pattern`; their values may say `exact-case`, `inside-words`, `furniture`, `everywhere`.
    pub(super) fn find_terms(&mut self, args: &Args) {
        let Some(text) = &args.text else {
            self.state.dialog = Some(Dialog::Terms(None));
            return;
        };
        let said = |name: &str| args.values.iter().flatten().any(|value| value == name);
        let pattern = args.kind.as_deref() == Some("pattern");
        let text = if pattern { text.trim_end_matches(['\r', '\n']) } else { text.trim() };
        if text.trim().is_empty() {
            return self.wrong_terms(Words::TermsEmpty.into());
        }
        let label = args.label.as_deref().map(LabelId::from);
        let Some(label) = label.filter(|label| self.state.project.schema.label(label).is_some()) else {
            return self.wrong_terms(Message::new(Words::NoLabel, &[args.label.clone().unwrap_or_default()]));
        };
        let search = Search {
            kind: if pattern { "pattern" } else { "words" }.to_owned(),
            text: text.to_owned(),
            label: label.to_string(),
            exact_case: said("exact-case"),
            inside_words: said("inside-words"),
            furniture: said("furniture"),
        };
        let everywhere = said("everywhere");
        // What is only looked at is not marked.
        let all = || self.everything().into_iter().filter(|id| !self.is_locked(id)).collect();
        let documents = if everywhere { all() } else { self.state.open.iter().cloned().collect() };
        self.state.dialog = None;
        self.begin(empty(Wanted::Terms(label), text, everywhere), search, documents);
    }

    fn wrong_terms(&mut self, message: Message) {
        if matches!(self.state.dialog, Some(Dialog::Terms(_))) {
            self.state.dialog = Some(Dialog::Terms(Some(message.clone())));
        }
        self.refuse(message);
    }

    fn begin(&mut self, open: Occurrences, search: Search, documents: Vec<DocId>) {
        if documents.is_empty() {
            return self.refuse(Message::new(Words::SearchedNone, &[open.called.to_string(), 0.to_string()]));
        }
        if !matches!(open.wanted, Wanted::Name(..)) {
            self.select(Selection::Nothing);
        }
        self.state.searches += 1;
        let number = self.state.searches;
        let all = documents.len();
        self.state.say(Message::new(Words::Searching, &[open.called.to_string(), all.to_string()]));
        self.state.occurrences = Some(Rc::new(Occurrences { search: Some((number, 0, all)), ..open }));
        self.effects.push(Effect::Search(number, search, documents));
    }

    /// Takes in what was found in some more articles.
    #[inline(never)] // so that it can travel later
    pub(super) fn searched(&mut self, number: u32, looked: usize, result: Result<Answer, String>) {
        if self.gathered(number, looked, &result)
            || self.counted(number, looked, &result)
            || self.compared(number, looked, &result)
        {
            return;
        }
        let Some(open) = self.state.occurrences.clone() else { return };
        let Some((_, done, all)) = open.search.filter(|(under_way, ..)| *under_way == number) else { return };
        let answer = match result {
            Ok(answer) => answer,
            Err(why) => {
                self.state.occurrences = Some(Rc::new(Occurrences { search: None, ..(*open).clone() }));
                return self.refuse(Message::new(Words::SearchBroke, &[why]));
            }
        };
        if let Some(wrong) = answer.wrong {
            self.state.occurrences = None;
            let message = Message::new(Words::PatternWrong, &[wrong.column.to_string(), wrong.detail]);
            self.state.dialog = Some(Dialog::Terms(Some(message.clone())));
            return self.refuse(message);
        }
        let first = open.hits.is_empty();
        let mut next = (*open).clone();
        for found in answer.found {
            let id = DocId::from(found.document.as_str());
            next.hits.extend(found.places.into_iter().filter_map(|place| Place::told(&id, place)));
        }
        let full = next.hits.len() >= MOST;
        next.hits.truncate(MOST);
        let done = (done + looked).min(all);
        let ended = done == all || full;
        next.search = (!ended).then_some((number, done, all));
        if ended && next.hits.is_empty() {
            self.state.occurrences = None;
            return self.refuse(Message::new(Words::SearchedNone, &[shorten(&next.called, 60), all.to_string()]));
        }
        let told = match (ended, full) {
            (false, _) => None,
            (true, true) => Some(Words::SearchedFull),
            (true, false) => Some(Words::Searched),
        };
        let told = told.map(|words| Message::new(words, &[next.hits.len(), articles_of(&next)]));
        let found = first && !next.hits.is_empty();
        self.state.occurrences = Some(Rc::new(next));
        if found {
            self.show_occurrence();
        }
        if let Some(told) = told {
            self.state.say(told);
        }
    }

    /// Stops a search; what was found stays.
    pub(super) fn stop_search(&mut self) -> bool {
        let Some(open) = self.state.occurrences.clone().filter(|open| open.search.is_some()) else { return false };
        self.state.occurrences =
            (!open.hits.is_empty()).then(|| Rc::new(Occurrences { search: None, ..(*open).clone() }));
        self.state.say(Words::SearchStopped);
        true
    }
}

fn empty(wanted: Wanted, text: &str, everywhere: bool) -> Occurrences {
    let called = Rc::from(shorten(text.lines().next().unwrap_or_default(), 60));
    Occurrences { wanted, called, hits: Vec::new(), place: 0, search: None, everywhere }
}

/// Whether what a search finds is still wanted, by its number.
#[must_use]
pub fn is_wanted(state: &State, number: u32) -> bool {
    let places = state.occurrences.as_ref().and_then(|open| open.search);
    // Who has closed the table does not wait for it.
    let claims = state.claims.as_ref().filter(|_| state.dialog == Some(Dialog::Claims)).and_then(|table| table.search);
    let progress = state.progress.as_ref().filter(|_| state.dialog == Some(Dialog::Progress));
    let labels = progress.and_then(|progress| progress.labels.search);
    let compared = state.annotators.as_ref().filter(|_| state.dialog == Some(Dialog::Annotators));
    let compared = compared.and_then(|open| open.whole.as_ref()?.search);
    [places, claims, labels, compared].into_iter().flatten().any(|(under_way, ..)| under_way == number)
}

/// In how many articles the places stand; those of one article stand together.
fn articles_of(open: &Occurrences) -> usize {
    let mut count = 0;
    let mut last = None;
    for place in &open.hits {
        if last != Some(&place.document) {
            count += 1;
            last = Some(&place.document);
        }
    }
    count
}

/// What the workshop must know of the project: its schema, things and people, and no document.
#[must_use]
pub fn project_for_search(project: &Project) -> String {
    index_write(project, &Ledger::default()).value.unwrap_or_default()
}

/// A document as the workshop reads it.
#[must_use]
pub fn document_for_search(project: &Project, document: &Document) -> String {
    document_value(project, document, &Versions::default())
}
