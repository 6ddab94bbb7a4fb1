//! Bytes to text. Never guesses silently: what is not UTF-8, nor UTF-16 with a byte order mark, is an error that names
//! the first bad byte.

/// The bytes are no text in an encoding that is told without guessing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not UTF-8 from byte {byte}")]
pub struct NotText {
    /// First bad byte, from 0.
    pub byte: usize,
}

/// A decoded text, and how many lone surrogates became U+FFFD.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded {
    /// The text, with its byte order mark where there was one.
    pub text: String,
    /// Lone surrogates that became U+FFFD.
    pub surrogates: u32,
}

/// Decodes a file.
///
/// # Errors
/// [`NotText`] with the place of the first byte that does not belong.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, NotText> {
    match bytes.as_slice() {
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        _ => String::from_utf8(bytes)
            .map(|text| Decoded { text, surrogates: 0 })
            .map_err(|error| NotText { byte: error.utf8_error().valid_up_to() }),
    }
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Decoded, NotText> {
    if bytes.len() % 2 == 1 {
        return Err(NotText { byte: bytes.len() + 1 });
    }
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    // The mark is kept as a character, so that dropping it is recorded like any other change to the text.
    let (mut text, mut surrogates) = (String::from('\u{feff}'), 0);
    for read in char::decode_utf16(units) {
        text.push(read.unwrap_or_else(|_| {
            surrogates += 1;
            char::REPLACEMENT_CHARACTER
        }));
    }
    Ok(Decoded { text, surrogates })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_that_need_no_guess() {
        assert_eq!(decode("é\r\n".into()).map(|d| d.text), Ok("é\r\n".into()));
        assert_eq!(
            decode(vec![0xff, 0xfe, 0x41, 0, 0x00, 0xd8]),
            Ok(Decoded { text: "\u{feff}A\u{fffd}".into(), surrogates: 1 })
        );
        assert_eq!(decode(vec![0xfe, 0xff, 0, 0x41]).map(|d| d.text), Ok("\u{feff}A".into()));
    }

    #[test]
    fn anything_else_is_told_with_its_place() {
        assert_eq!(decode(vec![b'a', b'b', 0xe9, b'c']), Err(NotText { byte: 2 }));
        assert_eq!(decode(vec![0xff, 0xfe, 0x41]), Err(NotText { byte: 2 }));
    }
}
