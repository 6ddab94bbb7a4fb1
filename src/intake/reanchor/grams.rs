//! Where words of one text stand in the other.

use super::words::Words;

/// Tokens that are looked up together, where there are so many.
const RUN: usize = 4;

/// A run that stands in more places than this tells nothing.
const OFTEN: usize = 64;

/// Work that may still be done, in bytes and cells that are looked at: it bounds the time, whatever the texts are.
pub(super) struct Budget(u64);

impl Budget {
    /// So much work.
    pub(super) const fn new(steps: u64) -> Self {
        Self(steps)
    }

    /// Takes so much; `false` when it is used up.
    pub(super) fn take(&mut self, steps: usize) -> bool {
        match self.0.checked_sub(steps as u64) {
            Some(rest) => {
                self.0 = rest;
                true
            }
            None => false,
        }
    }
}

/// The places of each run of a text, by a hash of it.
pub(super) struct Runs {
    length: usize,
    /// Where the places of each hash begin.
    heads: Vec<u32>,
    places: Vec<u32>,
}

fn hash(ids: &[u32], buckets: usize) -> usize {
    let mix = |sum: u64, id: &u32| (sum ^ u64::from(*id)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23);
    let sum = ids.iter().fold(0x51_7c_c1_b7u64, mix);
    usize::try_from((sum ^ (sum >> 31)) % (buckets.max(1) as u64)).unwrap_or(0)
}

impl Runs {
    fn new(words: &Words<'_>, length: usize) -> Self {
        let buckets = words.len().max(1);
        let hashes = || words.ids.windows(length).map(|run| hash(run, buckets));
        let mut heads = vec![0u32; buckets + 1];
        for bucket in hashes() {
            if let Some(count) = heads.get_mut(bucket + 1) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for head in &mut heads {
            sum += *head;
            *head = sum;
        }
        let mut next = heads.clone();
        let mut places = vec![0u32; sum as usize];
        for (place, bucket) in hashes().enumerate() {
            if let Some(head) = next.get_mut(bucket) {
                if let Some(slot) = places.get_mut(*head as usize) {
                    *slot = u32::try_from(place).unwrap_or(u32::MAX);
                }
                *head += 1;
            }
        }
        Self { length, heads, places }
    }

    /// Places that may have this run, in the order of the text.
    fn bucket(&self, run: &[u32]) -> &[u32] {
        let bucket = hash(run, self.heads.len() - 1);
        let ends = self.heads.get(bucket).zip(self.heads.get(bucket + 1));
        ends.and_then(|(from, to)| self.places.get(*from as usize..*to as usize)).unwrap_or_default()
    }
}

/// A text, and where its words stand.
pub(super) struct Known<'a> {
    /// The text.
    pub(super) words: Words<'a>,
    ones: Runs,
    runs: Runs,
}

impl<'a> Known<'a> {
    /// Looks a text through once.
    pub(super) fn new(words: Words<'a>) -> Self {
        let (ones, runs) = (Runs::new(&words, 1), Runs::new(&words, RUN));
        Self { words, ones, runs }
    }

    /// The one place of the run of tokens at `at` of `source`; `None` where there is none, or more than one.
    fn only(&self, source: &Words<'_>, at: usize) -> Option<usize> {
        let run = source.ids.get(at..at + RUN)?;
        let bucket = self.runs.bucket(run);
        if bucket.len() > OFTEN {
            return None;
        }
        let mut same = bucket.iter().map(|place| *place as usize);
        let mut same = same.by_ref().filter(|place| self.words.ids.get(*place..place + RUN) == Some(run));
        let found = same.next()?;
        same.next().is_none().then_some(found)
    }

    /// Where the stretch `start..end` of `source` stands, at most `most` places, in the order of the text; `None` where there
    /// are more, or looking took too long.
    pub(super) fn places(
        &self,
        source: &Words<'_>,
        (start, end): (u32, u32),
        most: usize,
        budget: &mut Budget,
    ) -> Option<Vec<u32>> {
        let wanted = source.slice(start, end);
        let mut found = Vec::new();
        if wanted.is_empty() {
            return Some(found);
        }
        // Tokens at its edges may be part of a longer word there.
        let (inner, limit) = (source.from(start + 1), source.at(end.saturating_sub(1)));
        let mut rarest: Option<(usize, &[u32])> = None;
        for runs in [&self.runs, &self.ones] {
            if rarest.is_some() {
                break;
            }
            for at in inner..limit.saturating_sub(runs.length - 1) {
                let Some(run) = source.ids.get(at..at + runs.length) else { break };
                let bucket = runs.bucket(run);
                if rarest.is_none_or(|(_, known)| bucket.len() < known.len()) {
                    rarest = Some((at, bucket));
                }
            }
        }
        let size = wanted.len();
        if let Some((at, bucket)) = rarest {
            let before = source.start(at) - start;
            for place in bucket {
                if !budget.take(size) {
                    return None;
                }
                let Some(from) = self.words.start(*place as usize).checked_sub(before) else { continue };
                let bytes = self.words.text.as_bytes().get(from as usize..from as usize + size);
                if bytes == Some(wanted.as_bytes()) {
                    if found.len() == most {
                        return None;
                    }
                    found.push(from);
                }
            }
            return Some(found);
        }
        // A word or less.
        if !budget.take(self.words.text.len() / 8) {
            return None;
        }
        let text = self.words.text;
        let mut from = 0;
        while let Some(at) = text.get(from..).and_then(|rest| rest.find(wanted)) {
            if found.len() == most {
                return None;
            }
            found.push(u32::try_from(from + at).unwrap_or(u32::MAX));
            from += at + wanted.chars().next().map_or(1, char::len_utf8);
        }
        Some(found)
    }
}

