//! Where the edges of a selection belong.
//!
//! People aim roughly; datasets need exact words. A label says how edges move ([`Snap`]); whole characters are kept
//! always. Scripts that put no space between words are never widened: their word boundaries are guesses.

use crate::model::{Boundaries, Document, Role, Snap, TextRange};

/// Quotation marks that open, each with the one that closes. Straight marks are their own partners.
const QUOTES: [(char, char); 12] = [
    ('“', '”'),
    ('„', '“'),
    ('«', '»'),
    ('‹', '›'),
    ('‘', '’'),
    ('‚', '‘'),
    ('「', '」'),
    ('『', '』'),
    ('《', '》'),
    ('»', '«'),
    ('"', '"'),
    ('\'', '\''),
];

/// Abbreviations that keep their full stop when a selection ends with it.
const ABBREVIATIONS: [&str; 16] =
    ["Inc", "Corp", "Ltd", "Co", "Jr", "Sr", "Dr", "Mr", "Mrs", "Ms", "St", "Prof", "Gen", "Sen", "Rep", "Gov"];

/// How often edges are moved at most; text that needs more is no text that people write.
const MOST_ROUNDS: usize = 8;

/// Moves the edges of `raw` as `how` says. `None` when there is nothing but white space in it.
///
/// `boundaries` must know the surroundings of both edges; where it knows nothing, edges only lose white space.
#[must_use]
pub fn snap(text: &str, raw: TextRange, how: Snap, boundaries: &Boundaries) -> Option<TextRange> {
    let whole = TextRange::new(boundaries.floor(raw.start()), boundaries.ceil(raw.end()))?;
    if how == Snap::Exact {
        return (!whole.of(text)?.trim().is_empty()).then_some(whole);
    }
    let words = match how {
        Snap::WordsWithQuotes => with_quotes(text, widen(text, trim_space(text, whole)?, boundaries)?)?,
        _ => whole_words(text, trim_space(text, whole)?, boundaries)?,
    };
    // A space or full stop at the edge may carry an accent: then it is part of a character that stays whole.
    TextRange::new(boundaries.floor(words.start()), boundaries.ceil(words.end()))
}

/// Splits a range over several blocks so that furniture inside it becomes a gap, each piece without the space at its
/// edges. A range that lies in furniture alone is left whole.
#[must_use]
pub fn without_furniture(document: &Document, range: TextRange) -> Vec<TextRange> {
    let text = document.article.text();
    let first = document.block_at(range.start());
    let touched: Vec<_> = document.blocks.iter().skip(first).take_while(|b| b.range.start() < range.end()).collect();
    if touched.iter().all(|block| block.role == Role::Furniture) || touched.iter().all(|b| b.role == Role::Body) {
        return vec![range];
    }
    let mut pieces = Vec::new();
    let mut start = range.start();
    for block in touched.iter().filter(|block| block.role == Role::Furniture) {
        pieces.extend(TextRange::new(start, block.range.start()));
        start = block.range.end();
    }
    pieces.extend(TextRange::new(start, range.end()));
    pieces.into_iter().filter_map(|piece| trim_space(text, piece)).collect()
}

fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}

fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}' | '\u{feff}')
}

fn trim_space(text: &str, range: TextRange) -> Option<TextRange> {
    let words = range.of(text)?;
    let start = range.start() + offset(words.len() - words.trim_start_matches(is_space).len());
    let end = range.end() - offset(words.len() - words.trim_end_matches(is_space).len());
    TextRange::new(start, end)
}

/// Whether the script of `c` writes no spaces between words (Thai, Lao, Khmer, Myanmar, Han, kana).
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1780..=0x17ff | 0x2e80..=0x2fdf | 0x3005..=0x30ff
        | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff | 0xf900..=0xfaff | 0xff66..=0xff9f | 0x2_0000..=0x3_ffff)
}

fn before(text: &str, at: u32) -> Option<char> {
    text.get(..at as usize)?.chars().next_back()
}

fn after(text: &str, at: u32) -> Option<char> {
    text.get(at as usize..)?.chars().next()
}

