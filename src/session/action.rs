//! What can happen: a person acts, or the edge reports.

use super::caret::Found;
use super::exporting::ExportNews;
use super::foreign::ForeignStep;
use super::intake::{Asked, Broken, IntakeStep, Waiting};
use super::keys::Stroke;
use super::palette::PaletteStep;
use super::picks::RowStep;
use super::projects::{Contents, Spared};
use super::task::TaskFile;
use super::task_reading::Fetched;
use super::{Command, Message};
use crate::edit::{Edge, Known, Selection, Stride};
use crate::formats::json::objects;
use crate::formats::{Imported, Issue};
use crate::model::{AnnotationId, BlockId, Boundaries, DocId, TextRange};
use crate::storage::meter::Meter;
use crate::storage::projects::Listed;
use crate::storage::recovery::Opened;
use crate::storage::snapshot::BackupRecord;
use crate::storage::stored::StoredDocument;
use crate::storage::tally::{Day, TallyRecord};
use crate::storage::{Key, Place, RecordId, StoreError};
use crate::workshop::message::{Answer, ImportTold, TakenIn};

objects! {
    /// A stretch of a text in code points, as scripts give it.
    Fragment {
        /// First code point.
        start: u32,
        /// One past the last.
        end: u32,
    }

    /// What a command is told; a command takes what it needs and, for the rest, what is picked out.
    Args {
        /// An annotation or relation.
        id: Option<String>,
        /// Annotations, articles, or blocks by number.
        ids: Option<Vec<String>>,
        /// A label.
        label: Option<String>,
        /// Where to annotate, or which parts are meant.
        fragments: Option<Vec<Fragment>>,
        /// An attribute.
        attribute: Option<String>,
        /// Its values.
        values: Option<Vec<String>>,
        /// The page of an entity, or its Wikidata id.
        link: Option<String>,
        /// A relation kind.
        kind: Option<String>,
        /// Where a link starts.
        from: Option<String>,
        /// Where a link ends.
        to: Option<String>,
        /// A document.
        document: Option<String>,
        /// How far the work is.
        status: Option<String>,
        /// The text of a new article; what is searched for.
        text: Option<String>,
        /// Which field of a thing of the schema.
        field: Option<String>,
        /// Keys of a command.
        keys: Option<Vec<String>>,
        /// How many steps are to be done.
        step: Option<u32>,
        /// Whether the caret picks out what it passes; whether all up to an annotation or article is selected.
        extend: Option<bool>,
        /// Whether an annotation or article is selected beside the others, or let go from among them.
        add: Option<bool>,
    }
}

impl Args {
    /// Nothing but a label.
    #[must_use]
    pub fn label(id: &str) -> Self {
        Self { label: Some(id.to_owned()), ..Self::default() }
    }

    /// Nothing but a text.
    #[must_use]
    pub fn text(text: &str) -> Self {
        Self { text: Some(text.to_owned()), ..Self::default() }
    }

    /// Nothing but an id.
    #[must_use]
    pub fn id(id: impl ToString) -> Self {
        Self { id: Some(id.to_string()), ..Self::default() }
    }

    /// Nothing but some blocks.
    #[must_use]
    pub fn blocks(ids: &[BlockId]) -> Self {
        Self { ids: Some(ids.iter().map(ToString::to_string).collect()), ..Self::default() }
    }

    /// Nothing but a document.
    #[must_use]
    pub fn document(id: &DocId) -> Self {
        Self { document: Some(id.to_string()), ..Self::default() }
    }
}

/// A file that a person gave.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What a click, or a walk, does to what is selected already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Hold {
    /// It is let go.
    #[default]
    Nothing,
    /// It stays, but for the one that is meant, if that is among it (Ctrl or Cmd).
    All,
    /// All from the first of it to the one that is meant is selected (Shift).
    Range,
}

impl Args {
    /// What stays selected.
    #[must_use]
    pub fn hold(&self) -> Hold {
        match (self.add, self.extend) {
            (Some(true), _) => Hold::All,
            (_, Some(true)) => Hold::Range,
            _ => Hold::Nothing,
        }
    }
}

