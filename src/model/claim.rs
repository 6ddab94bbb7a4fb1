//! A claim with everything that hangs on it: who says it, by which words, to whom, on what evidence. A read-only view,
//! for cards, tables and exports; nothing is stored twice.

use std::rc::Rc;

use super::order::sort_by;
use super::{
    Annotation, AnnotationId, AttributeName, Attributes, Document, LabelKind, Relation, RelationKind, Schema, Span,
    Table, TextRange,
};

/// Ids of the relation kinds and attributes of which the program knows what they mean. A schema need not have them.
pub mod slot {
    /// Relation kind: who asserts it. Also the attribute for a source that no words name.
    pub const SOURCE: &str = "source";
    /// Relation kind: the words that say that somebody asserts it.
    pub const CUE: &str = "cue";
    /// Relation kind: to whom it was said.
    pub const ADDRESSEE: &str = "addressee";
    /// Relation kind: what speaks for or against it.
    pub const EVIDENCE: &str = "evidence";
    /// Relation kind: what it is about, where the text names that.
    pub const OBJECT: &str = "object";
    /// Attribute: direct, mixed or indirect.
    pub const QUOTE_TYPE: &str = "quote_type";
    /// Attribute: how much it is worth checking, a scale.
    pub const CHECK_WORTHY: &str = "check_worthy";
    /// Attribute: the reasons for checking it, any of several. As many as there are, so much it is worth.
    pub const CHECK_REASONS: &str = "check_reasons";
    /// Attribute: whether it is affirmed, denied, questioned or reported.
    pub const STANCE: &str = "stance";
    /// Attribute: what came of checking it.
    pub const VERDICT: &str = "verdict";
}

/// What fills one slot of a claim's frame.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Filled<'a> {
    /// The link.
    pub relation: &'a Rc<Relation>,
    /// Where it leads.
    pub annotation: &'a Rc<Annotation>,
}

/// A claim and what hangs on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim<'a> {
    /// The claim.
    pub annotation: &'a Rc<Annotation>,
    /// Its slots in the order of the schema, with what fills each in the order of the text; also those that are empty.
    slots: Vec<(&'a Rc<RelationKind>, Vec<Filled<'a>>)>,
}

impl<'a> Claim<'a> {
    /// The claim with this id; `None` where the document has none, or its label marks no claim.
    #[must_use]
    pub fn of(document: &'a Document, schema: &'a Schema, id: AnnotationId) -> Option<Self> {
        let annotation = document.annotations.get(&id)?;
        let links = document.relations.values().filter(|relation| relation.from == id).collect();
        (schema.kind_of(&annotation.label) == LabelKind::Claim)
            .then(|| Self::gather(document, schema, annotation, links))
    }

    /// Every claim of a document, in reading order. One pass over the relations.
    #[must_use]
    pub fn all(document: &'a Document, schema: &'a Schema) -> Vec<Self> {
        Self::among(document, schema, document.in_reading_order())
    }

    /// The claims among some annotations of a document, in the order given. One pass over the relations.
    #[must_use]
    pub fn among(document: &'a Document, schema: &'a Schema, annotations: Vec<&'a Rc<Annotation>>) -> Vec<Self> {
        let is_claim = |annotation: &&Rc<Annotation>| schema.kind_of(&annotation.label) == LabelKind::Claim;
        let claims: Vec<_> = annotations.into_iter().filter(is_claim).collect();
        let mut places: Table<AnnotationId, usize> = Table::new();
        for (place, claim) in claims.iter().enumerate() {
            places.insert(claim.id, place);
        }
        let mut links: Vec<Vec<&'a Rc<Relation>>> = vec![Vec::new(); claims.len()];
        for relation in document.relations.values() {
            let known = places.get(&relation.from).and_then(|place| links.get_mut(*place));
            known.into_iter().for_each(|known| known.push(relation));
        }
        let gather = |(annotation, links)| Self::gather(document, schema, annotation, links);
        claims.into_iter().zip(links).map(gather).collect()
    }

