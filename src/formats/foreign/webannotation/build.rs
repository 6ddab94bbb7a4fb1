//! Documents, put together from annotations of texts.

use std::collections::{BTreeMap, BTreeSet};

use super::aimed::Place;
use super::gather::{Set, is_json};
use super::names;
use super::read::{Item, issue};
use super::said::named;
use super::select::{Both, Known, both};
use crate::formats::foreign::Foreign;
use crate::formats::foreign::loose::{Loose, LooseRelation, LooseSpan, LooseThing, kept};
use crate::formats::foreign::raw::{Raw, quoted};
use crate::formats::{Issue, Problem, TextFile};
use crate::model::{Timestamp, Unit, Verdict};

/// Keys of an annotation that have a place, or are this model's own.
const KNOWN: [&str; 15] = [
    "id",
    "type",
    "context",
    "motivation",
    "body",
    "bodyValue",
    "target",
    "creator",
    "created",
    "modified",
    "updated",
    "user",
    "uri",
    "tags",
    "text",
];

/// Keys of when something was said.
const MOMENTS: [&str; 3] = ["created", "modified", "updated"];

/// Bytes that may be said of further spans of annotations, over all files.
const MOST: usize = 64 << 20;

/// A span that waits for its text's other spans: together they say what positions count.
struct Waiting<'i, 'a> {
    item: &'i Item<'a>,
    number: usize,
    places: &'i [Place<'a>],
}

/// A document that is being put together.
struct Page<'i, 'a> {
    text: &'i str,
    loose: Loose,
    waiting: Vec<Waiting<'i, 'a>>,
    ids: BTreeSet<String>,
    /// The number that is looked at next for a further span of an annotation.
    next: BTreeMap<String, usize>,
    things: BTreeMap<(String, String), Vec<String>>,
    makers: BTreeSet<Option<String>>,
    is_ours: bool,
}

/// All of them.
pub(super) struct Build<'i, 'a> {
    sets: &'i [Set],
    foreign: &'i mut Foreign,
    pages: Vec<Page<'i, 'a>>,
    by_text: BTreeMap<(&'i str, &'i str), usize>,
    /// The document and the first span of each annotation, by IRI.
    ends: BTreeMap<&'i str, (usize, String)>,
    /// Whether positions stand somewhere of which no words tell what they count.
    is_open: bool,
    /// Bytes that were said of further spans of one annotation.
    given: usize,
}

impl<'i, 'a> Build<'i, 'a> {
    pub(super) fn new(sets: &'i [Set], foreign: &'i mut Foreign) -> Self {
        let (pages, by_text, ends) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
        Self { sets, foreign, pages, by_text, ends, is_open: false, given: 0 }
    }

    pub(super) fn tell(&mut self, item: &Item<'_>, file: &str, step: &str, problem: Problem) {
        self.foreign.issues.push(issue(item, file, step, problem));
    }

    /// The document of a text: that of a file, or one that stands with a target.
    fn page(&mut self, item: &'i Item<'a>, file: &str, (text, name): (&'i str, &'i str), source: &str) -> usize {
        let key = if name.is_empty() { (text, "") } else { ("", name) };
        if let Some(at) = self.by_text.get(&key) {
            return *at;
        }
        let mut loose =
            Loose { file: file.to_owned(), line: item.found.line, text: text.to_owned(), ..Loose::default() };
        if let Some(set) = self.sets.get(item.found.set) {
            loose.title = set.label.to_string();
            let (iri, by) = &*set.creator;
            let by = if by.is_empty() { names::id_of(iri) } else { by.clone() };
            loose.annotator = Some(by).filter(|by| !by.is_empty());
        }
        if names::is_iri(source) && !item.is_ours {
            loose.extra.push(("source".to_owned(), quoted(source)));
        }
        self.pages.push(Page {
            text,
            loose,
            waiting: Vec::new(),
            ids: BTreeSet::new(),
            next: BTreeMap::new(),
            things: BTreeMap::new(),
            makers: BTreeSet::new(),
            is_ours: item.is_ours,
        });
        self.by_text.insert(key, self.pages.len() - 1);
        self.pages.len() - 1
    }

