//! Which versions of each thing of a document are known, and what is shown of them.
//!
//! A change names the versions it replaces, so two changes that did not know of each other are told from one after the
//! other whatever order they come in. Of an annotation all versions that nobody replaced are kept (a multi-value
//! register): the latest is shown in its place, every other beside it as a copy that says why it is there, and one that
//! somebody deleted while somebody else changed it stays. Of everything else the latest version stands. Taking changes in
//! and joining copies is commutative, associative and idempotent; `tests/storage/laws.rs` holds that.

use std::rc::Rc;

use super::{Folded, Stamp};
use crate::model::id::bits_for_foreign_name;
use crate::model::order::sort_by;
use crate::model::{AnchorDoubt, Annotation, AnnotationId, Document, Doubt, Table};

/// Why a second version stands beside an annotation. Kept with the annotation, like a person's own reason.
pub const OTHER_VERSION: &str = "Changed in two tabs at once: this is the other version";
/// Why an annotation stands that was deleted.
pub const DELETED_ELSEWHERE: &str = "Changed here while another tab deleted it";

/// What became of a version.
#[derive(Clone, Debug, PartialEq)]
pub enum Side {
    /// It is what stands in the document.
    Shown,
    /// The same, with a doubt that says that it was deleted elsewhere.
    Doubted,
    /// It says that the thing is deleted.
    Gone,
    /// It is shown beside the thing, as a copy.
    Kept(Rc<Annotation>),
}

/// A version that nothing known replaces.
#[derive(Clone, Debug, PartialEq)]
pub struct Version {
    /// Its name.
    pub stamp: Stamp,
    /// What became of it.
    pub side: Side,
}

/// A version with its value; none where it says that the thing is deleted.
type Valued = (Stamp, Option<Rc<Annotation>>);

/// What is known of one document's versions.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Versions {
    /// The records that were taken in.
    pub folded: Folded,
    /// The version of everything that is not named in `of`.
    pub born: Stamp,
    /// The versions of things that were changed since, by [`name`](annotation_name).
    pub of: Table<String, Vec<Version>>,
    /// Versions that something known replaces, though they themselves have not come yet.
    pub awaited: Vec<(String, Stamp)>,
}

/// What an annotation is called in [`Versions::of`].
#[must_use]
pub fn annotation_name(id: AnnotationId) -> String {
    format!("a/{id}")
}

/// The id of the copy that shows another version.
#[must_use]
pub fn copy_id(id: AnnotationId, stamp: Stamp) -> AnnotationId {
    AnnotationId::from_bits(bits_for_foreign_name(&format!("{id}/{stamp}")))
}

impl Versions {
    /// The versions of a thing; `there` when the document has it.
    #[must_use]
    pub fn heads(&self, name: &str, there: bool) -> Vec<Version> {
        let born = || if there { vec![Version { stamp: self.born, side: Side::Shown }] } else { Vec::new() };
        self.of.get(name).cloned().unwrap_or_else(born)
    }

    /// Whether a thing has more than one version.
    #[must_use]
    pub fn is_forked(&self, name: &str) -> bool {
        self.of.get(name).is_some_and(|heads| heads.len() > 1)
    }

    /// The annotations that have more than one version, with those that are shown as copies.
    pub fn forks(&self) -> impl Iterator<Item = (AnnotationId, &Vec<Version>)> {
        let id = |(name, heads): (&String, _)| Some((name.strip_prefix("a/")?.parse().ok()?, heads));
        self.of.iter().filter(|(_, heads)| heads.len() > 1).filter_map(id)
    }

    /// Whether a version that comes now was replaced already.
    fn was_awaited(&mut self, name: &str, stamp: Stamp) -> bool {
        let before = self.awaited.len();
        self.awaited.retain(|(of, awaited)| of != name || *awaited != stamp);
        self.awaited.len() < before
    }

