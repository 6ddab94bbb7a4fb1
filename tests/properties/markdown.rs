//! Markdown of any kind: it is read in time that grows with the text, into a tree that is not deep, and nothing of it leads
//! anywhere but to the web, to mail, or to a heading.

use std::time::{Duration, Instant};

use manicule::intake::markdown::{Block, DEPTH, Inline, Target, contents, read};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::{cases, texts};

/// What markup is made of.
const SIGNS: &[&str] = &[
    "*",
    "**",
    "_",
    "`",
    "``",
    "[",
    "]",
    "![",
    "](",
    "(",
    ")",
    "<",
    ">",
    "> ",
    "- ",
    "1. ",
    "+ ",
    "# ",
    "\n",
    "\n\n",
    "    ",
    "\t",
    "  \n",
    "\\",
    "|",
    "|-|\n",
    "---\n",
    "===\n",
    "```\n",
    "~~~",
    "&amp;",
    "&#0;",
    "a",
    "é",
    "\u{301}",
    " ",
    "\r",
    "\"",
    "https://e.org",
    "javascript:alert(1)",
    "#a",
    "](javascript:x)",
    "](https://e.org)",
    "<img src=x onerror=y>",
    "mailto:",
    "\u{feff}",
    "\u{200f}",
    "9999999999. ",
    "0",
];

/// Pieces that make other readers slow, or deep, when they come many times.
const HOSTILE: &[&str] = &[
    "*",
    "*a ",
    "*a **a ",
    "a**b",
    "a*__b",
    "_a __",
    "[",
    "![",
    "[a](",
    "[a](<b",
    "[a](b \"",
    "[a](b 'c",
    "[a](((b",
    "](",
    "]",
    "[[a](b)",
    "`",
    "`a``b",
    "\\`a",
    "<",
    "<http://a",
    "&",
    "&amp",
    "http://",
    "http:///",
    "(http://a",
    "> ",
    "> - ",
    "- ",
    "1. ",
    ">",
    "#",
    "# a\n",
    "# \n",
    "|",
    "a|b\n-|-\n",
    "|-",
    "|\n",
    "\n",
    "\n\n",
    " \n",
    "- a\n",
    "- a\n\n",
    "\ta\n",
    "    a\n\n",
    "```\n",
    "~",
    "=\n",
    "a\n=\n",
    "---\n",
    "- - ",
    "* * ",
    "\\\n",
    "  \n",
    "&#1;",
    "*[a](b)",
    "[*a](http://b)*",
    "!",
    "h",
];

fn markup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![4 => select(SIGNS).prop_map(str::to_owned), 1 => texts::raw_text()];
    vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// How deep the tree is; every link on the way leads where links may lead.
fn depth_of_inlines(inside: &[Inline]) -> usize {
    let depth = |one: &Inline| match one {
        Inline::Text(_) | Inline::Code(_) | Inline::Break => 0,
        Inline::Emphasis(inside) | Inline::Strong(inside) => 1 + depth_of_inlines(inside),
        Inline::Link(target, inside) => {
            match target {
                Target::Page(page) => {
                    let small = page.to_ascii_lowercase();
                    assert!(
                        ["http://", "https://", "mailto:"].iter().any(|scheme| small.starts_with(scheme)),
                        "{page}"
                    );
                    assert!(!page.chars().any(|c| c.is_whitespace() || c.is_control()), "{page:?}");
                }
                Target::Here(anchor) => assert!(!anchor.is_empty()),
            }
            assert!(!inside.iter().any(|one| matches!(one, Inline::Link(..))), "no link in a link");
            1 + depth_of_inlines(inside)
        }
    };
    inside.iter().map(depth).max().unwrap_or(0)
}

