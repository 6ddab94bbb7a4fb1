//! The real article, where there is one: its labels stand here by line number, its words do not.

use manicule::intake::draft::Fate;
use manicule::intake::furniture;
use manicule::model::BlockKind;

use crate::pages::label;
use crate::table::found;

/// Line of the file, from 1, up to the next one that is named; empty lines are left out.
const LABELS: [(usize, &str); 16] = [
    (1, "dateline|furniture"),
    (2, "other|furniture"),
    (3, "title|body"),
    (4, "deck|body"),
    (5, "title|furniture"),
    (6, "caption|body"),
    (7, "dateline|furniture"),
    (9, "p|body"),
    (21, "other|furniture"),
    (23, "other|furniture"),
    (25, "p|body"),
    (35, "other|furniture"),
    (37, "other|furniture"),
    (38, "other|furniture"),
    (39, "other|furniture"),
    (usize::MAX, ""),
];

#[test]
fn at_most_one_block_is_wrong() {
    let named = std::env::var("MANICULE_ARTICLE").ok();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../shared/articles/turkey-us-s400.txt");
    let path = named.as_deref().unwrap_or(path);
    let Ok(text) = std::fs::read_to_string(path) else {
        println!("skipped: no real article at ../shared");
        return;
    };
    let draft = furniture::draft(text.clone());
    if !path.ends_with("turkey-us-s400.txt") {
        // Another article has no labels: what is found is shown.
        for piece in &draft.pieces {
            println!("{:?} {:?} {:?}: {}", piece.kind, piece.fate, piece.why, draft.words(piece));
        }
        println!("{:?}", draft.meta);
        return;
    }
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty()).map(|(number, _)| number);
    let mut wrong = Vec::new();
    for ((line, piece), found) in lines.zip(&draft.pieces).zip(found(&draft)) {
        let place = LABELS.windows(2).find(|pair| (pair[0].0..pair[1].0).contains(&line)).expect("a label");
        if label(place[0].1) != found {
            wrong.push(format!("line {line}: {} taken for {:?}", place[0].1, (piece.kind, piece.fate)));
        }
    }
    println!("FIGURE furniture real article: {} of {} blocks wrong", wrong.len(), draft.pieces.len());
    assert!(wrong.len() <= 1, "{wrong:#?}");
    let dimmed = draft.pieces.iter().filter(|p| p.kind == BlockKind::Paragraph && p.fate == Fate::Furniture).count();
    assert_eq!(dimmed, 0);
    assert_eq!(draft.meta.published.as_deref(), Some("2020-12-30"));
    assert_eq!(draft.meta.language.as_deref(), Some("en"));
}