    fn gather(
        document: &'a Document,
        schema: &'a Schema,
        annotation: &'a Rc<Annotation>,
        links: Vec<&'a Rc<Relation>>,
    ) -> Self {
        let may =
            |kind: &&Rc<RelationKind>| kind.slot && (kind.from.is_empty() || kind.from.contains(&annotation.label));
        let slots = schema.relations.iter().filter(may).map(|kind| {
            let here = links.iter().filter(|relation| relation.kind == kind.id);
            let mut filled: Vec<Filled<'a>> = here
                .filter_map(|relation| {
                    let annotation = document.annotations.get(&relation.to)?;
                    Some(Filled { relation, annotation })
                })
                .collect();
            sort_by(&mut filled, |one, other| one.annotation.reading_order(other.annotation));
            (kind, filled)
        });
        Self { annotation, slots: slots.collect() }
    }

    /// Its slots in the order of the schema, with what fills each; also those that are empty.
    pub fn slots(&self) -> impl Iterator<Item = (&'a Rc<RelationKind>, &[Filled<'a>])> {
        self.slots.iter().map(|(kind, filled)| (*kind, filled.as_slice()))
    }

    /// What fills the slot of this kind, in the order of the text.
    pub fn slot(&self, kind: &str) -> impl Iterator<Item = &'a Rc<Annotation>> {
        let found = self.slots.iter().find(|(known, _)| known.id.as_str() == kind);
        found.into_iter().flat_map(|(_, filled)| filled.iter().map(|one| one.annotation))
    }

    /// Who asserts it, in the order of the text.
    pub fn sources(&self) -> impl Iterator<Item = &'a Rc<Annotation>> {
        self.slot(slot::SOURCE)
    }

    /// The words that say that somebody asserts it.
    #[must_use]
    pub fn cue(&self) -> Option<&'a Rc<Annotation>> {
        self.slot(slot::CUE).next()
    }

    /// To whom it was said.
    pub fn addressees(&self) -> impl Iterator<Item = &'a Rc<Annotation>> {
        self.slot(slot::ADDRESSEE)
    }

    /// What speaks for or against it.
    pub fn evidence(&self) -> impl Iterator<Item = &'a Rc<Annotation>> {
        self.slot(slot::EVIDENCE)
    }

    /// The value of its attribute `source`, which stands for a source that no words name: `author`, `unnamed`, `none`.
    #[must_use]
    pub fn nobody(&self) -> Option<&'a str> {
        value(&self.annotation.attributes, slot::SOURCE)
    }

    /// `direct`, `mixed` or `indirect`.
    #[must_use]
    pub fn quote_type(&self) -> Option<&'a str> {
        value(&self.annotation.attributes, slot::QUOTE_TYPE)
    }

    /// Whether anything is said about who asserts it, be it that nobody is named.
    #[must_use]
    pub fn has_source(&self) -> bool {
        self.nobody().is_some() || self.sources().next().is_some()
    }
}

/// For each of some spans in reading order, the place of the smallest one that it lies in: a claim about a claim. Spans that
/// are the same lie in neither. The cost follows how many lie over one place.
#[must_use]
pub fn nesting(spans: &[&Span]) -> Vec<Option<usize>> {
    let mut open: Vec<usize> = Vec::new();
    let mut inside = Vec::with_capacity(spans.len());
    for (place, span) in spans.iter().enumerate() {
        open.retain(|other| spans.get(*other).is_some_and(|other| other.hull().end() > span.start()));
        let around = open.iter().filter_map(|other| Some((*other, *spans.get(*other)?)));
        let around = around.filter(|(_, other)| *other != *span && holds(other, span));
        let length = |span: &Span| span.fragments().map(TextRange::len).sum::<u32>();
        inside.push(around.min_by_key(|(_, other)| length(other)).map(|(other, _)| other));
        open.push(place);
    }
    inside
}

