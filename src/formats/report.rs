//! What an import tells about records it could not take as they stand. Facts only; the sentences are the message
//! table's.

use crate::edit::meeting::Gain;
use crate::model::schema_check::Finding;

/// One record that was not read as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    /// The file.
    pub file: String,
    /// Line in the file, from 1; 0 for the file as a whole.
    pub line: usize,
    /// Where on the line, as a path: `spans[3]`, `relations[0].from`; empty for the whole line.
    pub path: String,
    /// What is wrong.
    pub problem: Problem,
}

/// What is wrong with a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// Not JSON: where (column from 1) and what the parser says. Left out.
    Malformed {
        /// Column, from 1.
        column: usize,
        /// The parser's words.
        detail: String,
    },
    /// JSON, but a value is not what its place demands. Left out.
    Shape {
        /// Where on the line.
        path: String,
        /// What was expected there.
        expected: &'static str,
    },
    /// The same, as the workshop tells it.
    Misshapen {
        /// Where on the line.
        path: String,
        /// What was expected there.
        expected: String,
    },
    /// A format or version this program does not read. Left out.
    Foreign {
        /// What stands there.
        found: String,
    },
    /// A value that its field does not allow. The field was left empty.
    Value {
        /// What stands there.
        found: String,
    },
    /// The words of a fragment stand nowhere in the text. The span was left out.
    NotInText {
        /// The words.
        quote: String,
    },
    /// Offsets that lie outside of the text, or in the middle of a character. The span was left out.
    Outside {
        /// They.
        offsets: String,
    },
    /// What the offsets of a file count is in doubt, and nobody was there to be asked. The file was left out.
    Uncounted {
        /// The ways to count that may be meant, by name.
        ways: String,
    },
    /// The words have no place in a newer version of their text.
    LeftBehind {
        /// The words.
        quote: String,
    },
    /// The words did not stand where the offsets say; taken where they stand, and marked doubtful.
    Moved {
        /// The words.
        quote: String,
    },
    /// A span without fragments. Left out.
    NoFragments,
    /// An id that was there before. The second one was left out.
    Duplicate {
        /// The id.
        id: String,
    },
    /// A relation to a span that is not there. It is kept, to be given another end.
    MissingEnd {
        /// The id that is missing.
        id: String,
    },
    /// The text is not the one its checksum was made for; every span was checked by its words.
    Checksum,
    /// The bytes are no text in UTF-8 (place of the first bad byte) nor UTF-16. The file was left out.
    NotText {
        /// First bad byte, from 0.
        byte: usize,
    },
    /// Nothing but white space. Left out.
    Empty,
    /// A web page, where a text or a task was expected: what many sites answer with where a file is not there.
    WebPage,
    /// An address of another site, or none at all.
    Elsewhere,
    /// A file could not be had, and why.
    NotFetched {
        /// The browser's or the site's words.
        why: String,
    },
    /// Nothing readable was left of an article that was stored.
    Unreadable {
        /// Its id.
        what: String,
    },
    /// A document that is in the project, with nothing new in it.
    Known {
        /// Its title.
        title: String,
    },
    /// What became of the documents of a file, where some of them met others. Told, not wrong.
    Met(Tally),
    /// The project has another text under the id of a document: it came in under an id of its own.
    OtherText {
        /// Its title.
        title: String,
    },
    /// The article of a document had been taken out: it comes back, made one with the document.
    WasOut {
        /// Its title.
        title: String,
    },
    /// The text of a document is in the project under another id: it stands beside that one.
    SameText {
        /// Its title.
        title: String,
    },
    /// What a document should be made one with could not be read. It was left out.
    NotMerged {
        /// Its title.
        title: String,
    },
    /// The file has fewer articles than its first line tells: its end is missing. What was there was taken.
    Cut {
        /// How many it tells of.
        told: usize,
        /// How many were read.
        read: usize,
    },
    /// What a reader of other formats could not read, or tells of what it read.
    NotTaken {
        /// What is wrong, by the name that the workshop gives it.
        why: String,
        /// A number that belongs to it: a place, a limit.
        number: usize,
        /// Words that belong to it: a name, what a reader says.
        words: String,
        /// Whether the rest was taken.
        is_warning: bool,
    },
    /// A file that belongs to this one is not there: without a text nothing of it was taken.
    Partner {
        /// Name of the one that is missing.
        name: String,
        /// Whether this one was taken without it.
        is_warning: bool,
    },
    /// What of an article did not come in, since it is not part of it. Told, not wrong.
    LeftOut {
        /// What, in words.
        what: String,
    },
    /// A record that somebody did not accept, and what they said. Its text was taken, its spans were not.
    NotAccepted {
        /// `reject`, `ignore`.
        answer: String,
    },
    /// Tags that are numbers, and no file says what they stand for. Labels are called by them.
    NoTagNames,
    /// Guidelines that are not those of the project, which has work of its own. Its own were kept.
    OtherGuidelines,
    /// A schema that cannot be worked with. Nothing of it was taken.
    Schema(Finding),
    /// More than this program takes in one piece (in bytes). Left out.
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
}

/// What became of the documents of a file, by number.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Those whose article was not here.
    pub new: usize,
    /// Those that stand beside another document about their article.
    pub beside: usize,
    /// Those that were made one with what is here.
    pub merged: usize,
    /// Those that have nothing new.
    pub same: usize,
    /// What the merging came to.
    pub gain: Gain,
}

impl Problem {
    /// Whether the record was taken all the same.
    #[must_use]
    pub const fn is_warning(&self) -> bool {
        matches!(
            self,
            Self::Moved { .. }
                | Self::Checksum
                | Self::Value { .. }
                | Self::MissingEnd { .. }
                | Self::Cut { .. }
                | Self::Met(_)
                | Self::OtherText { .. }
                | Self::SameText { .. }
                | Self::WasOut { .. }
                | Self::OtherGuidelines
                | Self::LeftOut { .. }
                | Self::NotAccepted { .. }
                | Self::NoTagNames
                | Self::NotTaken { is_warning: true, .. }
                | Self::Partner { is_warning: true, .. }
        )
    }
}
