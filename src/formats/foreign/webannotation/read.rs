//! From files to documents: annotations are put with the texts they are about, what is said of an annotation with that one,
//! and links between two of them become relations.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::aimed::{Place, choices, places};
use super::build::Build;
use super::gather::{Found, Gathered, agent, gather, is_a, plain};
use super::said::{Said, motivations, said};
use super::texts::Texts;
use super::{GENERATOR, names};
use crate::formats::foreign::Foreign;
use crate::formats::foreign::loose::Made;
use crate::formats::foreign::raw::Raw;
use crate::formats::{Issue, Problem, TextFile};
use crate::model::Timestamp;

/// How many replies may stand upon one another.
const DEEPEST: usize = 16;

/// How many keys of bodies are told by name.
const MOST_KEYS: usize = 12;

/// An annotation that was read.
pub(super) struct Item<'a> {
    pub(super) found: Found<'a>,
    /// Its IRI; empty for none.
    pub(super) iri: String,
    pub(super) said: Said,
    /// The places of each span.
    pub(super) spans: Vec<Vec<Place<'a>>>,
    pub(super) made: Made,
    pub(super) motivation: String,
    /// The name of the program that proposes it.
    pub(super) proposed: Option<String>,
    pub(super) is_ours: bool,
}

/// What an annotation is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum About {
    Text,
    /// Two annotations.
    Link,
    /// An annotation: its number.
    Other(usize),
}

/// Reads files that belong together.
pub(super) fn read(files: &[TextFile]) -> Foreign {
    let mut foreign = Foreign::default();
    let gathered = gather(files, &mut foreign.issues);
    let mut items = items(&gathered);
    remark(&items, files, &mut foreign.issues);
    let about = classified(&items);
    join(&mut items, &about, files, &mut foreign.issues);
    items.iter_mut().for_each(|item| item.said.each_once());
    let sources = of_texts(&items, &about).flat_map(|item| {
        let places = item.spans.iter().flatten().filter(|place| place.text.is_none());
        places.map(|place| (item.found.file, place.source.clone()))
    });
    let texts = Texts::of(files, sources.collect::<Vec<_>>().into_iter());
    let mut build = Build::new(&gathered.sets, &mut foreign);
    let (mut missing, mut seen) = (BTreeSet::new(), BTreeSet::new());
    for item in of_texts(&items, &about) {
        let name = files.get(item.found.file).map_or("", |file| file.name.as_str());
        if !item.iri.is_empty() && !seen.insert(item.iri.as_str()) {
            build.tell(item, name, "", Problem::Duplicate { id: item.iri.clone() });
            continue;
        }
        if item.spans.is_empty() {
            let path = format!("{}.target", item.found.path);
            build.tell(item, name, "target", Problem::Shape { path, expected: "what it is about" });
        }
        for (number, span) in item.spans.iter().enumerate() {
            let Some(first) = span.first() else {
                build.tell(item, name, "target", Problem::NoFragments);
                continue;
            };
            let text = match &first.text {
                Some(text) => Ok((text.as_str(), "")),
                None => texts
                    .find(item.found.file, &first.source)
                    .map(|at| files.get(at).map_or(("", ""), |file| (file.text.as_str(), file.name.as_str()))),
            };
            match text {
                Ok(text) => build.span(item, name, text, (number, span)),
                Err(wanted) if missing.insert((item.found.file, wanted.clone())) => {
                    let (why, words) = ("web_medium".to_owned(), first.iri.clone());
                    let problem = match first.medium {
                        Some(_) => Problem::NotTaken { why, number: 0, words, is_warning: false },
                        None => Problem::Partner { name: wanted, is_warning: false },
                    };
                    build.tell(item, name, "target", problem);
                }
                Err(_) => {}
            }
        }
    }
    build.select(files);
    build.rest(files);
    for (item, _) in items.iter().zip(&about).filter(|(_, about)| **about == About::Link) {
        build.link(item, files.get(item.found.file).map_or("", |file| file.name.as_str()));
    }
    build.done();
    foreign
}

fn of_texts<'i, 'a>(items: &'i [Item<'a>], about: &'i [About]) -> impl Iterator<Item = &'i Item<'a>> {
    items.iter().zip(about).filter(|(_, about)| **about == About::Text).map(|(item, _)| item)
}

fn items<'a>(gathered: &Gathered<'a>) -> Vec<Item<'a>> {
    let mut named: BTreeMap<String, String> = BTreeMap::new();
    let agents = gathered.all.iter().filter_map(|found| found.entries.get("creator")).map(agent);
    // Sets within one another have their creator from the outer one.
    let mut creators: Vec<_> = gathered.sets.iter().map(|set| &set.creator).collect();
    creators.dedup_by(|one, other| Rc::ptr_eq(one, other));
    for (iri, name) in creators.into_iter().map(|creator| (**creator).clone()).chain(agents) {
        if !iri.is_empty() && !name.is_empty() {
            named.entry(iri).or_insert(name);
        }
    }
    gathered.all.iter().map(|found| item(found, gathered, &named)).collect()
}

