//! What several people marked in one article, side by side.

use manicule::session::annotators::Cell;
use manicule::session::{Args, Command};

use super::meeting::{give, marks, person, said};

#[test]
fn annotators_are_compared_and_differences_walked() {
    let anna = person(2, "select Ada; key 1; select Oslo; key 3").export();
    let mut here = person(1, "select Ada; key 1; select Bob; key 1");
    assert_eq!(here.run(Command::Annotators, Args::default()).refused, None);
    assert!(here.state.annotators.as_ref().is_some_and(|open| open.comparison.is_none()), "a list, and empty");
    here.run(Command::Leave, Args::default());
    give(&mut here, &[("anna.jsonl", &anna)]);
    // By any of its documents; in a page that has loaded only one of them.
    let mut here = here.reload(5);
    here.run(Command::Annotators, Args::default());
    let open = here.state.annotators.clone().expect("it is open");
    let comparison = open.comparison.clone().expect("the open article is compared");
    let rows: Vec<(&str, bool)> = comparison.rows.iter().map(|row| (row.words.as_str(), row.differs())).collect();
    assert_eq!((rows, comparison.unread), (vec![("Ada", false), ("Bob", true), ("Oslo", true)], 0));
    here.run(Command::NextDifference, Args::default());
    assert_eq!(said(&here), "Difference 1 of 2: “Bob”.");
    here.run(Command::NextDifference, Args::default());
    here.run(Command::NextDifference, Args::default());
    assert_eq!(said(&here), "Difference 1 of 2: “Bob”.", "round the end");
    here.run(Command::PreviousDifference, Args::default());
    assert_eq!(said(&here), "Difference 2 of 2: “Oslo”.");
    here.run(Command::OnlyDifferences, Args::default());
    let open = here.state.annotators.clone().expect("it is open");
    assert_eq!(open.shown().iter().map(|(place, _)| *place).collect::<Vec<_>>(), [1, 2]);
    // To the text of the one who marked it.
    let column = &comparison.columns[1];
    let place = Args {
        id: Some(match &comparison.rows[2].cells[1] {
            Cell::Same(ids) => ids[0].to_string(),
            other => panic!("{other:?}"),
        }),
        ..Args::document(&column.document)
    };
    here.run(Command::GoToClaim, place);
    assert_eq!((here.state.open.as_ref(), here.state.dialog.is_none()), (Some(&column.document), true));
    assert_eq!(marks(&here), "Ada=person, Oslo=place*");
    // The key brings it and takes it away.
    here.run(Command::Annotators, Args::default());
    here.run(Command::Annotators, Args::default());
    assert!(here.state.dialog.is_none());
}
