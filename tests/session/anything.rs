//! Whatever anybody does, in whatever order, with whatever arguments: nothing panics, the laws hold, and the view is
//! what it would be if it were made anew.

use manicule::edit::{Edge, Selection};
use manicule::model::{AnnotationId, BlockId, Boundaries, DocId, LabelId, TextRange};
use manicule::session::view::View;
use manicule::session::{ACTIONS, Action, Args, Command, Fragment, Hold, Message, SourceFile, State, Words};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::tab::{Disk, Tab};
use crate::common::{cases, laws, pick};

/// An action that is not known yet: numbers stand for what is there.
#[derive(Clone, Debug)]
pub(crate) enum Seed {
    Run(u16, ArgsSeed),
    Words((u16, u16), (bool, bool, bool), Vec<u32>),
    Click(Vec<u16>, Hold),
    Over(Vec<u16>),
    Point(Option<u32>, bool),
    Pull(Vec<u16>, bool),
    Files(Vec<u8>),
    Pasted(String),
    Grab(u8, bool),
    Drag(u16, Vec<u32>, bool),
    Drop(bool),
    Near(usize),
    Position(u32),
    Again,
    Select(Vec<u16>),
    Reload,
}

/// For each argument nothing, something that is there, or junk.
#[derive(Clone, Debug)]
pub(crate) struct ArgsSeed {
    numbers: [Option<u16>; 7],
    fragments: Option<Vec<(u32, u32)>>,
    junk: bool,
}

fn args() -> impl Strategy<Value = ArgsSeed> {
    let numbers = proptest::array::uniform7(of(any::<u16>()));
    let offset = || prop_oneof![9 => 0..40_u32, 1 => any::<u32>()];
    let fragments = of(vec((offset(), offset()), 0..3));
    (numbers, fragments, proptest::bool::weighted(0.05)).prop_map(|(numbers, fragments, junk)| ArgsSeed {
        numbers,
        fragments,
        junk,
    })
}

pub(crate) fn seed() -> BoxedStrategy<Seed> {
    let number = any::<u16>;
    let flags = any::<(bool, bool, bool)>();
    prop_oneof![
        20 => (number(), args()).prop_map(|(command, args)| Seed::Run(command, args)),
        8 => (any::<(u16, u16)>(), flags, vec(any::<u32>(), 0..6))
            .prop_map(|(range, flags, edges)| Seed::Words(range, flags, edges)),
        3 => (vec(number(), 0..3), select(&[Hold::Nothing, Hold::All, Hold::Range][..]))
            .prop_map(|(numbers, hold)| Seed::Click(numbers, hold)),
        2 => vec(number(), 0..3).prop_map(Seed::Over),
        3 => (of(0..6_u32), any::<bool>()).prop_map(|(block, moved)| Seed::Point(block, moved)),
        3 => (vec(number(), 0..3), any::<bool>()).prop_map(|(numbers, lands)| Seed::Pull(numbers, lands)),
        1 => vec(any::<u8>(), 0..40).prop_map(Seed::Files),
        1 => any::<String>().prop_map(Seed::Pasted),
        3 => (0..3_u8, any::<bool>()).prop_map(|(fragment, end)| Seed::Grab(fragment, end)),
        4 => (number(), vec(any::<u32>(), 0..6), any::<bool>())
            .prop_map(|(at, edges, exact)| Seed::Drag(at, edges, exact)),
        2 => any::<bool>().prop_map(Seed::Drop),
        1 => (0..9_usize).prop_map(Seed::Near),
        1 => any::<u32>().prop_map(Seed::Position),
        1 => Just(Seed::Again),
        1 => vec(number(), 0..4).prop_map(Seed::Select),
        1 => Just(Seed::Reload),
    ]
    .boxed()
}

fn annotation(state: &State, number: u16) -> AnnotationId {
    let ids: Vec<_> = state.document().into_iter().flat_map(|d| d.annotations.keys().copied()).collect();
    pick(&ids, number).copied().unwrap_or_else(|| AnnotationId::from_bits(u64::from(number)))
}

