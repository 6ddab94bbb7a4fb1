//! What is known of an article and can be corrected by hand: each field, and what it may say. What does not fit is told,
//! not repaired.

use std::rc::Rc;

use super::{Meta, Timestamp};

/// A field of [`Meta`] that a person corrects.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MetaField {
    /// What the article is called.
    Title,
    /// Who wrote it.
    Byline,
    /// When it was published.
    Published,
    /// Where it was found.
    Url,
    /// The publication it appeared in.
    Site,
    /// Its language, a BCP 47 tag.
    Language,
}

/// Why a field cannot say something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldFlaw {
    /// An article is called something.
    NoTitle,
    /// It is longer than this, in characters.
    TooLong(usize),
    /// Not an address that begins with `http://` or `https://` and names a host.
    NoAddress,
    /// Not a language tag.
    NoLanguage,
}

/// Characters that a field has at most.
const LONGEST: usize = 2000;

impl MetaField {
    /// All of them, with the names that commands use: those of the native format.
    pub const ALL: [(Self, &'static str); 6] = [
        (Self::Title, "title"),
        (Self::Byline, "author"),
        (Self::Published, "published"),
        (Self::Url, "url"),
        (Self::Site, "site"),
        (Self::Language, "lang"),
    ];

    /// The name that commands use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.iter().find(|(field, _)| *field == self).map_or("", |(_, name)| name)
    }

    /// The field with this name.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == name).map(|(field, _)| *field)
    }

    /// What it says; nothing where nothing is known.
    #[must_use]
    pub fn of(self, meta: &Meta) -> Option<&Rc<str>> {
        match self {
            Self::Title => Some(&meta.title),
            Self::Byline => meta.byline.as_ref(),
            Self::Published => meta.published.as_ref(),
            Self::Url => meta.source_url.as_ref(),
            Self::Site => meta.site.as_ref(),
            Self::Language => meta.language.as_ref(),
        }
    }

    /// The same with another value in it.
    #[must_use]
    pub fn set(self, meta: &Meta, value: Option<Rc<str>>) -> Meta {
        let mut next = meta.clone();
        match self {
            Self::Title => next.title = value.unwrap_or_default(),
            Self::Byline => next.byline = value,
            Self::Published => next.published = value,
            Self::Url => next.source_url = value,
            Self::Site => next.site = value,
            Self::Language => next.language = value,
        }
        next
    }

    /// What somebody typed, as the field keeps it: without space around, in one line; a language tag in its usual
    /// letters. An empty text means that nothing is known.
    ///
    /// # Errors
    /// [`FieldFlaw`], when it cannot say that.
    pub fn checked(self, typed: &str) -> Result<Option<Rc<str>>, FieldFlaw> {
        let visible = typed.split(|c: char| c.is_whitespace() || c.is_control()).filter(|word| !word.is_empty());
        let text = visible.collect::<Vec<_>>().join(" ");
        if text.is_empty() {
            return if self == Self::Title { Err(FieldFlaw::NoTitle) } else { Ok(None) };
        }
        if text.chars().count() > LONGEST {
            return Err(FieldFlaw::TooLong(LONGEST));
        }
        match self {
            Self::Url if !is_address(&text) => Err(FieldFlaw::NoAddress),
            Self::Language => match language(&text) {
                Some(tag) => Ok(Some(Rc::from(tag))),
                None => Err(FieldFlaw::NoLanguage),
            },
            _ => Ok(Some(Rc::from(text))),
        }
    }
}

/// Whether a text is an address of a page: nothing that a browser would run.
#[must_use]
pub fn is_address(text: &str) -> bool {
    let begins = |scheme: &&str| text.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    let Some(scheme) = ["https://", "http://"].into_iter().find(begins) else { return false };
    let host = text.get(scheme.len()..).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    let odd = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '\\');
    host.chars().any(char::is_alphanumeric) && !text.chars().any(odd)
}

