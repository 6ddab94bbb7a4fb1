//! The state of the whole page: a value.

use std::ops::Range;
use std::rc::Rc;

use super::above::Above;
use super::action::{Action, Args};
use super::address::Arrival;
use super::annotators::Annotators;
use super::caret::Caret;
use super::claims_table::ClaimsTable;
use super::exporting::Exporting;
use super::filter::Filter;
use super::foreign::Foreign;
use super::guide::Guide;
use super::hand::{Drag, Linking, Pointer, RawPart};
use super::intake::Intake;
use super::journal::Journal;
use super::keymap::Keymap;
use super::listed::Listed;
use super::messages::Message;
use super::newer::Newer;
use super::places::Occurrences;
use super::positions::Positions;
use super::progress::Progress;
use super::proposals::Proposals;
use super::queue::QueueView;
use super::reading::Reading;
use super::saved::{Saved, Unsaved};
use super::schema_draft::SchemaDraft;
use super::suggestions::{Order, Review};
use super::tags::Tags;
use super::tally::Tally;
use super::task::TaskWork;
use super::task_reading::TaskReading;
use super::view::View;
use super::{Command, Words};
use crate::edit::{History, Selection, Transaction};
use crate::model::{
    AnnotationId, DocId, Document, LabelId, MetaField, PersonId, Project, ProjectId, Table, TextRange, Timestamp,
};
use crate::storage::meter::Meter;
use crate::storage::snapshot::{BackupRecord, CardRecord};
use crate::storage::{Key, Record, RecordId, StoreError};

pub use super::dialog::{Dialog, Drawer};

/// What somebody typed that a field of an article cannot say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mistyped {
    /// Which field.
    pub field: MetaField,
    /// What was typed.
    pub typed: Rc<str>,
    /// Why not.
    pub why: Message,
}

/// A step of the history: in full, or as a record of an earlier page load.
#[derive(Clone, Debug)]
pub enum Step {
    /// Made in this page load, or read in full since; the record that says so, and when it was done.
    Live(Rc<Transaction>, RecordId, Option<Timestamp>),
    /// Read from a store; becomes a transaction when its documents are loaded.
    Stored(Rc<Record>),
}

impl Step {
    /// When it was done first; `None` where a record does not say so readably.
    #[must_use]
    pub fn at(&self) -> Option<Timestamp> {
        match self {
            Self::Live(_, _, at) => *at,
            Self::Stored(record) => Timestamp::parse(&record.at),
        }
    }
}

/// A command that waits for documents; it is tried once.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// What is run again, once there is an answer for each of them.
    pub then: (Command, Args),
    /// Those of which there is none yet.
    pub left: Table<DocId, ()>,
}

/// Articles that are read for one step.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fetch {
    /// The command they are read for.
    pub of: Option<(Command, Args)>,
    /// Which.
    pub ids: Rc<Vec<DocId>>,
    /// How many of them are read.
    pub read: usize,
    /// Whether they are to stay in memory.
    pub stays: bool,
}

