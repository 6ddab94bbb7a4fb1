//! Documents that are only looked at: another person's work beside one's own.

use super::{Change, StepKind, Transaction};
use crate::model::{DocId, Project};

/// The document of which a transaction would change something though it is only looked at. What comes in with files or goes
/// out as a whole, and what follows from another schema, is no work on it.
#[must_use]
pub fn offended(project: &Project, transaction: &Transaction) -> Option<DocId> {
    use StepKind::{Import, Lock, Merge, Schema, Unlock};
    if matches!(transaction.name.kind, Import | Merge | Schema | Lock | Unlock) {
        return None;
    }
    let inner = transaction.changes.iter().filter(|change| !matches!(change, Change::Document(..)));
    let locked = |id: &&DocId| project.entries.get(*id).is_some_and(|entry| entry.locked);
    inner.filter_map(Change::document).find(locked).cloned()
}
