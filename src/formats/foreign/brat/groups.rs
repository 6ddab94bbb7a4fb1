//! Mentions of one thing, gathered from lines that say so two by two or more.

use std::collections::BTreeMap;

/// Groups of spans, in the order in which their first members were told.
#[derive(Clone, Debug, Default)]
pub(super) struct Groups {
    of: BTreeMap<String, usize>,
    /// Members and name; empty where another group took them in.
    all: Vec<(Vec<String>, String)>,
}

impl Groups {
    /// These are one thing, which is called so; an empty name for not known.
    pub(super) fn unite(&mut self, ids: &[String], name: &str) {
        let known = ids.iter().filter_map(|id| self.of.get(id).copied()).min();
        let into = known.unwrap_or_else(|| {
            self.all.push((Vec::new(), String::new()));
            self.all.len() - 1
        });
        for id in ids {
            match self.of.get(id).copied() {
                Some(other) if other == into => {}
                Some(other) => {
                    let (members, theirs) = self.all.get_mut(other).map(std::mem::take).unwrap_or_default();
                    members.iter().for_each(|member| self.put(member, into));
                    self.call(into, &theirs);
                }
                None => self.put(id, into),
            }
        }
        self.call(into, name);
    }

    fn put(&mut self, id: &str, into: usize) {
        self.of.insert(id.to_owned(), into);
        if let Some((members, _)) = self.all.get_mut(into) {
            members.push(id.to_owned());
        }
    }

    fn call(&mut self, group: usize, name: &str) {
        if let Some((_, known)) = self.all.get_mut(group).filter(|(_, known)| known.is_empty()) {
            name.clone_into(known);
        }
    }

    /// All of them, but those of which nothing is said: one mention without a name.
    pub(super) fn into_all(self) -> Vec<(Vec<String>, String)> {
        let says =
            |(members, name): &(Vec<String>, String)| members.len() > 1 || !members.is_empty() && !name.is_empty();
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
        groups.unite(&ids(&["T1", "T2"]), "");
        groups.unite(&ids(&["T3"]), "Ada");
        groups.unite(&ids(&["T4"]), "");
        groups.unite(&ids(&["T5"]), "Bo");
        groups.unite(&ids(&["T2", "T3"]), "");
        assert_eq!(groups.into_all(), [(ids(&["T1", "T2", "T3"]), "Ada".to_owned()), (ids(&["T5"]), "Bo".to_owned())]);
    }
}