    /// Takes a span, or what is said of a whole text.
    pub(super) fn span(
        &mut self,
        item: &'i Item<'a>,
        file: &str,
        text: (&'i str, &'i str),
        (number, places): (usize, &'i [Place<'a>]),
    ) {
        let source = places.first().map_or("", |place| place.source.as_str());
        if places.iter().any(|place| place.source != source) {
            let expected = "fragments of one text";
            return self.tell(item, file, "target", Problem::Shape { path: "target".to_owned(), expected });
        }
        let at = self.page(item, file, text, source);
        let Some(page) = self.pages.get_mut(at) else { return };
        for place in places {
            page.loose.language = page.loose.language.take().or_else(|| place.language.clone());
            for (key, raw) in place.rest.iter().filter(|_| !item.is_ours) {
                page.loose.extra.push((format!("{}.target.{key}", item.found.path), (*raw).to_owned()));
            }
        }
        if number == 0 {
            page.beside(item);
        }
        let is_placed = |place: &Place<'_>| !place.selectors.is_empty() || place.fragment.is_some();
        if places.iter().any(is_placed) {
            page.waiting.push(Waiting { item, number, places });
        } else {
            page.whole(item);
        }
    }

    /// Finds all places.
    pub(super) fn select(&mut self, files: &[TextFile]) {
        for at in 0..self.pages.len() {
            let Some(page) = self.pages.get_mut(at) else { continue };
            let waiting = std::mem::take(&mut page.waiting);
            let mut known = Known::of(page.text);
            let places = waiting.iter().flat_map(|one| one.places);
            let told: Vec<Both> = places.filter_map(|place| both(&place.selectors)).collect();
            let is_told = known.decide(&told) || page.is_ours;
            for one in waiting {
                let file = files.get(one.item.found.file).map_or("", |file| file.name.as_str());
                self.place(at, &known, &one, (file, is_told));
            }
        }
    }

    /// Texts of which nothing is said come in as they are, and are told.
    pub(super) fn rest(&mut self, files: &'i [TextFile]) {
        let is_rest = |file: &&TextFile| !is_json(file) && !self.by_text.contains_key(&("", file.name.as_str()));
        for file in files.iter().filter(is_rest) {
            let stem = file.name.rsplit_once('.').map_or(file.name.as_str(), |(stem, _)| stem);
            let problem = Problem::Partner { name: format!("{stem}.jsonld"), is_warning: true };
            self.foreign.issues.push(Issue { file: file.name.clone(), line: 0, path: String::new(), problem });
            let loose = Loose { file: file.name.clone(), text: file.text.clone(), ..Loose::default() };
            self.foreign.documents.push(loose);
        }
    }

    fn place(&mut self, at: usize, known: &Known<'_>, one: &Waiting<'i, 'a>, (file, is_told): (&str, bool)) {
        let Waiting { item, number, places } = one;
        let (mut fragments, mut quotes) = (Vec::new(), Vec::new());
        for place in *places {
            match known.select(&place.selectors, place.fragment.as_deref()) {
                Ok(found) => {
                    self.is_open |= found.by_position && !is_told;
                    if found.places > 1 {
                        let (why, words) = ("web_places".to_owned(), known.words(found.place).to_owned());
                        let problem = Problem::NotTaken { why, number: found.places, words, is_warning: true };
                        self.tell(item, file, "target", problem);
                    }
                    fragments.push(found.place);
                    quotes.extend(found.quote);
                }
                Err(problem) => return self.tell(item, file, "target", problem),
            }
        }
        // Words of some fragments alone cannot be told apart.
        if quotes.len() != fragments.len() {
            quotes.clear();
        }
        let said = &item.said;
        let mut labels: Vec<&str> = said.tags.iter().map(String::as_str).collect();
        if labels.is_empty() {
            labels.push(if item.motivation.is_empty() { "annotation" } else { &item.motivation });
        }
        // Each label at each target is a span with all that is said: little text can say much.
        let further = if *number == 0 { labels.len() - 1 } else { labels.len() };
        self.given = self.given.saturating_add(further.saturating_mul(said.weight()));
        if self.given > MOST {
            let (path, expected) = (item.found.path.clone(), "fewer labels and values for so many targets");
            return self.tell(item, file, "", Problem::Shape { path, expected });
        }
        let Some(page) = self.pages.get_mut(at) else { return };
        for (nth, label) in labels.into_iter().enumerate() {
            let id = page.free(item, *number + nth);
            let values = said.values.iter().cloned();
            let others = said.others.iter().map(|(purpose, iri)| (named(purpose), iri.clone()));
            let about = said.about.iter().cloned();
            if let Some((thing, name)) = &said.thing {
                page.things.entry((thing.clone(), name.clone())).or_default().push(id.clone());
            }
            if item.proposed.is_none() {
                page.makers.insert(item.made.by.clone());
                self.ends.entry(&item.iri).or_insert_with(|| (at, id.clone()));
            }
            page.loose.spans.push(LooseSpan {
                id,
                label: label.to_owned(),
                fragments: fragments.clone(),
                quotes: quotes.clone(),
                attributes: values.chain(others).chain(about).collect(),
                note: said.notes.join("\n"),
                link: said.link.clone(),
                suggested: item.proposed.as_ref().map(|_| Verdict::Open),
                score: said.confidence,
                by: item.proposed.clone().unwrap_or_default(),
                doubt: said.doubt.clone(),
                made: item.made.clone(),
                path: item.found.path.clone(),
            });
        }
    }

    /// Takes a link between two annotations, or from one to several.
    pub(super) fn link(&mut self, item: &'i Item<'a>, file: &str) {
        let said = &item.said;
        let mut ends: Vec<&str> = said.others.iter().map(|(_, iri)| iri.as_str()).collect();
        ends.extend(item.spans.iter().flatten().map(|place| place.iri.as_str()));
        let [from, to @ ..] = ends.as_slice() else { return };
        let at = ends.iter().find_map(|end| self.ends.get(end)).map(|(at, _)| *at);
        let id_of = |end: &str| self.ends.get(end).map_or_else(|| names::id_of(end), |(_, id)| id.clone());
        let (from, to): (String, Vec<String>) = (id_of(from), to.iter().map(|end| id_of(end)).collect());
        let Some(page) = at.and_then(|at| self.pages.get_mut(at)).filter(|_| !to.is_empty()) else {
            let problem = Problem::Shape { path: item.found.path.clone(), expected: "two annotations of one text" };
            return self.tell(item, file, "", problem);
        };
        page.beside(item);
        let kind = said.tags.first().cloned().unwrap_or_else(|| "linking".to_owned());
        let more = said.tags.iter().skip(1).map(|tag| ("tagging".to_owned(), tag.clone()));
        let attributes: Vec<(String, String)> =
            said.values.iter().cloned().chain(said.about.iter().cloned()).chain(more).collect();
        for (nth, to) in to.into_iter().enumerate() {
            page.loose.relations.push(LooseRelation {
                id: if nth == 0 { names::id_of(&item.iri) } else { String::new() },
                kind: kind.clone(),
                from: from.clone(),
                to,
                attributes: attributes.clone(),
                note: said.notes.join("\n"),
                made: item.made.clone(),
                path: item.found.path.clone(),
                ..LooseRelation::default()
            });
        }
    }

    /// Gives the documents.
    pub(super) fn done(self) {
        let all_told = !self.is_open;
        for mut page in self.pages {
            let groups = page.things.into_iter();
            page.loose.groups = groups.map(|((id, name), members)| LooseThing { id, name, members }).collect();
            // Where one person made all of it, it is their document.
            if let (None, [Some(by)]) = (&page.loose.annotator, page.makers.iter().collect::<Vec<_>>().as_slice()) {
                page.loose.annotator = Some(by.clone());
            }
            self.foreign.documents.push(page.loose);
        }
        self.foreign.unit = Some(Unit::CodePoint).filter(|_| all_told);
    }
}

