//! Another build of the same site, as a deployment brings it: everything in it has another name.

use std::fs;
use std::path::{Path, PathBuf};

/// A copy of a built site in which every file that is named after what it holds has another name, and which says that it is
/// another build: `build`, sixteen hexadecimal digits. What the files hold stays, so what is said of their sums holds.
pub fn another(site: &Path, folder: PathBuf, build: &str) -> PathBuf {
    let page = fs::read_to_string(site.join("index.html")).expect("the site has a page");
    let own = build_of(&page);
    let names: Vec<String> = fs::read_dir(site)
        .expect("the site is a folder")
        .flatten()
        .filter(|entry| entry.path().is_file())
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect();
    let mut swaps: Vec<(String, String)> = names.iter().filter_map(|name| renamed(name, build)).collect();
    swaps.push((own, build.to_owned()));
    for name in &names {
        let bytes = fs::read(site.join(name)).expect("a file of the site");
        let told = ["html", "sw.js"].iter().any(|end| name.ends_with(end));
        let bytes = match String::from_utf8(bytes) {
            Ok(text) if told => swaps.iter().fold(text, |text, (from, to)| text.replace(from, to)).into_bytes(),
            Ok(text) => text.into_bytes(),
            Err(binary) => binary.into_bytes(),
        };
        let name = swaps.iter().find(|(from, _)| from == name).map_or(name, |(_, to)| to);
        fs::write(folder.join(name), bytes).expect("there is room for another build");
    }
    folder
}

/// The id that a page gives its build.
pub fn build_of(page: &str) -> String {
    let (_, rest) = page.split_once("<meta name=\"manicule-build\" content=\"").expect("a page names its build");
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// The name that a file gets, if its own ends in the digits of what it holds.
fn renamed(name: &str, build: &str) -> Option<(String, String)> {
    let (stem, extension) = name.rsplit_once('.')?;
    let (first, digits) = stem.rsplit_once('-')?;
    let is_sum = digits.len() == 16 && digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    // Different from each other as before, and from what they were.
    is_sum.then(|| (name.to_owned(), format!("{first}-{}{}.{extension}", &build[..8], &digits[8..])))
}
