//! The list of the functions that a first load runs: a file of names, kept like a lock file.

use std::collections::BTreeSet;

/// Functions that a first load must not run, since constants travel with the function that says them: this one says every
/// sentence that a first visit does not show.
const LATER_ONLY: &[(&str, &str)] = &[(
    "<manicule::session::messages::words::Words>::later",
    "a first visit says words that stand behind `@later` in src/session/messages/en.in, which brings them all: \
     find those that are drawn at the start, and put them before it",
)];

/// The functions that a first load runs, by name.
pub(crate) struct FirstLoad(BTreeSet<String>);

impl FirstLoad {
    /// From the text of the file: a name a line; `#` begins a remark.
    pub(crate) fn read(text: &str) -> Self {
        let lines = text.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        Self(lines.map(str::to_owned).collect())
    }

    /// From names as they stand in a program.
    pub(crate) fn of<'a>(names: impl IntoIterator<Item = &'a str>) -> Self {
        Self(names.into_iter().map(plain).filter(|name| !name.is_empty()).collect())
    }

    /// The text of the file.
    pub(crate) fn write(&self) -> String {
        let mut text = String::from(
            "# The functions that a first load runs; all others travel later.\n\
             # Written by `cargo xtask record`; do not edit.\n",
        );
        for name in &self.0 {
            text.push_str(name);
            text.push('\n');
        }
        text
    }

    /// What is wrong with the list: a function that would bring much that no first visit needs.
    pub(crate) fn fault(&self) -> Option<&'static str> {
        LATER_ONLY.iter().find(|(name, _)| self.0.contains(*name)).map(|(_, fault)| *fault)
    }

    /// Whether a function of the program is in the list.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.contains(&plain(name))
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        self.0.len()
    }
}

/// A name without what differs between machines and builds: the fingerprints of packages (`core[c5930c85a12de822]`) and
/// the number that tells functions of one name apart (`write_str.17`).
fn plain(name: &str) -> String {
    let mut text = String::with_capacity(name.len());
    let mut rest = name;
    while let Some((before, after)) = rest.split_once('[') {
        text.push_str(before);
        let mark = after.split_once(']').filter(|(mark, _)| {
            mark.len() > 8 && mark.len() <= 16 && mark.bytes().all(|byte| byte.is_ascii_hexdigit())
        });
        if let Some((_, behind)) = mark {
            rest = behind;
        } else {
            text.push('[');
            rest = after;
        }
    }
    text.push_str(rest);
    if let Some((before, number)) = text.rsplit_once('.')
        && !number.is_empty()
        && number.bytes().all(|byte| byte.is_ascii_digit())
    {
        text.truncate(before.len());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{FirstLoad, plain};

    #[test]
    fn what_differs_between_builds_is_left_out() {
        let name = "<alloc[3ca501edff3f0c7c]::vec::Vec<[u8; 4]> as core[c5930c85a12de82]::fmt::Write>::write_str.17";
        assert_eq!(plain(name), "<alloc::vec::Vec<[u8; 4]> as core::fmt::Write>::write_str");
        assert_eq!(plain("a[b"), "a[b");
    }

    #[test]
    fn the_file_holds_what_was_recorded() {
        let list = FirstLoad::of(["b[0123456789abcdef]::c", "a", "", "a.3"]);
        let read = FirstLoad::read(&list.write());
        assert_eq!(read.len(), 2);
        assert!(read.has("b[fedcba9876543210]::c") && read.has("a") && !read.has("b"));
    }

    #[test]
    fn a_list_that_brings_all_words_is_told() {
        let name = "<manicule[942732e7733688b7]::session::messages::words::Words>::later";
        assert!(FirstLoad::of([name]).fault().is_some_and(|fault| fault.contains("@later")));
        assert_eq!(FirstLoad::of(["<manicule::session::messages::words::Words>::text"]).fault(), None);
        let kept = include_str!("../../first-load.txt");
        assert_eq!(FirstLoad::read(kept).fault(), None, "the list that is kept");
    }
}