/// The part of `word` around `at` that has no apostrophe: an edge at the apostrophe of *Turkey’s* or *l’Iran* was
/// meant.
fn piece_around(text: &str, word: TextRange, at: u32) -> TextRange {
    let left = text.get(word.start() as usize..at as usize).and_then(|s| s.rfind(['\'', '’']).map(|i| (s, i)));
    let start = left.map_or(word.start(), |(s, i)| {
        word.start() + offset(i + s.get(i..).and_then(|c| c.chars().next()).map_or(1, char::len_utf8))
    });
    let right = text.get(at as usize..word.end() as usize).and_then(|s| s.find(['\'', '’']));
    let end = right.map_or(word.end(), |i| at + offset(i));
    TextRange::new(start, end).unwrap_or(word)
}

/// Takes in the rest of words that were cut, and what no reader would cut off: `5%`, `$5`, `U.S.`, `S-400`.
fn widen(text: &str, range: TextRange, boundaries: &Boundaries) -> Option<TextRange> {
    let (mut start, mut end) = (range.start(), range.end());
    let spaced = |at| !before(text, at).is_some_and(is_unspaced) && !after(text, at).is_some_and(is_unspaced);
    if let Some(word) = boundaries.word_around(start).filter(|_| spaced(start)) {
        start = piece_around(text, word, start).start();
    }
    if let Some(word) = boundaries.word_around(end).filter(|_| spaced(end)) {
        end = piece_around(text, word, end).end();
    }
    if let Some(more) = designation(text, start, end) {
        (start, end) = more;
    }
    let last = before(text, end)?;
    let next = after(text, end);
    if last.is_ascii_digit() && matches!(next, Some('%' | '‰')) {
        end += offset(next.map_or(0, char::len_utf8));
    }
    if next == Some('.') && is_dotted(text.get(start as usize..end as usize)?) {
        end += 1;
    }
    if after(text, start).is_some_and(|c| c.is_ascii_digit()) && before(text, start).is_some_and(is_currency) {
        start -= offset(before(text, start).map_or(0, char::len_utf8));
    }
    TextRange::new(start, end)
}

/// Widens and strips until nothing moves: what was taken in may be the beginning of a word (`F` of `F-35x` takes in
/// `35`, that takes in `x`), and what is left after a hyphen is gone may be half a name (`S-` of `S-400`).
fn whole_words(text: &str, range: TextRange, boundaries: &Boundaries) -> Option<TextRange> {
    let mut words = range;
    for _ in 0..MOST_ROUNDS {
        let wide = widen(text, words, boundaries)?;
        let next = bare_words(text, wide).unwrap_or(wide);
        if next == words {
            break;
        }
        words = next;
    }
    Some(words)
}

/// `S-400`, `F-35`, `COVID-19`: capitals, a hyphen, digits. Returns the whole when an edge stands at the hyphen.
fn designation(text: &str, start: u32, end: u32) -> Option<(u32, u32)> {
    let words = text.get(start as usize..end as usize)?;
    let capitals = |s: &str| !s.is_empty() && s.chars().all(char::is_uppercase);
    let digits_after = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let last = words.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let right = text.get(end as usize..).and_then(|rest| rest.strip_prefix('-')).map_or(0, digits_after);
    if right > 0 && capitals(last) {
        return Some((start, end + 1 + offset(right)));
    }
    let left = text.get(..start as usize)?.strip_suffix('-')?;
    let name = left.rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    (digits_after(words) > 0 && capitals(name)).then(|| (start - 1 - offset(name.len()), end))
}

fn is_currency(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₺' | '₹' | '₽' | '₩' | '₪' | '₦' | '₴' | '₫' | '¢' | '₿')
}

/// Whether the last word is letters with a full stop between each two: `U.S`, `e.g`.
fn is_dotted(words: &str) -> bool {
    let last = words.rsplit(char::is_whitespace).next().unwrap_or_default();
    let mut parts = 0;
    last.split('.').all(|part| {
        parts += 1;
        part.chars().count() == 1 && part.chars().all(char::is_alphabetic)
    }) && parts > 1
}

fn is_wordy(c: char) -> bool {
    // Marks and joiners belong to the character before them.
    c.is_alphanumeric() || matches!(c, '\u{200d}' | '\u{fe0f}') || !(c.is_ascii() || is_punctuation(c) || is_space(c))
}

fn is_punctuation(c: char) -> bool {
    QUOTES.iter().any(|(open, close)| c == *open || c == *close)
        || matches!(u32::from(c),
            0xa1 | 0xa7 | 0xab | 0xb6 | 0xb7 | 0xbb | 0xbf | 0x37e | 0x387 | 0x589 | 0x5be | 0x60c | 0x61b | 0x61f
            | 0x66a..=0x66d | 0x6d4 | 0x964 | 0x965 | 0x2010..=0x2027 | 0x2030..=0x205e | 0x2e00..=0x2e5d
            | 0x3001..=0x3003 | 0x3008..=0x3011 | 0x3014..=0x301f | 0xff01..=0xff0f | 0xff1a..=0xff20
            | 0xff3b..=0xff3f | 0xff5b..=0xff65)
}

