//! The last step of a release build: makes the page strict.
//!
//! Trunk calls this after it has written `index.html` and before it replaces `dist/`. The hash of the
//! program moves from Trunk's preload (which browsers do not enforce, and for which one of them
//! fetches the program twice) to where `boot.js` uses it; the style sheets become one; the content
//! policy and the build id go in; anything inline that is left stops the build. A file whose name
//! carries a hash is never edited, only replaced under a new name.

use crate::failure::{Failure, Outcome};
use crate::{css, digest, html};
use std::path::{Path, PathBuf};

/// What the page may do. Nothing is inline, nothing comes from or goes to any other origin, and text
/// cannot become script: the one Trusted Types policy is made by `boot.js`.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; worker-src 'self' blob:; \
    manifest-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; \
    require-trusted-types-for 'script'; trusted-types manicule";

/// The hook: seals the release build that Trunk has staged, and leaves a development build alone.
pub(crate) fn seal_from_trunk() -> Outcome {
    if std::env::var("TRUNK_PROFILE").as_deref() != Ok("release") {
        return Ok(());
    }
    let staged = std::env::var_os("TRUNK_STAGING_DIR")
        .map(PathBuf::from)
        .ok_or_else(|| Failure::set_up("`seal` is called by Trunk; use `cargo xtask build`"))?;
    seal_folder(&staged)
}

fn seal_folder(folder: &Path) -> Outcome {
    let page = folder.join("index.html");
    let before = read(&page)?;
    let sealed = seal_page(&before, |name| read(&folder.join(name)))?;
    for name in &sealed.replaced {
        let path = folder.join(name);
        std::fs::remove_file(&path).map_err(|error| Failure::file("remove", &path, &error))?;
    }
    for (name, text) in [
        (sealed.sheet_name.as_str(), &sealed.sheet),
        ("index.html", &sealed.page),
    ] {
        let path = folder.join(name);
        std::fs::write(&path, text).map_err(|error| Failure::file("write", &path, &error))?;
    }
    Ok(())
}

fn read(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|error| Failure::file("read", path, &error))
}

/// A sealed page and the one style sheet that goes with it.
#[derive(Debug)]
struct Sealed {
    page: String,
    sheet_name: String,
    sheet: String,
    /// The sheets that were joined.
    replaced: Vec<String>,
}

/// The rewriting itself; `read` gives the text of a file beside the page.
fn seal_page(page: &str, read: impl Fn(&str) -> Outcome<String>) -> Outcome<Sealed> {
    let tags = html::tags(page);
    let one = |what: &str, wanted: &dyn Fn(&html::Tag) -> bool| {
        let mut found = tags.iter().filter(|tag| wanted(tag));
        match (found.next(), found.next()) {
            (Some(tag), None) => Ok(tag),
            (None, _) => Err(Failure::failed(format!("index.html has no {what}"))),
            (Some(_), Some(_)) => Err(Failure::failed(format!(
                "index.html has more than one {what}"
            ))),
        }
    };

    let charset = one("<meta charset>", &|tag| {
        tag.name == "meta" && tag.get("charset").is_some()
    })?;
    let app = one("<meta name=\"manicule-app\">", &|tag| {
        tag.is("name", "manicule-app")
    })?;
    let preload = one("preload of the program", &|tag| {
        tag.is("rel", "preload") && tag.is("as", "fetch")
    })?;
    let glue = one("modulepreload of the glue", &|tag| {
        tag.is("rel", "modulepreload")
    })?;
    let boot = one("<script>", &|tag| tag.name == "script")?;
    integrity_of(glue, "the glue")?;
    integrity_of(boot, "boot.js")?;
    if preload.get("href") != app.get("data-wasm") || glue.get("href") != app.get("data-js") {
        return Err(Failure::failed(
            "index.html preloads another program than it starts",
        ));
    }

    let sheets: Vec<&html::Tag> = tags
        .iter()
        .filter(|tag| tag.is("rel", "stylesheet"))
        .collect();
    let replaced: Vec<String> = sheets
        .iter()
        .filter_map(|tag| tag.get("href"))
        .map(|href| href.trim_start_matches("./").to_owned())
        .collect();
    let texts = replaced
        .iter()
        .map(|name| read(name))
        .collect::<Outcome<Vec<_>>>()?;
    let sheet = css::join(&texts).map_err(Failure::failed)?;
    let sheet_name = format!("manicule-{}.css", digest::short(sheet.as_bytes()));
    let mut sheet_link = format!(
        "<link rel=\"stylesheet\" href=\"./{sheet_name}\" integrity=\"{}\">",
        digest::integrity(sheet.as_bytes())
    );

    let mut edits = vec![
        (preload.range.clone(), String::new()),
        (
            app.range.clone(),
            format!(
                "<meta name=\"manicule-app\" data-js=\"{}\" data-wasm=\"{}\" data-integrity=\"{}\">",
                app.get("data-js").unwrap_or_default(),
                app.get("data-wasm").unwrap_or_default(),
                integrity_of(preload, "the program")?,
            ),
        ),
    ];
    for tag in sheets {
        edits.push((tag.range.clone(), std::mem::take(&mut sheet_link)));
    }

    let body = html::replace(page, edits);
    // The policy binds what comes after it, so it comes first. It moves nothing before `charset`.
    let head = charset.range.end;
    let build = digest::short(body.as_bytes());
    let page = format!(
        "{}\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"manicule-build\" content=\"{build}\">{}",
        &body[..head],
        &body[head..]
    );

    let inline = html::inline_parts(&page);
    if !inline.is_empty() {
        return Err(Failure::failed(format!(
            "index.html contains {}",
            inline.join(", ")
        )));
    }
    Ok(Sealed {
        page,
        sheet_name,
        sheet,
        replaced,
    })
}

