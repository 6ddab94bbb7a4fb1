//! The walk through what is suggested (`State::review`, `session::suggestions`): where it begins, stands, goes next and ends. It
//! goes on by itself, over the ends of articles too; nothing is said to a suggestion that is not on the page yet. What is said
//! to one, or to several that are named, is `judging`'s; to all that are sure enough, or are not, `above`'s.

use std::rc::Rc;

use super::Turn;
use crate::edit::commands;
use crate::edit::{Change, Selection, Transaction};
use crate::model::{AnnotationId, DocId, Document, Suggestion, Verdict};
use crate::session::action::Args;
use crate::session::effect::Effect;
use crate::session::holder::Holder;
use crate::session::messages::{Message, Words, shorten};
use crate::session::queue::named;
use crate::session::score::score_text;
use crate::session::suggestions::{At, Order, Placed, Review, Tally, score};

/// Open suggestions left in an article from which on the next article is read.
const NEAR_THE_END: usize = 8;

impl Turn<'_> {
    /// Begins the walk, at the suggestion or article that the arguments name, else at what is picked out, else at the first
    /// of the article, else of the next one that has any. In a walk, goes to the one that is named; at its end, goes through
    /// those that were passed over.
    pub(super) fn review_suggestions(&mut self, args: &Args) {
        if let Some(document) = &args.document {
            let document = DocId::from(document.as_str());
            if !self.state.project.entries.contains_key(&document) {
                return self.refuse(Message::new(Words::NoDocument, &[document]));
            }
            if self.state.open.as_ref() != Some(&document) {
                let from = self.state.open.clone();
                let review = self.state.review.take().map_or_else(
                    || Review::new(document.clone(), At::Reading(from.clone())),
                    |review| (*review).clone(),
                );
                let at = At::Reading(from);
                self.state.review = Some(Rc::new(Review { document: document.clone(), at, ..review }));
                self.show_document(&document);
                if self.state.open.as_ref() != Some(&document) {
                    return;
                }
            }
        }
        let Some(document) = self.state.document().cloned() else { return self.refuse(Words::SuggestionsNone) };
        let begins = self.state.review.is_none();
        let mut review = self
            .state
            .review
            .take()
            .map_or_else(|| Review::new(document.id.clone(), At::End), |review| (*review).clone());
        let named = match &args.id {
            Some(name) => {
                let known = name.parse().ok().and_then(|id: AnnotationId| document.suggestions.get(&id).cloned());
                let known = known.filter(|known| known.verdict == Verdict::Open && !document.meta.locked);
                if known.is_none() {
                    self.state.review = (!begins).then(|| Rc::new(review));
                    return self.refuse(Message::new(Words::NoSuggestion, &[name]));
                }
                known
            }
            None if begins => self.first_meant(&document, &review),
            None => {
                if review.at == At::End {
                    review.forget_skipped();
                }
                review.current().cloned().or_else(|| review.first(&document, self.state.walks, None))
            }
        };
        review.document = document.id.clone();
        let named = named.filter(|_| !document.meta.locked);
        self.state.review = Some(Rc::new(review));
        // The walk has the keys now, also where somebody comes back to it.
        (self.state.proposals, self.state.occurrences, self.state.held) = (None, None, None);
        self.state.linking = None;
        self.leave_text();
        self.select(Selection::Nothing);
        match named {
            Some(named) => self.look_at_suggestion(&named, ""),
            None => self.next_suggested_article("", begins),
        }
    }

    /// The suggestion that a walk begins with in an article: the first from what is picked out on.
    fn first_meant(&self, document: &Document, review: &Review) -> Option<Rc<Suggestion>> {
        let order = self.state.walks;
        let from = match &self.state.selection {
            Selection::Words(_, ranges) => ranges.first().map(|range| range.start()),
            Selection::Annotations(_, ids) => {
                ids.first().and_then(|id| document.annotations.get(id)).map(|a| a.span.start())
            }
            Selection::Nothing => None,
        };
        let from = from.filter(|_| order == Order::Text).unwrap_or(0);
        let all = crate::session::suggestions::in_order(document, order);
        let first = all.into_iter().find(|suggestion| suggestion.annotation.span.start() >= from).cloned();
        first.or_else(|| review.first(document, order, None))
    }

    /// Looks at a suggestion of the open article. `told` stands before what is said of it.
    fn look_at_suggestion(&mut self, suggestion: &Rc<Suggestion>, told: &str) {
        let Some(review) = self.state.review.clone() else { return };
        self.set_edge(None);
        self.state.review = Some(Rc::new(Review { at: At::One(suggestion.clone()), ..(*review).clone() }));
        self.effects.push(Effect::RevealWords(suggestion.annotation.span.start()));
        self.tell_suggestion(told);
        self.read_ahead();
    }

    /// Reads out the suggestion that is looked at, behind what was done.
    pub(super) fn tell_suggestion(&mut self, told: &str) {
        let Some(review) = self.state.review.clone() else { return };
        let (Some(current), Some(document)) = (review.current(), self.state.document()) else { return };
        let annotation = &current.annotation;
        let label = self.state.project.schema.label(&annotation.label);
        let label = label.map_or_else(|| annotation.label.to_string(), |label| label.name.to_string());
        let quote = shorten(&annotation.span.quote(&document.article), 60);
        let sure = score(annotation).map_or_else(String::new, |permille| format!(", {}", score_text(permille)));
        let there = commands::marked_already(document, &annotation.label, &annotation.span);
        let there = there.map_or("", |_| Words::SuggestionThereTold.text());
        let (place, all) = review.place(self.state);
        let told = if told.is_empty() { String::new() } else { format!("{told}. ") };
        let facts = [told, quote, label, sure, there.to_owned(), place.to_string(), all.to_string()];
        self.state.say(Message::new(Words::SuggestionIs, &facts));
    }

    /// Reads the next article while the last few suggestions of this one are looked at.
    fn read_ahead(&mut self) {
        let Some(review) = self.state.review.clone() else { return };
        let Some(document) = self.state.document() else { return };
        if document.open_suggestions().count() > NEAR_THE_END {
            return;
        }
        let rows = self.state.queue.rows(&self.state.project);
        let Some(next) = review.next_article(&rows, &self.state.project) else { return };
        if self.state.project.document(&next).is_some() || review.asked.contains_key(&next) {
            return;
        }
        let mut review = (*review).clone();
        review.asked.insert(next.clone(), ());
        self.state.review = Some(Rc::new(review));
        self.effects.push(Effect::Load { ids: vec![next], of: None, then: None });
    }

    /// Goes to the next article that has suggestions to be looked at; else the walk is at its end. `begins`: nothing was
    /// looked at yet.
    fn next_suggested_article(&mut self, told: &str, begins: bool) {
        let Some(review) = self.state.review.clone() else { return };
        let rows = self.state.queue.rows(&self.state.project);
        let here = (self.state.document().is_none_or(|document| document.id != review.document))
            .then(|| review.document.clone());
        let next = review.next_article(&rows, &self.state.project);
        // Of those that were passed over, the article at hand may have the only ones.
        let next = next.or_else(|| here.filter(|id| review.has_any(&self.state.project, id)));
        let Some(next) = next else { return self.end_review(told, begins) };
        let at = At::Reading(self.state.open.clone());
        self.state.review = Some(Rc::new(Review { document: next.clone(), at, ..(*review).clone() }));
        self.show_document(&next);
        if self.state.document().is_some_and(|document| document.id == next) {
            self.arrive_at_suggestions(told);
        } else {
            self.state.say(Words::SuggestionsComing);
        }
    }

    /// The article that was gone to is here.
    fn arrive_at_suggestions(&mut self, told: &str) {
        let (Some(review), Some(document)) = (self.state.review.clone(), self.state.document().cloned()) else {
            return;
        };
        let first = review.first(&document, self.state.walks, None).filter(|_| !document.meta.locked);
        let Some(first) = first else { return self.next_suggested_article(told, false) };
        let title = shorten(&document.meta.title, 60);
        let told = if told.is_empty() { title } else { format!("{told}. {title}") };
        self.look_at_suggestion(&first, &told);
    }

    /// All were gone through.
    fn end_review(&mut self, told: &str, begins: bool) {
        let Some(review) = self.state.review.clone() else { return };
        if begins {
            self.state.review = None;
            return self.refuse(Words::SuggestionsNone);
        }
        self.state.review = Some(Rc::new(Review { at: At::End, ..(*review).clone() }));
        let summary = self.review_summary();
        self.state.say(match told {
            "" => summary,
            _ => Message::new(Words::TwoSentences, &[format!("{told}."), summary.text()]),
        });
    }

    fn review_summary(&self) -> Message {
        let tally = self.state.review.as_ref().map(|review| review.tally(&self.state.project)).unwrap_or_default();
        let Tally { accepted, relabelled, rejected, skipped } = tally;
        Message::new(Words::SuggestionsEnd, &[accepted, relabelled, rejected, skipped])
    }

    /// The suggestion after the one that is looked at, in this article or the next.
    pub(super) fn go_on_from_here(&mut self, told: &str) {
        let (Some(review), Some(document)) = (self.state.review.clone(), self.state.document().cloned()) else {
            return;
        };
        let Some(current) = review.current() else { return };
        match review.after(&document, self.state.walks, &current.annotation) {
            Some(next) => self.look_at_suggestion(&next, told),
            None => self.next_suggested_article(told, false),
        }
    }

    /// Passes over the suggestion that is looked at, or goes back to the one before it.
    pub(super) fn walk_suggestions(&mut self, forth: bool) {
        let Some((document, current)) = self.state.suggestion() else {
            let reading = self.state.review.as_ref().is_some_and(|review| matches!(review.at, At::Reading(_)));
            return self.refuse(if reading { Words::SuggestionsComing } else { Words::NotHere });
        };
        let (document, current) = (document.clone(), current.clone());
        let Some(review) = self.state.review.clone() else { return };
        if !forth {
            return match Review::before(&document, self.state.walks, &current.annotation) {
                Some(before) => self.look_at_suggestion(&before, ""),
                None => self.refuse(Words::SuggestionsFirst),
            };
        }
        let mut next = (*review).clone();
        next.skip(&document.id, current.annotation.id);
        self.state.review = Some(Rc::new(next));
        self.go_on_from_here("");
    }

    /// Another order; the suggestion that is looked at stays.
    pub(super) fn order_suggestions(&mut self, args: &Args) {
        let order = match &args.text {
            Some(name) => named(&Order::ALL, name),
            None => Some(self.state.walks.next()),
        };
        let Some(order) = order else {
            return self.refuse(Message::new(Words::NoStatus, &[args.text.clone().unwrap_or_default()]));
        };
        self.state.walks = order;
        // It is drawn again, with another place.
        self.state.review = self.state.review.take().map(|review| Rc::new((*review).clone()));
        self.state.say(order_words(order));
        self.remember();
    }

    /// Ends the walk, where it has the keys; says what became of it.
    pub(super) fn leave_review(&mut self) -> bool {
        let has_keys = self.state.holder() == Holder::Suggestions;
        if has_keys {
            let summary = self.review_summary();
            self.state.review = None;
            self.set_edge(None);
            self.state.say(summary);
        }
        has_keys
    }

    /// What a transaction opened again is what is looked at: undo brings the walk back to it, in another article too.
    #[inline(never)] // so that it can travel later
    pub(super) fn review_shows(&mut self, transaction: &Transaction) {
        let Some(review) = self.state.review.clone() else { return };
        let Some(shown) = self.state.open.clone() else { return };
        let opened = |change: &Change| match change {
            Change::Suggestion(document, swap) if *document == shown => {
                swap.after.clone().filter(|after| after.verdict == Verdict::Open)
            }
            _ => None,
        };
        // Of several, the first as one would go.
        let order = self.state.walks;
        let opened = transaction.changes.iter().filter_map(opened);
        let Some(suggestion) = opened.min_by(|a, b| order.compare(&a.annotation, &b.annotation)) else { return };
        let document = shown;
        let stays = review.document == document
            && review.current().is_some_and(|current| current.annotation.id == suggestion.annotation.id);
        self.state.review = Some(Rc::new(Review { document, at: At::One(suggestion.clone()), ..(*review).clone() }));
        if !stays {
            self.set_edge(None);
        }
        self.effects.push(Effect::RevealWords(suggestion.annotation.span.start()));
    }

    /// After each turn: the walk stands where it can. What it waited for came, or cannot; what it looked at was taken by
    /// somebody else; the person went to another article.
    #[inline(never)] // so that it can travel later
    pub(super) fn follow_review(&mut self) {
        self.stand_where_it_can();
        let (Some(review), Some(document)) = (&self.state.review, self.state.document()) else { return };
        if review.document == document.id && !review.placed.is_of(document) {
            let placed = Rc::new(Placed::of(document));
            self.state.review = Some(Rc::new(Review { placed, ..(**review).clone() }));
        }
    }

    fn stand_where_it_can(&mut self) {
        let Some(review) = self.state.review.clone() else { return };
        let open = self.state.open.clone();
        let here = open.as_ref() == Some(&review.document);
        match &review.at {
            At::Reading(_) if here => self.arrive_at_suggestions(""),
            At::Reading(_) if self.state.opening.as_ref() == Some(&review.document) => {}
            At::Reading(from) if *from == open && self.state.opening.is_none() => {
                // It cannot be read.
                let mut next = (*review).clone();
                next.unreadable.insert(review.document.clone(), ());
                self.state.review = Some(Rc::new(next));
                self.next_suggested_article("", false);
            }
            At::One(current) if here => {
                let known = self.state.document().and_then(|document| document.suggestions.get(&current.annotation.id));
                match known.filter(|known| known.verdict == Verdict::Open).cloned() {
                    Some(known) if known == *current => {}
                    Some(known) => {
                        self.state.review = Some(Rc::new(Review { at: At::One(known), ..(*review).clone() }));
                    }
                    None => {
                        let told = if self.outcome.changed { self.state.said.1.text() } else { String::new() };
                        self.go_on_from_here(&told);
                    }
                }
            }
            At::End if here => {}
            _ if self.state.opening.is_some() => {}
            _ => self.follow_elsewhere(&review),
        }
    }

    /// The person opened another article: the walk goes on there, if there is anything to be looked at.
    fn follow_elsewhere(&mut self, review: &Review) {
        let document = self.state.document().cloned().filter(|document| !document.meta.locked);
        let first = document.as_ref().and_then(|document| review.first(document, self.state.walks, None));
        let (Some(document), Some(first)) = (document, first) else {
            let summary = self.review_summary();
            self.state.review = None;
            self.state.say(summary);
            return self.set_edge(None);
        };
        self.state.review = Some(Rc::new(Review { document: document.id.clone(), ..review.clone() }));
        // Who came for something there is shown that, not the first suggestion.
        let comes_for = self.state.selection != Selection::Nothing
            || self.state.occurrences.is_some()
            || self.effects.iter().any(|effect| matches!(effect, Effect::Reveal(_) | Effect::RevealWords(_)));
        if comes_for {
            self.set_edge(None);
            let at = At::One(first);
            self.state.review = Some(Rc::new(Review { document: document.id.clone(), at, ..review.clone() }));
            return;
        }
        self.look_at_suggestion(&first, &shorten(&document.meta.title, 60));
    }
}

/// The name of an order.
#[must_use]
pub const fn order_words(order: Order) -> Words {
    match order {
        Order::Text => Words::OrderText,
        Order::Score => Words::OrderScore,
        Order::Doubt => Words::OrderDoubt,
    }
}
