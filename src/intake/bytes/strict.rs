//! Decoding without replacement: what does not fit is an error with its place.

use encoding_rs::{DecoderResult, Encoding};

/// Most bytes that are set aside at once for what is decoded.
const STEP: usize = 1 << 16;

/// Decodes all bytes; the error is the first byte that does not fit.
pub(super) fn decode(encoding: &'static Encoding, bytes: &[u8]) -> Result<String, usize> {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut text = String::new();
    if text.try_reserve(bytes.len()).is_err() {
        return Err(0);
    }
    let mut at = 0;
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let (result, read) = decoder.decode_to_string_without_replacement(rest, &mut text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => return Ok(text),
            DecoderResult::OutputFull => text.reserve(STEP.max(rest.len().saturating_sub(read))),
            DecoderResult::Malformed(bad, after) => {
                return Err(at.saturating_sub(usize::from(bad) + usize::from(after)));
            }
        }
    }
}
