//! Every further place of an article that names what an annotation names.
//!
//! Pure, and one pass over the text for each form of the name. A proposal is never more than that: what is likely is
//! marked as such by its [`HitKind`], and a person says yes. Start at [`find`].

use crate::model::fold::fold;
use crate::model::{Annotation, Document, LabelId, Role, TextRange};

/// How a place names the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HitKind {
    /// The same words; quotation marks and spaces may be of another make.
    Same,
    /// The last of several words ("Lindqvist" for "Ada Lindqvist").
    Shortened,
    /// The same words with an ending ("Merkels", "ferries" is not found).
    Inflected,
    /// The same letters, small or capital otherwise.
    OtherCase,
    /// The same letters inside a longer word.
    Inside,
    /// Fits an expression.
    Fits,
}

impl HitKind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Same, Self::Shortened, Self::Inflected, Self::OtherCase, Self::Inside, Self::Fits];

    /// Whether it is nearly always meant, so that it is taken unless somebody says no.
    #[must_use]
    pub const fn is_likely(self) -> bool {
        matches!(self, Self::Same | Self::Shortened | Self::Fits)
    }

    /// Its name in messages.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Shortened => "shortened",
            Self::Inflected => "inflected",
            Self::OtherCase => "other-case",
            Self::Inside => "inside",
            Self::Fits => "fits",
        }
    }
}

/// A place that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Where.
    pub range: TextRange,
    /// How.
    pub kind: HitKind,
}

/// Endings that make another form of the same name, by script-independent spelling.
const ENDINGS: [&str; 5] = ["s", "es", "n", "en", "ern"];

/// Shortest last word of a name that stands for the whole: shorter ones are words of their own too often.
const SHORTEST: usize = 3;

/// A character of the text as it is compared, and its bytes.
#[derive(Clone, Copy, Debug)]
pub struct Letter {
    exact: char,
    /// The small letter for a capital one.
    pub folded: char,
    start: u32,
    end: u32,
}

/// What may be taken for the same words.
#[derive(Clone, Copy, Debug, Default)]
pub struct Rules {
    /// With an ending too.
    pub inflected: bool,
    /// Inside of longer words too.
    pub inside_words: bool,
    /// Small and capital letters differ.
    pub exact_case: bool,
}

/// A name that is looked for.
#[derive(Clone, Copy, Debug)]
pub struct Name<'a> {
    /// Its words.
    pub words: &'a str,
    /// The label it carries; places that carry it already are left out.
    pub label: &'a LabelId,
    /// In furniture too.
    pub furniture: bool,
}

/// Finds every further place of `document` that names what `source` does, in the order of the text. Places that carry
/// `source`'s label already, and furniture unless `source` itself stands in some, are left out. Nothing for an annotation
/// of several fragments: what lies between them differs each time.
#[must_use]
pub fn find(document: &Document, source: &Annotation) -> Vec<Hit> {
    if source.span.count() > 1 {
        return Vec::new();
    }
    let words = document.article.quote(source.span.hull());
    find_name(document, Name { words, label: &source.label, furniture: is_furniture(document, source.span.start()) })
}

/// The same for a name, in any document.
#[must_use]
pub fn find_name(document: &Document, name: Name<'_>) -> Vec<Hit> {
    let letters = letters(document.article.text());
    let words: Vec<Letter> = self::letters(name.words);
    let mut found = places(&letters, &words, Rules { inflected: true, ..Rules::default() });
    if let Some(last) = last_word(&words) {
        let shorter = places(&letters, &words[last..], Rules::default());
        // The whole name, wherever it stands, has its last word in it.
        let whole: Vec<TextRange> = found.iter().map(|hit| hit.range).collect();
        let apart = |hit: &&Hit| !whole.iter().any(|range| range.overlaps(hit.range));
        let shortened = shorter.iter().filter(|hit| hit.kind == HitKind::Same).filter(apart);
        found.extend(shortened.map(|hit| Hit { kind: HitKind::Shortened, ..*hit }).collect::<Vec<_>>());
    }
    unmarked(document, name.label, name.furniture, found)
}

