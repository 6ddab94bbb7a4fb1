//! `.csv`, `.tsv`: a row for each article, the first row for the names of the fields. `csv-core` reads the rows.

use csv_core::{ReadRecordResult, Reader as Rows, ReaderBuilder};

use super::super::bytes::Text;
use super::fields::part_of;
use super::records::{draft, no_text};
use super::{Out, Refused, Source, Step, limits};

/// What fields may stand apart by.
const SEPARATORS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Bytes that are looked at to tell the separator.
const SAMPLE: usize = 1 << 16;

/// Rows that are looked at to tell the separator.
const ROWS: usize = 20;

/// A table that is read row by row.
pub(super) struct TableFile {
    text: Text,
    at: usize,
    rows: Rows,
    separator: u8,
    /// Row that was read last, from 1.
    row: usize,
    names: Vec<String>,
}

/// A row.
enum Row {
    Fields(Vec<String>),
    TooLong,
    End,
}

/// Reads the next row; how many bytes it takes.
fn next(rows: &mut Rows, text: &str) -> (Row, usize) {
    let bytes = text.as_bytes();
    let (mut out, mut ends) = (vec![0_u8; 4096], vec![0_usize; 64]);
    let (mut at, mut written, mut fields) = (0, 0, 0);
    // What is too much is read over, up to the end of the row.
    let mut is_too_long = false;
    loop {
        let input = bytes.get(at..).unwrap_or_default();
        let (result, read, wrote, ended) = rows.read_record(input, &mut out[written..], &mut ends[fields..]);
        at += read;
        written += wrote;
        fields += ended;
        match result {
            ReadRecordResult::InputEmpty => {}
            ReadRecordResult::OutputFull => {
                let more = out.len();
                if more > 4 * limits::LINE || out.try_reserve(more).is_err() {
                    (is_too_long, written) = (true, 0);
                } else {
                    out.resize(2 * more, 0);
                }
            }
            ReadRecordResult::OutputEndsFull if ends.len() > limits::FIELDS => (is_too_long, fields) = (true, 0),
            ReadRecordResult::OutputEndsFull => ends.resize(2 * ends.len(), 0),
            ReadRecordResult::End => return (Row::End, at),
            ReadRecordResult::Record => break,
        }
    }
    if is_too_long {
        return (Row::TooLong, at);
    }
    // Fields end between characters: separators and quotes are ASCII.
    let whole = std::str::from_utf8(&out[..written]).unwrap_or_default();
    if fields > limits::FIELDS || written > limits::LINE && whole.chars().count() > limits::LINE {
        return (Row::TooLong, at);
    }
    let mut from = 0;
    let cut = ends[..fields].iter().map(|end| {
        let field = whole.get(from..*end).unwrap_or_default().to_owned();
        from = *end;
        field
    });
    (Row::Fields(cut.collect()), at)
}

/// Whether a row ends within quotation marks, which is where the file was cut, or one was forgotten.
fn is_unclosed(row: &str, separator: u8) -> bool {
    let (mut is_first, mut is_quoted) = (true, false);
    let mut bytes = row.bytes().peekable();
    while let Some(byte) = bytes.next() {
        match byte {
            // Two of them stand for one.
            b'"' if is_quoted => is_quoted = bytes.next_if_eq(&b'"').is_some(),
            b'"' if is_first => is_quoted = true,
            _ => {}
        }
        is_first = !is_quoted && (byte == separator || matches!(byte, b'\n' | b'\r'));
    }
    is_quoted
}

/// What is told of such a row.
fn unclosed() -> Refused {
    Refused::Syntax(0, "a quotation mark is opened here and never closed, to the end of the file".to_owned())
}

fn reader(separator: u8) -> Rows {
    ReaderBuilder::new().delimiter(separator).build()
}