    /// A version of an annotation is in the document already; it replaces what was known.
    pub fn note(&mut self, name: &str, stamp: Stamp, there: bool) {
        let side = if there { Side::Shown } else { Side::Gone };
        self.of.insert(name.to_owned(), vec![Version { stamp, side }]);
    }

    /// Whether a version of something other than an annotation is later than what is known, and from now on known.
    pub fn is_latest(&mut self, name: &str, stamp: Stamp, (was, is): (bool, bool)) -> bool {
        let known = self.heads(name, was).first().map(|head| head.stamp);
        let latest = known.is_none_or(|known| known <= stamp);
        if latest {
            self.note(name, stamp, is);
        }
        latest
    }

    /// Takes a version of an annotation in, which replaces `over`.
    pub fn take(
        &mut self,
        document: &mut Document,
        id: AnnotationId,
        stamp: Stamp,
        over: &[Stamp],
        value: Option<Rc<Annotation>>,
    ) {
        let name = annotation_name(id);
        // What shows another version of something is no version of its own.
        let shows_another = self.is_copy(id) && self.copies().any(|copy| copy == id);
        let mut heads = if shows_another { Vec::new() } else { self.valued(document, id, &name) };
        let replaced = self.was_awaited(&name, stamp);
        for old in over.iter().filter(|old| **old != stamp) {
            let before = heads.len();
            heads.retain(|(head, _)| head != old);
            if heads.len() == before && !self.folded.has(old.id) && !self.awaited.contains(&(name.clone(), *old)) {
                self.awaited.push((name.clone(), *old));
                crate::model::order::sort_and_dedup(&mut self.awaited);
            }
        }
        // Two changes of one thing in one record: the second is what it came to.
        heads.retain(|(head, _)| *head != stamp);
        if !replaced {
            heads.push((stamp, value));
        }
        self.settle(document, id, name, heads);
    }

    /// The versions of an annotation, each with its value.
    fn valued(&self, document: &Document, id: AnnotationId, name: &str) -> Vec<Valued> {
        let shown = document.annotations.get(&id);
        let heads = self.heads(name, shown.is_some());
        let value = |head: Version| match head.side {
            Side::Gone => (head.stamp, None),
            Side::Kept(annotation) => (head.stamp, Some(annotation)),
            Side::Shown => (head.stamp, shown.cloned()),
            Side::Doubted => (head.stamp, shown.map(undoubted)),
        };
        heads.into_iter().map(value).collect()
    }

    /// Shows what is to be shown of these versions: the latest in its place, the others as copies, but none that says the
    /// same as one that is shown.
    fn settle(&mut self, document: &mut Document, id: AnnotationId, name: String, mut heads: Vec<Valued>) {
        for old in self.of.get(name.as_str()).into_iter().flatten() {
            let copy = copy_id(id, old.stamp);
            if matches!(old.side, Side::Kept(_)) && self.is_copy(copy) {
                document.annotations.remove(&copy);
            }
        }
        sort_by(&mut heads, |a, b| b.0.cmp(&a.0));
        let deleted = heads.iter().any(|(_, value)| value.is_none());
        let mut shown: Vec<Rc<Annotation>> = Vec::new();
        let mut versions = Vec::with_capacity(heads.len());
        for (stamp, value) in heads {
            let Some(value) = value else {
                versions.push(Version { stamp, side: Side::Gone });
                continue;
            };
            let mut side = Side::Kept(value.clone());
            if value.span.fits(&document.article) && !shown.contains(&value) {
                if shown.is_empty() {
                    // Where it is doubted already, the doubt is its own.
                    let doubted = deleted && value.doubt.is_none();
                    let stands = if doubted { marked(&value, id, DELETED_ELSEWHERE) } else { value.clone() };
                    document.annotations.insert(id, stands);
                    side = if doubted { Side::Doubted } else { Side::Shown };
                } else if self.is_copy(copy_id(id, stamp)) {
                    let copy = marked(&value, copy_id(id, stamp), OTHER_VERSION);
                    document.annotations.insert(copy.id, copy);
                }
                shown.push(value);
            }
            versions.push(Version { stamp, side });
        }
        if shown.is_empty() {
            document.annotations.remove(&id);
        }
        // What came with the document and stands as it came is not named: a join would name all that there is.
        let as_born = |version: &Version| version.side == Side::Shown && version.stamp == self.born;
        if versions.len() <= 1 && versions.iter().all(as_born) {
            self.of.remove(name.as_str());
        } else {
            self.of.insert(name, versions);
        }
    }

