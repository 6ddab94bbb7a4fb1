//! The finished bytes, given out by pieces.

use std::io::{Cursor, Read as _};
use std::ops::Range;
use std::rc::Rc;

use flate2::read::DeflateDecoder;
use sha2::{Digest, Sha256};

use super::files::Packed;
use super::zip::{self, Zip};

/// The finished bytes. A file stays packed, and is unpacked as its pieces are asked for.
pub(super) enum Bytes {
    /// A zip, and the file in it that is being unpacked.
    Zip(Zip, Option<Unpacking>),
    /// One file.
    File(Unpacking),
}

/// A stretch of bytes that are shared.
#[derive(Clone)]
struct Stretch(Rc<Vec<u8>>, Range<usize>);

impl AsRef<[u8]> for Stretch {
    fn as_ref(&self) -> &[u8] {
        self.0.get(self.1.clone()).unwrap_or_default()
    }
}

/// A file on its way out.
pub(super) struct Unpacking {
    path: String,
    packed: Stretch,
    /// How many unpacked bytes there are, where that is asked for.
    size: usize,
    decoder: DeflateDecoder<Cursor<Stretch>>,
    /// How far it is.
    at: usize,
}

impl Unpacking {
    fn new(path: &str, packed: Stretch, size: usize) -> Self {
        let decoder = DeflateDecoder::new(Cursor::new(packed.clone()));
        Self { path: path.to_owned(), packed, size, decoder, at: 0 }
    }

    /// At most `most` bytes from `from` on. One piece after the other goes on where the last one ended.
    fn piece(&mut self, from: usize, most: usize) -> Vec<u8> {
        if self.at > from {
            self.decoder = DeflateDecoder::new(Cursor::new(self.packed.clone()));
            self.at = 0;
        }
        let mut room = Vec::new();
        while self.at < from {
            // What was packed here unpacks.
            let skip = (from - self.at).min(1 << 16);
            match self.decoder.by_ref().take(skip as u64).read_to_end(&mut room) {
                Ok(count) if count > 0 => self.at += count,
                _ => return Vec::new(),
            }
            room.clear();
        }
        self.at += self.decoder.by_ref().take(most as u64).read_to_end(&mut room).unwrap_or_default();
        room
    }
}

impl Bytes {
    /// Takes the bytes of a file.
    pub(super) fn of_file(file: &mut Packed) -> Self {
        let packed = Rc::new(std::mem::take(&mut file.packed));
        let all = 0..packed.len();
        Self::File(Unpacking::new(&file.path, Stretch(packed, all), usize::try_from(file.size).unwrap_or(usize::MAX)))
    }

    /// Takes those of several as a zip; nothing where it would be larger than 4 GB.
    pub(super) fn of_files(files: &mut [Packed]) -> Option<Self> {
        Some(Self::Zip(zip::write(files)?, None))
    }

    /// How many there are.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::Zip(zip, _) => zip.bytes.len(),
            Self::File(file) => file.size,
        }
    }

    /// At most `most` bytes from `from` on. Pieces one after the other cost least.
    pub(super) fn piece(&mut self, from: usize, most: usize) -> Vec<u8> {
        match self {
            Self::Zip(zip, _) => {
                let end = from.saturating_add(most).min(zip.bytes.len());
                zip.bytes.get(from..end).unwrap_or_default().to_vec()
            }
            Self::File(file) => file.piece(from, most),
        }
    }

    /// The same of a file in it, unpacked; nothing where it is not in it.
    pub(super) fn piece_of(&mut self, path: &str, from: usize, most: usize) -> Vec<u8> {
        let (zip, open) = match self {
            Self::File(file) if file.path == path => return file.piece(from, most),
            Self::File(_) => return Vec::new(),
            Self::Zip(zip, open) => (zip, open),
        };
        if open.as_ref().is_none_or(|open| open.path != path) {
            let Some(place) = zip.place(path) else { return Vec::new() };
            *open = Some(Unpacking::new(path, Stretch(zip.bytes.clone(), place), 0));
        }
        open.as_mut().map(|open| open.piece(from, most)).unwrap_or_default()
    }

    /// Reads everything again and holds it against what was written.
    ///
    /// # Errors
    /// As [`zip::check`].
    pub(super) fn check(&self, files: &[Packed]) -> Result<(), String> {
        let packed = match self {
            Self::Zip(zip, _) => return zip::check(&zip.bytes, files),
            Self::File(file) => file.packed.as_ref(),
        };
        let Some(file) = files.first() else { return Err(String::new()) };
        let mut decoder = DeflateDecoder::new(packed);
        let mut sha = Sha256::new();
        let mut room = vec![0; 1 << 16];
        loop {
            match decoder.read(&mut room).map_err(|_| file.path.clone())? {
                0 => break,
                count => sha.update(room.get(..count).unwrap_or_default()),
            }
        }
        let sum: [u8; 32] = sha.finalize().into();
        if sum == file.sha256 { Ok(()) } else { Err(file.path.clone()) }
    }
}
