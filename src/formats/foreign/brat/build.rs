//! From the lines of a file to what they say of a text.

use std::collections::{BTreeMap, BTreeSet};

use super::WIKIDATA;
use super::groups::Groups;
use super::lines::{Line, line};
use super::names::{Former, Of};
use super::pieces::is_break;
use crate::formats::foreign::loose::{Loose, LooseRelation, LooseSpan};
use crate::formats::json::to_json;
use crate::formats::{Issue, Problem};

/// What is being read about one text.
pub(super) struct Build<'a> {
    former: &'a Former,
    issues: &'a mut Vec<Issue>,
    loose: Loose,
    /// Which span an id means: its own, or that of the event whose id it is.
    spans: BTreeMap<String, usize>,
    relations: BTreeMap<String, usize>,
    seen: BTreeSet<String>,
    groups: Groups,
    /// Entries, and a span that has each.
    entries: BTreeMap<(String, String), String>,
    /// Lines that have no place in the model.
    kept: Vec<String>,
}

/// A line and where it stands.
#[derive(Clone, Copy)]
struct At<'a> {
    file: &'a str,
    number: usize,
    id: &'a str,
    text: &'a str,
}

impl<'a> Build<'a> {
    /// About this document, of which only the text is known.
    pub(super) fn new(loose: Loose, former: &'a Former, issues: &'a mut Vec<Issue>) -> Self {
        Self {
            former,
            issues,
            loose,
            spans: BTreeMap::new(),
            relations: BTreeMap::new(),
            seen: BTreeSet::new(),
            groups: Groups::default(),
            entries: BTreeMap::new(),
            kept: Vec::new(),
        }
    }

    /// Takes in files about the text. Lines may stand in any order.
    pub(super) fn files(mut self, files: &[(&str, &str)]) -> Loose {
        let mut lines = Vec::new();
        for (file, text) in files {
            let text = text.strip_prefix('\u{feff}').unwrap_or(text);
            for (number, text) in (1..).zip(text.split('\n')) {
                let text = text.strip_suffix('\r').unwrap_or(text);
                if text.trim().is_empty() {
                    continue;
                }
                match line(text) {
                    Ok((id, line)) => self.first(At { file, number, id, text }, line, &mut lines),
                    Err((id, expected)) => self.shape(At { file, number, id, text }, "the line", expected),
                }
            }
        }
        // Spans are there: events next, which give ids to spans, then what is said of both.
        let (events, others): (Vec<_>, Vec<_>) =
            lines.into_iter().partition(|(_, line)| matches!(line, Line::Event { .. }));
        let mut used = BTreeSet::new();
        for (at, line) in &events {
            self.event(*at, line, &mut used);
        }
        for (at, line) in &events {
            self.roles(*at, line);
        }
        let (links, others): (Vec<_>, Vec<_>) =
            others.into_iter().partition(|(_, line)| matches!(line, Line::Relation { .. }));
        for (at, line) in links.into_iter().chain(others) {
            self.rest(at, line);
        }
        self.end()
    }

    fn tell(&mut self, at: At<'_>, problem: Problem) {
        let path = at.id.chars().take(20).collect();
        self.issues.push(Issue { file: at.file.to_owned(), line: at.number, path, problem });
    }

    fn shape(&mut self, at: At<'_>, what: &str, expected: &'static str) {
        self.tell(at, Problem::Shape { path: what.to_owned(), expected });
    }

