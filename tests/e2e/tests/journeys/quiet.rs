//! A first visit: little is fetched, once, from here only, and then there is silence.

use manicule_e2e::site::Request;
use manicule_e2e::stage::Stage;
use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::time::Duration;

/// The most that a first visit may fetch, in bytes as brotli packs them.
const LIMIT: usize = 210_000;

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
