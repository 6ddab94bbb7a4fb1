//! What the page asks of the workshop, and what it hears.

pub mod export;
pub mod import;

use crate::formats::claim_rows::ClaimRow;
use crate::formats::json::objects;
use crate::model::Table;

pub use export::{Export, ExportTold};
pub use import::{Import, ImportTold};

objects! {
    /// One request. Texts that belong to it come beside it, in the order in which it speaks of them.
    Request {
        /// The project's schema, people and entities, as a stored index without a queue.
        project: Option<String>,
        /// The documents to work on.
        documents: Vec<Named>,
        /// What is looked for in them.
        search: Option<Search>,
        /// What is wanted of the only document, which is not kept on the desk.
        suggest: Option<Suggest>,
        /// Files that are to be read.
        take_in: Option<TakeIn>,
        /// A step of an export.
        export: Option<Export>,
        /// Files that may be annotated, to be looked at, or to be taken in as somebody decided.
        import: Option<Import>,
    }

    /// Files to be read, and those that still wait from earlier requests.
    TakeIn {
        /// New files; the bytes of each come beside the request.
        files: Vec<TakeInFile>,
        /// About how many bytes are to be read for this answer.
        bytes: usize,
        /// Whether what still waits is forgotten first.
        afresh: bool,
        /// Whose files: what waits of one is nothing to the others.
        reader: u32,
    }

    /// A file.
    TakeInFile {
        /// Its name, with its folders where it came out of one.
        name: String,
        /// The encoding that somebody chose (a WHATWG label).
        encoding: Option<String>,
        /// The only part of it that is wanted, to which the encoding belongs: [`Draft::part`](crate::intake::draft::Draft::part).
        part: Option<usize>,
    }

    /// A document. What it holds comes with it, or is on the desk already.
    Named {
        /// Its id.
        id: String,
        /// Another number for each state of it.
        stamp: u32,
        /// How many copies of it come beside the request, as they are stored. None when it should be there already.
        copies: Option<usize>,
        /// How many records come behind them, which belong on top.
        records: usize,
    }

    /// What is looked for.
    Search {
        /// `name`, `words`, `pattern` or `find`; `claims`, for all claims of each document; or `labels`, for how
        /// often each is used.
        kind: String,
        /// The name, the words (a line each), the expression, or the query.
        text: String,
        /// The label that is to be put on what is found; what carries it already is left out.
        label: String,
        /// Small and capital letters differ.
        exact_case: bool,
        /// Inside of words as well.
        inside_words: bool,
        /// In furniture as well.
        furniture: bool,
    }
}

objects! {
    /// Claims are to be proposed.
    Suggest {
        /// Around these words, which somebody has marked; all claims that are not marked yet where there are none.
        picked: Vec<Stretch>,
    }

    /// A stretch of a text.
    Stretch {
        /// First byte.
        start: u32,
        /// One past the last.
        end: u32,
    }

    /// A proposal: [`Proposal`](crate::suggest::Proposal).
    Proposed {
        /// What is asserted.
        content: Vec<Stretch>,
        /// The words that say so.
        cue: Vec<Stretch>,
        /// Who may assert it, likeliest first.
        candidates: Vec<ProposedBy>,
        /// To whom.
        addressee: Option<Stretch>,
        /// `direct`, `mixed` or `indirect`.
        quote_type: String,
        /// How sure, in thousandths.
        permille: u32,
    }

    /// One source, or several that speak together.
    ProposedBy {
        /// They.
        sources: Vec<ProposedSource>,
        /// How likely, in thousandths.
        permille: u32,
    }

    /// A source: words, or a value of the attribute.
    ProposedSource {
        /// The words.
        words: Option<Stretch>,
        /// The annotation that is this mention.
        annotation: Option<String>,
        /// For a pronoun: the mention it stands for.
        stands_for: Option<String>,
        /// For a pronoun: the thing that mention names.
        entity: Option<String>,
        /// `author`, `unnamed` or `none`.
        nobody: Option<String>,
    }
}

