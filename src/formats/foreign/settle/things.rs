//! Which things mentions name. An id that the files say tells two things apart, whatever they are called; an address in a
//! knowledge base says which thing is meant; a name alone means the same in all articles.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::document::{Fate, Scope, Settled};
use super::plan::clean;
use crate::formats::Problem;
use crate::formats::foreign::loose::{LooseSpan, LooseThing};
use crate::model::id::bits_for_foreign_name;
use crate::model::{Annotation, AnnotationId, Document, Entity, EntityId, Suggestion, Table};

/// Where to find a thing without looking through all of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Things {
    links: BTreeMap<Rc<str>, EntityId>,
    names: BTreeMap<Rc<str>, EntityId>,
    /// By the id in the files and the name there, which may be empty: two files may mean two things by one id.
    ids: BTreeMap<(String, String), EntityId>,
}

impl Things {
    pub(super) fn of(entities: &Table<EntityId, Rc<Entity>>) -> Self {
        let mut things = Self::default();
        entities.iter().for_each(|(_, entity)| things.know(entity));
        things
    }

    /// Of several that are alike the first is found.
    fn know(&mut self, entity: &Entity) {
        self.names.entry(entity.name.clone()).or_insert(entity.id);
        if let Some(link) = &entity.link {
            self.links.entry(link.clone()).or_insert(entity.id);
        }
    }

    /// The thing that the files call by this id. One that has no name is any of that id.
    fn called(&self, id: &str, name: &str) -> Option<EntityId> {
        let exact = |name: &str| self.ids.get(&(id.to_owned(), name.to_owned())).copied();
        let first = || {
            let from = self.ids.range((id.to_owned(), String::new())..).next();
            from.filter(|((known, _), _)| known == id).map(|(_, thing)| *thing)
        };
        if name.is_empty() { first() } else { exact(name).or_else(|| exact("")) }
    }
}

impl Settled {
    /// Gives the mentions of a document their things. `linked` are those that have an address.
    pub(super) fn name_things(
        &mut self,
        scope: &Scope<'_>,
        spans: &Table<String, Fate>,
        linked: &[(AnnotationId, &LooseSpan)],
        document: &mut Document,
    ) {
        let address = |(_, span): &(AnnotationId, &LooseSpan)| span.link.clone().unwrap_or_default();
        let links: BTreeMap<&str, String> =
            linked.iter().map(|one| (one.1.id.as_str(), address(one))).filter(|(id, _)| !id.is_empty()).collect();
        let mut named = BTreeSet::new();
        for thing in &scope.loose.groups {
            let made: Vec<AnnotationId> =
                thing.members.iter().filter_map(|id| spans.get(id).copied()?.annotation()).collect();
            let Some(first) = made.first() else { continue };
            let told = thing.members.iter().filter_map(|id| Some((id, links.get(id.as_str())?)));
            let link = told.clone().map(|(_, link)| link.as_str()).find(|link| !link.is_empty());
            let words = words(document, *first);
            let id = self.thing(scope, thing, link, &words);
            self.tell_other_links(scope, id, told);
            for member in made {
                name(document, member, id);
                named.insert(member);
            }
        }
        for one in linked.iter().filter(|(id, _)| !named.contains(id)) {
            let words = words(document, one.0);
            let id = self.thing(scope, &LooseThing::default(), Some(&address(one)), &words);
            name(document, one.0, id);
        }
    }

    /// A thing has one address: tells of the others that its mentions have, each once.
    fn tell_other_links<'a>(
        &mut self,
        scope: &Scope<'_>,
        id: EntityId,
        told: impl Iterator<Item = (&'a String, &'a String)>,
    ) {
        let own = self.entities.get(&id).and_then(|entity| entity.link.clone());
        let mut others = BTreeSet::new();
        for (member, link) in told.filter(|(_, link)| !link.is_empty() && own.as_deref() != Some(link.as_str())) {
            if others.insert(link) {
                let (why, words) = ("other_link".to_owned(), link.clone());
                self.tell(scope.loose, member, Problem::NotTaken { why, number: 0, words, is_warning: true });
            }
        }
    }

    /// The thing that is meant, made where nobody knew it. `words` are those of its first mention.
    fn thing(&mut self, scope: &Scope<'_>, thing: &LooseThing, link: Option<&str>, words: &str) -> EntityId {
        let link = link.filter(|link| !link.is_empty());
        let told = if thing.name.trim().is_empty() { String::new() } else { clean(&thing.name) };
        let by_name = !told.is_empty() && thing.id.is_empty() && link.is_none();
        let known = (thing.id.parse().ok())
            .or_else(|| self.things.links.get(link?).copied())
            .or_else(|| self.things.called(&thing.id, &told).filter(|_| !thing.id.is_empty()))
            .or_else(|| self.things.names.get(told.as_str()).copied().filter(|_| by_name));
        let format = &scope.plan.format;
        let id = known.unwrap_or_else(|| {
            EntityId::from_bits(match (link, thing.id.as_str(), told.as_str()) {
                (Some(link), ..) => bits_for_foreign_name(&format!("{format}\nlink\n{link}")),
                (None, "", "") => scope.bits("group", thing.members.first().map_or("", String::as_str)),
                (None, "", name) => bits_for_foreign_name(&format!("{format}\nthing\n{name}")),
                (None, id, name) => bits_for_foreign_name(&format!("{format}\nthing with id\n{id}\n{name}")),
            })
        });
        if !thing.id.is_empty() {
            self.things.ids.entry((thing.id.clone(), told.clone())).or_insert(id);
        }
        if let Some(known) = self.entities.get(&id).filter(|known| known.link.is_none()).cloned()
            && let Some(link) = link.filter(|link| !self.things.links.contains_key(*link))
        {
            // Nobody knew its address so far.
            let entity = Entity { link: Some(Rc::from(link)), ..(*known).clone() };
            self.things.know(&entity);
            self.entities.insert(id, Rc::new(entity));
        }
        if !self.entities.contains_key(&id) {
            let name = Rc::from(if told.is_empty() { clean(words) } else { told });
            let entity = Entity { id, name, link: link.map(Rc::from), note: Rc::from("") };
            self.things.know(&entity);
            self.entities.insert(id, Rc::new(entity));
        }
        id
    }
}

/// The words of a mention.
fn words(document: &Document, id: AnnotationId) -> String {
    let said = document.annotations.get(&id).map(|annotation| &**annotation);
    let annotation = said.or_else(|| document.suggestions.get(&id).map(|suggestion| &suggestion.annotation));
    annotation.map(|annotation| annotation.span.quote(&document.article)).unwrap_or_default()
}

/// Says which thing a mention names.
fn name(document: &mut Document, id: AnnotationId, thing: EntityId) {
    if let Some(annotation) = document.annotations.get(&id) {
        let annotation = Annotation { entity: Some(thing), ..(**annotation).clone() };
        document.annotations.insert(id, Rc::new(annotation));
    } else if let Some(suggestion) = document.suggestions.get(&id) {
        let annotation = Annotation { entity: Some(thing), ..suggestion.annotation.clone() };
        let suggestion = Suggestion { annotation, ..(**suggestion).clone() };
        document.suggestions.insert(id, Rc::new(suggestion));
    }
}
