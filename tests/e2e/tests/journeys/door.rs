//! The scripting door: plain data crosses it, errors are sentences, imports report, events arrive.

use crate::texts::{BRIDGE, HARBOUR};
use manicule_e2e::export::{articles, assert_equal};
use manicule_e2e::page::Page;
use manicule_e2e::span::PERSON;
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};

/// Names the first part of a result that JSON could not carry: a Map, a BigInt, an undefined, a NaN.
const OFFENDER: &str = "
    const offender = (value, path) => {
      if (value === null || typeof value === 'string' || typeof value === 'boolean') return null;
      if (typeof value === 'number') return Number.isFinite(value) ? null : `${path} is ${value}`;
      const plain = typeof value === 'object' && [Object.prototype, Array.prototype].includes(Object.getPrototypeOf(value));
      if (!plain) return `${path} is a ${typeof value} (${Object.prototype.toString.call(value)})`;
      return Object.entries(value).map(([key, part]) => offender(part, `${path}.${key}`)).find(Boolean) ?? null;
    };
    const [name, args] = arguments;
    return Promise.resolve(window.manicule[name](...args)).then((result) => offender(result, name));";

pub(crate) fn what_crosses(stage: &Stage) {
    let page = stage.open();
    let id = page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);

    let version = page.ask("return window.manicule.version", &[]);
    assert!(version.as_str().is_some_and(|version| version.split('.').count() == 3), "{version} is no version");
    let calls = [
        ("formats", json!([])),
        ("documents", json!([])),
        ("document", json!([])),
        ("document", json!([id])),
        ("project", json!([])),
        ("actions", json!([])),
        ("exportFiles", json!(["native"])),
        ("exportFiles", json!(["native", { "documents": [id] }])),
        ("importFiles", json!([[{ "name": "bridge.txt", "text": BRIDGE }], { "preview": true }])),
        ("dispatch", annotate(0, 7)),
    ];
    for (function, arguments) in calls {
        let offender = page.ask(OFFENDER, &[json!(function), arguments.clone()]);
        assert_eq!(offender, Value::Null, "{function}{arguments} gives what JSON cannot carry");
    }

    let formats = page.call("formats", json!([]));
    assert_eq!(formats[0]["id"], "native");
    let made = page.call("dispatch", annotate(8, 13));
    let made = page.span(made["id"].as_str().unwrap_or_else(|| panic!("annotate made {made}")));
    assert_eq!(made.text(), "board", "offsets are code points, and annotate tells what it made");
    let open = page.call("open", json!([page.documents()[0].id]));
    assert_eq!(open, Value::Null);
    page.until("the first article to open", || (page.article() == page.documents()[0].id).then_some(()));
}

fn annotate(start: usize, end: usize) -> Value {
    json!(["annotate", { "label": PERSON.id, "fragments": [{ "start": start, "end": end }] }])
}

pub(crate) fn what_it_throws(stage: &Stage) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let before = page.export();
    let length = HARBOUR.chars().count();
    let refused = [
        ("dispatch", json!(["no-such-action"])),
        ("dispatch", json!(["annotate"])),
        ("dispatch", json!(["annotate", { "label": "no-such-label", "fragments": [{ "start": 0, "end": 7 }] }])),
        ("dispatch", json!(["annotate", { "label": PERSON.id, "fragments": [] }])),
        ("dispatch", annotate(0, length + 1)),
        ("dispatch", annotate(7, 7)),
        ("dispatch", annotate(7, 0)),
        ("dispatch", json!(["annotate", { "label": PERSON.id, "fragments": [{ "start": -1, "end": 1.5 }] }])),
        ("dispatch", json!(["relabel", { "id": "nobody", "label": PERSON.id }])),
        ("dispatch", json!(["delete", { "id": "nobody" }])),
        ("dispatch", json!(["select", { "id": "nobody" }])),
        ("dispatch", json!(["link", { "kind": "source", "from": "nobody", "to": "nobody" }])),
        ("document", json!(["nowhere"])),
        ("open", json!(["nowhere"])),
        ("exportFiles", json!(["no-such-format"])),
        ("exportFiles", json!(["native", { "documents": ["nowhere"] }])),
        ("importFiles", json!(["not a list"])),
        ("importFiles", json!([[{ "name": "neither text nor bytes" }]])),
        ("on", json!(["no-such-event"])),
    ];
    for (function, arguments) in refused {
        match page.try_call(function, arguments.clone()) {
            Ok(result) => panic!("{function}{arguments} was accepted and gave {result}"),
            Err(thrown) => {
                assert!(thrown.is_error, "{function}{arguments} threw no Error but {thrown:?}");
                assert!(is_sentence(&thrown.message), "{function}{arguments} says “{}”", thrown.message);
            }
        }
    }
    assert_eq!(page.export(), before, "what is refused changes nothing");
}

/// Words a person would read, with nothing of the machinery.
fn is_sentence(message: &str) -> bool {
    let machinery = ["unwrap", "Err(", "panicked", "JsValue", "serde", "::"];
    message.starts_with(char::is_uppercase)
        && message.ends_with(['.', '!', '?'])
        && message.split(' ').count() >= 3
        && !machinery.iter().any(|word| message.contains(word))
}

