//! Two stores as a browser has them. Local storage: one map in the browser, a copy of it in every tab that hears of the
//! others' writes late, and a disk that holds the map as it was at some past instant. The other store: transactions that
//! are done some time after they are asked for, whole and for good.

use std::cell::RefCell;
use std::collections::{BTreeMap, VecDeque};
use std::future::{Future, ready};
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll};

use manicule::storage::store::one_by_one;
use manicule::storage::{Key, Only, Pending, Store, StoreError, Write, seal};

pub(crate) type Map = BTreeMap<Key, String>;

/// What a transaction was asked for, and what to do when it is its turn.
type Ask = Box<dyn FnOnce(&mut Map)>;

/// Everything that outlives a tab.
#[derive(Default)]
pub(crate) struct Browser {
    /// Local storage as the browser holds it.
    pub(crate) local: Map,
    /// What each write since the last that is known to be on disk replaced.
    pub(crate) past: Vec<(Key, Option<String>)>,
    /// The other store.
    pub(crate) disk: Map,
    /// Writes that a tab has not heard of, by tab.
    pub(crate) unheard: BTreeMap<u64, VecDeque<Write>>,
    /// Transactions that were asked for, by tab.
    pub(crate) asked: BTreeMap<u64, VecDeque<Ask>>,
    /// How many more values local storage takes.
    pub(crate) room: Option<usize>,
    /// What every question to the other store comes to.
    pub(crate) shut: Option<StoreError>,
    /// What every transaction that writes comes to.
    pub(crate) refuses: Option<StoreError>,
    /// What local storage is told is forgotten without a word.
    pub(crate) deaf: bool,
    /// A tab dies after so many more writes to local storage: what it asks for then is not done.
    pub(crate) dying: Option<usize>,
}

impl Browser {
    /// Does a tab's next transaction; false when there is none.
    pub(crate) fn transact(&mut self, tab: u64) -> bool {
        let ask = self.asked.get_mut(&tab).and_then(VecDeque::pop_front);
        ask.map(|ask| ask(&mut self.disk)).is_some()
    }
}

fn put(map: &mut Map, write: &Write) {
    match &write.value {
        Some(_) if write.only == Only::Absent && map.contains_key(&write.key) => {}
        Some(value) => drop(map.insert(write.key.clone(), value.clone())),
        None => drop(map.remove(&write.key)),
    }
}

/// A tab's view of local storage.
#[derive(Clone)]
pub(crate) struct Local {
    pub(crate) browser: Rc<RefCell<Browser>>,
    pub(crate) tab: u64,
    pub(crate) view: Rc<RefCell<Map>>,
}

impl Local {
    pub(crate) fn new(browser: &Rc<RefCell<Browser>>, tab: u64) -> Self {
        let view = browser.borrow().local.clone();
        browser.borrow_mut().unheard.insert(tab, VecDeque::new());
        Self { browser: browser.clone(), tab, view: Rc::new(RefCell::new(view)) }
    }

    /// The tab hears of the next write of another tab.
    pub(crate) fn hear(&self) {
        let write = self.browser.borrow_mut().unheard.get_mut(&self.tab).and_then(VecDeque::pop_front);
        if let Some(write) = write {
            put(&mut self.view.borrow_mut(), &write);
        }
    }
}

impl Store for Local {
    fn keys(&self) -> Pending<Vec<Key>> {
        Box::pin(ready(Ok(self.view.borrow().keys().cloned().collect())))
    }

    fn read(&self, keys: Vec<Key>) -> Pending<Vec<Option<String>>> {
        let view = self.view.borrow();
        Box::pin(ready(Ok(keys.iter().map(|key| view.get(key).cloned()).collect())))
    }

