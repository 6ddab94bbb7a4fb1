//! Which states of documents another program of ours holds already, so that they are not handed to it again.

use std::rc::Rc;

use super::ledger::{Ledger, Standing};
use crate::model::{DocId, Document, Project, Table};

/// What a document's state is known by.
#[derive(Clone, Debug)]
enum State {
    /// It is loaded.
    Loaded(Rc<Document>),
    /// It is not: what the ledger knows of it is another with each record that touches it, whoever made that.
    Stored(Option<Rc<Standing>>),
}

impl State {
    fn of(id: &DocId, project: &Project, ledger: &Ledger) -> Self {
        match project.document(id) {
            Some(document) => Self::Loaded(document.clone()),
            None => Self::Stored(ledger.documents.get(id).cloned()),
        }
    }

    /// Whether it is the very same; what is held is not freed, so that its place is nobody else's meanwhile.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Loaded(one), Self::Loaded(other)) => Rc::ptr_eq(one, other),
            (Self::Stored(Some(one)), Self::Stored(Some(other))) => Rc::ptr_eq(one, other),
            (Self::Stored(None), Self::Stored(None)) => true,
            _ => false,
        }
    }
}

/// What was sent. The other program may have lost it meanwhile, and says so.
#[derive(Debug, Default)]
pub struct Sent {
    /// For each document, the number of the state that was sent, and that state.
    states: Table<DocId, (u32, State)>,
    numbers: u32,
}

impl Sent {
    /// The number of a document's state, and whether it was sent. `anew`: one under which nothing was sent.
    pub fn stamp(&mut self, id: &DocId, (project, ledger): (&Project, &Ledger), anew: bool) -> (u32, bool) {
        let state = State::of(id, project, ledger);
        if let Some((stamp, known)) = self.states.get(id).filter(|_| !anew)
            && known.is(&state)
        {
            return (*stamp, true);
        }
        self.numbers += 1;
        if !anew {
            self.states.insert(id.clone(), (self.numbers, state));
        }
        (self.numbers, false)
    }

    /// The other program does not hold a document any more.
    pub fn lost(&mut self, id: &DocId) {
        self.states.remove(id);
    }
}
