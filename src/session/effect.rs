//! What the edge is asked to do. Plain data: the pure side never waits for an answer; it comes back as an action.

use std::rc::Rc;

use super::Command;
use super::action::Args;
use super::address::Address;
use super::caret::Seek;
use super::exporting::{Preparation, Saving};
use super::guide::Part;
use super::intake::Wanted;
use crate::edit::Stride;
use crate::model::{AnnotationId, DocId, TextRange};
use crate::storage::original::Original;
use crate::storage::snapshot::BackupRecord;
use crate::storage::{RecordId, Write};
use crate::workshop::message::Search;
use crate::workshop::message::import::ImportChoice;

/// Something for the edge to do.
#[derive(Clone, Debug, PartialEq)]
#[allow(clippy::large_enum_variant, reason = "an effect lives for a moment, and few are on their way at once")]
pub enum Effect {
    /// Write values, in order, in local storage and on disk; answer with `Written` for each.
    Write(Vec<Write>),
    /// Try again what a store refused, after a while: answer with `Retry`.
    Retry,
    /// Read documents; answer with `Loaded` for each, then run the command.
    Load {
        /// The documents.
        ids: Vec<DocId>,
        /// Those that are not in the queue as they came or went with this record.
        of: Option<RecordId>,
        /// What is run then.
        then: Option<(Command, Args)>,
    },
    /// Read what the stores know of the documents that are not known yet; answer with `Queue`.
    ReadQueue {
        /// After a while, since a store did not answer.
        again: bool,
    },
    /// When it is quiet, renew the snapshots of documents and of the index (`storage::plan`).
    WhenQuiet(Vec<DocId>),
    /// Read what other tabs have written meanwhile; answer with `Heard`.
    Reread,
    /// Bring the open article's row into sight in the queue.
    RevealEntry,
    /// Give the focus to the row of the queue that keys go from, if something in the queue has it.
    FocusRow {
        /// Only where it is lost with what is drawn next: rows that stand elsewhere lose it, and so do buttons that go.
        lost: bool,
    },
    /// Have the browser begin a new log for its database.
    NewLog,
    /// Save a file to the person's disk.
    Download {
        /// Name of the file.
        name: String,
        /// Media type.
        media_type: &'static str,
        /// What is in it.
        text: String,
    },
    /// Save all that the stores hold to the person's disk, unread.
    SaveStored,
    /// Put text on the clipboard.
    Copy(String),
    /// Put a link to this place of the page on the clipboard.
    CopyLink(Address),
    /// Read what was done on which day; answer with `Tallied`.
    ReadTallies,
    /// Another article is shown: the browser can go back to the place that was left.
    Visit(Address),
    /// Have the page's address name what is shown, after some rest.
    NamePlace,
    /// Let the person choose files.
    ChooseFiles,
    /// The same for files of which what is marked becomes suggestions.
    ChooseSuggestions,
    /// Let the person choose files that are only to be compared; answer with `ToCompare`.
    ChooseToCompare,
    /// Let the person choose a folder of files.
    ChooseFolder,
    /// Have the workshop read files that the edge holds, some in an encoding that somebody chose, as long as the intake with
    /// this number is the one that is under way; answer with `Taken` or `NotTaken`.
    TakeIn(u32, Vec<Wanted>),
    /// The intake has ended: the edge lets its files go. `true`: what the workshop is at is of no use.
    EndIntake(bool),
    /// Have the workshop take in annotated files as was decided, from this article on; answer with `ForeignTaken`.
    TakeForeign(u32, ImportChoice, usize),
    /// Those files are let go; `true`: they come in as articles. What was given with them goes on its way; where nothing was,
    /// answer with `NothingMore`.
    EndForeign(bool),
    /// Keep these files, by number, each with the first of the documents that came from it and how many did, and let go of all
    /// others; say so where there is no room.
    KeepOriginals(Vec<(u32, DocId, usize)>),
    /// Save the files that documents came from to the person's disk.
    SaveOriginals(Vec<Original>),
    /// Forget the files that documents came from; answer as when the stores are measured.
    ForgetOriginals(Vec<Original>),
    /// Show how the text of a file reads in some encodings, from about this byte on; answer with `Glimpsed`.
    Glimpse(u32, usize, Vec<Rc<str>>),
    /// Let the page have a turn; answer with `ReadOn`.
    ReadOn,
    /// Bring an annotation into the window.
    Reveal(AnnotationId),
    /// Bring an annotation's row in the list into sight.
    RevealRow(AnnotationId),
    /// Bring words into the window.
    RevealWords(u32),
    /// A sheet has come up, or another in its place, or it is gone.
    Sheet(bool),
    /// Put the focus into the field with this name (`data-field`).
    Focus(&'static str),
    /// Bring the edge that keys move into the window.
    RevealEdge,
    /// Find where characters, words and sentences end in some stretches of the open article; answer with `Segmented`.
    Segment {
        /// Where to look.
        windows: Vec<TextRange>,
        /// How far an edge is to move: sentences are looked for only when they matter.
        stride: Stride,
        /// Towards the end of the text.
        forward: bool,
    },
    /// Find a place for the caret; answer with `Found`, at once.
    Caret(Seek),
    /// Bring the caret into the window.
    RevealCaret,
    /// Give the article the focus.
    FocusArticle,
    /// Give the focus to the pane so many further on.
    FocusPane(isize),
    /// Give the focus to what can be done with the annotation that is picked out.
    FocusCard,
    /// Have the workshop look through documents, as long as the search with this number is the one that is under way;
    /// answer with `Searched` after every few of them.
    Search(u32, Search, Vec<DocId>),
    /// Have the workshop prepare an export, as long as it is the one that is under way; answer with `Exported` after every few
    /// documents.
    PrepareExport(Preparation),
    /// Nobody waits for what was prepared. `true`: what the workshop is at is of no use.
    EndExport(bool),
    /// Save the file of the export with this number; answer with `Exported`.
    SaveExport {
        /// The number.
        number: u32,
        /// How.
        way: Saving,
    },
    /// Have the workshop propose claims in a stretch of the open article, or what belongs to words that were picked out
    /// there as one; answer with `Proposed`.
    Propose {
        /// The number of the request.
        number: u32,
        /// The stretch.
        around: TextRange,
        /// The words that were picked out as a claim.
        picked: Vec<TextRange>,
    },
    /// Fetch articles of the task, by number, from addresses relative to its file, as long as the run with this number is the
    /// one that is under way; answer with `Task`.
    FetchTask(u32, Vec<(usize, Rc<str>)>),
    /// Save all that is stored of another scope, by layout and name, as it is.
    SaveScope(String),
    /// Remove all that is stored of another scope, unless another tab has it open; tell of it and measure again.
    EraseScope(String, Vec<DocId>),
    /// Remove all that is stored of this page's scope, unless another tab has it open, and begin anew; tell where it stays.
    EraseOwn,
    /// Measure what the stores hold of these documents and of all else; answer with `Measured`.
    Measure(Vec<DocId>),
    /// Let the person choose a file to keep everything in, with this name proposed; answer with `AutosaveTo`.
    ChooseAutosave(String),
    /// Look for the file that everything was kept in before; answer with `KeptBefore` where there is one.
    FindAutosave,
    /// Tell when a newer build of the page is kept in this browser: answer with `UpdateWaits`.
    AwaitUpdate,
    /// Load the page anew.
    LoadAnew,
    /// Ask the person whether that file may be written again; answer with `AutosaveTo`.
    ResumeAutosave,
    /// Forget that file.
    ForgetAutosave,
    /// When nothing has been done for some seconds: answer with `AutosaveDue`.
    AutosaveSoon,
    /// Write the file; answer with `Autosaved` and what the backup says.
    Autosave(String, BackupRecord),
    /// Have the page look like this, and keep it (JSON).
    PutOn(Rc<str>),
    /// Ask which languages the page can be had in: answer with `Languages`.
    ListLanguages,
    /// Read which projects are stored; answer with `Projects`.
    ListProjects,
    /// Load the page anew with another project.
    OpenProject(String),
    /// Write a new project into a scope of its own, unless something stands there; answer with `ProjectMade`, where it is to
    /// be opened or cannot be written.
    MakeProject {
        /// Its id.
        id: String,
        /// What it begins with.
        writes: Vec<Write>,
        /// Whether it is to be opened.
        open: bool,
    },
    /// Look what is in a project, and whether another tab has it open; answer with `ProjectSeen`.
    LookAtProject(String),
    /// Remove all that is stored of a project, unless another tab has it open; answer with `ProjectErased`.
    EraseProject(String),
    /// Save all that is stored of a project to the person's disk, unread.
    SaveProject(String),
    /// Keep in mind that this project was the last one used.
    KeepPlace,
    /// Bring a part of the guidelines into sight, which have just been shown; where they lie over the article they get the
    /// focus.
    ShowGuide(Option<Part>),
    /// The guidelines go: the article gets the focus, where they had it.
    HideGuide,
    /// Let the person choose a file with guidelines.
    ChooseGuide,
    /// Bring the block that was at the top of the window there again.
    Restore(u32),
}
