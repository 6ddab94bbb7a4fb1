//! Two documents of one person about one text, made one: by id and clock.

use std::rc::Rc;

use super::partner::only_suggests;
use crate::edit::{Change, Swap};
use crate::model::{
    AnnotationId, DocId, Document, KindId, LabelId, Meta, Origin, Relation, RelationId, Span, Status, Suggestion,
    Table, Timestamp, Verdict,
};

/// Whether something (`a/…` an annotation, `r/…` a relation, `s/…` a suggestion) of a document was deleted here after it was
/// as the file has it, which is from this moment; and whether a model suggests it, so that what a newer file took out may
/// come again.
pub type Gone<'a> = dyn Fn(&DocId, &str, Timestamp, bool) -> bool + 'a;

/// What a file replaces: it says all that a model suggests now.
#[derive(Clone, Debug, Default)]
pub struct Replaced {
    /// Models whose open suggestions go where the file does not have them any more.
    pub models: Table<Rc<str>, ()>,
    /// What the file has, with the checksum of its text: several of its documents may be about one text.
    pub kept: Table<(Rc<str>, AnnotationId), ()>,
    /// The same for links.
    pub links: Table<(Rc<str>, RelationId), ()>,
}

/// What a merge came to: annotations, relations and suggestions together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Gain {
    /// New ones.
    pub came: usize,
    /// Those of which the file had the later.
    pub newer: usize,
    /// Those of which the later was here.
    pub older: usize,
    /// Those that were deleted here, and stay so.
    pub gone: usize,
    /// Suggestions that were left out: the same is marked here.
    pub marked: usize,
    /// Suggestions that were left out: the same was rejected here.
    pub rejected: usize,
    /// Open suggestions of a model that were here, and links that waited, and went: a newer file of it does not have them.
    pub replaced: usize,
    /// Suggestions that came into a document that is only looked at: nobody can answer them there.
    pub locked: usize,
    /// Links that came with suggestions, and wait for them; they are among the new ones.
    pub waiting: usize,
    /// Links of a model that were left out: both of their ends are marked here, so nobody would be asked about them.
    pub unasked: usize,
    /// Links of a model that were left out: an end was rejected or deleted here.
    pub endless: usize,
}

impl Gain {
    /// Both together.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self {
            came: self.came + other.came,
            newer: self.newer + other.newer,
            older: self.older + other.older,
            gone: self.gone + other.gone,
            marked: self.marked + other.marked,
            rejected: self.rejected + other.rejected,
            replaced: self.replaced + other.replaced,
            locked: self.locked + other.locked,
            waiting: self.waiting + other.waiting,
            unasked: self.unasked + other.unasked,
            endless: self.endless + other.endless,
        }
    }

    /// Whether anything is here that was not, or is not as it was.
    #[must_use]
    pub const fn changes(&self) -> bool {
        self.came + self.newer + self.replaced > 0
    }

    /// Takes in one thing: where only the file has it, where both have it, and which is later.
    fn take<K: Ord + Clone + ToString, V: PartialEq>(
        &mut self,
        all: &mut Table<K, Rc<V>>,
        (kind, key): (&str, &K),
        (value, at): (&Rc<V>, fn(&V) -> Timestamp),
        gone: &dyn Fn(&str, Timestamp) -> bool,
    ) {
        match all.get(key) {
            Some(mine) if mine == value => return,
            // Of two at the same time the file's was changed by something that keeps no time: a script, a hand.
            Some(mine) if at(mine) > at(value) => return self.older += 1,
            Some(_) => self.newer += 1,
            None if gone(&format!("{kind}/{}", key.to_string()), at(value)) => return self.gone += 1,
            None => self.came += 1,
        }
        all.insert(key.clone(), value.clone());
    }
}

