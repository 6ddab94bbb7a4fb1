//! Where a selector leads in a text. Selectors count code points, as the model demands; some programs count UTF-16 units,
//! and their quotations tell it.

use super::gather::{each, is_a, plain, types};
use crate::formats::Problem;
use crate::formats::foreign::raw::{Entries, Raw};
use crate::model::{TextIndex, Unit};

/// A text, with its index.
pub(super) struct Known<'a> {
    pub(super) text: &'a str,
    index: TextIndex,
    /// What positions count.
    pub(super) unit: Unit,
}

/// A stretch of bytes.
type Stretch = (usize, usize);

/// A fragment as a reader has it: code points, the words that were quoted, and whether a position said where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Selected {
    pub(super) place: (u64, u64),
    pub(super) quote: Option<String>,
    pub(super) by_position: bool,
    /// How many places the quotation fits equally well.
    pub(super) places: usize,
}

/// The position and the quotation of a place that has both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Both {
    start: u64,
    end: u64,
    exact: String,
}

/// How deep selectors may refine one another.
const DEEPEST: usize = 8;

fn pair(entries: &Entries<'_>) -> Option<(u64, u64)> {
    Some((entries.get("start")?.whole()?, entries.get("end")?.whole()?))
}

/// A plain position among some selectors, and a plain quotation.
pub(super) fn both(selectors: &[Raw<'_>]) -> Option<Both> {
    let all: Vec<Entries<'_>> = selectors.iter().copied().filter_map(plain).collect();
    let simple = || all.iter().filter(|one| one.get("refinedBy").is_none());
    let (start, end) = simple().find(|one| is_a(one, "TextPositionSelector")).and_then(pair)?;
    let exact = simple().find(|one| is_a(one, "TextQuoteSelector"))?.text("exact")?;
    Some(Both { start, end, exact })
}

impl<'a> Known<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        Self { text, index: TextIndex::new(text), unit: Unit::CodePoint }
    }

    /// Finds out what positions count, by the words that are quoted beside them. Whether these say it.
    pub(super) fn decide(&mut self, all: &[Both]) -> bool {
        let hits = |unit| {
            let fits = |both: &&Both| self.cut(both.start, both.end, unit) == Some(&both.exact);
            all.iter().filter(fits).count()
        };
        let (plain, wide) = (hits(Unit::CodePoint), hits(Unit::Utf16));
        self.unit = if wide > plain { Unit::Utf16 } else { Unit::CodePoint };
        plain.max(wide) > 0
    }

    /// The words at a place.
    pub(super) fn words(&self, (start, end): (u64, u64)) -> &'a str {
        self.cut(start, end, Unit::CodePoint).unwrap_or_default()
    }

    fn cut(&self, start: u64, end: u64, unit: Unit) -> Option<&'a str> {
        self.text.get(self.byte(start, unit)?..self.byte(end, unit)?)
    }

    fn byte(&self, at: u64, unit: Unit) -> Option<usize> {
        let byte = self.index.convert(self.text, u32::try_from(at).ok()?, unit, Unit::Byte)?;
        usize::try_from(byte).ok()
    }

    fn code_point(&self, byte: usize) -> Option<u64> {
        let at = u32::try_from(byte).ok()?;
        self.index.convert(self.text, at, Unit::Byte, Unit::CodePoint).map(u64::from)
    }

    /// Where some selectors lead that all mean one place, and what the IRI itself says.
    ///
    /// # Errors
    /// Why nowhere.
    pub(super) fn select(&self, selectors: &[Raw<'_>], fragment: Option<&str>) -> Result<Selected, Problem> {
        let all: Vec<Entries<'_>> = selectors.iter().copied().filter_map(plain).collect();
        let quote = all.iter().filter(|one| is_a(one, "TextQuoteSelector") && one.get("refinedBy").is_none());
        let quote = quote.filter_map(|one| one.text("exact")).find(|exact| !exact.is_empty());
        let whole = (0, self.text.len());
        // What counts comes before what is searched for: there the words can be held against the place.
        let is_plain = |one: &&Entries<'_>| is_a(one, "TextPositionSelector") && one.get("refinedBy").is_none();
        if let Some((start, end)) = all.iter().find(is_plain).and_then(pair) {
            let as_stands = || (start, end);
            let bytes = self.byte(start, self.unit).zip(self.byte(end, self.unit));
            let place = bytes.and_then(|(start, end)| Some((self.code_point(start)?, self.code_point(end)?)));
            return Ok(Selected { place: place.unwrap_or_else(as_stands), quote, by_position: true, places: 1 });
        }
        let mut refused = None;
        for one in &all {
            match self.follow(one, whole, 0) {
                Ok((stretch, places)) => return self.selected(stretch, quote, places),
                Err(problem) => refused = refused.or(Some(problem)),
            }
        }
        if let Some(stretch) = fragment.and_then(|fragment| self.by_fragment(fragment, whole)) {
            return self.selected(stretch, quote, 1);
        }
        // A selector may stand elsewhere: its address is all that is known of it.
        let elsewhere = || selectors.iter().copied().find_map(Raw::word).unwrap_or_default();
        Err(refused.unwrap_or_else(|| not_of_text(&fragment.map_or_else(elsewhere, str::to_owned))))
    }

    fn selected(&self, (start, end): Stretch, quote: Option<String>, places: usize) -> Result<Selected, Problem> {
        let place = self.code_point(start).zip(self.code_point(end)).filter(|(start, end)| start < end);
        let place = place.ok_or(Problem::NoFragments)?;
        // Words that were found with other white space are not those that stand there.
        let quote = quote.filter(|quote| self.text.get(start..end) == Some(quote));
        Ok(Selected { place, quote, by_position: false, places })
    }

    /// Where a selector leads within a stretch, and in how many places it could be.
    fn follow(&self, one: &Entries<'_>, within: Stretch, depth: usize) -> Result<(Stretch, usize), Problem> {
        if depth > DEEPEST {
            return Err(not_of_text("refinedBy"));
        }
        let kind = types(one).into_iter().next().unwrap_or_default();
        let refined = one.get("refinedBy").map(each).unwrap_or_default().into_iter().find_map(plain);
        let (stretch, places) = match self.alone(one, &kind, within, depth) {
            Ok(found) => found,
            // A part of a page that a text does not have: what refines it may say the words.
            Err(problem) => match &refined {
                Some(inner) if is_a(inner, "TextQuoteSelector") => return self.follow(inner, within, depth + 1),
                _ => return Err(problem),
            },
        };
        match &refined {
            Some(inner) => self.follow(inner, stretch, depth + 1),
            None => Ok((stretch, places)),
        }
    }

    fn alone(&self, one: &Entries<'_>, kind: &str, within: Stretch, depth: usize) -> Result<(Stretch, usize), Problem> {
        let inside = |stretch: Option<Stretch>| stretch.filter(|(start, end)| start <= end && *end <= within.1);
        match kind {
            "TextPositionSelector" => {
                let (start, end) = pair(one).ok_or_else(|| not_of_text(kind))?;
                let outside = || Problem::Outside { offsets: format!("{start}–{end}") };
                let from = self.index.convert(self.text, small(within.0), Unit::Byte, self.unit).map_or(0, u64::from);
                let place = |at: u64| self.byte(from.checked_add(at)?, self.unit);
                inside(place(start).zip(place(end))).map(|found| (found, 1)).ok_or_else(outside)
            }
            "DataPositionSelector" => {
                let (start, end) = pair(one).ok_or_else(|| not_of_text(kind))?;
                let outside = || Problem::Outside { offsets: format!("{start}–{end}") };
                let place = |at: u64| {
                    let byte = usize::try_from(at).ok()?.checked_add(within.0)?;
                    self.text.is_char_boundary(byte).then_some(byte)
                };
                inside(place(start).zip(place(end))).map(|found| (found, 1)).ok_or_else(outside)
            }
            "TextQuoteSelector" => {
                let said = |key: &str| one.text(key).unwrap_or_default();
                let (exact, prefix, suffix) = (said("exact"), said("prefix"), said("suffix"));
                self.quoted(&exact, (&prefix, &suffix), within).ok_or(Problem::NotInText { quote: exact })
            }
            "RangeSelector" => {
                let part = |key: &str| one.get(key).and_then(plain).ok_or_else(|| not_of_text(kind));
                let (first, last) = (part("startSelector")?, part("endSelector")?);
                let ((start, _), places) = self.follow(&first, within, depth + 1)?;
                // It ends before what the second one selects.
                let ((end, _), _) = self.follow(&last, (start, within.1), depth + 1)?;
                inside(Some((start, end))).map(|found| (found, places)).ok_or(Problem::NoFragments)
            }
            "FragmentSelector" => {
                let value = one.text("value").unwrap_or_default();
                self.by_fragment(&value, within).map(|found| (found, 1)).ok_or_else(|| not_of_text(&value))
            }
            other => Err(not_of_text(other)),
        }
    }

    /// A fragment of plain text (RFC 5147): `char=2,5` and `line=1,3` are places between characters or lines.
    fn by_fragment(&self, fragment: &str, within: Stretch) -> Option<Stretch> {
        let told = fragment.trim_start_matches('#').split(';').next()?;
        let (scheme, range) = told.split_once('=')?;
        let (start, end) = range.split_once(',')?;
        let number = |digits: &str, otherwise: Option<u64>| {
            if digits.is_empty() { otherwise } else { digits.trim().parse().ok() }
        };
        let part = self.text.get(within.0..within.1)?;
        let place = |at: u64| match scheme {
            "char" => {
                let from = self.code_point(within.0)?;
                self.byte(from.checked_add(at)?, Unit::CodePoint)
            }
            "line" => {
                let before = usize::try_from(at).ok()?.checked_sub(1);
                let Some(before) = before else { return Some(within.0) };
                let ends = part.match_indices('\n').map(|(end, _)| within.0 + end + 1);
                ends.chain([within.1]).nth(before)
            }
            _ => None,
        };
        let last = number(end, None);
        let end = if end.is_empty() { Some(within.1) } else { place(last?) };
        let found = (place(number(start, Some(0))?)?, end?);
        (found.0 < found.1 && found.1 <= within.1).then_some(found)
    }

    /// Where words stand: of several places the one with what is said to stand around it.
    fn quoted(&self, exact: &str, around: (&str, &str), within: Stretch) -> Option<(Stretch, usize)> {
        if exact.is_empty() {
            return self.between(around, within).map(|found| (found, 1));
        }
        let part = self.text.get(within.0..within.1)?;
        let all = part.match_indices(exact).map(|(at, words)| (within.0 + at, within.0 + at + words.len()));
        best(self.text, all, around).or_else(|| {
            // Programs that take words from a page make one space of white space.
            let (flat, places) = flattened(part);
            let wanted = flattened(exact).0;
            let wanted = wanted.trim();
            if wanted.is_empty() {
                return None;
            }
            let place = |at: usize| places.get(at).map(|byte| within.0 + byte);
            let all = flat.match_indices(wanted).filter_map(|(at, words)| {
                let end = at + words.len();
                // The end of the last character, not of the white space behind it.
                let last = words.chars().next_back()?.len_utf8();
                Some((place(at)?, place(end - last)? + last))
            });
            best(self.text, all, around)
        })
    }

    /// What stands between words, where none are quoted.
    fn between(&self, (prefix, suffix): (&str, &str), (from, until): Stretch) -> Option<Stretch> {
        let part = self.text.get(from..until)?;
        let start = if prefix.is_empty() { 0 } else { part.find(prefix)? + prefix.len() };
        let end = if suffix.is_empty() { part.len() } else { start + part.get(start..)?.find(suffix)? };
        (start < end && !(prefix.is_empty() && suffix.is_empty())).then_some((from + start, from + end))
    }
}

fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Which of some places has most of the words around it; how many have as much.
fn best(text: &str, all: impl Iterator<Item = Stretch>, (prefix, suffix): (&str, &str)) -> Option<(Stretch, usize)> {
    let mut found: Option<(usize, Stretch, usize)> = None;
    for (start, end) in all {
        let before = text.get(..start).unwrap_or_default().chars().rev();
        let after = text.get(end..).unwrap_or_default().chars();
        let alike = |a: &mut dyn Iterator<Item = char>, b: &mut dyn Iterator<Item = char>| {
            a.zip(b).take_while(|(a, b)| a == b || a.is_whitespace() && b.is_whitespace()).count()
        };
        let score = alike(&mut { before }, &mut prefix.chars().rev()) + alike(&mut { after }, &mut suffix.chars());
        found = match found {
            Some((most, stretch, count)) if score == most => Some((most, stretch, count + 1)),
            Some((most, stretch, count)) if score < most => Some((most, stretch, count)),
            _ => Some((score, (start, end), 1)),
        };
    }
    found.map(|(_, stretch, count)| (stretch, count))
}

/// A text with one space for each stretch of white space, and the byte of the text at each of its own.
fn flattened(text: &str) -> (String, Vec<usize>) {
    let (mut flat, mut places, mut was_space) = (String::new(), Vec::new(), false);
    for (at, c) in text.char_indices() {
        let is_space = c.is_whitespace();
        if is_space && was_space {
            continue;
        }
        was_space = is_space;
        let c = if is_space { ' ' } else { c };
        flat.push(c);
        places.extend((0..c.len_utf8()).map(|further| at + further));
    }
    (flat, places)
}

