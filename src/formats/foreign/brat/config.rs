//! `annotation.conf`, which says what may be said, and `visual.conf`, which says how it is called and drawn.

use std::collections::{BTreeMap, BTreeSet};

use super::MARK;
use super::names::{Names, Of};
use crate::formats::foreign::called::Called;
use crate::model::{AttributeKind, LabelId, Schema};

/// The palette's colours, as `styles/tokens.css` has them on light paper; the words in them are white.
pub const COLORS: [&str; 16] = [
    "#1c69e0", "#8043cc", "#0b7a5b", "#98620c", "#4b6a84", "#a3348f", "#c2364f", "#5b6b00", "#00708f", "#9b2c1f",
    "#6f6a60", "#4455b8", "#7a4a2b", "#2c7a2c", "#b0305e", "#5d6673",
];

/// Most steps of a number that are offered one by one.
const STEPS: i64 = 20;

/// What the schema knows of attributes, by name: those of labels and of relation kinds together.
#[derive(Clone, Debug, Default)]
pub(super) struct Known {
    /// The values that are offered, in order; nothing where any may stand.
    values: BTreeMap<String, Option<Vec<String>>>,
    /// Those that are a flag wherever they stand.
    flags: BTreeSet<String>,
}

impl Known {
    /// Of a schema.
    pub(super) fn of(schema: &Schema) -> Self {
        let mut known = Self::default();
        let mut others = BTreeSet::new();
        let of_labels = schema.labels.iter().flat_map(|label| &label.attributes);
        for attribute in of_labels.chain(schema.relations.iter().flat_map(|kind| &kind.attributes)) {
            let name = attribute.name.to_string();
            let offered = match &attribute.kind {
                AttributeKind::Flag => {
                    known.flags.insert(name);
                    continue;
                }
                AttributeKind::Choice(values) | AttributeKind::Many(values) => {
                    Some(values.iter().map(ToString::to_string).collect())
                }
                AttributeKind::Scale(most) => Some((0..=*most).map(|step| step.to_string()).collect()),
                AttributeKind::Number { min, max } if max.saturating_sub(*min) <= STEPS => {
                    Some((*min..=*max).map(|step| step.to_string()).collect::<Vec<_>>())
                }
                AttributeKind::Text | AttributeKind::Number { .. } | AttributeKind::Date | AttributeKind::Link => None,
            };
            others.insert(name.clone());
            let entry = known.values.entry(name).or_insert_with(|| Some(Vec::new()));
            match (entry.as_mut(), offered) {
                (Some(all), Some(more)) => all.extend(more),
                _ => *entry = None,
            }
        }
        known.flags.retain(|name| !others.contains(name));
        known
    }

    /// Whether an attribute offers its values, which then have names as brat allows them.
    pub(super) fn offers(&self, name: &str) -> bool {
        self.values.get(name).is_some_and(Option::is_some)
    }

    /// Whether it is a flag.
    pub(super) fn is_flag(&self, name: &str) -> bool {
        self.flags.contains(name)
    }
}

/// Gives names to all that the schema has, in its order, before documents bring others.
pub(super) fn give(names: &mut Names, known: &Known, schema: &Schema, called: &Called) {
    for one in &schema.labels {
        names.give(Of::Label, "", one.id.as_str(), &called.name(&one.id));
    }
    for kind in &schema.relations {
        names.give(Of::Relation, "", kind.id.as_str(), kind.id.as_str());
    }
    let of_labels = schema.labels.iter().flat_map(|label| &label.attributes);
    for attribute in of_labels.chain(schema.relations.iter().flat_map(|kind| &kind.attributes)) {
        let id = attribute.name.as_str();
        let name = names.give(Of::Attribute, "", id, id);
        for value in known.values.get(id).and_then(Option::as_ref).into_iter().flatten() {
            names.give(Of::Value, &name, value, value);
        }
    }
}

/// `annotation.conf`.
pub(super) fn annotation(names: &Names, known: &Known, schema: &Schema) -> String {
    let mut out = format!("{MARK}: what may be said.\n{}\n[entities]\n", names.comments());
    let mut ids: Vec<&str> = schema.labels.iter().map(|label| label.id.as_str()).collect();
    let others = names.all(Of::Label).map(|(_, id, _)| id);
    ids.extend(others.filter(|id| schema.label(&LabelId::from(*id)).is_none()));
    for name in ids.iter().filter_map(|id| names.get(Of::Label, "", id)) {
        out.push_str(&format!("{name}\n"));
    }
    out.push_str("\n[relations]\n");
    let ends = |labels: &[LabelId]| {
        let known: Vec<&str> = labels.iter().filter_map(|label| names.get(Of::Label, "", label.as_str())).collect();
        if known.is_empty() { "<ENTITY>".to_owned() } else { known.join("|") }
    };
    for (_, id, name) in names.all(Of::Relation) {
        let kind = schema.relations.iter().find(|kind| kind.id.as_str() == id);
        let (from, to) = kind.map_or((&[][..], &[][..]), |kind| (&kind.from, &kind.to));
        out.push_str(&format!("{name}\tArg1:{}, Arg2:{}\n", ends(from), ends(to)));
    }
    out.push_str("Equiv\tArg1:<ENTITY>, Arg2:<ENTITY>, <REL-TYPE>:symmetric-transitive\n");
    out.push_str("<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>\n\n[events]\n\n[attributes]\n");
    for (_, id, name) in names.all(Of::Attribute) {
        attribute(&mut out, names, known, schema, (id, name));
    }
    out
}

