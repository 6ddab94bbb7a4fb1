//! Label Studio: tasks as one JSON list, and the labelling configuration that they need.
//!
//! - `names`: what labels, relation kinds and controls are called there, each another name.
//! - `controls`: which control says what, from the schema, and the configuration.
//! - `write`: a task for each document; what no control can say stands in a region's `meta`, which Label Studio keeps.
//! - `read`, `regions`, `minimal`, `texts`, `config`: what Label Studio itself exports, and our own files.
//!
//! A region with attributes is several results of one id. Offsets in stored results count code points since its front end
//! cuts by characters; older files may count UTF-16, so a reader leaves the unit open: the words stand beside them.

mod config;
mod controls;
mod minimal;
mod names;
mod proving;
mod read;
mod regions;
mod texts;
mod write;

use super::{Codec, Setting, Writer};

/// The format.
pub const CODEC: Codec =
    Codec { id: "labelstudio", write: Some(begin), recognise: read::recognise, read: Some(read::read) };

fn begin(setting: &Setting) -> Box<dyn Writer> {
    Box::new(write::Studio::new(setting))
}

/// The control of notes.
const NOTE: &str = "note";
/// What lies on the screen: the article's text.
const TEXT: &str = "text";
