//! Killed in the middle of something; damage done to the profile while the browser was not running. Numbers are those of
//! the fault list.

use super::{begun, whole_again};
use manicule_e2e::check::check_offsets;
use manicule_e2e::page::Page;
use manicule_e2e::span::{ORGANISATION, PERSON, Span};
use manicule_e2e::stage::Stage;
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};
use std::thread::sleep;
use std::time::{Duration, Instant};

/// 4: the process that draws the page dies while an edge is in the hand. The browser lives; the page is loaded anew.
pub(crate) fn renderer_killed_in_a_drag(stage: &Stage) {
    let page = stage.open_doomed();
    page.ready();
    page.import("harbour.txt", crate::texts::HARBOUR);
    let first = page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    page.browser().open_tab();
    page.browser().go_to_tab(0);
    let (from, _) = page.ends_of(&page.passage("Ada"));
    let (to, _) = page.ends_of(&page.passage("Norrland"));
    page.hold(from, to);
    page.browser().devtools_unanswered("Page.crash", json!({}));
    page.browser().go_to_tab(1);
    page.browser().go_to(&page.address());
    page.ready();
    assert_eq!(page.spans(), std::slice::from_ref(&first), "what was done is there, and nothing of what was not");
    let second = page.mark("Norrland Lines", ORGANISATION);
    whole_again(&page, &[&first, &second]);
}

/// Changes an article so many times, and back.
pub(super) const STEPS: &str = "for (let n = 0; n < arguments[0]; n += 1) { const start = 3 * (n % 50); \
    const { id } = manicule.dispatch('annotate', { label: 'person', fragments: [{ start, end: start + 2 }] }); \
    manicule.dispatch('delete', { id }); } return manicule.idle()";

/// Has the page stand still right after so many writes from now on, and the site told of it: the next thing that happens is
/// the kill.
const STAND_STILL: &str = "let left = arguments[0]; const then = (of, name) => { const does = of.prototype[name]; \
    of.prototype[name] = function (...all) { const result = does.apply(this, all); left -= 1; if (left === 0) { \
        const told = new XMLHttpRequest(); told.open('GET', `${location.pathname}?stands=${arguments[0]}`, false); told.send(); \
        for (;;); } return result; }; }; \
    then(IDBObjectStore, 'put'); then(IDBObjectStore, 'delete'); then(Storage, 'setItem'); then(Storage, 'removeItem')";

/// Waits until the page has told that it stands still; false when it does not come to that.
fn stands(page: &Page, before: usize, patience: Duration) -> bool {
    let began = Instant::now();
    while began.elapsed() < patience {
        if page.site().requests().iter().filter(|request| request.path.contains("?stands=")).count() > before {
            return true;
        }
        sleep(Duration::from_millis(20));
    }
    false
}

/// 6: the browser is killed after each of the first writes of a quiet moment.
pub(crate) fn killed_in_quiet_moments(stage: &Stage) {
    let (page, first) = begun(stage);
    let long = std::env::var_os("MANICULE_LONG").is_some();
    let places: Vec<u32> = if long { (1..40).collect() } else { vec![1, 2, 3, 5] };
    let mut stood = 0;
    for place in &places {
        let label = if stood % 2 == 0 { ORGANISATION } else { PERSON };
        page.ask(STEPS, &[json!(100)]);
        page.until_saved();
        let before = page.export();
        page.ask(STAND_STILL, &[json!(place)]);
        let stands = stands(&page, stood, Duration::from_secs(8));
        stood += usize::from(stands);
        page.kill();
        assert_eq!(page.export(), before, "killed after write {place} of a quiet moment");
        assert_eq!(page.spans()[0], first);
        let more = page.mark("Norrland Lines", label);
        page.until_saved();
        page.kill();
        assert!(page.spans().contains(&more), "work goes on after it");
        page.strike("Ctrl+z");
        page.until_saved();
        if !stands {
            break;
        }
    }
    println!("killed after {stood} different writes of quiet moments");
    assert!(stood >= 3, "a quiet moment writes");
    // One that nobody disturbs.
    page.ask(STEPS, &[json!(100)]);
    page.rest(Duration::from_secs(5));
    whole_again(&page, &[&first]);
}

