//! Files of other tools: recognised, looked at, and taken in as somebody decided.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::message::import::{
    ChosenName, FIRST_ISSUES, Import, ImportChoice, ImportTold, ToldCounting, ToldGlimpse, ToldIssue, ToldName,
};
use super::recognising::{left_out, recognised, refusal};
use crate::formats::foreign::settle::{self, Counting, Named, Plan, Settled, Target};
use crate::formats::foreign::{CODECS, Codec, Foreign};
use crate::formats::json::to_json;
use crate::formats::native::object::ProjectObject;
use crate::formats::{Issue, TextFile, native};
use crate::intake::reader::{self, Given, unpacked};
use crate::model::{LabelKind, Project, Unit};

/// Titles that are told.
const TITLES: usize = 5;

/// What is on the desk: imports by number, each until it is forgotten.
#[derive(Default)]
pub(super) struct Importing {
    held: Vec<(u32, Held)>,
    codecs: Option<&'static [Codec]>,
}

struct Held {
    format: &'static str,
    foreign: Foreign,
    settled: Settled,
    /// How much of it was taken in.
    done: usize,
    counting: settle::Found,
    plan: Option<Plan>,
    /// Which of them are taken in together; none where each is by itself.
    together: Vec<Vec<usize>>,
}

impl Importing {
    /// For tests: with these formats.
    #[cfg(test)]
    fn with(codecs: &'static [Codec]) -> Self {
        Self { held: Vec::new(), codecs: Some(codecs) }
    }

    /// One step.
    pub(super) fn step(
        &mut self,
        step: &Import,
        project: &Project,
        bytes: impl Iterator<Item = Vec<u8>>,
    ) -> ImportTold {
        match &step.choice {
            Some(choice) => self.take(step, choice, project),
            None => {
                self.held.retain(|(number, _)| *number != step.number);
                if step.forget {
                    return ImportTold::default();
                }
                let given = step.look.iter().zip(bytes);
                let given = given.map(|(file, bytes)| Given { name: file.name.clone(), bytes, encoding: None });
                self.look(step, given.collect(), project)
            }
        }
    }

    fn look(&mut self, step: &Import, given: Vec<Given>, project: &Project) -> ImportTold {
        let reader::Held { texts: files, refused } = unpacked(given);
        // What each file is called where something is told of it, and the file that it came in.
        let mut paths: Vec<(String, usize)> = Vec::with_capacity(files.len());
        let mut texts: Vec<TextFile> = Vec::with_capacity(files.len());
        for file in files {
            paths.push((file.path, file.of));
            texts.push(TextFile { name: file.name, text: file.text });
        }
        let Some((codec, own)) = recognised(self.codecs.unwrap_or(CODECS), &texts, step.suggests) else {
            return ImportTold::default();
        };
        let mut of: Vec<usize> = own.iter().filter_map(|at| Some(paths.get(*at)?.1)).collect();
        of.dedup();
        let mut left: Vec<Issue> = Vec::new();
        for (at, (path, _)) in paths.iter().enumerate().filter(|(_, (_, number))| of.contains(number)) {
            if let Some(text) = texts.get(at).filter(|_| own.binary_search(&at).is_err()) {
                left.push(left_out(path, text));
            }
        }
        left.extend(refused.into_iter().filter(|(number, _)| of.contains(number)).map(|(_, one)| refusal(one)));
        let mut texts: Vec<Option<TextFile>> = texts.into_iter().map(Some).collect();
        let own: Vec<TextFile> = own.into_iter().filter_map(|at| texts.get_mut(at)?.take()).collect();
        drop(texts);
        let Some(mut foreign) = codec.read.map(|read| read(&own)) else { return ImportTold::default() };
        let is_plain = foreign.documents.iter().all(|loose| loose.spans.is_empty() && loose.values.is_empty());
        if is_plain {
            // Articles about which nothing is said come in as articles.
            return ImportTold::default();
        }
        foreign.issues.append(&mut left);
        let counting = settle::counting(&foreign);
        let mut told = told(codec.id, of, &foreign, &counting, project);
        told.suggests = step.suggests;
        let held = Held {
            format: codec.id,
            foreign,
            settled: Settled::default(),
            done: 0,
            counting,
            plan: None,
            together: Vec::new(),
        };
        self.held.push((step.number, held));
        told
    }

