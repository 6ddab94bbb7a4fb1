//! Documents of a file about one text, taken in together: what several people marked, where it is all taken for suggestions.

use std::collections::BTreeMap;

use super::document::{Settled, clean_id};
use super::links::take_in;
use super::plan::Plan;
use crate::formats::foreign::loose::Loose;
use crate::model::Document;

impl Settled {
    /// The next document of those that are about one text, with what all of them suggest: whose each was is not said of
    /// suggestions, and no two documents of nobody are about one text.
    pub fn gathered(&mut self, all: &[&Loose], plan: &Plan) -> Option<Document> {
        let (first, others) = all.split_first()?;
        let mut document = self.document(first, plan)?;
        for other in others.iter().filter_map(|loose| self.document(loose, plan)) {
            for (id, suggestion) in other.suggestions.iter() {
                if !document.suggestions.contains_key(id) {
                    document.suggestions.insert(*id, suggestion.clone());
                }
            }
            for link in other.relations.values() {
                take_in(&mut document, link.clone());
            }
        }
        Some(document)
    }
}

/// Which documents of a file are about one text under one id, in the place of the first of them; nothing in the places of the
/// others.
#[must_use]
pub fn together(documents: &[Loose]) -> Vec<Vec<usize>> {
    let mut firsts = BTreeMap::new();
    let mut all: Vec<Vec<usize>> = vec![Vec::new(); documents.len()];
    for (place, loose) in documents.iter().enumerate() {
        let first = *firsts.entry((clean_id(&loose.id), loose.text.as_str())).or_insert(place);
        if let Some(of_one) = all.get_mut(first) {
            of_one.push(place);
        }
    }
    all
}
