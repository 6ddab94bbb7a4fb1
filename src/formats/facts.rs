//! Problems as names and facts, to be sent from the workshop to the page and made problems again there.

use super::Problem;

impl Problem {
    /// Its name, and what belongs to it; those that only the page finds are not told apart.
    #[must_use]
    pub fn facts(&self) -> (&'static str, Vec<String>) {
        let one = |words: &String| vec![words.clone()];
        match self {
            Self::Malformed { column, detail } => ("malformed", vec![column.to_string(), detail.clone()]),
            Self::Shape { path, expected } => ("shape", vec![path.clone(), (*expected).to_owned()]),
            Self::Misshapen { path, expected } => ("shape", vec![path.clone(), expected.clone()]),
            Self::Foreign { found } => ("foreign", one(found)),
            Self::NotInText { quote } => ("not_in_text", one(quote)),
            Self::Outside { offsets } => ("outside", one(offsets)),
            Self::Uncounted { ways } => ("uncounted", one(ways)),
            Self::Moved { quote } => ("moved", one(quote)),
            Self::NoFragments => ("no_fragments", Vec::new()),
            Self::Duplicate { id } => ("duplicate", one(id)),
            Self::MissingEnd { id } => ("missing_end", one(id)),
            Self::Checksum => ("checksum", Vec::new()),
            Self::Empty => ("empty", Vec::new()),
            Self::NotText { byte } => ("not_text", vec![byte.to_string()]),
            Self::TooLarge { limit } => ("too_large", vec![limit.to_string()]),
            Self::Cut { told, read } => ("cut", vec![told.to_string(), read.to_string()]),
            Self::Partner { name, is_warning } => ("partner", vec![name.clone(), is_warning.to_string()]),
            Self::LeftOut { what } => ("left_out", one(what)),
            Self::NotTaken { why, number, words, is_warning } => {
                ("not_taken", vec![why.clone(), number.to_string(), words.clone(), is_warning.to_string()])
            }
            Self::Value { found } => ("value", one(found)),
            other => ("value", vec![format!("{other:?}")]),
        }
    }

    /// The problem with this name and these facts; `None` where there is no such one.
    #[must_use]
    pub fn from_facts(name: &str, facts: &[String]) -> Option<Self> {
        let text = |at: usize| facts.get(at).cloned().unwrap_or_default();
        let number = |at: usize| facts.get(at).and_then(|fact| fact.parse().ok()).unwrap_or(0);
        Some(match name {
            "malformed" => Self::Malformed { column: number(0), detail: text(1) },
            "shape" => Self::Misshapen { path: text(0), expected: text(1) },
            "foreign" => Self::Foreign { found: text(0) },
            "not_in_text" => Self::NotInText { quote: text(0) },
            "outside" => Self::Outside { offsets: text(0) },
            "uncounted" => Self::Uncounted { ways: text(0) },
            "moved" => Self::Moved { quote: text(0) },
            "no_fragments" => Self::NoFragments,
            "duplicate" => Self::Duplicate { id: text(0) },
            "missing_end" => Self::MissingEnd { id: text(0) },
            "checksum" => Self::Checksum,
            "empty" => Self::Empty,
            "not_text" => Self::NotText { byte: number(0) },
            "too_large" => Self::TooLarge { limit: number(0) },
            "cut" => Self::Cut { told: number(0), read: number(1) },
            "partner" => Self::Partner { name: text(0), is_warning: text(1) == "true" },
            "left_out" => Self::LeftOut { what: text(0) },
            "not_taken" => {
                Self::NotTaken { why: text(0), number: number(1), words: text(2), is_warning: text(3) == "true" }
            }
            "value" => Self::Value { found: text(0) },
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn facts_read_back() {
        let words = || "words".to_owned();
        let all = [
            Problem::Malformed { column: 3, detail: words() },
            Problem::Misshapen { path: words(), expected: "a list".into() },
            Problem::NotInText { quote: words() },
            Problem::Outside { offsets: "5–9".into() },
            Problem::Moved { quote: words() },
            Problem::NoFragments,
            Problem::MissingEnd { id: words() },
            Problem::Cut { told: 5, read: 2 },
            Problem::NotTaken { why: words(), number: 7, words: words(), is_warning: true },
            Problem::Value { found: words() },
        ];
        for problem in all {
            let (name, facts) = problem.facts();
            assert_eq!(Problem::from_facts(name, &facts), Some(problem));
        }
        let shape = Problem::Shape { path: words(), expected: "a list" }.facts();
        assert_eq!(
            Problem::from_facts(shape.0, &shape.1),
            Some(Problem::Misshapen { path: words(), expected: "a list".into() })
        );
        assert_eq!(Problem::from_facts("gone", &[]), None);
    }
}