    /// Whether an id names a copy, and not an annotation that was made of one.
    fn is_copy(&self, id: AnnotationId) -> bool {
        !self.of.contains_key(annotation_name(id).as_str())
    }

    /// The ids under which other versions are shown.
    fn copies(&self) -> impl Iterator<Item = AnnotationId> {
        let kept = |(id, heads): (AnnotationId, &'_ Vec<Version>)| -> Vec<AnnotationId> {
            let kept = heads.iter().filter(|head| matches!(head.side, Side::Kept(_)));
            kept.map(|head| copy_id(id, head.stamp)).collect()
        };
        self.forks().flat_map(kept).filter(|copy| self.is_copy(*copy))
    }

    /// Takes the copies out of a document: as it is written.
    #[must_use]
    pub fn without_copies(&self, document: &Document) -> Document {
        let mut plain = document.clone();
        for copy in self.copies() {
            plain.annotations.remove(&copy);
        }
        plain
    }

    /// Shows the versions of an annotation as they were read.
    pub fn show(&mut self, document: &mut Document, id: AnnotationId) {
        let name = annotation_name(id);
        let heads = self.valued(document, id, &name);
        self.settle(document, id, name, heads);
    }

    /// Joins what two copies of a document know of an annotation into `self`, which is the first copy, as it was `before`. The
    /// documents are without copies of annotations.
    pub(super) fn join_annotation(
        &mut self,
        document: &mut Document,
        id: AnnotationId,
        (before, plain): (&Self, &Document),
        (other, theirs): (&Self, &Document),
    ) {
        let name = annotation_name(id);
        let (mine, their) = (before.valued(plain, id, &name), other.valued(theirs, id, &name));
        let replaced = |awaited: &[(String, Stamp)], stamp: Stamp| {
            awaited.iter().any(|(of, awaited)| *of == name && *awaited == stamp)
        };
        let mut heads: Vec<Valued> = Vec::new();
        for head in &mine {
            let same = their.iter().any(|(stamp, _)| *stamp == head.0);
            // What a copy has from birth and says nothing of, it has not replaced.
            let untold = head.0 == other.born && !other.of.contains_key(name.as_str());
            let seen = other.folded.has(head.0.id) && !untold;
            if same || !(seen || replaced(&other.awaited, head.0)) {
                heads.push(head.clone());
            }
        }
        for head in &their {
            let same = mine.iter().any(|(stamp, _)| *stamp == head.0);
            let untold = head.0 == before.born && !before.of.contains_key(name.as_str());
            let seen = before.folded.has(head.0.id) && !untold;
            if !(same || seen || replaced(&before.awaited, head.0)) {
                heads.push(head.clone());
            }
        }
        self.settle(document, id, name, heads);
    }
}

/// An annotation that says why it stands, unless it is doubted already.
fn marked(annotation: &Rc<Annotation>, id: AnnotationId, reason: &str) -> Rc<Annotation> {
    let doubt = Doubt { source: AnchorDoubt::Person, reason: Rc::from(reason) };
    let doubt = annotation.doubt.clone().or(Some(doubt));
    Rc::new(Annotation { id, doubt, ..(**annotation).clone() })
}

/// The same without the doubt that [`marked`] gave it.
fn undoubted(annotation: &Rc<Annotation>) -> Rc<Annotation> {
    Rc::new(Annotation { doubt: None, ..(**annotation).clone() })
}
