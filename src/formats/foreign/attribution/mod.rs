//! Claims as attributions: who (`source`) says it, by which words (`cue`), and what (`content`), as PARC and PolNeAR have
//! them. JSON Lines, one claim a line; each part is a list of fragments with start, end and words, so a part may be empty,
//! or in pieces. Offsets are code points of the article's text. The texts stand in a file of their own, one a line, known by
//! id and checksum; each line has the paragraph that the claim stands in, for whoever wants no more.
//!
//! What a triple cannot say is beside it: `spans` has labels, values and things of all that are named, `links` every link of
//! the claim, also to whom it was said and what speaks for it.

mod object;
mod read;
mod write;

use super::Codec;

/// The format.
pub(super) const CODEC: Codec = Codec {
    id: "attribution",
    write: Some(|setting| Box::new(write::AttributionWriter::new(setting))),
    recognise: read::recognise,
    read: Some(read::read),
};
