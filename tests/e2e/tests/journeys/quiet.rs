//! A first visit: little is fetched, once, from here only, and then there is silence. At the first touch the later half
//! of the program comes, once; and where it does not, the page says so.

use manicule_e2e::page::Page;
use manicule_e2e::site::{Fault, Request};
use manicule_e2e::stage::Stage;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::time::Duration;

/// The most that a first visit may fetch, in bytes as brotli packs them.
const LIMIT: usize = 150_000;

/// Elements that are hidden and have a place on the page all the same: a style that says how they are laid out wins over
/// the browser's own.
const HIDDEN_BUT_SHOWN: &str = "return Array.from(document.querySelectorAll('[hidden]'))
    .filter((element) => element.getClientRects().length > 0).map((element) => element.outerHTML)";

pub(crate) fn first_load(stage: &Stage) {
    let page = stage.open();
    let shown = page.ask(HIDDEN_BUT_SHOWN, &[]);
    assert_eq!(shown, serde_json::json!([]), "what is hidden is seen");
    page.rest(Duration::from_secs(5));

    let asked = page.site().requests();
    let mut times = BTreeMap::new();
    asked.iter().for_each(|request| *times.entry(&request.path).or_insert(0) += 1);
    let twice: Vec<_> = times.iter().filter(|(_, times)| **times > 1).collect();
    assert!(twice.is_empty(), "the site was asked more than once for {twice:?}");

    let soon: Vec<_> = asked.iter().filter(|request| is_later(request)).collect();
    assert!(soon.is_empty(), "something at the start is not in the list of the first load; see `cargo xtask record`");

    let mut packed: Vec<(usize, usize, &str)> = asked.iter().map(weighed).collect();
    packed.sort_unstable();
    let raw: usize = packed.iter().map(|(_, raw, _)| raw).sum();
    let brotli: usize = packed.iter().map(|(brotli, _, _)| brotli).sum();
    println!("FIGURE first load: {brotli} bytes brotli 11, {raw} raw, in {} files", packed.len());
    assert!(brotli < LIMIT, "the first load is {brotli} bytes brotli, the limit is {LIMIT}: {packed:#?}");
}

/// Bytes of what was sent, packed and not, with the path.
fn weighed(request: &Request) -> (usize, usize, &str) {
    let file = request.file.as_ref().unwrap_or_else(|| panic!("{} is not on the site", request.path));
    let bytes = fs::read(file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let mut packer = brotli::CompressorWriter::new(Vec::new(), 1 << 16, 11, 22);
    packer.write_all(&bytes).expect("memory can be written to");
    (packer.into_inner().len(), bytes.len(), &request.path)
}

/// The half that comes later comes when the page is touched; a second visit finds work and has it come at once.
pub(crate) fn later_half(stage: &Stage) {
    let page = stage.open();
    assert_eq!(times_later(&page), 0, "nothing was touched");
    page.press(".");
    page.idle();
    assert_eq!(times_later(&page), 1, "the key brought it, once");
    assert_eq!(page.count(".card-head"), 1, "and the key did what it does");

    page.strike("t");
    page.reload();
    assert_eq!(times_later(&page), 2, "it came once more, with the page");
    page.press(".");
    page.idle();
    assert_eq!(times_later(&page), 2);
    let later = page.site().requests().into_iter().find(is_later).expect("it came");
    let (brotli, raw, _) = weighed(&later);
    println!("FIGURE later half: {brotli} bytes brotli 11, {raw} raw");
}

/// Other pages of the same origin keep something of theirs in local storage: a first visit is as quiet.
pub(crate) fn other_pages(stage: &Stage) {
    let page = stage.open();
    page.before_start("localStorage.setItem('theme', 'dark'); localStorage.setItem('manicule-theme', 'cure');");
    let origin = page.ask("return location.origin", &[]);
    page.browser()
        .devtools("Storage.clearDataForOrigin", serde_json::json!({ "origin": origin, "storageTypes": "all" }));
    let before = times_later(&page);
    page.reload();
    assert_eq!(page.ask("return localStorage.length", &[]), 2, "all that is there is another's");
    assert_eq!(times_later(&page), before, "nothing was touched");
    page.press(".");
    page.idle();
    assert_eq!(times_later(&page), before + 1);
}

/// Where the later half cannot be had, the last screen says so, and what is stored stays as it is.
pub(crate) fn later_half_missing(stage: &Stage) {
    for fault in [Fault::Lost, Fault::Damaged] {
        let page = stage.open_doomed();
        let stored = |page: &Page| page.ask("return JSON.stringify(localStorage)", &[]);
        let before = stored(&page);
        page.site().spoil("later-", fault);
        page.press(".");
        page.until("the last screen", || (page.count("dialog.crash[open]") == 1).then_some(()));
        let says = page.ask("return document.querySelector('dialog.crash h1').textContent", &[]);
        assert!(says.as_str().is_some_and(|says| says.contains("did not arrive")), "{fault:?}: {says}");
        assert_eq!(stored(&page), before, "{fault:?}: nothing was changed");
        page.screenshot(&format!("{fault:?}"));
    }
}

fn is_later(request: &Request) -> bool {
    request.path.contains("/later-")
}

fn times_later(page: &Page) -> usize {
    page.site().requests().iter().filter(|request| is_later(request)).count()
}
