//! From tokens to a proposal: spans of the text, and sources as mentions that the document already has.

use super::draft::Draft;
use super::lexicon::class;
use super::proposal::{Candidate, Mention, Nobody, Proposal, QuoteType, Source};
use super::reading::{Reading, Run};
use super::verbs::Finite;
use super::words::Kind;
use crate::model::order::sort_by_key;
use crate::model::{Annotation, Document, KindId, LabelId, Schema, Span, TextRange};

/// Most sources that a proposal shows.
const MOST: usize = 4;

/// The mentions of a document that may be sources, and its claims.
pub(super) struct Known<'a> {
    /// By place.
    mentions: Vec<&'a Annotation>,
    /// Length of the longest, in bytes.
    longest: u32,
}

impl<'a> Known<'a> {
    /// Everything that the schema lets a claim's source lead to.
    pub(super) fn of(document: &'a Document, schema: &Schema) -> Self {
        let slot = schema.relation(&KindId::from("source"));
        let fits = |label: &LabelId| slot.is_none_or(|slot| slot.to.is_empty() || slot.to.contains(label));
        let of_kind = |annotation: &&Annotation| {
            schema.kind_of(&annotation.label) == crate::model::LabelKind::Entity && fits(&annotation.label)
        };
        let mut mentions: Vec<&Annotation> =
            document.annotations.values().map(|annotation| &**annotation).filter(of_kind).collect();
        sort_by_key(&mut mentions, |annotation| (annotation.span.start(), annotation.span.end(), annotation.id));
        let longest = mentions.iter().map(|annotation| annotation.span.hull().len()).max().unwrap_or(0);
        Self { mentions, longest }
    }

    /// The mention that has `head` in it and fits best into `words`.
    fn mention(&self, head: TextRange, words: TextRange) -> Option<&'a Annotation> {
        let to = self.mentions.partition_point(|annotation| annotation.span.start() < head.end());
        let near = self.mentions[..to].iter().rev();
        let near = near.take_while(|annotation| annotation.span.start() + self.longest >= head.start());
        let over = near.filter(|annotation| annotation.span.fragments().any(|part| part.overlaps(head)));
        over.copied().max_by_key(|annotation| annotation.span.hull().intersection(words).map_or(0, TextRange::len))
    }

    /// The nearest mention before `at` that a pronoun of this group can stand for.
    fn before(&self, at: u32, group: u8, text: &str) -> Option<&'a Annotation> {
        const FAR: usize = 40;
        let to = self.mentions.partition_point(|annotation| annotation.span.start() < at);
        let fits = |annotation: &&&Annotation| {
            let person = annotation.label.as_str() == "person";
            let words = annotation.span.hull().of(text).unwrap_or_default();
            // Another pronoun stands for somebody itself.
            let named = words.chars().any(char::is_uppercase) || words.contains(' ');
            let says = |titles: &[&str]| titles.iter().any(|title| words.starts_with(title));
            let gender = match group {
                b'm' => !says(&["Ms", "Mrs", "Miss", "Lady", "Queen", "Princess", "Sister"]),
                b'f' => !says(&["Mr ", "Mr.", "Sir", "Lord", "King", "Prince ", "Father"]),
                _ => true,
            };
            let kind = match group {
                b'm' | b'f' => person || annotation.label.as_str() == "source",
                b'n' => !person,
                _ => true,
            };
            annotation.span.end() <= at && kind && named && gender
        };
        self.mentions[..to].iter().rev().take(FAR).find(fits).copied()
    }
}

