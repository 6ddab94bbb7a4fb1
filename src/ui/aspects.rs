//! What of the state differs from what was last shown. Parts of the page are drawn again by it, so that each needs no
//! selector, and no component type, of its own.

use std::ops::{BitOr, Range};
use std::rc::Rc;

use crate::edit::Selection;
use crate::model::{AnnotationId, BlockId, DocId, Document, Entity, EntityId, Entry, LabelId, Schema, Table};
use crate::session::above::Above;
use crate::session::annotators::Annotators;
use crate::session::claims_table::ClaimsTable;
use crate::session::exporting::Exporting;
use crate::session::filter::Filter;
use crate::session::foreign::Foreign;
use crate::session::guide::Guide;
use crate::session::hand::Linking;
use crate::session::intake::Intake;
use crate::session::keymap::Keymap;
use crate::session::newer::Newer;
use crate::session::places::Occurrences;
use crate::session::progress::Progress;
use crate::session::proposals::Proposals;
use crate::session::queue::QueueView;
use crate::session::schema_draft::SchemaDraft;
use crate::session::state::Drawer;
use crate::session::suggestions::Review;
use crate::session::task::TaskWork;
use crate::session::{Dialog, Saved, State};
use crate::storage::meter::Meter;

/// A set of aspects of the state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aspects(u32);

impl Aspects {
    /// The project's name and schema.
    pub const PROJECT: Self = Self(1);
    /// The articles of the project and what is known of them.
    pub const QUEUE: Self = Self(1 << 1);
    /// Which article is shown, or is on its way.
    pub const OPEN: Self = Self(1 << 2);
    /// The open article's own data, what its blocks are and how many sections it has; no annotation.
    pub const ARTICLE: Self = Self(1 << 3);
    /// Anything in the open document.
    pub const DOCUMENT: Self = Self(1 << 4);
    /// The annotations that are picked out.
    pub const PICKED: Self = Self(1 << 5);
    /// Anything that is picked out, words too, and the label that is held.
    pub const SELECTION: Self = Self(1 << 6);
    /// Where a link begins.
    pub const LINKING: Self = Self(1 << 7);
    /// How tags are shown, whether selections are exact, the keys, and which drawer is open.
    pub const SETTINGS: Self = Self(1 << 8);
    /// How much can be undone and done again.
    pub const HISTORY: Self = Self(1 << 9);
    /// What the saved chip says.
    pub const SAVED: Self = Self(1 << 10);
    /// What was said last.
    pub const SAID: Self = Self(1 << 11);
    /// The sheet over the page.
    pub const DIALOG: Self = Self(1 << 12);
    /// Which annotations are seen, and what is searched for.
    pub const FILTER: Self = Self(1 << 13);

    /// The things that mentions name.
    pub const ENTITIES: Self = Self(1 << 16);

    /// The places of a name that are looked through.
    pub const OCCURRENCES: Self = Self(1 << 15);
    /// Claims that are proposed, and the walk through suggestions.
    pub const PROPOSALS: Self = Self(1 << 18);
    /// The table of claims.
    pub const CLAIMS: Self = Self(1 << 19);
    /// Which sections are around the window, and drawn in full.
    pub const WINDOW: Self = Self(1 << 20);
    /// What the stores hold, the files with everything in them, and how the page looks.
    pub const DATA: Self = Self(1 << 21);
    /// The label schema under change, and which articles are listed.
    pub const DRAFT: Self = Self(1 << 22);
    /// How far the work is.
    pub const PROGRESS: Self = Self(1 << 23);
    /// The guidelines, and the pane that they are in.
    pub const GUIDE: Self = Self(1 << 26);
    /// The task that the page was opened for.
    pub const TASK: Self = Self(1 << 24);
    /// What several people marked.
    pub const ANNOTATORS: Self = Self(1 << 25);
    /// A newer version of the article, and what becomes of its annotations.
    pub const NEWER: Self = Self(1 << 27);
    /// An export that is chosen or prepared.
    pub const EXPORT: Self = Self(1 << 31);
    /// Files on their way in.
    pub const INTAKE: Self = Self(1 << 29);
    /// What is under the pointer.
    pub const UNDER: Self = Self(1 << 17);
    /// The block below the pointer, and the place of the caret.
    pub const PLACE: Self = Self(1 << 28);
    /// Which rows of the list of annotations are drawn.
    pub const LISTED: Self = Self(1 << 30);
    /// Everything: for what is empty nearly always, and then shows a little of everything.
    pub const ALL: Self = Self(u32::MAX);

