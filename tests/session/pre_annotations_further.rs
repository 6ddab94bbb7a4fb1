//! What a model marked, further: files of several people, links that wait, a sheet that was left while it read, exports of some
//! labels.

use manicule::model::Verdict;
use manicule::session::exporting::Choice;
use manicule::session::{Args, Command};

use super::meeting::{ARTICLE, person};
use super::pre_annotations::{document, field, line, names, predicted, preview, span, words};

/// Two people's marks of one text, taken for suggestions, are suggestions on one article.
#[test]
fn what_two_annotators_marked_becomes_suggestions_together() {
    let mut tab = person(1, "");
    let by = |name: &str, words: &str| {
        line(ARTICLE, &[span(words, "person", "")]).replace("]}\n", &format!("],\"annotated_by\":\"{name}\"}}\n"))
    };
    let file = by("one", "Ada") + &by("two", "Bob") + &by("two", "Oslo");
    predicted(&mut tab, &file, true);
    assert_eq!(words(&tab, Verdict::Open), ["Ada", "Bob", "Oslo"]);
    assert_eq!(tab.state.project.order.len(), 1);
}

/// What one document of a file brought is not taken out by the next one that leads to the same article.
#[test]
fn documents_of_one_file_do_not_replace_each_other() {
    let mut tab = person(1, "");
    predicted(&mut tab, &names(["0.9", "0.9", "0.4"]), false);
    let of = |id: &str, words: &str| {
        line(ARTICLE, &[span(words, "person", "")]).replace("{\"text\"", &format!("{{\"id\":\"{id}\",\"text\""))
    };
    let told = predicted(&mut tab, &(of("x", "ferry") + &of("y", "Bob")), true);
    assert_eq!(words(&tab, Verdict::Open), ["ferry", "Bob"], "{told:?}");
    assert_eq!(tab.state.project.order.len(), 1);
}

/// A link that waited for a suggestion goes with it, and comes back with it.
#[test]
fn a_link_goes_with_the_suggestion_that_is_replaced() {
    let mut tab = person(1, "select Ada; key 1");
    predicted(&mut tab, &names(["0.9", "0.9", "0.4"]), false);
    let (ada, bob) = {
        let document = document(&tab);
        let bob = document.suggestions.values().find(|one| one.annotation.span.quote(&document.article) == "Bob");
        (*document.annotations.keys().next().expect("Ada"), bob.expect("it is suggested").annotation.id)
    };
    let mut lines: serde_json::Value =
        serde_json::from_str(tab.export().lines().next().expect("a line")).expect("JSON");
    let id = manicule::model::RelationId::from_bits(77);
    lines["relations"] = serde_json::json!([{
        "id": id.to_string(), "label": "source", "from": ada.to_string(), "to": bob.to_string(),
    }]);
    super::meeting::give(&mut tab, &[("link.jsonl", &lines.to_string())]);
    tab.state.dialog = None;
    assert_eq!(document(&tab).relations.len(), 1);
    predicted(&mut tab, &line(ARTICLE, &[span("Oslo", "place", "0.9")]), true);
    assert_eq!((words(&tab, Verdict::Open), document(&tab).relations.len()), (vec!["Oslo".to_owned()], 0));
    tab.run(Command::Undo, Args::default());
    assert_eq!((words(&tab, Verdict::Open).len(), document(&tab).relations.len()), (2, 1));
}

/// The sheet that was left while it read asks again.
#[test]
fn the_sheet_reads_again_what_it_was_left_with() {
    let mut tab = person(1, "");
    let texts: Vec<String> = (0..12).map(|number| format!("Text {number} about Bob here.")).collect();
    let file: String = texts
        .iter()
        .map(|text| {
            let start = text.find("Bob").expect("it is there");
            line(text, &[format!("[{start},{},\"person\",0.9]", start + 3)])
        })
        .collect();
    predicted(&mut tab, &file, false);
    let mut tab = tab.reload(1);
    tab.read_queue();
    tab.holds_loads = true;
    tab.run(Command::AcceptAbove, Args::default());
    tab.run(Command::SetAbove, field("everywhere", "yes"));
    tab.run(Command::Leave, Args::default());
    assert_eq!(tab.state.dialog, None);
    tab.read_on();
    tab.holds_loads = false;
    // What was read for it does not stay.
    let open = tab.state.open.clone();
    for id in tab.state.project.order.iter().filter(|id| open.as_ref() != Some(*id)) {
        tab.state.project.loaded.remove(id);
    }
    tab.run(Command::AcceptAbove, Args::default());
    tab.run(Command::SetAbove, field("everywhere", "yes"));
    assert_eq!((preview(&tab).taken.len(), preview(&tab).unread), (12, 0));
}

/// Where only some labels are exported, an article that has these as suggestions alone is among them.
#[test]
fn articles_with_suggestions_alone_are_exported_with_their_labels() {
    let mut tab = person(1, "");
    predicted(&mut tab, &names(["0.9", "0.9", "0.4"]), false);
    let mut choice = Choice::first();
    assert!(choice.set(&field("suggestions", "open")).is_ok());
    assert!(choice.set(&field("labels", "person")).is_ok());
    assert_eq!(choice.documents(&tab.state), tab.state.project.order.iter().cloned().collect::<Vec<_>>());
    assert!(choice.set(&field("suggestions", "none")).is_ok());
    assert_eq!(choice.documents(&tab.state), []);
}