objects! {
    /// The answer.
    Answer {
        /// Documents that are not on the desk: to be asked for again, with what they hold.
        missing: Vec<String>,
        /// Documents that do not read.
        unreadable: Vec<String>,
        /// What was found, for each document in which something was.
        found: Vec<Found>,
        /// Why nothing could be looked for.
        wrong: Option<WrongPattern>,
        /// Claims that are proposed, in the order of the text.
        proposed: Vec<Proposed>,
        /// What was read of files.
        taken: Option<TakenIn>,
        /// How far the export is. Bytes of the finished file come beside the answer.
        exported: Option<ExportTold>,
        /// What annotated files are, or what came of them.
        imported: Option<ImportTold>,
    }

    /// What was read of files.
    TakenIn {
        /// Articles.
        drafts: Vec<TakenDraft>,
        /// What could not be read.
        refused: Vec<TakenRefusal>,
        /// Bytes that are done with.
        bytes: usize,
        /// Whether there is more to read: to be asked for by a request without files.
        more: bool,
    }

    /// An article on its way in: [`Draft`](crate::intake::draft::Draft).
    TakenDraft {
        /// The file it stands in.
        file: String,
        /// Which of the files within the one that was put in; 0 is that one itself.
        part: usize,
        /// Line or row, from 1; 0 where the file is one article.
        line: usize,
        /// Id that the file gives it; empty where there is none.
        id: String,
        /// The text.
        text: String,
        /// Whether it comes in exactly as it is.
        verbatim: bool,
        /// Its pieces.
        pieces: Vec<TakenPiece>,
        /// What is known of it.
        meta: TakenMeta,
        /// Name of its encoding.
        encoding: String,
        /// First byte that is not UTF-8, where the encoding was guessed.
        doubt: Option<usize>,
        /// Other encodings that read without an error.
        others: Vec<String>,
        /// Lone surrogates that became U+FFFD.
        surrogates: u32,
    }

    /// A piece of it: [`Piece`](crate::intake::draft::Piece).
    TakenPiece {
        /// First byte.
        start: u32,
        /// One past the last.
        end: u32,
        /// Name of its kind, as files write it.
        kind: String,
        /// Level of a heading.
        level: Option<u32>,
        /// What becomes of it.
        fate: String,
        /// Why it is not part of the article.
        why: Option<String>,
    }

    /// What is known of it.
    TakenMeta {
        /// Title.
        title: String,
        /// Who wrote it.
        byline: Option<String>,
        /// When it was published.
        published: Option<String>,
        /// Where it was found.
        source_url: Option<String>,
        /// The publication.
        site: Option<String>,
        /// When it was fetched.
        retrieved: Option<String>,
        /// Under what terms it may be used.
        license: Option<String>,
        /// BCP 47 tag of its language.
        language: Option<String>,
        /// Anything else: names and values in turn.
        extra: Vec<String>,
    }

    /// What could not be read: [`Refusal`](crate::intake::refusal::Refusal).
    TakenRefusal {
        /// The file.
        file: String,
        /// Which of the files within the one that was put in; 0 is that one itself.
        part: usize,
        /// Line or row, from 1; 0 for the file.
        line: usize,
        /// What is wrong, by name: [`Refused::from_facts`](crate::intake::refusal::Refused::from_facts).
        why: String,
        /// A number that belongs to it: a place, a limit.
        number: usize,
        /// Words that belong to it: a name, what a reader says.
        words: String,
        /// Whether it is only told and the rest was taken.
        is_warning: bool,
    }

    /// What was found in a document.
    Found {
        /// Its id.
        document: String,
        /// The places in the order of the text, at most [`MOST`].
        places: Vec<FoundPlace>,
        /// Its claims, where those were asked for.
        claims: Vec<ClaimRow>,
        /// How often each label stands in it, where that was asked for.
        labels: Table<String, u32>,
        /// What is said in it, where that was asked for.
        marks: Vec<FoundMark>,
    }

    /// A mark of a document: [`Said`](crate::measure::Said).
    FoundMark {
        /// Its label.
        label: String,
        /// First byte and one past the last of each fragment in turn.
        places: Vec<u32>,
        /// The engine it came from.
        engine: Option<String>,
        /// `open` or `rejected` where it is suggested; empty for an annotation.
        standing: String,
    }

    /// A place.
    FoundPlace {
        /// First byte.
        start: u32,
        /// One past the last.
        end: u32,
        /// How it was found: a name of [`HitKind`](crate::edit::occurrences::HitKind).
        kind: String,
        /// The annotation that was found, not the words.
        annotation: Option<String>,
        /// What stands before it.
        before: String,
        /// Its words.
        quote: String,
        /// What stands behind it.
        after: String,
    }

    /// What is wrong with an expression.
    WrongPattern {
        /// The character where it breaks, from 1; 0 where it is wrong as a whole.
        column: usize,
        /// What is wrong there, in the words of the reader.
        detail: String,
    }
}

/// The kind of search that asks for all claims.
pub const CLAIMS: &str = "claims";

/// The kind of search that counts labels.
pub const LABELS: &str = "labels";

/// The kind of search that asks for all that is said.
pub const MARKS: &str = "marks";

/// Places told of one document; a search that finds more is no use to a person.
pub const MOST: usize = 1000;