    /// Whether the caret is in the article.
    pub const CARET: Self = Self(1 << 14);

    /// Whether two sets have an aspect in common.
    #[must_use]
    pub const fn meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

impl BitOr for Aspects {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// Of what the stores hold: the meter, the last backup, what can be done about either, and what may be erased.
type SeenData = (Option<Rc<Meter>>, Option<u64>, [bool; 5], Option<Rc<str>>);

/// Handles to what was last shown: all are cheap to keep, and most to compare.
pub struct Seen {
    name: Rc<str>,
    schema: Rc<Schema>,
    entries: Table<DocId, Rc<Entry>>,
    order: (Rc<Vec<DocId>>, bool),
    queue: Rc<QueueView>,
    open: (Option<DocId>, Option<DocId>, bool),
    sections: usize,
    document: Option<Rc<Document>>,
    selection: Selection,
    held: Option<LabelId>,
    linking: Option<Linking>,
    under: Rc<Vec<AnnotationId>>,
    place: (Option<BlockId>, Option<u32>),
    entities: Table<EntityId, Rc<Entity>>,
    settings: (bool, &'static str, Rc<Keymap>, Option<Drawer>),
    depth: (usize, usize),
    saved: Saved,
    said: (u32, u32),
    caret: bool,
    dialog: Option<Dialog>,
    filter: Rc<Filter>,
    occurrences: Option<Rc<Occurrences>>,
    proposals: (Option<Rc<Proposals>>, Option<Rc<Review>>),
    claims: Option<Rc<ClaimsTable>>,
    draft: Option<Rc<SchemaDraft>>,
    progress: (Option<Rc<Progress>>, bool),
    guide: (Rc<Guide>, Rc<str>, bool),
    task: Option<Rc<TaskWork>>,
    intake: (Option<Rc<Intake>>, bool, Option<Rc<Foreign>>),
    exporting: Option<Rc<Exporting>>,
    annotators: Option<Rc<Annotators>>,
    /// Where it lies: the next one is made before this one goes, and nothing of it is kept for a first load.
    above: Option<*const Above>,
    newer: Option<Rc<Newer>>,
    window: (Range<usize>, usize, bool),
    listed: usize,
    look: (Rc<str>, Rc<Vec<(String, String)>>),
    data: SeenData,
}

impl Seen {
    /// What is shown when this state is.
    #[must_use]
    pub fn of(state: &State) -> Self {
        Self {
            name: state.project.name.clone(),
            schema: state.project.schema.clone(),
            entries: state.project.entries.clone(),
            order: (state.project.order.clone(), state.partial),
            queue: state.queue.clone(),
            open: (state.open.clone(), state.opening.clone(), state.started),
            sections: state.view.count(),
            document: state.view.document().cloned(),
            selection: state.selection.clone(),
            held: state.held.clone(),
            linking: state.linking,
            under: state.under.clone(),
            place: (state.pointer.block, state.caret.map(|caret| caret.at)),
            entities: state.project.entities.clone(),
            settings: (state.exact, state.tags.as_str(), state.keymap.clone(), state.drawer),
            depth: state.history.depth(),
            saved: state.saved.clone(),
            said: (state.said.0, state.spoken.0),
            caret: state.caret.is_some(),
            dialog: state.dialog.clone(),
            filter: state.filter.clone(),
            occurrences: state.occurrences.clone(),
            proposals: (state.proposals.clone(), state.review.clone()),
            claims: state.claims.clone(),
            draft: state.draft.clone(),
            progress: (state.progress.clone(), state.tally.off),
            guide: (state.guide.clone(), state.project.guidelines.clone(), state.whole),
            task: state.task.clone(),
            intake: (state.intake.clone(), state.page_at_hand.is_some(), state.foreign.clone()),
            exporting: state.exporting.clone(),
            annotators: state.annotators.clone(),
            above: state.above.as_ref().map(Rc::as_ptr),
            newer: state.newer.clone(),
            look: (state.look.clone(), state.languages.clone()),
            data: (
                state.meter.clone(),
                state.backup.as_ref().map(|backup| backup.clock),
                [
                    state.handed.is_some(),
                    state.autosave.is_some(),
                    state.kept_before.is_some(),
                    state.forgets_originals,
                    state.update_waits,
                ],
                state.erases.clone(),
            ),
            window: (state.window(), state.view.drawn_in_full(), state.whole),
            listed: state.listed.first,
        }
    }

