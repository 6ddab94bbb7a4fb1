//! A label schema in a file of its own: one object, the same keys as in the first line of an article file. It is read
//! whole or not at all: half a schema would make something else of what is annotated.

use super::object::{AttributeObject, SchemaObject};
use super::{SCHEMA_FORMAT, VERSION, schema_from, schema_object};
use crate::formats::json::{self, Wrong, objects, to_json};
use crate::formats::{Issue, Problem, TextFile};
use crate::model::schema_check::{Finding, Flaw, Part, Place, check};
use crate::model::{PaletteIndex, Schema};

objects! {
    /// A file with a schema.
    SchemaFile {
        /// Always `article-annotations-schema`.
        format: String,
        /// `major.minor`.
        version: String,
        /// The schema, in full.
        schema: SchemaObject,
    }
}

/// Largest file that is read, in bytes.
const LIMIT: usize = 5_000_000;

/// Whether a text says of itself that it is such a file, by the first key of its object.
#[must_use]
pub fn is_schema_file(text: &str) -> bool {
    let head = text.trim_start_matches('\u{feff}').trim_start().strip_prefix('{').map(str::trim_start);
    let value = head.and_then(|head| head.strip_prefix("\"format\"")).map(str::trim_start);
    let value = value.and_then(|value| value.strip_prefix(':')).map(str::trim_start);
    value.and_then(|value| value.strip_prefix('"')).is_some_and(|value| value.starts_with(SCHEMA_FORMAT))
}

/// Writes a schema.
#[must_use]
pub fn write_schema(schema: &Schema) -> TextFile {
    let file =
        SchemaFile { format: SCHEMA_FORMAT.to_owned(), version: VERSION.to_owned(), schema: schema_object(schema) };
    let plain = |c: char| if c.is_ascii_alphanumeric() || c == '-' { c } else { '-' };
    let id: String = schema.id.chars().take(40).map(plain).collect();
    TextFile { name: format!("manicule-schema-{id}-{}.json", schema.version), text: to_json(&file) + "\n" }
}

/// Reads a schema; else everything that is wrong with it. `file` is its name, for the report.
///
/// # Errors
/// What has to be mended before it can be read; one issue for each.
pub fn read_schema(file: &str, text: &str) -> Result<Schema, Vec<Issue>> {
    let issue = |problem| Issue { file: file.to_owned(), line: 0, path: String::new(), problem };
    if text.len() > LIMIT {
        return Err(vec![issue(Problem::TooLarge { limit: LIMIT })]);
    }
    let read: SchemaFile = json::parse(text.trim_start_matches('\u{feff}')).map_err(|wrong| {
        vec![issue(match wrong {
            Wrong::Syntax(column, detail) => Problem::Malformed { column, detail },
            Wrong::Shape(path, expected) => Problem::Shape { path, expected },
        })]
    })?;
    if read.format != SCHEMA_FORMAT || read.version.split('.').next() != Some("1") {
        return Err(vec![issue(Problem::Foreign { found: format!("{} {}", read.format, read.version) })]);
    }
    schema_of(file, read.schema)
}

/// The schema that an object of a file describes; else everything that is wrong with it.
///
/// # Errors
/// What has to be mended before it can be worked with; one issue for each.
pub fn schema_of(file: &str, object: SchemaObject) -> Result<Schema, Vec<Issue>> {
    let issue = |problem| Issue { file: file.to_owned(), line: 0, path: String::new(), problem };
    let object = SchemaObject { full: true, ..object };
    let mut findings = foreign(&object);
    let Some(schema) = schema_from(&object) else { return Err(vec![issue(Problem::Empty)]) };
    findings.extend(check(&schema));
    if findings.is_empty() {
        Ok(schema)
    } else {
        Err(findings.into_iter().map(|f| issue(Problem::Schema(f))).collect())
    }
}

