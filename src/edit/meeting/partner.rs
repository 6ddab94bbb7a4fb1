//! With which document of an article one that comes in is made one.

use super::Room;
use crate::model::{DocId, Document, PersonId, Status};

/// With which document of an article one is made one.
pub(super) enum Partner {
    With(DocId),
    None,
    /// All that it says is here.
    Here,
    /// That cannot be told.
    Unread,
}

/// Whether both have an annotation of one id.
fn share(one: &Document, other: &Document) -> bool {
    one.annotations.keys().any(|id| other.annotations.contains_key(id))
}

/// Whether a document says nothing but what somebody or something suggests: that is for whoever works on the article.
pub(super) fn only_suggests(document: &Document) -> bool {
    let meta = &document.meta;
    // A link to something that is suggested waits for that.
    let waits = |end: &crate::model::AnnotationId| document.suggestions.contains_key(end);
    let is_link = |link: &std::rc::Rc<crate::model::Relation>| !waits(&link.from) && !waits(&link.to);
    let is_said =
        !document.annotations.is_empty() || document.relations.values().any(is_link) || !meta.values.is_empty();
    !is_said && !document.suggestions.is_empty() && meta.annotator.is_none() && meta.status == Status::New
}

/// How many links come with a document that says nothing but what is suggested: they wait for that.
#[must_use]
pub fn suggested_links(document: &Document) -> usize {
    if only_suggests(document) { document.relations.len() } else { 0 }
}

impl Room<'_> {
    /// What is here comes before what was taken out.
    pub(super) fn partner(&mut self, document: &Document, article: &DocId, same_text: bool) -> Partner {
        let (here, out) = self.members(article);
        let is_alone = here.is_empty();
        match self.partner_of(document, here, same_text) {
            Partner::None if !out.is_empty() => {}
            // Nothing is said of an article of which nothing is here.
            Partner::Here if is_alone => {}
            partner => return partner,
        }
        let first = out.first().cloned();
        match (self.partner_of(document, out, same_text), first) {
            (Partner::Here, Some(first)) => Partner::With(first),
            (partner, _) => partner,
        }
    }

    fn partner_of(&mut self, document: &Document, members: Vec<DocId>, same_text: bool) -> Partner {
        // A file that replaces what was suggested may have nothing left to suggest.
        let suggests = only_suggests(document) || (!self.replaced.models.is_empty() && document.is_bare());
        if let Some(id) = suggests.then(|| self.worked_on(&members)).flatten() {
            return Partner::With(id);
        }
        let by = document.meta.annotator;
        let of = |room: &Self, id: &DocId| room.known.get(id).and_then(|known| known.annotator);
        if !same_text {
            // Two that do not say whose they are need not be one person's, where both have marks.
            let is_bare = |id: &DocId| self.known.get(id).is_some_and(|known| known.bare);
            let is_one = |id: &&DocId| by.is_some() || document.annotations.is_empty() || is_bare(id);
            if let Some(id) = members.iter().filter(is_one).find(|id| of(self, id) == by) {
                return Partner::With(id.clone());
            }
            if document.is_bare() && by.is_none() {
                return Partner::Here;
            }
            let nobodys = |id: &&DocId| of(self, id).is_none() && self.known.get(*id).is_some_and(|known| known.bare);
            if let Some(id) = members.iter().find(nobodys) {
                return Partner::With(id.clone());
            }
        }
        // Where one of two does not say whose work it is, annotations of one id do.
        let mut unread = false;
        let may_be = |of: Option<PersonId>| of == by || of.is_none() || by.is_none();
        let candidates = members.into_iter().filter(|id| may_be(of(self, id)));
        let (alike, others): (Vec<DocId>, Vec<DocId>) = candidates.partition(|id| of(self, id) == by);
        for id in alike.into_iter().chain(others).filter(|_| !document.annotations.is_empty()) {
            match self.document(&id) {
                Some(here) if share(&here, document) => return Partner::With(id),
                Some(_) => {}
                None => unread = true,
            }
        }
        if unread { Partner::Unread } else { Partner::None }
    }

    /// The document to which suggestions for an article go: that of the person who works here, else one that is nobody's, else
    /// one that is not only looked at. No other is made for them.
    fn worked_on(&self, members: &[DocId]) -> Option<DocId> {
        let find = |is_it: fn(&Self, &super::Known) -> bool| {
            members.iter().find(|id| self.known.get(*id).is_some_and(|known| is_it(self, known)))
        };
        let own = find(|room, known| known.annotator == Some(room.me) && !known.locked);
        let nobodys = || find(|_, known| known.annotator.is_none() && !known.locked);
        let any = || find(|_, known| !known.locked).or(members.first());
        own.or_else(nobodys).or_else(any).cloned()
    }
}
