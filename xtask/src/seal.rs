//! The last step of a release build: makes the page strict.
//!
//! Trunk calls this after it has written `index.html` and before it replaces `dist/`. The program is cut in two; the
//! hashes of its halves stand where `boot.js` uses them, not in Trunk's preload (which browsers do not enforce, and for
//! which one of them fetches the program twice); the style sheets become one and the scripts small; the
//! content policy and the build id go in; anything inline that is left stops the build. A file whose name carries a hash
//! is never edited, only replaced under a new name.

use crate::failure::{Failure, Outcome};
use crate::parts::{Parts, file_name};
use crate::program::{self, Program};
use crate::{css, digest, html, offline, script, words};
use std::path::{Path, PathBuf};

/// What the page may do. Nothing is inline, nothing comes from or goes to any other origin, and text
/// cannot become script: the one Trusted Types policy is made by `boot.js`.
const POLICY: &str = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; \
    connect-src 'self'; img-src 'self' data: blob:; font-src 'self'; worker-src 'self' blob:; \
    manifest-src 'self'; base-uri 'none'; form-action 'none'; object-src 'none'; \
    require-trusted-types-for 'script'; trusted-types manicule";

/// What `rescue.html` may do: nothing but run the start script, fetch a language's texts and save a file.
const RESCUE_POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data: blob:; \
    base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types manicule";

/// Style sheets of what only the later half draws: they travel inside of it (`boot.js` puts them on when it starts it),
/// behind all others. A sheet that is drawn by the first half must not be here.
#[rustfmt::skip]
const LATER_STYLES: &[&str] = &[
    "above", "annotators", "blocks", "cards", "claims", "dialogs", "schema", "progress", "guide", "export", "foreign", "hands", "intake", "newer", "overlaps", "print", "review", "task", "touch",
];

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
    let page = text(read(&folder.join("index.html"))?)?;
    let recording = std::env::var_os(program::RECORDING).is_some();
    let mut names = None;
    let sealed = seal_page(
        &page,
        |name| read(&folder.join(name)),
        |glue, module| {
            if !recording {
                return program::release(glue, module);
            }
            let (program, functions) = program::recording(glue, module)?;
            names = Some(functions);
            Ok(program)
        },
        program::workshop,
        script::minified,
        &words::all()?,
    )?;
    for name in &sealed.replaced {
        let path = folder.join(name);
        std::fs::remove_file(&path).map_err(|error| Failure::file("remove", &path, &error))?;
    }
    let names = names.map(|names| File { name: program::NAMES.to_owned(), bytes: names.into_bytes() });
    for file in sealed.files.iter().chain(&names) {
        let path = folder.join(&file.name);
        std::fs::write(&path, &file.bytes).map_err(|error| Failure::file("write", &path, &error))?;
    }
    offline::keep(folder)
}

fn read(path: &Path) -> Outcome<Vec<u8>> {
    std::fs::read(path).map_err(|error| Failure::file("read", path, &error))
}

fn text(bytes: Vec<u8>) -> Outcome<String> {
    String::from_utf8(bytes).map_err(|_| Failure::failed("a file of the page is not UTF-8"))
}

/// A file that is named after what it holds, except for the page.
#[derive(Debug, PartialEq, Eq)]
struct File {
    name: String,
    bytes: Vec<u8>,
}

impl File {
    fn new(stem: &str, extension: &str, bytes: impl Into<Vec<u8>>) -> Self {
        let bytes = bytes.into();
        Self { name: format!("{stem}-{}.{extension}", digest::short(&bytes)), bytes }
    }

    fn integrity(&self) -> String {
        digest::integrity(&self.bytes)
    }
}

/// What sealing changes in the folder of the site.
#[derive(Debug)]
struct Sealed {
    /// To be written; the page is the last.
    files: Vec<File>,
    /// To be removed.
    replaced: Vec<String>,
}