impl Reading<'_> {
    /// The proposal that a draft stands for; `None` where its words do not make a span, or one of its quotation marks
    /// has no partner.
    pub(super) fn proposal(&self, draft: &Draft, known: &Known<'_>) -> Option<Proposal> {
        if draft.parts.iter().any(|part| self.is_torn(*part)) {
            return None;
        }
        let content = Span::new(draft.parts.iter().filter_map(|part| self.range(*part)).collect())?;
        let cue = draft.cue.and_then(|run| self.range(run)).map(Span::of);
        let sources = self.sources(draft, known);
        Some(Proposal {
            content,
            cue,
            sources,
            addressee: draft.addressee.and_then(|run| self.range(run)),
            quote_type: self.quote_type(&draft.parts),
            permille: draft.permille.min(1000),
        })
    }

    fn is_torn(&self, part: Run) -> bool {
        let first = self.orphans.partition_point(|orphan| *orphan < part.from);
        self.orphans.get(first).is_some_and(|orphan| *orphan < part.to)
    }

    /// Direct, mixed or indirect, by words.
    pub(super) fn quote_type(&self, parts: &[Run]) -> QuoteType {
        let counted = parts.iter().map(|part| self.count_words(*part));
        let (all, quoted) = counted.fold((0, 0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
        match quoted {
            0 => QuoteType::Indirect,
            _ if quoted * 10 >= all * 9 => QuoteType::Direct,
            _ => QuoteType::Mixed,
        }
    }

    pub(super) fn sources(&self, draft: &Draft, known: &Known<'_>) -> Vec<Candidate> {
        let mut all: Vec<Candidate> = Vec::new();
        let mut add = |sources: Vec<Source>, permille: u16| {
            if !sources.is_empty() && all.len() < MOST && all.iter().all(|other| other.sources != sources) {
                all.push(Candidate { sources, permille });
            }
        };
        let nobody = |nobody| vec![Source::Nobody(nobody)];
        let mention = |run: Run| self.mention(run, known).map(Source::Words);
        let first: Vec<Source> = draft.sources.iter().filter_map(|run| mention(*run)).collect();
        let writer = draft.sources.iter().all(|run| run.to == run.from + 1 && self.token(run.from).word.group == b'1');
        if first.is_empty() {
            add(nobody(Nobody::NotStated), 600);
        } else {
            let sure = self.sureness(draft);
            add(first, sure);
            if writer {
                add(nobody(Nobody::Author), sure.saturating_sub(100));
            }
        }
        for (run, permille) in draft.others.iter().zip([300, 200, 100]) {
            add(mention(*run).into_iter().collect(), permille);
        }
        add(nobody(Nobody::Unnamed), 60);
        add(nobody(Nobody::NotStated), 50);
        all
    }

    /// How sure the first source is.
    fn sureness(&self, draft: &Draft) -> u16 {
        let near = draft.cue.is_some_and(|cue| {
            draft.sources.iter().any(|source| source.to + 2 >= cue.from && source.from <= cue.to + 2)
        });
        if near { 850 } else { 600 }
    }

    /// The words of a source, with the mention that the document has of it.
    pub(super) fn mention(&self, run: Run, known: &Known<'_>) -> Option<Mention> {
        let range = self.range(run)?;
        let head = self.head(run);
        let head_range = self.range(Run { from: head, to: head + 1 })?;
        let annotation = known.mention(head_range, range);
        let group = self.token(run.from).word.group;
        let pronoun = run.to == run.from + 1 && matches!(group, b'm' | b'f' | b'p' | b'n' | b'w');
        let antecedent = pronoun.then(|| known.before(range.start(), group, self.text)).flatten();
        Some(Mention {
            range,
            annotation: annotation.map(|annotation| annotation.id),
            stands_for: antecedent.map(|annotation| annotation.id),
            entity: antecedent.and_then(|annotation| annotation.entity),
        })
    }

    /// The word that names the source: the last of its noun phrase before a preposition, comma or relative clause.
    fn head(&self, run: Run) -> usize {
        let mut head = run.from;
        for at in run.from..run.to {
            let ends = matches!(self.kind(at), Kind::Comma | Kind::Open | Kind::Dash)
                || self.has(at, class::PREPOSITION | class::RELATIVE) && at > run.from
                || self.finite(at) != Finite::No && at > run.from;
            if ends {
                break;
            }
            if self.is_word(at) {
                head = at;
            }
        }
        head
    }
}