/// When something was said, where it is a time.
fn moment(raw: Raw<'_>) -> Option<Timestamp> {
    Timestamp::parse(&raw.text()?)
}

impl Page<'_, '_> {
    /// An id for a span that no other has: the annotation's own, with a number where it is several.
    fn free(&mut self, item: &Item<'_>, nth: usize) -> String {
        let own = if item.iri.is_empty() { item.found.path.clone() } else { names::id_of(&item.iri) };
        // A proposal may have the id of an annotation.
        let by = item.proposed.as_ref().map(|by| format!("{own}@{by}"));
        let from = self.next.get(&own).copied().unwrap_or(2);
        let further = (from..).map(|number| format!("{own}#{number}"));
        let first = if nth == 0 { Some(own.clone()) } else { None };
        let mut free = first.into_iter().chain(by).chain(further).filter(|id| !self.ids.contains(id));
        let id = free.next().unwrap_or_default();
        let number = id.strip_prefix(&own).and_then(|rest| rest.strip_prefix('#')?.parse::<usize>().ok());
        self.next.extend(number.map(|number| (own, number + 1)));
        self.ids.insert(id.clone());
        id
    }

    /// Keeps what has no place.
    fn beside(&mut self, item: &Item<'_>) {
        for (key, raw) in &item.found.entries.0 {
            let is_title = key == "document";
            if is_title && self.loose.title.is_empty() {
                let title = raw.entries().and_then(|entries| entries.get("title")).map(Raw::words);
                self.loose.title = title.and_then(|words| words.into_iter().next()).unwrap_or_default();
            }
            let is_unread = MOMENTS.contains(&key.as_str()) && moment(*raw).is_none();
            if (is_unread || !KNOWN.contains(&key.as_str())) && !raw.is_null() {
                self.loose.extra.push((format!("{}.{key}", item.found.path), raw.0.to_owned()));
            }
        }
    }

