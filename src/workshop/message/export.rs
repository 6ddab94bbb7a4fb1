//! What is asked and told of an export: a plan, then documents a batch at a time, then the finished file a piece at a time.
//!
//! An export lives on the desk from its plan until it is forgotten or another begins. With a split, or where only articles with
//! some labels are wanted, all documents are looked at first (`survey`), and given once more to be written.

use crate::formats::json::objects;

objects! {
    /// One step of an export. Documents that come with the request are looked at or written; they are not kept on the
    /// desk. Where one should be there and is not, nothing is done, and the answer says only which.
    Export {
        /// A new export begins; what was on the desk is forgotten.
        plan: Option<ExportPlan>,
        /// The documents are only looked at, to be divided and chosen from.
        survey: bool,
        /// All documents were given: the rest is written, and the file is closed and read again.
        finish: bool,
        /// At most so many bytes of the finished file, from `from` on, come beside the answer.
        bytes: usize,
        /// First byte of them.
        from: usize,
        /// Of this file in it, unpacked; of the finished file itself where it is empty.
        path: String,
        /// The export is forgotten.
        forget: bool,
    }

    /// What is to be written.
    ExportPlan {
        /// Ids of [`FORMATS`](crate::formats::FORMATS), at least one.
        formats: Vec<String>,
        /// Whether everything goes into one zip with manifest, card and sums. Else there is one format, and the file is what
        /// it writes: a zip only where that is several files.
        bundle: bool,
        /// `longest` or `first`.
        overlaps: String,
        /// `join` or `split`.
        fragments: String,
        /// `widen`, `cut` or `leave`.
        cut_tokens: String,
        /// Only the article's body.
        body_only: bool,
        /// Open suggestions as well.
        suggestions: bool,
        /// Rejected suggestions as well.
        rejected: bool,
        /// Short names of labels.
        short_labels: bool,
        /// Names of annotators, not ids.
        names: bool,
        /// How articles are divided.
        split: Option<ExportSplit>,
        /// Only articles in which one of these labels stands; all where it is empty.
        labels: Vec<String>,
        /// What the card says.
        card: ExportCard,
    }

    /// How articles are divided. All documents about one article go into one set.
    ExportSplit {
        /// Anything; the same seed divides the same articles in the same way.
        seed: String,
        /// Shares in thousandths; what is left of 1000 goes to `train`.
        dev: u32,
        /// The same.
        test: u32,
        /// Whether each label is to have the same share in each set, as far as that goes.
        by_label: bool,
    }

    /// What the dataset card says of itself; empty for what nobody said.
    ExportCard {
        /// Title; the project's name where it is empty.
        title: String,
        /// A paragraph about it.
        description: String,
        /// Licence, as Hugging Face names it: `cc-by-4.0`.
        license: String,
        /// The day it stands for, `2026-11-26`; it is written where it is said, so that the same export gives the same bytes.
        date: String,
    }

    /// How far an export is.
    ExportTold {
        /// Documents that were looked at.
        surveyed: usize,
        /// Documents that were written.
        written: usize,
        /// Documents that were left out, since none of the labels stands in them.
        left: usize,
        /// What formats could not say.
        losses: Vec<ToldLoss>,
        /// What was proved, for each format.
        proofs: Vec<ToldProof>,
        /// The files, in the order of the zip: in the answer to the step that finishes it, and in no other.
        files: Vec<ToldFile>,
        /// Name of the finished file, with its ending; empty before.
        name: String,
        /// Its media type.
        media_type: String,
        /// Its size in bytes.
        size: usize,
        /// Sets and how many articles and annotations are in each, once it is finished.
        sets: Vec<ToldSet>,
        /// What is wrong with the plan, or keeps it from going on: one of [`wrong`]; empty for nothing.
        wrong: String,
        /// Words that belong to it: a format, a document, a path.
        wrong_words: String,
    }

    /// What a format could not say: [`Loss`](crate::formats::Loss).
    ToldLoss {
        /// The format.
        format: String,
        /// [`Lost`](crate::formats::loss::Lost), by name.
        what: String,
        /// [`Resolved`](crate::formats::loss::Resolved), by name.
        how: String,
        /// How many.
        count: u32,
        /// The document of the first.
        document: String,
        /// The annotation of the first.
        annotation: Option<String>,
    }

    /// What was proved of a format.
    ToldProof {
        /// The format.
        format: String,
        /// Spans that were read again and held against what is marked.
        checked: usize,
        /// How many of them differ.
        wrong: usize,
        /// The first of those.
        differs: Vec<ToldDiffers>,
    }

    /// A difference.
    ToldDiffers {
        /// The document.
        document: String,
        /// Where in the file.
        place: String,
        /// What stands there.
        found: String,
        /// What should.
        expected: String,
    }

    /// A file of an export.
    ToldFile {
        /// Its path in the zip.
        path: String,
        /// Its size in bytes.
        size: usize,
        /// SHA-256 of it, in hexadecimal.
        sha256: String,
        /// Its first lines, at most [`HEAD`] characters.
        head: String,
    }

    /// A set of a split.
    ToldSet {
        /// `articles`, `train`, `dev` or `test`.
        name: String,
        /// Documents in it.
        documents: usize,
        /// Annotations in them.
        annotations: usize,
    }
}

/// Characters of the beginning of a file that are told.
pub const HEAD: usize = 2000;

/// What can be wrong with an export ([`ExportTold::wrong`]).
pub mod wrong {
    /// There is no such format to write, or it is named twice; without a bundle, more than one. With its id.
    pub const FORMAT: &str = "format";
    /// Shares are more than the whole.
    pub const SHARES: &str = "shares";
    /// A document was not looked at before it came to be written. With its id.
    pub const NOT_LOOKED_AT: &str = "not_looked_at";
    /// Nothing was written: there is no document, or none with these labels.
    pub const NOTHING: &str = "nothing";
    /// The file would be larger than 4 GB.
    pub const TOO_LARGE: &str = "too_large";
    /// A file is not what was written, on reading it again. With its path.
    pub const DIFFERS: &str = "differs";
    /// It is finished, and takes no more documents.
    pub const FINISHED: &str = "finished";
    /// There is no export on the desk: the worker is a new one, or it was forgotten.
    pub const GONE: &str = "gone";
}
