//! What is known of an article: what the page says to machines first, then what stands in its head.

use std::rc::Rc;

use super::found::Found;
use super::linked::Linked;
use super::words;
use crate::intake::draft::{Draft, Fate};
use crate::model::{BlockKind, Meta};

/// Between a title and the name of a site.
const BETWEEN: &[&str] = &[" | ", " - ", " – ", " — ", " :: ", " » ", " • ", " · ", "：", "｜", "_", ": ", " / ", "|"];

/// Titles as the page gives them, fullest trust first.
fn given<'a>(found: &'a Found, linked: &'a Linked) -> Vec<&'a str> {
    let property = found.property(&["og:title", "twitter:title", "dc.title", "parsely-title"]);
    linked.headline.as_deref().into_iter().chain(property).chain(found.title.as_deref()).collect()
}

/// All that may be the title, in plain words: as given, and without the names of sites and sections.
pub(super) fn titles(found: &Found, linked: &Linked) -> Vec<String> {
    let site = site(found, linked).map(|site| words::plain(&site));
    let mut titles: Vec<String> = Vec::new();
    for title in given(found, linked) {
        for part in std::iter::once(title).chain(BETWEEN.iter().flat_map(|sign| parts(title, sign))) {
            let plain = words::plain(part);
            let long = plain.split(' ').count() >= 2 || super::survey::weight(&plain) >= 8;
            if long && Some(&plain) != site.as_ref() && !titles.contains(&plain) {
                titles.push(plain);
            }
        }
    }
    titles
}

/// A title without what stands before and after each of its signs, one by one.
fn parts<'a>(title: &'a str, sign: &'a str) -> impl Iterator<Item = &'a str> {
    let cut = title.contains(sign);
    let ends = [title.rsplit_once(sign).map(|(front, _)| front), title.split_once(sign).map(|(_, back)| back)];
    title.split(sign).take(8).chain(ends.into_iter().flatten()).filter(move |_| cut)
}

fn site(found: &Found, linked: &Linked) -> Option<String> {
    let property = found.property(&["og:site_name", "application-name", "dc.publisher", "apple-mobile-web-app-title"]);
    property.map(str::to_owned).or_else(|| linked.publisher.clone())
}

/// Who wrote it, in plain words.
pub(super) fn authors(found: &Found, linked: &Linked) -> Vec<String> {
    named(found, linked)
        .iter()
        .map(|author| words::plain(author))
        .filter(|author| author.chars().count() >= 4)
        .collect()
}

fn named(found: &Found, linked: &Linked) -> Vec<String> {
    if !linked.authors.is_empty() {
        return linked.authors.clone();
    }
    let names =
        ["author", "article:author", "byl", "parsely-author", "sailthru.author", "dc.creator", "dcterms.creator"];
    let is_author = |(key, content): &&(String, String)| names.contains(&key.as_str()) && !content.contains("://");
    let mut authors: Vec<String> = Vec::new();
    for (_, content) in found.properties.iter().filter(is_author) {
        let author = without_by(content);
        if !authors.contains(&author) {
            authors.push(author);
        }
    }
    authors
}

fn without_by(text: &str) -> String {
    let low = text.to_lowercase();
    // Small letters may be longer or shorter than capital ones: then the line is left as it is.
    let at = words::says_by(&low).filter(|_| low.len() == text.len()).unwrap_or(0);
    let rest = text.get(at..).unwrap_or(text);
    rest.trim_start_matches([' ', ':', '：', '\u{a0}']).trim_end_matches([' ', ',', '|', '\u{a0}']).to_owned()
}

/// The name in a line that says who wrote it: without “by”, and what comes behind it.
fn name_in(line: &str) -> Option<String> {
    let line = line.split(['\n', '|', '·', '•', '\t']).next().unwrap_or(line);
    let name = without_by(line.trim());
    let name = match name.find(", ").filter(|_| words::date_in(&words::plain(&name)).is_some()) {
        Some(at) => name.get(..at).unwrap_or_default().to_owned(),
        None => name,
    };
    let digit = name.find(|c: char| c.is_numeric());
    let name = digit.map_or(name.as_str(), |at| {
        let before = name.get(..at).unwrap_or_default();
        before.strip_suffix(" on ").or_else(|| before.rsplit_once(" on ").map(|(name, _)| name)).unwrap_or(before)
    });
    let name = name.trim().trim_end_matches([',', '-', '–', '—']).trim();
    Some(name.to_owned()).filter(|name| name.chars().count() >= 2)
}

/// An address of the web, if it is one.
fn address(text: &str) -> Option<String> {
    let text = text.trim();
    let (scheme, rest) = text.split_once("://")?;
    let web = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let whole = !rest.is_empty() && text.len() <= 2000 && !text.chars().any(|c| c.is_whitespace() || c.is_control());
    (web && whole && !rest.starts_with('/')).then(|| text.to_owned())
}

