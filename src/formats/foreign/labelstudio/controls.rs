//! Which control says what: made of the schema once, and of labels that no schema knows as they come.
//!
//! There is one `Labels` control for each kind of label, so that a reader (and an annotator) can tell claims from cues, and
//! one control for each attribute name, which is that of the attribute wherever it can be: exports of Label Studio
//! come without the configuration.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::names::{self, Names};
use super::{NOTE, TEXT};
use crate::formats::foreign::Setting;
use crate::formats::foreign::called::Called;
use crate::formats::foreign::escaping::escaped;
use crate::formats::foreign::raw::{quoted, texts};
use crate::model::{Attribute, AttributeKind, KindId, LabelId, LabelKind};

/// Steps of a scale that are offered one by one; longer ones are numbers.
const STEPS: u8 = 20;

/// What a control takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Some of these, or one.
    Choices(Vec<String>, bool),
    /// A whole number.
    Number(i64, i64),
    /// Texts.
    Text,
}

impl Shape {
    fn of(kind: &AttributeKind) -> Self {
        match kind {
            AttributeKind::Flag => Self::Choices(vec!["true".to_owned(), "false".to_owned()], false),
            AttributeKind::Number { min, max } => Self::Number(*min, *max),
            AttributeKind::Scale(most) if *most <= STEPS => {
                Self::Choices((0..=*most).map(|step| step.to_string()).collect(), false)
            }
            AttributeKind::Scale(most) => Self::Number(0, i64::from(*most)),
            AttributeKind::Choice(of) | AttributeKind::Many(of) => {
                let mut said: Vec<String> = Vec::new();
                for value in of.iter().filter(|value| names::value(value) == ***value) {
                    if !said.iter().any(|known| known == &**value) {
                        said.push(value.to_string());
                    }
                }
                if said.is_empty() { Self::Text } else { Self::Choices(said, matches!(kind, AttributeKind::Many(_))) }
            }
            AttributeKind::Text | AttributeKind::Date | AttributeKind::Link => Self::Text,
        }
    }

    /// One that takes what either takes.
    fn joined(self, other: Self) -> Self {
        match (self, other) {
            (Self::Choices(mut mine, many), Self::Choices(theirs, more)) => {
                for value in theirs {
                    if !mine.contains(&value) {
                        mine.push(value);
                    }
                }
                Self::Choices(mine, many || more)
            }
            (Self::Number(min, max), Self::Number(low, high)) => Self::Number(min.min(low), max.max(high)),
            _ => Self::Text,
        }
    }
}

/// A control of an attribute.
#[derive(Clone, Debug)]
pub(super) struct Control {
    attribute: String,
    /// What it is called there.
    pub(super) name: String,
    /// What is asked.
    hint: String,
    shape: Shape,
    labels: Vec<String>,
}

impl Control {
    /// How it says values: the type of its results, the key in their `value`, and what stands there as JSON. Nothing where it
    /// cannot say them.
    pub(super) fn says<T: AsRef<str>>(&self, values: &[T]) -> Option<(&'static str, &'static str, String)> {
        match &self.shape {
            Shape::Choices(of, many) => {
                let known = values.iter().all(|value| of.iter().any(|known| known == value.as_ref()));
                let fits = known && !values.is_empty() && (*many || values.len() == 1);
                fits.then(|| ("choices", "choices", texts(values)))
            }
            Shape::Number(min, max) => {
                let [value] = values else { return None };
                let number: i64 = value.as_ref().parse().ok()?;
                let fits = (*min..=*max).contains(&number) && number.to_string() == value.as_ref();
                fits.then(|| ("number", "number", number.to_string()))
            }
            Shape::Text => (!values.is_empty()).then(|| ("textarea", "text", texts(values))),
        }
    }
}

/// A label as the configuration has it.
#[derive(Clone, Debug)]
struct LabelTag {
    name: String,
    hotkey: Option<char>,
    hint: String,
}

