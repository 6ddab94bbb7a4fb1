//! Names of things. Two families: random 64-bit ids (annotations, relations, entities, people, projects), given in
//! by whoever acts, and readable ids (documents, labels, relation kinds, attributes), given by files and schemas.

use std::fmt;
use std::rc::Rc;
use std::str::FromStr;

/// Digits of the written form of a random id: Crockford's base 32, in lower case (no `i`, `l`, `o`, `u`).
const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// Characters in the written form of a random id: thirteen groups of five bits hold 64.
const WIDTH: usize = 13;

/// What was read is not an id in our written form; the thing came from elsewhere and needs an id of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

fn write_bits(bits: u64, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let mut out = [b'0'; WIDTH];
    let mut rest = bits;
    for place in out.iter_mut().rev() {
        *place = DIGITS[(rest & 31) as usize];
        rest >>= 5;
    }
    f.write_str(std::str::from_utf8(&out).unwrap_or_default())
}

fn read_bits(text: &str) -> Result<u64, NotAnId> {
    if text.len() != WIDTH {
        return Err(NotAnId);
    }
    let mut bits: u64 = 0;
    for (place, byte) in text.bytes().enumerate() {
        let digit = DIGITS.iter().position(|d| *d == byte).ok_or(NotAnId)? as u64;
        if place == 0 && digit > 15 {
            return Err(NotAnId);
        }
        bits = (bits << 5) | digit;
    }
    Ok(bits)
}

/// An id for a thing whose own name is not in our written form. The same name always gives the same id, so reading a
/// foreign file twice makes nothing twice (FNV-1a, 64 bits).
#[must_use]
pub fn bits_for_foreign_name(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3))
}

macro_rules! random_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        ///
        /// Written as thirteen characters of Crockford's base 32.
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(u64);

        impl $name {
            /// The id with these 64 bits.
            #[must_use]
            pub const fn from_bits(bits: u64) -> Self {
                Self(bits)
            }

            /// The 64 bits.
            #[must_use]
            pub const fn bits(self) -> u64 {
                self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_bits(self.0, f)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write_bits(self.0, f)
            }
        }

        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                read_bits(text).map(Self)
            }
        }
    )*};
}

random_id! {
    /// Names one annotation; unique in its document and never used again.
    AnnotationId;
    /// Names one relation; unique in its document and never used again.
    RelationId;
    /// Names one real-world thing of the project.
    EntityId;
    /// Names one annotator.
    PersonId;
    /// Names a project.
    ProjectId;
}

macro_rules! readable_id {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(Rc<str>);

        impl $name {
            /// The id as it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                Self(Rc::from(text))
            }
        }

        impl From<Rc<str>> for $name {
            fn from(text: Rc<str>) -> Self {
                Self(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )*};
}

readable_id! {
    /// Names one document of a project: from the task or the file, else made from the text's hash, so that one
    /// article has one id on every machine.
    DocId;
    /// Names a label of the schema.
    LabelId;
    /// Names a relation kind of the schema.
    KindId;
    /// Names an attribute of a label, a relation kind or a document.
    AttributeName;
}

/// Names a block inside its document: its number at import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub u32);

impl fmt::Display for BlockId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl DocId {
    /// The id of somebody's document about this article, beside the one that has the article's own id. It is only made and
    /// compared, never taken apart, so an article's id may hold anything.
    #[must_use]
    pub fn copy_by(&self, annotator: Option<PersonId>) -> Self {
        let by = annotator.map_or_else(|| "unnamed".to_owned(), |id| id.to_string());
        Self::from(format!("{self}@{by}").as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_form_reads_back() {
        for bits in [0, 1, 31, 32, u64::MAX, 0x0123_4567_89ab_cdef] {
            let id = AnnotationId::from_bits(bits);
            let text = id.to_string();
            assert_eq!(text.len(), 13);
            assert_eq!(text.parse(), Ok(id));
        }
    }

    #[test]
    fn foreign_names_are_no_ids() {
        for text in ["", "s1", "zzzzzzzzzzzzz", "0000000000000i", "000000000000I"] {
            assert_eq!(text.parse::<AnnotationId>(), Err(NotAnId), "{text}");
        }
        assert_ne!(bits_for_foreign_name("s1"), bits_for_foreign_name("s2"));
    }
}
