//! From records to documents.

use std::collections::{BTreeMap, BTreeSet};

use super::object::{DATASET, Fragment, OWN, Pair, Record, Speaker, Text};
use super::{CLAIM_DATE, QUESTIONS, REANNOTATED, SEVERAL, SINGLE, WHOLE, label_of, verdict_of};
use crate::formats::foreign::fact_checks::from_day_first;
use crate::formats::foreign::loose::{Articles, Foreign, Loose, LooseRelation, LooseSpan, Things};
use crate::formats::foreign::raw::{Entries, Raw, Records, first};
use crate::formats::json::{Wrong, parse, to_json};
use crate::formats::{Issue, Problem, TextFile};
use crate::model::claim::slot;
use crate::model::{MetaField, Unit};

/// The label of a claim, where a record gives it none.
const CLAIM: &str = "claim";

/// How many keys that other files hardly have tell a record of the dataset.
const FEW: usize = 3;

fn has(entries: &Entries<'_>, keys: &[&str]) -> bool {
    keys.iter().all(|key| entries.0.iter().any(|(known, _)| known == key))
}

fn is_own(entries: &Entries<'_>) -> bool {
    has(entries, &["claim", "article", "annotation_id", "fragments", "text_sha256"])
}

fn is_text(entries: &Entries<'_>) -> bool {
    has(entries, &["article", "byline", "text_sha256", "text"])
}

fn is_of_dataset(entries: &Entries<'_>) -> bool {
    let telling = DATASET.iter().filter(|key| !["claim", "label", "justification", "speaker"].contains(key));
    has(entries, &["claim"]) && telling.filter(|key| has(entries, &[key])).count() >= FEW
}

fn is_json(file: &TextFile) -> bool {
    file.text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '['])
}

/// Whether these files are of this format.
pub(super) fn recognise(files: &[TextFile]) -> u8 {
    let sure = |entries: Entries<'_>| match () {
        () if is_own(&entries) => 100,
        () if is_of_dataset(&entries) => 90,
        // Nothing was claimed.
        () if is_text(&entries) => 80,
        () => 0,
    };
    files.iter().filter(|file| is_json(file)).filter_map(|file| first(file).next()).map(sure).max().unwrap_or(0)
}

/// Reads files that belong together, in any order.
pub(super) fn read(files: &[TextFile]) -> Foreign {
    let mut reading = Reading::default();
    reading.foreign.unit = Some(Unit::CodePoint);
    let is_of_texts = |file: &&TextFile| first(file).next().is_some_and(|entries| is_text(&entries));
    let (texts, records): (Vec<&TextFile>, Vec<&TextFile>) = files.iter().partition(is_of_texts);
    for file in texts {
        for (line, record) in Records::of(file) {
            let at = At { file, line };
            match record {
                Ok(raw) => reading.text(raw, &at),
                Err(problem) => reading.tell(&at, "", problem),
            }
        }
    }
    for file in records {
        for (line, record) in Records::of(file) {
            let at = At { file, line };
            match record {
                Ok(raw) => reading.record(raw, &at),
                Err(problem) => reading.tell(&at, "", problem),
            }
        }
    }
    reading.foreign
}

/// Where a record stands.
struct At<'a> {
    file: &'a TextFile,
    line: usize,
}

#[derive(Default)]
struct Reading {
    foreign: Foreign,
    articles: Articles,
    /// Spans, links and things that are there already: somebody speaks in several records.
    spans: BTreeMap<(usize, String), Vec<(u64, u64)>>,
    /// Which span of its article each of them is.
    numbers: BTreeMap<(usize, String), usize>,
    links: BTreeSet<(usize, String)>,
    things: Things,
    /// Files whose texts are missing.
    alone: BTreeSet<String>,
}

fn problem(wrong: Wrong) -> Problem {
    match wrong {
        Wrong::Syntax(column, detail) => Problem::Malformed { column, detail },
        Wrong::Shape(path, expected) => Problem::Shape { path, expected },
    }
}

