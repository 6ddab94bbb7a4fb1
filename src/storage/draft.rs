//! A label schema under change, as it waits on disk until it is kept or let go: what it began with, what it is by now, and what
//! becomes of what is annotated. Of two tabs the later one is right.

use std::rc::Rc;

use super::{Key, Write, seal};
use crate::edit::reshape::{Holder, Move, Reshape};
use crate::formats::json::{self, objects, to_json};
use crate::formats::native::object::SchemaObject;
use crate::formats::native::{schema_from, schema_object};
use crate::model::{AttributeName, KindId, LabelId, Schema};

objects! {
    /// A schema under change, on disk; of one that is kept or let go nothing but when that was.
    DraftRecord {
        /// When it was written: milliseconds.
        at: u64,
        /// The schema it began with.
        base: Option<SchemaObject>,
        /// What it is by now.
        next: Option<SchemaObject>,
        /// What becomes of annotations, relations and values, in order.
        moves: Vec<MoveObject>,
    }

    /// A move.
    MoveObject as brief {
        /// `label`, `gone`, `kind`, `kind-gone`, `value` or `said`.
        kind: String,
        /// The label, kind or attribute, or the value.
        from: String,
        /// What it becomes.
        to: Option<String>,
        /// What an attribute hangs on: `label/…`, `kind/…`, `document`.
        of: Option<String>,
        /// The attribute, where a value is meant; what else has to be said.
        name: Option<String>,
        /// What an annotation has to say of that.
        only: Option<String>,
    }
}

/// A schema under change.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptDraft {
    /// What it began with.
    pub base: Schema,
    /// What it is by now.
    pub reshape: Reshape,
}

/// The write of a schema under change, or of there being none any more.
#[must_use]
pub fn draft_write(at: i64, draft: Option<(&Schema, &Reshape)>) -> Write {
    let record = DraftRecord {
        at: u64::try_from(at).unwrap_or(0),
        base: draft.map(|(base, _)| schema_object(base)),
        next: draft.map(|(_, reshape)| schema_object(&reshape.next)),
        moves: draft.map_or_else(Vec::new, |(_, reshape)| reshape.moves.iter().map(move_object).collect()),
    };
    Write::put(Key::Draft, seal::seal(&to_json(&record)))
}

/// A schema under change from its value, with when it was written; `None` when it does not read.
#[must_use]
pub fn draft_of(value: &str) -> Option<(u64, Option<KeptDraft>)> {
    let record: DraftRecord = json::parse(value).ok().filter(|_| seal::is_whole(value))?;
    let (Some(base), Some(next)) = (&record.base, &record.next) else { return Some((record.at, None)) };
    let moves = record.moves.iter().map(move_from).collect::<Option<Vec<_>>>()?;
    let draft = KeptDraft { base: schema_from(base)?, reshape: Reshape { next: schema_from(next)?, moves } };
    Some((record.at, Some(draft)))
}

fn holder_name(holder: &Holder) -> String {
    match holder {
        Holder::Label(id) => format!("label/{id}"),
        Holder::Kind(id) => format!("kind/{id}"),
        Holder::Document => "document".to_owned(),
    }
}

fn holder_from(name: &str) -> Option<Holder> {
    Some(match name.split_once('/') {
        Some(("label", id)) => Holder::Label(LabelId::from(id)),
        Some(("kind", id)) => Holder::Kind(KindId::from(id)),
        None if name == "document" => Holder::Document,
        _ => return None,
    })
}

fn move_object(step: &Move) -> MoveObject {
    let plain = |kind: &str, from: &str, to: Option<String>| MoveObject {
        kind: kind.to_owned(),
        from: from.to_owned(),
        to,
        ..MoveObject::default()
    };
    match step {
        Move::Label { from, to, only } => MoveObject {
            name: only.as_ref().map(|(name, _)| name.to_string()),
            only: only.as_ref().map(|(_, value)| value.to_string()),
            ..plain("label", from.as_str(), Some(to.to_string()))
        },
        Move::Gone(label) => plain("gone", label.as_str(), None),
        Move::Kind { from, to } => plain("kind", from.as_str(), Some(to.to_string())),
        Move::KindGone(kind) => plain("kind-gone", kind.as_str(), None),
        Move::Value { of, name, from, to } => MoveObject {
            of: Some(holder_name(of)),
            name: Some(name.to_string()),
            ..plain("value", from, to.as_ref().map(ToString::to_string))
        },
        Move::Said { of, from, to } => MoveObject {
            of: Some(holder_name(of)),
            ..plain("said", from.as_str(), to.as_ref().map(ToString::to_string))
        },
    }
}

fn move_from(object: &MoveObject) -> Option<Move> {
    let MoveObject { kind, from, to, of, name, only } = object;
    let (from, to, of) = (from.as_str(), to.as_deref(), of.as_deref().and_then(holder_from));
    let name = name.as_deref().map(AttributeName::from);
    Some(match kind.as_str() {
        "label" => Move::Label {
            from: LabelId::from(from),
            to: LabelId::from(to?),
            only: name.zip(only.as_deref().map(Rc::from)),
        },
        "gone" => Move::Gone(LabelId::from(from)),
        "kind" => Move::Kind { from: KindId::from(from), to: KindId::from(to?) },
        "kind-gone" => Move::KindGone(KindId::from(from)),
        "value" => Move::Value { of: of?, name: name?, from: Rc::from(from), to: to.map(Rc::from) },
        "said" => Move::Said { of: of?, from: AttributeName::from(from), to: to.map(AttributeName::from) },
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::news_schema::news;

    #[test]
    fn what_was_written_reads_back() {
        let mut reshape = Reshape::of(&news());
        let (person, claim) = (LabelId::from("person"), LabelId::from("claim"));
        assert!(reshape.rename_label(&person, &LabelId::from("human")));
        let split = (**reshape.next.label(&claim).expect("it is there")).clone();
        let split = crate::model::Label { id: LabelId::from("quote"), key: None, ..split };
        assert!(reshape.split_label(&claim, (&AttributeName::from("quote_type"), "direct"), split));
        assert!(reshape.remove_label(&LabelId::from("law"), true));
        assert!(reshape.rename_kind(&KindId::from("source"), &KindId::from("by")));
        assert!(reshape.remove_kind(&KindId::from("evidence")));
        let holders = [Holder::Label(claim), Holder::Kind(KindId::from("a/b")), Holder::Document];
        for of in holders {
            reshape.move_value(&of, &AttributeName::from("n"), "a", Some("b"));
            reshape.move_value(&of, &AttributeName::from("n"), "a", None);
            reshape.moves.push(Move::Said { of: of.clone(), from: AttributeName::from("n"), to: None });
            reshape.moves.push(Move::Said { of, from: "n".into(), to: Some("m".into()) });
        }
        let written = draft_write(5, Some((&news(), &reshape)));
        let value = written.value.expect("it is written");
        assert_eq!(draft_of(&value), Some((5, Some(KeptDraft { base: news(), reshape }))));
        assert_eq!(draft_of(&value.replace("human", "woman")), None, "what was spoiled does not pass");
        let gone = draft_write(7, None).value.expect("it is written");
        assert_eq!(draft_of(&gone), Some((7, None)));
    }
}