impl ArgsSeed {
    fn grow(&self, state: &State) -> Args {
        let junk = |number: u16| pick(&["", "…", "0000000000000", "\u{0}", "person "], number).map(ToString::to_string);
        let project = &state.project;
        let [id, label, kind, from, to, document, status] = self.numbers;
        let choose = |number: Option<u16>, there: &dyn Fn(u16) -> Option<String>| {
            number.and_then(|number| if self.junk { junk(number) } else { there(number) })
        };
        let any_id = |number: u16| {
            let relations: Vec<_> = state.document().into_iter().flat_map(|d| d.relations.keys().copied()).collect();
            match pick(&relations, number / 2).filter(|_| number.is_multiple_of(2)) {
                Some(relation) => Some(relation.to_string()),
                None => Some(annotation(state, number).to_string()),
            }
        };
        let texts = ["Ada met Bob.\n“It rained.”", "👩‍👩‍👧 e\u{301}", "\r\n", "x"];
        Args {
            id: choose(id, &any_id),
            ids: self.numbers[1].filter(|number| number.is_multiple_of(3)).map(|number| {
                (0..number % 4)
                    .filter_map(|more| match (self.junk, number % 2) {
                        (true, _) => junk(more),
                        _ if number.is_multiple_of(5) => Some((number / 5 % 7).wrapping_add(more).to_string()),
                        (_, 0) => any_id(number.wrapping_add(more)),
                        _ => pick(&project.order, number.wrapping_add(more)).map(ToString::to_string),
                    })
                    .collect()
            }),
            label: choose(label, &|number| pick(&project.schema.labels, number).map(|label| label.id.to_string())),
            fragments: self
                .fragments
                .as_ref()
                .map(|all| all.iter().map(|(start, end)| Fragment { start: *start, end: *end }).collect()),
            kind: choose(kind, &|number| match number % 3 {
                0 => pick(&["furniture", "body", "p", "h3", "caption"], number / 3).map(ToString::to_string),
                _ => pick(&project.schema.relations, number).map(|kind| kind.id.to_string()),
            }),
            from: choose(from, &any_id),
            to: choose(to, &any_id),
            document: choose(document, &|number| pick(&project.order, number).map(ToString::to_string)),
            status: choose(status, &|number| pick(&["new", "done", "flagged"], number).map(ToString::to_string)),
            text: choose(status, &|number| pick(&texts, number).map(ToString::to_string)),
            attribute: self.numbers[5]
                .map(|number| ["check_worthy", "quote_type", "source", "no"][usize::from(number % 4)].to_owned()),
            values: self.numbers[6].map(|number| {
                let all = ["1", "direct", "author", "x", ""];
                all.iter()
                    .skip(usize::from(number % 5))
                    .take(usize::from(number / 5 % 3))
                    .map(ToString::to_string)
                    .collect()
            }),
            field: self.numbers[3].map(|number| {
                let all = [
                    "name",
                    "key",
                    "id",
                    "label",
                    "relation",
                    "attribute",
                    "retired",
                    "annotations",
                    "to",
                    "kind",
                    "title",
                    "lang",
                    "url",
                ];
                all[usize::from(number) % all.len()].to_owned()
            }),
            link: self.numbers[4]
                .map(|number| ["Q42", "https://example.org/a", "no", ""][usize::from(number % 4)].to_owned()),
            keys: self.numbers[1].map(|number| vec![["Mod+J", "Q", "1", ""][usize::from(number % 4)].to_owned()]),
            step: self.numbers[2].map(|number| u32::from(number % 9)),
            extend: self.numbers[0].map(|number| number.is_multiple_of(2)),
            add: self.numbers[0].map(|number| number.is_multiple_of(3)),
        }
    }
}

/// A little more than the article has.
fn length(state: &State) -> u32 {
    state.document().map_or(40, |d| d.article.lengths().bytes + 2)
}

/// Whatever a segmenter says, edges stay on the text.
fn boundaries(state: &State, edges: &[u32]) -> Boundaries {
    let mut graphemes: Vec<u32> = edges.iter().map(|edge| edge % length(state)).collect();
    graphemes.sort_unstable();
    let words = graphemes.windows(2).filter_map(|pair| TextRange::new(pair[0], pair[1])).collect();
    let on_text = |edge: &u32| state.document().is_some_and(|d| d.article.text().is_char_boundary(*edge as usize));
    graphemes.retain(on_text);
    if graphemes.len() == edges.len() { Boundaries { words, graphemes } } else { Boundaries::default() }
}

