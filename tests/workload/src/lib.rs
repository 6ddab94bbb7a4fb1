//! The articles that are measured with: their texts, and annotations on word boundaries, from a fixed seed.

use serde_json::json;

/// The article that texts are made of; our own.
const SAMPLE: &str = include_str!("../../../samples/harbour.txt");

/// Labels that a page knows: those of the application by id, those of the floor by number.
const LABELS: [&str; 4] = ["person", "organisation", "place", "date"];

/// The seed of all annotations.
const SEED: u64 = 0x6d61_6e69_6375_6c65;

/// How large a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Size {
    /// An article: 5 kB.
    S,
    /// 100 kB.
    M,
    /// 1 MB.
    L,
    /// 1 MB in one paragraph.
    Xl,
}

/// An annotation in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its first code point.
    pub start: usize,
    /// One past its last.
    pub end: usize,
    /// Which of the labels.
    pub label: usize,
}

/// An article with its annotations.
#[derive(Clone, Debug)]
pub struct Workload {
    /// How large its text is.
    pub size: Size,
    /// How many annotations it has.
    pub marks: usize,
    /// Its text.
    pub text: String,
    /// The annotations, by place.
    pub spans: Vec<Span>,
}

impl Size {
    const fn bytes(self) -> usize {
        match self {
            Self::S => 5_000,
            Self::M => 100_000,
            Self::L | Self::Xl => 1_000_000,
        }
    }

    /// As it is called.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::S => "S",
            Self::M => "M",
            Self::L => "L",
            Self::Xl => "XL",
        }
    }
}

impl Workload {
    /// An article of this size with so many annotations.
    ///
    /// # Panics
    /// Where the text has fewer words.
    #[must_use]
    pub fn new(size: Size, marks: usize) -> Self {
        let text = text(size);
        let spans = spans(&text, marks);
        Self { size, marks, text, spans }
    }

    /// `L/50,000`.
    #[must_use]
    pub fn name(&self) -> String {
        format!("{}/{}", self.size.name(), grouped(self.marks))
    }

    /// The article's id in both pages.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}-{}", self.size.name(), self.marks)
    }

    /// A line of the native format.
    #[must_use]
    pub fn line(&self) -> String {
        let at = places(&self.text);
        let span = |span: &Span| {
            let words = self.text.get(at[span.start].0..at[span.end].0);
            json!({ "label": LABELS[span.label], "fragments": [{ "start": span.start, "end": span.end, "text": words }] })
        };
        let spans: Vec<_> = self.spans.iter().map(span).collect();
        json!({ "format": "article-annotations", "version": "1.0", "offset_unit": "codepoint", "id": self.id(),
            "meta": { "title": self.name() }, "text": self.text, "spans": spans })
        .to_string()
    }

    /// The same for the floor, which counts UTF-16 units.
    #[must_use]
    pub fn plain(&self) -> String {
        let at = places(&self.text);
        let spans: Vec<_> =
            self.spans.iter().map(|span| json!([at[span.start].1, at[span.end].1, span.label + 1])).collect();
        json!({ "id": self.id(), "title": self.name(), "text": self.text, "spans": spans }).to_string()
    }
}

/// `10000` as `10,000`.
#[must_use]
pub fn grouped(count: usize) -> String {
    match count {
        small @ 0..1_000 => small.to_string(),
        large => format!("{},{:03}", grouped(large / 1_000), large % 1_000),
    }
}

/// The sample's running text without its signs, again and again.
fn text(size: Size) -> String {
    let mut text = String::new();
    let between = if size == Size::Xl { " " } else { "\n\n" };
    for paragraph in paragraphs().iter().cycle() {
        if text.len() + paragraph.len() > size.bytes() && !text.is_empty() {
            break;
        }
        if !text.is_empty() {
            text.push_str(between);
        }
        text.push_str(paragraph);
    }
    text
}

/// Paragraphs of the sample that are sentences.
#[must_use]
pub fn paragraphs() -> Vec<String> {
    let article = SAMPLE.split("\n---").next().unwrap_or_default();
    let body = article.lines().filter(|line| line.len() > 140);
    body.map(|line| plain(line.strip_prefix("{quote}").unwrap_or(line))).collect()
}

/// A line of the sample without what it says of its words: `[words](label)`.
fn plain(line: &str) -> String {
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, after)) = rest.split_once('[') {
        let Some((words, after)) = after.split_once("](") else { break };
        let Some((_, after)) = after.split_once(')') else { break };
        text.push_str(before);
        text.push_str(words);
        rest = after;
    }
    text.push_str(rest);
    text
}

/// For each code point, and one past the last, where it starts in bytes and in UTF-16 units.
fn places(text: &str) -> Vec<(usize, usize)> {
    let mut utf16 = 0;
    let mut places: Vec<_> = text
        .char_indices()
        .map(|(byte, character)| {
            utf16 += character.len_utf16();
            (byte, utf16 - character.len_utf16())
        })
        .collect();
    places.push((text.len(), utf16));
    places
}

