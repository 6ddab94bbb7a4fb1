//! What leads from one annotation to another: relations, slots with roles, and features that refer to annotations.

use super::kinds::{self, Kind};
use super::spans::Scene;
use super::store::{Structure, Value};
use super::{ENDS, RELATION};
use crate::formats::foreign::loose::{Loose, LooseRelation};

impl<'a> Scene<'a> {
    /// Makes the relations, when all spans are there.
    pub(super) fn read_links(&mut self, document: &mut Loose) {
        let all = std::mem::take(&mut self.all);
        for (structure, kind) in &all {
            match kind {
                Kind::Relation => self.relation(structure, document),
                Kind::Span => self.slots(structure, document),
                _ => {}
            }
        }
        self.all = all;
    }

    fn relation(&mut self, structure: &Structure<'a>, document: &mut Loose) {
        let [from, to] = ENDS.map(|end| structure.refers(end).and_then(|id| self.end(id)));
        let (Some(from), Some(to)) = (from, to) else {
            self.left += 1;
            return;
        };
        let is_ours = structure.kind == RELATION;
        let own = structure.word("relationId").filter(|id| is_ours && !id.is_empty());
        document.relations.push(LooseRelation {
            id: own.unwrap_or_else(|| structure.id.to_string()),
            kind: kinds::label(structure, false),
            from,
            to,
            attributes: self.said(structure),
            note: structure.word("note").filter(|_| is_ours).unwrap_or_default(),
            path: structure.path.clone(),
            ..LooseRelation::default()
        });
    }

    /// The span that a structure became. One that is not in the file is named as it stands: settling tells that it is missing.
    fn end(&self, id: u64) -> Option<String> {
        let known = self.spans.get(&id).cloned();
        known.or_else(|| self.store.get(id).is_none().then(|| id.to_string()))
    }

    /// Features of a span that refer to others.
    fn slots(&mut self, structure: &Structure<'a>, document: &mut Loose) {
        let Some(from) = self.spans.get(&structure.id).cloned() else { return };
        for (name, value) in &structure.features {
            let Value::Refers(id) = value else { continue };
            if name == "sofa" || self.chained.contains(&structure.id) && name == "next" {
                continue;
            }
            let Some(elements) = self.store.elements(*id) else {
                self.slot(&from, name, *id, &structure.path, document);
                continue;
            };
            for element in elements {
                if let Value::Refers(id) = element {
                    self.slot(&from, name, id, &structure.path, document);
                }
            }
        }
    }

    /// From a span to another, or by a structure with `role` and `target`.
    fn slot(&mut self, from: &str, name: &str, id: u64, path: &str, document: &mut Loose) {
        let role = self.store.get(id).filter(|link| !self.spans.contains_key(&id) && link.refers("target").is_some());
        let (to, kind, attributes) = match role {
            Some(link) => {
                let role = link.word("role").filter(|role| !role.trim().is_empty());
                let others = self.said(link).into_iter().filter(|(name, _)| name != "role").collect();
                (link.refers("target"), role.unwrap_or_else(|| name.to_owned()), others)
            }
            None => (Some(id), name.to_owned(), Vec::new()),
        };
        let Some(to) = to.and_then(|id| self.end(id)) else {
            self.left += 1;
            return;
        };
        let said: usize = attributes.iter().map(|(name, value): &(String, String)| name.len() + value.len()).sum();
        self.store.spend(from.len() + path.len() + 2 * name.len() + to.len() + said);
        if self.store.is_spent() {
            self.left += 1;
            return;
        }
        let path = format!("{path}.{name}");
        document.relations.push(LooseRelation {
            kind,
            from: from.to_owned(),
            to,
            attributes,
            path,
            ..LooseRelation::default()
        });
    }
}