/// The rewriting itself; `read` gives the bytes of a file beside the page, `cut` makes of glue and module what the
/// page starts, `workshop` of its module what the worker starts, `minify` of a script a small one.
fn seal_page(
    page: &str,
    read: impl Fn(&str) -> Outcome<Vec<u8>>,
    cut: impl FnOnce(&str, &[u8]) -> Outcome<Program>,
    workshop: impl FnOnce(&[u8]) -> Outcome<Vec<u8>>,
    minify: impl Fn(&str) -> Outcome<String>,
    languages: &[words::Language],
) -> Outcome<Sealed> {
    let tags = html::tags(page);
    let parts = Parts::of(&tags)?;

    let mut replaced = Vec::new();
    let mut taken = |tag: &html::Tag, attribute: &str| {
        let name = file_name(tag, attribute)?;
        let bytes = read(&name)?;
        replaced.push(name);
        Ok(bytes)
    };
    let (mut at_once, mut with_later) = (Vec::new(), Vec::new());
    for sheet in &parts.sheets {
        let kind = if comes_later(&file_name(sheet, "href")?) { &mut with_later } else { &mut at_once };
        kind.push(text(taken(sheet, "href")?)?);
    }
    let boot = File::new("boot", "js", minify(&text(taken(parts.boot, "src")?)?)?);
    let glue = text(taken(parts.glue, "href")?)?;
    let Program { glue, first, mut later } = cut(&glue, &taken(parts.app, "data-wasm")?)?;
    if later.is_empty() {
        // The program is whole, and so are its styles.
        at_once.append(&mut with_later);
    } else {
        program::dress(&mut later, &css::join(&with_later).map_err(Failure::failed)?);
    }
    let sheet = File::new("manicule", "css", css::join(&at_once).map_err(Failure::failed)?);
    let bench_script = text(taken(parts.workshop, "data-script")?)?;
    let bench_script = File::new("workshop", "js", minify(&bench_script)?);
    let bench = File::new("workshop", "wasm", workshop(&taken(parts.workshop, "data-program")?)?);
    let glue = File::new("manicule", "js", minify(&glue)?);
    let (first, later) = (File::new("first", "wasm", first), File::new("later", "wasm", later));

    let mut edits = vec![
        (parts.preload.range.clone(), String::new()),
        (
            parts.boot.range.clone(),
            format!("<script src=\"./{}\" type=\"module\" integrity=\"{}\">", boot.name, boot.integrity()),
        ),
        (
            parts.glue.range.clone(),
            // `crossorigin` as Trunk writes it: only then is it the copy that `import` asks for.
            format!(
                "<link rel=\"modulepreload\" href=\"./{}\" crossorigin=\"anonymous\" integrity=\"{}\">",
                glue.name,
                glue.integrity()
            ),
        ),
        (
            parts.app.range.clone(),
            format!(
                "<meta name=\"manicule-app\" data-js=\"./{}\" data-wasm=\"./{}\" data-integrity=\"{}\" \
                 data-later=\"./{}\" data-later-integrity=\"{}\" data-offline=\"./{}\">",
                glue.name,
                first.name,
                first.integrity(),
                later.name,
                digest::integrity_256(&later.bytes),
                offline::WORKER,
            ),
        ),
    ];
    edits.push((
        parts.workshop.range.clone(),
        format!(
            "<meta name=\"manicule-workshop\" data-script=\"./{}\" data-program=\"./{}\" data-integrity=\"{}\">",
            bench_script.name,
            bench.name,
            bench.integrity(),
        ),
    ));
    let mut sheet_link =
        // `crossorigin`: in a frame that is of no origin, even our own styles are another's, and unchecked without it.
        format!("<link rel=\"stylesheet\" href=\"./{}\" crossorigin integrity=\"{}\">", sheet.name, sheet.integrity());
    let tables: Vec<File> = languages.iter().map(|each| File::new(&each.code, "txt", each.table.as_str())).collect();
    for (language, table) in languages.iter().zip(&tables) {
        // Nothing that a browser fetches by itself; `boot.js` does.
        sheet_link += &format!(
            "\n<link rel=\"alternate\" hreflang=\"{}\" dir=\"{}\" title=\"{}\" href=\"./{}\" integrity=\"{}\">",
            language.code,
            language.direction,
            language.name,
            table.name,
            digest::integrity_256(&table.bytes),
        );
    }
    let links = sheet_link.clone();
    for tag in &parts.sheets {
        edits.push((tag.range.clone(), std::mem::take(&mut sheet_link)));
    }

    let body = html::replace(page, edits);
    // The policy binds what comes after it, so it comes first. It moves nothing before `charset`.
    let head = parts.charset.range.end;
    let build = digest::short(body.as_bytes());
    let text = format!(
        "{}\n<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"manicule-build\" content=\"{build}\">{}",
        &body[..head],
        &body[head..]
    );
    let inline = html::inline_parts(&text);
    if !inline.is_empty() {
        let list = inline.join(", ");
        return Err(Failure::failed(format!("index.html contains {list}")));
    }
    let page = File { name: "index.html".to_owned(), bytes: text.into_bytes() };
    let rescue = File { name: "rescue.html".to_owned(), bytes: rescue_page(&links, &boot, &build).into_bytes() };
    let mut files = vec![sheet, boot, glue, first, later, bench_script, bench];
    files.extend(tables);
    files.extend([rescue, page]);
    Ok(Sealed { files, replaced })
}

