//! Label Studio: what is written, what is told, and what is made of its own exports.

use manicule::formats::foreign::loose::{Loose, LooseSpan};
use manicule::formats::foreign::options::Fragments;
use manicule::formats::foreign::settle::{self, Counting, Plan, Settled};
use manicule::formats::foreign::{Foreign, Options, codec};
use manicule::formats::loss::{Lost, Resolved};
use manicule::formats::{Problem, TextFile};
use manicule::model::{LabelKind, Origin, Project, Unit, Verdict, news_schema};

use crate::foreign::{self, Written, golden, wrong_after};
use crate::marked::hard;

fn with_suggestions() -> Options {
    Options { suggestions: true, ..Options::default() }
}

fn written(id: &str, project: &Project, options: Options) -> Written {
    foreign::write(id, project, options, "hard")
}

fn read(files: &[(&str, &str)]) -> Foreign {
    let files: Vec<_> =
        files.iter().map(|(name, text)| TextFile { name: (*name).to_owned(), text: (*text).to_owned() }).collect();
    let studio = codec("labelstudio").expect("known");
    assert!((studio.recognise)(&files) >= 90, "it is Label Studio's");
    (studio.read.expect("read"))(&files)
}

fn spans(document: &Loose) -> Vec<(&str, &str, (u64, u64))> {
    document.spans.iter().map(|span| (span.id.as_str(), span.label.as_str(), span.fragments[0])).collect()
}

fn quote(span: &LooseSpan) -> &str {
    span.quotes.first().map_or("", String::as_str)
}

#[test]
fn the_golden_files_are_written_byte_for_byte() {
    let made = written("labelstudio", &hard(), with_suggestions());
    assert_eq!(made.proof.differs, []);
    assert_eq!(made.proof.checked, 10, "nine annotations and a suggestion");
    golden("labelstudio", made.files);
    let told: Vec<_> = made.losses.all().iter().map(|loss| (loss.what, loss.how, loss.count)).collect();
    assert_eq!(
        told,
        [
            (Lost::Fragments, Resolved::Joined, 1),
            (Lost::Attributes, Resolved::Rewritten, 2),
            (Lost::Entities, Resolved::Rewritten, 2),
            (Lost::Doubts, Resolved::Left, 1),
            (Lost::DocumentValues, Resolved::Rewritten, 1),
            (Lost::Blocks, Resolved::Left, 3),
            (Lost::Authors, Resolved::Left, 1),
        ]
    );
}

#[test]
fn the_golden_files_read_back() {
    let made = written("labelstudio", &hard(), with_suggestions());
    let files: Vec<_> = made.files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect();
    let foreign = read(&files);
    assert_eq!(foreign.issues, []);
    let [document, plain] = foreign.documents.as_slice() else { panic!("two articles") };
    assert_eq!((document.id.as_str(), document.language.as_deref()), ("harbour/1", Some("en")));
    assert_eq!((plain.id.as_str(), plain.text.as_str(), plain.spans.len()), ("plain", "Nothing is marked here.", 0));
    let suggested: Vec<_> =
        document.spans.iter().filter(|span| (span.suggested, span.score) == (Some(Verdict::Open), Some(875))).collect();
    assert_eq!(suggested.iter().map(|span| quote(span)).collect::<Vec<_>>(), ["نُقل السجل"]);
    let claim = document.spans.iter().find(|span| quote(span) == "نُقل السجل").expect("it is there");
    let mut said: Vec<_> = claim.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    said.sort_unstable();
    assert_eq!(
        said,
        [
            ("2nd look", "7"),
            ("check_worthy", "3"),
            ("note", "a <b> & \"c\""),
            ("topics", "war & peace"),
            ("unknown", "x"),
            ("unknown", "y")
        ]
    );
    assert_eq!(claim.note, "see\nbelow");
    let odd = document.spans.iter().find(|span| quote(span) == "é").expect("it is there");
    assert_eq!(odd.label, "odd <&\"label>");
    let mut values: Vec<_> = document.values.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    values.sort_unstable();
    assert_eq!(values, [("check_worthy", "very"), ("genre", "news"), ("gone", "1")]);
    assert_eq!(document.groups.len(), 1);
    assert_eq!((document.groups[0].members.len(), document.groups[0].name.as_str()), (2, "Ada Öztürk"));
    assert_eq!(document.relations.len(), 3);
    let extra = |name: &str| {
        document.extra.iter().filter(|(key, _)| key == name).map(|(_, value)| value.as_str()).collect::<Vec<_>>()
    };
    assert_eq!((extra("section"), extra("author")), (vec!["\"World\"", "\"\\\\\""], vec!["\"Zoë Ünal\""]));
    let label = |name: &str| foreign.labels.iter().find(|label| label.name == name).expect("in the configuration");
    assert_eq!(label("claim").kind, Some(LabelKind::Claim));
    assert_eq!(label("odd <&\"label>").kind, Some(LabelKind::Entity));
    assert!(foreign.labels.iter().any(|label| label.name == "source" && label.is_relation));
}

