//! What was decided, as a document needs it: for each foreign name the label or relation kind it becomes, and the schema
//! with what is new in it.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::counting::Counting;
use super::document::clean_id;
use super::names::{Named, Target, is_slot, place_of};
use crate::formats::foreign::loose::Foreign;
use crate::model::fold::name_key;
use crate::model::{
    Attribute, AttributeKind, AttributeName, KindId, Label, LabelId, LabelKind, PaletteIndex, RelationKind, Schema,
    Snap, Table,
};

/// Longest name that is made.
const LONGEST: usize = 120;

/// Characters of a tag.
const TAG: usize = 5;

/// Values from which on a new attribute is free text and no choice.
const MANY: usize = 16;

/// What was decided.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Id of the format.
    pub format: Rc<str>,
    /// What offsets count.
    pub counting: Counting,
    /// The schema with what is new.
    pub schema: Schema,
    /// What each label becomes; nothing for one that is left out.
    pub labels: Table<String, Option<LabelId>>,
    /// The same for relation kinds.
    pub kinds: Table<String, Option<KindId>>,
    /// The ids that the files give to documents: none that is made is one of them.
    pub ids: BTreeSet<String>,
    /// The model whose suggestions all annotations are taken for; nothing where they are what somebody said.
    pub model: Option<Rc<str>>,
}

impl Plan {
    /// Takes decisions. `keys` are those that a new label may have, in the order in which they are given away.
    #[must_use]
    pub fn new(
        (format, foreign): (&str, &Foreign),
        counting: Counting,
        (labels, kinds): (&[Named], &[Named]),
        schema: &Schema,
        keys: &str,
    ) -> Self {
        let mut plan = Self {
            format: Rc::from(format),
            counting,
            schema: schema.clone(),
            labels: Table::new(),
            kinds: Table::new(),
            ids: foreign.documents.iter().filter_map(|loose| clean_id(&loose.id)).collect(),
            model: None,
        };
        let mut keys: Vec<char> = keys.chars().collect();
        for named in labels {
            let becomes = match &named.target {
                Target::Known(id) => Some(LabelId::from(id.as_str())),
                Target::New => Some(plan.new_label(named, &mut keys)),
                Target::Ignored => None,
            };
            plan.labels.insert(named.name.clone(), becomes);
        }
        for named in kinds {
            let becomes = match &named.target {
                Target::Known(id) => Some(KindId::from(id.as_str())),
                Target::New => Some(plan.new_kind(&named.name)),
                Target::Ignored => None,
            };
            plan.kinds.insert(named.name.clone(), becomes);
        }
        plan.new_ends(foreign, schema);
        plan.new_attributes(foreign);
        plan
    }

    fn new_label(&mut self, named: &Named, keys: &mut Vec<char>) -> LabelId {
        let wanted = clean(&named.name);
        let schema = &mut self.schema;
        let id = apart(&wanted, |id| schema.labels.iter().any(|label| label.id.as_str() == id));
        let names: Vec<String> = schema.labels.iter().map(|label| name_key(&label.name)).collect();
        let name = apart(&wanted, |name| names.contains(&name_key(name)));
        let uses = |color: u8| schema.labels.iter().filter(|label| label.color.get() == color).count();
        let color = (0..PaletteIndex::COUNT).min_by_key(|color| uses(*color)).unwrap_or(0);
        let first = name.chars().next().and_then(|first| first.to_lowercase().next());
        let place = keys.iter().position(|key| Some(*key) == first);
        let place = place.or(if keys.is_empty() { None } else { Some(0) });
        let snap = if named.kind == LabelKind::Claim { Snap::WordsWithQuotes } else { Snap::Words };
        let short = tag(&name, |tag| schema.labels.iter().any(|label| *label.short == *tag));
        schema.labels.push(Rc::new(Label {
            id: LabelId::from(id.as_str()),
            name: Rc::from(name),
            short: Rc::from(short),
            kind: named.kind,
            color: PaletteIndex::new(color).unwrap_or_default(),
            key: place.map(|place| keys.remove(place)),
            parent: None,
            description: Rc::from(""),
            example: Rc::from(named.examples.first().map_or("", String::as_str)),
            guideline: Rc::from(""),
            snap,
            retired: false,
            attributes: Vec::new(),
        }));
        LabelId::from(id.as_str())
    }

