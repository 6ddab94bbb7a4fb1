//! A bundle of everything that is hard, in every format, checked by the program that goes with it.

use manicule::workshop::message::export::{ExportPlan, ExportSplit};

use super::asked::{all_formats, bundle, documents, export, project, python};
use super::bundle::unpack;
use super::hard_project::hard_project;

fn checked(name: &str, plan: ExportPlan) {
    let project = hard_project();
    let plan = ExportPlan { formats: all_formats(), ..plan };
    let exported = export(&project, plan, &documents(&project)).expect("it is written");
    for proof in &exported.told.proofs {
        assert!(proof.wrong == 0, "{name}: {proof:?}");
    }
    let printed = python(&["check.py"], &unpack(&exported, name), true);
    assert!(printed.contains(" 0 differ"), "{name}: {printed}");
}

#[test]
fn what_is_hard_is_right() {
    checked("hard", bundle(&[]));
    checked("hard-body", ExportPlan { body_only: true, suggestions: true, names: true, ..bundle(&[]) });
    let split = Some(ExportSplit { seed: "1".to_owned(), dev: 200, test: 300, by_label: true });
    checked(
        "hard-other",
        ExportPlan {
            overlaps: "first".to_owned(),
            fragments: "split".to_owned(),
            cut_tokens: "cut".to_owned(),
            short_labels: true,
            split,
            ..bundle(&[])
        },
    );
    checked("hard-leave", ExportPlan { cut_tokens: "leave".to_owned(), ..bundle(&[]) });
}

/// Offsets that count in a text with one more character in front: what a program does that counts in another unit.
#[test]
fn offsets_of_another_text_are_found_in_every_format() {
    let project = project(3);
    // CoNLL has no offsets; what is found in it: `checks.rs`. Where there is no text it is words of a claim.
    for format in all_formats().into_iter().filter(|id| !id.starts_with("conll")) {
        let exported = export(&project, bundle(&[&format]), &documents(&project)).expect("it is written");
        let folder = unpack(&exported, &format!("shifted-{format}"));
        let mut spoiled = 0;
        let files = exported.told.files.iter().filter(|file| file.path.starts_with(&format!("{format}/")));
        for path in files.map(|file| folder.join(&file.path)) {
            let text = std::fs::read_to_string(&path).expect("it is there");
            let (from, to) = match format.as_str() {
                "claimreview" => ("the 🦊 port", "the 🦊! port"),
                _ => ("😀 Number", "😀! Number"),
            };
            spoiled += usize::from(text.contains(from));
            std::fs::write(&path, text.replace(from, to)).expect("there is room");
        }
        assert!(spoiled > 0, "{format}");
        let printed = python(&["check.py"], &folder, false);
        assert!(printed.contains(" stands there, not "), "{format}: {printed}");
    }
}
