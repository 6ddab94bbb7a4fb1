//! Rows and cells (RFC 4180), and cells that a spreadsheet would work out.
//!
//! A cell that begins with `=`, `+`, `-`, `@`, a tabulator or a line end is taken for a formula, or lets one begin (OWASP,
//! *CSV Injection*); so are the wide forms of the four signs in some languages. Such a cell gets a `'` in front, which
//! spreadsheets show as text. Where programs take `;` for the separator, as they do in languages that write `1,5`, our
//! quotation marks hold nothing together: what stands after a separator or a line end begins a cell there, and gets its own
//! `'` before one of the four signs. What has a `'` before such a sign gets another, so that reading knows what to take.

use csv_core::{ReadRecordResult, ReaderBuilder};

use super::Kind;

/// What no part of a cell must begin with.
const SIGNS: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// What a cell must not begin with beside them.
const SPACES: [char; 3] = ['\t', '\r', '\n'];

/// What parts a cell in programs that take another separator: with tabulators, some take a comma as well.
fn parting(kind: Kind) -> &'static [char] {
    if kind == Kind::TABS { &[',', ';', '\t', '\r', '\n'] } else { &[';', '\t', '\r', '\n'] }
}

/// Most cells of a row; longer rows are read over.
const MOST_CELLS: usize = 10_000;

/// Whether a part of a cell has, or would need, a mark.
fn is_like_formula(part: &str, is_first: bool) -> bool {
    if is_first {
        let rest = part.trim_start_matches('\'');
        return rest.starts_with(SIGNS) || rest.starts_with(SPACES);
    }
    // Quotation marks that begin nothing here begin a cell there.
    part.trim_start_matches(['\'', '"']).starts_with(SIGNS)
}

/// The parts of a cell, each up to where another program may part it.
fn parts(cell: &str, kind: Kind) -> impl Iterator<Item = (bool, &str)> {
    cell.split_inclusive(parting(kind)).enumerate().map(|(number, part)| (number == 0, part))
}

/// A cell with its marks; nothing where it needs none.
fn marked(cell: &str, kind: Kind) -> Option<String> {
    if !parts(cell, kind).any(|(is_first, part)| is_like_formula(part, is_first)) {
        return None;
    }
    let mark = |(is_first, part)| if is_like_formula(part, is_first) { ["'", part] } else { ["", part] };
    Some(parts(cell, kind).flat_map(mark).collect())
}