#[test]
fn each_fragment_can_be_a_region() {
    let options = Options { fragments: Fragments::Split, ..Options::default() };
    let made = written("labelstudio", &hard(), options);
    assert_eq!((made.proof.wrong, made.proof.checked), (0, 10));
    let foreign = read(&[("a.json", &made.files[0].text)]);
    let parts: Vec<_> = foreign.documents[0].spans.iter().filter(|span| span.label == "claim").map(quote).collect();
    assert_eq!(parts, ["“The log was rewritten,”", "“twice.”", "نُقل السجل"]);
    assert_eq!(made.losses.count(Lost::Suggestions), 1, "it was not asked for");
}

#[test]
fn labels_that_are_called_alike_stay_two() {
    let mut project = hard();
    for label in &mut std::rc::Rc::make_mut(&mut project.schema).labels {
        // Not the same names, but the configuration can say only what is the same of them.
        match label.id.as_str() {
            "person" => std::rc::Rc::make_mut(label).short = "$ X\t".into(),
            "claim" => std::rc::Rc::make_mut(label).short = "$ X".into(),
            _ => {}
        }
    }
    let made = written("labelstudio", &project, Options { short_labels: true, ..Options::default() });
    assert_eq!((made.proof.differs.as_slice(), made.losses.count(Lost::LabelNames)), (&[][..], 4));
    assert!(made.files[1].text.contains("value=\"_ X\"") && made.files[1].text.contains("value=\"_ X_2\""));
    let foreign = read(&[("a.json", &made.files[0].text)]);
    let mut labels: Vec<_> = foreign.documents[0].spans.iter().map(|span| span.label.as_str()).collect();
    labels.sort_unstable();
    labels.dedup();
    assert!(labels.contains(&"$ X\t") && labels.contains(&"claim"), "{labels:?}");
}

#[test]
fn a_proof_finds_what_is_wrong() {
    // As if UTF-16 had been counted: an offset is one too high, for there is an emoji before all.
    assert!(
        wrong_after("labelstudio", &hard(), |text| {
            let begin = text.find("\"start\":").expect("a region");
            let number: String = text[begin + 8..].chars().take_while(char::is_ascii_digit).collect();
            let next = number.parse::<u32>().expect("digits") + 1;
            text.replacen(&format!("\"start\":{number}"), &format!("\"start\":{next}"), 1)
        }) > 0
    );
    assert!(wrong_after("labelstudio", &hard(), |text| text.replacen("\"claim\"]", "\"cue\"]", 1)) > 0);
    assert!(
        wrong_after("labelstudio", &hard(), |text| text.replacen(
            "\"direction\":\"right\"",
            "\"direction\":\"left\"",
            1
        )) > 0
    );
    assert!(
        wrong_after("labelstudio", &hard(), |text| text
            .replacen("\"type\":\"labels\"", "\"type\":\"brush\"", 1)
            .replacen("\"labels\":[", "\"gone\":[", 1))
            > 0
    );
    assert!(wrong_after("labelstudio", &hard(), |text| text[..text.len() - 2].to_owned()) > 0);
}

