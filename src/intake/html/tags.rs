//! Elements by name: what each does to the text in it.

use std::collections::BTreeMap;

/// An element's name, as a number.
pub(super) type Name = u32;

/// What an element does to the text in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Runs on in the line.
    Inline,
    /// Begins and ends a line of its own.
    Block,
    /// Has no inside.
    Void,
    /// Its text is never shown.
    Unseen,
    /// Something to press or fill in: a block of its own between others, not shown within a line.
    Control,
}

macro_rules! tags {
    ($($shape:ident: $($constant:ident $name:literal)*;)*) => {
        tags!(@count 0; $($($constant $name $shape)*)*);
        const KNOWN: &[(&str, Shape)] = &[$($(($name, Shape::$shape),)*)*];
    };
    (@count $at:expr; $constant:ident $name:literal $shape:ident $($rest:tt)*) => {
        #[allow(dead_code, reason = "every element has a number; some are only ever told by their shape")]
        pub(super) const $constant: Name = $at;
        tags!(@count $at + 1; $($rest)*);
    };
    (@count $at:expr;) => {};
}

tags! {
    Inline: A "a" B "b" STRONG "strong" SPAN "span" FONT "font" TIME "time" LABEL "label" BODY "body" HTML "html"
        RB "rb" RT "rt" RP "rp" RTC "rtc" CITE "cite" I "i" EM "em" U "u" S "s" SMALL "small" BIG "big" CODE "code"
        SUP "sup" SUB "sub" Q "q" ABBR "abbr" MARK "mark" INS "ins" DEL "del" OBJECT "object" MARQUEE "marquee";
    Block: P "p" DIV "div" ARTICLE "article" SECTION "section" MAIN "main" NAV "nav" ASIDE "aside" HEADER "header"
        FOOTER "footer" H1 "h1" H2 "h2" H3 "h3" H4 "h4" H5 "h5" H6 "h6" HGROUP "hgroup" UL "ul" OL "ol" MENU "menu"
        DIR "dir" LI "li" DL "dl" DT "dt" DD "dd" BLOCKQUOTE "blockquote" PRE "pre" LISTING "listing" XMP "xmp"
        PLAINTEXT "plaintext" FIGURE "figure" FIGCAPTION "figcaption" TABLE "table" CAPTION "caption" THEAD "thead"
        TBODY "tbody" TFOOT "tfoot" TR "tr" TD "td" TH "th" ADDRESS "address" CENTER "center" DETAILS "details"
        SUMMARY "summary" DIALOG "dialog" FORM "form" FIELDSET "fieldset" LEGEND "legend" SEARCH "search"
        OPTGROUP "optgroup";
    Void: BR "br" HR "hr" IMG "img" INPUT "input" META "meta" LINK "link" BASE "base" WBR "wbr" COL "col"
        AREA "area" EMBED "embed" PARAM "param" SOURCE "source" TRACK "track" KEYGEN "keygen" FRAME "frame";
    Unseen: HEAD "head" TITLE "title" SCRIPT "script" STYLE "style" TEMPLATE "template" NOSCRIPT "noscript"
        NOFRAMES "noframes" NOEMBED "noembed" SVG "svg" IFRAME "iframe" AUDIO "audio" VIDEO "video" CANVAS "canvas"
        SELECT "select" DATALIST "datalist" TEXTAREA "textarea" ANNOTATION "annotation"
        ANNOTATION_XML "annotation-xml" METER "meter" PROGRESS "progress" XML "xml";
    Control: BUTTON "button";
}

/// Names that were met, each with its number.
#[derive(Debug, Default)]
pub(super) struct Names {
    met: BTreeMap<Vec<u8>, Name>,
}

/// Names beyond this many that nobody knows share one number: what they close is then told by that.
const MOST: usize = 10_000;

impl Names {
    /// With those that are known.
    pub(super) fn new() -> Self {
        let met = (0..).zip(KNOWN).map(|(number, (name, _))| (name.as_bytes().to_vec(), number)).collect();
        Self { met }
    }

    /// The number of a name.
    pub(super) fn number(&mut self, name: &[u8]) -> Name {
        if let Some(number) = self.met.get(name) {
            return *number;
        }
        let next = u32::try_from(self.met.len()).unwrap_or(u32::MAX);
        if self.met.len() < MOST {
            self.met.insert(name.to_vec(), next);
        }
        next
    }
}

/// What an element does to the text in it. Elements that a page invents stand apart like blocks, except inside of a line
/// that has begun (`caller knows`), so they are told by [`is_own`].
pub(super) fn shape(name: Name) -> Shape {
    KNOWN.get(name as usize).map_or(Shape::Inline, |(_, shape)| *shape)
}

/// Whether the name is none of HTML's.
pub(super) const fn is_own(name: Name) -> bool {
    name as usize >= KNOWN.len()
}

/// The level of a heading.
pub(super) fn level(name: Name) -> Option<u8> {
    (H1..=H6).contains(&name).then(|| u8::try_from(name - H1 + 1).unwrap_or(6))
}

/// What an end tag does not reach over.
pub(super) const fn bounds(name: Name) -> bool {
    matches!(name, TABLE | TD | TH | CAPTION | TEMPLATE | OBJECT | MARQUEE)
}

/// Whether a paragraph that is open ends where this one begins.
pub(super) const fn ends_paragraph(name: Name) -> bool {
    name >= P && name <= SEARCH && !matches!(name, CAPTION | THEAD | TBODY | TFOOT | TR | TD | TH | LEGEND)
}
