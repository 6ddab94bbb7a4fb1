//! ClaimReview: golden files of a hard project, what is a review and what a claim alone, and that no words end the element they
//! stand in.

use std::rc::Rc;

use manicule::formats::foreign::{Options, codec};
use manicule::formats::loss::{Lost, Resolved};
use manicule::model::{Attribute, AttributeKind, AttributeName, Project, ProjectId, markup};
use serde_json::{Value, json};

use crate::averitec::checked;
use crate::foreign::{Written, golden, write};
use crate::marked::hard;

fn nodes(written: &Written) -> Vec<Value> {
    let graph: Value = serde_json::from_str(written.file("claims.jsonld")).expect("JSON");
    assert_eq!(graph["@context"], "https://schema.org");
    graph["@graph"].as_array().expect("a list").clone()
}

#[test]
fn the_golden_files_are_written_byte_for_byte() {
    let written = write("claimreview", &checked(), Options::default(), "articles");
    golden("claimreview", written.files.clone());
    assert_eq!((written.proof.wrong, &written.proof.differs[..]), (0, &[][..]));
    let all = nodes(&written);
    let kinds: Vec<&Value> = all.iter().map(|node| &node["@type"]).collect();
    assert_eq!(kinds, ["ClaimReview", "Claim"]);
    assert_eq!(
        all[0]["reviewRating"],
        json!({"@type": "Rating", "alternateName": "conflicting evidence"}),
        "no number is made up"
    );
    assert_eq!(all[0]["claimReviewed"], "“The log was rewritten,” … “twice.”");
    let url = all[0]["url"].as_str().expect("a link");
    let expected = "https://news.example/harbour?a=1#top:~:text=%E2%80%9CThe%20log%20was%20rewritten%2C%E2%80%9D&text=";
    assert!(url.starts_with(expected), "{url}");
    // Whoever says it is what the label of the mention says; a thing by its name and page.
    assert_eq!(all[0]["itemReviewed"]["author"], json!({"@type": "Thing", "name": "Ada Öztürk of the S‑400 crew"}));
    let ada = json!({"@type": "Person", "name": "Ada Öztürk", "sameAs": "https://example.org/Ada?x=1&y=2"});
    assert_eq!(all[1]["author"], ada);
    assert_eq!(all[1]["appearance"]["headline"], "😀 Harbour “log” rewritten");
}

#[test]
fn what_nobody_checked_is_no_review_and_told() {
    let written = write("claimreview", &hard(), Options::default(), "articles");
    assert!(nodes(&written).iter().all(|node| node["@type"] == "Claim" && node.get("reviewRating").is_none()));
    let told = |what: Lost| {
        let found = written.losses.all().iter().find(|loss| loss.what == what);
        found.map(|loss| (loss.how, loss.count))
    };
    assert_eq!(told(Lost::Unchecked), Some((Resolved::Rewritten, 2)));
    assert_eq!(told(Lost::Addresses), Some((Resolved::Left, 2)), "there is no page to lead to");
    let written = write("claimreview", &checked(), Options::default(), "articles");
    assert_eq!((written.told(Lost::Unchecked), written.told(Lost::Addresses)), (1, 0));
    let codec = codec("claimreview").expect("there");
    assert!(codec.read.is_none() && (codec.recognise)(&written.files) == 0, "it is only written");
}

#[test]
fn a_verdict_on_a_scale_has_a_number() {
    let mut project = Project::new(ProjectId::from_bits(1), "");
    let schema = Rc::make_mut(&mut project.schema);
    let label = schema.labels.iter_mut().find(|label| label.id.as_str() == "claim").expect("there");
    Rc::make_mut(label).attributes.push(Attribute {
        name: AttributeName::from("rating"),
        title: Rc::from("Rating"),
        kind: AttributeKind::Scale(5),
        required: false,
        default: Vec::new(),
        hint: Rc::from(""),
    });
    let mut document =
        markup::parse("a", "[Acme](organisation#o) says [it sank](claim#c)\n---\nc -source-> o").expect("well formed");
    let claim = document.annotations.values().find(|one| one.label.as_str() == "claim").expect("there");
    let mut claim = (**claim).clone();
    claim.attributes.insert(AttributeName::from("rating"), vec![Rc::from("4")]);
    document.annotations.insert(claim.id, Rc::new(claim));
    let all = nodes(&write("claimreview", &project.with(Rc::new(document)), Options::default(), "articles"));
    let rating = json!({"@type": "Rating", "alternateName": "4", "ratingValue": 4, "worstRating": 0, "bestRating": 5});
    assert_eq!(all[0]["reviewRating"], rating);
    assert_eq!(all[0]["itemReviewed"]["author"], json!({"@type": "Organization", "name": "Acme"}));
}

