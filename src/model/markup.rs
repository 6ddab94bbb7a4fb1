//! Articles with their annotations in one readable text: the notation of the embedded sample and of the tests.
//!
//! ```text
//! {title}A headline
//! [Ada](person#a) met [[Bob](person) of Oslo](source). [“Yes,”](claim#c) said [Ada](person#b), [“of course.”](claim#c)
//! ---
//! c -source-> b
//! ```
//!
//! `[words](label)` is an annotation; `#key` names it, and pieces with one key are fragments of one annotation. A
//! line may begin with `{kind}` or `{kind furniture}` (the names of [`BlockKind::as_str`], headings as `h2`). After a
//! line `---` come relations. A backslash makes the next character plain.

use std::rc::Rc;

use super::{
    Annotation, AnnotationId, Article, Attributes, Block, BlockKind, DocId, Document, FixedText, KindId, LabelId, Meta,
    Origin, Relation, RelationId, Role, Span, Table, TextRange, Timestamp,
};

/// Where the notation breaks: the line, from 1, and what was expected there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MarkupError {
    /// Line, from 1.
    pub line: usize,
    /// What was expected.
    pub expected: &'static str,
}

#[derive(Default)]
struct Reader {
    text: String,
    open: Vec<usize>,
    /// (name, label, fragments); the name is the key, or a number for an annotation without one.
    marks: Vec<(String, LabelId, Vec<TextRange>)>,
    styles: Table<u32, (BlockKind, Role)>,
}

/// Reads `marked`. Ids are numbers in the order in which annotations close, all made at the moment 0.
///
/// # Errors
/// When a bracket is not closed, a label or key is missing, or a relation names an unknown key.
pub fn parse(id: &str, marked: &str) -> Result<Document, MarkupError> {
    let (body, links) = marked.split_once("\n---\n").unwrap_or((marked, ""));
    let mut reader = Reader::default();
    let mut lines = 0;
    for line in body.split('\n') {
        lines += 1;
        if lines > 1 {
            reader.text.push('\n');
        }
        reader.line(line).map_err(|expected| MarkupError { line: lines, expected })?;
    }
    let fixed = FixedText::new(&reader.text);
    let here = |at: u32| fixed.map(at);
    let styles: Table<u32, _> = reader.styles.iter().map(|(at, style)| (here(*at), *style)).collect();
    let article = Article::new(fixed.clone(), "");
    let mut blocks = Block::lines(article.text());
    for block in &mut blocks {
        if let Some((kind, role)) = styles.get(&block.range.start()) {
            (block.kind, block.role) = (*kind, *role);
        }
    }
    let title = blocks.iter().find(|block| block.kind == BlockKind::Headline).or(blocks.first());
    let title = title.map(|block| article.quote(block.range)).unwrap_or_default();
    let meta = Meta { title: Rc::from(title), schema_version: 1, ..Meta::default() };
    let mut document = Document::new(DocId::from(id), article, meta, blocks);
    let mut keys: Table<String, AnnotationId> = Table::new();
    for ((key, label, ranges), number) in reader.marks.into_iter().zip(1..) {
        let id = AnnotationId::from_bits(number);
        let ranges = ranges.into_iter().filter_map(|range| TextRange::new(here(range.start()), here(range.end())));
        let span =
            Span::new(ranges.collect()).ok_or(MarkupError { line: lines, expected: "words between the brackets" })?;
        keys.insert(key, id);
        document.annotations.insert(id, Rc::new(bare_annotation(id, label, span)));
    }
    for ((line, number), bits) in links.lines().zip(lines + 2..).filter(|(line, _)| !line.is_empty()).zip(1..) {
        let error = |expected| MarkupError { line: number, expected };
        let (from, rest) = line.split_once(" -").ok_or(error("from -kind-> to"))?;
        let (kind, to) = rest.split_once("-> ").ok_or(error("from -kind-> to"))?;
        let end = |key: &str| keys.get(key).copied().ok_or(error("a key of an annotation above"));
        let id = RelationId::from_bits(bits);
        let relation = Relation {
            id,
            kind: KindId::from(kind),
            from: end(from)?,
            to: end(to)?,
            attributes: Attributes::new(),
            note: Rc::from(""),
            author: None,
            created: Timestamp::default(),
            changed: Timestamp::default(),
            origin: Origin::Person,
        };
        document.relations.insert(id, Rc::new(relation));
    }
    Ok(document)
}

