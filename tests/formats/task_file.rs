//! Task files: good ones read, and whatever is wrong with others is told with its place.

use manicule::formats::task::read::{task, wanted};
use manicule::formats::task::{MayChange, Naming, Order, Task};
use manicule::formats::{Issue, Problem};
use manicule::model::news_schema;

fn read(text: &str) -> Result<Task, Vec<Issue>> {
    let (object, _) = wanted("task.json", text)?;
    task("task.json", object, None, None)
}

/// A task with `rest` in it.
fn with(rest: &str) -> String {
    let comma = if rest.is_empty() { "" } else { "," };
    format!(
        r#"{{"format":"manicule-task","version":"1.0","id":"t","articles":[{{"id":"a","text":"It rained."}}]{comma}{rest}}}"#
    )
}

#[test]
fn a_small_task_reads() {
    let task = read(&with("")).expect("it reads");
    assert_eq!((&*task.id, &*task.title, task.articles.len()), ("t", "t", 1));
    assert_eq!((task.order, task.naming, task.may_change), (Order::Given, Naming::Required, MayChange::Nothing));
    assert_eq!(*task.schema, news_schema::news());
    let full = with(
        r#""$schema":"x","title":"Rain","intro":"Hello.","guidelines":"Mark rain.","ready_schema":"conll-2003",
        "assign":{"*":["a"]},"order":"shuffled","seed":3,"name":"optional","labels_may_change":["PER"],
        "hand_in":{"to":"Send it.","format":"native"},"settings":{"exact":true,"tags":"full"}"#,
    );
    let task = match read(&full) {
        Ok(task) => task,
        Err(issues) => panic!("{issues:?}"),
    };
    assert_eq!((&*task.title, &*task.hand_in, task.seed, task.settings.exact), ("Rain", "Send it.", 3, true));
    assert!(matches!(&task.may_change, MayChange::These(these) if these.len() == 1));
}

/// Where something is wrong, by the paths that are told.
fn wrong(text: &str) -> Vec<String> {
    let issues = read(text).expect_err("it is bad");
    let path = |problem| match problem {
        Problem::Shape { path, .. } => path,
        other => format!("{other:?}").split([' ', '(']).next().unwrap_or_default().to_owned(),
    };
    issues.into_iter().map(|issue| path(issue.problem)).collect()
}

