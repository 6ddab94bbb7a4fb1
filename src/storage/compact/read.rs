//! From rows to the model. What does not read as [the grammar](super) has it is refused as a whole; nothing is made by a count
//! that was read, so that junk costs no more than its length.

use std::rc::Rc;

use super::{
    ALL, ATTRIBUTES, AUTHOR, CHANGED, CREATED, DIGITS, DOUBT, ENGINE, ENTITY, FRAGMENTS, IMPORT, LABEL, MORE, NOTE,
    ORIGIN, PERSON,
};
use crate::model::{
    AnchorDoubt, Annotation, AnnotationId, Article, Attributes, Doubt, EntityId, LabelId, Origin, PersonId, Span,
    Table, TextRange, Timestamp,
};

/// What each ASCII character is worth.
const WORTH: [u8; 128] = {
    let mut all = [NONE; 128];
    let mut digit = 0;
    while digit < 64 {
        all[DIGITS[digit as usize] as usize] = digit;
        digit += 1;
    }
    all
};

/// Of a character that is no digit.
const NONE: u8 = 64;

/// The annotations of an article from its rows, and the texts that these name; `None` when they do not read.
#[must_use]
pub fn annotations(article: &Article, texts: Vec<String>, rows: &str) -> Option<Table<AnnotationId, Rc<Annotation>>> {
    let texts: Vec<Text> = texts.into_iter().map(Text::new).collect();
    let mut rows = Rows { bytes: rows.bytes(), texts: &texts, text: article.text() };
    let mut all = Table::new();
    // What rows have none of is one value.
    let (nothing, nowhere) = (Rc::from(""), Attributes::new());
    let mut before: Option<Rc<Annotation>> = None;
    for _ in 0..rows.number()? {
        let annotation = Rc::new(rows.row(before.as_deref(), &nothing, &nowhere)?);
        all.insert(annotation.id, annotation.clone());
        before = Some(annotation);
    }
    rows.bytes.next().is_none().then_some(all)
}

/// A text of the list, and the bits that it stands for, where it is the id of a person or thing.
struct Text {
    text: Rc<str>,
    bits: Option<u64>,
}

impl Text {
    fn new(text: String) -> Self {
        Self { bits: text.parse::<EntityId>().ok().map(EntityId::bits), text: Rc::from(text) }
    }
}

struct Rows<'a> {
    bytes: std::str::Bytes<'a>,
    texts: &'a [Text],
    text: &'a str,
}

impl<'a> Rows<'a> {
    fn number(&mut self) -> Option<u64> {
        let (mut number, mut shift) = (0, 0);
        loop {
            let digit = *WORTH.get(usize::from(self.bytes.next()?)).filter(|digit| **digit < NONE)?;
            let bits = u64::from(digit % MORE);
            // Above are 64 bits.
            if shift > 60 || shift == 60 && bits > 15 {
                return None;
            }
            number |= bits << shift;
            if digit < MORE {
                return Some(number);
            }
            shift += 5;
        }
    }

    fn offset(&mut self) -> Option<u32> {
        u32::try_from(self.number()?).ok()
    }

    fn since(&mut self, from: Timestamp) -> Option<Timestamp> {
        let number = self.number()?;
        let between = (number >> 1).cast_signed() ^ -(number & 1).cast_signed();
        Some(Timestamp(from.0.wrapping_add(between)))
    }

    fn at(&self, place: u64) -> Option<&'a Text> {
        self.texts.get(usize::try_from(place).ok()?)
    }

    fn name(&mut self) -> Option<Rc<str>> {
        let place = self.number()?;
        self.at(place).map(|text| text.text.clone())
    }

    /// The next fragment, which begins so many bytes after `from`.
    fn range(&mut self, from: u32) -> Option<TextRange> {
        let start = from.checked_add(self.offset()?)?;
        let range = TextRange::new(start, start.checked_add(self.offset()?)?)?;
        range.of(self.text).is_some().then_some(range)
    }

    fn row(&mut self, before: Option<&Annotation>, nothing: &Rc<str>, nowhere: &Attributes) -> Option<Annotation> {
        let flags = self.number().filter(|flags| *flags <= ALL)?;
        let follows = |flag: u64| flags & flag != 0;
        let further = self.number()?;
        let id =
            before.map_or(Some(further), |before| before.id.bits().checked_add(further).filter(|_| further > 0))?;
        let first = self.range(0)?;
        let label = if follows(LABEL) { LabelId::from(self.name()?) } else { before?.label.clone() };
        let author = match follows(AUTHOR).then(|| self.number()) {
            None => before.and_then(|before| before.author),
            Some(place) => match place? {
                0 => None,
                place => Some(PersonId::from_bits(self.at(place - 1)?.bits?)),
            },
        };
        let created = before.map_or(Timestamp::default(), |before| before.created);
        let created = if follows(CREATED) { self.since(created)? } else { created };
        let changed = if follows(CHANGED) { self.since(created)? } else { created };
        let origin = match before {
            _ if follows(ORIGIN) => self.origin()?,
            Some(before) => before.origin.clone(),
            None => Origin::Person,
        };
        Some(Annotation {
            id: AnnotationId::from_bits(id),
            label,
            span: if follows(FRAGMENTS) { self.span(first)? } else { Span::of(first) },
            attributes: if follows(ATTRIBUTES) { self.attributes()? } else { nowhere.clone() },
            entity: if follows(ENTITY) { Some(self.entity()?) } else { None },
            note: if follows(NOTE) { self.name()? } else { nothing.clone() },
            doubt: if follows(DOUBT) { Some(self.doubt()?) } else { None },
            author,
            created,
            changed,
            origin,
        })
    }

    fn origin(&mut self) -> Option<Origin> {
        Some(match self.number()? {
            PERSON => Origin::Person,
            ENGINE => {
                let id = self.name()?;
                let permille = match self.number()? {
                    0 => None,
                    score => Some(u16::try_from(score - 1).ok()?),
                };
                Origin::Engine { id, permille }
            }
            IMPORT => Origin::Import { format: self.name()?, original_id: self.name()? },
            _ => return None,
        })
    }

    fn span(&mut self, first: TextRange) -> Option<Span> {
        let mut all = vec![first];
        for _ in 0..self.number()? {
            let end = all.last()?.end();
            all.push(self.range(end).filter(|range| range.start() > end)?);
        }
        Span::new(all)
    }

    fn attributes(&mut self) -> Option<Attributes> {
        let mut all = Attributes::new();
        for _ in 0..self.number()? {
            let name = self.name()?.into();
            let mut values = Vec::new();
            for _ in 0..self.number()? {
                values.push(self.name()?);
            }
            if all.insert(name, values).is_some() {
                return None;
            }
        }
        Some(all)
    }

    fn entity(&mut self) -> Option<EntityId> {
        let place = self.number()?;
        self.at(place)?.bits.map(EntityId::from_bits)
    }

    fn doubt(&mut self) -> Option<Doubt> {
        let source = match self.number()? {
            0 => AnchorDoubt::Person,
            1 => AnchorDoubt::Moved,
            _ => return None,
        };
        Some(Doubt { source, reason: self.name()? })
    }
}
