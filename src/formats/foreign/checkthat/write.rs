//! From documents to rows.

use std::collections::BTreeSet;

use super::columns::Class;
use super::{HEAD, IDS, IDS_END, ends_line, one_line, read};
use crate::formats::foreign::fact_checks::{claims, is_worthy, value};
use crate::formats::foreign::tokens::{is_gap, is_joiner, sentences, tokens};
use crate::formats::foreign::{Out, Proof, Setting, Writer, told};
use crate::formats::loss::{Losses, Lost, Resolved};
use crate::model::article::sha256;
use crate::model::claim::slot;
use crate::model::{Annotation, AnnotationId, Document, LabelKind, TextRange};

/// Writes a set of documents.
pub(super) struct CheckthatWriter {
    setting: Setting,
    path: String,
    ids: String,
    /// Articles so far.
    articles: usize,
}

/// The label that a sentence with `Yes` has again, and ratings that say no more than that.
const CLAIM: &str = "claim";
const PLAIN: [&str; 2] = ["yes", "true"];

/// What is not in the files, if it is said.
const LEFT: [Lost; 9] = [
    Lost::Suggestions,
    Lost::DocumentValues,
    Lost::Meta,
    Lost::Statuses,
    Lost::Blocks,
    Lost::Authors,
    Lost::Notes,
    Lost::Entities,
    Lost::Doubts,
];

impl CheckthatWriter {
    pub(super) fn new(setting: &Setting) -> Self {
        let ids = format!("{}.{IDS_END}", setting.stem);
        Self { setting: setting.clone(), path: format!("{}.tsv", setting.stem), ids, articles: 0 }
    }

    /// The claims that make a sentence `Yes`.
    fn counted<'a>(&self, document: &'a Document) -> Vec<(AnnotationId, Vec<TextRange>)> {
        let schema = &self.setting.project.schema;
        let all: Vec<&'a _> = claims(schema, document);
        let worthy = all.into_iter().filter(|claim| is_worthy(schema, claim) != Some(false));
        worthy.map(|claim| (claim.id, claim.span.fragments().collect())).collect()
    }

    fn tell(&self, document: &Document, rows: &[TextRange], losses: &mut Losses) {
        let project = &self.setting.project;
        told::left(document, project, &LEFT, losses);
        let mut others = BTreeSet::new();
        let mut tell = |what, how, count, id| losses.add(what, how, count, &document.id, id);
        for annotation in document.in_reading_order() {
            let id = Some(annotation.id);
            if project.schema.kind_of(&annotation.label) != LabelKind::Claim {
                tell(Lost::NotClaims, Resolved::Left, 1, id);
                continue;
            }
            let worth = is_worthy(&project.schema, annotation);
            tell(Lost::Attributes, Resolved::Left, values_left(annotation, worth), id);
            tell(Lost::Unrated, Resolved::Kept, usize::from(worth.is_none()), id);
            let is_left = worth == Some(false);
            tell(Lost::Unworthy, Resolved::Left, usize::from(is_left), id);
            // `Yes` says that it is a claim, and no more of its label.
            let is_other = !is_left && annotation.label.as_str() != CLAIM && others.insert(&annotation.label);
            tell(Lost::LabelNames, Resolved::Left, usize::from(is_other), id);
            let at = |range: TextRange| rows.partition_point(|row| row.start() < range.start());
            let is_whole = |range: TextRange| rows.get(at(range)) == Some(&range);
            let is_part = !annotation.span.fragments().all(is_whole);
            tell(Lost::Sentences, Resolved::Widened, usize::from(is_part), id);
        }
        for relation in document.relations.values() {
            tell(Lost::Relations, Resolved::Left, 1, Some(relation.from));
        }
        let broken = rows.iter().filter(|row| document.article.quote(**row).contains(ends_line));
        tell(Lost::LineEnds, Resolved::Rewritten, broken.count(), None);
        tell(Lost::Text, Resolved::Left, 1, None);
        tell(Lost::Languages, Resolved::Left, usize::from(document.meta.language.is_some()), None);
        tell(Lost::Annotators, Resolved::Left, usize::from(document.meta.annotator.is_some()), None);
    }
}

/// How many values of a claim the file does not say. `Yes` and `No` say whether it is worth checking, and not how much.
fn values_left(claim: &Annotation, worth: Option<bool>) -> usize {
    let is_plain = |said: &str| worth == Some(false) || PLAIN.iter().any(|plain| plain.eq_ignore_ascii_case(said));
    let rated = value(claim, slot::CHECK_WORTHY).is_some_and(is_plain);
    claim.attributes.values().map(Vec::len).sum::<usize>() - usize::from(rated)
}