#[test]
fn whatever_is_wrong_is_told_with_its_place() {
    for (text, expected) in [
        ("{".to_owned(), "Malformed"),
        ("[]".to_owned(), ""),
        (r#"{"format":"article-annotations","version":"1.0"}"#.to_owned(), "Foreign"),
        (with("").replace("1.0", "2.0"), "Foreign"),
        (with(r#""asign":{}"#), "asign"),
        (with(r#""order":"random""#), "order"),
        (with(r#""order":4"#), "order"),
        (with(r#""name":"yes""#), "name"),
        (with(r#""labels_may_change":["nobody"]"#), "labels_may_change[0]"),
        (with(r#""labels_may_change":"all""#), "labels_may_change"),
        (with(r#""ready_schema":"nobody""#), "ready_schema"),
        (with(r#""ready_schema":"news","schema_url":"s.json""#), "schema"),
        (with(r#""schema_url":"https://example.org/s.json""#), "schema_url"),
        (with(r#""guidelines":"a","guidelines_url":"b""#), "guidelines"),
        (with(r#""assign":{"Ada":["b"]}"#), "assign.Ada[0]"),
        (with(r#""assign":{"Ada":["a","a"]}"#), "assign.Ada[1]"),
        (with(r#""assign":{"Ada":["a"],"ada":["a"]}"#), "assign.ada"),
        (with(r#""assign":{"Ada":"a"}"#), "assign.Ada"),
        (with(r#""hand_in":{"format":"brat"}"#), "hand_in.format"),
        (with(r#""settings":{"tags":"long"}"#), "settings.tags"),
        (with("").replace("\"t\"", "\"\""), "id"),
        (with("").replace("\"t\"", "\"a\\nb\""), "id"),
        (with("").replace("It rained.", " "), "articles[0].text"),
        (with("").replace(r#""id":"a","#, ""), "articles[0].id"),
        (with("").replace(r#""text":"It rained.""#, r#""url":"//evil.example/a""#), "articles[0].url"),
        (with("").replace(r#""text":"It rained.""#, r#""url":"data:text/plain,a""#), "articles[0].url"),
        (with("").replace(r#""text":"It rained.""#, r#""url":"a","text":"b""#), "articles[0]"),
        (with("").replace("}]", r#"},{"id":"a","text":"b"}]"#), "articles[1].id"),
        (with("").replace(r#"[{"id":"a","text":"It rained."}]"#, "[]"), "articles"),
        (with(r#""schema":{"id":"s","labels":[{"id":"a","name":"A","kind":"thing"}]}"#), "Schema"),
    ] {
        assert_eq!(wrong(&text).first().map(String::as_str), Some(expected), "{text}");
    }
}

#[test]
fn a_later_version_may_say_more() {
    assert!(read(&with(r#""colour":"red""#).replace("1.0", "1.7")).is_ok());
}

#[test]
fn what_it_is_made_of_is_known_first() {
    let (_, wanted) =
        wanted("task.json", &with(r#""schema_url":"s.json","guidelines_url":"how/to.md""#)).expect("it reads");
    assert_eq!((wanted.schema.as_deref(), wanted.guidelines.as_deref()), (Some("s.json"), Some("how/to.md")));
}

/// The sample and the published schema are what the program reads.
#[test]
fn the_sample_is_a_task_by_both() {
    let schema = serde_json::from_str(include_str!("../../docs/task.schema.json")).expect("it is JSON");
    let schema = jsonschema::draft202012::new(&schema).expect("it is a JSON Schema 2020-12");
    let sample = include_str!("../../samples/task/task.json");
    let (object, files) = wanted("task.json", sample).expect("it reads");
    assert_eq!(files.guidelines.as_deref(), Some("guidelines.md"));
    assert!(task("task.json", object, None, Some("# How")).is_ok());
    let fits = |text: &str| schema.is_valid(&serde_json::from_str(text).expect("it is JSON"));
    assert!(fits(sample));
    for rest in [
        r#""asign":{}"#,
        r#""order":"random""#,
        r#""name":"yes""#,
        r#""labels_may_change":"all""#,
        r#""schema_url":"https://example.org/s.json""#,
        r#""hand_in":{"format":"brat"}"#,
        r#""settings":{"tags":"long"}"#,
    ] {
        assert!(!fits(&with(rest)) && read(&with(rest)).is_err(), "{rest}");
    }
    assert!(fits(&with("")) && read(&with("")).is_ok());
}

/// The sentences that a person reads.
fn told(text: &str) -> Vec<String> {
    let issues = read(text).expect_err("it is bad");
    issues.iter().map(|issue| manicule::session::Message::flaw_of_task(issue).text()).collect()
}

/// Every field of every object with every kind of value: it reads, or one sentence says where it does not.
#[test]
fn wrong_types_are_told_at_every_field() {
    let article = |key: &str, value: &str| with("").replace(r#""id":"a""#, &format!(r#""id":"a","{key}":{value}"#));
    let values =
        ["null", "true", "4", "-1", "1e999", "18446744073709551616", "0.5", r#""x""#, "[]", "[4]", "{}", r#"{"a":4}"#];
    let fields = [
        "format",
        "version",
        "id",
        "title",
        "intro",
        "guidelines",
        "guidelines_url",
        "schema",
        "schema_url",
        "ready_schema",
        "articles",
        "assign",
        "order",
        "seed",
        "name",
        "labels_may_change",
        "hand_in",
        "settings",
    ];
    let mut bad = 0;
    let mut look = |text: &str, place: &str| {
        if let Err(issues) = read(text) {
            bad += 1;
            assert!(!issues.is_empty());
            for sentence in told(text) {
                assert!(sentence.starts_with("task.json") && sentence.len() < 600, "{text}: {sentence}");
            }
            let names = |issue: &Issue| {
                format!("{:?}", issue.problem).to_lowercase().contains(place) || issue.path.contains(place)
            };
            let foreign = ["format", "version"].contains(&place);
            assert!(foreign || issues.iter().any(names), "{place} is named: {text}: {issues:?}");
        }
    };
    for value in values {
        for field in fields {
            let text = with("");
            let text = match field {
                "format" => text.replace(r#""manicule-task""#, value),
                "version" => text.replace(r#""1.0""#, value),
                "id" => text.replacen(r#""id":"t""#, &format!(r#""id":{value}"#), 1),
                "articles" => text.replace(r#"[{"id":"a","text":"It rained."}]"#, value),
                field => with(&format!(r#""{field}":{value}"#)),
            };
            look(&text, field);
        }
        for key in ["title", "lang", "source", "sha256"] {
            look(&article(key, value), key);
        }
        look(&with("").replace(r#""It rained.""#, value), "text");
        look(&with("").replace(r#""text":"It rained.""#, &format!(r#""url":{value}"#)), "url");
        for inner in ["to", "format"] {
            look(&with(&format!(r#""hand_in":{{"{inner}":{value}}}"#)), inner);
        }
        for inner in ["exact", "tags"] {
            look(&with(&format!(r#""settings":{{"{inner}":{value}}}"#)), inner);
        }
    }
    assert!(bad > 150, "{bad}");
}

#[test]
fn what_is_no_task_is_told_as_what_it_is() {
    for (text, expected) in [
        ("", "there is no text in it"),
        (" \n\t", "there is no text in it"),
        ("\u{feff}", "there is no text in it"),
        ("<!DOCTYPE html>\n<title>404</title>", "web page"),
        ("  <HTML lang=en>", "web page"),
        ("Not found", "not JSON"),
        ("{\"format\":\"manicule-task\",", "not JSON"),
        (r#"{"format":"manicule-task","format":"x"}"#, "format"),
        (r#"{"format":"article-annotations-schema","version":"1.0"}"#, "article-annotations-schema"),
    ] {
        let told = told(text);
        assert!(told.len() == 1 && told[0].contains(expected), "{text}: {told:?}");
    }
    let deep = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(told(&with(&format!(r#""settings":{deep}"#))).len(), 1, "deep nesting ends in a sentence");
}

#[test]
fn a_task_in_utf_16_reads() {
    let text = with(r#""title":"Æther""#);
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let decoded = manicule::intake::decode::decode(bytes).expect("it has a mark");
    assert_eq!(read(&decoded.text).map(|task| task.title.to_string()), Ok("Æther".to_owned()));
    // Without a mark nothing is guessed.
    let bare: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let decoded =
        manicule::intake::decode::decode(bare).map_or_else(|error| error.byte.to_string(), |d| told(&d.text).join(""));
    assert!(!decoded.is_empty());
}

/// Names that somebody wrote to do harm are names, or are refused; nothing of them gets into a sentence that turns it.
#[test]
fn hostile_names_are_names_or_are_refused() {
    for name in ["__proto__", "constructor", "toString", "../../x", "<img src=x onerror=alert(1)>", "a\"b", "日本"] {
        let quoted = serde_json::to_string(name).expect("JSON");
        let text = with(&format!(r#""assign":{{{quoted}:["a"]}},"title":{quoted}"#)).replacen(
            r#""id":"t""#,
            &format!(r#""id":{quoted}"#),
            1,
        );
        let task = read(&text).unwrap_or_else(|issues| panic!("{name}: {issues:?}"));
        assert_eq!((task.share_of(name), task.names().count()), (Ok(vec![0]), 1), "{name}");
        assert!(task.share_of("__proto").is_err(), "{name}: an object's own keys are nobody's names");
    }
    let long = "x".repeat(10_000);
    let turned = "a\u{202e}gpj.exe";
    for (text, expected) in [
        (with("").replace("\"t\"", &format!("\"{long}\"")), "id"),
        (with("").replace("\"a\"", &format!("\"{long}\"")), "articles[0].id"),
        (with("").replace("\"a\"", "\"a\\u0000\""), "articles[0].id"),
        (with("").replace("\"a\"", "\"a\\u0007\""), "articles[0].id"),
        (with(&format!(r#""title":"{long}""#)), "title"),
        (with(&format!(r#""assign":{{"{long}":["a"]}}"#)), &format!("assign.{long}")),
        (with(r#""assign":{" ":["a"]}"#), "assign. "),
        (with(r#""assign":{"a\u0000":["a"]}"#), "assign.a\0"),
        (with(&format!(r#""assign":{{"{turned}":["b"]}}"#)), &format!("assign.{turned}[0]")),
        (with(&format!(r#""guidelines":"{}""#, "x".repeat(200_001))), "guidelines"),
        (with("").replace(r#""id":"a""#, &format!(r#""id":"a","title":"{long}""#)), "articles[0].title"),
        (with("").replace(r#""id":"a""#, r#""id":"a","lang":"en\" onclick=\"x""#), "articles[0].lang"),
        (with("").replace(r#""id":"a""#, r#""id":"a","sha256":"ABC""#), "articles[0].sha256"),
        (with(&format!(r#""{long}":1"#)), &long),
        (with(&format!(r#""ready_schema":"{long}""#)), "ready_schema"),
    ] {
        assert_eq!(wrong(&text).first().map(String::as_str), Some(expected), "{}", &text[..200.min(text.len())]);
        for sentence in told(&text) {
            let hides = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
            assert!(sentence.chars().count() < 600 && !sentence.contains(hides), "{sentence:?}");
        }
    }
    // Addresses that leave the site, however they are written. Upwards is the site's own matter: it answers, or does not.
    for url in [
        "https://e.example/a",
        "//e.example/a",
        "\\\\e.example\\a",
        "javascript:alert(1)",
        "data:,a",
        "file:///etc/passwd",
        " a",
        "",
        "HTTP://e",
        "blob:x",
    ] {
        let quoted = serde_json::to_string(url).expect("JSON");
        let text = with("").replace(r#""text":"It rained.""#, &format!(r#""url":{quoted}"#));
        assert!(wrong(&text)[0].starts_with("articles[0]"), "{url}");
        assert_eq!(wrong(&with(&format!(r#""schema_url":{quoted}"#))), ["schema_url"], "{url}");
        assert_eq!(wrong(&with(&format!(r#""guidelines_url":{quoted}"#))), ["guidelines_url"], "{url}");
    }
}

#[test]
fn a_schema_that_cannot_be_worked_with_is_told_label_by_label() {
    let label = |id: &str, name: &str, rest: &str| {
        let name = serde_json::to_string(name).expect("JSON");
        format!(r#"{{"id":"{id}","name":{name},"kind":"entity","snap":"words"{rest}}}"#)
    };
    let task =
        |labels: &[String]| with(&format!(r#""schema":{{"id":"s","name":"S","labels":[{}]}}"#, labels.join(",")));
    assert!(read(&task(&[label("a", "A", ""), label("b", "B", r#","parent":"a""#)])).is_ok());
    let alike = [
        ("Person", "Person"),
        ("Person", "PERSON"),
        ("Person", " Person "),
        ("Stra\u{df}e", "STRASSE"),
        ("caf\u{e9}", "cafe\u{301}"),
    ];
    for (one, other) in alike {
        let text = task(&[label("a", one, ""), label("b", other, "")]);
        let told = told(&text);
        assert!(told.len() == 1 && told[0].contains('2'), "{one:?} {other:?}: {told:?}");
    }
    for labels in [
        vec![label("a", "A", r#","parent":"b""#), label("b", "B", r#","parent":"a""#)],
        vec![label("a", "A", r#","parent":"a""#)],
        vec![label("a", "A", r#","parent":"nobody""#)],
        vec![label("a", "A", ""), label("a", "B", "")],
        vec![label("a", &"x".repeat(10_000), "")],
        vec![label("a", "\u{202e}x\u{0}", ""), label("b", " ", "")],
    ] {
        let told = told(&task(&labels));
        let hides = |c: char| c.is_control() || matches!(c, '\u{202a}'..='\u{202e}');
        assert!(told.iter().all(|told| told.starts_with("task.json") && told.len() < 600), "{told:?}");
        assert!(!told.iter().any(|told| told.contains(hides)), "{told:?}");
    }
    let many: Vec<String> = (0..500).map(|n| label(&format!("l{n}"), &format!("Label {n}"), "")).collect();
    let all = read(&task(&many)).map(|task| task.schema.labels.len());
    assert_eq!(all, Ok(500), "many are no mistake");
    let alike: Vec<String> = (0..500).map(|n| label(&format!("l{n}"), "Same", "")).collect();
    assert!(told(&task(&alike)).len() >= 499);
}

#[test]
fn ten_thousand_articles_and_what_is_wrong_with_many_of_them() {
    let articles = |count: usize, id: fn(usize) -> usize| {
        let all: Vec<String> = (0..count).map(|n| format!(r#"{{"id":"a{}","text":"Text {n}."}}"#, id(n))).collect();
        with("").replace(r#"{"id":"a","text":"It rained."}"#, &all.join(","))
    };
    assert_eq!(read(&articles(10_000, |n| n)).map(|task| task.articles.len()), Ok(10_000));
    assert_eq!(wrong(&articles(20_001, |n| n)), ["articles"]);
    assert_eq!(wrong(&articles(10_000, |_| 7)).len(), 9_999);
    let everybody: Vec<String> = (0..2000).map(|n| format!(r#""p{n}":["nobody"]"#)).collect();
    assert_eq!(wrong(&with(&format!(r#""assign":{{{}}}"#, everybody.join(",")))).len(), 2000);
}
