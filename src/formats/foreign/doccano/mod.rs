//! doccano: a JSON object a line, in two shapes. For *sequence labelling* spans are triples, for *relation extraction* they
//! are objects with numbers that relations name.
//!
//! Any other key becomes metadata of the text there, and comes back with it. Each line has every key, since the importer
//! makes a table of them and fills holes with what is no JSON. Its importer keeps offsets as they are and counts code
//! points; its screen cuts in JavaScript: a file that went through it counts what nobody can tell from the file.

mod read;
mod write;

use super::{Codec, Setting, Writer};

/// Sequence labelling.
pub const SPANS: Codec =
    Codec { id: "doccano", write: Some(begin_spans), recognise: read::recognise_spans, read: Some(read::read) };

/// Relation extraction.
pub const RELATIONS: Codec = Codec {
    id: "doccano-relations",
    write: Some(begin_relations),
    recognise: read::recognise_relations,
    read: Some(read::read),
};

fn begin_spans(setting: &Setting) -> Box<dyn Writer> {
    Box::new(write::Lines::new(setting, false))
}

fn begin_relations(setting: &Setting) -> Box<dyn Writer> {
    Box::new(write::Lines::new(setting, true))
}

/// The key that tells what offsets count, as long as nobody but us wrote them.
const UNIT: &str = "offset_unit";
/// What it says.
const CODE_POINTS: &str = "codepoint";
/// The key that doccano adds to each line it exports.
const COMMENTS: &str = "Comments";
