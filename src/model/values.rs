//! Which values an attribute may take, and the one way in which each is written.

use std::rc::Rc;

use super::{AttributeKind, Timestamp};

impl AttributeKind {
    /// These values as this kind writes them; none for taking the attribute away. `None` when one is not allowed, or
    /// there are more than the kind takes.
    #[must_use]
    pub fn read(&self, values: &[String]) -> Option<Vec<Rc<str>>> {
        let given: Vec<&str> = values.iter().map(|value| value.trim()).filter(|value| !value.is_empty()).collect();
        if let Self::Many(choices) = self {
            let known = given.iter().all(|value| choices.iter().any(|choice| **choice == **value));
            // In the order of the schema, each once: the same choice is the same data whoever made it.
            let chosen = choices.iter().filter(|choice| given.contains(&&***choice)).cloned();
            return known.then(|| chosen.collect());
        }
        if *self == Self::Link {
            let mut all: Vec<Rc<str>> = given.iter().map(|value| self.read_one(value)).collect::<Option<_>>()?;
            let mut seen: Vec<Rc<str>> = Vec::new();
            all.retain(|value| {
                !seen.contains(value) && {
                    seen.push(value.clone());
                    true
                }
            });
            return Some(all);
        }
        match given.as_slice() {
            [] => Some(Vec::new()),
            [one] => Some(vec![self.read_one(one)?]),
            _ => None,
        }
    }

    fn read_one(&self, value: &str) -> Option<Rc<str>> {
        let whole = |min: i64, max: i64| {
            value.parse::<i64>().ok().filter(|number| (min..=max).contains(number)).map(|number| number.to_string())
        };
        let allowed = match self {
            Self::Flag => matches!(value, "true" | "false"),
            Self::Text => true,
            Self::Number { min, max } => return whole(*min, *max).map(Rc::from),
            Self::Scale(most) => return whole(0, i64::from(*most)).map(Rc::from),
            Self::Choice(choices) | Self::Many(choices) => choices.iter().any(|choice| **choice == *value),
            Self::Date => is_date(value) || Timestamp::parse(value).is_some(),
            Self::Link => is_link(value),
        };
        allowed.then(|| Rc::from(value))
    }
}

/// RFC 3339, section 5.6: `full-date`.
fn is_date(value: &str) -> bool {
    value.len() == 10 && Timestamp::parse(&format!("{value}T00:00:00Z")).is_some() && has_day(value)
}

/// Whether the month has that day.
fn has_day(value: &str) -> bool {
    let number = |from: usize, to: usize| value.get(from..to).and_then(|part| part.parse::<u32>().ok()).unwrap_or(0);
    let (year, month, day) = (number(0, 4), number(5, 7), number(8, 10));
    let leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=days).contains(&day)
}

fn is_link(value: &str) -> bool {
    let rest = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    let host = rest.and_then(|rest| rest.split(['/', '?', '#']).next());
    host.is_some_and(|host| !host.is_empty()) && !value.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(kind: &AttributeKind, values: &[&str], expected: Option<&[&str]>) {
        let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
        let read = kind.read(&values);
        let read: Option<Vec<&str>> = read.as_ref().map(|all| all.iter().map(|value| &**value).collect());
        assert_eq!(read.as_deref(), expected, "{kind:?} {values:?}");
        // What was read is read again as it is.
        if let Some(read) = read {
            let again: Vec<String> = read.iter().map(|value| (*value).to_owned()).collect();
            assert_eq!(kind.read(&again).map(|all| all.len()), Some(read.len()));
        }
    }

    #[test]
    fn each_kind_takes_its_own() {
        use AttributeKind as K;
        let choices = || vec![Rc::from("one"), Rc::from("two"), Rc::from("three")];
        for kind in [K::Flag, K::Text, K::Scale(3), K::Choice(choices()), K::Many(choices()), K::Date, K::Link] {
            check(&kind, &[], Some(&[]));
            check(&kind, &[" "], Some(&[]));
        }
        check(&K::Flag, &["true"], Some(&["true"]));
        check(&K::Flag, &["yes"], None);
        check(&K::Text, &[" a word "], Some(&["a word"]));
        check(&K::Text, &["one", "two"], None);
        let number = K::Number { min: -2, max: 10 };
        check(&number, &["007"], Some(&["7"]));
        check(&number, &["-3"], None);
        check(&number, &["1.5"], None);
        check(&K::Scale(3), &["3"], Some(&["3"]));
        check(&K::Scale(3), &["4"], None);
        check(&K::Choice(choices()), &["two"], Some(&["two"]));
        check(&K::Choice(choices()), &["four"], None);
        check(&K::Choice(choices()), &["one", "two"], None);
        check(&K::Many(choices()), &["three", "one", "one"], Some(&["one", "three"]));
        check(&K::Many(choices()), &["one", "four"], None);
        check(&K::Date, &["2024-02-29"], Some(&["2024-02-29"]));
        check(&K::Date, &["2023-02-29"], None);
        check(&K::Date, &["2024-03-30T09:15:00Z"], Some(&["2024-03-30T09:15:00Z"]));
        check(&K::Date, &["yesterday"], None);
        check(&K::Link, &["https://example.org/a?b#c"], Some(&["https://example.org/a?b#c"]));
        check(&K::Link, &["javascript:alert(1)"], None);
        check(&K::Link, &["https:// a"], None);
        check(
            &K::Link,
            &["https://b.example", "http://a.example", "https://b.example"],
            Some(&["https://b.example", "http://a.example"]),
        );
        check(&K::Link, &["https://b.example", "ftp://a.example"], None);
    }
}
