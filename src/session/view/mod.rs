//! What the article pane draws: the open article's sections, each with what lies over it. Derived from the state, never
//! stored; a section whose content did not change keeps its `Rc`, so that nobody draws it again.

mod rows;

use std::rc::Rc;

use self::rows::{places, tallied};
use crate::edit::{Edge, Selection};
use crate::layout::sections::{Part, home, touched as touched_by};
use crate::layout::{Section, sections};
use crate::model::order::sort_and_dedup;
use crate::model::{Annotation, AnnotationId, Article, Block, Document, LabelId, Span, Table, TextRange};

/// What lies over a section.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Content {
    /// The annotations that touch it, in reading order.
    pub annotations: Rc<Vec<Rc<Annotation>>>,
    /// Which of them are picked out.
    pub selected: Vec<AnnotationId>,
    /// Which of them belong to the one that is picked out: name the same thing, or are what its links lead to.
    pub kin: Vec<AnnotationId>,
    /// The one that a link is pulled to.
    pub target: Option<AnnotationId>,
    /// Words that are picked out.
    pub words: Vec<TextRange>,
    /// From the first to the last of them, where they have handles.
    pub handles: Option<TextRange>,
    /// The edge that keys move, of the one annotation that is picked out.
    pub edge: Option<Edge>,
    /// Where the caret is, in bytes of the text.
    pub caret: Option<u32>,
}

/// A section as it is drawn. Equal by pointer unless something in it changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionView {
    /// Its number.
    pub number: usize,
    /// The text.
    pub article: Rc<Article>,
    /// Its blocks.
    pub blocks: Vec<Rc<Block>>,
    /// What it has of them: all, unless it is a part of one.
    pub range: TextRange,
    /// Whether it is a part of a long block.
    pub part: Option<Part>,
    /// What lies over it; nothing while it is far from the window.
    pub content: Option<Content>,
}

/// The open article as it is drawn.
#[derive(Clone, Debug, Default)]
pub struct View {
    document: Option<Rc<Document>>,
    selection: Selection,
    /// The edge that keys move, where it is not the end of the last fragment.
    edge: Option<Edge>,
    caret: Option<u32>,
    /// Whether words that are picked out have handles.
    handles: bool,
    /// What belongs to the one picked out.
    kin: Vec<Rc<Annotation>>,
    /// The one that a link is pulled to.
    target: Option<Rc<Annotation>>,
    sections: Rc<Vec<Section>>,
    /// For each section the annotations that touch it, in reading order.
    over: Vec<Rc<Vec<Rc<Annotation>>>>,
    /// For each section how many annotations begin in it.
    begin: Vec<u32>,
    near: Vec<bool>,
    counts: Table<LabelId, u32>,
    drawn: Vec<Rc<SectionView>>,
}

impl View {
    /// The document it shows.
    #[must_use]
    pub fn document(&self) -> Option<&Rc<Document>> {
        self.document.as_ref()
    }

