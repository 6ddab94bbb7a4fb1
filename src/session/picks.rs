//! The articles that are picked out in the queue, to do something with all of them; and the row that keys go from.

use crate::model::{DocId, Table};

/// How far keys go in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowStep {
    /// So many rows on; back when negative.
    By(isize),
    /// To the first.
    First,
    /// To the last.
    Last,
}

/// Which articles are picked out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Picks {
    picked: Table<DocId, ()>,
    /// How many these are.
    count: usize,
    /// Where a range begins.
    anchor: Option<DocId>,
    /// The row that keys go from.
    cursor: Option<DocId>,
}

impl Picks {
    /// How many are picked out.
    #[must_use]
    pub const fn count(&self) -> usize {
        self.count
    }

    /// Whether an article is.
    #[must_use]
    pub fn has(&self, id: &DocId) -> bool {
        self.count > 0 && self.picked.contains_key(id)
    }

    /// The row that keys go from.
    #[must_use]
    pub const fn cursor(&self) -> Option<&DocId> {
        self.cursor.as_ref()
    }

    /// Those of `rows` that are picked out, in that order.
    #[must_use]
    pub fn among(&self, rows: &[DocId]) -> Vec<DocId> {
        rows.iter().filter(|id| self.has(id)).cloned().collect()
    }

    /// Keys go from this row; the next range begins here.
    pub fn begin_at(&mut self, id: &DocId) {
        self.cursor = Some(id.clone());
        self.anchor = Some(id.clone());
    }

    /// The next range begins at the open article.
    pub fn begin_anew(&mut self) {
        self.anchor = None;
    }

    /// Keys go from this row.
    pub fn go_to(&mut self, id: &DocId) {
        self.cursor = Some(id.clone());
    }

    /// Picks one out, or lets it go.
    pub fn toggle(&mut self, id: &DocId) {
        self.begin_at(id);
        if self.picked.remove(id).is_some() {
            self.count -= 1;
        } else {
            self.add(id);
        }
    }

    fn add(&mut self, id: &DocId) {
        if self.picked.insert(id.clone(), ()).is_none() {
            self.count += 1;
        }
    }

    /// Picks all of `rows` out from where a range begins (else from `from`) to this one; with `add`, beside the others.
    pub fn extend(&mut self, rows: &[DocId], id: &DocId, from: Option<&DocId>, add: bool) {
        let place = |id: Option<&DocId>| id.and_then(|id| rows.iter().position(|other| other == id));
        let Some(to) = place(Some(id)) else { return };
        let from = place(self.anchor.as_ref()).or_else(|| place(from)).unwrap_or(to);
        if !add {
            self.clear();
        }
        let (first, last) = (from.min(to), from.max(to));
        rows.get(first..=last).unwrap_or_default().iter().for_each(|id| self.add(id));
        self.anchor = rows.get(from).cloned();
        self.cursor = Some(id.clone());
    }

    /// Picks these out, and no others.
    pub fn set(&mut self, rows: &[DocId]) {
        self.picked = rows.iter().map(|id| (id.clone(), ())).collect();
        self.count = self.picked.keys().count();
    }

    /// Lets all go; the row that keys go from stays.
    pub fn clear(&mut self) {
        self.picked = Table::new();
        self.count = 0;
    }

    /// Lets those go that are not seen any more: what is done to several is done to what one sees.
    pub fn keep_to(&mut self, rows: &[DocId]) {
        let seen = self.among(rows);
        if seen.len() != self.count {
            self.set(&seen);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ids(names: &str) -> Vec<DocId> {
        names.chars().map(|name| DocId::from(name.to_string().as_str())).collect()
    }

    fn told(picks: &Picks, rows: &[DocId]) -> String {
        let told: String = picks.among(rows).iter().map(DocId::as_str).collect();
        assert_eq!(told.chars().count(), picks.count());
        told
    }

    #[test]
    fn ranges_begin_where_one_was_picked() {
        let rows = ids("abcdefg");
        let at = |place: usize| &rows[place];
        let mut picks = Picks::default();
        picks.toggle(at(2));
        picks.extend(&rows, at(4), None, false);
        assert_eq!(told(&picks, &rows), "cde");
        picks.extend(&rows, at(0), None, false);
        assert_eq!(told(&picks, &rows), "abc", "the other way from the same row");
        picks.toggle(at(5));
        assert_eq!(told(&picks, &rows), "abcf");
        picks.extend(&rows, at(6), None, true);
        assert_eq!(told(&picks, &rows), "abcfg");
        picks.toggle(at(1));
        assert_eq!(told(&picks, &rows), "acfg");
        picks.keep_to(&rows[1..6]);
        assert_eq!(told(&picks, &rows), "cf");
        picks.set(&rows);
        assert_eq!(picks.count(), 7);
        picks.clear();
        assert_eq!((picks.count(), picks.cursor()), (0, Some(at(1))));
    }

    #[test]
    fn a_range_without_a_beginning_is_from_the_open_article() {
        let rows = ids("abcd");
        let mut picks = Picks::default();
        picks.extend(&rows, &rows[3], Some(&rows[1]), false);
        assert_eq!(told(&picks, &rows), "bcd");
        let mut picks = Picks::default();
        picks.extend(&rows, &rows[3], None, false);
        assert_eq!(told(&picks, &rows), "d");
        picks.extend(&rows, &DocId::from("nowhere"), None, false);
        assert_eq!(told(&picks, &rows), "d", "what is not seen is no end of a range");
    }
}
