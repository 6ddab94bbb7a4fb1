//! How much text is looked through at once: all of it lies in the page's memory until it is added or left.

use super::Intake;
use crate::intake::draft::Piece;
use crate::workshop::message::{TakenDraft, TakenRefusal};

/// Most bytes that articles may take which are looked through at once. Adding them takes several times as many for a moment,
/// and a program in a browser has four thousand million at most.
pub(super) const MOST: usize = 200_000_000;

impl Intake {
    /// The articles of a file for which there is room within `most` bytes. A file of which one is left out is told, once.
    pub(super) fn with_room(&mut self, file: u32, drafts: Vec<TakenDraft>, most: usize) -> Vec<TakenDraft> {
        let mut kept = Vec::with_capacity(drafts.len());
        for draft in drafts {
            let bytes = draft.text.len() + draft.pieces.len() * size_of::<Piece>();
            if self.holds + bytes <= most {
                self.holds += bytes;
                kept.push(draft);
            } else if self.full.replace(file) != Some(file) {
                self.plain = false;
                let words = (most / 1_000_000).to_string();
                let (file_name, why, part) = (draft.file, "full".to_owned(), draft.part);
                self.tell(file, TakenRefusal { file: file_name, part, why, words, ..TakenRefusal::default() });
            }
        }
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Project, ProjectId};

    #[test]
    fn what_there_is_no_room_for_is_told_once_for_each_file() {
        let mut intake = Intake::begin(1, &Project::new(ProjectId::from_bits(1), ""), None);
        let draft = |file: &str, bytes: usize| TakenDraft {
            file: file.to_owned(),
            text: "a".repeat(bytes),
            ..TakenDraft::default()
        };
        let mut kept = |file, drafts| intake.with_room(file, drafts, 1000).len();
        assert_eq!(kept(1, vec![draft("a.txt", 600)]), 1);
        assert_eq!(
            kept(2, vec![draft("b.csv", 500), draft("b.csv", 300), draft("b.csv", 101)]),
            1,
            "what fits is taken"
        );
        assert_eq!(kept(2, vec![draft("b.csv", 400)]), 0, "told already");
        assert_eq!(kept(3, vec![draft("c.txt", 200)]), 0);
        let told: Vec<String> = intake.sentences(9).collect();
        assert_eq!(told.len(), 2, "{told:?}");
        assert!(told[1].starts_with("c.txt: ") && told[1].contains("0 MB"), "{told:?}");
        assert!(!intake.plain, "it is looked through first");
    }
}
