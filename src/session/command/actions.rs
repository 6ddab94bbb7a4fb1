//! The table: each command's id, name, keys, and when it applies.

use super::Command;
#[allow(clippy::wildcard_imports, reason = "what stands there is for this table alone")]
use super::applies::*;
use crate::session::caret::{Step, Stride, Way};
use crate::session::messages::Words;
use crate::session::state::{Dialog, State};

/// A key, as a person reads it: `Mod` is Ctrl, on a Mac Cmd.
pub type KeyName = &'static str;

/// A row of the table.
pub struct ActionInfo {
    /// Its id, for scripts and the DOM.
    pub id: &'static str,
    /// What it runs.
    pub command: Command,
    /// What it is called.
    pub name: Words,
    /// Its keys, the first one shown.
    pub keys: &'static [KeyName],
    /// Whether it changes the data, so that it can be undone.
    pub changes: bool,
    /// Whether it would do something now without being told more.
    pub applies: fn(&State) -> bool,
}

const fn row(
    id: &'static str,
    command: Command,
    name: Words,
    keys: &'static [KeyName],
    changes: bool,
    applies: fn(&State) -> bool,
) -> ActionInfo {
    ActionInfo { id, command, name, keys, changes, applies }
}

const fn caret(
    id: &'static str,
    (stride, way): (Stride, Way),
    name: Words,
    keys: &'static [KeyName],
    applies: fn(&State) -> bool,
) -> ActionInfo {
    row(id, Command::Caret(Step { stride, way }), name, keys, false, applies)
}

