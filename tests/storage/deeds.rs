//! What a person does, as data: numbers stand for whatever is there when the deed is done.

use std::rc::Rc;

use manicule::formats::native;
use manicule::model::{AnnotationId, BlockId, DocId, Document, Project, RelationId, Status, Unit};
use manicule::session::{Action, Args, Command, Fragment, SourceFile, State};
use proptest::prelude::*;
use proptest::sample::select;

use super::tab::Tab;
use crate::common::pick;
use crate::common::projects::project;
use crate::common::texts::{Place, places, span};

/// Something a person does.
#[derive(Clone, Debug)]
pub(crate) enum Deed {
    Annotate(Vec<Place>, u16),
    Relabel(u16, u16),
    Delete(u16),
    Link(u16, u16, u16),
    Unlink(u16),
    Status(u16, Status),
    Open(u16),
    AddText(u32),
    Import(u32, Box<Project>),
    Remove(u16),
    Renew(u16),
    Move(u16, u16),
    Removes(u16, u16),
    Statuses(u16, Status),
    Furniture(u16),
    Kind(u16, u16),
    About(u16, u16),
    Undo,
    Redo,
    Tags,
    Exact,
}

/// Work inside articles, which is most of all work.
pub(crate) fn marking() -> BoxedStrategy<Deed> {
    let number = any::<u16>;
    prop_oneof![
        6 => (places(3), number()).prop_map(|(places, label)| Deed::Annotate(places, label)),
        2 => (number(), number()).prop_map(|(which, label)| Deed::Relabel(which, label)),
        2 => number().prop_map(Deed::Delete),
        3 => (number(), number(), number()).prop_map(|(from, to, kind)| Deed::Link(from, to, kind)),
        1 => number().prop_map(Deed::Unlink),
        1 => (number(), select(Status::ALL.to_vec())).prop_map(|(which, status)| Deed::Status(which, status.0)),
        2 => number().prop_map(Deed::Open),
        1 => (number(), number()).prop_map(|(which, before)| Deed::Move(which, before)),
        2 => number().prop_map(Deed::Furniture),
        1 => (number(), number()).prop_map(|(which, kind)| Deed::Kind(which, kind)),
        2 => (number(), number()).prop_map(|(which, said)| Deed::About(which, said)),
    ]
    .boxed()
}

/// Everything.
pub(crate) fn deed() -> BoxedStrategy<Deed> {
    prop_oneof![
        10 => marking(),
        1 => any::<u32>().prop_map(Deed::AddText),
        1 => (any::<u32>(), project()).prop_map(|(number, project)| Deed::Import(number, Box::new(project))),
        1 => any::<u16>().prop_map(Deed::Remove),
        1 => any::<u16>().prop_map(Deed::Renew),
        1 => any::<(u16, u16)>().prop_map(|(from, to)| Deed::Removes(from, to)),
        1 => (any::<u16>(), select(Status::ALL.to_vec())).prop_map(|(from, status)| Deed::Statuses(from, status.0)),
        4 => Just(Deed::Undo),
        2 => Just(Deed::Redo),
        1 => select(&[Deed::Tags, Deed::Exact][..]),
    ]
    .boxed()
}

const TEXTS: [&str; 4] =
    ["Ada met Bob.\n“It rained,” said Ada.", "👩‍👩‍👧 e\u{301} نقل أحمد\n東京都知事", "Third title\n\nU.S. S-400", "x"];

/// The annotation of the open article that a number stands for.
fn annotation(state: &State, number: u16) -> Option<AnnotationId> {
    let all: Vec<_> = state.document()?.annotations.keys().copied().collect();
    pick(&all, number).copied()
}

fn relation(state: &State, number: u16) -> Option<RelationId> {
    let all: Vec<_> = state.document()?.relations.keys().copied().collect();
    pick(&all, number).copied()
}

fn label(state: &State, number: u16) -> Option<String> {
    pick(&state.project.schema.labels, number).map(|label| label.id.to_string())
}

fn document(state: &State, number: u16) -> Option<String> {
    pick(&state.project.order, number).map(ToString::to_string)
}

/// What is said of articles.
const ABOUT: [(&str, &str); 6] = [
    ("title", "Another title"),
    ("title", "نقل أحمد"),
    ("lang", "sv"),
    ("lang", ""),
    ("url", "https://example.org/a"),
    ("author", "Ada"),
];

fn block(state: &State, number: u16) -> Option<BlockId> {
    pick(&state.document()?.blocks, number).map(|block| block.id)
}

fn fragments(document: &Document, places: &[Place]) -> Vec<Fragment> {
    let article = &document.article;
    let offsets = |range| article.offsets(range, Unit::CodePoint).expect("a place lies on the text");
    let span = span(article.text(), places);
    span.fragments().map(offsets).map(|(start, end)| Fragment { start, end }).collect()
}

/// The file that holds everything of a project. Articles get ids of their own, so that none comes in, goes, and comes in
/// again as something else: then a store has lost what it was before.
fn file(number: u32, project: &Project) -> SourceFile {
    let renamed = |document: &Rc<Document>| {
        let id = DocId::from(format!("{number}/{}", document.id).as_str());
        Rc::new(Document { id, ..(**document).clone() })
    };
    let documents: Vec<Rc<Document>> = project.documents().map(renamed).collect();
    let text = native::write(project, &documents).files.pop().expect("one file").text;
    SourceFile { name: "other.jsonl".to_owned(), bytes: text.into_bytes() }
}

