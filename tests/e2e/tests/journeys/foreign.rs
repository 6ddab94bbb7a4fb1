//! Files that other tools annotated: recognised, mapped by mouse and keys, asked about where they leave a doubt, taken in as
//! one step.

use manicule_e2e::page::Page;
use manicule_e2e::stage::Stage;
use serde_json::{Value, json};

/// Drops files, of which each has a name and a text, or bytes.
fn drop_files(page: &Page, files: &Value) {
    let script = "const data = new DataTransfer(); \
        for (const { name, text, bytes } of arguments[0]) data.items.add(new File([text ?? new Uint8Array(bytes)], name)); \
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
    page.ask(script, std::slice::from_ref(files));
    page.until("what was recognised", || (page.count("dialog[open] .foreign") == 1).then_some(()));
}

/// Spans that are counted as a browser does, behind an emoji.
fn doccano() -> String {
    let text = "😀 Ana met Bo in Varde.\nBo left the harbour.";
    let span = |words: &str, label: &str| {
        let start = text.find(words).expect("it is there");
        let count = |text: &str| text.encode_utf16().count();
        json!([count(&text[..start]), count(&text[..start + words.len()]), label])
    };
    let spans = json!([span("Ana", "PER"), span("Varde", "Town"), span("harbour", "Noise")]);
    format!("{}\n", json!({ "id": 7, "text": text, "label": spans, "source": "wire" }))
}

/// Brings the sheet up.
pub(crate) fn recognised(page: &Page) {
    drop_files(page, &json!([{ "name": "harbour.jsonl", "text": doccano() }]));
}

/// Chooses in a field as a person does.
fn choose(page: &Page, name: &str, value: &str) {
    let script = "const field = document.querySelector(`.foreign select[data-name=\"${arguments[0]}\"]`); \
        field.value = arguments[1]; field.dispatchEvent(new Event('change', { bubbles: true }))";
    page.ask(script, &[json!(name), json!(value)]);
    page.idle();
}

/// The words and labels of the open article.
fn marked(page: &Page) -> Vec<(String, String)> {
    let document = page.document();
    let spans = document["spans"].as_array().cloned().unwrap_or_default();
    let words = |span: &Value| {
        let words = span["fragments"].as_array().into_iter().flatten().filter_map(|one| one["text"].as_str());
        words.collect::<Vec<_>>().join(" … ")
    };
    spans.iter().map(|span| (words(span), span["label"].as_str().unwrap_or_default().to_owned())).collect()
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(words, label)| ((*words).to_owned(), (*label).to_owned())).collect()
}

/// Offsets in UTF-16 without words to hold them against: asked, with the likeliest chosen; a label becomes another one, one
/// is left out; undo takes everything away, the schema's too.
pub(crate) fn mapped_and_asked(stage: &Stage) {
    let page = stage.open();
    let before = page.export();
    recognised(&page);
    page.pictures("recognised");
    let chosen = || page.ask("return document.querySelector('.foreign-counting input:checked')?.value ?? ''", &[]);
    assert_eq!(chosen(), json!("utf16"), "whole words are likelier");
    page.click_selector(".foreign-counting input[value=code_point]");
    page.until_equal("another one", &json!("code_point"), chosen);
    page.click_selector(".foreign-counting input[value=utf16]");
    page.until_equal("back", &json!("utf16"), chosen);
    let becomes = |name: &str| {
        page.ask(
            "return document.querySelector(`.foreign select[data-name=\"${arguments[0]}\"]`).value",
            &[json!(name)],
        )
    };
    assert_eq!((becomes("PER"), becomes("Town")), (json!("=person"), json!("+")));
    choose(&page, "Town", "=place");
    choose(&page, "Noise", "-");
    page.screenshot("decided");
    // Leaving says once what would be lost.
    page.press("Escape");
    page.until("the warning", || (page.count(".foreign [role=alert]") == 1).then_some(()));
    page.ask("document.querySelector('.foreign select').focus()", &[]);
    page.press("Enter");
    page.idle();
    assert_eq!(page.count("dialog[open] .foreign select"), 3);
    assert_eq!(page.documents().len(), 1, "a list is not where everything is taken in by accident");
    // Where the key opened the list, it closes.
    page.ask("document.querySelectorAll('.foreign select')[1].focus()", &[]);
    page.strike("Ctrl+Enter");
    page.until("the article", || (page.documents().len() == 2).then_some(()));
    page.until_saved();
    assert_eq!(marked(&page), pairs(&[("Ana", "person"), ("Varde", "place")]));
    page.reload();
    assert_eq!(marked(&page), pairs(&[("Ana", "person"), ("Varde", "place")]), "it is kept");
    page.strike("Ctrl+z");
    page.until_equal("one step", &1, || page.documents().len());
    assert_eq!(page.export(), before);
}

