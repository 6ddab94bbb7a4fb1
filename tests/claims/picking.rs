//! What somebody picks out is rough: too much, too little, with or without its marks.

use manicule::model::{Article, Block, DocId, Document, FixedText, Meta, Span, TextRange, news_schema};
use manicule::suggest::for_selection;

use crate::score::told;

/// `text` has what is picked out in `|…|`; the proposal in one line without its score.
fn check(text: &str, expected: &str) {
    let offset = |at: usize| u32::try_from(at).expect("short");
    let start = text.find('|').expect("a start");
    let end = text.rfind('|').expect("an end") - 1;
    let article = Article::new(FixedText::new(&text.replace('|', "")), "");
    let blocks = Block::lines(article.text());
    let document = Document::new(DocId::from("d"), article, Meta::default(), blocks);
    let picked = TextRange::new(offset(start), offset(end)).map(Span::of).expect("not empty");
    let line = told(&document, &for_selection(&document, &news_schema::news(), &picked));
    let (_, line) = line.split_once(' ').expect("a score");
    assert_eq!(line.split(" / ").next(), Some(expected), "{text}");
}

#[test]
fn exactly() {
    check("Roe said |the dam would hold|.", "[the dam would hold] (said) indirect | Roe");
    check("|“It holds,”| Roe said.", "[“It holds,”] (said) direct | Roe");
}

#[test]
fn with_its_attribution() {
    check("|Roe said the dam would hold.|", "[the dam would hold] (said) indirect | Roe");
    check("|“It holds,” Roe said, “for now.”|", "[“It holds,” … “for now.”] (said) direct | Roe");
    check("|“It holds,” Roe said. “For now.”|", "[“It holds,” … “For now.”] (said) direct | Roe");
    check("|The dam, Roe said, would hold.|", "[The dam … would hold] (said) indirect | Roe");
    check("|Rents are expected to rise|.", "[Rents … to rise] (are expected) indirect | <none>");
}

#[test]
fn too_little() {
    check("Roe told police that |dam would hold|.", "[dam would hold] (told) indirect | Roe");
    check("“|It holds for now|,” Roe said.", "[It holds for now] (said) direct | Roe");
    check("Roe called the dam |“a trap”|.", "[“a trap”] (called) direct | Roe");
}

#[test]
fn what_no_rule_finds_alone() {
    check("Roe bellowed |the name of the dam|.", "[the name of the dam] (bellowed) indirect | Roe");
    check("The board supports |a lower dam|.", "[a lower dam] (supports) indirect | The board");
    check("The town |sleeps|.", "[sleeps] (–) indirect | <none>");
}
