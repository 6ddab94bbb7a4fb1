//! Web pages, and pieces of them, to drafts: what is seen of a page, what of that is the article, and what is known of it.
//!
//! `parse` makes boxes and lines of tags and characters, in one pass and without a tree; `survey` says what is known of each
//! box, `choose` which of them is the article, `head` and `judge` what becomes of each line, `meta` what is known of the
//! whole. Everything takes time in proportion to the page, and nothing calls itself: depth costs nothing.
//!
//! What is not shown never comes in (scripts, styles, templates, what stands in for a film); what is hidden by a rule that
//! is seen (`hidden`, `aria-hidden`, `display: none`), and the page's frame, comes in as a piece that is out, so that a
//! person can turn it over. White space collapses as a browser shows it; a space that does not break stays one; soft hyphens
//! go. One line break is a line break, but a space where a sentence runs over it; two begin another paragraph.
//! Must not be named by the page: it runs in the workshop. Start at [`read`].

mod choose;
mod found;
mod head;
mod hints;
mod judge;
mod lines;
mod linked;
mod meta;
mod open;
mod parse;
mod rows;
mod survey;
mod tags;
mod words;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::draft::{Draft, Fate, Piece, Why};
use crate::model::{BlockKind, TextRange};

/// What was thought of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Judged {
    fate: Fate,
    kind: BlockKind,
    why: Option<Why>,
}

impl Judged {
    const fn body(kind: BlockKind) -> Self {
        Self { fate: Fate::Body, kind, why: None }
    }

    const fn furniture(kind: BlockKind, why: Why) -> Self {
        Self { fate: Fate::Furniture, kind, why: Some(why) }
    }

    const fn out(why: Why) -> Self {
        Self { fate: Fate::Out, kind: BlockKind::Other, why: Some(why) }
    }
}

/// Reads a page, or a piece of one as the clipboard has it. Of a piece everything that is seen is the article. Where no
/// running text is found, everything is the article that is in no zone of the page.
#[must_use]
pub fn read(text: &str) -> Draft {
    let page = parse::page(text);
    let linked = linked::article(&page.found.linked);
    let titles = meta::titles(&page.found, &linked);
    let rows = rows::rows(&page, &titles);
    let survey = survey::survey(&page, &rows);
    let judged = if page.is_fragment {
        fragment(&survey, &rows)
    } else {
        let authors = meta::authors(&page.found, &linked);
        let body = linked.body.as_deref().map(words::plain);
        let chosen = choose::choose(&survey, &rows, body.as_deref());
        let sight = head::Sight { survey: &survey, rows: &rows, chosen: &chosen, titles: &titles, authors: &authors };
        let judged = judge::judge(&sight);
        if judged.iter().any(|judged| judged.fate == Fate::Body) { judged } else { everything(&survey, &rows) }
    };
    let mut draft = Draft::default();
    for (row, judged) in rows.iter().zip(judged) {
        add(&mut draft, &row.text, judged);
    }
    draft.meta = meta::meta(&page.found, &linked, &draft);
    draft
}

fn add(draft: &mut Draft, words: &str, judged: Judged) {
    if !draft.text.is_empty() {
        draft.text.push('\n');
    }
    let start = draft.text.len();
    draft.text.push_str(words);
    let ends = u32::try_from(start).ok().zip(u32::try_from(draft.text.len()).ok());
    match ends.and_then(|(start, end)| TextRange::new(start, end)) {
        Some(range) => draft.pieces.push(Piece { range, kind: judged.kind, fate: judged.fate, why: judged.why }),
        None => draft.text.truncate(start),
    }
}

/// Of a piece of a page everything is the article; a heading of the first level that comes first is its headline.
fn fragment(survey: &survey::Survey, rows: &[rows::Row]) -> Vec<Judged> {
    let one = |(at, row): (usize, &rows::Row)| {
        let of = survey.boxes[row.inside as usize];
        match (of.zone, of.kind) {
            (Some(Why::Hidden), _) => Judged::out(Why::Hidden),
            _ if row.of_table => Judged::body(BlockKind::Other),
            (_, BlockKind::Heading(1)) => {
                Judged::body(if at == 0 { BlockKind::Headline } else { BlockKind::Heading(1) })
            }
            (_, kind) => Judged::body(kind),
        }
    };
    rows.iter().enumerate().map(one).collect()
}

fn everything(survey: &survey::Survey, rows: &[rows::Row]) -> Vec<Judged> {
    let of = |row: &rows::Row| survey.boxes[row.inside as usize];
    let zoned = rows.iter().all(|row| of(row).zone.is_some());
    let one = |row: &rows::Row| match of(row).zone {
        Some(why) if !zoned || why == Why::Hidden => Judged::out(why),
        _ => Judged::body(of(row).kind),
    };
    rows.iter().map(one).collect()
}

/// The words of a text that may have tags and references to characters in it, its white space in order.
fn plain_words(text: &str) -> String {
    if !text.contains(['<', '&']) {
        return text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let mut words = String::new();
    let emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<std::convert::Infallible> {
        if let CallbackEvent::String { value } = event {
            words.push_str(&String::from_utf8_lossy(value));
            words.push(' ');
        }
        None
    });
    let Ok(()) = Tokenizer::new_with_emitter(text, emitter).finish();
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
