//! Places that were looked for, while somebody goes through them: the further places of a name, what a list or an
//! expression found, what the find field found in other articles. Nothing of it is kept; what is taken becomes
//! annotations by a command.

use std::rc::Rc;

use crate::edit::occurrences::{Hit, HitKind};
use crate::model::{AnnotationId, DocId, Document, LabelId, TextRange};
use crate::workshop::message::FoundPlace;

/// Characters of context on each side of a place.
const CONTEXT: usize = 40;

/// Most places that are listed: more nobody goes through.
pub const MOST: usize = 5000;

/// What is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// What an annotation of an article names.
    Name(DocId, AnnotationId),
    /// What a list or an expression says, to get a label.
    Terms(LabelId),
    /// What the find field says, to be looked at.
    Found,
}

/// One place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The article.
    pub document: DocId,
    /// Where in its text.
    pub range: TextRange,
    /// How it was found.
    pub kind: HitKind,
    /// An annotation that was found, and not its words.
    pub annotation: Option<Rc<str>>,
    /// What stands before it, its words, and what stands behind it.
    pub words: [Rc<str>; 3],
    /// Whether it is to be marked.
    pub taken: bool,
}

impl Place {
    /// A place of an article that is loaded.
    #[must_use]
    pub fn here(document: &Document, hit: Hit) -> Self {
        let (before, after) = document.article.context(hit.range, CONTEXT);
        Self {
            document: document.id.clone(),
            range: hit.range,
            kind: hit.kind,
            annotation: None,
            words: [before, document.article.quote(hit.range), after].map(Rc::from),
            taken: hit.kind.is_likely(),
        }
    }

    /// A place as the workshop tells it; none when it is no stretch of text.
    #[must_use]
    pub fn told(document: &DocId, place: FoundPlace) -> Option<Self> {
        let kind = HitKind::ALL.into_iter().find(|kind| kind.as_str() == place.kind).unwrap_or(HitKind::Same);
        Some(Self {
            document: document.clone(),
            range: TextRange::new(place.start, place.end)?,
            kind,
            annotation: place.annotation.map(Rc::from),
            words: [place.before, place.quote, place.after].map(Rc::from),
            taken: kind.is_likely(),
        })
    }
}

/// The places, and how far the search is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrences {
    /// What is looked for.
    pub wanted: Wanted,
    /// How it is called: the name, the expression.
    pub called: Rc<str>,
    /// The places, article by article, in the order of the texts.
    pub hits: Vec<Place>,
    /// The one that is gone to.
    pub place: usize,
    /// The search that is under way, by its number, and its articles: looked through, and all. None when it has ended.
    pub search: Option<(u32, usize, usize)>,
    /// Whether other articles are looked through too.
    pub everywhere: bool,
}

impl Occurrences {
    /// Whether places can be taken and marked.
    #[must_use]
    pub fn marks(&self) -> bool {
        self.wanted != Wanted::Found
    }

    /// How many places are taken.
    #[must_use]
    pub fn taken(&self) -> usize {
        if self.marks() { self.hits.iter().filter(|place| place.taken).count() } else { 0 }
    }
}
