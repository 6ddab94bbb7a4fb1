//! Every token of texts in many scripts. The rules have a version: who changes a line of the golden file gives them the next.

use std::path::Path;

use manicule::formats::foreign::tokens::{TOKENIZER, tokens};

const TEXTS: &str = include_str!("tokens/texts.txt");
const GOLDEN: &str = include_str!("tokens/golden.txt");

#[test]
fn the_tokens_of_every_script_are_the_pinned_ones() {
    let mut written = format!("{TOKENIZER}\n");
    for line in TEXTS.lines() {
        let (script, text) = line.split_once('\t').expect("a script and a text");
        let words: Vec<&str> = tokens(text).iter().map(|range| range.of(text).expect("of the text")).collect();
        written += &format!("{script}\t{}\n", words.join("\t"));
    }
    if std::env::var_os("MANICULE_BLESS").is_some() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/tokens/golden.txt");
        std::fs::write(path, &written).expect("the golden file can be written");
        return;
    }
    for (line, golden) in written.lines().zip(GOLDEN.lines()) {
        assert_eq!(line, golden, "whoever means this gives the tokenizer its next version");
    }
    assert_eq!(written, GOLDEN);
    assert!(TEXTS.lines().count() >= 12);
}
