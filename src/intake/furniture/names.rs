//! Who wrote it, and who took the picture.

use super::folding::{is_capital, is_cased, is_wide, norm, plain};
use super::line::{End, Line};
use super::words::{EVERY, class, words};

/// Small words inside of names.
const PARTICLES: [&str; 22] = [
    "de", "da", "do", "dos", "di", "del", "della", "la", "le", "van", "von", "der", "den", "al", "el", "bin", "ibn",
    "af", "av", "ten", "ter", "zu",
];
/// Words between names.
const ANDS: [&str; 9] = ["and", "und", "et", "y", "e", "ve", "и", "&", "with"];

/// Whether a word may be part of a name.
fn of_name(word: &str) -> bool {
    let bare = word.trim_matches(['.', ',', '-', '’', '\'']);
    let letters = bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.') || plain(c).is_none());
    letters && bare.chars().next().is_some_and(is_capital) && !bare.is_empty()
}

/// Whether these words are a name or several, and nothing else: “Tess Okafor and Neil Gant”, “Dr. Lena Moritz”.
pub(super) fn is_names(words: &str) -> bool {
    let (mut now, mut all) = (0, 0);
    for word in words.split_whitespace() {
        let small = word.trim_end_matches(',');
        if ANDS.contains(&small) {
            if now < 2 {
                return false;
            }
            now = 0;
        } else if of_name(word) {
            now += 1;
            all += 1;
            if word.ends_with(',') && now >= 2 {
                now = 0;
            }
        } else if !PARTICLES.contains(&small) || now == 0 {
            return false;
        }
        if now > 4 {
            return false;
        }
    }
    (2..=12).contains(&all) && now != 1
}

/// Whether a line is a name with what the person is behind a comma: “Ola Brenning, Meteorologist”.
fn is_name_with_office(line: &str) -> bool {
    line.split_once(", ").is_some_and(|(name, office)| is_names(name) && office.split_whitespace().count() <= 5)
}

/// Whether a line is the name of a writer and nothing else.
pub(super) fn is_writer(line: &Line<'_>) -> bool {
    let open = matches!(line.end, End::Open);
    let plain_name =
        !line.found.has(class::PAGE | class::AGENCY) && (is_names(line.text) || is_name_with_office(line.text));
    open && line.words <= 10 && line.weight <= 80 && plain_name
}

/// Whether a line may be a Chinese or Japanese name: two to six characters.
pub(super) fn is_short_wide(line: &Line<'_>) -> bool {
    let letters = line.text.chars().count();
    (2..=6).contains(&letters)
        && line.text.chars().all(|c| is_wide(c) && c.is_alphanumeric())
        && !line.found.has(class::PAGE)
}

/// The writers' names in a line that begins as bylines do.
pub(super) fn byline<'a>(line: &Line<'a>) -> Option<&'a str> {
    if line.found.part & class::BYLINE == 0 || line.weight > 130 || line.words > 16 {
        return None;
    }
    let rest = behind(line.text, words().prefix(&norm(line.text), class::BYLINE, EVERY)?)?;
    let mut first = rest.split_whitespace();
    let (one, two) = (first.next()?, first.next());
    let letter = one.chars().find(|c| c.is_alphabetic())?;
    let named = if is_cased(letter) {
        let particle = |word: &str| PARTICLES.contains(&word) || ANDS.contains(&word);
        let follows = two.is_none_or(|word| of_name(word) || particle(word) || one.ends_with(','));
        let digits = rest.chars().any(|c| c.is_ascii_digit()) && !rest.contains(['|', '·', '•', ',', '-', '–']);
        of_name(one) && follows && !digits && (two.is_some() || line.text.contains(':'))
    } else {
        line.words <= 8
    };
    let names = cut(rest);
    (named && !names.is_empty()).then_some(names)
}

/// What stands behind the first so many bytes of its [`norm`], in the line itself.
fn behind(text: &str, bytes: usize) -> Option<&str> {
    let at = text.char_indices().map(|(at, _)| at).find(|at| {
        let so_far = text.get(..*at).unwrap_or_default();
        let normed = norm(so_far);
        normed.len() >= bytes || so_far.ends_with([':', '：']) && normed.len() + 1 >= bytes
    })?;
    let rest = text.get(at..)?.trim_start_matches([':', '：', ' ', '\u{a0}', '/', '／', '・']);
    (!rest.is_empty()).then_some(rest)
}

/// Names without what follows them: a place, an office, a date.
fn cut(names: &str) -> &str {
    let mut end = names.len();
    for mark in [" | ", " · ", " • ", " - ", " – ", " — ", " at ", " in ", " for ", " FOR ", " à ", " (", "\t"]
    {
        end = end.min(names.find(mark).unwrap_or(end));
    }
    let mut kept = names.get(..end).unwrap_or(names);
    // A comma parts names, or a name from an office.
    if let Some((before, after)) = kept.split_once(", ")
        && before.contains(' ')
        && !is_names(after)
    {
        kept = before;
    }
    // “Josh Tulley Senior Reporter” cannot be told from a name of four words, and is kept.
    kept.trim().trim_end_matches([',', '.', ':'])
}

/// What a line below a picture is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picture {
    /// Words about it.
    Caption,
    /// Only who took or owns it.
    Credit,
}

