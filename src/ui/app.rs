//! The page.

use gloo::events::EventListener;
use yew::prelude::*;

use super::parts::{Part, watch};
use super::store::Store;
use super::{activity, listeners, seams};

/// What the page needs.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state and how to change it.
    pub store: Store,
}

/// The page: bar, three panes, foot, and sheets over them.
pub struct App {
    _heard: [Vec<EventListener>; 2],
}

impl Component for App {
    type Message = ();
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let store = &ctx.props().store;
        Self { _heard: [listeners::listen(store), activity::listen(store)] }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let store = &ctx.props().store;
        html! {
            <>
                { watch(store, Part::Header) }
                <div class="room">
                    { watch(store, Part::Queue) }
                    { seams::draw("queue") }
                    { watch(store, Part::Guide) }
                    { watch(store, Part::ArticlePane) }
                    { seams::draw("desk") }
                    { watch(store, Part::Desk) }
                </div>
                { watch(store, Part::Footer) }
                { watch(store, Part::LiveRegion) }
                { watch(store, Part::Sheet) }
                <svg class="thread" aria-hidden="true" hidden=true><line /></svg>
            </>
        }
    }
}
