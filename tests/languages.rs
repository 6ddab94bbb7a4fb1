//! The languages of the interface: nothing is untranslated or unused, and every text has its facts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use manicule::session::messages::Words;
use manicule::session::messages::languages::LANGUAGES;

/// Texts that read in a language as they do in English, by code: signs, and names of things.
const ALIKE: &[(&str, &[&str])] = &[
    ("tr", &["AppName", "LanguageDirection", "SchemaConll", "ExportDev", "ExportTest", "AboveModel", "ForeignModel"]),
    ("ar", &["AppName"]),
];

/// All files of Rust below a folder.
fn sources(folder: &Path, all: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("the sources are there").flatten() {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, all);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            all.push(path);
        }
    }
}

/// The places in a text: facts that are put in, facts that choose a form, and each choice's categories.
#[derive(Debug, Default)]
struct Places {
    facts: BTreeSet<usize>,
    counts: BTreeSet<usize>,
    categories: Vec<BTreeSet<String>>,
    next: usize,
}

impl Places {
    fn of(text: &str) -> Self {
        let mut places = Self::default();
        places.take(text);
        places
    }

    fn take(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['{', '[']) {
            let (open, inside) = (rest.as_bytes()[at], &rest[at + 1..]);
            let close = if open == b'{' { '}' } else { ']' };
            rest = inside;
            let Some((what, behind)) = inside.split_once(close) else { continue };
            if open == b'{' && what.is_empty() {
                self.next += 1;
                self.facts.insert(self.next);
            } else if open == b'{' {
                self.facts.extend(what.parse::<usize>());
            } else if let Some((Ok(count), forms)) = what.split_once('|').map(|(count, forms)| (count.parse(), forms)) {
                self.counts.insert(count);
                self.categories
                    .push(forms.split('|').map(|form| form.split(':').next().unwrap_or("").to_owned()).collect());
                forms.split('|').for_each(|form| self.take(form));
                rest = behind;
            }
        }
    }

    fn all(&self) -> BTreeSet<usize> {
        self.facts.union(&self.counts).copied().collect()
    }
}

#[test]
fn every_text_is_used() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let code: String = files.iter().map(|file| fs::read_to_string(file).expect("it reads")).collect();
    let mut named = BTreeSet::new();
    for piece in code.split("Words::").skip(1).chain(code.split("Self::").skip(1)) {
        named.insert(piece.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default());
    }
    // They are read by `cargo xtask build`.
    let for_the_build = ["LanguageName", "LanguageDirection"];
    let names = Words::ALL.iter().map(|words| format!("{words:?}"));
    let by_boot = |name: &str| name.starts_with("Boot");
    let unused: Vec<_> = names
        .filter(|name| !named.contains(name.as_str()) && !for_the_build.contains(&name.as_str()) && !by_boot(name))
        .collect();
    assert!(unused.is_empty(), "nothing says {unused:?}");
}

#[test]
fn nothing_is_left_in_english() {
    let mut alike: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (code, text) in LANGUAGES {
        let known = ALIKE.iter().find(|(of, _)| of == code).map_or(&[][..], |(_, names)| names);
        for words in Words::ALL {
            let (english, name) = (words.text(), format!("{words:?}"));
            let has_words = english.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1);
            if has_words && text(*words) == english && !known.contains(&name.as_str()) {
                alike.entry(code).or_default().push(format!("{name}: {english}"));
            }
            assert_eq!(english.is_empty(), text(*words).is_empty(), "{code}: {name}");
        }
    }
    assert!(alike.is_empty(), "{alike:#?}");
}

#[test]
fn every_text_has_the_facts_of_the_english_one() {
    let categories = ["zero", "one", "two", "few", "many", "other"];
    let mut wrong = Vec::new();
    let english = |words: Words| words.text();
    let all = LANGUAGES.iter().copied().chain([("en", english as fn(Words) -> &'static str)]);
    for (code, text) in all {
        for words in Words::ALL {
            let (meant, own) = (Places::of(words.text()), Places::of(text(*words)));
            let is_whole = meant.all() == own.all();
            let has_forms = own
                .categories
                .iter()
                .all(|forms| forms.contains("other") && forms.iter().all(|form| categories.contains(&form.as_str())));
            if !is_whole || !has_forms {
                wrong.push(format!("{code}: {words:?}: {}", text(*words)));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn languages_say_who_they_are() {
    for (code, text) in LANGUAGES {
        assert!(["ltr", "rtl"].contains(&text(Words::LanguageDirection)), "{code}");
        assert!(!text(Words::LanguageName).is_empty(), "{code}");
    }
}

/// `boot.js` knows its texts by their places from the end, and has the English ones itself.
#[test]
fn the_last_screen_says_what_it_means() {
    let script = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("boot.js")).expect("it is there");
    let told = script.split(['(', '[']).filter_map(|piece| {
        let (place, rest) = piece.strip_prefix('-')?.split_once(", '")?;
        Some((place.parse::<usize>().ok()?, rest.split('\'').next()?))
    });
    let told: BTreeMap<usize, &str> = told.collect();
    let boot = Words::ALL.iter().filter(|words| format!("{words:?}").starts_with("Boot")).count();
    assert_eq!(told.keys().copied().collect::<Vec<_>>(), (1..=boot).collect::<Vec<_>>());
    for (place, english) in told {
        let words = Words::ALL[Words::COUNT - place];
        assert_eq!(words.text(), english, "{words:?}, {place} from the end");
    }
}
