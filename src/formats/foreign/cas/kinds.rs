//! What a structure is to an annotator: part of the frame, known of the document, a span, a link; and what chains lead through.

use std::collections::BTreeSet;

use super::store::{Store, Structure, Types};
use super::{DOCUMENT, ENDS};

/// Features that say the label, the surest first: ours, the built-in layers of INCEpTION, and what people call theirs.
pub(super) const NAMING: [&str; 9] =
    ["label", "value", "PosValue", "DependencyType", "referenceType", "category", "class", "tag", "kind"];

/// Where the names of types begin that are no annotations: text, pages, markup, what INCEpTION needs itself.
const FRAME: [&str; 8] = [
    "uima.",
    "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.",
    "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.",
    "de.tudarmstadt.ukp.clarin.webanno.api.type.",
    "de.tudarmstadt.ukp.inception.",
    "org.dkpro.core.api.xml.type.",
    "org.dkpro.core.api.pdf.type.",
    "de.tudarmstadt.ukp.dkpro.core.api.structure.type.",
];

/// Names of types that are the frame in whatever package, but for layers that people made.
const SHORT: [&str; 3] = ["Sentence", "Token", "Paragraph"];

/// Where the layers are that people make in INCEpTION.
const CUSTOM: &str = "webanno.custom.";

/// Names of types whose values are as many as words: each is one label.
const OPEN: [&str; 4] = ["Lemma", "Stem", "SurfaceForm", "MorphologicalFeatures"];

/// What a structure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Its text.
    Sofa,
    /// What UIMA or DKPro Core know of a document.
    Document,
    /// What this program writes of an article.
    Article,
    /// Sentences, tokens and the like.
    Frame,
    /// A link between annotations.
    Relation,
    /// An annotation.
    Span,
    /// Without a place in the text: what begins a chain, what a slot leads by, what is said of the document.
    Other,
}

/// What a structure is.
pub(super) fn kind(structure: &Structure<'_>, types: &Types) -> Kind {
    let is_under = |names: &[&str]| types.line(&structure.kind).any(|kind| names.contains(&kind));
    if structure.kind == "uima.cas.Sofa" {
        return Kind::Sofa;
    }
    if structure.kind == super::ARTICLE {
        return Kind::Article;
    }
    if is_under(&["uima.tcas.DocumentAnnotation", DOCUMENT]) {
        return Kind::Document;
    }
    // What is under a plain annotation is under `uima.` as well: there only the type itself counts.
    let above = types.line(&structure.kind).skip(1).filter(|kind| !kind.starts_with("uima."));
    let mut line = std::iter::once(&*structure.kind).chain(above);
    if structure.is_array() || line.any(is_frame) {
        return Kind::Frame;
    }
    if !structure.is_placed() {
        return Kind::Other;
    }
    if ENDS.iter().all(|end| structure.refers(end).is_some()) {
        return Kind::Relation;
    }
    Kind::Span
}

/// Whether it is of a type that this program writes.
pub(super) fn is_ours(structure: &Structure<'_>) -> bool {
    [super::SPAN, super::RELATION, super::ARTICLE].contains(&&*structure.kind)
}

fn is_frame(kind: &str) -> bool {
    let short = kind.rsplit_once('.').map_or(kind, |(_, short)| short);
    let is_within = FRAME.iter().any(|begin| kind.starts_with(begin)) && !OPEN.contains(&short);
    is_within || SHORT.contains(&short) && !kind.starts_with(CUSTOM)
}

/// The feature that says a structure's label. Of our own there is but one.
pub(super) fn naming(structure: &Structure<'_>) -> Option<&'static str> {
    if is_ours(structure) {
        return NAMING.into_iter().take(1).find(|name| structure.word(name).is_some());
    }
    if OPEN.contains(&structure.short()) {
        return None;
    }
    NAMING.into_iter().find(|name| structure.word(name).is_some_and(|label| !label.trim().is_empty()))
}

/// The label of a structure: what it says, or the name of its layer. A layer of chains has types for its links.
pub(super) fn label(structure: &Structure<'_>, is_chained: bool) -> String {
    let said = naming(structure).and_then(|name| structure.word(name));
    said.unwrap_or_else(|| {
        let short = structure.short();
        short.strip_suffix("Link").filter(|rest| is_chained && !rest.is_empty()).unwrap_or(short).to_owned()
    })
}

/// The structures that a chain leads through, from its first on; nothing of one that begins none. `seen` are those of other
/// chains: where it comes to one of them it ends.
pub(super) fn chain(store: &Store<'_>, structure: &Structure<'_>, seen: &mut BTreeSet<u64>) -> Vec<u64> {
    let (mut found, mut next) = (Vec::new(), structure.refers("first"));
    while let Some(one) = next.filter(|id| seen.insert(*id)).and_then(|id| store.get(id)) {
        found.push(one.id);
        next = one.refers("next");
    }
    found
}