/// The line of an attribute. One that takes any text has none: brat would take it for a flag, and shows it as it is without.
fn attribute(out: &mut String, names: &Names, known: &Known, schema: &Schema, (id, name): (&str, &str)) {
    let has = |attributes: &[crate::model::Attribute]| attributes.iter().any(|one| one.name.as_str() == id);
    let labels = schema.labels.iter().filter(|label| has(&label.attributes));
    let mut on: Vec<&str> = labels.filter_map(|label| names.get(Of::Label, "", label.id.as_str())).collect();
    if schema.relations.iter().any(|kind| has(&kind.attributes)) {
        on.push("<RELATION>");
    }
    let on = if on.is_empty() { "<ENTITY>".to_owned() } else { on.join("|") };
    if known.is_flag(id) {
        out.push_str(&format!("{name}\tArg:{on}\n"));
    } else if known.offers(id) {
        let mut values: Vec<&str> = Vec::new();
        let offered = known.values.get(id).and_then(Option::as_ref).into_iter().flatten();
        let others = names.all(Of::Value).filter(|(within, ..)| *within == name).map(|(_, value, _)| value);
        for value in offered.map(String::as_str).chain(others).filter_map(|value| names.get(Of::Value, name, value)) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        if !values.is_empty() {
            out.push_str(&format!("{name}\tArg:{on}, Value:{}\n", values.join("|")));
        }
    } else {
        out.push_str(&format!("# {name} takes any text.\n"));
    }
}

/// `visual.conf`.
pub(super) fn visual(names: &Names, schema: &Schema) -> String {
    let mut out = format!("{MARK}: how it is called and drawn.\n{}\n[labels]\n", names.comments());
    let mut seen = BTreeSet::new();
    let mut line = |name: &str, shown: &[&str]| {
        if seen.insert(name.to_owned()) {
            let shown: Vec<String> =
                shown.iter().map(|words| words_of(words)).filter(|words| !words.is_empty()).collect();
            let shown = if shown.is_empty() { name.to_owned() } else { shown.join(" | ") };
            out.push_str(&format!("{name} | {shown}\n"));
        }
    };
    for (_, id, name) in names.all(Of::Label) {
        let label = schema.labels.iter().find(|label| label.id.as_str() == id);
        line(name, &label.map_or([id, ""], |label| [&label.name, &label.short]));
    }
    for (_, id, name) in names.all(Of::Relation) {
        let kind = schema.relations.iter().find(|kind| kind.id.as_str() == id);
        line(name, &[kind.map_or(id, |kind| &kind.name)]);
    }
    let titled = schema.labels.iter().flat_map(|label| &label.attributes);
    let titled: Vec<_> = titled.chain(schema.relations.iter().flat_map(|kind| &kind.attributes)).collect();
    for (_, id, name) in names.all(Of::Attribute) {
        let known = titled.iter().find(|attribute| attribute.name.as_str() == id);
        line(name, &[known.map_or(id, |attribute| &attribute.title)]);
    }
    out.push_str("\n[drawing]\nSPAN_DEFAULT\tfgColor:black, bgColor:lightgrey, borderColor:darken\n");
    out.push_str("ARC_DEFAULT\tcolor:black, arrowHead:triangle-5\nATTRIBUTE_DEFAULT\tglyph:*\n");
    for label in &schema.labels {
        let Some(name) = names.get(Of::Label, "", label.id.as_str()) else { continue };
        let color = COLORS.get(usize::from(label.color.get())).unwrap_or(&"black");
        out.push_str(&format!("{name}\tfgColor:white, bgColor:{color}, borderColor:darken\n"));
    }
    out
}

/// Words that people read, without what means something in the file.
fn words_of(words: &str) -> String {
    let plain: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    let plain = plain.replace('<', "‹").replace('>', "›").replace('|', "/");
    let plain = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    plain.trim_start_matches(['!', ' ']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colours_are_those_of_the_page() {
        let css = include_str!("../../../../styles/tokens.css");
        for (number, color) in COLORS.iter().enumerate() {
            // The first of them is that of light paper.
            let rest = css.split(&format!("--p{number}: ")).nth(1).expect("the page has it");
            assert!(rest.starts_with(&format!("light-dark({color},")), "{number}: {color}");
        }
    }

    #[test]
    fn words_mean_nothing_in_the_file() {
        assert_eq!(words_of("!a <b>|c\td"), "a ‹b›/c d");
    }
}
