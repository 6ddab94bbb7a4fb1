//! What the page knows of each format: one row for each. How one is read and written is in [`native`](super::native), and
//! in `foreign` for all others, which only the workshop names; a test holds that both lists have the same ids.

use super::{native, token_formats};
use crate::model::Unit;

/// What the page knows of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatInfo {
    /// Its id, for the scripting door, folder names and [`Origin::Import`](crate::model::Origin::Import).
    pub id: &'static str,
    /// What people read.
    pub name: &'static str,
    /// File name endings without the dot, the preferred one first.
    pub extensions: &'static [&'static str],
    /// Media type of its files.
    pub media_type: &'static str,
    /// What its offsets count.
    pub unit: Unit,
    /// Whether it can be read.
    pub import: bool,
    /// Whether it can be written.
    pub export: bool,
    /// What it cannot say, in a few words; empty for nothing.
    pub loses: &'static str,
    /// Which of the options of an export change what it writes.
    pub asks: Asks,
    /// What loaded its files and found every span's words, in the long test run; empty for nothing yet.
    pub proved_by: &'static str,
}

/// Which options matter to a format.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Asks {
    /// One token or character has one label: which of overlapping spans stays is asked.
    pub overlaps: bool,
    /// A span is one stretch: what becomes of fragments is asked.
    pub fragments: bool,
    /// Spans consist of tokens: what becomes of those that cut one is asked.
    pub tokens: bool,
    /// There is a place for suggestions.
    pub suggestions: bool,
}

/// Every format, the native one first.
pub const FORMATS: &[FormatInfo] = &[
    native::INFO,
    LABEL_STUDIO,
    BRAT,
    token_formats::PRODIGY,
    token_formats::HUGGINGFACE,
    token_formats::CONLL,
    token_formats::CONLL_BILOU,
    DOCCANO,
    DOCCANO_RELATIONS,
    CSV,
    TSV,
    ATTRIBUTION,
    WEB_ANNOTATION,
    PUB_ANNOTATION,
    CAS,
    AVERITEC,
    CHECKTHAT,
    CLAIMREVIEW,
];

const NOTHING: Asks = Asks { overlaps: false, fragments: false, tokens: false, suggestions: false };

const BRAT: FormatInfo = FormatInfo {
    id: "brat",
    name: "brat standoff",
    extensions: &["zip", "ann", "txt", "conf"],
    media_type: "application/zip",
    unit: Unit::CodePoint,
    import: true,
    export: true,
    loses: "what is known of an article, who made what and when, suggestions",
    asks: NOTHING,
    proved_by: "brat's own parser (bratiaa), pybrat",
};

const CSV: FormatInfo = FormatInfo {
    id: "csv",
    name: "Tables of spans and of claims (CSV)",
    extensions: &["csv"],
    media_type: "text/csv",
    unit: Unit::CodePoint,
    import: true,
    export: true,
    loses: "what blocks are, suggestions",
    asks: NOTHING,
    proved_by: "Python's csv",
};

const TSV: FormatInfo = FormatInfo {
    id: "tsv",
    name: "Tables of spans and of claims (TSV)",
    extensions: &["tsv"],
    media_type: "text/tab-separated-values",
    ..CSV
};

const ATTRIBUTION: FormatInfo = FormatInfo {
    id: "attribution",
    name: "Claims with source and cue (JSON Lines)",
    extensions: &["jsonl"],
    media_type: "application/jsonl",
    unit: Unit::CodePoint,
    import: true,
    export: true,
    loses: "all that belongs to no claim; what is known of an article, who made what and when, suggestions",
    asks: NOTHING,
    proved_by: "Python's json",
};

const WEB_ANNOTATION: FormatInfo = FormatInfo {
    id: "webannotation",
    name: "W3C Web Annotation (JSON-LD)",
    extensions: &["zip", "jsonld", "json", "txt"],
    media_type: "application/zip",
    unit: Unit::CodePoint,
    import: true,
    export: true,
    loses: "what blocks are, what accepted suggestions came from",
    asks: Asks { suggestions: true, ..NOTHING },
    proved_by: "PyLD, rdflib, anchorpoint",
};

