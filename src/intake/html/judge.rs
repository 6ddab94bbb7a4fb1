//! What becomes of each line: structure and zones first, then what its words are.

use super::Judged;
use super::head::{self, Head, Sight};
use super::hints;
use super::words;
use crate::intake::draft::{Fate, Why};
use crate::model::BlockKind;

/// Judges all lines of a page.
pub(super) fn judge(sight: &Sight<'_>) -> Vec<Judged> {
    let head = head::head(sight);
    let count = sight.rows.len();
    let good = |at: &usize| sight.is_inside(*at) && sight.of(*at).zone.is_none() && sight.survey.told[*at].is_good();
    let last = (0..count).rev().find(good).unwrap_or(0);
    let start = head.headline.map_or(head.first, |headline| headline.min(head.first));
    let mut judged: Vec<Judged> = (0..count)
        .map(|at| {
            if sight.of(at).zone == Some(Why::Hidden) {
                Judged::out(Why::Hidden)
            } else if head.headline == Some(at) {
                Judged::body(BlockKind::Headline)
            } else if at < start {
                head::before(sight, &head, at)
            } else if at < head.first {
                head::between(sight, &head, at)
            } else if sight.is_inside(at) {
                body(sight, &head, at, last)
            } else {
                beyond(sight, at)
            }
        })
        .collect();
    lists_of_links(sight, &head, &mut judged);
    repeated(sight, &head, &mut judged);
    dead_headings(sight, &mut judged);
    judged
}

/// The kind of a line of the article.
pub(super) fn kind(sight: &Sight<'_>, at: usize) -> BlockKind {
    let (of, told) = (sight.of(at), &sight.survey.told[at]);
    if sight.rows[at].of_table {
        return BlockKind::Other;
    }
    if of.kind == BlockKind::Paragraph && told.hints & hints::CAPTION != 0 {
        return BlockKind::Caption;
    }
    match of.kind {
        // The title of the page is the only headline.
        BlockKind::Heading(1) => BlockKind::Heading(2),
        kind => kind,
    }
}

/// A line of the box that was chosen.
fn body(sight: &Sight<'_>, head: &Head, at: usize, last: usize) -> Judged {
    let (of, told) = (sight.of(at), &sight.survey.told[at]);
    let text = told.plain.as_str();
    let says = |hint| told.hints & hint != 0;
    if let Some(why) = of.zone {
        return Judged::out(why);
    }
    if let Some(why) = words::label(text).filter(|_| !told.is_good()) {
        return Judged::out(why);
    }
    let short = told.weight <= 160;
    if says(hints::MORE)
        || (words::leads_on(text) && (told.links >= 400 || (short && sight.rows[at].text.contains(':'))))
    {
        return Judged::furniture(BlockKind::Paragraph, Why::Related);
    }
    if words::reading_time(text) || says(hints::READING_TIME) {
        return Judged::furniture(BlockKind::Other, Why::ReadingTime);
    }
    if told.weight <= 60
        && (says(hints::DATE) || words::date_in(text) == Some(true))
        && !sight.rows[at].of_table
        && kind(sight, at) != BlockKind::ListItem
    {
        return Judged::furniture(BlockKind::Dateline, Why::Date);
    }
    if short && words::names_source(text) && !matches!(of.kind, BlockKind::Heading(_)) {
        return Judged::furniture(BlockKind::Paragraph, Why::Source);
    }
    if short
        && (says(hints::CREDIT) || words::names_credit(text))
        && of.kind != BlockKind::Caption
        && !says(hints::CAPTION)
    {
        return Judged::furniture(BlockKind::Caption, Why::Credit);
    }
    if short && words::says_rights(text) {
        return if at > last { Judged::out(Why::Footer) } else { Judged::furniture(BlockKind::Other, Why::Footer) };
    }
    if short && matches!(of.kind, BlockKind::Heading(_)) && words::asks_to_subscribe(text) {
        return Judged::out(Why::Subscribe);
    }
    if head.headline.is_some_and(|headline| sight.survey.told[headline].plain == *text) {
        return Judged::furniture(BlockKind::Other, Why::Repeated);
    }
    if says(hints::BIO) {
        return Judged::furniture(BlockKind::Paragraph, Why::Other);
    }
    if says(hints::BYLINE) && told.weight <= 100 {
        return Judged::body(BlockKind::Byline);
    }
    if told.is_linked() && !matches!(of.kind, BlockKind::Heading(_)) && !sight.rows[at].of_table {
        if at > last {
            return Judged::out(Why::Related);
        }
        if of.kind != BlockKind::ListItem && of.kind != BlockKind::Caption {
            return Judged::furniture(BlockKind::Paragraph, Why::Related);
        }
    }
    if of.aside && of.kind != BlockKind::Quote {
        return Judged::furniture(kind(sight, at), Why::Other);
    }
    Judged::body(kind(sight, at))
}