    /// Takes spans, and keeps the other lines for when all of them are there.
    fn first<'t>(&mut self, at: At<'t>, line: Line<'t>, rest: &mut Vec<(At<'t>, Line<'t>)>) {
        let has_id = !matches!(line, Line::Same(_) | Line::Other) && at.id != "*";
        if has_id && !self.seen.insert(at.id.to_owned()) {
            return self.tell(at, Problem::Duplicate { id: at.id.to_owned() });
        }
        let Line::Span { label, fragments, words } = line else {
            return rest.push((at, line));
        };
        let fragments: Vec<_> = fragments.into_iter().filter(|(start, end)| start < end).collect();
        if fragments.is_empty() {
            return self.tell(at, Problem::NoFragments);
        }
        self.spans.insert(at.id.to_owned(), self.loose.spans.len());
        self.loose.spans.push(LooseSpan {
            id: at.id.to_owned(),
            label: self.former.id(Of::Label, "", label),
            fragments,
            quotes: words.map(str::to_owned).into_iter().collect(),
            path: at.id.to_owned(),
            ..LooseSpan::default()
        });
    }

    /// An event is the span that it begins with. Of several events on one span the second has a span of its own.
    fn event<'t>(&mut self, at: At<'t>, line: &Line<'t>, used: &mut BTreeSet<&'t str>) {
        let Line::Event { label, trigger, .. } = line else { return };
        let Some(place) = self.spans.get(*trigger).copied() else {
            return self.shape(at, "its span", "the id of a span that stands in the file");
        };
        let label = self.former.id(Of::Label, "", label);
        let place = if used.insert(*trigger) {
            if let Some(span) = self.loose.spans.get_mut(place) {
                span.label = label;
            }
            place
        } else {
            let Some(first) = self.loose.spans.get(place).cloned() else { return };
            let id = at.id.to_owned();
            self.loose.spans.push(LooseSpan { id: id.clone(), label, path: id, ..first });
            self.loose.spans.len() - 1
        };
        self.spans.insert(at.id.to_owned(), place);
    }

    /// What takes part in an event is linked to it.
    fn roles(&mut self, at: At<'_>, line: &Line<'_>) {
        let Line::Event { roles, .. } = line else { return };
        let Some(from) = self.span_id(at.id) else { return };
        for (role, who) in roles {
            // A role that is there twice has a number the second time.
            let plain = role.trim_end_matches(|c: char| c.is_ascii_digit());
            let is_again = plain != *role && roles.iter().any(|(other, _)| *other == plain);
            let kind = if is_again { plain } else { role };
            let to = self.span_id(who).unwrap_or_else(|| (*who).to_owned());
            self.loose.relations.push(LooseRelation {
                id: format!("{}.{role}", at.id),
                kind: self.former.id(Of::Relation, "", kind),
                from: from.clone(),
                to,
                path: at.id.to_owned(),
                ..LooseRelation::default()
            });
        }
    }

    fn span_id(&self, id: &str) -> Option<String> {
        let span = self.spans.get(id).and_then(|place| self.loose.spans.get(*place));
        span.map(|span| span.id.clone())
    }

    fn rest(&mut self, at: At<'_>, line: Line<'_>) {
        match line {
            Line::Relation { kind, from, to } => {
                if (from.0, to.0) != ("Arg1", "Arg2") {
                    self.kept.push(at.text.to_owned());
                }
                let end = |id: &str| self.span_id(id).unwrap_or_else(|| id.to_owned());
                let (from, to) = (end(from.1), end(to.1));
                self.relations.insert(at.id.to_owned(), self.loose.relations.len());
                self.loose.relations.push(LooseRelation {
                    id: at.id.to_owned(),
                    kind: self.former.id(Of::Relation, "", kind),
                    from,
                    to,
                    path: at.id.to_owned(),
                    ..LooseRelation::default()
                });
            }
            Line::Value { name, target, value } => {
                let said = self.former.id(Of::Attribute, "", name);
                let value = value.map_or_else(|| "true".to_owned(), |value| self.former.id(Of::Value, name, value));
                match self.attributes(target) {
                    Some(attributes) => attributes.push((said, value)),
                    None => self.no_target(at),
                }
            }
            Line::Thing { target, entry, words } => self.thing(at, target, entry, words),
            Line::Note { kind: "AnnotatorNotes", target, words } => match self.note(target) {
                Some(note) => {
                    if !note.is_empty() {
                        note.push('\n');
                    }
                    note.push_str(words);
                }
                None => self.no_target(at),
            },
            // What brat itself shows as not sure.
            Line::Note { kind: "AnnotationUnconfirmed", target, words } if self.spans.contains_key(target) => {
                if let Some(attributes) = self.attributes(target) {
                    attributes.push(("doubt".to_owned(), words.to_owned()));
                }
            }
            Line::Same(ids) => {
                let known: Option<Vec<String>> = ids.iter().map(|id| self.span_id(id)).collect();
                match known {
                    Some(known) => self.groups.unite(&known, "", ""),
                    None => self.no_target(at),
                }
            }
            Line::Note { .. } | Line::Other | Line::Span { .. } | Line::Event { .. } => {
                self.kept.push(at.text.to_owned())
            }
        }
    }

    fn no_target(&mut self, at: At<'_>) {
        self.shape(at, "what it is said of", "an id that stands in the file");
    }

    fn attributes(&mut self, target: &str) -> Option<&mut Vec<(String, String)>> {
        if let Some(place) = self.spans.get(target) {
            return self.loose.spans.get_mut(*place).map(|span| &mut span.attributes);
        }
        self.relations
            .get(target)
            .and_then(|place| self.loose.relations.get_mut(*place))
            .map(|link| &mut link.attributes)
    }

    fn note(&mut self, target: &str) -> Option<&mut String> {
        if let Some(place) = self.spans.get(target) {
            return self.loose.spans.get_mut(*place).map(|span| &mut span.note);
        }
        self.relations.get(target).and_then(|place| self.loose.relations.get_mut(*place)).map(|link| &mut link.note)
    }

    fn thing(&mut self, at: At<'_>, target: &str, (list, entry): (&str, &str), words: &str) {
        let Some(span) = self.spans.get(target).copied().and_then(|place| self.loose.spans.get_mut(place)) else {
            return self.no_target(at);
        };
        if span.link.is_some() {
            // One thing has one address here.
            return self.kept.push(at.text.to_owned());
        }
        let id = span.id.clone();
        let is_ours = list == "Entity";
        if !is_ours {
            span.link = Some(match list {
                "URL" => entry.to_owned(),
                "Wikidata" if entry.starts_with('Q') => format!("{WIKIDATA}{entry}"),
                _ => format!("{list}:{entry}"),
            });
        }
        let first = self.entries.entry((list.to_owned(), entry.to_owned())).or_insert_with(|| id.clone()).clone();
        let same = if first == id { vec![id] } else { vec![first, id] };
        self.groups.unite(&same, if is_ours { entry } else { "" }, words);
    }

    fn end(mut self) -> Loose {
        if !self.kept.is_empty() {
            self.loose.extra.push(("lines".to_owned(), to_json(&self.kept)));
        }
        self.loose.groups = self.groups.into_all();
        let whole = Words::of(&self.loose.text);
        // Python reads a file with any line end as one character.
        let plain = self.loose.text.contains('\r').then(|| self.loose.text.replace("\r\n", "\n"));
        let plain = plain.as_deref().map(Words::of);
        for span in &mut self.loose.spans {
            let _ = whole.settle(span) || plain.as_ref().is_some_and(|plain| plain.settle(span));
        }
        self.loose
    }
}