fn depth(blocks: &[Block]) -> usize {
    let each = |block: &Block| match block {
        Block::Heading { inside, level, anchor } => {
            assert!((1..=6).contains(level) && !anchor.is_empty());
            assert!(depth_of_inlines(inside) <= DEPTH);
            0
        }
        Block::Paragraph(inside) => {
            assert!(!inside.is_empty() && depth_of_inlines(inside) <= DEPTH);
            0
        }
        Block::Code(_) | Block::Rule => 0,
        Block::Quote(inside) => 1 + depth(inside),
        Block::List { items, .. } => 1 + items.iter().map(|item| depth(item)).max().unwrap_or(0),
        Block::Table { sides, head, rows } => {
            assert_eq!(sides.len(), head.len());
            assert!(rows.iter().all(|row| row.len() <= head.len()));
            head.iter().chain(rows.iter().flatten()).for_each(|cell| assert!(depth_of_inlines(cell) <= DEPTH));
            0
        }
    };
    blocks.iter().map(each).max().unwrap_or(0)
}

fn words_of(inside: &[Inline], out: &mut String) {
    for one in inside {
        match one {
            Inline::Text(text) | Inline::Code(text) => out.push_str(text),
            Inline::Emphasis(inside) | Inline::Strong(inside) | Inline::Link(_, inside) => words_of(inside, out),
            Inline::Break => out.push('\n'),
        }
    }
}

fn words(blocks: &[Block], out: &mut String) {
    for block in blocks {
        match block {
            Block::Heading { inside, .. } | Block::Paragraph(inside) => words_of(inside, out),
            Block::Code(text) => out.push_str(text),
            Block::Quote(inside) => words(inside, out),
            Block::List { items, .. } => items.iter().for_each(|item| words(item, out)),
            Block::Table { head, rows, .. } => {
                head.iter().chain(rows.iter().flatten()).for_each(|cell| words_of(cell, out));
            }
            Block::Rule => {}
        }
        out.push('\n');
    }
}

/// How long a text may take before it is said to hang: far more than any takes on a busy machine.
const HANGS: Duration = Duration::from_secs(90);

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn any_text_is_read(text in markup()) {
        let blocks = read(&text);
        prop_assert!(depth(&blocks) <= DEPTH);
        let mut anchors: Vec<_> = contents(&blocks).into_iter().map(|(.., anchor)| anchor).collect();
        let all = anchors.len();
        anchors.sort_unstable();
        anchors.dedup();
        prop_assert_eq!(anchors.len(), all, "each heading has an anchor of its own");
    }

    /// Words that are no markup are all there, in their order, whatever stands around them.
    #[test]
    fn no_word_is_lost(pieces in vec((select(&["*", "**", "- ", "> ", "# ", "\n", "\n\n", " ", "`", "[", "_", "1. ", "|"][..]), 0_u8..200), 0..40)) {
        let text: String = pieces.iter().map(|(sign, number)| format!("{sign}w{number}w ")).collect();
        let mut out = String::new();
        words(&read(&text), &mut out);
        let wanted: Vec<String> = pieces.iter().map(|(_, number)| format!("w{number}w")).collect();
        let found: Vec<String> = out
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| word.starts_with('w') && word.ends_with('w') && word.len() > 2)
            .map(str::to_owned)
            .collect();
        prop_assert_eq!(found, wanted, "{}", text);
    }

    /// Reading takes time that grows with the text: with its square, these would take minutes.
    #[test]
    fn hostile_texts_are_read_quickly(one in select(HOSTILE), other in select(HOSTILE), end in select(HOSTILE)) {
        for piece in [one.to_owned(), format!("{one}{other}")] {
            let text = piece.repeat(60_000 / piece.len()) + end;
            let begun = Instant::now();
            let blocks = read(&text);
            prop_assert!(depth(&blocks) <= DEPTH);
            prop_assert!(begun.elapsed() < HANGS, "{:?} {:?}", piece, begun.elapsed());
        }
    }
}

#[test]
fn every_hostile_piece_alone() {
    for piece in HOSTILE {
        let text = piece.repeat(200_000 / piece.len());
        let begun = Instant::now();
        assert!(depth(&read(&text)) <= DEPTH);
        assert!(begun.elapsed() < HANGS, "{piece:?} {:?}", begun.elapsed());
    }
}
