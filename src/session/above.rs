//! Taking many suggestions at once, by how sure the model was: which are meant, and what would come of it. Nothing of it is
//! kept: a person looks at it, and then it is one step, or none.

use std::rc::Rc;

use super::action::Args;
use super::command::Command;
use super::exporting::grouped;
use super::messages::{Message, Words};
use super::state::{State, Waiting};
use crate::edit::commands::label_of;
use crate::layout::Near;
use crate::model::order::sort_by;
use crate::model::{
    Annotation, AnnotationId, DocId, Document, LabelId, Origin, Project, Suggestion, Table, TextRange, Verdict,
};

/// Examples that are shown on each side of the score.
pub const EXAMPLES: usize = 4;

/// Characters of context on each side of an example, at most.
const CONTEXT: usize = 90;

/// Which suggestions are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Above {
    /// Those of all articles, not of the one that is shown.
    pub everywhere: bool,
    /// Those of one model; nothing for all.
    pub model: Option<Rc<str>>,
    /// Those with one of these labels; none for all.
    pub labels: Vec<LabelId>,
    /// At least this sure, in thousandths.
    pub at_least: u16,
    /// Also those of which nothing says how sure the model was.
    pub unscored: bool,
}

/// Where a suggestion stands to what is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    /// It is taken.
    Taken,
    /// It is not sure enough.
    Below,
    /// Another model, another label.
    Other,
}

/// A suggestion in its sentence.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// Its article.
    pub document: DocId,
    /// Which.
    pub id: AnnotationId,
    /// Its label.
    pub label: LabelId,
    /// What stands before it.
    pub before: String,
    /// Its words.
    pub words: String,
    /// What stands behind it.
    pub after: String,
    /// How sure the model was.
    pub score: Option<u16>,
    /// Whether it is taken.
    pub taken: bool,
    /// Whether something else is marked on some of its words.
    pub overlaps: bool,
}

/// How many of a label are taken, and how many stay.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OfLabel {
    /// Those that are taken.
    pub taken: usize,
    /// Those that stay open.
    pub stay: usize,
}

/// What would come of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Preview {
    /// By label, in the order of the schema; labels that it does not have come last.
    pub labels: Vec<(LabelId, OfLabel)>,
    /// The models that suggest something here.
    pub models: Vec<Rc<str>>,
    /// What is taken.
    pub taken: Vec<(DocId, AnnotationId)>,
    /// What is not sure enough.
    pub below: Vec<(DocId, AnnotationId)>,
    /// Those that are taken and go: the same is marked already, or suggested twice.
    pub doubled: usize,
    /// Those that are taken on words of which some carry another mark.
    pub overlapping: usize,
    /// Those that nobody can take: their label is not offered.
    pub unknown: usize,
    /// Those in documents that are only looked at.
    pub locked: usize,
    /// Articles that are meant and could not be read.
    pub unread: usize,
    /// Those without a score, whatever is meant.
    pub unscored: usize,
    /// Articles in which something is taken.
    pub articles: usize,
    /// Those nearest to the score: they are the doubtful ones.
    pub examples: Vec<Example>,
}

/// The model of a suggestion, and how sure it was.
#[must_use]
pub fn made_by(annotation: &Annotation) -> (&str, Option<u16>) {
    match &annotation.origin {
        Origin::Engine { id, permille } => (id, *permille),
        Origin::Import { format, .. } => (format, None),
        Origin::Person => ("", None),
    }
}

/// What the command is told when the articles that it waited for are here.
#[must_use]
pub fn reading() -> Args {
    Args { field: Some("read".to_owned()), ..Args::default() }
}

/// Whether articles that are meant are still being read.
#[must_use]
pub fn is_reading(state: &State) -> bool {
    let is_its = |waiting: &&Waiting| waiting.then == (Command::AcceptAbove, reading());
    state.waiting.iter().filter(is_its).any(|waiting| !waiting.left.is_empty())
}

impl Above {
    /// What is meant at first: all that the open article has; where it has nothing, of all articles.
    #[must_use]
    pub fn first(state: &State) -> Self {
        let is_open = |known: &Rc<Suggestion>| known.verdict == Verdict::Open;
        let here = state.document().filter(|document| document.suggestions.values().any(is_open));
        Self { everywhere: here.is_none(), at_least: 800, ..Self::default() }
    }

    /// The articles that are looked at, in the order of the project; none of which nothing can be taken.
    #[must_use]
    pub fn articles(&self, state: &State) -> Vec<DocId> {
        let is_free = |id: &DocId| state.project.entries.get(id).is_some_and(|entry| !entry.locked);
        self.meant(state).filter(|id| is_free(id)).cloned().collect()
    }