impl Reading {
    fn tell(&mut self, at: &At<'_>, path: &str, problem: Problem) {
        let (file, path) = (at.file.name.clone(), path.to_owned());
        self.foreign.issues.push(Issue { file, line: at.line, path, problem });
    }

    fn text(&mut self, raw: Raw<'_>, at: &At<'_>) {
        let text = match parse::<Text>(raw.0) {
            Ok(text) => text,
            Err(wrong) => return self.tell(at, "", problem(wrong)),
        };
        let mut loose = Loose::default();
        for (field, name, said) in [
            (MetaField::Byline, "byline", text.byline),
            (MetaField::Published, "published", text.published),
            (MetaField::Url, "url", text.url),
            (MetaField::Site, "site", text.site),
        ] {
            loose.tells(field, name, said.as_deref().unwrap_or_default());
        }
        let article = Loose {
            file: at.file.name.clone(),
            line: at.line,
            id: text.article,
            text: text.text,
            title: text.title,
            language: text.language,
            annotator: text.annotator,
            ..loose
        };
        let told = self.articles.put(article, &text.text_sha256, &mut self.foreign.documents);
        told.into_iter().for_each(|problem| self.tell(at, "", problem));
    }

    fn record(&mut self, raw: Raw<'_>, at: &At<'_>) {
        let Some(entries) = raw.entries() else {
            return self.tell(at, "", Problem::Shape { path: "the record".to_owned(), expected: "an object" });
        };
        if !is_own(&entries) {
            return self.of_dataset(&entries, at);
        }
        let record = match parse::<Record>(raw.0) {
            Ok(record) => record,
            Err(wrong) => return self.tell(at, "", problem(wrong)),
        };
        if let Some(place) = self.articles.place(&record.article) {
            return self.own(place, &record, &entries, at);
        }
        match self.articles.blank(&record.article) {
            Some(told) => told.into_iter().for_each(|problem| self.tell(at, "article", problem)),
            None if self.articles.is_empty() => {
                if self.alone.insert(at.file.name.clone()) {
                    let name = "texts.jsonl".to_owned();
                    self.tell(at, "", Problem::Partner { name, is_warning: true });
                }
                self.whole(&record, &entries, at);
            }
            None => {
                let expected = "the id of an article in texts.jsonl";
                self.tell(at, "", Problem::Shape { path: "article".to_owned(), expected });
            }
        }
    }

    /// A record of ours, whose text is there.
    fn own(&mut self, place: usize, record: &Record, entries: &Entries<'_>, at: &At<'_>) {
        let id = &record.annotation_id;
        if record.fragments.is_empty() {
            return self.tell(at, "fragments", Problem::NoFragments);
        }
        let label = if record.annotation_label.is_empty() { CLAIM } else { &record.annotation_label };
        let claim = span(id, label, &record.fragments, "fragments");
        if let Some(old) = old_verdict(record) {
            let (why, words) = ("averitec_label".to_owned(), old);
            self.tell(at, "label", Problem::NotTaken { why, number: 0, words, is_warning: true });
        }
        let claim = LooseSpan { attributes: attributes(record, true), note: record.note.clone(), ..claim };
        if !self.span(place, claim, at) {
            return;
        }
        for speaker in &record.speakers {
            self.speaker(place, id, speaker, at);
        }
        let more = unknown(entries).map(|(name, value)| (format!("{id}.{name}"), value));
        let asked = (!record.questions.is_empty()).then(|| (format!("{id}.{QUESTIONS}"), to_json(&record.questions)));
        let more: Vec<_> = asked.into_iter().chain(more).collect();
        self.foreign.documents.get_mut(place).into_iter().for_each(|loose| loose.extra.extend(more.iter().cloned()));
    }

