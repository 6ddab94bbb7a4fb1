//! The head of an article: its headline, and what stands between that and the text.

use super::Judged;
use super::choose::Chosen;
use super::hints;
use super::rows::Row;
use super::survey::Survey;
use super::words;
use crate::intake::draft::{Fate, Why};
use crate::model::BlockKind;

/// What is needed to judge a line.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    pub(super) survey: &'a Survey,
    pub(super) rows: &'a [Row],
    pub(super) chosen: &'a Chosen,
    /// What may be the title, in plain words.
    pub(super) titles: &'a [String],
    /// Who wrote it, in plain words.
    pub(super) authors: &'a [String],
}

impl Sight<'_> {
    /// The box of a line.
    pub(super) fn of(&self, at: usize) -> &super::survey::Box {
        &self.survey.boxes[self.rows[at].inside as usize]
    }

    /// Whether a line is in the box that was chosen.
    pub(super) fn is_inside(&self, at: usize) -> bool {
        self.chosen.inside[self.rows[at].inside as usize]
    }

    /// The box around the box of a line; for a line straight in a box that box.
    fn around(&self, at: usize) -> u32 {
        let of = self.of(at);
        let holds_more = of.lines > 1;
        if holds_more { self.rows[at].inside } else { of.parent }
    }
}

/// Where the headline stands, and where the text begins.
#[derive(Clone, Copy, Debug)]
pub(super) struct Head {
    pub(super) headline: Option<usize>,
    pub(super) first: usize,
}

/// Hints of what is not the text itself.
const APART: hints::Hints = hints::BYLINE
    | hints::DATE
    | hints::DECK
    | hints::CAPTION
    | hints::BIO
    | hints::READING_TIME
    | hints::HEADLINE
    | hints::CREDIT
    | hints::TOPIC;

/// Finds the head.
pub(super) fn head(sight: &Sight<'_>) -> Head {
    let count = sight.rows.len();
    let is_text = |at: &usize| {
        let (of, told) = (sight.of(*at), &sight.survey.told[*at]);
        let text = !matches!(of.kind, BlockKind::Heading(_) | BlockKind::Caption);
        sight.is_inside(*at)
            && of.zone.is_none()
            && told.is_good()
            && text
            && told.hints & APART == 0
            && !sight.titles.contains(&told.plain)
    };
    let first = (0..count).find(is_text);
    let start = first.unwrap_or(count);
    let headline = headline(sight, start);
    // What comes before the headline is not the text yet, if some comes after it.
    let again = headline.filter(|headline| *headline > start && sight.is_title(*headline));
    let first = again.and_then(|headline| (headline..count).find(is_text)).or(first);
    Head { headline, first: first.unwrap_or(count) }
}

impl Sight<'_> {
    fn is_title(&self, at: usize) -> bool {
        self.titles.contains(&self.survey.told[at].plain)
    }
}

fn headline(sight: &Sight<'_>, first: usize) -> Option<usize> {
    let count = sight.rows.len();
    let seen = |at: &usize| {
        let zone = sight.of(*at).zone;
        zone.is_none() && sight.survey.told[*at].weight <= 400
    };
    let level = |at: usize| match sight.of(at).kind {
        BlockKind::Heading(level) => Some(level),
        _ => None,
    };
    let hinted = |at: usize| sight.survey.told[at].hints & hints::HEADLINE != 0;
    let near = (first + 3).min(count);
    let titled = |at: &usize| seen(at) && sight.is_title(*at);
    (0..count)
        .find(|at| titled(at) && (level(*at).is_some_and(|level| level <= 2) || hinted(*at)))
        .or_else(|| (0..near).rev().find(|at| seen(at) && level(*at) == Some(1) && *at <= first))
        .or_else(|| (0..near).rev().find(|at| titled(at) && !sight.survey.told[*at].is_linked()))
        .or_else(|| (0..near).rev().find(|at| seen(at) && hinted(*at)))
        .or_else(|| (0..count).find(|at| seen(at) && level(*at) == Some(1)))
        .or_else(|| {
            // The only heading before the text, at the head of it.
            let mut before =
                (0..first.min(count)).filter(|at| seen(at) && level(*at).is_some() && sight.is_inside(*at));
            before.next().filter(|_| before.next().is_none())
        })
}