/// What closes an opening bracket or quotation mark.
fn partner(open: char) -> Option<char> {
    let brackets = [('(', ')'), ('[', ']'), ('{', '}')];
    QUOTES.iter().chain(&brackets).find(|(o, _)| *o == open).map(|(_, close)| *close)
}

/// Without the punctuation at its edges; `None` when there is nothing else.
fn bare_words(text: &str, range: TextRange) -> Option<TextRange> {
    let mut words = range.of(text)?;
    let mut start = range.start();
    while let Some(first) = words.chars().next() {
        let rest = words.get(first.len_utf8()..)?;
        let next_is_digit = rest.chars().next().is_some_and(|c| c.is_ascii_digit());
        let kept = is_wordy(first)
            || is_currency(first)
            || matches!(first, '#' | '@')
            || (matches!(first, '+' | '-' | '−' | '.') && next_is_digit)
            || partner(first).is_some_and(|close| rest.trim_end_matches(close).contains(close));
        if kept {
            break;
        }
        start += offset(first.len_utf8());
        words = rest.trim_start_matches(is_space);
        start += offset(rest.len() - words.len());
    }
    while let Some(last) = words.chars().next_back() {
        let rest = words.get(..words.len() - last.len_utf8())?;
        let opened = |open: &(char, char)| open.1 == last && open.0 != last && rest.contains(open.0);
        let kept = is_wordy(last)
            || is_currency(last)
            || matches!(last, '%' | '‰' | '°' | '+')
            || (last == '.' && (is_dotted(rest) || ABBREVIATIONS.iter().any(|a| ends_with_word(rest, a))))
            || QUOTES.iter().chain(&[('(', ')'), ('[', ']')]).any(opened)
            || (last == '"' && rest.contains('"'));
        if kept {
            break;
        }
        words = rest.trim_end_matches(is_space);
    }
    TextRange::new(start, start + offset(words.len()))
}

fn ends_with_word(text: &str, word: &str) -> bool {
    text.strip_suffix(word).is_some_and(|rest| !rest.chars().next_back().is_some_and(char::is_alphanumeric))
}