/// Whether a style sheet, which Trunk has named after itself and what it holds, travels with the later half.
fn comes_later(name: &str) -> bool {
    name.rsplit_once('-').is_some_and(|(stem, _)| LATER_STYLES.contains(&stem))
}

/// A page that shows the last screen, and needs no program for it.
fn rescue_page(links: &str, boot: &File, build: &str) -> String {
    format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{RESCUE_POLICY}\">\n\
         <meta name=\"manicule-build\" content=\"{build}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>Manicule: rescue</title>\n\
         <link rel=\"icon\" href=\"data:,\">\n\
         {links}\n\
         <script src=\"./{}\" type=\"module\" integrity=\"{}\"></script>\n</head>\n<body></body>\n</html>\n",
        boot.name,
        boot.integrity(),
    )
}

#[cfg(test)]
mod tests {
    use super::{Failure, POLICY, Program, Sealed, seal_page};
    use crate::words::Language;

    const PAGE: &str = r#"<!doctype html>
<html lang="en"><head>
<meta charset="utf-8">
<link rel="icon" href="./favicon-1.svg" integrity="sha384-i"/>
<link rel="stylesheet" href="./a-1.css" integrity="sha384-a"/>
<link rel="stylesheet" href="./dialogs-9.css" integrity="sha384-g"/>
<link rel="stylesheet" href="./b-2.css" integrity="sha384-b"/>
<script src="./boot-3.js" type="module" integrity="sha384-c"></script>
<meta name="manicule-app" data-js="./m-4.js" data-wasm="./m-4_bg.wasm">
<meta name="manicule-workshop" data-script="./w.js" data-program="./w_bg.wasm">
<link rel="modulepreload" href="./m-4.js" crossorigin="anonymous" integrity="sha384-d">
<link rel="preload" href="./m-4_bg.wasm" crossorigin="anonymous" integrity="sha384-e" as="fetch" type="application/wasm">
</head><body><div id="app"></div></body></html>
"#;

    fn seal(page: &str) -> Result<Sealed, Failure> {
        seal_page(
            page,
            |name| Ok(format!("/* {name} */\n.{} {{}}", &name[..1]).into_bytes()),
            |glue, module| {
                let later = module.iter().rev().copied().collect();
                Ok(Program { glue: glue.to_owned(), first: module.to_vec(), later })
            },
            |module| Ok(module.to_vec()),
            |script| Ok(format!("small {script}")),
            &[language()],
        )
    }

    fn language() -> Language {
        let [code, name, direction, table] = ["xx", "Xx", "rtl", "one\ntwo"].map(str::to_owned);
        Language { code, name, direction, table }
    }

    fn text_of(file: &super::File) -> String {
        String::from_utf8(file.bytes.clone()).expect("text")
    }

    /// The sealed page.
    fn sealed(page: &str) -> String {
        let files = seal(page).expect("seals").files;
        files.last().map(text_of).unwrap_or_default()
    }

    #[test]
    fn languages_are_named_and_fetched_by_nobody_else() {
        let page = sealed(PAGE);
        let told = "<link rel=\"alternate\" hreflang=\"xx\" dir=\"rtl\" title=\"Xx\" href=\"./xx-";
        assert_eq!(page.matches(told).count(), 1, "{page}");
        let files = seal(PAGE).expect("seals").files;
        assert!(files.iter().any(|file| file.name.starts_with("xx-") && file.bytes == b"one\ntwo"));
    }