/// A cell without the marks that [`marked`] made.
fn unmarked(cell: &str, kind: Kind) -> String {
    let plain = |(is_first, part): (bool, &'_ str)| match part.strip_prefix('\'') {
        Some(rest) if is_like_formula(part, is_first) => rest.to_owned(),
        _ => part.to_owned(),
    };
    parts(cell, kind).map(plain).collect()
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
        let marked = marked(words, self.kind);
        self.marked += usize::from(marked.is_some());
        let words = marked.as_deref().unwrap_or(words);
        let edges = words.starts_with(' ') || words.ends_with(' ');
        if edges || words.contains(['"', '\r', '\n', self.kind.separator]) {
            let quoted = words.replace('"', "\"\"");
            self.text.push_str(&format!("\"{quoted}\""));
        } else {
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

/// Reads all rows of a text that this program wrote, marks taken away. In files of others a `'` is somebody's.
pub(super) fn own_rows(text: &str, kind: Kind) -> Vec<Row> {
    let plain = |row: Row| Row { cells: row.cells.iter().map(|cell| unmarked(cell, kind)).collect(), ..row };
    read(text, kind, true).into_iter().map(plain).collect()
}

/// Reads all rows of a text as they stand there.
pub(super) fn rows(text: &str, kind: Kind) -> Vec<Row> {
    let quoted = read(text, kind, true);
    if kind != Kind::TABS {
        return quoted;
    }
    // Many programs write tabulators without any quotation marks, and one in front of a cell is a part of it.
    let plain = read(text, kind, false);
    let broken = |rows: &[Row]| {
        let width = rows.first().map_or(0, |row| row.cells.len());
        rows.iter().filter(|row| row.cells.len() != width).count()
    };
    let takes_in_rows = plain.len() > quoted.len() && broken(&plain) <= broken(&quoted);
    if takes_in_rows || !closes(text, kind) { plain } else { quoted }
}

/// Whether each cell that begins with a quotation mark ends with one.
fn closes(text: &str, kind: Kind) -> bool {
    let ends = [kind.byte(), b'\r', b'\n'];
    let (mut bytes, mut begins) = (text.trim_start_matches('\u{feff}').bytes().peekable(), true);
    while let Some(byte) = bytes.next() {
        if byte != b'"' || !begins {
            begins = ends.contains(&byte);
            continue;
        }
        loop {
            match bytes.next() {
                None => return false,
                Some(b'"') if bytes.next_if_eq(&b'"').is_some() => {}
                Some(b'"') if bytes.peek().is_none_or(|next| ends.contains(next)) => break,
                Some(b'"') => return false,
                Some(_) => {}
            }
        }
        begins = false;
    }
    true
}

fn read(text: &str, kind: Kind, quoting: bool) -> Vec<Row> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ReaderBuilder::new().delimiter(kind.byte()).quoting(quoting).build();
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
                    cell.into_owned()
                });
                all.push(Row { line: usize::try_from(begins).unwrap_or(usize::MAX), cells: cells.collect() });
                // The row's end is half read where it has two characters, and empty lines are no rows.
                let empty = rest.iter().take_while(|byte| matches!(byte, b'\n' | b'\r'));
                begins = reader.line() + empty.filter(|byte| **byte == b'\n').map(|_| 1).sum::<u64>();
                (written, count) = (0, 0);
            }
            ReadRecordResult::End => return all,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HARD: [&str; 22] = [
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
        "a;=1",
        "a\n'@b;c;'d",
        "- a\n- b\n\n\t+c",
        "a;\n;\t",
        "',=1",
        "a;\"=1\";\"\"'+2",
    ];

    #[test]
    fn cells_come_back_as_they_were() {
        for kind in [Kind::COMMAS, Kind::TABS] {
            let mut rows = Rows::new(kind);
            rows.cells(HARD).end();
            rows.cells(["x", "y"]).end();
            let text = rows.text().to_owned();
            assert_eq!(rows.marked, if kind == Kind::TABS { 14 } else { 13 }, "{text}");
            let read = own_rows(&text, kind);
            assert_eq!(read[0].cells, HARD, "{text}");
            assert_eq!(read[1], Row { line: 9, cells: vec!["x".into(), "y".into()] });
            assert_eq!(read.len(), 2);
        }
    }

    /// Whatever a program takes for the separator, and whether it knows quotation marks or not; with our own separator it does.
    #[test]
    fn no_cell_begins_like_a_formula() {
        for kind in [Kind::COMMAS, Kind::TABS] {
            let mut rows = Rows::new(kind);
            rows.cells(HARD).end();
            for separator in [',', ';', '\t'] {
                for quoting in [true, false] {
                    let other = Kind { separator, ..kind };
                    let is_own = other == kind && quoting;
                    if other == kind && !quoting {
                        continue;
                    }
                    for cell in read(rows.text(), other, quoting).iter().flat_map(|row| &row.cells) {
                        let begins = cell.starts_with(SIGNS) || is_own && cell.starts_with(SPACES);
                        assert!(!begins, "{cell:?} by {separator:?}");
                    }
                }
            }
        }
    }

    #[test]
    fn tabulators_without_quotation_marks() {
        let cells = |text: &str| rows(text, Kind::TABS).into_iter().map(|row| row.cells.join("|")).collect::<Vec<_>>();
        assert_eq!(cells("a\tb\n\"No,\" she said.\t1\nx\t2\n"), ["a|b", "\"No,\" she said.|1", "x|2"]);
        assert_eq!(cells("a\tb\n\"No\t1\nx\t2\n"), ["a|b", "\"No|1", "x|2"], "it never ends");
        assert_eq!(cells("a\tb\n\"No\t1\n5\"\t2\n"), ["a|b", "\"No|1", "5\"|2"], "it ends in another row");
        assert_eq!(cells("a\tb\n\"No\n\"\"5\tx\"\t1\n"), ["a|b", "No\n\"5\tx|1"], "these are meant");
        assert_eq!(cells("a\tb\n\"No\"\t1\n"), ["a|b", "No|1"]);
        assert_eq!(rows("a,b\n\"No\n\",1\n", Kind::COMMAS)[1].cells, ["No\n", "1"]);
    }
}
