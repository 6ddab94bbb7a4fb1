//! The annotations of a document as its snapshot holds them: a list of texts and one text of *rows*, read straight into the
//! model. As objects fifty thousand are eight megabytes, a tree of over a hundred, and most of what opening takes.
//!
//! This is a stored format: it may be added to, never changed. What is added is refused by a program that does not know it, which
//! then leaves the value alone.
//!
//! ```text
//! digit      one character of base64url (RFC 4648, section 5), worth 0 to 63
//! number     digits with five bits each, the lowest first; each but the last is worth 32 more. Less than 2^64
//! signed     a number: twice n where n is not negative, else -2n - 1. Sums of it wrap at 2^64
//! name       a number: the place of a text in the list, from 0
//!
//! rows       count row …, by id, with nothing between them
//! row        flags id start length [label] [author] [created] [changed] [origin]
//!            [fragments] [attributes] [entity] [note] [doubt]
//! count      a number: how many follow
//! flags      a number: the sum of what follows of the fields in brackets
//! id         a number: how much greater the id's bits are than those of the row before; in the first row, the bits
//! start      a number: the first byte of the first fragment, in the article's text
//! length     a number: the bytes of the first fragment
//!
//!   1 label       name of its id. Else it is that of the row before; the first row has one
//!   2 author      0 for nobody, else 1 + name of their id. Else that of the row before, at first nobody
//!   4 created     signed: milliseconds since that of the row before, at first 1970. Else that of the row before
//!   8 changed     signed: milliseconds since it was created. Else the same moment
//!  16 origin      0, a person
//!                 1 name score: an engine, and 0 where it gave no score, else 1 + thousandths
//!                 2 name name: an import, from the format, with the id it had there
//!                 Else that of the row before, at first a person
//!  32 fragments   count, then for each that follows the first: bytes after the end of the one before, length
//!  64 attributes  count, then for each: name, count, the name of each value
//! 128 entity      name of its id
//! 256 note        name
//! 512 doubt       0 a person's, 1 moved; name of the reason
//! ```
//!
//! Ids of people and things stand in the list as they are written elsewhere. Fragments are not empty, apart from each other,
//! and on character boundaries; an attribute stands once.

mod read;
mod write;

pub use read::annotations;
pub use write::rows;

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// What a digit that is not the last of its number is worth beside its bits.
const MORE: u8 = 32;

const LABEL: u64 = 1;
const AUTHOR: u64 = 2;
const CREATED: u64 = 4;
const CHANGED: u64 = 8;
const ORIGIN: u64 = 16;
const FRAGMENTS: u64 = 32;
const ATTRIBUTES: u64 = 64;
const ENTITY: u64 = 128;
const NOTE: u64 = 256;
const DOUBT: u64 = 512;
const ALL: u64 = 1023;

