//! Which whole documents local storage holds. It always holds every edit that is not known to be on disk, the index and
//! what the screen shows; beside these it holds the queue (with what is known of articles that came in), where that takes no more than a third of
//! the room, and documents, the most recently used first, as long as everything together
//! has [`ROOM`]. The disk holds all documents; it is the only home of those that do not fit.

use std::cmp::Reverse;

use super::plan::Quiet;
use super::queue;
use super::recovery::Value;
use super::snapshot::document_of;
use super::{Key, Place, Write, seal};
use crate::model::order::sort_by_key;
use crate::model::{DocId, Table};

/// How much of local storage is used: three million bytes of UTF-8, names and values. What a browser counts are units of
/// UTF-16, of which there are never more than bytes, and of which it gives an origin 5,242,880: however the text is made
/// up, something over two fifths are left to others.
pub const ROOM: usize = 3_000_000;

/// What a value takes. The scope, which stands before every name, is left out.
#[must_use]
pub fn size(key: &Key, value: &str) -> usize {
    key.to_string().len() + value.len()
}

/// The documents that do not fit: of what is `held`, with sizes, in the order in which documents were `recent`ly used. One
/// that alone is too large leaves room for those after it.
#[must_use]
pub fn over(held: &[(Key, usize)], quiet: &Quiet, room: usize) -> Vec<Key> {
    let is_queue = |key: &Key| matches!(key, Key::Queue(_) | Key::Entries(_));
    let sum = |of: &dyn Fn(&Key) -> bool| held.iter().filter(|(key, _)| of(key)).map(|(_, size)| *size).sum::<usize>();
    let mut used = sum(&|key| key.of_document().is_none() && !is_queue(key));
    let queue = sum(&is_queue);
    let queue_fits = queue <= room / 3;
    used += if queue_fits { queue } else { 0 };
    let rank = |id: &DocId| {
        let place = quiet.recent.iter().position(|recent| recent == id).unwrap_or(usize::MAX);
        let touched = quiet.ledger.documents.get(id).map_or(0, |standing| standing.touched.clock);
        (place, Reverse(touched))
    };
    let whole: Table<DocId, ()> =
        held.iter().filter_map(|(key, _)| snapshot_of(key)).map(|id| (id.clone(), ())).collect();
    let ranked = |(key, size): &(Key, usize)| {
        let id = key.of_document()?;
        // What came in once, beside a snapshot that contains it, is there for undo only.
        let spare = snapshot_of(key).is_none() && whole.contains_key(id);
        Some(((spare, rank(id)), key.clone(), *size))
    };
    let mut documents: Vec<_> = held.iter().filter_map(ranked).collect();
    sort_by_key(&mut documents, |(rank, key, _)| (*rank, key.clone()));
    let queue = held.iter().filter(|(key, _)| is_queue(key) && !queue_fits);
    let mut left_out: Vec<Key> = queue.map(|(key, _)| key.clone()).collect();
    for (_, key, size) in documents {
        if used + size <= room {
            used += size;
        } else {
            left_out.push(key);
        }
    }
    left_out
}

const fn snapshot_of(key: &Key) -> Option<&DocId> {
    match key {
        Key::Document(id) => Some(id),
        _ => None,
    }
}

/// What local storage holds once `writes` are done.
#[must_use]
pub fn after(values: &[Value], writes: &[Write]) -> Vec<(Key, usize)> {
    let stays = |key: &Key| !writes.iter().any(|write| write.key == *key);
    let stays = values.iter().filter(|(_, key, _)| stays(key)).map(|(_, key, value)| (key.clone(), size(key, value)));
    let comes = writes.iter().filter_map(|write| Some((write.key.clone(), size(&write.key, write.value.as_deref()?))));
    stays.chain(comes).collect()
}

/// Leaves documents out of local storage: what was to be written is not, and what stands there goes where the disk was
/// seen to hold all of it. `values` are those of both.
pub fn leave_out(writes: &mut Vec<Write>, keys: &[Key], values: &[Value]) {
    for key in keys {
        writes.retain(|write| write.key != *key);
        let at = |place| values.iter().find(|(at, of, _)| *at == place && of == key).map(|(.., value)| value.as_str());
        if let (Some(here), Some(there)) = (at(Place::Local), at(Place::Disk))
            && holds(key, there, here)
        {
            writes.push(Write::forget(key.clone()));
        }
    }
}

