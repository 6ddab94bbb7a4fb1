//! Pages of many makes, and what is read of them: see `html/CONVENTIONS.md`.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use manicule::intake::draft::{Draft, Fate, Piece};
use manicule::intake::html;
use manicule::model::BlockKind;

/// A line that is expected.
#[derive(Clone, Debug)]
struct Expected {
    fate: &'static str,
    kind: String,
    text: String,
}

#[derive(Default)]
struct Page {
    name: String,
    known: Vec<(String, String)>,
    pieces: Vec<Expected>,
    out: Vec<String>,
    gone: Vec<String>,
    draft: Draft,
}

/// Text as it is compared: what is white space around it, and which kind of space, is looked at elsewhere.
fn compared(text: &str) -> String {
    text.replace('\u{a0}', " ").trim().to_owned()
}

fn name_of(kind: BlockKind) -> String {
    match kind {
        BlockKind::Headline => "headline".to_owned(),
        BlockKind::Heading(level) => format!("h{level}"),
        kind => kind.as_str().0.to_owned(),
    }
}

const fn name_of_fate(fate: Fate) -> &'static str {
    match fate {
        Fate::Body => "body",
        Fate::Furniture => "furniture",
        Fate::Out => "out",
    }
}

fn pages(half: &str) -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/intake/html").join(half);
    let mut names: Vec<_> =
        fs::read_dir(&folder).expect("the folder").map(|file| file.expect("a file").path()).collect();
    names.retain(|name| name.extension().is_some_and(|end| end == "html"));
    names.sort();
    let read = |path: &Path| fs::read_to_string(path).expect("a text");
    let page = |path: &std::path::PathBuf| {
        let mut page =
            Page { name: path.file_stem().expect("a name").to_string_lossy().into_owned(), ..Page::default() };
        for line in read(&path.with_extension("txt")).lines().filter(|line| !line.trim().is_empty()) {
            let Some((head, text)) = line.split_once(" | ") else {
                let (key, value) = line.split_once('=').expect("a field");
                page.known.push((key.trim().to_owned(), value.trim().to_owned()));
                continue;
            };
            let text = compared(&text.replace("\\n", "\n").replace("\\t", "\t"));
            match head.split(' ').collect::<Vec<_>>()[..] {
                ["gone"] => page.gone.push(text),
                ["out", _] => page.out.push(text),
                [fate @ ("body" | "furniture"), kind] => {
                    let fate = if fate == "body" { "body" } else { "furniture" };
                    page.pieces.push(Expected { fate, kind: kind.to_owned(), text });
                }
                _ => panic!("{}: {line}", page.name),
            }
        }
        page.draft = html::read(&read(path));
        page
    };
    names.iter().map(page).collect()
}

fn fits(expected: &str, found: &str) -> bool {
    expected.strip_suffix('…').map_or(expected == found, |start| found.starts_with(start))
}

/// Counts of one half.
#[derive(Default)]
struct Score {
    fates: BTreeMap<(&'static str, &'static str), usize>,
    kinds: BTreeMap<(String, String), usize>,
    blocks: usize,
    listed: usize,
    wrong: usize,
    wrong_kinds: usize,
    wrong_known: Vec<String>,
    told: Vec<String>,
}

fn score(pages: &[Page]) -> Score {
    let mut score = Score::default();
    for page in pages {
        let mut open: Vec<&Expected> = page.pieces.iter().collect();
        for piece in &page.draft.pieces {
            score.piece(page, piece, &mut open);
        }
        for missing in open {
            score.count(page, missing.fate, "missing", &missing.text);
        }
        let meta = &page.draft.meta;
        for (key, value) in &page.known {
            let found = match key.as_str() {
                "title" => Some(&meta.title),
                "byline" => meta.byline.as_ref(),
                "published" => meta.published.as_ref(),
                "language" => meta.language.as_ref(),
                "url" => meta.source_url.as_ref(),
                "site" => meta.site.as_ref(),
                _ => panic!("{}: {key}", page.name),
            };
            if found.map_or("", |found| found) != value {
                score.wrong_known.push(format!("{}: {key} is {found:?}, expected {value:?}", page.name));
            }
        }
        for gone in &page.gone {
            assert!(!page.draft.text.contains(gone.as_str()), "{}: {gone} is in the draft", page.name);
        }
        for out in &page.out {
            let is_out = |piece: &Piece| piece.fate == Fate::Out && compared(page.draft.words(piece)) == *out;
            assert!(page.draft.pieces.iter().any(is_out), "{}: {out} is not there to be turned over", page.name);
        }
    }
    score
}