/// A selector that leads to nothing of a plain text.
fn not_of_text(what: &str) -> Problem {
    let words = if what.is_empty() { "no selector" } else { what }.to_owned();
    Problem::NotTaken { why: "web_selector".to_owned(), number: 0, words, is_warning: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "😀 Ana met Bo.\nThen Ana  left; Ana met\nnobody.";

    fn words(selectors: &[&str], fragment: Option<&str>) -> Result<String, Problem> {
        let known = Known::of(TEXT);
        let raws: Vec<Raw<'_>> = selectors.iter().map(|one| Raw(one)).collect();
        known.select(&raws, fragment).map(|found| {
            let (start, end) = found.place;
            known.cut(start, end, Unit::CodePoint).unwrap_or("outside").to_owned()
        })
    }

    fn is(selector: &str, expected: &str) {
        assert_eq!(words(&[selector], None).as_deref(), Ok(expected), "{selector}");
    }

    #[test]
    fn every_selector_of_text_leads_somewhere() {
        is(r#"{"type":"TextPositionSelector","start":2,"end":5}"#, "Ana");
        is(r#"{"type":"DataPositionSelector","start":5,"end":8}"#, "Ana");
        is(r#"{"type":"TextQuoteSelector","exact":"Ana","prefix":"Then ","suffix":"  left"}"#, "Ana");
        is(r#"{"type":"TextQuoteSelector","exact":"Ana met nobody"}"#, "Ana met\nnobody");
        is(r#"{"type":"TextQuoteSelector","exact":"","prefix":"met ","suffix":"."}"#, "Bo");
        is(r#"{"type":"FragmentSelector","value":"char=2,5;length=45"}"#, "Ana");
        is(r#"{"type":"FragmentSelector","value":"line=0,1"}"#, "😀 Ana met Bo.\n");
        is(r#"{"type":"FragmentSelector","value":"line=2,"}"#, "nobody.");
        is(r#"{"type":"FragmentSelector","value":"char=,1"}"#, "😀");
        is(
            r#"{"type":"RangeSelector","startSelector":{"type":"TextQuoteSelector","exact":"met"},"endSelector":{"type":"TextQuoteSelector","exact":"."}}"#,
            "met Bo",
        );
        is(
            r#"{"type":"FragmentSelector","value":"line=1,2","refinedBy":{"type":"TextPositionSelector","start":5,"end":8}}"#,
            "Ana",
        );
        is(
            r#"{"type":"XPathSelector","value":"/p[2]","refinedBy":{"type":"TextQuoteSelector","exact":"left"}}"#,
            "left",
        );
        assert_eq!(words(&[], Some("char=10,12")).as_deref(), Ok("Bo"));
    }

    #[test]
    fn what_leads_nowhere_says_why() {
        let svg = r#"{"type":"SvgSelector","value":"<svg/>"}"#;
        assert_eq!(words(&[svg], None), Err(not_of_text("SvgSelector")));
        let gone = r#"{"type":"TextQuoteSelector","exact":"Eve"}"#;
        assert_eq!(words(&[gone], None), Err(Problem::NotInText { quote: "Eve".to_owned() }));
        assert_eq!(words(&[gone, r#"{"type":"FragmentSelector","value":"char=2,5"}"#], None).as_deref(), Ok("Ana"));
        assert!(words(&[r#"{"type":"FragmentSelector","value":"char=2"}"#], None).is_err(), "a place between two");
        assert!(words(&[r#"{"type":"DataPositionSelector","start":1,"end":4}"#], None).is_err(), "within an emoji");
        assert_eq!(words(&[], None), Err(not_of_text("")));
    }

    #[test]
    fn quotations_tell_the_unit() {
        let both = Both { start: 3, end: 6, exact: "Ana".to_owned() };
        let mut known = Known::of(TEXT);
        assert!(known.decide(std::slice::from_ref(&both)));
        assert_eq!(known.unit, Unit::Utf16);
        let selected = known.select(&[Raw(r#"{"type":"TextPositionSelector","start":3,"end":6}"#)], None);
        assert_eq!(selected.map(|found| found.place), Ok((2, 5)));
        assert!(!known.decide(&[Both { exact: "Eve".to_owned(), ..both }]));
    }

    #[test]
    fn equal_places_are_counted() {
        let known = Known::of(TEXT);
        let found = known.select(&[Raw(r#"{"type":"TextQuoteSelector","exact":"Ana","suffix":" met"}"#)], None);
        assert_eq!(found.map(|found| (found.place, found.places)), Ok(((2, 5), 2)));
    }
}
