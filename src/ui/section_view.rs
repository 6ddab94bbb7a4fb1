//! A section of the article: paragraphs of plain text while it is far from the window, with marks when it is near.

use std::cell::RefCell;
use std::rc::Rc;

use yew::prelude::*;

use super::ghosts::{self, Ghosts};
use super::handles;
use super::store::{Store, Subscription};
use crate::edit::Edge;
use crate::layout::{self, Cover, LANES, Mark, Segment};
use crate::model::order::sort_by_key;
use crate::model::{Annotation, Article, Block, BlockKind, Label, LabelKind, Role, Schema, Span, TextRange};
use crate::session::State;
use crate::session::filter::{self, Filter};
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
    dim: bool,
    /// It names the same thing as what is picked out.
    kin: bool,
    /// A link is pulled to it.
    target: bool,
    /// The edge that keys move, of the one that is picked out: it has handles.
    edge: Option<Edge>,
}

impl Style {
    fn color(&self) -> u8 {
        self.label.as_ref().map_or(15, |label| label.color.get())
    }

    fn kind(&self) -> LabelKind {
        self.label.as_ref().map_or(LabelKind::Entity, |label| label.kind)
    }
}

/// What all segments of a section are drawn from.
struct Over<'a> {
    styles: &'a [Style],
    /// The suggestion that is looked at, and the edge of it that keys move.
    looked_at: Option<&'a (Span, Edge)>,
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
            (Some(shown), schema, filter, open) => section_html(*number, &shown, (&schema, &filter), open.as_ref()),
            _ => html! { <section hidden=true /> },
        }
    }
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

fn section_html(number: usize, shown: &Shown, (schema, filter): (&Schema, &Filter), open: Option<&Ghosts>) -> Html {
    let styles =
        shown.content.as_ref().map(|content| styles(content, schema, filter, &shown.article)).unwrap_or_default();
    let mut marks = shown.content.as_ref().map(|content| marks(&styles, content)).unwrap_or_default();
    if let Some(open) = open {
        open.marks(&mut marks);
    }
    if shown.content.is_some() && !filter.text().trim().is_empty() {
        ghosts::hits(shown, filter, &mut marks);
    }
    let over = Over { styles: &styles, looked_at: open.and_then(Ghosts::looked_at) };
    html! {
        <section class="section" data-section={number.to_string()}>
            for block in shown.blocks.iter() {
                { block_html(shown, block, &over, &marks) }
            }
        </section>
    }
}

fn styles(content: &Content, schema: &Schema, filter: &Filter, article: &Article) -> Vec<Style> {
    // What is picked out is seen whatever the filter says.
    let sight = |annotation: &Annotation| {
        if content.selected.contains(&annotation.id) { filter::Sight::Full } else { filter.sight(annotation, article) }
    };
    let seen = content.annotations.iter().map(|annotation| (annotation, sight(annotation)));
    let seen: Vec<_> = seen.filter(|(_, sight)| *sight != filter::Sight::Hidden).collect();
    let lanes = layout::lanes(seen.iter().map(|(annotation, _)| &***annotation));
    let style = |((annotation, sight), lane): (&(&Rc<Annotation>, filter::Sight), u8)| Style {
        dim: *sight == filter::Sight::Dim,
        kin: content.kin.contains(&annotation.id),
        target: content.target == Some(annotation.id),
        label: schema.label(&annotation.label).cloned(),
        selected: content.selected.contains(&annotation.id),
        edge: content.edge.filter(|_| content.selected == [annotation.id]),
        annotation: (*annotation).clone(),
        lane,
    };
    seen.iter().zip(lanes).map(style).collect()
}

