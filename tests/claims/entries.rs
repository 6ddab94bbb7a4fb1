//! The sentences with what is marked in them.

use std::rc::Rc;

use manicule::model::{Annotation, Document, KindId, Span, markup};

/// A claim as somebody marked it.
pub(crate) struct Gold {
    pub(crate) content: Span,
    pub(crate) cue: Option<Span>,
    pub(crate) sources: Vec<Span>,
}

/// One text.
pub(crate) struct Entry {
    pub(crate) name: String,
    /// As it is before anybody has marked anything.
    pub(crate) document: Document,
    pub(crate) claims: Vec<Gold>,
}

/// Reads a file: entries between lines `===`, each with its pattern's name first.
pub(crate) fn entries(text: &str) -> Vec<Entry> {
    text.split("\n===\n").map(entry).collect()
}

fn entry(text: &str) -> Entry {
    let (name, marked) = text.trim_matches('\n').split_once('\n').expect("a name and a text");
    let name = name.strip_prefix("# ").expect("a name behind #").to_owned();
    let mut document = markup::parse("d", marked).unwrap_or_else(|error| panic!("{name}: {error:?}"));
    let spans = |from: &Rc<Annotation>, kind: &str| -> Vec<Span> {
        document.slot(from.id, &KindId::from(kind)).map(|end| end.span.clone()).collect()
    };
    let claims = document.in_reading_order().into_iter().filter(|annotation| annotation.label.as_str() == "claim");
    let claims = claims.map(|claim| Gold {
        content: claim.span.clone(),
        cue: spans(claim, "cue").into_iter().next(),
        sources: spans(claim, "source"),
    });
    let claims = claims.collect();
    document.annotations = [].into_iter().collect();
    document.relations = [].into_iter().collect();
    Entry { name, document, claims }
}
