//! One line of a file of annotations.

/// What a line says, with the id that it begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Line<'a> {
    /// `T`: a label on fragments, and their words.
    Span {
        /// The label.
        label: &'a str,
        /// Start and end of each.
        fragments: Vec<(u64, u64)>,
        /// The words of all of them; nothing where the line has none.
        words: Option<&'a str>,
    },
    /// `R`: a link between two.
    Relation {
        /// Its kind.
        kind: &'a str,
        /// Where it starts: the end's name and what stands there.
        from: (&'a str, &'a str),
        /// Where it ends.
        to: (&'a str, &'a str),
    },
    /// `E`: something happens, by the words of a span.
    Event {
        /// Its label.
        label: &'a str,
        /// The span.
        trigger: &'a str,
        /// Roles, and who has them.
        roles: Vec<(&'a str, &'a str)>,
    },
    /// `A`, and `M` of older files: a value, or that something is so.
    Value {
        /// The attribute.
        name: &'a str,
        /// Of what.
        target: &'a str,
        /// The value; nothing for a flag.
        value: Option<&'a str>,
    },
    /// `N`: the thing that is named.
    Thing {
        /// By what.
        target: &'a str,
        /// Where it is listed, and under what.
        entry: (&'a str, &'a str),
        /// What it is called there.
        words: &'a str,
    },
    /// `#`: a remark.
    Note {
        /// What kind of remark.
        kind: &'a str,
        /// On what.
        target: &'a str,
        /// What it says.
        words: &'a str,
    },
    /// `*`: these are one.
    Same(Vec<&'a str>),
    /// Something that nothing is known of and nothing is wrong with.
    Other,
}

/// What should stand there.
pub(super) type Expected = &'static str;

/// Reads a line, without its end. The id is empty where the line has none.
///
/// # Errors
/// What is missing.
pub(super) fn line(text: &str) -> Result<(&str, Line<'_>), (&str, Expected)> {
    let Some((id, rest)) = text.split_once('\t') else {
        return if text.starts_with('#') { Ok(("", Line::Other)) } else { Err((text, "an id and a tabulator")) };
    };
    let (data, tail) = rest.split_once('\t').map_or((rest, None), |(data, tail)| (data, Some(tail)));
    let found = match id.chars().next() {
        Some('T') => span(data, tail),
        Some('R') => relation(data),
        Some('E') => event(data),
        Some('A' | 'M') => value(data),
        Some('N') => thing(data, tail),
        Some('#') => Ok(note(data, tail)),
        Some('*') => {
            let mut words = data.split_whitespace();
            match words.next() {
                Some("Equiv") => Ok(Line::Same(words.collect())),
                Some(_) => Ok(Line::Other),
                None => Err("Equiv and the ids of what is one"),
            }
        }
        _ => Err("an id that begins with T, R, E, A, M, N, # or *"),
    };
    found.map(|found| (id, found)).map_err(|expected| (id, expected))
}

fn span<'a>(data: &'a str, words: Option<&'a str>) -> Result<Line<'a>, Expected> {
    const EXPECTED: Expected = "a label, then start and end of each fragment, as in T1 and “Person 0 3;5 8”";
    let (label, places) = data.split_once(' ').ok_or(EXPECTED)?;
    let mut fragments = Vec::new();
    for place in places.split(';') {
        let mut ends = place.split_whitespace().map(str::parse::<u64>);
        let (Some(Ok(start)), Some(Ok(end)), None) = (ends.next(), ends.next(), ends.next()) else {
            return Err(EXPECTED);
        };
        if start > end {
            return Err("an end that is not before its start");
        }
        fragments.push((start, end));
    }
    Ok(Line::Span { label, fragments, words: words.filter(|words| !words.is_empty()) })
}

fn pairs<'a>(words: impl Iterator<Item = &'a str>) -> Option<Vec<(&'a str, &'a str)>> {
    words.map(|word| word.split_once(':')).collect()
}

fn relation(data: &str) -> Result<Line<'_>, Expected> {
    const EXPECTED: Expected = "a kind and two ends, as in R1 and “source Arg1:T1 Arg2:T2”";
    let mut words = data.split_whitespace();
    let kind = words.next().ok_or(EXPECTED)?;
    match pairs(words).ok_or(EXPECTED)?.as_slice() {
        // Files of some tools give the second end first.
        [to @ ("Arg2", _), from @ ("Arg1", _)] | [from, to] => Ok(Line::Relation { kind, from: *from, to: *to }),
        _ => Err(EXPECTED),
    }
}

fn event(data: &str) -> Result<Line<'_>, Expected> {
    const EXPECTED: Expected = "a label with its span, and roles, as in E1 and “Meet:T4 Who:T1”";
    let all = pairs(data.split_whitespace()).ok_or(EXPECTED)?;
    let (&(label, trigger), roles) = all.split_first().ok_or(EXPECTED)?;
    Ok(Line::Event { label, trigger, roles: roles.to_vec() })
}

