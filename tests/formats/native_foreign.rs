//! Lines that another program wrote: what is taken, and what the report says.

use manicule::formats::{Imported, Problem, native};
use manicule::model::{AnchorDoubt, Annotation, Document, Origin, Status};
use serde_json::{Value, json};

const FILE: &str = "foreign.jsonl";

/// A line with this text, and nothing else that could be left out.
fn line(text: &str) -> Value {
    json!({"format": "article-annotations", "version": "1.0", "id": "d", "text": text})
}

fn fragment(start: u32, end: u32, text: &str) -> Value {
    json!({"start": start, "end": end, "text": text})
}

/// A line with one span for each list of fragments, named `s1`, `s2`, …
fn spans(text: &str, all: &[&[Value]]) -> Value {
    let mut line = line(text);
    let span = |(number, fragments): (usize, &&[Value])| json!({"id": format!("s{}", number + 1), "label": "person", "fragments": fragments});
    line["spans"] = all.iter().enumerate().map(span).collect();
    line
}

fn with(mut line: Value, key: &str, value: Value) -> Value {
    line[key] = value;
    line
}

fn read(line: &Value) -> Imported {
    native::read(FILE, &line.to_string())
}

/// The words of each annotation and everything the report says, with its path.
fn check(line: &Value, words: &[&str], issues: &[(&str, Problem)]) -> Imported {
    let imported = read(line);
    let told: Vec<_> = imported.issues.iter().map(|issue| (issue.path.as_str(), issue.problem.clone())).collect();
    assert_eq!(told, issues, "{line}");
    assert!(imported.issues.iter().all(|issue| issue.file == FILE && issue.line == 1));
    let quotes: Vec<_> = imported.documents.iter().flat_map(|document| quotes(document)).collect();
    assert_eq!(quotes, words, "{line}");
    imported
}

fn quotes(document: &Document) -> Vec<String> {
    document.in_reading_order().iter().map(|annotation| annotation.span.quote(&document.article)).collect()
}

fn only(imported: &Imported) -> Annotation {
    let all: Vec<_> = imported.documents[0].annotations.values().collect();
    assert_eq!(all.len(), 1);
    (**all[0]).clone()
}

fn value(found: &str) -> Problem {
    Problem::Value { found: found.to_owned() }
}

fn duplicate(id: &str) -> Problem {
    Problem::Duplicate { id: id.to_owned() }
}

fn shape(path: &str, expected: &'static str) -> Problem {
    Problem::Shape { path: path.to_owned(), expected }
}

#[test]
fn nothing_but_the_text_is_needed() {
    let imported = check(&line("One.\nTwo."), &[], &[]);
    let document = &imported.documents[0];
    assert_eq!((document.id.as_str(), document.blocks.len(), document.meta.status), ("d", 2, Status::New));
    assert_eq!(document.meta.schema_version, 1);
    assert!(imported.project.is_none() && imported.schemas.is_empty());
}

#[test]
fn null_is_nothing() {
    let keys = ["lang", "meta", "blocks", "spans", "relations", "schema", "intake", "project", "status", "text_sha256"];
    let all = keys.into_iter().fold(line("One."), |line, key| with(line, key, Value::Null));
    assert_eq!(check(&all, &[], &[]).documents, read(&line("One.")).documents);
}

#[test]
fn foreign_ids_are_kept_and_mean_the_same_each_time() {
    let both = spans("Ada met Bob.", &[&[fragment(0, 3, "Ada")], &[fragment(8, 11, "Bob")]]);
    let linked = with(both, "relations", json!([{"id": "r", "label": "knows", "from": "s2", "to": "s1"}]));
    let imported = check(&linked, &["Ada", "Bob"], &[]);
    let document = &imported.documents[0];
    let relation = document.relations.values().next().expect("one");
    let [ada, bob] = document.in_reading_order()[..] else { panic!("two annotations") };
    assert_eq!((relation.from, relation.to), (bob.id, ada.id));
    let native = |id: &str| Origin::Import { format: "native".into(), original_id: id.into() };
    assert_eq!((&ada.origin, &bob.origin, &relation.origin), (&native("s1"), &native("s2"), &native("r")));
    assert_eq!(read(&linked).documents, imported.documents);
    assert_eq!(document.meta.status, Status::InProgress, "somebody has begun");
}

