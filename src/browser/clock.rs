//! The moment, and randomness.

use super::dom;
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

/// A moment as people read it here: day and time, as this browser writes them.
#[must_use]
pub fn read(at: Timestamp) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return at.to_string();
    }
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
    let date = js_sys::Date::new(&(at.0 as f64).into());
    date.to_locale_string(&locale(), &options(&[("dateStyle", "short"), ("timeStyle", "short")])).into()
}

/// By what dates are written: that of the language that is spoken.
fn locale() -> String {
    dom::told("maniculeLocale").unwrap_or_else(|| "default".to_owned())
}

/// How a date is written; with the digits that numbers have (`maniculeNumber`).
fn options(of: &[(&str, &str)]) -> js_sys::Object {
    let options = js_sys::Object::new();
    for (name, value) in of.iter().chain(&[("numberingSystem", "latn")]) {
        // A new object takes any property.
        let _ = js_sys::Reflect::set(&options, &(*name).into(), &(*value).into());
    }
    options
}

/// How many minutes east of UTC this browser is.
#[must_use]
#[expect(clippy::cast_possible_truncation, reason = "whole minutes, fewer than those of a day")]
pub fn minutes_east() -> i32 {
    -(js_sys::Date::new_0().get_timezone_offset() as i32)
}

/// A day as people read it here; `at` is its first moment, as if it were in UTC.
#[must_use]
pub fn read_day(at: Timestamp) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return at.to_string().get(..10).unwrap_or_default().to_owned();
    }
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
    let date = js_sys::Date::new(&(at.0 as f64).into());
    let options = options(&[("weekday", "short"), ("day", "numeric"), ("month", "short"), ("timeZone", "UTC")]);
    date.to_locale_date_string(&locale(), &options).into()
}

/// The same with its year, in full.
#[must_use]
pub fn read_long_day(at: Timestamp) -> String {
    if cfg!(not(target_arch = "wasm32")) {
        return at.to_string().get(..10).unwrap_or_default().to_owned();
    }
    #[expect(clippy::cast_precision_loss, reason = "milliseconds since 1970 are far below 2^53")]
    let date = js_sys::Date::new(&(at.0 as f64).into());
    date.to_locale_date_string(&locale(), &options(&[("dateStyle", "full"), ("timeZone", "UTC")])).into()
}
