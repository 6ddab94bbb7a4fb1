//! Columns as CoNLL-2003 has them: a token a line, its tag last, an empty line after each sentence, `-DOCSTART-` before each
//! document. Written with the tags of IOB2 or BILOU; read with any of them, with two to four columns, tabs or spaces.
//!
//! There is no place for an id that readers would not take for a token, so ids stand in a file beside it, one a line, in the
//! order of the documents. White space is not in it: what is read has single spaces between tokens and a line for each
//! sentence.

use super::called::Called;
use super::flat::{Layers, Places, flat, one_word, tell_rest};
use super::hold::{Again, Asked, Found, hold, left_out};
use super::huggingface::{spaced, tell_names};
use super::lines::shape;
use super::loose::{Foreign, Loose};
use super::tags::{Scheme, Spans, is_tag, tags};
use super::tokens::{is_gap, is_joiner, sentences};
use super::{Codec, Out, Proof, Setting, Writer};
use crate::formats::TextFile;
use crate::formats::loss::{Lost, Resolved};
use crate::model::{Document, TextRange, Unit};

/// Both directions, with tags of IOB2.
pub const CODEC: Codec = Codec { id: "conll", write: Some(begin), recognise, read: Some(read) };

/// Both directions, with tags of BILOU.
pub const BILOU: Codec =
    Codec { id: "conll-bilou", write: Some(begin_bilou), recognise: recognise_bilou, read: Some(read) };

/// The line before each document, letter by letter as programs look for it.
const START: &str = "-DOCSTART- -X- O O";

fn begin(setting: &Setting) -> Box<dyn Writer> {
    Box::new(Columns::new(setting, Scheme::Iob2))
}

fn begin_bilou(setting: &Setting) -> Box<dyn Writer> {
    Box::new(Columns::new(setting, Scheme::Bilou))
}

struct Columns {
    setting: Setting,
    scheme: Scheme,
    called: Called,
    /// Spans of the last document that were told as left out.
    left: u32,
}

impl Columns {
    fn new(setting: &Setting, scheme: Scheme) -> Self {
        Self { setting: setting.clone(), scheme, called: Called::in_form(setting, one_word), left: 0 }
    }

    fn path(&self) -> String {
        format!("{}.conll", self.setting.stem)
    }
}

impl Writer for Columns {
    fn document(&mut self, document: &Document, out: &mut Out) {
        let before = left_out(&out.losses);
        let flat = flat(document, &self.setting.options, Layers::One, &mut out.losses);
        self.left = left_out(&out.losses) - before;
        tell_rest(document, Places::default(), &mut out.losses);
        tell_names(document, &self.called, &flat, out);
        out.losses.add(Lost::Text, Resolved::Left, 1, &document.id, None);
        let tags = tags(&flat, self.scheme, &self.called);
        let blocks: Vec<TextRange> = document.blocks.iter().map(|block| block.range).collect();
        let spans: Vec<_> = flat.spans.iter().map(|span| span.tokens.clone()).collect();
        let mut text = format!("{START}\n\n");
        for sentence in sentences(document.article.text(), &flat.tokens, &blocks, &spans) {
            for place in sentence {
                let (Some(token), Some(tag)) = (flat.tokens.get(place), tags.get(place)) else { continue };
                text.push_str(document.article.quote(*token));
                text.push_str(" -X- _ ");
                text.push_str(tag);
                text.push('\n');
            }
            text.push('\n');
        }
        out.append(&self.path(), &text);
        let id: String = document.article_id().as_str().split_whitespace().collect::<Vec<_>>().join(" ");
        out.append(&format!("{}.ids.txt", self.setting.stem), &format!("{id}\n"));
    }

    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof) {
        let path = self.path();
        let read = read(&[TextFile { text: out.text_of(&path), name: path.clone() }]);
        let [loose] = read.documents.as_slice() else {
            return proof.broken(&document.id, &path, "not one document");
        };
        if !read.issues.is_empty() {
            proof.broken(&document.id, &path, "columns that do not fit");
        }
        let again = found_again(document, loose, proof);
        let (options, layers) = (&self.setting.options, Layers::One);
        hold(document, &Asked { options, layers, called: &self.called, left: self.left }, &again, proof);
    }

    fn finish(&mut self, _out: &mut Out) {}
}

