//! Reading a language's file.

use super::{Classes, Entry, Lexicon, LexiconError, Word, class, form, inflect};
use crate::model::fold::{fold, folded};
use crate::model::order::{sort_and_dedup, sort_by};

/// Sections that are plain lists of words of one class.
const LISTS: [(&str, Classes); 24] = [
    ("collectives", class::COLLECTIVE),
    ("judged", class::JUDGED),
    ("nouns in -ing", class::GERUND),
    ("adverbs", class::HEARSAY),
    ("adjectives", class::CONVICTION),
    ("conditions", class::CONDITION),
    ("forms", class::FORM),
    ("media", class::MEDIUM),
    ("acts", class::ACT),
    ("be", class::BE),
    ("have", class::HAVE),
    ("do", class::DO),
    ("modals", class::MODAL),
    ("not", class::NOT),
    ("determiners", class::DETERMINER),
    ("possessives", class::POSSESSIVE),
    ("prepositions", class::PREPOSITION),
    ("coordinators", class::COORDINATOR),
    ("subordinators", class::SUBORDINATOR),
    ("relatives", class::RELATIVE),
    ("plain", class::ADVERB),
    ("time", class::TIME),
    ("titles", class::TITLE),
    ("plurals", class::PLURAL),
];

#[derive(Default)]
struct Reader {
    lexicon: Lexicon,
    /// One for each line that names a word; brought together at the end.
    found: Vec<(Box<str>, Word)>,
    /// (base, number) of each verb so far.
    bases: Vec<(Box<str>, u16)>,
}

/// The lexicon of a file, and every line that could not be read.
pub(super) fn read(text: &str) -> (Lexicon, Vec<LexiconError>) {
    let mut reader = Reader::default();
    let mut mistakes = Vec::new();
    let mut section = "";
    for (line, number) in text.lines().zip(1..) {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(name) = line.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            section = name;
        } else if let Err(expected) = reader.line(section, line) {
            mistakes.push(LexiconError { line: number, expected });
        }
    }
    (reader.finish(), mistakes)
}