const PERSON: u64 = 0;
const ENGINE: u64 = 1;
const IMPORT: u64 = 2;

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::{annotations, rows};
    use crate::model::{
        AnchorDoubt, Annotation, AnnotationId, Article, AttributeName, Attributes, Doubt, EntityId, FixedText, LabelId,
        Origin, PersonId, Span, Table, TextRange, Timestamp,
    };

    type All = Table<AnnotationId, Rc<Annotation>>;

    fn article(text: &str) -> Article {
        Article::new(FixedText::new(text), "")
    }

    fn range(start: u32, end: u32) -> TextRange {
        TextRange::new(start, end).expect("not empty")
    }

    /// What a person marks.
    fn simple(id: u64, label: &str, at: TextRange) -> Annotation {
        Annotation {
            id: AnnotationId::from_bits(id),
            label: LabelId::from(label),
            span: Span::of(at),
            attributes: Attributes::new(),
            entity: None,
            note: Rc::from(""),
            doubt: None,
            author: None,
            created: Timestamp::default(),
            changed: Timestamp::default(),
            origin: Origin::Person,
        }
    }

    fn table(all: impl IntoIterator<Item = Annotation>) -> All {
        all.into_iter().map(|one| (one.id, Rc::new(one))).collect()
    }

    const TEXT: &str = "Ada met Björn.";

    /// Everything that can be said, in some way.
    fn everything() -> All {
        let values = |all: &[&str]| all.iter().map(|value| Rc::from(*value)).collect::<Vec<Rc<str>>>();
        let attributes: Attributes = [("sort", &["a", "a", ""][..]), ("\"\\\n", &["😀"]), ("none", &[])]
            .into_iter()
            .map(|(name, all)| (AttributeName::from(name), values(all)))
            .collect();
        let import = Origin::Import { format: Rc::from("brat"), original_id: Rc::from("T1") };
        let engine = |permille| Origin::Engine { id: Rc::from("ner"), permille };
        let by = Some(PersonId::from_bits(7));
        let doubt = |source, reason: &str| Some(Doubt { source, reason: Rc::from(reason) });
        let one = simple(0, "person", range(0, 3));
        table([
            Annotation { created: Timestamp(i64::MAX), changed: Timestamp(i64::MIN), ..one.clone() },
            Annotation { id: AnnotationId::from_bits(1), created: Timestamp(-5), author: by, ..one.clone() },
            Annotation { id: AnnotationId::from_bits(32), author: by, origin: import.clone(), ..one.clone() },
            Annotation {
                id: AnnotationId::from_bits(1 << 60),
                label: LabelId::from(""),
                span: Span::new(vec![range(13, 14), range(8, 12), range(0, 1)]).expect("some"),
                attributes,
                entity: Some(EntityId::from_bits(u64::MAX)),
                note: Rc::from("Björn or Bjorn?"),
                doubt: doubt(AnchorDoubt::Moved, ""),
                author: None,
                created: Timestamp(1_790_000_000_000),
                changed: Timestamp(1_790_000_000_001),
                origin: engine(Some(1000)),
            },
            Annotation { id: AnnotationId::from_bits(u64::MAX - 1), origin: engine(None), ..one.clone() },
            Annotation { id: AnnotationId::from_bits(u64::MAX), doubt: doubt(AnchorDoubt::Person, "?"), ..one },
        ])
    }

    #[test]
    fn everything_reads_back() {
        let (article, all) = (article(TEXT), everything());
        let (texts, rows) = rows(&article, &all);
        assert!(rows.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_'), "{rows}");
        let read = annotations(&article, texts.clone(), &rows).expect("it reads");
        assert_eq!(read, all);
        assert_eq!(super::rows(&article, &read), (texts, rows), "the same is written again");
        let none = super::rows(&article, &All::new());
        assert_eq!(none, (Vec::new(), "A".to_owned()));
        assert_eq!(annotations(&article, none.0, &none.1), Some(All::new()));
    }

    /// What stands on somebody's disk.
    #[test]
    fn the_form_stays_as_it_is() {
        let article = article(TEXT);
        let name = |text: &str| text.to_owned();
        let two = table([simple(1, "person", range(0, 3)), simple(3, "person", range(8, 14))]);
        assert_eq!(rows(&article, &two), (vec![name("person")], name("CBBADAACIG")));
        let (texts, rows) = rows(&article, &everything());
        let expected = [
            "person",
            "0000000000007",
            "brat",
            "T1",
            "",
            "ner",
            "\"\\\n",
            "😀",
            "none",
            "sort",
            "a",
            "fzzzzzzzzzzzz",
            "Björn or Bjorn?",
            "?",
        ];
        assert_eq!(texts, expected);
        let expected = [
            "G",
            "NAADA-___________PC",
            "OBADC4___________PK",
            "UfADKCCD",
            "_fg__________fABEAgg2hqkmoDCBFpfCHEBBDGBHIAJDKKELMBE",
            "V-___________OADA__1hqkmoDBFA",
            "wQBADAAN",
        ];
        assert_eq!(rows, expected.concat());
    }

    #[test]
    fn what_does_not_read_is_refused() {
        let article = article(TEXT);
        let reads = |rows: &str| {
            let texts = ["person", "0000000000007"].map(ToOwned::to_owned).to_vec();
            annotations(&article, texts, rows).is_some()
        };
        for rows in ["A", "BBAADA", "BDAADAC", "CBBADAACIG", "BB____________PADA", "BhBAADABBD", "BhCAADABAA"] {
            assert!(reads(rows), "{rows}");
        }
        for (rows, why) in [
            ("", "no count"),
            ("B", "a row is missing"),
            ("CBAADA", "another is missing"),
            ("BBAADAA", "something stands behind"),
            ("BBAADAé", "no digit"),
            ("BBA ADA", "no digit"),
            ("BBAADC", "no such text"),
            ("BBAA________PA", "no such text, whatever it is on 32 bits"),
            ("BAAAD", "the first row has no label"),
            ("BDAADAB", "a label is no person"),
            ("BDAADAD", "no such person"),
            ("BgggBAADA", "flags that nobody knows"),
            ("BBAAAA", "an empty range"),
            ("BBAAQA", "beyond the end"),
            ("BBALCA", "inside a character"),
            ("BBAALA", "to the inside of a character"),
            ("BB_____________AADA", "more than 64 bits"),
            ("BB____________QADA", "more than 64 bits, by one"),
            ("CBBADAAAIG", "the same id twice"),
            ("CB____________PADAABIG", "an id above all"),
            ("BhBAADABB", "a fragment that is cut"),
            ("BhBAADABAD", "fragments that touch"),
            ("BRAADAD", "an origin that nobody knows"),
            ("BhQAADAC", "a doubt that nobody knows"),
            ("BhCAADACAAAA", "an attribute twice"),
        ] {
            assert!(!reads(rows), "{rows}: {why}");
        }
    }

    #[test]
    fn junk_is_no_trouble() {
        let (article, all) = (article(TEXT), everything());
        let (texts, rows) = rows(&article, &all);
        for at in 0..rows.len() {
            assert_eq!(annotations(&article, texts.clone(), &rows[..at]), None, "cut at {at}");
            for other in ["A", "B", "f", "g", "_", "\"", "é", ""] {
                let changed = format!("{}{other}{}", &rows[..at], &rows[at + 1..]);
                if let Some(read) = annotations(&article, texts.clone(), &changed) {
                    assert!(read.values().all(|one| one.span.fits(&article)), "{other} at {at}");
                    assert!(read.iter().all(|(id, one)| *id == one.id), "{other} at {at}");
                }
            }
        }
        for count in 0..texts.len() {
            assert_eq!(annotations(&article, texts[..count].to_vec(), &rows), None, "{count} texts");
        }
        // As many as there can be, and none of them.
        assert_eq!(annotations(&article, texts, "____________P"), None);
    }

    #[test]
    fn what_is_not_on_the_text_is_left_out() {
        let article = article(TEXT);
        let on_it = table([simple(2, "person", range(0, 3))]);
        let mut all = on_it.clone();
        all.insert(AnnotationId::from_bits(1), Rc::new(simple(1, "gone", range(8, 11))));
        all.insert(AnnotationId::from_bits(3), Rc::new(simple(3, "gone", range(8, 99))));
        assert_eq!(rows(&article, &all), rows(&article, &on_it));
    }

    #[test]
    fn many_take_little_room() {
        let article = article(&"Ada met Bo. ".repeat(84_000));
        let mut random = 1_u64;
        let all = table((0..50_000_u32).map(|number| {
            random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let label = ["person", "place", "claim"][number as usize % 3];
            let one = simple(random, label, range(number * 20, number * 20 + 12));
            let moment = Timestamp(1_790_000_000_000 + i64::from(number) * 1000);
            Annotation { author: Some(PersonId::from_bits(7)), created: moment, changed: moment, ..one }
        }));
        let (texts, rows) = rows(&article, &all);
        assert!(rows.len() < 60 * 50_000, "{}", rows.len());
        assert_eq!(annotations(&article, texts, &rows), Some(all));
    }
}
