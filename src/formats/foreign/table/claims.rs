//! The table of claims: one row for each, with the words of who says it. What it says stands in the other tables as well;
//! it is for people and for programs that want claims alone, and is not read back.

use super::cells::Rows;
use super::write::{TableWriter, doubt, hull, pairs, words};
use crate::model::claim::slot;
use crate::model::{Annotation, AttributeName, Claim, Document, Unit};

/// What stands between the words of several in one cell.
const BETWEEN: &str = " | ";

/// The rows of a document.
pub(super) fn claims(writer: &TableWriter, document: &Document, rows: &mut Rows) {
    let project = &writer.setting.project;
    for claim in Claim::all(document, &project.schema) {
        let annotation = claim.annotation;
        let all = |kind: &str| join(claim.slot(kind).map(|one| words(document, one)));
        let place = |one: Option<&Annotation>| {
            let place = one.map(|one| hull(document, one, Unit::CodePoint));
            place.map_or_else(Default::default, |(start, end)| (start.to_string(), end.to_string()))
        };
        let of_sources = |say: &dyn Fn(&crate::model::Entity) -> String| {
            let things = claim.sources().filter_map(|source| source.entity).filter_map(|id| project.entities.get(&id));
            join(things.map(|thing| say(thing)).filter(|said| !said.is_empty()))
        };
        let value = |name: &str| {
            let values = annotation.attributes.get(&AttributeName::from(name));
            values.map_or_else(String::new, |values| join(values.iter().map(ToString::to_string)))
        };
        let stances =
            claim.slots().filter(|(kind, _)| kind.id.as_str() == slot::EVIDENCE).flat_map(|(_, filled)| filled);
        let stances = stances.map(|one| {
            let said = one.relation.attributes.get(&AttributeName::from(slot::STANCE));
            said.map_or_else(String::new, |values| join(values.iter().map(ToString::to_string)))
        });
        let (start, end) = place(Some(annotation));
        rows.cells([document.id.as_str(), &document.meta.title, &writer.annotator(document)]);
        rows.cells([&*annotation.id.to_string(), &writer.called.name(&annotation.label), &words(document, annotation)]);
        rows.cells([&*start, &end, &all(slot::SOURCE)]);
        let (start, end) = place(claim.sources().next().map(|source| &**source));
        rows.cells([&*start, &end, &of_sources(&|thing| thing.name.to_string())]);
        rows.cell(&of_sources(&|thing| thing.link.as_ref().map_or_else(String::new, ToString::to_string)));
        rows.cell(claim.nobody().unwrap_or_default()).cell(&all(slot::CUE));
        let (start, end) = place(claim.cue().map(|cue| &**cue));
        rows.cells([&*start, &end, &all(slot::ADDRESSEE), &all(slot::OBJECT), &all(slot::EVIDENCE), &join(stances)]);
        rows.cell(&value(slot::QUOTE_TYPE)).cell(&value(slot::CHECK_WORTHY)).cell(&pairs(&annotation.attributes));
        rows.cell(&annotation.note).cell(&doubt(annotation.doubt.as_ref())).end();
    }
}

fn join(all: impl Iterator<Item = String>) -> String {
    all.collect::<Vec<_>>().join(BETWEEN)
}
