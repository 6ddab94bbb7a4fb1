//! The moment, and randomness.

use crate::model::Timestamp;

/// Now.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "milliseconds since 1970 are whole and far below 2^53")]
pub fn now() -> Timestamp {
    Timestamp(js_sys::Date::now() as i64)
}

/// Sixty-four random bits, from `crypto` where there is one.
#[must_use]
pub fn random_bits() -> u64 {
    let mut bytes = [0_u8; 8];
    let crypto = web_sys::window().and_then(|window| window.crypto().ok());
    if crypto.is_none_or(|crypto| crypto.get_random_values_with_u8_array(&mut bytes).is_err()) {
        bytes = js_sys::Math::random().to_bits().to_le_bytes();
    }
    u64::from_le_bytes(bytes)
}