/// `mine` with what `theirs` has beside it or later; the texts are the same. How far the work is has no clock: what is here
/// stands, unless nobody has begun. Of what is only looked at, and is not later here, the file has the last word.
#[must_use]
pub fn merged(mine: &Document, theirs: &Document, replaced: &Replaced, gone: &Gone<'_>) -> (Document, Gain) {
    let mut next = mine.clone();
    let mut gain = Gain::default();
    let suggests = only_suggests(theirs);
    let yields =
        !suggests && mine.meta.locked && mine.meta.annotator == theirs.meta.annotator && latest(theirs) >= latest(mine);
    // Nothing was deleted by hand in what is only looked at.
    let gone = |name: &str, at: Timestamp| !yields && gone(&mine.id, name, at, suggests || name.starts_with("s/"));
    for (id, annotation) in theirs.annotations.iter() {
        gain.take(&mut next.annotations, ("a", id), (annotation, |a| a.changed.max(a.created)), &gone);
    }
    let said = Said::of(&next);
    for (id, suggestion) in theirs.suggestions.iter() {
        // One that was accepted is an annotation now.
        if next.annotations.contains_key(id) {
            gain.marked += usize::from(suggestion.verdict == Verdict::Open && !theirs.annotations.contains_key(id));
        } else if !said.answers(suggestion, &mut gain) {
            gain.take(&mut next.suggestions, ("s", id), (suggestion, moment), &gone);
        }
    }
    if suggests && mine.meta.locked {
        gain.locked += next.suggestions.keys().filter(|id| !mine.suggestions.contains_key(*id)).count();
    }
    gain.replaced += take_out(&mut next, mine, replaced);
    let mut linked = linked(&next);
    for (id, relation) in theirs.relations.iter() {
        let is_new = !next.relations.contains_key(id);
        // Nobody has said yes to it yet.
        let is_asked = is_new && (suggests || theirs.waits(relation));
        if suggests && next.relations.get(id).is_some_and(|known| !next.waits(known)) {
            // Both of its ends were accepted: it is somebody's, and no model changes it.
            continue;
        }
        // A link of something that was left out leads to what is marked instead, or goes with it.
        let end = |at: AnnotationId| match theirs.suggestions.get(&at).filter(|_| !next.annotations.contains_key(&at)) {
            Some(one) if !next.suggestions.contains_key(&at) => said.marked_as(one),
            // What a model suggests of what was rejected is not suggested either.
            Some(one) if is_asked && one.verdict == Verdict::Open && is_rejected(&next, at) => None,
            _ => Some(at),
        };
        let Some((from, to)) = end(relation.from).zip(end(relation.to)).filter(|(from, to)| from != to) else {
            gain.endless += usize::from(is_asked);
            continue;
        };
        let relation = match (from, to) == (relation.from, relation.to) {
            true => relation.clone(),
            false => Rc::new(Relation { from, to, ..(**relation).clone() }),
        };
        let twin = (relation.kind.clone(), from, to);
        if is_asked && linked.contains_key(&twin) {
            // It is here under another id, or waits under one: a mark that it led to was made of something else.
            continue;
        }
        let is_marked = |at: &AnnotationId| next.annotations.contains_key(at);
        if is_asked && is_marked(&from) && is_marked(&to) {
            // It would be made at once, though nobody has said yes to anything.
            let is_gone = gone(&format!("r/{id}"), relation.changed.max(relation.created));
            *(if is_gone { &mut gain.gone } else { &mut gain.unasked }) += 1;
            continue;
        }
        let before = gain.came;
        gain.take(&mut next.relations, ("r", id), (&relation, |r| r.changed.max(r.created)), &gone);
        gain.waiting += if suggests { gain.came - before } else { 0 };
        linked.insert(twin, ());
    }
    let (here, there) = (&mine.meta, &theirs.meta);
    // What is only looked at, with marks of nobody in particular, does not become one person's by what they have of it.
    let by = there.annotator.filter(|_| !here.locked || mine.is_bare());
    let mut meta = Meta { annotator: here.annotator.or(by), ..(**here).clone() };
    if here.status == Status::New && !suggests {
        (meta.status, meta.schema_version) = (there.status, there.schema_version);
        if meta.values == crate::model::Attributes::new() {
            meta.values = there.values.clone();
        }
    }
    if yields {
        gain.newer += keep_to(&mut next.annotations, &theirs.annotations);
        gain.newer += keep_to(&mut next.relations, &theirs.relations);
        gain.newer += keep_to(&mut next.suggestions, &theirs.suggestions);
        (meta.status, meta.schema_version, meta.values) = (there.status, there.schema_version, there.values.clone());
        gain.newer += usize::from(meta != **here);
    }
    if meta != **here && (yields || gain != Gain::default() || there.status != Status::New) {
        next.meta = Rc::new(meta);
    }
    (next, gain)
}

/// Whether a suggestion stands as one that was rejected.
fn is_rejected(document: &Document, id: AnnotationId) -> bool {
    document.suggestions.get(&id).is_some_and(|known| known.verdict == Verdict::Rejected)
}

/// The links of a document by kind and ends.
fn linked(document: &Document) -> Table<(KindId, AnnotationId, AnnotationId), ()> {
    document.relations.values().map(|link| ((link.kind.clone(), link.from, link.to), ())).collect()
}

/// Takes out what a file replaces and does not have, with the links that waited for it; returns how many suggestions went,
/// and links of which both ends stay.
fn take_out(next: &mut Document, mine: &Document, replaced: &Replaced) -> usize {
    if replaced.models.is_empty() {
        return 0;
    }
    let text: Rc<str> = Rc::from(mine.article.sha256());
    let is_of = |origin: &Origin| matches!(origin, Origin::Engine { id, .. } if replaced.models.contains_key(id));
    let is_gone = |old: &Suggestion| {
        is_of(&old.annotation.origin)
            && old.verdict == Verdict::Open
            && !replaced.kept.contains_key(&(text.clone(), old.annotation.id))
    };
    let going: Table<AnnotationId, ()> =
        mine.suggestions.iter().filter(|(_, old)| is_gone(old)).map(|(id, _)| (*id, ())).collect();
    going.keys().for_each(|id| drop(next.suggestions.remove(id)));
    let lost = |end: &AnnotationId| going.contains_key(end) && !next.annotations.contains_key(end);
    // What was rejected stays as it is, with its links.
    let is_open = |end: &AnnotationId| mine.suggestions.get(end).is_none_or(|known| known.verdict == Verdict::Open);
    let is_old = |link: &Relation| {
        is_of(&link.origin)
            && mine.waits(link)
            && is_open(&link.from)
            && is_open(&link.to)
            && !replaced.links.contains_key(&(text.clone(), link.id))
    };
    let mut count = going.len();
    for link in mine.relations.values() {
        let goes_along = lost(&link.from) || lost(&link.to);
        if goes_along || is_old(link) {
            next.relations.remove(&link.id);
            count += usize::from(!goes_along);
        }
    }
    count
}