#[test]
fn several_annotators_are_several_documents() {
    let foreign = read(&[(
        "export.json",
        r#"[{"id": 7, "inner_id": 1, "file_upload": "x.txt", "drafts": [{"result": []}], "meta": {"batch": 1.50},
 "data": {"source": "https://example.org/a", "body": "😀 Ana met Bo.\nShe left."},
 "annotations": [
  {"id": 1, "completed_by": {"id": 3, "email": "ana@example.org", "first_name": "", "last_name": ""}, "was_cancelled": false, "lead_time": 4.2881234,
   "result": [
    {"id": "r0", "type": "relation", "from_id": "s2", "to_id": "s1", "direction": "left", "labels": ["met"]},
    {"type": "relation", "from_id": "s1", "to_id": "s2", "direction": "bi", "labels": ["knows", "likes"]},
    {"type": "relation", "from_id": "s1", "to_id": "s2", "direction": "right"},
    {"id": "s1", "from_name": "sure", "to_name": "text", "type": "choices", "value": {"start": 2, "end": 5, "text": "Ana", "choices": ["yes"]}},
    {"id": "s1", "from_name": "label", "to_name": "text", "type": "labels", "origin": "manual", "value": {"start": 2, "end": 5, "text": "Ana", "labels": ["PER", "HERO"]}, "meta": {"text": ["who?"], "page": 3}},
    {"id": "s2", "from_name": "label", "to_name": "text", "type": "labels", "value": {"start": 10, "end": 17, "text": "Bo.\\nShe", "labels": ["PER"]}},
    {"id": "s3", "from_name": "box", "to_name": "image", "type": "rectanglelabels", "value": {"x": 1, "y": 2, "rectanglelabels": ["CAR"]}},
    {"id": "s4", "from_name": "label", "to_name": "text", "type": "labels", "value": {"start": 2, "labels": ["PER"]}},
    {"id": "d1", "from_name": "tone", "to_name": "text", "type": "choices", "value": {"choices": ["calm", "dry"]}},
    {"id": "d2", "from_name": "stars", "to_name": "text", "type": "rating", "value": {"rating": 4}},
    {"id": "d3", "from_name": "where", "to_name": "text", "type": "taxonomy", "value": {"taxonomy": [["a", "b"]]}},
    7]},
  {"id": 2, "completed_by": 12, "was_cancelled": false, "result": []},
  {"id": 3, "completed_by": 13, "was_cancelled": true, "result": [{"id": "x", "type": "labels", "value": {"start": 0, "end": 1, "labels": ["NO"]}}]}
 ],
 "predictions": [{"model_version": "m1", "score": 0.5, "result": [
    {"id": "s1", "from_name": "label", "to_name": "text", "type": "labels", "score": 0.25, "value": {"start": 10, "end": 12, "text": "Bo", "labels": ["PER"]}}]}]},
{"id": 8, "data": {"text": "Alone."}, "annotations": [{"completed_by": 1, "was_cancelled": true, "result": []}]}
]"#,
    )]);
    let [first, second, alone] = foreign.documents.as_slice() else { panic!("three: {:?}", foreign.documents.len()) };
    assert_eq!((first.annotator.as_deref(), second.annotator.as_deref()), (Some("ana@example.org"), Some("12")));
    assert_eq!((first.id.as_str(), second.id.as_str(), second.text == first.text), ("7", "7", true));
    assert_eq!(alone.text, "Alone.");
    assert_eq!(
        spans(first),
        [("s1", "PER", (2, 5)), ("s1#2", "HERO", (2, 5)), ("s2", "PER", (10, 17)), ("s1@m1", "PER", (10, 12))]
    );
    assert_eq!((quote(&first.spans[2]), first.spans[3].score), ("Bo.\nShe", Some(250)));
    assert_eq!(first.spans[3].by, "m1");
    assert!(first.extra.contains(&("predictions[0].score".to_owned(), "0.5".to_owned())), "{:?}", first.extra);
    assert_eq!(first.spans[0].note, "who?");
    let pair = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    assert_eq!(first.spans[0].attributes, [("meta.page", "3"), ("sure", "yes")].map(pair));
    assert_eq!(first.values, [("tone", "calm"), ("tone", "dry"), ("stars", "4"), ("where", "a > b")].map(pair));
    let links: Vec<_> =
        first.relations.iter().map(|link| (link.kind.as_str(), link.from.as_str(), link.to.as_str())).collect();
    assert_eq!(links, [("met", "s1", "s2"), ("knows", "s1", "s2"), ("likes", "s1", "s2"), ("relation", "s1", "s2")]);
    assert_eq!(first.relations[1].attributes, [pair(("direction", "bi"))]);
    assert!(first.extra.contains(&pair(("annotation.lead_time", "4.2881234"))));
    assert!(
        second.extra.contains(&pair(("meta.batch", "1.50"))) && second.extra.contains(&pair(("task.inner_id", "1")))
    );
    assert_eq!(foreign.unit, None, "it may be either");
    let told: Vec<_> = foreign.issues.iter().map(|issue| (issue.line, issue.path.as_str())).collect();
    assert_eq!(
        told,
        [
            (1, "annotations[0].result[11]"),
            (1, "annotations[0].result[6]"),
            (1, "annotations[0].result[7]"),
            (1, "annotations"),
            (1, "drafts"),
            (23, "annotations")
        ]
    );
}