/// What fields stand apart by: where the first row has names that are known, and the others as many fields as it.
fn separator(text: &str) -> u8 {
    let mut end = SAMPLE.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let sample = &text[..end];
    let fit = |separator: u8| {
        let mut rows = reader(separator);
        let (Row::Fields(names), mut at) = next(&mut rows, sample) else { return (0, 0, 0) };
        let known = names.iter().filter(|name| part_of(name).is_some()).count();
        let mut same = 0;
        for _ in 0..ROWS {
            let (Row::Fields(fields), read) = next(&mut rows, &sample[at..]) else { break };
            same += usize::from(fields.len() == names.len() && names.len() > 1);
            at += read;
        }
        (known, same, names.len().min(limits::FIELDS))
    };
    // The first of several that fit alike.
    let mut best = (SEPARATORS[0], fit(SEPARATORS[0]));
    for other in SEPARATORS.into_iter().skip(1) {
        let fits = fit(other);
        if fits > best.1 {
            best = (other, fits);
        }
    }
    best.0
}

impl TableFile {
    pub(super) fn open(text: Text) -> Result<Box<dyn Source>, Refused> {
        Self::with(text, None)
    }

    pub(super) fn open_tabs(text: Text) -> Result<Box<dyn Source>, Refused> {
        let first = text.text.lines().next().unwrap_or_default();
        let tabs = first.contains('\t').then_some(b'\t');
        Self::with(text, tabs)
    }

    fn with(text: Text, told: Option<u8>) -> Result<Box<dyn Source>, Refused> {
        let mut at = text.text.len() - text.text.trim_start_matches('\u{feff}').len();
        let mut told = told;
        let mut row = 0;
        // What spreadsheet programs write first for one another.
        let first = text.text[at..].lines().next().unwrap_or_default();
        if let Some([separator]) = first.strip_prefix("sep=").map(str::as_bytes) {
            told = Some(*separator).filter(u8::is_ascii);
            at = (at + text.text[at..].find('\n').map_or(first.len(), |end| end + 1)).min(text.text.len());
            row = 1;
        }
        let separator = told.unwrap_or_else(|| separator(&text.text[at..]));
        let mut rows = reader(separator);
        let (first, read) = next(&mut rows, &text.text[at..]);
        if at + read >= text.text.len() && is_unclosed(&text.text[at..], separator) {
            return Err(unclosed());
        }
        let names = match first {
            Row::Fields(names) => names,
            Row::TooLong => return Err(Refused::TooLong(limits::LINE)),
            Row::End => return Err(Refused::Empty),
        };
        if !names.iter().any(|name| super::fields::is_text(name)) {
            return Err(no_text(names.iter().map(String::as_str)));
        }
        Ok(Box::new(Self { text, at: at + read, rows, separator, row: row + 1, names }))
    }
}

impl Source for TableFile {
    fn step(&mut self, out: &mut Out<'_>) -> Step {
        let rest = self.text.text.get(self.at..).unwrap_or_default();
        let (row, read) = next(&mut self.rows, rest);
        let is_unclosed = read >= rest.len() && is_unclosed(rest, self.separator);
        self.at += read;
        self.row += 1;
        if is_unclosed {
            out.refuse(self.row, unclosed());
            return Step::Read(read);
        }
        let fields = match row {
            Row::End => return Step::End,
            Row::TooLong => {
                out.refuse(self.row, Refused::TooLong(limits::LINE));
                return Step::Read(read);
            }
            Row::Fields(fields) => fields,
        };
        if fields.len() != self.names.len() {
            if fields.iter().any(|field| !field.trim().is_empty()) {
                out.refuse(self.row, Refused::RowLength(fields.len(), self.names.len()));
            }
            return Step::Read(read);
        }
        let fields = self.names.iter().cloned().zip(fields).collect();
        match draft(fields, self.names.iter().map(String::as_str), "") {
            Ok(draft) => out.take(self.row, draft, &self.text.encoded),
            Err(why) => out.refuse(self.row, why),
        }
        Step::Read(read)
    }
}