/// When a suggestion was made or answered.
fn moment(suggestion: &Suggestion) -> Timestamp {
    suggestion.annotation.changed.max(suggestion.annotation.created)
}

/// What a person has said of stretches of a text.
struct Said {
    marked: Table<(Span, LabelId), AnnotationId>,
    rejected: Table<(Span, LabelId), ()>,
    /// When each suggestion that is rejected was.
    by_id: Table<AnnotationId, Timestamp>,
}

impl Said {
    fn of(document: &Document) -> Self {
        let key = |annotation: &crate::model::Annotation| (annotation.span.clone(), annotation.label.clone());
        let rejected = || document.suggestions.values().filter(|known| known.verdict == Verdict::Rejected);
        Self {
            marked: document.annotations.values().map(|annotation| (key(annotation), annotation.id)).collect(),
            rejected: rejected().map(|known| (key(&known.annotation), ())).collect(),
            by_id: rejected().map(|known| (known.annotation.id, moment(known))).collect(),
        }
    }

    /// The annotation that says what a suggestion does.
    fn marked_as(&self, suggestion: &Suggestion) -> Option<AnnotationId> {
        let annotation = &suggestion.annotation;
        self.marked.get(&(annotation.span.clone(), annotation.label.clone())).copied()
    }

    /// Whether an open suggestion that comes in was answered here, which is counted. One of the same id that was opened again
    /// later, elsewhere, was not.
    fn answers(&self, suggestion: &Suggestion, gain: &mut Gain) -> bool {
        if suggestion.verdict == Verdict::Rejected {
            return false;
        }
        let annotation = &suggestion.annotation;
        if let Some(rejected) = self.by_id.get(&annotation.id) {
            let stays = *rejected >= moment(suggestion);
            gain.rejected += usize::from(stays);
            return stays;
        }
        let key = (annotation.span.clone(), annotation.label.clone());
        let (is_marked, is_rejected) = (self.marked.contains_key(&key), self.rejected.contains_key(&key));
        gain.marked += usize::from(is_marked);
        gain.rejected += usize::from(is_rejected && !is_marked);
        is_marked || is_rejected
    }
}

/// When something was last marked or linked in a document.
fn latest(document: &Document) -> Option<Timestamp> {
    let marked = document.annotations.values().map(|annotation| annotation.changed.max(annotation.created));
    let linked = document.relations.values().map(|relation| relation.changed.max(relation.created));
    marked.chain(linked).max()
}

/// Takes out what others do not have; returns how many that were.
fn keep_to<K: Ord + Clone, V: Clone>(all: &mut Table<K, V>, others: &Table<K, V>) -> usize {
    let lacking: Vec<K> = all.keys().filter(|key| !others.contains_key(*key)).cloned().collect();
    lacking.iter().for_each(|key| drop(all.remove(key)));
    lacking.len()
}

/// What makes `after` of `before`, which is the same document.
#[must_use]
pub fn difference(before: &Document, after: &Document) -> Vec<Change> {
    let id = &before.id;
    let mut changes = Vec::new();
    swaps(&before.annotations, &after.annotations, |swap| changes.push(Change::Annotation(id.clone(), swap)));
    swaps(&before.relations, &after.relations, |swap| changes.push(Change::Relation(id.clone(), swap)));
    swaps(&before.suggestions, &after.suggestions, |swap| changes.push(Change::Suggestion(id.clone(), swap)));
    if before.meta != after.meta {
        changes.push(Change::Meta(id.clone(), Swap::changed(before.meta.clone(), after.meta.clone())));
    }
    changes
}

fn swaps<K: Ord, V: PartialEq>(before: &Table<K, Rc<V>>, after: &Table<K, Rc<V>>, mut tell: impl FnMut(Swap<V>)) {
    for (_, value) in before.iter().filter(|(id, _)| !after.contains_key(*id)) {
        tell(Swap::gone(value.clone()));
    }
    for (id, value) in after.iter() {
        match before.get(id) {
            Some(old) if old == value => {}
            Some(old) => tell(Swap::changed(old.clone(), value.clone())),
            None => tell(Swap::made(value.clone())),
        }
    }
}
