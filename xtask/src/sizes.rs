//! What a first visit loads, and how heavy it is.

use crate::failure::{Failure, Outcome};
use crate::html;
use std::fmt::Write;
use std::path::Path;

/// One file of the first load.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Weight {
    pub(crate) name: String,
    pub(crate) raw: usize,
    pub(crate) gzip: usize,
    pub(crate) brotli: usize,
}

/// What is fetched when.
pub(crate) struct Weights {
    /// Until the page is ready and at rest.
    pub(crate) first: Vec<Weight>,
    /// At the first touch.
    pub(crate) later: Vec<Weight>,
    /// At the first heavy work.
    pub(crate) workshop: Vec<Weight>,
}

/// Weighs the page and everything it names.
pub(crate) fn weigh(dist: &Path) -> Outcome<Weights> {
    let page = page_of(dist)?;
    let later = named_by(&page, &["data-later"]);
    let workshop = named_by(&page, &["data-script", "data-program"]);
    Ok(Weights { first: weigh_first(dist)?, later: weigh_files(dist, later)?, workshop: weigh_files(dist, workshop)? })
}

/// Weighs what is fetched until the page is ready and at rest.
pub(crate) fn weigh_first(dist: &Path) -> Outcome<Vec<Weight>> {
    let mut first = vec!["index.html".to_owned()];
    first.extend(named_by(&page_of(dist)?, &["href", "src", "data-js", "data-wasm"]));
    weigh_files(dist, first)
}

fn page_of(dist: &Path) -> Outcome<String> {
    let index = dist.join("index.html");
    std::fs::read_to_string(&index).map_err(|error| Failure::file("read", &index, &error))
}

fn weigh_files(dist: &Path, names: Vec<String>) -> Outcome<Vec<Weight>> {
    names
        .into_iter()
        .map(|name| {
            let path = dist.join(&name);
            let bytes = std::fs::read(&path).map_err(|error| Failure::file("read", &path, &error))?;
            Ok(Weight {
                raw: bytes.len(),
                gzip: gzip(&bytes).map_err(|error| Failure::file("compress", &path, &error))?,
                brotli: brotli(&bytes).map_err(|error| Failure::file("compress", &path, &error))?,
                name,
            })
        })
        .collect()
}

/// The files beside the page that some attributes name, each once.
fn named_by(page: &str, attributes: &[&str]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for tag in html::tags(page) {
        // Texts of a language are fetched by whoever wants it.
        let loads = matches!(tag.name.as_str(), "link" | "script" | "meta") && !tag.is("rel", "alternate");
        for address in attributes.iter().filter(|_| loads).filter_map(|attribute| tag.get(attribute)) {
            let name = address.trim_start_matches("./").to_owned();
            if !names.contains(&name) && !name.starts_with("data:") {
                names.push(name);
            }
        }
    }
    names
}

fn gzip(bytes: &[u8]) -> std::io::Result<usize> {
    use std::io::Write as _;
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

fn brotli(bytes: &[u8]) -> std::io::Result<usize> {
    let mut out = Vec::new();
    let parameters = brotli::enc::BrotliEncoderParams { quality: 11, size_hint: bytes.len(), ..Default::default() };
    brotli::BrotliCompress(&mut &*bytes, &mut out, &parameters)?;
    Ok(out.len())
}

/// A table with a line for each file and one for all.
pub(crate) fn table(weights: &[Weight]) -> String {
    let total = Weight {
        name: "total".to_owned(),
        raw: weights.iter().map(|each| each.raw).sum(),
        gzip: weights.iter().map(|each| each.gzip).sum(),
        brotli: weights.iter().map(|each| each.brotli).sum(),
    };
    let width = weights.iter().map(|each| each.name.len()).max().unwrap_or(0).max(5);
    let mut text = format!("{:width$} {:>10} {:>10} {:>10}\n", "file", "raw", "gzip 9", "brotli 11");
    for each in weights.iter().chain([&total]) {
        let (raw, gzip, brotli) = (grouped(each.raw), grouped(each.gzip), grouped(each.brotli));
        let _ = writeln!(text, "{:width$} {raw:>10} {gzip:>10} {brotli:>10}", each.name);
    }
    text
}

/// `1234567` as `1,234,567`.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Weight, brotli, grouped, gzip, named_by, table};

    #[test]
    fn the_page_names_what_it_loads() {
        let page = r#"<link rel="alternate" hreflang="x" href="./x.txt"><link rel="icon" href="./i.svg"><link rel="stylesheet" href="./a.css"><link rel="icon" href="data:,">
            <script src="./boot.js"></script><meta charset="utf-8">
            <meta data-js="./m.js" data-later="./l.wasm"><link rel="modulepreload" href="./m.js">"#;
        assert_eq!(named_by(page, &["href", "src", "data-js"]), ["i.svg", "a.css", "boot.js", "m.js"]);
        assert_eq!(named_by(page, &["data-later"]), ["l.wasm"]);
    }

    #[test]
    fn the_table_adds_up() {
        let weight = |name: &str, raw| Weight { name: name.to_owned(), raw, gzip: 10, brotli: 9 };
        let text = table(&[weight("index.html", 1_000), weight("m.wasm", 2_500)]);
        let last = text.lines().last().unwrap_or_default();
        assert_eq!(last.split_whitespace().collect::<Vec<_>>(), ["total", "3,500", "20", "18"]);
        assert_eq!(text.lines().count(), 4);
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
    }

    #[test]
    fn compression_is_the_strongest() {
        let bytes = b"manicule ".repeat(1_000);
        assert!(gzip(&bytes).expect("gzip") < 100);
        assert!(brotli(&bytes).expect("brotli") < 40);
    }
}