fn item<'a>(found: &Found<'a>, gathered: &Gathered<'a>, named: &BTreeMap<String, String>) -> Item<'a> {
    let entries = &found.entries;
    let by = entries.get("generator").map(agent);
    let is_ours = gathered.sets.get(found.set).is_some_and(|set| set.is_ours) || by.is_some_and(|by| by.1 == GENERATOR);
    let said = said(entries, is_ours);
    let creator = entries.get("creator").map(agent).map(|(iri, name)| {
        let name = if name.is_empty() { named.get(&iri).cloned().unwrap_or_default() } else { name };
        if name.is_empty() { names::id_of(&iri) } else { name }
    });
    let user = || {
        let user = entries.text("user")?;
        let name = user.strip_prefix("acct:").and_then(|rest| rest.split('@').next()).unwrap_or(&user);
        Some(name.to_owned())
    };
    let is_program = entries.get("creator").and_then(plain).is_some_and(|by| is_a(&by, "Software"));
    let proposed = (is_ours && is_program).then(|| {
        let name = entries.get("creator").map(agent).map(|(_, name)| name);
        name.unwrap_or_default()
    });
    let moment = |key: &str| entries.text(key).and_then(|text| Timestamp::parse(&text));
    let by = creator.or_else(user).filter(|name| !name.is_empty());
    let made = match proposed {
        Some(_) => Made::default(),
        None => Made { by, created: moment("created"), changed: moment("modified").or_else(|| moment("updated")) },
    };
    Item {
        iri: entries.get("id").and_then(Raw::word).unwrap_or_default(),
        spans: places(entries),
        motivation: motivations(entries).into_iter().next().unwrap_or_default(),
        found: found.clone(),
        said,
        made,
        proposed,
        is_ours,
    }
}

/// Tells what is taken otherwise than it is said, and what of bodies is not kept.
fn remark(items: &[Item<'_>], files: &[TextFile], issues: &mut Vec<Issue>) {
    let name = |item: &Item<'_>| files.get(item.found.file).map_or(String::new(), |file| file.name.clone());
    let mut tell = |item: &Item<'_>, step: &str, why: &str, number: usize, words: String| {
        let problem = Problem::NotTaken { why: why.to_owned(), number, words, is_warning: true };
        issues.push(issue(item, &name(item), step, problem));
    };
    for item in items {
        for (step, why) in [("target", "web_choice_target"), ("body", "web_choice_body")] {
            let number = choices(&item.found.entries, step);
            if number > 0 {
                tell(item, step, why, number, String::new());
            }
        }
    }
    let with_more = || items.iter().filter(|item| item.said.left > 0);
    if let Some(first) = with_more().next() {
        let keys: BTreeSet<&str> = with_more().flat_map(|item| &item.said.left_keys).map(String::as_str).collect();
        let keys = keys.into_iter().take(MOST_KEYS).collect::<Vec<_>>().join(", ");
        tell(first, "body", "web_bodies", with_more().map(|item| item.said.left).sum(), keys);
    }
}

fn classified(items: &[Item<'_>]) -> Vec<About> {
    let numbers: BTreeMap<&str, usize> = items
        .iter()
        .enumerate()
        .rev()
        .filter(|(_, item)| !item.iri.is_empty())
        .map(|(at, item)| (item.iri.as_str(), at))
        .collect();
    let is_own = |iri: &str| matches!(names::own(iri), Some((names::Kind::Annotation, _)));
    let is_one = |iri: &str| numbers.contains_key(iri) || is_own(iri);
    let of = |(number, item): (usize, &Item<'_>)| {
        let mut places = item.spans.iter().flatten().peekable();
        let is_about = places.peek().is_some() && places.all(|place| place.selectors.is_empty() && is_one(&place.iri));
        if !is_about {
            return About::Text;
        }
        let is_linked = item.said.others.iter().any(|(_, iri)| is_one(iri));
        if is_linked || item.spans.len() > 1 || item.motivation == "linking" {
            return About::Link;
        }
        let first = item.spans.first().and_then(|span| span.first());
        match first.and_then(|place| numbers.get(place.iri.as_str())) {
            Some(other) if *other != number => About::Other(*other),
            _ => About::Text,
        }
    };
    items.iter().enumerate().map(of).collect()
}

/// Puts what is said of annotations with these: replies to replies with the first one. Told is which lead to none, and that of
/// the others who made them and when is not kept.
fn join(items: &mut [Item<'_>], about: &[About], files: &[TextFile], issues: &mut Vec<Issue>) {
    let name = |item: &Item<'_>| files.get(item.found.file).map_or(String::new(), |file| file.name.clone());
    let (mut unnamed, mut first) = (0, None);
    let root = |mut at: usize| {
        for _ in 0..DEEPEST {
            match about.get(at) {
                Some(About::Other(other)) => at = *other,
                _ => return Some(at),
            }
        }
        None
    };
    for number in 0..items.len() {
        if !matches!(about.get(number), Some(About::Other(_))) {
            continue;
        }
        let Some(reply) = items.get(number) else { continue };
        let Some(root) = root(number) else {
            let path = format!("{}.target", reply.found.path);
            let problem = Problem::Shape { path, expected: "an annotation that leads to a text" };
            issues.push(issue(reply, &name(reply), "target", problem));
            continue;
        };
        if reply.made != Made::default() {
            unnamed += 1;
            first.get_or_insert(number);
        }
        let said = reply.said.clone();
        items.get_mut(root).into_iter().for_each(|item| item.said.join(said.clone()));
    }
    if let Some(first) = first.and_then(|first| items.get(first)) {
        let (why, number) = ("web_replies".to_owned(), unnamed);
        let problem = Problem::NotTaken { why, number, words: String::new(), is_warning: true };
        issues.push(issue(first, &name(first), "", problem));
    }
}

/// What is told of something in an annotation.
pub(super) fn issue(item: &Item<'_>, file: &str, step: &str, problem: Problem) -> Issue {
    let path = match (item.found.path.as_str(), step) {
        (path, "") => path.to_owned(),
        (path, step) => format!("{path}.{step}"),
    };
    Issue { file: file.to_owned(), line: item.found.line, path, problem }
}
