//! What a file of another tool says, before anything is decided: offsets as they stand there, labels by their foreign names.

use std::collections::{BTreeMap, BTreeSet};
use std::mem;

use crate::formats::json::{to_json, tree};
use crate::formats::native::object::{BlockObject, MetaObject};
use crate::formats::{Issue, Problem};
use crate::model::article::sha256;
use crate::model::{Doubt, LabelKind, MetaField, Timestamp, Unit, Verdict};

/// What files gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Foreign {
    /// Articles, in the order of the files.
    pub documents: Vec<Loose>,
    /// What the files tell of labels beside using them (a labelling configuration); may be empty.
    pub labels: Vec<ForeignLabel>,
    /// What could not be read, with its place.
    pub issues: Vec<Issue>,
    /// What the offsets count where the format leaves no doubt; nothing where that is to be found out from the words.
    pub unit: Option<Unit>,
}

/// An article.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Loose {
    /// The file it stands in.
    pub file: String,
    /// Line, row or number in it, from 1; 0 where the file is the article.
    pub line: usize,
    /// The id it has there; empty for none.
    pub id: String,
    /// The text as it stands there; offsets count in this.
    pub text: String,
    /// Title; empty for none.
    pub title: String,
    /// BCP 47 tag.
    pub language: Option<String>,
    /// Who annotated it, as the file says.
    pub annotator: Option<String>,
    /// Anything that has no place in the model: names, and values as JSON. Kept for the way back.
    pub extra: Vec<(String, String)>,
    /// What is known of the article beside: its address, its author. What a field cannot say is left out.
    pub about: Vec<(MetaField, String)>,
    /// Values that are said of the whole article.
    pub values: Vec<(String, String)>,
    /// Spans.
    pub spans: Vec<LooseSpan>,
    /// Links between them.
    pub relations: Vec<LooseRelation>,
    /// Spans that name the same thing.
    pub groups: Vec<LooseThing>,
    /// What a line of our own says of the article and the stretches of its text, as it stands there.
    pub own: Option<Own>,
}

impl Loose {
    /// The same where a file of ours says it by the field's own name; whether it is one of those.
    pub(super) fn tells_of(&mut self, name: &str, said: &str) -> bool {
        let has_place = |field: &MetaField| !matches!(field, MetaField::Title | MetaField::Language);
        let Some(field) = MetaField::parse(name).filter(has_place) else { return false };
        self.tells(field, name, said);
        true
    }

    /// Takes what is said of the article in a field of ours; what that field cannot say is kept by its name there.
    pub(super) fn tells(&mut self, field: MetaField, name: &str, said: &str) {
        if said.trim().is_empty() {
            return;
        }
        match field.checked(said) {
            Ok(_) => {
                // What is said last counts, and stands once; what else was said is kept by the name of its field.
                let (others, rest): (Vec<_>, Vec<_>) =
                    mem::take(&mut self.about).into_iter().partition(|(known, _)| *known == field);
                self.about = rest;
                self.about.push((field, said.to_owned()));
                let is_further = |known: &str| known.strip_prefix(name).is_some_and(|rest| rest.starts_with('#'));
                for (_, other) in others.into_iter().filter(|(_, other)| other != said) {
                    let other = to_json(&other);
                    let (mut further, mut is_known) = (2, false);
                    for (_, value) in self.extra.iter().filter(|(known, _)| is_further(known)) {
                        further += 1;
                        is_known |= *value == other;
                    }
                    if !is_known {
                        self.extra.push((format!("{name}#{further}"), other));
                    }
                }
            }
            Err(_) => self.extra.push((name.to_owned(), to_json(&said.to_owned()))),
        }
    }
}

/// What other formats have no place for, and ours has.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Own {
    /// What is known of the article.
    pub meta: MetaObject,
    /// The reading view.
    pub blocks: Vec<BlockObject>,
}

/// A thing, and the spans that name it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LooseThing {
    /// The id it has in the files; empty for none. Two ids are two things, whatever they are called.
    pub id: String,
    /// What it is called; empty where nothing says so.
    pub name: String,
    /// The ids of the spans.
    pub members: Vec<String>,
}

/// Articles whose texts stand in a file of their own, by the ids under which other files speak of them.
#[derive(Clone, Debug, Default)]
pub(super) struct Articles {
    /// Which document each is.
    places: BTreeMap<String, usize>,
    /// Those without text, and whether it was told already that something speaks of them.
    blank: BTreeMap<String, bool>,
}

impl Articles {
    /// Which document an article is.
    pub(super) fn place(&self, id: &str) -> Option<usize> {
        self.places.get(id).copied()
    }

    /// Whether no text was there for any, not even an empty one.
    pub(super) fn is_empty(&self) -> bool {
        self.places.is_empty() && self.blank.is_empty()
    }

    /// Whether an article stands there without a text; and then what is to be told of it, once for all that speaks of it.
    pub(super) fn blank(&mut self, id: &str) -> Option<Option<Problem>> {
        let is_told = self.blank.get_mut(id)?;
        Some((!std::mem::replace(is_told, true)).then_some(Problem::Empty))
    }

