//! How much of what is in each set.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use super::WHOLE;
use super::divide::SETS;
use crate::formats::foreign::Options;
use crate::model::{DocId, Document, LabelKind, PersonId, Project};

/// A set and how much is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SetCounts {
    /// `articles`, `train`, `dev` or `test`.
    pub name: &'static str,
    /// Documents in it.
    pub documents: usize,
    /// Articles they are about.
    pub articles: usize,
    /// Annotations in them.
    pub annotations: usize,
    /// Claims among those.
    pub claims: usize,
    /// Relations between them.
    pub relations: usize,
}

#[derive(Default)]
struct Counted {
    documents: usize,
    articles: BTreeSet<DocId>,
    characters: u64,
    claims: usize,
    labels: BTreeMap<String, usize>,
    relations: BTreeMap<String, usize>,
    /// Documents and annotations of each person.
    people: BTreeMap<String, (usize, usize)>,
    statuses: BTreeMap<&'static str, usize>,
}

/// How much of what was written.
#[derive(Default)]
pub(super) struct Statistics {
    options: Options,
    /// Labels of suggestions, where those are written.
    suggested: BTreeSet<String>,
    sets: BTreeMap<&'static str, Counted>,
    languages: BTreeSet<String>,
}

impl Statistics {
    /// Nothing yet. What was chosen says whether people have their names, and whether suggestions are written.
    pub(super) fn new(options: Options) -> Self {
        Self { options, ..Self::default() }
    }

    /// Counts a document.
    pub(super) fn add(&mut self, set: &'static str, document: &Document, project: &Project) {
        let called = |id: PersonId| {
            let name = project.people.get(&id).filter(|person| self.options.names && !person.name.is_empty());
            name.map_or_else(|| id.to_string(), |person| person.name.to_string())
        };
        let counted = self.sets.entry(set).or_default();
        counted.documents += 1;
        counted.articles.insert(document.meta.copy_of.as_ref().unwrap_or(&document.id).clone());
        counted.characters += u64::from(document.article.lengths().code_points);
        *counted.statuses.entry(document.meta.status.as_str()).or_default() += 1;
        if let Some(person) = document.meta.annotator {
            counted.people.entry(called(person)).or_default().0 += 1;
        }
        for annotation in document.annotations.values() {
            *counted.labels.entry(annotation.label.to_string()).or_default() += 1;
            counted.claims += usize::from(project.schema.kind_of(&annotation.label) == LabelKind::Claim);
            if let Some(person) = annotation.author {
                counted.people.entry(called(person)).or_default().1 += 1;
            }
        }
        for relation in document.relations.values().filter(|relation| !document.waits(relation)) {
            *counted.relations.entry(relation.kind.to_string()).or_default() += 1;
        }
        let written = document.suggestions.values().filter(|known| self.options.writes(known.verdict));
        self.suggested.extend(written.map(|suggestion| suggestion.annotation.label.to_string()));
        self.languages.extend(document.meta.language.as_ref().map(ToString::to_string));
    }

    /// The sets, in the order of a split.
    pub(super) fn sets(&self) -> Vec<SetCounts> {
        let sets = SETS.iter().chain([&WHOLE]).filter_map(|name| self.sets.get_key_value(name));
        let counts = |(name, counted): (&&'static str, &Counted)| SetCounts {
            name,
            documents: counted.documents,
            articles: counted.articles.len(),
            annotations: counted.labels.values().sum(),
            claims: counted.claims,
            relations: counted.relations.values().sum(),
        };
        sets.map(counts).collect()
    }

    /// The languages that documents name, sorted.
    pub(super) fn languages(&self) -> impl Iterator<Item = &String> {
        self.languages.iter()
    }

    /// The labels of suggestions that were written.
    pub(super) fn suggested(&self) -> impl Iterator<Item = &String> {
        self.suggested.iter()
    }

    /// How often each label and each kind of relation stands in all of it.
    pub(super) fn said(&self) -> (BTreeMap<String, usize>, BTreeMap<String, usize>) {
        let all = self.all();
        (all.labels, all.relations)
    }

    /// All of it as a file.
    pub(super) fn to_json(&self) -> String {
        let set = |counted: &Counted| {
            let people = counted.people.iter();
            let people: BTreeMap<&String, Value> = people
                .map(|(name, (documents, annotations))| {
                    (name, json!({ "documents": documents, "annotations": annotations }))
                })
                .collect();
            json!({
                "documents": counted.documents,
                "articles": counted.articles.len(),
                "characters": counted.characters,
                "annotations": counted.labels.values().sum::<usize>(),
                "claims": counted.claims,
                "labels": counted.labels,
                "relations": counted.relations,
                "annotators": people,
                "status": counted.statuses,
            })
        };
        let sets: BTreeMap<&str, Value> = self.sets.iter().map(|(name, counted)| (*name, set(counted))).collect();
        super::pretty(&json!({ "sets": sets, "all": set(&self.all()) }))
    }

    fn all(&self) -> Counted {
        let mut all = Counted::default();
        for counted in self.sets.values() {
            all.documents += counted.documents;
            all.articles.extend(counted.articles.iter().cloned());
            all.characters += counted.characters;
            all.claims += counted.claims;
            for (name, count) in &counted.labels {
                *all.labels.entry(name.clone()).or_default() += count;
            }
            for (name, count) in &counted.relations {
                *all.relations.entry(name.clone()).or_default() += count;
            }
            for (name, (documents, annotations)) in &counted.people {
                let person = all.people.entry(name.clone()).or_default();
                *person = (person.0 + documents, person.1 + annotations);
            }
            for (name, count) in &counted.statuses {
                *all.statuses.entry(name).or_default() += count;
            }
        }
        all
    }
}
