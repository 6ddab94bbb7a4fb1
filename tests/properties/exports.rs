//! Every format: what is written is proved, and read back it says what was said, but for the losses that were told; and no
//! bytes break a reader.

use std::rc::Rc;
use std::time::{Duration, Instant};

use manicule::formats::foreign::loose::Loose;
use manicule::formats::foreign::options::{CutTokens, Fragments, Options, Overlaps};
use manicule::formats::foreign::proof::slice;
use manicule::formats::foreign::{CODECS, Codec, Setting};
use manicule::formats::loss::{Lost, Resolved};
use manicule::formats::{Problem, TextFile};
use manicule::model::{Document, Project, Status, Unit};
use proptest::prelude::*;
use proptest::sample::select;

use crate::common::{cases, projects};
use crate::exported::{SENTENCES_ONLY, TOKENS_ONLY, bare, counted, info, wanted, written};
use crate::hard_project::hard_project;
use crate::native::samples;

fn options() -> impl Strategy<Value = Options> {
    let overlaps = select(&[Overlaps::Longest, Overlaps::First][..]);
    let fragments = select(&[Fragments::Join, Fragments::Split][..]);
    let cut = select(&[CutTokens::Widen, CutTokens::Cut, CutTokens::Leave][..]);
    (overlaps, fragments, cut, any::<bool>(), any::<bool>()).prop_map(
        |(overlaps, fragments, cut_tokens, short_labels, names)| Options {
            overlaps,
            fragments,
            cut_tokens,
            short_labels,
            names,
            ..Options::default()
        },
    )
}

fn setting(project: Project, options: Options) -> (Setting, Vec<Rc<Document>>) {
    let documents = project.documents().cloned().collect();
    (Setting { project: Rc::new(project), options, stem: "articles".to_owned() }, documents)
}

/// Label and words of each fragment, as a reader gives them. A format that says fragments beside what its tool reads gives
/// more back than was told; that is made one here as well.
fn found(codec: &Codec, options: &Options, documents: &[Loose], unit: Option<Unit>) -> Vec<(String, Vec<String>)> {
    let unit = unit.unwrap_or(info(codec).unit);
    let spans = documents.iter().flat_map(|loose| loose.spans.iter().map(move |span| (&loose.text, span)));
    let spans = spans.filter(|(_, span)| span.suggested.is_none());
    spans
        .map(|(text, span)| {
            let cut = |(start, end): &(u64, u64)| {
                slice(text, *start, *end, unit).unwrap_or_else(|| panic!("{}: {start} to {end} of {text:?}", codec.id))
            };
            let ends = span.fragments.first().zip(span.fragments.last());
            let words = match ends.filter(|_| info(codec).asks.fragments && options.fragments == Fragments::Join) {
                Some(((start, _), (_, end))) => vec![cut(&(*start, *end))],
                None => span.fragments.iter().map(cut).collect(),
            };
            (span.label.clone(), words)
        })
        .collect()
}

/// What a format cannot have: exact fragments, where there is no text, or where line ends part them; short names that two
/// labels share, where one of them comes back by its id.
fn blurred(codec: &Codec, options: &Options, all: Vec<(String, Vec<String>)>) -> Vec<(String, Vec<String>)> {
    let no_fragments = [&TOKENS_ONLY[..], &SENTENCES_ONLY, &["brat"]].concat().contains(&codec.id);
    let no_label = codec.id == "labelstudio" && options.short_labels;
    let blur = |(label, words): (String, Vec<String>)| {
        let label = if no_label { String::new() } else { label };
        (label, if no_fragments { vec![bare(&words.concat())] } else { words })
    };
    all.into_iter().map(blur).collect()
}

