//! The browser's knowledge of words and characters (`Intl.Segmenter`), asked only around the edges of a selection.

use std::cell::RefCell;

use wasm_bindgen::prelude::*;

use crate::model::{Boundaries, TextRange};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type Segmenter;

    #[wasm_bindgen(constructor, catch, js_namespace = Intl)]
    fn new(locales: &JsValue, options: &JsValue) -> Result<Segmenter, JsValue>;

    #[wasm_bindgen(method)]
    fn segment(this: &Segmenter, text: &str) -> JsValue;

    type Segments;

    #[wasm_bindgen(method)]
    fn containing(this: &Segments, utf16: u32) -> Option<SegmentData>;

    type SegmentData;

    #[wasm_bindgen(method, getter)]
    fn index(this: &SegmentData) -> u32;

    #[wasm_bindgen(method, getter)]
    fn segment(this: &SegmentData) -> String;

    #[wasm_bindgen(method, getter, js_name = isWordLike)]
    fn is_word_like(this: &SegmentData) -> Option<bool>;
}

/// Bytes looked at on each side of an edge: longer than any word that people write.
const REACH: u32 = 200;

/// Boundaries around both edges of `range`, for words of `language` (BCP 47).
#[must_use]
pub fn around(text: &str, range: TextRange, language: Option<&str>) -> Boundaries {
    let (left, right) = (window(text, range.start()), window(text, range.end()));
    let windows = match (left, right) {
        (Some(left), Some(right)) if left.overlaps(right) => vec![TextRange::new(left.start(), right.end())],
        (left, right) => vec![left, right],
    };
    within(text, &windows.into_iter().flatten().collect::<Vec<_>>(), language)
}

/// Boundaries inside some stretches of a text, ascending and disjoint.
#[must_use]
pub fn within(text: &str, windows: &[TextRange], language: Option<&str>) -> Boundaries {
    let mut all = Boundaries::default();
    for window in windows {
        let Some(words) = window.of(text) else { continue };
        all.words.extend(whole_pieces(text, *window, "word", language));
        all.graphemes.push(window.start());
        all.graphemes
            .extend(pieces(words, "grapheme", language).into_iter().map(|(piece, _)| window.start() + piece.1));
    }
    all
}

/// Sentences inside some stretches of a text, each with the space after it.
#[must_use]
pub fn sentences(text: &str, windows: &[TextRange], language: Option<&str>) -> Vec<TextRange> {
    windows.iter().flat_map(|window| whole_pieces(text, *window, "sentence", language)).collect()
}

/// The words or sentences of a window. Its own ends cut them, unless the line ends there: what touches a cut is
/// unknown, not a boundary.
fn whole_pieces(text: &str, window: TextRange, granularity: &str, language: Option<&str>) -> Vec<TextRange> {
    let Some(words) = window.of(text) else { return Vec::new() };
    let whole = |at: u32, end: u32| at != end || line_ends(text, at);
    (pieces(words, granularity, language).into_iter())
        .filter(|(_, word)| *word || granularity != "word")
        .filter_map(|(piece, _)| shifted(piece, window.start()))
        .filter(|piece| whole(piece.start(), window.start()) && whole(piece.end(), window.end()))
        .collect()
}

/// Whether a line begins or ends at a place.
fn line_ends(text: &str, at: u32) -> bool {
    let (before, after) = (text.get(..at as usize), text.get(at as usize..));
    before.is_none_or(|text| text.is_empty() || text.ends_with('\n'))
        || after.is_none_or(|text| text.is_empty() || text.starts_with('\n'))
}

fn shifted((start, end): (u32, u32), by: u32) -> Option<TextRange> {
    TextRange::new(start + by, end + by)
}

/// The stretch around an edge, on scalar boundaries, within its line.
fn window(text: &str, at: u32) -> Option<TextRange> {
    let at = at as usize;
    let reach = REACH as usize;
    let mut start = at.saturating_sub(reach);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let mut end = (at + reach).min(text.len());
    while !text.is_char_boundary(end) {
        end += 1;
    }
    let start = text.get(start..at)?.rfind('\n').map_or(start, |line| start + line + 1);
    let end = text.get(at..end)?.find('\n').map_or(end, |line| at + line);
    TextRange::new(u32::try_from(start).ok()?, u32::try_from(end).ok()?)
}

/// A text that is asked what piece is at a place; nothing is cut but what is asked for.
pub struct Reader(Segments);

impl Reader {
    /// Pieces of `granularity` (grapheme, word, sentence) in `language` (BCP 47). `None` where there is no segmenter.
    #[must_use]
    pub fn new(text: &str, granularity: &str, language: Option<&str>) -> Option<Self> {
        Some(Self(segmenter(granularity, language)?.segment(text).unchecked_into()))
    }

    /// The piece that has the UTF-16 unit `at` inside: where it begins and ends, in units, and whether it is a word.
    #[must_use]
    pub fn at(&self, at: u32) -> Option<(u32, u32, bool)> {
        let piece = self.0.containing(at)?;
        let length = u32::try_from(piece.segment().encode_utf16().count()).ok()?;
        Some((piece.index(), piece.index() + length, piece.is_word_like().unwrap_or(false)))
    }
}

thread_local! {
    /// What was made, by granularity and language: making one takes a millisecond, and each gesture asks for two. There are as
    /// few as there are languages of articles.
    static MADE: RefCell<Vec<(String, Option<String>, JsValue)>> = const { RefCell::new(Vec::new()) };
}

/// A segmenter of a language, else of the browser's own. `None` where there is none.
fn segmenter(granularity: &str, language: Option<&str>) -> Option<Segmenter> {
    let is_it = |(kind, of, _): &&(String, Option<String>, JsValue)| kind == granularity && of.as_deref() == language;
    let known = MADE.with_borrow(|made| made.iter().find(is_it).map(|(.., segmenter)| segmenter.clone()));
    if let Some(known) = known {
        return Some(known.unchecked_into());
    }
    let options = js_sys::Object::new();
    // Setting a property of a fresh object cannot fail.
    let _ = js_sys::Reflect::set(&options, &"granularity".into(), &granularity.into());
    let locale = language.map_or(JsValue::UNDEFINED, JsValue::from);
    let made = Segmenter::new(&locale, &options).or_else(|_| Segmenter::new(&JsValue::UNDEFINED, &options)).ok()?;
    let value: &JsValue = made.as_ref();
    let kept = (granularity.to_owned(), language.map(str::to_owned), value.clone());
    MADE.with_borrow_mut(|all| all.push(kept));
    Some(made)
}

/// Pieces of `text` as byte ranges, and whether each is a word.
fn pieces(text: &str, granularity: &str, language: Option<&str>) -> Vec<((u32, u32), bool)> {
    let Some(segmenter) = segmenter(granularity, language) else { return Vec::new() };
    let segments = segmenter.segment(text);
    let Ok(Some(all)) = js_sys::try_iter(&segments) else { return Vec::new() };
    let mut at = 0;
    let mut found = Vec::new();
    for item in all.flatten() {
        let item: SegmentData = item.unchecked_into();
        let end = at + u32::try_from(item.segment().len()).unwrap_or(0);
        found.push(((at, end), item.is_word_like().unwrap_or(false)));
        at = end;
    }
    found
}