    fn take(&mut self, step: &Import, choice: &ImportChoice, project: &Project) -> ImportTold {
        let held = self.held.iter_mut().find(|(number, _)| *number == step.number);
        let Some((_, held)) = held else { return ImportTold { missing: true, ..ImportTold::default() } };
        let mut issues = Vec::new();
        if step.from == 0 || held.plan.is_none() {
            let counting = Counting::parse(&choice.counting).or(held.counting.chosen);
            let counting = counting.unwrap_or(Counting::of(Unit::CodePoint));
            let (mut labels, mut kinds) = settle::names(&held.foreign, &project.schema, Some(counting));
            decide(&mut labels, &choice.labels);
            decide(&mut kinds, &choice.kinds);
            let model = choice.model.as_deref().filter(|model| !model.trim().is_empty());
            let of = (held.format, &held.foreign);
            let mut plan = Plan::new(of, counting, (&labels, &kinds), &project.schema, &choice.keys);
            if let Some(model) = model {
                plan.schema.document.clone_from(&project.schema.document);
                plan.model = Some(Rc::from(model));
            }
            held.together = if plan.model.is_some() { settle::together(&held.foreign.documents) } else { Vec::new() };
            held.plan = Some(plan);
            held.settled = Settled::with(&project.entities, &project.people);
            issues.clone_from(&held.foreign.issues);
        }
        let Some(plan) = &held.plan else { return ImportTold { missing: true, ..ImportTold::default() } };
        held.done = step.from;
        let mut around = project.clone();
        around.schema = plan.schema.clone().into();
        let mut lines = String::new();
        while let Some(loose) = held.foreign.documents.get(held.done) {
            let of_one = held.together.get(held.done).map(Vec::as_slice);
            held.done += 1;
            let document = match of_one {
                // Those that suggest something for one text do so together.
                Some(places) => {
                    let all: Vec<_> = places.iter().filter_map(|at| held.foreign.documents.get(*at)).collect();
                    held.settled.gathered(&all, plan)
                }
                None => held.settled.document(loose, plan),
            };
            let Some(document) = document else { continue };
            around.entities.clone_from(&held.settled.entities);
            around.people.clone_from(&held.settled.people);
            let mut line = native::line(&around, &document, lines.is_empty());
            // A line of our own says more of its article than others can.
            if let Some(own) = loose.own.as_ref().filter(|_| line.text == loose.text) {
                (line.meta, line.blocks) = (own.meta.clone(), own.blocks.clone());
            }
            // It is no part of the project of which these are lines.
            line.project = ProjectObject::default();
            lines.push_str(&to_json(&line));
            lines.push('\n');
            if lines.len() >= step.bytes {
                break;
            }
        }
        issues.append(&mut held.settled.issues);
        let ended = held.done >= held.foreign.documents.len();
        let (done, all_issues) = (held.done, issues.len());
        let articles = held.foreign.documents.len();
        let issues = issues.iter().map(issue).collect();
        ImportTold {
            format: held.format.into(),
            articles,
            lines,
            done,
            ended,
            issues,
            all_issues,
            ..ImportTold::default()
        }
    }
}

fn told(format: &str, files: Vec<usize>, foreign: &Foreign, found: &settle::Found, project: &Project) -> ImportTold {
    let (labels, kinds) = settle::names(foreign, &project.schema, found.chosen);
    let mut issues = foreign.issues.clone();
    if let Some(counting) = found.chosen {
        let plan = Plan::new((format, foreign), counting, (&labels, &kinds), &project.schema, "");
        let mut settled = Settled::with(&project.entities, &project.people);
        for loose in &foreign.documents {
            let _ = settled.document(loose, &plan);
        }
        issues.append(&mut settled.issues);
    }
    let title = |loose: &crate::formats::foreign::loose::Loose| {
        let words = if loose.title.is_empty() { &loose.text } else { &loose.title };
        words.trim_start_matches('\u{feff}').split_whitespace().take(12).collect::<Vec<_>>().join(" ")
    };
    let spans = || foreign.documents.iter().flat_map(|loose| &loose.spans);
    ImportTold {
        format: format.to_owned(),
        files,
        articles: foreign.documents.len(),
        spans: foreign.documents.iter().map(|loose| loose.spans.len()).sum(),
        relations: foreign.documents.iter().map(|loose| loose.relations.len()).sum(),
        scored: spans().filter(|span| span.score.is_some()).count(),
        suggested: spans().filter(|span| span.suggested.is_some()).count(),
        model: model_of(foreign),
        titles: foreign.documents.iter().take(TITLES).map(title).collect(),
        labels: labels.into_iter().map(name).collect(),
        kinds: kinds.into_iter().map(name).collect(),
        counting: found.chosen.map_or_else(String::new, Counting::name),
        certain: found.is_certain,
        countings: found.candidates.iter().map(counting).collect(),
        issues: issues.iter().take(FIRST_ISSUES).map(issue).collect(),
        all_issues: issues.len(),
        ..ImportTold::default()
    }
}

