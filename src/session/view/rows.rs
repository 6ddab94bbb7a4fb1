//! The annotations of a view in reading order, without sorting all of them: each section knows what touches it, and how many
//! begin in it.

use std::ops::Range;
use std::rc::Rc;

use super::View;
use crate::layout::Section;
use crate::layout::sections::touched as touched_by;
use crate::model::Annotation;
use crate::model::order::{sort_and_dedup, sort_by};

impl View {
    /// The annotations that begin in some sections, in reading order; none of sections that are far from the window.
    pub fn beginning_in(&self, sections: Range<usize>) -> impl Iterator<Item = &Rc<Annotation>> {
        let over = self.over.iter().enumerate().skip(sections.start).take(sections.len());
        let near = over.filter(|(number, _)| self.near.get(*number).copied().unwrap_or(false));
        let all = near.flat_map(|(number, list)| list.iter().map(move |annotation| (number, annotation)));
        all.filter(|(number, a)| self.section_at(a.span.start()) == *number).map(|(_, annotation)| annotation)
    }

    /// All annotations in reading order, without the `first` ones. The cost of leaving some out follows the sections.
    pub fn rows(&self, first: usize) -> impl Iterator<Item = &Rc<Annotation>> {
        let (mut left, mut from) = (first, 0);
        for begin in &self.begin {
            if left < *begin as usize {
                break;
            }
            left -= *begin as usize;
            from += 1;
        }
        let sections = self.over.iter().zip(&self.begin).skip(from);
        sections.flat_map(|(list, begin)| list.iter().skip(list.len().saturating_sub(*begin as usize))).skip(left)
    }

    /// The annotations in the sections of two places, in bytes of the text, in reading order.
    #[must_use]
    pub fn at(&self, places: [u32; 2]) -> Vec<Rc<Annotation>> {
        // At the end of a section and before the next, it is looked at in both.
        let before = |at: u32| self.sections.partition_point(|section| section.range.end() < at);
        let mut numbers: Vec<usize> = places.into_iter().flat_map(|at| [before(at), self.section_at(at)]).collect();
        sort_and_dedup(&mut numbers);
        let lists = numbers.into_iter().filter_map(|number| self.over.get(number));
        let mut all: Vec<Rc<Annotation>> = lists.flat_map(|list| list.iter().cloned()).collect();
        sort_by(&mut all, |one, other| one.reading_order(other));
        all.dedup_by_key(|annotation| annotation.id);
        all
    }

    /// How many annotations stand before one in reading order.
    #[must_use]
    pub fn row_of(&self, annotation: &Annotation) -> usize {
        let home = places(&self.sections, annotation).first().copied().unwrap_or(0);
        let before: usize = self.begin.iter().take(home).map(|begin| *begin as usize).sum();
        let (Some(list), Some(begin)) = (self.over.get(home), self.begin.get(home)) else { return 0 };
        let place = list.partition_point(|other| other.reading_order(annotation).is_lt());
        before + (place + *begin as usize).saturating_sub(list.len())
    }
}

/// The sections that an annotation touches, each once. The first is where it begins, though it may hold no more of it
/// than the white space before its first block.
pub(super) fn places(sections: &[Section], annotation: &Annotation) -> Vec<usize> {
    let start = annotation.span.start();
    let home = sections.partition_point(|section| section.range.end() <= start).min(sections.len().saturating_sub(1));
    let touched = annotation.span.fragments().flat_map(|range| touched_by(sections, range));
    let mut all: Vec<usize> = std::iter::once(home).chain(touched).collect();
    all.dedup();
    all
}

/// The sections that an annotation touches, once it is counted where it begins.
pub(super) fn tallied(sections: &[Section], begin: &mut [u32], annotation: &Annotation, by: i32) -> Vec<usize> {
    let places = places(sections, annotation);
    if let Some(begin) = places.first().and_then(|home| begin.get_mut(*home)) {
        *begin = begin.saturating_add_signed(by);
    }
    places
}