/// 10: the browser is killed while the person's own file is written: it is the one before or the new one, and whole.
pub(crate) fn killed_while_a_file_is_written(stage: &Stage) {
    let (page, _) = begun(stage);
    let picker = "window.showSaveFilePicker = async () => \
        (await navigator.storage.getDirectory()).getFileHandle('all.jsonl', { create: true })";
    let file = |page: &Page| {
        let script = "return navigator.storage.getDirectory().then((folder) => folder.getFileHandle('all.jsonl')) \
                      .then((handle) => handle.getFile()).then((file) => file.text())";
        page.ask(script, &[]).as_str().unwrap_or_default().to_owned()
    };
    // Before the bytes are given, after that, and right after the file was closed.
    let still = "const told = new XMLHttpRequest(); told.open('GET', `${location.pathname}?stands=1`, false); told.send(); for (;;);";
    let in_write = |before: bool, method: &str| {
        let (one, other) = if before { (still, "") } else { ("", still) };
        format!(
            "const does = FileSystemWritableFileStream.prototype.{method}; \
             FileSystemWritableFileStream.prototype.{method} = function (...all) {{ {one} const result = does.apply(this, all); {other} return result; }}"
        )
    };
    let faults = [in_write(true, "write"), in_write(false, "write"), in_write(true, "close"), in_write(false, "close")];
    for (stood, (fault, words)) in faults.iter().zip(["Norrland Lines", "Mats Ekdahl", "Linnea", "Monday"]).enumerate()
    {
        page.ask(picker, &[]);
        page.strike("y");
        page.until("the sheet", || (page.count("dialog[open] input[data-action=autosave]") == 1).then_some(()));
        page.click_selector("dialog input[data-action=autosave]");
        let before = page.export();
        page.until_equal("the file", &before, || file(&page));
        page.strike("Escape");
        page.mark(words, ORGANISATION);
        page.until_saved();
        let after = page.export();
        page.ask(fault, &[]);
        assert!(stands(&page, stood, Duration::from_secs(8)), "it stands in the middle of writing: {fault}");
        page.kill();
        let now = file(&page);
        assert!(now == before || now == after, "half a file of {} bytes", now.len());
        check_offsets(&now);
        assert_eq!(page.export(), after, "the stores have everything");
    }
}

/// The logs of a database below a folder of the profile.
fn logs(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let files = entries.flatten().map(|entry| entry.path());
    let all: Vec<PathBuf> = files.flat_map(|path| if path.is_dir() { logs(&path) } else { vec![path] }).collect();
    all.into_iter().filter(|path| path.extension().is_some_and(|end| end == "log")).collect()
}

/// Cuts each log in half, or writes junk into it all over; how many were long enough for that.
fn damage(folder: &Path, cut: bool) -> usize {
    let long = |bytes: &Vec<u8>| bytes.len() > 1000;
    let mut damaged = 0;
    for log in logs(folder) {
        let Some(mut bytes) = fs::read(&log).ok().filter(long) else { continue };
        if cut {
            bytes.truncate(bytes.len() / 2);
        } else {
            bytes.chunks_mut(500).skip(1).for_each(|chunk| chunk[0] ^= 0xA5);
        }
        fs::write(&log, bytes).expect("the profile can be written to");
        damaged += 1;
    }
    damaged
}

/// 22: what the browser itself keeps local storage or the database in is damaged while it does not run. The other store has
/// everything, and what is saved then is kept: Chromium's database would go on with a damaged log, and say of what that
/// swallows that it is written (`browser::indexed_db::new_log`).
pub(crate) fn damaged_profile(stage: &Stage) {
    for (folder, cut) in [("Local Storage", true), ("Local Storage", false), ("IndexedDB", true), ("IndexedDB", false)]
    {
        let what = format!("{folder}, {}", if cut { "cut" } else { "junk" });
        let (page, first) = begun(stage);
        let mut made: Vec<Span> = vec![first];
        // Chromium brings local storage to the disk after five seconds, as a rule.
        page.rest(Duration::from_secs(9));
        let mut damaged = 0;
        page.kill_and(|profile| damaged = damage(&profile.join("Default").join(folder), cut));
        assert!(damaged > 0, "{what}: there was a log to damage");
        println!("{what}: {}", page.told());
        // Chromium may throw a damaged database away at the first touch: then there is nothing to compare until the next start.
        let mut told = page.told();
        for words in ["Norrland Lines", "Mats Ekdahl"] {
            for span in &made {
                assert_eq!(page.span(&span.id), *span, "{what}");
            }
            made.push(page.mark(words, ORGANISATION));
            page.until_saved();
            page.kill();
            told.push_str(&page.told());
        }
        assert!(told.contains("nly one of this browser’s two stores"), "{what}: the damage was seen, and told");
        whole_again(&page, &made.iter().collect::<Vec<_>>());
    }
}