/// What of some hits can be marked: not what carries the label already, nor what stands in furniture unless that is
/// meant too. In the order of the text; of two that overlap, the one that begins first, then the longer.
#[must_use]
pub fn unmarked(document: &Document, label: &LabelId, furniture: bool, mut found: Vec<Hit>) -> Vec<Hit> {
    let marked: Vec<TextRange> = (document.annotations.values())
        .filter(|annotation| annotation.label == *label)
        .flat_map(|annotation| annotation.span.fragments().collect::<Vec<_>>())
        .collect();
    found.retain(|hit| {
        (furniture || !is_furniture(document, hit.range.start()))
            && !marked.iter().any(|range| range.overlaps(hit.range))
    });
    crate::model::order::sort_by_key(&mut found, |hit| (hit.range.start(), u32::MAX - hit.range.end(), hit.kind));
    found.dedup_by(|later, earlier| later.range.overlaps(earlier.range));
    found
}

fn is_furniture(document: &Document, at: u32) -> bool {
    document.blocks.get(document.block_at(at)).is_some_and(|block| block.role == Role::Furniture)
}

/// The characters of a text as they are compared: soft hyphens left out, quotation marks and spaces each of one make.
#[must_use]
pub fn letters(text: &str) -> Vec<Letter> {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    let made = |(at, c): (usize, char)| {
        let exact = match c {
            '\u{ad}' => return None,
            '’' | '‘' | '‛' | 'ʼ' | '´' | '`' => '\'',
            '“' | '”' | '„' | '‟' | '«' | '»' => '"',
            '‐' | '‑' => '-',
            c if c.is_whitespace() => ' ',
            c => c,
        };
        Some(Letter { exact, folded: fold(exact), start: number(at), end: number(at + c.len_utf8()) })
    };
    text.char_indices().filter_map(made).collect()
}

/// Where `words` stand in a text, as words of their own unless the rules say otherwise.
fn places(text: &[Letter], words: &[Letter], rules: Rules) -> Vec<Hit> {
    let mut found: Vec<Hit> = Vec::new();
    let mut from = 0;
    while from < text.len() {
        match hit_at(text, from, words, rules) {
            None => from += 1,
            Some((hit, end)) => {
                found.push(hit);
                from = end;
            }
        }
    }
    found
}

/// How `words` stand in a text from a letter on, if they do, and the letter behind them.
#[must_use]
pub fn hit_at(text: &[Letter], from: usize, words: &[Letter], rules: Rules) -> Option<(Hit, usize)> {
    let (first, last) = (words.first()?, words.last()?);
    let here = text.get(from..from.checked_add(words.len())?)?;
    if here[0].folded != first.folded || !here.iter().zip(words).all(|(a, b)| a.folded == b.folded) {
        return None;
    }
    let exact = here.iter().zip(words).all(|(a, b)| a.exact == b.exact);
    if rules.exact_case && !exact {
        return None;
    }
    let before = from.checked_sub(1).map(|at| text[at].exact);
    let begins = !joined(before, Some(first.exact));
    let behind = &text[from + words.len()..];
    let rest: Vec<char> = behind.iter().map(|letter| letter.folded).take_while(|c| joins(*c)).take(4).collect();
    let ends = !joins(last.exact) || rest.is_empty();
    let ending = ENDINGS.iter().any(|ending| ending.chars().eq(rest.iter().copied()));
    let (kind, more) = match (begins, ends, ending) {
        (true, true, _) if exact => (HitKind::Same, 0),
        (true, true, _) => (HitKind::OtherCase, 0),
        (true, false, true) if exact && rules.inflected => (HitKind::Inflected, rest.len()),
        _ if rules.inside_words => (HitKind::Inside, 0),
        _ => return None,
    };
    let end = from + words.len() + more;
    let range = TextRange::new(text[from].start, text[end - 1].end)?;
    Some((Hit { range, kind }, end))
}

