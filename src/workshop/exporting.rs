//! Exports on the desk: what is asked for becomes steps of a [`Job`], and what came of it is told.

use std::rc::Rc;

use super::message::export::{
    Export, ExportPlan, ExportTold, HEAD, ToldDiffers, ToldFile, ToldLoss, ToldProof, ToldSet, wrong,
};
use crate::formats::bundle::{Card, Facts, Job, Plan, Split, Wrong, files};
use crate::formats::foreign::options::{CutTokens, Fragments, Options, Overlaps};
use crate::formats::foreign::{Proof, codec};
use crate::formats::format;
use crate::formats::loss::Losses;
use crate::model::{Document, LabelId, Project};

/// The export on the desk.
#[derive(Default)]
pub(super) struct Exporting {
    job: Option<Job>,
}

impl Exporting {
    /// Does one step, with the documents that came for it. What there is to tell, and the bytes that were asked for.
    pub(super) fn step(
        &mut self,
        step: &Export,
        project: impl FnOnce() -> Project,
        documents: impl Iterator<Item = Rc<Document>>,
    ) -> (ExportTold, Option<Vec<u8>>) {
        if step.forget || step.plan.is_some() {
            self.job = None;
        }
        if let Some(asked) = &step.plan {
            match plan(asked).and_then(|plan| Job::new(Rc::new(project()), plan)) {
                Ok(job) => self.job = Some(job),
                Err(wrong) => return (refused(&wrong), None),
            }
        }
        let Some(job) = &mut self.job else {
            let wrong = if step.forget { "" } else { wrong::GONE };
            return (ExportTold { wrong: wrong.to_owned(), ..ExportTold::default() }, None);
        };
        for document in documents {
            if step.survey {
                job.survey(&document);
            } else if let Err(wrong) = job.write(&document) {
                return (refused(&wrong), None);
            }
        }
        if step.finish
            && let Err(wrong) = job.finish()
        {
            let ExportTold { wrong: name, wrong_words, .. } = refused(&wrong);
            let told = ExportTold { wrong: name, wrong_words, ..told(job, false) };
            if wrong != Wrong::Nothing {
                // It is closed and of no use.
                self.job = None;
            }
            return (told, None);
        }
        let bytes = (step.bytes > 0).then(|| match step.path.as_str() {
            "" => job.bytes(step.from, step.bytes),
            path => job.bytes_of(path, step.from, step.bytes),
        });
        (told(job, step.finish), bytes)
    }
}

/// What was asked for, if there is such a thing.
fn plan(asked: &ExportPlan) -> Result<Plan, Wrong> {
    let formats = asked.formats.iter().map(|id| {
        let known = codec(id).zip(format(id));
        known.ok_or_else(|| Wrong::Format(id.clone()))
    });
    let split = asked.split.as_ref().map(|split| Split {
        seed: split.seed.clone(),
        dev: split.dev,
        test: split.test,
        by_label: split.by_label,
    });
    Ok(Plan {
        formats: formats.collect::<Result<_, _>>()?,
        bundle: asked.bundle,
        options: Options {
            overlaps: if asked.overlaps == "first" { Overlaps::First } else { Overlaps::Longest },
            fragments: if asked.fragments == "split" { Fragments::Split } else { Fragments::Join },
            cut_tokens: match asked.cut_tokens.as_str() {
                "cut" => CutTokens::Cut,
                "leave" => CutTokens::Leave,
                _ => CutTokens::Widen,
            },
            body_only: asked.body_only,
            suggestions: asked.suggestions,
            rejected: asked.rejected,
            short_labels: asked.short_labels,
            names: asked.names,
        },
        split,
        labels: asked.labels.iter().map(|label| LabelId::from(label.as_str())).collect(),
        card: Card {
            title: asked.card.title.clone(),
            description: asked.card.description.clone(),
            license: asked.card.license.clone(),
            date: asked.card.date.clone(),
        },
    })
}

fn refused(why: &Wrong) -> ExportTold {
    let (wrong, words) = match why {
        Wrong::Format(id) => (wrong::FORMAT, id.as_str()),
        Wrong::Shares => (wrong::SHARES, ""),
        Wrong::NotLookedAt(id) => (wrong::NOT_LOOKED_AT, id.as_str()),
        Wrong::Nothing => (wrong::NOTHING, ""),
        Wrong::TooLarge => (wrong::TOO_LARGE, ""),
        Wrong::Differs(path) => (wrong::DIFFERS, path.as_str()),
        Wrong::Finished => (wrong::FINISHED, ""),
    };
    ExportTold { wrong: wrong.to_owned(), wrong_words: words.to_owned(), ..ExportTold::default() }
}

/// How far it is; with its files where it was just finished.
fn told(job: &Job, with_files: bool) -> ExportTold {
    let facts = job.facts();
    let (surveyed, written, left) = job.counts();
    let (name, media_type, size) = job.file().unwrap_or_default();
    let files = job.files().iter().filter(|_| with_files);
    ExportTold {
        surveyed,
        written,
        left,
        losses: formats(&facts).flat_map(|(id, (losses, _))| told_losses(id, losses)).collect(),
        proofs: formats(&facts).map(|(id, (_, proof))| told_proof(id, proof)).collect(),
        files: files.map(told_file).collect(),
        sets: if name.is_empty() {
            Vec::new()
        } else {
            facts
                .sets()
                .into_iter()
                .map(|set| ToldSet {
                    name: set.name.to_owned(),
                    documents: set.documents,
                    annotations: set.annotations,
                })
                .collect()
        },
        name,
        media_type: media_type.to_owned(),
        size,
        ..ExportTold::default()
    }
}

fn formats<'a>(facts: &'a Facts<'_>) -> impl Iterator<Item = (&'static str, &'a (Losses, Proof))> {
    facts.plan.formats.iter().map(|(codec, _)| codec.id).zip(&facts.formats)
}

fn told_losses(format: &str, losses: &Losses) -> Vec<ToldLoss> {
    let loss = |loss: &crate::formats::Loss| ToldLoss {
        format: format.to_owned(),
        what: loss.what.as_str().to_owned(),
        how: loss.how.as_str().to_owned(),
        count: loss.count,
        document: loss.first.0.to_string(),
        annotation: loss.first.1.map(|id| id.to_string()),
    };
    losses.all().iter().map(loss).collect()
}

fn told_proof(format: &str, proof: &Proof) -> ToldProof {
    let number = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
    let differs = proof.differs.iter().map(|differs| ToldDiffers {
        document: differs.document.to_string(),
        place: differs.place.clone(),
        found: differs.found.clone(),
        expected: differs.expected.clone(),
    });
    ToldProof {
        format: format.to_owned(),
        checked: number(proof.checked),
        wrong: number(proof.wrong),
        differs: differs.collect(),
    }
}

fn told_file(file: &files::Packed) -> ToldFile {
    ToldFile {
        path: file.path.clone(),
        size: usize::try_from(file.size).unwrap_or(usize::MAX),
        sha256: files::hex(&file.sha256),
        head: file.head.chars().take(HEAD).collect(),
    }
}
