//! A claim as linked data.

use super::link::link;
use crate::formats::foreign::Setting;
use crate::formats::foreign::fact_checks::{called, is_day, sources, unmentioned, value};
use crate::formats::foreign::raw::{Writing, list};
use crate::formats::foreign::told;
use crate::model::claim::slot;
use crate::model::id::bits_for_foreign_name;
use crate::model::meta_field::is_address;
use crate::model::{Annotation, AttributeKind, AttributeName, Document, LabelKind, Project};

/// Attributes that say what came of checking a claim, the one that says most first.
const RATINGS: [&str; 2] = [slot::VERDICT, "rating"];

/// Labels whose mentions are people or organisations, by id, name or tag in small letters.
const PEOPLE: [&str; 4] = ["person", "per", "people", "pers"];
const ORGANISATIONS: [&str; 6] = ["organisation", "organization", "org", "company", "institution", "party"];

/// The words of a claim; parts are told apart as everywhere else.
pub(super) fn words(document: &Document, claim: &Annotation) -> String {
    claim.span.quote(&document.article)
}

/// What came of checking a claim: the attribute, and what it says.
pub(super) fn rating(claim: &Annotation) -> Option<(&'static str, &str)> {
    RATINGS.into_iter().find_map(|name| Some((name, value(claim, name)?)))
}

/// The page of an article: nothing that a browser would run.
fn page_of(document: &Document) -> Option<&str> {
    document.meta.source_url.as_deref().map(str::trim).filter(|page| is_address(page))
}

/// The address of the words of a claim.
pub(super) fn address(document: &Document, claim: &Annotation) -> Option<String> {
    Some(link(page_of(document)?, &document.article, &claim.span))
}

/// The name of a claim among all data. Two documents may have an annotation of one id, as copies by two annotators do: here
/// they are two.
pub(super) fn name_of(document: &Document, claim: &Annotation) -> String {
    let place = bits_for_foreign_name(&format!("{}\n{}", document.id, claim.id));
    format!("urn:manicule:claim:{place:016x}-{}", claim.id)
}

/// A claim as an object. Nothing in it can end an element of HTML.
pub(super) fn node(setting: &Setting, document: &Document, claim: &Annotation, context: bool) -> String {
    let (project, words, url) = (&setting.project, words(document, claim), address(document, claim));
    let mut node = Writing::default();
    if context {
        node.text("@context", "https://schema.org");
    }
    let Some((attribute, said)) = rating(claim) else {
        claim_into(&mut node, setting, document, claim, url.as_deref());
        return safe(&node.done());
    };
    node.text("@type", "ClaimReview")
        .text("@id", &format!("{}:review", name_of(document, claim)))
        .some("url", url.as_deref());
    node.text("claimReviewed", &words);
    if let Some(who) = told::person(project, document.meta.annotator, setting.options.names) {
        node.raw("author", Writing::default().text("@type", "Person").text("name", &who).done().as_str());
    }
    node.raw("reviewRating", &rating_of(project, claim, attribute, said));
    node.some("reviewBody", value(claim, "justification")).some("inLanguage", document.meta.language.as_deref());
    let mut inner = Writing::default();
    claim_into(&mut inner, setting, document, claim, url.as_deref());
    node.raw("itemReviewed", &inner.done());
    safe(&node.done())
}

/// A verdict in words; with a number where its attribute has an order.
fn rating_of(project: &Project, claim: &Annotation, attribute: &str, said: &str) -> String {
    let mut rating = Writing::default();
    rating.text("@type", "Rating").text("alternateName", said);
    let label = project.schema.label(&claim.label);
    let kind = label.and_then(|label| label.attribute(&AttributeName::from(attribute))).map(|known| &known.kind);
    let bounds = match kind {
        Some(AttributeKind::Scale(most)) => Some((0, i64::from(*most))),
        Some(AttributeKind::Number { min, max }) => Some((*min, *max)),
        _ => None,
    };
    // A number that its attribute does not allow would be a rating that nobody can place.
    let number =
        bounds.zip(said.parse::<i64>().ok()).filter(|((least, most), number)| (least..=most).contains(&number));
    if let Some(((least, most), number)) = number {
        rating.raw("ratingValue", &number.to_string());
        rating.raw("worstRating", &least.to_string()).raw("bestRating", &most.to_string());
    }
    rating.done()
}

