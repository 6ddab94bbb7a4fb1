//! A loose document becomes one of the project.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::counting::Views;
use super::place;
use super::plan::{Plan, clean, known, value};
use super::things::Things;
use crate::formats::foreign::loose::{Loose, LooseSpan, Made};
use crate::formats::json::{self, Json};
use crate::formats::{Issue, Problem};
use crate::model::id::bits_for_foreign_name;
use crate::model::{
    AnchorDoubt, Annotation, AnnotationId, Article, Attribute, AttributeName, Attributes, Block, DocId, Document,
    Doubt, Entity, EntityId, FixedText, KindId, LabelId, Meta, Origin, Person, PersonId, RelationId, Span, Status,
    Suggestion, Table, Verdict,
};

/// Longest title, in characters.
const TITLE: usize = 120;

/// What documents bring along, and what was told of them.
#[derive(Clone, Debug, Default)]
pub struct Settled {
    /// Things that mentions name; those that were known before stand here too.
    pub entities: Table<EntityId, Rc<Entity>>,
    /// Who annotated.
    pub people: Table<PersonId, Rc<Person>>,
    /// What was not taken as it stands.
    pub issues: Vec<Issue>,
    /// Spans that were placed by their words.
    pub moved: usize,
    /// Spans that have no place.
    pub lost: usize,
    /// How often an id was wanted for a document of somebody, and the ids that were given away.
    wanted: Table<String, u32>,
    given: BTreeSet<String>,
    /// People by what they are called.
    named: Table<String, PersonId>,
    pub(super) things: Things,
}

impl Settled {
    /// Begins with the things that a project knows.
    #[must_use]
    pub fn with(entities: &Table<EntityId, Rc<Entity>>, people: &Table<PersonId, Rc<Person>>) -> Self {
        let (entities, things) = (entities.clone(), Things::of(entities));
        // Of two of one name the first one is meant.
        let named = people.values().rev().map(|person| (person.name.to_string(), person.id)).collect();
        Self { entities, things, named, people: people.clone(), ..Self::default() }
    }

