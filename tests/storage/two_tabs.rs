//! Two tabs over one store that never talk: a third page load has what both made.

use std::collections::BTreeMap;
use std::rc::Rc;

use manicule::model::{Annotation, AnnotationId, DocId};
use manicule::session::{Args, Command};

use super::deeds::Deed;
use super::tab::{Disk, Tab};

type All = BTreeMap<(DocId, AnnotationId), Rc<Annotation>>;

/// Every annotation of every article.
fn everything(tab: &Tab) -> All {
    let mut copy = tab.aside();
    copy.run(Command::Export, Args::default());
    let documents = copy.state.project.documents();
    documents.flat_map(|d| d.annotations.iter().map(|(id, a)| ((d.id.clone(), *id), a.clone()))).collect()
}

/// Three articles; the sample has annotations already.
fn begun() -> (Disk, All) {
    let disk = Disk::default();
    let mut tab = Tab::open(&disk, 1);
    Deed::AddText(0).on(&mut tab);
    Deed::Annotate(vec![(0, 3)], 0).on(&mut tab);
    Deed::AddText(1).on(&mut tab);
    (disk, everything(&tab))
}

/// A snapshot of a tab that knows less never takes the place of one that knows more.
#[test]
fn an_ignorant_tab_overwrites_nothing() {
    let (disk, _) = begun();
    let (mut one, mut other) = (Tab::open(&disk, 2), Tab::open(&disk, 3));
    let open = one.state.open.clone().expect("an article is open");
    other.moment = 1000;
    for _ in 0..3 {
        for tab in [&mut one, &mut other] {
            Deed::Annotate(vec![(0, 1)], 0).on(tab);
            tab.restless.push(open.clone());
            tab.quiet();
            Deed::Annotate(vec![(0, 2)], 1).on(tab);
        }
    }
    let third = Tab::open(&disk, 4);
    assert_eq!(third.state.document().map(|document| document.annotations.len()), Some(12));
}
