//! What things are called in Label Studio: names that its configuration can say, no two the same.

use crate::model::Table;

/// Names that were given, by what they stand for.
#[derive(Clone, Debug, Default)]
pub(super) struct Names {
    given: Table<String, String>,
    taken: Table<String, ()>,
}

impl Names {
    /// Names of which these are taken.
    pub(super) fn without(taken: &[&str]) -> Self {
        Self { given: Table::new(), taken: taken.iter().map(|name| ((*name).to_owned(), ())).collect() }
    }

    /// The name of a thing, if it was given one.
    pub(super) fn get(&self, thing: &str) -> Option<&str> {
        self.given.get(thing).map(String::as_str)
    }

    /// Gives a thing its name: the wish, or the wish with a number where another thing is called so.
    pub(super) fn give(&mut self, thing: &str, wish: &str) -> String {
        if let Some(name) = self.given.get(thing) {
            return name.clone();
        }
        let free = |name: &String| !self.taken.contains_key(name.as_str());
        let numbered = (2_u32..).map(|number| format!("{wish}_{number}"));
        let name = std::iter::once(wish.to_owned()).chain(numbered).find(free).unwrap_or_default();
        self.taken.insert(name.clone(), ());
        self.given.insert(thing.to_owned(), name.clone());
        name
    }
}

/// A value that the configuration can say, as near to `text` as it gets: no control characters, no space around, not
/// empty, and not with a dollar sign first, which stands for a field of the task.
pub(super) fn value(text: &str) -> String {
    let said = |c: char| match c {
        '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
        c if c.is_control() || matches!(c, '\u{2028}' | '\u{2029}') => ' ',
        c => c,
    };
    let all: String = text.chars().map(said).collect();
    let all = all.trim();
    match all.strip_prefix('$') {
        _ if all.is_empty() => "_".to_owned(),
        Some(rest) => format!("_{rest}"),
        None => all.to_owned(),
    }
}

/// A name for a control: letters, digits, `_`, `-` and `.`, beginning with a letter, and nothing that its validation takes
/// for a number or a truth value.
pub(super) fn control(text: &str) -> String {
    let said = |c: char| if c.is_alphanumeric() || matches!(c, '_' | '-' | '.') { c } else { '_' };
    let name: String = text.chars().map(said).collect();
    let begins = name.starts_with(|c: char| c.is_alphabetic());
    let is_a_value = name.parse::<f64>().is_ok() || matches!(name.to_lowercase().as_str(), "true" | "false" | "none");
    if begins && !is_a_value { name } else { format!("a_{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_never_the_same() {
        let mut names = Names::without(&["text"]);
        assert_eq!(names.give("a", "text"), "text_2");
        assert_eq!(names.give("b", "text_2"), "text_2_2");
        assert_eq!(names.give("a", "other"), "text_2", "a thing keeps its name");
        assert_eq!(names.get("c"), None);
    }

    #[test]
    fn values_and_controls_can_be_said() {
        assert_eq!(value("a\tb\u{1}"), "a b");
        assert_eq!(value("$text"), "_text");
        assert_eq!(value(" \u{85} "), "_");
        assert_eq!(control("check worthy?"), "check_worthy_");
        for (odd, name) in [("2nd", "a_2nd"), ("nan", "a_nan"), ("True", "a_True"), ("", "a_"), ("_x", "a__x")] {
            assert_eq!(control(odd), name);
        }
    }
}
