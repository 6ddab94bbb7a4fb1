//! Correcting what stretches of the open article are.

use std::rc::Rc;

use super::Turn;
use super::marking::{first_snap, snapped};
use crate::edit::Selection;
use crate::edit::commands::{self, Turned};
use crate::model::{BlockId, Role};
use crate::session::action::Args;
use crate::session::blocks::{kind_name, kind_named};
use crate::session::hand::{Pointer, RawPart};
use crate::session::messages::{Message, Words, shorten};
use crate::session::state::Dialog;

impl Turn<'_> {
    /// The pointer came to a block, or left the article. What lies under a sheet stays what it was.
    #[inline(never)] // so that it can travel later
    pub(super) fn point(&mut self, block: Option<BlockId>, moved: bool) {
        if self.state.dialog.is_none() && (moved || !self.state.pointer.rests) {
            self.state.pointer = Pointer { block, rests: false };
        }
    }

    /// The blocks that are meant: those that are named, else those one is at. Where the document is only looked at, this
    /// is refused before anything is asked.
    fn blocks(&mut self, args: &Args) -> Option<Vec<BlockId>> {
        let Some(document) = self.state.document().cloned() else {
            self.refuse(Words::NotHere);
            return None;
        };
        if self.is_locked(&document.id) {
            self.refuse_locked(&document.id);
            return None;
        }
        let mut found = Vec::new();
        for name in args.ids.as_deref().unwrap_or(args.id.as_slice()) {
            let id = name.parse().map(BlockId).ok().filter(|id| document.block(*id).is_some());
            let Some(id) = id else {
                self.refuse(Message::new(Words::NoBlock, &[name]));
                return None;
            };
            found.push(id);
        }
        if args.ids.is_none() && args.id.is_none() {
            found = self.state.meant_blocks();
        }
        if found.is_empty() {
            self.refuse(Words::NoBlockHere);
            return None;
        }
        Some(found)
    }

    /// Takes blocks for the page's furniture; where all of them are that, for the article. The arguments may say which.
    pub(super) fn toggle_furniture(&mut self, args: &Args) {
        let Some(blocks) = self.blocks(args) else { return };
        let Some(document) = self.state.document() else { return };
        let role = |id: &BlockId| document.block(*id).map(|block| block.role);
        let role = match args.kind.as_deref() {
            Some("furniture") => Role::Furniture,
            Some("body") => Role::Body,
            Some(other) => return self.refuse(Message::new(Words::NoBlockKind, &[other])),
            None if blocks.iter().all(|id| role(id) == Some(Role::Furniture)) => Role::Body,
            None => Role::Furniture,
        };
        self.turn_blocks(&blocks, Turned::Role(role));
    }

    /// All from here to the end is furniture, or all up to here.
    pub(super) fn furniture_stretch(&mut self, args: &Args, onwards: bool) {
        let Some(blocks) = self.blocks(args) else { return };
        let Some(document) = self.state.document() else { return };
        let blocks = commands::stretch(document, &blocks, onwards);
        self.turn_blocks(&blocks, Turned::Role(Role::Furniture));
    }

    /// Says of which kind blocks are; without a kind, asks.
    pub(super) fn set_block(&mut self, args: &Args) {
        // The same key takes the sheet away.
        if args.kind.is_none() && matches!(self.state.dialog, Some(Dialog::Block(_))) {
            self.state.dialog = None;
            return;
        }
        let Some(blocks) = self.blocks(args) else { return };
        let Some(name) = &args.kind else { return self.sheet(Dialog::Block(Rc::new(blocks))) };
        match kind_named(name) {
            Some(kind) => self.turn_blocks(&blocks, Turned::Kind(kind)),
            None => self.refuse(Message::new(Words::NoBlockKind, &[name])),
        }
    }

    fn turn_blocks(&mut self, blocks: &[BlockId], into: Turned) {
        let Some(document) = self.state.document().cloned() else { return };
        let raw = self.state.raw.clone();
        let transaction = commands::turn(&self.state.project, &document.id, blocks, into, &self.state.selection);
        // Those that are that already are nothing to complain about.
        if transaction.is_some() && !self.step(transaction) {
            return;
        }
        if matches!(self.state.dialog, Some(Dialog::Block(_))) {
            self.state.dialog = None;
        }
        self.pick_again(raw);
        // It takes less room now, or more: what comes below a resting hand is not what it pointed at.
        self.state.pointer.rests = true;
        let what = match into {
            Turned::Role(Role::Furniture) => Words::BlockFurniture.text().to_owned(),
            Turned::Role(Role::Body) => Words::BlockBody.text().to_owned(),
            Turned::Kind(kind) => kind_name(kind),
        };
        let first = blocks.first().and_then(|id| document.block(*id));
        let quote = first.map(|block| shorten(document.article.quote(block.range), 60)).unwrap_or_default();
        self.state.say(match blocks.len() {
            1 => Message::new(Words::BlockIs, &[what, quote]),
            count => Message::new(Words::BlocksAre, &[what, count.to_string()]),
        });
    }

    /// Words that were picked out are so again, as they are now: furniture among them is a gap, what was some is none.
    fn pick_again(&mut self, raw: Rc<Vec<RawPart>>) {
        let Some(document) = self.state.document().cloned().filter(|_| !raw.is_empty()) else { return };
        if let Some(span) = snapped(&document, &raw, first_snap(self.state)) {
            self.select(Selection::Words(document.id.clone(), span.fragments().collect()));
            self.state.raw = raw;
        }
    }
}
