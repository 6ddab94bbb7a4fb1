//! An article that is looked through before it comes in.

use std::rc::Rc;

use super::is_text;
use crate::intake::draft::{Draft, Fate, Why};
use crate::model::Document;
use crate::session::messages::{Message, Words};

/// Where the same text is already.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Same {
    /// In the project, under this title.
    Here(Rc<str>),
    /// Among those that come, at this place.
    Row(usize),
}

/// What of an article can be changed before it comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the field of its name")]
pub enum Field {
    Title,
    Byline,
    Published,
    Language,
    Url,
}

impl Field {
    /// All of them, with the names of their inputs and what they are called.
    pub const ALL: [(Self, &'static str, Words); 5] = [
        (Self::Title, "title", Words::IntakeTitle),
        (Self::Byline, "byline", Words::IntakeByline),
        (Self::Published, "published", Words::IntakeDate),
        (Self::Language, "language", Words::IntakeLanguage),
        (Self::Url, "url", Words::IntakeUrl),
    ];
}

/// An article on its way in, and what becomes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coming {
    /// Number of the file it stands in.
    pub file: u32,
    /// What was read.
    pub draft: Rc<Draft>,
    /// Whether it is to come in.
    pub taken: bool,
    /// Where the same text is already, as it was read.
    pub same: Option<Same>,
    /// SHA-256 of the text it becomes; none where nothing is kept of it.
    pub hash: Option<Rc<str>>,
    /// How many pieces are kept, furniture, and left out.
    pub counts: [usize; 3],
    /// The encodings it may be read in, where that was ever in doubt.
    pub ways: Option<Ways>,
    /// Fields that were set by hand, the last value of each.
    pub(super) by_hand: Vec<(Field, Rc<str>)>,
    /// What a person has said of whether it comes in.
    pub(super) ticked: Option<bool>,
}

/// The first byte in doubt, and the names of the encodings that were offered, the first guess in front.
pub type Ways = (usize, Rc<[Rc<str>]>);

impl Coming {
    pub(super) fn of(file: u32, draft: Draft) -> Self {
        let encoded = &draft.encoded;
        let names = [&encoded.name].into_iter().chain(&encoded.others).cloned();
        let mut made = Self {
            file,
            ways: encoded.doubt.map(|at| (at, names.collect())),
            draft: Rc::new(draft),
            taken: false,
            same: None,
            hash: None,
            counts: [0; 3],
            by_hand: Vec::new(),
            ticked: None,
        };
        made.recount();
        made
    }

    /// Brings up to date what follows from its pieces.
    pub(super) fn recount(&mut self) {
        self.counts = Fate::ALL.map(|(fate, _)| self.draft.pieces.iter().filter(|piece| piece.fate == fate).count());
        self.hash = self.draft.document(0).map(|document| Rc::from(document.article.sha256()));
        self.taken = self.taken && self.hash.is_some();
    }

    /// Whether nothing about it needs to be looked at.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        let Draft { verbatim, encoded, file, line, .. } = &*self.draft;
        *verbatim
            && encoded.doubt.is_none()
            && *line == 0
            && is_text(file)
            && self.hash.is_some()
            && self.same.is_none()
    }

    /// Turns a piece over: article, furniture, left out. A text that comes in as it is has nothing that can be left out.
    pub fn turn(&mut self, at: usize) {
        let draft = Rc::make_mut(&mut self.draft);
        let verbatim = draft.verbatim;
        if let Some(piece) = draft.pieces.get_mut(at) {
            piece.fate = match piece.fate {
                Fate::Body => Fate::Furniture,
                Fate::Furniture if !verbatim => Fate::Out,
                Fate::Furniture | Fate::Out => Fate::Body,
            };
        }
    }

    /// What a field says.
    #[must_use]
    pub fn field(&self, field: Field) -> Rc<str> {
        let meta = &self.draft.meta;
        let said = match field {
            Field::Title => return self.draft.title(),
            Field::Byline => &meta.byline,
            Field::Published => &meta.published,
            Field::Language => &meta.language,
            Field::Url => &meta.source_url,
        };
        said.clone().unwrap_or_default()
    }

    /// Sets a field, and keeps in mind that a person did.
    pub(super) fn set_by_hand(&mut self, field: Field, value: &str) {
        self.by_hand.retain(|(known, _)| *known != field);
        self.by_hand.push((field, Rc::from(value)));
        self.set(field, value);
    }

    /// A person takes it, or leaves it out; one of which nothing is kept cannot be taken.
    pub fn tick(&mut self, taken: bool) {
        self.taken = taken && self.hash.is_some();
        self.ticked = Some(self.taken);
    }

    /// Sets a field as it is typed; what stands around its words goes when the article comes in.
    pub fn set(&mut self, field: Field, value: &str) {
        let meta = &mut Rc::make_mut(&mut self.draft).meta;
        let said = Some(Rc::from(value)).filter(|_| !value.is_empty());
        match field {
            Field::Title => meta.title = Rc::from(value),
            Field::Byline => meta.byline = said,
            Field::Published => meta.published = said,
            Field::Language => meta.language = said,
            Field::Url => meta.source_url = said,
        }
    }

    /// The document that it becomes; a field of nothing but white space says nothing.
    #[must_use]
    pub fn document(&self, schema_version: u32) -> Option<Document> {
        let mut document = self.draft.document(schema_version)?;
        let meta = Rc::make_mut(&mut document.meta);
        meta.title = Rc::from(tidy(&meta.title));
        for said in [&mut meta.byline, &mut meta.published, &mut meta.language, &mut meta.source_url] {
            *said = said.take().map(|value| tidy(&value)).filter(|value| !value.is_empty()).map(Rc::from);
        }
        Some(document)
    }

    /// What is left out of it, by reason, in words; nothing where everything comes in.
    #[must_use]
    pub fn left_out(&self) -> Option<String> {
        let out = || self.draft.pieces.iter().filter(|piece| piece.fate == Fate::Out);
        let all = out().count();
        if all == 0 {
            return None;
        }
        let count = |why: Why| out().filter(|piece| piece.why.unwrap_or(Why::Other) == why).count();
        let parts = Why::ALL.into_iter().map(|(why, _)| (why, count(why))).filter(|(_, count)| *count > 0);
        let parts: Vec<String> = parts.map(|(why, count)| format!("{} ({count})", why_words(why).text())).collect();
        Some(Message::new(Words::IntakeLeftOut, &[all.to_string(), parts.join(", ")]).text())
    }
}

/// Why a piece is not part of the article, in words.
#[must_use]
pub const fn why_words(why: Why) -> Words {
    match why {
        Why::Navigation => Words::WhyNavigation,
        Why::Advert => Words::WhyAdvert,
        Why::Consent => Words::WhyConsent,
        Why::Comments => Words::WhyComments,
        Why::Related => Words::WhyRelated,
        Why::Share => Words::WhyShare,
        Why::Subscribe => Words::WhySubscribe,
        Why::Footer => Words::WhyFooter,
        Why::Hidden => Words::WhyHidden,
        Why::Repeated => Words::WhyRepeated,
        Why::ReadingTime => Words::WhyReadingTime,
        Why::Date => Words::WhyDate,
        Why::Credit => Words::WhyCredit,
        Why::Source => Words::WhySource,
        Why::Topic => Words::WhyTopic,
        Why::Control => Words::WhyControl,
        Why::Other => Words::WhyOther,
    }
}

fn tidy(value: &str) -> String {
    value.split_whitespace().collect::<Vec<_>>().join(" ")
}