fn integrity_of<'a>(tag: &'a html::Tag, what: &str) -> Outcome<&'a str> {
    tag.get("integrity")
        .filter(|value| value.starts_with("sha"))
        .ok_or_else(|| Failure::failed(format!("index.html has no integrity for {what}")))
}

#[cfg(test)]
mod tests {
    use super::{Failure, POLICY, Sealed, seal_page};

    const PAGE: &str = r#"<!doctype html>
<html lang="en"><head>
<meta charset="utf-8">
<link rel="icon" href="./favicon-1.svg" integrity="sha384-i"/>
<link rel="stylesheet" href="./a-1.css" integrity="sha384-a"/>
<link rel="stylesheet" href="./b-2.css" integrity="sha384-b"/>
<script src="./boot-3.js" type="module" integrity="sha384-c"></script>
<meta name="manicule-app" data-js="./m-4.js" data-wasm="./m-4_bg.wasm">
<link rel="modulepreload" href="./m-4.js" crossorigin="anonymous" integrity="sha384-d">
<link rel="preload" href="./m-4_bg.wasm" crossorigin="anonymous" integrity="sha384-e" as="fetch" type="application/wasm">
</head><body><div id="app"></div></body></html>
"#;

    fn sealed(page: &str) -> Result<Sealed, Failure> {
        seal_page(page, |name| {
            Ok(format!("/* {name} */ .{} {{}}", &name[..1]))
        })
    }

    #[test]
    fn the_program_is_fetched_once_with_its_hash() {
        let page = sealed(PAGE).expect("seals").page;
        assert!(!page.contains("rel=\"preload\""));
        assert!(page.contains("data-wasm=\"./m-4_bg.wasm\" data-integrity=\"sha384-e\">"));
        assert!(page.contains("rel=\"modulepreload\""));
    }

    #[test]
    fn the_policy_stands_right_behind_the_charset() {
        let page = sealed(PAGE).expect("seals").page;
        let wanted = format!(
            "<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">"
        );
        assert!(page.contains(&wanted));
        assert!(page.contains("<meta name=\"manicule-build\" content=\""));
    }

    #[test]
    fn sheets_become_one_in_order() {
        let sealed = sealed(PAGE).expect("seals");
        assert_eq!(sealed.replaced, ["a-1.css", "b-2.css"]);
        assert_eq!(sealed.sheet, ".a {}\n.b {}");
        assert_eq!(sealed.page.matches("stylesheet").count(), 1);
        assert!(sealed.page.contains(&format!(
            "href=\"./{}\" integrity=\"sha384-",
            sealed.sheet_name
        )));
    }

    #[test]
    fn the_same_page_gives_the_same_build() {
        let first = sealed(PAGE).expect("seals").page;
        assert_eq!(first, sealed(PAGE).expect("seals").page);
        let other = sealed(&PAGE.replace("sha384-e", "sha384-f"))
            .expect("seals")
            .page;
        let id = |page: &str| {
            page.split("manicule-build")
                .nth(1)
                .map(|rest| rest[..30].to_owned())
        };
        assert_ne!(id(&first), id(&other));
    }

    #[test]
    fn a_page_that_cannot_be_strict_is_refused() {
        let broken = [
            (
                "inline script",
                PAGE.replace(
                    "</head>",
                    "<script src=\"x\" integrity=\"sha384-x\">1</script></head>",
                ),
            ),
            (
                "style element",
                PAGE.replace("</head>", "<style>a{}</style></head>"),
            ),
            (
                "style attribute",
                PAGE.replace("<div id", "<div style=\"color:red\" id"),
            ),
            ("no hash", PAGE.replace(" integrity=\"sha384-e\"", "")),
            ("no glue hash", PAGE.replace(" integrity=\"sha384-d\"", "")),
            ("no program", PAGE.replace("manicule-app", "other")),
            (
                "another program",
                PAGE.replace("data-wasm=\"./m-4_bg", "data-wasm=\"./m-5_bg"),
            ),
        ];
        for (what, page) in broken {
            assert!(sealed(&page).is_err(), "{what} went through");
        }
    }
}
