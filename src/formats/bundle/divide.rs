//! Who goes into which set: the same seed divides the same articles in the same way, in whatever order they come, and the
//! shares are exact. By label it is iterative stratification (Sechidis, Tsoumakas and Vlahavas, *On the stratification of
//! multi-label data*, 2011): the rarest label first, each article to the set that lacks most of it.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use sha2::{Digest, Sha256};

use crate::model::{DocId, LabelId};

/// The names of sets, in the order of a bundle.
pub const SETS: [&str; 3] = ["train", "dev", "test"];

/// How articles are divided.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// Anything.
    pub seed: String,
    /// Share of `dev` in thousandths.
    pub dev: u32,
    /// Share of `test`; what is left goes to `train`.
    pub test: u32,
    /// Whether each label is to have the same share in each set.
    pub by_label: bool,
}

/// How often each label stands in an article.
pub type Labels = BTreeMap<LabelId, u32>;

/// An article on its way into a set.
struct Drawn<'a> {
    /// Its place in the draw, which the seed decides.
    lot: u64,
    id: &'a DocId,
    labels: &'a Labels,
    set: Option<usize>,
}

/// The set of each article, as a number of [`SETS`].
#[must_use]
pub fn divide(articles: &BTreeMap<DocId, Labels>, split: &Split) -> BTreeMap<DocId, usize> {
    let mut drawn: Vec<Drawn<'_>> =
        (articles.iter()).map(|(id, labels)| Drawn { lot: lot(&split.seed, id), id, labels, set: None }).collect();
    drawn.sort_by(|a, b| (a.lot, a.id).cmp(&(b.lot, b.id)));
    let mut room = sizes(drawn.len(), split);
    let shares = [1000 - split.dev - split.test, split.dev, split.test].map(i64::from);
    if split.by_label {
        stratify(&mut drawn, &mut room, shares);
    }
    for article in drawn.iter_mut().filter(|article| article.set.is_none()) {
        // Test and dev fill first, so that a plain draw is a cut through one order.
        let set = (0..room.len()).rev().find(|set| room[*set] > 0).unwrap_or(0);
        room[set] = room[set].saturating_sub(1);
        article.set = Some(set);
    }
    drawn.into_iter().map(|article| (article.id.clone(), article.set.unwrap_or(0))).collect()
}

fn lot(seed: &str, id: &DocId) -> u64 {
    let digest = Sha256::new().chain_update(seed).chain_update([0]).chain_update(id.as_str()).finalize();
    digest.iter().take(8).fold(0, |lot, byte| lot << 8 | u64::from(*byte))
}

/// How many articles each set takes: as near to its share as whole articles go, and all of them together.
fn sizes(count: usize, split: &Split) -> [usize; 3] {
    let exact = [1000 - split.dev - split.test, split.dev, split.test].map(|share| count * share as usize);
    let mut sizes = exact.map(|exact| exact / 1000);
    let mut order = [0, 1, 2];
    order.sort_by_key(|set| Reverse(exact[*set] % 1000));
    let missing = count - sizes.iter().sum::<usize>();
    for set in order.iter().cycle().take(missing) {
        sizes[*set] += 1;
    }
    sizes
}

fn stratify(drawn: &mut [Drawn<'_>], room: &mut [usize; 3], shares: [i64; 3]) {
    let mut total: BTreeMap<&LabelId, i64> = BTreeMap::new();
    for article in drawn.iter() {
        for (label, count) in article.labels {
            *total.entry(label).or_default() += i64::from(*count);
        }
    }
    // Thousandths of annotations of each label that each set still lacks.
    let mut lack: BTreeMap<&LabelId, [i64; 3]> =
        total.iter().map(|(label, total)| (*label, shares.map(|share| share * total))).collect();
    loop {
        let mut waiting: BTreeMap<&LabelId, usize> = BTreeMap::new();
        for article in drawn.iter().filter(|article| article.set.is_none()) {
            for label in article.labels.keys() {
                *waiting.entry(label).or_default() += 1;
            }
        }
        let Some((&rarest, _)) = waiting.iter().min_by_key(|(label, count)| (**count, **label)) else { return };
        let mut with: Vec<usize> =
            (0..drawn.len()).filter(|at| drawn[*at].set.is_none() && drawn[*at].labels.contains_key(rarest)).collect();
        // Those with most of it first: what is left can even out what they did.
        with.sort_by_key(|at| Reverse(drawn[*at].labels.get(rarest).copied()));
        for at in with {
            let open = (0..room.len()).filter(|set| room[*set] > 0);
            let lacks = |set: usize| lack.get(rarest).map_or(0, |lack| lack[set]);
            let Some(set) = open.max_by_key(|set| (lacks(*set), room[*set], Reverse(*set))) else { return };
            room[set] -= 1;
            drawn[at].set = Some(set);
            for (label, count) in drawn[at].labels {
                if let Some(lack) = lack.get_mut(label) {
                    lack[set] -= 1000 * i64::from(*count);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn articles(count: usize, labels: impl Fn(usize) -> Vec<(&'static str, u32)>) -> BTreeMap<DocId, Labels> {
        let labels = |at| labels(at).into_iter().map(|(label, count)| (LabelId::from(label), count)).collect();
        (0..count).map(|at| (DocId::from(format!("a{at}").as_str()), labels(at))).collect()
    }

    fn counts(sets: &BTreeMap<DocId, usize>) -> [usize; 3] {
        [0, 1, 2].map(|set| sets.values().filter(|found| **found == set).count())
    }

    #[test]
    fn shares_are_exact_and_the_seed_decides() {
        let all = articles(97, |_| Vec::new());
        let split = Split { seed: "7".to_owned(), dev: 100, test: 250, by_label: false };
        let sets = divide(&all, &split);
        assert_eq!(counts(&sets), [63, 10, 24]);
        assert_eq!(divide(&all, &split), sets);
        assert_ne!(divide(&all, &Split { seed: "8".to_owned(), ..split.clone() }), sets);
        assert_eq!(counts(&divide(&all, &Split { by_label: true, ..split })), [63, 10, 24]);
        assert_eq!(counts(&divide(&all, &Split::default())), [97, 0, 0]);
    }

    #[test]
    fn each_label_has_its_share() {
        let all = articles(100, |at| {
            let mut labels = vec![("common", 3)];
            labels.extend((at % 10 == 3).then_some(("rare", 1)));
            labels.extend((at % 3 == 0).then_some(("some", [1, 2, 3, 4][at % 4])));
            labels
        });
        let split = Split { seed: "s".to_owned(), dev: 200, test: 200, by_label: true };
        let sets = divide(&all, &split);
        assert_eq!(counts(&sets), [60, 20, 20]);
        let of = |name: &str, set: usize| -> u32 {
            let label = LabelId::from(name);
            let within = all.iter().filter(|(id, _)| sets.get(*id) == Some(&set));
            within.filter_map(|(_, labels)| labels.get(&label)).sum()
        };
        assert_eq!([0, 1, 2].map(|set| of("rare", set)), [6, 2, 2]);
        let total: u32 = (0..3).map(|set| of("some", set)).sum();
        for set in [1, 2] {
            let exact = f64::from(total) * 0.2;
            assert!((f64::from(of("some", set)) - exact).abs() <= 4.0, "{set}: {} of {exact}", of("some", set));
        }
    }
}