    /// The next document; `None`, with a report, where it has no text.
    pub fn document(&mut self, loose: &Loose, plan: &Plan) -> Option<Document> {
        if loose.text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
            self.tell(loose, "", Problem::Empty);
            return None;
        }
        let fixed = FixedText::new(&loose.text);
        let article = Article::new(fixed.clone(), &loose.file);
        let id = self.id_of(loose, &article, plan);
        // What a model suggests is nobody's work, and is said of marks and links alone.
        let suggests = plan.model.is_some();
        let named = loose.annotator.as_deref().filter(|name| !suggests && !name.trim().is_empty());
        let annotator = named.map(|name| self.person(name));
        let is_said = !suggests && loose.spans.iter().any(|span| span.suggested.is_none());
        let blocks = Block::lines(article.text());
        let mut meta = Meta {
            title: title_of(loose, article.text()),
            language: loose.language.as_deref().map(Rc::from),
            extra: loose.extra.iter().map(|(name, value)| (Rc::from(name.as_str()), plain_value(value))).collect(),
            status: if is_said { Status::InProgress } else { Status::New },
            values: if suggests { Attributes::new() } else { values_of(&plan.schema.document, &loose.values) },
            annotator,
            schema_version: plan.schema.version,
            ..Meta::default()
        };
        for (field, said) in &loose.about {
            if let Ok(said) = field.checked(said) {
                meta = field.set(&meta, said);
            }
        }
        let mut document = Document::new(id, article, meta, blocks);
        let scope = Scope { plan, loose, document: document.id.to_string(), annotator };
        let (spans, linked) = self.spans(&scope, &fixed, &mut document);
        if suggests {
            self.tell_number(loose, "suggested_values", loose.values.len());
        }
        self.links(&scope, &spans, &mut document);
        self.name_things(&scope, &spans, &linked, &mut document);
        Some(document)
    }

    /// Tells that so many of an article were left out.
    pub(super) fn tell_number(&mut self, loose: &Loose, why: &str, number: usize) {
        if number > 0 {
            let (why, words) = (why.to_owned(), String::new());
            self.tell(loose, "", Problem::NotTaken { why, number, words, is_warning: true });
        }
    }

    pub(super) fn tell(&mut self, loose: &Loose, path: &str, problem: Problem) {
        self.issues.push(Issue { file: loose.file.clone(), line: loose.line, path: path.to_owned(), problem });
    }

    /// The id that the file says, else that of the text. Two documents of one person have two: the second one's is made, and
    /// is none that any file says or that was given away.
    fn id_of(&mut self, loose: &Loose, article: &Article, plan: &Plan) -> DocId {
        let told = clean_id(&loose.id);
        let id = told.unwrap_or_else(|| Document::id_for(article).to_string());
        let by = loose.annotator.as_deref().unwrap_or_default();
        let key = |id: &str| format!("{id}\n{by}");
        if self.given.insert(key(&id)) {
            return DocId::from(id.as_str());
        }
        let mut number = self.wanted.get(&key(&id)).copied().unwrap_or(1);
        let made = loop {
            number += 1;
            let made = format!("{id}-{number}");
            if !plan.ids.contains(&made) && self.given.insert(key(&made)) {
                break made;
            }
        };
        self.wanted.insert(key(&id), number);
        DocId::from(made.as_str())
    }

    fn person(&mut self, name: &str) -> PersonId {
        if let Some(id) = self.named.get(name) {
            return *id;
        }
        let id: PersonId = match name.parse() {
            Ok(id) => return id,
            Err(_) => PersonId::from_bits(bits_for_foreign_name(name)),
        };
        let name = clean(name);
        self.named.insert(name.clone(), id);
        self.people.insert(id, Rc::new(Person { id, name: Rc::from(name) }));
        id
    }

    /// Who made something: whom the file names, else whoever annotated the article.
    pub(super) fn author(&mut self, scope: &Scope<'_>, made: &Made) -> Option<PersonId> {
        made.by.as_deref().filter(|name| !name.trim().is_empty()).map(|name| self.person(name)).or(scope.annotator)
    }

    /// Makes the annotations; what came of each span, by its id in the file, and those that have an address.
    fn spans<'a>(
        &mut self,
        scope: &Scope<'a>,
        fixed: &FixedText,
        document: &mut Document,
    ) -> (Table<String, Fate>, Vec<(AnnotationId, &'a LooseSpan)>) {
        let Scope { plan, loose, .. } = *scope;
        let mut views = Views::of(&loose.text);
        let view = views.of_counting(plan.counting);
        let (mut fates, mut linked) = (Table::new(), Vec::new());
        let mut note = |span: &LooseSpan, fate| {
            if !span.id.is_empty() && !fates.contains_key(&span.id) {
                fates.insert(span.id.clone(), fate);
            }
        };
        for (number, span) in loose.spans.iter().enumerate() {
            let Some(Some(label)) = plan.labels.get(&span.label) else {
                note(span, Fate::Ignored);
                continue;
            };
            let path = if span.path.is_empty() { format!("spans[{number}]") } else { span.path.clone() };
            let placed = match place::place(span, view, plan.counting.unit, (fixed, &document.article)) {
                Ok(placed) => placed,
                Err(problem) => {
                    self.lost += 1;
                    note(span, Fate::Lost);
                    self.tell(loose, &path, problem);
                    continue;
                }
            };
            let doubt = placed.moved.map(|quote| {
                self.moved += 1;
                self.tell(loose, &path, Problem::Moved { quote });
                Doubt { source: AnchorDoubt::Moved, reason: Rc::from("") }
            });
            let doubt = doubt.or_else(|| span.doubt.clone());
            let taken =
                |id: &AnnotationId| document.annotations.contains_key(id) || document.suggestions.contains_key(id);
            let attributes = plan
                .schema
                .label(label)
                .map_or_else(Attributes::new, |label| values_of(&label.attributes, &span.attributes));
            let suggested = span.suggested.or_else(|| plan.model.is_some().then_some(Verdict::Open));
            let origin = scope.origin(&span.id, (suggested.is_some(), span.suggested.is_some()), span.score, &span.by);
            let id = match &origin {
                Origin::Engine { id, .. } if plan.model.is_some() => {
                    let id = scope.suggestion_id(id, label, &placed.span, &document.article);
                    if taken(&id) {
                        // The same once more.
                        note(span, Fate::Suggested(id));
                        continue;
                    }
                    id
                }
                _ => scope.annotation_id(span, &path, &taken),
            };
            let annotation = Annotation {
                id,
                label: label.clone(),
                span: placed.span,
                attributes,
                entity: None,
                note: Rc::from(span.note.as_str()),
                doubt,
                author: self.author(scope, &span.made),
                created: span.made.created.unwrap_or_default(),
                changed: span.made.changed.unwrap_or_default(),
                origin,
            };
            if span.link.is_some() {
                linked.push((id, span));
            }
            if let Some(verdict) = suggested {
                let suggestion = Suggestion { annotation, verdict };
                document.suggestions.insert(id, Rc::new(suggestion));
                note(span, Fate::Suggested(id));
            } else {
                document.annotations.insert(id, Rc::new(annotation));
                note(span, Fate::Made(id));
            }
        }
        (fates, linked)
    }
}

/// What came of a span.
#[derive(Clone, Copy)]
pub(super) enum Fate {
    Made(AnnotationId),
    Suggested(AnnotationId),
    Ignored,
    Lost,
}