/// The sentences of a document, where they stand.
fn rows_of(document: &Document) -> Vec<TextRange> {
    let text = document.article.text();
    let tokens = tokens(text);
    let blocks: Vec<TextRange> = document.blocks.iter().map(|block| block.range).collect();
    let found = sentences(text, &tokens, &blocks, &[]).into_iter();
    found.filter_map(|run| TextRange::new(tokens.get(run.start)?.start(), tokens.get(run.end - 1)?.end())).collect()
}

/// The sum of an article's sentences, as they stand in the file.
fn sum<'a>(rows: impl Iterator<Item = &'a str>) -> String {
    sha256(&rows.collect::<Vec<_>>().join("\n"))
}

impl Writer for CheckthatWriter {
    fn document(&mut self, document: &Document, out: &mut Out) {
        if self.articles == 0 {
            out.glue(&self.path, &format!("{HEAD}\n"));
            out.glue(&self.ids, &format!("{IDS}\n"));
        }
        self.articles += 1;
        let (rows, counted) = (rows_of(document), self.counted(document));
        let words: Vec<String> = rows.iter().map(|row| one_line(document.article.quote(*row))).collect();
        let mut lines = String::new();
        for ((row, words), number) in rows.iter().zip(&words).zip(1..) {
            let is_claimed = counted.iter().flat_map(|(_, ranges)| ranges).any(|range| range.overlaps(*row));
            let label = if is_claimed { "Yes" } else { "No" };
            lines.push_str(&format!("{}_{number}\t{words}\t{label}\n", self.articles));
        }
        out.append(&self.path, &lines);
        let (id, title) = (one_line(document.article_id().as_str()), one_line(&document.meta.title));
        let sum = sum(words.iter().map(String::as_str));
        out.append(&self.ids, &format!("{}\t{id}\t{title}\t{sum}\n", self.articles));
        self.tell(document, &rows, &mut out.losses);
    }

    fn prove(&self, document: &Document, out: &Out, proof: &mut Proof) {
        let id = &document.id;
        let written = out.text_of(&self.ids);
        let about: Vec<&str> = written.trim_end_matches('\n').split('\t').collect();
        let lines = out.text_of(&self.path);
        let rows = read::own_rows(&lines);
        let [number, article, _, told] = about[..] else { return proof.broken(id, &self.ids, "not four cells") };
        proof.words(id, &self.ids, article, &one_line(document.article_id().as_str()));
        proof.words(id, &self.ids, told, &sum(rows.iter().map(|row| row.words)));
        let counted = self.counted(document);
        let mut met = vec![false; counted.len()];
        let mut text = Walk { text: document.article.text(), at: 0 };
        for (row, count) in rows.iter().zip(1_usize..) {
            proof.words(id, row.id, row.id, &format!("{number}_{count}"));
            let Some(place) = text.find(row.words) else {
                proof.broken(id, row.id, row.words);
                break;
            };
            let mut is_claimed = false;
            for ((_, ranges), met) in counted.iter().zip(&mut met) {
                let here = ranges.iter().any(|range| range.overlaps(place));
                (is_claimed, *met) = (is_claimed || here, *met || here);
            }
            let meant = if is_claimed { Class::Yes } else { Class::No };
            proof.words(id, row.id, row.label, if meant == Class::Yes { "Yes" } else { "No" });
        }
        let rest = text.text.get(text.at..).unwrap_or_default();
        let left: String = rest.chars().filter(|c| !is_gap(*c) && !is_joiner(*c)).collect();
        proof.words(id, &self.path, &left, "");
        for ((claim, ranges), _) in counted.iter().zip(&met).filter(|(_, met)| !**met) {
            // What is in no token is in no sentence.
            let is_seen = |range: &TextRange| document.article.quote(*range).contains(|c| !is_gap(c) && !is_joiner(c));
            if ranges.iter().any(is_seen) {
                proof.broken(id, &claim.to_string(), "a claim is in no sentence");
            }
        }
    }

    fn finish(&mut self, out: &mut Out) {
        if self.articles == 0 {
            out.glue(&self.path, &format!("{HEAD}\n"));
            out.glue(&self.ids, &format!("{IDS}\n"));
        }
    }
}

/// Sentences, one after another, in the text they are of.
struct Walk<'a> {
    text: &'a str,
    at: usize,
}

impl Walk<'_> {
    /// Where the next words stand: with nothing that is seen between them and the ones before.
    fn find(&mut self, words: &str) -> Option<TextRange> {
        loop {
            let rest = self.text.get(self.at..)?;
            let mut there = rest.char_indices();
            let fits = words
                .chars()
                .all(|c| there.next().is_some_and(|(_, found)| found == c || c == ' ' && ends_line(found)));
            if fits && !words.is_empty() {
                let end = self.at + there.next().map_or(rest.len(), |(end, _)| end);
                let place = TextRange::new(u32::try_from(self.at).ok()?, u32::try_from(end).ok()?);
                self.at = end;
                return place;
            }
            let passed = rest.chars().next().filter(|c| is_gap(*c) || is_joiner(*c))?;
            self.at += passed.len_utf8();
        }
    }
}
