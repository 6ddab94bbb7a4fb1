//! A second opinion on offsets: a real Python reads the export and slices the text itself.

use crate::scratch::Scratch;
use std::io::Write;
use std::process::{Command, Stdio};

/// What Python found in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Checked {
    /// Articles, one a line.
    pub articles: usize,
    /// Fragments of annotations and suggestions.
    pub fragments: usize,
}

/// Asserts that every fragment of an export is the slice of the text it says it is, in code points and in
/// UTF-16, and that hash and lengths are those of the text.
///
/// Every time, Python is also given the same export with offsets one too far, and must refuse it.
#[track_caller]
pub fn check_offsets(export: &str) -> Checked {
    let checked = python(export, "0").unwrap_or_else(|complaint| panic!("python3 refuses the export: {complaint}"));
    assert!(checked.fragments > 0, "the export holds no annotation to check");
    let shifted = python(export, "1");
    assert!(shifted.is_err(), "python3 found nothing wrong with offsets that are one too far");
    checked
}

/// Runs the check with every offset shifted; the error is what Python complains of.
fn python(export: &str, shift: &str) -> Result<Checked, String> {
    let scratch = Scratch::new("python");
    let file = scratch.file("export.jsonl", export);
    let mut python = Command::new("python3")
        .arg("-")
        .arg(&file)
        .arg(shift)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("set-up: python3 does not start ({error}); on Debian: apt-get install python3"));
    let mut script = python.stdin.take().expect("stdin is piped");
    script.write_all(include_bytes!("check.py")).expect("python3 reads its script");
    drop(script);
    let output = python.wait_with_output().expect("python3 ends");
    let told = String::from_utf8_lossy(&output.stdout);
    if !output.status.success() {
        return Err(format!("{told}{}", String::from_utf8_lossy(&output.stderr)));
    }
    let mut counts = told.split_whitespace().filter_map(|count| count.parse().ok());
    match (counts.next(), counts.next()) {
        (Some(articles), Some(fragments)) => Ok(Checked { articles, fragments }),
        _ => Err(format!("it counted nothing: {told}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// “😀 Ana”, with Ana at the given places.
    fn line(start: u32, start_utf16: u32) -> String {
        let (end, end_utf16) = (start + 3, start_utf16 + 3);
        format!(
            r#"{{"text":"😀 Ana.","text_sha256":"6e2154cd74173ea847afeb6b051b120ca552267244a85c4281cc8c170d2702be","length":{{"codepoints":6,"utf16":7,"utf8":9}},"spans":[{{"id":"a","fragments":[{{"start":{start},"end":{end},"start_utf16":{start_utf16},"end_utf16":{end_utf16},"text":"Ana"}}]}}],"suggestions":[]}}"#
        )
    }

    #[test]
    fn python_tells_right_offsets_from_wrong_ones() {
        assert_eq!(check_offsets(&line(2, 3)), Checked { articles: 1, fragments: 1 });
        for (start, start_utf16) in [(3, 3), (2, 2)] {
            assert!(python(&line(start, start_utf16), "0").is_err(), "{start} and {start_utf16} were accepted");
        }
        assert!(python(&line(2, 3).replace("6e21", "6e22"), "0").is_err(), "a wrong hash was accepted");
        assert!(python(&line(2, 3).replace("\"utf8\":9", "\"utf8\":8"), "0").is_err(), "a wrong length was accepted");
    }
}
