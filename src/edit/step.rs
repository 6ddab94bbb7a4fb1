//! What a step is called: in the history, and in the records on disk.

use std::rc::Rc;

macro_rules! step_kinds {
    ($($(#[$doc:meta])* $name:ident = $text:literal;)*) => {
        /// What a step did, for the history and the records on disk; its words stand in the message table.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum StepKind { $($(#[$doc])* $name,)* }

        impl StepKind {
            /// The name that records use.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }

            /// The kind with this name; one that this version does not know is some change.
            #[must_use]
            pub fn parse(text: &str) -> Self {
                match text { $($text => Self::$name,)* _ => Self::Change }
            }
        }
    };
}

step_kinds! {
    /// Something this version has no name for.
    Change = "change";
    /// Put a label on words.
    Annotate = "annotate";
    /// Put another label on an annotation.
    Relabel = "relabel";
    /// Moved an edge of an annotation.
    Resize = "resize";
    /// Added a part to an annotation.
    AddFragment = "add-fragment";
    /// Took a part of an annotation away.
    RemoveFragment = "remove-fragment";
    /// Deleted annotations.
    Delete = "delete";
    /// Marked further places of the same name.
    Occurrences = "occurrences";
    /// Gave a claim its frame.
    Frame = "frame";
    /// Took suggestions.
    Accept = "accept";
    /// Said no to suggestions.
    Reject = "reject";
    /// Opened suggestions again that were rejected.
    Reopen = "reopen";
    /// Set an attribute.
    Attribute = "attribute";
    /// Wrote a note.
    Note = "note";
    /// Doubted annotations.
    Doubt = "doubt";
    /// Doubted them no more.
    Certain = "certain";
    /// Said that mentions name one thing.
    Group = "group";
    /// Said that they do not.
    Ungroup = "ungroup";
    /// Named an entity.
    Entity = "entity";
    /// Linked two annotations.
    Link = "link";
    /// Deleted a relation.
    Unlink = "unlink";
    /// Gave a relation another kind or end.
    Relink = "relink";
    /// Took articles in.
    Import = "import";
    /// Took an article out.
    Remove = "remove";
    /// Set how far the work is.
    Status = "status";
    /// Set how far the work on several articles is.
    Statuses = "statuses";
    /// Took several articles out.
    Removes = "removes";
    /// Put articles elsewhere in the queue.
    Place = "place";
    /// Brought an article back.
    Restore = "restore";
    /// Took another label schema.
    Schema = "schema";
    /// Took in what files say of articles that are here.
    Merge = "merge";
    /// Chose to work on a document that was only looked at.
    Unlock = "unlock";
    /// Chose to look at it only.
    Lock = "lock";
    /// Called the project otherwise.
    Rename = "rename";
    /// Took what a hosted task brings. It is nobody's step: it is not undone.
    Task = "task";
    /// Put a newer version in the place of an article.
    Renew = "renew";
    /// Wrote guidelines.
    Guidelines = "guidelines";
    /// Took blocks for the page's furniture.
    Furniture = "furniture";
    /// Took them for the article.
    Body = "body";
    /// Said what kind of block something is.
    BlockKind = "block-kind";
    /// Corrected what is known of an article.
    About = "about";
    /// Corrected it for several articles.
    Abouts = "abouts";
}

/// The name of a step: what was done, and to what (a label's name, a title; may be empty).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepName {
    /// What was done.
    pub kind: StepKind,
    /// To what.
    pub detail: Rc<str>,
}

impl StepName {
    /// The name of a step.
    #[must_use]
    pub fn new(kind: StepKind, detail: &str) -> Self {
        Self { kind, detail: Rc::from(detail) }
    }
}
