//! A document as it is written down in a test: blocks, then words that are marked.

use std::rc::Rc;

use manicule::model::{
    Annotation, AnnotationId, Article, AttributeName, Attributes, Block, BlockId, BlockKind, DocId, Document,
    FixedText, KindId, LabelId, Meta, Origin, PersonId, Relation, RelationId, Role, Span, Status, Suggestion, Table,
    TextRange, Timestamp, Verdict,
};

use super::ADA;

/// A document that is being made.
pub(super) struct Sheet {
    document: Document,
    annotations: Vec<Annotation>,
    relations: Vec<Relation>,
    next: u64,
}

/// Values of an attribute.
pub(super) fn values(all: &[&str]) -> Vec<Rc<str>> {
    all.iter().map(|value| Rc::from(*value)).collect()
}

/// A place in a text as a number of it.
fn number(place: usize) -> u32 {
    u32::try_from(place).expect("a short text")
}

impl Sheet {
    /// An article of some blocks, with an empty line between each two but for the last two.
    pub(super) fn new(number_of_it: u64, id: &str, title: &str, blocks: &[(BlockKind, Role, &str)]) -> Self {
        let (mut text, mut made) = (String::new(), Vec::new());
        for (place, (kind, role, words)) in blocks.iter().enumerate() {
            let start = text.len() + (words.len() - words.trim_start().len());
            text.push_str(words);
            let range = TextRange::new(number(start), number(text.trim_end().len())).expect("a block has words");
            made.push(Block { id: BlockId(number(place)), kind: *kind, role: *role, range });
            if place + 1 < blocks.len() {
                text.push_str(if place.is_multiple_of(2) { "\n\n" } else { "\n" });
            }
        }
        // What law 1 would take out would move every place.
        let fixed = FixedText::new(&text);
        assert_eq!(fixed.text, text, "{id} is fixed as it is");
        let meta = Meta {
            title: Rc::from(title),
            byline: Some(Rc::from("Ana Pérez, \"Bo\"\tLee")),
            published: Some(Rc::from("2026-11-26T09:00:00+03:00")),
            source_url: Some(Rc::from("https://example.org/?a=1&b=<2>#\"3\"")),
            site: Some(Rc::from("=example")),
            license: Some(Rc::from("CC BY 4.0")),
            language: Some(Rc::from("en")),
            extra: vec![(Rc::from("odd, \"key\""), Rc::from("line\none"))],
            status: if number_of_it.is_multiple_of(3) { Status::InProgress } else { Status::Done },
            annotator: Some(ADA),
            schema_version: 1,
            ..Meta::default()
        };
        let document = Document::new(DocId::from(id), Article::new(fixed, "hard \"file\".txt"), meta, made);
        Self { document, annotations: Vec::new(), relations: Vec::new(), next: number_of_it * 1000 }
    }

    /// The same article, as another document of somebody else's.
    pub(super) fn copy_by(mut self, who: PersonId) -> Self {
        let id = self.document.id.copy_by(Some(who));
        let meta = Rc::make_mut(&mut self.document.meta);
        (meta.annotator, meta.copy_of) = (Some(who), Some(std::mem::replace(&mut self.document.id, id)));
        self.next += 500;
        self
    }

    /// The stretch that some words have: `Ana@@2` is the second time that they stand there. Words after others stand behind them.
    fn find(&self, words: &str, from: u32) -> TextRange {
        let (words, time) = words.split_once("@@").unwrap_or((words, "1"));
        let time: usize = time.parse().expect("a number");
        let text = self.document.article.text();
        let found = text.match_indices(words).filter(|(at, _)| number(*at) >= from).nth(time - 1);
        let (at, _) = found.unwrap_or_else(|| panic!("{words:?} does not stand in {}", self.document.id));
        TextRange::new(number(at), number(at + words.len())).expect("some words")
    }

    fn annotation(&mut self, label: &str, words: &[&str]) -> Annotation {
        let mut ranges: Vec<TextRange> = Vec::new();
        for each in words {
            ranges.push(self.find(each, ranges.last().map_or(0, |before| before.end())));
        }
        self.next += 1;
        let moment = Timestamp(1_764_000_000_000 + i64::try_from(self.next).expect("a small number"));
        Annotation {
            id: AnnotationId::from_bits(self.next),
            label: LabelId::from(label),
            span: Span::new(ranges).expect("words are given"),
            attributes: Attributes::new(),
            entity: None,
            note: Rc::from(""),
            doubt: None,
            author: self.document.meta.annotator,
            created: moment,
            changed: moment,
            origin: Origin::Person,
        }
    }

    /// Marks words; more than one for fragments.
    pub(super) fn mark(&mut self, label: &str, words: &[&str]) -> &mut Annotation {
        let annotation = self.annotation(label, words);
        self.annotations.push(annotation);
        self.annotations.last_mut().expect("it was put there")
    }

    /// Links two annotations.
    pub(super) fn link(&mut self, kind: &str, from: AnnotationId, to: AnnotationId) -> &mut Relation {
        self.next += 1;
        let moment = Timestamp(1_764_000_000_000);
        self.relations.push(Relation {
            id: RelationId::from_bits(self.next),
            kind: KindId::from(kind),
            from,
            to,
            attributes: Table::new(),
            note: Rc::from(""),
            author: self.document.meta.annotator,
            created: moment,
            changed: moment,
            origin: Origin::Person,
        });
        self.relations.last_mut().expect("it was put there")
    }

    /// Suggests words.
    pub(super) fn suggest(&mut self, label: &str, words: &[&str], verdict: Verdict) {
        let mut annotation = self.annotation(label, words);
        annotation.origin = Origin::Engine { id: Rc::from("lexicon \"1\""), permille: Some(750) };
        annotation.author = None;
        self.document.suggestions.insert(annotation.id, Rc::new(Suggestion { annotation, verdict }));
    }

    /// Says something of the whole article.
    pub(super) fn say(&mut self, name: &str, said: &[&str]) {
        Rc::make_mut(&mut self.document.meta).values.insert(AttributeName::from(name), values(said));
    }

    /// The document.
    pub(super) fn document(mut self) -> Rc<Document> {
        for annotation in self.annotations {
            self.document.annotations.insert(annotation.id, Rc::new(annotation));
        }
        for relation in self.relations {
            self.document.relations.insert(relation.id, Rc::new(relation));
        }
        Rc::new(self.document)
    }
}
