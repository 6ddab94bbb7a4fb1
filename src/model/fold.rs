//! Small and capital letters taken as one, for searching.
//!
//! Not the full case folding of Unicode, whose tables weigh 8 kB in the page: the scripts that have two cases and in which
//! news are written, letter for letter, so that a folded text has as many characters as the text itself.

/// The small letter for a capital one; any other character as it is. `İ` and `ẞ` become one letter, as nobody who
/// searches types two.
#[must_use]
pub const fn fold(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let code = c as u32;
    let small = match code {
        0xc0..=0xd6 | 0xd8..=0xde | 0x391..=0x3a1 | 0x3a3..=0x3ab | 0x410..=0x42f | 0xff21..=0xff3a => code + 32,
        0x130 => 0x69,
        0x178 => 0xff,
        0x1e9e => 0xdf,
        0x386 => 0x3ac,
        0x388..=0x38a => code + 37,
        0x38c => 0x3cc,
        0x38e | 0x38f => code + 63,
        // The final sigma is the same letter.
        0x3c2 => 0x3c3,
        0x400..=0x40f => code + 80,
        0x531..=0x556 => code + 48,
        // Pairs of a capital and a small letter, the capital at the even place, or at the odd one.
        0x100..=0x12f
        | 0x132..=0x137
        | 0x14a..=0x177
        | 0x1de..=0x1ef
        | 0x1f8..=0x21f
        | 0x222..=0x233
        | 0x460..=0x481
        | 0x48a..=0x4bf
        | 0x4d0..=0x52f
        | 0x1e00..=0x1e95
        | 0x1ea0..=0x1eff => code | 1,
        0x139..=0x148 | 0x179..=0x17e | 0x1cd..=0x1dc | 0x4c1..=0x4ce if code % 2 == 1 => code + 1,
        _ => code,
    };
    match char::from_u32(small) {
        Some(small) => small,
        None => c,
    }
}

/// A text with every capital letter made small; as many characters as before.
#[must_use]
pub fn folded(text: &str) -> String {
    text.chars().map(fold).collect()
}

/// Letters with a mark that are one character, and the letter and the mark that write the same; small ones only.
const MARKED: &[(char, &str, &str)] = &[
    ('\u{300}', "àèìòùѐѝ", "aeiouеи"),
    ('\u{301}', "áéíóúýćĺńŕśźάέήίΰόύώѓќ", "aeiouyclnrszαεηιϋουωгк"),
    ('\u{302}', "âêîôûĉĝĥĵŝŵŷ", "aeioucghjswy"),
    ('\u{303}', "ãñõĩũ", "anoiu"),
    ('\u{304}', "āēīōū", "aeiou"),
    ('\u{306}', "ăĕğĭŏŭйў", "aegiouиу"),
    ('\u{307}', "ċėġż", "cegz"),
    ('\u{308}', "äëïöüÿϊϋёї", "aeiouyιυеі"),
    ('\u{30a}', "åů", "au"),
    ('\u{30b}', "őű", "ou"),
    ('\u{30c}', "čďěľňřšťž", "cdelnrstz"),
    ('\u{327}', "çģķļņŗşţ", "cgklnrst"),
    ('\u{328}', "ąęįų", "aeiu"),
];

/// What two names have in common that nobody would tell apart: capitals, space, and whether a letter with a mark is written
/// as one character or as two do not matter.
#[must_use]
#[inline(never)] // so that it can travel later
pub fn name_key(name: &str) -> String {
    let mut key = String::new();
    for c in folded(&name.split_whitespace().collect::<Vec<_>>().join(" ")).chars() {
        let marked = MARKED.iter().find_map(|(mark, whole, letters)| {
            let place = whole.chars().position(|known| known == c)?;
            Some((letters.chars().nth(place)?, *mark))
        });
        match marked {
            Some((letter, mark)) => key.extend([letter, mark]),
            None if c == 'ß' => key.push_str("ss"),
            None => key.push(c),
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_look_alike_are_one() {
        for (one, other) in [
            ("caf\u{e9}", "CAFE\u{301}"),
            ("Stra\u{df}e", "STRASSE"),
            ("  A\u{a0} b ", "a B"),
            ("\u{439}", "\u{418}\u{306}"),
            ("\u{e5}", "A\u{30a}"),
        ] {
            assert_eq!(name_key(one), name_key(other), "{one} {other}");
        }
        assert_ne!(name_key("caf\u{e9}"), name_key("cafe"));
        assert!(MARKED.iter().all(|(_, whole, letters)| whole.chars().count() == letters.chars().count()));
    }

    /// What is folded is what Unicode says, for every letter that has one small letter and is folded at all.
    #[test]
    fn it_agrees_with_unicode() {
        let mut folded_letters = 0;
        for c in (0..0x1_0000).filter_map(char::from_u32).filter(|c| fold(*c) != *c && !matches!(c, 'İ' | 'ς')) {
            assert_eq!(c.to_lowercase().collect::<String>(), fold(c).to_string(), "{c}");
            folded_letters += 1;
        }
        assert!(folded_letters > 500, "{folded_letters}");
        for text in ["ÅÄÖ ŁÓDŹ ŽIŽKA", "ΑΘΗΝΑ", "МОСКВА ЇЖАК ҐАНОК", "ԵՐԵՎԱՆ", "ĐẶNG THỊ"]
        {
            assert_eq!(folded(text), text.to_lowercase(), "{text}");
        }
        assert_eq!(folded("日本 ΣΊΣΥΦΟς"), "日本 σίσυφοσ");
    }
}
