//! What must be true of every project, in code that shares nothing with the code under test.

use manicule::model::{Document, Project, TextRange};

use super::projects::recounted;

/// Laws 2 and 3 as they show in a value: every range lies on its text, the index agrees with the documents, every
/// document has one place in the queue.
pub(crate) fn hold(project: &Project) {
    let Project { id: _, name: _, guidelines: _, schema, entities, people, order, entries, loaded } = project;
    for document in loaded.values() {
        on_its_text(document);
        assert_eq!(**entries.get(&document.id).expect("a loaded document has an entry"), recounted(document, schema));
    }
    let mut queue: Vec<_> = order.iter().collect();
    queue.sort();
    assert_eq!(queue, entries.keys().collect::<Vec<_>>(), "the queue holds each document once");
    assert!(loaded.keys().all(|id| entries.contains_key(id)));
    assert!(entities.iter().all(|(id, entity)| *id == entity.id) && people.iter().all(|(id, one)| *id == one.id));
}

/// Every stored range is non-empty and on scalar boundaries of its text (law 2), and fragments are sorted and apart.
pub(crate) fn on_its_text(document: &Document) {
    let Document { id: _, article, meta: _, blocks, annotations, relations, suggestions } = document;
    let text = article.text();
    let mut last = 0;
    for block in blocks.iter() {
        lies(text, block.range);
        assert!(last <= block.range.start(), "blocks are sorted and disjoint");
        last = block.range.end();
    }
    let suggested = suggestions.values().map(|suggestion| &suggestion.annotation);
    for annotation in annotations.values().map(|annotation| &**annotation).chain(suggested) {
        let fragments: Vec<_> = annotation.span.fragments().collect();
        assert!(!fragments.is_empty());
        fragments.iter().for_each(|range| lies(text, *range));
        assert!(fragments.windows(2).all(|pair| pair[0].end() < pair[1].start()), "fragments have gaps between them");
    }
    assert!(annotations.iter().all(|(id, annotation)| *id == annotation.id));
    assert!(suggestions.iter().all(|(id, suggestion)| *id == suggestion.annotation.id));
    assert!(relations.iter().all(|(id, relation)| *id == relation.id));
}

fn lies(text: &str, range: TextRange) {
    let (start, end) = (range.start() as usize, range.end() as usize);
    assert!(start < end && end <= text.len(), "{range:?} in {text:?}");
    assert!(text.is_char_boundary(start) && text.is_char_boundary(end), "{range:?} cuts a character of {text:?}");
}

/// Python's `text[start:end]`.
pub(crate) fn slice_code_points(text: &str, start: u64, end: u64) -> Option<String> {
    let all: Vec<char> = text.chars().collect();
    Some(all.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)?.iter().collect())
}

/// JavaScript's `text.slice(start, end)`.
pub(crate) fn slice_utf16(text: &str, start: u64, end: u64) -> Option<String> {
    let all: Vec<u16> = text.encode_utf16().collect();
    String::from_utf16(all.get(usize::try_from(start).ok()?..usize::try_from(end).ok()?)?).ok()
}
