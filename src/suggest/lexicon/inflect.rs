//! The forms of an English verb, made from its base and those that the file names.

use super::{Forms, form};

/// The written forms of a verb with what each is. `irregular` has past, participle and -ing form, as far as they are not
/// regular, in any order for the last.
pub(super) fn forms(base: &str, irregular: &[&str]) -> Vec<(String, Forms)> {
    let (ing, past): (Vec<&str>, Vec<&str>) = irregular.iter().partition(|form| form.ends_with("ing"));
    let regular = regular_past(base);
    let past_form = past.first().map_or(regular, |form| (*form).to_owned());
    let participle = past.get(1).map_or_else(|| past_form.clone(), |form| (*form).to_owned());
    let ing = ing.first().map_or_else(|| regular_ing(base, &past_form), |form| (*form).to_owned());
    let mut all: Vec<(String, Forms)> = Vec::with_capacity(5);
    let pairs = [
        (base.to_owned(), form::BASE),
        (regular_s(base), form::S),
        (past_form, form::PAST),
        (participle, form::PARTICIPLE),
        (ing, form::ING),
    ];
    for (word, kind) in pairs {
        match all.iter_mut().find(|(known, _)| *known == word) {
            Some((_, kinds)) => *kinds |= kind,
            None => all.push((word, kind)),
        }
    }
    all
}

fn ends_in_consonant_y(base: &str) -> bool {
    base.strip_suffix('y').is_some_and(|stem| !stem.ends_with(['a', 'e', 'i', 'o', 'u']))
}

fn regular_s(base: &str) -> String {
    if ends_in_consonant_y(base) {
        return format!("{}ies", base.trim_end_matches('y'));
    }
    let hisses = ["s", "x", "z", "ch", "sh", "o"].iter().any(|ending| base.ends_with(ending));
    format!("{base}{}", if hisses { "es" } else { "s" })
}

fn regular_past(base: &str) -> String {
    if ends_in_consonant_y(base) {
        format!("{}ied", base.trim_end_matches('y'))
    } else if base.ends_with('e') {
        format!("{base}d")
    } else {
        format!("{base}ed")
    }
}

fn regular_ing(base: &str, past: &str) -> String {
    // Where the past doubles the last letter, so does this: admitted, admitting.
    let doubled = base.chars().next_back().map(|last| format!("{base}{last}ed"));
    if doubled.is_some_and(|doubled| doubled == past) {
        return format!("{}ing", past.trim_end_matches("ed"));
    }
    match base.strip_suffix('e') {
        Some(stem) if !stem.ends_with(['e', 'o', 'y']) => format!("{stem}ing"),
        _ => format!("{base}ing"),
    }
}
