//! `.zip`: the files in it, one at a time. Names in it are labels and never paths; what unpacks to too much is left packed.

use std::borrow::Cow;
use std::cell::Cell;
use std::io::{Cursor, Read};
use std::rc::Rc;

use zip::read::{ZipFile, read_zipfile_from_stream};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::super::names;
use super::{File, Out, Refused, Source, Step, limits};

/// Bytes to which an archive and those within may still unpack.
#[derive(Clone)]
pub(super) struct Room(Rc<Cell<usize>>);

impl Room {
    pub(super) fn new() -> Self {
        Self(Rc::new(Cell::new(limits::UNPACKED)))
    }
}

/// The archive's bytes: one copy for both ways to read it.
#[derive(Clone)]
struct Packed(Rc<Vec<u8>>);

impl AsRef<[u8]> for Packed {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// An archive.
pub(super) struct Archive {
    held: Held,
    name: Rc<str>,
    encoding: Option<String>,
    depth: usize,
    room: Room,
    /// Files that came out of it, or were told.
    count: usize,
}

enum Held {
    /// One with its list of files, and the next of them.
    Whole(ZipArchive<Cursor<Packed>>, usize),
    /// One without its list: what stands one after the other.
    Cut(Cursor<Packed>),
    End,
}

/// What came of a file in an archive.
enum Entry {
    /// A folder, or what no person put there.
    Skipped,
    /// A file.
    File(String, Vec<u8>),
    /// A file that was not unpacked.
    Refused(String, Refused),
}

impl Archive {
    pub(super) fn open(file: File) -> Result<Box<dyn Source>, Refused> {
        if file.depth > limits::NESTED {
            return Err(Refused::Nested);
        }
        let bytes = Cursor::new(Packed(Rc::new(file.bytes)));
        let held = match ZipArchive::new(bytes.clone()) {
            Ok(archive) if archive.len() > limits::ENTRIES => return Err(Refused::TooManyFiles(limits::ENTRIES)),
            Ok(archive) => {
                if let Some(kind) = document_kind(archive.file_names_raw()) {
                    return Err(Refused::Kind(kind.to_owned()));
                }
                Held::Whole(archive, 0)
            }
            Err(_) => Held::Cut(bytes),
        };
        let File { name, encoding, depth, room, .. } = file;
        Ok(Box::new(Self { held, name, encoding, depth, room, count: 0 }))
    }

    fn came(&mut self, out: &mut Out<'_>, read: usize, entry: Entry) -> Step {
        match entry {
            Entry::Skipped => Step::Read(read),
            // The archive tells of it in the next step.
            Entry::Refused(_, Refused::UnpacksTooLarge(_)) => Step::Read(read),
            Entry::Refused(name, why) => {
                self.count += 1;
                out.refuse_inner(&names::inside(&self.name, &name), 0, why);
                Step::Read(read)
            }
            Entry::File(name, bytes) => {
                self.count += 1;
                let name = names::inside(&self.name, &name).into();
                let (encoding, room) = (self.encoding.clone(), self.room.clone());
                Step::Inner(read, File { name, bytes, encoding, depth: self.depth + 1, room })
            }
        }
    }

    fn end(&mut self, out: &mut Out<'_>, why: Option<Refused>) -> Step {
        self.held = Held::End;
        let why = why.or_else(|| (self.count == 0).then_some(Refused::Empty));
        if let Some(why) = why {
            out.refuse(0, why);
        }
        Step::Read(1)
    }
}

impl Source for Archive {
    fn step(&mut self, out: &mut Out<'_>) -> Step {
        if self.room.0.get() == 0 {
            // Told once, by the archive that came upon it.
            let told = matches!(self.held, Held::End);
            return if told { Step::End } else { self.end(out, Some(Refused::UnpacksTooLarge(limits::UNPACKED))) };
        }
        match &mut self.held {
            Held::End => Step::End,
            Held::Whole(archive, next) => {
                if *next == 0 && archive.has_duplicate_names() {
                    out.refuse(0, Refused::Broken("files of one name: only the last of them was read".to_owned()));
                }
                if *next >= archive.len() {
                    return self.end(out, None);
                }
                let (read, entry) = listed(archive, *next, &self.room);
                *next += 1;
                self.came(out, read, entry)
            }
            Held::Cut(bytes) => {
                let before = bytes.position();
                match following(bytes, &self.room) {
                    Some(entry) => {
                        let read = usize::try_from(bytes.position() - before).unwrap_or(usize::MAX);
                        self.came(out, read, entry)
                    }
                    None => {
                        let why = Refused::CutShort(self.count);
                        self.end(out, Some(why))
                    }
                }
            }
        }
    }
}

/// A file by its number in the list, and how many bytes it takes in the archive.
fn listed(archive: &mut ZipArchive<Cursor<Packed>>, number: usize, room: &Room) -> (usize, Entry) {
    let mut name = archive.name_for_index(number).and_then(Result::ok).map(Cow::into_owned).unwrap_or_default();
    let (read, refused) = match archive.by_index_raw(number) {
        Err(error) => (1, Some(reason(&error))),
        Ok(file) => {
            // As it is written, where that is UTF-8, whatever the archive says of it.
            if let Ok(raw) = std::str::from_utf8(file.name_raw()) {
                raw.clone_into(&mut name);
            }
            let read = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX).saturating_add(1);
            if file.is_dir() || file.is_symlink() || is_skipped(&name) {
                return (read, Entry::Skipped);
            }
            (read, gate(&file, &name, room))
        }
    };
    if let Some(why) = refused {
        return (read, Entry::Refused(name, why));
    }
    let entry = match archive.by_index(number) {
        Err(error) => Entry::Refused(name, reason(&error)),
        Ok(mut file) => unpack(&mut file, name, room),
    };
    (read, entry)
}

