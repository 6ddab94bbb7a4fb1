//! Making scripts small: terser reads one and writes the same with less.

use crate::failure::{Failure, Outcome};
use crate::run;

/// As a module; names that `single.rs` asks for by themselves stay.
const HOW: &[&str] =
    &["--module", "--compress", "passes=2", "--mangle", "reserved=[initSync,__wbg_init,answer]", "--comments", "false"];

/// The module, on one line.
///
/// # Errors
/// Terser's own sentence, with the line that it could not read.
pub(crate) fn minified(script: &str) -> Outcome<String> {
    let mut small = run::pipe(&mut run::tool("terser", HOW)?, script)?;
    small.truncate(small.trim_end().len());
    if small.is_empty() && !script.trim().is_empty() {
        return Err(Failure::failed("terser made nothing of a script"));
    }
    small.push('\n');
    Ok(small)
}
