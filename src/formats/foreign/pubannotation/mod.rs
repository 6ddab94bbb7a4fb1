//! PubAnnotation's JSON, which TextAE edits: a file for each document. Its specification has an object a document, and what
//! reads it (`bconv`, archives of PubAnnotation) takes it so; lists of documents are read as well.
//!
//! `denotations` are spans with an object, their label, and may have several places (its *bagging* model); `relations` go
//! between them, `attributes` are said of them. Offsets count code points: its server counts characters of Ruby. TextAE
//! counts in JavaScript, so a file that went through it counts what nobody can tell from the file: there are no words in it.
//!
//! What has no key there stands under names that begin with `_`, as its own `_lexicallyChainedTo` does: `_note`, and
//! `_entity`, `_entity_name`, `_entity_link` of things. Of relations nothing is said in `attributes`, since readers look for a
//! denotation: it stands in the relation itself.

mod read;
mod write;

use super::{Codec, Setting, Writer};

/// The format.
pub(super) const CODEC: Codec =
    Codec { id: "pubannotation", write: Some(begin), recognise: read::recognise, read: Some(read::read) };

fn begin(setting: &Setting) -> Box<dyn Writer> {
    Box::new(write::Denotations::new(setting))
}

/// The key that tells what offsets count, as long as nobody but us wrote them.
const UNIT: &str = "offset_unit";
/// What it says.
const CODE_POINTS: &str = "codepoint";
/// The collection that articles of ours are said to be of.
const SOURCE: &str = "Manicule";
/// What names begin with that are no attributes.
const RESERVED: char = '_';
const NOTE: &str = "_note";
const ENTITY: &str = "_entity";
const ENTITY_NAME: &str = "_entity_name";
const ENTITY_LINK: &str = "_entity_link";
