//! Mentions of one thing, gathered from lines that say so two by two or more.

use std::collections::BTreeMap;

use crate::formats::foreign::loose::LooseThing;

/// Groups of spans, in the order in which their first members were told.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    of: BTreeMap<String, usize>,
    /// Empty where another group took the members in.
    all: Vec<LooseThing>,
}

impl Groups {
    /// These are one thing, with this id and name; empty ones for not known.
    pub(super) fn unite(&mut self, ids: &[String], thing: &str, name: &str) {
        let known = ids.iter().filter_map(|id| self.of.get(id).copied()).min();
        let into = known.unwrap_or_else(|| {
            self.all.push(LooseThing::default());
            self.all.len() - 1
        });
        for id in ids {
            match self.of.get(id).copied() {
                Some(other) if other == into => {}
                Some(other) => {
                    let theirs = self.all.get_mut(other).map(std::mem::take).unwrap_or_default();
                    theirs.members.iter().for_each(|member| self.put(member, into));
                    self.call(into, &theirs.id, &theirs.name);
                }
                None => self.put(id, into),
            }
        }
        self.call(into, thing, name);
    }

    fn put(&mut self, id: &str, into: usize) {
        self.of.insert(id.to_owned(), into);
        if let Some(thing) = self.all.get_mut(into) {
            thing.members.push(id.to_owned());
        }
    }

    fn call(&mut self, group: usize, id: &str, name: &str) {
        let Some(known) = self.all.get_mut(group) else { return };
        if known.id.is_empty() {
            id.clone_into(&mut known.id);
        }
        if known.name.is_empty() {
            name.clone_into(&mut known.name);
        }
    }

    /// All of them, but those of which nothing is said: one mention without a name.
    pub(super) fn into_all(self) -> Vec<LooseThing> {
        let says = |thing: &LooseThing| {
            let is_called = !thing.name.is_empty() || !thing.id.is_empty();
            thing.members.len() > 1 || !thing.members.is_empty() && is_called
        };
        self.all.into_iter().filter(says).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_one_with_one_is_one_with_all() {
        let mut groups = Groups::default();
        let ids = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>();
        groups.unite(&ids(&["T1", "T2"]), "", "");
        groups.unite(&ids(&["T3"]), "7", "Ada");
        groups.unite(&ids(&["T4"]), "", "");
        groups.unite(&ids(&["T5"]), "", "Bo");
        groups.unite(&ids(&["T2", "T3"]), "", "");
        let thing = |id: &str, name: &str, members| LooseThing { id: id.into(), name: name.into(), members };
        let all = [thing("7", "Ada", ids(&["T1", "T2", "T3"])), thing("", "Bo", ids(&["T5"]))];
        assert_eq!(groups.into_all(), all);
    }
}
