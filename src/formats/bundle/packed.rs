//! The finished bytes, given out by pieces.

use std::io::{Cursor, Read as _};
use std::rc::Rc;

use flate2::read::DeflateDecoder;
use sha2::{Digest, Sha256};

use super::files::Packed;
use super::zip;

/// The finished bytes.
pub(super) enum Bytes {
    /// A zip.
    Zip(Vec<u8>),
    /// One file. It stays packed, and is unpacked as its pieces are asked for.
    File {
        /// Its bytes, deflated.
        packed: Rc<[u8]>,
        /// How many there are of the unpacked ones.
        size: usize,
        /// What unpacks them.
        decoder: DeflateDecoder<Cursor<Rc<[u8]>>>,
        /// How far it is.
        at: usize,
    },
}

impl Bytes {
    /// Takes the bytes of a file.
    pub(super) fn of_file(file: &mut Packed) -> Self {
        let packed: Rc<[u8]> = std::mem::take(&mut file.packed).into();
        let size = usize::try_from(file.size).unwrap_or(usize::MAX);
        let decoder = DeflateDecoder::new(Cursor::new(packed.clone()));
        Self::File { packed, size, decoder, at: 0 }
    }

    /// How many there are.
    pub(super) const fn len(&self) -> usize {
        match self {
            Self::Zip(zip) => zip.len(),
            Self::File { size, .. } => *size,
        }
    }

    /// At most `most` bytes from `from` on. Pieces one after the other cost least.
    pub(super) fn piece(&mut self, from: usize, most: usize) -> Vec<u8> {
        match self {
            Self::Zip(zip) => zip.get(from..from.saturating_add(most).min(zip.len())).unwrap_or_default().to_vec(),
            Self::File { packed, decoder, at, .. } => {
                if *at > from {
                    *decoder = DeflateDecoder::new(Cursor::new(packed.clone()));
                    *at = 0;
                }
                let mut room = Vec::new();
                while *at < from {
                    // What was packed here unpacks.
                    let skip = (from - *at).min(1 << 16);
                    match decoder.by_ref().take(skip as u64).read_to_end(&mut room) {
                        Ok(count) if count > 0 => *at += count,
                        _ => return Vec::new(),
                    }
                    room.clear();
                }
                *at += decoder.by_ref().take(most as u64).read_to_end(&mut room).unwrap_or_default();
                room
            }
        }
    }

    /// The same of a file in it, unpacked; where there is one file, of that.
    pub(super) fn piece_of(&mut self, path: &str, from: usize, most: usize) -> Vec<u8> {
        let packed = match self {
            Self::File { .. } => return self.piece(from, most),
            Self::Zip(zip) => zip::packed(zip, path).unwrap_or_default(),
        };
        let mut decoder = DeflateDecoder::new(packed);
        // What was packed here unpacks.
        let skipped = std::io::copy(&mut decoder.by_ref().take(from as u64), &mut std::io::sink());
        let mut room = Vec::new();
        if skipped.is_ok() {
            let _ = decoder.take(most as u64).read_to_end(&mut room);
        }
        room
    }

    /// Reads everything again and holds it against what was written.
    ///
    /// # Errors
    /// As [`zip::check`].
    pub(super) fn check(&self, files: &[Packed]) -> Result<(), String> {
        let packed = match self {
            Self::Zip(zip) => return zip::check(zip, files),
            Self::File { packed, .. } => packed,
        };
        let Some(file) = files.first() else { return Err(String::new()) };
        let mut decoder = DeflateDecoder::new(&**packed);
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