    /// The same, with those that are only looked at.
    fn meant<'a>(&'a self, state: &'a State) -> impl Iterator<Item = &'a DocId> {
        let here = |id: &&DocId| self.everywhere || state.open.as_ref() == Some(*id);
        let has = |id: &&DocId| state.project.entries.get(*id).is_some_and(|entry| entry.counts.suggestions != Some(0));
        state.project.order.iter().filter(here).filter(has)
    }

    /// Whether its model and its label are meant.
    fn is_meant(&self, suggestion: &Suggestion) -> bool {
        let (model, _) = made_by(&suggestion.annotation);
        let label = &suggestion.annotation.label;
        self.model.as_deref().is_none_or(|wanted| wanted == model)
            && (self.labels.is_empty() || self.labels.contains(label))
    }

    /// Whether it would be taken, could anybody take it.
    fn fits(&self, suggestion: &Suggestion) -> bool {
        let (_, score) = made_by(&suggestion.annotation);
        self.is_meant(suggestion) && score.map_or(self.unscored, |score| score >= self.at_least)
    }

    fn side(&self, project: &Project, suggestion: &Suggestion) -> Side {
        let (_, score) = made_by(&suggestion.annotation);
        match score {
            _ if !self.is_meant(suggestion) || label_of(&project.schema, suggestion).is_none() => Side::Other,
            Some(score) if score >= self.at_least => Side::Taken,
            None if self.unscored => Side::Taken,
            None => Side::Other,
            Some(_) => Side::Below,
        }
    }

    /// What would come of it, of the articles that are loaded.
    #[must_use]
    pub fn preview(&self, state: &State) -> Preview {
        let project = &state.project;
        let mut preview = Preview::default();
        let mut labels: Table<LabelId, OfLabel> = Table::new();
        let mut models: Table<Rc<str>, ()> = Table::new();
        let mut nearest: Vec<(u16, bool, usize, AnnotationId)> = Vec::new();
        let documents: Vec<Rc<Document>> = self.meant(state).filter_map(|id| project.document(id).cloned()).collect();
        let is_reading = is_reading(state);
        if !is_reading {
            let absent = self.articles(state).into_iter().filter(|id| project.document(id).is_none());
            preview.unread = absent.count();
        }
        for (place, document) in documents.iter().enumerate() {
            let open = || document.suggestions.values().filter(|known| known.verdict == Verdict::Open);
            if document.meta.locked {
                preview.locked += open().filter(|known| self.fits(known)).count();
                continue;
            }
            let marks = Marks::of(document);
            let before = preview.taken.len();
            let key = |annotation: &Annotation| (annotation.span.clone(), annotation.label.clone());
            let marked: Table<_, ()> = document.annotations.values().map(|mark| (key(mark), ())).collect();
            let mut seen = Table::new();
            for suggestion in open() {
                let annotation = &suggestion.annotation;
                let (model, score) = made_by(annotation);
                models.insert(Rc::from(model), ());
                preview.unscored += usize::from(score.is_none());
                if label_of(&project.schema, suggestion).is_none() && self.fits(suggestion) {
                    preview.unknown += 1;
                }
                let side = self.side(project, suggestion);
                let mut counts = labels.get(&annotation.label).cloned().unwrap_or_default();
                *(if side == Side::Taken { &mut counts.taken } else { &mut counts.stay }) += 1;
                labels.insert(annotation.label.clone(), counts);
                match side {
                    Side::Taken => {
                        let key = key(annotation);
                        let is_there = marked.contains_key(&key);
                        let is_new = seen.insert(key, ()).is_none();
                        preview.doubled += usize::from(is_there || !is_new);
                        preview.overlapping += usize::from(!is_there && is_new && marks.overlap(annotation));
                        preview.taken.push((document.id.clone(), annotation.id));
                    }
                    Side::Below => preview.below.push((document.id.clone(), annotation.id)),
                    Side::Other => continue,
                }
                // Those without a score come after all others.
                let far = score.map_or(u16::MAX, |score| score.abs_diff(self.at_least));
                nearest.push((far, side == Side::Taken, place, annotation.id));
            }
            preview.articles += usize::from(preview.taken.len() > before);
        }
        // While articles are read there are others at each drawing.
        if !is_reading {
            preview.examples = examples(&documents, nearest);
        }
        preview.models = models.keys().cloned().collect();
        let rank = |id: &LabelId| {
            project.schema.labels.iter().position(|label| label.id == *id).unwrap_or(project.schema.labels.len())
        };
        preview.labels = labels.iter().map(|(id, counts)| (id.clone(), counts.clone())).collect();
        sort_by(&mut preview.labels, |(one, _), (other, _)| rank(one).cmp(&rank(other)));
        preview
    }
}

