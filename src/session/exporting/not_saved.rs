//! Why a file was not saved, and what helps.

use crate::session::messages::{Message, Words, shorten};

/// Why a file was not saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotSaved {
    /// The workshop does not have it any more.
    Gone,
    /// The person chose no place.
    NotChosen,
    /// The browser did not take it: what it threw, the name first; empty where it said nothing.
    Refused(String),
    /// Some files of a folder are written, the others are not.
    Half {
        /// The folder's name.
        folder: String,
        /// Files that are whole.
        written: Vec<String>,
        /// Files that are not there.
        lacking: Vec<String>,
        /// What was wrong with the first of those.
        why: Box<NotSaved>,
    },
}

/// Files that are named; of more it is told how many.
const NAMED: usize = 5;

impl NotSaved {
    /// What the window threw in which a place is chosen: it was closed, or did not open.
    #[must_use]
    pub fn by_picker(thrown: String) -> Self {
        if name(&thrown) == "AbortError" { Self::NotChosen } else { Self::Refused(thrown) }
    }

    /// The browser did not take it and does not say why.
    #[must_use]
    pub const fn without_words() -> Self {
        Self::Refused(String::new())
    }

    /// All of it in words.
    #[must_use]
    pub fn told(&self) -> Message {
        match self {
            Self::Gone => Words::ExportGone.into(),
            Self::NotChosen => Words::ExportNotChosen.into(),
            Self::Refused(thrown) if thrown.is_empty() => Words::ExportRefused.into(),
            Self::Refused(thrown) => {
                let helps = Message::from(remedy(name(thrown))).text();
                Message::new(Words::ExportThrown, &[shorten(thrown, 200), helps])
            }
            Self::Half { folder, written, lacking, why } => {
                let arguments = [shorten(folder, 80), listed(written), listed(lacking), why.told().text()];
                Message::new(Words::ExportHalf, &arguments)
            }
        }
    }
}

/// The name of what was thrown.
fn name(thrown: &str) -> &str {
    thrown.split(':').next().unwrap_or_default()
}

/// What helps against it.
fn remedy(name: &str) -> Words {
    match name {
        "SecurityError" => Words::ExportPressAgain,
        "NotAllowedError" => Words::ExportAllow,
        "QuotaExceededError" => Words::ExportRoom,
        "NoModificationAllowedError" | "InvalidStateError" => Words::ExportInUse,
        "NotFoundError" | "TypeMismatchError" | "InvalidModificationError" => Words::ExportElsewhere,
        _ => Words::ExportOtherWay,
    }
}

/// The first few names, and how many more there are.
fn listed(paths: &[String]) -> String {
    let mut named: Vec<String> = paths.iter().take(NAMED).map(|path| shorten(path, 60)).collect();
    if let Some(more) = paths.len().checked_sub(NAMED).filter(|more| *more > 0) {
        named.push(Message::new(Words::ExportMore, &[super::grouped(more)]).text());
    }
    named.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_was_closed_is_not_chosen() {
        let thrown = |words: &str| NotSaved::by_picker(words.to_owned());
        assert_eq!(thrown("AbortError: The user aborted a request."), NotSaved::NotChosen);
        let told = thrown("SecurityError: Must be handling a user gesture.").told().text();
        assert!(told.contains("Must be handling a user gesture.") && told.contains("once more"), "{told}");
        let all = ["NotAllowedError", "QuotaExceededError", "InvalidStateError", "NotFoundError", "DataError"];
        let told: Vec<String> = all.iter().map(|name| thrown(name).told().text()).collect();
        for (number, (words, name)) in told.iter().zip(all).enumerate() {
            assert!(words.contains(name) && !words.contains("place was chosen"), "{words}");
            let helps = |words: &str, name: &str| words.replace(name, "");
            assert!(told.iter().zip(all).skip(number + 1).all(|(o, n)| helps(o, n) != helps(words, name)), "{words}");
        }
    }

    #[test]
    fn half_a_folder_names_its_files() {
        let files = |from: usize, to: usize| (from..to).map(|number| format!("brat/{number}.ann")).collect();
        let why = Box::new(NotSaved::Refused("QuotaExceededError: full".to_owned()));
        let half = NotSaved::Half { folder: "news".to_owned(), written: files(0, 2), lacking: files(2, 1009), why };
        let told = half.told().text();
        for part in ["“news”", "brat/0.ann, brat/1.ann", "brat/2.ann", "1,002", "QuotaExceededError: full"] {
            assert!(told.contains(part), "{part}: {told}");
        }
        assert!(!told.contains("brat/7.ann"), "{told}");
    }
}