fn marks(styles: &[Style], content: &Content) -> Vec<Mark> {
    let mut all: Vec<Mark> = Vec::new();
    for (place, style) in styles.iter().enumerate() {
        let mark = |range| Mark { range, id: Some(style.annotation.id), place };
        all.extend(style.annotation.span.fragments().map(mark));
    }
    all.extend(content.words.iter().map(|range| Mark { range: *range, id: None, place: PENDING }));
    if let Some((place, style)) = styles.iter().enumerate().find(|(_, style)| style.edge.is_some()) {
        all.extend(gaps(&style.annotation.span).map(|range| Mark { range, id: None, place: GAP + place }));
    }
    all
}

/// The place of marks that are words picked out.
const PENDING: usize = 0;

/// From here on the places of marks that are gaps, each with the place of its annotation.
const GAP: usize = 1;

/// Bytes of the widest gap that is drawn: parts far from each other are read as two.
const WIDEST_GAP: u32 = 1000;

/// What lies between the fragments of a span.
fn gaps(span: &Span) -> impl Iterator<Item = TextRange> + '_ {
    span.fragments()
        .zip(span.fragments().skip(1))
        .filter_map(|(one, next)| TextRange::new(one.end(), next.start()))
        .filter(|gap| gap.len() <= WIDEST_GAP)
}

fn block_html(shown: &Shown, block: &Block, over: &Over<'_>, marks: &[Mark]) -> Html {
    let class = classes!("block", block_class(block.kind), (block.role == Role::Furniture).then_some("furniture"));
    let id = block.id.to_string();
    let here: Vec<Mark> = marks.iter().filter(|mark| mark.range.overlaps(block.range)).copied().collect();
    let text = |range: TextRange| shown.article.quote(range).to_owned();
    let caret = shown.content.as_ref().and_then(|content| content.caret);
    // At the end of one block and the start of the next, it is in the first.
    let before = |other: &Rc<Block>| other.range.end() == block.range.start();
    let caret = caret
        .filter(|at| block.range.start() <= *at && *at <= block.range.end())
        .filter(|at| *at > block.range.start() || !shown.blocks.iter().any(before));
    html! {
        <p {class} key={block.id.0} data-block={id} dir="auto">
            if let Some(at) = caret {
                { covered_html(shown, &layout::segments::cut(layout::segments(block.range, &here), at), over, Some((block.range, at))) }
            } else if here.is_empty() {
                { text(block.range) }
            } else {
                { covered_html(shown, &layout::segments(block.range, &here), over, None) }
            }
        </p>
    }
}

/// The segments of a block that something lies over.
fn covered_html(shown: &Shown, segments: &[Segment], over: &Over<'_>, caret: Option<(TextRange, u32)>) -> Html {
    let tagged =
        |segment: &Segment| segment.covers.iter().any(|cover| cover.starts && over.styles.get(cover.place).is_some());
    let tagged: Vec<bool> = segments.iter().map(tagged).collect();
    let rooms = layout::tags::room(&shown.article, segments, &tagged);
    segments
        .iter()
        .zip(rooms)
        .map(|(segment, room)| {
            let caret = caret.and_then(|(block, at)| caret_class(segment.range, block, at));
            segment_html(segment, over, caret, shown.article.quote(segment.range).to_owned(), room)
        })
        .collect()
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

/// How the caret is drawn in a segment: before it, or after the last of a block.
fn caret_class(segment: TextRange, block: TextRange, at: u32) -> Option<&'static str> {
    let last = at == block.end() && segment.end() == at;
    if segment.start() == at { Some("caret") } else { last.then_some("caret-end") }
}

