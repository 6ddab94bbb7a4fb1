//! What the columns are called. Readers take other usual names as well.

/// Columns of `articles`.
pub(super) const ARTICLES: [&str; 16] = [
    "document",
    "title",
    "language",
    "byline",
    "published",
    "url",
    "site",
    "retrieved",
    "license",
    "annotator",
    "status",
    "values",
    "extra",
    "sha256",
    "code_points",
    "text",
];

/// Columns of `spans` before those of attributes.
pub(super) const SPANS: [&str; 12] = [
    "document",
    "title",
    "annotator",
    "annotation",
    "label",
    "kind",
    "start",
    "end",
    "start_utf16",
    "end_utf16",
    "text",
    "fragments",
];

/// What stands before the name of an attribute.
pub(super) const ATTRIBUTE: &str = "attribute:";

/// Columns of `spans` after those of attributes.
pub(super) const SPANS_END: [&str; 10] = [
    "more_attributes",
    "entity",
    "entity_name",
    "entity_link",
    "note",
    "doubt",
    "created",
    "changed",
    "model",
    "score",
];

/// Columns of `relations`.
pub(super) const RELATIONS: [&str; 12] = [
    "document",
    "relation",
    "relation_kind",
    "from",
    "from_text",
    "to",
    "to_text",
    "attributes",
    "note",
    "annotator",
    "created",
    "changed",
];

/// Columns of `claims`.
pub(super) const CLAIMS: [&str; 26] = [
    "document",
    "title",
    "annotator",
    "claim_id",
    "label",
    "claim",
    "start",
    "end",
    "source",
    "source_start",
    "source_end",
    "source_entity",
    "source_link",
    "no_source",
    "cue",
    "cue_start",
    "cue_end",
    "addressee",
    "about",
    "evidence",
    "evidence_stance",
    "quote_type",
    "rating",
    "attributes",
    "note",
    "doubt",
];

/// Other names of columns that files of other tools have, and the one that is meant.
pub(super) const ALSO: [(&str, &str); 22] = [
    ("doc", "document"),
    ("doc_id", "document"),
    ("document_id", "document"),
    ("article", "document"),
    ("article_id", "document"),
    ("annotation_id", "annotation"),
    ("span_id", "annotation"),
    ("type", "label"),
    ("tag", "label"),
    ("category", "label"),
    ("begin", "start"),
    ("start_offset", "start"),
    ("start_char", "start"),
    ("end_offset", "end"),
    ("end_char", "end"),
    ("words", "text"),
    ("quote", "text"),
    ("lang", "language"),
    ("confidence", "score"),
    ("probability", "score"),
    ("prob", "score"),
    ("model_version", "model"),
];

/// Columns of spans that are read.
pub(super) const READ_OF_SPANS: [&str; 13] = [
    "document",
    "annotation",
    "label",
    "start",
    "end",
    "fragments",
    "text",
    "more_attributes",
    "entity_link",
    "note",
    "doubt",
    "model",
    "score",
];

/// The same of relations.
pub(super) const READ_OF_RELATIONS: [&str; 7] =
    ["document", "relation", "relation_kind", "from", "to", "attributes", "note"];

/// The same of articles; `extra` and `values` only where they are written like ours.
pub(super) const READ_OF_ARTICLES: [&str; 5] = ["document", "text", "title", "language", "annotator"];

/// Columns of articles that are kept by these names.
pub(super) const KEPT: [&str; 7] = ["byline", "published", "url", "site", "retrieved", "license", "status"];
