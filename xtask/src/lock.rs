//! Reading a version out of Cargo.lock.

use crate::failure::{Failure, Outcome};
use crate::place;

/// The version of `package` that the checkout builds with.
pub(crate) fn version_of(package: &str) -> Outcome<String> {
    let path = place::root().join("Cargo.lock");
    let text = std::fs::read_to_string(&path).map_err(|error| Failure::file("read", &path, &error))?;
    find(&text, package)
        .map(str::to_owned)
        .ok_or_else(|| Failure::failed(format!("Cargo.lock names no package {package}")))
}

/// The first version listed for `package`. A line pair is all that is needed of the format.
fn find<'a>(lock: &'a str, package: &str) -> Option<&'a str> {
    let wanted = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| line.trim() == wanted)?;
    lines.next()?.trim().strip_prefix("version = \"")?.strip_suffix('"')
}

#[cfg(test)]
mod tests {
    use super::find;

    const LOCK: &str = "version = 4\n\n[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.2.9\"\n\n\
        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\nsource = \"registry\"\n";

    #[test]
    fn finds_the_exact_package() {
        assert_eq!(find(LOCK, "wasm-bindgen"), Some("0.2.130"));
    }

    #[test]
    fn does_not_guess() {
        assert_eq!(find(LOCK, "wasm"), None);
        assert_eq!(find("", "wasm-bindgen"), None);
    }

    #[test]
    fn reads_the_projects_own_lock() {
        assert!(super::version_of("wasm-bindgen").is_ok());
    }
}
