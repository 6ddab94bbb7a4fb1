//! What the attributes of an element say of the text in it: roles, properties, and the words of classes and ids.

use super::tags::{self, Name};
use crate::intake::draft::Why;

/// The attributes of one start tag that are looked at.
#[derive(Debug, Default)]
pub(super) struct Attributes {
    pub(super) class: String,
    pub(super) id: String,
    pub(super) role: String,
    pub(super) itemprop: String,
    pub(super) rel: String,
    pub(super) style: String,
    pub(super) kind: String,
    pub(super) name: String,
    pub(super) property: String,
    pub(super) equiv: String,
    pub(super) content: String,
    pub(super) href: Option<String>,
    pub(super) datetime: String,
    pub(super) lang: String,
    pub(super) hidden: bool,
    pub(super) aria_hidden: bool,
    pub(super) open: bool,
    pub(super) layout: String,
    pub(super) alt: String,
}

/// Longest value that is kept of an attribute, in bytes.
const LONGEST: usize = 4096;

impl Attributes {
    /// Takes an attribute; of two with one name the first.
    pub(super) fn take(&mut self, name: &[u8], value: &[u8]) {
        let value = String::from_utf8_lossy(value.get(..LONGEST).unwrap_or(value));
        let slot = match name {
            b"class" => &mut self.class,
            b"id" => &mut self.id,
            b"role" => &mut self.role,
            b"itemprop" => &mut self.itemprop,
            b"rel" => &mut self.rel,
            b"style" => &mut self.style,
            b"type" => &mut self.kind,
            b"name" => &mut self.name,
            b"property" => &mut self.property,
            b"http-equiv" => &mut self.equiv,
            b"content" => &mut self.content,
            b"datetime" => &mut self.datetime,
            b"lang" | b"xml:lang" => &mut self.lang,
            b"layout" => &mut self.layout,
            b"alt" => &mut self.alt,
            b"href" => self.href.get_or_insert_default(),
            b"hidden" => {
                self.hidden |= !value.eq_ignore_ascii_case("until-found");
                return;
            }
            b"aria-hidden" => {
                self.aria_hidden |= value.eq_ignore_ascii_case("true");
                return;
            }
            b"open" => {
                self.open = true;
                return;
            }
            _ => return,
        };
        if slot.is_empty() {
            slot.push_str(&value);
        }
    }

    /// Whether the page does not show the element.
    pub(super) fn unseen(&self, name: Name) -> bool {
        let style: String = self.style.chars().filter(|c| !c.is_whitespace()).flat_map(char::to_lowercase).collect();
        let styled = ["display:none", "visibility:hidden", "mso-hide:all"].iter().any(|word| style.contains(word));
        styled
            || self.hidden
            || self.aria_hidden
            || self.layout == "nodisplay"
            || (name == tags::DIALOG && !self.open)
            || words_of(&self.class).any(|class| UNSEEN.iter().any(|unseen| class.joined == *unseen))
    }
}

const UNSEEN: &[&str] = &[
    "sronly",
    "visuallyhidden",
    "screenreadertext",
    "elementinvisible",
    "isvisuallyhidden",
    "uvisuallyhidden",
    "screenreaderonly",
    "a11yhidden",
    "hidden",
    "dnone",
    "assistivetext",
    "offscreen",
    "invisible",
];

/// What is said of text, as bits.
pub(super) type Hints = u32;

