//! What stands in the blocks of a section, piece by piece, as data: a stretch of plain text, or a mark with its classes and what
//! it carries. Each piece is one node of the page, so that what a change draws again is what differs.

use std::rc::Rc;

use super::ghosts::{self, Ghosts};
use super::handles;
use crate::edit::Edge;
use crate::layout::{self, Cover, LANES, Mark, Segment};
use crate::model::order::sort_by_key;
use crate::model::{Annotation, Article, Block, BlockId, BlockKind, Label, LabelKind, Role, Schema, Span, TextRange};
use crate::session::filter::{self, Filter};
use crate::session::view::{Content, SectionView as Shown};

/// A block of the page: its paragraph, and what stands in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// The block.
    pub id: BlockId,
    /// Classes of the element.
    pub class: String,
    /// What stands in it: one piece of plain text at least.
    pub pieces: Vec<Piece>,
}

/// A stretch of a block that is one node of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// Where, in the article.
    pub range: TextRange,
    /// How it is marked; nothing for plain text.
    pub mark: Option<Look>,
}

/// How a stretch is marked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Classes, with blanks between.
    pub class: String,
    /// Ids of the annotations over it, nearest to the text first, with blanks between; empty for none.
    pub annotations: String,
    /// Ids of the suggestions over it; empty for none.
    pub suggestions: String,
    /// The short name over it, as far as there is room; empty for none.
    pub tag: String,
    /// The full one.
    pub name: String,
    /// The handles before its words, and those after them.
    pub handles: [Vec<Handle>; 2],
}

/// A handle at the end of a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Handle {
    /// Classes.
    pub class: String,
    /// What it pulls.
    pub pulls: Pulls,
}

/// What a handle pulls.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Pulls {
    /// An edge of an annotation.
    Edge(Edge),
    /// The end of the words that are picked out, or their start.
    Words {
        /// Which.
        end: bool,
    },
    /// A link, to another annotation.
    Link,
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
    /// The words that are picked out, where they have handles.
    held: Option<TextRange>,
}