/// With the quotation marks that hug it; without the full stop or comma that ends an indirect claim.
fn with_quotes(text: &str, range: TextRange) -> Option<TextRange> {
    let (mut start, mut end) = (range.start(), range.end());
    let opens = |c: char| QUOTES.iter().any(|(open, _)| *open == c);
    let closes = |c: char| QUOTES.iter().any(|(_, close)| *close == c);
    if let Some(mark) = before(text, start).filter(|c| opens(*c)) {
        let outer = before(text, start - offset(mark.len_utf8()));
        if outer.is_none_or(|c| is_space(c) || opens(c) || matches!(c, '(' | '[' | '—' | '–')) {
            start -= offset(mark.len_utf8());
        }
    }
    let tail = text.get(end as usize..)?;
    let stops = tail.len() - tail.trim_start_matches(['.', ',', '!', '?', '…', '。', '、', '،', '؟']).len();
    let inside = text.get(start as usize..end as usize)?;
    let is_open = |close: char| {
        QUOTES.iter().any(|(open, partner)| {
            let (opened, closed) = (inside.matches(*open).count(), inside.matches(*partner).count());
            *partner == close && if open == partner { opened % 2 == 1 } else { opened > closed }
        })
    };
    if let Some(mark) = tail.get(stops..)?.chars().next().filter(|c| closes(*c) && is_open(*c)) {
        end += offset(stops + mark.len_utf8());
    }
    let words = text.get(start as usize..end as usize)?;
    let ends_quoted = words.chars().next_back().is_some_and(closes);
    if !ends_quoted {
        let kept = words.trim_end_matches(|c: char| matches!(c, ',' | ';' | ':' | '.') || is_space(c));
        if kept.len() < words.len() && !(words.ends_with('.') && is_dotted(kept)) {
            end = start + offset(kept.len());
        }
    }
    let words = text.get(start as usize..end as usize)?;
    let kept = words.trim_start_matches(|c: char| matches!(c, ',' | ';' | ':' | '.' | ')' | '”' | '»') || is_space(c));
    if !kept.is_empty() {
        start = end - offset(kept.len());
    }
    TextRange::new(start, end).or(Some(range))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markup;
    use unicode_segmentation::UnicodeSegmentation as _;

    /// UAX 29 in place of the browser's segmenter.
    fn boundaries(text: &str) -> Boundaries {
        let words =
            text.unicode_word_indices().filter_map(|(at, word)| TextRange::new(offset(at), offset(at + word.len())));
        let graphemes = text.grapheme_indices(true).map(|(at, _)| offset(at)).chain([offset(text.len())]);
        Boundaries { words: words.collect(), graphemes: graphemes.collect() }
    }

    /// `input` has the raw selection in `|…|`.
    fn check(how: Snap, input: &str, expected: &str) {
        let start = input.find('|').expect("a start");
        let text = input.replace('|', "");
        let end = input.rfind('|').expect("an end") - 1;
        let raw = TextRange::new(offset(start), offset(end)).expect("not empty");
        let snapped = snap(&text, raw, how, &boundaries(&text));
        assert_eq!(snapped.and_then(|range| range.of(&text)).unwrap_or(""), expected, "{input}");
    }

    #[test]
    fn words() {
        for (input, expected) in [
            ("The Tran|sport Saf|ety Board", "Transport Safety"),
            ("met |Ada, |yesterday", "Ada"),
            ("met| Ada Lovelace |there", "Ada Lovelace"),
            ("|Turkey|'s army", "Turkey"),
            ("l’|Ira|n a dit", "Iran"),
            ("|Turk|ey’s army", "Turkey"),
            ("about |5|% of", "5%"),
            ("about $|5| million", "$5"),
            ("the |U.S|. army", "U.S."),
            ("the |U.S.| army", "U.S."),
            ("the S-|400| deal", "S-400"),
            ("the |S|-400 deal", "S-400"),
            ("the |S-|400 deal", "S-400"),
            ("the |F|-35s flew", "F-35s"),
            ("a |“| b", "“"),
            ("in |2019|-2020 and", "2019"),
            ("said |“Ada”| once", "Ada"),
            ("|Foo (Bar)|, he", "Foo (Bar)"),
            ("|Acme Inc.| said", "Acme Inc."),
            ("he left |home.|", "home"),
            ("a |…| b", "…"),
            ("so 😀|😀| x", "😀"),
            ("|   |x", ""),
            ("東|京|都知事", "京"),
            ("กรุง|เทพ|มหานคร", "เทพ"),
            ("قال |أحمد،| أمس", "أحمد"),
            ("cafe|\u{301} noir|", "e\u{301} noir"),
        ] {
            let expected = if input.starts_with("cafe") { "cafe\u{301} noir" } else { expected };
            check(Snap::Words, input, expected);
        }
    }

    #[test]
    fn claims_keep_their_quotation_marks() {
        for (input, expected) in [
            ("“|The log was rewritten|,” he said", "“The log was rewritten,”"),
            ("“The |log was rewri|tten,” he", "log was rewritten"),
            ("he said |that rents rise.|", "that rents rise"),
            ("|“It is over.”| He", "“It is over.”"),
            ("\"|We won|!\" she", "\"We won!\""),
            ("«|Nous partons|», dit-il", "«Nous partons»"),
            ("„|Wir gehen|“, sagte", "„Wir gehen“"),
            ("say it |is “over”|, they", "is “over”"),
            ("that the |U.S.| agreed", "U.S."),
        ] {
            check(Snap::WordsWithQuotes, input, expected);
        }
    }

    #[test]
    fn exact_keeps_characters_whole() {
        check(Snap::Exact, "a|bc|d", "bc");
        check(Snap::Exact, "x e|\u{301} |", "e\u{301} ");
        check(Snap::Exact, "x| |y", "");
    }

    #[test]
    fn furniture_is_a_gap() {
        let document = markup::parse("d", "One two.\n{other furniture}READ MORE\nThree.").expect("well formed");
        let whole = TextRange::new(4, offset(document.article.text().len())).expect("some");
        let pieces = without_furniture(&document, whole);
        let words: Vec<_> = pieces.iter().map(|p| document.article.quote(*p)).collect();
        assert_eq!(words, ["two.", "Three."]);
        let more = document.blocks[1].range;
        assert_eq!(without_furniture(&document, more), [more]);
    }
}
