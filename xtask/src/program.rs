//! The program of a release build: cut in two, each half optimised.

use crate::failure::{Failure, Outcome};
use crate::split::{self, FirstLoad};
use crate::{place, run};
use std::path::PathBuf;

/// How each half is made small. Functions ordered by name lie beside their likes, which compresses better.
const OPTIMISE: &[&str] = &["-Oz", "--reorder-functions-by-name", "--strip-debug", "--strip-producers"];

/// Set by `cargo xtask record`: the build tells which functions run, and is neither cut nor optimised.
pub(crate) const RECORDING: &str = "MANICULE_RECORD";

/// Where a recording keeps the names of the functions, a line each.
pub(crate) const NAMES: &str = "functions.txt";

/// What a page starts, as files.
pub(crate) struct Program {
    pub(crate) glue: String,
    pub(crate) first: Vec<u8>,
    /// The half that comes later. Empty in a recording.
    pub(crate) later: Vec<u8>,
}

/// The list of the functions that a first load runs.
pub(crate) fn list() -> PathBuf {
    place::root().join("xtask").join("first-load.txt")
}

/// The program as the linker wrote it, with its notes: before wasm-bindgen had it.
fn linked() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| place::root().join("target"), PathBuf::from);
    target.join("wasm32-unknown-unknown").join("release").join("manicule.wasm")
}

/// From what wasm-bindgen wrote.
pub(crate) fn release(glue: &str, program: &[u8]) -> Outcome<Program> {
    let text = std::fs::read_to_string(list()).map_err(|error| Failure::file("read", &list(), &error))?;
    let cut = || {
        let mut whole = split::parse(program)?;
        let glue = split::shorten(&mut whole, glue)?;
        let linked = std::fs::read(linked()).map_err(|error| format!("{}: {error}", linked().display()))?;
        Ok((glue, split::halves(&whole.emit_wasm(), &linked, &FirstLoad::read(&text))?))
    };
    let (glue, halves) = cut().map_err(|wrong: String| Failure::failed(format!("cutting the program: {wrong}")))?;
    Ok(Program { glue, first: optimised("first", &halves.first)?, later: optimised("later", &halves.later)? })
}

/// The workshop's program, whole.
pub(crate) fn workshop(program: &[u8]) -> Outcome<Vec<u8>> {
    let whole = split::parse(program).map_err(|wrong| Failure::failed(format!("reading the workshop: {wrong}")))?;
    optimised("workshop", &{ whole }.emit_wasm())
}

/// A program that tells which functions run, and their names.
pub(crate) fn recording(glue: &str, program: &[u8]) -> Outcome<(Program, String)> {
    let recorder = || {
        let glue = split::recording_glue(glue)?;
        let (first, names) = split::record(program)?;
        Ok((Program { glue, first, later: Vec::new() }, names.join("\n")))
    };
    recorder().map_err(|wrong: String| Failure::failed(format!("making a recording: {wrong}")))
}

/// Adds styles to a module: a custom section `styles` at its end (WebAssembly 1.0, section 5.5.3).
pub(crate) fn dress(module: &mut Vec<u8>, styles: &str) {
    const NAME: &[u8] = b"\x06styles";
    let mut size = NAME.len() + styles.len();
    module.push(0);
    loop {
        let seven = u8::try_from(size & 0x7f).unwrap_or_default();
        size >>= 7;
        module.push(if size == 0 { seven } else { seven | 0x80 });
        if size == 0 {
            break;
        }
    }
    module.extend_from_slice(NAME);
    module.extend_from_slice(styles.as_bytes());
}

/// A module as wasm-opt makes it.
fn optimised(name: &str, module: &[u8]) -> Outcome<Vec<u8>> {
    let folder = place::root().join("target").join("halves");
    std::fs::create_dir_all(&folder).map_err(|error| Failure::file("make", &folder, &error))?;
    let (from, to) = (folder.join(format!("{name}.wasm")), folder.join(format!("{name}-small.wasm")));
    std::fs::write(&from, module).map_err(|error| Failure::file("write", &from, &error))?;
    let mut command = run::tool("wasm-opt", OPTIMISE)?;
    if !run::stream(command.arg(&from).arg("-o").arg(&to))? {
        return Err(Failure::failed(format!("wasm-opt on {name}.wasm")));
    }
    std::fs::read(&to).map_err(|error| Failure::file("read", &to, &error))
}

#[cfg(test)]
mod tests {
    use super::dress;
    use wasmparser::{Parser, Payload};

    #[test]
    fn styles_are_a_section_of_their_own() {
        for size in [0, 1, 120, 121, 300, 20_000] {
            let styles = "a".repeat(size);
            let mut module = b"\0asm\x01\0\0\0".to_vec();
            dress(&mut module, &styles);
            let parts: Vec<_> = Parser::new(0).parse_all(&module).collect::<Result<_, _>>().expect("a module");
            let Some(Payload::CustomSection(section)) = parts.get(1) else { panic!("no section of {size} bytes") };
            assert_eq!((section.name(), section.data()), ("styles", styles.as_bytes()));
        }
    }
}
