//! A claim as it is proposed: its source with the runners-up, its cue, its parts; each with the key that changes it.

use yew::prelude::*;

use super::shared::{action_button, words};
use super::store::Store;
use crate::model::Document;
use crate::session::messages::shorten;
use crate::session::proposals::{Aim, Proposals};
use crate::session::update::candidate_words;
use crate::session::{Args, Command, Message, Words};

/// The card; over what else is said of the claim that is picked out.
#[inline(never)] // so that it can travel later
pub fn draw(store: &Store, document: &Document, open: &Proposals) -> Html {
    let Some(proposal) = open.current() else { return html! { <div hidden=true /> } };
    let walks = open.aim == Aim::Walk;
    let quote = open.content().map(|content| shorten(&content.quote(&document.article), 200)).unwrap_or_default();
    let cue = proposal.cue.as_ref().map(|cue| shorten(&cue.quote(&document.article), 40));
    let cue = cue.filter(|_| open.choice.cue).unwrap_or_else(|| Words::FrameNoCue.text().to_owned());
    let parts = proposal.content.count();
    let parts_told = if open.choice.split { parts.to_string() } else { Words::FrameWhole.text().to_owned() };
    html! {
        <div class={classes!("frame", proposal.is_faint().then_some("faint"))} role="group" aria-label={Words::FrameHead.text()}>
            <p class="frame-head">
                <b>{ Words::FrameHead.text() }</b>
                if proposal.is_faint() { <small>{ Words::FrameFaint.text() }</small> }
                if walks { <small>{ Message::new(Words::FrameTally, &[open.tally.accepted, open.tally.rejected]).text() }</small> }
            </p>
            if walks { <p class="frame-quote" dir="auto">{ quote }</p> }
            <ul class="frame-sources">
                for (number, candidate) in proposal.sources.iter().enumerate() {
                    {{
                        let (store, chosen) = (store.clone(), open.choice.source == Some(number));
                        let args = Args { step: u32::try_from(number).ok(), ..Args::default() };
                        let onclick = Callback::from(move |_: MouseEvent| {
                            store.run(Command::NextSource, args.clone());
                        });
                        html! {
                            <li key={number}>
                                <button type="button" class={classes!("list-row", chosen.then_some("on"))} data-action="next-source"
                                    aria-pressed={chosen.to_string()} dir="auto" {onclick}>{ candidate_words(&candidate.sources, document) }</button>
                            </li>
                        }
                    }}
                }
                if open.choice.source.is_none() { <li key="none" class="frame-none">{ Words::FrameNoSource.text() }</li> }
            </ul>
            <div class="acts">
                { action_button(store, Command::AcceptProposal, Args::default(), words(Words::FrameAccept), "act strong") }
                { action_button(store, Command::NextSource, Args::default(), words(Words::ActNextSource), "act") }
                if proposal.cue.is_some() {
                    { action_button(store, Command::ToggleCue, Args::default(), html! { <span dir="auto">{ Words::FrameCue.text() }{ ": " }{ cue }</span> }, "act") }
                }
                if parts > 1 {
                    { action_button(store, Command::ToggleParts, Args::default(), html! { <>{ Words::FrameParts.text() }{ ": " }{ parts_told }</> }, "act") }
                }
                if walks {
                    { action_button(store, Command::RejectProposal, Args::default(), words(Words::FrameReject), "act") }
                    { action_button(store, Command::NextProposal, Args::default(), words(Words::FrameSkip), "act") }
                }
            </div>
        </div>
    }
}