    #[test]
    fn the_program_is_fetched_once_with_the_hashes_of_both_halves() {
        let page = sealed(PAGE);
        assert!(!page.contains("rel=\"preload\""));
        let [first, later] = [3, 4].map(|at| seal(PAGE).expect("seals").files.swap_remove(at));
        let (started, integrity) = (&first.name, first.integrity());
        assert!(page.contains(&format!("data-wasm=\"./{started}\" data-integrity=\"{integrity}\" data-later")));
        assert!(page.contains(&format!("data-later=\"./{}\" data-later-integrity=\"sha256-", later.name)));
    }

    #[test]
    fn the_policy_stands_right_behind_the_charset() {
        let page = sealed(PAGE);
        let policy = format!("<meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">");
        assert!(page.contains(&format!("<meta charset=\"utf-8\">\n{policy}")));
        assert!(page.contains("<meta name=\"manicule-build\" content=\""));
    }

    #[test]
    fn sheets_become_one_and_scripts_small() {
        let sealed = seal(PAGE).expect("seals");
        assert_eq!(
            sealed.replaced,
            ["a-1.css", "dialogs-9.css", "b-2.css", "boot-3.js", "m-4.js", "m-4_bg.wasm", "w.js", "w_bg.wasm"]
        );
        let texts: Vec<String> = sealed.files.iter().map(text_of).take(3).collect();
        assert_eq!(texts, [".a {}\n.b {}", "small /* boot-3.js */\n.b {}", "small /* m-4.js */\n.m {}"]);
    }

    #[test]
    fn styles_of_the_later_half_travel_in_it() {
        let later = &seal(PAGE).expect("seals").files[4].bytes;
        assert!(later.ends_with(b"\0\x0c\x06styles.d {}"), "{later:?}");
    }

    #[test]
    fn the_page_names_the_new_files_with_their_hashes() {
        let sealed = seal(PAGE).expect("seals");
        let page = &sealed.files.last().map(text_of).unwrap_or_default();
        assert!(sealed.replaced.iter().all(|name| !page.contains(&format!("./{name}"))));
        assert_eq!(page.matches("stylesheet").count(), 1);
        for file in &sealed.files[..3] {
            assert!(page.contains(&format!("\"./{}\"", file.name)), "{}", file.name);
            assert!(page.contains(&format!("integrity=\"{}\"", file.integrity())));
        }
        assert!(page.contains(&format!("data-js=\"./{}\"", sealed.files[2].name)));
        let [script, program] = [&sealed.files[5], &sealed.files[6]];
        let named = format!("data-script=\"./{}\" data-program=\"./{}\"", script.name, program.name);
        assert!(page.contains(&format!("{named} data-integrity=\"{}\"", program.integrity())));
    }

    #[test]
    fn the_same_page_gives_the_same_build() {
        let id = |page: &str| page.split("manicule-build").nth(1).map(|rest| rest[..30].to_owned());
        assert_eq!(sealed(PAGE), sealed(PAGE));
        let other = sealed(&PAGE.replace("m-4_bg", "n-4_bg"));
        assert_ne!(id(&sealed(PAGE)), id(&other));
    }

    #[test]
    fn a_page_that_cannot_be_strict_is_refused() {
        let broken = [
            ("inline script", PAGE.replace("\"></script>", "\">1</script>")),
            ("second script", PAGE.replace("</head>", "<script>1</script></head>")),
            ("style element", PAGE.replace("</head>", "<style>a{}</style></head>")),
            ("style attribute", PAGE.replace("<div id", "<div style=\"color:red\" id")),
            ("no program", PAGE.replace("manicule-app", "other")),
            ("another program", PAGE.replace("data-wasm=\"./m-4_bg", "data-wasm=\"./m-5_bg")),
            ("a script from elsewhere", PAGE.replace("./boot-3.js", "https://x/boot.js")),
        ];
        for (what, page) in broken {
            assert!(seal(&page).is_err(), "{what} went through");
        }
    }
}
