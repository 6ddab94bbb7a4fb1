//! `.json`: a list of articles, an object that is one, or an object that holds a list of them.

use serde_json::value::RawValue;

use super::super::bytes::Text;
use super::records::record;
use super::value::{Entries, Wrong, place, too_deep, what, whole_pairs, wrong, wrong_at};
use super::{Out, Refused, Source, Step, limits};

/// A JSON file that is read record by record.
pub(super) struct JsonFile {
    text: Text,
    at: usize,
    state: State,
    /// A byte, and the line it stands in: lines are counted once, on from here.
    counted: (usize, usize),
}

enum State {
    /// Nothing was read yet.
    Start,
    /// In a list, before an element.
    List,
    /// Stretches of the text that are records, from the last; with the ids that their keys give them.
    Records(Vec<(usize, usize, String)>),
    /// After all.
    End,
}

/// Whether a text is one JSON value.
pub(super) fn is_well_formed(text: &str) -> bool {
    serde_json::from_str::<&RawValue>(text).is_ok()
}

impl JsonFile {
    pub(super) fn open(text: Text) -> Result<Box<dyn Source>, Refused> {
        let at = text.text.len() - text.text.trim_start_matches('\u{feff}').len();
        Ok(Box::new(Self { text, at, state: State::Start, counted: (0, 1) }))
    }

