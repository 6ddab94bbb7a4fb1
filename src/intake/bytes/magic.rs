//! Files of kinds that hold no article that could be read, told by how they begin.

/// How a kind begins, at which byte, and its name.
const BEGINNINGS: &[(usize, &[u8], &str)] = &[
    (0, b"%PDF-", "PDF"),
    (0, b"\x89PNG\r\n\x1a\n", "PNG"),
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"GIF87a", "GIF"),
    (0, b"GIF89a", "GIF"),
    (8, b"WEBP", "WebP"),
    (8, b"WAVE", "WAV"),
    (8, b"AVI ", "AVI"),
    (4, b"ftypavif", "AVIF"),
    (4, b"ftypheic", "HEIC"),
    (4, b"ftyp", "MP4"),
    (0, b"II*\0", "TIFF"),
    (0, b"MM\0*", "TIFF"),
    (0, b"\0\0\x01\0", "ICO"),
    (0, b"8BPS", "PSD"),
    (0, b"ID3", "MP3"),
    (0, b"OggS", "Ogg"),
    (0, b"fLaC", "FLAC"),
    (0, b"\x1aE\xdf\xa3", "Matroska"),
    (0, b"{\\rtf", "RTF"),
    (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "Word 97 (doc)"),
    (0, b"SQLite format 3\0", "SQLite"),
    (0, b"\x7fELF", "ELF"),
    (0, b"\0asm", "WebAssembly"),
    (0, b"\xca\xfe\xba\xbe", "Java class"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ\0", "xz"),
    (0, b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (0, b"Rar!\x1a\x07", "RAR"),
    (0, b"\x28\xb5\x2f\xfd", "Zstandard"),
    (257, b"ustar", "tar"),
    (0, b"PAR1", "Parquet"),
    (0, b"ARROW1", "Arrow"),
    (0, b"\x89HDF\r\n\x1a\n", "HDF5"),
    (0, b"bplist", "property list"),
    (0, b"wOFF", "WOFF"),
    (0, b"wOF2", "WOFF2"),
];

/// The name of the kind that bytes are of. A text that happens to begin like one is no such file: the short beginnings
/// that are letters ask for a control character nearby.
#[must_use]
pub fn kind_of(bytes: &[u8]) -> Option<&'static str> {
    let begins = |(at, words, _): &&(usize, &[u8], &str)| bytes.get(*at..).is_some_and(|rest| rest.starts_with(words));
    let is_program = bytes.starts_with(b"MZ") && bytes.get(..256).unwrap_or(bytes).contains(&0);
    if is_program {
        return Some("Windows program");
    }
    let (_, words, name) = BEGINNINGS.iter().find(begins)?;
    let is_sure = *name == "PDF" || *name == "RTF" || words.iter().any(|byte| !(b' '..=b'~').contains(byte));
    let near = bytes.get(..64).unwrap_or(bytes);
    let binary = |byte: &u8| *byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r');
    (is_sure || near.iter().any(binary)).then_some(name)
}

/// Whether bytes are a zip archive, or the beginning of one.
#[must_use]
pub fn is_zip(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_told_by_their_beginning() {
        let mut tar = vec![b'a'; 257];
        tar.extend(b"ustar\0");
        tar[20] = 0;
        for (bytes, expected) in [
            (b"%PDF-1.7\nwords".as_slice(), Some("PDF")),
            (b"\x89PNG\r\n\x1a\n\0", Some("PNG")),
            (b"RIFF\x12\0\0\0WEBPVP8 ", Some("WebP")),
            (b"MZ\x90\0\x03", Some("Windows program")),
            (b"{\\rtf1\\ansi", Some("RTF")),
            (&tar, Some("tar")),
            (b"MZ is the name of a band", None),
            (b"BZh, said the bee.", None),
            (b"ID3 tags are a way to name songs", None),
            (b"", None),
        ] {
            assert_eq!(kind_of(bytes), expected);
        }
        assert!(is_zip(b"PK\x03\x04") && !is_zip(b"PK is short for park"));
    }
}