/// A stretch of tokens that stands in both texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Common {
    /// First token in the old text.
    pub(super) old: usize,
    /// First token in the new text.
    pub(super) new: usize,
    /// How many.
    pub(super) count: usize,
}

impl Common {
    /// One past the last token in the old text.
    pub(super) const fn old_end(&self) -> usize {
        self.old + self.count
    }

    /// One past the last token in the new text.
    pub(super) const fn new_end(&self) -> usize {
        self.new + self.count
    }
}

/// Stretches that stand in both texts: their beginnings and ends, as far as these are the same, and between them those that
/// hold something that stands in each only once, made as long as they can be. In the order of the old text, disjoint there.
pub(super) fn common(old: &Known<'_>, new: &Known<'_>) -> Vec<Common> {
    let (mine, theirs) = (&old.words.ids, &new.words.ids);
    let head = mine.iter().zip(theirs).take_while(|(a, b)| a == b).count();
    let rest = mine.len().min(theirs.len()) - head;
    let tail = mine.iter().rev().zip(theirs.iter().rev()).take(rest).take_while(|(a, b)| a == b).count();
    let (end, new_end) = (mine.len() - tail, theirs.len() - tail);
    let mut all: Vec<Common> = Vec::new();
    if head > 0 {
        all.push(Common { old: 0, new: 0, count: head });
    }
    let mut at = head;
    while at < end {
        let place = old.only(&old.words, at).and_then(|_| new.only(&old.words, at));
        let Some(place) = place else {
            at += 1;
            continue;
        };
        let mut found = Common { old: at, new: place, count: 1 };
        let reached = all.last().map_or(0, Common::old_end);
        while found.old > reached && found.new > 0 && mine.get(found.old - 1) == theirs.get(found.new - 1) {
            found = Common { old: found.old - 1, new: found.new - 1, count: found.count + 1 };
        }
        while found.old_end() < end
            && theirs.get(found.new_end()).is_some_and(|id| mine.get(found.old_end()) == Some(id))
        {
            found.count += 1;
        }
        at = found.old_end();
        all.push(found);
    }
    if tail > 0 {
        all.push(Common { old: end, new: new_end, count: tail });
    }
    all
}

#[cfg(test)]
mod tests {
    use super::super::words::pair;
    use super::*;

    #[test]
    fn places_are_all_places() {
        let (old, new, _) = pair("the old log was here", "the old log was. Was the old log was here? the old log was");
        let new = Known::new(new);
        let mut budget = Budget::new(1 << 20);
        let places = |range: (u32, u32), most: usize, budget: &mut Budget| new.places(&old, range, most, budget);
        assert_eq!(places((0, 15), 9, &mut budget), Some(vec![0, 21, 43]));
        assert_eq!(places((0, 15), 2, &mut budget), None, "more than were asked for");
        assert_eq!(places((4, 7), 9, &mut budget), Some(vec![4, 25, 47]));
        assert_eq!(places((5, 6), 9, &mut budget), Some(vec![5, 8, 26, 29, 48, 51]));
        assert_eq!(places((0, 15), 9, &mut Budget::new(10)), None, "nothing is left to look with");
    }

    #[test]
    fn what_stands_in_both_is_found_as_a_whole() {
        let (old, new, _) = pair("a b c d e f. One two three four five!", "One two three four five. a b c x e f.");
        let (old, new) = (Known::new(old), Known::new(new));
        let all = common(&old, &new);
        let words = |found: &Common| old.words.slice(old.words.start(found.old), old.words.start(found.old_end()));
        let texts: Vec<&str> = all.iter().map(words).collect();
        assert_eq!(texts, ["a b c ", " e f.", "One two three four five"]);
        for found in &all {
            let ids = |known: &Known<'_>, from: usize| known.words.ids[from..from + found.count].to_vec();
            assert_eq!(ids(&old, found.old), ids(&new, found.new));
        }
    }
}
