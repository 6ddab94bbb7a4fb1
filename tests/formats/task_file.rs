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