impl Deed {
    /// Whether fewer articles may be there afterwards. Every deed is named, so that a new one is thought about.
    pub(crate) const fn takes_away(&self) -> bool {
        match self {
            Self::Remove(_) | Self::Renew(_) | Self::Removes(..) | Self::Undo | Self::Redo => true,
            Self::Annotate(..) | Self::Relabel(..) | Self::Delete(_) | Self::Link(..) | Self::Unlink(_) => false,
            Self::Status(..) | Self::Statuses(..) | Self::Open(_) | Self::Move(..) => false,
            Self::Furniture(_) | Self::Kind(..) | Self::About(..) => false,
            Self::AddText(_) | Self::Import(..) | Self::Tags | Self::Exact => false,
        }
    }

    /// The action, for this state; `None` where there is nothing to do it to.
    pub(crate) fn action(&self, state: &State) -> Option<Action> {
        let args = Args::default();
        let (command, args) = match self {
            Self::Annotate(places, number) => {
                let fragments = Some(fragments(state.document()?, places));
                (Command::Annotate, Args { label: label(state, *number), fragments, ..args })
            }
            Self::Relabel(which, number) => {
                let id = Some(annotation(state, *which)?.to_string());
                (Command::Relabel, Args { id, label: label(state, *number), ..args })
            }
            Self::Delete(which) => (Command::Delete, Args::id(annotation(state, *which)?)),
            Self::Link(from, to, kind) => {
                let end = |number: &u16| annotation(state, *number).map(|id| id.to_string());
                let kind = pick(&state.project.schema.relations, *kind).map(|kind| kind.id.to_string());
                (Command::Link, Args { from: end(from), to: end(to), kind, ..args })
            }
            Self::Unlink(which) => (Command::Unlink, Args::id(relation(state, *which)?)),
            Self::Status(which, status) => {
                let status = Some(status.as_str().to_owned());
                (Command::SetStatus, Args { document: Some(document(state, *which)?), status, ..args })
            }
            Self::Open(which) => (Command::OpenArticle, Args { document: Some(document(state, *which)?), ..args }),
            Self::AddText(number) => {
                let number = usize::try_from(*number).expect("a number fits");
                let text = format!("{}\nNo {number}", TEXTS[number % TEXTS.len()]);
                (Command::AddText, Args { text: Some(text), ..args })
            }
            Self::Import(number, project) => return Some(Action::Files(vec![file(*number, project)])),
            Self::Remove(which) => (Command::RemoveArticle, Args { document: Some(document(state, *which)?), ..args }),
            // Looked at here, used by the step that follows.
            Self::Renew(number) => {
                let text = state.document()?.article.text();
                let (first, last) = text.split_at(text.ceil_char_boundary(usize::from(*number) % (text.len() + 1)));
                (Command::LoadNewer, Args { text: Some(format!("{first} Later.\n{last}")), ..args })
            }
            Self::Move(which, before) => {
                let ids = Some(vec![document(state, *which)?]);
                // An odd number: behind all others.
                let document = document(state, before / 2).filter(|_| before.is_multiple_of(2));
                (Command::PlaceArticles, Args { ids, document, ..args })
            }
            Self::Removes(from, to) => {
                let ids = [from, to].into_iter().filter_map(|number| document(state, *number)).collect();
                (Command::RemoveArticles, Args { ids: Some(ids), ..args })
            }
            Self::Statuses(from, status) => {
                let ids = (0..3).filter_map(|more| document(state, from.wrapping_add(more))).collect();
                (Command::SetStatuses, Args { ids: Some(ids), status: Some(status.as_str().to_owned()), ..args })
            }
            Self::Furniture(which) => (Command::ToggleFurniture, Args::blocks(&[block(state, *which)?])),
            Self::Kind(which, kind) => {
                let kind = pick(&["title", "h2", "p", "caption"], *kind).map(ToString::to_string);
                (Command::SetBlock, Args { kind, ..Args::blocks(&[block(state, *which)?]) })
            }
            Self::About(which, said) => {
                let (field, text) = pick(&ABOUT, *said).expect("there are some");
                let field = Some((*field).to_owned());
                (Command::SetArticle, Args { document: Some(document(state, *which)?), field, ..Args::text(text) })
            }
            Self::Undo => (Command::Undo, args),
            Self::Redo => (Command::Redo, args),
            Self::Tags => (Command::CycleTags, args),
            Self::Exact => (Command::ToggleExact, args),
        };
        Some(Action::Run(command, args))
    }

    /// Does it.
    pub(crate) fn on(&self, tab: &mut Tab) {
        tab.moment += 1;
        if let Some(action) = self.action(&tab.state) {
            tab.act(action);
            if matches!(self, Self::Renew(_)) && tab.state.newer.is_some() {
                tab.act(Action::Run(Command::UseNewer, Args::default()));
            }
        }
    }
}
