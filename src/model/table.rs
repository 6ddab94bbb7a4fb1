//! A sorted map that keeps its old versions cheap: entries in chunks behind one spine, all shared until they change.
//!
//! Chosen over the persistent maps of the registry by weight and measure: an edit among 50,000 entries costs about a
//! microsecond in either, and theirs weigh 20 kB (brotli) in the page.

use std::borrow::Borrow;
use std::fmt;
use std::rc::Rc;

/// Entries in a chunk before it is split in two: large enough for a short spine, small enough to copy at an edit.
const FULL: usize = 128;

type Chunk<K, V> = Rc<Vec<(K, V)>>;

/// A sorted map whose clones share everything that has not changed.
pub struct Table<K, V> {
    chunks: Rc<Vec<Chunk<K, V>>>,
    len: usize,
}

impl<K, V> Clone for Table<K, V> {
    fn clone(&self) -> Self {
        Self { chunks: self.chunks.clone(), len: self.len }
    }
}

impl<K, V> Default for Table<K, V> {
    fn default() -> Self {
        Self { chunks: Rc::default(), len: 0 }
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Table<K, V> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.chunks, &other.chunks) || (self.len == other.len && self.iter().eq(other.iter()))
    }
}

impl<K: Eq, V: Eq> Eq for Table<K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Table<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K, V> Table<K, V> {
    /// An empty table.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// How many entries there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.len
    }

    /// Whether there are none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether two share everything, so that nothing needs to be compared. Equal tables need not.
    #[must_use]
    pub fn is_same(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.chunks, &other.chunks)
    }

    /// The entries, by key.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = (&K, &V)> {
        self.chunks.iter().flat_map(|chunk| chunk.iter()).map(|(key, value)| (key, value))
    }

    /// The keys, ascending.
    pub fn keys(&self) -> impl DoubleEndedIterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// The values, by key.
    pub fn values(&self) -> impl DoubleEndedIterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }
}

impl<K: Ord, V> Table<K, V> {
    /// The chunk where a key stands or belongs, and its place there.
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> (usize, Result<usize, usize>)
    where
        K: Borrow<Q>,
    {
        let after = |chunk: &Chunk<K, V>| chunk.last().is_some_and(|(last, _)| last.borrow() < key);
        let number = self.chunks.partition_point(after).min(self.chunks.len().saturating_sub(1));
        let place =
            self.chunks.get(number).map_or(Err(0), |chunk| chunk.binary_search_by(|(k, _)| k.borrow().cmp(key)));
        (number, place)
    }

    /// The value of a key.
    #[must_use]
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let (number, place) = self.find(key);
        self.chunks.get(number)?.get(place.ok()?).map(|(_, value)| value)
    }

    /// Whether a key is there.
    #[must_use]
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).1.is_ok()
    }
}

impl<K: Ord + Clone, V: Clone> Table<K, V> {
    /// Sets a key's value; returns the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let (number, place) = self.find(&key);
        let chunks = Rc::make_mut(&mut self.chunks);
        let Some(chunk) = chunks.get_mut(number) else {
            chunks.push(Rc::new(vec![(key, value)]));
            self.len += 1;
            return None;
        };
        let entries = Rc::make_mut(chunk);
        match place {
            Ok(place) => entries.get_mut(place).map(|(_, old)| std::mem::replace(old, value)),
            Err(place) => {
                entries.insert(place, (key, value));
                self.len += 1;
                if entries.len() > FULL {
                    // In ascending order, as files come, full chunks stay full.
                    let cut = if place + 1 == entries.len() { FULL } else { FULL / 2 };
                    let rest = entries.split_off(cut);
                    chunks.insert(number + 1, Rc::new(rest));
                }
                None
            }
        }
    }

    /// Takes a key out; returns its value.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let (number, place) = self.find(key);
        let place = place.ok()?;
        let chunks = Rc::make_mut(&mut self.chunks);
        let entries = Rc::make_mut(chunks.get_mut(number)?);
        let (_, value) = entries.remove(place);
        if entries.is_empty() {
            chunks.remove(number);
        }
        self.len -= 1;
        Some(value)
    }
}

impl<K: Ord + Clone, V: Clone> FromIterator<(K, V)> for Table<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut table = Self::new();
        for (key, value) in entries {
            table.insert(key, value);
        }
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    #[test]
    fn does_what_a_map_does_and_keeps_old_versions() {
        let (mut table, mut map) = (Table::new(), BTreeMap::new());
        let mut versions = Vec::new();
        let mut random: u32 = 1;
        for round in 0..3000_u32 {
            random = random.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let key = random >> 22;
            if random & 0x300 == 0 {
                assert_eq!(table.remove(&key), map.remove(&key));
            } else {
                assert_eq!(table.insert(key, round), map.insert(key, round));
            }
            if round % 500 == 0 {
                versions.push((table.clone(), map.clone()));
            }
            assert_eq!(table.get(&key), map.get(&key));
        }
        versions.push((table, map));
        for (table, map) in versions {
            assert_eq!(table.len(), map.len());
            assert!(table.iter().eq(map.iter()));
            assert!(table.keys().rev().eq(map.keys().rev()));
        }
    }
}
