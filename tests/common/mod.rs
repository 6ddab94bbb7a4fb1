//! What the property tests share: generators of whole projects, and the laws in plain code of their own.
//!
//! Everything is built by exhaustive struct literals and exhaustive matches, so that a field or variant which is new in
//! the model does not compile here until somebody decides how it is generated.

pub(crate) mod changes;
pub(crate) mod commands;
pub(crate) mod documents;
pub(crate) mod laws;
pub(crate) mod projects;
pub(crate) mod reshapes;
pub(crate) mod schemas;
pub(crate) mod seeds;
pub(crate) mod segments;
pub(crate) mod texts;
pub(crate) mod values;
pub(crate) mod variants;

use proptest::test_runner::Config;

/// How many cases a property runs: `few` by default, fifty times as many when `MANICULE_LONG` is set.
pub(crate) fn cases(few: u32) -> Config {
    let times = if std::env::var_os("MANICULE_LONG").is_some() { 50 } else { 1 };
    // Failures are printed in their smallest form; a file beside the sources would be written on every machine.
    Config { cases: few * times, failure_persistence: None, ..Config::default() }
}

/// The element that a random number stands for; `None` of an empty list.
pub(crate) fn pick<T>(list: &[T], number: u16) -> Option<&T> {
    list.get(usize::from(number).checked_rem(list.len())?)
}
