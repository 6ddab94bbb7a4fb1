//! Pages that nobody wrote: whatever stands in a text, a draft comes of it, whole and soon.

use std::time::{Duration, Instant};

use manicule::intake::draft::Draft;
use manicule::intake::{html, markdown};

/// What holds of every draft.
fn check(draft: &Draft) {
    let mut end = 0;
    for piece in &draft.pieces {
        let (start, stop) = (piece.range.start() as usize, piece.range.end() as usize);
        assert!(start >= end && start < stop, "{start}..{stop} after {end}");
        let words = draft.text.get(start..stop).expect("on character boundaries");
        assert_eq!(words.trim(), words, "a piece begins and ends with a word");
        assert!(draft.text.get(end..start).expect("boundaries").trim().is_empty(), "words between pieces");
        end = stop;
    }
    assert!(draft.text.get(end..).expect("boundaries").trim().is_empty(), "words behind the last piece");
    assert!(!draft.verbatim);
}

fn read(text: &str) -> Draft {
    let draft = html::read(text);
    check(&draft);
    draft
}

/// Numbers that only look like chance (xorshift).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % (most.max(1) as u64)).unwrap_or(0)
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

const TAGS: &[&str] = &[
    "p",
    "div",
    "a",
    "b",
    "i",
    "span",
    "table",
    "tr",
    "td",
    "th",
    "tbody",
    "caption",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "h1",
    "h2",
    "h6",
    "article",
    "main",
    "nav",
    "aside",
    "footer",
    "header",
    "section",
    "blockquote",
    "pre",
    "figure",
    "figcaption",
    "script",
    "style",
    "template",
    "svg",
    "title",
    "head",
    "body",
    "html",
    "br",
    "hr",
    "img",
    "button",
    "select",
    "option",
    "textarea",
    "noscript",
    "form",
    "time",
    "ruby",
    "rt",
    "rp",
    "details",
    "dialog",
    "x-own",
    "o:p",
    "math",
    "iframe",
    "plaintext",
    "xmp",
    "input",
    "meta",
    "link",
];

const ATTRIBUTES: &[&str] = &[
    " class=byline",
    " class='share comments'",
    " hidden",
    " aria-hidden=true",
    " style=\"display:none\"",
    " href=/x",
    " role=navigation",
    " id=content",
    " itemprop=articleBody",
    " datetime=2024",
    " class=entry-content",
    " type=application/ld+json",
    " =",
    " \"",
    " a=b a=c",
    "/",
    " property=og:title content='A - B'",
    " rel=canonical href=https://a.example/",
    " lang=en",
    " class=\"",
];

const WORDS: &[&str] = &[
    "The board met, and said, that it would. ",
    "x",
    " ",
    "\n",
    "&nbsp;",
    "&shy;",
    "&#0;",
    "&#x1F600;",
    "&amp",
    "読む、書く。",
    "קרא",
    "ı̇İ",
    "©",
    "By Ann",
    "4 March 2024",
    "Read more: x",
    "Advertisement",
    "{\"@type\":\"Article\",\"headline\":\"A\"}",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<!--StartFragment-->",
    "<!doctype html>",
    "</",
    "<",
    ">",
    "\0",
    "\u{feff}",
    "\u{3000}",
    "Share",
    "12:30",
    "\u{202e}",
    "Source: AP",
];

fn soup(chance: &mut Chance, most: usize) -> String {
    let mut page = String::new();
    for _ in 0..chance.below(most) {
        match chance.below(10) {
            0..4 => {
                page.push('<');
                page.push_str(chance.of(TAGS));
                for _ in 0..chance.below(3) {
                    page.push_str(chance.of(ATTRIBUTES));
                }
                page.push('>');
            }
            4..6 => page.push_str(&format!("</{}>", chance.of(TAGS))),
            6..9 => page.push_str(chance.of(WORDS)),
            _ => page.push(char::from_u32(u32::try_from(chance.next() & 0x1_ffff).unwrap_or(0)).unwrap_or('?')),
        }
    }
    page
}

fn changed(chance: &mut Chance, page: &str) -> String {
    let mut page: Vec<char> = page.chars().collect();
    for _ in 0..=chance.below(12) {
        let (from, length) = (chance.below(page.len()), chance.below(200));
        let to = (from + length).min(page.len());
        match chance.below(4) {
            0 => drop(page.drain(from..to)),
            1 => {
                let again: Vec<char> = page[from..to].to_vec();
                let at = chance.below(page.len());
                page.splice(at..at, again);
            }
            2 => {
                let soup: Vec<char> = soup(chance, 6).chars().collect();
                page.splice(from..from, soup);
            }
            _ => page.truncate(to.max(20)),
        }
        if page.is_empty() {
            break;
        }
    }
    page.into_iter().collect()
}