const PUB_ANNOTATION: FormatInfo = FormatInfo {
    id: "pubannotation",
    name: "PubAnnotation and TextAE (JSON)",
    extensions: &["zip", "json"],
    media_type: "application/zip",
    unit: Unit::CodePoint,
    import: true,
    export: true,
    loses: "doubts, who made each annotation and when, suggestions, what blocks are",
    asks: NOTHING,
    proved_by: "bconv",
};

const CAS: FormatInfo = FormatInfo {
    id: "cas",
    name: "UIMA CAS JSON 0.4 (INCEpTION)",
    extensions: &["json", "xml"],
    media_type: "application/json",
    unit: Unit::Utf16,
    import: true,
    export: true,
    loses: "fragments, doubts, who made what and when, what blocks are, suggestions",
    asks: Asks { overlaps: false, fragments: true, tokens: false, suggestions: false },
    proved_by: "dkpro-cassis",
};

/// Label Studio.
const LABEL_STUDIO: FormatInfo = FormatInfo {
    id: "labelstudio",
    name: "Label Studio (JSON tasks and labelling configuration)",
    extensions: &["json", "xml"],
    media_type: "application/json",
    unit: Unit::CodePoint,
    import: true,
    export: true,
    loses: "fragments, doubts, who made each annotation, what blocks are",
    asks: Asks { overlaps: false, fragments: true, tokens: false, suggestions: true },
    proved_by: "label-studio-sdk",
};

/// doccano, sequence labelling.
const DOCCANO: FormatInfo = FormatInfo {
    id: "doccano",
    name: "doccano (JSON Lines, spans)",
    extensions: &["jsonl", "json"],
    media_type: "application/jsonl",
    unit: Unit::CodePoint,
    import: true,
    export: true,
    loses: "relations, attributes, notes, fragments, entities, suggestions; overlaps only in projects that allow them",
    asks: Asks { overlaps: false, fragments: true, tokens: false, suggestions: false },
    proved_by: "doccano's own importer",
};

/// doccano, relation extraction.
const DOCCANO_RELATIONS: FormatInfo = FormatInfo {
    id: "doccano-relations",
    name: "doccano (JSON Lines, spans and relations)",
    extensions: &["jsonl", "json"],
    media_type: "application/jsonl",
    unit: Unit::CodePoint,
    import: true,
    export: true,
    loses: "attributes, notes, fragments, entities, suggestions; overlaps only in projects that allow them",
    asks: Asks { overlaps: false, fragments: true, tokens: false, suggestions: false },
    proved_by: "doccano's own importer",
};

/// Claims as the dataset AVeriTeC has them.
const AVERITEC: FormatInfo = FormatInfo {
    id: "averitec",
    name: "AVeriTeC (JSON, a record for each claim)",
    extensions: &["json", "jsonl"],
    media_type: "application/json",
    unit: Unit::CodePoint,
    import: true,
    export: true,
    loses: "all that is no claim and nobody who makes one; links but those to sources, who made what and when, suggestions",
    asks: NOTHING,
    proved_by: "datasets",
};

/// Sentences as the CheckThat! labs have them.
const CHECKTHAT: FormatInfo = FormatInfo {
    id: "checkthat",
    name: "CheckThat! (TSV, a sentence a row: worth checking or not)",
    extensions: &["tsv"],
    media_type: "text/tab-separated-values",
    unit: Unit::CodePoint,
    import: true,
    export: true,
    loses: "all but whether a sentence has a claim that is worth checking",
    asks: NOTHING,
    proved_by: "Python's csv",
};

/// Claims and reviews of them as linked data.
const CLAIMREVIEW: FormatInfo = FormatInfo {
    id: "claimreview",
    name: "ClaimReview (schema.org, JSON-LD and HTML)",
    extensions: &["jsonld", "html"],
    media_type: "application/ld+json",
    unit: Unit::CodePoint,
    import: false,
    export: true,
    loses: "places in the text, all that is no claim; links but those to sources, notes, doubts, who made what and when",
    asks: NOTHING,
    proved_by: "extruct",
};

/// The row of a format.
#[must_use]
pub fn format(id: &str) -> Option<&'static FormatInfo> {
    FORMATS.iter().find(|format| format.id == id)
}
