//! brat standoff: a folder with `<name>.txt` and `<name>.ann` for each document, `annotation.conf`, `visual.conf`; and
//! `documents.jsonl`, which brat passes over, for ids, titles and annotators.
//!
//! Lines of `.ann`: `T` a span, perhaps of several fragments; `R` a link; `A` a value; `N` the thing that is named; `#` notes;
//! `*` mentions of one thing; `E` events, which are read and not written. Offsets are code points: brat's server counts
//! characters of Python. What brat allows in names is [`names`]; how it treats line ends within a span is [`pieces`]. Facts
//! are those of brat's own server (`annotation.py`, `annotator.py`, `projectconfig.py`) and of its manual (standoff format).

mod build;
mod config;
mod groups;
mod lines;
mod names;
mod pieces;
mod read;
mod write;

use super::Codec;

pub use config::COLORS;

/// The format.
pub(super) const CODEC: Codec = Codec {
    id: "brat",
    write: Some(|setting| Box::new(write::BratWriter::new(setting))),
    recognise: read::recognise,
    read: Some(read::read),
};

/// What stands before the number of a thing in its address at Wikidata.
const WIKIDATA: &str = "https://www.wikidata.org/wiki/";

/// What stands in the first line of configurations that this program wrote.
const MARK: &str = "# Written by Manicule";

/// The file that says which document each pair of files is.
const DOCUMENTS: &str = "documents.jsonl";