impl Seed {
    pub(crate) fn action(&self, state: &State) -> Option<Action> {
        Some(match self {
            Self::Run(command, args) => Action::Run(pick(ACTIONS, *command)?.command, args.grow(state)),
            Self::Words((from, to), (add, exact, double), edges) => {
                let length = length(state);
                let (from, to) = (u32::from(*from) % length, u32::from(*to) % length);
                let boundaries = boundaries(state, edges);
                let range = TextRange::new(from.min(to), from.max(to))?;
                Action::Words { range, boundaries, add: *add, exact: *exact, double: *double }
            }
            Self::Click(numbers, hold) => {
                Action::Click(numbers.iter().map(|number| annotation(state, *number)).collect(), *hold)
            }
            Self::Over(numbers) => Action::Over(numbers.iter().map(|number| annotation(state, *number)).collect()),
            Self::Point(block, moved) => Action::Point(block.map(BlockId), *moved),
            Self::Pull(numbers, lands) => {
                let ids = numbers.iter().map(|number| annotation(state, *number)).collect();
                if *lands { Action::Land(ids) } else { Action::Pull(ids) }
            }
            Self::Files(bytes) => Action::Files(vec![SourceFile { name: "some.txt".to_owned(), bytes: bytes.clone() }]),
            Self::Pasted(text) => Action::Pasted(text.clone()),
            Self::Grab(fragment, end) => Action::Grab(Edge { fragment: usize::from(*fragment), end: *end }),
            Self::Drag(at, edges, exact) => {
                let at = u32::from(*at) % length(state);
                Action::Drag { at, boundaries: boundaries(state, edges), exact: *exact }
            }
            Self::Drop(kept) => Action::Drop(*kept),
            Self::Near(number) => Action::Near(*number),
            Self::Position(block) => Action::Position(BlockId(*block)),
            Self::Again => Action::Retry,
            Self::Select(numbers) => {
                // Nobody but tests selects this way, and only what is there.
                let there = |id: &AnnotationId| state.document().is_some_and(|d| d.annotations.contains_key(id));
                let ids: Vec<_> = numbers.iter().map(|number| annotation(state, *number)).filter(there).collect();
                // Nothing that is picked out has a name of its own.
                Action::Select(match ids.is_empty() {
                    true => Selection::Nothing,
                    false => Selection::Annotations(state.open.clone()?, ids),
                })
            }
            Self::Reload => return None,
        })
    }
}

/// What is shown is what a view made anew would show.
fn view_is_true(state: &State) {
    let Some(document) = state.document() else { return assert_eq!(state.view.count(), 0) };
    if state.dragging.is_some() {
        // It shows what is not there yet.
        return;
    }
    let mut anew = View::open(document, &state.selection).with_caret(state.caret.map(|caret| caret.at));
    if let Some(annotation) = state.selection.annotations().first().and_then(|id| document.annotations.get(id)) {
        anew = anew.with_edge(Some(state.view.edge_of(&annotation.span)));
    }
    anew = anew.with_target(state.linking.and_then(|linking| linking.over));
    let mut here = state.view.clone();
    for number in 0..anew.count() {
        anew = anew.near(number);
        here = here.near(number);
    }
    assert_eq!(here.document(), Some(document));
    assert_eq!(here.count(), anew.count());
    for number in 0..anew.count() {
        assert_eq!(here.section(number), anew.section(number), "section {number}");
    }
    let rows = document.in_reading_order();
    assert!(here.rows(0).eq(rows.iter().copied()), "the list has the order of the text");
    for (row, annotation) in rows.iter().enumerate() {
        assert_eq!(here.row_of(annotation), row, "{}", annotation.id);
        assert_eq!(here.rows(row).next(), Some(*annotation), "row {row}");
    }
    for label in state.project.schema.labels.iter().map(|label| &label.id).chain([&LabelId::from("gone")]) {
        let count = |view: &View| view.counts().get(label).copied().unwrap_or(0);
        assert_eq!(count(&here), count(&anew), "{label}");
    }
}

