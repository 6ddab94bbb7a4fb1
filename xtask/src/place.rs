//! Where things are: the checkout, the target folder, the installed tools.

use crate::failure::{Failure, Outcome};
use std::ffi::OsString;
use std::path::{Path, PathBuf};

/// The root of the checkout, whatever folder the command was called from.
pub(crate) fn root() -> PathBuf {
    let manifest =
        std::env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or_else(|| manifest.clone(), Path::to_path_buf)
}

/// Where the pinned tools are installed; `cargo clean` removes them with everything else.
pub(crate) fn tools() -> PathBuf {
    root().join("target").join("tools")
}

/// `name`, as an executable is called on this system.
pub(crate) fn executable(name: &str) -> String {
    format!("{name}{}", std::env::consts::EXE_SUFFIX)
}

/// The first program of that name on the search path.
pub(crate) fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(executable(name))).find(|file| file.is_file())
}

/// The search path with the pinned tools in front.
pub(crate) fn path_with_tools() -> Outcome<OsString> {
    let ours = [tools().join("bin"), tools().join("node").join("node_modules").join(".bin")];
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    std::env::join_paths(ours.into_iter().chain(std::env::split_paths(&inherited)))
        .map_err(|error| Failure::set_up(format!("the checkout's path cannot be used: {error}")))
}
