//! How sure something was, as files say it: a share from 0 to 1, as a number or as text, or a percentage with its sign. A
//! number beyond 1 may be a percentage, a logarithm or anything: it is told, and nothing is made of it.

use super::raw::Raw;
use crate::formats::Problem;

/// Names under which files of other tools have it.
pub(super) const NAMES: [&str; 4] = ["score", "confidence", "probability", "prob"];

/// A word in thousandths; nothing where it is none from 0 to 1.
pub(super) fn permille(word: &str) -> Option<u16> {
    let word = word.trim();
    let (number, whole) = match word.strip_suffix('%') {
        Some(percent) => (percent.trim_end(), 100.0),
        None => (word, 1.0),
    };
    // Programs in half of the world write `0,9`.
    let share: f64 = number.replace(',', ".").parse().ok()?;
    let thousandths = (share / whole * 1000.0).round();
    let is_share = (0.0..=1000.0).contains(&thousandths) && (0.0..=whole).contains(&share);
    is_share.then(|| (0..=1000).find(|known: &u16| f64::from(*known) >= thousandths))?
}

/// What a file says: nothing where it says nothing.
///
/// # Errors
/// What is to be told, where it says something that is no share.
pub(super) fn told(word: Option<&str>) -> Result<Option<u16>, Problem> {
    let Some(word) = word.filter(|word| !word.trim().is_empty()) else { return Ok(None) };
    permille(word).map(Some).ok_or_else(|| Problem::NotTaken {
        why: "no_score".to_owned(),
        number: 0,
        words: word.to_owned(),
        is_warning: true,
    })
}

/// The same for a value as it is written.
///
/// # Errors
/// As [`told`].
pub(super) fn of(value: Option<Raw<'_>>) -> Result<Option<u16>, Problem> {
    match value {
        Some(value) if !value.is_null() => told(Some(&value.word().unwrap_or_else(|| value.0.to_owned()))),
        _ => Ok(None),
    }
}

/// Thousandths as a decimal from 0 to 1.
pub(super) fn decimal(permille: u16) -> String {
    match permille {
        1000.. => "1.0".to_owned(),
        _ => {
            let digits = format!("{permille:03}");
            let digits = digits.trim_end_matches('0');
            format!("0.{}", if digits.is_empty() { "0" } else { digits })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_and_percentages_are_read() {
        for (word, expected) in [
            ("0", 0),
            ("1", 1000),
            ("1.0", 1000),
            ("0.9999", 1000),
            ("0.4375", 438),
            ("8.7e-1", 870),
            (" 0,87 ", 870),
            ("87 %", 870),
            ("100%", 1000),
            ("12.34%", 123),
        ] {
            assert_eq!(permille(word), Some(expected), "{word}");
        }
        for word in ["", "87", "1.01", "-0.1", "101%", "-1%", "high", "NaN", "inf", "0.5.1", "1,000.5"] {
            assert_eq!(permille(word), None, "{word}");
        }
        assert_eq!(told(Some(" ")), Ok(None));
        assert_eq!(of(Some(Raw("\"0.5\""))), Ok(Some(500)));
        assert_eq!(of(Some(Raw("null"))), Ok(None));
        assert!(of(Some(Raw("[0.5]"))).is_err());
    }

    #[test]
    fn what_is_written_is_read_again() {
        for permille in 0..=1000 {
            assert_eq!(super::permille(&decimal(permille)), Some(permille));
        }
    }
}