/// Looks up each token that was read in the document's text, with nothing but gaps between two; gives the words of the
/// spans in that text.
fn found_again(document: &Document, loose: &Loose, proof: &mut Proof) -> Again {
    let text = &**document.article.text();
    let (mut at, mut places, mut counted) = (0, Vec::new(), 0_u64);
    // What was read has a space or a line end after each token, so its places are known by counting.
    for token in loose.text.split([' ', '\n']).filter(|token| !token.is_empty()) {
        // A joiner may begin a token that was cut, or join nothing and be in none.
        let unseen =
            |rest: &str| rest.chars().next().filter(|c| !rest.starts_with(token) && (is_gap(*c) || is_joiner(*c)));
        while let Some(c) = text.get(at..).and_then(unseen) {
            at += c.len_utf8();
        }
        let found = text.get(at..at + token.len()).unwrap_or_default();
        proof.words(&document.id, &format!("token {}", places.len() + 1), found, token);
        let long = u64::try_from(token.chars().count()).unwrap_or(0);
        places.push((counted, counted + long, at, at + token.len()));
        counted += long + 1;
        at += token.len();
    }
    if text.get(at..).is_none_or(|rest| !rest.chars().all(|c| is_gap(c) || is_joiner(c))) {
        proof.broken(&document.id, "tokens", "not all of the text");
    }
    let range = |from: usize, to: usize| TextRange::new(u32::try_from(from).ok()?, u32::try_from(to).ok()?);
    let spans = loose.spans.iter().map(|span| {
        let place = span.fragments.first().and_then(|(start, end)| {
            let from = places.get(places.binary_search_by_key(start, |place| place.0).ok()?)?.2;
            let to = places.get(places.binary_search_by_key(end, |place| place.1).ok()?)?.3;
            range(from, to)
        });
        let words = place.and_then(|place| place.of(text)).unwrap_or("(not at tokens)");
        Found { label: span.label.clone(), range: place, words: words.to_owned() }
    });
    Again { spans: spans.collect(), tokens: places.iter().map(|place| range(place.2, place.3)).collect() }
}

/// The columns of a line.
fn columns(line: &str) -> Vec<&str> {
    if line.contains('\t') {
        return line.split('\t').map(|column| column.trim_matches(' ')).filter(|column| !column.is_empty()).collect();
    }
    line.split(' ').filter(|column| !column.is_empty()).collect()
}

/// What a line is.
enum Line<'a> {
    Empty,
    Start,
    /// A comment, and the id that it gives to the document it begins, where it gives one.
    Comment(Option<&'a str>),
    Token(Vec<&'a str>),
}

fn line(text: &str) -> Line<'_> {
    let text = text.trim_end_matches('\r');
    let columns = columns(text);
    match columns.as_slice() {
        [] => Line::Empty,
        [start, ..] if *start == "-DOCSTART-" => Line::Start,
        ["#" | "##", key, rest @ ..]
            if !columns.last().is_some_and(|last| is_tag(last)) || matches!(rest.first(), Some(&"=")) =>
        {
            let is_id = matches!(*key, "id" | "doc_id" | "newdoc" | "document");
            let value = text.split_once(" = ").map(|(_, value)| value.trim());
            Line::Comment(value.filter(|_| is_id))
        }
        [first] if first.len() > 1 && first.starts_with('#') => Line::Comment(None),
        _ => Line::Token(columns),
    }
}

/// Whether the beginning of a file is columns with a tag at their end; and whether it has tags that only BILOU has.
fn look(file: &TextFile) -> Option<(u8, bool)> {
    const LOOKED_AT: usize = 400;
    let (mut tokens, mut tagged, mut marked, mut bilou, mut starts) = (0, 0, false, false, false);
    for text in file.text.trim_start_matches('\u{feff}').split('\n').take(LOOKED_AT) {
        match line(text) {
            Line::Token(columns) => {
                tokens += 1;
                let tag = columns.last().copied().unwrap_or_default();
                tagged += usize::from((2..=4).contains(&columns.len()) && is_tag(tag));
                marked |= tag.starts_with("B-") || tag.starts_with("I-");
                bilou |= ["U-", "L-", "S-", "E-"].iter().any(|place| tag.starts_with(place));
            }
            Line::Start => starts = true,
            Line::Empty | Line::Comment(_) => {}
        }
    }
    match (tokens, tagged) {
        _ if starts => Some((97, bilou)),
        (0, _) => None,
        // Nearly all, since a broken line is told and no reason to doubt the others.
        (all, good) if good * 10 >= all * 9 && (marked || bilou || all > 3) => Some((85, bilou)),
        _ => None,
    }
}

