//! `cargo xtask build --task DIR`: a site that opens on a task.

use crate::failure::{Failure, Outcome};
use crate::{digest, offline};
use serde_json::Value;
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// The task's file in its folder.
const FILE: &str = "task.json";

/// A folder with a task, looked through.
#[derive(Debug)]
pub(crate) struct Folder {
    path: PathBuf,
    task: Value,
    /// Files that the task names.
    files: BTreeSet<String>,
}

impl Folder {
    /// Looks a folder through, before anything is built. The page says everything that is wrong with a task; here it is told
    /// what the page could tell an annotator only.
    pub(crate) fn read(path: &str) -> Outcome<Self> {
        let path = PathBuf::from(path);
        let file = path.join(FILE);
        let text = fs::read_to_string(&file).map_err(|error| Failure::file("read", &file, &error))?;
        let mut task: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| Failure::failed(format!("{} is not JSON: {error}", file.display())))?;
        if task["format"] != "manicule-task" || task["id"].as_str().is_none_or(str::is_empty) {
            return Err(Failure::failed(format!(
                "{} has to have the format “manicule-task” and an id",
                file.display()
            )));
        }
        let mut files = BTreeSet::new();
        for key in ["schema_url", "guidelines_url"] {
            if let Some(name) = task[key].as_str() {
                there(&path, name, key)?;
                files.insert(name.to_owned());
            }
        }
        let articles =
            task["articles"].as_array_mut().ok_or_else(|| Failure::failed("the task has no list of articles"))?;
        for (number, article) in articles.iter_mut().enumerate() {
            let Some(name) = article["url"].as_str().map(str::to_owned) else { continue };
            let bytes = there(&path, &name, &format!("articles[{number}].url"))?;
            // What the page takes as it stands has the sum that it will have there.
            let plain = std::str::from_utf8(&bytes).is_ok_and(|text| !text.contains(['\u{feff}', '\r', '\0']));
            let is_lines = ["json", "jsonl", "ndjson"].iter().any(|end| name.ends_with(&format!(".{end}")));
            if plain && !is_lines {
                article["sha256"] = Value::from(digest::sha256(&bytes));
            }
            files.insert(name);
        }
        Ok(Self { path, task, files })
    }

    /// What the page asks for, by name: the task's own file first.
    pub(crate) fn files(&self) -> Outcome<Vec<(String, Vec<u8>)>> {
        let named = self.files.iter().map(|name| Ok((name.clone(), there(&self.path, name, name)?)));
        std::iter::once(Ok((FILE.to_owned(), self.text()))).chain(named).collect()
    }

    /// The task's own file.
    fn text(&self) -> Vec<u8> {
        format!("{:#}\n", self.task).into_bytes()
    }

    /// Says what the page opens on.
    pub(crate) fn tell(&self) {
        let count = self.task["articles"].as_array().map_or(0, Vec::len);
        let names: Vec<&str> =
            self.task["assign"].as_object().into_iter().flatten().map(|(name, _)| name.as_str()).collect();
        let who = if names.is_empty() { "everybody".to_owned() } else { names.join(", ") };
        println!("It opens on “{}”: {count} articles, for {who}.", self.task["id"].as_str().unwrap_or_default());
    }

    /// Puts the task into a built site, which then opens on it.
    pub(crate) fn put_into(&self, site: &Path) -> Outcome {
        let write = |name: &str, bytes: &[u8]| {
            let file = site.join(name);
            let folder = file.parent().unwrap_or(site);
            fs::create_dir_all(folder).map_err(|error| Failure::file("make", folder, &error))?;
            fs::write(&file, bytes).map_err(|error| Failure::file("write", &file, &error))
        };
        for name in &self.files {
            if site.join(name).exists() {
                return Err(Failure::failed(format!(
                    "{name} is the name of a file of the page itself; call yours otherwise"
                )));
            }
            write(name, &there(&self.path, name, name)?)?;
        }
        write(FILE, &self.text())?;
        let page = site.join("index.html");
        let html = fs::read_to_string(&page).map_err(|error| Failure::file("read", &page, &error))?;
        let told = format!("<meta name=\"manicule-task\" content=\"{FILE}\">");
        if !html.contains("<head>") {
            return Err(Failure::failed("index.html has no <head> in which to say that it is for a task"));
        }
        write("index.html", offline::renamed(&html.replacen("<head>", &format!("<head>{told}"), 1)).as_bytes())?;
        offline::keep(site)?;
        Ok(())
    }
}

/// A file of the folder.
fn there(folder: &Path, name: &str, named_by: &str) -> Outcome<Vec<u8>> {
    let outside =
        name.starts_with('/') || name.contains(['\\', '#', '?', '%']) || name.split('/').any(|part| part == "..");
    if outside || name.split(['/', '?', '#']).next().is_some_and(|first| first.contains(':')) {
        return Err(Failure::failed(format!(
            "{named_by}: “{name}” has to be a file in the task's folder, without #, ? and %"
        )));
    }
    let file = folder.join(name);
    let bytes = fs::read(&file).map_err(|error| Failure::file(&format!("read ({named_by})"), &file, &error))?;
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(Failure::failed(format!("{named_by}: {} is empty", file.display())));
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::Folder;
    use std::fs;
    use std::path::{Path, PathBuf};

    const PAGE: &str = "<html><head><meta name=\"manicule-build\" content=\"77\"></head></html>";

    fn scratch(name: &str) -> PathBuf {
        let folder = std::env::temp_dir().join(format!("manicule-task-{name}-{}", std::process::id()));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder).expect("a folder for temporary files");
        folder
    }

    #[test]
    fn the_sample_becomes_a_site() {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("../samples/task");
        let site = scratch("site");
        fs::write(site.join("index.html"), PAGE).expect("written");
        fs::write(site.join("rescue.html"), "x").expect("written");
        let folder = Folder::read(&sample.to_string_lossy()).expect("it is in order");
        folder.put_into(&site).expect("it fits");
        let html = fs::read_to_string(site.join("index.html")).expect("there");
        assert!(html.contains("<head><meta name=\"manicule-task\" content=\"task.json\">"));
        let worker = fs::read_to_string(site.join("sw.js")).expect("there");
        assert!(
            !html.contains("content=\"77\"") && !worker.contains("'77'"),
            "it is another build than without a task"
        );
        let task = fs::read_to_string(site.join("task.json")).expect("there");
        assert_eq!(task.matches("\"sha256\"").count(), 2, "of the two files");
        for name in ["guidelines.md", "articles/ferry.txt", "articles/market.txt"] {
            assert!(site.join(name).is_file(), "{name}");
        }
    }

    #[test]
    fn what_is_missing_or_elsewhere_is_told() {
        for (url, told) in [("none.txt", "articles[0].url"), ("../a.txt", "folder"), ("https://x.org/a", "folder")] {
            let folder = scratch("bad");
            let task = format!(r#"{{"format":"manicule-task","id":"t","articles":[{{"url":"{url}"}}]}}"#);
            fs::write(folder.join("task.json"), task).expect("written");
            let failure = Folder::read(&folder.to_string_lossy()).expect_err("it is bad").to_string();
            assert!(failure.contains(told), "{failure}");
        }
        let folder = scratch("junk");
        fs::write(folder.join("task.json"), "{").expect("written");
        assert!(Folder::read(&folder.to_string_lossy()).expect_err("it is bad").to_string().contains("JSON"));
    }
}