/// An annotation of which nothing is known but label and span.
#[must_use]
pub fn bare_annotation(id: AnnotationId, label: LabelId, span: Span) -> Annotation {
    Annotation {
        id,
        label,
        span,
        attributes: Attributes::new(),
        entity: None,
        note: Rc::from(""),
        doubt: None,
        author: None,
        created: Timestamp::default(),
        changed: Timestamp::default(),
        origin: Origin::Person,
    }
}

impl Reader {
    fn line(&mut self, line: &str) -> Result<(), &'static str> {
        let mut rest = line;
        if let Some((style, after)) = rest.strip_prefix('{').and_then(|inner| inner.split_once('}')) {
            self.styles.insert(
                u32::try_from(self.text.len()).unwrap_or(u32::MAX),
                block_style(style).ok_or("a block kind in {…}")?,
            );
            rest = after;
        }
        while let Some(c) = rest.chars().next() {
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
            match c {
                '\\' => {
                    let plain = rest.chars().next().ok_or("a character after \\")?;
                    self.text.push(plain);
                    rest = rest.get(plain.len_utf8()..).unwrap_or_default();
                }
                '[' => self.open.push(self.text.len()),
                ']' => {
                    let start = self.open.pop().ok_or("[ before ]")?;
                    let inner = rest.strip_prefix('(').and_then(|inner| inner.split_once(')'));
                    let (name, after) = inner.ok_or("(label) after ]")?;
                    rest = after;
                    self.close(start, name)?;
                }
                other => self.text.push(other),
            }
        }
        if self.open.is_empty() { Ok(()) } else { Err("] before the end of the line") }
    }

    fn close(&mut self, start: usize, name: &str) -> Result<(), &'static str> {
        let ends = u32::try_from(start).ok().zip(u32::try_from(self.text.len()).ok());
        let range = ends.and_then(|(start, end)| TextRange::new(start, end)).ok_or("words between the brackets")?;
        let (label, key) = name.split_once('#').unwrap_or((name, ""));
        let known = self.marks.iter_mut().find(|(known, _, _)| !key.is_empty() && known == key);
        if let Some((_, _, fragments)) = known {
            fragments.push(range);
        } else {
            let key = if key.is_empty() { self.marks.len().to_string() } else { key.to_owned() };
            self.marks.push((key, LabelId::from(label), vec![range]));
        }
        Ok(())
    }
}

fn block_style(style: &str) -> Option<(BlockKind, Role)> {
    let (name, role) = match style.split_once(' ') {
        Some((name, "furniture")) => (name, Role::Furniture),
        Some(_) => return None,
        None => (style, Role::Body),
    };
    let level = name.strip_prefix('h').and_then(|level| level.parse().ok());
    let kind = if level.is_some() { BlockKind::parse("h", level) } else { BlockKind::parse(name, None) };
    kind.map(|kind| (kind, role))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_split_and_linked() {
        let marked = "{title}Hi \\[x]\n[“A,”](claim#c) said [[Ada](person) of Oslo](source#s), [“B.”](claim#c)\n---\nc -source-> s";
        // The escaped bracket needs its partner escaped as well.
        assert_eq!(parse("d", marked).map(|_| ()), Err(MarkupError { line: 1, expected: "[ before ]" }));
        let document = parse("d", &marked.replace("x]", "x\\]")).expect("well formed");
        assert_eq!(&*document.meta.title, "Hi [x]");
        let words: Vec<_> = document.in_reading_order().iter().map(|a| a.span.quote(&document.article)).collect();
        assert_eq!(words, ["“A,” … “B.”", "Ada of Oslo", "Ada"]);
        assert_eq!(document.relations.len(), 1);
    }
}
