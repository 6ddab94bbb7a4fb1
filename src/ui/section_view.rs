//! A section of the article: paragraphs of plain text while it is far from the window, with marks when it is near. What
//! stands in it is worked out by `pieces` and written into the page by `painted`: the frame of the page knows it as one node,
//! so that a change costs what it changes, and fifty thousand marks are held once.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::ghosts::Ghosts;
#[cfg(target_arch = "wasm32")]
use super::painted::Painted;
use super::pieces::{self, Paragraph};
use super::store::{Store, Subscription};
#[cfg(target_arch = "wasm32")]
use crate::model::Unit;
use crate::model::{Article, Schema};
use crate::session::State;
use crate::session::filter::Filter;
use crate::session::view::SectionView as Shown;

/// Which section.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub store: Store,
    /// Its number.
    pub number: usize,
}

/// A section of the open article.
pub struct SectionView {
    _hears: Subscription,
    #[cfg(target_arch = "wasm32")]
    painted: Painted,
}

impl Component for SectionView {
    type Message = ();
    type Properties = Props;

    fn create(ctx: &Context<Self>) -> Self {
        let (link, number) = (ctx.link().clone(), ctx.props().number);
        let shown = RefCell::new(ctx.props().store.with(|state| sight(state, number)));
        let hears = ctx.props().store.subscribe(move |state, _| {
            let now = sight(state, number);
            if !same(&shown.borrow(), &now) {
                shown.replace(now);
                link.send_message(());
            }
        });
        // Painted before it comes into the page: nothing is laid out meanwhile.
        #[cfg(target_arch = "wasm32")]
        let painted = {
            let mut painted = Painted::new(number, ctx.props().store.with(|state| begins(state, number)));
            paint(ctx.props(), &mut painted);
            painted
        };
        Self {
            _hears: hears,
            #[cfg(target_arch = "wasm32")]
            painted,
        }
    }

    #[cfg(target_arch = "wasm32")]
    fn update(&mut self, ctx: &Context<Self>, (): ()) -> bool {
        paint(ctx.props(), &mut self.painted);
        false
    }

    #[cfg(target_arch = "wasm32")]
    fn view(&self, _: &Context<Self>) -> Html {
        Html::VRef(self.painted.element().clone().into())
    }

    /// Outside of a browser: the same pieces as HTML.
    #[cfg(not(target_arch = "wasm32"))]
    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { store, number } = ctx.props();
        let Some((article, paragraphs)) = drawn(store, *number) else { return Html::default() };
        html! {
            <section class="section" data-section={number.to_string()}>
                for paragraph in paragraphs.iter() { { paragraph_html(&article, paragraph) } }
            </section>
        }
    }
}

/// Where a section begins in its block, in UTF-16 units, if it is a part of one.
#[cfg(target_arch = "wasm32")]
fn begins(state: &State, number: usize) -> Option<u32> {
    let section = state.view.section(number).filter(|section| section.part.is_some())?;
    let block = section.blocks.first()?;
    let units = |at| section.article.convert(at, Unit::Byte, Unit::Utf16);
    units(section.range.start())?.checked_sub(units(block.range.start())?)
}

/// All that a section is drawn from.
type Sight = (Option<Rc<Shown>>, Rc<Schema>, Rc<Filter>, Option<Ghosts>);

fn sight(state: &State, number: usize) -> Sight {
    let section = state.view.section(number).cloned();
    let ghosts = Ghosts::of(state, section.as_deref());
    (section, state.project.schema.clone(), state.filter.clone(), ghosts)
}

/// Whether two are the very same: a change makes a new one, so nothing needs to be compared.
fn same(one: &Sight, other: &Sight) -> bool {
    one.0.as_ref().map(Rc::as_ptr) == other.0.as_ref().map(Rc::as_ptr)
        && Rc::ptr_eq(&one.1, &other.1)
        && Rc::ptr_eq(&one.2, &other.2)
        && Ghosts::same(one.3.as_ref(), other.3.as_ref())
}

/// What a section has in it; `None` where there is no such section any more.
fn drawn(store: &Store, number: usize) -> Option<(Rc<Article>, Vec<Paragraph>)> {
    let (shown, schema, filter, open) = store.with(|state| sight(state, number));
    let shown = shown?;
    let paragraphs = pieces::paragraphs(&shown, (&schema, &filter), open.as_ref());
    Some((shown.article.clone(), paragraphs))
}

#[cfg(target_arch = "wasm32")]
fn paint(props: &Props, painted: &mut Painted) {
    let Props { store, number } = props;
    if let Some((article, paragraphs)) = drawn(store, *number) {
        painted.paint(&article, paragraphs, &store.edge().stencils);
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn paragraph_html(article: &Article, paragraph: &Paragraph) -> Html {
    use yew::virtual_dom::VTag;

    let element = |name: &'static str, attributes: Vec<(&'static str, String)>, children: Vec<Html>| {
        let mut tag = VTag::new(name);
        attributes.into_iter().for_each(|(name, value)| tag.add_attribute(name, value));
        tag.add_children(children);
        Html::from(tag)
    };
    let piece = |piece: &pieces::Piece| {
        let text = Html::from(article.quote(piece.range).to_owned());
        let Some(look) = &piece.mark else { return text };
        let handle = |handle: &pieces::Handle| {
            let attributes = vec![("class", handle.class.clone()), handle.attribute()];
            element("i", attributes, Vec::new())
        };
        let class = Some(("class", &*look.class)).filter(|(_, class)| !class.is_empty());
        let attributes = class.into_iter().chain(look.attributes()).map(|(name, value)| (name, value.to_owned()));
        let [before, after] = look.handles.each_ref().map(|handles| handles.iter().map(handle));
        element("mark", attributes.collect(), before.chain([text]).chain(after).collect())
    };
    let attributes =
        vec![("class", paragraph.class.clone()), ("data-block", paragraph.id.to_string()), ("dir", "auto".to_owned())];
    element("p", attributes, paragraph.pieces.iter().map(piece).collect())
}