/// A zip of text and annotations: links, a thing that is not where its words are, new labels with the schema, by keys alone.
pub(crate) fn a_zip_of_pairs(stage: &Stage) {
    let page = stage.open();
    let before = page.export();
    let text = "😀 Ana said the bridge was closed.";
    let notes = "T1\tPER 2 5\tAna\nT2\tCUE 6 10\tsaid\nT3\tAssertion 11 33\tthe bridge was closed.\nT4\tAssertion 900 905\tghost\n\
        R1\tsource Arg1:T3 Arg2:T1\t\nR2\tcue Arg1:T3 Arg2:T2\t\n";
    let notes = notes.replace("11 33\tthe bridge was closed.", "11 32\tthe bridge was closed");
    let zip = stored(&[("news/a.txt", text.as_bytes()), ("news/a.ann", notes.as_bytes())]);
    drop_files(&page, &json!([{ "name": "set.zip", "bytes": zip }]));
    assert_eq!(page.count(".foreign-counting"), 0, "the words tell what offsets count");
    page.pictures("a zip");
    page.press("Enter");
    page.until("the report", || (page.count("dialog[open] .report") == 1).then_some(()));
    page.screenshot("what could not be read");
    page.press("Escape");
    page.until_saved();
    assert_eq!(marked(&page), pairs(&[("Ana", "person"), ("said", "cue"), ("the bridge was closed", "Assertion")]),);
    assert_eq!(page.document()["relations"].as_array().map(Vec::len), Some(2));
    page.strike("Ctrl+z");
    page.until_equal("one step", &1, || page.documents().len());
    assert_eq!(page.export(), before, "the new label is gone as well");
}

/// The files come in as articles, where that is wanted.
pub(crate) fn as_articles(stage: &Stage) {
    let page = stage.open();
    recognised(&page);
    page.click_selector("[data-foreign=plain]");
    page.until("the article, or a look at it", || {
        (page.documents().len() == 2 || page.count("dialog[open] .intake-list") == 1).then_some(())
    });
}

/// A zip archive whose files are stored as they are.
fn stored(files: &[(&str, &[u8])]) -> Vec<u8> {
    let (mut out, mut list) = (Vec::new(), Vec::new());
    for (name, bytes) in files {
        let at = u32::try_from(out.len()).expect("small");
        let size = u32::try_from(bytes.len()).expect("small").to_le_bytes();
        let length = u16::try_from(name.len()).expect("short").to_le_bytes();
        let mut head = Vec::new();
        head.extend([20, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
        head.extend(crc(bytes).to_le_bytes());
        head.extend(size);
        head.extend(size);
        head.extend(length);
        head.extend([0, 0]);
        out.extend(b"PK\x03\x04");
        out.extend(&head);
        out.extend(name.as_bytes());
        out.extend(*bytes);
        list.extend(b"PK\x01\x02\x14\x00");
        list.extend(&head);
        list.extend([0; 10]);
        list.extend(at.to_le_bytes());
        list.extend(name.as_bytes());
    }
    let count = u16::try_from(files.len()).expect("few").to_le_bytes();
    let (at, size) = (u32::try_from(out.len()).expect("small"), u32::try_from(list.len()).expect("small"));
    out.extend(list);
    out.extend(b"PK\x05\x06\0\0\0\0");
    out.extend(count);
    out.extend(count);
    out.extend(size.to_le_bytes());
    out.extend(at.to_le_bytes());
    out.extend([0, 0]);
    out
}

fn crc(bytes: &[u8]) -> u32 {
    let step = |crc: u32, byte: &u8| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
    };
    !bytes.iter().fold(!0, step)
}
