//! How sure a model was, as people read and write it: thousandths in, thousandths out. Files have ways of their own
//! (`formats/foreign/score.rs`).

use super::messages::Words;

/// A score as it is read: `0.87`, and to the thousandth where that says more.
#[must_use]
pub fn score_text(permille: u16) -> String {
    match (permille / 1000, permille % 1000) {
        (whole, rest) if rest % 10 == 0 => format!("{whole}.{:02}", rest / 10),
        (whole, rest) => format!("{whole}.{rest:03}"),
    }
}

/// The same, or that there is none.
#[must_use]
pub fn score_or_none(permille: Option<u16>) -> String {
    permille.map_or_else(|| Words::AboveNoScore.text().to_owned(), score_text)
}

/// A score as somebody types it: a share, or a percentage with its sign; nothing where it is none from 0 to 1.
#[must_use]
pub fn score_of(text: &str) -> Option<u16> {
    let text = text.trim().replace(',', ".");
    let (number, percent) = match text.strip_suffix('%') {
        Some(number) => (number.trim_end().to_owned(), true),
        None => (text, false),
    };
    let (whole, rest) = number.split_once('.').unwrap_or((&number, ""));
    let is_number = |part: &str| part.len() < 8 && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !is_number(rest) || whole.is_empty() && rest.is_empty() {
        return None;
    }
    let places = if percent { 1 } else { 3 };
    let digits: String = rest.chars().chain("000".chars()).take(places).collect();
    let whole: u32 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let score = whole.checked_mul(if percent { 10 } else { 1000 })?.checked_add(digits.parse().ok()?)?;
    u16::try_from(score).ok().filter(|score| *score <= 1000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn scores_are_read_as_they_were_said() {
        for (permille, text) in [(870, "0.87"), (875, "0.875"), (1000, "1.00"), (5, "0.005"), (50, "0.05"), (0, "0.00")]
        {
            assert_eq!(score_text(permille), text);
        }
        assert_eq!(score_or_none(None), Words::AboveNoScore.text());
    }

    #[test]
    fn scores_are_shares_or_percentages() {
        for (text, expected) in [
            ("0", 0),
            ("1", 1000),
            ("0.8", 800),
            (".75", 750),
            ("0,5", 500),
            ("85%", 850),
            ("99.9 %", 999),
            ("0.8764", 876),
        ] {
            assert_eq!(score_of(text), Some(expected), "{text}");
        }
        for text in ["", "80", "1.1", "-1", "a", "101%", "0.5.5", "%", "99999999999"] {
            assert_eq!(score_of(text), None, "{text}");
        }
    }

    /// What is shown in a field can be typed there.
    #[test]
    fn what_is_read_is_typed() {
        for permille in 0..=1000 {
            assert_eq!(score_of(&score_text(permille)), Some(permille));
        }
    }
}
