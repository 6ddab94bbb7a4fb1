//! What golden files and properties of foreign formats share: writing a project as the workshop would, and reading it again.

use std::collections::BTreeMap;
use std::path::Path;

use manicule::formats::TextFile;
use manicule::formats::foreign::{Foreign, Options, Out, Proof, Setting, codec};
use manicule::formats::loss::{Losses, Lost};
use manicule::model::Project;

/// What was written.
pub(crate) struct Written {
    pub(crate) files: Vec<TextFile>,
    pub(crate) losses: Losses,
    pub(crate) proof: Proof,
}

impl Written {
    pub(crate) fn file(&self, name: &str) -> &str {
        let found = self.files.iter().find(|file| file.name == name);
        &found.unwrap_or_else(|| panic!("{name} is not among the files")).text
    }

    pub(crate) fn told(&self, what: Lost) -> u32 {
        self.losses.count(what)
    }
}

/// Writes all documents of a project, and proves each.
pub(crate) fn write(format: &str, project: &Project, options: Options, stem: &str) -> Written {
    let setting = Setting { project: std::rc::Rc::new(project.clone()), options, stem: stem.to_owned() };
    let mut writer = codec(format).and_then(|codec| codec.write).expect("it is written")(&setting);
    let (mut out, mut proof) = (Out::default(), Proof::default());
    let mut files: BTreeMap<String, String> = BTreeMap::new();
    let mut take = |out: &mut Out| {
        for piece in out.take() {
            let file = files.entry(piece.path).or_default();
            if piece.whole {
                file.clear();
            }
            file.push_str(&piece.text);
        }
    };
    for document in project.documents() {
        writer.document(document, &mut out);
        writer.prove(document, &out, &mut proof);
        take(&mut out);
    }
    writer.finish(&mut out);
    take(&mut out);
    let files = files.into_iter().map(|(name, text)| TextFile { name, text }).collect();
    Written { files, losses: out.losses, proof }
}

pub(crate) fn read(format: &str, files: &[TextFile]) -> Foreign {
    codec(format).and_then(|codec| codec.read).expect("it is read")(files)
}

/// Holds files against those that stand in a folder of `tests/formats`; writes them where `MANICULE_BLESS` is set.
pub(crate) fn golden(folder: &str, files: impl IntoIterator<Item = TextFile>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats").join(folder);
    for file in files {
        let path = folder.join(&file.name);
        if std::env::var_os("MANICULE_BLESS").is_some() {
            std::fs::create_dir_all(path.parent().expect("a folder")).expect("it can be made");
            std::fs::write(&path, &file.text).expect("the golden file can be written");
            continue;
        }
        let golden = std::fs::read_to_string(&path).expect("there is a golden file; MANICULE_BLESS=1 writes it");
        let differ = file.text.lines().zip(golden.lines()).find(|(new, old)| new != old);
        assert!(file.text == golden, "{}: meant? MANICULE_BLESS=1\n{differ:#?}", file.name);
    }
}

/// How many differences a proof finds where what was written of the first document is changed.
pub(crate) fn wrong_after(format: &str, project: &Project, change: impl Fn(&str) -> String) -> u64 {
    let options = Options::default();
    let setting = Setting { project: std::rc::Rc::new(project.clone()), options, stem: "hard".to_owned() };
    let mut writer = codec(format).and_then(|codec| codec.write).expect("it is written")(&setting);
    let document = project.documents().next().expect("one");
    let (mut out, mut changed, mut proof) = (Out::default(), Out::default(), Proof::default());
    writer.document(document, &mut out);
    for piece in out.written().filter(|piece| !piece.glue) {
        changed.append(&piece.path, &change(&piece.text));
    }
    writer.prove(document, &changed, &mut proof);
    proof.wrong
}
