//! Words of classes and ids, in small letters and without signs, and what they say of the text in an element.

use super::hints::{
    BIO, BODY, BYLINE, CAPTION, CREDIT, DATE, DECK, HEADLINE, Hints, ITEM, MORE, PLACE, PULLED, READING_TIME, TOPIC,
};
use crate::intake::draft::Why;

/// Classes of what is only read aloud.
pub(super) const UNSEEN: &[&str] = &[
    "sronly", "visuallyhidden", "screenreadertext", "elementinvisible", "isvisuallyhidden", "uvisuallyhidden",
    "screenreaderonly", "a11yhidden", "hidden", "dnone", "assistivetext", "offscreen", "invisible",
];

/// Words that say nothing about what is in a box.
pub(super) const PLAIN: &[&str] = &[
    "article", "post", "entry", "story", "page", "site", "box", "block", "bar", "list", "links", "link", "container",
    "wrapper", "wrap", "section", "area", "widget", "module", "inner", "outer", "items", "item", "content", "top",
    "bottom", "left", "right", "header", "heading", "title", "js", "main", "primary", "secondary", "global", "news",
    "the", "c", "m", "o", "l", "u", "t", "css", "component", "region", "field", "group", "row", "col", "column",
    "buttons", "button", "btn", "icons", "icon", "tools", "toolbar", "menu", "nav", "slot", "unit", "banner", "text",
    "panel", "ui", "id", "div", "this", "media", "social", "share", "fixed", "sticky", "mobile", "desktop", "amp",
    "head", "foot", "body", "view", "full", "new", "footer", "overlay", "popup", "modal", "wall", "display", "google",
];

/// Class words that name a zone wherever they stand.
pub(super) const STRONG: &[(Why, &[&str])] = &[
    (Why::Comments, &[
        "comments", "comment", "disqus", "kommentare", "kommentar", "commentaires", "commentaire", "comentarios",
        "comentario", "commenti", "reacties", "fbcomments", "livefyre", "respond", "discussion",
    ]),
    (Why::Related, &[
        "related", "relatedposts", "relatedarticles", "recommended", "recommendation", "recommendations",
        "recommends", "outbrain", "taboola", "mostread", "popular", "trending", "ranking", "masleidas", "maislidas",
        "relacionadas", "relacionados", "verwandte", "similar", "ohnliche", "readnext", "upnext", "morestories",
        "alire", "zergnet", "revcontent",
    ]),
    (Why::Consent, &["cookie", "cookies", "consent", "gdpr", "onetrust", "cmp", "didomi", "cookiebot", "ccpa"]),
    (Why::Subscribe, &[
        "newsletter", "newsletters", "subscribe", "subscription", "paywall", "signup", "regwall", "piano", "gateway",
        "donate", "donation", "abo", "membership", "optin", "mailchimp", "memberbox",
    ]),
    (Why::Navigation, &[
        "breadcrumb", "breadcrumbs", "navbar", "navigation", "skiplink", "sidebar", "masthead", "pagination", "pager",
        "sitemap", "hamburger", "toc", "globalnav", "topnav", "subnav", "mainmenu", "offcanvas",
    ]),
    (Why::Advert, &[
        "advert", "adverts", "advertisement", "advertising", "adsbygoogle", "sponsored", "sponsor", "werbung",
        "anzeige", "publicidad", "publicite", "publicidade", "dfp", "adslot", "adcontainer", "adunit", "doubleclick",
    ]),
    (Why::Share, &[
        "sharedaddy", "addthis", "sharethis", "addtoany", "sharing", "partage", "compartir", "compartilhar", "sns",
    ]),
];

/// Class words that name a zone where all others say nothing.
pub(super) const WEAK: &[(Why, &[&str])] = &[
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
pub(super) const STATES: &[&str] = &["has", "with", "no", "without", "is", "not", "hide", "show", "tag", "category"];

/// Class words that say what the text in an element is: as the whole name, or its end.
pub(super) const HINTED: &[(Hints, &[&str])] = &[
    (BODY, &[
        "articlebody", "entrycontent", "postcontent", "storybody", "articlecontent", "fieldnamebody", "bodytext",
        "articletext", "thecontent", "storycontent", "postbody", "contentbody", "newsbody", "articlebodytext",
        "storytext", "postentry", "articlebodycontent", "textformatted", "newstext", "singlecontent", "bodycontent",
        "entrybody", "storybodytext", "artikeltext", "maincontentbody",
    ]),
    (HEADLINE, &[
        "headline", "entrytitle", "articletitle", "pagetitle", "storytitle", "posttitle", "newstitle", "titolo",
        "titre", "titular", "ueberschrift",
    ]),
    (DECK, &[
        "deck", "dek", "standfirst", "subtitle", "subheadline", "subhead", "lead", "lede", "chapo", "anons",
        "synopsis", "subtitulo", "sottotitolo", "ingress", "vorspann", "excerpt", "articleintro", "summary",
        "articlesummary", "sommario", "bajada", "preamble", "lid", "sapo", "articlelead", "articledek",
    ]),
    (BYLINE, &[
        "byline", "author", "authors", "autor", "autores", "auteur", "signature", "assinatura", "verfasser",
        "submitted", "username", "reporter", "writer", "articlecredit", "firma", "redacteur", "avtor", "firmato",
        "ampbyline", "authorname",
    ]),
    (DATE, &[
        "date", "time", "timestamp", "published", "pubdate", "datum", "fecha", "datapublicacao", "updated",
        "lastupdated", "created", "postedon", "publishdate", "publicationdate", "ampdate", "data", "publishedat",
    ]),
    (CAPTION, &["caption", "captions", "legenda", "bildunterschrift", "picdesc", "cutline", "wpcaptiontext", "photodesc"]),
    (CREDIT, &["credit", "credits", "photocredit", "creditphoto", "imagecredit", "photographer", "podpis"]),
    (TOPIC, &["kicker", "eyebrow", "category", "catlinks", "rubric", "rutitr", "overline", "sectionname", "topline", "categories"]),
    (READING_TIME, &["readingtime", "readtime", "timetoread", "minread", "lesezeit"]),
    (MORE, &["readmore", "alsoread", "saibamais", "seealso", "readalso", "inlinelink", "relatedinline", "lireaussi"]),
    (BIO, &["bio", "authorbio", "authorbox", "aboutauthor", "abouttheauthor", "authorinfo", "autorenbox"]),
    (PULLED, &["pullquote", "pulled", "pullout"]),
    (PLACE, &["location", "dateline"]),
    (ITEM, &["msolistparagraph", "msolistparagraphcxspfirst", "msolistparagraphcxspmiddle", "msolistparagraphcxsplast"]),
];
