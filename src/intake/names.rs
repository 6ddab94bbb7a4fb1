//! Names of files, for people to read. They come from anywhere, are never a path, and become a label only.

/// Folders that are told with a file's name, at most.
const STEPS: usize = 3;

/// Characters of a name, at most.
const LONGEST: usize = 80;

/// Characters of an ending that is kept when a name is cut.
const ENDING: usize = 10;

/// A name as it is shown: its last steps, without what steers a text, a screen or a path. Inside an archive the archive's
/// name goes in front ([`inside`]).
#[must_use]
pub fn clean(name: &str) -> String {
    let steps = name.split(['/', '\\']).map(step).filter(|step| !step.is_empty());
    let steps: Vec<String> = steps.collect();
    let last = steps.get(steps.len().saturating_sub(STEPS)..).unwrap_or_default();
    if last.is_empty() { "file".to_owned() } else { last.join("/") }
}

/// The name of a file in an archive.
#[must_use]
pub fn inside(archive: &str, name: &str) -> String {
    format!("{archive}/{}", clean(name))
}

/// One step of a path; empty when it is none.
fn step(step: &str) -> String {
    let kept: String = step.chars().filter(|character| !steers(*character)).collect();
    let kept = kept.trim();
    let is_drive = kept.len() == 2 && kept.ends_with(':');
    if kept.chars().all(|character| character == '.') || is_drive {
        return String::new();
    }
    let count = kept.chars().count();
    if count <= LONGEST {
        return kept.to_owned();
    }
    let ending = kept.rsplit_once('.').map_or("", |(_, ending)| ending);
    let ending = Some(ending).filter(|ending| (1..=ENDING).contains(&ending.chars().count()));
    let room = LONGEST - ending.map_or(0, |ending| ending.chars().count() + 1) - 1;
    let begin: String = kept.chars().take(room).collect();
    ending.map_or_else(|| format!("{begin}…"), |ending| format!("{begin}….{ending}"))
}

/// Controls, directions, and what cannot be seen.
fn steers(character: char) -> bool {
    character.is_control()
        || matches!(
            u32::from(character),
            0x00ad | 0x061c | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f | 0xfeff | 0xfff9..=0xfffd | 0xe_0000..=0xe_0fff
        )
        || u32::from(character) & 0xfffe == 0xfffe
}

/// The ending of a name, in small letters; empty where there is none.
#[must_use]
pub fn ending(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    last.rsplit_once('.').map_or("", |(_, ending)| ending).trim().to_ascii_lowercase()
}

/// A title made of a file's name, for an article that has none; empty where the name says nothing.
#[must_use]
pub fn title(name: &str) -> String {
    let last = name.rsplit('/').next().unwrap_or_default();
    let stem = last.rsplit_once('.').map_or(last, |(stem, _)| stem);
    let words: Vec<&str> =
        stem.split(|c: char| c.is_whitespace() || c == '_' || c == '-').filter(|w| !w.is_empty()).collect();
    let letters = words.iter().flat_map(|word| word.chars()).filter(|character| character.is_alphabetic()).count();
    if letters >= 3 { words.join(" ") } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_labels_only() {
        for (name, expected) in [
            ("a.txt", "a.txt"),
            ("../../etc/x.html", "etc/x.html"),
            ("C:\\Users\\me\\news\\2026\\a.html", "news/2026/a.html"),
            ("/absolute//b.md", "absolute/b.md"),
            ("\u{202e}gnp.exe", "gnp.exe"),
            ("a\0b\n\u{7}.txt", "ab.txt"),
            ("...", "file"),
            ("", "file"),
            ("con.json", "con.json"),
            ("статья 1.txt", "статья 1.txt"),
        ] {
            assert_eq!(clean(name), expected, "{name:?}");
        }
        let long = clean(&("n".repeat(300) + ".html"));
        assert_eq!((long.chars().count(), long.ends_with("….html")), (LONGEST, true));
        assert_eq!(inside("a.zip", "../b/c.txt"), "a.zip/b/c.txt");
        assert_eq!((ending("a.b/C.HTML").as_str(), ending("a.b/c").as_str()), ("html", ""));
    }

    #[test]
    fn a_name_that_says_something_is_a_title() {
        for (name, expected) in
            [("a.zip/ferry_inquiry-opens.txt", "ferry inquiry opens"), ("2026-11-01.txt", ""), ("12ab.txt", "")]
        {
            assert_eq!(title(name), expected);
        }
    }
}
