//! Names of things on the web: ids of ours as UUIDs and back, what is an IRI, which file one leads to.

use crate::model::{AnnotationId, DocId, EntityId, PersonId, RelationId, id::bits_for_foreign_name};

/// What an id names, as it stands in the UUID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Annotation,
    Relation,
    Thing,
    Person,
    /// An article's collection, page or own annotation, which has no id here.
    Whole,
}

const KINDS: [(Kind, u64); 5] =
    [(Kind::Annotation, 0xa1), (Kind::Relation, 0xb2), (Kind::Thing, 0xc3), (Kind::Person, 0xd4), (Kind::Whole, 0xe5)];

/// A UUID of version 8: 48 bits of where it stands, what it names, and the 64 bits of its id. Two documents may have an
/// annotation of one id: here they are two.
fn urn(kind: Kind, place: &str, bits: u64) -> String {
    let mark = KINDS.iter().find(|(known, _)| *known == kind).map_or(0, |(_, mark)| *mark);
    let place = bits_for_foreign_name(&format!("{mark}\n{place}\n{bits}")) >> 16;
    let (first, second) = (place >> 16, place & 0xffff);
    let (top, next, rest) = (bits >> 52, bits >> 48 & 0xf, bits & 0xffff_ffff_ffff);
    format!("urn:uuid:{first:08x}-{second:04x}-8{top:03x}-8{mark:02x}{next:x}-{rest:012x}")
}

/// What a UUID of ours names, and the bits of its id; nothing for any other IRI.
pub(super) fn own(iri: &str) -> Option<(Kind, u64)> {
    let groups: Vec<&str> = iri.strip_prefix("urn:uuid:")?.split('-').collect();
    let [first, second, third, fourth, fifth] = groups.as_slice() else { return None };
    let lengths = [first, second, third, fourth, fifth].map(|group| group.len());
    let is_hex = groups.iter().all(|group| group.bytes().all(|byte| byte.is_ascii_hexdigit()));
    if lengths != [8, 4, 4, 4, 12] || !is_hex {
        return None;
    }
    let (top, rest) = (third.strip_prefix('8')?, fourth.strip_prefix('8')?);
    let hex = |digits: &str| u64::from_str_radix(digits, 16).ok();
    let mark = hex(rest.get(..2)?)?;
    let kind = KINDS.iter().find(|(_, known)| *known == mark)?.0;
    let bits = hex(top)? << 52 | hex(rest.get(2..)?)? << 48 | hex(fifth)?;
    Some((kind, bits))
}

/// The id that something has here, where its IRI is one of ours; else the IRI.
pub(super) fn id_of(iri: &str) -> String {
    match own(iri) {
        Some((Kind::Annotation, bits)) => AnnotationId::from_bits(bits).to_string(),
        Some((Kind::Relation, bits)) => RelationId::from_bits(bits).to_string(),
        Some((Kind::Thing, bits)) => EntityId::from_bits(bits).to_string(),
        Some((Kind::Person, bits)) => PersonId::from_bits(bits).to_string(),
        Some((Kind::Whole, _)) | None => iri.to_owned(),
    }
}

pub(super) fn annotation(document: &DocId, id: AnnotationId) -> String {
    urn(Kind::Annotation, document.as_str(), id.bits())
}

/// A proposal may have the id of an annotation: here they are two.
pub(super) fn suggestion(document: &DocId, id: AnnotationId) -> String {
    urn(Kind::Annotation, &format!("suggestion of {document}"), id.bits())
}

pub(super) fn relation(document: &DocId, id: RelationId) -> String {
    urn(Kind::Relation, document.as_str(), id.bits())
}

/// Things and people are the same in all files.
pub(super) fn thing(id: EntityId) -> String {
    urn(Kind::Thing, "", id.bits())
}

pub(super) fn person(id: PersonId) -> String {
    urn(Kind::Person, "", id.bits())
}

