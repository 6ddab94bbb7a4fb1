//! A section of the article: paragraphs of plain text while it is far from the window, with marks when it is near.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::store::{Store, Subscription};
use crate::layout::{self, Cover, LANES, Mark, Segment};
use crate::model::order::sort_by_key;
use crate::model::{Annotation, Block, BlockKind, Label, LabelKind, Role, Schema, TextRange};
use crate::session::State;
use crate::session::view::{Content, SectionView as Shown};

/// Which section.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The state.
    pub store: Store,
    /// Its number.
    pub number: usize,
}

/// What is drawn over an annotation, looked up once for the whole section.
struct Style {
    annotation: Rc<Annotation>,
    label: Option<Rc<Label>>,
    lane: u8,
    selected: bool,
}

impl Style {
    fn color(&self) -> u8 {
        self.label.as_ref().map_or(15, |label| label.color.get())
    }

    fn kind(&self) -> LabelKind {
        self.label.as_ref().map_or(LabelKind::Entity, |label| label.kind)
    }
}

/// A section of the open article.
pub struct SectionView {
    _hears: Subscription,
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
        Self { _hears: hears }
    }

    fn view(&self, ctx: &Context<Self>) -> Html {
        let Props { store, number } = ctx.props();
        match store.with(|state| sight(state, *number)) {
            (Some(shown), schema) => section_html(*number, &shown, &schema),
            _ => html! { <section hidden=true /> },
        }
    }
}

/// All that a section is drawn from.
type Sight = (Option<Rc<Shown>>, Rc<Schema>);

fn sight(state: &State, number: usize) -> Sight {
    (state.view.section(number).cloned(), state.project.schema.clone())
}

/// Whether two are the very same: a change makes a new one, so nothing needs to be compared.
fn same(one: &Sight, other: &Sight) -> bool {
    one.0.as_ref().map(Rc::as_ptr) == other.0.as_ref().map(Rc::as_ptr) && Rc::ptr_eq(&one.1, &other.1)
}

fn section_html(number: usize, shown: &Shown, schema: &Schema) -> Html {
    let styles = shown.content.as_ref().map(|content| styles(content, schema)).unwrap_or_default();
    let marks = shown.content.as_ref().map(|content| marks(&styles, content)).unwrap_or_default();
    html! {
        <section class="section" data-section={number.to_string()}>
            for block in shown.blocks.iter() {
                { block_html(shown, block, &styles, &marks) }
            }
        </section>
    }
}

fn styles(content: &Content, schema: &Schema) -> Vec<Style> {
    let lanes = layout::lanes(content.annotations.iter().map(|annotation| &**annotation));
    let style = |(annotation, lane): (&Rc<Annotation>, u8)| Style {
        label: schema.label(&annotation.label).cloned(),
        selected: content.selected.contains(&annotation.id),
        annotation: annotation.clone(),
        lane,
    };
    content.annotations.iter().zip(lanes).map(style).collect()
}

fn marks(styles: &[Style], content: &Content) -> Vec<Mark> {
    let mut all: Vec<Mark> = Vec::new();
    for (place, style) in styles.iter().enumerate() {
        let mark = |range| Mark { range, id: Some(style.annotation.id), place };
        all.extend(style.annotation.span.fragments().map(mark));
    }
    all.extend(content.words.iter().map(|range| Mark { range: *range, id: None, place: 0 }));
    all
}

fn block_html(shown: &Shown, block: &Block, styles: &[Style], marks: &[Mark]) -> Html {
    let class = classes!("block", block_class(block.kind), (block.role == Role::Furniture).then_some("furniture"));
    let id = block.id.to_string();
    let here: Vec<Mark> = marks.iter().filter(|mark| mark.range.overlaps(block.range)).copied().collect();
    let text = |range: TextRange| shown.article.quote(range).to_owned();
    let caret = shown.content.as_ref().and_then(|content| content.caret);
    let caret = caret.filter(|at| block.range.start() <= *at && *at <= block.range.end());
    html! {
        <p {class} key={block.id.0} data-block={id} dir="auto">
            if let Some(at) = caret {
                { with_caret(shown, block, &here, styles, at) }
            } else if here.is_empty() {
                { text(block.range) }
            } else {
                for segment in layout::segments(block.range, &here) {
                    { segment_html(&segment, styles, None, text(segment.range)) }
                }
            }
        </p>
    }
}

