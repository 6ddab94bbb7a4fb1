//! What the last screen and `rescue.html` save: every stored value, by the name it had. Read back, it is put together as a
//! page load would put it together.

use std::rc::Rc;

use super::recovery::{self, Value, stored_document};
use super::{Key, Place};
use crate::formats::json::{Json, tree};
use crate::model::{DocId, Document, Project, Table};

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

/// Reads such a file; `None` for any other, and for one in which nothing reads. Each project that it has is put together by
/// itself: articles of two of them may have the same id.
#[must_use]
pub fn read(text: &str) -> Option<Vec<Rescued>> {
    let Json::Object(fields) = tree(text).ok()? else { return None };
    fields.iter().find(|(name, _)| &**name == "manicule_rescue")?;
    let entries = fields.into_iter().find_map(|(name, value)| (&*name == "entries").then_some(value))?;
    let Json::Object(entries) = entries else { return None };
    let mut scopes: Table<String, Vec<Value>> = Table::new();
    for (name, value) in entries {
        let (Json::Text(value), Some((scope, key))) = (value, key_of(&name)) else { continue };
        let mut values = scopes.remove(&scope).unwrap_or_default();
        // Which store it came from does not matter: they are joined.
        values.push((Place::Disk, key, value));
        scopes.insert(scope, values);
    }
    let all: Vec<Rescued> = scopes.values().filter_map(|values| put_together(values.clone())).collect();
    (!all.is_empty()).then_some(all)
}

fn put_together(values: Vec<Value>) -> Option<Rescued> {
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

/// The scope, and the key behind `manicule/<layout>/<scope>/`, in local storage or after the name of a database.
fn key_of(name: &str) -> Option<(String, Key)> {
    let mut parts = name.strip_prefix("manicule/")?.splitn(3, '/').skip(1);
    let (scope, rest) = (parts.next()?, parts.next()?);
    // Of a key that differs between the stores, the second says so.
    let key = Key::parse(rest.trim_start_matches('/').trim_end_matches(" (local storage)"))?;
    Some((scope.to_owned(), key))
}
