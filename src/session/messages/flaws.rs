//! What is wrong with a schema or a task, in sentences: where, what, and what would mend it.

use super::{Message, Words, shorten};
use crate::formats::{Issue, Problem};
use crate::model::schema_check::{Finding, Flaw, Part, Place};

impl Message {
    /// What is wrong with a task's files, of which nothing is taken while something is.
    #[must_use]
    pub fn flaw_of_task(issue: &Issue) -> Self {
        let file = shorten(&issue.file, 160);
        let place =
            if issue.line == 0 { file } else { Self::new(Words::IssuePlace, &[file, issue.line.to_string()]).text() };
        let (words, facts) = match &issue.problem {
            Problem::Malformed { column, detail } => (Words::TaskMalformed, vec![column.to_string(), detail.clone()]),
            Problem::Shape { path, expected } if path.is_empty() => (Words::TaskNoObject, vec![(*expected).to_owned()]),
            Problem::Shape { path, expected } => (Words::TaskShape, vec![path.clone(), (*expected).to_owned()]),
            Problem::Duplicate { id } => (Words::TaskTwice, vec![id.clone()]),
            Problem::Checksum => (Words::TaskSum, Vec::new()),
            Problem::Foreign { found } => (Words::TaskForeign, vec![found.trim().to_owned()]),
            _ => return Self::issue(issue),
        };
        let facts = facts.into_iter().map(|fact| shorten(&fact, 160));
        let facts: Vec<String> = [place].into_iter().chain(facts).collect();
        Self::new(words, &facts)
    }

    /// What is wrong with a schema.
    #[must_use]
    pub fn finding(finding: &Finding) -> Self {
        let place = match &finding.place {
            Place::Schema => Words::FlawAtSchema.text().to_owned(),
            Place::Label(number, name) => named(Words::FlawAtLabel, *number, name),
            Place::Relation(number, name) => named(Words::FlawAtRelation, *number, name),
            Place::Document => Words::FlawAtDocument.text().to_owned(),
        };
        let place = match &finding.attribute {
            Some(attribute) => Self::new(Words::FlawAttribute, &[&place, &cut(attribute)]).text(),
            None => place,
        };
        let (words, facts) = flaw(&finding.flaw);
        let facts: Vec<String> = std::iter::once(place).chain(facts.iter().map(|fact| cut(fact))).collect();
        Self::new(words, &facts)
    }
}

fn named(words: Words, number: usize, name: &str) -> String {
    Message::new(words, &[number.to_string(), cut(name)]).text()
}

/// A fact as it can stand in a sentence: hostile names are cut, and what cannot be seen in them is shown.
fn cut(fact: &str) -> String {
    let seen = |c: char| {
        !c.is_control() && !matches!(c, '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let shown: String = shorten(fact, 120).chars().map(|c| if seen(c) { c } else { '\u{fffd}' }).collect();
    shown
}

fn flaw(flaw: &Flaw) -> (Words, Vec<String>) {
    let part = |part: &Part| part_words(*part).text().to_owned();
    match flaw {
        Flaw::NoLabels => (Words::FlawNoLabels, Vec::new()),
        Flaw::Empty(which) => (Words::FlawEmpty, vec![part(which)]),
        Flaw::SameId(id) => (Words::FlawSameId, vec![id.to_string()]),
        Flaw::SameName(name) => (Words::FlawSameName, vec![name.to_string()]),
        Flaw::SameKey(key, other) => {
            (Words::FlawSameKey, vec![key.to_ascii_uppercase().to_string(), other.to_string()])
        }
        Flaw::BadKey => (Words::FlawBadKey, Vec::new()),
        Flaw::Unseen(which, code) => (Words::FlawUnseen, vec![part(which), format!("U+{code:04X}")]),
        Flaw::TooLong(which, limit) => (Words::FlawTooLong, vec![part(which), limit.to_string()]),
        Flaw::TooMany(limit) => (Words::FlawTooMany, vec![limit.to_string()]),
        Flaw::NoParent(id) => (Words::FlawNoParent, vec![id.to_string()]),
        Flaw::Circle(names) => (Words::FlawCircle, vec![names.to_string()]),
        Flaw::NoEnd(id) => (Words::FlawNoEnd, vec![id.to_string()]),
        Flaw::AtMostNone => (Words::FlawAtMostNone, Vec::new()),
        Flaw::Bounds(min, max) => (Words::FlawBounds, vec![min.to_string(), max.to_string()]),
        Flaw::Default(value) => (Words::FlawDefault, vec![value.to_string()]),
        Flaw::NoChoice => (Words::FlawNoChoice, Vec::new()),
        Flaw::SameValue(value) => (Words::FlawSameValue, vec![value.to_string()]),
        Flaw::Foreign(which, value) => (Words::FlawForeign, vec![part(which), value.to_string()]),
    }
}

/// What a part of a label, a relation kind or an attribute is called.
#[must_use]
pub const fn part_words(part: Part) -> Words {
    match part {
        Part::Id => Words::PartId,
        Part::Name => Words::PartName,
        Part::Short => Words::PartShort,
        Part::Key => Words::PartKey,
        Part::Description => Words::PartDescription,
        Part::Example => Words::PartExample,
        Part::Guideline => Words::PartGuideline,
        Part::Title => Words::PartTitle,
        Part::Hint => Words::PartHint,
        Part::Value => Words::PartValue,
        Part::Kind => Words::PartKind,
        Part::Color => Words::PartColor,
        Part::Snap => Words::PartSnap,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(place: Place, attribute: Option<&str>, flaw: Flaw) -> String {
        Message::finding(&Finding { place, attribute: attribute.map(Into::into), flaw }).text()
    }

    #[test]
    fn a_sentence_says_where_and_what() {
        assert_eq!(
            told(Place::Label(3, "Ort".into()), None, Flaw::SameName("Ort".into())),
            "Label 3, “Ort”: another label or relation has the name “Ort” already. Give one of them another name."
        );
        assert_eq!(
            told(Place::Document, Some("Topic"), Flaw::NoChoice),
            "Fields of the article, attribute “Topic”: there is nothing to choose from. Add a value."
        );
        let hostile = told(Place::Label(1, "a\u{202e}b\n<script>".into()), None, Flaw::Unseen(Part::Name, 0x202e));
        assert!(hostile.starts_with("Label 1, “a\u{fffd}b <script>”: "), "{hostile}");
    }
}