/// All controls.
#[derive(Clone, Debug)]
pub(super) struct Controls {
    /// What labels are called where any name can be.
    pub(super) called: Called,
    labels: Names,
    by_kind: [Vec<LabelTag>; 3],
    kinds: Names,
    relations: Vec<String>,
    regions: Vec<Control>,
    document: Vec<Control>,
}

/// Kinds of labels, and what their controls are called.
pub(super) const KINDS: [(LabelKind, &str); 3] =
    [(LabelKind::Entity, "entity"), (LabelKind::Claim, "claim"), (LabelKind::Cue, "cue")];

/// Where a kind stands in [`KINDS`].
fn place(kind: LabelKind) -> usize {
    KINDS.iter().position(|(known, _)| *known == kind).unwrap_or(0)
}

impl Controls {
    /// The controls of a schema.
    pub(super) fn of(setting: &Setting) -> Self {
        let mut controls = Self {
            called: Called::of(setting),
            labels: Names::default(),
            by_kind: [const { Vec::new() }; 3],
            kinds: Names::default(),
            relations: Vec::new(),
            regions: Vec::new(),
            document: Vec::new(),
        };
        let schema = &setting.project.schema;
        let mut taken = Names::without(&[TEXT, NOTE, "relations", KINDS[0].1, KINDS[1].1, KINDS[2].1]);
        for label in &schema.labels {
            let name = controls.label(setting, &label.id);
            for attribute in &label.attributes {
                add(&mut controls.regions, &mut taken, "r", attribute, &name);
            }
        }
        for kind in &schema.relations {
            controls.kind(&kind.id);
        }
        for attribute in &schema.document {
            add(&mut controls.document, &mut taken, "d", attribute, "");
        }
        controls
    }

    /// What a label is called; one that is met for the first time gets a place in the configuration.
    pub(super) fn label(&mut self, setting: &Setting, id: &LabelId) -> String {
        if let Some(name) = self.labels.get(id.as_str()) {
            return name.to_owned();
        }
        let schema = &setting.project.schema;
        let name = self.labels.give(id.as_str(), &names::value(&self.called.name(id)));
        let known = schema.label(id);
        let hotkey = known.and_then(|label| label.key).filter(char::is_ascii_alphanumeric);
        let hint = known.map(|label| names::value(&label.description)).filter(|hint| hint != "_").unwrap_or_default();
        let tag = LabelTag { name: name.clone(), hotkey, hint };
        if let Some(tags) = self.by_kind.get_mut(place(schema.kind_of(id))) {
            tags.push(tag);
        }
        name
    }

    /// What a label is read back as: how files call it, or its id where what the configuration can say of that is another's.
    pub(super) fn read_back<'a>(&'a self, id: &'a LabelId) -> Cow<'a, str> {
        let wish = self.called.name(id);
        let is_alone = self.labels.get(id.as_str()).is_none_or(|name| name == names::value(&wish));
        if is_alone { wish } else { Cow::Borrowed(id.as_str()) }
    }

    /// What a relation kind is called.
    pub(super) fn kind(&mut self, id: &KindId) -> String {
        if let Some(name) = self.kinds.get(id.as_str()) {
            return name.to_owned();
        }
        let name = self.kinds.give(id.as_str(), &names::value(id.as_str()));
        self.relations.push(name.clone());
        name
    }

    /// The control of an attribute of annotations.
    pub(super) fn region(&self, attribute: &str) -> Option<&Control> {
        self.regions.iter().find(|control| control.attribute == attribute)
    }

    /// The control of an attribute of articles.
    pub(super) fn of_document(&self, attribute: &str) -> Option<&Control> {
        self.document.iter().find(|control| control.attribute == attribute)
    }

