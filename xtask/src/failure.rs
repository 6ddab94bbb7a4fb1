//! Why a command stopped: the machine is not ready, or the project is at fault.

use std::fmt;

/// The two kinds are kept apart so that nobody looks for a bug where only a tool is missing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Failure {
    /// A tool is missing, of the wrong version, or could not be started or installed.
    SetUp(String),
    /// The project does not build, or a check did not pass.
    Failed(String),
}

impl Failure {
    /// A tool or the machine is not ready; `sentence` says how to mend it.
    pub(crate) fn set_up(sentence: impl Into<String>) -> Self {
        Self::SetUp(sentence.into())
    }

    /// The project is at fault.
    pub(crate) fn failed(sentence: impl Into<String>) -> Self {
        Self::Failed(sentence.into())
    }

    /// A file of the project could not be read or written.
    pub(crate) fn file(what: &str, path: &std::path::Path, error: &std::io::Error) -> Self {
        Self::Failed(format!("cannot {what} {}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::SetUp(sentence) => write!(out, "set-up: {sentence}"),
            Self::Failed(sentence) => write!(out, "failed: {sentence}"),
        }
    }
}

/// What every command returns.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;