fn segment_html(segment: &Segment, over: &Over<'_>, caret: Option<&'static str>, text: String, room: usize) -> Html {
    let Over { styles, looked_at } = *over;
    if segment.covers.is_empty() {
        return if caret.is_some() {
            html! { <mark class={classes!(caret)}>{ text }</mark> }
        } else {
            Html::from(text)
        };
    }
    let mut over: Vec<(&Cover, &Style)> =
        segment.covers.iter().filter(|c| c.id.is_some()).filter_map(|c| Some((c, styles.get(c.place)?))).collect();
    // Nearest to the text first: what a click reaches first.
    sort_by_key(&mut over, |(_, style)| (style.lane, style.annotation.id));
    let pending = segment.covers.iter().any(|cover| cover.id.is_none() && cover.place == PENDING);
    let ghost = ghosts::class(segment.covers.iter().filter(|cover| cover.id.is_none()).map(|cover| cover.place));
    let is_gap = |cover: &&Cover| cover.id.is_none() && (GAP..GAP + styles.len()).contains(&cover.place);
    let gap = segment.covers.iter().find(is_gap);
    let gap = gap.and_then(|cover| styles.get(cover.place - GAP)).map(|style| format!("gap g{}", style.color()));
    let (suggested, ids_suggested) = ghosts::suggested(&segment.covers).unzip();
    let grips = |end| looked_at.filter(|_| suggested.is_some()).and_then(|looked| grip(segment, looked, end));
    if over.is_empty() {
        return html! {
            <mark class={classes!(pending.then_some("pending"), gap, caret, ghost, suggested.clone())} data-suggestions={ids_suggested}>
                { grips(false) }{ text }{ grips(true) }
            </mark>
        };
    }
    let mut class = classes!("m", ghost, gap, suggested.clone());
    for (_, style) in &over {
        class.push(format!("l{}p{}", style.lane.min(LANES - 1), style.color()));
    }
    if over.iter().any(|(_, style)| style.lane > 0) {
        class.push("laned");
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
    if selected.is_none() && over.iter().any(|(_, style)| style.kin) {
        class.push("kin");
    }
    class.push(over.iter().any(|(_, style)| style.target).then_some("target"));
    if over.iter().all(|(_, style)| style.dim) {
        class.push("dim");
    }
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
        (!names.is_empty())
            .then(|| names.join(" · ").chars().take(room).collect::<String>().trim_end_matches([' ', '·']).to_owned())
    };
    html! {
        <mark {class} data-annotations={ids.join(" ")} data-suggestions={ids_suggested} data-tag={tag(|label| &label.short)} data-name={tag(|label| &label.name)}>
            { handle(&over, segment.range, false) }{ grips(false) }{ text }{ handle(&over, segment.range, true) }{ grips(true) }
        </mark>
    }
}

/// The handle of an edge of the suggestion that is looked at, if it stands at one end of a segment.
#[inline(never)] // so that it can travel later
fn grip(segment: &Segment, (span, now): &(Span, Edge), end: bool) -> Option<Html> {
    let at = |range: TextRange| if end { range.end() } else { range.start() };
    let fragment = span.fragments().position(|range| at(range) == at(segment.range))?;
    let edge = Edge { fragment, end };
    let class = classes!("edge", if end { "edge-end" } else { "edge-start" }, (edge == *now).then_some("now"));
    Some(html! { <i {class} data-edge={handles::name(edge)} aria-hidden="true" /> })
}

/// The handle of the edge that stands at one end of a segment, if one does. It takes no room.
fn handle(over: &[(&Cover, &Style)], segment: TextRange, end: bool) -> Option<Html> {
    let (cover, style) = over.iter().find(|(_, style)| style.edge.is_some())?;
    if end { cover.ends } else { cover.starts }.then(|| handle_html(style, segment, end))
}

#[inline(never)] // so that it can travel later
fn handle_html(style: &Style, segment: TextRange, end: bool) -> Html {
    let fragment = style.annotation.span.fragments().position(|range| range.overlaps(segment)).unwrap_or(0);
    let edge = Edge { fragment, end };
    let class =
        classes!("edge", if end { "edge-end" } else { "edge-start" }, (style.edge == Some(edge)).then_some("now"));
    let handle = html! { <i {class} data-edge={handles::name(edge)} aria-hidden="true" /> };
    // The grip, from which a link is pulled, stands beside the last end.
    if end && fragment + 1 == style.annotation.span.count() {
        html! { <>{ handle }<i class="edge grip" data-grip="" aria-hidden="true" /></> }
    } else {
        handle
    }
}
