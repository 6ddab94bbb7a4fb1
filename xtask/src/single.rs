//! The page as one file, made from a built site: it works from the disk, by a double click.
//!
//! Styles and scripts stand in the page; programs, and what a task is made of, as blocks of packed bytes (`inside.js`). Its
//! content policy names the scripts by their sums and lets nothing be fetched at all.

use crate::failure::{Failure, Outcome};
use crate::html::{self, Tag};
use crate::{digest, offline, place, task};
use std::fs;
use std::io::Write as _;
use std::path::Path;

/// The file.
pub(crate) const NAME: &str = "manicule.html";

/// What the page may do besides running its own scripts and styles, which stand in front: nothing that needs a network.
const POLICY: &str = "img-src data: blob:; worker-src blob:; base-uri 'none'; form-action 'none'; object-src 'none'; \
    require-trusted-types-for 'script'; trusted-types manicule";

/// Makes the file `to` from a built site, with a task inside if one is named.
pub(crate) fn write(site: &Path, to: &Path, task: Option<&task::Folder>) -> Outcome {
    let read = |name: &str| {
        let file = site.join(name);
        fs::read(&file).map_err(|error| Failure::file("read", &file, &error))
    };
    let page = text(read("index.html")?)?;
    let first = place::root().join("inside.js");
    let first = fs::read_to_string(&first).map_err(|error| Failure::file("read", &first, &error))?;
    let files = task.map(task::Folder::files).transpose()?.unwrap_or_default();
    let made = single_page(&page, &first, &files, read)?;
    let folder = to.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(|error| Failure::file("make", folder, &error))?;
    fs::write(to, &made).map_err(|error| Failure::file("write", to, &error))?;
    println!("{} is the page as one file, {} bytes; a double click opens it.", to.display(), made.len());
    Ok(())
}

fn text(bytes: Vec<u8>) -> Outcome<String> {
    String::from_utf8(bytes).map_err(|_| Failure::failed("a file of the page is not UTF-8"))
}

