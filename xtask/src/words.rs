//! The texts of other languages than English, as the page fetches them: of each language one file with a text in each line,
//! in the order in which the program counts them.
//!
//! The tables are `src/session/messages/*.in`; that each has all names and no others is the compiler's to say
//! (`messages/languages.rs`).

use crate::failure::{Failure, Outcome};
use crate::place;
use std::collections::BTreeMap;
use std::fs;

/// A language that the page can be had in.
#[derive(Debug)]
pub(crate) struct Language {
    /// Its code (BCP 47), which is the name of its file.
    pub(crate) code: String,
    /// What it calls itself.
    pub(crate) name: String,
    /// How it is written: `ltr` or `rtl`.
    pub(crate) direction: String,
    /// The file that the page fetches.
    pub(crate) table: String,
}

/// All languages but English, by their codes.
pub(crate) fn all() -> Outcome<Vec<Language>> {
    let folder = place::root().join("src/session/messages");
    let read = |path: &std::path::Path| {
        let text = fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))?;
        texts(&text).map_err(|line| Failure::failed(format!("{}: no text in line {line}", path.display())))
    };
    let english = read(&folder.join("en.in"))?;
    let files = fs::read_dir(&folder).map_err(|error| Failure::file("read", &folder, &error))?;
    let mut all = Vec::new();
    for path in files.flatten().map(|file| file.path()) {
        let code = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
        if code == "en" || path.extension().is_none_or(|extension| extension != "in") {
            continue;
        }
        all.push(language(code, &english, &read(&path)?)?);
    }
    all.sort_by(|one, other| one.code.cmp(&other.code));
    Ok(all)
}

fn language(code: &str, english: &[(String, String)], own: &[(String, String)]) -> Outcome<Language> {
    let own: BTreeMap<&str, &str> = own.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let of = |name: &str| match own.get(name) {
        Some(text) if !text.contains('\n') => Ok((*text).to_owned()),
        Some(_) => Err(Failure::failed(format!("{code}.in: {name} has more than one line"))),
        None => Err(Failure::failed(format!("{code}.in has no {name}"))),
    };
    let lines = english.iter().map(|(name, _)| of(name)).collect::<Outcome<Vec<_>>>()?;
    Ok(Language {
        code: code.to_owned(),
        name: of("LanguageName")?,
        direction: of("LanguageDirection")?,
        table: lines.join("\n"),
    })
}

/// Names and texts of a table, in its order; else the number of the line that is neither.
fn texts(table: &str) -> Result<Vec<(String, String)>, usize> {
    let is_text = |line: &&(usize, &str)| {
        let line = line.1.trim();
        !(line.is_empty() || line.starts_with("//") || ["words! {", "@later", "}"].contains(&line))
    };
    table
        .lines()
        .enumerate()
        .collect::<Vec<_>>()
        .iter()
        .filter(is_text)
        .map(|(at, line)| text(line.trim()).ok_or(at + 1))
        .collect()
}

fn text(line: &str) -> Option<(String, String)> {
    let (name, literal) = line.split_once(" = \"")?;
    Some((name.to_owned(), unescaped(literal.strip_suffix("\";")?)?))
}

/// What a string literal says (Rust reference, string literals), as far as tables use it.
fn unescaped(literal: &str) -> Option<String> {
    let mut out = String::new();
    let mut rest = literal;
    while let Some((before, behind)) = rest.split_once('\\') {
        out.push_str(before);
        let (letter, behind) = (behind.chars().next()?, &behind[1..]);
        rest = behind;
        match letter {
            '"' | '\\' => out.push(letter),
            'n' => out.push('\n'),
            'u' => {
                let (code, behind) = behind.strip_prefix('{')?.split_once('}')?;
                out.push(char::from_u32(u32::from_str_radix(code, 16).ok()?)?);
                rest = behind;
            }
            _ => return None,
        }
    }
    out.push_str(rest);
    Some(out)
}

#[cfg(test)]
mod tests {
    use super::{all, language, texts};

    #[test]
    fn tables_are_read_as_the_compiler_reads_them() {
        let table = "// A comment = \"x\";\n\nwords! {\n    A = \"one “two” \\\"three\\\" \\u{2068}x\\\\y\";\n    @later\n    B = \"\";\n}\n";
        let expected = [("A", "one “two” \"three\" \u{2068}x\\y"), ("B", "")];
        assert_eq!(texts(table), Ok(expected.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec()));
        assert_eq!(texts("words! {\n    A = x;\n}"), Err(2));
        assert_eq!(texts("words! {\n    A = \"\\q\";\n}"), Err(2));
    }

    #[test]
    fn a_table_is_in_the_order_of_the_english_one_and_whole() {
        let pairs =
            |pairs: &[(&str, &str)]| pairs.iter().map(|(a, b)| ((*a).to_owned(), (*b).to_owned())).collect::<Vec<_>>();
        let own = pairs(&[("B", "b"), ("A", "a"), ("LanguageName", "X"), ("LanguageDirection", "rtl")]);
        let english = pairs(&[("A", "1"), ("B", "2"), ("LanguageName", "English"), ("LanguageDirection", "ltr")]);
        let made = language("x", &english, &own).expect("it has all");
        assert_eq!((made.table.as_str(), made.direction.as_str()), ("a\nb\nX\nrtl", "rtl"));
        assert!(language("x", &pairs(&[("C", "")]), &own).is_err());
    }

    #[test]
    fn there_are_others() {
        let codes: Vec<String> = all().expect("they read").into_iter().map(|each| each.code).collect();
        assert!(["ar", "tr"].iter().all(|code| codes.iter().any(|other| other == code)), "{codes:?}");
    }
}
