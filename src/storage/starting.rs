//! What a page load reads, and in which order: first what is small, and the article that was open; in a large project the
//! queue after that. Listing the keys of many documents is what takes longest.

use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;

use super::ledger::Ledger;
use super::places::Parts;
use super::queue;
use super::recovery::{self, Opened};
use super::replicas::{is_later, names_of, together};
use super::stored::StoredDocument;
use super::{Key, Place, Record, Replicas, StoreError};
use crate::model::order::sort_and_dedup;
use crate::model::{DocId, Project, Table};

/// Parts of the queue that are read at once.
const PARTS_AT_ONCE: usize = 4;

type Refused = [Option<StoreError>; 2];

impl Replicas {
    /// What a page load needs to show the article that was open; what a store refused, if it did. In a small project that is
    /// everything, in a large one [`queue`](Self::queue) reads the rest.
    pub async fn start(&self) -> (Opened, Refused) {
        self.start_at(None).await
    }

    /// The same where a document is `wanted`, whichever was open: it is shown if it is there.
    pub async fn start_at(&self, wanted: Option<DocId>) -> (Opened, Refused) {
        let mut refused = [None, None];
        let mut keys = self.list(true, &mut refused).await;
        if keys.iter().all(Vec::is_empty) {
            // Nothing small: what there is, if anything, is what a damaged browser left.
            keys = self.list(false, &mut refused).await;
        }
        if keys.iter().all(Vec::is_empty) {
            let later = refused[1] == Some(StoreError::Newer);
            return (Opened { later, ..Opened::default() }, refused);
        }
        self.start_again(wanted, keys, refused).await
    }

    /// The start of somebody who was here before.
    #[inline(never)] // so that it can travel later
    fn start_again(
        &self,
        wanted: Option<DocId>,
        keys: [Vec<Key>; 2],
        refused: Refused,
    ) -> Pin<Box<dyn Future<Output = (Opened, Refused)> + '_>> {
        Box::pin(self.put_back(wanted, keys, refused))
    }

    async fn put_back(&self, named: Option<DocId>, mut keys: [Vec<Key>; 2], mut refused: Refused) -> (Opened, Refused) {
        let wanted = [0, 1].map(|at| recovery::wanted_at_start(&keys[at]));
        let mut values = self.read(wanted, &mut refused).await;
        let mut shown = recovery::shown_last(&values);
        let partial = shown.is_some() && recovery::can_wait(&values, self.few);
        // A database of a later layout is told at the first question only.
        let later = is_later(&keys);
        if !partial {
            keys = self.list(false, &mut refused).await;
        }
        let near = partial.then(|| Parts::of(named.iter().chain(&shown)));
        let parts = [0, 1].map(|at| recovery::parts(&keys[at], near));
        values.extend(self.read(parts, &mut refused).await);
        let mut opened = recovery::open(values, refused == [None, None]);
        opened.partial = partial;
        opened.tops.1 = near.unwrap_or(Parts::ALL);
        let is_there = |id: &DocId| opened.project.as_ref().is_some_and(|project| project.entries.contains_key(id));
        if let Some(id) = named.filter(is_there) {
            self.show(&mut opened, &id, &mut refused).await;
            // One that does not read takes nothing from the one that was open.
            if opened.shown.is_some() {
                opened.session.open = Some(id.to_string());
                shown = None;
            }
        }
        if let Some(id) = &shown {
            self.show(&mut opened, id, &mut refused).await;
        }
        if !partial {
            self.adopt(&mut opened, &keys, &mut refused).await;
            self.give_documents(&mut opened, &keys, &mut refused).await;
        }
        opened.later = later || is_later(&keys) || refused[1] == Some(StoreError::Newer);
        (opened, refused)
    }

    /// Reads the document that was shown last.
    async fn show(&self, opened: &mut Opened, id: &DocId, refused: &mut Refused) {
        let standing = opened.ledger.documents.get(id).map(|standing| &**standing);
        let names = names_of(id, None, &opened.records, standing);
        let wanted = [names.clone(), names];
        let values = self.read(wanted, refused).await;
        let shown = together(id, &values, &opened.records);
        let both = *refused == [None, None];
        opened.shown = shown.map(|stored| Box::new(StoredDocument { alone: stored.alone && both, ..stored }));
        if opened.partial && both {
            let (local, disk): (Vec<_>, Vec<_>) = values.into_iter().partition(|(place, ..)| *place == Place::Local);
            let lacks = |key: &Key| !disk.iter().any(|(_, there, _)| there == key);
            opened.give_documents(local.into_iter().filter(|(_, key, _)| lacks(key)).collect());
        }
    }

    /// The whole queue of a project of which a part is known: project and ledger are those that a start began with, with what
    /// the stores say of all documents; and what a store refused, if it did: then it is not all. A few parts at a time, so that
    /// the page can answer in between.
    #[inline(never)] // so that it can travel later
    pub async fn queue(&self, project: Project, ledger: Ledger, records: &[Rc<Record>]) -> (Opened, Refused) {
        let mut refused = [None, None];
        let keys = self.list(false, &mut refused).await;
        let mut opened = Opened { project: Some(project), ledger, indexed: true, ..Opened::default() };
        let entries = keys.iter().flatten().filter(|key| matches!(key, Key::Entries(_))).cloned();
        let mut all: Vec<Key> = entries.chain(queue::all_keys()).chain(Parts::ALL.keys()).collect();
        sort_and_dedup(&mut all);
        for few in all.chunks(PARTS_AT_ONCE) {
            let there = [0, 1].map(|at| few.iter().filter(|key| keys[at].contains(key)).cloned().collect());
            let values = self.read(there, &mut refused).await;
            opened.take_values(values, refused == [None, None]);
        }
        opened.tops.1 = Parts::ALL;
        opened.records = records.to_vec();
        opened.take_records();
        self.adopt(&mut opened, &keys, &mut refused).await;
        self.give_documents(&mut opened, &keys, &mut refused).await;
        opened.records.clear();
        (opened, refused)
    }

    /// Takes in documents that no queue tells of.
    async fn adopt(&self, opened: &mut Opened, keys: &[Vec<Key>; 2], refused: &mut Refused) {
        let orphans = [0, 1].map(|at| recovery::orphans(opened, &keys[at]));
        if orphans.iter().any(|orphans| !orphans.is_empty()) {
            let values = self.read(orphans, refused).await;
            opened.adopt(&values);
        }
    }

    /// Has documents written to the disk that only local storage has.
    async fn give_documents(&self, opened: &mut Opened, [local, disk]: &[Vec<Key>; 2], refused: &mut Refused) {
        if *refused != [None, None] {
            return;
        }
        let disk: Table<Key, ()> = disk.iter().map(|key| (key.clone(), ())).collect();
        let lacks = |key: &&Key| key.of_document().is_some() && !disk.contains_key(key);
        let lacking: Vec<Key> = local.iter().filter(lacks).cloned().collect();
        if !lacking.is_empty() {
            let values = self.read([lacking, Vec::new()], refused).await;
            opened.give_documents(values);
        }
    }
}