/// The page with everything in it. `first` is the script that unpacks; `files` are a task's, its own first.
fn single_page(
    page: &str,
    first: &str,
    files: &[(String, Vec<u8>)],
    read: impl Fn(&str) -> Outcome<Vec<u8>>,
) -> Outcome<String> {
    let tags = html::tags(page);
    let one = |what: &str, wanted: &dyn Fn(&Tag) -> bool| {
        tags.iter().find(|tag| wanted(tag)).ok_or_else(|| Failure::failed(format!("index.html has no {what}")))
    };
    let bytes = |tag: &Tag, attribute: &str| {
        let name = tag.get(attribute).and_then(|address| address.strip_prefix("./"));
        read(name.ok_or_else(|| Failure::failed(format!("a <{}> names no file in {attribute}", tag.name)))?)
    };
    let policy = one("content policy", &|tag| tag.is("http-equiv", "Content-Security-Policy"))?;
    let icon = one("icon", &|tag| tag.is("rel", "icon"))?;
    let sheet = one("style sheet", &|tag| tag.is("rel", "stylesheet"))?;
    let boot = one("script", &|tag| tag.name == "script")?;
    let preload = one("glue", &|tag| tag.is("rel", "modulepreload"))?;
    let app = one("program", &|tag| tag.is("name", "manicule-app"))?;
    let way_out = one("link", &|tag| tag.name == "a" && tag.is("href", "./"))?;
    let workshop = one("workshop", &|tag| tag.is("name", "manicule-workshop"))?;

    let glue = text(bytes(app, "data-js")?)?;
    let bench = plain_script(&text(bytes(workshop, "data-script")?)?)?;
    let scripts = [
        Script { mark: "", text: first.to_owned() },
        Script {
            mark: " data-glue=\"page\"",
            text: format!("{glue}maniculeInside.glue = {{ default: __wbg_init }};\n"),
        },
        Script {
            mark: " data-glue=\"workshop\"",
            text: format!("{bench}maniculeInside.workshop = {{ default: __wbg_init, answer }};\n"),
        },
        Script { mark: "", text: text(bytes(boot, "src")?)? },
    ];
    let style = text(bytes(sheet, "href")?)?;
    let mut blocks = String::new();
    for (name, tag, attribute) in
        [("first", app, "data-wasm"), ("later", app, "data-later"), ("workshop", workshop, "data-program")]
    {
        blocks.push_str(&block(name, "application/wasm", &bytes(tag, attribute)?)?);
    }
    let mut edits = Vec::new();
    for tag in tags.iter().filter(|tag| tag.is("rel", "alternate")) {
        let of = |attribute| tag.get(attribute).unwrap_or_default();
        let (code, direction, name) = (of("hreflang"), of("dir"), of("title"));
        blocks.push_str(&block(code, "text/plain", &bytes(tag, "href")?)?);
        let link = format!(
            "<link rel=\"alternate\" hreflang=\"{code}\" dir=\"{direction}\" title=\"{name}\" href=\"inside:{code}\">"
        );
        edits.push((tag.range.clone(), link));
    }
    for (name, bytes) in files {
        blocks.push_str(&block(name, "text/plain", bytes)?);
    }
    let task = match files.first() {
        Some((name, _)) => format!("<meta name=\"manicule-task\" content=\"{name}\">\n"),
        None => String::new(),
    };
    let sums = |text: &str| format!("'{}'", digest::integrity_256(text.as_bytes()));
    let allowed: Vec<String> = scripts.iter().map(|script| sums(&script.text)).collect();
    let told = format!(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src {} 'wasm-unsafe-eval'; \
         style-src {}; {POLICY}\">",
        allowed.join(" "),
        sums(&style),
    );
    let inline = scripts.iter().map(Script::tag).collect::<Outcome<Vec<_>>>()?.concat();
    if style.contains("</style") {
        return Err(Failure::failed("the style sheet holds “</style”"));
    }
    let picture = digest::base64(&bytes(icon, "href")?);
    edits.extend([
        // For whoever has no script: a folder on the disk is no page.
        (way_out.range.clone(), "<a href=\"\" target=\"_blank\">".to_owned()),
        (policy.range.clone(), told),
        (icon.range.clone(), format!("<link rel=\"icon\" href=\"data:image/svg+xml;base64,{picture}\">")),
        (sheet.range.clone(), format!("<style>{style}</style>")),
        (preload.range.clone(), String::new()),
        (
            app.range.clone(),
            "<meta name=\"manicule-app\" data-wasm=\"inside:first\" data-later=\"inside:later\">".to_owned(),
        ),
        (
            workshop.range.clone(),
            format!("<meta name=\"manicule-workshop\" data-program=\"inside:workshop\">\n{task}{blocks}{inline}"),
        ),
        (boot.range.start..boot.range.end + "</script>".len(), String::new()),
    ]);
    Ok(offline::renamed(&html::replace(page, edits)))
}

/// A module that exports and imports nothing any more: on the disk, Chromium lets no worker be one that is a module.
fn plain_script(module: &str) -> Outcome<String> {
    let (plain, exports) = module.rsplit_once("export{").unwrap_or((module, "};"));
    // Only asked where nobody says what the program is.
    let plain = plain.replace("export function ", "function ").replace("import.meta.url", "''");
    let ends = exports.trim_end().trim_end_matches(';').ends_with('}') && exports.matches('}').count() == 1;
    match ["export ", "export{", "import.meta", "import "].iter().find(|word| plain.contains(**word)) {
        None if ends => Ok(format!("{plain}\n")),
        found => Err(Failure::failed(format!(
            "the workshop's script is more of a module than was known: it holds “{}”",
            found.unwrap_or(&"something behind its exports")
        ))),
    }
}

/// A script that stands in the page.
struct Script {
    /// An attribute by which another script finds it.
    mark: &'static str,
    text: String,
}

impl Script {
    fn tag(&self) -> Outcome<String> {
        // Either would have the page read on as something else.
        match ["</script", "<!--"].iter().find(|end| self.text.contains(**end)) {
            Some(end) => {
                Err(Failure::failed(format!("a script of the page holds “{end}”, which cannot stand in a page")))
            }
            None => Ok(format!("<script type=\"module\"{}>{}</script>\n", self.mark, self.text)),
        }
    }
}

/// A block of packed bytes.
fn block(name: &str, kind: &str, bytes: &[u8]) -> Outcome<String> {
    let wrong = |error: std::io::Error| Failure::failed(format!("packing {name}: {error}"));
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packed.write_all(bytes).map_err(wrong)?;
    let packed = digest::base64(&packed.finish().map_err(wrong)?);
    let name = name.replace('&', "&amp;").replace('"', "&quot;");
    Ok(format!("<script type=\"text/plain\" data-inside=\"{name}\" data-type=\"{kind}\">{packed}</script>\n"))
}