    fn skip_space(&mut self) -> Option<u8> {
        let bytes = self.text.text.as_bytes();
        while bytes.get(self.at).is_some_and(|byte| matches!(byte, b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
        bytes.get(self.at).copied()
    }

    /// Line of a byte, from 1.
    fn line(&mut self, at: usize) -> usize {
        let (from, line) = self.counted;
        if at < from {
            return place(&self.text.text, at).0;
        }
        let between = self.text.text.as_bytes().get(from..at).unwrap_or_default();
        self.counted = (at, line + between.iter().filter(|byte| **byte == b'\n').count());
        self.counted.1
    }

    /// What is wrong stops the reading: where the next record begins cannot be told.
    fn stop(&mut self, out: &mut Out<'_>, wrong: Wrong) -> Step {
        out.refuse(wrong.line, wrong.why);
        let rest = self.text.text.len().saturating_sub(self.at);
        self.state = State::End;
        Step::Read(rest)
    }

    /// The next value: its end.
    fn value(&self) -> Result<usize, Wrong> {
        let rest = self.text.text.get(self.at..).unwrap_or_default();
        let mut values = serde_json::Deserializer::from_str(rest).into_iter::<&RawValue>();
        match values.next() {
            Some(Ok(_)) => Ok(self.at + values.byte_offset()),
            Some(Err(error)) => {
                let mut told = wrong(rest, &error);
                let (line, column) = place(&self.text.text, self.at);
                if told.line == 1
                    && let Refused::Syntax(inside, _) = &mut told.why
                {
                    *inside += column - 1;
                }
                told.line += line - 1;
                Err(told)
            }
            None => Err(wrong_at(&self.text.text, self.at, "the text ends too early")),
        }
    }

    fn start(&mut self, out: &mut Out<'_>) -> Step {
        let begin = self.at;
        match self.skip_space() {
            Some(b'[') => {
                self.at += 1;
                self.state = State::List;
                return Step::Read(self.at - begin);
            }
            Some(b'{') => {}
            _ => {
                let why = match self.value() {
                    Ok(_) => Wrong { line: 0, why: Refused::NotARecord(what(&self.text.text[self.at..]).to_owned()) },
                    Err(wrong) => wrong,
                };
                return self.stop(out, why);
            }
        }
        let end = match self.value() {
            Ok(end) => end,
            Err(wrong) => return self.stop(out, wrong),
        };
        let from = self.at;
        self.at = end;
        if self.skip_space().is_some() {
            let wrong = wrong_at(&self.text.text, self.at, "something stands after the end");
            out.refuse(wrong.line, wrong.why);
        }
        self.at = from;
        let held = self.held(from, end);
        if let Some(list) = held.list {
            self.at = list + 1;
            self.state = State::List;
        } else {
            let mut records = held.records;
            records.reverse();
            self.state = State::Records(records);
        }
        Step::Read(0)
    }

    /// The records that an object holds. Where none are found the object is one.
    fn held(&self, from: usize, end: usize) -> Held {
        let itself = Held { list: None, records: vec![(from, end, String::new())] };
        let raw = self.text.text.get(from..end).unwrap_or_default();
        let Ok(Entries(entries)) = serde_json::from_str::<Entries<'_>>(raw) else { return itself };
        let place = |value: &RawValue| value.get().as_ptr() as usize - raw.as_ptr() as usize + from;
        if entries.iter().any(|(key, value)| super::fields::is_text(key) && !value.get().starts_with(['{', 'n'])) {
            return itself;
        }
        let is_list = |raw: &str| raw.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'));
        let lists = entries.iter().filter(|(_, value)| is_list(value.get()));
        if let Some((_, list)) = lists.max_by_key(|(_, value)| value.get().len()) {
            return Held { list: Some(place(list)), records: Vec::new() };
        }
        let all_objects = !entries.is_empty() && entries.iter().all(|(_, value)| value.get().starts_with('{'));
        if all_objects && entries.iter().any(|(_, value)| has_text(value.get())) {
            let stretch = |(key, value): &(String, &RawValue)| {
                let from = place(value);
                (from, from + value.get().len(), key.clone())
            };
            return Held { list: None, records: entries.iter().map(stretch).collect() };
        }
        // Answers of services: the list lies one deeper.
        for (_, value) in entries.iter().filter(|(_, value)| value.get().starts_with('{')) {
            let Ok(Entries(inner)) = serde_json::from_str::<Entries<'_>>(value.get()) else { continue };
            if let Some((_, list)) = inner.iter().find(|(_, value)| is_list(value.get())) {
                return Held { list: Some(place(list)), records: Vec::new() };
            }
        }
        itself
    }

    /// Takes the record in a stretch.
    fn take(&mut self, out: &mut Out<'_>, from: usize, end: usize, id: &str) {
        let line = self.line(from);
        let raw = self.text.text.get(from..end).unwrap_or_default();
        // The only record of a file stands nowhere in particular.
        let told =
            if matches!(&self.state, State::Records(rest) if rest.is_empty() && id.is_empty()) { 0 } else { line };
        take(out, &self.text, raw, told, line, id);
    }

    fn element(&mut self, out: &mut Out<'_>) -> Step {
        let begin = self.at;
        match self.skip_space() {
            Some(b']') => {
                self.state = State::End;
                self.at += 1;
                let rest = self.text.text.get(self.at..).unwrap_or_default().trim_start();
                // Within an object the list is not the end; that it is well formed is known.
                if !rest.is_empty() && !rest.starts_with(['}', ',']) {
                    self.skip_space();
                    let wrong = wrong_at(&self.text.text, self.at, "something stands after the end");
                    return self.stop(out, wrong);
                }
                return Step::Read(self.text.text.len() - begin);
            }
            Some(_) => {}
            None => {
                let wrong = wrong_at(&self.text.text, self.at, "the text ends too early");
                return self.stop(out, wrong);
            }
        }
        let end = match self.value() {
            Ok(end) => end,
            Err(wrong) => return self.stop(out, wrong),
        };
        self.take(out, self.at, end, "");
        self.at = end;
        match self.skip_space() {
            Some(b',') => self.at += 1,
            Some(b']') => return Step::Read(self.at - begin),
            _ => {
                let wrong = wrong_at(&self.text.text, self.at, "expected a comma or the end of the list");
                return self.stop(out, wrong);
            }
        }
        if self.skip_space() == Some(b']') {
            let wrong = wrong_at(&self.text.text, self.at, "a comma stands before the end of the list");
            return self.stop(out, wrong);
        }
        Step::Read(self.at - begin)
    }
}

/// What an object holds.
struct Held {
    /// Where a list of records begins.
    list: Option<usize>,
    records: Vec<(usize, usize, String)>,
}

fn has_text(raw: &str) -> bool {
    let entries = serde_json::from_str::<Entries<'_>>(raw);
    entries.is_ok_and(|Entries(entries)| entries.iter().any(|(key, _)| super::fields::is_text(key)))
}

/// Takes one record: `told` is the line it is told by, `line` that in which it begins.
pub(super) fn take(out: &mut Out<'_>, text: &Text, raw: &str, told: usize, line: usize, id: &str) {
    if raw.len() > limits::LINE && raw.chars().count() > limits::LINE {
        return out.refuse(line, Refused::TooLong(limits::LINE));
    }
    if too_deep(raw).is_some() {
        return out.refuse(line, Refused::TooDeep(limits::DEPTH));
    }
    if !raw.trim_start().starts_with('{') {
        let why = match serde_json::from_str::<&RawValue>(raw) {
            Ok(_) => Refused::NotARecord(what(raw).to_owned()),
            Err(error) => wrong(raw, &error).why,
        };
        return out.refuse(line, why);
    }
    let (raw, lost) = whole_pairs(raw);
    match serde_json::from_str::<Entries<'_>>(&raw) {
        Err(error) => {
            let wrong = wrong(&raw, &error);
            out.refuse(line + wrong.line - 1, wrong.why);
        }
        Ok(Entries(entries)) => match record(&entries, id) {
            Ok(mut draft) => {
                draft.surrogates += lost + if told == 0 { text.lost } else { 0 };
                out.take(told, draft, &text.encoded);
            }
            Err(why) => out.refuse(line, why),
        },
    }
}

impl Source for JsonFile {
    fn step(&mut self, out: &mut Out<'_>) -> Step {
        match &mut self.state {
            State::Start => self.start(out),
            State::List => self.element(out),
            State::Records(records) => {
                let Some((from, end, id)) = records.pop() else { return Step::End };
                self.take(out, from, end, &id);
                Step::Read(end - from)
            }
            State::End => Step::End,
        }
    }
}