pub(crate) fn events(stage: &Stage) {
    let page = stage.open();
    let first = page.article();
    page.ask(
        "window.heard = []; window.stop = ['change', 'saved', 'open', 'error'].map((event) => \
         window.manicule.on(event, () => window.heard.push(event)))",
        &[],
    );
    let id = page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    page.call("open", json!([first]));
    for event in ["change", "saved", "open"] {
        page.until(&format!("the event {event}"), || heard(&page).contains(&json!(event)).then_some(()));
    }
    assert!(!heard(&page).contains(&json!("error")), "{:?}", heard(&page));

    page.ask("window.stop.forEach((stop) => stop()); window.heard.length = 0", &[]);
    page.open_article(&id);
    page.mark("Norrland Lines", PERSON);
    assert!(heard(&page).is_empty(), "nothing is heard after unsubscribing: {:?}", heard(&page));
}

fn heard(page: &Page) -> Vec<Value> {
    page.ask("return window.heard", &[]).as_array().cloned().unwrap_or_default()
}

pub(crate) fn importing(stage: &Stage) {
    let page = stage.open();
    let before = (page.documents(), page.export());
    let preview = page.call("importFiles", json!([[{ "name": "harbour.txt", "text": HARBOUR }], { "preview": true }]));
    assert!(preview.is_object(), "a preview is a report: {preview}");
    assert_eq!((page.documents(), page.export()), before, "a preview changes nothing");

    let bytes = "return window.manicule.importFiles([{ name: 'bytes.txt', bytes: new TextEncoder().encode( \
                 arguments[0]) }]).then(() => null)";
    page.arrived(|| drop(page.ask(bytes, &[json!(BRIDGE)])));
    assert_eq!(page.document()["text"], BRIDGE);
    let crlf = page.import("crlf.txt", "\u{feff}One line.\r\nAnother line.\r\n");
    assert_eq!(
        page.document()["text"],
        "One line.\nAnother line.\n",
        "only line ends and the mark at the start change"
    );
    page.mark("Another", PERSON);
    let good = page.export_with(json!({ "documents": [crlf] }));
    // With the article there, the same words under other ids would be that article.
    page.dispatch("remove-article", json!({ "document": crlf }));

    // Three records: one good, one cut short, one whose words are not where it says.
    let renamed = |name: &str| good.replace(&format!("\"{crlf}\""), &format!("\"{name}\""));
    let wrong = renamed("wrong").replace("\"text\":\"Another\"", "\"text\":\"Somebody\"");
    assert_ne!(wrong, renamed("wrong"), "the export quotes what is marked: {good}");
    let file = format!("{}{}\n{wrong}", renamed("good"), &good[..good.len() / 2]);
    let known = page.documents().len();
    let report = page.call("importFiles", json!([[{ "name": "three.jsonl", "text": file }]]));
    page.idle();
    assert!(page.documents().iter().any(|entry| entry.id == "good" && entry.spans == 1), "{report}");
    assert!(page.documents().len() > known, "what is good is kept");
    let issues = report["issues"].as_array().unwrap_or_else(|| panic!("no issues in {report}"));
    for (issue, line) in issues.iter().zip([2, 3]) {
        assert_eq!((&issue["file"], &issue["line"]), (&json!("three.jsonl"), &json!(line)), "{issue}");
        assert!(issue["message"].as_str().is_some_and(|message| message.ends_with('.')), "{issue}");
    }
    assert_eq!(issues.len(), 2, "both bad records are reported: {report}");
}

pub(crate) fn exporting(stage: &Stage) {
    let page = stage.open();
    let harbour = page.import("harbour.txt", HARBOUR);
    page.mark("Ada Lindqvist", PERSON);
    let bridge = page.import("bridge.txt", BRIDGE);
    let ids = |export: &str| articles(export).iter().map(|article| article["id"].clone()).collect::<Vec<_>>();
    assert_eq!(ids(&page.export()).len(), 3, "by default, everything");
    assert_eq!(ids(&page.export_with(json!({ "documents": [bridge] }))), [bridge.as_str()]);
    assert_eq!(ids(&page.export_with(json!({ "documents": [harbour, bridge] }))).len(), 2);

    page.call("importFiles", json!([[{ "name": "harbour again.txt", "text": HARBOUR }]]));
    page.idle();
    let kept = page.documents().into_iter().find(|entry| entry.id == harbour).map(|entry| entry.spans);
    assert_eq!(kept, Some(1), "a text that is there already keeps its annotations");

    let file = page.download(|| page.click_selector("[data-action=\"export\"]"));
    assert!(file.extension().is_some_and(|extension| extension == "jsonl"), "{}", file.display());
    page.click_selector("[data-action=\"copy-export\"]");
    page.until_equal("the clipboard", &page.export(), || page.clipboard());

    let both = json!({ "documents": [harbour, bridge] });
    let again = stage.open();
    again.call("importFiles", json!([[{ "name": "both.jsonl", "text": page.export_with(both.clone()) }]]));
    again.idle();
    let (there, here) = (again.export_with(both.clone()), page.export_with(both));
    assert_equal(&without_project(&there), &without_project(&here), "importing an export elsewhere");
}

/// An export without the project it was made in, which is another one in another browser.
fn without_project(export: &str) -> String {
    let bare = |mut article: Value| {
        article["project"].take();
        article.to_string()
    };
    articles(export).into_iter().map(bare).collect::<Vec<_>>().join("\n")
}
