//! AVeriTeC: golden files of a hard project, what comes back of them, records of the dataset there and back, and what cannot be
//! read.

use std::rc::Rc;

use manicule::formats::foreign::settle::{self, Counting, Plan, Settled};
use manicule::formats::foreign::{CODECS, Foreign, Options, codec};
use manicule::formats::loss::Lost;
use manicule::formats::{Problem, TextFile};
use manicule::model::{Annotation, AttributeName, Document, Project, ProjectId, Schema, Unit, news_schema};
use serde_json::{Value, json};

use crate::foreign::{golden, read, write};
use crate::marked::hard;

/// Keys of a record, as the dataset's own description has them.
const KEYS: [&str; 14] = [
    "claim",
    "required_reannotation",
    "label",
    "justification",
    "claim_date",
    "speaker",
    "original_claim_url",
    "cached_original_claim_url",
    "fact_checking_article",
    "reporting_source",
    "location_ISO_code",
    "claim_types",
    "fact_checking_strategies",
    "questions",
];

fn file(name: &str, text: &str) -> TextFile {
    TextFile { name: name.to_owned(), text: text.to_owned() }
}

/// A project with the schema *Fact-check*, and everything in it that the format has a place for.
pub(crate) fn checked() -> Project {
    let mut project = hard();
    let labels = project.schema.labels.clone();
    project.schema = Rc::new(Schema { relations: project.schema.relations.clone(), ..news_schema::fact_check() });
    assert!(labels.iter().any(|label| label.id.as_str() == "claim"));
    let mut document = (**project.documents().next().expect("one")).clone();
    let meta = Rc::make_mut(&mut document.meta);
    meta.source_url = Some(Rc::from("https://news.example/harbour?a=1#top"));
    meta.site = Some(Rc::from("The <Harbour> & Post"));
    meta.published = Some(Rc::from("2026-08-05T10:00:00Z"));
    let said = |document: &mut Document, words: &str, values: &[(&str, &str)]| {
        let found = document.annotations.values().find(|one| one.span.quote(&document.article) == words);
        let mut claim: Annotation = (**found.expect("it is marked")).clone();
        for (name, value) in values {
            let all = claim.attributes.get(&AttributeName::from(*name)).cloned().unwrap_or_default();
            let all = all.into_iter().chain([Rc::from(*value)]).collect();
            claim.attributes.insert(AttributeName::from(*name), all);
        }
        document.annotations.insert(claim.id, Rc::new(claim));
    };
    let values = [
        ("verdict", "conflicting evidence"),
        ("justification", "Two logs,\n</script><b>both</b> rewritten."),
        ("claim_date", "2026-11-02"),
        ("claim_types", "Numerical Claim"),
        ("claim_types", "Event/Property Claim"),
        ("location_ISO_code", "TR"),
    ];
    said(&mut document, "“The log was rewritten,” … “twice.”", &values);
    project.with(Rc::new(document))
}

fn records(written: &crate::foreign::Written) -> Vec<Value> {
    serde_json::from_str(written.file("articles.json")).expect("a list")
}

#[test]
fn the_golden_files_are_written_byte_for_byte() {
    let written = write("averitec", &checked(), Options::default(), "articles");
    golden("averitec", written.files.clone());
    assert_eq!((written.proof.wrong, &written.proof.differs[..]), (0, &[][..]));
    assert!(written.proof.checked > 10);
    let all = records(&written);
    for record in &all {
        let keys: Vec<&String> = record.as_object().expect("an object").keys().collect();
        assert!(KEYS.iter().all(|key| keys.iter().any(|known| known == key)), "{keys:?}");
    }
    let first = &all[0];
    assert_eq!(first["claim"], "“The log was rewritten,” “twice.”");
    assert_eq!(first["label"], "Conflicting Evidence/Cherrypicking");
    assert_eq!(
        (&first["claim_date"], &first["speaker"]),
        (&json!("2-11-2026"), &json!("Ada Öztürk of the S‑400 crew"))
    );
    assert_eq!(first["claim_types"], json!(["Numerical Claim", "Event/Property Claim"]));
    let second = &all[1];
    assert_eq!((&second["label"], &second["justification"]), (&Value::Null, &Value::Null), "nobody has said so");
    assert_eq!(
        (&second["claim_date"], &second["speaker"]),
        (&json!("5-8-2026"), &json!("Ada Öztürk")),
        "the thing's name"
    );
    assert_eq!(second["questions"], json!([]));
}

#[test]
fn nothing_is_a_list_of_nothing() {
    let mut project = hard();
    let schema = Rc::make_mut(&mut project.schema);
    schema.labels.retain(|label| label.id.as_str() != "claim");
    let written = write("averitec", &project, Options::default(), "articles");
    assert_eq!(written.file("articles.json"), "[]");
    assert_eq!(read("averitec", &written.files).documents.len(), 2);
}

