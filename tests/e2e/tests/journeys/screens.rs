//! The screens that there are, each with the way to it and back.

use manicule_e2e::page::Page;

/// A screen: its name, and how one gets there and back.
pub(crate) type Screen = (&'static str, fn(&Page), fn(&Page));

/// Lets go of everything.
pub(crate) fn leave(page: &Page) {
    (0..4).for_each(|_| page.strike("Escape"));
}

fn claim(page: &Page) {
    let claim = page.spans().into_iter().find(|span| span.label == "claim").expect("there is a claim");
    page.choose(&claim.id);
}

fn sheet(page: &Page, action: &str) {
    page.dispatch(action, serde_json::json!({}));
    page.idle();
}

/// All of them; a new one is a line.
pub(crate) const SCREENS: &[Screen] = &[
    ("plain", |_| {}, leave),
    ("look and language", |page| sheet(page, "look"), leave),
    ("words picked out", |page| drop(page.select("Monday")), leave),
    ("a claim", claim, leave),
    (
        "what is said of a link",
        |page| {
            claim(page);
            page.ask("document.querySelectorAll('.link-more').forEach((each) => { each.open = true; })", &[]);
        },
        leave,
    ),
    (
        "several",
        |page| {
            claim(page);
            page.strike("Ctrl+a");
            page.strike("Ctrl+a");
        },
        leave,
    ),
    (
        "a name",
        |page| {
            let name = page.spans().into_iter().find(|span| span.label == "person").expect("there is a person");
            page.choose(&name.id);
            page.strike("d");
        },
        |page| {
            page.strike("Ctrl+z");
            leave(page);
        },
    ),
    (
        "link mode",
        |page| {
            claim(page);
            page.strike("l");
        },
        leave,
    ),
    (
        "occurrences",
        |page| {
            let name = page.spans().into_iter().find(|span| span.label == "organisation").expect("there is one");
            page.choose(&name.id);
            page.strike("o");
        },
        leave,
    ),
    (
        "find",
        |page| {
            page.strike("/");
            page.type_text("the");
            page.strike("Enter");
            page.strike("Enter");
        },
        |page| {
            leave(page);
            page.dispatch("see-all", serde_json::json!({}));
        },
    ),
    ("a label held", |page| page.strike("2"), leave),
    (
        "a label dimmed, one hidden",
        |page| {
            page.strike("Shift+C");
            page.strike("Shift+U");
            page.strike("Shift+U");
        },
        |page| drop(page.dispatch("see-all", serde_json::json!({}))),
    ),
    ("mark text", |page| page.strike("Enter"), leave),
    ("a list of words", |page| sheet(page, "find-terms"), leave),
    (
        "places of a list",
        |page| {
            let words =
                serde_json::json!({ "text": "the", "label": "person", "kind": "words", "values": ["everywhere"] });
            page.dispatch("find-terms", words);
            page.idle();
        },
        leave,
    ),
    (
        "claims walked through",
        |page| {
            page.strike("q");
            page.until("a proposal", || (page.count(".frame") == 1).then_some(()));
        },
        leave,
    ),
    (
        "suggestions walked through",
        |page| {
            let suggestion = serde_json::json!({ "id": "0000000000007", "label": "person", "origin": "model", "engine": "tagger",
                "score": 0.9, "fragments": [{ "start": 0, "end": 3, "text": "Ada" }] });
            let line = serde_json::json!({ "format": "article-annotations", "version": "1.0", "id": "met",
                "text": "Ada met Bo.", "suggestions": [suggestion] });
            page.import("suggested.jsonl", &line.to_string());
            page.strike("Shift+Q");
            page.until("the bar", || (page.count(".review") == 1).then_some(()));
        },
        |page| {
            leave(page);
            page.dispatch("remove-article", serde_json::json!({}));
        },
    ),
    (
        "fields of a claim",
        |page| {
            page.dispatch("use-schema", serde_json::json!({ "kind": "fact-check" }));
            claim(page);
            page.ask("document.querySelectorAll('details.attribute').forEach((each) => { each.open = true; })", &[]);
        },
        |page| {
            leave(page);
            page.strike("Ctrl+z");
        },
    ),
    ("annotators, none to compare", |page| sheet(page, "annotators"), leave),
    (
        "two files compared",
        |page| {
            let file = |name: &str, label: &str| {
                let line = serde_json::json!({ "format": "article-annotations", "version": "1.0", "offset_unit": "codepoint", "id": "x",
                    "text": "Ada saw Bo.", "meta": { "title": "x" }, "spans": [
                        { "id": "a", "label": label, "fragments": [{ "start": 0, "end": 3 }] },
                        { "id": "b", "label": "person", "fragments": [{ "start": 8, "end": 10 }] }] });
                page.file(name, &line.to_string())
            };
            page.dispatch("annotators", serde_json::json!({ "kind": "all" }));
            page.until("the way in", || (page.count("input[data-value=compare]") == 1).then_some(()));
            page.browser()
                .choose_files("input[data-value=compare]", &[file("a.jsonl", "person"), file("b.jsonl", "org")]);
            page.until("the differences", || (page.count(".compare tbody tr") == 2).then_some(()));
        },
        leave,
    ),
    ("a newer version, its text asked for", |page| sheet(page, "load-newer"), leave),
    (
        "a newer version, compared",
        |page| {
            let text = page.ask(
                "return document.querySelector('[data-pane=article] article, [data-pane=article]').innerText",
                &[],
            );
            let text = text.as_str().unwrap_or_default().replace("said", "told us").replace("the ", "that ");
            page.dispatch("load-newer", serde_json::json!({ "text": text }));
            page.until("the rows", || (page.count(".anchors .here") == 1).then_some(()));
        },
        leave,
    ),
    ("all claims", |page| sheet(page, "claims-table"), leave),
    ("who said what", |page| sheet(page, "who-said-what"), leave),
    ("progress", |page| sheet(page, "progress"), leave),
    ("your data", |page| sheet(page, "your-data"), leave),
    ("an export, chosen", |page| sheet(page, "export-lab"), leave),
    (
        "an export, prepared",
        |page| {
            sheet(page, "export-lab");
            page.dispatch(
                "set-export",
                serde_json::json!({ "field": "formats", "values": ["native", "brat", "conll"] }),
            );
            page.dispatch("set-export", serde_json::json!({ "field": "split", "text": "yes" }));
            page.idle();
            page.dispatch("prepare-export", serde_json::json!({}));
            page.until("the report", || (page.count("dialog[open] [data-field=export-told]") == 1).then_some(()));
        },
        |page| {
            page.dispatch("change-export", serde_json::json!({}));
            leave(page);
        },
    ),
    ("about the article", |page| sheet(page, "about-article"), leave),
    (
        "about the article, an address that is none",
        |page| {
            sheet(page, "about-article");
            let wrong =
                "try { window.manicule.dispatch('set-article', { field: 'url', text: 'no' }); } catch { return null; }";
            page.ask(wrong, &[]);
            page.idle();
        },
        leave,
    ),
    (
        "what a paragraph is",
        |page| {
            page.dispatch("set-block", serde_json::json!({ "ids": ["2", "3"] }));
            page.idle();
        },
        leave,
    ),
    (
        "a paragraph pointed at",
        |page| {
            page.point_at(page.point_of(3, 2, "middle"));
            page.idle();
        },
        leave,
    ),
    ("projects", |page| sheet(page, "projects"), leave),
    (
        "a project that may be deleted",
        |page| {
            let other = "const scope = Object.keys(localStorage).find((key) => key.endsWith('/session')).replace('/session', ''); \
                localStorage.setItem(`${scope}~2p1/session`, JSON.stringify({ card: { name: 'Other', articles: 2, done: 1, at: '' } }))";
            page.ask(other, &[]);
            sheet(page, "projects");
            page.until("the other one", || (page.count("[data-project=p1]") == 1).then_some(()));
            page.click_selector("[data-project=p1] [data-action=delete-project]");
            page.until("what is in it", || (page.count(".project-acts .danger") == 1).then_some(()));
        },
        |page| {
            leave(page);
            page.ask(
                "Object.keys(localStorage).forEach((key) => key.includes('~2p1/') && localStorage.removeItem(key))",
                &[],
            );
        },
    ),
    ("the schema", |page| sheet(page, "schemas"), leave),
    (
        "the schema, a label with attributes",
        |page| {
            sheet(page, "schemas");
            page.dispatch("schema-pick", serde_json::json!({ "label": "claim" }));
            page.idle();
            page.ask("document.querySelectorAll('.schema details').forEach((each) => { each.open = true; })", &[]);
        },
        leave,
    ),
    (
        "the schema, a relation",
        |page| {
            sheet(page, "schemas");
            page.dispatch("schema-pick", serde_json::json!({ "kind": "source" }));
        },
        leave,
    ),
    (
        "the schema, a label to delete",
        |page| {
            sheet(page, "schemas");
            page.ask("window.manicule.dispatch('schema-set', { label: 'person', field: 'key', text: '' })", &[]);
            page.ask(
                "try { window.manicule.dispatch('schema-remove', { label: 'person' }); } catch { return null; }",
                &[],
            );
            page.idle();
        },
        |page| {
            page.dispatch("schema-drop", serde_json::json!({}));
            leave(page);
        },
    ),
    (
        "ready schemas",
        |page| {
            sheet(page, "schemas");
            page.dispatch("schema-pick", serde_json::json!({ "field": "schema" }));
        },
        leave,
    ),
    (
        "the guidelines",
        |page| {
            let text =
                "# How\n\n## One\n\na [b](#one) [c](https://example.org)\n\n## Two\n\n| d |\n|---|\n| e |\n\n    f";
            page.dispatch("set-guidelines", serde_json::json!({ "text": text }));
            sheet(page, "guidelines");
        },
        |page| drop(page.dispatch("guidelines", serde_json::json!({}))),
    ),
    (
        "writing guidelines",
        |page| {
            sheet(page, "edit-guidelines");
            page.type_text("more");
            sheet(page, "preview-guidelines");
        },
        |page| {
            page.dispatch("drop-guidelines", serde_json::json!({}));
            page.dispatch("guidelines", serde_json::json!({}));
            page.dispatch("undo", serde_json::json!({}));
            leave(page);
        },
    ),
    (
        "articles picked out",
        |page| {
            page.dispatch("unfold-queue", serde_json::json!({}));
            page.dispatch("pick-articles", serde_json::json!({}));
        },
        |page| {
            page.dispatch("unfold-queue", serde_json::json!({}));
            page.dispatch("drop-picks", serde_json::json!({}));
        },
    ),
    (
        "the menu",
        |page| {
            claim(page);
            sheet(page, "menu");
        },
        leave,
    ),
    (
        "the desk pulled out",
        |page| {
            claim(page);
            sheet(page, "unfold-desk");
        },
        |page| {
            page.dispatch("unfold-desk", serde_json::json!({}));
            leave(page);
        },
    ),
    ("palette", |page| sheet(page, "palette"), leave),
    ("history", |page| sheet(page, "history"), leave),
    ("change keys", |page| sheet(page, "keys"), leave),
    ("help", |page| sheet(page, "help"), leave),
    ("paste", |page| sheet(page, "paste-article"), leave),
    ("files that are looked through", crate::intake::look_through, leave),
    ("annotated files of another tool", crate::foreign::recognised, leave),
    (
        "annotated files, as suggestions",
        |page| {
            crate::foreign::recognised(page);
            page.click_selector("[data-foreign=as-suggestions]");
        },
        leave,
    ),
    ("suggestions by score", crate::pre_annotations::by_score, |page| {
        leave(page);
        page.dispatch("remove-article", serde_json::json!({}));
    }),
    (
        "report",
        |page| {
            page.browser().choose_file("input[type=file]", &page.file("x.jsonl", "{\"format\":\"other\"}\nno json\n"));
            page.until("the report", || (page.count("dialog[open]") == 1).then_some(()));
        },
        leave,
    ),
];
