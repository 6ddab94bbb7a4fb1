//! The schema under change while it waits: kept on disk at every change, taken up at the start, and put on top of what somebody
//! else made of the schema meanwhile.

use std::rc::Rc;

use super::Turn;
use crate::model::Schema;
use crate::session::messages::Words;
use crate::session::schema_draft::SchemaDraft;
use crate::storage::draft::{KeptDraft, draft_write};

impl Turn<'_> {
    /// Has the schema under change written where it is another than before.
    #[inline(never)] // so that it can travel later
    pub(super) fn keep_draft(&mut self, before: Option<&SchemaDraft>) {
        let changed = |draft: &SchemaDraft| draft.is_changed();
        let was = before.filter(|draft| changed(draft));
        let is = self.state.draft.clone().filter(|draft| changed(draft));
        let same = match (was, is.as_deref()) {
            (Some(was), Some(is)) => was.reshape == is.reshape && was.base == is.base,
            (None, None) => true,
            _ => false,
        };
        if !same {
            let draft = is.as_ref().map(|draft| (&*draft.base, &draft.reshape));
            let write = draft_write(self.fresh.now.0, draft);
            self.write(vec![write]);
        }
    }

    /// What was kept of a schema under change waits to be gone on with.
    #[inline(never)] // so that it can travel later
    pub(super) fn take_up_draft(&mut self, kept: KeptDraft) {
        let draft = SchemaDraft::kept(kept.base, kept.reshape, &self.state.project);
        // What is the project's by now was kept. Keeping it gave it a version, and told what its labels were called before.
        let now = &self.state.project.schema;
        let next = Schema { version: now.version, former: now.former.clone(), ..draft.next().clone() };
        if draft.base.version >= now.version || next != **now {
            self.state.draft = Some(Rc::new(draft));
        }
    }

    /// Puts the changes on top of the schema as somebody else made it meanwhile.
    pub(super) fn schema_rebase(&mut self) {
        let Some(draft) = self.state.draft.clone().filter(|draft| draft.is_behind(&self.state.project)) else {
            return self.refuse(Words::SchemaNotBehind);
        };
        self.put(draft.rebased(&self.state.project));
        self.focus_sheet("schema-pick");
        self.state.say(Words::SchemaRebased);
    }
}