    fn new_kind(&mut self, name: &str) -> KindId {
        let wanted = clean(name);
        let schema = &mut self.schema;
        let id = apart(&wanted, |id| schema.relations.iter().any(|kind| kind.id.as_str() == id));
        let names: Vec<String> = schema.relations.iter().map(|kind| name_key(&kind.name)).collect();
        let called = apart(&wanted, |name| names.contains(&name_key(name)));
        schema.relations.push(Rc::new(RelationKind {
            id: KindId::from(id.as_str()),
            name: Rc::from(called),
            from: Vec::new(),
            to: Vec::new(),
            slot: is_slot(name).is_some(),
            at_most: None,
            attributes: Vec::new(),
        }));
        KindId::from(id.as_str())
    }

    /// Lets relation kinds of the schema start and end at new labels, where the files have them there.
    fn new_ends(&mut self, foreign: &Foreign, before: &Schema) {
        for loose in &foreign.documents {
            if loose.relations.is_empty() {
                continue;
            }
            let labels: Table<&str, &str> =
                loose.spans.iter().map(|span| (span.id.as_str(), span.label.as_str())).collect();
            for relation in &loose.relations {
                let Some(Some(kind)) = self.kinds.get(&relation.kind) else { continue };
                let label = |id: &str| {
                    let label = labels.get(id).and_then(|label| self.labels.get(*label))?.clone()?;
                    Some(label).filter(|label| before.label(label).is_none())
                };
                let (from, to) = (label(&relation.from), label(&relation.to));
                let Some(known) = self.schema.relations.iter_mut().find(|known| known.id == *kind) else { continue };
                let lacks = |ends: &[LabelId], end: &Option<LabelId>| {
                    end.as_ref().is_some_and(|end| !ends.is_empty() && !ends.contains(end))
                };
                if lacks(&known.from, &from) || lacks(&known.to, &to) {
                    let known = Rc::make_mut(known);
                    known.from.extend(from.filter(|end| !known.from.is_empty() && !known.from.contains(end)));
                    known.to.extend(to.filter(|end| !known.to.is_empty() && !known.to.contains(end)));
                }
            }
        }
    }

    fn new_attributes(&mut self, foreign: &Foreign) {
        let mut of_labels: Table<(LabelId, String), Values> = Table::new();
        let mut of_kinds: Table<(KindId, String), Values> = Table::new();
        let mut of_articles: Table<String, Values> = Table::new();
        for loose in &foreign.documents {
            for (name, value) in &loose.values {
                note(&mut of_articles, name.clone(), value);
            }
            for span in &loose.spans {
                let Some(Some(label)) = self.labels.get(&span.label) else { continue };
                for (name, value) in &span.attributes {
                    note(&mut of_labels, (label.clone(), name.clone()), value);
                }
            }
            for relation in &loose.relations {
                let Some(Some(kind)) = self.kinds.get(&relation.kind) else { continue };
                for (name, value) in &relation.attributes {
                    note(&mut of_kinds, (kind.clone(), name.clone()), value);
                }
            }
        }
        for ((id, name), values) in of_labels.iter() {
            let Some(label) = self.schema.labels.iter_mut().find(|label| label.id == *id) else { continue };
            if known(&label.attributes, name).is_none() {
                Rc::make_mut(label).attributes.push(values.attribute(name));
            }
        }
        for ((id, name), values) in of_kinds.iter() {
            let Some(kind) = self.schema.relations.iter_mut().find(|kind| kind.id == *id) else { continue };
            if known(&kind.attributes, name).is_none() {
                Rc::make_mut(kind).attributes.push(values.attribute(name));
            }
        }
        for (name, values) in of_articles.iter() {
            if known(&self.schema.document, name).is_none() {
                self.schema.document.push(values.attribute(name));
            }
        }
    }
}

/// The attribute that a foreign name means.
#[must_use]
pub(super) fn known<'a>(attributes: &'a [Attribute], name: &str) -> Option<&'a Attribute> {
    let ids: Vec<&str> = attributes.iter().map(|attribute| attribute.name.as_str()).collect();
    let titles: Vec<&str> = attributes.iter().map(|attribute| &*attribute.title).collect();
    let cleaned = clean(name);
    let at = place_of(name, &ids).or_else(|| place_of(&cleaned, &ids)).or_else(|| place_of(name, &titles));
    attributes.get(at?)
}