/// Values that a schema of ours cannot have, and that reading would make something else of.
fn foreign(object: &SchemaObject) -> Vec<Finding> {
    let mut found = Vec::new();
    for (label, number) in object.labels.iter().zip(1..) {
        let place = Place::Label(number, label.name.as_str().into());
        let mut tell = |part: Part, value: &str| {
            let flaw = Flaw::Foreign(part, value.into());
            found.push(Finding { place: place.clone(), attribute: None, flaw });
        };
        if super::schema_object::kind_from(&label.kind).is_none() {
            tell(Part::Kind, &label.kind);
        }
        if super::schema_object::snap_from(&label.snap).is_none() {
            tell(Part::Snap, &label.snap);
        }
        if PaletteIndex::new(label.color).is_none() {
            tell(Part::Color, &label.color.to_string());
        }
        if let Some(key) = label.key.as_deref().filter(|key| key.chars().count() != 1) {
            tell(Part::Key, key);
        }
        foreign_kinds(&label.attributes, &place, &mut found);
    }
    for (kind, number) in object.relations.iter().zip(1..) {
        foreign_kinds(&kind.attributes, &Place::Relation(number, kind.name.as_str().into()), &mut found);
    }
    foreign_kinds(&object.document, &Place::Document, &mut found);
    found
}

fn foreign_kinds(attributes: &[AttributeObject], place: &Place, found: &mut Vec<Finding>) {
    for attribute in attributes {
        let scale = attribute.kind == "scale" && attribute.max.is_none_or(|max| !(1..=255).contains(&max));
        let flaw = if super::schema_object::is_kind(&attribute.kind) {
            scale.then(|| Flaw::Bounds(1, attribute.max.unwrap_or(0)))
        } else {
            Some(Flaw::Foreign(Part::Kind, attribute.kind.as_str().into()))
        };
        let attribute = Some(attribute.title.as_str().into());
        found.extend(flaw.map(|flaw| Finding { place: place.clone(), attribute, flaw }));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::ready_schemas::ready;

    fn problems(text: &str) -> Vec<Problem> {
        read_schema("s.json", text).expect_err("it is bad").into_iter().map(|issue| issue.problem).collect()
    }

    #[test]
    fn what_is_written_reads_back() {
        for schema in ready() {
            let file = write_schema(&schema);
            assert!(is_schema_file(&file.text), "{}", file.text);
            assert_eq!(read_schema(&file.name, &file.text), Ok(schema));
        }
        assert!(!is_schema_file("{\"format\":\"article-annotations\",\"version\":\"1.0\"}"));
        assert!(is_schema_file("\u{feff} { \"format\" : \"article-annotations-schema\" }"));
    }

    #[test]
    fn nothing_bad_is_read() {
        let good = write_schema(&ready()[0]).text;
        assert!(matches!(problems("{"), _ if matches!(problems("{")[0], Problem::Malformed { .. })));
        assert!(matches!(problems("[]")[0], Problem::Shape { .. }));
        assert!(matches!(problems("{\"format\":\"x\"}")[0], Problem::Foreign { .. }));
        let spoiled = |from: &str, to: &str| {
            assert!(good.contains(from), "{from}");
            match problems(&good.replacen(from, to, 1)).swap_remove(0) {
                Problem::Schema(finding) => (finding.place, finding.flaw),
                other => panic!("{other:?}"),
            }
        };
        let person = |flaw| (Place::Label(1, "Person".into()), flaw);
        assert_eq!(
            spoiled("\"kind\":\"entity\"", "\"kind\":\"thing\""),
            person(Flaw::Foreign(Part::Kind, "thing".into()))
        );
        assert_eq!(
            spoiled("\"snap\":\"words\"", "\"snap\":\"lines\""),
            person(Flaw::Foreign(Part::Snap, "lines".into()))
        );
        assert_eq!(spoiled("\"color\":0", "\"color\":16"), person(Flaw::Foreign(Part::Color, "16".into())));
        assert_eq!(spoiled("\"key\":\"1\"", "\"key\":\"F1\""), person(Flaw::Foreign(Part::Key, "F1".into())));
        let claim = |flaw| (Place::Label(10, "Claim".into()), flaw);
        assert_eq!(
            spoiled("\"kind\":\"scale\"", "\"kind\":\"stars\""),
            claim(Flaw::Foreign(Part::Kind, "stars".into()))
        );
        assert_eq!(spoiled("\"max\":3", "\"max\":900"), claim(Flaw::Bounds(1, 900)));
        assert_eq!(
            spoiled("\"name\":\"Place\"", "\"name\":\"Person\""),
            (Place::Label(3, "Person".into()), Flaw::SameName("Person".into()))
        );
    }
}
