//! Who gets which articles of a task, and in which order.

use std::rc::Rc;

use super::{Naming, NotNamed, Order, Task};
use crate::model::fold::folded;
use crate::model::id::bits_for_foreign_name;
use crate::model::{PersonId, ProjectId};

/// Everybody who is not named.
const OTHERS: &str = "*";

/// Whether two people who write their names so are one.
#[must_use]
pub fn same_name(one: &str, other: &str) -> bool {
    key(one) == key(other)
}

/// A name without capitals and with single spaces.
pub(super) fn key(name: &str) -> String {
    folded(&name.split_whitespace().collect::<Vec<_>>().join(" "))
}

impl Task {
    /// The articles that an annotator of this name gets, as numbers of `articles`, in order.
    ///
    /// # Errors
    /// Why they get none.
    pub fn share_of(&self, name: &str) -> Result<Vec<usize>, NotNamed> {
        if key(name).is_empty() && self.naming == Naming::Required {
            return Err(NotNamed::Missing);
        }
        let named = |wanted: &str| self.assign.iter().find(|(known, _)| same_name(known, wanted));
        let mut list: Vec<usize> = match (self.assign.is_empty(), named(name).or_else(|| named(OTHERS))) {
            (true, _) => (0..self.articles.len()).collect(),
            (false, Some((_, list))) => list.clone(),
            (false, None) if key(name).is_empty() => return Err(NotNamed::Missing),
            (false, None) => return Err(NotNamed::Unknown),
        };
        if self.order == Order::Shuffled {
            shuffle(&mut list, bits_for_foreign_name(&format!("{}\n{}\n{}", self.id, self.seed, key(name))));
        }
        Ok(list)
    }

    /// The names that the task gives articles to.
    pub fn names(&self) -> impl Iterator<Item = &Rc<str>> {
        self.assign.iter().map(|(name, _)| name).filter(|name| &***name != OTHERS)
    }

    /// Who an annotator of this name is: the same on every machine, so that what they do on two of them meets.
    /// `None` for somebody without a name.
    #[must_use]
    pub fn person(&self, name: &str) -> Option<PersonId> {
        person(&self.id, name)
    }

    /// The project that everybody's work on the task belongs to.
    #[must_use]
    pub fn project(&self) -> ProjectId {
        ProjectId::from_bits(bits_for_foreign_name(&format!("task\n{}", self.id)))
    }
}

/// Who somebody of this name is in the task with this id.
#[must_use]
pub fn person(task: &str, name: &str) -> Option<PersonId> {
    let key = key(name);
    (!key.is_empty()).then(|| PersonId::from_bits(bits_for_foreign_name(&format!("{task}\n{key}"))))
}

/// Mixes a list, the same way for the same number (Fisher and Yates, with the steps of splitmix64).
fn shuffle(list: &mut [usize], mut bits: u64) {
    let mut next = |below: usize| {
        bits = bits.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = bits;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let below = u64::try_from(below).unwrap_or(1);
        usize::try_from(mixed % below).unwrap_or(0)
    };
    for last in (1..list.len()).rev() {
        let other = next(last + 1);
        list.swap(last, other);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::task::read;

    fn task(rest: &str) -> Task {
        let articles: Vec<String> = (0..12).map(|n| format!(r#"{{"id":"a{n}","text":"Text {n}."}}"#)).collect();
        let text = format!(
            r#"{{"format":"manicule-task","version":"1.0","id":"t","articles":[{}]{rest}}}"#,
            articles.join(",")
        );
        let (object, _) = read::wanted("task.json", &text).expect("it reads");
        read::task("task.json", object, None, None).expect("it is well formed")
    }

    #[test]
    fn everybody_gets_all_in_order() {
        let task = task("");
        assert_eq!(task.share_of("Ada"), Ok((0..12).collect()));
        assert_eq!(task.share_of(" "), Err(NotNamed::Missing));
        assert_eq!(self::task(r#","name":"optional""#).share_of(""), Ok((0..12).collect()));
    }

    #[test]
    fn who_is_named_gets_theirs() {
        let named = task(r#","assign":{"Ada Lovelace":["a3","a1"],"Łukasz":[]}"#);
        assert_eq!(named.share_of(" ada  LOVELACE "), Ok(vec![3, 1]));
        assert_eq!(named.share_of("łukasz"), Ok(vec![]));
        assert_eq!(named.share_of("Bob"), Err(NotNamed::Unknown));
        let others = task(r#","assign":{"Ada":["a3"],"*":["a0","a2"]}"#);
        assert_eq!(others.share_of("Bob"), Ok(vec![0, 2]));
        assert_eq!(others.names().map(|name| &**name).collect::<Vec<_>>(), ["Ada"]);
    }

    #[test]
    fn everybody_has_an_order_of_their_own_and_keeps_it() {
        let shuffled = task(r#","order":"shuffled","seed":7"#);
        let of = |name: &str| shuffled.share_of(name).expect("a share");
        assert_eq!(of("Ada"), of("ADA "));
        assert_ne!(of("Ada"), of("Bob"));
        assert_ne!(of("Ada"), task(r#","order":"shuffled","seed":8"#).share_of("Ada").expect("a share"));
        let mut sorted = of("Ada");
        sorted.sort_unstable();
        assert_eq!(sorted, (0..12).collect::<Vec<_>>(), "nothing is lost");
        // What was given out once must not change with the program.
        assert_eq!(of("Ada"), [7, 1, 5, 4, 10, 11, 2, 6, 9, 8, 3, 0]);
    }

    #[test]
    fn a_name_is_the_same_person_everywhere() {
        let task = task("");
        assert_eq!(task.person("Ada"), task.person("  aDA"));
        assert_ne!(task.person("Ada"), task.person("Bob"));
        assert_eq!(task.person(" "), None);
    }
}
