//! The fault list in a real browser, by theme. The numbers are those of the list in the design notes;
//! `tests/storage/FAULTS.md` says which row is held where.

pub(crate) mod files;
pub(crate) mod kills;
pub(crate) mod program;
pub(crate) mod stores;
pub(crate) mod tabs;

use crate::texts::HARBOUR;
use manicule_e2e::check::check_offsets;
use manicule_e2e::page::Page;
use manicule_e2e::span::{PERSON, Span};
use manicule_e2e::stage::Stage;
use std::rc::Rc;

/// A page with an article and a name marked in it, all saved.
fn begun(stage: &Stage) -> (Rc<Page>, Span) {
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    let first = page.mark("Ada Lindqvist", PERSON);
    page.until_saved();
    (page, first)
}

/// Both marks are there after a load without the fault.
fn whole_again(page: &Page, spans: &[&Span]) {
    page.reload();
    for span in spans {
        assert_eq!(page.span(&span.id), **span);
    }
    page.until_saved();
    check_offsets(&page.export());
}
