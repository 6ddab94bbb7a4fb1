//! Going where an address leads, and having the address name where one is.

use std::rc::Rc;

use super::Turn;
use crate::edit::Selection;
use crate::model::{Boundaries, DocId, Document};
use crate::session::action::Action;
use crate::session::address::{Address, Arrival, annotation_at};
use crate::session::effect::Effect;
use crate::session::hand::RawPart;
use crate::session::messages::{Message, Words, shorten};
use crate::session::state::State;

/// Letters of an address that a sentence shows.
const SHOWN: usize = 60;

/// What the address names.
#[inline(never)] // so that it can travel later
pub(super) fn place(state: &State) -> Option<Address> {
    state.address()
}

impl Turn<'_> {
    /// Whether an action leads to an article that is not known yet.
    pub(super) fn leads_elsewhere(&self, action: &Action) -> bool {
        matches!(action, Action::Address(fragment, _) if self.is_unknown(fragment))
    }

    #[inline(never)] // so that it can travel later
    fn is_unknown(&self, fragment: &str) -> bool {
        let address = Address::read(fragment).ok().flatten();
        address.is_some_and(|address| !self.state.project.entries.contains_key(&address.article))
    }

    /// Goes where an address leads. Where that is nowhere, nothing happens but that this is said and the address put right.
    #[inline(never)] // so that it can travel later
    pub(super) fn go_to_address(&mut self, fragment: &str, back: bool) {
        let begins = self.state.task.as_ref().is_some_and(|task| !task.is_open());
        if begins && self.is_unknown(fragment) {
            self.state.awaited = Some(Rc::from(fragment));
            return;
        }
        self.effects.push(Effect::NamePlace);
        let address = match Address::read(fragment) {
            Ok(Some(address)) => address,
            Ok(None) => return,
            Err(_) => return self.refuse(Message::new(Words::AddressBad, &[shorten(&readable(fragment), SHOWN)])),
        };
        let id = address.article.clone();
        if !self.state.project.entries.contains_key(&id) {
            return self.refuse(Message::new(Words::AddressUnknown, &[shorten(&readable(id.as_str()), SHOWN)]));
        }
        if self.state.address().as_ref() == Some(&address) {
            self.state.opening = None;
            return;
        }
        // A reload may have been a while ago, in another tab: what was never read is shown where the address leads.
        let back = back && self.state.positions.get(&id).is_some();
        self.state.arriving = Some(Arrival { address, back });
        self.show_document(&id);
    }

    /// The articles of a task have come: goes where an address led that waited for them.
    pub(super) fn go_where_awaited(&mut self) {
        if let Some(fragment) = self.state.awaited.take() {
            self.act(Action::Address(fragment.to_string(), false));
        }
    }

    /// Another article is gone to than the address led to.
    pub(super) fn forget_arrival(&mut self, id: &DocId) {
        self.state.arriving = self.state.arriving.take().filter(|arrival| arrival.address.article == *id);
    }

    /// Whether the document has what the address names, if one led here; refused where it has not.
    pub(super) fn can_arrive(&mut self, document: &Document) -> bool {
        self.state.arriving.is_none() || self.has_place(document)
    }

    #[inline(never)] // so that it can travel later
    fn has_place(&mut self, document: &Document) -> bool {
        let Some(arrival) = &self.state.arriving else { return true };
        let (Err(length), Some((start, end))) = (arrival.address.range(document), arrival.address.chars) else {
            return true;
        };
        self.state.arriving = None;
        let title = shorten(&document.meta.title, SHOWN);
        let facts = [start.to_string(), end.to_string(), title, length.to_string()];
        self.refuse(Message::new(Words::AddressOffText, &facts));
        self.effects.push(Effect::NamePlace);
        // One has to be shown.
        self.state.open.is_none()
    }

    /// Picks out what the address names, if one led here.
    pub(super) fn arrive(&mut self, document: &Rc<Document>) {
        if self.state.arriving.is_some() {
            self.pick_named(document);
        }
    }

    #[inline(never)] // so that it can travel later
    fn pick_named(&mut self, document: &Rc<Document>) {
        if !self.can_arrive(document) {
            return;
        }
        self.arrived = true;
        let Some(Arrival { address, back }) = self.state.arriving.take() else { return };
        let Ok(Some(range)) = address.range(document) else { return self.select(Selection::Nothing) };
        match annotation_at(document, range, self.state.selection.annotations()) {
            Some(id) if back => {
                self.select(Selection::one(&document.id, id));
                self.effects.push(Effect::RevealRow(id));
            }
            Some(id) => {
                self.pick(id);
                self.effects.extend([Effect::RevealRow(id), Effect::Reveal(id)]);
            }
            None => {
                self.select(Selection::Words(document.id.clone(), vec![range]));
                let part = RawPart { range, boundaries: Rc::new(Boundaries::default()), exact: true };
                self.state.raw = Rc::new(vec![part]);
                self.effects.extend((!back).then_some(Effect::RevealWords(range.start())));
            }
        }
    }

    /// Has the address follow what is shown. One can go back to an article that was left, as long as it is there.
    #[inline(never)] // so that it can travel later
    pub(super) fn name_place(&mut self, before: Option<Address>) {
        let now = self.state.address();
        if now == before {
            return;
        }
        let other = before.as_ref().map(|place| &place.article) != now.as_ref().map(|place| &place.article);
        let is_there = |place: &Address| self.state.project.entries.contains_key(&place.article);
        let left = before.filter(|place| other && !self.arrived && now.is_some() && is_there(place));
        self.effects.push(left.map_or(Effect::NamePlace, Effect::Visit));
    }

    pub(super) fn copy_link(&mut self) {
        let Some(address) = self.state.address() else { return self.refuse(Words::NotHere) };
        let words = if address.chars.is_some() { Words::LinkOfSpan } else { Words::LinkOfArticle };
        self.state.say(words);
        self.effects.push(Effect::CopyLink(address));
    }
}

/// A text that somebody else wrote, for a sentence of ours: what would turn or hide the rest of the line is a box.
fn readable(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().map(|c| if c.is_control() || turns(c) { '\u{fffd}' } else { c }).collect()
}
