//! The HTML of a section, for random annotations: its words are the article's and nothing else's.

#![cfg(not(target_arch = "wasm32"))]

#[allow(dead_code, reason = "other tests use the rest")]
mod common;

use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use manicule::browser::channel::Channel;
use manicule::edit::Selection;
use manicule::model::{Document, PersonId, Project, ProjectId};
use manicule::session::State;
use manicule::session::suggestions::{At, Review};
use manicule::session::view::View;
use manicule::storage::Replicas;
use manicule::storage::memory::MemoryStore;
use manicule::ui::effects::Edge;
use manicule::ui::section_view::{Props, SectionView};
use manicule::ui::store::Store;
use proptest::prelude::*;

use common::cases;
use common::projects::project;
use common::texts::{Place, range};

/// The HTML of the n-th section.
fn render(store: &Store, number: usize) -> String {
    let props = Props { store: store.clone(), number };
    let renderer = yew::LocalServerRenderer::<SectionView>::with_props(props).hydratable(false);
    let mut rendering = pin!(renderer.render());
    // Nothing is waited for: no effect runs, and all that is drawn is there.
    for _ in 0..1000 {
        if let Poll::Ready(html) = rendering.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            return html;
        }
    }
    unreachable!("drawing waits for nothing")
}

/// A page that shows a document, all of it near the window.
fn shown(project: &Project, document: &Rc<Document>, selection: &Selection, walks: bool) -> Store {
    let mut state = State::new(1, PersonId::from_bits(1), ProjectId::from_bits(1));
    state.project = project.clone();
    state.open = Some(document.id.clone());
    state.selection = selection.clone();
    let view = View::open(document, selection);
    state.view = (0..view.count()).fold(view, View::near);
    // Where somebody walks through what is suggested, all of it is drawn.
    let at = document.open_suggestions().next().filter(|_| walks);
    state.review = at.map(|first| Rc::new(Review::new(document.id.clone(), At::One(first.clone()))));
    Store::new(
        state,
        Edge::new(Replicas::new(Rc::new(MemoryStore::default()), Rc::new(MemoryStore::default())), Channel::nowhere()),
    )
}

/// The tags of some HTML, and the text between them as a reader gets it, cut at each `<p>`.
fn parts(html: &str) -> (Vec<&str>, Vec<String>) {
    let (mut tags, mut blocks) = (Vec::new(), Vec::new());
    for piece in html.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').expect("a tag ends; attributes hold no bare >");
        tags.push(tag);
        if tag.starts_with("p ") {
            blocks.push(String::new());
        }
        if let Some(block) = blocks.last_mut() {
            block.push_str(&unescaped(text));
        } else {
            assert_eq!(text, "", "nothing stands before the first block");
        }
    }
    (tags, blocks)
}

fn unescaped(text: &str) -> String {
    let (names, mut out) =
        ([("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&amp;", "&")], String::new());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let (name, character) = names.iter().find(|(name, _)| rest.starts_with(name)).expect("a name of HTML");
        out.push_str(character);
        rest = &rest[name.len()..];
    }
    out + rest
}

fn selection(document: &Document, places: &[Place], words: bool) -> Selection {
    if words {
        let ranges = places.iter().map(|place| range(document.article.text(), *place)).collect();
        return Selection::Words(document.id.clone(), ranges);
    }
    Selection::Annotations(document.id.clone(), document.annotations.keys().take(places.len()).copied().collect())
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_blocks_words_are_the_articles(
        project in project(), places in common::texts::places(3), words in any::<bool>(),
        walks in any::<bool>(),
    ) {
        for document in project.documents() {
            let store = shown(&project, document, &selection(document, &places, words), walks);
            let count = store.with(|state| state.view.count());
            let html: Vec<String> = (0..count).map(|number| render(&store, number)).collect();
            let mut told = Vec::new();
            for section in &html {
                let (tags, blocks) = parts(section);
                // The content policy lets no inline style through, and the names of labels are never text.
                prop_assert!(!tags.iter().any(|tag| tag.contains(" style=")), "{}", section);
                // The handles of what is picked out have no words.
                let allowed = ["section", "/section", "p", "/p", "mark", "/mark", "i", "/i"];
                let known = |tag: &&str| allowed.contains(&tag.split(' ').next().unwrap_or_default());
                prop_assert!(tags.iter().all(known), "{}", section);
                told.extend(blocks);
            }
            let text: Vec<&str> = document.blocks.iter().map(|block| document.article.quote(block.range)).collect();
            prop_assert_eq!(told, text);
            for annotation in document.annotations.values() {
                let inside = document.blocks.iter().any(|block| annotation.span.fragments().any(|r| r.overlaps(block.range)));
                let id = annotation.id.to_string();
                // What was accepted may have the id of what is suggested, which is drawn by itself.
                let suggested = document.suggestions.contains_key(&annotation.id);
                prop_assert!(html.concat().contains(&id) == inside || suggested, "{}", annotation.id);
            }
            for suggestion in document.open_suggestions() {
                let span = &suggestion.annotation.span;
                let inside = document.blocks.iter().any(|block| span.fragments().any(|r| r.overlaps(block.range)));
                let drawn = html.iter().any(|section| section.contains("data-suggestions"));
                prop_assert!(!inside || drawn == walks);
            }
        }
    }
}

/// A section far from the window is drawn without marks, with all of its words.
#[test]
fn a_section_far_away_is_plain() {
    let text = format!("{}\n{}", "[Ada](person) said so. ".repeat(600), "[Bob](person) did not. ".repeat(1500));
    let text = text.replace(". [", ".\n[");
    let document = Rc::new(manicule::model::markup::parse("d", &text).expect("well formed"));
    let project = Project::new(ProjectId::from_bits(1), "").with(document.clone());
    let mut state = State::new(1, PersonId::from_bits(1), ProjectId::from_bits(1));
    state.project = project;
    state.open = Some(document.id.clone());
    state.view = View::open(&document, &Selection::Nothing);
    let count = state.view.count();
    let store = Store::new(
        state,
        Edge::new(Replicas::new(Rc::new(MemoryStore::default()), Rc::new(MemoryStore::default())), Channel::nowhere()),
    );
    assert!(count > 3);
    let marks: Vec<usize> = (0..count).map(|number| render(&store, number).matches("<mark").count()).collect();
    assert!(marks[0] > 0 && marks[1] > 0 && marks[2..].iter().all(|marks| *marks == 0), "{marks:?}");
    let words: usize = (0..count).map(|number| parts(&render(&store, number)).1.len()).sum();
    assert_eq!(words, document.blocks.len());
}

/// What somebody writes into an article or a schema is text and never HTML.
#[test]
fn hostile_words_stay_words() {
    let hostile = "<img src=x onerror=alert(1)> & \"quoted\" 'single' </p><script>x</script>";
    let document = manicule::model::markup::parse(
        "d",
        &format!("[{hostile}](person) met [Bob](person).").replace("(1)", "\\(1\\)"),
    );
    let document = Rc::new(document.expect("well formed"));
    let mut project = Project::new(ProjectId::from_bits(1), "");
    let mut schema = (*project.schema).clone();
    for label in &mut schema.labels {
        let name: Rc<str> = Rc::from("\"><script>alert(1)</script>");
        *label = Rc::new(manicule::model::Label { name: name.clone(), short: name, ..(**label).clone() });
    }
    project.schema = Rc::new(schema);
    let project = project.with(document.clone());
    let html = render(&shown(&project, &document, &Selection::Nothing, false), 0);
    assert!(!html.contains("<script") && !html.contains("<img"), "{html}");
    assert!(html.contains("&lt;img src=x"), "{html}");
}