/// What the files call the model that made them: what all that say so agree on; else the one annotator of all articles, which
/// programs that learn are written down as, too; else the name of the first file.
fn model_of(foreign: &Foreign) -> String {
    let spans = foreign.documents.iter().flat_map(|loose| &loose.spans);
    let by: BTreeSet<&str> = spans.map(|span| span.by.as_str()).filter(|by| !by.is_empty()).collect();
    let people: BTreeSet<&str> = foreign.documents.iter().filter_map(|loose| loose.annotator.as_deref()).collect();
    let alone = |names: BTreeSet<&str>| names.iter().next().filter(|_| names.len() == 1).map(|name| (*name).to_owned());
    let file = || {
        let path = foreign.documents.first().map_or("", |loose| &*loose.file);
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
        name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_owned()
    };
    alone(by).or_else(|| alone(people)).unwrap_or_else(file)
}

fn name(named: Named) -> ToldName {
    let kind = match named.kind {
        LabelKind::Entity => "entity",
        LabelKind::Claim => "claim",
        LabelKind::Cue => "cue",
    };
    let to = match named.target {
        Target::Known(id) => Some(id),
        Target::New | Target::Ignored => None,
    };
    ToldName { name: named.name, count: named.count, kind: kind.to_owned(), examples: named.examples, to }
}

fn counting(candidate: &settle::Candidate) -> ToldCounting {
    let glimpse = |[before, words, after]: &[String; 3]| {
        let (before, words, after) = (before.clone(), words.clone(), after.clone());
        ToldGlimpse { before, words, after }
    };
    ToldCounting {
        name: candidate.counting.name(),
        hits: candidate.hits,
        misses: candidate.misses,
        outside: candidate.outside,
        glimpses: candidate.glimpses.iter().map(glimpse).collect(),
    }
}

fn issue(issue: &Issue) -> ToldIssue {
    let (problem, facts) = issue.problem.facts();
    let (file, line, path) = (issue.file.clone(), issue.line, issue.path.clone());
    ToldIssue { file, line, path, problem: problem.to_owned(), facts }
}