/// A line before the headline: a topic stays, all else is the page's.
pub(super) fn before(sight: &Sight<'_>, head: &Head, at: usize) -> Judged {
    let (of, told) = (sight.of(at), &sight.survey.told[at]);
    let Some(headline) = head.headline.filter(|headline| *headline < at + 4) else {
        return Judged::out(of.zone.unwrap_or(Why::Navigation));
    };
    let beside = headline == at + 1 && sight.around(at) == sight.around(headline) && sight.around(at) != 0;
    let topic = told.hints & hints::TOPIC != 0 || (beside && told.weight <= 40);
    if of.zone.is_none() && topic && told.weight <= 80 {
        return Judged::furniture(BlockKind::Other, Why::Topic);
    }
    if of.zone.is_none() && told.hints & (hints::BYLINE | hints::DATE) != 0 {
        return between(sight, head, at);
    }
    Judged::out(of.zone.unwrap_or(Why::Navigation))
}

/// A line between headline and text.
pub(super) fn between(sight: &Sight<'_>, head: &Head, at: usize) -> Judged {
    let (of, told) = (sight.of(at), &sight.survey.told[at]);
    let text = told.plain.as_str();
    let says = |hint| told.hints & hint != 0;
    let (by, dated) = (says(hints::BYLINE), says(hints::DATE));
    match of.zone {
        None => {}
        Some(Why::Footer | Why::Topic | Why::Other) if by || dated => {}
        Some(why) => return Judged::out(why),
    }
    if let Some(why) = words::label(text) {
        return Judged::out(why);
    }
    if words::reading_time(text) || says(hints::READING_TIME) {
        return Judged::furniture(BlockKind::Other, Why::ReadingTime);
    }
    let date = words::date_in(text);
    let author =
        sight.authors.iter().any(|author| text.starts_with(author.as_str()) && text.len() <= author.len() + 80);
    if told.weight <= 160 && !words::says_published(text) {
        if by || author || (words::says_by(text).is_some() && !told.is_good()) {
            return Judged::body(BlockKind::Byline);
        }
        if date == Some(false) && !dated && !words::has_source(text) {
            return Judged::body(BlockKind::Byline);
        }
    }
    if told.weight <= 160 && (dated || date.is_some() || words::says_published(text)) {
        return Judged::furniture(BlockKind::Dateline, Why::Date);
    }
    if says(hints::PLACE) {
        return Judged::body(BlockKind::Dateline);
    }
    if says(hints::CREDIT) || (words::names_credit(text) && told.weight <= 100 && of.kind != BlockKind::Caption) {
        return Judged::furniture(BlockKind::Caption, Why::Credit);
    }
    if of.kind == BlockKind::Caption || says(hints::CAPTION) {
        return Judged::body(BlockKind::Caption);
    }
    if told.is_linked() {
        return linked(sight, at);
    }
    let beside = head.headline.is_some_and(|headline| sight.around(headline) == sight.around(at));
    if says(hints::DECK) || (matches!(of.kind, BlockKind::Heading(_)) && beside) {
        return Judged::body(BlockKind::Deck);
    }
    if sight.is_inside(at) {
        return inside(sight, at);
    }
    match told.weight {
        // What sums up stands close to the headline, or in the part of the page that the article is in.
        25.. if of.kind == BlockKind::Paragraph => Judged::body(BlockKind::Deck),
        _ => Judged::furniture(BlockKind::Other, Why::Other),
    }
}

fn linked(sight: &Sight<'_>, at: usize) -> Judged {
    let told = &sight.survey.told[at];
    if told.hints & hints::TOPIC != 0 {
        return Judged::furniture(BlockKind::Other, Why::Topic);
    }
    Judged::out(if sight.is_inside(at) { Why::Related } else { Why::Navigation })
}

fn inside(sight: &Sight<'_>, at: usize) -> Judged {
    let (of, told) = (sight.of(at), &sight.survey.told[at]);
    let text = of.kind != BlockKind::Paragraph || of.name == super::tags::P || told.weight >= 25;
    if text {
        let kind = super::judge::kind(sight, at);
        return Judged { fate: Fate::Body, kind, why: None };
    }
    Judged::furniture(BlockKind::Other, Why::Other)
}