#[test]
fn spans_without_ids_all_come_in() {
    let mut line = spans("Ada met Bob", &[&[fragment(0, 3, "Ada")], &[fragment(8, 11, "Bob")]]);
    for span in line["spans"].as_array_mut().expect("a list") {
        span.as_object_mut().expect("an object").remove("id");
    }
    let once = check(&line, &["Ada", "Bob"], &[]);
    assert_eq!(check(&line, &["Ada", "Bob"], &[]).documents, once.documents, "with the same ids each time");
}

#[test]
fn an_imported_thing_without_its_old_id_keeps_the_one_it_has() {
    let mut line = spans("Ada.", &[&[fragment(0, 3, "Ada")]]);
    line["spans"][0]["origin"] = json!("import");
    line["spans"][0]["engine"] = json!("brat");
    let origin = only(&check(&line, &["Ada"], &[])).origin;
    assert_eq!(origin, Origin::Import { format: "brat".into(), original_id: "s1".into() });
}

#[test]
fn right_in_utf16_only() {
    let mut wrong = fragment(3, 6, "Ada");
    (wrong["start_utf16"], wrong["end_utf16"]) = (json!(3), json!(6));
    check(&spans("😀 Ada met Ada.", &[&[wrong]]), &["Ada"], &[]);
}

#[test]
fn offsets_without_words_are_trusted() {
    check(&spans("😀 Ada.", &[&[json!({"start": 2, "end": 5})]]), &["Ada"], &[]);
}

#[test]
fn offsets_count_in_the_text_as_it_was_written() {
    let text = "\u{feff}One.\r\nTwo.\rThree\0.\r\n";
    let three = [fragment(12, 18, "Three\0")];
    let two_lines = [fragment(1, 11, "One.\r\nTwo.")];
    let imported = check(&spans(text, &[&two_lines, &three]), &["One.\nTwo.", "Three\u{fffd}"], &[]);
    let fixes = imported.documents[0].article.provenance().fixes;
    assert_eq!((fixes.byte_order_mark, fixes.crlf, fixes.cr, fixes.nul), (true, 2, 1, 1));
    assert_eq!(&**imported.documents[0].article.text(), "One.\nTwo.\nThree\u{fffd}.\n");
}

#[test]
fn words_have_the_last_say() {
    let line = spans("Ada met Ada and Ada.", &[&[fragment(6, 9, "Ada")]]);
    let moved = Problem::Moved { quote: "Ada".to_owned() };
    let annotation = only(&check(&line, &["Ada"], &[("spans[0]", moved)]));
    assert_eq!(annotation.span.start(), 8, "the nearest");
    assert_eq!(annotation.doubt.expect("marked").source, AnchorDoubt::Moved);
}

#[test]
fn words_that_are_nowhere() {
    let bad: &[Value] = &[fragment(0, 3, "Ada"), fragment(4, 7, "sat")];
    let line = spans("Ada met Bob.", &[bad, &[fragment(8, 11, "Bob")], &[], &[fragment(5, 5, "")]]);
    let lost = |quote: &str| Problem::NotInText { quote: quote.to_owned() };
    let told = [("spans[0]", lost("sat")), ("spans[2]", Problem::NoFragments), ("spans[3]", lost(""))];
    check(&line, &["Bob"], &told);
}

#[test]
fn fragments_in_any_order() {
    let parts = [fragment(9, 11, "c."), fragment(0, 1, "A"), fragment(1, 2, ","), fragment(6, 7, "b")];
    check(&spans("A, or b, c.", &[&parts]), &["A, … b … c."], &[]);
}

#[test]
fn a_text_that_is_not_the_one_of_its_checksum() {
    let line = with(spans("Ada.", &[&[fragment(0, 3, "Ada")]]), "text_sha256", json!("0".repeat(64)));
    check(&line, &["Ada"], &[("text_sha256", Problem::Checksum)]);
}

