//! A page load without a page: the state, a disk, and a runner that carries effects out at once.

#[path = "disk.rs"]
mod disk;
#[path = "../common/eyes.rs"]
mod eyes;
#[path = "../common/taking.rs"]
mod taking;

use std::task::{Context, Poll, Waker};

use manicule::edit::Fresh;
use manicule::edit::excerpt::excerpt;
use manicule::formats::json::{self, to_json};
use manicule::model::{DocId, PersonId, ProjectId, TextRange, Timestamp};
use manicule::session::caret::answer;
use manicule::session::update::{document_for_search, is_wanted, project_for_search};
use manicule::session::{Action, Args, Command, Effect, Outcome, State, update};

use manicule::storage::replicas::keys_of;

use manicule::storage::{Pending, Place, StoreError};
use manicule::workshop::Desk;
use manicule::workshop::message::{Named, Request, Search, Stretch, Suggest};

pub(crate) use self::disk::Disk;
use crate::common::segments::known;

/// An answer that is there already, as a memory store's are.
pub(crate) fn now<T>(pending: Pending<T>) -> Result<T, StoreError> {
    soon(pending)
}

/// What comes of waiting for memory stores.
pub(crate) fn soon<T>(pending: impl Future<Output = T>) -> T {
    match std::pin::pin!(pending).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(answer) => answer,
        Poll::Pending => unreachable!("a memory store answers at once"),
    }
}

/// A page load.
#[derive(Clone)]
pub(crate) struct Tab {
    pub(crate) state: State,
    pub(crate) disk: Disk,
    /// Number of the deed under way: the time, and the source of ids.
    pub(crate) moment: u32,
    /// Documents whose snapshot waits for a quiet moment.
    pub(crate) restless: Vec<DocId>,
    /// Files that were saved and texts that were copied.
    pub(crate) out: Vec<String>,
    /// Files that wait for the workshop.
    pub(crate) held: taking::Held,
    /// Every effect, by name; those of the page too.
    pub(crate) effects: Vec<Effect>,
    /// Whether the rest of a long queue is not read yet, so that what happens before can be looked at.
    pub(crate) holds_queue: bool,
    /// Whether what is read a little at a time stops after each slice, so that what happens between can be looked at.
    pub(crate) holds_slices: bool,
    /// Whether documents are read only once that is asked for ([`Tab::read_on`]), so that what happens before can be looked at.
    pub(crate) holds_loads: bool,
    /// What is to be read then.
    pub(crate) loads: Vec<Effect>,
    /// Actions that follow from actions that follow from actions.
    depth: u32,
}

/// How far actions may follow from each other; more go round in a circle.
const DEEPEST: u32 = 40;

impl Tab {
    /// Opens the page over a disk. Each page load has another `actor`.
    pub(crate) fn open(disk: &Disk, actor: u64) -> Self {
        // A person who was here before comes back by the stored session, not by chance.
        let state = State::new(actor, PersonId::from_bits(actor), ProjectId::from_bits(actor));
        let mut tab = Self::over(disk, state);
        let (opened, refused) = soon(disk.stores().start());
        tab.act(Action::Started(Box::new(opened), refused));
        tab
    }

    /// A page load that is under way.
    pub(crate) fn over(disk: &Disk, state: State) -> Self {
        let (disk, restless, out, effects) = (disk.clone(), Vec::new(), Vec::new(), Vec::new());
        let held = taking::Held::default();
        Self {
            state,
            disk,
            moment: 0,
            restless,
            out,
            held,
            effects,
            holds_queue: false,
            holds_slices: false,
            holds_loads: false,
            loads: Vec::new(),
            depth: 0,
        }
    }

    /// The same disk in a new page load.
    pub(crate) fn reload(&self, actor: u64) -> Self {
        let mut next = Self::open(&self.disk, actor);
        next.moment = self.moment;
        next
    }

    /// Does an action and everything that follows from it.
    pub(crate) fn act(&mut self, action: Action) -> Outcome {
        let moment = Timestamp(1_700_000_000_000 + i64::from(self.moment) * 1000);
        // Far apart: a step may use up several.
        let seed = u64::from(self.moment) << 40;
        let mut fresh = Fresh::new(moment, Some(self.state.me), seed);
        let (effects, outcome) = update(&mut self.state, action, &mut fresh);
        self.depth += 1;
        assert!(self.depth < DEEPEST, "actions go round in a circle: {effects:?}");
        for effect in effects {
            self.effects.push(effect.clone());
            self.carry_out(effect);
        }
        self.depth -= 1;
        outcome
    }

    pub(crate) fn run(&mut self, command: Command, args: Args) -> Outcome {
        self.act(Action::Run(command, args))
    }

    /// Reads what was asked for while reading was held.
    pub(crate) fn read_on(&mut self) {
        self.holds_loads = false;
        for load in std::mem::take(&mut self.loads) {
            self.carry_out(load);
        }
    }