    /// What is said of the whole text.
    fn whole(&mut self, item: &Item<'_>) {
        let said = &item.said;
        let loose = &mut self.loose;
        if let Some(id) = said.id.clone().filter(|_| loose.id.is_empty()) {
            loose.id = id;
        }
        for (name, value) in &said.about {
            if !(item.is_ours && loose.tells_of(name, value)) {
                loose.extra.push((name.clone(), kept(value)));
            }
        }
        loose.values.extend(said.values.iter().cloned());
        let of = |name: &str, words: &String| (name.to_owned(), words.clone());
        loose.values.extend(said.tags.iter().map(|tag| of("tag", tag)));
        let linked = said.link.iter().map(|link| ("link".to_owned(), link));
        let others = said.others.iter().map(|(purpose, iri)| (named(purpose), iri));
        let notes = said.notes.iter().map(|note| ("note".to_owned(), note));
        let thing = said.thing.iter().map(|(id, name)| ("thing".to_owned(), if name.is_empty() { id } else { name }));
        let doubt = said.doubt.as_ref().map(|doubt| doubt.reason.to_string());
        let doubt = doubt.iter().map(|doubt| ("doubt".to_owned(), doubt));
        let by = item.made.by.iter().filter(|_| !item.is_ours).map(|by| ("creator".to_owned(), by));
        let all = linked.chain(others).chain(notes).chain(thing).chain(doubt).chain(by);
        loose.extra.extend(all.map(|(name, words)| (name, quoted(words))));
        // A text has no place for when something was said of it.
        let entries = item.found.entries.0.iter();
        let moments = entries.filter(|(key, raw)| MOMENTS.contains(&key.as_str()) && moment(*raw).is_some());
        loose.extra.extend(moments.map(|(key, raw)| (key.clone(), raw.0.to_owned())));
    }
}