    fn write(&self, writes: Vec<Write>) -> Pending<()> {
        let mut browser = self.browser.borrow_mut();
        if browser.deaf {
            // What is written is read back.
            return Box::pin(ready(Err(StoreError::NotKept)));
        }
        let result = one_by_one(writes, |write| {
            match &mut browser.dying {
                Some(0) => return Ok(()),
                Some(left) => *left -= 1,
                None => {}
            }
            if write.only == Only::Absent && self.view.borrow().contains_key(&write.key) {
                return Ok(());
            }
            if write.value.is_some() {
                if browser.room == Some(0) {
                    return Err(StoreError::Full);
                }
                browser.room = browser.room.map(|room| room - 1);
            }
            let plain = Write { only: Only::Always, ..write };
            put(&mut self.view.borrow_mut(), &plain);
            let before = browser.local.get(&plain.key).cloned();
            put(&mut browser.local, &plain);
            browser.past.push((plain.key.clone(), before));
            for (tab, unheard) in &mut browser.unheard {
                if *tab != self.tab {
                    unheard.push_back(plain.clone());
                }
            }
            Ok(())
        });
        Box::pin(ready(result))
    }
}

/// A place for an answer.
struct Slot<T>(Rc<RefCell<Option<T>>>);

impl<T> Future for Slot<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<T> {
        self.0.borrow_mut().take().map_or(Poll::Pending, Poll::Ready)
    }
}

/// The other store, as a tab sees it.
#[derive(Clone)]
pub(crate) struct Disk {
    pub(crate) browser: Rc<RefCell<Browser>>,
    pub(crate) tab: u64,
    /// A bad protocol: what is asked of the disk overwrites whatever stands there.
    pub(crate) blind: bool,
}

impl Disk {
    fn ask<T: 'static>(
        &self,
        act: impl FnOnce(&mut Map) -> Result<T, StoreError> + 'static,
    ) -> Pin<Box<Slot<Result<T, StoreError>>>> {
        // Looked at when it is asked for: a transaction cannot look at the browser that does it.
        let shut = self.browser.borrow().shut.clone();
        let slot = Rc::new(RefCell::new(None));
        let answer = slot.clone();
        let ask: Ask = Box::new(move |map| *answer.borrow_mut() = Some(shut.map_or_else(|| act(map), Err)));
        if self.browser.borrow().dying.is_some() {
            return Box::pin(Slot(slot));
        }
        self.browser.borrow_mut().asked.entry(self.tab).or_default().push_back(ask);
        Box::pin(Slot(slot))
    }
}

impl Store for Disk {
    fn keys(&self) -> Pending<Vec<Key>> {
        self.ask(|map| Ok(map.keys().cloned().collect()))
    }

    fn read(&self, keys: Vec<Key>) -> Pending<Vec<Option<String>>> {
        self.ask(move |map| Ok(keys.iter().map(|key| map.get(key).cloned()).collect()))
    }

    fn write(&self, writes: Vec<Write>) -> Pending<()> {
        let blind = self.blind;
        let refuses = self.browser.borrow().refuses.clone();
        self.ask(move |map| {
            if let Some(error) = refuses {
                return Err(error);
            }
            let stands = |write: &Write| match &write.only {
                Only::Sum(sum) => map.get(&write.key).map(|v| seal::sum(v).unwrap_or_default()) == sum.as_deref(),
                Only::Always | Only::Absent => true,
            };
            if !blind && !writes.iter().all(stands) {
                return Err(StoreError::Newer);
            }
            writes.iter().for_each(|write| put(map, write));
            Ok(())
        })
    }
}

/// A bad protocol's disk: read from the tab's view of local storage.
pub(crate) struct View(pub(crate) Local, pub(crate) Disk);

impl Store for View {
    fn keys(&self) -> Pending<Vec<Key>> {
        self.0.keys()
    }

    fn read(&self, keys: Vec<Key>) -> Pending<Vec<Option<String>>> {
        self.0.read(keys)
    }

    fn write(&self, writes: Vec<Write>) -> Pending<()> {
        self.1.write(writes)
    }
}