    fn speaker(&mut self, place: usize, claim: &str, speaker: &Speaker, at: &At<'_>) {
        if speaker.fragments.is_empty() {
            return self.tell(at, "speakers", Problem::NoFragments);
        }
        let label = if speaker.label.is_empty() { slot::SOURCE } else { &speaker.label };
        let made =
            LooseSpan { link: speaker.entity_link.clone(), ..span(&speaker.id, label, &speaker.fragments, "speakers") };
        if !self.span(place, made, at) {
            return;
        }
        let Some(loose) = self.foreign.documents.get_mut(place) else { return };
        if let Some(entity) = &speaker.entity {
            self.things.put((place, &mut *loose), (entity.as_str(), speaker.entity_name.as_deref()), &speaker.id);
        }
        if !self.links.insert((place, speaker.link.clone())) && !speaker.link.is_empty() {
            return self.tell(at, "speakers", Problem::Duplicate { id: speaker.link.clone() });
        }
        loose.relations.push(LooseRelation {
            id: speaker.link.clone(),
            kind: slot::SOURCE.to_owned(),
            from: claim.to_owned(),
            to: speaker.id.clone(),
            path: "speakers".to_owned(),
            ..LooseRelation::default()
        });
    }

    /// Puts a span to the others, where it is a new one. Whether it is there now; told where its id is that of another place.
    fn span(&mut self, place: usize, made: LooseSpan, at: &At<'_>) -> bool {
        let key = (place, made.id.clone());
        match self.spans.get(&key) {
            // What says something itself comes after the same place as somebody who speaks.
            Some(known) if *known == made.fragments => {
                let loose = self.foreign.documents.get_mut(place);
                let at = self.numbers.get(&key).copied().filter(|_| made.path == "fragments");
                let known = loose.zip(at).and_then(|(loose, at)| loose.spans.get_mut(at));
                known.into_iter().for_each(|known| *known = made.clone());
                true
            }
            Some(_) => {
                let path = made.path.clone();
                self.tell(at, &path, Problem::Duplicate { id: made.id });
                false
            }
            None => {
                if let Some(loose) = self.foreign.documents.get_mut(place) {
                    self.numbers.insert(key.clone(), loose.spans.len());
                    loose.spans.push(made.clone());
                }
                self.spans.insert(key, made.fragments);
                true
            }
        }
    }

    /// A record of the dataset.
    fn of_dataset(&mut self, entries: &Entries<'_>, at: &At<'_>) {
        if entries.text("claim").is_none() {
            return self.tell(at, "", Problem::Shape { path: "claim".to_owned(), expected: "text" });
        }
        self.whole(&lenient(entries), entries, at);
    }

    /// A record without an article: the claim is the text.
    fn whole(&mut self, record: &Record, entries: &Entries<'_>, at: &At<'_>) {
        let words = record.claim.trim();
        if words.is_empty() {
            return self.tell(at, "claim", Problem::Empty);
        }
        let long = |text: &str| u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
        let before = record.claim.find(words).map_or(0, |from| long(record.claim.get(..from).unwrap_or_default()));
        let label = if record.annotation_label.is_empty() { CLAIM } else { &record.annotation_label };
        let claim = LooseSpan {
            id: WHOLE.to_owned(),
            label: label.to_owned(),
            fragments: vec![(before, before + long(words))],
            quotes: vec![words.to_owned()],
            attributes: attributes(record, false),
            note: record.note.clone(),
            path: CLAIM.to_owned(),
            ..LooseSpan::default()
        };
        let mut loose = Loose::default();
        for (field, name, said) in [
            (MetaField::Url, "original_claim_url", &record.original_claim_url),
            (MetaField::Site, "reporting_source", &record.reporting_source),
        ] {
            loose.tells(field, name, said.as_deref().unwrap_or_default());
        }
        let questions = entries.get(QUESTIONS).filter(|raw| raw.items().is_some_and(|items| !items.is_empty()));
        loose.extra.extend(questions.map(|raw| (QUESTIONS.to_owned(), raw.0.to_owned())));
        loose.extra.extend(unknown(entries));
        self.foreign.documents.push(Loose {
            file: at.file.name.clone(),
            line: at.line,
            text: record.claim.clone(),
            spans: vec![claim],
            ..loose
        });
    }
}

