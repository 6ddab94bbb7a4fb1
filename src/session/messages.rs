//! All words that people read, in one table. `{}` in a text is replaced by the facts of the message, in order.

use std::rc::Rc;

use crate::edit::{Refusal, StepKind, StepName};
use crate::formats::{Issue, Problem};
use crate::storage::StoreError;

macro_rules! words {
    ($($name:ident = $text:literal;)*) => {
        /// A text of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the text beside each name says what it is")]
        pub enum Words { $($name,)* }

        impl Words {
            /// The text, with `{}` where facts belong.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

words! {
    ActAnnotate = "Annotate";
    ActApplyLabel = "Apply the label";
    ActRepeatLabel = "Repeat the last label";
    ActHoldLabel = "Hold a label active";
    ActRelabel = "Change the label";
    ActDelete = "Delete";
    ActStartLink = "Link";
    ActLink = "Link two annotations";
    ActUnlink = "Remove the link";
    ActConfirm = "Confirm the link";
    ActSelect = "Select an annotation";
    ActNextAnnotation = "Next annotation";
    ActPreviousAnnotation = "Previous annotation";
    ActMarkText = "Mark text by keyboard";
    ActPickHere = "Select what is at the caret";
    ActCaretLeft = "Caret left";
    ActCaretRight = "Caret right";
    ActCaretWordLeft = "Word left";
    ActCaretWordRight = "Word right";
    ActCaretUp = "Line up";
    ActCaretDown = "Line down";
    ActCaretSentenceBack = "Sentence back";
    ActCaretSentenceForth = "Sentence on";
    ActCaretBlockBack = "Paragraph back";
    ActCaretBlockForth = "Paragraph on";
    ActCaretLineStart = "Start of the line";
    ActCaretLineEnd = "End of the line";
    ActCaretArticleStart = "Start of the article";
    ActCaretArticleEnd = "End of the article";
    ActNextPane = "Next pane";
    ActPreviousPane = "Previous pane";
    ActUndo = "Undo";
    ActRedo = "Redo";
    ActLeave = "Let go, close";
    ActToggleExact = "Exact characters";
    ActCycleTags = "Tags: short, full, none";
    ActOpenArticle = "Open an article";
    ActNextArticle = "Next article";
    ActPreviousArticle = "Previous article";
    ActToggleDone = "Done";
    ActSetStatus = "Set the status";
    ActImportFiles = "Open files";
    ActPasteArticle = "Paste an article";
    ActAddText = "Add article";
    ActRemoveArticle = "Remove article";
    ActExport = "Export";
    ActCopyExport = "Copy the export";
    ActHelp = "Keys";

    AppName = "Manicule";
    Nothing = "";
    SampleProject = "Sample project";
    ProjectName = "My project";
    PaneArticles = "Articles";
    PaneArticle = "Article";
    PaneDesk = "Labels and annotations";
    DoneOf = "{} of {} done";
    Labels = "Labels";
    LabelsHint = "key applies";
    Selected = "Selected";
    InThisArticle = "In this article";
    NothingSelected = "Drag over words, then press a label’s key.";
    NoAnnotations = "Nothing marked yet.";
    NoArticle = "No article. Paste one, or drop text files anywhere on this page.";
    LinkTarget = "Click what {} belongs to, or walk there with , and . and press Enter";
    LinkedAs = "{}";
    SourceOf = "{} of";
    Holding = "{} stays active: select words to mark them";
    PendingHint = "{} — press a label’s key";
    Counts = "{} annotations · {} claims";
    MarkText = "Mark text";
    MarkTextOn = "Mark text: arrows move, Shift selects, a label’s key marks, Escape leaves";
    MarkTextOff = "Mark text is off";
    HelpCaret = "In Mark text, Shift with a key that moves the caret selects what it passes; a label’s key without a selection marks the word at the caret.";
    Heard = "{}";
    HeardStart = "start of {}";
    HeardEnd = "end of {}";
    HeardSpace = "space";
    HeardParagraphEnd = "end of paragraph";
    LabelWanted = "Press a label’s key to mark the words.";
    NothingHere = "Nothing is marked at the caret.";
    ExactOn = "Exact characters";
    ExactOff = "Whole words";
    HintSelect = "drag or double-click";
    HintExact = "Alt exact";
    HintAdd = "Ctrl adds a part";
    HintKeys = "all keys";
    Import = "Import";
    OpenFiles = "Open files…";
    PasteText = "Paste text…";
    ExportAll = "Export";
    CopyAll = "Copy export";
    PasteTitle = "Paste an article";
    PasteHint = "The first line becomes the title. The text is kept exactly as it is; only line ends are made alike.";
    PasteLabel = "Article text";
    Cancel = "Cancel";
    Close = "Close";
    HelpTitle = "Keys";
    HelpLabels = "Labels";
    HelpHold = "With words selected a label’s key marks them; with an annotation selected it changes its label; with nothing selected it keeps the label active.";
    HelpMouse = "Hold Alt while selecting for exact characters, Ctrl or Cmd to add a part. Click again to reach what lies underneath.";
    DropHere = "Drop text files or Manicule exports to add them";
    Moved = "{} was not where the file says; it was found nearby";
    TagsShort = "Short tags";
    TagsFull = "Full tags";
    TagsNone = "No tags";
    StatusNew = "new";
    StatusInProgress = "in progress";
    StatusDone = "done";
    StatusDoneEmpty = "done, nothing to mark";
    StatusSkipped = "skipped";
    StatusFlagged = "flagged";
    MarkDone = "Mark done";
    MarkUndone = "Not done yet";
    RelationFrom = "{}";
    RelationTo = "{} of";
    ReportTitle = "What was read";
    Furniture = "page furniture";

    Saving = "Saving";
    Saved = "Saved in this browser";
    NotSaved = "Not saved";
    SaveBlocked = "This browser does not let the page store anything. Export before you leave.";
    SaveFull = "The browser’s storage is full. Export your work, then make room by clearing data of other sites.";
    SaveNotKept = "The browser’s storage does not keep what is written. Export before you leave.";

    StepChange = "Change";
    StepAnnotate = "Marked {}";
    StepRelabel = "Changed to {}";
    StepDelete = "Deleted {}";
    StepLink = "Linked {}";
    StepUnlink = "Removed link {}";
    StepImport = "Added {}";
    StepRemove = "Removed {}";
    StepStatus = "Status: {}";
    Undone = "Undone: {}";
    Redone = "Done again: {}";
    NothingToUndo = "Nothing to undo.";
    NothingToRedo = "Nothing to redo.";
    CannotUndo = "This step cannot be undone here: {} has changed since.";
    NotReadable = "{} cannot be read from storage. The stored data is untouched.";
    Recovered = "{} stored value(s) could not be read. They were set aside unchanged; everything else is here.";
    DocumentMissing = "an article";

    OnlySpace = "There are no words in this selection.";
    NotHere = "This does not apply here.";
    OutsideArticle = "Select words inside the article.";
    SelectedIs = "{}: {}";
    SelectedOf = "{}: {} ({} of {})";
    WordsSelected = "Selected: {}";
    NoLink = "The schema has no link from {} to {}.";
    Copied = "The export is on the clipboard.";
    CopyRefused = "The browser refused the clipboard. Use Export instead.";
    Exported = "Exported {} article(s).";
    ExportedSome = "Exported {} of {} articles: the others cannot be read from storage, where they are untouched.";
    Added = "Added {} article(s).";
    AddedWithIssues = "Added {} article(s); {} remark(s).";
    NothingAdded = "Nothing was added.";
    HeldOff = "No label is held.";

    NoAction = "There is no action “{}”. `actions()` lists them all.";
    NoFormat = "There is no format “{}”. `formats()` lists them all.";
    NoLabel = "The schema has no label “{}”.";
    NoAnnotation = "There is no annotation “{}” in the open article.";
    NoRelation = "There is no relation “{}” in the open article.";
    NoDocument = "There is no article “{}”.";
    NotOpenYet = "The article “{}” is not loaded; await open(id) first.";
    NoKind = "The schema has no relation “{}”.";
    NoStatus = "There is no status “{}”.";
    BadFragments = "The fragments do not lie on the text: start and end count code points, and end is after start.";
    NeedsArgument = "The action {} needs {}.";
    NativeIsWhole = "The native format always carries the whole text; furniture is marked in its blocks.";
    BadArguments = "The arguments do not fit: {} has to be {}.";
    BadScript = "The arguments are not plain data: {}.";
    NoEvent = "There is no event “{}”: change, saved, open, error.";
    NeedsFile = "Each file needs a name and either text or bytes.";

    IssuePlace = "{}, line {}";
    IssuePlacePath = "{}, line {}, {}";
    IssueMalformed = "{}: not readable at column {} ({}). The line was left out; mend it and import the file again.";
    IssueShape = "{}: {} has to be {}. The line was left out; mend it and import the file again.";
    IssueForeign = "{}: “{}” is not a format this version reads. It was left out.";
    IssueValue = "{}: “{}” is not a value that fits here. The field was left empty.";
    IssueNotInText = "{}: “{}” is not in the text. The span was left out; check that text and spans belong together.";
    IssueMoved = "{}: “{}” was not where the file says; it was found nearby and marked doubtful.";
    IssueNoFragments = "{}: a span without fragments was left out.";
    IssueDuplicate = "{}: the id “{}” was there before; the second one was left out.";
    IssueMissingEnd = "{}: the relation names “{}”, which is not there; it was left out.";
    IssueChecksum = "{}: the text differs from the one its checksum was made for; every span was checked by its words.";
    IssueNotText = "{}: no text in UTF-8 or UTF-16 (first foreign byte: {}). Save the file as UTF-8 and import it again.";
    IssueEmpty = "{}: there is no text in it.";
    IssueKnown = "{}: the article “{}” is here already; it was left as it is.";
    IssueTooLarge = "{}: more than {} bytes. Split it and import the parts.";
}

/// A text and the facts that belong into it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Message {
    /// The text.
    pub words: Words,
    /// The facts, in the order of the `{}`.
    pub facts: Vec<Rc<str>>,
}

impl From<Words> for Message {
    fn from(words: Words) -> Self {
        Self { words, facts: Vec::new() }
    }
}

impl Message {
    /// A text with facts.
    #[must_use]
    pub fn new<T: ToString>(words: Words, facts: &[T]) -> Self {
        Self { words, facts: facts.iter().map(|fact| Rc::from(fact.to_string())).collect() }
    }

    /// The sentence.
    #[must_use]
    pub fn text(&self) -> String {
        let mut pieces = self.words.text().split("{}");
        let mut out = String::from(pieces.next().unwrap_or_default());
        for (place, piece) in pieces.enumerate() {
            out.push_str(self.facts.get(place).map_or("", |fact| fact));
            out.push_str(piece);
        }
        out
    }

    /// The name of a step.
    #[must_use]
    pub fn step(name: &StepName) -> Self {
        let words = match name.kind {
            StepKind::Change => Words::StepChange,
            StepKind::Annotate => Words::StepAnnotate,
            StepKind::Relabel => Words::StepRelabel,
            StepKind::Delete => Words::StepDelete,
            StepKind::Link => Words::StepLink,
            StepKind::Unlink => Words::StepUnlink,
            StepKind::Import => Words::StepImport,
            StepKind::Remove => Words::StepRemove,
            StepKind::Status => Words::StepStatus,
        };
        Self::new(words, &[shorten(&name.detail, 60)])
    }

    /// Why a step was refused.
    #[must_use]
    pub fn refusal(refusal: &Refusal) -> Self {
        let what = match refusal {
            Refusal::NotLoaded(id) => id.to_string(),
            Refusal::Changed(what) | Refusal::OffText(what) => what.clone(),
        };
        Self::new(Words::CannotUndo, &[what])
    }

    /// Why something is not saved.
    #[must_use]
    pub fn store(error: &StoreError) -> Self {
        match error {
            StoreError::Blocked => Words::SaveBlocked,
            StoreError::Full => Words::SaveFull,
            StoreError::NotKept => Words::SaveNotKept,
        }
        .into()
    }

    /// What an import could not take as it stands.
    #[must_use]
    pub fn issue(issue: &Issue) -> Self {
        let line = issue.line.to_string();
        let place = match (issue.line, issue.path.as_str()) {
            (0, _) => issue.file.clone(),
            (_, "") => Self::new(Words::IssuePlace, &[&issue.file, &line]).text(),
            (_, path) => Self::new(Words::IssuePlacePath, &[&issue.file, &line, path]).text(),
        };
        let (words, mut facts) = match &issue.problem {
            Problem::Malformed { column, detail } => (Words::IssueMalformed, vec![column.to_string(), detail.clone()]),
            Problem::Shape { path, expected } => (Words::IssueShape, vec![path.clone(), (*expected).to_owned()]),
            Problem::Foreign { found } => (Words::IssueForeign, vec![found.clone()]),
            Problem::Value { found } => (Words::IssueValue, vec![found.clone()]),
            Problem::NotInText { quote } => (Words::IssueNotInText, vec![quote.clone()]),
            Problem::Moved { quote } => (Words::IssueMoved, vec![quote.clone()]),
            Problem::NoFragments => (Words::IssueNoFragments, Vec::new()),
            Problem::Duplicate { id } => (Words::IssueDuplicate, vec![id.clone()]),
            Problem::MissingEnd { id } => (Words::IssueMissingEnd, vec![id.clone()]),
            Problem::Checksum => (Words::IssueChecksum, Vec::new()),
            Problem::NotText { byte } => (Words::IssueNotText, vec![byte.to_string()]),
            Problem::Empty => (Words::IssueEmpty, Vec::new()),
            Problem::Known { title } => (Words::IssueKnown, vec![title.clone()]),
            Problem::TooLarge { limit } => (Words::IssueTooLarge, vec![limit.to_string()]),
        };
        facts.insert(0, place);
        Self::new(words, &facts.iter().map(|fact| shorten(fact, 120)).collect::<Vec<_>>())
    }
}

/// At most so many characters, the middle left out.
#[must_use]
pub fn shorten(text: &str, most: usize) -> String {
    let flat: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = flat.chars().count();
    if count <= most {
        return flat;
    }
    let side = most / 2;
    let (head, tail): (String, String) = (flat.chars().take(side).collect(), flat.chars().skip(count - side).collect());
    format!("{} … {}", head.trim_end(), tail.trim_start())
}

/// A stretch of text as it is read aloud: space has a name.
#[must_use]
pub fn aloud(text: &str, most: usize) -> String {
    if text.trim().is_empty() { Words::HeardSpace.text().to_owned() } else { shorten(text, most) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_stand_where_they_belong() {
        assert_eq!(Message::new(Words::DoneOf, &[3, 12]).text(), "3 of 12 done");
        assert_eq!(shorten("one two\nthree four", 9), "one … four");
    }
}
