//! Which language a text is in, told only where it is quite sure.

use super::folding::is_wide;
use super::words::{languages, token, words};

/// So many bytes are looked at.
const LOOKED_AT: usize = 24_000;

/// Scripts that are written in one language, nearly always: first and last character, tag.
const OWN: [(u32, u32, &str); 17] = [
    (0x370, 0x3ff, "el"),
    (0x530, 0x58f, "hy"),
    (0x590, 0x5ff, "he"),
    (0xa00, 0xa7f, "pa"),
    (0xa80, 0xaff, "gu"),
    (0xb00, 0xb7f, "or"),
    (0xb80, 0xbff, "ta"),
    (0xc00, 0xc7f, "te"),
    (0xc80, 0xcff, "kn"),
    (0xd00, 0xd7f, "ml"),
    (0xd80, 0xdff, "si"),
    (0xe00, 0xe7f, "th"),
    (0xe80, 0xeff, "lo"),
    (0x1000, 0x109f, "my"),
    (0x10a0, 0x10ff, "ka"),
    (0x1780, 0x17ff, "km"),
    (0xac00, 0xd7a3, "ko"),
];

/// The BCP 47 tag of a text's language.
pub(super) fn language(text: &str) -> Option<&'static str> {
    let end = (0..=LOOKED_AT.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let text = text.get(..end).unwrap_or_default();
    let (mut letters, mut wide, mut kana) = (0_usize, 0_usize, 0_usize);
    let mut own = [0_usize; OWN.len()];
    // Letters that the languages have which are most like Russian, Arabic and Hindi, and those do not.
    let mut other = 0_usize;
    for c in text.chars().filter(|c| c.is_alphabetic()) {
        letters += 1;
        let code = c as u32;
        kana += usize::from(matches!(code, 0x3040..=0x30ff));
        wide += usize::from(is_wide(c));
        other += usize::from("іїєґўјљњћђџѓќ".contains(c) || "پچژگکیےںہھٹڈڑ".contains(c) || "ळ".contains(c));
        if let Some(number) = OWN.iter().position(|(first, last, _)| (*first..=*last).contains(&code)) {
            own.iter_mut().skip(number).take(1).for_each(|count| *count += 1);
        }
    }
    if letters < 24 {
        return None;
    }
    let most = OWN.iter().zip(own).max_by_key(|(_, count)| *count);
    if let Some(((.., tag), count)) = most
        && count * 10 >= letters * 6
    {
        return Some(tag);
    }
    if wide * 10 >= letters * 6 {
        return Some(if kana * 12 >= wide {
            "ja"
        } else if kana == 0 || kana * 60 < wide {
            "zh"
        } else {
            return None;
        });
    }
    by_words(text).filter(|_| other * 100 < letters)
}

/// By the commonest words.
fn by_words(text: &str) -> Option<&'static str> {
    let mut counts: Vec<(usize, &'static str, u16)> = languages().map(|(tag, bit)| (0, tag, bit)).collect();
    let mut all = 0;
    for word in text.split(|c: char| c.is_whitespace() || matches!(c, '\'' | '’' | '-')).map(token) {
        if word.is_empty() || word.starts_with(|c: char| c.is_ascii_digit()) {
            continue;
        }
        all += 1;
        let stops = words().stops(&word);
        counts.iter_mut().filter(|(.., bit)| stops & bit != 0).for_each(|(count, ..)| *count += 1);
    }
    counts.sort_by_key(|(count, ..)| std::cmp::Reverse(*count));
    let mut best = counts.into_iter();
    let ((most, tag, _), (second, ..)) = (best.next()?, best.next()?);
    // One word in six is one of the commonest forty in running text, fewer where endings do their work. Languages that are
    // near to each other share some of them.
    let often = most * 7 >= all && most * 2 >= second * 3;
    let alone = most * 14 >= all && most >= 5 && most * 2 >= second * 5;
    (all >= 24 && (often || alone)).then_some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_told_only_where_it_is_sure() {
        let english = "The council has said that the bridge will be closed for a week, and that buses are to run from the \
                       station to the harbour in the meantime, as they did last year.";
        for (text, tag) in [
            (english, Some("en")),
            ("Ada met Bob. It rained.", None),
            (
                "Анна живе у Києві, і її син також живе там, але вони їздять до моря щоліта, бо їм так подобається.",
                None,
            ),
            ("Η γέφυρα θα μείνει κλειστή για μια εβδομάδα.", Some("el")),
            ("다리는 일주일 동안 닫혀 있을 것이라고 시의회가 밝혔다고 한다.", Some("ko")),
            (
                "Lorem ipsum dolor sit amet consectetur adipiscing elit sed do eiusmod tempor incididunt ut labore magna",
                None,
            ),
        ] {
            assert_eq!(language(text), tag, "{text}");
        }
        assert_eq!(language(&english.repeat(2000)), Some("en"));
    }
}