/// A BCP 47 tag in its usual letters (`pt-BR`, `zh-Hant`), where a text has the shape of one; whether its parts are
/// registered is not looked at.
#[must_use]
pub fn language(text: &str) -> Option<String> {
    let mut tag: Vec<String> = Vec::new();
    for (place, part) in text.split(['-', '_']).enumerate() {
        let (letters, short) = (part.bytes().all(|byte| byte.is_ascii_alphabetic()), part.len() == 1);
        let fits = (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
        // A language has two or three letters, a registered one up to eight; `x` begins one of somebody's own.
        let begins = letters && (part.len() > 1 || part.eq_ignore_ascii_case("x"));
        if !fits || (place == 0 && !begins) {
            return None;
        }
        // What stands behind a single letter is an extension, in small letters.
        let extends = tag.iter().any(|part| part.len() == 1);
        tag.push(match part.len() {
            2 if place > 0 && letters && !extends => part.to_ascii_uppercase(),
            4 if place > 0 && letters && !extends => {
                let (first, rest) = part.split_at(1);
                first.to_ascii_uppercase() + &rest.to_ascii_lowercase()
            }
            _ => part.to_ascii_lowercase(),
        });
        if short && place + 1 == text.split(['-', '_']).count() {
            return None;
        }
    }
    Some(tag.join("-"))
}

/// Whether a language is written from right to left.
#[must_use]
pub fn runs_leftward(tag: &str) -> bool {
    let mut parts = tag.split('-');
    let first = parts.next().unwrap_or_default();
    match parts.next().filter(|part| part.len() == 4) {
        Some(script) => matches!(script, "Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo" | "Adlm"),
        None => matches!(first, "ar" | "he" | "fa" | "ur" | "ps" | "sd" | "ug" | "yi" | "dv" | "ckb" | "syr"),
    }
}

/// The day that a date begins with, where it is written as programs read it (ISO 8601, RFC 3339): its first moment, as if
/// it were in UTC.
#[must_use]
pub fn day_of(published: &str) -> Option<Timestamp> {
    let day = published.get(..10)?;
    let rest = published.get(10..).unwrap_or_default();
    let known = rest.is_empty() || (rest.starts_with(['T', 't', ' ']) && Timestamp::parse(published).is_some());
    let at = Timestamp::parse(&format!("{day}T00:00:00Z")).filter(|_| known)?;
    // The thirtieth of February would be a day of March.
    at.to_string().starts_with(day).then_some(at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(field: MetaField, typed: &str) -> Result<String, FieldFlaw> {
        field.checked(typed).map(|kept| kept.map(|kept| kept.to_string()).unwrap_or_default())
    }

    #[test]
    fn names_and_values_go_there_and_back() {
        let mut meta = Meta::default();
        for (field, name) in MetaField::ALL {
            assert_eq!((MetaField::parse(name), field.as_str()), (Some(field), name));
            meta = field.set(&meta, Some(Rc::from(name)));
        }
        for (field, name) in MetaField::ALL {
            assert_eq!(field.of(&meta).map(|said| &**said), Some(name));
        }
    }

    #[test]
    fn lines_and_titles() {
        assert_eq!(said(MetaField::Title, " Two\n ships\u{0} meet "), Ok("Two ships meet".to_owned()));
        assert_eq!(said(MetaField::Title, " \n"), Err(FieldFlaw::NoTitle));
        assert_eq!(said(MetaField::Byline, " "), Ok(String::new()));
        assert_eq!(said(MetaField::Site, &"x".repeat(2001)), Err(FieldFlaw::TooLong(2000)));
    }

    #[test]
    fn addresses() {
        for good in ["https://example.org", "HTTP://example.org/a?b#c", "https://münchen.example/ü"] {
            assert_eq!(said(MetaField::Url, good), Ok(good.to_owned()));
        }
        for bad in
            ["example.org", "javascript:alert(1)", "https://", "https:///x", "ftp://example.org", "https://a b", "é"]
        {
            assert_eq!(said(MetaField::Url, bad), Err(FieldFlaw::NoAddress), "{bad}");
        }
    }

    #[test]
    fn languages() {
        for (typed, kept) in [
            ("EN", "en"),
            ("pt-br", "pt-BR"),
            ("zh_hant_tw", "zh-Hant-TW"),
            ("de-1996", "de-1996"),
            ("x-own", "x-own"),
            ("en-u-ca-GREGORY", "en-u-ca-gregory"),
        ] {
            assert_eq!(said(MetaField::Language, typed), Ok(kept.to_owned()));
        }
        for bad in ["English please", "e", "en-", "-en", "en-toolongpart", "é", "12", "x", "en-x"] {
            assert_eq!(said(MetaField::Language, bad), Err(FieldFlaw::NoLanguage), "{bad}");
        }
        assert!(runs_leftward("ar") && runs_leftward("fa-IR") && runs_leftward("pa-Arab"));
        assert!(!runs_leftward("en") && !runs_leftward("ar-Latn") && !runs_leftward(""));
    }

    #[test]
    fn days() {
        let day = |text| day_of(text).map(|at| at.to_string().chars().take(10).collect::<String>());
        assert_eq!(day("2025-07-03").as_deref(), Some("2025-07-03"));
        assert_eq!(day("2025-07-03T23:15:00+02:00").as_deref(), Some("2025-07-03"));
        for other in ["2025-02-30", "July 3, 2025", "2025-07-03 and later", "2025-07", "٢٠٢٥-٠٧-٠٣", ""] {
            assert_eq!(day(other), None, "{other}");
        }
    }
}