/// A tag of a language, if it looks like one.
fn language(text: &str) -> Option<String> {
    let tag = text.split([',', ';']).next().unwrap_or_default().trim().replace('_', "-");
    let parts =
        tag.split('-').all(|part| (1..=8).contains(&part.len()) && part.chars().all(|c| c.is_ascii_alphanumeric()));
    let first = tag.split('-').next().unwrap_or_default();
    (parts && (2..=3).contains(&first.len()) && first.chars().all(|c| c.is_ascii_alphabetic())).then_some(tag)
}

/// What is known, from all of it.
pub(super) fn meta(found: &Found, linked: &Linked, draft: &Draft) -> Meta {
    let kept = |kind: BlockKind| draft.pieces.iter().filter(move |piece| piece.kind == kind && piece.fate != Fate::Out);
    let text = |piece| draft.words(piece).split_whitespace().collect::<Vec<_>>().join(" ");
    let headline = kept(BlockKind::Headline).next().map(text);
    let site = site(found, linked);
    let title = title(found, linked, headline.as_deref(), site.as_deref());
    let mut authors = named(found, linked);
    if authors.is_empty() {
        authors.extend(kept(BlockKind::Byline).find_map(|piece| name_in(draft.words(piece))));
    }
    let dates = [
        "article:published_time",
        "datepublished",
        "parsely-pub-date",
        "sailthru.date",
        "pubdate",
        "publishdate",
        "publish-date",
        "date",
        "dc.date",
        "dc.date.issued",
        "dcterms.date",
        "dcterms.created",
        "dcterms.issued",
        "article.published",
        "citation_publication_date",
    ];
    let published = linked.published.clone().or_else(|| found.property(&dates).map(str::to_owned));
    let published = published.or_else(|| found.times.first().cloned());
    let told = [
        found.language.as_deref(),
        found.property(&["content-language", "dc.language", "language"]),
        linked.language.as_deref(),
        found.property(&["og:locale"]),
    ];
    let urls = [
        found.canonical.as_deref(),
        found.property(&["og:url"]),
        linked.url.as_deref(),
        found.property(&["parsely-link", "twitter:url"]),
    ];
    let mut extra: Vec<(Rc<str>, Rc<str>)> = Vec::new();
    let mut add = |name: &str, value: Option<&str>| {
        if let Some(value) = value.map(str::trim).filter(|value| !value.is_empty()) {
            extra.push((name.into(), value.chars().take(2000).collect::<String>().into()));
        }
    };
    add(
        "description",
        linked
            .description
            .as_deref()
            .or_else(|| found.property(&["og:description", "description", "twitter:description"])),
    );
    add(
        "modified",
        linked
            .modified
            .as_deref()
            .or_else(|| found.property(&["article:modified_time", "datemodified", "og:updated_time", "last-modified"])),
    );
    let short = |text: String| -> Rc<str> { text.chars().take(500).collect::<String>().into() };
    Meta {
        title: short(title.unwrap_or_default()),
        byline: Some(authors.join(", ")).filter(|authors| !authors.is_empty()).map(short),
        published: published.map(short),
        source_url: urls.into_iter().flatten().find_map(address).map(Rc::from),
        site: site.map(short),
        language: told.into_iter().flatten().find_map(language).map(Rc::from),
        extra,
        ..Meta::default()
    }
}

/// The title: the page's headline where a given title has its words, else the given one without the site's name.
fn title(found: &Found, linked: &Linked, headline: Option<&str>, site: Option<&str>) -> Option<String> {
    let given = given(found, linked);
    if let Some(headline) = headline
        && (given.is_empty() || titles(found, linked).contains(&words::plain(headline)))
    {
        return Some(headline.to_owned());
    }
    if linked.headline.is_some() {
        return linked.headline.clone();
    }
    let title = *given.first()?;
    for sign in BETWEEN {
        let cut = title.rsplit_once(sign).map(|(front, back)| (front, back)).into_iter();
        let cut = cut.chain(title.split_once(sign).map(|(front, back)| (back, front)));
        for (rest, name) in cut {
            if site.is_some_and(|site| words::plain(site) == words::plain(name)) {
                return Some(rest.trim().to_owned());
            }
        }
    }
    if let Some(headline) = headline {
        return Some(headline.to_owned());
    }
    // Without a headline to compare: the last part is the site's where the rest is longer.
    let cut = BETWEEN.iter().take(6).find_map(|sign| title.rsplit_once(sign));
    let rest = cut.filter(|(front, back)| front.len() > back.len()).map_or(title, |(front, _)| front);
    Some(rest.trim().to_owned())
}
