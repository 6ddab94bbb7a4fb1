//! Claims in one gesture: what the workshop proposes for a claim that was just marked, and the walk through claims that
//! are not marked yet. Proposals are looked at, changed by a key each, and taken as one step.

use std::rc::Rc;

use super::Turn;
use crate::edit::Selection;
use crate::edit::commands::{self, NewClaim};
use crate::model::{AnnotationId, Document, LabelId, LabelKind, TextRange};
use crate::session::action::Args;
use crate::session::effect::Effect;
use crate::session::messages::{Message, Words, shorten};
use crate::session::proposals::{Aim, Choice, Proposals, Tally, told};
use crate::suggest::{Proposal, Source};
use crate::workshop::message::Answer;

/// Bytes of the text that are looked through at a time.
const STRETCH: u32 = 1 << 15;

impl Turn<'_> {
    /// Asks for the frame of a claim that was just marked.
    pub(super) fn propose_for(&mut self, id: AnnotationId) {
        let Some(document) = self.state.document().cloned() else { return };
        let Some(annotation) = document.annotations.get(&id) else { return };
        if self.state.project.schema.kind_of(&annotation.label) != LabelKind::Claim {
            return;
        }
        let around = annotation.span.hull();
        let parts = annotation.span.fragments().collect();
        self.ask(&document, Aim::Claim(id), (around, parts), Tally::default());
    }

    /// Begins the walk through claims that are not marked yet: from what is picked out on, else from the beginning.
    pub(super) fn find_claims(&mut self) {
        let Some(document) = self.state.document().cloned() else { return self.refuse(Words::NotHere) };
        let from = match &self.state.selection {
            Selection::Words(_, ranges) => ranges.first().map(|range| range.start()),
            Selection::Annotations(_, ids) => {
                ids.first().and_then(|id| document.annotations.get(id)).map(|annotation| annotation.span.start())
            }
            Selection::Nothing => None,
        };
        self.select(Selection::Nothing);
        // One walk at a time has the keys.
        self.state.review = None;
        self.ask_from(&document, from.unwrap_or(0), Tally::default());
    }

    /// Asks for the claims of the next stretch of the text; false at its end.
    fn ask_from(&mut self, document: &Rc<Document>, from: u32, tally: Tally) -> bool {
        let length = u32::try_from(document.article.text().len()).unwrap_or(u32::MAX);
        let stretch = TextRange::new(from, length.min(from.saturating_add(STRETCH)));
        if let Some(stretch) = stretch {
            self.ask(document, Aim::Walk, (stretch, Vec::new()), tally);
        }
        stretch.is_some()
    }

    fn ask(&mut self, document: &Document, aim: Aim, (around, picked): (TextRange, Vec<TextRange>), tally: Tally) {
        self.state.searches += 1;
        let number = self.state.searches;
        self.state.proposals = Some(Rc::new(Proposals {
            document: document.id.clone(),
            aim,
            list: Vec::new(),
            place: 0,
            choice: Choice { source: None, cue: false, split: false },
            asked: Some(number),
            upto: around.end(),
            tally,
        }));
        self.effects.push(Effect::Propose { number, around, picked });
    }

    /// Takes in what is proposed for a stretch of the text that begins at `start` and ends at `end`.
    #[inline(never)] // so that it can travel later
    pub(super) fn proposed(&mut self, number: u32, (start, end): (u32, u32), result: Result<Answer, String>) {
        let Some(open) = self.state.proposals.clone().filter(|open| open.asked == Some(number)) else { return };
        let mut next = (*open).clone();
        next.asked = None;
        next.upto = open.upto.max(end);
        match result {
            Ok(answer) => next.list = told(&answer.proposed, start),
            // A claim that was marked stands without its frame as well.
            Err(_) if matches!(open.aim, Aim::Claim(_)) => next.list = Vec::new(),
            Err(why) => {
                self.state.proposals = None;
                return self.refuse(Message::new(Words::SearchBroke, &[why]));
            }
        }
        if let Aim::Claim(_) = open.aim {
            next.list.retain(|proposal| says_something(proposal));
            self.state.proposals = (!next.list.is_empty()).then_some(Rc::new(next));
            self.look_at(0);
            return;
        }
        self.state.proposals = Some(Rc::new(next));
        self.go_on(0);
    }

    /// Looks at the proposal with this number, or at the first of the next stretch of the text.
    fn go_on(&mut self, place: usize) {
        let Some(open) = self.state.proposals.clone() else { return };
        if open.list.get(place).is_some() {
            return self.look_at(place);
        }
        let Some(document) = self.state.document().cloned() else { return };
        if self.ask_from(&document, open.upto, open.tally) {
            return;
        }
        self.state.proposals = None;
        let Tally { accepted, rejected } = open.tally;
        self.state.say(if accepted + rejected == 0 && open.list.is_empty() {
            Message::from(Words::ClaimsNone)
        } else {
            Message::new(Words::ClaimsEnd, &[accepted, rejected])
        });
    }

    fn look_at(&mut self, place: usize) {
        let Some(open) = self.state.proposals.clone() else { return };
        let Some(proposal) = open.list.get(place).cloned() else { return };
        let choice = Choice::of(&proposal);
        self.state.proposals = Some(Rc::new(Proposals { place, choice, ..(*open).clone() }));
        if open.aim == Aim::Walk {
            self.effects.push(Effect::RevealWords(proposal.content.start()));
        }
        self.tell_proposal();
    }

    /// Reads out what is proposed.
    fn tell_proposal(&mut self) {
        let (Some(open), Some(document)) = (self.state.proposals.clone(), self.state.document().cloned()) else {
            return;
        };
        let Some(proposal) = open.current() else { return };
        let cue = proposal.cue.as_ref().filter(|_| open.choice.cue);
        let cue =
            cue.map_or_else(|| Words::FrameNoCue.text().to_owned(), |cue| shorten(&cue.quote(&document.article), 30));
        let facts = [source_words(&open, &document), cue];
        self.state.say(Message::new(Words::FrameProposed, &facts));
    }

    fn choose(&mut self, change: impl FnOnce(&Proposals, &mut Choice)) {
        let Some(open) = self.state.proposals.clone().filter(|open| open.current().is_some()) else {
            return self.refuse(Words::NotHere);
        };
        let mut choice = open.choice;
        change(&open, &mut choice);
        self.state.proposals = Some(Rc::new(Proposals { choice, ..(*open).clone() }));
        self.tell_proposal();
    }

    /// The next candidate for the source; after the last none at all; or the one that the arguments name by its number.
    pub(super) fn next_source(&mut self, args: &Args) {
        let wanted = args.step.and_then(|step| usize::try_from(step).ok());
        self.choose(|open, choice| {
            let count = open.current().map_or(0, |proposal| proposal.sources.len());
            let next = wanted.or_else(|| Some(choice.source.map_or(0, |source| source + 1)));
            choice.source = next.filter(|next| *next < count);
        });
    }

    pub(super) fn toggle_cue(&mut self) {
        self.choose(|open, choice| choice.cue = !choice.cue && open.current().is_some_and(|p| p.cue.is_some()));
    }

    pub(super) fn toggle_parts(&mut self) {
        self.choose(|_, choice| choice.split = !choice.split);
    }

    /// Takes the proposal as it is chosen, as one step, and goes on.
    pub(super) fn accept_proposal(&mut self) {
        let Some(open) = self.state.proposals.clone() else { return self.refuse(Words::NotHere) };
        let (Some(proposal), Some(content)) = (open.current(), open.content()) else {
            return self.refuse(Words::NotHere);
        };
        let Some(label) = self.claim_label(&open) else { return self.refuse(Words::NotHere) };
        let mut taken = NewClaim { content, ..proposal.accepted(&label, open.candidate()) };
        taken.cue = taken.cue.filter(|_| open.choice.cue);
        let step = match open.aim {
            Aim::Claim(claim) => commands::frame_claim(&self.state.project, &open.document, claim, &taken, self.fresh),
            Aim::Walk => commands::make_claim(&self.state.project, &open.document, &taken, self.fresh),
        };
        if !self.step(step) {
            return;
        }
        if open.aim == Aim::Walk {
            self.select(Selection::Nothing);
            let tally = Tally { accepted: open.tally.accepted + 1, ..open.tally };
            self.state.proposals = Some(Rc::new(Proposals { tally, ..(*open).clone() }));
            self.go_on(open.place + 1);
        } else {
            self.state.proposals = None;
        }
    }

    /// The label of claims: that of the claim, or the first of the schema.
    fn claim_label(&self, open: &Proposals) -> Option<LabelId> {
        let document = self.state.document()?;
        if let Aim::Claim(id) = open.aim {
            return document.annotations.get(&id).map(|annotation| annotation.label.clone());
        }
        let labels = self.state.project.schema.labels.iter();
        labels.into_iter().find(|label| label.kind == LabelKind::Claim).map(|label| label.id.clone())
    }

    /// Says that there is no claim, and goes on; of the frame of a claim, that nothing is to be taken of it.
    pub(super) fn reject_proposal(&mut self) {
        let Some(open) = self.state.proposals.clone() else { return self.refuse(Words::NotHere) };
        if open.aim != Aim::Walk {
            self.state.proposals = None;
            return self.state.say(Words::FrameLeft);
        }
        let tally = Tally { rejected: open.tally.rejected + 1, ..open.tally };
        self.state.proposals = Some(Rc::new(Proposals { tally, ..(*open).clone() }));
        self.go_on(open.place + 1);
    }

    /// The next proposal, or the one before.
    pub(super) fn walk_proposals(&mut self, forth: bool) {
        let Some(open) = self.state.proposals.clone().filter(|open| open.aim == Aim::Walk) else {
            return self.refuse(Words::NotHere);
        };
        if forth {
            self.go_on(open.place + 1);
        } else {
            self.look_at(open.place.saturating_sub(1));
        }
    }

    /// Whoever goes on to something else is done with what is proposed. In a walk only another article or words that are
    /// picked out end it: what was undone is proposed again by going back.
    pub(super) fn proposals_are_stale(&self, open: &Proposals) -> bool {
        let selection = &self.state.selection;
        self.state.open.as_ref() != Some(&open.document)
            || match open.aim {
                // Something else was done with the claim; marking it is what asked.
                Aim::Claim(id) => selection.annotations() != [id] || (self.outcome.changed && open.asked.is_none()),
                Aim::Walk => matches!(selection, Selection::Words(..)),
            }
    }
}

