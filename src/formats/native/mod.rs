//! The native format, `article-annotations` 1.0: JSON Lines, one article a line, everything the model holds.
//!
//! Offsets are code points, with the UTF-16 pair and the words beside them, so that any reader can check what it
//! understood. The published JSON Schema is `docs/native.schema.json`. The same objects are used wherever something
//! leaves memory: files, stored records, the scripting door. Start at [`object`], the shapes; then [`write`] and
//! [`read`].

pub mod object;
pub mod read;
pub mod schema_file;
mod schema_object;
pub mod thing;
pub mod write;

use super::{Asks, FormatInfo};
use crate::model::Unit;

pub use read::{Reader, read};
pub use schema_file::{is_schema_file, read_schema, write_schema};
pub use schema_object::{schema_from, schema_object};
pub use write::{Lines, line, stored_line, write};

/// The constant in the key `format`.
pub const FORMAT: &str = "article-annotations";
/// The same in a file that has a schema and no article.
pub const SCHEMA_FORMAT: &str = "article-annotations-schema";
/// The version this program writes; it reads every `1.x`.
pub const VERSION: &str = "1.0";

/// What the page knows of the format.
pub const INFO: FormatInfo = FormatInfo {
    id: "native",
    name: "Manicule (JSON Lines, everything)",
    extensions: &["jsonl", "json"],
    media_type: "application/jsonl",
    unit: Unit::CodePoint,
    import: true,
    export: true,
    loses: "",
    asks: Asks { overlaps: false, fragments: false, tokens: false, suggestions: true },
    proved_by: "jsonschema, datasets",
};

/// Whether a file is to be read as lines of this format, by its name or its beginning.
#[must_use]
pub fn is_lines(name: &str, text: &str) -> bool {
    let ends = |ending: &str| name.to_ascii_lowercase().ends_with(ending);
    ends(".jsonl")
        || ends(".ndjson")
        || ends(".json")
        || text.trim_start_matches('\u{feff}').starts_with("{\"format\":")
}
