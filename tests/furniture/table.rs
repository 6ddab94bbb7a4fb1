//! Comparing what was found with the labels.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use manicule::intake::draft::{Draft, Fate};
use manicule::intake::furniture;
use manicule::model::{BlockKind, Role};

use crate::pages::Page;

/// True and found label, and how often.
#[derive(Default)]
pub(crate) struct Table {
    kinds: BTreeMap<(&'static str, &'static str), usize>,
    roles: BTreeMap<(&'static str, &'static str), usize>,
    all: usize,
    wrong: usize,
    dimmed: usize,
    facts: (usize, usize),
    by_page: Vec<(String, usize, usize)>,
}

fn kind(kind: BlockKind) -> &'static str {
    kind.as_str().0
}

fn role(role: Role) -> &'static str {
    if role == Role::Body { "body" } else { "furniture" }
}

pub(crate) fn found(draft: &Draft) -> Vec<(BlockKind, Role)> {
    let role = |fate| if fate == Fate::Body { Role::Body } else { Role::Furniture };
    draft.pieces.iter().map(|piece| (piece.kind, role(piece.fate))).collect()
}

impl Table {
    pub(crate) fn page(&mut self, page: &Page, tell: bool) {
        let draft = furniture::draft(page.text.clone());
        let found = found(&draft);
        assert_eq!(found.len(), page.labels.len(), "{}", page.name);
        let mut wrong = 0;
        for ((piece, found), label) in draft.pieces.iter().zip(&found).zip(&page.labels) {
            *self.kinds.entry((kind(label.0), kind(found.0))).or_default() += 1;
            *self.roles.entry((role(label.1), role(found.1))).or_default() += 1;
            self.dimmed += usize::from(*label == (BlockKind::Paragraph, Role::Body) && found.1 == Role::Furniture);
            if (kind(label.0), label.1) != (kind(found.0), found.1) {
                wrong += 1;
                if tell {
                    let words: String = draft.words(piece).chars().take(70).collect();
                    let (is, was) = ((kind(label.0), role(label.1)), (kind(found.0), role(found.1)));
                    println!(
                        "  {}: {}|{} taken for {}|{} {:?}: {words}",
                        page.name, is.0, is.1, was.0, was.1, piece.why
                    );
                }
            }
        }
        self.facts(page, &draft, tell);
        self.all += found.len();
        self.wrong += wrong;
        self.by_page.push((page.name.clone(), wrong, found.len()));
    }

    fn facts(&mut self, page: &Page, draft: &Draft, tell: bool) {
        let meta = &draft.meta;
        for (key, value) in &page.facts {
            let told = match &**key {
                "title" => Some(&*meta.title),
                "language" => meta.language.as_deref(),
                "byline" => meta.byline.as_deref(),
                // A day that is plain is told as RFC 3339 writes it; unit tests compare it.
                "published" => continue,
                _ => panic!("{}: {key}", page.name),
            };
            // An office beside the name, and capitals, are no mistake.
            let fits = told.is_some_and(|told| {
                told == value || key == "byline" && told.to_lowercase().starts_with(&value.to_lowercase())
            });
            self.facts.1 += 1;
            self.facts.0 += usize::from(!fits);
            if !fits && tell {
                println!("  {}: {key} is {value}, told {told:?}", page.name);
            }
        }
    }

    pub(crate) fn wrong(&self) -> usize {
        self.wrong
    }

    pub(crate) fn all(&self) -> usize {
        self.all
    }

    /// Paragraphs taken for furniture: the worst mistake.
    pub(crate) fn dimmed(&self) -> usize {
        self.dimmed
    }

    pub(crate) fn metas_wrong(&self) -> usize {
        self.facts.0
    }

    pub(crate) fn metas(&self) -> usize {
        self.facts.1
    }

    pub(crate) fn print(&self, name: &str) -> String {
        let mut out = format!("{name} half, true kind down, found kind across\n");
        print(&mut out, &self.kinds);
        print(&mut out, &self.roles);
        let _ = writeln!(out, "paragraphs taken for furniture: {}", self.dimmed);
        let _ = writeln!(out, "title, byline, language wrong: {} of {}", self.facts.0, self.facts.1);
        for (page, wrong, all) in &self.by_page {
            let _ = writeln!(out, "  {page}: {wrong} of {all}");
        }
        out
    }
}

fn print(out: &mut String, counts: &BTreeMap<(&'static str, &'static str), usize>) {
    let mut names: Vec<&str> = counts.keys().flat_map(|(is, was)| [*is, *was]).collect();
    names.sort_unstable();
    names.dedup();
    let _ = write!(out, "{:>10}", "");
    for name in &names {
        let _ = write!(out, "{name:>10}");
    }
    out.push('\n');
    for is in &names {
        let _ = write!(out, "{is:>10}");
        for was in &names {
            let _ = write!(out, "{:>10}", counts.get(&(*is, *was)).copied().unwrap_or(0));
        }
        out.push('\n');
    }
}