/// Writes a project, proves it, reads it back.
fn there_and_back(codec: &Codec, setting: &Setting, documents: &[Rc<Document>]) {
    let made = written(codec, setting, documents);
    assert_eq!(made.proof.wrong, 0, "{}: {:#?}", codec.id, made.proof.differs);
    let wanted_of: usize = documents.iter().map(|document| wanted(codec, setting, document).len()).sum();
    let comes_back = |document: &&Rc<Document>| codec.id != "prodigy" || document.meta.status != Status::Skipped;
    let expected: Vec<(String, Vec<String>)> = (documents.iter())
        .filter(comes_back)
        .flat_map(|document| {
            let words = |range: &manicule::model::TextRange| document.article.quote(*range).to_owned();
            let spans = wanted(codec, setting, document).into_iter();
            spans.map(|span| (span.label, span.fragments.iter().map(words).collect())).collect::<Vec<_>>()
        })
        .collect();
    assert!(made.proof.checked >= wanted_of as u64, "{} checks every span", codec.id);
    told(codec, setting, documents, wanted_of, &made.losses);
    // Every other run of a writer gives the same bytes.
    assert_eq!(written(codec, setting, documents).files, made.files, "{}", codec.id);
    let Some(read) = codec.read else { return };
    let mut foreign = read(&made.files);
    // A link that had lost its end before comes back as it is, and is told of. Prodigy's word for an article that was left out
    // is `ignore`, and nobody has said that spans of such records are right: they are told of and do not come back.
    let is_told = |issue: &Problem| matches!(issue, Problem::MissingEnd { .. } | Problem::NotAccepted { .. });
    foreign.issues.retain(|issue| !is_told(&issue.problem));
    assert_eq!(foreign.issues, Vec::new(), "{}: {:#?}", codec.id, made.files);
    let found = found(codec, &setting.options, &foreign.documents, foreign.unit);
    let (mut found, mut expected) =
        (blurred(codec, &setting.options, found), blurred(codec, &setting.options, expected));
    found.sort();
    expected.sort();
    assert_eq!(counted(found), counted(expected), "{}: {:#?}", codec.id, made.files);
}

/// As many spans are missing as were told.
fn told(
    codec: &Codec,
    setting: &Setting,
    documents: &[Rc<Document>],
    wanted: usize,
    losses: &manicule::formats::loss::Losses,
) {
    if SENTENCES_ONLY.contains(&codec.id) {
        // What is there is sentences, and no annotations that could be counted: `tests/formats/checkthat.rs`.
        return;
    }
    let annotations = documents.iter().flat_map(|document| document.annotations.values());
    let splits = info(codec).asks.fragments && setting.options.fragments == Fragments::Split;
    let given: usize = annotations.map(|annotation| if splits { annotation.span.count() } else { 1 }).sum();
    let left = |what| {
        let all = losses.all().iter().filter(|loss| loss.what == what && loss.how == Resolved::Left);
        all.map(|loss| loss.count as usize).sum::<usize>()
    };
    let missing = [Lost::Overlaps, Lost::CutTokens, Lost::NotClaims].map(left).iter().sum::<usize>();
    // In brat a span of nothing but a line end is told together with line ends that notes lose.
    let may_be = if codec.id == "brat" { left(Lost::LineEnds) } else { 0 };
    let all = missing..=missing + may_be;
    assert!(all.contains(&(given - wanted)), "{} tells what is missing: {losses:#?}", codec.id);
}

fn writers() -> impl Iterator<Item = &'static Codec> {
    CODECS.iter().filter(|codec| codec.write.is_some())
}

proptest! {
    #![proptest_config(cases(12))]

    #[test]
    fn every_format_says_what_was_said(project in projects::project(), options in options()) {
        let (setting, documents) = setting(project, options);
        for codec in writers() {
            there_and_back(codec, &setting, &documents);
        }
    }
}

#[test]
fn every_format_says_the_hard_project() {
    for codec in writers() {
        for fragments in [Fragments::Join, Fragments::Split] {
            for cut_tokens in [CutTokens::Widen, CutTokens::Cut, CutTokens::Leave] {
                let options = Options { fragments, cut_tokens, ..Options::default() };
                let (setting, documents) = setting(hard_project(), options);
                there_and_back(codec, &setting, &documents);
            }
        }
    }
}

/// A format is known by what it writes, and no other is surer.
#[test]
fn every_format_knows_itself() {
    let (setting, documents) = setting(hard_project(), Options::default());
    for codec in writers().filter(|codec| codec.read.is_some()) {
        let files = written(codec, &setting, &documents).files;
        let sure = (codec.recognise)(&files);
        for other in CODECS {
            let is_other = other.id != codec.id;
            assert!(!is_other || (other.recognise)(&files) < sure || sure == 0, "{} takes {}", other.id, codec.id);
        }
        assert!(sure > 0, "{} knows itself", codec.id);
    }
}

/// A small source of numbers that are the same on every run.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % (sides.max(1) as u64)).unwrap_or(0)
    }
}

