//! An export on its way.

use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

use super::divide::{Labels, SETS, divide};
use super::facts::Facts;
use super::files::{Files, Packed, safe};
use super::packed::Bytes;
use super::statistics::Statistics;
use super::{Plan, WHOLE, beside, card, columns, croissant, manifest};
use crate::formats::foreign::body::{body_only, in_furniture};
use crate::formats::foreign::called::Called;
use crate::formats::foreign::flat::one_word;
use crate::formats::foreign::{Out, Proof, Setting, Writer};
use crate::formats::loss::{Losses, Lost, Resolved};
use crate::formats::native;
use crate::model::{Annotation, DocId, Document, LabelId, PersonId, Project, Suggestion, Verdict};

/// Why an export does not go on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// There is no such format, or it is only read, or it is named twice; without a bundle, more than one.
    Format(String),
    /// Shares are more than the whole.
    Shares,
    /// A document comes to be written that was not looked at before.
    NotLookedAt(String),
    /// Nothing was written: no document, or none with these labels.
    Nothing,
    /// The file would be larger than 4 GB.
    TooLarge,
    /// A file is not what was written, on reading it again.
    Differs(String),
    /// It is finished, and takes no more.
    Finished,
}

/// A writer of one format for one set.
struct Lane {
    /// Number of the format in the plan.
    format: usize,
    writer: Box<dyn Writer>,
    out: Out,
    proof: Proof,
}

/// An export, from its plan to its bytes.
pub struct Job {
    project: Rc<Project>,
    plan: Plan,
    seen: BTreeMap<DocId, Labels>,
    sets: Option<BTreeMap<DocId, usize>>,
    /// By number of the format and of the set.
    lanes: BTreeMap<(usize, usize), Lane>,
    files: Files,
    statistics: Statistics,
    /// What is so in all formats.
    losses: Losses,
    /// Annotators whose names were told as not written.
    nameless: BTreeSet<PersonId>,
    surveyed: usize,
    written: usize,
    left: usize,
    finished: Option<(Vec<Packed>, Bytes)>,
}

impl Job {
    /// A new export. `project` has no documents.
    ///
    /// # Errors
    /// [`Wrong::Format`], [`Wrong::Shares`].
    pub fn new(project: Rc<Project>, plan: Plan) -> Result<Self, Wrong> {
        for (number, (codec, info)) in plan.formats.iter().enumerate() {
            let again = plan.formats.iter().take(number).any(|(other, _)| other.id == codec.id);
            if codec.write.is_none() || !info.export || again || (number > 0 && !plan.bundle) {
                return Err(Wrong::Format(codec.id.to_owned()));
            }
        }
        if plan.formats.is_empty() {
            return Err(Wrong::Format(String::new()));
        }
        if plan.split.as_ref().is_some_and(|split| split.dev.saturating_add(split.test) > 1000) {
            return Err(Wrong::Shares);
        }
        let statistics = Statistics::new(plan.options);
        Ok(Self {
            project,
            plan,
            seen: BTreeMap::new(),
            sets: None,
            lanes: BTreeMap::new(),
            files: Files::default(),
            statistics,
            losses: Losses::default(),
            nameless: BTreeSet::new(),
            surveyed: 0,
            written: 0,
            left: 0,
            finished: None,
        })
    }

    /// Looks at a document, so that it can be divided.
    pub fn survey(&mut self, document: &Document) {
        self.surveyed += 1;
        if self.is_wanted(document) {
            let labels = self.seen.entry(article_of(document)).or_default();
            for annotation in document.annotations.values() {
                *labels.entry(annotation.label.clone()).or_default() += 1;
            }
        }
    }

    /// Writes a document, and proves what was written.
    ///
    /// # Errors
    /// [`Wrong::NotLookedAt`], [`Wrong::Finished`].
    pub fn write(&mut self, document: &Document) -> Result<(), Wrong> {
        if self.finished.is_some() {
            return Err(Wrong::Finished);
        }
        if !self.is_wanted(document) {
            self.left += 1;
            return Ok(());
        }
        let set = self.set_of(document)?;
        let shortened = self.plan.options.body_only.then(|| body_only(document, &self.plan.options, &mut self.losses));
        if shortened.is_none() {
            in_furniture(document, &mut self.losses);
        }
        let document = shortened.as_ref().unwrap_or(document);
        if document.article.text().trim().is_empty() {
            self.left += 1;
            return Ok(());
        }
        self.tell_names(document);
        let is_asked = self.plan.options.rejected;
        for format in 0..self.plan.formats.len() {
            let has_place = self.plan.formats.get(format).is_some_and(|(_, info)| info.asks.suggestions);
            let Some(lane) = self.lane(format, set) else { continue };
            lane.writer.document(document, &mut lane.out);
            if is_asked && !has_place {
                let rejected = document.suggestions.values().filter(|known| known.verdict == Verdict::Rejected);
                lane.out.losses.add(Lost::Rejected, Resolved::Left, rejected.count(), &document.id, None);
            }
            lane.writer.prove(document, &lane.out, &mut lane.proof);
            self.collect(format, set);
        }
        if beside::needs_quotes(&self.plan) {
            self.files.append("", 0, beside::QUOTES, &beside::quotes(&self.project.schema, document));
        }
        self.statistics.add(self.set_name(set), document, &self.project);
        self.written += 1;
        Ok(())
    }

