//! The JSON Schema that the repository publishes, and what it says of an export.

use jsonschema::Validator;
use serde_json::Value;

/// The published schema as it stands in the repository.
pub(crate) const SOURCE: &str = include_str!("../../docs/native.schema.json");

/// The schema, ready to judge lines.
pub(crate) struct Published(Validator);

impl Published {
    pub(crate) fn new() -> Self {
        let schema = serde_json::from_str(SOURCE).expect("the published schema is JSON");
        Self(jsonschema::draft202012::new(&schema).expect("the published schema is a JSON Schema 2020-12"))
    }

    /// What is wrong with a line; empty for nothing.
    pub(crate) fn complaints(&self, line: &Value) -> Vec<String> {
        self.0.iter_errors(line).map(|error| format!("{}: {error}", error.instance_path())).collect()
    }

    /// Every line of an export is as the schema says.
    pub(crate) fn holds(&self, export: &str) {
        for line in export.lines() {
            let value: Value = serde_json::from_str(line).expect("a line of an export is JSON");
            assert_eq!(self.complaints(&value), Vec::<String>::new(), "{line}");
        }
    }
}
