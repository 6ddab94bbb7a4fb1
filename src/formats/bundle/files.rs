//! Files while they grow: each piece is packed and hashed as it comes, so that only packed bytes are held.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

use flate2::write::DeflateEncoder;
use flate2::{Compression, Crc};
use sha2::{Digest, Sha256};

/// Characters of the beginning of a file that are kept to be shown.
pub const HEAD: usize = 2000;

/// Whole files of one folder whose beginnings are kept: of thousands of small ones nobody looks at all.
const HEADS: usize = 8;

/// A file that is done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Packed {
    /// Its path: safe on every system, unlike all others also where case does not count.
    pub path: String,
    /// Its bytes, deflated.
    pub packed: Vec<u8>,
    /// CRC-32 of its bytes.
    pub crc: u32,
    /// How many bytes it has.
    pub size: u64,
    /// How many of them are line ends.
    pub rows: u64,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Its first characters.
    pub head: String,
}

/// A file to which something may still come.
struct Growing {
    encoder: DeflateEncoder<Vec<u8>>,
    crc: Crc,
    /// Nothing where the sum is known.
    sha: Option<Sha256>,
    file: Packed,
}

impl Growing {
    fn new(path: String) -> Self {
        Self {
            encoder: DeflateEncoder::new(Vec::new(), Compression::new(6)),
            crc: Crc::new(),
            sha: Some(Sha256::new()),
            file: Packed { path, ..Packed::default() },
        }
    }

    /// One whose sum is known.
    fn summed(path: String, sha256: [u8; 32]) -> Self {
        Self { sha: None, file: Packed { path, sha256, ..Packed::default() }, ..Self::new(String::new()) }
    }

    fn append(&mut self, text: &str, heads: bool) {
        // A vector takes everything.
        let _ = self.encoder.write_all(text.as_bytes());
        self.crc.update(text.as_bytes());
        if let Some(sha) = &mut self.sha {
            sha.update(text.as_bytes());
        }
        let file = &mut self.file;
        file.size += text.len() as u64;
        file.rows += text.bytes().filter(|byte| *byte == b'\n').count() as u64;
        if heads && file.head.len() < HEAD {
            let room = HEAD.saturating_sub(file.head.chars().count());
            file.head.extend(text.chars().take(room));
        }
    }

    fn done(self) -> Packed {
        let Self { encoder, crc, sha, file } = self;
        let packed = encoder.finish().unwrap_or_default();
        let sha256 = sha.map_or(file.sha256, |sha| sha.finalize().into());
        Packed { packed, crc: crc.sum(), sha256, ..file }
    }
}

/// All files of an export.
#[derive(Default)]
pub struct Files {
    growing: BTreeMap<String, Growing>,
    done: Vec<Packed>,
    /// What files were called by whoever writes them, with the folder and the writer; and the file that has it.
    named: BTreeMap<(String, usize, String), String>,
    /// Hash of a whole file by its name: one that is written again with the same text is written once.
    whole: BTreeMap<String, [u8; 32]>,
    taken: BTreeSet<String>,
    /// Whole files in each folder.
    heads: BTreeMap<String, usize>,
}

impl Files {
    /// Goes on with a file of a folder. `writer` tells apart who calls a file by one name.
    pub fn append(&mut self, folder: &str, writer: usize, path: &str, text: &str) {
        let key = (folder.to_owned(), writer, path.to_owned());
        let name = match self.named.get(&key) {
            Some(name) => name.clone(),
            None => {
                let name = self.free(&joined(folder, path));
                self.named.insert(key, name.clone());
                name
            }
        };
        let file = self.growing.entry(name.clone()).or_insert_with(|| Growing::new(name));
        file.append(text, true);
    }

    /// Adds a whole file to a folder, unless it is there already with this text.
    pub fn whole(&mut self, folder: &str, path: &str, text: &str) {
        let name = joined(folder, path);
        let sum: [u8; 32] = Sha256::digest(text.as_bytes()).into();
        if self.whole.get(&name) == Some(&sum) {
            return;
        }
        let heads = self.heads.entry(folder.to_owned()).or_default();
        *heads += 1;
        let is_shown = *heads <= HEADS;
        self.whole.insert(name.clone(), sum);
        let mut file = Growing::summed(self.free(&name), sum);
        file.append(text, is_shown);
        self.done.push(file.done());
    }

