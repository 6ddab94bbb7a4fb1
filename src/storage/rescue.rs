//! What the last screen and `rescue.html` save: every stored value, by the name it had. Read back, it is put together as a
//! page load would put it together.

use std::rc::Rc;

use super::recovery::{self, Value, stored_document};
use super::{Key, Place};
use crate::formats::json::{Json, tree};
use crate::model::{DocId, Document, Project};

/// What was in such a file.
#[derive(Clone, Debug)]
pub struct Rescued {
    /// Schema, things and people; no document is loaded.
    pub project: Project,
    /// The articles, in the order of the queue.
    pub documents: Vec<Rc<Document>>,
    /// Articles of which nothing readable was found.
    pub unread: Vec<DocId>,
}

/// Reads such a file; `None` for any other. Values of several sites are taken as one.
#[must_use]
pub fn read(text: &str) -> Option<Rescued> {
    let Json::Object(fields) = tree(text).ok()? else { return None };
    fields.iter().find(|(name, _)| name == "manicule_rescue")?;
    let entries = fields.into_iter().find_map(|(name, value)| (name == "entries").then_some(value))?;
    let Json::Object(entries) = entries else { return None };
    let values: Vec<Value> = entries
        .into_iter()
        .filter_map(|(name, value)| match value {
            // Which store it came from does not matter: they are joined.
            Json::Text(value) => Some((Place::Disk, key_of(&name)?, value)),
            _ => None,
        })
        .collect();
    let opened = recovery::open(values.clone(), false);
    let mut opened = opened;
    let keys: Vec<Key> = values.iter().map(|(_, key, _)| key.clone()).collect();
    let orphans = recovery::orphans(&opened, &keys);
    if !orphans.is_empty() {
        let orphans: Vec<Value> = values.iter().filter(|(_, key, _)| orphans.contains(key)).cloned().collect();
        opened.adopt(&orphans);
    }
    let project = opened.project?;
    let (mut documents, mut unread) = (Vec::new(), Vec::new());
    for id in project.order.iter() {
        let copies = values.iter().filter(|(_, key, _)| key.of_document() == Some(id));
        let copies: Vec<&str> = copies.map(|(.., value)| value.as_str()).collect();
        match stored_document(id, &copies, &opened.records) {
            Some(stored) => documents.push(Rc::new(stored.document)),
            None => unread.push(id.clone()),
        }
    }
    Some(Rescued { project, documents, unread })
}

/// The key behind `manicule/<layout>/<site>/`, in local storage or after the name of a database.
fn key_of(name: &str) -> Option<Key> {
    let rest = name.strip_prefix("manicule/")?;
    let rest = rest.splitn(3, '/').nth(2)?;
    // Of a key that differs between the stores, the second says so.
    Key::parse(rest.trim_start_matches('/').trim_end_matches(" (local storage)"))
}
