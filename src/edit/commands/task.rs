//! What a hosted task brings: articles, and what is said of the project.

use std::rc::Rc;

use crate::edit::{Change, Selection, StepKind, StepName, Swap, Transaction};
use crate::model::{About, Document, Entity, Person, Project, Schema, Table};

/// What comes with a task, or with a newer version of it.
#[derive(Clone, Debug)]
pub struct Brought {
    /// What the project is called, and its guidelines.
    pub about: About,
    /// The schema, where it is another one.
    pub schema: Option<Schema>,
    /// Who annotates, and who has.
    pub people: Vec<Rc<Person>>,
    /// Things that are named.
    pub entities: Vec<Rc<Entity>>,
    /// Articles; none of them is in the project.
    pub documents: Vec<Rc<Document>>,
}

/// Takes in what a task brings, at the end of the queue. What is there stays as it is. `None` when it brings nothing.
#[must_use]
pub fn take_task(project: &Project, brought: Brought) -> Option<Transaction> {
    let Brought { about, schema, people, entities, documents } = brought;
    let mut changes = Vec::new();
    if project.about() != about {
        changes.push(Change::About(Swap::changed(Rc::new(project.about()), Rc::new(about.clone()))));
    }
    changes.extend(schema.map(|after| Change::Schema(Swap::changed(project.schema.clone(), Rc::new(after)))));
    let mut seen = Table::new();
    let people = people.into_iter().filter(|person| seen.insert(person.id, ()).is_none());
    changes.extend(people.filter_map(|person| match project.people.get(&person.id) {
        // A file that says no names takes nobody's away.
        Some(known) if *known == person || person.name.is_empty() => None,
        Some(known) => Some(Change::Person(Swap::changed(known.clone(), person))),
        None => Some(Change::Person(Swap::made(person))),
    }));
    let mut seen = Table::new();
    let new = |entity: &Rc<Entity>| !project.entities.contains_key(&entity.id);
    let entities = entities.into_iter().filter(new).filter(|entity| seen.insert(entity.id, ()).is_none());
    changes.extend(entities.map(|entity| Change::Entity(Swap::made(entity))));
    let places = project.order.len()..;
    changes.extend(documents.into_iter().zip(places).map(|(d, place)| Change::Document(Swap::made(d), place)));
    (!changes.is_empty()).then(|| Transaction {
        name: StepName::new(StepKind::Task, &about.name),
        changes,
        selection: (Selection::Nothing, Selection::Nothing),
    })
}