/// The state of the page.
#[derive(Clone, Debug)]
pub struct State {
    /// What is worked on.
    pub project: Project,
    /// Which of the site's projects the page is of: its id in the address, which is empty for the first.
    pub place: Rc<str>,
    /// Who works.
    pub me: PersonId,
    /// The article that is shown.
    pub open: Option<DocId>,
    /// The article that is to be shown once it is read.
    pub opening: Option<DocId>,
    /// Its pane.
    pub view: View,
    /// What is picked out; words as their edges will be.
    pub selection: Selection,
    /// The words as the hand left them.
    pub raw: Rc<Vec<RawPart>>,
    /// The word that was tapped first, as far as it is what is picked out ([`State::one_end`]).
    pub(super) one_end: Option<TextRange>,
    /// Whether a finger or a pen was the last that came.
    pub touched: bool,
    /// The annotations under the pointer, nearest to the text first.
    pub under: Rc<Vec<AnnotationId>>,
    /// Where the pointer is.
    pub pointer: Pointer,
    /// Both as they were before a click with Ctrl: where that turns out to be half of a double click, it is taken back.
    pub before_click: Option<(Selection, Rc<Vec<RawPart>>)>,
    /// The caret in the article; where it is, keys move it and marking needs no mouse.
    pub caret: Option<Caret>,
    /// What was read aloud last of where the caret is, and how many times something was.
    pub spoken: (u32, Message),
    /// The label that is held active.
    pub held: Option<LabelId>,
    /// The last label that was put on something.
    pub last_label: Option<LabelId>,
    /// What waits for another annotation.
    pub linking: Option<Linking>,
    /// The edge of an annotation that a hand holds.
    pub dragging: Option<Drag>,
    /// Selections are exact.
    pub exact: bool,
    /// How tags are shown.
    pub tags: Tags,
    /// The further places of a name, or others, that are looked through.
    pub occurrences: Option<Rc<Occurrences>>,
    /// Claims that are proposed.
    pub proposals: Option<Rc<Proposals>>,
    /// The walk through what is suggested.
    pub review: Option<Rc<Review>>,
    /// In which order such a walk goes.
    pub walks: Order,
    /// The table of claims as it was last looked at.
    pub claims: Option<Rc<ClaimsTable>>,
    /// Which suggestions are taken at once, while that is looked at.
    pub above: Option<Rc<Above>>,
    /// An export that is chosen or prepared, once it was looked at.
    pub exporting: Option<Rc<Exporting>>,
    /// What was chosen for the last one, as it was kept.
    pub export_kept: Option<Rc<str>>,
    /// What several people marked, while it is compared.
    pub annotators: Option<Rc<Annotators>>,
    /// A newer version of an article, while it is looked at what becomes of its annotations.
    pub newer: Option<Rc<Newer>>,
    /// The label schema while it is changed.
    pub draft: Option<Rc<SchemaDraft>>,
    /// The guidelines beside the text.
    pub guide: Rc<Guide>,
    /// Searches begun so far in this page load.
    pub searches: u32,
    /// A person's own keys.
    pub keymap: Rc<Keymap>,
    /// Which annotations are seen, and what is searched for.
    pub filter: Rc<Filter>,
    /// Which rows of the list of annotations are drawn.
    pub listed: Listed,
    /// What can be undone.
    pub history: History<Step>,
    /// What is on disk.
    pub journal: Journal,
    /// What the saved chip says.
    pub saved: Saved,
    /// Writes on their way.
    pub in_flight: u32,
    /// What is not known to be on disk, by key; tried again with the next change.
    pub unsaved: Table<Key, Unsaved>,
    /// What local storage and the disk last refused; nothing when all was well.
    pub stores: [Option<StoreError>; 2],
    /// The pane that is pulled out over the others, where the page is narrow.
    pub drawer: Option<Drawer>,
    /// The sheet over the page.
    pub dialog: Option<Dialog>,
    /// What was said last, and how many things were said.
    pub said: (u32, Message),
    /// How the queue is looked at.
    pub queue: Rc<QueueView>,
    /// For each document, the block at the top of the window.
    pub positions: Positions,
    /// What was done today in this page load.
    pub tally: Tally,
    /// How far the work is, as it was looked at last.
    pub progress: Option<Rc<Progress>>,
    /// An address that waits for the articles of the task that is beginning.
    pub awaited: Option<Rc<str>>,
    /// Where an address leads whose article is being read.
    pub arriving: Option<Arrival>,
    /// The documents that were shown, the last one first; as a rule those that fit into local storage are among them.
    pub recent: Rc<Vec<DocId>>,
    /// Documents as they came or went with a record of an earlier page load, for undo.
    pub attic: Table<(RecordId, DocId), Rc<Document>>,
    /// Commands that wait for documents.
    pub waiting: Vec<Waiting>,
    /// Articles that were not set to done since something in them lacks a required value, and the clock then.
    pub insists: Option<(Rc<[DocId]>, u64)>,
    /// The many articles that are read for it; none where there are few.
    pub fetch: Fetch,
    /// What the stores hold, as it was measured last.
    pub meter: Option<Rc<Meter>>,
    /// Whether it was asked if the kept files are to be removed: once more does it.
    pub forgets_originals: bool,
    /// The scope that goes when it is said once more.
    pub erases: Option<Rc<str>>,
    /// Articles of files that are kept beside them, one for each file that came in during this page load.
    pub with_original: Vec<DocId>,
    /// Whether the browser can write to a file of the person's.
    pub writes_files: bool,
    /// The task that the page was opened for.
    pub task: Option<Rc<TaskWork>>,
    /// Its articles, while they are read.
    pub task_reading: Option<Box<TaskReading>>,
    /// Files that are being read.
    pub reading: Option<Box<Reading>>,
    /// Files on their way in that the workshop reads.
    pub intake: Option<Rc<Intake>>,
    /// Files that another tool annotated, on their way in.
    pub foreign: Option<Rc<Foreign>>,
    /// The page that the words in the field of the paste sheet came from.
    pub page_at_hand: Option<Rc<str>>,
    /// The last file with everything in it that is known to have been written.
    pub backup: Option<BackupRecord>,
    /// What the list of projects says of this one, as it was kept last.
    pub card: Option<CardRecord>,
    /// One that the browser was handed: only the person can see whether it arrived.
    pub handed: Option<BackupRecord>,
    /// Whether all articles were asked for, to be written to that file.
    pub reading_all: bool,
    /// The file that everything is kept in, by its name.
    pub autosave: Option<Rc<str>>,
    /// The file that everything was kept in before this page load, by its name.
    pub kept_before: Option<Rc<str>>,
    /// How the page looks ([`super::look::Look`]), as it is kept.
    pub look: Rc<str>,
    /// The languages that the page can be had in besides English, once they were asked for: codes and own names.
    pub languages: Rc<Vec<(String, String)>>,
    /// Whether a newer build of the page is kept in this browser, and comes when the page is loaded anew.
    pub update_waits: bool,
    /// Whether the store was read.
    pub started: bool,
    /// Whether only some documents of the queue are known yet: the rest is being read.
    pub partial: bool,
    /// What waits for them.
    pub deferred: Rc<Vec<Action>>,
    /// Whether the page is a file on the disk, of which browsers take less care; known from the start.
    pub on_disk: bool,
    /// Whether the whole program is here.
    pub whole: bool,
    /// Whether a later version of the program has worked here: nothing is changed any more. What was done before that was
    /// known is still brought to the stores.
    pub later: bool,
}

