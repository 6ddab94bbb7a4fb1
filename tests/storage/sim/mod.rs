//! A browser without a browser: tabs that run the program's own code over two stores, and a scheduler that lets one thing
//! happen after the other in any order, and stops anything at any moment.

pub(crate) mod begin;
pub(crate) mod look;
mod rest;
pub(crate) mod stores;
pub(crate) mod toll;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use manicule::edit::Fresh;
use manicule::model::{AnnotationId, PersonId, Project, ProjectId, Timestamp};
use manicule::session::{Action, Args, Command, Effect, Fragment, Saved, State, update};
use manicule::storage::memory::Refusing;
use manicule::storage::recovery::Opened;
use manicule::storage::replicas::keys_of;
use manicule::storage::room::ROOM;
use manicule::storage::{Key, Place, Record, Replicas, Store, StoreError, Write, snapshot};
use stores::{Browser, Disk, Local, View};
pub(crate) use toll::{Protocol, Toll};

/// How many records are kept for undo; few, so that they are forgotten within a schedule.
const KEEP: usize = 4;

type Task = Pin<Box<dyn Future<Output = Vec<Action>>>>;

/// A page load.
pub(crate) struct Tab {
    pub(crate) state: State,
    local: Local,
    disk: Disk,
    stores: Replicas,
    tasks: Vec<Task>,
    /// What others have told and this tab has not heard.
    pub(crate) inbox: Vec<Rc<Record>>,
    restless: Vec<manicule::model::DocId>,
    moment: u32,
    /// Annotations made here that the chip has not called saved yet.
    pending: BTreeSet<AnnotationId>,
}

/// The whole of it.
pub(crate) struct World {
    pub(crate) browser: Rc<RefCell<Browser>>,
    pub(crate) tabs: BTreeMap<u64, Tab>,
    pub(crate) protocol: Protocol,
    next: u64,
    /// Every annotation that anybody made.
    pub(crate) made: BTreeSet<AnnotationId>,
    /// Those that the chip called saved.
    pub(crate) saved: BTreeSet<AnnotationId>,
    /// Those that somebody deleted.
    pub(crate) deleted: BTreeSet<AnnotationId>,
    /// Whether something that was made was changed.
    pub(crate) changed: bool,
    /// How much local storage is to hold, in bytes.
    pub(crate) room: usize,
    /// What every first visit begins with.
    begun: Project,
    /// What befell it.
    pub(crate) toll: Toll,
}

impl World {
    pub(crate) fn new(protocol: Protocol) -> Self {
        let browser = Rc::default();
        let (tabs, none, toll) = (BTreeMap::new(), BTreeSet::new, Toll::default());
        let (made, saved, deleted, begun) = (none(), none(), none(), begin::tiny());
        Self { browser, tabs, protocol, next: 1, made, saved, deleted, changed: false, room: ROOM, begun, toll }
    }

    /// Opens a tab, which begins to read.
    pub(crate) fn open(&mut self) -> u64 {
        let actor = self.next;
        self.next += 1;
        let local = Local::new(&self.browser, actor);
        let disk = Disk { browser: self.browser.clone(), tab: actor, blind: self.protocol == Protocol::TrustsItsView };
        let deep: Rc<dyn Store> = match self.protocol {
            Protocol::LocalOnly => Rc::new(Refusing),
            _ => Rc::new(disk.clone()),
        };
        let stores = Replicas { keep: KEEP, room: self.room, few: 0, ..Replicas::new(Rc::new(local.clone()), deep) };
        let mut state = State::new(actor, PersonId::from_bits(1), ProjectId::from_bits(1));
        state.journal.begun = Some(self.begun.clone());
        let from = match self.protocol {
            Protocol::DiskWhenEmpty if !local.view.borrow().is_empty() => {
                Replicas { disk: Rc::new(Refusing), ..stores.clone() }
            }
            _ => stores.clone(),
        };
        let start: Task = Box::pin(async move {
            let (opened, mut refused) = from.start().await;
            refused = refused.map(|error| error.filter(|_| false));
            vec![Action::Started(Box::new(opened), refused)]
        });
        let (inbox, restless, pending) = (Vec::new(), Vec::new(), BTreeSet::new());
        let tab = Tab { state, local, disk, stores, tasks: vec![start], inbox, restless, moment: 0, pending };
        self.tabs.insert(actor, tab);
        self.settle(actor);
        actor
    }