    /// The labelling configuration.
    pub(super) fn configuration(&self) -> String {
        // Without it spaces and lines are not shown as they are, and are missing from the words of regions.
        let mut xml = String::from("<View>\n  <Style>.htx-text { white-space: pre-wrap; }</Style>\n");
        for ((_, name), tags) in KINDS.iter().zip(&self.by_kind).filter(|(_, tags)| !tags.is_empty()) {
            line(&mut xml, &format!("  <Labels name=\"{name}\" toName=\"{TEXT}\">"));
            for LabelTag { name, hotkey, hint } in tags {
                let mut tag = format!("    <Label value=\"{}\"", escaped(name));
                if let Some(key) = hotkey {
                    // Writing to a string cannot fail.
                    let _ = write!(tag, " hotkey=\"{key}\"");
                }
                if !hint.is_empty() {
                    let _ = write!(tag, " hint=\"{}\"", escaped(hint));
                }
                line(&mut xml, &format!("{tag}/>"));
            }
            line(&mut xml, "  </Labels>");
        }
        if !self.relations.is_empty() {
            line(&mut xml, "  <Relations>");
            for name in &self.relations {
                line(&mut xml, &format!("    <Relation value=\"{}\"/>", escaped(name)));
            }
            line(&mut xml, "  </Relations>");
        }
        line(&mut xml, &format!("  <Text name=\"{TEXT}\" value=\"${TEXT}\" saveTextResult=\"yes\"/>"));
        for control in &self.regions {
            control.tag(true, &mut xml);
        }
        line(
            &mut xml,
            &format!("  <TextArea name=\"{NOTE}\" toName=\"{TEXT}\" perRegion=\"true\" editable=\"true\" rows=\"2\"/>"),
        );
        for control in &self.document {
            control.tag(false, &mut xml);
        }
        xml.push_str("</View>\n");
        xml
    }
}

impl Control {
    fn tag(&self, per_region: bool, xml: &mut String) {
        let mut rest = format!("name=\"{}\" toName=\"{TEXT}\"", escaped(&self.name));
        if per_region {
            rest.push_str(" perRegion=\"true\"");
            // Labels stand in a list with commas there; one that has a comma itself cannot be named, and all are then meant.
            if !self.labels.iter().any(|label| label.contains(',')) {
                let _ = write!(rest, " whenLabelValue=\"{}\"", escaped(&self.labels.join(",")));
            }
        }
        if !self.hint.is_empty() {
            let _ = write!(rest, " title=\"{}\"", escaped(&self.hint));
        }
        match &self.shape {
            Shape::Choices(of, many) => {
                let choice = if *many { "multiple" } else { "single" };
                line(xml, &format!("  <Choices {rest} choice=\"{choice}\">"));
                for value in of {
                    line(xml, &format!("    <Choice value=\"{}\"/>", escaped(value)));
                }
                line(xml, "  </Choices>");
            }
            Shape::Number(min, max) => line(xml, &format!("  <Number {rest} min=\"{min}\" max=\"{max}\"/>")),
            Shape::Text => line(xml, &format!("  <TextArea {rest} editable=\"true\"/>")),
        }
    }
}

fn line(xml: &mut String, line: &str) {
    xml.push_str(line);
    xml.push('\n');
}

/// Adds an attribute to the controls, or to the one that has its name already.
fn add(controls: &mut Vec<Control>, taken: &mut Names, side: &str, attribute: &Attribute, label: &str) {
    let name = attribute.name.as_str();
    let shape = Shape::of(&attribute.kind);
    if let Some(known) = controls.iter_mut().find(|control| control.attribute == name) {
        known.shape = known.shape.clone().joined(shape);
        if !known.labels.iter().any(|known| known == label) {
            known.labels.push(label.to_owned());
        }
        return;
    }
    let hint = Some(names::value(&attribute.title)).filter(|title| title != "_").unwrap_or_default();
    controls.push(Control {
        attribute: name.to_owned(),
        name: taken.give(&format!("{side}{name}"), &names::control(name)),
        hint,
        shape,
        labels: vec![label.to_owned()],
    });
}

/// Values that no control says, as an object.
pub(super) fn object<'a>(entries: impl Iterator<Item = (&'a str, Vec<&'a str>)>) -> String {
    let entries: Vec<String> = entries.map(|(name, values)| format!("{}:{}", quoted(name), texts(&values))).collect();
    format!("{{{}}}", entries.join(","))
}