/// The blocks of a section.
pub(super) fn paragraphs(shown: &Shown, (schema, filter): (&Schema, &Filter), open: Option<&Ghosts>) -> Vec<Paragraph> {
    let styles =
        shown.content.as_ref().map(|content| styles(content, schema, filter, &shown.article)).unwrap_or_default();
    let mut marks = shown.content.as_ref().map(|content| marks(&styles, content)).unwrap_or_default();
    if let Some(open) = open {
        open.marks(&mut marks);
    }
    if shown.content.is_some() && !filter.text().trim().is_empty() {
        ghosts::hits(shown, filter, &mut marks);
    }
    let held = shown.content.as_ref().and_then(|content| content.handles);
    let over = Over { styles: &styles, looked_at: open.and_then(Ghosts::looked_at), held };
    shown.blocks.iter().map(|block| paragraph(shown, block, &over, &marks)).collect()
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

fn paragraph(shown: &Shown, block: &Block, over: &Over<'_>, marks: &[Mark]) -> Paragraph {
    let range = shown.of_block(block);
    let here: Vec<Mark> = marks.iter().filter(|mark| mark.range.overlaps(range)).copied().collect();
    let caret = shown.content.as_ref().and_then(|content| content.caret);
    // At the end of one block and the start of the next, it is in the first.
    let before = |other: &Rc<Block>| other.range.end() == range.start();
    let caret = caret
        .filter(|at| range.start() <= *at && *at <= range.end())
        .filter(|at| *at > range.start() || !shown.blocks.iter().any(before));
    let pieces = match caret {
        None if here.is_empty() => vec![Piece { range, mark: None }],
        None => pieces(shown, &layout::segments(range, &here), over, None),
        Some(at) => {
            let cut = layout::segments::cut(layout::segments(range, &here), at);
            pieces(shown, &cut, over, Some((range, at)))
        }
    };
    Paragraph { id: block.id, class: class_of(block), pieces }
}

/// The segments of a block that something lies over.
fn pieces(shown: &Shown, segments: &[Segment], over: &Over<'_>, caret: Option<(TextRange, u32)>) -> Vec<Piece> {
    let tagged =
        |segment: &Segment| segment.covers.iter().any(|cover| cover.starts && over.styles.get(cover.place).is_some());
    let tagged: Vec<bool> = segments.iter().map(tagged).collect();
    let rooms = layout::tags::room(&shown.article, segments, &tagged);
    let piece = |(segment, room): (&Segment, usize)| {
        let caret = caret.and_then(|(block, at)| caret_class(segment.range, block, at));
        Piece { range: segment.range, mark: look(segment, over, caret, room) }
    };
    segments.iter().zip(rooms).map(piece).collect()
}

/// Classes of a block's element.
pub(super) fn class_of(block: &Block) -> String {
    let furniture = if block.role == Role::Furniture { " furniture" } else { "" };
    format!("block {}{furniture}", block_class(block.kind))
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

/// Classes with blanks between.
fn join(all: impl IntoIterator<Item = Option<impl AsRef<str>>>) -> String {
    let mut out = String::new();
    for class in all.into_iter().flatten() {
        push(&mut out, class.as_ref());
    }
    out
}

fn push(classes: &mut String, class: &str) {
    if !classes.is_empty() {
        classes.push(' ');
    }
    classes.push_str(class);
}

/// How a segment is marked; `None` where nothing lies over it.
fn look(segment: &Segment, over: &Over<'_>, caret: Option<&'static str>, room: usize) -> Option<Look> {
    let Over { styles, looked_at, held } = *over;
    if segment.covers.is_empty() {
        return caret.map(|class| Look { class: class.to_owned(), ..Look::default() });
    }
    let mut over: Vec<(&Cover, &Style)> =
        segment.covers.iter().filter(|c| c.id.is_some()).filter_map(|c| Some((c, styles.get(c.place)?))).collect();
    // Nearest to the text first: what a click reaches first.
    sort_by_key(&mut over, |(_, style)| (style.lane, style.annotation.id));
    let pending = segment.covers.iter().any(|cover| cover.id.is_none() && cover.place == PENDING).then_some("pending");
    let ghost = ghosts::class(segment.covers.iter().filter(|cover| cover.id.is_none()).map(|cover| cover.place));
    let is_gap = |cover: &&Cover| cover.id.is_none() && (GAP..GAP + styles.len()).contains(&cover.place);
    let gap = segment.covers.iter().find(is_gap);
    let gap = gap.and_then(|cover| styles.get(cover.place - GAP)).map(|style| format!("gap g{}", style.color()));
    let (suggested, suggestions) = ghosts::suggested(&segment.covers).unzip();
    let grips = |end| looked_at.filter(|_| suggested.is_some()).and_then(|looked| grip(segment, looked, end));
    let mut handles = [grips(false), grips(true)].map(Vec::from_iter);
    if let Some(held) = held.filter(|_| pending.is_some()) {
        hold_words(&mut handles, held, segment.range);
    }
    let suggestions = suggestions.unwrap_or_default();
    if over.is_empty() {
        let class = join([pending, gap.as_deref(), caret, ghost, suggested.as_deref()]);
        return Some(Look { class, suggestions, handles, ..Look::default() });
    }
    let mut class = join([Some("m"), ghost, gap.as_deref(), suggested.as_deref()]);
    for (_, style) in &over {
        push(&mut class, &format!("l{}p{}", style.lane.min(LANES - 1), style.color()));
    }
    if over.iter().any(|(_, style)| style.lane > 0) {
        push(&mut class, "laned");
    }
    let selected = over.iter().find(|(_, style)| style.selected);
    let starting: Vec<&&Style> = over.iter().filter(|(cover, _)| cover.starts).map(|(_, style)| style).collect();
    let lead =
        selected.map(|(_, style)| style).or_else(|| starting.first().copied()).or_else(|| over.first().map(|(_, s)| s));
    if let Some(style) = lead {
        push(&mut class, &format!("p{}", style.color()));
        push(
            &mut class,
            match style.kind() {
                LabelKind::Entity => "entity",
                LabelKind::Claim => "claim",
                LabelKind::Cue => "cue",
            },
        );
    }
    let kin = selected.is_none() && over.iter().any(|(_, style)| style.kin);
    let target = over.iter().any(|(_, style)| style.target);
    let dim = over.iter().all(|(_, style)| style.dim);
    let doubt = over.iter().any(|(_, style)| style.annotation.doubt.is_some());
    for (is, name) in
        [(selected.is_some(), "selected"), (kin, "kin"), (target, "target"), (dim, "dim"), (doubt, "doubt")]
    {
        if is {
            push(&mut class, name);
        }
    }
    [pending, caret].into_iter().flatten().for_each(|name| push(&mut class, name));
    for (end, own) in handles.iter_mut().enumerate() {
        own.splice(0..0, own_handles(&over, segment.range, end == 1));
    }
    // Its tag makes room for the handle.
    if !handles[0].is_empty() {
        push(&mut class, "held");
    }
    let tag = |name: fn(&Label) -> &Rc<str>| {
        let names: Vec<&str> =
            starting.iter().filter_map(|style| style.label.as_deref().map(|label| &**name(label))).collect();
        names.join(" · ").chars().take(room).collect::<String>().trim_end_matches([' ', '·']).to_owned()
    };
    let ids: Vec<String> = over.iter().map(|(_, style)| style.annotation.id.to_string()).collect();
    let (tag, name) = (tag(|label| &label.short), tag(|label| &label.name));
    Some(Look { class, annotations: ids.join(" "), suggestions, tag, name, handles })
}

fn handle(edge: Edge, is_now: bool) -> Handle {
    let class = join([Some("edge"), Some(if edge.end { "edge-end" } else { "edge-start" }), is_now.then_some("now")]);
    Handle { class, pulls: Pulls::Edge(edge) }
}

/// Adds the handles of words that are picked out, those that stand at the ends of a segment.
#[inline(never)] // so that it can travel later
fn hold_words(handles: &mut [Vec<Handle>; 2], words: TextRange, segment: TextRange) {
    let ends = [(false, words.start() == segment.start()), (true, words.end() == segment.end())];
    for (all, (end, _)) in handles.iter_mut().zip(ends).filter(|(_, (_, is))| *is) {
        let class = if end { "edge edge-end words" } else { "edge edge-start words" };
        all.push(Handle { class: class.to_owned(), pulls: Pulls::Words { end } });
    }
}

/// The handle of an edge of the suggestion that is looked at, if it stands at one end of a segment.
#[inline(never)] // so that it can travel later
fn grip(segment: &Segment, (span, now): &(Span, Edge), end: bool) -> Option<Handle> {
    let at = |range: TextRange| if end { range.end() } else { range.start() };
    let fragment = span.fragments().position(|range| at(range) == at(segment.range))?;
    let edge = Edge { fragment, end };
    Some(handle(edge, edge == *now))
}

/// The handles of the edge that stands at one end of a segment, if one does. They take no room.
fn own_handles(over: &[(&Cover, &Style)], segment: TextRange, end: bool) -> Vec<Handle> {
    let found = over.iter().find(|(_, style)| style.edge.is_some());
    let found = found.filter(|(cover, _)| if end { cover.ends } else { cover.starts });
    found.map(|(_, style)| handles_of(style, segment, end)).unwrap_or_default()
}

#[inline(never)] // so that it can travel later
fn handles_of(style: &Style, segment: TextRange, end: bool) -> Vec<Handle> {
    let fragment = style.annotation.span.fragments().position(|range| range.overlaps(segment)).unwrap_or(0);
    let edge = Edge { fragment, end };
    let mut all = vec![handle(edge, style.edge == Some(edge))];
    // The grip, from which a link is pulled, stands beside the last end.
    if end && fragment + 1 == style.annotation.span.count() {
        all.push(Handle { class: "edge grip".to_owned(), pulls: Pulls::Link });
    }
    all
}

impl Handle {
    /// The name and value of the attribute that says what it does.
    #[must_use]
    pub fn attribute(&self) -> (&'static str, String) {
        match self.pulls {
            Pulls::Link => ("data-grip", String::new()),
            pulls => ("data-edge", handles::name(pulls)),
        }
    }
}

impl Look {
    /// The attributes it has beside its class, in their order; those that are empty are left out.
    pub fn attributes(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let all = [
            ("data-annotations", &self.annotations),
            ("data-suggestions", &self.suggestions),
            ("data-tag", &self.tag),
            ("data-name", &self.name),
        ];
        all.into_iter().filter(|(_, value)| !value.is_empty()).map(|(name, value)| (name, &**value))
    }
}
