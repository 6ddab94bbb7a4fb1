//! What the tests of reading share: files in, drafts out, and what must be true of every draft.

use manicule::intake::draft::Draft;
use manicule::intake::reader::{Given, Reader, Taken};
use manicule::intake::refusal::Refused;

/// Reads files in turns of so many bytes, up to the end.
pub(crate) fn read_by(files: Vec<Given>, bytes: usize) -> Taken {
    let total: usize = files.iter().map(|file| file.bytes.len()).sum();
    let mut reader = Reader::default();
    for file in files {
        reader.put(file);
    }
    let mut all = Taken::default();
    let mut turns = 0_usize;
    loop {
        let taken = reader.turn(bytes);
        all.drafts.extend(taken.drafts);
        all.refused.extend(taken.refused);
        all.bytes += taken.bytes;
        turns += 1;
        if !taken.more {
            break;
        }
        assert!(turns < 10_000_000, "it comes to an end");
    }
    assert_eq!(all.bytes, total, "every byte is told to be done with, once");
    assert_eq!(reader.turn(bytes), Taken::default(), "nothing is left");
    all
}

/// Reads one file at once.
pub(crate) fn read(name: &str, bytes: &[u8]) -> Taken {
    let taken = read_by(vec![Given { name: name.to_owned(), bytes: bytes.to_vec(), encoding: None }], usize::MAX);
    for draft in &taken.drafts {
        is_sound(draft);
    }
    taken
}

/// What a file was refused for, with its lines.
pub(crate) fn refused(taken: &Taken) -> Vec<(usize, Refused)> {
    taken.refused.iter().map(|refusal| (refusal.line, refusal.why.clone())).collect()
}

/// The only draft.
pub(crate) fn one(taken: &Taken) -> &Draft {
    assert_eq!((taken.drafts.len(), refused(taken)), (1, Vec::new()));
    &taken.drafts[0]
}

/// Pieces lie on the text, in order, apart, not empty; a document can be made.
pub(crate) fn is_sound(draft: &Draft) {
    let mut end = 0;
    for piece in &draft.pieces {
        let words = piece.range.of(&draft.text);
        assert!(words.is_some_and(|words| !words.trim().is_empty()), "{piece:?}");
        assert!(piece.range.start() >= end, "sorted and apart: {piece:?}");
        end = piece.range.end();
    }
    assert!(!draft.pieces.is_empty());
    if let Some(document) = draft.document(1) {
        let text = document.article.text();
        assert!(document.blocks.iter().all(|block| block.range.of(text).is_some()));
    }
}