/// What is told of the task that the page was opened for.
#[derive(Clone, Debug)]
pub enum TaskNews {
    /// Its file was read; or what is wrong with it.
    Found(Box<Result<TaskFile, Vec<Issue>>>),
    /// So many of its articles were fetched, in the run with this number.
    Fetched(u32, usize),
    /// The files of its articles.
    Articles(u32, Fetched),
}

/// What can happen.
#[derive(Clone, Debug)]
// Only where pointers are wide is it as large as that.
#[cfg_attr(
    target_pointer_width = "64",
    allow(clippy::large_enum_variant, reason = "one is made at a time, none is kept")
)]
pub enum Action {
    /// A person or a script runs a command.
    Run(Command, Args),
    /// Words of the open article were picked out; ranges as the hand left them.
    Words {
        /// One range for each block touched is not needed: a range may span blocks.
        range: TextRange,
        /// Boundaries around its edges.
        boundaries: Boundaries,
        /// As one more fragment of what is picked out.
        add: bool,
        /// Exact characters, whatever the label says.
        exact: bool,
        /// By a double click: a possessive ending is not meant.
        double: bool,
    },
    /// The words from here to there are picked out and no label is put on them yet: a finger pulls an end of them, or may
    /// tap the other one.
    Reach {
        /// As the finger left it.
        range: TextRange,
        /// Boundaries around its edges.
        boundaries: Boundaries,
        /// Whether the other end may be tapped next.
        one_end: bool,
    },
    /// A finger or a pen came, or a mouse again.
    Touched(bool),
    /// The article was clicked where these annotations lie; none for plain text.
    Click(Vec<AnnotationId>, Hold),
    /// The pointer is over these annotations, nearest to the text first.
    Over(Vec<AnnotationId>),
    /// The pointer is over this block, or left the article; whether a hand moved it, not the page below it.
    Point(Option<BlockId>, bool),
    /// Where characters, words and sentences end, as [`Effect::Segment`](super::Effect::Segment) asked.
    Segmented {
        /// How far the edge moves.
        stride: Stride,
        /// Towards the end of the text.
        forward: bool,
        /// What was found.
        known: Known,
    },
    /// A hand takes hold of an edge of the annotation that is picked out.
    Grab(Edge),
    /// It moves the edge.
    Drag {
        /// The byte below the hand.
        at: u32,
        /// Boundaries around it and around the edge as it was.
        boundaries: Boundaries,
        /// Exact characters, whatever the label says.
        exact: bool,
    },
    /// It lets the edge go: there, or not at all.
    Drop(bool),
    /// A hand that pulls a link is over these annotations.
    Pull(Vec<AnnotationId>),
    /// It lets the link go there.
    Land(Vec<AnnotationId>),
    /// What was found for the caret.
    Found(Found),
    /// Files of a script.
    Files(Vec<SourceFile>),
    /// Files of a person, and the names of those that are too large to be read.
    Given(Vec<SourceFile>, Vec<String>),
    /// Files of a person that the workshop has to read; the edge holds them.
    Waiting(Vec<Waiting>),
    /// Markup came with the words that were put into the field of the paste sheet.
    PageAtHand(String),
    /// Files of a script, and what the workshop has read of others.
    Read(Vec<SourceFile>, Box<Imported>),
    /// For the intake with this number: what was read of these files.
    Taken(u32, Vec<(Asked, Result<TakenIn, Broken>)>),
    /// How the text of a file reads in some encodings: their names, and some words around the place in doubt.
    Glimpsed(u32, Vec<(String, String)>),
    /// A hand in the sheet of files that are looked through.
    Intake(IntakeStep),
    /// Files were recognised as annotated by another tool; the edge and the workshop hold them.
    Recognised(Box<ImportTold>),
    /// Nothing else was given with them, or all that was is on its way.
    NothingMore,
    /// Files on their way in as articles could not be looked at for annotations: the first of them, how many more there are,
    /// and the words in which the workshop broke; none where it gave no answer in time.
    NotLookedAt(String, usize, Option<String>),
    /// A hand in the sheet that tells of them.
    Foreign(ForeignStep),
    /// For the files with this number: what came of the next articles, or the words in which the workshop broke.
    ForeignTaken(u32, Result<Box<ImportTold>, String>),
    /// Files were read that are only to be compared: of each its name, and what was read.
    ToCompare(Vec<(String, Imported)>),
    /// The page had a turn: files that are being read are read further.
    ReadOn,
    /// The text field of the paste dialog changed, or text was pasted onto the page.
    Pasted(String),
    /// A section came near the window.
    Near(usize),
    /// Keys go from this row of the queue to another; and whether what they pass is picked out.
    WalkQueue(DocId, RowStep, bool),
    /// A stretch of the queue came into sight.
    NearInQueue(usize),
    /// The block at the top of the window.
    Position(BlockId),
    /// The first row that is seen in the list of annotations, from 0.
    Listed(usize),
    /// The stores were read at start; what local storage and the disk refused, if they did.
    Started(Box<Opened>, [Option<StoreError>; 2]),
    /// What the stores know of all documents, where the start read only a part; what they refused, if they did.
    Queue(Box<Opened>, [Option<StoreError>; 2]),
    /// A document was read, as it stands or as it came or went with a record; `None` when it could not be.
    Loaded(DocId, Option<RecordId>, Option<Box<StoredDocument>>),
    /// A write of these keys ended.
    Written(Place, Vec<Key>, Result<(), StoreError>),
    /// Time to try again what a store refused.
    Retry,
    /// Somebody is at it: a key, the pointer, the wheel. How many minutes east of UTC they are.
    Active(i32),
    /// The page is not seen any more.
    Away,
    /// What was done on which day, by each page load.
    Tallied(Vec<(Day, u64, TallyRecord)>),
    /// The page's address was changed, or it was opened with one: what stands behind the `#`, and whether the page itself
    /// wrote it before (Back, Forward, a reload).
    Address(String, bool),
    /// What other tabs have written, by message or read from a store.
    Heard(Box<Opened>),
    /// Some more documents of a search, by its number, were looked through: how many, and what was found; or the words in
    /// which the workshop broke.
    Searched(u32, usize, Result<Answer, String>),
    /// Something is told of the export with this number.
    Exported(u32, ExportNews),
    /// What is proposed for the request with this number: first byte and end of the stretch of text that it speaks of.
    Proposed(u32, (u32, u32), Result<Answer, String>),
    /// What the stores hold, and whether the browser can write to a file of the person's.
    Measured(Box<Meter>, bool),
    /// A file was chosen that everything is kept in, by its name.
    AutosaveTo(String),
    /// Everything was kept in the file of this name before this page load.
    KeptBefore(String),
    /// A newer build of the page is kept in this browser.
    UpdateWaits,
    /// Another tab has the page look like this, and has kept it.
    Looks(String),
    /// The languages that the page can be had in besides English: their codes, and what they call themselves.
    Languages(Vec<(String, String)>),
    /// Some seconds have gone by since something was done: the file is due.
    AutosaveDue,
    /// The file has been written, with what the backup says; or why not.
    Autosaved(BackupRecord, Result<(), String>),
    /// Something is told of the task.
    Task(TaskNews),
    /// The projects that are stored.
    Projects(Vec<Listed>),
    /// What is in a project that may be deleted, or why it is not deleted.
    ProjectSeen(String, Result<Contents, Spared>),
    /// A project was deleted, or why not.
    ProjectErased(String, Result<(), Spared>),
    /// A project was written that is to be opened, or what the stores refused.
    ProjectMade(Result<String, StoreError>),
    /// The whole program is here.
    Whole,
    /// Something to say that happened outside.
    Told(Message),
    /// The command with this id takes the next key.
    WaitForKey(&'static str),
    /// A key, pressed while a command waits for one.
    Key(Stroke),
    /// A hand in the palette.
    Palette(PaletteStep),
    /// Sets what is picked out; for tests and restoring.
    Select(Selection),
}
