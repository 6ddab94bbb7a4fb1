//! A project: a schema, the real-world things it knows, the people who work on it, and its documents.

use std::rc::Rc;

use super::{Counts, DocId, Document, EntityId, Meta, PersonId, ProjectId, Schema, Status, Table, news_schema};

/// One real-world thing that many mentions may name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// Its id.
    pub id: EntityId,
    /// What it is called.
    pub name: Rc<str>,
    /// Its page in a knowledge base.
    pub link: Option<Rc<str>>,
    /// A remark; empty for none.
    pub note: Rc<str>,
}

/// Somebody who annotates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// Their id.
    pub id: PersonId,
    /// What they want to be called; empty for nothing.
    pub name: Rc<str>,
}

/// What the project knows of a document that is not loaded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The document.
    pub id: DocId,
    /// Its title.
    pub title: Rc<str>,
    /// How far the work on it is.
    pub status: Status,
    /// How much is in it.
    pub counts: Counts,
    /// Under which version of the schema it was set to done, or came in.
    pub used: u32,
    /// SHA-256 of its text, in hexadecimal.
    pub sha256: Rc<str>,
    /// Whose work it is.
    pub annotator: Option<PersonId>,
    /// The article that it is another document of.
    pub copy_of: Option<DocId>,
    /// Whether it is only looked at.
    pub locked: bool,
}

impl Entry {
    /// Whether it was set to done under an older version of the schema than `version`.
    #[must_use]
    pub const fn is_behind(&self, version: u32) -> bool {
        self.status.is_done() && self.used < version
    }

    /// How much in it lacks a required value, where work on it was begun; `asked` is what is required now
    /// ([`Schema::asks`]), 0 where that is nothing. `None` when that is not known: it was counted when something else was required.
    #[must_use]
    pub const fn incomplete(&self, asked: u32, of_documents: bool) -> Option<u32> {
        let Counts { annotations, lacking, asked: counted, .. } = self.counts;
        if asked == 0 || matches!(self.status, Status::New | Status::Skipped) {
            return Some(0);
        }
        // What links and fields say of an article without annotations matters only where fields are required.
        if asked == counted {
            Some(lacking)
        } else if annotations == 0 && !of_documents {
            Some(0)
        } else {
            None
        }
    }

    /// The article that all documents about one text have in common.
    #[must_use]
    pub fn article(&self) -> &DocId {
        self.copy_of.as_ref().unwrap_or(&self.id)
    }

    /// What is known of a document beside its text and what is said.
    pub fn about(&mut self, meta: &Meta) {
        let Meta { title, status, schema_version, annotator, copy_of, locked, .. } = meta;
        (self.title, self.copy_of) = (title.clone(), copy_of.clone());
        (self.status, self.used, self.annotator, self.locked) = (*status, *schema_version, *annotator, *locked);
    }

    /// What there is to know of a document.
    #[must_use]
    pub fn of(document: &Document, schema: &Schema) -> Self {
        let Meta { title, status, schema_version, annotator, copy_of, locked, .. } = &*document.meta;
        Self {
            id: document.id.clone(),
            title: title.clone(),
            status: *status,
            counts: document.counts(schema),
            used: *schema_version,
            sha256: Rc::from(document.article.sha256()),
            annotator: *annotator,
            copy_of: copy_of.clone(),
            locked: *locked,
        }
    }
}

/// What a project says of itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// What it is called.
    pub name: Rc<str>,
    /// How to annotate, in Markdown.
    pub guidelines: Rc<str>,
}

/// Everything a person works on at a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Project {
    /// Its id.
    pub id: ProjectId,
    /// What it is called.
    pub name: Rc<str>,
    /// How to annotate, in Markdown.
    pub guidelines: Rc<str>,
    /// What may be said.
    pub schema: Rc<Schema>,
    /// The things that mentions name.
    pub entities: Table<EntityId, Rc<Entity>>,
    /// The people whose work is in it.
    pub people: Table<PersonId, Rc<Person>>,
    /// The documents, in the order of the queue.
    pub order: Rc<Vec<DocId>>,
    /// What is known of each document in `order`, loaded or not.
    pub entries: Table<DocId, Rc<Entry>>,
    /// The documents that are in memory; each is in `order`.
    pub loaded: Table<DocId, Rc<Document>>,
}

impl Project {
    /// An empty project for news.
    #[must_use]
    pub fn new(id: ProjectId, name: &str) -> Self {
        Self {
            id,
            name: Rc::from(name),
            guidelines: Rc::from(""),
            schema: Rc::new(news_schema::news()),
            entities: Table::new(),
            people: Table::new(),
            order: Rc::new(Vec::new()),
            entries: Table::new(),
            loaded: Table::new(),
        }
    }

    /// What it says of itself.
    #[must_use]
    pub fn about(&self) -> About {
        About { name: self.name.clone(), guidelines: self.guidelines.clone() }
    }

    /// A document, when it is loaded.
    #[must_use]
    pub fn document(&self, id: &DocId) -> Option<&Rc<Document>> {
        self.loaded.get(id)
    }

    /// The documents of the queue that are loaded, in its order.
    pub fn documents(&self) -> impl Iterator<Item = &Rc<Document>> {
        self.order.iter().filter_map(|id| self.loaded.get(id))
    }

    /// Puts a document in, at the end of the queue where it is new. Bookkeeping for `edit` and for loading; what a
    /// person does goes through a transaction.
    #[must_use]
    pub fn with(mut self, document: Rc<Document>) -> Self {
        if !self.entries.contains_key(&document.id) {
            Rc::make_mut(&mut self.order).push(document.id.clone());
        }
        let entry = Entry::of(&document, &self.schema);
        // What says the same stays the same: nothing is drawn again for it.
        if self.entries.get(&document.id).is_none_or(|known| **known != entry) {
            self.entries.insert(document.id.clone(), Rc::new(entry));
        }
        self.loaded.insert(document.id.clone(), document);
        self
    }

    /// Takes a document out of the queue and out of memory.
    #[must_use]
    pub fn without(mut self, id: &DocId) -> Self {
        if self.entries.remove(id).is_some() {
            Rc::make_mut(&mut self.order).retain(|other| other != id);
        }
        self.loaded.remove(id);
        self
    }
}