/// Where the last word of a name of several words begins, if it is a name as well: it begins with a capital letter.
fn last_word(words: &[Letter]) -> Option<usize> {
    let at = words.iter().rposition(|letter| letter.exact == ' ')? + 1;
    let word = &words[at..];
    let first = word.first()?;
    (word.len() >= SHORTEST && first.exact != first.folded).then_some(at)
}

/// Whether two neighbours are of one word.
#[must_use]
pub fn joined(before: Option<char>, after: Option<char>) -> bool {
    before.is_some_and(joins) && after.is_some_and(joins)
}

/// Whether a character makes one word with its neighbour. Scripts that put no space between words make none.
fn joins(c: char) -> bool {
    match u32::from(c) {
        code if code < 0xc0 => c.is_ascii_alphanumeric(),
        0xd7 | 0xf7 | 0x2000..=0x2bff | 0x2e00..=0x9fff | 0xac00..=0xd7af | 0xf900..=0xfaff | 0xfe10..=0xfe6f => false,
        // Thai, Lao, Tibetan, Myanmar, Khmer.
        0xe00..=0xfff | 0x1000..=0x109f | 0x1780..=0x17ff => false,
        // Pictures.
        0x1_f000.. => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::markup;

    /// What is found for the first annotation of a text, with a sign for how: `=`, `~` other case, `+` inflected,
    /// `-` shortened.
    fn check(marked: &str, expected: &[&str]) {
        let document = markup::parse("d", marked).expect("well formed");
        let source = document.in_reading_order().first().cloned().expect("an annotation");
        let sign = |kind| match kind {
            HitKind::Same => '=',
            HitKind::Shortened => '-',
            HitKind::Inflected => '+',
            HitKind::OtherCase => '~',
            HitKind::Inside | HitKind::Fits => '?',
        };
        let found: Vec<String> = find(&document, source)
            .iter()
            .map(|hit| format!("{}{}", sign(hit.kind), document.article.quote(hit.range)))
            .collect();
        assert_eq!(found, expected, "{marked}");
    }

    #[test]
    fn the_same_words_as_words_of_their_own() {
        check("[Ada](person) met Ada. Adam saw ADA, Ada’s friend.", &["=Ada", "~ADA", "=Ada"]);
        check(
            "[Norrland Lines](organisation): Norrland\u{a0}Lines and “Norrland Lines”",
            &["=Norrland\u{a0}Lines", "=Norrland Lines"],
        );
        check("[O’Brien](person) and O'Brien", &["=O'Brien"]);
        check("[“A,”](claim) or \"A,\"", &["=\"A,\""]);
        check("[Ada](person) met [Ada](person) and [Ada](place).", &["=Ada"]);
        check("[Ferry](product) fer\u{ad}ry Fer\u{ad}ry", &["~fer\u{ad}ry", "=Fer\u{ad}ry"]);
    }

    #[test]
    fn other_forms_are_told_apart() {
        check("[Merkel](person) and Merkels plan, Merkelsson", &["+Merkels"]);
        check("[Ada Lindqvist](person). Lindqvist said; Ada Lindqvist; Lindqvists.", &["-Lindqvist", "=Ada Lindqvist"]);
        check("[the minister](person) and minister; The minister", &["~The minister"]);
        check("[Xi](person) Xi", &["=Xi"]);
    }

    #[test]
    fn every_script_has_its_own_words() {
        check("[日本](place)は日本語。日本", &["=日本", "=日本"]);
        check("[Москва](place), москва, Москвай", &["~москва"]);
        check("[القاهرة](place) في القاهرة والقاهرة", &["=القاهرة"]);
        check("👩‍👧 [Ada](person) 👩‍👧Ada👩‍👧", &["=Ada"]);
        check("[ไทย](place)ประเทศไทย", &["=ไทย"]);
    }

    #[test]
    fn parts_are_not_looked_for() {
        check("[“A”](claim#c) he said, [“B”](claim#c). “A” “B”", &[]);
    }
}