    fn carry_out(&mut self, effect: Effect) {
        match effect {
            Effect::Write(writes) => {
                let keys = keys_of(&writes);
                let result = self.disk.write_all(writes);
                self.act(Action::Written(Place::Local, keys.clone(), Err(StoreError::Blocked)));
                self.act(Action::Written(Place::Disk, keys, result));
            }
            load @ Effect::Load { .. } if self.holds_loads => self.loads.push(load),
            Effect::Load { ids, of, then } => {
                for id in ids {
                    let of = of.filter(|_| !self.state.project.entries.contains_key(&id));
                    let journal = self.state.journal.clone();
                    let standing = journal.ledger.documents.get(&id).map(|standing| &**standing);
                    let loaded = soon(self.disk.stores().load(&id, of, &journal.records, standing));
                    self.act(Action::Loaded(id, of, loaded.map(Box::new)));
                }
                if let Some((command, args)) = then {
                    self.run(command, args);
                }
            }
            Effect::ReadQueue { again } if again || self.holds_queue => {}
            Effect::ReadQueue { .. } => self.read_queue(),
            Effect::WhenQuiet(ids) => self.restless.extend(ids),
            // Time does not pass here.
            Effect::Retry => {}
            Effect::Reread => self.hear(),
            Effect::Download { text, .. } | Effect::Copy(text) => self.out.push(text),
            Effect::Segment { windows, stride, forward } => {
                let text = self.state.document().expect("an article is open").article.text().clone();
                self.act(Action::Segmented { stride, forward, known: known(&text, &windows) });
            }
            Effect::Caret(seek) => {
                let document = self.state.document().cloned();
                let found = document.and_then(|document| answer(&self.state, seek, &eyes::PlainEyes(document)));
                if let Some(found) = found {
                    self.act(Action::Found(found));
                }
            }
            Effect::Measure(order) => {
                let meter = soon(self.disk.stores().meter(&order));
                self.act(Action::Measured(Box::new(meter), true));
            }
            Effect::Autosave(text, backup) => {
                self.out.push(text);
                self.act(Action::Autosaved(backup, Ok(())));
            }
            // Choosing and waiting are the person's and the clock's.
            Effect::ChooseAutosave(_) | Effect::ChooseFolder | Effect::ChooseSuggestions | Effect::AutosaveSoon => {}
            Effect::NewLog => {}
            // This disk is one project's.
            Effect::PutOn(_)
            | Effect::ListLanguages
            | Effect::ListProjects
            | Effect::OpenProject(_)
            | Effect::MakeProject { .. }
            | Effect::LookAtProject(_)
            | Effect::EraseProject(_)
            | Effect::SaveProject(_)
            | Effect::KeepPlace => {}
            Effect::FindAutosave | Effect::ResumeAutosave | Effect::ForgetAutosave => {}
            Effect::AwaitUpdate
            | Effect::LoadAnew
            | Effect::SaveScope(_)
            | Effect::EraseOwn
            | Effect::EraseScope(..) => {}
            Effect::ReadOn if self.holds_slices => {}
            Effect::ReadOn => {
                // However many slices there are, they do not follow from each other.
                self.depth -= 1;
                self.act(Action::ReadOn);
                self.depth += 1;
            }
            Effect::TakeIn(number, wanted) if !self.held.waits => {
                for each in wanted {
                    let taken = self.held.read(&each);
                    self.act(Action::Taken(number, taken));
                }
            }
            Effect::TakeIn(..)
            | Effect::EndIntake(_)
            | Effect::Glimpse(..)
            | Effect::TakeForeign(..)
            | Effect::EndForeign(_) => {}
            Effect::KeepOriginals(_) | Effect::SaveOriginals(_) | Effect::ForgetOriginals(_) => {}
            Effect::Search(number, search, documents) => self.search(number, &search, documents),
            Effect::PrepareExport(_) | Effect::EndExport(_) | Effect::SaveExport { .. } => {}
            Effect::Propose { number, around, picked } => self.propose(number, around, &picked),
            // The browser's own.
            Effect::CopyLink(place) => self.out.push(place.link("https://example.org/m/")),
            Effect::Visit(_) | Effect::NamePlace => {}
            Effect::ReadTallies => {
                let stored = soon(self.disk.stores().tallies());
                self.act(Action::Tallied(stored));
            }
            Effect::RevealCaret | Effect::FocusArticle | Effect::FocusPane(_) | Effect::FocusCard => {}
            Effect::SaveStored
            | Effect::ChooseFiles
            | Effect::ChooseToCompare
            | Effect::Sheet(_)
            | Effect::Reveal(_)
            | Effect::RevealRow(_)
            | Effect::RevealEntry
            | Effect::FocusRow { .. }
            | Effect::RevealEdge
            | Effect::Restore(_)
            | Effect::ShowGuide(_)
            | Effect::HideGuide
            | Effect::ChooseGuide
            | Effect::RevealWords(_)
            | Effect::FetchTask(..)
            | Effect::Focus(_) => {}
        }
    }