#[test]
fn ids_that_stand_twice() {
    let mut line = spans("Ada met Bob.", &[&[fragment(0, 3, "Ada")], &[fragment(8, 11, "Bob")]]);
    line["suggestions"] = json!([line["spans"][0], line["spans"][0]]);
    let relation = json!({"id": "r", "label": "knows", "from": "s1", "to": "s2"});
    line["relations"] = json!([relation, relation]);
    let again = json!({"id": "s1", "label": "place", "fragments": [fragment(4, 7, "met")]});
    line["spans"].as_array_mut().expect("a list").push(again);
    let told = [("spans[2]", duplicate("s1")), ("suggestions[1]", duplicate("s1")), ("relations[1]", duplicate("r"))];
    let imported = check(&line, &["Ada", "Bob"], &told);
    assert_eq!((imported.documents[0].suggestions.len(), imported.documents[0].relations.len()), (1, 1));
}

#[test]
fn a_document_that_stands_twice() {
    let one = line("One.");
    let imported = native::read(FILE, &format!("{one}\n{}\n", with(line("One."), "relations", json!([]))));
    assert_eq!(imported.documents.len(), 1);
    let [issue] = &imported.issues[..] else { panic!("one issue") };
    assert_eq!((issue.line, issue.path.as_str(), &issue.problem), (2, "", &duplicate("d")));
    // Another text, or another person's work, is another document.
    let others =
        [line("Two."), with(line("One."), "annotator", json!("anna")), with(line("One."), "annotator", json!("ben"))];
    let lines: String = others.iter().map(|other| format!("{other}\n")).collect();
    let imported = native::read(FILE, &format!("{one}\n{lines}"));
    assert_eq!((imported.documents.len(), imported.issues.len()), (4, 0));
}

#[test]
fn a_relation_needs_both_ends() {
    let mut line = spans("Ada met Bob.", &[&[fragment(0, 3, "Ada")], &[fragment(4, 7, "sat")]]);
    line["relations"] = json!([
        {"id": "r1", "label": "knows", "from": "s1", "to": "s9"},
        {"id": "r2", "label": "knows", "from": "s2", "to": "s1"},
    ]);
    let missing = |id: &str| Problem::MissingEnd { id: id.to_owned() };
    let lost = Problem::NotInText { quote: "sat".to_owned() };
    check(&line, &["Ada"], &[("spans[1]", lost), ("relations[0]", missing("s9")), ("relations[1]", missing("s2"))]);
}

#[test]
fn other_formats_and_versions() {
    let foreign = |found: &str| [("", Problem::Foreign { found: found.to_owned() })];
    check(&with(line("One."), "version", json!("2.0")), &[], &foreign("article-annotations 2.0"));
    check(&with(line("One."), "version", json!("")), &[], &foreign("article-annotations "));
    check(&with(line("One."), "format", json!("doccano")), &[], &foreign("doccano"));
    check(&json!({"text": "One.", "label": []}), &[], &foreign(""));
    let newer = with(with(line("One."), "version", json!("1.7")), "sentiment", json!({"x": [1, {"y": null}]}));
    assert_eq!(check(&newer, &[], &[]).documents.len(), 1);
}