#[test]
fn no_words_end_the_element_they_stand_in() {
    let hostile = "</script><script>alert(1)</script><!-- & \" ' \u{2028}";
    let mut document = markup::parse("a", "It is so").expect("well formed");
    let article = manicule::model::Article::new(manicule::model::FixedText::new(hostile), "a");
    let blocks = manicule::model::Block::lines(article.text());
    document = manicule::model::Document::new("<a>\"&".into(), article, (*document.meta).clone(), blocks);
    let meta = Rc::make_mut(&mut document.meta);
    (meta.title, meta.byline, meta.site) = (Rc::from(hostile), Some(Rc::from(hostile)), Some(Rc::from(hostile)));
    meta.language = Some(Rc::from("en\" onload=\"x"));
    meta.source_url = Some(Rc::from("javascript:alert(1)"));
    let whole = manicule::model::TextRange::new(0, u32::try_from(hostile.len()).expect("short")).expect("not empty");
    let marked = markup::parse("b", "[x](claim)").expect("well formed");
    let mut claim = (**marked.annotations.values().next().expect("one")).clone();
    claim.span = manicule::model::Span::new(vec![whole]).expect("one");
    document.annotations.insert(claim.id, Rc::new(claim));
    let project = Project::new(ProjectId::from_bits(1), "").with(Rc::new(document));
    let written = write("claimreview", &project, Options::default(), "articles");
    assert_eq!(written.proof.differs, []);
    let page = written.file("claims.html");
    let count = |what: &str| page.to_lowercase().matches(what).count();
    assert_eq!((count("<script"), count("</script"), count("<!--")), (1, 1, 0), "{page}");
    assert_eq!((count("onload=\""), count("href=")), (0, 0), "{page}");
    assert_eq!(nodes(&written)[0]["text"], hostile);
}

/// A project of one article, with values of its claim.
fn with_values(values: &[(&str, &[&str])]) -> Project {
    let mut document = markup::parse("a", "Bo says [it sank](claim#c)").expect("well formed");
    let mut claim = (**document.annotations.values().next().expect("one")).clone();
    for (name, said) in values {
        claim.attributes.insert(AttributeName::from(*name), said.iter().map(|one| Rc::from(*one)).collect());
    }
    document.annotations.insert(claim.id, Rc::new(claim));
    Project::new(ProjectId::from_bits(1), "").with(Rc::new(document))
}

#[test]
fn copies_by_two_people_are_two() {
    let project = with_values(&[("verdict", &["false"])]);
    let one = (**project.documents().next().expect("one")).clone();
    let mut copy = one.clone();
    copy.id = "a-2".into();
    let all = nodes(&write("claimreview", &project.with(Rc::new(copy)), Options::default(), "articles"));
    assert_eq!(all.len(), 2);
    assert_ne!(all[0]["@id"], all[1]["@id"], "reviews");
    assert_ne!(all[0]["itemReviewed"]["@id"], all[1]["itemReviewed"]["@id"], "claims");
}

#[test]
fn values_that_have_no_place_are_told() {
    for (values, left) in [
        (&[("verdict", &["false"][..])][..], 0),
        (&[("verdict", &["false"]), ("rating", &["3"])], 1),
        (&[("verdict", &["false", "misleading"])], 1),
        (&[("justification", &["It floats."])], 1),
        (&[("verdict", &["false"]), ("justification", &["It floats."])], 0),
        (&[("source", &["unnamed"])], 1),
        (&[("source", &["none"])], 1),
        (&[("source", &["the guards"])], 0),
        (&[("claim_date", &["2026-11-02"])], 0),
        (&[("claim_date", &["last week"])], 1),
    ] {
        let written = write("claimreview", &with_values(values), Options::default(), "articles");
        assert_eq!((written.told(Lost::Attributes), written.told(Lost::Text)), (left, 1), "{values:?}");
    }
    let odd = with_values(&[("claim_date", &["last week"])]);
    let odd = nodes(&write("claimreview", &odd, Options::default(), "articles"));
    assert!(odd[0].get("datePublished").is_none(), "no date");
    // A mention that is linked speaks; what the attribute says beside it is not there.
    let mut document =
        markup::parse("a", "[Ada](person#a) says [it sank](claim#c)\n---\nc -source-> a").expect("well formed");
    let claim = document.annotations.values().find(|one| one.label.as_str() == "claim").expect("there");
    let mut claim = (**claim).clone();
    claim.attributes.insert(AttributeName::from("source"), vec![Rc::from("the guards")]);
    document.annotations.insert(claim.id, Rc::new(claim));
    Rc::make_mut(&mut document.meta).annotator = Some(manicule::model::PersonId::from_bits(7));
    let project = Project::new(ProjectId::from_bits(1), "").with(Rc::new(document));
    let written = write("claimreview", &project, Options::default(), "articles");
    assert_eq!((written.told(Lost::Attributes), written.told(Lost::Annotators)), (1, 1));
    // Without a claim nothing of the article is there.
    let bare =
        Project::new(ProjectId::from_bits(1), "").with(Rc::new(markup::parse("a", "It rains").expect("well formed")));
    let written = write("claimreview", &bare, Options::default(), "articles");
    let has_title = bare.documents().any(|document| !document.meta.title.is_empty());
    assert_eq!(written.told(Lost::Titles), u32::from(has_title));
}
