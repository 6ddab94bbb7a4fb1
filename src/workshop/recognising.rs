//! Which format files of other tools are of, which of them belong to it, and what is told of the others in an archive.

use std::collections::BTreeSet;

use crate::formats::foreign::{CODECS, Codec};
use crate::formats::{Issue, Problem, TextFile, format, native};
use crate::intake::names::ending;
use crate::intake::refusal::Refusal;

/// How sure a format has to be that files are its.
const SURE: u8 = 50;

/// Endings of files that only go with others.
const BESIDE: &[&str] = &["xml", "conf", "cfg"];

/// Endings of files that speak of each other.
const TOGETHER: &[&str] = &["csv", "tsv", "tab"];

/// Formats whose files name their texts by address.
const NAMING: &[&str] = &["webannotation"];

/// What is told of a file of an archive that does not belong to what was recognised.
pub(super) fn left_out(path: &str, file: &TextFile) -> Issue {
    let of = CODECS.iter().find(|codec| (codec.recognise)(std::slice::from_ref(file)) >= SURE);
    let (why, words) = match of.and_then(|codec| format(codec.id)) {
        Some(info) => ("other_format", info.name),
        None => ("no_format", ""),
    };
    let problem = Problem::NotTaken { why: why.to_owned(), number: 0, words: words.to_owned(), is_warning: false };
    Issue { file: path.to_owned(), line: 0, path: String::new(), problem }
}

/// What is told of a file that was not read at all.
pub(super) fn refusal(refusal: Refusal) -> Issue {
    let is_warning = refusal.why.is_warning();
    let (why, number, words) = refusal.why.facts();
    let problem = Problem::NotTaken { why: why.to_owned(), number, words, is_warning };
    Issue { file: refusal.file, line: refusal.line, path: String::new(), problem }
}

/// Which format files are of, and which of them are. What is of another one by itself is not taken along. The native format
/// is read by the page itself, unless it is to become something else (`native`).
pub(super) fn recognised<'a>(codecs: &'a [Codec], files: &[TextFile], native: bool) -> Option<(&'a Codec, Vec<usize>)> {
    let is_read = |codec: &&Codec| codec.read.is_some() && (native || codec.id != native::INFO.id);
    let readable = || codecs.iter().filter(is_read);
    let best = |files: &[TextFile]| {
        let sure = readable().map(|codec| ((codec.recognise)(files), codec));
        // Of equals the first.
        let mut found: Option<(u8, &Codec)> = None;
        for (score, codec) in sure {
            if found.is_none_or(|(most, _)| score > most) {
                found = Some((score, codec));
            }
        }
        found.filter(|(score, _)| *score >= SURE)
    };
    if files.is_empty() {
        return None;
    }
    let alone: Vec<Option<&str>> =
        files.iter().map(|file| best(std::slice::from_ref(file)).map(|(_, codec)| codec.id)).collect();
    let codec = match best(files) {
        Some((_, codec)) => codec,
        None => {
            let first = alone.iter().flatten().next()?;
            readable().find(|codec| codec.id == *first)?
        }
    };
    let is_of = |at: &usize| alone.get(*at).is_some_and(|of| *of == Some(codec.id));
    let all = 0..files.len();
    if !all.clone().any(|at| is_of(&at)) {
        return Some((codec, all.collect()));
    }
    let stem =
        |at: usize| files.get(at).map_or("", |file| file.name.rsplit_once('.').map_or(&*file.name, |(stem, _)| stem));
    let mut stems: Vec<&str> = all.clone().filter(is_of).map(stem).collect();
    stems.sort_unstable();
    let is_text = |at: &usize| files.get(*at).is_some_and(|file| ending(&file.name) == "txt");
    let is_only = all.clone().filter(is_text).count() == 1;
    let asks = NAMING.contains(&codec.id);
    let telling = all.clone().filter(|at| asks && !is_only && is_of(at)).filter_map(|at| files.get(at));
    let named: BTreeSet<&str> = telling.flat_map(|file| named_in(&file.text)).collect();
    // The text that an address leads to, whatever that ends with; or the only one there is.
    let is_named = |at: &usize| {
        let name = stem(*at).rsplit('/').next().unwrap_or_default();
        asks && is_text(at) && (is_only || !name.is_empty() && named.contains(name))
    };
    let goes_along = |at: &usize| {
        let is_other = alone.get(*at).is_some_and(|of| of.is_some_and(|of| of != codec.id));
        let name = files.get(*at).map_or("", |file| &*file.name);
        let is_table = TOGETHER.contains(&ending(name).as_str());
        !is_other
            && (is_table
                || BESIDE.contains(&ending(name).as_str())
                || stems.binary_search(&stem(*at)).is_ok()
                || is_named(at))
    };
    Some((codec, all.clone().filter(|at| is_of(at) || goes_along(at)).collect()))
}

/// Characters of an address at most: longer words are none.
const LONGEST: usize = 2000;

/// The names of the files that the words of a file in JSON may lead to, with their endings and without.
fn named_in(text: &str) -> impl Iterator<Item = &str> {
    let words = text.split('"').filter(|word| word.len() <= LONGEST);
    let last = words.filter_map(|word| word.split(['#', '?']).next()?.rsplit('/').next());
    last.filter(|name| !name.is_empty()).flat_map(|name| {
        let bare = name.rsplit_once('.').map(|(bare, _)| bare).filter(|bare| !bare.is_empty());
        [Some(name), bare].into_iter().flatten()
    })
}
