//! Rows and cells (RFC 4180), and cells that a spreadsheet would work out.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tabulator or a line end is taken for a formula, or lets one begin (OWASP,
//! *CSV Injection*); so are the wide forms of the four signs in some languages. Such a cell gets a `'` in front, which
//! spreadsheets show as text. One that begins with `'` before such a sign gets another, so that reading knows what to take.

use csv_core::{ReadRecordResult, ReaderBuilder};

use super::Kind;

/// What a cell must not begin with.
const BEGINNINGS: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Most cells of a row; longer rows are read over.
const MOST_CELLS: usize = 10_000;

/// Whether a cell has, or would need, a mark.
fn is_marked(cell: &str) -> bool {
    cell.trim_start_matches('\'').starts_with(BEGINNINGS)
}

/// Writes rows; counts the cells that were marked.
#[derive(Clone, Debug)]
pub(super) struct Rows {
    kind: Kind,
    text: String,
    is_first: bool,
    /// Cells that were marked as text.
    pub(super) marked: usize,
}

impl Rows {
    pub(super) fn new(kind: Kind) -> Self {
        Self { kind, text: String::new(), is_first: true, marked: 0 }
    }

    /// The next cell of the row.
    pub(super) fn cell(&mut self, words: &str) -> &mut Self {
        if !self.is_first {
            self.text.push(self.kind.separator);
        }
        self.is_first = false;
        let is_marked = is_marked(words);
        self.marked += usize::from(is_marked);
        let mark = if is_marked { "'" } else { "" };
        let edges = words.starts_with(' ') || words.ends_with(' ');
        if edges || words.contains(['"', '\r', '\n', self.kind.separator]) {
            let quoted = words.replace('"', "\"\"");
            self.text.push_str(&format!("\"{mark}{quoted}\""));
        } else {
            self.text.push_str(mark);
            self.text.push_str(words);
        }
        self
    }

    /// Several cells.
    pub(super) fn cells<'a>(&mut self, all: impl IntoIterator<Item = &'a str>) -> &mut Self {
        for words in all {
            self.cell(words);
        }
        self
    }

    /// The end of the row.
    pub(super) fn end(&mut self) {
        self.text.push_str("\r\n");
        self.is_first = true;
    }

    /// What was written.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// A row that was read, and the line it begins in, from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) cells: Vec<String>,
}

/// Reads all rows of a text, marks taken away.
pub(super) fn rows(text: &str, kind: Kind) -> Vec<Row> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new().delimiter(kind.byte()).build();
    let (mut out, mut ends) = (vec![0_u8; 1 << 12], vec![0_usize; 64]);
    let (mut written, mut count) = (0, 0);
    let mut rest = text.as_bytes();
    let mut all = Vec::new();
    let mut begins = reader.line();
    loop {
        let (result, read, wrote, ended) = reader.read_record(rest, &mut out[written..], &mut ends[count..]);
        rest = rest.get(read..).unwrap_or_default();
        written += wrote;
        count += ended;
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull => out.resize(2 * out.len(), 0),
            // What no table has is not worth the memory.
            ReadRecordResult::OutputEndsFull if ends.len() > MOST_CELLS => count = 0,
            ReadRecordResult::OutputEndsFull => ends.resize(2 * ends.len(), 0),
            ReadRecordResult::Record => {
                let mut from = 0;
                let cells = ends.get(..count).unwrap_or_default().iter().map(|end| {
                    let cell = out.get(from..*end).map(String::from_utf8_lossy).unwrap_or_default();
                    from = *end;
                    unmarked(&cell)
                });
                all.push(Row { line: usize::try_from(begins).unwrap_or(usize::MAX), cells: cells.collect() });
                (written, count, begins) = (0, 0, reader.line());
            }
            ReadRecordResult::End => return all,
        }
    }
}

fn unmarked(cell: &str) -> String {
    let plain = cell.strip_prefix('\'').filter(|_| is_marked(cell));
    plain.unwrap_or(cell).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const HARD: [&str; 16] = [
        "",
        "a",
        "=1+1",
        "'=1",
        "''=x",
        "'a",
        "'",
        "-5",
        "+",
        "@x",
        "\tq",
        "\r\n",
        "a\r\nb",
        "say \"no\"",
        " a, b ",
        "＝1",
    ];

    #[test]
    fn cells_come_back_as_they_were() {
        for kind in [Kind::COMMAS, Kind::TABS] {
            let mut rows = Rows::new(kind);
            rows.cells(HARD).end();
            rows.cells(["x", "y"]).end();
            let text = rows.text().to_owned();
            assert_eq!(rows.marked, 9, "{text}");
            let read = super::rows(&text, kind);
            assert_eq!(read[0].cells, HARD, "{text}");
            assert_eq!(read[1], Row { line: 4, cells: vec!["x".into(), "y".into()] });
            assert_eq!(read.len(), 2);
        }
    }

    #[test]
    fn no_cell_begins_like_a_formula() {
        let mut rows = Rows::new(Kind::COMMAS);
        rows.cells(HARD).end();
        let mut plain = csv_core::ReaderBuilder::new().build();
        let (mut out, mut ends) = ([0; 4096], [0; 64]);
        let (_, _, _, count) = plain.read_record(rows.text().as_bytes(), &mut out, &mut ends);
        let mut from = 0;
        for end in &ends[..count] {
            let cell = std::str::from_utf8(&out[from..*end]).expect("text");
            assert!(!cell.starts_with(BEGINNINGS), "{cell:?}");
            from = *end;
        }
    }
}