impl Reader {
    fn line(&mut self, section: &str, line: &str) -> Result<(), &'static str> {
        let (before, after) = line.split_once(" = ").map_or((line, None), |(before, after)| (before, Some(after)));
        match section {
            "cues" => {
                let (number, particle) = self.verb(before, 0)?;
                let entry = entry(after.ok_or("frames after =")?, particle)?;
                let place = usize::from(number).saturating_sub(1);
                self.lexicon.verbs.get_mut(place).ok_or("a verb")?.push(entry);
            }
            "nouns" => {
                let entry = entry(after.ok_or("frames after =")?, Vec::new())?;
                self.lexicon.nouns.push(entry);
                let noun = u16::try_from(self.lexicon.nouns.len()).map_err(|_| "fewer nouns")?;
                let plural = inflect::forms(before, &[]).into_iter().find(|(_, kind)| *kind == form::S);
                for word in plural.map(|(word, _)| word).into_iter().chain([before.to_owned()]) {
                    self.found.push((word.into(), Word { noun, ..Word::default() }));
                }
            }
            "verbs" => self.verb(before, 0).map(drop)?,
            "light" => self.verb(before, class::LIGHT).map(drop)?,
            "chains" => {
                let (number, particle) = self.verb(before, class::CHAIN)?;
                let particle = particle.into_iter().next().unwrap_or_default();
                self.lexicon.chains.push((number, particle));
            }
            "pronouns" => {
                let group = after.and_then(|group| group.bytes().next()).ok_or("a group after =")?;
                let word = Word { classes: class::PRONOUN, group, ..Word::default() };
                self.found.push((before.into(), word));
            }
            "according" => {
                self.found.push((before.into(), Word { classes: class::ACCORDING, ..Word::default() }));
            }
            "abbreviations" => self.lexicon.abbreviations.push(before.into()),
            _ => {
                let (_, class) = LISTS.iter().find(|(name, _)| *name == section).ok_or("a section that is known")?;
                let (word, step) = before.rsplit_once(' ').map_or((before, None), |(word, step)| (word, Some(step)));
                // Forms of several words are found by their last: press release.
                let step = step.and_then(|step| step.parse().ok());
                let word = if step.is_some() { word } else { before.rsplit(' ').next().unwrap_or(before) };
                let capital = word.chars().next().is_some_and(|c| fold(c) != c);
                let classes = if capital { class | class::CAPITAL } else { *class };
                let step = step.unwrap_or(if *class == class::HEARSAY { 5 } else { 0 });
                self.found.push((folded(word).into(), Word { classes, step, ..Word::default() }));
            }
        }
        Ok(())
    }

    /// Takes `head [particle …][: irregular forms]` in; the verb's number and its particle.
    fn verb(&mut self, line: &str, classes: Classes) -> Result<(u16, Vec<Box<str>>), &'static str> {
        let (head, irregular) = line.split_once(": ").unwrap_or((line, ""));
        let mut words = head.split(' ');
        let base = words.next().filter(|base| !base.is_empty()).ok_or("a verb")?;
        let particle = words.map(Box::from).collect();
        let known = self.bases.iter().find(|(known, _)| **known == *base).map(|(_, number)| *number);
        let number = match known {
            Some(number) => number,
            None => {
                self.lexicon.verbs.push(Vec::new());
                let number = u16::try_from(self.lexicon.verbs.len()).map_err(|_| "fewer verbs")?;
                self.bases.push((base.into(), number));
                number
            }
        };
        let irregular: Vec<&str> = irregular.split(' ').filter(|form| !form.is_empty()).collect();
        // A later line for the same verb need not name its forms again.
        if known.is_none() || !irregular.is_empty() {
            for (word, forms) in inflect::forms(base, &irregular) {
                self.found.push((word.into(), Word { forms, verb: number, classes, ..Word::default() }));
            }
        } else if classes != 0 {
            let same: Vec<_> = self.found.iter().filter(|(_, word)| word.verb == number).cloned().collect();
            self.found.extend(same.into_iter().map(|(word, known)| (word, Word { classes, ..known })));
        }
        Ok((number, particle))
    }

    fn finish(mut self) -> Lexicon {
        sort_by(&mut self.found, |one, other| one.0.cmp(&other.0));
        let mut words: Vec<(Box<str>, Word)> = Vec::with_capacity(self.found.len());
        for (text, word) in self.found {
            match words.last_mut().filter(|(known, _)| *known == text) {
                Some((_, known)) => add(known, word, &self.lexicon.verbs),
                None => words.push((text, word)),
            }
        }
        sort_and_dedup(&mut self.lexicon.abbreviations);
        Lexicon { words, ..self.lexicon }
    }
}

/// Brings two lines for one written word together. Of two verbs, the one that is a cue stays: *found* is of *find*.
fn add(known: &mut Word, more: Word, verbs: &[Vec<Entry>]) {
    let is_cue = |verb: u16| {
        usize::from(verb).checked_sub(1).and_then(|place| verbs.get(place)).is_some_and(|uses| !uses.is_empty())
    };
    if known.verb == 0 || known.verb == more.verb || (is_cue(more.verb) && !is_cue(known.verb)) {
        known.forms |= more.forms;
        known.verb = if more.verb == 0 { known.verb } else { more.verb };
    }
    known.classes |= more.classes;
    known.noun = known.noun.max(more.noun);
    known.step = known.step.max(more.step);
    known.group = known.group.max(more.group);
}

/// Reads `frames step [ties …]`.
fn entry(text: &str, particle: Vec<Box<str>>) -> Result<Entry, &'static str> {
    let mut parts = text.split(' ');
    let frames =
        parts.next().filter(|frames| frames.chars().all(|c| "qcTwtgoksOjpaArmx".contains(c))).ok_or("frames")?;
    let step = parts.next().and_then(|step| step.parse().ok()).filter(|step| (1..=5).contains(step));
    Ok(Entry {
        particle: particle.into(),
        frames: frames.into(),
        step: step.ok_or("a step from 1 to 5")?,
        ties: parts.map(Box::from).collect(),
    })
}
