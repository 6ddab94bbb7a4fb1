//! What formats of fact-checkers ask of a claim: who says it, whether it is worth checking, what came of that, and when it was
//! said. Asked alike for all of them, and nothing is made up: what nobody said is nothing.

use std::rc::Rc;

use crate::model::claim::slot;
use crate::model::order::{sort_by, sort_by_key};
use crate::model::{Annotation, AttributeName, Document, LabelKind, Project, Relation, Schema};

/// Values that say no, whatever the attribute is: a flag, a scale, a choice.
const NO: [&str; 5] = ["0", "0.0", "false", "no", "not at all"];

/// Values of the attribute for a source that no words name which stand for nobody.
const NOBODY: &str = "none";

/// The value that stands for whoever wrote the article.
const AUTHOR: &str = "author";

/// The claims of a document, in reading order.
pub(in crate::formats) fn claims<'a>(schema: &Schema, document: &'a Document) -> Vec<&'a Rc<Annotation>> {
    let mut all = document.in_reading_order();
    all.retain(|annotation| schema.kind_of(&annotation.label) == LabelKind::Claim);
    all
}

/// Who asserts a claim, as far as words of the text name them: each mention once, in the order of the text, with its link.
pub(super) fn sources<'a>(document: &'a Document, claim: &Annotation) -> Vec<(&'a Relation, &'a Rc<Annotation>)> {
    let links = document.relations.values().filter(|link| link.from == claim.id && link.kind.as_str() == slot::SOURCE);
    let mut found: Vec<(&Relation, &Rc<Annotation>)> =
        links.filter_map(|link| Some((&**link, document.annotations.get(&link.to)?))).collect();
    sort_by_key(&mut found, |(link, _)| link.id);
    sort_by(&mut found, |(_, one), (_, other)| one.reading_order(other));
    found.dedup_by_key(|(_, end)| end.id);
    found
}

/// The first value of an attribute, where it says anything.
pub(super) fn value<'a>(annotation: &'a Annotation, name: &str) -> Option<&'a str> {
    let values = annotation.attributes.get(&AttributeName::from(name))?;
    values.iter().map(|value| value.trim()).find(|value| !value.is_empty())
}

/// All values of an attribute.
pub(super) fn all_values(annotation: &Annotation, name: &str) -> Vec<String> {
    let values = annotation.attributes.get(&AttributeName::from(name));
    values.into_iter().flatten().map(ToString::to_string).filter(|value| !value.trim().is_empty()).collect()
}

/// How a mention is called: by the thing it names, else by its words.
pub(super) fn called(project: &Project, document: &Document, mention: &Annotation) -> String {
    let entity =
        mention.entity.and_then(|id| project.entities.get(&id)).filter(|entity| !entity.name.trim().is_empty());
    entity.map_or_else(|| one_space(&mention.span.quote(&document.article)), |entity| entity.name.to_string())
}

/// Who is said to assert a claim that no words of the text name: the article's author by name, `unnamed`, or what else the
/// attribute says.
pub(super) fn unmentioned(document: &Document, claim: &Annotation) -> Option<String> {
    let said = value(claim, slot::SOURCE).filter(|said| *said != NOBODY)?;
    let byline = document.meta.byline.as_deref().filter(|_| said == AUTHOR);
    Some(byline.unwrap_or(said).to_owned())
}