impl Fate {
    /// The annotation or suggestion that it became.
    pub(super) const fn annotation(self) -> Option<AnnotationId> {
        match self {
            Self::Made(id) | Self::Suggested(id) => Some(id),
            Self::Ignored | Self::Lost => None,
        }
    }
}

/// The document that is made.
pub(super) struct Scope<'a> {
    pub(super) plan: &'a Plan,
    pub(super) loose: &'a Loose,
    document: String,
    annotator: Option<PersonId>,
}

impl Scope<'_> {
    /// Bits for a name of the file: the same whenever it is read.
    pub(super) fn bits(&self, what: &str, name: &str) -> u64 {
        let by = self.loose.annotator.as_deref().unwrap_or_default();
        bits_for_foreign_name(&format!("{}\n{}\n{by}\n{what}\n{name}", self.plan.format, self.document))
    }

    /// An id that is ours stays; of others one is made. Where that is taken, the place in the file says which one is meant.
    fn annotation_id(&self, span: &LooseSpan, path: &str, taken: &dyn Fn(&AnnotationId) -> bool) -> AnnotationId {
        let name = if span.id.is_empty() { path } else { &span.id };
        let first = span.id.parse().unwrap_or_else(|_| AnnotationId::from_bits(self.bits("span", name)));
        let further = (0_u32..).map(|number| AnnotationId::from_bits(self.bits("again", &format!("{path}\n{number}"))));
        std::iter::once(first).chain(further).find(|id| !taken(id)).unwrap_or(first)
    }

    /// The id of what a model suggests: the same in each of its files that says this of these words.
    fn suggestion_id(&self, model: &str, label: &LabelId, span: &Span, article: &Article) -> AnnotationId {
        let places: Vec<String> = span.fragments().map(|part| format!("{}-{}", part.start(), part.end())).collect();
        let name = format!("suggested\n{model}\n{}\n{label}\n{}", article.sha256(), places.join(" "));
        AnnotationId::from_bits(bits_for_foreign_name(&name))
    }

    /// The id of a link that a model suggests, made of its kind and of both ends, which say the text: the same in each of its
    /// files.
    pub(super) fn suggested_link_id(
        &self,
        origin: &Origin,
        kind: &KindId,
        (from, to): (AnnotationId, AnnotationId),
    ) -> RelationId {
        let model = if let Origin::Engine { id, .. } = origin { id } else { &self.plan.format };
        RelationId::from_bits(bits_for_foreign_name(&format!("suggested link\n{model}\n{kind}\n{from}\n{to}")))
    }

    /// Where something comes from: what proposed it, also where somebody took it since, else the file. Of what is suggested
    /// now, and was not in the file, the person has said by which model.
    pub(super) fn origin(
        &self,
        original: &str,
        (is_suggested, was_suggested): (bool, bool),
        permille: Option<u16>,
        by: &str,
    ) -> Origin {
        let model = self.plan.model.clone().filter(|_| !was_suggested || by.is_empty());
        let id = model.unwrap_or_else(|| Rc::from(by));
        match (is_suggested, id.is_empty()) {
            (_, false) => Origin::Engine { id, permille },
            (true, true) => Origin::Engine { id: self.plan.format.clone(), permille },
            (false, true) => Origin::Import { format: self.plan.format.clone(), original_id: Rc::from(original) },
        }
    }
}

/// An id as a document may have it; nothing where there is none.
pub(super) fn clean_id(id: &str) -> Option<String> {
    let kept: String = id.trim().chars().filter(|c| !c.is_control()).take(200).collect();
    (!kept.is_empty()).then_some(kept)
}

/// The title, else the first line of the text.
fn title_of(loose: &Loose, text: &str) -> Rc<str> {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty()).unwrap_or_default();
    let title = if loose.title.trim().is_empty() { first } else { loose.title.trim() };
    title.chars().take(TITLE).collect::<String>().into()
}

/// A value as it is kept: a text without its quotation marks, where it cannot be mistaken for anything else; JSON otherwise.
fn plain_value(value: &str) -> Rc<str> {
    match json::tree(value) {
        Ok(Json::Text(text)) if json::tree(&text).is_err() => Rc::from(text),
        _ => Rc::from(value),
    }
}

pub(super) fn values_of(attributes: &[Attribute], told: &[(String, String)]) -> Attributes {
    let mut all = Attributes::new();
    for (name, told) in told {
        let (name, told) = match known(attributes, name) {
            Some(attribute) => (attribute.name.clone(), value(attribute, told)),
            None => (AttributeName::from(clean(name).as_str()), Rc::from(told.as_str())),
        };
        let mut values: Vec<Rc<str>> = all.get(&name).cloned().unwrap_or_default();
        if !values.contains(&told) {
            values.push(told);
        }
        all.insert(name, values);
    }
    all
}
