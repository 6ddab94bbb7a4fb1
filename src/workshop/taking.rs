//! Files that are read into drafts, and drafts into messages.

use std::rc::Rc;

use super::message::{TakeIn, TakenDraft, TakenIn, TakenMeta, TakenPiece, TakenRefusal};
use crate::intake::draft::{Draft, Fate, Piece, Why};
use crate::intake::reader::{Given, Reader};
use crate::intake::refusal::Refusal;
use crate::model::Meta;

/// Puts files in and reads about as much as is wanted. A file whose bytes did not come is empty.
pub(super) fn take_in(reader: &mut Reader, wanted: &TakeIn, mut bytes: impl Iterator<Item = Vec<u8>>) -> TakenIn {
    if wanted.afresh {
        *reader = Reader::default();
    }
    for file in &wanted.files {
        let bytes = bytes.next().unwrap_or_default();
        let given = Given { name: file.name.clone(), bytes, encoding: file.encoding.clone() };
        match file.part {
            Some(part) => reader.put_for(given, part),
            None => reader.put(given),
        }
    }
    let taken = reader.turn(wanted.bytes);
    TakenIn {
        drafts: taken.drafts.into_iter().map(draft).collect(),
        refused: taken.refused.iter().map(refusal).collect(),
        bytes: taken.bytes,
        more: taken.more,
    }
}

fn owned(words: Option<&Rc<str>>) -> Option<String> {
    words.map(|words| (**words).to_owned())
}

fn draft(draft: Draft) -> TakenDraft {
    TakenDraft {
        pieces: draft.pieces.iter().map(piece).collect(),
        meta: meta(&draft.meta),
        file: (*draft.file).to_owned(),
        part: draft.part,
        line: draft.line,
        id: (*draft.id).to_owned(),
        text: draft.text,
        verbatim: draft.verbatim,
        encoding: (*draft.encoded.name).to_owned(),
        doubt: draft.encoded.doubt,
        others: draft.encoded.others.iter().map(|name| (**name).to_owned()).collect(),
        surrogates: draft.surrogates,
    }
}

/// The name of a value in a list of all of them.
fn name_of<T: Copy + PartialEq>(all: &[(T, &'static str)], value: T) -> String {
    all.iter().find(|(known, _)| *known == value).map_or("", |(_, name)| name).to_owned()
}

fn piece(piece: &Piece) -> TakenPiece {
    let (kind, level) = piece.kind.as_str();
    TakenPiece {
        start: piece.range.start(),
        end: piece.range.end(),
        kind: kind.to_owned(),
        level: level.map(u32::from),
        fate: name_of(&Fate::ALL, piece.fate),
        why: piece.why.map(|why| name_of(&Why::ALL, why)),
    }
}

fn meta(meta: &Meta) -> TakenMeta {
    TakenMeta {
        title: (*meta.title).to_owned(),
        byline: owned(meta.byline.as_ref()),
        published: owned(meta.published.as_ref()),
        source_url: owned(meta.source_url.as_ref()),
        site: owned(meta.site.as_ref()),
        retrieved: owned(meta.retrieved.as_ref()),
        license: owned(meta.license.as_ref()),
        language: owned(meta.language.as_ref()),
        extra: meta.extra.iter().flat_map(|(name, value)| [(**name).to_owned(), (**value).to_owned()]).collect(),
    }
}

fn refusal(refusal: &Refusal) -> TakenRefusal {
    let (why, number, words) = refusal.why.facts();
    TakenRefusal {
        file: refusal.file.clone(),
        part: refusal.part,
        line: refusal.line,
        why: why.to_owned(),
        number,
        words,
        is_warning: refusal.why.is_warning(),
    }
}