/// Takes what was read in, as a person does who changes nothing.
fn taken(foreign: &Foreign, schema: &Schema) -> (Vec<Document>, Schema, Vec<Problem>) {
    let (labels, kinds) = settle::names(foreign, schema, None);
    let plan = Plan::new(("averitec", foreign), Counting::of(Unit::CodePoint), (&labels, &kinds), schema, "");
    let mut settled = Settled::default();
    let documents = foreign.documents.iter().filter_map(|loose| settled.document(loose, &plan)).collect();
    (documents, plan.schema, settled.issues.into_iter().map(|issue| issue.problem).collect())
}

#[test]
fn ours_comes_back_to_its_places() {
    let project = checked();
    let written = write("averitec", &project, Options::default(), "articles");
    let foreign = read("averitec", &written.files);
    assert_eq!((foreign.issues.as_slice(), foreign.unit), (&[][..], Some(Unit::CodePoint)));
    // In an archive each is looked at by itself, and what is of another format is not taken along.
    for file in &written.files {
        let best = CODECS.iter().max_by_key(|codec| (codec.recognise)(std::slice::from_ref(file))).expect("some");
        assert_eq!(best.id, "averitec", "{}", file.name);
    }
    let (documents, _, told) = taken(&foreign, &project.schema);
    assert_eq!(told, []);
    let (meant, found) = (project.documents().next().expect("one"), &documents[0]);
    assert_eq!((&found.meta.source_url, &found.meta.site), (&meant.meta.source_url, &meant.meta.site));
    assert_eq!((&found.meta.published, &found.meta.byline), (&meant.meta.published, &meant.meta.byline));
    let mut claims = 0;
    for annotation in meant.in_reading_order() {
        let is_claim = annotation.label.as_str() == "claim";
        let is_source = meant.relations.values().any(|link| link.kind.as_str() == "source" && link.to == annotation.id);
        let back = found.annotations.get(&annotation.id);
        assert_eq!(back.is_some(), is_claim || is_source, "{}", annotation.span.quote(&meant.article));
        let Some(back) = back else { continue };
        assert_eq!((&back.span, &back.label), (&annotation.span, &annotation.label));
        if is_claim {
            claims += 1;
            let mut values = back.attributes.clone();
            values.remove(&AttributeName::from("doubt"));
            assert_eq!((values, &back.note), (annotation.attributes.clone(), &annotation.note));
        }
    }
    assert_eq!(claims, 2);
    let links: Vec<_> =
        meant.relations.values().filter(|link| link.kind.as_str() == "source").map(|link| link.id).collect();
    assert_eq!(found.relations.values().map(|link| link.id).collect::<Vec<_>>(), links);
    // And once more the same bytes of what was marked.
    let mut again = project.clone();
    again = again.with(Rc::new(Document { meta: meant.meta.clone(), ..found.clone() }));
    let (one, other) = (records(&written), records(&write("averitec", &again, Options::default(), "articles")));
    for (one, other) in one.iter().zip(&other) {
        assert!(
            KEYS.iter().all(|key| one[key] == other[key]) && one["fragments"] == other["fragments"],
            "{one} {other}"
        );
    }
}

/// A fact-checker works on the file, and what they wrote goes before what was there.
#[test]
fn what_was_written_into_it_counts() {
    let written = write("averitec", &checked(), Options::default(), "articles");
    let mut all = records(&written);
    all[0]["label"] = json!("Refuted");
    all[1]["label"] = json!("Not Enough Evidence");
    all[1]["justification"] = json!("Nobody knows.");
    let list = serde_json::to_string(&all).expect("JSON");
    let foreign = read("averitec", &[file("articles.json", &list), file("texts.jsonl", written.file("texts.jsonl"))]);
    assert_eq!(foreign.issues, []);
    let verdicts: Vec<Vec<&str>> = (foreign.documents[0].spans.iter().filter(|span| span.label == "claim"))
        .map(|span| {
            span.attributes.iter().filter(|(name, _)| name == "verdict").map(|(_, value)| value.as_str()).collect()
        })
        .collect();
    assert_eq!(verdicts, [["refuted"], ["not enough evidence"]]);
}