/// Whether a line stands below a picture, by the credit in it.
pub(super) fn picture(line: &Line<'_>) -> Option<Picture> {
    if line.weight > 420 {
        return None;
    }
    if line.found.has(class::PICTURE) {
        return Some(Picture::Caption);
    }
    if line.found.whole & class::AGENCY != 0
        || line.found.part & class::CREDIT != 0 && line.found.whole == 0 && line.words <= 12
    {
        let begins = words().prefix(&norm(line.text), class::CREDIT, EVERY).is_some();
        if begins || line.found.whole & class::AGENCY != 0 {
            return (line.words <= 9).then_some(Picture::Credit);
        }
    }
    let credit = credit(line.text)?;
    Some(if credit == 0 { Picture::Credit } else { Picture::Caption })
}

/// Where the credit begins with which a line ends.
fn credit(text: &str) -> Option<usize> {
    let closed = text.trim_end_matches(['.', ' ', '\u{a0}']);
    // In brackets at the end: (Image: Ruth Ackerley), [Sam Poe/AFP], （记者 林晓岚 摄）.
    for (open, close) in [('(', ')'), ('[', ']'), ('（', '）'), ('【', '】')] {
        if let Some(inside) = closed.strip_suffix(close)
            && let Some(at) = inside.rfind(open)
            && is_credit(inside.get(at + open.len_utf8()..).unwrap_or_default())
        {
            return Some(at);
        }
    }
    // Behind a slash, a bar, a dash or the sign ©; behind the last sentence.
    for mark in [" / ", " | ", " — ", " – ", "©", "＝", "。"] {
        if let Some(at) = closed.rfind(mark) {
            let behind = closed.get(at + mark.len()..).unwrap_or_default();
            let owner = mark == " / " || mark == "©";
            if is_credit(behind) || owner && (is_names(behind) || mark == "©" && behind.split_whitespace().count() <= 6)
            {
                return Some(at);
            }
        }
    }
    let mut last = None;
    for (at, mark) in closed.match_indices(['.', '!', '?', '»', '”', '…']) {
        last = Some(at + mark.len());
    }
    last.filter(|at| is_credit(closed.get(*at..).unwrap_or_default()))
}

/// Whether these words are a credit and nothing else.
fn is_credit(words_of: &str) -> bool {
    let normed = norm(words_of);
    let count = words_of.split_whitespace().count();
    if normed.is_empty() || words_of.chars().count() > 60 || count > 8 {
        return false;
    }
    let found = words().found(&normed, false, EVERY);
    // Small words as „dr“ and „archive“ are owners in a credit, not by themselves.
    let agency = |name: &str| words().found(name.trim(), false, EVERY).whole & class::AGENCY != 0;
    found.whole & class::AGENCY != 0
        || found.part & class::CREDIT != 0
        || normed.split(['/', '|']).any(agency) && normed.contains(['/', '|'])
        || count <= 4 && normed.split(' ').next().is_some_and(agency) && words_of.starts_with(|c: char| is_wide(c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::TextRange;

    fn line(text: &str) -> Line<'_> {
        let range = TextRange::new(0, u32::try_from(text.len()).expect("short")).expect("not empty");
        Line::new(text, range, 0).with_cues(EVERY)
    }

    #[test]
    fn who_wrote_it() {
        for (text, names) in [
            ("By Petra Lindqvist and Omar Haddad", "Petra Lindqvist and Omar Haddad"),
            ("By KELLY MARSH FOR THE DAILY LANTERN", "KELLY MARSH"),
            ("Von: Rico Staab", "Rico Staab"),
            ("Ein Interview von Jonas Ried", "Jonas Ried"),
            ("By Priya Hollis, Travel writer", "Priya Hollis"),
            ("Автор: Анна Рогова", "Анна Рогова"),
            ("كتب: ياسر النجار", "ياسر النجار"),
            ("记者 吴晓彤", "吴晓彤"),
            ("रिपोर्ट: सुनीता वर्मा", "सुनीता वर्मा"),
        ] {
            assert_eq!(byline(&line(text)), Some(names), "{text}");
        }
        for text in
            ["By noon she had sold four stamps", "From here to the sea", "Di lui non si sa nulla", "By the river"]
        {
            assert_eq!(byline(&line(text)), None, "{text}");
        }
        assert!(is_writer(&line("Tess Okafor and Neil Gant")) && is_writer(&line("Ola Brenning, Meteorologist")));
        assert!(!is_writer(&line("Local News")) || !is_writer(&line("The soup that waits")));
    }

    #[test]
    fn what_stands_below_pictures() {
        for (text, what) in [
            ("Ana Reyes in Port Amberley, August 8, 2021. / AP", Some(Picture::Caption)),
            ("Campaigners outside the civic centre (Image: Harborough Echo)", Some(Picture::Caption)),
            ("Voters queue outside a school in Vessen. Photo: Lena Okoro/EPA", Some(Picture::Caption)),
            ("A man walks past the bank, February 27, 2024. REUTERS/Mika Salonen", Some(Picture::Caption)),
            ("Hanna Losch in ihrem Revier © Miriam Thoma", Some(Picture::Caption)),
            ("La criée, le 2 mai 2023. YANN LE GOFF / AFP", Some(Picture::Caption)),
            ("刘师傅在教徒弟缝鞋底。（记者 吴晓彤 摄）", Some(Picture::Caption)),
            ("Фото: Павел Зимин", Some(Picture::Credit)),
            ("Getty Images", Some(Picture::Credit)),
            ("Picture: SWNS", Some(Picture::Credit)),
            ("She walked home / he stayed", None),
            ("He told the agency that it was over.", None),
            ("Output fell (by a third)", None),
        ] {
            assert_eq!(picture(&line(text)), what, "{text}");
        }
    }
}
