//! The page: for each claim what programs take out of it, and the same for people to see, as those who collect reviews ask for.

use super::node::{address, node, rating, words};
use crate::formats::foreign::Setting;
use crate::formats::foreign::escaping::escaped;
use crate::formats::foreign::fact_checks::{speaker, value};
use crate::model::{Annotation, Document};

/// How the page begins.
pub(super) const BEGIN: &str = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Claims</title>\n</head>\n<body>\n<h1>Claims</h1>\n";

/// How it ends.
pub(super) const END: &str = "</body>\n</html>\n";

/// What stands before and after the data of a claim.
pub(super) const OPEN: &str = "<script type=\"application/ld+json\">";
pub(super) const CLOSE: &str = "</script>";

/// A claim.
pub(super) fn section(setting: &Setting, document: &Document, claim: &Annotation) -> String {
    let mut out = format!("<section>\n{OPEN}{}{CLOSE}\n", node(setting, document, claim, true));
    let language = document.meta.language.as_deref().map(|tag| format!(" lang=\"{}\"", escaped(tag)));
    let quote = escaped(&words(document, claim));
    out.push_str(&format!("<blockquote{}>{quote}</blockquote>\n", language.unwrap_or_default()));
    let mut lines = Vec::new();
    lines.extend(speaker(&setting.project, document, claim).map(|who| format!("Said by: {}", escaped(&who))));
    lines.extend(rating(claim).map(|(_, said)| format!("Verdict: {}", escaped(said))));
    lines.extend(value(claim, "justification").map(escaped));
    let title = if document.meta.title.is_empty() { document.article_id().as_str() } else { &document.meta.title };
    lines.push(match address(document, claim) {
        Some(link) => format!("In: <a href=\"{}\">{}</a>", escaped(&link), escaped(title)),
        None => format!("In: {}", escaped(title)),
    });
    for line in lines {
        out.push_str(&format!("<p>{line}</p>\n"));
    }
    out + "</section>\n"
}
