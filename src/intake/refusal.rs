//! What could not be read of files, and where. Facts only: `session` makes sentences of them.

/// What could not be read, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The file; inside an archive with the archive's name in front.
    pub file: String,
    /// Which of the files within the one that was put in: [`part`](super::draft::Draft::part).
    pub part: usize,
    /// Line or row, from 1; 0 for the file as a whole.
    pub line: usize,
    /// What is wrong.
    pub why: Refused,
}

/// Why a file or record was not read. Where it is only told, the rest was taken ([`Refused::is_warning`]).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// No bytes at all, or nothing but white space; of an archive, no file that is read.
    Empty,
    /// The bytes are no text: the first that cannot be one, from 0.
    Binary(usize),
    /// A file of a kind that is known and holds no article that could be read: its name, as `PDF`.
    Kind(String),
    /// More bytes than are read in one file: how many are.
    TooLarge(usize),
    /// It does not read in the encoding that somebody chose: its name, and the first bad byte, from 0.
    NotIn(String, usize),
    /// There is no encoding of the name that somebody chose.
    NoEncoding(String),
    /// It is not written as its kind demands: the column, from 1 (characters; 0 where there is none), and what is wrong
    /// there in the words of the reader.
    Syntax(usize, String),
    /// Lists and objects lie deeper in each other than is read: how deep that is.
    TooDeep(usize),
    /// A line, row or field is longer than is read: how many characters are.
    TooLong(usize),
    /// No field is known to hold a text: the names of those that are there, apart by a comma and a space.
    NoTextField(String),
    /// A record is not made of fields but is something else, as `a number`.
    NotARecord(String),
    /// A key stands twice in one object.
    SameKey(String),
    /// A row has another number of fields than the first: how many, and how many that has.
    RowLength(usize, usize),
    /// The archive ends too early: how many of its files could still be read.
    CutShort(usize),
    /// A file in an archive does not unpack: what is wrong, in the words of the reader.
    Broken(String),
    /// A file in an archive is locked by a password.
    Encrypted,
    /// A file in an archive is packed in a way that is not read: its name.
    Method(String),
    /// An archive in an archive in an archive.
    Nested,
    /// It unpacks to many times what it weighs: how many times are read.
    Swells(usize),
    /// The archive unpacks to more bytes than are read: how many are. The rest of it was left.
    UnpacksTooLarge(usize),
    /// More files in one archive than are read: how many are.
    TooManyFiles(usize),
    /// A saved page in which there is no page.
    NoPage,
    /// A file of an archive that only goes with a page (pictures, styles, programs): its ending. Never read, only told.
    Beside(String),
    /// A file or record of this program's own, which is read elsewhere, with all that was said in it.
    Ours,
    /// Lists that hold no text, where others do: their names, apart by a comma and a space. Only told.
    PassedOver(String),
    /// A text of very many characters: how many. It was taken.
    LongText(usize),
}

impl Refused {
    /// Whether it is only told.
    #[must_use]
    pub const fn is_warning(&self) -> bool {
        match self {
            Self::Beside(_) | Self::PassedOver(_) | Self::LongText(_) => true,
            Self::CutShort(read) => *read > 0,
            _ => false,
        }
    }

