//! Putting documents elsewhere in the queue. Only those that move change: of a long stretch that passes a short one, the
//! short one moves. Documents about one article go together, as they are seen.

use crate::edit::{Change, Selection, StepKind, StepName, Transaction};
use crate::model::{DocId, Project, Table};

/// Where documents are put, as they are seen in `rows`: of what is not seen, nothing is passed but what lies between.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whither {
    /// Each stretch before the row that is before it.
    Up,
    /// Each stretch behind the row that is after it.
    Down,
    /// All before the first row.
    First,
    /// All behind the last row.
    Last,
    /// All before this one.
    Before(DocId),
}

/// Puts documents elsewhere in the queue; `ids` in any order. `None` where nothing would change.
#[must_use]
pub fn place(project: &Project, rows: &[DocId], ids: &[DocId], whither: &Whither) -> Option<Transaction> {
    let article = |id: &DocId| project.entries.get(id).map_or_else(|| id.clone(), |entry| entry.article().clone());
    let moved: Table<DocId, ()> = ids.iter().map(|id| (article(id), ())).collect();
    // An article stands where the first document about it stands.
    let mut heads: Table<DocId, DocId> = Table::new();
    for id in project.order.iter().rev() {
        heads.insert(article(id), id.clone());
    }
    let is_head = |id: &DocId| heads.get(&article(id)) == Some(id);
    let seen: Table<DocId, ()> = rows.iter().map(|id| (article(id), ())).collect();
    let is_row = |id: &&DocId| is_head(id) && seen.contains_key(&article(id));
    let rows: &[DocId] = &project.order.iter().filter(is_row).cloned().collect::<Vec<_>>();
    let of_moved = |id: &&DocId| moved.contains_key(&article(id));
    let wanted: Table<DocId, ()> = project.order.iter().filter(of_moved).map(|id| (id.clone(), ())).collect();
    let mut changes = Vec::new();
    let order: &[DocId] = &together(&project.order, &wanted, &heads, article, &mut changes);
    let brought = changes.len();
    let places: Table<DocId, usize> = order.iter().cloned().zip(0..).collect();
    let at = |id: Option<&DocId>| id.and_then(|id| places.get(id).copied());
    let all =
        || -> Vec<usize> { (0..).zip(order).filter(|(_, id)| wanted.contains_key(*id)).map(|(at, _)| at).collect() };
    // The places of the documents of these rows: they stand together by now.
    let of_rows = |rows: &[DocId]| -> Vec<usize> {
        let of_row = |head: &DocId| {
            let others = order.iter().enumerate().skip(at(Some(head)).unwrap_or(order.len()));
            let article_of_it = article(head);
            others.take_while(|(_, id)| article(id) == article_of_it).map(|(at, _)| at).collect::<Vec<_>>()
        };
        rows.iter().flat_map(of_row).collect()
    };
    match whither {
        Whither::First => gather(order, &all(), at(rows.first())?, &mut changes),
        Whither::Last => gather(order, &all(), at(rows.last())? + 1, &mut changes),
        Whither::Before(id) => gather(order, &all(), at(heads.get(&article(id)))?, &mut changes),
        // What was passed already lies behind the stretches that are still to come: their places are what they were.
        Whither::Up => {
            for (first, end) in stretches(rows, &wanted) {
                let beside = first.checked_sub(1).and_then(|before| at(rows.get(before)));
                let places = of_rows(rows.get(first..end)?);
                beside.into_iter().for_each(|beside| gather(order, &places, beside, &mut changes));
            }
        }
        Whither::Down => {
            for (first, end) in stretches(rows, &wanted).into_iter().rev() {
                let beside = at(rows.get(end));
                let places = of_rows(rows.get(first..end)?);
                beside.into_iter().for_each(|beside| gather(order, &places, beside + 1, &mut changes));
            }
        }
    }
    if changes.len() == brought {
        return None;
    }
    let detail = match ids {
        [one, ..] if moved.len() == 1 => project.entries.get(one).map_or_else(String::new, |e| e.title.to_string()),
        _ => moved.len().to_string(),
    };
    let name = StepName::new(StepKind::Place, &detail);
    Some(Transaction { name, changes, selection: (Selection::Nothing, Selection::Nothing) })
}