const fn block_class(kind: BlockKind) -> &'static str {
    match kind {
        BlockKind::Headline => "headline",
        BlockKind::Deck => "deck",
        BlockKind::Byline => "byline",
        BlockKind::Dateline => "dateline",
        BlockKind::Heading(_) => "heading",
        BlockKind::Paragraph => "paragraph",
        BlockKind::Quote => "quote",
        BlockKind::ListItem => "item",
        BlockKind::Caption => "caption",
        BlockKind::Other => "other",
    }
}

/// A block with the caret before one of its segments, or after the last.
#[inline(never)] // so that it can travel later
fn with_caret(shown: &Shown, block: &Block, marks: &[Mark], styles: &[Style], at: u32) -> Html {
    // At the end of one block and the start of the next, it is in the first.
    let elsewhere = at == block.range.start() && shown.blocks.iter().any(|other| other.range.end() == at);
    let class = |range: TextRange| match range {
        _ if elsewhere => None,
        range if range.start() == at => Some("caret"),
        range => (at == block.range.end() && range.end() == at).then_some("caret-end"),
    };
    let segment = |segment: &Segment| {
        let (class, text) = (class(segment.range), shown.article.quote(segment.range).to_owned());
        if segment.covers.is_empty() && class.is_some() {
            return html! { <mark class={classes!(class)}>{ text }</mark> };
        }
        segment_html(segment, styles, class, text)
    };
    layout::segments::cut(layout::segments(block.range, marks), at).iter().map(segment).collect()
}

fn segment_html(segment: &Segment, styles: &[Style], caret: Option<&'static str>, text: String) -> Html {
    if segment.covers.is_empty() {
        return Html::from(text);
    }
    let mut over: Vec<(&Cover, &Style)> =
        segment.covers.iter().filter(|c| c.id.is_some()).filter_map(|c| Some((c, styles.get(c.place)?))).collect();
    // Nearest to the text first: what a click reaches first.
    sort_by_key(&mut over, |(_, style)| (style.lane, style.annotation.id));
    let pending = segment.covers.iter().any(|cover| cover.id.is_none());
    if over.is_empty() {
        return html! { <mark class={classes!("pending", caret)}>{ text }</mark> };
    }
    let mut class = Classes::from("m");
    for (_, style) in &over {
        class.push(format!("l{}p{}", style.lane.min(LANES - 1), style.color()));
    }
    let selected = over.iter().find(|(_, style)| style.selected);
    let starting: Vec<&&Style> = over.iter().filter(|(cover, _)| cover.starts).map(|(_, style)| style).collect();
    let lead =
        selected.map(|(_, style)| style).or_else(|| starting.first().copied()).or_else(|| over.first().map(|(_, s)| s));
    if let Some(style) = lead {
        class.push(format!("p{}", style.color()));
        class.push(match style.kind() {
            LabelKind::Entity => "entity",
            LabelKind::Claim => "claim",
            LabelKind::Cue => "cue",
        });
    }
    class.push(selected.map(|_| "selected"));
    if over.iter().any(|(_, style)| style.annotation.doubt.is_some()) {
        class.push("doubt");
    }
    if pending {
        class.push("pending");
    }
    class.push(caret);
    let ids: Vec<String> = over.iter().map(|(_, style)| style.annotation.id.to_string()).collect();
    let tag = |name: fn(&Label) -> &Rc<str>| {
        let names: Vec<&str> =
            starting.iter().filter_map(|style| style.label.as_deref().map(|label| &**name(label))).collect();
        (!names.is_empty()).then(|| names.join(" · "))
    };
    html! {
        <mark {class} data-annotations={ids.join(" ")} data-tag={tag(|label| &label.short)} data-name={tag(|label| &label.name)}>
            { text }
        </mark>
    }
}