/// Something of a document that is there once.
pub(super) fn whole(document: &DocId, what: &str) -> String {
    urn(Kind::Whole, document.as_str(), bits_for_foreign_name(what))
}

/// A program: the same in all files.
pub(super) fn program(name: &str) -> String {
    urn(Kind::Whole, "program", bits_for_foreign_name(name))
}

/// Whether a text is an IRI with a scheme, without a character that none may have.
pub(super) fn is_iri(text: &str) -> bool {
    let Some((scheme, rest)) = text.split_once(':') else { return false };
    let is_scheme = scheme.starts_with(|c: char| c.is_ascii_alphabetic())
        && scheme.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '+' | '-' | '.'));
    let is_wrong = |c: char| {
        c.is_control()
            || c.is_whitespace()
            || "<>\"{}|\\^`".contains(c)
            || matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{fff0}'..='\u{ffff}')
    };
    let is_escaped = |rest: &str| {
        rest.match_indices('%').all(|(at, _)| {
            let digits = rest.as_bytes().get(at + 1..at + 3);
            digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
        })
    };
    is_scheme
        && !rest.is_empty()
        && !rest.contains(is_wrong)
        && is_escaped(rest)
        && rest.matches('#').count() < 2
        && !rest.contains(['[', ']'])
}

/// An IRI without its fragment, and the fragment.
pub(super) fn parted(iri: &str) -> (&str, Option<&str>) {
    iri.split_once('#').map_or((iri, None), |(source, fragment)| (source, Some(fragment)))
}

/// The name of the file that an IRI leads to: its last part, escapes undone.
pub(super) fn file_name(iri: &str) -> String {
    let path = iri.split(['?', '#']).next().unwrap_or_default();
    let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    unescaped(last)
}

fn unescaped(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, others @ ..] = rest {
        let hex = |at: usize| others.get(at).and_then(|byte| char::from(*byte).to_digit(16));
        match (first, hex(0), hex(1)) {
            (b'%', Some(high), Some(low)) => {
                bytes.push(u8::try_from(high * 16 + low).unwrap_or(b'?'));
                rest = others.get(2..).unwrap_or_default();
            }
            _ => {
                bytes.push(*first);
                rest = others;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_come_back_out_of_uuids() {
        let (a, b) = (DocId::from("a"), DocId::from("b"));
        for bits in [0, 1, 0x0123_4567_89ab_cdef, u64::MAX] {
            let id = AnnotationId::from_bits(bits);
            let urn = annotation(&a, id);
            assert_eq!((urn.len(), id_of(&urn)), (45, id.to_string()), "{urn}");
            assert!(is_iri(&urn) && annotation(&b, id) != urn && suggestion(&a, id) != urn);
            assert_eq!(own(&person(PersonId::from_bits(bits))), Some((Kind::Person, bits)));
        }
        for other in ["urn:uuid:00000000-0000-4000-8000-000000000000", "urn:uuid:é", "http://example.org/anno1", ""] {
            assert_eq!(own(other), None);
        }
    }

    #[test]
    fn iris_and_files() {
        for good in ["http://example.org/a?b=c#d", "urn:uuid:1", "mailto:a@b", "https://example.org/東京", "x:%20"] {
            assert!(is_iri(good), "{good}");
        }
        for bad in ["Q42", "a b:c", "http://a b", "x:", ":y", "http://x/<2>", "x:%2", "a:b#c#d", "1a:b"] {
            assert!(!is_iri(bad), "{bad}");
        }
        assert_eq!(file_name("https://example.org/texts/a%20b.txt?x=/y#char=1"), "a b.txt");
        assert_eq!(
            (file_name("../a.txt"), file_name("a%zz"), file_name("http://e.org/%ff")),
            ("a.txt".into(), "a%zz".into(), "%ff".into())
        );
        assert_eq!(parted("a#char=1,2"), ("a", Some("char=1,2")));
    }
}
