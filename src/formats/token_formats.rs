//! What the page knows of formats that consist of tokens.

use super::{Asks, FormatInfo};
use crate::model::Unit;

/// Everything but flat labels of tokens.
const FLAT: &str = "overlaps, fragments, relations, attributes, notes, entities";

const ASKS: Asks = Asks { overlaps: true, fragments: true, tokens: true, suggestions: false };

/// `foreign::prodigy`.
pub const PRODIGY: FormatInfo = FormatInfo {
    id: "prodigy",
    name: "Prodigy and spaCy (JSON Lines)",
    extensions: &["jsonl"],
    media_type: "application/jsonl",
    unit: Unit::CodePoint,
    import: true,
    export: true,
    loses: "fragments, doubts, suggestions, what blocks are, who and when",
    asks: Asks { overlaps: false, ..ASKS },
    proved_by: "spaCy",
};

/// `foreign::huggingface`.
pub const HUGGINGFACE: FormatInfo = FormatInfo {
    id: "huggingface",
    name: "Hugging Face token classification (JSON Lines)",
    extensions: &["jsonl", "json"],
    media_type: "application/jsonl",
    unit: Unit::CodePoint,
    import: true,
    export: true,
    loses: FLAT,
    asks: ASKS,
    proved_by: "datasets, seqeval",
};

/// `foreign::conll`.
pub const CONLL: FormatInfo = FormatInfo {
    id: "conll",
    name: "CoNLL-2003 (IOB2 columns)",
    extensions: &["conll", "txt", "iob", "iob2", "tsv"],
    media_type: "text/plain",
    unit: Unit::CodePoint,
    import: true,
    export: true,
    loses: "overlaps, fragments, relations, attributes, notes, entities, white space",
    asks: ASKS,
    proved_by: "spaCy, seqeval",
};

/// `foreign::conll`, with tags of BILOU.
pub const CONLL_BILOU: FormatInfo =
    FormatInfo { id: "conll-bilou", name: "CoNLL columns (BILOU)", proved_by: "seqeval", ..CONLL };