#[cfg(test)]
mod tests {
    use super::{Outcome, plain_script, single_page};
    use crate::digest;

    const PAGE: &str = "<head>\n<meta charset=\"utf-8\">\n<meta http-equiv=\"Content-Security-Policy\" content=\"x\">\n\
        <link rel=\"icon\" href=\"./i.svg\">\n<link rel=\"stylesheet\" href=\"./s.css\" integrity=\"y\">\n\
        <script src=\"./b.js\" type=\"module\" integrity=\"z\"></script>\n\
        <meta name=\"manicule-app\" data-js=\"./g.js\" data-wasm=\"./f.wasm\" data-later=\"./l.wasm\" data-offline=\"./sw.js\">\n\
        <meta name=\"manicule-workshop\" data-script=\"./w.js\" data-program=\"./w.wasm\">\n\
        <link rel=\"modulepreload\" href=\"./g.js\">\n<meta name=\"manicule-build\" content=\"77\">\n</head>\n\
        <body><p>x <a href=\"./\" target=\"_blank\">y</a></p></body>\n";

    fn made(files: &[(String, Vec<u8>)], boot: &str) -> Outcome<String> {
        single_page(PAGE, "first();\n", files, |name| {
            let text = match name {
                "b.js" => boot,
                "w.js" => "export function answer(){}export{initSync,__wbg_init as default};\n",
                name => name,
            };
            Ok(text.as_bytes().to_vec())
        })
    }

    /// What stands between two texts, each time.
    fn between<'a>(page: &'a str, from: &str, to: &str) -> Vec<&'a str> {
        page.split(from).skip(1).filter_map(|rest| rest.split(to).next()).collect()
    }

    #[test]
    fn nothing_stands_beside_it() {
        let page = made(&[], "boot();\n").expect("it is made");
        assert!(!page.contains("\"./"), "{page}");
        assert!(!page.contains("sw.js") && !page.contains("content=\"77\"") && !page.contains("manicule-task"));
        let names = between(&page, "data-inside=\"", "\"");
        assert_eq!(names, ["first", "later", "workshop"]);
        assert!(page.contains("<style>s.css</style>"));
    }

    #[test]
    fn its_policy_names_each_script_and_style_and_no_place() {
        let page = made(&[], "boot();\n").expect("it is made");
        let policy = between(&page, "Security-Policy\" content=\"", "\"")[0];
        let scripts: Vec<_> =
            page.split("<script type=\"module\"").skip(1).filter_map(|rest| Some(rest.split_once('>')?.1)).collect();
        assert_eq!(scripts.len(), 4);
        for script in scripts {
            let text = script.split("</script>").next().unwrap_or_default();
            assert!(policy.contains(&digest::integrity_256(text.as_bytes())), "{text}");
        }
        assert!(policy.contains(&format!("style-src '{}'", digest::integrity_256(b"s.css"))));
        assert!(
            !policy.contains("'self'") && !policy.contains("connect-src") && policy.starts_with("default-src 'none';")
        );
        assert!(page.find("Security-Policy") < page.find("<script"));
    }

    #[test]
    fn a_task_is_inside() {
        let files = [("task.json".to_owned(), b"{}".to_vec()), ("a/\"b\".txt".to_owned(), b"text".to_vec())];
        let page = made(&files, "boot();\n").expect("it is made");
        assert!(page.contains("<meta name=\"manicule-task\" content=\"task.json\">"));
        assert_eq!(between(&page, "data-inside=\"", "\" ")[3..], ["task.json", "a/&quot;b&quot;.txt"]);
    }

    #[test]
    fn what_cannot_stand_in_a_page_is_refused() {
        assert!(made(&[], "a = '</script>'").is_err());
        assert!(made(&[], "a = '<!--'").is_err());
        assert!(plain_script("import x from'y';export{x};").is_err());
        assert!(plain_script("export default 1;export const a=import.meta.env;").is_err());
        assert!(plain_script("a();export{b};c();").is_err());
        assert_eq!(
            plain_script("export function a(){}export{b as default};\n").ok().as_deref(),
            Some("function a(){}\n")
        );
    }
}