/// A text, and where each character begins.
struct Words<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Words<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, starts: text.char_indices().map(|(at, _)| at).chain([text.len()]).collect() }
    }

    fn slice(&self, start: u64, end: u64) -> Option<&'a str> {
        let at = |place: u64| usize::try_from(place).ok().and_then(|place| self.starts.get(place)).copied();
        self.text.get(at(start)?..at(end)?)
    }

    /// Where the words stand in this text as the line says, counted in characters: gives each fragment its own, and makes
    /// one of fragments that only a line end took apart. Whether they stand there.
    fn settle(&self, span: &mut LooseSpan) -> bool {
        let [said] = span.quotes.as_slice() else { return false };
        let found: Option<Vec<&str>> = span.fragments.iter().map(|(start, end)| self.slice(*start, *end)).collect();
        let Some(found) = found else { return false };
        // Line ends stand as spaces; before version 1.3 fragments had nothing between them. What comes after the words
        // belongs to nobody.
        let plain = |words: String| words.replace(['\n', '\r', '\t'], " ");
        let starts = |words: String| {
            let rest = plain(said.clone()).strip_prefix(&plain(words)).map(str::to_owned);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
        };
        if !starts(found.join(" ")) && !starts(found.concat()) {
            return false;
        }
        let mut fragments: Vec<(u64, u64)> = Vec::new();
        for (start, end) in &span.fragments {
            let gap = fragments.last().and_then(|last| self.slice(last.1, *start));
            match fragments.last_mut() {
                Some(last) if gap.is_some_and(is_break) => last.1 = *end,
                _ => fragments.push((*start, *end)),
            }
        }
        span.quotes = fragments.iter().filter_map(|(start, end)| self.slice(*start, *end)).map(str::to_owned).collect();
        span.fragments = fragments;
        true
    }
}