fn corpus() -> Vec<String> {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/intake/html");
    let files = ["seen", "unseen"].iter().flat_map(|half| std::fs::read_dir(folder.join(half)).expect("the folder"));
    let mut paths: Vec<_> = files
        .map(|file| file.expect("a file").path())
        .filter(|path| path.extension().is_some_and(|end| end == "html"))
        .collect();
    paths.sort();
    paths.iter().map(|path| std::fs::read_to_string(path).expect("a text")).collect()
}

/// Two seconds; with `MANICULE_LONG=1` a hundred and fifty.
#[test]
#[allow(clippy::print_stdout)]
fn whatever_stands_there_a_draft_comes_of_it() {
    let long = std::env::var_os("MANICULE_LONG").is_some();
    let until = Instant::now() + Duration::from_secs(if long { 150 } else { 2 });
    let pages = corpus();
    let mut chance = Chance(0x9e37_79b9_7f4a_7c15);
    let (mut inputs, mut longest) = (0_u64, Duration::ZERO);
    while Instant::now() < until {
        let text = match inputs % 4 {
            0 => {
                let bytes: Vec<u8> =
                    (0..chance.below(400)).map(|_| u8::try_from(chance.next() & 0xff).unwrap_or(0)).collect();
                String::from_utf8_lossy(&bytes).into_owned()
            }
            1 => soup(&mut chance, 120),
            _ => {
                let at = chance.below(pages.len());
                changed(&mut chance, &pages[at])
            }
        };
        let before = Instant::now();
        let draft = read(&text);
        longest = longest.max(before.elapsed());
        if inputs.is_multiple_of(16) {
            assert_eq!(draft, html::read(&text), "reading is the same twice");
            check(&markdown::draft(&text));
        }
        inputs += 1;
    }
    println!("FIGURE fuzz html {inputs} inputs, the longest took {} ms", longest.as_millis());
}

/// With `MANICULE_LONG=1` all is four times as long.
fn long() -> usize {
    if std::env::var_os("MANICULE_LONG").is_some() { 4 } else { 1 }
}

/// What a small machine that also does other things still does in time; what runs away takes hours.
const SOON: Duration = Duration::from_secs(60);

#[test]
#[allow(clippy::print_stdout)]
fn size_and_depth_cost_no_more_than_their_share() {
    let paragraph = "<p>The board met on Monday, and said that it would choose <a href=/x>a company</a> soon.</p>\n";
    let page = |bytes: usize| {
        format!("<html><body><h1>Title</h1><div>{}</div></body></html>", paragraph.repeat(bytes / paragraph.len()))
    };
    let cases: Vec<(&str, String)> = vec![
        ("a page of 5 MB", page(5_000_000)),
        ("a million boxes in each other", format!("{}deep", "<div>".repeat(1_000_000))),
        ("a million paragraphs", "x<p>".repeat(250_000 * long())),
        ("a million attributes", format!("<p {}>words</p>", "a=b c ".repeat(125_000 * long()))),
        ("a million classes", format!("<p class='{}'>words</p>", "share ".repeat(250_000 * long()))),
        (
            "end tags of what stands below a block",
            format!("<b><div>{}x{}", "<i>".repeat(75_000 * long()), "</b></div2>".repeat(75_000 * long())),
        ),
        ("tables in each other", "<table><tr><td>x".repeat(50_000 * long())),
        ("lists in each other", "<ul><li>x".repeat(75_000 * long())),
        ("links in each other", "<a href=x>x".repeat(100_000 * long())),
        ("headings", "<h2>Read more</h2>".repeat(50_000 * long())),
        ("quotations", "<blockquote>They were here before us, they say</blockquote>".repeat(15_000 * long())),
        ("names that nobody knows", (0..75_000 * long()).map(|at| format!("<x{at}>y")).collect()),
        ("a title without end", format!("<title>{}", "a - b | ".repeat(125_000 * long()))),
        (
            "linked data without end",
            format!("<script type=application/ld+json>{}", "[{\"@type\":\"".repeat(75_000 * long())),
        ),
        ("one comment", format!("<!--{}", "-".repeat(1_000_000 * long()))),
        ("one word", "word".repeat(250_000 * long())),
        ("breaks", "x<br>".repeat(200_000 * long())),
        ("lines in each other's boxes", "<div>x".repeat(200_000 * long())),
        ("characters by number", "&#x20;&amp;&notit;".repeat(62_500 * long())),
    ];
    for (name, text) in &cases {
        let before = Instant::now();
        let draft = read(text);
        let took = before.elapsed();
        println!(
            "FIGURE html {name}: {} kB, {} ms, {} pieces",
            text.len() / 1000,
            took.as_millis(),
            draft.pieces.len()
        );
        assert!(took < SOON, "{name} took {took:?}");
    }
    assert_eq!(read(&cases[1].1).text, "deep");
    let kept = read(&cases[0].1).pieces.iter().filter(|piece| piece.why.is_none()).count();
    assert!(kept > 50_000, "a long page is kept: {kept}");
}