#[test]
fn a_label_that_was_taken_out_does_not_come_back() {
    let written = write("averitec", &checked(), Options::default(), "articles");
    let verdicts = |files: &[TextFile]| {
        let foreign = read("averitec", files);
        let spans = foreign.documents.iter().flat_map(|loose| &loose.spans).flat_map(|span| &span.attributes);
        let all: Vec<String> = spans.filter(|(name, _)| name == "verdict").map(|(_, said)| said.clone()).collect();
        (all, foreign.issues.into_iter().map(|issue| issue.problem).collect::<Vec<_>>())
    };
    assert_eq!(verdicts(&written.files), (vec!["conflicting evidence".to_owned()], Vec::new()));
    let mut files = written.files;
    let records = files.iter_mut().find(|file| file.name == "articles.json").expect("there");
    records.text = records.text.replace("\"label\":\"Conflicting Evidence/Cherrypicking\"", "\"label\":null");
    let (all, told) = verdicts(&files);
    assert!(all.is_empty(), "{all:?}");
    assert!(matches!(&told[..], [Problem::NotTaken { why, words, is_warning: true, .. }]
        if why == "averitec_label" && words == "conflicting evidence"));
}

#[test]
fn without_its_texts_it_is_claims_alone() {
    let written = write("averitec", &checked(), Options::default(), "articles");
    let foreign = read("averitec", &[file("articles.json", written.file("articles.json"))]);
    let told: Vec<_> = foreign.issues.iter().map(|issue| issue.problem.clone()).collect();
    assert_eq!(told, [Problem::Partner { name: "texts.jsonl".to_owned(), is_warning: true }], "told once");
    let texts: Vec<&str> = foreign.documents.iter().map(|loose| loose.text.as_str()).collect();
    assert_eq!(texts, ["“The log was rewritten,” “twice.”", "نُقل السجل"]);
    assert_eq!(foreign.documents[0].extra, []);
}

#[test]
fn texts_that_are_wrong_are_told() {
    let of = |id: &str, sum: &str, text: &str| {
        json!({"article": id, "title": "", "byline": null, "text_sha256": sum, "text": text}).to_string() + "\n"
    };
    let texts = of("a", "", "It rains.") + &of("a", "", "It snows.") + &of("b", "", " \n") + &of("c", "0", "It hails.");
    let foreign = read("averitec", &[file("texts.jsonl", &texts)]);
    let told: Vec<_> = foreign.issues.iter().map(|issue| (issue.line, issue.problem.clone())).collect();
    let twice = Problem::Duplicate { id: "a".to_owned() };
    assert_eq!(told, [(2, twice), (3, Problem::Empty), (4, Problem::Checksum)]);
    let texts: Vec<&str> = foreign.documents.iter().map(|loose| loose.text.as_str()).collect();
    assert_eq!(texts, ["It rains.", "It hails."]);
}

/// An article without text is told of as that: it is not missing, and its claims are no articles.
#[test]
fn claims_of_an_article_without_text_are_told_so() {
    let text = |id: &str, text: &str| {
        json!({"article": id, "title": "", "byline": null, "text_sha256": "", "text": text}).to_string() + "\n"
    };
    let project = checked();
    let written = write("averitec", &project, Options::default(), "articles");
    let claims = file("articles.json", written.file("articles.json"));
    let ids: Vec<String> =
        records(&written).iter().map(|one| one["article"].as_str().expect("an id").to_owned()).collect();
    for more in ["", "It rains."] {
        let blank: String =
            ids.iter().collect::<std::collections::BTreeSet<_>>().into_iter().map(|id| text(id, " ")).collect();
        let blanks = blank.lines().count();
        let texts = if more.is_empty() { blank } else { blank + &text("more", more) };
        let foreign = read("averitec", &[claims.clone(), file("texts.jsonl", &texts)]);
        let told: Vec<_> = foreign.issues.iter().map(|issue| (&*issue.file, &*issue.path, &issue.problem)).collect();
        let of_texts = std::iter::repeat_n(("texts.jsonl", "", &Problem::Empty), blanks);
        let of_claims = std::iter::repeat_n(("articles.json", "article", &Problem::Empty), blanks);
        assert_eq!(told, of_texts.chain(of_claims).collect::<Vec<_>>(), "once for each");
        assert_eq!(foreign.documents.len(), usize::from(!more.is_empty()));
    }
}

/// As records stand in the dataset: text, nulls, lists, questions with answers of several types.
fn of_the_dataset() -> Value {
    let answer = |answer: &str, kind: &str, url: &str| json!({"answer": answer, "answer_type": kind, "source_url": url, "source_medium": "Web text", "cached_source_url": url});
    let mut none = answer("No answer could be found.", "Unanswerable", "");
    none.as_object_mut().expect("an object").remove("cached_source_url");
    json!([
        {
            "claim": "The 🦊 fox said “no”.\n", "required_reannotation": true, "label": "Refuted",
            "justification": "It did not.", "claim_date": "25-8-2020", "speaker": "Bo Lee", "original_claim_url":
            "https://example.org/a", "fact_checking_article": "https://example.org/check", "reporting_source": "Facebook",
            "location_ISO_code": "US", "claim_types": ["Quote Verification", "Event/Property Claim"],
            "fact_checking_strategies": ["Written Evidence"], "questions": [{"question": "Did it?", "answers": [
                answer("It did not.", "Extractive", "https://example.org/b"), none]}],
            "cached_original_claim_url": null
        },
        {
            "claim": "It rains.", "required_reannotation": false, "label": "Supported", "justification": "",
            "claim_date": "1-1-2021", "speaker": null, "original_claim_url": "no address", "fact_checking_article": null,
            "reporting_source": null, "location_ISO_code": null, "claim_types": [], "fact_checking_strategies": [],
            "questions": [], "cached_original_claim_url": null, "claim_id": 17
        }
    ])
}