/// Pieces that mean something to one reader or another.
const WORDS: &[&str] = &[
    "\"",
    "\\",
    "\\ud800",
    "{",
    "}",
    "[",
    "]",
    ",",
    ";",
    ":",
    "\t",
    "\r\n",
    "\n\n",
    "<",
    ">",
    "=",
    "-1",
    "0",
    "9999999999999999999999",
    "1e400",
    "null",
    "T1\t",
    "R1\t",
    "A1\t",
    "#1\t",
    "*\t",
    "Arg1:",
    "B-",
    "I-",
    "O",
    "-DOCSTART-",
    "\u{feff}",
    "\0",
    "😀",
    "\"start\":",
    "\"end\":",
    "\"text\":",
    "\"label\":",
    "true",
    "{}",
    "[]",
    "&#x110000;",
    "<!--",
    "''",
    "\"%ID\":",
    "\"%TYPE\":\"",
    "\"%ELEMENTS\":[2,3]",
    "\"@first\":",
    "\"@next\":",
    "\"@tail\":",
    "\"@target\":",
];

/// A text changed a few times: cuts, stretches twice, words put in, stretches of another, numbers made others.
fn changed(dice: &mut Dice, text: &str, other: &str) -> String {
    let mut text: Vec<char> = text.chars().collect();
    let other: Vec<char> = other.chars().collect();
    for _ in 0..=dice.roll(5) {
        let at = dice.roll(text.len() + 1);
        let end = (at + dice.roll(64)).min(text.len());
        match dice.roll(7) {
            0 => text.truncate(at),
            1 => drop(text.splice(at..at, text[at..end].to_vec())),
            2 => drop(text.drain(at..end)),
            3 => drop(text.splice(at..at, WORDS[dice.roll(WORDS.len())].chars())),
            4 => {
                let from = dice.roll(other.len() + 1);
                let until = (from + dice.roll(200)).min(other.len());
                drop(text.splice(at..at, other[from..until].iter().copied()));
            }
            5 => {
                if let Some(digit) = text.iter().skip(at).position(char::is_ascii_digit) {
                    text[at + digit] = char::from(b'0' + u8::try_from(dice.roll(10)).unwrap_or(0));
                }
            }
            _ => text.iter_mut().take(end).skip(at).for_each(|c| *c = char::from_u32(*c as u32 + 1).unwrap_or('x')),
        }
    }
    text.into_iter().collect()
}

/// Changes what a format writes for as long as it is to last, and reads it. What is said of a text lies on it or is left to
/// be found out: nothing is asked of that here but that it is told.
#[test]
fn no_bytes_break_a_reader() {
    let long = std::env::var_os("MANICULE_LONG").is_some();
    let each = if long { Duration::from_secs(30) } else { Duration::from_millis(700) };
    let mut seeds: Vec<(&str, Vec<TextFile>)> = Vec::new();
    for codec in writers() {
        for project in samples(2).into_iter().chain([hard_project()]) {
            let (setting, documents) = setting(project, Options::default());
            seeds.push((codec.id, written(codec, &setting, &documents).files));
        }
    }
    for codec in CODECS.iter().filter(|codec| codec.read.is_some()) {
        let read = codec.read.expect("it is read");
        let own: Vec<_> = seeds.iter().filter(|(id, _)| *id == codec.id).cloned().collect();
        let (begin, mut dice, mut inputs) = (Instant::now(), Dice(0x9e37_79b9_7f4a_7c15), 0_u64);
        while begin.elapsed() < each {
            // Mostly its own files; now and then those of another format.
            let from = if own.is_empty() || dice.roll(8) == 0 { &seeds } else { &own };
            let mut files = from[dice.roll(from.len())].1.clone();
            for _ in 0..=dice.roll(2) {
                let at = dice.roll(files.len());
                let other = seeds[dice.roll(seeds.len())].1.first().map_or(String::new(), |file| file.text.clone());
                if let Some(file) = files.get_mut(at) {
                    file.text = changed(&mut dice, &file.text, &other);
                }
            }
            assert!((codec.recognise)(&files) <= 100, "{}", codec.id);
            let foreign = read(&files);
            for loose in &foreign.documents {
                let mut ids: Vec<&str> = loose.spans.iter().map(|span| &*span.id).filter(|id| !id.is_empty()).collect();
                ids.sort_unstable();
                let all = ids.len();
                ids.dedup();
                assert_eq!(ids.len(), all, "{}: an id names one span", codec.id);
            }
            inputs += 1;
        }
        println!("FIGURE fuzz {} {inputs} inputs", codec.id);
    }
}
