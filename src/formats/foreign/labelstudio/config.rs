//! A labelling configuration: which control marks what on which field of a task, and the labels. Only tags and attributes
//! are looked at.

use crate::formats::foreign::escaping::unescaped;
use crate::formats::foreign::loose::ForeignLabel;
use crate::formats::{Issue, Problem, TextFile};

use super::write::kind_of;

/// What a configuration tells.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Config {
    /// Things on the screen: name, tag, and the field that is shown.
    pub(super) objects: Vec<(String, String, String)>,
    /// Controls: name, tag, and the thing they are about.
    pub(super) controls: Vec<(String, String, String)>,
    /// Controls that say something of a region, not of the whole task.
    pub(super) per_region: Vec<String>,
    /// Labels and relations.
    pub(super) labels: Vec<ForeignLabel>,
}

impl Config {
    /// The field that texts are in; nothing without a configuration.
    pub(super) fn text_field(&self) -> Option<&str> {
        let is_text = |tag: &str| ["Text", "HyperText", "Paragraphs"].iter().any(|text| tag.eq_ignore_ascii_case(text));
        self.objects.iter().find(|(_, tag, _)| is_text(tag)).map(|(_, _, field)| field.as_str())
    }

    /// Whether there is a control with this name.
    pub(super) fn has_control(&self, name: &str) -> bool {
        self.controls.iter().any(|(known, _, _)| known == name)
    }
}

/// Whether a file is a labelling configuration.
pub(super) fn is_config(file: &TextFile) -> bool {
    let text = file.text.trim_start_matches('\u{feff}').trim_start();
    text.starts_with('<') && text.contains("<View") && text.contains("toName=")
}

/// Reads a configuration; what breaks it is told, what stood before is kept.
pub(super) fn read(file: &TextFile, issues: &mut Vec<Issue>) -> Config {
    let mut config = Config::default();
    let mut open: Vec<Tag> = Vec::new();
    let mut rest = file.text.as_str();
    while let Some(at) = rest.find('<') {
        rest = rest.get(at..).unwrap_or_default();
        let passed = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>"), ("<!", ">")]
            .into_iter()
            .find(|(begin, _)| rest.starts_with(begin))
            .map(|(_, end)| rest.find(end).map(|at| at + end.len()));
        let length = match passed {
            Some(length) => length,
            None => tag_end(rest),
        };
        let Some(length) = length else {
            let before = file.text.len() - rest.len();
            let line = file.text.as_bytes().iter().take(before).filter(|byte| **byte == b'\n').count() + 1;
            let problem = Problem::Malformed { column: 1, detail: "a tag is not closed".to_owned() };
            issues.push(Issue { file: file.name.clone(), line, path: String::new(), problem });
            break;
        };
        if passed.is_none() {
            let tag = rest.get(1..length - 1).unwrap_or_default();
            if let Some(name) = tag.strip_prefix('/') {
                if let Some(at) = open.iter().rposition(|tag| tag.name == name.trim()) {
                    open.truncate(at);
                }
            } else {
                let closes = tag.ends_with('/');
                let tag = Tag::of(tag.trim_end_matches('/'));
                take(&mut config, &open, &tag);
                if !closes {
                    open.push(tag);
                }
            }
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    config
}

/// Where a tag ends: after its `>`, which may stand in a quoted value before.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, byte) in text.bytes().enumerate() {
        match (quote, byte) {
            (None, b'"' | b'\'') => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            (None, b'>') => return Some(at + 1),
            _ => {}
        }
    }
    None
}

struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn of(text: &str) -> Self {
        let space = |c: char| c.is_ascii_whitespace();
        let (name, mut rest) = text.split_once(space).unwrap_or((text, ""));
        let mut attributes = Vec::new();
        while let Some((key, after)) = rest.split_once('=') {
            let after = after.trim_start_matches(space);
            let Some(quote) = after.chars().next().filter(|c| matches!(c, '"' | '\'')) else { break };
            let Some((value, next)) = after.get(1..).and_then(|value| value.split_once(quote)) else { break };
            attributes.push((key.trim().to_owned(), unescaped(value)));
            rest = next;
        }
        Self { name: name.to_owned(), attributes }
    }

    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

fn take(config: &mut Config, open: &[Tag], tag: &Tag) {
    let named = |tag: &Tag| tag.get("name").map(str::to_owned);
    if let (Some(name), Some(to)) = (named(tag), tag.get("toName")) {
        if tag.get("perRegion") == Some("true") {
            config.per_region.push(name.clone());
        }
        config.controls.push((name, tag.name.clone(), to.to_owned()));
    } else if let (Some(name), Some(field)) = (named(tag), tag.get("value").and_then(|value| value.strip_prefix('$'))) {
        config.objects.push((name, tag.name.clone(), field.to_owned()));
    }
    let is_relation = tag.name == "Relation";
    // An alias is what results say.
    let value = || tag.get("alias").filter(|alias| !alias.is_empty()).or(tag.get("value")).map(str::to_owned);
    if let Some(name) = value().filter(|_| is_relation || tag.name == "Label") {
        let control = open.iter().rev().find(|tag| tag.get("toName").is_some()).and_then(|tag| tag.get("name"));
        let kind = control.and_then(kind_of).filter(|_| !is_relation);
        let label = ForeignLabel { name, kind, is_relation };
        if !config.labels.contains(&label) {
            config.labels.push(label);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::LabelKind;

    fn config(xml: &str) -> (Config, Vec<Issue>) {
        let mut issues = Vec::new();
        let file = TextFile { name: "a.xml".to_owned(), text: xml.to_owned() };
        (read(&file, &mut issues), issues)
    }

    #[test]
    fn tags_tell_fields_controls_and_labels() {
        let (config, issues) = config(
            "<!-- <Label value='no'/> --><View>\n<Header value=\"a > b\"/><Labels name='claim' toName='t'>\
             <Label value=\"A &amp; &#x42;\" background='#fff'/><View><Label alias='b' value='Brand'></Label></View></Labels>\
             <Relations><Relation value=\"met\"/></Relations><Text name=\"t\" value=\"$body\"/></View>",
        );
        assert_eq!(issues, []);
        assert_eq!(config.text_field(), Some("body"));
        assert!(config.has_control("claim") && !config.has_control("t"));
        let label = |name: &str, kind, is_relation| ForeignLabel { name: name.to_owned(), kind, is_relation };
        let claim = Some(LabelKind::Claim);
        assert_eq!(config.labels, [label("A & B", claim, false), label("b", claim, false), label("met", None, true)]);
    }

    #[test]
    fn a_tag_that_is_not_closed_is_told() {
        let (config, issues) = config("<View><Text name='t' value='$x'/>\n<Labels name='l' toName='t>");
        assert_eq!(config.text_field(), Some("x"));
        assert_eq!(issues[0].line, 2);
    }
}