impl Preview {
    /// What is told of what is taken: each on its own line, and only what there is.
    #[must_use]
    pub fn told(&self) -> Vec<String> {
        let all = [
            (self.doubled, Words::AboveDoubled),
            (self.overlapping, Words::AboveOverlapping),
            (self.unknown, Words::AboveUnknown),
            (self.locked, Words::AboveLocked),
            (self.unread, Words::AboveUnread),
        ];
        all.into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, words)| Message::new(words, &[grouped(count)]).text())
            .collect()
    }
}

/// Where marks lie, so that each suggestion need not be held against all.
struct Marks {
    all: Vec<Rc<Annotation>>,
    near: Near,
}

impl Marks {
    fn of(document: &Document) -> Self {
        let all: Vec<_> = document.annotations.values().cloned().collect();
        let near = Near::of(all.iter().map(|mark| mark.span.hull()).collect());
        Self { all, near }
    }

    /// Whether some of the words of a suggestion are marked.
    fn overlap(&self, suggested: &Annotation) -> bool {
        let touches = |mark: &Rc<Annotation>| {
            mark.span.fragments().any(|one| suggested.span.fragments().any(|other| one.overlaps(other)))
        };
        let mut near = self.near.overlapping(suggested.span.hull());
        near.any(|place| self.all.get(place).is_some_and(touches))
    }
}

/// The nearest on each side of the score, by how far they are from it.
fn examples(documents: &[Rc<Document>], mut nearest: Vec<(u16, bool, usize, AnnotationId)>) -> Vec<Example> {
    nearest.sort_unstable();
    let of = |taken: bool| nearest.iter().filter(move |near| near.1 == taken).take(EXAMPLES);
    // From the surest to the least sure, as on a scale.
    let mut above: Vec<_> = of(true).collect();
    above.reverse();
    let shown = above.into_iter().chain(of(false));
    shown
        .filter_map(|(_, taken, place, id)| {
            let document = documents.get(*place)?;
            let annotation = &document.suggestions.get(id)?.annotation;
            let [before, words, after] = sentence(document, annotation);
            Some(Example {
                document: document.id.clone(),
                id: *id,
                label: annotation.label.clone(),
                before,
                words,
                after,
                score: made_by(annotation).1,
                taken: *taken,
                overlaps: Marks::of(document).overlap(annotation),
            })
        })
        .collect()
}

/// The words of an annotation and what stands around them in their sentence, in one line.
fn sentence(document: &Document, annotation: &Annotation) -> [String; 3] {
    let text = document.article.text();
    let hull = annotation.span.hull();
    let block = document.blocks.get(document.block_at(hull.start())).map(|block| block.range);
    let from = block.map_or(0, TextRange::start).min(hull.start());
    let to = block.map_or(u32::MAX, TextRange::end).max(hull.end());
    let part = |from: u32, to: u32| text.get(from as usize..(to as usize).min(text.len())).unwrap_or_default();
    let flat = |words: &str| words.replace(['\n', '\t', '\r'], " ");
    let ends = |c: char| matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '۔' | '؟' | '।');
    let (before, after) = (part(from, hull.start()), part(hull.end(), to));
    // A stop with a space behind it, or one of scripts that have none.
    let begin = before.char_indices().rev().find(|(at, c)| {
        let rest = before.get(at + c.len_utf8()..).unwrap_or_default();
        ends(*c) && (rest.starts_with(char::is_whitespace) || !c.is_ascii()) && !rest.trim().is_empty()
    });
    let before = begin.map_or(before, |(at, c)| before.get(at + c.len_utf8()..).unwrap_or_default()).trim_start();
    let end = after.char_indices().find(|(at, c)| {
        let rest = after.get(at + c.len_utf8()..).unwrap_or_default();
        ends(*c) && (rest.is_empty() || rest.starts_with(char::is_whitespace) || !c.is_ascii())
    });
    let after = end.map_or(after, |(at, c)| after.get(..at + c.len_utf8()).unwrap_or_default()).trim_end();
    let count = before.chars().count();
    let cut_before = match count > CONTEXT {
        true => format!("…{}", before.chars().skip(count - CONTEXT).collect::<String>()),
        false => before.to_owned(),
    };
    let cut_after = match after.char_indices().nth(CONTEXT) {
        Some((at, _)) => format!("{}…", after.get(..at).unwrap_or_default()),
        None => after.to_owned(),
    };
    [flat(&cut_before), flat(&annotation.span.quote(&document.article)), flat(&cut_after)]
}