    /// Puts an article to the documents, unless its id is there or it has no text. Gives what is to be told of it; `sum` is what
    /// the file says of its text, empty for nothing.
    pub(super) fn put(&mut self, article: Loose, sum: &str, documents: &mut Vec<Loose>) -> Option<Problem> {
        if self.places.contains_key(&article.id) {
            return Some(Problem::Duplicate { id: article.id });
        }
        if article.text.trim().is_empty() {
            self.blank.insert(article.id, false);
            return Some(Problem::Empty);
        }
        let differs = !sum.is_empty() && sha256(&article.text) != sum;
        self.places.insert(article.id.clone(), documents.len());
        documents.push(article);
        differs.then_some(Problem::Checksum)
    }
}

/// Which things of which documents are there already, where each mention says the thing that it names.
#[derive(Clone, Debug, Default)]
pub(super) struct Things {
    /// By document and id.
    numbers: BTreeMap<(usize, String), usize>,
    /// Document, thing and span.
    members: BTreeSet<(usize, usize, String)>,
}

impl Things {
    /// Puts a span of a document to the others that name a thing, which is there from the first of them on. One that is put
    /// there twice is there once.
    pub(super) fn put(&mut self, (place, loose): (usize, &mut Loose), (id, name): (&str, Option<&str>), span: &str) {
        let number = *self.numbers.entry((place, id.to_owned())).or_insert(loose.groups.len());
        if number == loose.groups.len() {
            let name = name.unwrap_or_default().to_owned();
            loose.groups.push(LooseThing { id: id.to_owned(), name, members: Vec::new() });
        }
        let is_new = self.members.insert((place, number, span.to_owned()));
        let thing = loose.groups.get_mut(number).filter(|_| is_new);
        thing.into_iter().for_each(|thing| thing.members.push(span.to_owned()));
    }
}

/// A span.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LooseSpan {
    /// The id it has in the file, unique in its article; empty for none.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Start and end of each fragment, in the file's unit.
    pub fragments: Vec<(u64, u64)>,
    /// The words that the file itself says each fragment has, in their order; empty where it does not say. One entry for
    /// several fragments holds all their words, with one space between each two.
    pub quotes: Vec<String>,
    /// Names and values.
    pub attributes: Vec<(String, String)>,
    /// A remark; empty for none.
    pub note: String,
    /// The address of the thing it names, in a knowledge base.
    pub link: Option<String>,
    /// Proposed by something, not said by somebody; and whether somebody has said no to it.
    pub suggested: Option<Verdict>,
    /// How sure what made it was, in thousandths; nothing where the file does not say.
    pub score: Option<u16>,
    /// The name of what proposed it, also where somebody took it since; empty where the file does not say.
    pub by: String,
    /// That somebody should look again, where the file says so.
    pub doubt: Option<Doubt>,
    /// Who made it, and when.
    pub made: Made,
    /// Where in the file, as a path: `spans[3]`.
    pub path: String,
}

/// Who made something, and when, where a file says it of each thing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Who, as the file says; nothing where that is whoever annotated the article.
    pub by: Option<String>,
    /// When it was made.
    pub created: Option<Timestamp>,
    /// When it was changed last.
    pub changed: Option<Timestamp>,
}

/// A link between two spans.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LooseRelation {
    /// The id it has in the file; empty for none.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// The span it starts at: [`LooseSpan::id`].
    pub from: String,
    /// The span it ends at.
    pub to: String,
    /// Names and values.
    pub attributes: Vec<(String, String)>,
    /// A remark; empty for none.
    pub note: String,
    /// Proposed by something, not said by somebody.
    pub suggested: bool,
    /// How sure what made it was, in thousandths; nothing where the file does not say.
    pub score: Option<u16>,
    /// The name of what proposed it, also where somebody took it since; empty where the file does not say.
    pub by: String,
    /// Who made it, and when.
    pub made: Made,
    /// Where in the file, as a path.
    pub path: String,
}

/// What a file tells of a label.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ForeignLabel {
    /// Its name there.
    pub name: String,
    /// What kind it may be, where the file tells.
    pub kind: Option<LabelKind>,
    /// Whether it is one of relations.
    pub is_relation: bool,
}

/// What is kept of a value in a file of our own, as [`Loose::extra`] has it: what is JSON stays as it is.
#[must_use]
pub fn kept(value: &str) -> String {
    if tree(value).is_ok() { value.to_owned() } else { to_json(&value.to_owned()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_twice_is_kept_twice() {
        let mut loose = Loose::default();
        for said in ["2025-07-03", "2025-07-04", "2025-07-04", "2025-07-05"] {
            loose.tells(MetaField::Published, "date", said);
        }
        assert_eq!(loose.about, [(MetaField::Published, "2025-07-05".to_owned())]);
        let kept: Vec<_> = loose.extra.iter().map(|(name, said)| (name.as_str(), said.as_str())).collect();
        assert_eq!(kept, [("date#2", "\"2025-07-03\""), ("date#3", "\"2025-07-04\"")]);
    }
}