    /// Reads the rest of a long queue.
    pub(crate) fn read_queue(&mut self) {
        let (project, journal) = (self.state.project.clone(), self.state.journal.clone());
        let (opened, refused) = soon(self.disk.stores().queue(project, journal.ledger, &journal.records));
        self.act(Action::Queue(Box::new(opened), refused));
    }

    /// The workshop, asked about two documents at a time, with what the disk and the page hold.
    fn search(&mut self, number: u32, search: &Search, documents: Vec<DocId>) {
        let mut desk = Desk::default();
        for few in documents.chunks(2) {
            if !is_wanted(&self.state, number) {
                break;
            }
            let project = Some(project_for_search(&self.state.project));
            let mut request = Request { project, search: Some(search.clone()), ..Request::default() };
            let mut parts = Vec::new();
            let journal = &self.state.journal;
            let handed = soon(self.disk.stores().hand(few, &journal.records, &journal.ledger));
            for (id, handed) in few.iter().zip(handed) {
                let loaded = self.state.project.document(id);
                let (copies, records) = match loaded {
                    Some(document) => (vec![document_for_search(&self.state.project, document)], Vec::new()),
                    None => (handed.copies, handed.records.iter().map(to_json).collect()),
                };
                let named = Named { id: id.to_string(), stamp: 1, copies: Some(copies.len()), records: records.len() };
                request.documents.push(named);
                parts.extend(copies.into_iter().chain(records).map(String::into_bytes));
            }
            parts.insert(0, to_json(&request).into_bytes());
            let answer = String::from_utf8(desk.answer(parts).swap_remove(0)).expect("JSON");
            self.act(Action::Searched(number, few.len(), Ok(json::parse(&answer).expect("an answer"))));
        }
    }

    /// The workshop, asked what it proposes.
    fn propose(&mut self, number: u32, around: TextRange, picked: &[TextRange]) {
        let document = self.state.document().expect("an article is open").clone();
        let part = excerpt(&document, around, if picked.is_empty() { 0 } else { 100 });
        let end = part.start + u32::try_from(part.document.article.text().len()).expect("short");
        let stretch = |range: &TextRange| Stretch { start: range.start() - part.start, end: range.end() - part.start };
        let suggest = Some(Suggest { picked: picked.iter().map(stretch).collect() });
        let project = Some(project_for_search(&self.state.project));
        let request = Request { project, suggest, ..Request::default() };
        let text = document_for_search(&self.state.project, &part.document);
        let parts = [to_json(&request), text].map(String::into_bytes).to_vec();
        let answer = String::from_utf8(Desk::default().answer(parts).swap_remove(0)).expect("JSON");
        self.act(Action::Proposed(number, (part.start, end), Ok(json::parse(&answer).expect("an answer"))));
    }

    /// A quiet moment: what others wrote is read, and snapshots that wait are renewed.
    pub(crate) fn quiet(&mut self) {
        let ids = std::mem::take(&mut self.restless);
        if !ids.is_empty() {
            self.hear();
            // What is refused waits for the next quiet moment.
            let _ = soon(self.disk.stores().renew(&ids, &self.state.quiet()));
        }
    }

    /// Reads what other page loads wrote.
    pub(crate) fn hear(&mut self) {
        let loaded: Vec<DocId> = self.state.project.loaded.keys().cloned().collect();
        let journal = &self.state.journal;
        let loaded = (self.state.open.as_ref(), loaded.as_slice());
        let opened = soon(self.disk.stores().heard(&journal.records, &journal.ledger, loaded));
        self.act(Action::Heard(Box::new(opened)));
    }

    /// This page load over a copy of its disk: what happens there stays there.
    pub(crate) fn aside(&self) -> Self {
        Self { disk: self.disk.copy(), out: Vec::new(), ..self.clone() }
    }

    /// What an export of everything says; loads nothing into this page.
    pub(crate) fn export(&self) -> String {
        let mut copy = self.aside();
        copy.run(Command::Export, Args::default());
        copy.out.pop().expect("an export was saved")
    }

    /// Undoes everything that can be undone; how many steps that were.
    pub(crate) fn undo_all(&mut self) -> usize {
        self.all_of(Command::Undo, |state| state.history.depth().0)
    }

    /// Does again everything that was undone; how many steps that were.
    pub(crate) fn redo_all(&mut self) -> usize {
        self.all_of(Command::Redo, |state| state.history.depth().1)
    }

    fn all_of(&mut self, command: Command, left: impl Fn(&State) -> usize) -> usize {
        let mut steps = 0;
        while left(&self.state) > 0 {
            let before = left(&self.state);
            self.run(command, Args::default());
            if left(&self.state) == before {
                break;
            }
            steps += 1;
        }
        steps
    }
}

/// Where two texts part, with some of what is around it; nothing when they are equal.
pub(crate) fn parting(one: &str, other: &str) -> Option<String> {
    if one == other {
        return None;
    }
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.chars().skip(same.saturating_sub(60)).take(160).collect::<String>();
    Some(format!("\n one  … {} …\n other… {} …\n", around(one), around(other)))
}