    /// Writes what stands at the end, closes the file and reads it again.
    ///
    /// # Errors
    /// [`Wrong::Nothing`], [`Wrong::TooLarge`], [`Wrong::Differs`].
    pub fn finish(&mut self) -> Result<(), Wrong> {
        if self.finished.is_some() {
            return Ok(());
        }
        if self.written == 0 {
            return Err(Wrong::Nothing);
        }
        // A label of the schema may be met as well: it has its tags once.
        let met = self.statistics.said().0.into_keys().map(|id| LabelId::from(id.as_str()));
        let met: Vec<LabelId> = met.filter(|id| self.project.schema.label(id).is_none()).collect();
        let lanes: Vec<(usize, usize)> = self.lanes.keys().copied().collect();
        for (format, set) in lanes {
            if let Some(lane) = self.lanes.get_mut(&(format, set)) {
                lane.writer.met(&met);
                lane.writer.finish(&mut lane.out);
            }
            self.collect(format, set);
        }
        let mut files = std::mem::take(&mut self.files);
        if self.plan.bundle {
            let of_formats = listed(files.close());
            let facts = self.facts();
            let setting = self.setting(WHOLE);
            let (called, tags) = (Called::of(&setting), Called::in_form(&setting, one_word));
            let met: Vec<_> = met.iter().map(|id| tags.name(id)).collect();
            let tags_of_all: Vec<&str> = tags.names(&setting).chain(met.iter().map(|name| &**name)).collect();
            files.add("README.md", &card::card(&facts, &of_formats, &tags_of_all));
            if let Some(features) = columns::features(&facts) {
                files.add("features.json", &features);
            }
            files.add("check.py", beside::CHECK);
            files.add("labels.json", &beside::labels(&facts, &called, &tags));
            files.add("schema.json", &native::write_schema(&self.project.schema).text);
            if !self.project.guidelines.trim().is_empty() {
                files.add("guidelines.md", &format!("{}\n", self.project.guidelines.trim_end()));
            }
            files.add("statistics.json", &self.statistics.to_json());
            let so_far = listed(files.close());
            files.add("croissant.json", &croissant::croissant(&facts, &so_far));
            let so_far = listed(files.close());
            files.add("manifest.json", &manifest::manifest(&facts, &so_far));
            let sums = manifest::sums(&listed(files.close()));
            files.add("SHA256SUMS", &sums);
        }
        let mut files = files.take();
        let bytes = match files.as_mut_slice() {
            [file] if !self.plan.bundle => Bytes::of_file(file),
            _ => Bytes::of_files(&mut files).ok_or(Wrong::TooLarge)?,
        };
        bytes.check(&files).map_err(Wrong::Differs)?;
        self.finished = Some((files, bytes));
        Ok(())
    }

    /// A piece of the finished file: at most `most` bytes from `from` on.
    pub fn bytes(&mut self, from: usize, most: usize) -> Vec<u8> {
        self.finished.as_mut().map(|(_, bytes)| bytes.piece(from, most)).unwrap_or_default()
    }

    /// A piece of a file in it, unpacked: at most `most` bytes from `from` on.
    pub fn bytes_of(&mut self, path: &str, from: usize, most: usize) -> Vec<u8> {
        self.finished.as_mut().map(|(_, bytes)| bytes.piece_of(path, from, most)).unwrap_or_default()
    }

    /// Documents that were looked at, written, and left out.
    #[must_use]
    pub const fn counts(&self) -> (usize, usize, usize) {
        (self.surveyed, self.written, self.left)
    }

    /// The files, once it is finished.
    #[must_use]
    pub fn files(&self) -> &[Packed] {
        self.finished.as_ref().map(|(files, _)| files.as_slice()).unwrap_or_default()
    }