    /// Its name, number and words, as messages carry them.
    #[must_use]
    pub fn facts(&self) -> (&'static str, usize, String) {
        match self {
            Self::Empty => ("empty", 0, String::new()),
            Self::Binary(byte) => ("binary", *byte, String::new()),
            Self::Kind(name) => ("kind", 0, name.clone()),
            Self::TooLarge(most) => ("too_large", *most, String::new()),
            Self::NotIn(name, byte) => ("not_in", *byte, name.clone()),
            Self::NoEncoding(name) => ("no_encoding", 0, name.clone()),
            Self::Syntax(column, words) => ("syntax", *column, words.clone()),
            Self::TooDeep(most) => ("too_deep", *most, String::new()),
            Self::TooLong(most) => ("too_long", *most, String::new()),
            Self::NoTextField(names) => ("no_text_field", 0, names.clone()),
            Self::NotARecord(what) => ("not_a_record", 0, what.clone()),
            Self::SameKey(key) => ("same_key", 0, key.clone()),
            Self::RowLength(found, first) => ("row_length", *found, first.to_string()),
            Self::CutShort(read) => ("cut_short", *read, String::new()),
            Self::Broken(words) => ("broken", 0, words.clone()),
            Self::Encrypted => ("encrypted", 0, String::new()),
            Self::Method(name) => ("method", 0, name.clone()),
            Self::Nested => ("nested", 0, String::new()),
            Self::Swells(times) => ("swells", *times, String::new()),
            Self::UnpacksTooLarge(most) => ("unpacks_too_large", *most, String::new()),
            Self::TooManyFiles(most) => ("too_many_files", *most, String::new()),
            Self::NoPage => ("no_page", 0, String::new()),
            Self::Beside(ending) => ("beside", 0, ending.clone()),
            Self::Ours => ("ours", 0, String::new()),
            Self::PassedOver(names) => ("passed_over", 0, names.clone()),
            Self::LongText(characters) => ("long_text", *characters, String::new()),
        }
    }

    /// What has these facts; `None` for a name that is not known.
    #[must_use]
    pub fn from_facts(name: &str, number: usize, words: &str) -> Option<Self> {
        let words = words.to_owned();
        Some(match name {
            "empty" => Self::Empty,
            "binary" => Self::Binary(number),
            "kind" => Self::Kind(words),
            "too_large" => Self::TooLarge(number),
            "not_in" => Self::NotIn(words, number),
            "no_encoding" => Self::NoEncoding(words),
            "syntax" => Self::Syntax(number, words),
            "too_deep" => Self::TooDeep(number),
            "too_long" => Self::TooLong(number),
            "no_text_field" => Self::NoTextField(words),
            "not_a_record" => Self::NotARecord(words),
            "same_key" => Self::SameKey(words),
            "row_length" => Self::RowLength(number, words.parse().ok()?),
            "cut_short" => Self::CutShort(number),
            "broken" => Self::Broken(words),
            "encrypted" => Self::Encrypted,
            "method" => Self::Method(words),
            "nested" => Self::Nested,
            "swells" => Self::Swells(number),
            "unpacks_too_large" => Self::UnpacksTooLarge(number),
            "too_many_files" => Self::TooManyFiles(number),
            "no_page" => Self::NoPage,
            "beside" => Self::Beside(words),
            "ours" => Self::Ours,
            "passed_over" => Self::PassedOver(words),
            "long_text" => Self::LongText(number),
            _ => return None,
        })
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// One of each.
    pub(crate) fn one_of_each() -> Vec<Refused> {
        let words = || "words".to_owned();
        vec![
            Refused::Empty,
            Refused::Binary(3),
            Refused::Kind(words()),
            Refused::TooLarge(4),
            Refused::NotIn(words(), 5),
            Refused::NoEncoding(words()),
            Refused::Syntax(6, words()),
            Refused::TooDeep(7),
            Refused::TooLong(8),
            Refused::NoTextField(words()),
            Refused::NotARecord(words()),
            Refused::SameKey(words()),
            Refused::RowLength(9, 10),
            Refused::CutShort(11),
            Refused::Broken(words()),
            Refused::Encrypted,
            Refused::Method(words()),
            Refused::Nested,
            Refused::Swells(12),
            Refused::UnpacksTooLarge(13),
            Refused::TooManyFiles(14),
            Refused::NoPage,
            Refused::Beside(words()),
            Refused::Ours,
            Refused::PassedOver(words()),
            Refused::LongText(15),
        ]
    }

    #[test]
    fn facts_lead_back() {
        let mut names = Vec::new();
        for refused in one_of_each() {
            let (name, number, words) = refused.facts();
            assert_eq!(Refused::from_facts(name, number, &words), Some(refused));
            names.push(name);
        }
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), one_of_each().len());
        assert_eq!(Refused::from_facts("another", 0, ""), None);
    }
}