/// Whether one value contains all that another does. What does not read contains what nobody knows.
fn holds(key: &Key, value: &str, other: &str) -> bool {
    if !seal::is_whole(value) || !seal::is_whole(other) {
        return false;
    }
    let folded = |value: &str| match key {
        Key::Document(id) => document_of(id, value).map(|stored| stored.versions.folded),
        Key::Queue(_) => queue::part(value).map(|part| part.folded),
        _ => None,
    };
    seal::sum(value) == seal::sum(other) || folded(value).zip(folded(other)).is_some_and(|(a, b)| a.covers(&b))
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::model::{Project, ProjectId};
    use crate::storage::{Ledger, RecordId};

    fn quiet(recent: &[&str]) -> Quiet {
        let recent = Rc::new(recent.iter().map(|id| DocId::from(*id)).collect());
        let project = Project::new(ProjectId::from_bits(1), "");
        Quiet { records: Rc::default(), project, ledger: Ledger::default(), recent, short: false }
    }

    fn document(id: &str, size: usize) -> (Key, usize) {
        (Key::Document(DocId::from(id)), size)
    }

    fn left_out(held: &[(Key, usize)], recent: &[&str], room: usize) -> Vec<String> {
        over(held, &quiet(recent), room).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_least_recently_used_are_left_out() {
        let held = [document("a", 40), document("b", 40), document("c", 40), (Key::Index, 10)];
        assert_eq!(left_out(&held, &["b", "a", "c"], 130), [""; 0]);
        assert_eq!(left_out(&held, &["b", "a", "c"], 129), ["document/c"]);
        assert_eq!(left_out(&held, &["c", "b"], 90), ["document/a"], "what nobody has used comes last");
        assert_eq!(left_out(&held, &["c", "b"], 89), ["document/b", "document/a"]);
    }

    #[test]
    fn what_is_kept_for_undo_goes_before_any_snapshot() {
        let came = |id: &str| (Key::Content(RecordId { actor: 1, seq: 1 }, DocId::from(id)), 40);
        let held = [document("a", 40), came("a"), document("b", 40), came("c")];
        let undo = "content/0000000000000001/00000001/a";
        assert_eq!(left_out(&held, &["a", "b", "c"], 159), [undo]);
        // Where there is no snapshot it is the document.
        assert_eq!(left_out(&held, &["a", "c", "b"], 119), ["document/b", undo]);
    }

    #[test]
    fn edits_and_the_index_are_never_left_out() {
        let record = Key::Record(RecordId { actor: 1, seq: 1 });
        let held = [(record, 1000), (Key::Index, 1000), (Key::Damaged("x".to_owned()), 10), document("a", 1)];
        assert_eq!(left_out(&held, &["a"], 100), ["document/a"]);
    }

    #[test]
    fn a_long_queue_leaves_room_for_documents() {
        let held = [document("a", 40), (Key::Queue(1), 20), (Key::Queue(2), 20), (Key::Index, 10)];
        assert_eq!(left_out(&held, &["a"], 120), [""; 0]);
        assert_eq!(left_out(&held, &["a"], 117), ["queue/01", "queue/02"], "more than a third");
    }

    #[test]
    fn one_that_is_too_large_leaves_room_for_others() {
        let held = [document("huge", 1000), document("a", 40), document("b", 40)];
        assert_eq!(left_out(&held, &["huge", "a", "b"], 90), ["document/huge"]);
    }

    #[test]
    fn nothing_goes_that_the_disk_does_not_hold() {
        let key = Key::Document(DocId::from("a"));
        let values = |there: Option<&str>| {
            let mut all = vec![(Place::Local, key.clone(), seal::seal(r#"{"a":1}"#))];
            all.extend(there.map(|value| (Place::Disk, key.clone(), value.to_owned())));
            all
        };
        let writes = |there: Option<&str>| {
            let mut writes = vec![Write::put(key.clone(), "new".to_owned())];
            leave_out(&mut writes, std::slice::from_ref(&key), &values(there));
            writes
        };
        assert_eq!(writes(Some(&seal::seal(r#"{"a":1}"#))), [Write::forget(key.clone())]);
        for other in [None, Some("{"), Some(r#"{"a":1}"#), Some(&*seal::seal(r#"{"a":2}"#))] {
            assert_eq!(writes(other), [], "{other:?}");
        }
    }
}
