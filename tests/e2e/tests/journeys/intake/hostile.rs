//! Files that are meant ill, or came by accident: each is told by name, and the page lives.

use super::{BRIDGE, drop_files, looking, rows};
use manicule_e2e::stage::{Stage, repository};
use serde_json::json;
use std::time::{Duration, Instant};

/// Empty, pictures that are called texts, archives that are cut, names that climb, control characters, very large, very deep,
/// very long: those that are articles can be taken, and the others are told.
pub(crate) fn hostile_files(stage: &Stage) {
    let page = stage.open();
    let zip = std::fs::read(repository().join("tests/intake/folder/set.zip")).expect("it is there");
    let cut: Vec<u8> = zip[..zip.len() * 6 / 10].to_vec();
    let picture: Vec<u8> = [&b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"[..], &[0, 255, 1, 254, 7, 0, 0, 9].repeat(40)].concat();
    drop_files(
        &page,
        &json!([
            { "name": "nothing.txt", "text": "" },
            { "name": "picture.txt", "bytes": picture },
            { "name": "cut.zip", "bytes": cut },
            { "name": "../../climbs.html", "text": "<p>It climbed out of the folder and was read all the same." },
            { "name": "control\u{7}\u{202e}.txt", "text": "Ferry\u{0} inquiry\u{1b}[31m\n\nIt \u{202e}reopened\u{7}." },
            { "name": "bridge.txt", "text": BRIDGE },
            { "name": "bridge again.txt", "text": BRIDGE },
        ]),
    );
    looking(&page);
    let listed = rows(&page);
    let told = page.ask("return document.querySelector('.intake-told').textContent", &[]).to_string();
    for name in ["nothing.txt", "picture.txt", "cut.zip"] {
        assert!(told.contains(name), "{name} is told: {told}");
    }
    assert!(listed.iter().filter(|row| row.starts_with("false")).count() >= 1, "the same twice: {listed:?}");
    let named = page
        .ask("return [...document.querySelectorAll('.intake-file bdi')].map((file) => file.textContent)", &[])
        .to_string();
    assert!(!named.contains("..") && !named.contains('\u{202e}') && !named.contains('\u{7}'), "{named}");
    page.screenshot("hostile files");
    page.click_selector("[data-intake=add]");
    page.until("the articles", || (page.documents().len() > 3).then_some(()));
    page.press("Escape");
    page.idle();

    // A million elements in each other, and a paragraph of a million characters.
    let before = page.documents().len();
    let large = "const data = new DataTransfer(); \
        data.items.add(new File(['<div>'.repeat(1e6), 'It lay very deep.'], 'deep.html')); \
        data.items.add(new File(['A long one\\n\\n', 'A long word. '.repeat(80_000)], 'long.txt')); \
        data.items.add(new File([new Uint8Array(50_000_001).fill(97)], 'heavy.html')); \
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }))";
    let began = Instant::now();
    page.ask(large, &[]);
    page.until_within(Duration::from_secs(90), "what can be looked through", || {
        let is_up = page.count("dialog[open] .intake-list") == 1;
        (is_up && page.count("dialog[open] [data-intake=progress]") == 0).then_some(())
    });
    println!(
        "FIGURE a million elements in each other and a million characters in one paragraph are read in {:?}",
        began.elapsed()
    );
    let told = page.ask("return document.querySelector('.intake-told').textContent", &[]).to_string();
    assert!(told.contains("heavy.html: more than 50000000 bytes"), "{told}");
    page.press("ArrowDown");
    page.idle();
    page.screenshot("deep and long");
    page.click_selector("[data-intake=add]");
    page.until_within(Duration::from_secs(30), "some of them", || (page.documents().len() > before).then_some(()));
    page.press("Escape");
    assert_eq!(page.count("dialog.crash"), 0, "the page lives");
}