fn span(id: &str, label: &str, fragments: &[Fragment], path: &str) -> LooseSpan {
    LooseSpan {
        id: id.to_owned(),
        label: label.to_owned(),
        fragments: fragments.iter().map(|one| (u64::from(one.start), u64::from(one.end))).collect(),
        quotes: fragments.iter().map(|one| one.text.clone()).collect(),
        path: path.to_owned(),
        ..LooseSpan::default()
    }
}

/// What a record has that nobody knows: names, and values as JSON.
fn unknown(entries: &Entries<'_>) -> impl Iterator<Item = (String, String)> {
    let others = entries.0.iter().filter(|(key, _)| !DATASET.contains(&key.as_str()) && !OWN.contains(&key.as_str()));
    others.filter(|(_, raw)| !raw.is_null()).map(|(key, raw)| (key.clone(), raw.0.to_owned()))
}

/// What a record of the dataset says, whatever the types of its values.
fn lenient(entries: &Entries<'_>) -> Record {
    let word = |key: &str| entries.get(key).and_then(Raw::word);
    let words = |key: &str| entries.get(key).map(Raw::words).unwrap_or_default();
    Record {
        claim: entries.text("claim").unwrap_or_default(),
        required_reannotation: word(REANNOTATED).is_some_and(|said| said.eq_ignore_ascii_case("true")),
        label: word("label"),
        justification: word("justification"),
        claim_date: word(CLAIM_DATE),
        speaker: word("speaker"),
        original_claim_url: word("original_claim_url"),
        cached_original_claim_url: word("cached_original_claim_url"),
        fact_checking_article: word("fact_checking_article"),
        reporting_source: word("reporting_source"),
        location: word("location_ISO_code"),
        claim_types: words("claim_types"),
        fact_checking_strategies: words("fact_checking_strategies"),
        ..Record::default()
    }
}

/// The verdict that a record had when it was written, where somebody took its label away since: a verdict that has a label
/// was written with it.
fn old_verdict(record: &Record) -> Option<String> {
    let is_gone = record.label.as_deref().is_none_or(|label| label.trim().is_empty());
    let verdicts = record.attributes.iter().filter(|pair| pair.name == slot::VERDICT);
    let all: Vec<&str> = verdicts.map(|pair| pair.value.trim()).filter(|said| !said.is_empty()).collect();
    let had_label = all.first().is_some_and(|first| label_of(first).is_some());
    (is_gone && had_label).then(|| all.join(", "))
}

/// The values of a claim: those of the dataset's keys first, for they may have been written since; then all others. Who
/// speaks and when are values of their own where there is no article that says so.
fn attributes(record: &Record, has_article: bool) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    let mut put = |name: &str, said: Option<String>| {
        all.extend(said.filter(|said| !said.trim().is_empty()).map(|said| (name.to_owned(), said)));
    };
    if !has_article {
        put(slot::SOURCE, record.speaker.as_ref().map(|speaker| speaker.trim().to_owned()));
    }
    put(slot::VERDICT, record.label.as_deref().map(verdict_of));
    if !has_article {
        put(CLAIM_DATE, record.claim_date.as_deref().map(from_day_first));
    }
    let single =
        [&record.justification, &record.location, &record.fact_checking_article, &record.cached_original_claim_url];
    SINGLE.iter().zip(single).for_each(|(name, said)| put(name, said.clone()));
    for (name, said) in SEVERAL.iter().zip([&record.claim_types, &record.fact_checking_strategies]) {
        said.iter().for_each(|one| put(name, Some(one.clone())));
    }
    put(REANNOTATED, record.required_reannotation.then(|| "true".to_owned()));
    let told: BTreeSet<String> = all.iter().map(|(name, _)| name.clone()).collect();
    let is_gone = old_verdict(record).is_some();
    let is_old = |pair: &Pair| is_gone && pair.name == slot::VERDICT;
    let others = record.attributes.iter().filter(|pair| !told.contains(&pair.name) && !is_old(pair));
    all.extend(others.map(|Pair { name, value }| (name.clone(), value.clone())));
    all.extend(record.doubt.as_ref().map(|why| ("doubt".to_owned(), why.clone())));
    all
}
