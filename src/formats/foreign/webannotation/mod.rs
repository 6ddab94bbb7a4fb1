//! W3C Web Annotation (Recommendation of 2017: *Web Annotation Data Model*, *Vocabulary*), as JSON-LD.
//!
//! **Files.** Each article is `NAME.txt` and `NAME.jsonld`, an `AnnotationCollection` with its one `AnnotationPage` inside.
//! Processors of JSON-LD take a file whole, so one of all articles would have to fit into memory; JSON Lines is no JSON-LD,
//! and what takes annotations in takes a collection or a page. Proposals nobody has judged stand in
//! `suggestions/NAME.jsonld`, so that nothing takes them for what somebody said.
//!
//! **A span** is an annotation of motivation `tagging`. Its target is the text file, since offsets into the page at the article's
//! address would be others; the address is the text's `via`. It has both selectors, `TextPositionSelector` (code points,
//! end not included) and `TextQuoteSelector` (32 characters on each side). Several targets would each have the label by
//! themselves: a span of several fragments is one `oa:Composite`, all of whose items are needed (appendix of the
//! Vocabulary; the context has no short name for it).
//!
//! **Bodies** are told apart by their `purpose`: `tagging` the label; `classifying` a value, its attribute the `label`;
//! `commenting` the note; `identifying` the thing; `questioning` a doubt. **A link** is an annotation of motivation `linking`:
//! from the `linking` body to the target, its kind the `tagging` body. The first annotation is about the article itself.
//!
//! Ids are `urn:uuid:` of version 8, with ours in them ([`names`]), so that files can be put together; agents have theirs.
//! Where to start: `write` out; `gather`, then `read` and `build` in.

mod aimed;
mod build;
mod gather;
mod names;
mod proving;
mod read;
mod said;
mod select;
mod texts;
mod write;

use super::{Codec, Setting, Writer};

/// The format.
pub(super) const CODEC: Codec =
    Codec { id: "webannotation", write: Some(begin), recognise: gather::recognise, read: Some(read::read) };

fn begin(setting: &Setting) -> Box<dyn Writer> {
    Box::new(write::Pages::new(setting))
}

/// The context that every file names.
const CONTEXT: &str = "http://www.w3.org/ns/anno.jsonld";
/// The program that wrote a file of ours, by name.
const GENERATOR: &str = "Manicule";
/// The folder of proposals.
const SUGGESTIONS: &str = "suggestions/";
/// What the body is called that says how sure a proposal is.
const CONFIDENCE: &str = "confidence";
/// What the body of a doubt is called whose words had to be searched for, and one that a person has.
const MOVED: &str = "moved";
const PERSON: &str = "person";
