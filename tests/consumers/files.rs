//! The folder of formats: `target/tmp/consumers/<format>/`, each with what was written, what is expected in it, and a
//! control beside it in which the offsets count in another unit.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::rc::Rc;
use std::sync::LazyLock;

use manicule::formats::foreign::{CODECS, Codec, Options, Setting};
use manicule::model::Document;
use serde_json::{Value, json};

use crate::exported::{in_tokens, times_before, wanted, wanted_links, written};
use crate::hard_project::hard_project;

/// What is written: everything, with what a first export chooses.
pub(crate) fn setting() -> Setting {
    Setting { project: Rc::new(hard_project()), options: Options::default(), stem: "articles".to_owned() }
}

/// The formats that are written.
pub(crate) fn formats() -> Vec<&'static str> {
    CODECS.iter().filter(|codec| codec.write.is_some()).map(|codec| codec.id).collect()
}

/// The folder, made once in a run.
pub(crate) fn root() -> &'static Path {
    static ROOT: LazyLock<PathBuf> = LazyLock::new(make);
    &ROOT
}

fn make() -> PathBuf {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("consumers");
    let _ = fs::remove_dir_all(&root);
    let setting = setting();
    let documents: Vec<Rc<Document>> = setting.project.documents().cloned().collect();
    for codec in CODECS.iter().filter(|codec| codec.write.is_some()) {
        let folder = root.join(codec.id);
        let made = written(codec, &setting, &documents);
        assert_eq!(made.proof.wrong, 0, "{}: {:#?}", codec.id, made.proof.differs);
        assert!(made.proof.checked > 0, "{} proves something", codec.id);
        for file in &made.files {
            put(&folder.join("files").join(&file.name), &file.text);
        }
        put(&folder.join("expected.jsonl"), &expected(codec, &setting, &documents));
        let control = root.join(format!("{}-wrong", codec.id));
        put(&control.join("expected.jsonl"), &expected(codec, &setting, &documents));
        if let Some(python) = crate::python() {
            let script = crate::here().join("wrong.py");
            let made = Command::new(python).args(["-X", "utf8"]).arg(script).arg(&root).arg(codec.id).output();
            let made = made.expect("Python starts");
            assert!(made.status.success(), "{}: {}", codec.id, String::from_utf8_lossy(&made.stderr));
        }
    }
    root
}

fn put(path: &Path, text: &str) {
    fs::create_dir_all(path.parent().expect("it lies in a folder")).expect("a folder can be made");
    fs::write(path, text).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
}

/// A line for each document: its text, and each span by label, words, and how often these stand before it. `bare` is without
/// what is in no token.
fn expected(codec: &Codec, setting: &Setting, documents: &[Rc<Document>]) -> String {
    let mut out = String::new();
    for document in documents {
        let text = document.article.text();
        let spans = wanted(codec, setting, document).into_iter().map(|span| {
            let placed = |range: &manicule::model::TextRange| {
                let words = range.of(text).expect("it lies on the text");
                json!([words, times_before(text, words, range.start())])
            };
            let fragments: Vec<Value> = span.fragments.iter().map(placed).collect();
            let joined: String = span.fragments.iter().map(|range| in_tokens(text, *range)).collect();
            json!({"id": span.id.to_string(), "label": span.label, "fragments": fragments, "bare": joined})
        });
        let relations = wanted_links(codec, setting, document).into_iter();
        let relations: Vec<Value> =
            relations.map(|link| json!([link.kind.as_str(), link.from.to_string(), link.to.to_string()])).collect();
        let spans: Vec<Value> = spans.collect();
        let whole = manicule::model::TextRange::new(0, u32::try_from(text.len()).expect("a short text"));
        let line = json!({
            "document": document.id.as_str(),
            "text": &**text,
            "bare": whole.map(|whole| in_tokens(text, whole)),
            "spans": spans,
            "relations": relations,
        });
        out += &format!("{line}\n");
    }
    out
}
