//! The pages with their labels, read from files as `CONVENTIONS.md` has them.

use manicule::model::{BlockKind, Role};

pub(crate) struct Page {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Kind and role of each line that is not empty.
    pub(crate) labels: Vec<(BlockKind, Role)>,
    /// What is known of the article.
    pub(crate) facts: Vec<(String, String)>,
}

pub(crate) fn label(label: &str) -> (BlockKind, Role) {
    let (kind, role) = label.split_once('|').unwrap_or_else(|| panic!("{label}: kind|role"));
    let kind = BlockKind::parse(kind, None).unwrap_or_else(|| panic!("{label}: no such kind"));
    let role = match role {
        "body" => Role::Body,
        "furniture" => Role::Furniture,
        _ => panic!("{label}: no such role"),
    };
    (kind, role)
}

fn read(name: String, file: &str) -> Page {
    let mut page = Page { name, text: String::new(), labels: Vec::new(), facts: Vec::new() };
    for line in file.lines().filter(|line| !line.starts_with("# ")) {
        let parts = line.split_once('\t');
        match parts {
            None if line.is_empty() => page.text.push('\n'),
            None => panic!("{}: {line}: no tab", page.name),
            Some((key, value)) if key.starts_with('@') => page.facts.push((key[1..].into(), value.into())),
            Some((labelled, words)) => {
                page.labels.push(label(labelled));
                page.text.push_str(words);
                page.text.push('\n');
            }
        }
    }
    page
}

/// The pages of a half, by name.
pub(crate) fn pages(half: &str) -> Vec<Page> {
    let folder = format!("{}/tests/furniture/{half}", env!("CARGO_MANIFEST_DIR"));
    let files = std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{folder}: {error}"));
    let mut paths: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
    paths.sort();
    let name = |path: &std::path::Path| path.file_stem().expect("a name").to_string_lossy().into_owned();
    paths.iter().map(|path| read(name(path), &std::fs::read_to_string(path).expect("UTF-8"))).collect()
}
