//! The tags of `index.html` that sealing rewrites, as Trunk writes them.

use crate::failure::{Failure, Outcome};
use crate::html;

/// The tags that sealing rewrites. Each must be there once, or the page is not the one we know.
pub(crate) struct Parts<'a> {
    pub(crate) charset: &'a html::Tag,
    pub(crate) app: &'a html::Tag,
    pub(crate) preload: &'a html::Tag,
    pub(crate) glue: &'a html::Tag,
    pub(crate) workshop: &'a html::Tag,
    pub(crate) boot: &'a html::Tag,
    pub(crate) sheets: Vec<&'a html::Tag>,
}

impl<'a> Parts<'a> {
    pub(crate) fn of(tags: &'a [html::Tag]) -> Outcome<Self> {
        let one = |what: &str, wanted: &dyn Fn(&html::Tag) -> bool| {
            let mut found = tags.iter().filter(|tag| wanted(tag));
            match (found.next(), found.next()) {
                (Some(tag), None) => Ok(tag),
                (None, _) => Err(Failure::failed(format!("index.html has no {what}"))),
                _ => Err(Failure::failed(format!("index.html has more than one {what}"))),
            }
        };
        let parts = Self {
            charset: one("<meta charset>", &|tag| tag.name == "meta" && tag.get("charset").is_some())?,
            app: one("<meta name=\"manicule-app\">", &|tag| tag.is("name", "manicule-app"))?,
            preload: one("preload of the program", &|tag| tag.is("rel", "preload") && tag.is("as", "fetch"))?,
            glue: one("modulepreload of the glue", &|tag| tag.is("rel", "modulepreload"))?,
            workshop: one("<meta name=\"manicule-workshop\">", &|tag| tag.is("name", "manicule-workshop"))?,
            boot: one("<script>", &|tag| tag.name == "script")?,
            sheets: tags.iter().filter(|tag| tag.is("rel", "stylesheet")).collect(),
        };
        let started = (parts.app.get("data-wasm"), parts.app.get("data-js"));
        if started != (parts.preload.get("href"), parts.glue.get("href")) {
            return Err(Failure::failed("index.html preloads another program than it starts"));
        }
        Ok(parts)
    }
}

/// The file beside the page that a tag names.
pub(crate) fn file_name(tag: &html::Tag, attribute: &str) -> Outcome<String> {
    let name = tag.get(attribute).map(|address| address.trim_start_matches("./"));
    match name {
        Some(name) if !name.is_empty() && !name.contains(['/', '\\', ':']) => Ok(name.to_owned()),
        _ => Err(Failure::failed(format!("a <{}> of index.html names no file beside it", tag.name))),
    }
}