/// The order with the wanted documents of each article brought together behind the first one.
fn together(
    order: &[DocId],
    wanted: &Table<DocId, ()>,
    heads: &Table<DocId, DocId>,
    article: impl Fn(&DocId) -> DocId,
    changes: &mut Vec<Change>,
) -> Vec<DocId> {
    let mut next = order.to_vec();
    let mut last: Table<DocId, DocId> = heads.clone();
    for id in order.iter().filter(|id| wanted.contains_key(*id)) {
        let article = article(id);
        let Some(before) = last.insert(article, id.clone()).filter(|before| before != id) else { continue };
        let place = |wanted: &DocId| next.iter().position(|id| id == wanted);
        let (Some(from), Some(to)) = (place(id), place(&before).map(|place| place + 1)) else { continue };
        if from != to {
            let moved = next.remove(from);
            next.insert(to, moved);
            changes.push(Change::Place(id.clone(), from, to));
        }
    }
    next
}

/// The stretches of `rows` that are wanted, each with its first row and the one after its last.
fn stretches(rows: &[DocId], wanted: &Table<DocId, ()>) -> Vec<(usize, usize)> {
    let mut found: Vec<(usize, usize)> = Vec::new();
    for at in (0..).zip(rows).filter(|(_, id)| wanted.contains_key(*id)).map(|(at, _)| at) {
        match found.last_mut() {
            Some((_, end)) if *end == at => *end += 1,
            _ => found.push((at, at + 1)),
        }
    }
    found
}