/// A value as an attribute writes it; one that it does not have stays as it is, and is shown as unknown.
pub(super) fn value(attribute: &Attribute, value: &str) -> Rc<str> {
    match &attribute.kind {
        AttributeKind::Choice(values) | AttributeKind::Many(values) => {
            let names: Vec<&str> = values.iter().map(|value| &**value).collect();
            place_of(value, &names).and_then(|at| values.get(at)).cloned().unwrap_or_else(|| Rc::from(value))
        }
        AttributeKind::Flag => match value.to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Rc::from("true"),
            "false" | "no" | "0" => Rc::from("false"),
            _ => Rc::from(value),
        },
        _ => Rc::from(value),
    }
}

/// Values of an attribute that the schema does not have.
#[derive(Clone, Default)]
struct Values {
    count: usize,
    different: Vec<String>,
}

fn note<K: Ord + Clone>(table: &mut Table<K, Values>, key: K, value: &str) {
    let mut values = table.get(&key).cloned().unwrap_or_default();
    values.count += 1;
    if values.different.len() <= MANY && !values.different.iter().any(|known| known == value) {
        values.different.push(value.to_owned());
    }
    table.insert(key, values);
}

impl Values {
    fn attribute(&self, name: &str) -> Attribute {
        let is_flag = |value: &String| matches!(value.as_str(), "true" | "false");
        let is_choice = |value: &String| !value.is_empty() && clean(value) == *value;
        let kind = if self.different.iter().all(is_flag) {
            AttributeKind::Flag
        } else if self.different.len() <= MANY && self.different.iter().all(is_choice) {
            AttributeKind::Choice(self.different.iter().map(|value| Rc::from(value.as_str())).collect())
        } else {
            AttributeKind::Text
        };
        let name = clean(name);
        Attribute {
            name: AttributeName::from(name.as_str()),
            title: Rc::from(name),
            kind,
            required: false,
            default: Vec::new(),
            hint: Rc::from(""),
        }
    }
}

/// A name as the schema may have it: one line, nothing in it that cannot be seen.
#[must_use]
pub(super) fn clean(name: &str) -> String {
    let unseen = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}' | '\u{200e}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{fffd}')
    };
    let seen: String = name.chars().map(|c| if unseen(c) { ' ' } else { c }).collect();
    let flat = seen.split_whitespace().collect::<Vec<_>>().join(" ");
    let kept: String = flat.chars().take(LONGEST).collect();
    if kept.is_empty() { "unnamed".to_owned() } else { kept.trim_end().to_owned() }
}

/// A name that is not taken yet: with a number where it is.
fn apart(wanted: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let numbered = (2_u32..).map(|number| format!("{wanted} {number}"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(|name| !is_taken(name)).unwrap_or_default()
}

/// A tag that no label has yet: the beginning of its name, with a number where it is taken.
fn tag(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let plain: Vec<char> = name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase).collect();
    let beginning = |room: usize| plain.iter().take(room).collect::<String>();
    let numbered = (2_u32..1000).map(|number| {
        let number = number.to_string();
        beginning(TAG - number.len()) + &number
    });
    std::iter::once(beginning(TAG)).chain(numbered).find(|tag| !is_taken(tag)).unwrap_or_else(|| beginning(TAG))
}

#[cfg(test)]
mod tests {
    use super::tag;

    #[test]
    fn tags_tell_labels_apart() {
        let mut taken: Vec<String> = Vec::new();
        for name in ["Person", "person name", "Persons", "İl", "1"] {
            let tag = tag(name, |tag| taken.iter().any(|known| known == tag));
            taken.push(tag);
        }
        assert_eq!(taken, ["PERSO", "PERS2", "PERS3", "İL", "1"]);
        let many: Vec<String> = (0..120)
            .map(|_| {
                let new = tag("Label", |tag| taken.iter().any(|known| known == tag));
                taken.push(new.clone());
                new
            })
            .collect();
        assert_eq!((many[0].as_str(), many[1].as_str(), many[119].as_str()), ("LABEL", "LABE2", "LA120"));
    }
}
