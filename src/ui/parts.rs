//! The parts of the page: what each is drawn from, and by what. A new part is one file and one line here.

use yew::prelude::*;

use super::aspects::Aspects;
use super::store::{Store, Subscription};
use super::{
    annotation_list, article_pane, block_button, desk, find_bar, footer, guide, header, label_bar, live_region, margin,
    queue, review_bar, saved_chip, selected_card, sheet,
};
use crate::session::State;

/// Draws a part from the state as it is. It keeps nothing; the store is for what its buttons do.
type Draw = fn(&Store, &State) -> Html;

/// A part of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "each is the file of its name")]
pub enum Part {
    Header,
    SavedChip,
    Queue,
    Guide,
    ArticlePane,
    Desk,
    LabelBar,
    SelectedCard,
    FindBar,
    AnnotationList,
    Margin,
    BlockButton,
    ReviewBar,
    Footer,
    LiveRegion,
    Sheet,
}

impl Part {
    /// All of them.
    pub const ALL: [Self; 16] = [
        Self::Header,
        Self::SavedChip,
        Self::Queue,
        Self::Guide,
        Self::ArticlePane,
        Self::Desk,
        Self::LabelBar,
        Self::SelectedCard,
        Self::FindBar,
        Self::AnnotationList,
        Self::Margin,
        Self::BlockButton,
        Self::ReviewBar,
        Self::Footer,
        Self::LiveRegion,
        Self::Sheet,
    ];

    /// When it is drawn again.
    #[must_use]
    pub fn needs(self) -> Aspects {
        self.how().0
    }

    /// When it is drawn again, and by what.
    fn how(self) -> (Aspects, Draw) {
        type A = Aspects;
        match self {
            Self::Header => (A::PROJECT | A::QUEUE | A::OPEN | A::ARTICLE | A::SETTINGS | A::TASK, header::draw),
            Self::SavedChip => (A::SAVED, saved_chip::draw),
            Self::Queue => {
                (A::PROJECT | A::QUEUE | A::OPEN | A::ARTICLE | A::SETTINGS | A::DRAFT | A::PROPOSALS, queue::draw)
            }
            Self::Guide => (A::PROJECT | A::GUIDE | A::SETTINGS, guide::draw),
            Self::ArticlePane => {
                (A::PROJECT | A::OPEN | A::ARTICLE | A::LINKING | A::SETTINGS | A::CARET, article_pane::draw)
            }
            Self::Desk => (A::SETTINGS, desk::draw),
            Self::LabelBar => (A::PROJECT | A::DOCUMENT | A::SELECTION | A::FILTER | A::DRAFT, label_bar::draw),
            Self::SelectedCard => (
                A::PROJECT
                    | A::DOCUMENT
                    | A::SELECTION
                    | A::LINKING
                    | A::ENTITIES
                    | A::PROPOSALS
                    | A::OCCURRENCES
                    | A::SETTINGS,
                selected_card::draw,
            ),
            Self::FindBar => {
                (A::PROJECT | A::QUEUE | A::OPEN | A::DOCUMENT | A::FILTER | A::SELECTION | A::SETTINGS, find_bar::draw)
            }
            Self::AnnotationList => (
                A::PROJECT | A::DOCUMENT | A::PICKED | A::FILTER | A::OCCURRENCES | A::UNDER | A::SETTINGS | A::LISTED,
                annotation_list::draw,
            ),
            Self::Margin => {
                (A::PROJECT | A::OPEN | A::DOCUMENT | A::PICKED | A::FILTER | A::ENTITIES | A::WINDOW, margin::draw)
            }
            Self::BlockButton => (A::OPEN | A::DOCUMENT | A::SELECTION | A::PLACE, block_button::draw),
            Self::ReviewBar => (
                // Whatever may have the keys besides.
                (A::PROJECT
                    | A::QUEUE
                    | A::OPEN
                    | A::DOCUMENT
                    | A::SELECTION
                    | A::LINKING
                    | A::PROPOSALS
                    | A::SETTINGS)
                    | (A::CARET | A::OCCURRENCES | A::DIALOG),
                review_bar::draw,
            ),
            Self::Footer => (A::QUEUE | A::OPEN | A::SETTINGS | A::HISTORY | A::CARET | A::DATA, footer::draw),
            Self::LiveRegion => (A::SAID, live_region::draw),
            Self::Sheet => (A::ALL, sheet::draw),
        }
    }
}

/// Which part, and of what.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state and how to change it.
    pub store: Store,
    /// The part.
    pub part: Part,
}

/// Draws a part again when the state it is drawn from has changed. One component type for all of them: each further
/// one costs the page about 1.4 kB (brotli).
pub struct Watch {
    _hears: Subscription,
}

impl Component for Watch {
    type Message = ();
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let Props { store, part } = ctx.props();
        let (needs, _) = part.how();
        Self { _hears: store.redraw(ctx, needs) }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { store, part } = ctx.props();
        let (_, draw) = part.how();
        store.with(|state| draw(store, state))
    }

    fn rendered(&mut self, ctx: &Context<Self>, _first: bool) {
        if matches!(ctx.props().part, Part::Margin | Part::BlockButton) {
            margin::settle_soon(&ctx.props().store);
        }
    }
}

/// A part, drawn when it must be.
pub fn watch(store: &Store, part: Part) -> Html {
    html! { <Watch store={store.clone()} {part} /> }
}