    /// How many sections there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.drawn.len()
    }

    /// A section.
    #[must_use]
    pub fn section(&self, number: usize) -> Option<&Rc<SectionView>> {
        self.drawn.get(number)
    }

    /// How many annotations each label has.
    #[must_use]
    pub const fn counts(&self) -> &Table<LabelId, u32> {
        &self.counts
    }

    /// Whether a section is drawn in full.
    #[must_use]
    pub fn is_near(&self, number: usize) -> bool {
        self.near.get(number).copied().unwrap_or(false)
    }

    /// How many sections are drawn in full.
    #[must_use]
    pub fn drawn_in_full(&self) -> usize {
        self.near.iter().filter(|near| **near).count()
    }

    /// The section in which a byte stands.
    #[must_use]
    pub fn section_at(&self, at: u32) -> usize {
        self.sections.partition_point(|section| section.range.end() <= at)
    }

    /// The view of a document that was not shown before.
    #[must_use]
    pub fn open(document: &Rc<Document>, selection: &Selection) -> Self {
        let sections = sections(document);
        // The first two are on screen when an article opens; filling them at once spares a second paint.
        let near = (0..sections.len()).map(|number| number < 2).collect();
        let mut over: Vec<Vec<Rc<Annotation>>> = vec![Vec::new(); sections.len()];
        let mut begin = vec![0; sections.len()];
        let mut counts = Table::new();
        for annotation in document.in_reading_order() {
            count(&mut counts, &annotation.label, 1);
            for number in tallied(&sections, &mut begin, annotation, 1) {
                over.get_mut(number).into_iter().for_each(|list| list.push(annotation.clone()));
            }
        }
        let mut view = Self {
            document: Some(document.clone()),
            selection: selection.clone(),
            edge: None,
            caret: None,
            handles: false,
            kin: kin(document, selection),
            target: None,
            over: over.into_iter().map(Rc::new).collect(),
            sections: Rc::new(sections),
            begin,
            near,
            counts,
            drawn: Vec::new(),
        };
        view.draw(0..view.sections.len());
        view
    }

    /// The view after `document` changed in the annotations `touched` and in blocks, or the selection moved. The cost
    /// follows what changed.
    #[must_use]
    pub fn after(&self, document: &Rc<Document>, touched: &[AnnotationId], selection: &Selection) -> Self {
        let Some(old) = self.document.as_ref().filter(|old| Rc::ptr_eq(&old.article, &document.article)) else {
            return Self { handles: self.handles, ..Self::open(document, selection) };
        };
        let mut next = self.clone();
        let mut dirty: Vec<usize> = Vec::new();
        let mut touched = touched.to_vec();
        sort_and_dedup(&mut touched);
        for id in &touched {
            if let Some(before) = old.annotations.get(id) {
                count(&mut next.counts, &before.label, -1);
                for number in tallied(&self.sections, &mut next.begin, before, -1) {
                    next.change(number, |list| list.retain(|a| a.id != *id));
                    dirty.push(number);
                }
            }
            if let Some(after) = document.annotations.get(id) {
                count(&mut next.counts, &after.label, 1);
                for number in tallied(&self.sections, &mut next.begin, after, 1) {
                    next.change(number, |list| {
                        let place = list.partition_point(|a| a.reading_order(after).is_lt());
                        list.insert(place, after.clone());
                    });
                    dirty.push(number);
                }
            }
        }
        for spot in spots(&self.selection, old).into_iter().chain(spots(selection, document)) {
            dirty.extend(touched_by(&self.sections, spot));
        }
        next.kin = kin(document, selection);
        for mention in self.kin.iter().chain(&next.kin) {
            dirty.extend(places(&self.sections, mention));
        }
        if !Rc::ptr_eq(&old.blocks, &document.blocks) {
            let changed = old.blocks.iter().zip(document.blocks.iter()).filter(|(a, b)| !Rc::ptr_eq(a, b));
            dirty.extend(changed.flat_map(|(_, block)| touched_by(&self.sections, block.range)));
        }
        sort_and_dedup(&mut dirty);
        next.document = Some(document.clone());
        if next.selection != *selection {
            next.edge = None;
        }
        next.selection = selection.clone();
        next.draw(dirty.into_iter());
        next
    }

    /// The view with one more section near the window; sections never become far again.
    #[must_use]
    pub fn near(mut self, number: usize) -> Self {
        if let Some(near) = self.near.get_mut(number).filter(|near| !**near) {
            *near = true;
            self.draw(std::iter::once(number));
        }
        self
    }

    /// The edge of a span that keys move, if it is that of the annotation that is picked out.
    #[must_use]
    pub fn edge_of(&self, span: &Span) -> Edge {
        self.edge.map_or_else(|| Edge::last(span), |edge| edge.of(span))
    }

    /// The view with another edge for keys to move, until something else is picked out.
    #[must_use]
    pub fn with_edge(mut self, edge: Option<Edge>) -> Self {
        self.edge = edge;
        self.with_selection_drawn()
    }

    /// The view with handles at words that are picked out, or without.
    #[must_use]
    pub fn with_handles(mut self, handles: bool) -> Self {
        self.handles = handles;
        self.with_selection_drawn()
    }

    fn with_selection_drawn(mut self) -> Self {
        let spots = self.document.as_ref().map(|document| spots(&self.selection, document)).unwrap_or_default();
        let mut dirty: Vec<usize> = spots.into_iter().flat_map(|spot| touched_by(&self.sections, spot)).collect();
        sort_and_dedup(&mut dirty);
        self.draw(dirty.into_iter());
        self
    }

    /// The annotation that a link is pulled to.
    #[must_use]
    pub fn target(&self) -> Option<AnnotationId> {
        self.target.as_ref().map(|target| target.id)
    }

    /// The view with another annotation lit that a link is pulled to, or none.
    #[must_use]
    pub fn with_target(mut self, target: Option<AnnotationId>) -> Self {
        let found = target.and_then(|id| self.document.as_ref()?.annotations.get(&id).cloned());
        let old = std::mem::replace(&mut self.target, found);
        let ends = [old, self.target.clone()];
        let mut dirty: Vec<usize> = ends.iter().flatten().flat_map(|end| places(&self.sections, end)).collect();
        sort_and_dedup(&mut dirty);
        self.draw(dirty.into_iter());
        self
    }

    /// The view with the caret elsewhere, or nowhere. The section that it comes to is drawn in full.
    #[must_use]
    pub fn with_caret(mut self, at: Option<u32>) -> Self {
        let old = std::mem::replace(&mut self.caret, at);
        if old == at {
            return self;
        }
        let number = |at: u32| home(&self.sections, at);
        let (left, come) = (old.map(number), at.map(number));
        if let Some(near) = come.and_then(|number| self.near.get_mut(number)) {
            *near = true;
        }
        self.draw(left.filter(|left| Some(*left) != come).into_iter().chain(come));
        self
    }

    fn change(&mut self, number: usize, f: impl FnOnce(&mut Vec<Rc<Annotation>>)) {
        if let Some(list) = self.over.get_mut(number) {
            f(Rc::make_mut(list));
        }
    }

    fn draw(&mut self, numbers: impl Iterator<Item = usize>) {
        let Some(document) = self.document.clone() else { return };
        for number in numbers {
            let Some(section) = self.sections.get(number) else { continue };
            let content = self.is_near(number).then(|| self.content(number, section));
            let blocks = document.blocks.get(section.blocks.clone()).unwrap_or_default().to_vec();
            let (article, range, part) = (document.article.clone(), section.range, section.part);
            let view = SectionView { number, article, blocks, range, part, content };
            match self.drawn.get_mut(number) {
                Some(slot) if slot.same(&view) => {}
                Some(slot) => *slot = Rc::new(view),
                None => self.drawn.push(Rc::new(view)),
            }
        }
    }

    fn content(&self, number: usize, section: &Section) -> Content {
        let annotations = self.over.get(number).cloned().unwrap_or_default();
        let picked = self.selection.annotations();
        let selected = if picked.is_empty() {
            Vec::new()
        } else {
            annotations.iter().map(|a| a.id).filter(|id| picked.contains(id)).collect()
        };
        let kin = self.kin.iter().filter(|mention| places(&self.sections, mention).contains(&number));
        let kin = kin.map(|mention| mention.id).collect();
        let words = match &self.selection {
            Selection::Words(_, ranges) => &**ranges,
            _ => &[],
        };
        let ends = words.first().zip(words.last()).filter(|_| self.handles);
        let words: Vec<TextRange> = words.iter().copied().filter(|r| r.overlaps(section.range)).collect();
        let handles = ends.map(|(first, last)| first.hull(*last)).filter(|_| !words.is_empty());
        let one = annotations.iter().find(|a| picked == [a.id]);
        let edge = one.map(|annotation| self.edge_of(&annotation.span));
        let holds = |at: &u32| home(&self.sections, *at) == number;
        let target = self.target.as_ref().map(|target| target.id).filter(|id| annotations.iter().any(|a| a.id == *id));
        Content { annotations, selected, kin, target, words, handles, edge, caret: self.caret.filter(holds) }
    }
}