/// A line behind the box that was chosen.
fn beyond(sight: &Sight<'_>, at: usize) -> Judged {
    let (of, told) = (sight.of(at), &sight.survey.told[at]);
    if let Some(why) = of.zone {
        return Judged::out(why);
    }
    if told.hints & hints::BIO != 0 && !told.is_linked() {
        return Judged::furniture(BlockKind::Paragraph, Why::Other);
    }
    let inside = sight.rows[at].inside as usize;
    let text = told.plain.as_str();
    if words::says_rights(text) {
        return Judged::out(Why::Footer);
    }
    let plain = told.links < 300 && told.weight >= 25 && !words::leads_on(text) && !words::asks_to_subscribe(text);
    let beside = of.parent == sight.survey.boxes[sight.chosen.body as usize].parent && of.name == super::tags::P;
    if plain && beside {
        let kind = kind(sight, at);
        return if words::names_source(text) { Judged::furniture(kind, Why::Source) } else { Judged::body(kind) };
    }
    if sight.chosen.frame != 0
        && sight.chosen.framed[inside]
        && plain
        && !matches!(of.kind, BlockKind::Heading(_) | BlockKind::ListItem)
    {
        return Judged::furniture(BlockKind::Paragraph, Why::Other);
    }
    Judged::out(if told.is_linked() { Why::Related } else { Why::Other })
}

/// Lists of which every item is a link, and links that follow each other, lead away.
fn lists_of_links(sight: &Sight<'_>, head: &Head, judged: &mut [Judged]) {
    let count = judged.len();
    let is_link = |at: usize| sight.survey.told[at].is_linked() && !sight.rows[at].of_table;
    for at in head.first..count {
        if judged[at].fate == Fate::Out || head.headline == Some(at) {
            continue;
        }
        let list = sight.survey.boxes[sight.of(at).list as usize];
        let all = sight.of(at).list != 0 && list.lines == list.linked && list.lines >= 2;
        let run = is_link(at) && ((at > 0 && is_link(at - 1)) || (at + 1 < count && is_link(at + 1)));
        if all || (run && sight.of(at).kind != BlockKind::Caption) {
            judged[at] = Judged::out(Why::Related);
        }
    }
}

/// Quotations set apart that repeat the text.
fn repeated(sight: &Sight<'_>, head: &Head, judged: &mut [Judged]) {
    let is_pulled = |at: usize| {
        let (of, told) = (sight.of(at), &sight.survey.told[at]);
        of.aside || of.kind == BlockKind::Quote || told.hints & hints::PULLED != 0
    };
    let (mut looked, count) = (0, judged.len());
    for at in head.first..count {
        let told = &sight.survey.told[at];
        if judged[at].fate == Fate::Out || !is_pulled(at) || told.weight < 15 || looked == 20 {
            continue;
        }
        looked += 1;
        let says_it = |other: usize| {
            other != at
                && judged[other].fate == Fate::Body
                && !is_pulled(other)
                && sight.survey.told[other].plain.contains(told.plain.as_str())
        };
        if (head.first..count).any(says_it) {
            judged[at] = Judged::furniture(BlockKind::Quote, Why::Repeated);
        }
    }
}

/// A heading above nothing that is kept goes with what was below it.
fn dead_headings(sight: &Sight<'_>, judged: &mut [Judged]) {
    // What comes next: the end, a heading, something kept, or something that is out.
    let mut next: Option<Why> = None;
    let mut alive = false;
    for at in (0..judged.len()).rev() {
        let heading = matches!(judged[at].kind, BlockKind::Heading(_)) && judged[at].fate == Fate::Body;
        if heading {
            let leads = words::leads_on(&sight.survey.told[at].plain);
            if !alive && (next.is_some() || leads) {
                judged[at] = Judged::out(next.unwrap_or(Why::Related));
            }
            // Above one that stands, another may stand.
            alive = judged[at].fate != Fate::Out;
            next = if alive { None } else { judged[at].why };
        } else if judged[at].fate == Fate::Out {
            if !alive || judged[at].why != Some(Why::Advert) {
                next = judged[at].why;
            }
        } else {
            (alive, next) = (true, None);
        }
        if judged[at].kind == BlockKind::Headline {
            alive = true;
        }
    }
}