    /// The finished file's name, media type and size.
    #[must_use]
    pub fn file(&self) -> Option<(String, &'static str, usize)> {
        let (files, bytes) = self.finished.as_ref()?;
        let title = self.facts().title;
        let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
        let title: String = title.to_lowercase().chars().map(plain).take(60).collect();
        let parts: Vec<&str> = title.split('-').filter(|part| !part.is_empty()).collect();
        let title = if parts.is_empty() { "export".to_owned() } else { parts.join("-") };
        let (codec, info) = self.plan.formats.first()?;
        let (name, media_type) = match (bytes, files.as_slice()) {
            (Bytes::File(_), [file]) => {
                let ending = file.path.rsplit_once('.').map_or("txt", |(_, ending)| ending);
                (format!("{title}-{}.{ending}", codec.id), info.media_type)
            }
            _ if self.plan.bundle => (format!("{title}.zip"), "application/zip"),
            _ => (format!("{title}-{}.zip", codec.id), "application/zip"),
        };
        Some((safe(&name), media_type, bytes.len()))
    }

    /// What there is to tell of it so far.
    #[must_use]
    pub fn facts(&self) -> Facts<'_> {
        let mut formats: Vec<(Losses, Proof)> =
            self.plan.formats.iter().map(|_| (self.losses.clone(), Proof::default())).collect();
        for ((format, _), lane) in &self.lanes {
            if let Some((losses, proof)) = formats.get_mut(*format) {
                losses.join(&lane.out.losses);
                proof.join(&lane.proof);
            }
        }
        let title = match self.plan.card.title.trim() {
            "" => self.project.name.trim(),
            title => title,
        };
        let title = if title.is_empty() { "Annotated articles" } else { title }.to_owned();
        Facts { project: &self.project, plan: &self.plan, statistics: &self.statistics, formats, title }
    }

    /// Tells of annotators whose names are not written: each once, however many documents are theirs.
    fn tell_names(&mut self, document: &Document) {
        if self.plan.options.names {
            return;
        }
        let of_annotations = document.annotations.values().filter_map(|annotation| annotation.author);
        let of_relations = document.relations.values().filter_map(|relation| relation.author);
        for id in of_annotations.chain(of_relations).chain(document.meta.annotator) {
            let has_name = self.project.people.get(&id).is_some_and(|person| !person.name.is_empty());
            if has_name && self.nameless.insert(id) {
                self.losses.add(Lost::Names, Resolved::Left, 1, &document.id, None);
            }
        }
    }

    fn is_wanted(&self, document: &Document) -> bool {
        let plan = &self.plan;
        let has = |annotation: &Annotation| plan.labels.contains(&annotation.label);
        let is_written =
            |one: &Suggestion| plan.options.suggestions && (plan.options.rejected || one.verdict == Verdict::Open);
        plan.labels.is_empty()
            || document.annotations.values().any(|annotation| has(annotation))
            || document.suggestions.values().any(|one| is_written(one) && has(&one.annotation))
    }

    fn set_of(&mut self, document: &Document) -> Result<usize, Wrong> {
        let Some(split) = &self.plan.split else { return Ok(0) };
        let sets = self.sets.get_or_insert_with(|| divide(&self.seen, split));
        let set = sets.get(&article_of(document)).copied();
        set.ok_or_else(|| Wrong::NotLookedAt(document.id.to_string()))
    }

    fn set_name(&self, set: usize) -> &'static str {
        if self.plan.split.is_some() { SETS.get(set).copied().unwrap_or(WHOLE) } else { WHOLE }
    }

    /// What writers of a set are told.
    fn setting(&self, set: &str) -> Setting {
        Setting { project: self.project.clone(), options: self.plan.options, stem: set.to_owned() }
    }

    /// The writer of a format for a set; it begins with the first document.
    fn lane(&mut self, format: usize, set: usize) -> Option<&mut Lane> {
        if !self.lanes.contains_key(&(format, set)) {
            let begin = self.plan.formats.get(format)?.0.write?;
            let setting = self.setting(self.set_name(set));
            let lane = Lane { format, writer: begin(&setting), out: Out::default(), proof: Proof::default() };
            self.lanes.insert((format, set), lane);
        }
        self.lanes.get_mut(&(format, set))
    }

    /// Packs what a writer has written.
    fn collect(&mut self, format: usize, set: usize) {
        let Some(lane) = self.lanes.get_mut(&(format, set)) else { return };
        let id = self.plan.formats.get(lane.format).map_or("", |(codec, _)| codec.id);
        let folder = if self.plan.bundle { id } else { "" };
        for piece in lane.out.take() {
            if piece.whole {
                self.files.whole(folder, &piece.path, &piece.text);
            } else {
                self.files.append(folder, set, &piece.path, &piece.text);
            }
        }
    }
}

/// What ties all documents about one article together.
fn article_of(document: &Document) -> DocId {
    document.meta.copy_of.as_ref().unwrap_or(&document.id).clone()
}

/// The list of files without their bytes.
fn listed(files: &[Packed]) -> Vec<Packed> {
    let bare = |file: &Packed| Packed { path: file.path.clone(), packed: Vec::new(), head: String::new(), ..*file };
    files.iter().map(bare).collect()
}