/// Words in code points: letters and digits that follow each other.
fn words(text: &str) -> Vec<(usize, usize)> {
    let mut words: Vec<(usize, usize)> = Vec::new();
    let mut inside = false;
    for (at, character) in text.chars().enumerate() {
        let letter = character.is_alphanumeric();
        match words.last_mut().filter(|_| inside && letter) {
            Some(word) => word.1 = at + 1,
            None if letter => words.push((at, at + 1)),
            None => {}
        }
        inside = letter;
    }
    words
}

/// So many annotations, spread over the text, each of one to three words; every tenth reaches into the next one.
fn spans(text: &str, marks: usize) -> Vec<Span> {
    let words = words(text);
    assert!(marks <= words.len(), "{marks} annotations need as many words; there are {}", words.len());
    let mut random = Random(SEED);
    // One word in each of as many equal stretches: spread evenly, and no two start at one place.
    let starts: Vec<usize> = (0..marks)
        .map(|number| {
            let (from, to) = (number * words.len() / marks, (number + 1) * words.len() / marks);
            from + random.below(to - from)
        })
        .collect();
    let ends = starts.iter().skip(1).copied().chain([words.len()]);
    starts
        .iter()
        .zip(ends)
        .enumerate()
        .map(|(number, (first, next))| {
            let wanted = first + 1 + random.below(3);
            let last = if number % 10 == 9 && next < words.len() { next + 1 } else { wanted.min(next) };
            let label = random.below(LABELS.len());
            Span { start: words[*first].0, end: words[last - 1].1, label }
        })
        .collect()
}

/// A generator of numbers (splitmix64): the same ones in every run and on every machine.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// From nought to below `most`.
    fn below(&mut self, most: usize) -> usize {
        let most = u64::try_from(most).unwrap_or(u64::MAX).max(1);
        usize::try_from(self.next() % most).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::{Size, Workload, grouped, paragraphs};
    use serde_json::Value;

    #[test]
    fn numbers_read_well() {
        assert_eq!([0, 999, 1_000, 50_000, 1_000_001].map(grouped), ["0", "999", "1,000", "50,000", "1,000,001"]);
    }

    #[test]
    fn texts_have_their_sizes() {
        for (size, bytes) in [(Size::S, 5_000), (Size::M, 100_000), (Size::L, 1_000_000), (Size::Xl, 1_000_000)] {
            let text = Workload::new(size, 0).text;
            assert!(text.len() <= bytes && text.len() > bytes - 600, "{size:?} has {} bytes", text.len());
            assert_eq!(size == Size::Xl, !text.contains('\n'), "{size:?}");
        }
        assert!(paragraphs().iter().all(|paragraph| !paragraph.contains(['[', '{', '\n'])), "{:?}", paragraphs());
    }

    #[test]
    fn annotations_are_as_many_as_asked_sorted_and_the_same_each_time() {
        for (size, marks) in [(Size::S, 0), (Size::S, 100), (Size::M, 10_000), (Size::L, 50_000), (Size::Xl, 1_000)] {
            let workload = Workload::new(size, marks);
            assert_eq!(workload.spans.len(), marks);
            assert!(workload.spans.is_sorted_by(|one, other| one.start < other.start), "{size:?}");
            assert_eq!(Workload::new(size, marks).spans, workload.spans);
        }
    }

    #[test]
    fn a_tenth_overlaps_the_next() {
        let spans = Workload::new(Size::L, 50_000).spans;
        let over = spans.windows(2).filter(|pair| pair[0].end > pair[1].start).count();
        assert!((4_900..=5_000).contains(&over), "{over}");
        let past = spans.windows(3).filter(|three| three[0].end > three[2].start).count();
        assert_eq!(past, 0, "no further than into the next");
    }

    #[test]
    fn annotations_stand_on_whole_words_and_both_pages_get_the_same() {
        let workload = Workload::new(Size::M, 1_000);
        let line: Value = serde_json::from_str(&workload.line()).expect("JSON");
        let plain: Value = serde_json::from_str(&workload.plain()).expect("JSON");
        let units: Vec<u16> = workload.text.encode_utf16().collect();
        assert!(units.len() > workload.text.chars().count(), "there are characters of two units, or nothing is tried");
        let (spans, others) = (line["spans"].as_array().expect("a list"), plain["spans"].as_array().expect("a list"));
        assert_eq!((spans.len(), others.len()), (1_000, 1_000));
        for (span, other) in spans.iter().zip(others) {
            let words = span["fragments"][0]["text"].as_str().expect("a text");
            let at = |place: usize| usize::try_from(other[place].as_u64().expect("a number")).expect("small");
            assert_eq!(String::from_utf16_lossy(&units[at(0)..at(1)]), words);
            let edge = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
            assert!(edge(words.chars().next()) && edge(words.chars().next_back()), "“{words}”");
        }
    }
}