/// Takes decisions over what was proposed.
fn decide(names: &mut [Named], chosen: &[ChosenName]) {
    for named in names {
        let Some(chosen) = chosen.iter().find(|chosen| chosen.name == named.name) else { continue };
        named.target = match &chosen.to {
            _ if chosen.ignored => Target::Ignored,
            Some(id) => Target::Known(id.clone()),
            None => Target::New,
        };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::foreign::Codec;
    use crate::formats::foreign::loose::{Loose, LooseSpan};
    use crate::model::{ProjectId, news_schema};
    use crate::workshop::message::import::ImportFile;

    /// Lines of `start end label`, in front of which stands the text, after `%`.
    const TINY: &[Codec] = &[Codec {
        id: "tiny",
        write: None,
        recognise: |files| if files.iter().all(|file| file.text.starts_with('%')) { 90 } else { 0 },
        read: Some(|files| {
            let documents = files.iter().map(|file| {
                let mut lines = file.text.lines();
                let text = lines.next().unwrap_or_default().trim_start_matches('%').to_owned();
                let spans = lines.map(|line| {
                    let mut parts = line.split(' ');
                    let mut number = || parts.next().and_then(|part| part.parse().ok()).unwrap_or(0);
                    let fragments = vec![(number(), number())];
                    LooseSpan { id: line.to_owned(), label: parts.collect(), fragments, ..LooseSpan::default() }
                });
                Loose { file: file.name.clone(), spans: spans.collect(), text, ..Loose::default() }
            });
            Foreign { documents: documents.collect(), ..Foreign::default() }
        }),
    }];

    fn project() -> Project {
        let mut project = Project::new(ProjectId::from_bits(1), "");
        project.schema = news_schema::news().into();
        project
    }

    fn look(desk: &mut Importing, files: &[(&str, &str)]) -> ImportTold {
        let look = files.iter().map(|(name, _)| ImportFile { name: (*name).to_owned() }).collect();
        let bytes = files.iter().map(|(_, text)| text.as_bytes().to_vec());
        desk.step(&Import { look, ..Import::default() }, &project(), bytes)
    }

    fn take(desk: &mut Importing, choice: ImportChoice, from: usize) -> ImportTold {
        let step = Import { choice: Some(choice), from, bytes: 1, ..Import::default() };
        desk.step(&step, &project(), std::iter::empty())
    }

    #[test]
    fn what_is_recognised_waits_and_is_taken_in_as_decided() {
        let mut desk = Importing::with(TINY);
        let one = "%😀 Ana met Bo.\n3 6 PER\n11 13 Dog\n7 10 Noise\n";
        let told = look(&mut desk, &[("page.html", "<p>no"), ("a.x", one), ("b.x", "%Bo.\n0 2 PER\n")]);
        assert_eq!((told.format.as_str(), told.files.as_slice()), ("tiny", [1, 2].as_slice()));
        assert_eq!((told.articles, told.spans, told.certain, told.counting.as_str()), (2, 4, false, "utf16"));
        let proposed: Vec<_> =
            told.labels.iter().map(|named| (&*named.name, named.count, named.to.as_deref())).collect();
        assert_eq!(proposed, [("PER", 2, Some("person")), ("Dog", 1, None), ("Noise", 1, None)]);
        assert_eq!(told.labels[1].examples, ["Bo"]);
        let chosen = |name: &str, to: Option<&str>, ignored| ChosenName {
            name: name.to_owned(),
            to: to.map(str::to_owned),
            ignored,
        };
        let labels = vec![chosen("PER", Some("person"), false), chosen("Noise", None, true)];
        let choice = ImportChoice { counting: "utf16".into(), labels, keys: "xd".into(), ..ImportChoice::default() };
        let first = take(&mut desk, choice.clone(), 0);
        assert_eq!((first.done, first.ended, first.lines.lines().count()), (1, false, 1));
        let second = take(&mut desk, choice.clone(), 1);
        assert!(second.ended);
        let read = native::read("x.jsonl", &(first.lines + &second.lines));
        assert_eq!(read.issues, []);
        let words: Vec<_> = read.documents[0]
            .in_reading_order()
            .iter()
            .map(|a| (a.span.quote(&read.documents[0].article), a.label.to_string()))
            .collect();
        assert_eq!(words, [("Ana".to_owned(), "person".to_owned()), ("Bo".to_owned(), "Dog".to_owned())]);
        let new = read.schemas[0].labels.iter().find(|label| label.id.as_str() == "Dog").expect("it comes along");
        assert_eq!((new.key, &*new.short), (Some('d'), "DOG"));
        assert_eq!(take(&mut desk, choice, 0).lines.lines().count(), 1, "it can be taken again");
    }

    #[test]
    fn imports_do_not_mix_and_are_let_go_of() {
        let mut desk = Importing::with(TINY);
        let look = |desk: &mut Importing, number, text: &str| {
            let look = vec![ImportFile { name: "a.x".to_owned() }];
            let step = Import { number, look, ..Import::default() };
            desk.step(&step, &project(), std::iter::once(text.as_bytes().to_vec()))
        };
        let take = |desk: &mut Importing, number| {
            let choice = Some(ImportChoice::default());
            desk.step(&Import { number, choice, bytes: 1, ..Import::default() }, &project(), std::iter::empty())
        };
        assert_eq!(look(&mut desk, 1, "%Ana met Bo.\n0 3 PER\n").spans, 1);
        assert_eq!(look(&mut desk, 2, "%A ship.\n2 6 Ship\n").spans, 1);
        assert!(take(&mut desk, 1).lines.contains("Ana met Bo."), "another one came, and this one still lies there");
        assert!(take(&mut desk, 2).lines.contains("A ship."));
        assert_eq!(look(&mut desk, 2, "no"), ImportTold::default());
        assert!(take(&mut desk, 2).missing, "what was there is gone with the next look");
        assert!(!take(&mut desk, 1).missing);
        let forget = Import { number: 1, forget: true, ..Import::default() };
        assert_eq!(desk.step(&forget, &project(), std::iter::empty()), ImportTold::default());
        assert!(take(&mut desk, 1).missing && desk.held.is_empty());
    }

    #[test]
    fn articles_about_which_nothing_is_said_are_left_to_others() {
        let mut desk = Importing::with(TINY);
        assert_eq!(look(&mut desk, &[("a.x", "%Only a text.\n")]), ImportTold::default());
        assert_eq!(look(&mut desk, &[("a.x", "no")]), ImportTold::default());
        assert!(take(&mut desk, ImportChoice::default(), 0).missing);
    }
}
