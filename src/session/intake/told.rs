//! What the workshop tells of an article, as the draft it is, and what is told of all of them.

use std::rc::Rc;

use super::Intake;
use crate::formats::Issue;
use crate::intake::draft::{Draft, Encoded, Fate, Piece, Why};
use crate::model::{BlockKind, Meta, TextRange};
use crate::workshop::message::{TakenDraft, TakenMeta, TakenPiece};

impl Intake {
    /// Tells of something that is to be read before anything is added.
    pub fn warn(&mut self, issue: Issue) {
        self.plain = false;
        self.told_of.push((0, 0));
        self.told.push(issue);
    }
}

/// The draft. Pieces that do not lie on the text, or not behind each other, are dropped: what a message says is not relied upon.
#[must_use]
pub fn draft_of(told: TakenDraft) -> Draft {
    let mut end = 0;
    let mut pieces = Vec::with_capacity(told.pieces.len());
    for piece in &told.pieces {
        let Some(piece) = piece_of(piece, &told.text).filter(|piece| piece.range.start() >= end) else { continue };
        end = piece.range.end();
        pieces.push(piece);
    }
    Draft {
        file: Rc::from(told.file),
        part: told.part,
        line: told.line,
        id: Rc::from(told.id),
        verbatim: told.verbatim,
        pieces,
        meta: meta_of(told.meta),
        encoded: Encoded {
            name: Rc::from(told.encoding),
            doubt: told.doubt,
            others: told.others.into_iter().map(Rc::from).collect(),
        },
        surrogates: told.surrogates,
        text: told.text,
    }
}

fn piece_of(told: &TakenPiece, text: &str) -> Option<Piece> {
    let range = TextRange::new(told.start, told.end)?;
    range.of(text)?;
    let level = told.level.and_then(|level| u8::try_from(level).ok());
    let fate = Fate::ALL.into_iter().find(|(_, name)| *name == told.fate).map_or(Fate::Body, |(fate, _)| fate);
    let why = told
        .why
        .as_deref()
        .map(|why| Why::ALL.into_iter().find(|(_, name)| *name == why).map_or(Why::Other, |(why, _)| why));
    Some(Piece { range, kind: BlockKind::parse(&told.kind, level).unwrap_or(BlockKind::Other), fate, why })
}

fn meta_of(told: TakenMeta) -> Meta {
    let field = |value: Option<String>| value.filter(|value| !value.trim().is_empty()).map(Rc::from);
    let mut extra = Vec::new();
    let mut rest = told.extra.into_iter();
    while let Some((name, value)) = rest.next().zip(rest.next()) {
        extra.push((Rc::from(name), Rc::from(value)));
    }
    Meta {
        title: Rc::from(told.title),
        byline: field(told.byline),
        published: field(told.published),
        source_url: field(told.source_url),
        site: field(told.site),
        retrieved: field(told.retrieved),
        license: field(told.license),
        language: field(told.language),
        extra,
        ..Meta::default()
    }
}