#[test]
fn pages_and_conversations_are_read_where_offsets_lie_on_plain_text() {
    let foreign = read(&[
        (
            "config.xml",
            "<View><HyperTextLabels name='l' toName='h'><Label value='A'/></HyperTextLabels><HyperText name='h' value='$page'/><Text name='t' value='$text'/></View>",
        ),
        (
            "a.json",
            r#"[{"data": {"text": "no", "page": "Plain words"}, "annotations": [{"result": [
            {"id": "1", "type": "hypertextlabels", "from_name": "l", "to_name": "h", "value": {"start": "/text()[1]", "end": "/text()[1]", "startOffset": 6, "endOffset": 11, "globalOffsets": {"start": 6, "end": 11}, "text": "words", "hypertextlabels": ["A"]}},
            {"id": "2", "type": "labels", "from_name": "l", "to_name": "t", "value": {"start": 0, "end": 2, "labels": ["A"]}}]}]},
        {"data": {"page": "<p>Marked words</p>"}, "annotations": [{"result": [
            {"id": "1", "type": "hypertextlabels", "from_name": "l", "to_name": "h", "value": {"start": "/p[1]/text()[1]", "end": "/p[1]/text()[1]", "startOffset": 7, "endOffset": 12, "globalOffsets": {"start": 7, "end": 12}, "text": "words", "hypertextlabels": ["A"]}}]}]}]"#,
        ),
    ]);
    assert_eq!(spans(&foreign.documents[0]), [("1", "A", (6, 11))]);
    assert_eq!((foreign.documents[0].text.as_str(), foreign.documents[1].spans.len()), ("Plain words", 0));
    let why = |problem: &Problem| matches!(problem, Problem::NotTaken { why, is_warning: false, .. } if why == "studio_region");
    assert!(
        foreign.issues.len() == 2 && foreign.issues.iter().all(|issue| why(&issue.problem)),
        "{:?}",
        foreign.issues
    );
    let talk = read(&[(
        "a.json",
        r#"{"data": {"dialogue": [{"author": "A", "text": "😀 Hi"}, {"author": "B", "text": "😀 Ho ho"}]}, "annotations": [{"result": [
        {"id": "1", "type": "paragraphlabels", "value": {"start": "1", "end": "1", "startOffset": 3, "endOffset": 5, "text": "Ho", "paragraphlabels": ["X"]}},
        {"id": "2", "type": "paragraphlabels", "value": {"start": "0", "end": "1", "startOffset": 2, "endOffset": 1, "paragraphlabels": ["Y"]}}]}]}"#,
    )]);
    assert_eq!(talk.documents[0].text, "😀 Hi\n😀 Ho ho");
    assert_eq!(spans(&talk.documents[0]), [("1", "X", (7, 9)), ("2", "Y", (2, 6))], "the first counts UTF-16");
}

