//! From the model to rows.

use std::rc::Rc;

use super::{
    ATTRIBUTES, AUTHOR, CHANGED, CREATED, DIGITS, DOUBT, ENGINE, ENTITY, FRAGMENTS, IMPORT, LABEL, MORE, NOTE, ORIGIN,
    PERSON,
};
use crate::model::{AnchorDoubt, Annotation, AnnotationId, Article, Origin, Table, Timestamp};

/// What annotations take, nearly always: room for that many characters is made at once.
const USUAL: usize = 24;

/// The annotations of an article as rows, and the texts that these name. One that is not on the text is left out: nobody
/// could read it back.
#[must_use]
pub fn rows(article: &Article, annotations: &Table<AnnotationId, Rc<Annotation>>) -> (Vec<String>, String) {
    let mut rows = Rows { out: String::with_capacity(annotations.len() * USUAL), ..Rows::default() };
    let mut before: Option<&Annotation> = None;
    let fits = |annotation: &&Rc<Annotation>| annotation.span.fits(article);
    rows.count(annotations.values().filter(fits).count());
    for annotation in annotations.values().filter(fits) {
        rows.row(annotation, before);
        before = Some(annotation);
    }
    (rows.texts, rows.out)
}

#[derive(Default)]
struct Rows {
    out: String,
    texts: Vec<String>,
    places: Table<Rc<str>, u32>,
}

impl Rows {
    fn number(&mut self, mut number: u64) {
        loop {
            let last = number < u64::from(MORE);
            let bits = usize::try_from(number % u64::from(MORE)).unwrap_or_default();
            self.out.push(char::from(DIGITS[if last { bits } else { bits + usize::from(MORE) }]));
            number /= u64::from(MORE);
            if last {
                return;
            }
        }
    }

    fn count(&mut self, count: usize) {
        self.number(u64::try_from(count).unwrap_or(u64::MAX));
    }

    fn since(&mut self, from: Timestamp, to: Timestamp) {
        let between = to.0.wrapping_sub(from.0);
        self.number(((between << 1) ^ (between >> 63)).cast_unsigned());
    }

    /// The place of a text in the list.
    fn place(&mut self, text: &str) -> u64 {
        if let Some(place) = self.places.get(text) {
            return u64::from(*place);
        }
        let place = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        self.places.insert(Rc::from(text), place);
        self.texts.push(text.to_owned());
        u64::from(place)
    }

    fn name(&mut self, text: &str) {
        let place = self.place(text);
        self.number(place);
    }

    fn row(&mut self, annotation: &Annotation, before: Option<&Annotation>) {
        let Annotation { id, label, span, attributes, entity, note, doubt, author, created, changed, origin } =
            annotation;
        let (was_by, was_made) = before.map_or((None, Timestamp::default()), |before| (before.author, before.created));
        let fields = [
            (LABEL, before.is_none_or(|before| before.label != *label)),
            (AUTHOR, was_by != *author),
            (CREATED, was_made != *created),
            (CHANGED, created != changed),
            (ORIGIN, *before.map_or(&Origin::Person, |before| &before.origin) != *origin),
            (FRAGMENTS, span.count() > 1),
            (ATTRIBUTES, !attributes.is_empty()),
            (ENTITY, entity.is_some()),
            (NOTE, !note.is_empty()),
            (DOUBT, doubt.is_some()),
        ];
        let flags = fields.iter().filter(|(_, follows)| *follows).map(|(flag, _)| flag).sum();
        let follows = |flag: u64| flags & flag != 0;
        self.number(flags);
        self.number(id.bits().wrapping_sub(before.map_or(0, |before| before.id.bits())));
        let mut fragments = span.fragments();
        let mut end = 0;
        for range in fragments.by_ref().take(1) {
            self.number(u64::from(range.start()));
            self.number(u64::from(range.len()));
            end = range.end();
        }
        if follows(LABEL) {
            self.name(label.as_str());
        }
        if follows(AUTHOR) {
            let author = author.map_or(0, |id| 1 + self.place(&id.to_string()));
            self.number(author);
        }
        if follows(CREATED) {
            self.since(was_made, *created);
        }
        if follows(CHANGED) {
            self.since(*created, *changed);
        }
        if follows(ORIGIN) {
            self.origin(origin);
        }
        if follows(FRAGMENTS) {
            self.count(span.count() - 1);
            for range in fragments {
                self.number(u64::from(range.start() - end));
                self.number(u64::from(range.len()));
                end = range.end();
            }
        }
        if follows(ATTRIBUTES) {
            self.count(attributes.len());
            for (name, values) in attributes.iter() {
                self.name(name.as_str());
                self.count(values.len());
                values.iter().for_each(|value| self.name(value));
            }
        }
        if let Some(entity) = entity {
            self.name(&entity.to_string());
        }
        if follows(NOTE) {
            self.name(note);
        }
        if let Some(doubt) = doubt {
            self.number(u64::from(doubt.source == AnchorDoubt::Moved));
            self.name(&doubt.reason);
        }
    }

    fn origin(&mut self, origin: &Origin) {
        match origin {
            Origin::Person => self.number(PERSON),
            Origin::Engine { id, permille } => {
                self.number(ENGINE);
                self.name(id);
                self.number(permille.map_or(0, |permille| 1 + u64::from(permille)));
            }
            Origin::Import { format, original_id } => {
                self.number(IMPORT);
                self.name(format);
                self.name(original_id);
            }
        }
    }
}
