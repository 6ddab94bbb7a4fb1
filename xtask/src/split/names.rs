//! Shorter names for what the program and its glue say to each other. They are long and random, and so the heaviest part
//! of both files for their length.

use super::{BRING, GLUE};
use walrus::Module;

/// Gives imports and exports short names, in the program and in wasm-bindgen's glue alike, and adds to the glue what the
/// stubs of the first half call.
///
/// # Errors
///
/// A sentence, when the glue is not of the shape that wasm-bindgen writes.
pub(crate) fn shorten(program: &mut Module, glue: &str) -> Result<String, String> {
    let mut glue = with_import(glue, BRING, "() => globalThis.maniculeLater(wasm)")?;
    let mut number = 0;
    let mut next = |prefix: &str| {
        number += 1;
        format!("{prefix}{}", short(number))
    };
    for import in program.imports.iter_mut().filter(|import| import.module == GLUE) {
        let new = next("i");
        glue = replaced(&glue, &import.name, &new)?;
        import.name = new;
    }
    for export in program.exports.iter_mut().filter(|export| export.name != "memory") {
        let new = next("e");
        // An export may be there for its own sake, and the glue not speak of it.
        glue = glue_says(&glue, &export.name, &new);
        export.name = new;
    }
    Ok(glue)
}

/// The glue with one more function for the program to import.
pub(crate) fn with_import(glue: &str, name: &str, function: &str) -> Result<String, String> {
    let opening = "const import0 = {\n        __proto__: null,\n";
    if glue.matches(opening).count() != 1 {
        return Err("the glue lists its imports in another way than expected".to_owned());
    }
    Ok(glue.replace(opening, &format!("{opening}        {name}: {function},\n")))
}

/// The glue, providing a function under another name.
fn replaced(glue: &str, name: &str, new: &str) -> Result<String, String> {
    let provides = |name: &str| format!("        {name}: function(");
    if glue.matches(&provides(name)).count() != 1 {
        return Err(format!("the glue does not provide {name} in the way expected"));
    }
    Ok(glue.replace(&provides(name), &provides(new)))
}

/// `wasm.NAME` with another name.
fn glue_says(glue: &str, name: &str, new: &str) -> String {
    let old = format!("wasm.{name}");
    let mut text = String::with_capacity(glue.len());
    let mut rest = glue;
    while let Some(at) = rest.find(&old) {
        let (before, after) = (&rest[..at], &rest[at + old.len()..]);
        let goes_on = |next: char| next.is_ascii_alphanumeric() || next == '_' || next == '$';
        text.push_str(before);
        if after.starts_with(goes_on) || before.ends_with(goes_on) {
            text.push_str(&old);
        } else {
            text.push_str("wasm.");
            text.push_str(new);
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// A number in as few characters as may be.
pub(super) fn short(mut number: usize) -> String {
    const DIGITS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
    let mut text = Vec::new();
    loop {
        text.push(char::from(DIGITS[number % DIGITS.len()]));
        number /= DIGITS.len();
        if number == 0 {
            break;
        }
    }
    text.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::{glue_says, short, with_import};

    #[test]
    fn whole_names_are_replaced() {
        let glue = "wasm.ab(1); wasm.abc(2); x = wasm.ab;";
        assert_eq!(glue_says(glue, "ab", "e1"), "wasm.e1(1); wasm.abc(2); x = wasm.e1;");
    }

    #[test]
    fn a_glue_of_another_shape_is_refused() {
        let glue = "    const import0 = {\n        __proto__: null,\n        a: function() {},\n";
        assert!(with_import(glue, "x", "() => 1").is_ok_and(|text| text.contains("x: () => 1,\n        a")));
        assert!(with_import("const imports = {}", "x", "() => 1").is_err());
    }

    #[test]
    fn numbers_stay_apart() {
        let all: std::collections::BTreeSet<String> = (0..10_000).map(short).collect();
        assert_eq!(all.len(), 10_000);
        assert_eq!([short(0), short(61), short(62)], ["0", "Z", "10"]);
    }
}