macro_rules! hints {
    ($($(#[$about:meta])* $name:ident $at:literal;)*) => { $($(#[$about])* pub(super) const $name: Hints = 1 << $at;)* };
}

hints! {
    /// The article's own text.
    BODY 0;
    HEADLINE 1;
    DECK 2;
    BYLINE 3;
    DATE 4;
    CAPTION 5;
    CREDIT 6;
    TOPIC 7;
    READING_TIME 8;
    /// A line that leads to another article.
    MORE 9;
    /// About the author.
    BIO 10;
    PULLED 11;
    /// Where it was written.
    PLACE 12;
    ITEM 13;
    /// Comes from an element, role or property, not from a word of a class.
    SURE 14;
}

/// What an element says.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Said {
    pub(super) hints: Hints,
    pub(super) zone: Option<Why>,
}

/// One name of a class or id, in words.
struct Class {
    words: Vec<String>,
    joined: String,
}

fn words_of(classes: &str) -> impl Iterator<Item = Class> {
    classes.split_whitespace().take(64).map(|class| {
        let mut words: Vec<String> = vec![String::new()];
        let mut small = false;
        for c in class.chars().take(100) {
            if !c.is_alphanumeric() || (c.is_uppercase() && small) {
                words.push(String::new());
            }
            small = c.is_lowercase() || c.is_numeric();
            if c.is_alphanumeric()
                && let Some(last) = words.last_mut()
            {
                last.extend(c.to_lowercase());
            }
        }
        words.retain(|word| !word.is_empty());
        Class { joined: words.concat(), words }
    })
}

/// Words that say nothing about what is in a box.
const PLAIN: &[&str] = &[
    "article",
    "post",
    "entry",
    "story",
    "page",
    "site",
    "box",
    "block",
    "bar",
    "list",
    "links",
    "link",
    "container",
    "wrapper",
    "wrap",
    "section",
    "area",
    "widget",
    "module",
    "inner",
    "outer",
    "items",
    "item",
    "content",
    "top",
    "bottom",
    "left",
    "right",
    "header",
    "heading",
    "title",
    "js",
    "main",
    "primary",
    "secondary",
    "global",
    "news",
    "the",
    "c",
    "m",
    "o",
    "l",
    "u",
    "t",
    "css",
    "component",
    "region",
    "field",
    "group",
    "row",
    "col",
    "column",
    "buttons",
    "button",
    "btn",
    "icons",
    "icon",
    "tools",
    "toolbar",
    "menu",
    "nav",
    "slot",
    "unit",
    "banner",
    "text",
    "panel",
    "ui",
    "id",
    "div",
    "this",
    "media",
    "social",
    "share",
    "fixed",
    "sticky",
    "mobile",
    "desktop",
    "amp",
    "head",
    "foot",
    "body",
    "view",
    "full",
    "new",
    "footer",
    "overlay",
    "popup",
    "modal",
    "wall",
    "display",
    "google",
];

/// Class words that name a zone wherever they stand.
const STRONG: &[(Why, &[&str])] = &[
    (
        Why::Comments,
        &[
            "comments",
            "comment",
            "disqus",
            "kommentare",
            "kommentar",
            "commentaires",
            "commentaire",
            "comentarios",
            "comentario",
            "commenti",
            "reacties",
            "fbcomments",
            "livefyre",
            "respond",
            "discussion",
        ],
    ),
    (
        Why::Related,
        &[
            "related",
            "relatedposts",
            "relatedarticles",
            "recommended",
            "recommendation",
            "recommendations",
            "recommends",
            "outbrain",
            "taboola",
            "mostread",
            "popular",
            "trending",
            "ranking",
            "masleidas",
            "maislidas",
            "relacionadas",
            "relacionados",
            "verwandte",
            "similar",
            "ohnliche",
            "readnext",
            "upnext",
            "morestories",
            "alire",
            "zergnet",
            "revcontent",
        ],
    ),
    (Why::Consent, &["cookie", "cookies", "consent", "gdpr", "onetrust", "cmp", "didomi", "cookiebot", "ccpa"]),
    (
        Why::Subscribe,
        &[
            "newsletter",
            "newsletters",
            "subscribe",
            "subscription",
            "paywall",
            "signup",
            "regwall",
            "piano",
            "gateway",
            "donate",
            "donation",
            "abo",
            "membership",
            "optin",
            "mailchimp",
            "memberbox",
        ],
    ),
    (
        Why::Navigation,
        &[
            "breadcrumb",
            "breadcrumbs",
            "navbar",
            "navigation",
            "skiplink",
            "sidebar",
            "masthead",
            "pagination",
            "pager",
            "sitemap",
            "hamburger",
            "toc",
            "globalnav",
            "topnav",
            "subnav",
            "mainmenu",
            "offcanvas",
        ],
    ),
    (
        Why::Advert,
        &[
            "advert",
            "adverts",
            "advertisement",
            "advertising",
            "adsbygoogle",
            "sponsored",
            "sponsor",
            "werbung",
            "anzeige",
            "publicidad",
            "publicite",
            "publicidade",
            "dfp",
            "adslot",
            "adcontainer",
            "adunit",
            "doubleclick",
        ],
    ),
    (
        Why::Share,
        &["sharedaddy", "addthis", "sharethis", "addtoany", "sharing", "partage", "compartir", "compartilhar", "sns"],
    ),
];

/// Class words that name a zone where all others say nothing.
const WEAK: &[(Why, &[&str])] = &[
    (Why::Advert, &["ad", "ads", "adv", "banner", "promo", "promotion"]),
    (Why::Share, &["share", "social", "socials", "follow", "soc"]),
    (Why::Navigation, &["nav", "menu", "skip", "search", "path", "tabs", "logo", "toolbar", "topbar"]),
    (Why::Topic, &["tags", "tag", "keywords", "topics", "hashtags"]),
    (Why::Footer, &["footer", "foot", "pie", "rodape", "pied", "bottom", "copyright", "colophon", "imprint", "ftr"]),
    (Why::Related, &["more", "recommend", "readmore"]),
    (Why::Comments, &["reactions", "replies", "reply"]),
    (Why::Subscribe, &["login", "register"]),
];

/// Before one of these words of a class, the name speaks of a state.
const STATES: &[&str] = &["has", "with", "no", "without", "is", "not", "hide", "show", "tag", "category"];

const HINTED: &[(Hints, &[&str])] = &[
    (
        BODY,
        &[
            "articlebody",
            "entrycontent",
            "postcontent",
            "storybody",
            "articlecontent",
            "fieldnamebody",
            "bodytext",
            "articletext",
            "thecontent",
            "storycontent",
            "postbody",
            "contentbody",
            "newsbody",
            "articlebodytext",
            "storytext",
            "postentry",
            "articlebodycontent",
            "textformatted",
            "newstext",
            "singlecontent",
            "bodycontent",
            "entrybody",
            "storybodytext",
            "artikeltext",
            "maincontentbody",
        ],
    ),
    (
        HEADLINE,
        &[
            "headline",
            "entrytitle",
            "articletitle",
            "pagetitle",
            "storytitle",
            "posttitle",
            "newstitle",
            "titolo",
            "titre",
            "titular",
            "ueberschrift",
        ],
    ),
    (
        DECK,
        &[
            "deck",
            "dek",
            "standfirst",
            "subtitle",
            "subheadline",
            "subhead",
            "lead",
            "lede",
            "chapo",
            "anons",
            "synopsis",
            "subtitulo",
            "sottotitolo",
            "ingress",
            "vorspann",
            "excerpt",
            "articleintro",
            "summary",
            "articlesummary",
            "sommario",
            "bajada",
            "preamble",
            "lid",
            "sapo",
            "articlelead",
            "articledek",
        ],
    ),
    (
        BYLINE,
        &[
            "byline",
            "author",
            "authors",
            "autor",
            "autores",
            "auteur",
            "signature",
            "assinatura",
            "verfasser",
            "submitted",
            "username",
            "reporter",
            "writer",
            "articlecredit",
            "firma",
            "redacteur",
            "avtor",
            "firmato",
            "ampbyline",
            "authorname",
        ],
    ),
    (
        DATE,
        &[
            "date",
            "time",
            "timestamp",
            "published",
            "pubdate",
            "datum",
            "fecha",
            "datapublicacao",
            "updated",
            "lastupdated",
            "created",
            "postedon",
            "publishdate",
            "publicationdate",
            "ampdate",
            "data",
            "publishedat",
        ],
    ),
    (
        CAPTION,
        &["caption", "captions", "legenda", "bildunterschrift", "picdesc", "cutline", "wpcaptiontext", "photodesc"],
    ),
    (CREDIT, &["credit", "credits", "photocredit", "creditphoto", "imagecredit", "photographer", "podpis"]),
    (
        TOPIC,
        &[
            "kicker",
            "eyebrow",
            "category",
            "catlinks",
            "rubric",
            "rutitr",
            "overline",
            "sectionname",
            "topline",
            "categories",
        ],
    ),
    (READING_TIME, &["readingtime", "readtime", "timetoread", "minread", "lesezeit"]),
    (MORE, &["readmore", "alsoread", "saibamais", "seealso", "readalso", "inlinelink", "relatedinline", "lireaussi"]),
    (BIO, &["bio", "authorbio", "authorbox", "aboutauthor", "abouttheauthor", "authorinfo", "autorenbox"]),
    (PULLED, &["pullquote", "pulled", "pullout"]),
    (PLACE, &["location", "dateline"]),
    (
        ITEM,
        &["msolistparagraph", "msolistparagraphcxspfirst", "msolistparagraphcxspmiddle", "msolistparagraphcxsplast"],
    ),
];

/// What an element and its attributes say.
pub(super) fn said(name: Name, attributes: &Attributes) -> Said {
    let mut said = Said::default();
    structure(name, attributes, &mut said);
    for class in words_of(&attributes.class).chain(words_of(&attributes.id)) {
        by_class(&class, name, &mut said);
    }
    if attributes.unseen(name) {
        said.zone = Some(Why::Hidden);
    }
    // The page as a whole is none of its parts.
    if matches!(name, tags::BODY | tags::HTML) {
        said = Said::default();
    }
    said
}

fn structure(name: Name, attributes: &Attributes, said: &mut Said) {
    let zone = match name {
        tags::NAV | tags::MENU => Some(Why::Navigation),
        tags::FOOTER => Some(Why::Footer),
        tags::FORM | tags::BUTTON | tags::SEARCH => Some(Why::Control),
        tags::DIALOG => Some(Why::Other),
        _ => None,
    };
    let zone = zone.or(match attributes.role.as_str() {
        "navigation" | "menu" | "menubar" | "banner" | "tablist" => Some(Why::Navigation),
        "search" | "button" | "toolbar" => Some(Why::Control),
        "contentinfo" => Some(Why::Footer),
        "complementary" => Some(Why::Related),
        "dialog" | "alertdialog" => Some(Why::Consent),
        _ => None,
    });
    if zone.is_some() {
        said.zone = zone;
        said.hints |= SURE;
    }
    if name == tags::FIGCAPTION {
        said.hints |= CAPTION | SURE;
    }
    if name == tags::TIME {
        said.hints |= DATE;
    }
    if name == tags::A && attributes.rel.split_whitespace().any(|rel| rel == "author") {
        said.hints |= BYLINE;
    }
    for property in attributes.itemprop.split_whitespace() {
        said.hints |= match property {
            "articleBody" => BODY | SURE,
            "headline" => HEADLINE,
            "author" | "creator" => BYLINE,
            "datePublished" | "dateModified" => DATE,
            "alternativeHeadline" | "description" => DECK,
            "caption" => CAPTION,
            _ => 0,
        };
    }
}

fn by_class(class: &Class, name: Name, said: &mut Said) {
    let words = &class.words;
    let is = |known: &[&str]| known.iter().any(|known| class.joined == *known);
    for (hint, known) in HINTED {
        // The whole name, or its end: `story-byline`, `article__deck`.
        let ends = words.last().is_some_and(|last| known.contains(&last.as_str()));
        let two =
            words.len() > 2 && known.contains(&words.get(words.len() - 2..).unwrap_or_default().concat().as_str());
        let begins = *hint == BYLINE && words.first().is_some_and(|first| first == "byline");
        if is(known) || two || begins || (ends && *hint != BODY && words.len() <= 4) {
            said.hints |= hint;
        }
    }
    let state = words.first().is_some_and(|first| STATES.contains(&first.as_str())) && words.len() > 1;
    if said.zone.is_some() || state || matches!(name, tags::ARTICLE | tags::MAIN) || said.hints & (BODY | MORE) != 0 {
        return;
    }
    let strong = |known: &[&str]| is(known) || words.iter().any(|word| known.contains(&word.as_str()));
    let pairs = |known: &[&str]| words.windows(2).any(|two| known.contains(&two.concat().as_str()));
    said.zone = STRONG.iter().find(|(_, known)| strong(known) || pairs(known)).map(|(why, _)| *why);
    // `comment-count`, `cookie-policy-link` within a line are no zones; lines are never boxes, so nothing is to be done.
    if said.zone.is_none() {
        let plain = |word: &String| PLAIN.contains(&word.as_str()) || word.chars().all(char::is_numeric);
        let weak = |known: &&(Why, &[&str])| {
            let named = words.iter().filter(|word| known.1.contains(&word.as_str())).count();
            named > 0 && words.iter().all(|word| known.1.contains(&word.as_str()) || plain(word))
        };
        said.zone = WEAK.iter().find(weak).map(|(why, _)| *why);
    }
}