    /// Adds a whole file at the top.
    pub fn add(&mut self, path: &str, text: &str) {
        self.whole("", path, text);
    }

    /// Closes what still grows. All files so far, sorted by path.
    pub fn close(&mut self) -> &[Packed] {
        let growing = std::mem::take(&mut self.growing);
        self.done.extend(growing.into_values().map(Growing::done));
        self.done.sort_by(|a, b| a.path.cmp(&b.path));
        &self.done
    }

    /// Takes the files.
    pub fn take(mut self) -> Vec<Packed> {
        self.close();
        self.done
    }

    /// A path like this one that no other file has, also where case does not count.
    fn free(&mut self, path: &str) -> String {
        let (stem, ending) = match path.rsplit_once('.') {
            Some((stem, ending)) if !stem.is_empty() && !stem.ends_with('/') && !ending.contains('/') => {
                (stem, format!(".{ending}"))
            }
            _ => (path, String::new()),
        };
        let mut name = path.to_owned();
        let mut number = 1;
        while !self.taken.insert(name.to_lowercase()) {
            number += 1;
            name = format!("{stem}-{number}{ending}");
        }
        name
    }
}

fn joined(folder: &str, path: &str) -> String {
    let path = safe(path);
    if folder.is_empty() { path } else { format!("{folder}/{path}") }
}

/// A path without anything that a system refuses or understands in another way.
#[must_use]
pub fn safe(path: &str) -> String {
    let parts: Vec<String> = path.split('/').filter_map(safe_part).collect();
    if parts.is_empty() { "file".to_owned() } else { parts.join("/") }
}

fn safe_part(part: &str) -> Option<String> {
    const REFUSED: &[char] = &['\\', ':', '*', '?', '"', '<', '>', '|', '\u{2028}', '\u{2029}'];
    let plain = |c: char| if c.is_control() || REFUSED.contains(&c) { '-' } else { c };
    let plain: String = part.chars().map(plain).collect();
    let plain = plain.trim_end_matches(['.', ' ']).trim_start();
    if plain.is_empty() {
        return None;
    }
    // Long names lose their middle, not their ending.
    let (stem, ending) = plain.rsplit_once('.').filter(|(stem, _)| !stem.is_empty()).unwrap_or((plain, ""));
    let stem: String = stem
        .chars()
        .scan(0, |bytes, c| {
            *bytes += c.len_utf8();
            (*bytes <= 120).then_some(c)
        })
        .collect();
    let ending: String = ending.chars().take(12).collect();
    let device = stem.split('.').next().unwrap_or_default().to_ascii_lowercase();
    let is_device = ["con", "prn", "aux", "nul"].contains(&device.as_str())
        || (device.len() == 4
            && (device.starts_with("com") || device.starts_with("lpt"))
            && device.ends_with(|last: char| last.is_ascii_digit()));
    let stem = if is_device { format!("_{stem}") } else { stem };
    Some(if ending.is_empty() { stem } else { format!("{stem}.{ending}") })
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_safe_and_unlike() {
        assert_eq!(safe("../a/./b\\c:d?.txt"), "a/b-c-d-.txt");
        assert_eq!(safe("/etc/passwd"), "etc/passwd");
        assert_eq!((safe("nul.txt"), safe("COM1"), safe("a. . ")), ("_nul.txt".into(), "_COM1".into(), "a".into()));
        assert_eq!((safe(""), safe("..")), ("file".into(), "file".into()));
        let long = safe(&format!("{}.jsonl", "ä".repeat(300)));
        assert!(long.len() <= 130 && long.ends_with("ä.jsonl"), "{long}");
        let mut files = Files::default();
        files.whole("brat", "A.txt", "1");
        files.whole("brat", "a.txt", "2");
        files.whole("brat", "a.txt", "2");
        files.append("brat", 0, "x.jsonl", "1\n");
        files.append("brat", 1, "x.jsonl", "2\n");
        files.append("brat", 0, "x.jsonl", "3\n");
        let found: Vec<_> = files.take().into_iter().map(|file| (file.path, file.head, file.rows)).collect();
        let expected = [
            ("brat/A.txt", "1", 0),
            ("brat/a-2.txt", "2", 0),
            ("brat/x-2.jsonl", "2\n", 1),
            ("brat/x.jsonl", "1\n3\n", 2),
        ];
        assert_eq!(found, expected.map(|(path, head, rows)| (path.to_owned(), head.to_owned(), rows)));
    }
}
