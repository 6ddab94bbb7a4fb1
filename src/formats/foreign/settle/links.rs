//! Links of a document: between annotations, or between what a model suggests.

use std::rc::Rc;

use super::document::{Fate, Scope, Settled, values_of};
use crate::formats::Problem;
use crate::formats::foreign::loose::LooseRelation;
use crate::model::{AnnotationId, Attributes, Document, KindId, Origin, Relation, RelationId, Table};

/// One suggested link more. One that is there already, of one kind between the same ends, stays the only one, with the
/// remarks of both.
pub(super) fn take_in(document: &mut Document, made: Rc<Relation>) {
    let Some(there) = document.relations.get(&made.id) else {
        document.relations.insert(made.id, made);
        return;
    };
    // A remark may have lines itself, so that its lines are compared.
    if made.note.lines().all(|line| there.note.lines().any(|known| known == line)) {
        return;
    }
    let note = if there.note.is_empty() { made.note.to_string() } else { format!("{}\n{}", there.note, made.note) };
    let link = Relation { note: Rc::from(note), ..Relation::clone(there) };
    document.relations.insert(link.id, Rc::new(link));
}

impl Settled {
    /// Makes the links of a document. `spans` says what came of each span, by its id in the file.
    pub(super) fn links(&mut self, scope: &Scope<'_>, spans: &Table<String, Fate>, document: &mut Document) {
        if scope.plan.model.is_some() {
            return self.suggested_links(scope, spans, document);
        }
        for (number, relation) in scope.loose.relations.iter().enumerate() {
            let Some(mut made) = self.link(scope, relation, number, spans) else { continue };
            // Two may have one id there, or none at one place: neither takes the other's.
            while document.relations.contains_key(&made.id) {
                made.id = RelationId::from_bits(scope.bits("relation", &format!("{number} after {}", made.id)));
            }
            document.relations.insert(made.id, Rc::new(made));
        }
    }

    fn link(
        &mut self,
        scope: &Scope<'_>,
        relation: &LooseRelation,
        number: usize,
        spans: &Table<String, Fate>,
    ) -> Option<Relation> {
        let Some(Some(kind)) = scope.plan.kinds.get(&relation.kind) else { return None };
        let path = if relation.path.is_empty() { format!("relations[{number}]") } else { relation.path.clone() };
        let mut end = |id: &String| match spans.get(id) {
            // A link to what is suggested waits until that is accepted.
            Some(Fate::Made(id) | Fate::Suggested(id)) => Some(*id),
            // What hangs on a span that was left out on purpose is not missed.
            Some(Fate::Ignored) => None,
            // It is kept, and may be given another end.
            Some(Fate::Lost) | None => {
                self.tell(scope.loose, &path, Problem::MissingEnd { id: id.clone() });
                let made = spans.get(id).and_then(|fate| fate.annotation()).or_else(|| id.parse().ok());
                Some(made.unwrap_or_else(|| AnnotationId::from_bits(scope.bits("span", id))))
            }
        };
        let ends = (end(&relation.from)?, end(&relation.to)?);
        let id = relation.id.parse().unwrap_or_else(|_| {
            let name = if relation.id.is_empty() { &path } else { &relation.id };
            RelationId::from_bits(scope.bits("relation", name))
        });
        let origin = scope.origin(&relation.id, (relation.suggested, true), relation.score, &relation.by);
        Some(self.made(scope, relation, (id, kind), ends, origin))
    }

    /// Links between what is suggested: each waits for both of its ends. One that lacks an end would wait for ever, so it is
    /// told and left out.
    fn suggested_links(&mut self, scope: &Scope<'_>, spans: &Table<String, Fate>, document: &mut Document) {
        let mut endless = 0;
        for relation in &scope.loose.relations {
            let Some(Some(kind)) = scope.plan.kinds.get(&relation.kind) else { continue };
            let end = |id: &String| spans.get(id).and_then(|fate| fate.annotation());
            let Some(ends) = end(&relation.from).zip(end(&relation.to)).filter(|(from, to)| from != to) else {
                endless += 1;
                continue;
            };
            let origin = scope.origin(&relation.id, (true, relation.suggested), relation.score, &relation.by);
            let id = scope.suggested_link_id(&origin, kind, ends);
            let made = self.made(scope, relation, (id, kind), ends, origin);
            take_in(document, Rc::new(made));
        }
        self.tell_number(scope.loose, "suggested_links", endless);
    }

    fn made(
        &mut self,
        scope: &Scope<'_>,
        relation: &LooseRelation,
        (id, kind): (RelationId, &KindId),
        (from, to): (AnnotationId, AnnotationId),
        origin: Origin,
    ) -> Relation {
        let known = scope.plan.schema.relation(kind);
        Relation {
            id,
            kind: kind.clone(),
            from,
            to,
            attributes: known.map_or_else(Attributes::new, |kind| values_of(&kind.attributes, &relation.attributes)),
            note: Rc::from(relation.note.as_str()),
            author: self.author(scope, &relation.made),
            created: relation.made.created.unwrap_or_default(),
            changed: relation.made.changed.unwrap_or_default(),
            origin,
        }
    }
}
