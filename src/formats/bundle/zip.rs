//! A zip of files that are packed already. It has no times, owners or comments, so that the same files give the same
//! bytes. (`zip` writes one file after another; ours grow side by side, so only its reader is used: as the second pair of
//! eyes.)

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _};
use std::ops::Range;
use std::rc::Rc;

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::files::Packed;

/// First day of the clock of a zip, 1 January 1980, at midnight.
const DAY: u16 = 0x0021;
/// What it takes to read a file: deflate.
const NEEDED: u16 = 20;
/// What it takes to read a list of more than 65,535 files.
const NEEDED_MANY: u16 = 45;
/// Names are UTF-8.
const UTF8: u16 = 0x0800;
const DEFLATED: u16 = 8;
/// A plain file that everybody may read, in the terms of Unix, which are those of [`MADE_BY`].
const MODE: u32 = 0o100_644 << 16;
const MADE_BY: u16 = 3 << 8 | NEEDED_MANY;

/// A zip that was written.
pub struct Zip {
    /// All of it.
    pub bytes: Rc<Vec<u8>>,
    /// Where the packed bytes of each file stand.
    places: BTreeMap<String, Range<usize>>,
}

impl Zip {
    /// Where the packed bytes of a file stand.
    #[must_use]
    pub fn place(&self, path: &str) -> Option<Range<usize>> {
        self.places.get(path).cloned()
    }
}

/// Writes a zip of files; nothing where it would be larger than 4 GB. Takes the packed bytes of each out of the list.
#[must_use]
pub fn write(files: &mut [Packed]) -> Option<Zip> {
    let weight = files.iter().map(|file| file.packed.len() + 2 * file.path.len() + 76).sum::<usize>();
    let mut zip = Vec::with_capacity(weight + 98);
    let mut list = Vec::new();
    let mut places = BTreeMap::new();
    for file in files.iter_mut() {
        let packed = std::mem::take(&mut file.packed);
        let offset = u32::try_from(zip.len()).ok()?;
        let length = u16::try_from(file.path.len()).ok()?;
        let mut facts = Vec::with_capacity(26);
        for half in [UTF8, DEFLATED, 0, DAY] {
            facts.extend(half.to_le_bytes());
        }
        for word in [file.crc, u32::try_from(packed.len()).ok()?, u32::try_from(file.size).ok()?] {
            facts.extend(word.to_le_bytes());
        }
        facts.extend(length.to_le_bytes());
        facts.extend([0, 0]);
        zip.extend(b"PK\x03\x04");
        zip.extend(NEEDED.to_le_bytes());
        zip.extend(&facts);
        zip.extend(file.path.as_bytes());
        places.insert(file.path.clone(), zip.len()..zip.len() + packed.len());
        zip.extend(packed);
        list.extend(b"PK\x01\x02");
        list.extend(MADE_BY.to_le_bytes());
        list.extend(NEEDED.to_le_bytes());
        list.extend(&facts);
        // No comment, the first disk, no attributes of its own.
        list.extend([0; 6]);
        list.extend(MODE.to_le_bytes());
        list.extend(offset.to_le_bytes());
        list.extend(file.path.as_bytes());
    }
    let (at, length) = (u32::try_from(zip.len()).ok()?, u32::try_from(list.len()).ok()?);
    zip.extend(list);
    let count = files.len() as u64;
    let short = u16::try_from(count).ok().filter(|count| *count < u16::MAX);
    if short.is_none() {
        let end = zip.len() as u64;
        zip.extend(b"PK\x06\x06");
        zip.extend(44_u64.to_le_bytes());
        zip.extend(MADE_BY.to_le_bytes());
        zip.extend(NEEDED_MANY.to_le_bytes());
        zip.extend([0; 8]);
        for word in [count, count, u64::from(length), u64::from(at)] {
            zip.extend(word.to_le_bytes());
        }
        zip.extend(b"PK\x06\x07");
        zip.extend([0; 4]);
        zip.extend(end.to_le_bytes());
        zip.extend(1_u32.to_le_bytes());
    }
    let short = short.unwrap_or(u16::MAX);
    zip.extend(b"PK\x05\x06");
    zip.extend([0; 4]);
    zip.extend(short.to_le_bytes());
    zip.extend(short.to_le_bytes());
    zip.extend(length.to_le_bytes());
    zip.extend(at.to_le_bytes());
    zip.extend([0; 2]);
    Some(Zip { bytes: Rc::new(zip), places })
}

/// Opens a zip again and holds every file in it against what was written.
///
/// # Errors
/// The path of the first file that differs; empty where the zip does not open or has another number of files.
pub fn check(zip: &[u8], files: &[Packed]) -> Result<(), String> {
    let mut archive = ZipArchive::new(Cursor::new(zip)).map_err(|_| String::new())?;
    if archive.len() != files.len() {
        return Err(String::new());
    }
    for (number, file) in files.iter().enumerate() {
        let wrong = || file.path.clone();
        let mut found = archive.by_index(number).map_err(|_| wrong())?;
        let mut sha = Sha256::new();
        let mut room = vec![0; 1 << 16];
        loop {
            match found.read(&mut room).map_err(|_| wrong())? {
                0 => break,
                count => sha.update(room.get(..count).unwrap_or_default()),
            }
        }
        let sum: [u8; 32] = sha.finalize().into();
        if sum != file.sha256 || found.name().map_err(|_| wrong())? != file.path.as_str() {
            return Err(wrong());
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::files::Files;
    use super::*;

    #[test]
    fn a_zip_that_was_damaged_is_found() {
        let mut files = Files::default();
        files.add("a.txt", &"Ana met Bo. ".repeat(50));
        files.add("ä/b.txt", "");
        let mut files = files.take();
        let written = write(&mut files).expect("small");
        let zip = written.bytes.to_vec();
        assert_eq!(check(&zip, &files), Ok(()));
        let text = |path: &str| {
            let mut text = String::new();
            flate2::read::DeflateDecoder::new(&zip[written.place(path)?])
                .read_to_string(&mut text)
                .expect("it unpacks");
            Some(text)
        };
        assert_eq!(text("a.txt"), Some("Ana met Bo. ".repeat(50)));
        assert_eq!(text("ä/b.txt").as_deref(), Some(""));
        assert_eq!(text("c.txt"), None);
        let mut damaged = zip.clone();
        damaged[40] ^= 1;
        assert_eq!(check(&damaged, &files), Err("a.txt".to_owned()));
        assert_eq!(check(&zip[..zip.len() - 30], &files), Err(String::new()));
        files[0].sha256[0] ^= 1;
        assert_eq!(check(&zip, &files), Err("a.txt".to_owned()));
    }

    #[test]
    fn there_may_be_many_files() {
        let file = |number: u32| {
            let mut file = Files::default();
            file.add("x", "");
            Packed { path: format!("{number:06}"), ..file.take().remove(0) }
        };
        let one = file(0);
        let mut files: Vec<Packed> = (0..70_000).map(|n| Packed { path: format!("{n:06}"), ..one.clone() }).collect();
        let zip = write(&mut files).expect("small");
        let archive = ZipArchive::new(Cursor::new(&zip.bytes[..])).expect("it opens");
        assert_eq!(archive.len(), 70_000);
    }
}