    /// Lets everything happen in a tab that needs nobody else.
    fn settle(&mut self, actor: u64) {
        loop {
            let Some(tab) = self.tabs.get_mut(&actor) else { return };
            let mut actions = Vec::new();
            let mut waiting = Vec::new();
            for mut task in std::mem::take(&mut tab.tasks) {
                match task.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
                    Poll::Ready(done) => actions.extend(done),
                    Poll::Pending => waiting.push(task),
                }
            }
            tab.tasks.splice(0..0, waiting);
            if actions.is_empty() {
                break;
            }
            for action in actions {
                self.act(actor, action);
            }
        }
        if let Some(tab) = self.tabs.get_mut(&actor) {
            let local_is_all = self.protocol == Protocol::LocalOnly && tab.state.saved == Saved::InTab;
            if tab.state.saved == Saved::Yes || local_is_all {
                self.toll.saved += u64::try_from(tab.pending.len()).unwrap_or(0);
                self.saved.append(&mut tab.pending);
            }
        }
    }

    fn act(&mut self, actor: u64, action: Action) {
        let Some(tab) = self.tabs.get_mut(&actor) else { return };
        tab.moment += 1;
        let now = Timestamp(1_700_000_000_000 + i64::from(tab.moment) * 1000);
        let seed =
            actor.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ u64::from(tab.moment).wrapping_mul(0xd134_2543_de82_ef95);
        let mut fresh = Fresh::new(now, Some(PersonId::from_bits(1)), seed);
        let (effects, outcome) = update(&mut tab.state, action, &mut fresh);
        if let Some(id) = outcome.made.and_then(|made| made.parse().ok()) {
            tab.pending.insert(id);
            self.made.insert(id);
        }
        for effect in effects {
            self.carry_out(actor, effect);
        }
    }

    fn carry_out(&mut self, actor: u64, effect: Effect) {
        match effect {
            Effect::Write(writes) => self.write(actor, writes),
            Effect::Load { ids, of, then } => {
                let Some(tab) = self.tabs.get_mut(&actor) else { return };
                let (stores, journal) = (tab.stores.clone(), tab.state.journal.clone());
                tab.tasks.push(Box::pin(async move {
                    let mut actions = Vec::new();
                    for id in ids {
                        let standing = journal.ledger.documents.get(&id).map(|standing| &**standing);
                        let loaded = stores.load(&id, of, &journal.records, standing).await;
                        actions.push(Action::Loaded(id, of, loaded.map(Box::new)));
                    }
                    actions.extend(then.map(|(command, args)| Action::Run(command, args)));
                    actions
                }));
            }
            Effect::ReadQueue { .. } => {
                let Some(tab) = self.tabs.get_mut(&actor) else { return };
                let (stores, project, journal) =
                    (tab.stores.clone(), tab.state.project.clone(), tab.state.journal.clone());
                tab.tasks.push(Box::pin(async move {
                    let (opened, refused) = stores.queue(project, journal.ledger, &journal.records).await;
                    vec![Action::Queue(Box::new(opened), refused)]
                }));
            }
            Effect::WhenQuiet(ids) => {
                if let Some(tab) = self.tabs.get_mut(&actor) {
                    tab.restless.extend(ids);
                }
            }
            Effect::Reread => self.reread(actor),
            _ => {}
        }
    }

    fn write(&mut self, actor: u64, mut writes: Vec<Write>) {
        let Some(tab) = self.tabs.get_mut(&actor) else { return };
        let told: Vec<Rc<Record>> = tab.state.journal.records.iter().rev().take(1).cloned().collect();
        let keys = keys_of(&writes);
        if self.protocol == Protocol::OneValue {
            writes.retain(|write| !matches!(write.key, Key::Record(_) | Key::Content(..)));
            for document in tab.state.project.documents() {
                let versions = tab.state.journal.documents.get(&document.id).cloned().unwrap_or_default();
                let value = snapshot::document_value(&tab.state.project, document, &versions);
                writes.push(Write::put(Key::Document(document.id.clone()), value));
            }
        }
        let (local, disk) = (tab.stores.local.write(writes.clone()), tab.stores.disk.write(writes));
        let same = keys.clone();
        tab.tasks.push(Box::pin(async move { vec![Action::Written(Place::Local, keys, local.await)] }));
        tab.tasks.push(Box::pin(async move { vec![Action::Written(Place::Disk, same, disk.await)] }));
        // Others are told last.
        let dying = self.browser.borrow().dying.is_some();
        for (other, tab) in &mut self.tabs {
            if *other != actor && !dying {
                tab.inbox.extend(told.iter().cloned());
            }
        }
    }

    /// Something happens in a tab.
    pub(crate) fn tell(&mut self, actor: u64, action: Action) {
        self.act(actor, action);
        self.settle(actor);
    }

    /// Marks some words.
    pub(crate) fn annotate(&mut self, actor: u64, start: u32) {
        let start = start % (begin::LENGTH - 5);
        let fragments = Some(vec![Fragment { start, end: start + 5 }]);
        let args = Args { label: Some("person".to_owned()), fragments, ..Args::default() };
        self.act(actor, Action::Run(Command::Annotate, args));
        self.settle(actor);
    }

    /// Does something to one of the annotations that were made.
    pub(crate) fn change(&mut self, actor: u64, number: u64) {
        let Some(tab) = self.tabs.get(&actor) else { return };
        let there: Vec<AnnotationId> = tab.annotations().into_iter().filter(|id| self.made.contains(id)).collect();
        let Some(id) = there.get(usize::try_from(number).unwrap_or(0) % there.len().max(1)) else { return };
        self.changed = true;
        let action = match number % 5 {
            0 => {
                self.deleted.insert(*id);
                Action::Run(Command::Delete, Args::id(*id))
            }
            which => {
                let label = ["place", "organisation", "date", "product"][usize::try_from(which - 1).unwrap_or(0)];
                Action::Run(Command::Relabel, Args { label: Some(label.to_owned()), ..Args::id(*id) })
            }
        };
        self.act(actor, action);
        self.settle(actor);
    }

    /// The next transaction of a tab is done.
    pub(crate) fn transact(&mut self, actor: u64) {
        let done = self.browser.borrow_mut().transact(actor);
        if done {
            self.settle(actor);
        }
    }

    /// A tab hears of another's write to local storage.
    pub(crate) fn hear(&mut self, actor: u64) {
        if let Some(tab) = self.tabs.get(&actor) {
            tab.local.hear();
        }
    }

    /// A message of another tab arrives: one of those that are on their way, once or twice.
    pub(crate) fn message(&mut self, actor: u64, which: u64, twice: bool) {
        let Some(tab) = self.tabs.get_mut(&actor) else { return };
        if tab.inbox.is_empty() || !tab.state.started {
            return;
        }
        let place = usize::try_from(which).unwrap_or(0) % tab.inbox.len();
        let record = if twice { tab.inbox[place].clone() } else { tab.inbox.remove(place) };
        let opened = Opened { records: vec![record], ..Opened::default() };
        self.act(actor, Action::Heard(Box::new(opened)));
        self.settle(actor);
    }

    /// A quiet moment.
    pub(crate) fn quiet(&mut self, actor: u64) {
        let trusting = self.protocol == Protocol::TrustsItsView;
        let Some(tab) = self.tabs.get_mut(&actor) else { return };
        let Some(id) = tab.state.open.clone() else { return };
        // What a first visit begins with is not kept until something is done: an index would name what is nowhere.
        if tab.state.journal.begun.is_some() || tab.state.partial {
            return;
        }
        let ids = vec![id];
        let (stores, known) = (tab.stores.clone(), tab.state.quiet());
        let seen = View(tab.local.clone(), tab.disk.clone());
        let view = Replicas {
            keep: KEEP,
            room: self.room,
            few: 0,
            ..Replicas::new(Rc::new(tab.local.clone()), Rc::new(seen))
        };
        let stores = if trusting { view } else { stores };
        tab.tasks.push(Box::pin(async move {
            let _ = stores.renew(&ids, &known).await;
            Vec::new()
        }));
        self.settle(actor);
    }

    /// A tab looks for what it has missed.
    pub(crate) fn reread(&mut self, actor: u64) {
        let Some(tab) = self.tabs.get_mut(&actor) else { return };
        if !tab.state.started {
            return;
        }
        let stores = tab.stores.clone();
        let (records, ledger) = (tab.state.journal.records.clone(), tab.state.journal.ledger.clone());
        let loaded: Vec<_> = tab.state.project.loaded.keys().cloned().collect();
        let open = tab.state.open.clone();
        tab.tasks.push(Box::pin(async move {
            let opened = stores.heard(&records, &ledger, (open.as_ref(), &loaded)).await;
            vec![Action::Heard(Box::new(opened))]
        }));
        self.settle(actor);
    }

    /// A tab dies while it writes: of what it writes to local storage the first few are there, the disk hears of nothing.
    pub(crate) fn tear(&mut self, actor: u64, start: u32, writes: usize, done: u64) {
        self.browser.borrow_mut().dying = Some(writes);
        self.annotate(actor, start);
        self.browser.borrow_mut().dying = None;
        self.toll.tears += 1;
        self.kill(actor, done);
    }

    /// A store is emptied.
    pub(crate) fn wipe(&mut self, place: Place) {
        self.toll.wipes += 1;
        let mut browser = self.browser.borrow_mut();
        match place {
            Place::Local => browser.local.clear(),
            Place::Disk => browser.disk.clear(),
        }
    }

    /// From now on local storage has room for so many values, and the disk refuses; or both are well again.
    pub(crate) fn refuse(&mut self, room: Option<usize>, error: Option<StoreError>) {
        self.toll.refusals += u64::from(room.is_some() || error.is_some());
        let mut browser = self.browser.borrow_mut();
        (browser.room, browser.refuses) = (room, error);
    }

    /// A tab is gone; of its transactions the first few are still done.
    pub(crate) fn kill(&mut self, actor: u64, done: u64) {
        self.toll.kills += u64::from(self.tabs.remove(&actor).is_some());
        let mut browser = self.browser.borrow_mut();
        for _ in 0..done {
            browser.transact(actor);
        }
        browser.asked.remove(&actor);
        browser.unheard.remove(&actor);
    }

    /// The browser is gone. What comes up again has local storage as it was some writes ago.
    pub(crate) fn kill_all(&mut self, done: u64, ago: u64) {
        for actor in self.tabs.keys().copied().collect::<Vec<_>>() {
            self.kill(actor, done);
        }
        let mut browser = self.browser.borrow_mut();
        let count = usize::try_from(ago).unwrap_or(0) % (browser.past.len() + 1);
        self.toll.tears += u64::from(count > 0);
        for (key, before) in std::mem::take(&mut browser.past).into_iter().rev().take(count) {
            match before {
                Some(value) => browser.local.insert(key, value),
                None => browser.local.remove(&key),
            };
        }
    }
}

impl Tab {
    /// The ids of all annotations that the open article shows.
    pub(crate) fn annotations(&self) -> Vec<AnnotationId> {
        self.state.document().map(|document| document.annotations.keys().copied().collect()).unwrap_or_default()
    }
}