/// The next file of an archive without a list; `None` where there is none that can be read.
fn following(bytes: &mut Cursor<Packed>, room: &Room) -> Option<Entry> {
    let mut file: ZipFile<'_, _> = read_zipfile_from_stream(bytes).ok().flatten()?;
    let name = String::from_utf8_lossy(file.name_raw()).into_owned();
    if file.is_dir() || is_skipped(&name) {
        return Some(Entry::Skipped);
    }
    if let Some(why) = gate(&file, &name, room) {
        return Some(Entry::Refused(name, why));
    }
    match unpack(&mut file, name, room) {
        // What is cut off is no file of it.
        Entry::Refused(_, Refused::Broken(_)) => None,
        entry => Some(entry),
    }
}

/// Why a file is not to be unpacked, as far as the archive says.
fn gate<R: Read>(file: &ZipFile<'_, R>, name: &str, room: &Room) -> Option<Refused> {
    let ending = names::ending(name);
    if BESIDE.contains(&ending.as_str()) {
        return Some(Refused::Beside(ending));
    }
    if file.encrypted() {
        return Some(Refused::Encrypted);
    }
    if !matches!(file.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
        return Some(Refused::Method(file.compression().to_string()));
    }
    let size = usize::try_from(file.size()).unwrap_or(usize::MAX);
    let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
    if size > limits::FILE {
        Some(if swells(size, packed) { Refused::Swells(limits::RATIO) } else { Refused::TooLarge(limits::FILE) })
    } else if swells(size, packed) {
        Some(Refused::Swells(limits::RATIO))
    } else if size > room.0.get() {
        room.0.set(0);
        Some(Refused::UnpacksTooLarge(limits::UNPACKED))
    } else {
        None
    }
}

fn swells(size: usize, packed: usize) -> bool {
    size > limits::RATIO_FROM && size / limits::RATIO > packed
}

/// Unpacks a file, whatever size the archive says it has.
fn unpack<R: Read>(file: &mut ZipFile<'_, R>, name: String, room: &Room) -> Entry {
    let packed = usize::try_from(file.compressed_size()).unwrap_or(usize::MAX);
    let most = limits::FILE.min(room.0.get()).min(limits::RATIO_FROM.max(packed.saturating_mul(limits::RATIO)));
    let mut bytes = Vec::new();
    let read = file.take(most as u64 + 1).read_to_end(&mut bytes);
    room.0.set(room.0.get().saturating_sub(bytes.len()));
    if let Err(error) = read {
        return Entry::Refused(name, Refused::Broken(error.to_string().chars().take(200).collect()));
    }
    if bytes.len() > most {
        let why = if room.0.get() == 0 {
            Refused::UnpacksTooLarge(limits::UNPACKED)
        } else if most == limits::FILE {
            Refused::TooLarge(limits::FILE)
        } else {
            Refused::Swells(limits::RATIO)
        };
        return Entry::Refused(name, why);
    }
    Entry::File(name, bytes)
}

fn reason(error: &ZipError) -> Refused {
    match error {
        ZipError::UnsupportedArchive(words) if *words == ZipError::PASSWORD_REQUIRED => Refused::Encrypted,
        ZipError::CompressionMethodNotSupported(number) => Refused::Method(number.to_string()),
        error => Refused::Broken(error.to_string().chars().take(200).collect()),
    }
}

/// Endings of files that go with a page.
const BESIDE: &[&str] = &[
    "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "webp", "svg", "ico", "bmp", "avif", "heic", "tif", "tiff",
    "woff", "woff2", "ttf", "otf", "eot", "mp3", "mp4", "m4a", "webm", "ogg", "wav", "avi", "mov",
];

/// What systems put into archives and no person did.
fn is_skipped(name: &str) -> bool {
    let mut steps = name.split(['/', '\\']);
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let is_hidden = |step: &str| step == "__MACOSX" || step.starts_with('.') && step != "." && step != "..";
    last.is_empty() || steps.any(is_hidden) || ["thumbs.db", "desktop.ini"].contains(&last.to_lowercase().as_str())
}

/// The kind of a document that is a zip archive inside.
fn document_kind<'a>(names: impl Iterator<Item = &'a [u8]>) -> Option<&'static str> {
    let begins: &[(&[u8], &str)] = &[
        (b"word/document", "Word (docx)"),
        (b"xl/workbook", "Excel (xlsx)"),
        (b"ppt/presentation", "PowerPoint (pptx)"),
        (b"META-INF/container.xml", "EPUB"),
        (b"META-INF/manifest.xml", "OpenDocument (odt)"),
        (b"META-INF/MANIFEST.MF", "Java archive"),
        (b"AndroidManifest.xml", "Android program"),
        (b"Index/Document.iwa", "Pages"),
    ];
    let mut found = names.take(1000).filter_map(|name| begins.iter().find(|(begin, _)| name.starts_with(begin)));
    found.next().map(|(_, kind)| *kind)
}