impl Score {
    fn piece(&mut self, page: &Page, piece: &Piece, open: &mut Vec<&Expected>) {
        let words = compared(page.draft.words(piece));
        let found = name_of_fate(piece.fate);
        // What stands there twice is expected of the one that is kept.
        let is = |expected: &&Expected| fits(&expected.text, &words);
        let at = open.iter().position(|expected| is(expected) && expected.fate == found);
        let at = at.or_else(|| open.iter().position(|expected| is(expected)));
        // A later piece with these words may be the one that is meant.
        let later = |other: &Piece| {
            other.range.start() > piece.range.start()
                && name_of_fate(other.fate) != "out"
                && compared(page.draft.words(other)) == words
        };
        let at = at.filter(|_| found != "out" || !page.draft.pieces.iter().any(later));
        match at.map(|at| open.remove(at)) {
            Some(expected) => {
                self.count(page, expected.fate, found, &words);
                if expected.fate == "body" && found == "body" {
                    let kind = name_of(piece.kind);
                    if kind != expected.kind {
                        self.wrong_kinds += 1;
                        self.told.push(format!("{}: {kind} for {}: {words}", page.name, expected.kind));
                    }
                    *self.kinds.entry((expected.kind.clone(), kind)).or_default() += 1;
                }
            }
            None => self.count(page, "out", found, &words),
        }
    }

    fn count(&mut self, page: &Page, expected: &'static str, found: &'static str, words: &str) {
        *self.fates.entry((expected, found)).or_default() += 1;
        self.blocks += 1;
        self.listed += usize::from(expected != "out" || found != "out");
        if expected != found {
            self.wrong += 1;
            self.told.push(format!("{}: {found} for {expected}: {words}", page.name));
        }
    }

    #[allow(clippy::print_stdout)]
    fn print(&self, half: &str) {
        for told in self.told.iter().chain(&self.wrong_known) {
            println!("  {told}");
        }
        println!("{half}: fate, expected x found");
        for ((expected, found), count) in &self.fates {
            println!("  {expected:>10} x {found:<10} {count}");
        }
        println!("{half}: kind of what is body in both, expected x found");
        for ((expected, found), count) in &self.kinds {
            println!("  {expected:>10} x {found:<10} {count}");
        }
        let share = |wrong: usize, of: usize| wrong * 10_000 / of.max(1);
        let percent = |share: usize| format!("{}.{:02}", share / 100, share % 100);
        println!(
            "FIGURE html {half}: {} of {} blocks wrong in fate ({} %), {} of {} without those that are rightly out ({} %), \
             {} wrong in kind, {} fields wrong",
            self.wrong,
            self.blocks,
            percent(share(self.wrong, self.blocks)),
            self.wrong,
            self.listed,
            percent(share(self.wrong, self.listed)),
            self.wrong_kinds,
            self.wrong_known.len(),
        );
    }
}

/// `MANICULE_PAGE=file` prints what is read of a page.
#[test]
#[allow(clippy::print_stdout)]
fn one_page() {
    let Some(file) = std::env::var_os("MANICULE_PAGE") else { return };
    let draft = html::read(&fs::read_to_string(file).expect("a text"));
    println!("{:#?}", draft.meta);
    for piece in &draft.pieces {
        let why = piece.why.map(|why| format!("{why:?}")).unwrap_or_default();
        println!(
            "{:>9} {:<9} {:<10} | {}",
            name_of_fate(piece.fate),
            name_of(piece.kind),
            why,
            draft.words(piece).escape_debug()
        );
    }
}

/// At most five blocks in a hundred are wrong in fate on the half that the rules are not tuned on, and on the other.
#[test]
fn pages_are_told_apart() {
    for half in ["seen", "unseen"] {
        let pages = pages(half);
        assert!(pages.len() >= 11, "{half}: {} pages", pages.len());
        let score = score(&pages);
        score.print(half);
        assert!(score.wrong * 100 <= score.blocks * 5, "{half}: {} of {} blocks wrong", score.wrong, score.blocks);
        assert!(score.wrong_kinds * 100 <= score.blocks * 5, "{half}: {} wrong in kind", score.wrong_kinds);
        assert!(score.wrong_known.len() <= 3, "{half}: {:#?}", score.wrong_known);
    }
}
