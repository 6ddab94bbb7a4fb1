//! Tables, with commas (RFC 4180) or tabulators: `spans` a row for each annotation, `relations` for each link, `claims` for
//! each claim with who says it, and `articles` with the texts themselves, so that offsets can be checked and all of it read
//! again. Offsets are code points, with UTF-16 beside them for whoever slices in a language that counts so.
//!
//! Cells that a spreadsheet would take for a formula are marked as text ([`cells`]), and read back as they were.

mod cells;
mod claims;
mod columns;
mod proving;
mod read;
mod sums;
mod write;

use super::Codec;
use crate::formats::TextFile;

/// With commas.
pub(super) const CSV: Codec = Codec {
    id: "csv",
    write: Some(|setting| Box::new(write::TableWriter::new(setting, Kind::COMMAS))),
    recognise: |files: &[TextFile]| read::recognise(files, Kind::COMMAS),
    read: Some(|files| read::read(files, Kind::COMMAS)),
};

/// With tabulators.
pub(super) const TSV: Codec = Codec {
    id: "tsv",
    write: Some(|setting| Box::new(write::TableWriter::new(setting, Kind::TABS))),
    recognise: |files: &[TextFile]| read::recognise(files, Kind::TABS),
    read: Some(|files| read::read(files, Kind::TABS)),
};

/// The rows of a file of others whose cells are parted by tabulators, each with the line it begins in.
pub(super) fn tab_rows(text: &str) -> Vec<(usize, Vec<String>)> {
    cells::rows(text, Kind::TABS).into_iter().map(|row| (row.line, row.cells)).collect()
}

/// How a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Kind {
    /// What stands between cells.
    separator: char,
    /// Ending of its files.
    ending: &'static str,
}

impl Kind {
    const COMMAS: Self = Self { separator: ',', ending: "csv" };
    const TABS: Self = Self { separator: '\t', ending: "tsv" };

    fn byte(self) -> u8 {
        u8::try_from(self.separator).unwrap_or(b',')
    }
}