#[test]
fn minimal_exports_are_read() {
    let foreign = read(&[(
        "min.json",
        r#"[{"text": "Ana met Bo.", "kind": "news", "id": 4, "label": [{"start": 0, "end": 3, "text": "Ana", "labels": ["PER"]}, {"start": 8, "end": 10, "labels": ["PER", "ORG"]}],
  "tone": "calm", "annotator": 2, "annotation_id": 9, "created_at": "2024", "updated_at": "2024", "lead_time": 1.25},
  {"text": "Nothing", "id": 5, "annotator": 1, "annotation_id": 10, "created_at": "", "updated_at": "", "lead_time": 2}]"#,
    )]);
    assert_eq!(foreign.issues, []);
    let [first, second] = foreign.documents.as_slice() else { panic!("two") };
    assert_eq!(spans(first), [("", "PER", (0, 3)), ("", "PER", (8, 10)), ("", "ORG", (8, 10))]);
    assert_eq!((first.id.as_str(), first.annotator.as_deref(), second.text.as_str()), ("4", Some("2"), "Nothing"));
    assert!(first.extra.contains(&("tone".to_owned(), "\"calm\"".to_owned())));
}

#[test]
fn what_its_converter_makes_of_our_file_is_read() {
    // Made by `label-studio-sdk` 2.1.2 of the golden files.
    let foreign = read(&[
        ("result.json", include_str!("labelstudio/exported-min.json")),
        ("hard.labels.xml", include_str!("labelstudio/hard.labels.xml")),
    ]);
    assert_eq!(foreign.issues, []);
    let [document, _] = foreign.documents.as_slice() else { panic!("two articles") };
    assert_eq!((document.id.as_str(), document.title.as_str()), ("harbour/1", "😀 Harbour “log” rewritten"));
    assert_eq!(document.spans.len(), 9);
    for span in &document.spans {
        let (start, end) = span.fragments[0];
        let (start, end) = (usize::try_from(start).expect("small"), usize::try_from(end).expect("small"));
        let words: String = document.text.chars().skip(start).take(end - start).collect();
        assert_eq!(words, quote(span));
    }
    let claim = document.spans.iter().find(|span| quote(span) == "نُقل السجل").expect("it is there");
    assert_eq!(claim.attributes, [("a_2nd_look".to_owned(), "7".to_owned())]);
    assert_eq!(document.values.len(), 2, "{:?}", document.values);
    assert!(document.extra.contains(&("check_worthy".to_owned(), "\"3\"".to_owned())));
}

#[test]
fn one_bad_task_spoils_no_other() {
    let foreign = read(&[(
        "a.json",
        "[{\"data\": {\"text\": \"One\"}, \"annotations\": []},\n7,\n{\"data\": {\"n\": 1}, \"annotations\": []},\n{\"data\": {\"text\": \"\\ud800\"}, \"annotations\": []},\n{\"data\": {\"text\": \"Two\"}, \"annotations\": []},\n{\"data\"",
    )]);
    let texts: Vec<_> = foreign.documents.iter().map(|document| document.text.as_str()).collect();
    assert_eq!(texts, ["One", "Two"]);
    let told: Vec<_> = foreign.issues.iter().map(|issue| issue.line).collect();
    assert_eq!(told.len(), 4, "{:?}", foreign.issues);
}

