//! A folder for one browser or one check, removed when done with.

use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::{env, fs, process};

/// A folder of its own below the system's place for temporary files.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// Makes the folder; `purpose` becomes part of its name.
    pub(crate) fn new(purpose: &str) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        let number = MADE.fetch_add(1, Ordering::Relaxed);
        let folder = env::temp_dir().join(format!("manicule-e2e-{}-{number}-{purpose}", process::id()));
        fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("set-up: {}: {error}", folder.display()));
        Self(folder)
    }

    /// A folder inside, made when missing.
    pub(crate) fn folder(&self, name: &str) -> PathBuf {
        let folder = self.0.join(name);
        fs::create_dir_all(&folder).unwrap_or_else(|error| panic!("set-up: {}: {error}", folder.display()));
        folder
    }

    /// A new file inside with the given text; its name may begin with a folder.
    pub(crate) fn file(&self, name: &str, text: &str) -> PathBuf {
        let file = self.0.join(name);
        file.parent().map(fs::create_dir_all).transpose().unwrap_or_else(|error| panic!("set-up: {name}: {error}"));
        fs::write(&file, text).unwrap_or_else(|error| panic!("set-up: {}: {error}", file.display()));
        file
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        fs::remove_dir_all(&self.0).ok();
    }
}