/// Whether there is anything in a frame to be taken.
fn says_something(proposal: &Proposal) -> bool {
    proposal.cue.is_some() || !proposal.sources.is_empty() || proposal.content.count() > 1
}

/// The source that is to be taken, in words.
#[must_use]
pub fn source_words(open: &Proposals, document: &Document) -> String {
    let Some(candidate) = open.candidate() else { return Words::FrameNoSource.text().to_owned() };
    candidate_words(&candidate.sources, document)
}

/// Sources in words, one after the other.
#[must_use]
pub fn candidate_words(sources: &[Source], document: &Document) -> String {
    let one = |source: &Source| match source {
        Source::Nobody(nobody) => match nobody {
            crate::suggest::Nobody::Author => Words::SourceAuthor.text().to_owned(),
            crate::suggest::Nobody::Unnamed => Words::SourceUnnamed.text().to_owned(),
            crate::suggest::Nobody::NotStated => Words::SourceNotStated.text().to_owned(),
        },
        Source::Words(mention) => {
            let words = shorten(document.article.quote(mention.range), 60);
            let name = mention.stands_for.and_then(|id| document.annotations.get(&id));
            match name {
                Some(name) => {
                    let name = shorten(&name.span.quote(&document.article), 40);
                    Message::new(Words::SourceStandsFor, &[words, name]).text()
                }
                None => words,
            }
        }
    };
    sources.iter().map(one).collect::<Vec<_>>().join(" · ")
}
