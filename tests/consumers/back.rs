//! What consumers wrote themselves, read by our own readers.

use std::fs;
use std::path::Path;

use manicule::formats::TextFile;
use manicule::formats::foreign::loose::Loose;
use manicule::formats::foreign::options::Fragments;
use manicule::formats::foreign::proof::slice;
use manicule::formats::foreign::{CODECS, codec};
use manicule::model::Unit;

use crate::exported::{bare, counted, info, wanted};
use crate::files;

/// The files below a folder, with their paths in it.
fn all_below(folder: &Path, within: &str, found: &mut Vec<TextFile>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    paths.sort();
    for path in paths {
        let name = format!("{within}{}", path.file_name().expect("a name").to_string_lossy());
        if path.is_dir() {
            all_below(&path, &format!("{name}/"), found);
        } else {
            found.push(TextFile { name, text: fs::read_to_string(&path).expect("text") });
        }
    }
}

/// Label, and words without what is in no token: formats of tokens have no other.
pub(crate) fn spans(documents: &[Loose], unit: Unit) -> Vec<(String, String)> {
    let words = |text: &str, fragments: &[(u64, u64)]| {
        let cut = fragments.iter().map(|(start, end)| slice(text, *start, *end, unit).expect("it lies on the text"));
        bare(&cut.collect::<String>())
    };
    let all = documents.iter().flat_map(|loose| loose.spans.iter().map(move |span| (loose, span)));
    all.map(|(loose, span)| (span.label.clone(), words(&loose.text, &span.fragments))).collect()
}

/// Reads what a consumer gave back of a format, and finds the spans that it was given.
pub(crate) fn read_again(format: &str, consumer: &str) {
    let folder = files::root().join("back").join(format).join(consumer);
    let Ok(entries) = fs::read_dir(&folder) else { return };
    let mut kinds: Vec<_> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    kinds.sort();
    for kind in kinds {
        let mut given = Vec::new();
        all_below(&kind, "", &mut given);
        let name = kind.file_name().expect("a name").to_string_lossy();
        read_one(format, &format!("{consumer}, {name}"), &given);
    }
}

fn read_one(format: &str, who: &str, given: &[TextFile]) {
    let codec = codec(format).expect("it is there");
    let sure = (codec.recognise)(given);
    let surest = CODECS.iter().map(|other| (other.recognise)(given)).max();
    assert_eq!(Some(sure), surest, "{format} of {who} is known for what it is");
    let mut foreign = (codec.read.expect("it is read"))(given);
    // Where fragments were joined for the consumer, and are said beside, it has seen the whole.
    let is_joined = files::setting().options.fragments == Fragments::Join;
    for span in foreign
        .documents
        .iter_mut()
        .flat_map(|loose| &mut loose.spans)
        .filter(|_| is_joined && info(codec).asks.fragments)
    {
        let ends = span.fragments.first().zip(span.fragments.last()).map(|(first, last)| (first.0, last.1));
        span.fragments = ends.into_iter().collect();
    }
    assert_eq!(foreign.issues, Vec::new(), "{format} of {who}");
    let setting = files::setting();
    let expected = setting.project.documents().flat_map(|document| {
        let text = document.article.text().clone();
        let all = wanted(codec, &setting, document).into_iter();
        all.map(move |span| {
            let words = span.fragments.iter().map(|range| range.of(&text).expect("it lies on the text"));
            (span.label, bare(&words.collect::<String>()))
        })
    });
    let expected = counted(expected.collect::<Vec<_>>());
    let found = counted(spans(&foreign.documents, foreign.unit.unwrap_or(Unit::CodePoint)));
    assert_eq!(found, expected, "{format} of {who}");
    println!("FIGURE {who}: read back: {} spans of {format}", expected.values().sum::<usize>());
}