fn value(data: &str) -> Result<Line<'_>, Expected> {
    let mut words = data.splitn(3, ' ');
    match (words.next().filter(|name| !name.is_empty()), words.next().filter(|target| !target.is_empty())) {
        (Some(name), Some(target)) => {
            Ok(Line::Value { name, target, value: words.next().filter(|value| !value.is_empty()) })
        }
        _ => Err("a name, what it is said of, and its value where it has one"),
    }
}

fn thing<'a>(data: &'a str, tail: Option<&'a str>) -> Result<Line<'a>, Expected> {
    const EXPECTED: Expected = "what names it, and its entry, as in N1 and “Reference T1 Wikidata:Q1”";
    let words: Vec<&str> = data.split_whitespace().collect();
    let (target, entry) = match words.as_slice() {
        // As the shared task of 2013 wrote it.
        [_, one, other] if one.starts_with("Annotation:") || one.starts_with("Referent:") => {
            let under = |key: &str| [one, other].into_iter().find_map(|word| word.strip_prefix(key));
            (under("Annotation:").ok_or(EXPECTED)?, under("Referent:").ok_or(EXPECTED)?)
        }
        [_, target, entry] => (*target, *entry),
        _ => return Err(EXPECTED),
    };
    Ok(Line::Thing { target, entry: entry.split_once(':').ok_or(EXPECTED)?, words: tail.unwrap_or_default() })
}

fn note<'a>(data: &'a str, tail: Option<&'a str>) -> Line<'a> {
    match data.split_once(' ') {
        Some((kind, target)) => Line::Note { kind, target: target.trim(), words: tail.unwrap_or_default() },
        None => Line::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line() {
        let read = |text| line(text).map(|(_, line)| line);
        assert_eq!(
            line("T3\tCLAIM 2 5;10 12\tAna Bo"),
            Ok(("T3", Line::Span { label: "CLAIM", fragments: vec![(2, 5), (10, 12)], words: Some("Ana Bo") }))
        );
        assert_eq!(read("T1\tA 0 1"), Ok(Line::Span { label: "A", fragments: vec![(0, 1)], words: None }));
        let link = Line::Relation { kind: "met", from: ("Arg1", "T1"), to: ("Arg2", "T2") };
        assert_eq!(read("R1\tmet Arg1:T1 Arg2:T2\t"), Ok(link.clone()));
        assert_eq!(read("R1\tmet Arg2:T2 Arg1:T1"), Ok(link));
        let link = Line::Relation { kind: "Coref", from: ("Anaphora", "T2"), to: ("Antecedent", "T1") };
        assert_eq!(read("R1\tCoref Anaphora:T2 Antecedent:T1"), Ok(link));
        let roles = vec![("Who", "T1"), ("Whom", "E2")];
        assert_eq!(read("E1\tMeet:T4 Who:T1 Whom:E2"), Ok(Line::Event { label: "Meet", trigger: "T4", roles }));
        assert_eq!(read("M1\tNegation E1"), Ok(Line::Value { name: "Negation", target: "E1", value: None }));
        let said = Line::Value { name: "Why", target: "T3", value: Some("no  reason") };
        assert_eq!(read("A1\tWhy T3 no  reason"), Ok(said));
        let thing = Line::Thing { target: "T1", entry: ("URL", "https://a.example"), words: "Ana P" };
        assert_eq!(read("N1\tReference T1 URL:https://a.example\tAna P"), Ok(thing));
        let thing = Line::Thing { target: "T1", entry: ("GO", "1"), words: "" };
        assert_eq!(read("N1\tReference Annotation:T1 Referent:GO:1"), Ok(thing.clone()));
        assert_eq!(read("N1\tReference Referent:GO:1 Annotation:T1"), Ok(thing));
        let note = Line::Note { kind: "AnnotatorNotes", target: "T1", words: "a note" };
        assert_eq!(read("#1\tAnnotatorNotes T1\ta note"), Ok(note));
        assert_eq!(read("*\tEquiv T1 T3"), Ok(Line::Same(vec!["T1", "T3"])));
        assert_eq!(read("# free words"), Ok(Line::Other));
        for wrong in [
            "T1",
            "x\ty",
            "T1\tA 5 2\tx",
            "T1\tA x 2\tx",
            "T1\tA 1\tx",
            "R1\tmet Arg1:T1",
            "R1\tmet",
            "R1\ta T1 T2",
            "A1\tX",
            "E1\tMeet T4",
            "N1\tReference T1",
            "N1\tReference T1 Q1",
            "*\t",
            "T1\t",
        ] {
            assert!(line(wrong).is_err(), "{wrong}");
        }
    }
}
