//! How labels are called in files of other tools: by their ids, or by their short names where that was chosen. No two are called
//! alike, whatever a format makes of their names: a short name that is not one label's alone is nobody's, and of labels that
//! are still called alike all but one get a number.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use super::Setting;
use crate::formats::loss::{Losses, Lost, Resolved};
use crate::model::{AnnotationId, Document, Label, LabelId, id::bits_for_foreign_name};

/// A name as a format can write it.
pub type Form = fn(&str) -> String;

/// What each label is called.
#[derive(Clone, Debug)]
pub struct Called {
    form: Form,
    /// The labels of the schema, each with its name and whether that is the one that was asked for.
    given: BTreeMap<LabelId, (String, bool)>,
    taken: BTreeSet<String>,
}

impl Called {
    /// The names of a schema's labels, in a format that writes any name.
    #[must_use]
    pub fn of(setting: &Setting) -> Self {
        Self::in_form(setting, str::to_owned)
    }

    /// The names of a schema's labels, in a format that cannot write all of them as they are.
    #[must_use]
    pub fn in_form(setting: &Setting, form: Form) -> Self {
        let labels = &setting.project.schema.labels;
        let wish = |label: &Label| {
            let by_short = setting.options.short_labels && !label.short.is_empty();
            if by_short { label.short.to_string() } else { label.id.to_string() }
        };
        let wishes: Vec<String> = labels.iter().map(|label| form(&wish(label))).collect();
        let ids: Vec<String> = labels.iter().map(|label| form(label.id.as_str())).collect();
        let mut called = Self { form, given: BTreeMap::new(), taken: BTreeSet::new() };
        let others = |all: &[String], place: usize, name: &str| {
            all.iter().enumerate().any(|(other, known)| other != place && known == name)
        };
        let mut rest = Vec::new();
        for (place, (label, name)) in labels.iter().zip(&wishes).enumerate() {
            if others(&wishes, place, name) || others(&ids, place, name) {
                rest.push((label, ids.get(place).map(String::as_str).unwrap_or_default()));
            } else {
                called.give(&label.id, name.clone(), wish(label) == *name);
            }
        }
        // An id that the format writes as it is stays; those that only come to look like it make room.
        rest.sort_by_key(|(label, id)| label.id.as_str() != *id);
        for (label, id) in rest {
            let numbered = (2_u32..).map(|number| format!("{id}_{number}"));
            let mut free = std::iter::once(id.to_owned()).chain(numbered).filter(|name| !called.taken.contains(name));
            let name = free.next().unwrap_or_default();
            let is_wished = wish(label) == name;
            called.give(&label.id, name, is_wished);
        }
        called
    }

    fn give(&mut self, id: &LabelId, name: String, is_wished: bool) {
        self.taken.insert(name.clone());
        self.given.entry(id.clone()).or_insert((name, is_wished));
    }

    /// What a label is called. One that the schema does not have has its id, which does not depend on what else is met: with a
    /// number of its own where that is changed, or another's name.
    #[must_use]
    pub fn name<'a>(&'a self, id: &'a LabelId) -> Cow<'a, str> {
        if let Some((name, _)) = self.given.get(id) {
            return Cow::Borrowed(name);
        }
        let name = (self.form)(id.as_str());
        if name == id.as_str() && !self.taken.contains(&name) {
            return Cow::Borrowed(id.as_str());
        }
        Cow::Owned(format!("{name}_{:08x}", bits_for_foreign_name(id.as_str()) & 0xffff_ffff))
    }

    /// The names of the schema's labels, in its order.
    pub fn names<'a>(&'a self, setting: &'a Setting) -> impl Iterator<Item = &'a str> {
        let labels = setting.project.schema.labels.iter();
        labels.filter_map(|label| self.given.get(&label.id).map(|(name, _)| name.as_str()))
    }

    /// Tells of annotations whose labels are not called as was asked.
    pub fn tell<'a>(
        &self,
        document: &Document,
        annotations: impl IntoIterator<Item = (&'a LabelId, AnnotationId)>,
        losses: &mut Losses,
    ) {
        for (label, annotation) in annotations {
            let is_wished = self.given.get(label).map_or_else(|| *self.name(label) == *label.as_str(), |given| given.1);
            if !is_wished {
                losses.add(Lost::LabelNames, Resolved::Rewritten, 1, &document.id, Some(annotation));
            }
        }
    }

    /// The same of all annotations of a document.
    pub fn tell_all(&self, document: &Document, losses: &mut Losses) {
        let all = document.in_reading_order();
        self.tell(document, all.iter().map(|annotation| (&annotation.label, annotation.id)), losses);
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::super::flat::one_word;
    use super::*;
    use crate::formats::foreign::Options;
    use crate::model::{Project, ProjectId};

    fn called(labels: &[(&str, &str)], short_labels: bool, form: Form) -> Called {
        let mut project = Project::new(ProjectId::from_bits(1), "");
        let schema = Rc::make_mut(&mut project.schema);
        let first = (*schema.labels[0]).clone();
        let label =
            |(id, short): &(&str, &str)| Label { id: LabelId::from(*id), short: Rc::from(*short), ..first.clone() };
        schema.labels = labels.iter().map(|both| Rc::new(label(both))).collect();
        let options = Options { short_labels, ..Options::default() };
        Called::in_form(&Setting { project: Rc::new(project), options, stem: String::new() }, form)
    }

    fn names(called: &Called, ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| called.name(&LabelId::from(*id)).into_owned()).collect()
    }

    #[test]
    fn no_two_labels_are_called_alike() {
        let labels = [("person", "P"), ("place", "P"), ("event", "E"), ("date", "event"), ("none", "")];
        let short = called(&labels, true, str::to_owned);
        let ids = ["person", "place", "event", "date", "none", "unknown", "E"];
        let given = names(&short, &ids);
        assert_eq!(&given[..6], ["person", "place", "E", "date", "none", "unknown"]);
        assert!(given[6].starts_with("E_"), "a label that nobody knows has an id that is another's name");
        assert_eq!(names(&called(&labels, false, str::to_owned), &ids), ids);
    }

    #[test]
    fn nor_in_a_form_that_changes_names() {
        let labels = [("a b", ""), ("a_b", ""), ("a\tb", ""), ("a_b_2", "")];
        let words = called(&labels, false, one_word);
        assert_eq!(names(&words, &["a b", "a_b", "a\tb", "a_b_2"]), ["a_b_3", "a_b", "a_b_4", "a_b_2"]);
        let unknown = names(&words, &["x y", "x_y", "a\u{a0}b"]);
        assert_eq!(unknown[1], "x_y");
        assert!(unknown[0].starts_with("x_y_") && unknown[2].starts_with("a_b_"), "{unknown:?}");
    }
}