impl State {
    /// The state before anything was read. `actor` and `me` are random.
    #[must_use]
    pub fn new(actor: u64, me: PersonId, project: ProjectId) -> Self {
        let project = Project::new(project, Words::ProjectName.text());
        Self {
            project,
            place: Rc::from(""),
            me,
            open: None,
            opening: None,
            view: View::default(),
            selection: Selection::Nothing,
            raw: Rc::default(),
            one_end: None,
            touched: false,
            under: Rc::default(),
            pointer: Pointer::default(),
            before_click: None,
            caret: None,
            spoken: (0, Words::Nothing.into()),
            held: None,
            last_label: None,
            linking: None,
            dragging: None,
            exact: false,
            tags: Tags::Short,
            occurrences: None,
            proposals: None,
            review: None,
            walks: Order::Text,
            claims: None,
            above: None,
            exporting: None,
            export_kept: None,
            annotators: None,
            newer: None,
            draft: None,
            guide: Rc::default(),
            searches: 0,
            keymap: Rc::default(),
            filter: Rc::default(),
            listed: Listed::default(),
            history: History::default(),
            journal: Journal { actor, ..Journal::default() },
            saved: Saved::Yes,
            in_flight: 0,
            unsaved: Table::new(),
            stores: [None, None],
            drawer: None,
            dialog: None,
            said: (0, Words::Nothing.into()),
            queue: Rc::default(),
            positions: Positions::default(),
            tally: Tally::new(actor),
            progress: None,
            awaited: None,
            arriving: None,
            recent: Rc::default(),
            attic: Table::new(),
            waiting: Vec::new(),
            insists: None,
            fetch: Fetch::default(),
            meter: None,
            look: Rc::from(""),
            languages: Rc::default(),
            forgets_originals: false,
            erases: None,
            with_original: Vec::new(),
            writes_files: false,
            task: None,
            task_reading: None,
            reading: None,
            intake: None,
            foreign: None,
            page_at_hand: None,
            backup: None,
            card: None,
            handed: None,
            reading_all: false,
            autosave: None,
            kept_before: None,
            update_waits: false,
            started: false,
            partial: false,
            deferred: Rc::default(),
            on_disk: false,
            whole: false,
            later: false,
        }
    }

    /// The article that is shown.
    #[must_use]
    pub fn document(&self) -> Option<&Rc<Document>> {
        self.open.as_ref().and_then(|id| self.project.document(id))
    }

    /// The sections around the window: the one at its top, the one before, and two further on.
    #[must_use]
    pub fn window(&self) -> Range<usize> {
        let block = self.open.as_ref().and_then(|id| self.positions.get(id)).map_or(0, |block| block.0);
        let document = self.view.document();
        let start = document.and_then(|document| document.blocks.iter().find(|known| known.id.0 == block));
        let top = self.view.section_at(start.map_or(0, |block| block.range.start()));
        top.saturating_sub(1)..(top + 3).min(self.view.count())
    }

    /// Says something: the live region and the foot of the page show it.
    pub fn say(&mut self, message: impl Into<Message>) {
        self.said = (self.said.0.wrapping_add(1), message.into());
    }
}