/// What is picked out, held or linked is there.
fn nothing_dangles(state: &State) {
    let there = |id: &DocId| state.project.entries.contains_key(id);
    assert!(state.open.as_ref().is_none_or(there) && state.opening.as_ref().is_none_or(there));
    if let Some(linking) = state.linking {
        assert!(
            state.document().is_some_and(|d| d.annotations.contains_key(&linking.from)),
            "a link begins at something"
        );
    }
    if let Selection::Words(id, ranges) = &state.selection {
        let document = state.document().expect("words are in an article");
        assert_eq!(id, &document.id);
        assert!(ranges.iter().all(|range| range.of(document.article.text()).is_some()));
    }
    for document in state.project.loaded.values() {
        for relation in document.relations.values() {
            let end = |id| document.annotations.contains_key(&id);
            assert!(end(relation.from) && end(relation.to), "both ends of a relation are there");
        }
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn nothing_that_can_be_done_breaks_anything(seeds in vec(seed(), 1..40)) {
        let mut tab = Tab::open(&Disk::default(), 1);
        for (number, seed) in (2..).zip(&seeds) {
            let before = tab.state.project.clone();
            tab.moment += 1;
            let outcome = match seed.action(&tab.state) {
                Some(action) => tab.act(action),
                None => {
                    tab = tab.reload(number);
                    continue;
                }
            };
            laws::hold(&tab.state.project);
            nothing_dangles(&tab.state);
            view_is_true(&tab.state);
            // Reading an article changes what is in memory, not what is there.
            if !outcome.changed && outcome.refused.is_some() {
                prop_assert_eq!(&tab.state.project.order, &before.order, "refused: {:?}", outcome.refused);
                for (id, document) in before.loaded.iter() {
                    prop_assert_eq!(tab.state.project.document(id), Some(document), "refused: {:?}", outcome.refused);
                }
            }
            prop_assert_eq!(tab.state.in_flight, 0);
        }
        tab.undo_all();
        tab.redo_all();
        laws::hold(&tab.state.project);
        view_is_true(&tab.state);
    }

    #[test]
    fn what_says_that_it_applies_is_not_refused(
        seeds in vec(seed(), 0..20), which in select(ACTIONS.iter().map(|action| action.command).collect::<Vec<_>>()),
    ) {
        let mut tab = Tab::open(&Disk::default(), 1);
        for seed in &seeds {
            tab.moment += 1;
            if let Some(action) = seed.action(&tab.state) {
                tab.act(action);
            }
        }
        // These want to be told more than what is picked out.
        let told_more = [
            Command::Annotate, Command::ApplyLabel, Command::HoldLabel, Command::Relabel, Command::Link, Command::Unlink,
            Command::Select, Command::SetStatus, Command::AddText, Command::OpenArticle, Command::CycleSight,
            Command::GoToStep, Command::SetKeys, Command::SetSpan, Command::SetEntity, Command::GoToClaim, Command::SortClaims, Command::SortFigures,
            Command::SchemaSet, Command::SchemaPlace, Command::SchemaRemove, Command::SchemaMerge, Command::SchemaSplit,
            Command::SchemaTake, Command::SchemaValue, Command::WriteGuidelines, Command::OpenProject, Command::SaveProject, Command::RenameProject,
            Command::DeleteProject, Command::SetStatuses, Command::PlaceArticles,
            Command::SetArticle, Command::TakeAnchor,
        ];
        // At the ends of the queue there is no next; a link goes only where the schema lets it; a search finds or not.
        let may = [
            Command::NextArticle, Command::PreviousArticle, Command::Confirm, Command::FindNext, Command::FindPrevious,
            Command::PickHere, Command::PickArticle, Command::Relink, Command::FindOccurrences, Command::MarkOccurrences, Command::AcceptOccurrences, Command::SelectMore,
            Command::NextClaim, Command::PreviousClaim,
            // Where they stand already.
            Command::ArticlesUp, Command::ArticlesDown, Command::ArticlesFirst, Command::ArticlesLast,
            Command::NextDifference, Command::PreviousDifference, Command::GoToDifference, Command::NextToDo, Command::PreviousToDo,
            // An export of nothing says what is missing.
            Command::PrepareExport, Command::SaveExport, Command::GoToLoss,
            // There may be no suggestion that is like that.
            Command::TakeAbove, Command::RejectBelow,
            // What somebody else changed, or what is wrong with it, keeps a schema from being kept.
            Command::SchemaKeep,
        ];
        if (which.info().applies)(&tab.state) && !told_more.contains(&which) && !may.contains(&which) {
            let locked = tab.state.document().is_some_and(|document| document.meta.locked);
            let refused = tab.run(which, Args::default()).refused;
            // What changes nothing because somebody else's work is only looked at says how it can.
            let refused = refused.filter(|message| !(locked && message.words == Words::Locked));
            // What no key stands for is always told what it is about.
            let untold = |message: &Message| message.words == Words::NeedsArgument && which.info().keys.is_empty();
            let refused = refused.filter(|message| !untold(message));
            prop_assert_eq!(refused, None, "{:?}", which);
        }
    }
}
