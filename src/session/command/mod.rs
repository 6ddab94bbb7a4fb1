//! Everything a person can do: one table, from which keys, buttons, tooltips, the help sheet, the scripting door and
//! the README's key table are made. A command that is only a name must not do anything here: `session::update` does it.
//! Start at [`ACTIONS`].

mod actions;
mod applies;
mod kinds;
#[cfg(test)]
mod tests;

use super::caret::Step;

pub use actions::{ACTIONS, ActionInfo, KeyName, action};

/// A thing a person can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Put a label on words.
    Annotate,
    /// What a label's key does: label the words, relabel the annotation, or hold the label.
    ApplyLabel,
    /// Put the last label on the words.
    RepeatLabel,
    /// Keep a label active: picking words out is enough.
    HoldLabel,
    /// Put another label on an annotation.
    Relabel,
    /// Delete annotations with their relations.
    Delete,
    /// Move the edge of the annotation a character to the left of the line.
    EdgeLeft,
    /// The same to the right.
    EdgeRight,
    /// Move the edge a word to the left of the line.
    EdgeWordLeft,
    /// The same to the right.
    EdgeWordRight,
    /// Move the edge a sentence back in the text.
    EdgeSentenceBack,
    /// The same onwards.
    EdgeSentenceOn,
    /// Another edge is the one that keys move.
    NextEdge,
    /// Put an annotation elsewhere, all else staying.
    SetSpan,
    /// Take a part of an annotation away.
    RemoveFragment,
    /// Look for further places of the same name.
    FindOccurrences,
    /// Mark every likely place of the same name.
    MarkOccurrences,
    /// The next place.
    NextOccurrence,
    /// The place before.
    PreviousOccurrence,
    /// Take a place, or leave it.
    ToggleOccurrence,
    /// Mark the places that are taken.
    AcceptOccurrences,
    /// Walk through claims that are not marked yet.
    FindClaims,
    /// Take what is proposed.
    AcceptProposal,
    /// Say that there is no claim, or take nothing of what is proposed.
    RejectProposal,
    /// The next proposal.
    NextProposal,
    /// The proposal before.
    PreviousProposal,
    /// Another source for the claim that is proposed.
    NextSource,
    /// With the cue or without.
    ToggleCue,
    /// In parts or as a whole.
    ToggleParts,
    /// Walk through what is suggested, or go to one of it.
    ReviewSuggestions,
    /// Make an annotation of what is suggested.
    AcceptSuggestion,
    /// Say no to what is suggested.
    RejectSuggestion,
    /// Pass over what is suggested.
    NextSuggestion,
    /// The suggestion before.
    PreviousSuggestion,
    /// In which order suggestions are walked through.
    OrderSuggestions,
    /// Go to a place.
    GoToPlace,
    /// Take all places, or none.
    ToggleOccurrences,
    /// Look through all articles, for the name or for what the find field says.
    LookEverywhere,
    /// Look for the words of a list, or what fits an expression.
    FindTerms,
    /// Write a note.
    Note,
    /// Doubt annotations, or doubt them no more.
    Doubt,
    /// Set an attribute.
    SetAttribute,
    /// Say that mentions name the same thing.
    Group,
    /// Say that they do not.
    Ungroup,
    /// Name an entity, or say where it is written about.
    SetEntity,
    /// Begin a link at the annotation that is picked out.
    StartLink,
    /// Link two annotations.
    Link,
    /// Delete a relation.
    Unlink,
    /// Give a relation another kind or another end.
    Relink,
    /// Pick an annotation out.
    Select,
    /// Select all annotations of a label, then all.
    SelectAlike,
    /// Select the next annotation too.
    SelectMore,
    /// Let go of the last that was selected.
    SelectFewer,
    /// The next annotation.
    NextAnnotation,
    /// The annotation before.
    PreviousAnnotation,
    /// Say yes: end the link at the annotation that is walked to.
    Confirm,
    /// Put the caret into the article, or take it away.
    MarkText,
    /// Pick out the annotation at the caret, then what lies under it.
    PickHere,
    /// Pick out what lies under the pointer, then what lies under that.
    PickUnder,
    /// Move the caret.
    Caret(Step),
    /// Go to the next thing that lacks a required value.
    NextIncomplete,
    /// Give the next pane the focus.
    NextPane,
    /// Give the pane before the focus.
    PreviousPane,
    /// Take the last step back.
    Undo,
    /// Do it again.
    Redo,
    /// Let go: dialog, link, words, annotation, label; one at a time.
    Leave,
    /// Exact characters or whole words.
    ToggleExact,
    /// Short, full or no tags.
    CycleTags,
    /// See a label in full, dimmed, or not at all.
    CycleSight,
    /// See everything again.
    SeeAll,
    /// Take a stretch of the article for the page's furniture, or for the article again.
    ToggleFurniture,
    /// Take all from here to the end for furniture.
    FurnitureFromHere,
    /// Take all up to here for furniture.
    FurnitureUpToHere,
    /// Say of which kind a stretch of the article is, or ask.
    SetBlock,
    /// Show what is known of the article besides its text.
    AboutArticle,
    /// Have one field of that say something else.
    SetArticle,
    /// Search words and annotations.
    Find,
    /// The next place that has what is searched for.
    FindNext,
    /// The place before.
    FindPrevious,
    /// Open an article.
    OpenArticle,
    /// The next article.
    NextArticle,
    /// The article before.
    PreviousArticle,
    /// The next article that is to do.
    NextToDo,
    /// The one before that is to do.
    PreviousToDo,
    /// Say that an article is done, and go to the next that is to do.
    DoneAndNext,
    /// Which articles the queue shows.
    ShowQueue,
    /// In which order the queue shows them.
    SortQueue,
    /// Search their titles.
    SearchQueue,
    /// Pick an article out in the queue.
    PickArticle,
    /// Pick all articles out that are listed.
    PickArticles,
    /// Let the articles go that are picked out.
    DropPicks,
    /// Say how far the work on several articles is.
    SetStatuses,
    /// Take several articles out.
    RemoveArticles,
    /// Save several articles to a file.
    ExportArticles,
    /// Put articles one row up in the queue.
    ArticlesUp,
    /// Put articles one row down.
    ArticlesDown,
    /// Put articles before all others.
    ArticlesFirst,
    /// Put articles behind all others.
    ArticlesLast,
    /// Put articles before another.
    PlaceArticles,
    /// Show the whole queue, or a strip, where the page is narrow.
    UnfoldQueue,
    /// Say that an article is done, or is not.
    ToggleDone,
    /// Say how far the work on an article is.
    SetStatus,
    /// Open files.
    ImportFiles,
    /// Open all files of a folder.
    ImportFolder,
    /// Open files of which what is marked becomes suggestions.
    ImportSuggestions,
    /// Look at taking all suggestions that are sure enough.
    AcceptAbove,
    /// Choose which are meant.
    SetAbove,
    /// Take them.
    TakeAbove,
    /// Say no to those that are not sure enough.
    RejectBelow,
    /// Ask for a text.
    PasteArticle,
    /// Add a text as an article.
    AddText,
    /// Take an article out.
    RemoveArticle,
    /// Work on another person's document, or look at it only.
    UnlockArticle,
    /// Save all articles to a file.
    Export,
    /// Show the sheet in which an export is chosen, prepared and saved.
    ExportLab,
    /// Choose something for it.
    SetExport,
    /// Have what is chosen prepared.
    PrepareExport,
    /// Go back to what is chosen; end what is under way.
    ChangeExport,
    /// Save what was prepared.
    SaveExport,
    /// Go to the first thing of a kind that a format cannot say.
    GoToLoss,
    /// Put the export on the clipboard.
    CopyExport,
    /// Save all that the browser's stores hold, as it is.
    SaveStored,
    /// Puts a link to what is shown and picked out on the clipboard.
    CopyLink,
    /// Shows how far the work is.
    Progress,
    /// Counts how long the work takes, or does not.
    ToggleTimes,
    /// Counts the labels of all articles, for that sheet.
    CountLabels,
    /// Show every command, by name.
    Palette,
    /// Show the steps.
    History,
    /// Undo or redo until a step is the last one done.
    GoToStep,
    /// Show the keys of all commands, to change them.
    Keys,
    /// Give a command other keys.
    SetKeys,
    /// Let keys of a single character do something or not.
    ToggleSingle,
    /// Show the keys.
    Help,
    /// Show what is kept, where, and what can be brought back.
    YourData,
    /// Bring an article back that was taken out.
    RestoreArticle,
    /// Keep everything in a file as it is done; in the one from before, where there is one.
    Autosave,
    /// The file that was exported is there: it is a backup.
    BackupArrived,
    /// Save the files that articles came from.
    SaveOriginals,
    /// Forget them.
    RemoveOriginals,
    /// Begin the task that the page was opened for.
    BeginTask,
    /// Show what would be handed in.
    HandIn,
    /// Save the file that is handed in.
    SaveHandIn,
    /// Show all claims as a table.
    ClaimsTable,
    /// Show who said what.
    WhoSaidWhat,
    /// Sort the table of claims.
    SortClaims,
    /// Show only some claims in the table.
    FilterClaims,
    /// The claims of all articles, or of one.
    ClaimsEverywhere,
    /// Further rows of the table of claims.
    PageClaims,
    /// Go to a claim.
    GoToClaim,
    /// The next claim.
    NextClaim,
    /// The claim before.
    PreviousClaim,
    /// Rate a claim.
    Rate,
    /// Show what several people marked, and where they differ.
    Annotators,
    /// The next place where they differ.
    NextDifference,
    /// The place before.
    PreviousDifference,
    /// Show only where they differ, or all.
    OnlyDifferences,
    /// Show only what differs in a label, or all again.
    FilterDifferences,
    /// Go from a difference to the text.
    GoToDifference,
    /// Choose who is compared with whom.
    CompareSides,
    /// Open files only to compare them.
    CompareFiles,
    /// Count the differences of all articles, or stop counting.
    CompareEverywhere,
    /// Sort the figures of the labels.
    SortFigures,
    /// Take the figures along.
    CopyFigures,
    /// Load a newer version of an article, and look at what becomes of its annotations.
    LoadNewer,
    /// The next annotation there.
    NextAnchor,
    /// The one before.
    PreviousAnchor,
    /// Let it go to its place in the newer version.
    TakeAnchor,
    /// Let it stay with the version before.
    LeaveAnchor,
    /// Show only those whose place is more or less sure.
    ShowAnchors,
    /// Put the newer version in the place of the article.
    UseNewer,
    /// Show the projects of this browser.
    Projects,
    /// Open another project.
    OpenProject,
    /// Make a project.
    NewProject,
    /// Call the project otherwise.
    RenameProject,
    /// Save a project to a file.
    SaveProject,
    /// Delete a project that is not open.
    DeleteProject,
    /// Show the label schema, to change it.
    Schemas,
    /// Take a ready label schema.
    UseSchema,
    /// Show another thing of the schema under change.
    SchemaPick,
    /// Add a label, a relation kind or an attribute to it.
    SchemaAdd,
    /// Set a field of one.
    SchemaSet,
    /// Put one at another place in its list.
    SchemaPlace,
    /// Take one out.
    SchemaRemove,
    /// Make two labels one.
    SchemaMerge,
    /// Make a label of those of another that say something.
    SchemaSplit,
    /// Say what becomes of values that are said of an attribute.
    SchemaValue,
    /// Count what the changes touch.
    SchemaCount,
    /// Take the last change back.
    SchemaBack,
    /// Let all changes go.
    SchemaDrop,
    /// Put the changes of the schema on top of what somebody else changed meanwhile.
    SchemaRebase,
    /// Keep the schema, and move what is annotated.
    SchemaKeep,
    /// Begin with a ready schema, or with none.
    SchemaTake,
    /// Read a schema from a file.
    SchemaImport,
    /// Save the schema to a file.
    SchemaExport,
    /// Show the guidelines beside the text, at a label or a heading, or take them away.
    Guidelines,
    /// Begin to write them, or stop.
    EditGuidelines,
    /// Put a text into the field in which they are written.
    WriteGuidelines,
    /// Show below the field how what is written will look, or not.
    PreviewGuidelines,
    /// Keep guidelines.
    SetGuidelines,
    /// Let go of what was written.
    DropGuidelines,
    /// Read them from a file.
    LoadGuidelines,
    /// Save them to a file.
    SaveGuidelines,
}