/// What a model proposes is said by the model, with its name and how sure it was, and never by the person.
#[test]
fn what_is_proposed_is_nobodys_word() {
    let foreign = read(&[(
        "export.json",
        r#"[{"id": 1, "data": {"text": "Ana met Bo."},
 "annotations": [{"completed_by": 3, "result": [
    {"id": "a", "from_name": "label", "to_name": "text", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["PER"]}},
    {"id": "b", "from_name": "label", "to_name": "text", "type": "labels", "value": {"start": 8, "end": 10, "labels": ["PER"]}}]}],
 "predictions": [
  {"model_version": "links-2", "score": 0.75, "cluster": 4, "result": [
    {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right", "labels": ["met"]},
    {"id": "d", "from_name": "tone", "to_name": "text", "type": "choices", "value": {"choices": ["calm"]}}]},
  {"model_version": "ner-1", "score": 0.5, "result": [
    {"id": "a", "from_name": "label", "to_name": "text", "type": "labels", "value": {"start": 0, "end": 3, "labels": ["ORG"]}},
    {"id": "p", "from_name": "label", "to_name": "text", "type": "labels", "value": {"start": 4, "end": 7, "labels": ["ORG"]}},
    {"id": "p", "from_name": "sure", "to_name": "text", "type": "choices", "value": {"start": 4, "end": 7, "choices": ["no"]}},
    {"type": "relation", "from_id": "a", "to_id": "b", "direction": "right", "labels": ["works for"]}]},
  {"model_version": "whole", "score": 88, "result": []}]}]"#,
    )]);
    let [document] = foreign.documents.as_slice() else { panic!("one") };
    assert_eq!(document.values, [], "nobody said what the article is like");
    let links: Vec<_> =
        document.relations.iter().map(|link| (link.kind.as_str(), link.score, link.by.as_str())).collect();
    assert_eq!(links, [("met", Some(750), "links-2"), ("works for", Some(500), "ner-1")]);
    let ends: Vec<_> = document.relations.iter().map(|link| (link.from.as_str(), link.to.as_str())).collect();
    assert_eq!(ends, [("a", "b"), ("a@ner-1", "b")], "what is proposed together comes first");
    let proposed: Vec<_> = (document.spans.iter())
        .filter_map(|span| {
            span.suggested.map(|_| (span.id.as_str(), span.score, span.by.as_str(), span.attributes.len()))
        })
        .collect();
    assert_eq!(proposed, [("a@ner-1", Some(500), "ner-1", 0), ("p", Some(500), "ner-1", 1)]);
    let kept: Vec<_> = document.extra.iter().map(|(name, _)| name.as_str()).collect();
    let wanted =
        ["predictions[0].result[1]", "predictions[0].cluster", "predictions[2].model_version", "predictions[2].score"];
    assert_eq!(kept, wanted, "what has no place is kept");
    let told: Vec<_> = foreign.issues.iter().map(|issue| issue.path.as_str()).collect();
    assert_eq!(told, ["predictions[0].result", "predictions[2]"], "a score of 88 is told: {:?}", foreign.issues);

    let schema = news_schema::news();
    let (labels, kinds) = settle::names(&foreign, &schema, None);
    let counting = Counting::of(Unit::CodePoint);
    let plan = Plan::new(("labelstudio", &foreign), counting, (&labels, &kinds), &schema, "");
    let made = Settled::default().document(document, &plan).expect("a text");
    let by: Vec<&Origin> = made.suggestions.values().map(|one| &one.annotation.origin).collect();
    assert_eq!(by, vec![&Origin::Engine { id: "ner-1".into(), permille: Some(500) }; 2]);
    let waits: Vec<bool> = made.relations.values().map(|link| made.waits(link)).collect();
    assert_eq!(waits.iter().filter(|waits| **waits).count(), 1, "one waits for a suggestion, one does not");
    let by: Vec<&Origin> = made.relations.values().map(|link| &link.origin).collect();
    let engine = |id: &str, permille| Origin::Engine { id: id.into(), permille: Some(permille) };
    assert!(by.contains(&&engine("links-2", 750)) && by.contains(&&engine("ner-1", 500)), "{by:?}");
    assert!(made.annotations.values().all(|one| matches!(one.origin, Origin::Import { .. })));
}