fn claim_into(node: &mut Writing, setting: &Setting, document: &Document, claim: &Annotation, url: Option<&str>) {
    node.text("@type", "Claim").text("@id", &name_of(document, claim)).some("url", url);
    node.text("text", &words(document, claim));
    let authors = authors(&setting.project, document, claim);
    match &authors[..] {
        [] => {}
        [one] => drop(node.raw("author", one)),
        all => drop(node.raw("author", &list(all))),
    }
    node.some("datePublished", day_said(claim)).some("inLanguage", document.meta.language.as_deref());
    node.raw("appearance", &appearance(document));
}

/// Who says it, each once.
fn authors(project: &Project, document: &Document, claim: &Annotation) -> Vec<String> {
    let mut all: Vec<String> = Vec::new();
    for (_, mention) in sources(document, claim) {
        let name = called(project, document, mention);
        let mut author = Writing::default();
        author.text("@type", kind_of(project, mention)).text("name", &name);
        let link = mention.entity.and_then(|id| project.entities.get(&id)).and_then(|entity| entity.link.as_deref());
        let link = link.filter(|link| is_address(link));
        let author = author.some("sameAs", link).done();
        if !all.contains(&author) {
            all.push(author);
        }
    }
    if let Some(other) = other_author(document, claim) {
        let byline = document.meta.byline.as_deref();
        let kind = if byline == Some(other.as_str()) { "Person" } else { "Thing" };
        all.push(Writing::default().text("@type", kind).text("name", &other).done());
    }
    all
}

/// Who says it where no mention does. `unnamed` is nobody's name; the author of the article has one, or none.
fn other_author(document: &Document, claim: &Annotation) -> Option<String> {
    let said = unmentioned(document, claim).filter(|said| !["unnamed", "author"].contains(&said.as_str()))?;
    sources(document, claim).is_empty().then_some(said)
}

/// The day on which it was claimed, where that is one.
fn day_said(claim: &Annotation) -> Option<&str> {
    value(claim, "claim_date").filter(|said| is_day(said))
}

/// How many values of a claim are not in its node, which has one of each attribute that it has a place for.
pub(super) fn values_left(document: &Document, claim: &Annotation) -> usize {
    let rating = rating(claim).map(|(name, _)| name);
    let is_said = |name: &str| match name {
        slot::SOURCE => other_author(document, claim).is_some(),
        "justification" => rating.is_some() && value(claim, name).is_some(),
        "claim_date" => day_said(claim).is_some(),
        name => rating == Some(name),
    };
    let left = |(name, values): (&AttributeName, &Vec<_>)| values.len() - usize::from(is_said(name.as_str()));
    claim.attributes.iter().map(left).sum()
}

/// What kind of thing a mention names, as its label says; the labels above it are asked as well.
fn kind_of(project: &Project, mention: &Annotation) -> &'static str {
    let mut label = project.schema.label(&mention.label);
    // No schema has so many labels above each other.
    for _ in 0..16 {
        let Some(known) = label.filter(|known| known.kind == LabelKind::Entity) else { break };
        let names = [known.id.as_str(), &known.name, &known.short].map(str::to_lowercase);
        if names.iter().any(|name| PEOPLE.contains(&name.as_str())) {
            return "Person";
        }
        if names.iter().any(|name| ORGANISATIONS.contains(&name.as_str())) {
            return "Organization";
        }
        label = known.parent.as_ref().and_then(|parent| project.schema.label(parent));
    }
    "Thing"
}

/// The article.
fn appearance(document: &Document) -> String {
    let meta = &document.meta;
    let mut article = Writing::default();
    article.text("@type", "Article").text("identifier", document.article_id().as_str());
    article.some("url", page_of(document));
    if !meta.title.is_empty() {
        article.text("headline", &meta.title);
    }
    article.some("datePublished", meta.published.as_deref()).some("inLanguage", meta.language.as_deref());
    let named = |kind: &str, name: &str| Writing::default().text("@type", kind).text("name", name).done();
    if let Some(byline) = &meta.byline {
        article.raw("author", &named("Person", byline));
    }
    if let Some(site) = &meta.site {
        article.raw("publisher", &named("Organization", site));
    }
    article.done()
}

/// JSON in which nothing can end an element of HTML, or a line of a program. These characters stand in texts alone.
fn safe(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for c in json.chars() {
        match c {
            '<' | '>' | '&' | '\u{2028}' | '\u{2029}' | '\u{85}' => out.push_str(&format!("\\u{:04x}", u32::from(c))),
            c => out.push(c),
        }
    }
    out
}
