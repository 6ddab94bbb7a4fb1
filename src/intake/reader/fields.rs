//! The names that scrapers and data sets give the parts of an article.

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The article's text, or its markup.
    Text,
    Title,
    Byline,
    Published,
    Retrieved,
    Url,
    Language,
    Site,
    License,
    Id,
}

/// Parts and their names, as [`plain`] makes them, likeliest first.
const NAMES: &[(Part, &[&str])] = &[
    (
        Part::Text,
        &[
            "fulltext",
            "articlebody",
            "maintext",
            "bodytext",
            "articletext",
            "fullarticle",
            "articlecontent",
            "contenttext",
            "textcontent",
            "plaintext",
            "cleantext",
            "cleanedtext",
            "rawtext",
            "newstext",
            "storytext",
            "pagetext",
            "content",
            "body",
            "text",
            "article",
            "story",
            "fullcontent",
            "contentbody",
            "newscontent",
            "articlehtml",
            "contenthtml",
            "bodyhtml",
            "rawhtml",
            "html",
            "markdown",
            "paragraphs",
            "document",
            "texte",
            "texto",
            "testo",
            "inhalt",
            "volltext",
            "contenu",
            "contenido",
            "текст",
            "正文",
            "内容",
            "本文",
            "내용",
            "description",
        ],
    ),
    (
        Part::Title,
        &[
            "title",
            "headline",
            "articletitle",
            "newstitle",
            "heading",
            "titre",
            "titel",
            "titulo",
            "titolo",
            "заголовок",
            "标题",
            "タイトル",
            "제목",
            "name",
        ],
    ),
    (
        Part::Byline,
        &[
            "byline",
            "author",
            "authors",
            "authorname",
            "creator",
            "writer",
            "journalist",
            "writtenby",
            "autor",
            "auteur",
        ],
    ),
    (
        Part::Published,
        &[
            "datepublished",
            "publisheddate",
            "datepublish",
            "publishdate",
            "publicationdate",
            "published",
            "publishedat",
            "publishedon",
            "publishedtime",
            "pubdate",
            "publishtime",
            "date",
            "datetime",
            "articledate",
            "created",
            "createdat",
            "datecreated",
            "timestamp",
            "time",
        ],
    ),
    (
        Part::Retrieved,
        &[
            "retrieved",
            "datedownload",
            "downloaddate",
            "fetched",
            "fetchedat",
            "crawled",
            "crawledat",
            "crawldate",
            "scrapedat",
            "scraped",
            "datecrawled",
            "accessed",
            "accessdate",
        ],
    ),
    (
        Part::Url,
        &[
            "url",
            "link",
            "sourceurl",
            "articleurl",
            "canonicalurl",
            "canonicallink",
            "canonical",
            "permalink",
            "pageurl",
            "weburl",
            "href",
            "uri",
        ],
    ),
    (Part::Language, &["language", "lang", "languagecode", "langcode", "locale", "inlanguage"]),
    (
        Part::Site,
        &[
            "site",
            "sitename",
            "publication",
            "publisher",
            "outlet",
            "newspaper",
            "source",
            "sourcename",
            "sourcedomain",
            "domain",
            "website",
            "hostname",
            "medium",
        ],
    ),
    (Part::License, &["license", "licence", "rights"]),
    (Part::Id, &["id", "docid", "documentid", "articleid", "newsid", "uuid", "guid", "identifier"]),
];

/// A name as it is compared: small letters and digits only.
fn plain(name: &str) -> String {
    name.chars().filter(|character| character.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// What a field of this name holds, and how far down the list of its part the name stands.
pub(super) fn part_of(name: &str) -> Option<(Part, usize)> {
    let name = plain(name);
    let find =
        |(part, names): &(Part, &[&str])| names.iter().position(|known| *known == name).map(|place| (*part, place));
    NAMES.iter().find_map(find)
}

/// Whether a field of this name may hold a text.
pub(super) fn is_text(name: &str) -> bool {
    matches!(part_of(name), Some((Part::Text, _)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_however_they_are_written() {
        for (name, part) in [
            ("article_body", Some(Part::Text)),
            ("articleBody", Some(Part::Text)),
            ("Full Text", Some(Part::Text)),
            ("_id", Some(Part::Id)),
            ("date_publish", Some(Part::Published)),
            ("Заголовок", Some(Part::Title)),
            ("tags", None),
            ("", None),
        ] {
            assert_eq!(part_of(name).map(|(part, _)| part), part, "{name}");
        }
        let all: Vec<_> = NAMES.iter().flat_map(|(_, names)| names.iter()).collect();
        assert!(all.iter().all(|name| plain(name) == **name), "written as they are compared");
        let mut once = all.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), all.len(), "each name means one thing");
    }
}
