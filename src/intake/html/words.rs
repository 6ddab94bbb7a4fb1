//! What the words of a line say of it: a line begins with the words of `phrases`, or is them; a sentence that only has them
//! in it is not meant.

use super::phrases::{ADVERT, BY, CREDIT, DATE, FOOTER, MORE, PUBLISHED, READING, SHARE, SOURCE, SUBSCRIBE};
use crate::intake::draft::Why;

/// Whether `text`, in small letters, begins with one of `known` and a word ends there.
fn begins(text: &str, known: &[&str]) -> Option<usize> {
    let ends = |word: &&&str| {
        // Most words are told apart by their first byte.
        if word.as_bytes().first() != text.as_bytes().first() {
            return None;
        }
        let rest = text.strip_prefix(**word)?;
        let whole =
            rest.chars().next().is_none_or(|c| !c.is_alphabetic()) || word.ends_with(|c: char| wide(c) || c == ':');
        whole.then_some(word.len())
    };
    known.iter().filter_map(|word| ends(&word)).max()
}

/// Characters of scripts that write without spaces, which also say more each.
pub(super) const fn wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// A line as it is compared: small letters, no signs around it.
pub(super) fn plain(text: &str) -> String {
    let text = text.trim_matches(|c: char| !c.is_alphanumeric() && !matches!(c, '©' | '»' | '«' | '%'));
    text.split_whitespace().flat_map(|word| [" ", word]).skip(1).collect::<String>().to_lowercase()
}

/// Whether it leads to another article.
pub(super) fn leads_on(text: &str) -> bool {
    begins(text, MORE).is_some()
}

/// Labels of what is never part of an article.
pub(super) fn label(text: &str) -> Option<Why> {
    if text.chars().count() > 60 {
        return None;
    }
    let whole = |known: &[&str]| known.contains(&text);
    if whole(ADVERT) {
        return Some(Why::Advert);
    }
    whole(SHARE).then_some(Why::Share)
}

/// Whether a heading or short line asks to sign up.
pub(super) fn asks_to_subscribe(text: &str) -> bool {
    begins(text, SUBSCRIBE).is_some()
}

/// Whether it says where the text comes from: `Source: …`.
pub(super) fn names_source(text: &str) -> bool {
    begins(text, SOURCE).is_some_and(|at| text.get(at..).unwrap_or_default().trim_start().starts_with([':', '：']))
}

/// Whether one of the words for a source stands in it, before a colon.
pub(super) fn has_source(text: &str) -> bool {
    SOURCE.iter().any(|word| {
        text.find(word).is_some_and(|at| text.get(at + word.len()..).is_some_and(|rest| rest.starts_with([':', '：'])))
    })
}

/// Whether it says who took a picture.
pub(super) fn names_credit(text: &str) -> bool {
    let rest = begins(text, CREDIT).map(|at| text.get(at..).unwrap_or_default().trim_start());
    CREDIT.contains(&text)
        || text.starts_with('©')
        || rest.is_some_and(|rest| rest.starts_with([':', '：', '/', '|', '©']))
        || text.starts_with("photo by ")
        || text.starts_with("photograph by ")
}

/// Whether it begins with words for publishing or changing.
pub(super) fn says_published(text: &str) -> bool {
    begins(text, PUBLISHED).is_some()
}

/// Where the name begins in a line that says who wrote it.
pub(super) fn says_by(text: &str) -> Option<usize> {
    begins(text, BY).filter(|at| {
        let rest = text.get(*at..).unwrap_or_default();
        rest.trim_start().chars().next().is_some_and(|c| c.is_alphanumeric() || matches!(c, ':' | '：'))
    })
}

/// Short words of dates are whole ones; of long ones the beginning is enough.
fn is_date_word(run: &str, length: usize, date: &str) -> bool {
    run == date || (date.chars().nth(2).is_some() && length <= 10 && run.starts_with(date))
}

/// Whether a short line is a date, with hardly a word beside.
pub(super) fn is_date(text: &str) -> bool {
    date_in(text).is_some_and(|other| other <= 8)
}

/// Whether it is what footers say.
pub(super) fn says_rights(text: &str) -> bool {
    FOOTER.iter().any(|word| text.contains(word))
}

/// Whether it says how long reading takes.
pub(super) fn reading_time(text: &str) -> bool {
    let says = |(unit, words): &(&str, &[&str])| text.contains(unit) && words.iter().any(|word| text.contains(word));
    text.chars().count() <= 40 && text.chars().any(char::is_numeric) && READING.iter().any(says)
}

/// Where a date stands in a short line, how many letters of it are no words of dates.
pub(super) fn date_in(text: &str) -> Option<usize> {
    if text.chars().count() > 90 || !text.chars().any(char::is_numeric) {
        return None;
    }
    let (mut numbers, mut named, mut other, mut year) = (0, 0, 0, false);
    for word in text.split(|c: char| !c.is_alphanumeric()) {
        let mut rest = word;
        // `2024年2月9日` is numbers and words too.
        while let Some(first) = rest.chars().next() {
            let digits = first.is_numeric();
            let end = rest.find(|c: char| c.is_numeric() != digits).unwrap_or(rest.len());
            let run = rest.get(..end).unwrap_or_default();
            let length = run.chars().count();
            if digits {
                numbers += 1;
                year |= length == 4;
            } else if DATE.iter().any(|date| is_date_word(run, length, date)) {
                named += 1;
            } else {
                other += length;
            }
            rest = rest.get(end..).unwrap_or_default();
        }
    }
    let clock = text.contains(':') && numbers >= 2 && other == 0;
    let is_date = (year && (numbers >= 2 || named > 0)) || (numbers >= 3 && other < 40) || clock;
    // With more words it is a sentence that has a date in it.
    (is_date && other <= 30).then_some(other)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_known_in_many_forms() {
        for date in [
            "4 March 2024",
            "Thursday, October 14, 1999",
            "2024年2月9日 21時40分",
            "14.06.2024, 10:25",
            "10:32 a.m.",
            "الثلاثاء 12 آذار 2024",
            "21. November 2023, 6:00 Uhr",
            "2.4.2024, 09:00",
        ] {
            assert!(is_date(&plain(date)), "{date}");
        }
        assert_eq!(date_in(&plain("The vote was 6 to 3, after two fires in 2023, and a long debate")), None);
        assert!(date_in(&plain("Posted by admin on 03-12-2006")).is_some_and(|other| other > 8));
    }

    #[test]
    fn a_sentence_with_such_words_is_none_of_them() {
        assert!(!leads_on("relatedly, the board met"));
        assert!(leads_on("read more: ferry fares"));
        assert!(!names_source("sources said the board met"));
        assert!(names_source("quelle: dpa"));
        assert!(label("share prices fell").is_none());
        assert!(!names_credit("photos of the pier were found"));
    }
}
