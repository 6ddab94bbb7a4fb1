//! What is kept of a hosted task, beside the work on it: with it work goes on where the task's file cannot be had. Texts,
//! schema and guidelines are in the project.

use super::{Key, Write, seal};
use crate::formats::json::{self, objects, to_json};

objects! {
    /// A task, on disk.
    KeptTask {
        /// The task's id.
        id: String,
        /// Its title.
        title: String,
        /// SHA-256 of the files it was taken from, in hexadecimal.
        sha256: String,
        /// What the annotator calls themselves.
        annotator: String,
        /// Where the work goes, in the lead's words.
        hand_in: String,
        /// Whether all labels may change.
        labels_may_change: bool,
        /// The ids of the labels that may, where not all may.
        labels: Vec<String>,
        /// The ids of the articles that came with it.
        articles: Vec<String>,
        /// Of these, what a newer file leaves out.
        dropped: Vec<String>,
        /// Of these, those of which a newer file has another text, which stands beside the one that was worked on.
        changed: Vec<String>,
    }
}

/// The write of it.
#[must_use]
pub fn task_write(task: &KeptTask) -> Write {
    Write::put(Key::Task, seal::seal(&to_json(task)))
}

/// A task from its value; `None` when it does not read.
#[must_use]
pub fn task_of(value: &str) -> Option<KeptTask> {
    json::parse(value).ok().filter(|_| seal::is_whole(value))
}