fn recognise(files: &[TextFile]) -> u8 {
    files.iter().filter_map(look).map(|(sure, bilou)| if bilou { sure - 10 } else { sure }).max().unwrap_or(0)
}

fn recognise_bilou(files: &[TextFile]) -> u8 {
    files.iter().filter_map(look).map(|(sure, bilou)| if bilou { sure } else { sure - 10 }).max().unwrap_or(0)
}

fn read(files: &[TextFile]) -> Foreign {
    let mut foreign = Foreign { unit: Some(Unit::CodePoint), ..Foreign::default() };
    for file in files.iter().filter(|file| !file.name.ends_with(".ids.txt")) {
        let from = foreign.documents.len();
        read_file(file, &mut foreign);
        let stem = file.name.rsplit_once('.').map_or(&*file.name, |(stem, _)| stem);
        let Some(ids) = files.iter().find(|other| other.name.strip_suffix(".ids.txt") == Some(stem)) else { continue };
        let ids: Vec<&str> = ids.text.lines().collect();
        // With another number of lines nobody knows which is whose.
        if ids.len() == foreign.documents.len() - from {
            for (loose, id) in foreign.documents.iter_mut().skip(from).zip(ids) {
                id.clone_into(&mut loose.id);
            }
        }
    }
    foreign
}

/// A document that is being read.
#[derive(Default)]
struct Open {
    line: usize,
    id: String,
    sentences: Vec<Vec<String>>,
    lines: Vec<usize>,
    spans: Spans,
    is_there: bool,
}

impl Open {
    fn ends_sentence(&mut self) {
        self.spans.ends();
        if self.sentences.last().is_some_and(|sentence| !sentence.is_empty()) {
            self.sentences.push(Vec::new());
        }
    }

    fn token(&mut self, number: usize, token: &str, tag: &str) {
        if self.sentences.is_empty() {
            self.sentences.push(Vec::new());
        }
        if let Some(sentence) = self.sentences.last_mut() {
            sentence.push(token.to_owned());
        }
        self.lines.push(number);
        self.spans.tag(tag);
    }

    /// The document, with the text put together of its tokens.
    fn close(self, file: &TextFile) -> Loose {
        let mut places: Vec<(u64, u64)> = Vec::new();
        let mut text = String::new();
        for sentence in self.sentences.iter().filter(|sentence| !sentence.is_empty()) {
            let from = places.last().map_or(0, |(_, end)| end + 1);
            if !text.is_empty() {
                text.push('\n');
            }
            let (words, own) = spaced(sentence);
            text.push_str(&words);
            places.extend(own.into_iter().map(|(start, end)| (start + from, end + from)));
        }
        let path = |token: usize| self.lines.get(token).map(|line| format!("line {line}")).unwrap_or_default();
        let spans = self.spans.loose(&text, &places, path);
        Loose { file: file.name.clone(), line: self.line, id: self.id, text, spans, ..Loose::default() }
    }
}

fn read_file(file: &TextFile, foreign: &mut Foreign) {
    let mut open = Open::default();
    for (number, text) in (1..).zip(file.text.trim_start_matches('\u{feff}').split('\n')) {
        match line(text) {
            Line::Empty => open.ends_sentence(),
            Line::Comment(None) => {}
            Line::Comment(Some(id)) => {
                if !open.lines.is_empty() {
                    foreign.documents.push(std::mem::take(&mut open).close(file));
                }
                (open.line, open.is_there) = (number, true);
                id.clone_into(&mut open.id);
            }
            Line::Start => {
                if open.is_there && (open.id.is_empty() || !open.lines.is_empty()) {
                    foreign.documents.push(std::mem::take(&mut open).close(file));
                }
                (open.line, open.is_there) = (number, true);
            }
            Line::Token(columns) => {
                if !open.is_there {
                    (open.line, open.is_there) = (number, true);
                }
                let (token, tag) =
                    (columns.first().copied().unwrap_or_default(), columns.last().copied().unwrap_or_default());
                if columns.len() < 2 || (columns.len() > 4 && !is_tag(tag)) {
                    foreign.issues.push(shape(file, number, token, "a word and its tag, in two to four columns"));
                    // Its word belongs to the text all the same.
                    open.token(number, token, "O");
                } else {
                    open.token(number, token, tag);
                }
            }
        }
    }
    if open.is_there {
        foreign.documents.push(open.close(file));
    }
}