#[test]
fn any_number_of_unknown_keys() {
    let keys = |extra: &str| {
        let all: Vec<_> = (0..50_000).map(|number| format!(r#""k{number}":1"#)).collect();
        line("One.").to_string().replacen('{', &format!("{{{}{extra},", all.join(",")), 1)
    };
    assert_eq!(native::read(FILE, &keys("")).issues, []);
    for twice in [r#","k7":1"#, r#","k49999":1"#] {
        let [issue] = &native::read(FILE, &keys(twice)).issues[..] else { panic!("one issue") };
        assert!(matches!(issue.problem, Problem::Malformed { .. }), "{issue:?}");
    }
}

#[test]
fn a_value_of_the_wrong_kind_is_told_with_its_place() {
    let check = |line: Value, problem: Problem| drop(self::check(&line, &[], &[("", problem)]));
    check(with(line("One."), "text", json!(7)), shape("text", "text"));
    check(with(line("One."), "spans", json!({})), shape("spans", "a list"));
    check(spans("A", &[&[json!({"start": "0"})]]), shape("spans[0].fragments[0].start", "a whole number"));
    check(spans("A", &[&[json!({"start": -1})]]), shape("spans[0].fragments[0].start", "a number in range"));
    check(spans("A", &[&[json!({"start": 0.5})]]), shape("spans[0].fragments[0].start", "a whole number"));
    check(json!([]), shape("", "an object"));
}

#[test]
fn whole_numbers_may_come_as_floats() {
    check(&spans("Ada.", &[&[json!({"start": 0.0, "end": 3.0, "text": "Ada"})]]), &["Ada"], &[]);
}

#[test]
fn no_text_no_document() {
    check(&line(" \n\u{a0}"), &[], &[("", Problem::Empty)]);
    check(&with(line("One."), "id", json!("")), &[], &[("", Problem::Empty)]);
}

#[test]
fn values_that_a_field_does_not_allow() {
    let mut line = with(spans("Ada.", &[&[fragment(0, 3, "Ada")]]), "status", json!("half"));
    line["spans"][0]["at"] = json!("yesterday");
    line["spans"][0]["changed"] = json!("2024-03-30T10:15:00+01:00");
    let annotation = only(&check(&line, &["Ada"], &[("status", value("half")), ("spans[0]", value("yesterday"))]));
    assert_eq!((annotation.created.0, annotation.changed.0), (0, 1_711_790_100_000));
}

#[test]
fn a_reading_view_that_hides_words_is_not_taken() {
    let block = |id: u32, kind: &str, start: u32, end: u32| json!({"id": id, "type": kind, "start": start, "end": end});
    let view = |blocks: Vec<Value>| with(line("One two.\nThree."), "blocks", Value::Array(blocks));
    let check = |blocks: Vec<Value>, count: usize, issues: &[(&str, Problem)]| {
        assert_eq!(self::check(&view(blocks), &[], issues).documents[0].blocks.len(), count);
    };
    check(vec![block(0, "p", 0, 15)], 1, &[]);
    check(vec![block(0, "p", 0, 3), block(1, "h", 4, 8), block(2, "li", 9, 15)], 3, &[]);
    check(vec![block(0, "p", 0, 3), block(1, "p", 9, 15)], 2, &[("blocks", value("two."))]);
    let told = [("blocks[1]", value("poem 9..15")), ("blocks", value("Three."))];
    check(vec![block(0, "p", 0, 8), block(1, "poem", 9, 15)], 2, &told);
    let told = [("blocks[1]", value("p 5..15")), ("blocks", value("Three."))];
    check(vec![block(0, "p", 0, 8), block(1, "p", 5, 15)], 2, &told);
    let told = [("blocks[1]", value("p 9..15")), ("blocks", value("Three."))];
    check(vec![block(0, "p", 0, 8), block(0, "p", 9, 15)], 2, &told);
}

#[test]
fn good_lines_among_bad_ones() {
    let (one, two) = (line("One."), with(line("Two."), "id", json!("e")));
    let text = format!("\u{feff}{one}\r\n\r\n{{\"format\":\r\nnot JSON\r\n{two}\r\n{{\"id\":\"a\",\"id\":\"b\"}}");
    let imported = native::read(FILE, &text);
    assert_eq!(imported.documents.iter().map(|document| document.id.as_str()).collect::<Vec<_>>(), ["d", "e"]);
    let lines: Vec<_> = imported.issues.iter().map(|issue| issue.line).collect();
    assert_eq!(lines, [3, 4, 6]);
    assert!(imported.issues.iter().all(|issue| matches!(issue.problem, Problem::Malformed { .. })));
}

#[test]
fn an_unknown_pair_of_surrogates_is_told() {
    let text = line("One.").to_string().replace("One.", r"One \ud83d\ude00 \ud83d.");
    let [issue] = &native::read(FILE, &text).issues[..] else { panic!("one issue") };
    assert!(matches!(issue.problem, Problem::Malformed { .. }), "{issue:?}");
}