/// Brings the documents at these places, which are in order, together before what stands at `to`.
fn gather(order: &[DocId], places: &[usize], to: usize, changes: &mut Vec<Change>) {
    let mut put = |before: usize, after: usize| {
        if let (true, Some(id)) = (before != after, order.get(before)) {
            changes.push(Change::Place(id.clone(), before, after));
        }
    };
    let (Some(first), Some(end)) = (places.first().copied(), places.last().map(|last| last + 1)) else { return };
    let whole = end - first == places.len();
    // What they pass is less than they are: it goes to their other side.
    if whole && to < first && first - to < places.len() {
        return (0..first - to).for_each(|step| put(first - 1 - step, end - 1 - step));
    }
    if whole && to > end && to - end < places.len() {
        return (0..to - end).for_each(|step| put(end + step, first + step));
    }
    let (before, behind) = places.split_at(places.partition_point(|place| *place < to));
    before.iter().rev().zip(1..).for_each(|(place, step)| put(*place, to - step));
    behind.iter().zip(0..).for_each(|(place, step)| put(*place, to + step));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::apply;
    use crate::model::{Document, ProjectId, markup};
    use std::rc::Rc;

    fn project(names: &str) -> Project {
        names.chars().fold(Project::new(ProjectId::from_bits(1), ""), |project, name| {
            let document = markup::parse(&name.to_string(), "A text.").expect("well formed");
            project.with(Rc::<Document>::new(document))
        })
    }

    fn ids(names: &str) -> Vec<DocId> {
        names.chars().map(|name| DocId::from(name.to_string().as_str())).collect()
    }

    /// What the queue is after, and how many documents changed.
    fn after(rows: &str, picked: &str, whither: &Whither) -> (String, usize) {
        let before = project("abcdefgh");
        let Some(transaction) = place(&before, &ids(rows), &ids(picked), whither) else { return (String::new(), 0) };
        let after = apply(&before, &transaction).expect("it fits");
        assert_eq!(apply(&after, &transaction.inverse()).expect("it can be taken back"), before);
        (after.order.iter().map(DocId::as_str).collect(), transaction.changes.len())
    }

    /// The rows after, where capitals are copies.
    fn rows_after(order: &str, picked: &str, whither: &Whither) -> String {
        let mut before = Project::new(ProjectId::from_bits(1), "");
        for name in order.chars() {
            let mut document = markup::parse(&name.to_string(), "A text.").expect("well formed");
            let of = name.is_uppercase().then(|| DocId::from(name.to_lowercase().to_string().as_str()));
            Rc::make_mut(&mut document.meta).copy_of = of;
            before = before.with(Rc::new(document));
        }
        // As the queue shows them: those of one article together, where the first one stands.
        let rows = |project: &Project| -> String {
            let names: String = project.order.iter().map(DocId::as_str).collect();
            let mut shown = String::new();
            for name in names.chars().map(|name| name.to_ascii_lowercase()) {
                if !shown.contains(name) {
                    shown.extend(names.chars().filter(|other| *other == name));
                    shown.extend(names.chars().filter(|other| *other == name.to_ascii_uppercase()));
                }
            }
            shown
        };
        let Some(transaction) = place(&before, &ids(&rows(&before)), &ids(picked), whither) else {
            return String::new();
        };
        let after = apply(&before, &transaction).expect("it fits");
        assert_eq!(apply(&after, &transaction.inverse()).expect("it can be taken back"), before);
        rows(&after)
    }

    #[test]
    fn documents_of_one_article_go_together() {
        let before = |name: &str| Whither::Before(DocId::from(name));
        for (order, picked, whither, rows) in [
            ("abcABC", "b", Whither::Up, "bBaAcC"),
            ("abcABC", "B", Whither::Up, "bBaAcC"),
            ("abcABC", "a", Whither::Down, "bBaAcC"),
            ("abcABC", "aA", Whither::Down, "bBaAcC"),
            ("abcABC", "a", Whither::Up, ""),
            ("abcABC", "C", Whither::Down, ""),
            ("abcABC", "a", Whither::First, ""),
            ("abcABC", "a", Whither::Last, "bBcCaA"),
            ("abcABC", "C", Whither::First, "cCaAbB"),
            ("abcABC", "c", before("B"), "aAcCbB"),
            ("abcABC", "A", before("c"), "bBaAcC"),
            ("abcdABCD", "bd", Whither::Up, "bBaAdDcC"),
            ("abcdABCD", "ac", Whither::Down, "bBaAdDcC"),
            ("abcdDCBA", "bc", Whither::Down, "aAdDbBcC"),
            ("BacbCA", "b", Whither::Down, "aAbBcC"),
        ] {
            assert_eq!(rows_after(order, picked, &whither), rows, "{picked} {whither:?} in {order}");
        }
    }

    #[test]
    fn documents_go_where_they_are_put() {
        let all = "abcdefgh";
        let before = |name: &str| Whither::Before(DocId::from(name));
        for (rows, picked, whither, order, changes) in [
            (all, "d", Whither::Up, "abdcefgh", 1),
            (all, "d", Whither::Down, "abcedfgh", 1),
            (all, "a", Whither::Up, "", 0),
            (all, "h", Whither::Down, "", 0),
            (all, "cdf", Whither::Up, "acdbfegh", 2),
            (all, "cdf", Whither::Down, "abecdgfh", 2),
            (all, "abd", Whither::Up, "abdcefgh", 1),
            (all, "egh", Whither::Down, "abcdfegh", 1),
            (all, "ceg", Whither::First, "cegabdfh", 3),
            (all, "bd", Whither::Last, "acefghbd", 2),
            (all, "bcdefgh", Whither::First, "bcdefgha", 1),
            (all, "abcdef", Whither::Last, "ghabcdef", 2),
            (all, "afh", before("d"), "bcafhdeg", 3),
            (all, "ce", before("e"), "abdcefgh", 1),
            (all, "cd", before("c"), "", 0),
            // Only some are seen.
            ("bdf", "d", Whither::Up, "adbcefgh", 1),
            ("bdf", "d", Whither::Down, "abcefdgh", 1),
            ("bdf", "f", Whither::First, "afbcdegh", 1),
            ("bdf", "b", Whither::Last, "acdefbgh", 1),
        ] {
            assert_eq!(after(rows, picked, &whither), (order.to_owned(), changes), "{picked} {whither:?} in {rows}");
        }
    }
}
