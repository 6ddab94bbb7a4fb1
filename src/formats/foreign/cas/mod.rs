//! UIMA CAS JSON 0.4, which INCEpTION, UIMA for Java and dkpro-cassis read and write: a file for each document with its text
//! (`sofaString`), a type system (`%TYPES`), typed structures that name each other by number, and views. Offsets count
//! UTF-16 units: both implementations convert from what their language counts.
//!
//! **What is written.** `Sentence`, `Token` and `DocumentMetaData` of DKPro Core, without which INCEpTION shows no line;
//! [`SPAN`] for each annotation, [`RELATION`] for each link, and one [`ARTICLE`] without width at the beginning, for what is
//! known of the article. One span layer for all labels, with the label as a feature: an INCEpTION relation layer attaches to
//! one span layer, and links go from any label to any. The built-in `NamedEntity` is shown there without a layer of one's own,
//! but has no place for attributes, and layers that are built in get no features by an import. INCEpTION reads strictly: every
//! type and feature of a file must be in the project. So they depend on the schema alone, never on a document, and
//! `layers/TypeSystem.xml` makes all layers in one go (Settings, Layers, Import); of a type it makes a layer where features are
//! plain, lists of strings, or `Governor` and `Dependent`. `layers/labels.json` and `layers/relations.json` are tagsets for the
//! features `label`.
//!
//! **What is read.** Every annotation becomes a span. One of the features [`kinds::NAMING`] says its label; where a type has none
//! of them, or where values are words (lemmas), it is the layer's name. Other features are attributes. Sentences, tokens and
//! other types of the frame are left aside. Relations have `Governor` and `Dependent`; slots and plain references are relations
//! as well, chains are things.
//! Types are known by their structures: a type system is only asked what is under what, and which attribute a feature was made
//! of. It stands in the file; of one written without it, in `TypeSystem.xml` beside it.
//!
//! Start at [`types`] (what there is), then [`write`], [`store`] and [`read`].

mod kinds;
mod layers;
mod links;
mod names;
mod proving;
mod read;
mod spans;
mod store;
mod types;
mod units;
mod write;

use super::Codec;

/// The format.
pub(super) const CODEC: Codec = Codec {
    id: "cas",
    write: Some(|setting| Box::new(write::CasWriter::new(setting))),
    recognise: read::recognise,
    read: Some(read::read),
};

/// The layer of all annotations.
const SPAN: &str = "webanno.custom.ManiculeSpan";
/// The layer of all links.
const RELATION: &str = "webanno.custom.ManiculeRelation";
/// What is known of an article.
const ARTICLE: &str = "webanno.custom.ManiculeArticle";
/// The document annotation of DKPro Core.
const DOCUMENT: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";
/// A sentence.
const SENTENCE: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Sentence";
/// A token.
const TOKEN: &str = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token";
/// The view that every CAS has.
const INITIAL: &str = "_InitialView";
/// The feature for values that no other feature can say, as [`names::pair`] writes them.
const MORE: &str = "more";
/// Both ends of a relation, as INCEpTION wants them called: where it starts, and where it ends.
const ENDS: [&str; 2] = ["Governor", "Dependent"];