/// Who asserts a claim, in one text; nothing where nobody is told.
pub(super) fn speaker(project: &Project, document: &Document, claim: &Annotation) -> Option<String> {
    let mut names: Vec<String> = Vec::new();
    for (_, mention) in sources(document, claim) {
        let name = called(project, document, mention);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() { unmentioned(document, claim) } else { Some(names.join(", ")) }
}

/// Whether a claim is said to be worth checking; nothing where its label has such an attribute and nobody has rated it.
pub(in crate::formats) fn is_worthy(schema: &Schema, claim: &Annotation) -> Option<bool> {
    if let Some(said) = value(claim, slot::CHECK_WORTHY) {
        return Some(!NO.contains(&said.to_lowercase().as_str()));
    }
    let label = schema.label(&claim.label);
    let asks = label.is_some_and(|label| label.attribute(&AttributeName::from(slot::CHECK_WORTHY)).is_some());
    if asks { None } else { Some(true) }
}

/// Words with single spaces between them.
pub(super) fn one_space(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Year, month and day at the beginning of a date as people and pages write them for machines: `2026-11-26`, with or without a
/// time behind it.
fn day_of(date: &str) -> Option<(u32, u32, u32)> {
    let (date, rest) = date.trim().split_at_checked(10)?;
    let is_over = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
    let mut parts = date.split('-');
    let mut number = |digits: usize| parts.next().filter(|part| part.len() == digits)?.parse::<u32>().ok();
    let (year, month, day) = (number(4)?, number(2)?, number(2)?);
    (is_over && (1..=12).contains(&month) && (1..=31).contains(&day)).then_some((year, month, day))
}

/// Whether a date begins with a day, as machines write one.
pub(super) fn is_day(date: &str) -> bool {
    day_of(date).is_some()
}

/// A date as AVeriTeC writes one: day, month, year, without zeros in front. What is no such date stays as it is.
pub(super) fn to_day_first(date: &str) -> String {
    day_of(date).map_or_else(|| date.trim().to_owned(), |(year, month, day)| format!("{day}-{month}-{year:04}"))
}

/// The other way.
pub(super) fn from_day_first(date: &str) -> String {
    let parts: Vec<&str> = date.trim().split(['-', '/', '.']).collect();
    if let [day, month, year] = parts[..]
        && let (Ok(day), Ok(month), Ok(number)) = (day.parse::<u32>(), month.parse::<u32>(), year.parse::<u32>())
        && (1..=31).contains(&day)
        && (1..=12).contains(&month)
        && year.len() == 4
    {
        return format!("{number:04}-{month:02}-{day:02}");
    }
    date.trim().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{ProjectId, markup, news_schema};

    #[test]
    fn days_go_there_and_back() {
        assert_eq!(to_day_first("2020-08-05"), "5-8-2020");
        assert_eq!(to_day_first("2020-10-31T08:00:00Z"), "31-10-2020");
        for odd in ["", "Tuesday", "31-10-2020", "2020-13-01", "2020-10-311", "2020-1-1"] {
            assert_eq!(to_day_first(odd), odd);
        }
        assert_eq!((&*from_day_first("5-8-2020"), &*from_day_first("31-10-2020")), ("2020-08-05", "2020-10-31"));
        for odd in ["", "2020-08-05", "32-1-2020", "1-13-2020", "1-1-20", "soon"] {
            assert_eq!(from_day_first(odd), odd);
        }
    }

    #[test]
    fn who_says_it_is_a_name_words_or_a_value() {
        let marked = "[Ada](person#a) and [two  guards](source#g) said [it sank](claim#c), [it burned](claim#d).\n---\n\
            c -source-> g\nc -source-> a";
        let document = markup::parse("d", marked).expect("well formed");
        let project = Project::new(ProjectId::from_bits(1), "");
        let all = claims(&project.schema, &document);
        assert_eq!(speaker(&project, &document, all[0]).as_deref(), Some("Ada, two guards"));
        assert_eq!(speaker(&project, &document, all[1]), None);
        let with = |said: &str| {
            let mut claim = (**all[1]).clone();
            claim.attributes.insert(AttributeName::from(slot::SOURCE), vec![Rc::from(said)]);
            claim
        };
        assert_eq!(speaker(&project, &document, &with("unnamed")).as_deref(), Some("unnamed"));
        assert_eq!(speaker(&project, &document, &with("none")), None);
        assert_eq!(speaker(&project, &document, &with("author")).as_deref(), Some("author"));
        let mut by = document.clone();
        Rc::make_mut(&mut by.meta).byline = Some(Rc::from("Bo Lee"));
        assert_eq!(speaker(&project, &by, &with("author")).as_deref(), Some("Bo Lee"));
    }

    #[test]
    fn a_rating_decides_and_without_one_the_schema() {
        let document = markup::parse("d", "[it sank](claim#c)").expect("well formed");
        let claim = document.annotations.values().next().expect("one");
        let news = news_schema::news();
        assert_eq!(is_worthy(&news, claim), None);
        for (said, worth) in [("0", false), ("1", true), ("3", true), ("No", false), ("true", true)] {
            let mut rated = (**claim).clone();
            rated.attributes.insert(AttributeName::from(slot::CHECK_WORTHY), vec![Rc::from(said)]);
            assert_eq!(is_worthy(&news, &rated), Some(worth), "{said}");
        }
        let mut bare = news;
        bare.labels.iter_mut().for_each(|label| Rc::make_mut(label).attributes.clear());
        assert_eq!(is_worthy(&bare, claim), Some(true));
    }
}
