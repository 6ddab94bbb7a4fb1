//! Letters taken as one, so that a cue is found however a page writes it.

use crate::model::fold::fold;

/// The value of a decimal digit of the scripts in which news are written.
pub(super) const fn digit(c: char) -> Option<u32> {
    let code = c as u32;
    let zero = match code {
        0x30..=0x39 => 0x30,
        0x660..=0x669 => 0x660,
        0x6f0..=0x6f9 => 0x6f0,
        0x966..=0x96f => 0x966,
        0x9e6..=0x9ef => 0x9e6,
        0xff10..=0xff19 => 0xff10,
        _ => return None,
    };
    Some(code - zero)
}

/// Whether a character is of a script that sets no spaces between words: Chinese, Japanese, and their wide marks.
pub(super) const fn is_wide(c: char) -> bool {
    matches!(c as u32, 0x2e80..=0x9fff | 0xf900..=0xfaff | 0xff00..=0xffef | 0x2_0000..=0x3_ffff)
}

/// Whether a character is a capital letter.
pub(super) fn is_capital(c: char) -> bool {
    fold(c) != c
}

/// Whether a character is a small letter, of a script that has capitals.
pub(super) const fn is_small(c: char) -> bool {
    is_cased(c) && fold(c) as u32 == c as u32
}

/// Whether a character is of a script that has capital letters.
pub(super) const fn is_cased(c: char) -> bool {
    matches!(c as u32, 0x41..=0x24f | 0x370..=0x52f | 0x1e00..=0x1fff)
}

/// One letter for those that are written now this way, now that: capitals, accents, wide forms, curly quotation marks.
/// `None` for signs above and below that are left out.
pub(super) fn plain(c: char) -> Option<char> {
    Some(match fold(c) {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => 'a',
        'ç' => 'c',
        'è' | 'é' | 'ê' | 'ë' => 'e',
        'ì' | 'í' | 'î' | 'ï' | 'ı' => 'i',
        'ñ' => 'n',
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => 'o',
        'ù' | 'ú' | 'û' | 'ü' => 'u',
        'ğ' => 'g',
        'ş' => 's',
        'ё' => 'е',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ة' => 'ه',
        'ى' => 'ي',
        '\u{640}'
        | '\u{64b}'..='\u{652}'
        | '\u{300}'..='\u{36f}'
        | '\u{93c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{feff}' => {
            return None;
        }
        '\u{958}' => 'क',
        '\u{959}' => 'ख',
        '\u{95b}' => 'ज',
        '\u{95c}' => 'ड',
        '\u{95e}' => 'फ',
        '‘' | '’' | 'ʼ' | '`' | '´' => '\'',
        '“' | '”' | '„' | '«' | '»' => '"',
        '–' | '—' | '―' | '−' => '-',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        '／' => '/',
        '！' => '!',
        '？' => '?',
        '｜' => '|',
        '#' => '♯',
        c if c.is_whitespace() => ' ',
        c => c,
    })
}

/// What stands around a line and says nothing: bullets, arrows, marks.
const fn is_around(c: char) -> bool {
    matches!(
        c,
        ' ' | '.'
            | ':'
            | '…'
            | '!'
            | '?'
            | '؟'
            | '。'
            | '।'
            | ','
            | '、'
            | ';'
            | '›'
            | '‹'
            | '>'
            | '<'
            | '→'
            | '←'
            | '▶'
            | '►'
            | '▸'
            | '•'
            | '·'
            | '●'
            | '|'
            | '-'
            | '*'
            | '+'
            | '✓'
            | '↓'
            | '↑'
            | '"'
    )
}

/// A line as cues are compared: small letters, `#` for each number, one space between words, nothing around.
pub(super) fn norm(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut chars = line.chars().filter_map(plain).peekable();
    let mut before = ' ';
    while let Some(c) = chars.next() {
        let c = if digit(c).is_some() { '#' } else { c };
        if (c == ' ' || c == '#') && before == c {
            continue;
        }
        // A point inside of a number belongs to it.
        if matches!(c, '.' | ',') && before == '#' && chars.peek().is_some_and(|c| digit(*c).is_some()) {
            continue;
        }
        out.push(c);
        before = c;
    }
    out.trim_matches(is_around).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_compared_without_what_differs() {
        for (line, cue) in [
            ("3 MIN READ", "# min read"),
            ("» À lire aussi :", "a lire aussi"),
            ("1.2k shares", "#k shares"),
            ("ABONE OL", "abone ol"),
            ("İLGİLİ HABER", "ilgili haber"),
            ("اقرأ أيضًا:", "اقرا ايضا"),
            ("字号：大", "字号:大"),
            ("What’s  On", "what's on"),
            ("٣ دقائق", "# دقائق"),
        ] {
            assert_eq!(norm(line), cue, "{line}");
        }
    }
}