/// Everything a person can do, in the order of the help sheet.
pub const ACTIONS: &[ActionInfo] = &[
    row("annotate", Command::Annotate, Words::ActAnnotate, &[], true, words),
    row("apply-label", Command::ApplyLabel, Words::ActApplyLabel, &[], true, open),
    row("repeat-label", Command::RepeatLabel, Words::ActRepeatLabel, &["Space"], true, |s| {
        markable(s) && s.last_label.is_some()
    }),
    row("hold-label", Command::HoldLabel, Words::ActHoldLabel, &[], false, open),
    row("relabel", Command::Relabel, Words::ActRelabel, &[], true, picked),
    row("delete", Command::Delete, Words::ActDelete, &["Backspace", "Delete"], true, picked),
    row("edge-left", Command::EdgeLeft, Words::ActEdgeLeft, &["Shift+ArrowLeft"], true, one),
    row("edge-right", Command::EdgeRight, Words::ActEdgeRight, &["Shift+ArrowRight"], true, one),
    row("edge-word-left", Command::EdgeWordLeft, Words::ActEdgeWordLeft, &["Mod+Shift+ArrowLeft"], true, one),
    row("edge-word-right", Command::EdgeWordRight, Words::ActEdgeWordRight, &["Mod+Shift+ArrowRight"], true, one),
    row("edge-sentence-back", Command::EdgeSentenceBack, Words::ActEdgeSentenceBack, &["Shift+ArrowUp"], true, one),
    row("edge-sentence-on", Command::EdgeSentenceOn, Words::ActEdgeSentenceOn, &["Shift+ArrowDown"], true, one),
    row("next-edge", Command::NextEdge, Words::ActNextEdge, &["E"], false, one),
    row("set-span", Command::SetSpan, Words::ActSetSpan, &[], true, one),
    row("remove-fragment", Command::RemoveFragment, Words::ActRemoveFragment, &["Shift+Backspace"], true, split),
    row("find-occurrences", Command::FindOccurrences, Words::ActFindOccurrences, &["O"], false, one),
    row("mark-occurrences", Command::MarkOccurrences, Words::ActMarkOccurrences, &[], true, one),
    row("next-occurrence", Command::NextOccurrence, Words::ActNextOccurrence, &[], false, looking),
    row("previous-occurrence", Command::PreviousOccurrence, Words::ActPreviousOccurrence, &[], false, looking),
    row("toggle-occurrence", Command::ToggleOccurrence, Words::ActToggleOccurrence, &[], false, looking),
    row("accept-occurrences", Command::AcceptOccurrences, Words::ActAcceptOccurrences, &[], true, looking),
    row("find-claims", Command::FindClaims, Words::ActFindClaims, &["Q"], false, open),
    row("accept-proposal", Command::AcceptProposal, Words::ActAcceptProposal, &["Enter"], true, proposing),
    row("reject-proposal", Command::RejectProposal, Words::ActRejectProposal, &[], false, proposing),
    row("next-proposal", Command::NextProposal, Words::ActNextProposal, &[], false, proposing),
    row("previous-proposal", Command::PreviousProposal, Words::ActPreviousProposal, &[], false, proposing),
    row("next-source", Command::NextSource, Words::ActNextSource, &["W"], false, proposing),
    row("toggle-cue", Command::ToggleCue, Words::ActToggleCue, &["V"], false, proposing),
    row("toggle-parts", Command::ToggleParts, Words::ActToggleParts, &["P"], false, proposing),
    row("next-claim", Command::NextClaim, Words::ActNextClaim, &["J"], false, any_claim),
    row("previous-claim", Command::PreviousClaim, Words::ActPreviousClaim, &["Shift+J"], false, any_claim),
    row("rate", Command::Rate, Words::ActRate, &["R"], false, rateable),
    row("claims-table", Command::ClaimsTable, Words::ActClaimsTable, &["I"], false, open),
    row("who-said-what", Command::WhoSaidWhat, Words::ActWhoSaidWhat, &["Shift+I"], false, open),
    row("sort-claims", Command::SortClaims, Words::ActSortClaims, &[], false, in_table),
    row("filter-claims", Command::FilterClaims, Words::ActFilterClaims, &[], false, in_table),
    row("claims-everywhere", Command::ClaimsEverywhere, Words::ActClaimsEverywhere, &[], false, in_table),
    row("page-claims", Command::PageClaims, Words::ActPageClaims, &[], false, in_table),
    row("go-to-claim", Command::GoToClaim, Words::ActGoToClaim, &[], false, any_claim),
    row("go-to-place", Command::GoToPlace, Words::ActGoToPlace, &[], false, looking),
    row("toggle-occurrences", Command::ToggleOccurrences, Words::ActToggleOccurrences, &[], false, looking),
    row("look-everywhere", Command::LookEverywhere, Words::ActLookEverywhere, &[], false, |s| {
        s.occurrences.is_some() || searching(s)
    }),
    row("find-terms", Command::FindTerms, Words::ActFindTerms, &["Shift+O"], false, open),
    row("annotators", Command::Annotators, Words::ActAnnotators, &["Shift+A"], false, several_articles),
    row("next-difference", Command::NextDifference, Words::ActNextDifference, &[], false, comparing),
    row("previous-difference", Command::PreviousDifference, Words::ActPreviousDifference, &[], false, comparing),
    row("only-differences", Command::OnlyDifferences, Words::ActOnlyDifferences, &[], false, comparing),
    row("note", Command::Note, Words::ActNote, &["N"], true, picked),
    row("doubt", Command::Doubt, Words::ActDoubt, &["D"], true, picked),
    row("set-attribute", Command::SetAttribute, Words::ActSetAttribute, &["A"], true, attributed),
    row("group", Command::Group, Words::ActGroup, &["G"], true, |s| picks(s, |a| is_mention(s, a))),
    row("ungroup", Command::Ungroup, Words::ActUngroup, &["Shift+G"], true, |s| picks(s, |a| a.entity.is_some())),
    row("set-entity", Command::SetEntity, Words::ActSetEntity, &[], true, picked),
    row("start-link", Command::StartLink, Words::ActStartLink, &["L"], false, picked),
    row("link", Command::Link, Words::ActLink, &[], true, picked),
    row("unlink", Command::Unlink, Words::ActUnlink, &[], true, picked),
    row("relink", Command::Relink, Words::ActRelink, &["K"], true, linked),
    row("confirm", Command::Confirm, Words::ActConfirm, &["Enter"], false, |s| s.linking.is_some()),
    row("select", Command::Select, Words::ActSelect, &[], false, any_annotation),
    row("select-alike", Command::SelectAlike, Words::ActSelectAlike, &["Mod+A"], false, picked),
    row("select-more", Command::SelectMore, Words::ActSelectMore, &["+"], false, picked),
    row("select-fewer", Command::SelectFewer, Words::ActSelectFewer, &["-"], false, several),
    row("next-annotation", Command::NextAnnotation, Words::ActNextAnnotation, &["."], false, any_annotation),
    row(
        "previous-annotation",
        Command::PreviousAnnotation,
        Words::ActPreviousAnnotation,
        &[","],
        false,
        any_annotation,
    ),
    row("pick-here", Command::PickHere, Words::ActPickHere, &["Enter"], false, |s| in_text(s) && s.linking.is_none()),
    row("pick-under", Command::PickUnder, Words::ActPickUnder, &["B"], false, |s| picked(s) || under_pointer(s)),
    row("mark-text", Command::MarkText, Words::ActMarkText, &["Enter"], false, open),
    caret("caret-left", (Stride::Character, Way::Left), Words::ActCaretLeft, &["ArrowLeft"], open),
    caret("caret-right", (Stride::Character, Way::Right), Words::ActCaretRight, &["ArrowRight"], open),
    caret("caret-word-left", (Stride::Word, Way::Left), Words::ActCaretWordLeft, &["Mod+ArrowLeft"], open),
    caret("caret-word-right", (Stride::Word, Way::Right), Words::ActCaretWordRight, &["Mod+ArrowRight"], open),
    caret("caret-up", (Stride::Line, Way::Back), Words::ActCaretUp, &["ArrowUp"], open),
    caret("caret-down", (Stride::Line, Way::Forth), Words::ActCaretDown, &["ArrowDown"], open),
    caret("caret-sentence-back", (Stride::Sentence, Way::Back), Words::ActCaretSentenceBack, &["Mod+ArrowUp"], open),
    caret(
        "caret-sentence-forth",
        (Stride::Sentence, Way::Forth),
        Words::ActCaretSentenceForth,
        &["Mod+ArrowDown"],
        open,
    ),
    caret("caret-block-back", (Stride::Block, Way::Back), Words::ActCaretBlockBack, &["PageUp"], in_text),
    caret("caret-block-forth", (Stride::Block, Way::Forth), Words::ActCaretBlockForth, &["PageDown"], in_text),
    caret("caret-line-start", (Stride::LineEdge, Way::Back), Words::ActCaretLineStart, &["Home"], in_text),
    caret("caret-line-end", (Stride::LineEdge, Way::Forth), Words::ActCaretLineEnd, &["End"], in_text),
    caret("caret-article-start", (Stride::Article, Way::Back), Words::ActCaretArticleStart, &["Mod+Home"], in_text),
    caret("caret-article-end", (Stride::Article, Way::Forth), Words::ActCaretArticleEnd, &["Mod+End"], in_text),
    row("next-pane", Command::NextPane, Words::ActNextPane, &["F6"], false, always),
    row("previous-pane", Command::PreviousPane, Words::ActPreviousPane, &["Shift+F6"], false, always),
    row("undo", Command::Undo, Words::ActUndo, &["Mod+Z"], false, |s| s.history.last_done().is_some()),
    row("redo", Command::Redo, Words::ActRedo, &["Mod+Shift+Z", "Mod+Y"], false, |s| s.history.last_undone().is_some()),
    row("leave", Command::Leave, Words::ActLeave, &["Escape"], false, always),
    row("toggle-exact", Command::ToggleExact, Words::ActToggleExact, &["X"], false, always),
    row("cycle-tags", Command::CycleTags, Words::ActCycleTags, &["T"], false, always),
    row("cycle-sight", Command::CycleSight, Words::ActCycleSight, &[], false, open),
    row("see-all", Command::SeeAll, Words::ActSeeAll, &[], false, |s| !s.filter.is_open()),
    row("toggle-furniture", Command::ToggleFurniture, Words::ActToggleFurniture, &["Shift+B"], true, at_block),
    row("furniture-from-here", Command::FurnitureFromHere, Words::ActFurnitureFromHere, &[], true, at_block),
    row("furniture-up-to-here", Command::FurnitureUpToHere, Words::ActFurnitureUpToHere, &[], true, at_block),
    row("set-block", Command::SetBlock, Words::ActSetBlock, &["Shift+K"], true, at_block),
    row("about-article", Command::AboutArticle, Words::ActAboutArticle, &["Shift+T"], false, open),
    row("set-article", Command::SetArticle, Words::ActSetArticle, &[], true, open),
    row("find", Command::Find, Words::ActFind, &["/"], false, open),
    row("find-next", Command::FindNext, Words::ActFindNext, &["F"], false, searching),
    row("find-previous", Command::FindPrevious, Words::ActFindPrevious, &["Shift+F"], false, searching),
    row("open-article", Command::OpenArticle, Words::ActOpenArticle, &[], false, several_articles),
    row("next-article", Command::NextArticle, Words::ActNextArticle, &[">"], false, several_articles),
    row("previous-article", Command::PreviousArticle, Words::ActPreviousArticle, &["<"], false, several_articles),
    row("next-to-do", Command::NextToDo, Words::ActNextToDo, &["Mod+>"], false, several_articles),
    row("previous-to-do", Command::PreviousToDo, Words::ActPreviousToDo, &["Mod+<"], false, several_articles),
    row("next-incomplete", Command::NextIncomplete, Words::ActNextIncomplete, &["Shift+R"], false, requiring),
    row("done-and-next", Command::DoneAndNext, Words::ActDoneAndNext, &["Mod+Shift+Enter"], true, open),
    row("show-queue", Command::ShowQueue, Words::ActShowQueue, &[], false, several_articles),
    row("sort-queue", Command::SortQueue, Words::ActSortQueue, &[], false, several_articles),
    row("search-queue", Command::SearchQueue, Words::ActSearchQueue, &[], false, several_articles),
    row("pick-article", Command::PickArticle, Words::ActPickArticle, &[], false, several_articles),
    row("pick-articles", Command::PickArticles, Words::ActPickArticles, &[], false, several_articles),
    row("drop-picks", Command::DropPicks, Words::ActDropPicks, &[], false, any_pick),
    row("set-statuses", Command::SetStatuses, Words::ActSetStatuses, &[], true, any_pick),
    row("remove-articles", Command::RemoveArticles, Words::ActRemoveArticles, &[], true, any_pick),
    row("export-articles", Command::ExportArticles, Words::ActExportArticles, &[], false, any_pick),
    row("articles-up", Command::ArticlesUp, Words::ActArticlesUp, &[], true, placeable),
    row("articles-down", Command::ArticlesDown, Words::ActArticlesDown, &[], true, placeable),
    row("articles-first", Command::ArticlesFirst, Words::ActArticlesFirst, &[], true, placeable),
    row("articles-last", Command::ArticlesLast, Words::ActArticlesLast, &[], true, placeable),
    row("place-articles", Command::PlaceArticles, Words::ActPlaceArticles, &[], true, placeable),
    row("unfold-queue", Command::UnfoldQueue, Words::ActUnfoldQueue, &[], false, any_article),
    row("toggle-done", Command::ToggleDone, Words::ActToggleDone, &["Mod+Enter"], true, open),
    row("set-status", Command::SetStatus, Words::ActSetStatus, &[], true, open),
    row("import-files", Command::ImportFiles, Words::ActImportFiles, &["Mod+O"], false, always),
    row("import-folder", Command::ImportFolder, Words::ActImportFolder, &[], false, always),
    row("paste-article", Command::PasteArticle, Words::ActPasteArticle, &[], false, always),
    row("add-text", Command::AddText, Words::ActAddText, &[], true, always),
    row("remove-article", Command::RemoveArticle, Words::ActRemoveArticle, &[], true, open),
    row("load-newer", Command::LoadNewer, Words::ActLoadNewer, &[], false, renewable),
    row("next-anchor", Command::NextAnchor, Words::ActNextAnchor, &[], false, renewing),
    row("previous-anchor", Command::PreviousAnchor, Words::ActPreviousAnchor, &[], false, renewing),
    row("take-anchor", Command::TakeAnchor, Words::ActTakeAnchor, &[], false, renewing),
    row("leave-anchor", Command::LeaveAnchor, Words::ActLeaveAnchor, &[], false, renewing),
    row("show-anchors", Command::ShowAnchors, Words::ActShowAnchors, &[], false, renewing),
    row("use-newer", Command::UseNewer, Words::ActUseNewer, &[], true, renewing),
    row("unlock-article", Command::UnlockArticle, Words::ActUnlockArticle, &[], true, of_another),
    row("export", Command::Export, Words::ActExport, &["Mod+S"], false, always),
    row("copy-export", Command::CopyExport, Words::ActCopyExport, &[], false, always),
    row("copy-link", Command::CopyLink, Words::ActCopyLink, &["Mod+Shift+L"], false, open),
    row("progress", Command::Progress, Words::ActProgress, &["Shift+Y"], false, always),
    row("toggle-times", Command::ToggleTimes, Words::ActToggleTimes, &[], false, always),
    row("count-labels", Command::CountLabels, Words::ActCountLabels, &[], false, |s| {
        s.dialog == Some(Dialog::Progress)
    }),
    row("your-data", Command::YourData, Words::ActYourData, &["Y"], false, always),
    row("restore-article", Command::RestoreArticle, Words::ActRestoreArticle, &[], true, any_trash),
    row("autosave", Command::Autosave, Words::ActAutosave, &[], false, always),
    row("backup-arrived", Command::BackupArrived, Words::ActBackupArrived, &[], false, handed),
    row("save-originals", Command::SaveOriginals, Words::ActSaveOriginals, &[], false, any_original),
    row("remove-originals", Command::RemoveOriginals, Words::ActRemoveOriginals, &[], false, any_original),
    row("begin-task", Command::BeginTask, Words::ActBeginTask, &[], false, task_waits),
    row("hand-in", Command::HandIn, Words::ActHandIn, &[], false, on_task),
    row("save-hand-in", Command::SaveHandIn, Words::ActSaveHandIn, &[], false, on_task),
    row("projects", Command::Projects, Words::ActProjects, &["Shift+P"], false, always),
    row("open-project", Command::OpenProject, Words::ActOpenProject, &[], false, in_projects),
    row("new-project", Command::NewProject, Words::ActNewProject, &[], false, in_projects),
    row("rename-project", Command::RenameProject, Words::ActRenameProject, &[], true, in_projects),
    row("save-project", Command::SaveProject, Words::ActSaveProject, &[], false, in_projects),
    row("delete-project", Command::DeleteProject, Words::ActDeleteProject, &[], false, in_projects),
    row("schemas", Command::Schemas, Words::ActSchemas, &[], false, always),
    row("use-schema", Command::UseSchema, Words::ActUseSchema, &[], true, always),
    row("schema-pick", Command::SchemaPick, Words::ActSchemaPick, &[], false, drafting),
    row("schema-add", Command::SchemaAdd, Words::ActSchemaAdd, &[], false, drafting),
    row("schema-set", Command::SchemaSet, Words::ActSchemaSet, &[], false, drafting),
    row("schema-place", Command::SchemaPlace, Words::ActSchemaPlace, &[], false, drafting),
    row("schema-remove", Command::SchemaRemove, Words::ActSchemaRemove, &[], false, drafting),
    row("schema-merge", Command::SchemaMerge, Words::ActSchemaMerge, &[], false, drafting),
    row("schema-split", Command::SchemaSplit, Words::ActSchemaSplit, &[], false, drafting),
    row("schema-value", Command::SchemaValue, Words::ActSchemaValue, &[], false, drafting),
    row("schema-count", Command::SchemaCount, Words::ActSchemaCount, &[], false, drafting),
    row("schema-back", Command::SchemaBack, Words::ActSchemaBack, &[], false, |s| {
        s.draft.as_ref().is_some_and(|draft| draft.has_past())
    }),
    row("schema-drop", Command::SchemaDrop, Words::ActSchemaDrop, &[], false, redrafted),
    row("schema-rebase", Command::SchemaRebase, Words::ActSchemaRebase, &[], false, |s| {
        s.draft.as_ref().is_some_and(|draft| draft.is_behind(&s.project))
    }),
    row("schema-keep", Command::SchemaKeep, Words::ActSchemaKeep, &[], true, redrafted),
    row("schema-take", Command::SchemaTake, Words::ActSchemaTake, &[], false, drafting),
    row("schema-import", Command::SchemaImport, Words::ActSchemaImport, &[], false, always),
    row("schema-export", Command::SchemaExport, Words::ActSchemaExport, &[], false, always),
    row("guidelines", Command::Guidelines, Words::ActGuidelines, &["Shift+L"], false, always),
    row("edit-guidelines", Command::EditGuidelines, Words::ActEditGuidelines, &[], false, always),
    row("write-guidelines", Command::WriteGuidelines, Words::ActWriteGuidelines, &[], false, always),
    row("preview-guidelines", Command::PreviewGuidelines, Words::ActPreviewGuidelines, &[], false, |s| s.guide.writing),
    row("set-guidelines", Command::SetGuidelines, Words::ActSetGuidelines, &[], true, drafted),
    row("drop-guidelines", Command::DropGuidelines, Words::ActDropGuidelines, &[], false, drafted),
    row("load-guidelines", Command::LoadGuidelines, Words::ActLoadGuidelines, &[], false, |s| !drafted(s)),
    row("save-guidelines", Command::SaveGuidelines, Words::ActSaveGuidelines, &[], false, |s| {
        !s.guide.text(&s.project).is_empty() || !s.project.guidelines.is_empty()
    }),
    row("save-stored", Command::SaveStored, Words::ActSaveStored, &[], false, always),
    row("palette", Command::Palette, Words::ActPalette, &["Mod+K"], false, always),
    row("history", Command::History, Words::ActHistory, &[], false, any_step),
    row("go-to-step", Command::GoToStep, Words::ActGoToStep, &[], false, any_step),
    row("keys", Command::Keys, Words::ActKeys, &[], false, always),
    row("set-keys", Command::SetKeys, Words::ActSetKeys, &[], false, always),
    row("toggle-single", Command::ToggleSingle, Words::ActToggleSingle, &[], false, always),
    row("help", Command::Help, Words::ActHelp, &["?"], false, always),
];

/// The row with this id.
#[must_use]
pub fn action(id: &str) -> Option<&'static ActionInfo> {
    ACTIONS.iter().find(|action| action.id == id)
}
