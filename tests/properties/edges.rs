//! Moving edges, adding and taking away parts, in random order on random articles: nothing else is touched.

use std::rc::Rc;

use manicule::edit::edges::{self, Edge, Known, Stride};
use manicule::edit::{Change, Fresh, Transaction, apply, commands};
use manicule::formats::native;
use manicule::model::{Annotation, AnnotationId, DocId, Document, Project, Snap, Span, TextRange, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::segments::known;
use crate::common::texts::{Place, range};
use crate::common::{cases, laws, pick, projects};
use crate::native::{exported, told};

/// What somebody does to one span.
#[derive(Clone, Debug)]
enum Deed {
    /// A key.
    Step(Edge, Stride, bool, Snap),
    /// A hand, let go anywhere.
    Drop(Edge, u16),
    Add(Place),
    Remove(u16),
}

fn edge() -> impl Strategy<Value = Edge> {
    (0..4_usize, any::<bool>()).prop_map(|(fragment, end)| Edge { fragment, end })
}

fn deed() -> BoxedStrategy<Deed> {
    let stride = select(&[Stride::Character, Stride::Word, Stride::Sentence][..]);
    let how = select(&[Snap::Words, Snap::WordsWithQuotes, Snap::Exact][..]);
    prop_oneof![
        6 => (edge(), stride, any::<bool>(), how).prop_map(|(edge, stride, on, how)| Deed::Step(edge, stride, on, how)),
        3 => (edge(), any::<u16>()).prop_map(|(edge, at)| Deed::Drop(edge, at)),
        2 => any::<Place>().prop_map(Deed::Add),
        1 => any::<u16>().prop_map(Deed::Remove),
    ]
    .boxed()
}

/// Everything around the text at once: a drag may end anywhere.
fn everything(text: &str) -> Known {
    let whole = u32::try_from(text.len()).ok().and_then(|end| TextRange::new(0, end));
    known(text, whole.as_slice())
}

/// What an edge may not do, whatever moved it.
fn stays_lawful(document: &Document, before: &Span, (edge, after): (Edge, &(Span, Edge))) {
    let (after, now) = after;
    assert!(after.fits(&document.article));
    assert_eq!(now.end, edge.end);
    assert!(now.fragment < after.count(), "the edge is in the new span");
    // The edge did not cross the other end of its fragment: the character there is still in the span.
    let old = edge.fragment(before).expect("there");
    let stays = if edge.end { old.start() } else { old.end() - 1 };
    assert!(after.fragments().any(|range| range.contains(stays)), "{before:?} {edge:?} became {after:?}");
    // Every other fragment is still there, whole.
    for (place, other) in before.fragments().enumerate().filter(|(place, _)| *place != edge.fragment) {
        let whole = |range: TextRange| range.start() <= other.start() && other.end() <= range.end();
        assert!(after.fragments().any(whole), "fragment {place} of {before:?} is gone from {after:?}");
    }
}

fn done(project: &Project, id: &DocId, of: AnnotationId, deed: &Deed, fresh: &Fresh) -> Option<Transaction> {
    let document = project.document(id)?;
    let text = document.article.text();
    let span = &document.annotations.get(&of)?.span;
    let moved = |edge: Edge, to: u32, known: &Known| {
        let next = edges::moved(document, span, edge, to, &known.boundaries)?;
        stays_lawful(document, span, (edge, &next));
        commands::set_span(project, id, of, next.0, fresh)
    };
    match deed {
        Deed::Step(edge, stride, forward, how) => {
            let edge = edge.of(span);
            let windows = edges::windows(document, span, edge, *stride, *forward);
            assert!(windows.windows(2).all(|pair| pair[0].end() <= pair[1].start()));
            let known = known(text, &windows);
            let at = edge.at(span)?;
            let to = edges::stop(document, span, edge, (*stride, *forward), *how, &known)?;
            assert!(if *forward { to > at } else { to < at }, "{edge:?} at {at} goes to {to}");
            if *stride == Stride::Character {
                assert!(known.boundaries.graphemes.contains(&to), "{to} is inside a character");
            }
            moved(edge, to, &known)
        }
        Deed::Drop(edge, at) => {
            moved(edge.of(span), u32::from(*at) % (document.article.lengths().bytes + 3), &everything(text))
        }
        Deed::Add(place) => commands::add_fragment(project, id, of, [range(text, *place)], fresh),
        Deed::Remove(number) => {
            let all: Vec<_> = span.fragments().collect();
            let gone = *pick(&all, *number)?;
            let transaction = commands::remove_fragment(project, id, of, &[gone], fresh);
            assert_eq!(transaction.is_some(), all.len() > 1, "the last part stays");
            transaction
        }
    }
}

/// Nothing differs but the span of one annotation and when it was changed.
fn only_the_span(before: &Project, after: &Project, id: &DocId, of: AnnotationId) {
    let (old, new) = (before.document(id).expect("there"), after.document(id).expect("there"));
    let (was, is) = (old.annotations.get(&of).expect("there"), new.annotations.get(&of).expect("there"));
    assert_ne!(was.span, is.span);
    let back = Annotation { span: was.span.clone(), changed: was.changed, ..(**is).clone() };
    assert_eq!(back, **was);
    let mut same = (**new).clone();
    same.annotations.insert(of, was.clone());
    assert_eq!(same, **old, "another annotation, a relation or the text was touched");
    let mut all = after.clone();
    all.loaded.insert(id.clone(), old.clone());
    assert_eq!(all, *before, "something beside the document was touched");
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn only_one_span_changes(
        project in projects::project(), which in any::<(u16, u16)>(), deeds in vec(deed(), 1..24),
    ) {
        let Some(document) = pick(&project.order, which.0).and_then(|id| project.document(id)) else { return Ok(()) };
        let ids: Vec<_> = document.annotations.keys().copied().collect();
        let Some(of) = pick(&ids, which.1).copied() else { return Ok(()) };
        let id = document.id.clone();
        let mut steps: Vec<(Project, Transaction)> = Vec::new();
        let mut here = project.clone();
        for (number, deed) in (1..).zip(&deeds) {
            let fresh = Fresh::new(Timestamp(1_800_000_000_000 + number), None, 7);
            let Some(transaction) = done(&here, &id, of, deed, &fresh) else { continue };
            prop_assert!(matches!(&transaction.changes[..], [Change::Annotation(..)]));
            let after = apply(&here, &transaction).expect("it fits");
            laws::hold(&after);
            only_the_span(&here, &after, &id, of);
            steps.push((std::mem::replace(&mut here, after), transaction));
        }
        // What was written is read again as it was.
        let text = exported(&here);
        let read = native::read("articles.jsonl", &text);
        prop_assert!(read.issues.is_empty(), "{:?}", read.issues);
        let again: Vec<Rc<Document>> = read.documents;
        let here_told = told(here.clone());
        prop_assert_eq!(again.iter().collect::<Vec<_>>(), here_told.documents().collect::<Vec<_>>());
        // And every step can be taken back, byte for byte.
        for (before, transaction) in steps.iter().rev() {
            here = apply(&here, &transaction.inverse()).expect("the inverse fits");
            prop_assert_eq!(exported(&here), exported(before));
            prop_assert_eq!(&here, before);
        }
    }
}