#[test]
fn records_of_the_dataset_come_in_and_go_out_as_they_were() {
    let given = of_the_dataset();
    let files = [file("train.json", &given.to_string())];
    let best = CODECS.iter().max_by_key(|codec| (codec.recognise)(&files)).expect("some");
    assert_eq!((best.id, (best.recognise)(&files)), ("averitec", 90));
    let foreign = read("averitec", &files);
    assert_eq!(foreign.issues, []);
    assert_eq!(foreign.documents[1].extra[0].0, "original_claim_url", "what is no address is kept by its name");
    for schema in [news_schema::news(), news_schema::fact_check()] {
        let (documents, schema, told) = taken(&foreign, &schema);
        assert_eq!(told, []);
        let claim = documents[0].annotations.values().next().expect("one");
        let value = |name: &str| claim.attributes.get(&AttributeName::from(name)).map(|all| all.join("|"));
        assert_eq!(claim.span.quote(&documents[0].article), "The 🦊 fox said “no”.");
        assert_eq!((value("source"), value("verdict")), (Some("Bo Lee".into()), Some("refuted".into())));
        assert_eq!(value("claim_types"), Some("Quote Verification|Event/Property Claim".into()));
        assert_eq!(value("claim_date"), Some("2020-08-25".into()));
        assert_eq!(documents[0].meta.site.as_deref(), Some("Facebook"));
        assert_eq!(documents[0].meta.source_url.as_deref(), Some("https://example.org/a"));
        let mut project = Project::new(ProjectId::from_bits(3), "");
        project.schema = Rc::new(schema);
        for document in documents {
            project = project.with(Rc::new(document));
        }
        let written = write("averitec", &project, Options::default(), "articles");
        assert_eq!(written.told(Lost::Attributes), 0);
        let all = records(&written);
        let find = |claim: &Value| all.iter().find(|record| record["claim"] == *claim).expect("it is there").clone();
        let mut expected = given.clone();
        expected[0]["claim"] = json!("The 🦊 fox said “no”.");
        // What is missing or empty is null there.
        expected[1]["justification"] = Value::Null;
        expected[1]["original_claim_url"] = Value::Null;
        for record in expected.as_array().expect("a list") {
            let found = find(&record["claim"]);
            for key in KEYS.iter().filter(|key| **key != "questions") {
                assert_eq!(found[key], record[key], "{key}");
            }
            for (one, other) in found["questions"]
                .as_array()
                .expect("a list")
                .iter()
                .zip(record["questions"].as_array().expect("a list"))
            {
                assert_eq!(one["question"], other["question"]);
                assert_eq!(one["answers"][0]["answer"], other["answers"][0]["answer"]);
                assert_eq!(one["answers"][1]["cached_source_url"], Value::Null);
            }
            let count = |value: &Value| value["questions"].as_array().map(Vec::len);
            assert_eq!(count(&found), count(record));
        }
    }
}

#[test]
fn bad_records_are_told_and_spoil_no_other() {
    let text = "[{\"claim\":7,\"questions\":[],\"claim_types\":[],\"reporting_source\":null},\n\
        {\"claim\":\" \",\"questions\":[],\"claim_types\":[],\"reporting_source\":null},\n\
        {\"claim\":\"It rains.\",\"label\":\"half true\",\"speaker\":[\"x\"],\"questions\":7},\n3]";
    let foreign = read("averitec", &[file("dev.json", text)]);
    let told: Vec<_> = foreign.issues.iter().map(|issue| issue.line).collect();
    assert_eq!(told, [1, 2, 4], "{:?}", foreign.issues);
    assert_eq!(foreign.documents.len(), 1);
    assert_eq!(foreign.documents[0].spans[0].attributes, [("verdict".to_owned(), "half true".to_owned())]);
    let sure = |text: &str| codec("averitec").map(|codec| (codec.recognise)(&[file("a.json", text)]));
    assert_eq!(sure("[{\"claim\":\"a\",\"label\":\"b\",\"speaker\":\"c\"}]"), Some(0), "any claims");
    assert_eq!(sure("[]"), Some(0));
}