impl SectionView {
    /// What it has of a block of its own.
    #[must_use]
    pub fn of_block(&self, block: &Block) -> TextRange {
        block.range.intersection(self.range).unwrap_or(block.range)
    }

    fn same(&self, other: &Self) -> bool {
        let contents = match (&self.content, &other.content) {
            (Some(a), Some(b)) => {
                Rc::ptr_eq(&a.annotations, &b.annotations)
                    && a.selected == b.selected
                    && a.kin == b.kin
                    && a.target == b.target
                    && a.words == b.words
                    && a.handles == b.handles
                    && a.edge == b.edge
                    && a.caret == b.caret
            }
            (None, None) => true,
            _ => false,
        };
        contents
            && self.blocks.len() == other.blocks.len()
            && self.blocks.iter().zip(&other.blocks).all(|(a, b)| Rc::ptr_eq(a, b))
    }
}

/// What belongs to the one annotation that is picked out: the other mentions of the thing it names, and what its links lead
/// to (the source and the cue of a claim), in reading order.
fn kin(document: &Document, selection: &Selection) -> Vec<Rc<Annotation>> {
    let [id] = selection.annotations() else { return Vec::new() };
    let links = document.relations.values().filter(|relation| relation.from == *id);
    let mut all: Vec<Rc<Annotation>> =
        links.filter_map(|relation| document.annotations.get(&relation.to)).cloned().collect();
    if let Some(entity) = document.annotations.get(id).and_then(|annotation| annotation.entity) {
        all.extend(document.annotations.values().filter(|a| a.entity == Some(entity) && a.id != *id).cloned());
    }
    all.sort_by(|one, other| one.reading_order(other));
    all
}

fn count(counts: &mut Table<LabelId, u32>, label: &LabelId, by: i32) {
    let number = counts.get(label).copied().unwrap_or(0).saturating_add_signed(by);
    counts.insert(label.clone(), number);
}

/// Where a selection lies.
fn spots(selection: &Selection, document: &Document) -> Vec<TextRange> {
    match selection {
        Selection::Words(of, ranges) if *of == document.id => ranges.clone(),
        Selection::Annotations(of, ids) if *of == document.id => {
            ids.iter().filter_map(|id| document.annotations.get(id)).flat_map(|a| a.span.fragments()).collect()
        }
        _ => Vec::new(),
    }
}
