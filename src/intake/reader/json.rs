//! `.json`: a list of articles, an object that is one, or an object that holds a list of them.

use serde_json::value::RawValue;

use super::super::bytes::Text;
use super::records::record;
use super::value::{Entries, Wrong, is_ours, place, too_deep, what, whole_pairs, wrong, wrong_at};
use super::{Out, Refused, Source, Step, limits};

/// A JSON file that is read record by record.
pub(super) struct JsonFile {
    text: Text,
    at: usize,
    state: State,
    /// Where other lists of records begin, from the last.
    lists: Vec<usize>,
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
        Ok(Box::new(Self { text, at, state: State::Start, lists: Vec::new(), counted: (0, 1) }))
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
        let Held { mut lists, passed, mut records } = self.held(from, end);
        if !passed.is_empty() {
            out.refuse(0, Refused::PassedOver(passed.join(", ")));
        }
        lists.reverse();
        self.lists = lists;
        if !self.next_list() {
            records.reverse();
            self.state = State::Records(records);
        }
        Step::Read(0)
    }

    /// Goes to the next list of records.
    fn next_list(&mut self) -> bool {
        let Some(list) = self.lists.pop() else { return false };
        self.at = list + 1;
        self.state = State::List;
        true
    }

    /// The records that an object holds. Where none are found the object is one.
    fn held(&self, from: usize, end: usize) -> Held {
        let itself = Held { records: vec![(from, end, String::new())], ..Held::default() };
        let raw = self.text.text.get(from..end).unwrap_or_default();
        let Ok(Entries(entries)) = serde_json::from_str::<Entries<'_>>(raw) else { return itself };
        let place = |value: &RawValue| value.get().as_ptr() as usize - raw.as_ptr() as usize + from;
        if entries.iter().any(|(key, value)| super::fields::is_text(key) && !value.get().starts_with(['{', 'n'])) {
            return itself;
        }
        let chosen = |lists: Vec<(String, &RawValue)>| {
            let (lists, passed) = with_texts(lists);
            Held { lists: lists.iter().map(|(_, list)| place(list)).collect(), passed, records: Vec::new() }
        };
        let lists: Vec<_> = entries.iter().filter(|(_, value)| is_list(value.get())).cloned().collect();
        if !lists.is_empty() {
            return chosen(lists);
        }
        let all_objects = !entries.is_empty() && entries.iter().all(|(_, value)| value.get().starts_with('{'));
        if all_objects && entries.iter().any(|(_, value)| has_text(value.get())) {
            let stretch = |(key, value): &(String, &RawValue)| {
                let from = place(value);
                (from, from + value.get().len(), key.clone())
            };
            return Held { records: entries.iter().map(stretch).collect(), ..Held::default() };
        }
        // Answers of services: the lists lie one deeper.
        let objects = entries.iter().filter(|(_, value)| value.get().starts_with('{'));
        let inner = objects.filter_map(|(_, value)| serde_json::from_str::<Entries<'_>>(value.get()).ok());
        let inner = inner.flat_map(|Entries(inner)| inner);
        let lists: Vec<_> = inner.filter(|(_, value)| is_list(value.get())).collect();
        if lists.is_empty() { itself } else { chosen(lists) }
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
                if self.next_list() {
                    return Step::Read(1);
                }
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
#[derive(Default)]
struct Held {
    /// Where lists of records begin.
    lists: Vec<usize>,
    /// Names of lists that are passed over.
    passed: Vec<String>,
    records: Vec<(usize, usize, String)>,
}

/// Records of a list that are looked at to tell whether it has texts.
const LOOKED_AT: usize = 50;

fn is_list(raw: &str) -> bool {
    raw.strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'))
}

/// The lists that have texts, or else the longest; and the names of the others.
fn with_texts(lists: Vec<(String, &RawValue)>) -> (Vec<(String, &RawValue)>, Vec<String>) {
    let has_texts = |list: &RawValue| {
        let records: Vec<&RawValue> = serde_json::from_str(list.get()).unwrap_or_default();
        records.iter().take(LOOKED_AT).any(|record| has_text(record.get()))
    };
    let (mut with, mut others): (Vec<_>, Vec<_>) = lists.into_iter().partition(|(_, list)| has_texts(list));
    if with.is_empty() {
        let longest = (0..others.len()).max_by_key(|at| others[*at].1.get().len());
        with.extend(longest.map(|at| others.remove(at)));
    }
    (with, others.into_iter().map(|(name, _)| name.chars().take(40).collect()).take(20).collect())
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
        Ok(Entries(entries)) if is_ours(&entries) => out.refuse(line, Refused::Ours),
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