    /// In what two differ. Telling too much only draws a part again; too little would show what is no longer so.
    #[must_use]
    pub fn differs(&self, other: &Self) -> Aspects {
        let ends = |each: &Self| {
            each.document
                .as_ref()
                .map(|document| (Rc::as_ptr(&document.meta), Rc::as_ptr(&document.blocks), Rc::as_ptr(document)))
        };
        let (mine, others) = (ends(self), ends(other));
        let same_article = mine.map(|(meta, blocks, _)| (meta, blocks))
            == others.map(|(meta, blocks, _)| (meta, blocks))
            && self.sections == other.sections;
        let parts = [
            (Aspects::PROJECT, self.name == other.name && Rc::ptr_eq(&self.schema, &other.schema)),
            (
                Aspects::QUEUE,
                self.entries.is_same(&other.entries) && self.order == other.order && self.queue == other.queue,
            ),
            (Aspects::OPEN, self.open == other.open),
            (Aspects::ARTICLE, same_article),
            (Aspects::DOCUMENT, mine == others),
            (Aspects::PICKED, self.selection.annotations() == other.selection.annotations()),
            (Aspects::SELECTION, self.selection == other.selection && self.held == other.held),
            (Aspects::ENTITIES, self.entities.is_same(&other.entities)),
            (Aspects::LINKING, self.linking == other.linking),
            (Aspects::UNDER, Rc::ptr_eq(&self.under, &other.under)),
            (Aspects::PLACE, self.place == other.place),
            (Aspects::SETTINGS, self.settings == other.settings),
            (Aspects::HISTORY, self.depth == other.depth),
            (Aspects::SAVED, self.saved == other.saved),
            (Aspects::SAID, self.said == other.said),
            (Aspects::CARET, self.caret == other.caret),
            (Aspects::DIALOG, self.dialog == other.dialog && self.above == other.above),
            (Aspects::FILTER, Rc::ptr_eq(&self.filter, &other.filter)),
            (
                Aspects::PROPOSALS,
                same_rc(self.proposals.0.as_ref(), other.proposals.0.as_ref())
                    && same_rc(self.proposals.1.as_ref(), other.proposals.1.as_ref()),
            ),
            (Aspects::CLAIMS, same_rc(self.claims.as_ref(), other.claims.as_ref())),
            (Aspects::DRAFT, same_rc(self.draft.as_ref(), other.draft.as_ref())),
            (
                Aspects::PROGRESS,
                same_rc(self.progress.0.as_ref(), other.progress.0.as_ref()) && self.progress.1 == other.progress.1,
            ),
            (Aspects::TASK, same_rc(self.task.as_ref(), other.task.as_ref())),
            (Aspects::EXPORT, same_rc(self.exporting.as_ref(), other.exporting.as_ref())),
            (Aspects::ANNOTATORS, same_rc(self.annotators.as_ref(), other.annotators.as_ref())),
            (Aspects::NEWER, same_rc(self.newer.as_ref(), other.newer.as_ref())),
            (
                Aspects::INTAKE,
                same_rc(self.intake.0.as_ref(), other.intake.0.as_ref())
                    && self.intake.1 == other.intake.1
                    && same_rc(self.intake.2.as_ref(), other.intake.2.as_ref()),
            ),
            (Aspects::DATA, self.data == other.data && self.look == other.look),
            (Aspects::GUIDE, self.guide == other.guide),
            (Aspects::WINDOW, self.window == other.window),
            (Aspects::LISTED, self.listed == other.listed),
            (Aspects::OCCURRENCES, same_rc(self.occurrences.as_ref(), other.occurrences.as_ref())),
        ];
        let differing = parts.iter().filter(|(_, same)| !same);
        differing.fold(Aspects::default(), |all, (aspect, _)| all | *aspect)
    }
}

/// Whether two are one.
fn same_rc<T>(one: Option<&Rc<T>>, other: Option<&Rc<T>>) -> bool {
    one.map(Rc::as_ptr) == other.map(Rc::as_ptr)
}