/// Whether every fragment of `inner` lies in one of `outer`.
fn holds(outer: &Span, inner: &Span) -> bool {
    let within = |range: TextRange| {
        outer.fragments().any(|around| around.start() <= range.start() && range.end() <= around.end())
    };
    inner.fragments().all(within)
}

fn value<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    attributes.get(&AttributeName::from(name))?.first().map(|value| &**value)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{markup, news_schema};

    const MARKED: &str = "[Ada](person#a) and [two guards](source#g) [told](cue#u) [police](source#p) [the door was open](claim#c). \
        [It was not](claim#d).\n---\nc -source-> g\nc -source-> a\nc -cue-> u\nc -addressee-> p\nc -evidence-> d\nd -unknown-> a";

    fn words<'a>(document: &'a Document, found: impl Iterator<Item = &'a Rc<Annotation>>) -> Vec<String> {
        found.map(|annotation| annotation.span.quote(&document.article)).collect()
    }

    #[test]
    fn everything_that_hangs_on_it() {
        let document = markup::parse("d", MARKED).expect("well formed");
        let schema = news_schema::news();
        let all = Claim::all(&document, &schema);
        assert_eq!(words(&document, all.iter().map(|claim| claim.annotation)), ["the door was open", "It was not"]);
        let claim = &all[0];
        assert_eq!(words(&document, claim.sources()), ["Ada", "two guards"], "in the order of the text");
        assert_eq!(words(&document, claim.cue().into_iter()), ["told"]);
        assert_eq!(words(&document, claim.addressees()), ["police"]);
        assert_eq!(words(&document, claim.evidence()), ["It was not"]);
        assert!(claim.has_source() && !all[1].has_source());
        let kinds: Vec<_> = all[1].slots().map(|(kind, filled)| (kind.id.as_str(), filled.len())).collect();
        assert_eq!(
            kinds,
            [("source", 0), ("cue", 0), ("evidence", 0), ("addressee", 0)],
            "empty ones are shown as well"
        );
        for claim in &all {
            assert_eq!(Claim::of(&document, &schema, claim.annotation.id).as_ref(), Some(claim));
        }
        let ada = document.in_reading_order()[0].id;
        assert_eq!(Claim::of(&document, &schema, ada), None);
    }

    #[test]
    fn a_claim_about_a_claim_lies_in_it() {
        let marked =
            "[Bo denies that [Ada said [it sank](claim#c)](claim#b)](claim#a), [and [left](claim#e)](claim#d).";
        let document = markup::parse("d", marked).expect("well formed");
        let spans: Vec<&Span> = document.in_reading_order().iter().map(|claim| &claim.span).collect();
        assert_eq!(nesting(&spans), [None, Some(0), Some(1), None, Some(3)]);
        let same = [spans[0], spans[0], spans[1]];
        assert_eq!(nesting(&same), [None, None, Some(0)], "of two that are the same neither lies in the other");
        // Parts around a gap do not hold what stands in the gap.
        let marked = "[“Yes,”](claim#a) said [Ada](claim#b), [“of course.”](claim#a)";
        let document = markup::parse("d", marked).expect("well formed");
        let spans: Vec<&Span> = document.in_reading_order().iter().map(|claim| &claim.span).collect();
        assert_eq!(nesting(&spans), [None, None]);
    }

    #[test]
    fn values_stand_for_what_has_no_words() {
        let mut document = markup::parse("d", "[Rents rise](claim#c).").expect("well formed");
        let mut claim = (**document.annotations.values().next().expect("one")).clone();
        claim.attributes.insert(AttributeName::from("source"), vec![Rc::from("unnamed")]);
        claim.attributes.insert(AttributeName::from("quote_type"), vec![Rc::from("indirect")]);
        document.annotations.insert(claim.id, Rc::new(claim));
        let schema = news_schema::news();
        let all = Claim::all(&document, &schema);
        assert_eq!((all[0].nobody(), all[0].quote_type()), (Some("unnamed"), Some("indirect")));
        assert!(all[0].has_source() && all[0].sources().next().is_none());
    }
}
