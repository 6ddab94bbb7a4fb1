//! The tools the project needs: how each is recognised, mended by hand, and installed.
//!
//! One table for `doctor`, `serve`, `build` and `test`, so that none of them knows more than another.

use crate::failure::{Failure, Outcome};
use crate::{lock, place, run};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

const TRUNK: &str = "0.21.14";
const BINARYEN: &str = "132.0.0";
const TERSER: &str = "5.51.4";
const AXE: &str = "4.14.1";
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";

/// Something the machine must have.
pub(crate) struct Tool {
    /// What a person calls it.
    pub(crate) name: &'static str,
    /// What it is needed for.
    pub(crate) purpose: &'static str,
    /// What was found, or what is wrong.
    pub(crate) find: fn() -> Result<String, String>,
    /// The one line that mends it.
    pub(crate) mend: fn() -> String,
    /// Installs it, where the project may do that.
    pub(crate) install: Option<fn() -> Outcome>,
}

/// For every build of the page.
pub(crate) const TO_BUILD: &[Tool] = &[
    Tool {
        name: "wasm target",
        purpose: "compiling for the browser",
        find: find_wasm_target,
        mend: || format!("rustup target add {WASM_TARGET}"),
        install: Some(|| rustup(&["target", "add", WASM_TARGET])),
    },
    Tool {
        name: "trunk",
        purpose: "putting the page together",
        find: || version("trunk", TRUNK),
        mend: || cargo_install_line("trunk", TRUNK),
        // It waits for others most of its time.
        install: Some(|| {
            cargo_install("trunk", TRUNK, &["--locked", "--no-default-features", "--features", "rustls"], 0)
        }),
    },
    Tool {
        name: "wasm-bindgen",
        purpose: "the glue between WebAssembly and the browser",
        find: || version("wasm-bindgen", &wasm_bindgen()?),
        mend: || cargo_install_line("wasm-bindgen-cli", &wasm_bindgen().unwrap_or_default()),
        // Not `--locked`: the tool's own lock file names a package that is no longer offered.
        install: Some(|| cargo_install("wasm-bindgen-cli", &lock::version_of("wasm-bindgen")?, &[], 1)),
    },
];

/// For a release build as well.
pub(crate) const TO_RELEASE: &[Tool] = &[
    Tool {
        name: "wasm-opt",
        purpose: "making the program small",
        find: find_wasm_opt,
        mend: || npm_line("binaryen", BINARYEN),
        install: Some(|| npm_install("binaryen", BINARYEN)),
    },
    Tool {
        name: "terser",
        purpose: "making the scripts small",
        find: || version("terser", TERSER),
        mend: || npm_line("terser", TERSER),
        install: Some(|| npm_install("terser", TERSER)),
    },
];

/// For the checks that come with Rust.
pub(crate) const TO_CHECK: &[Tool] = &[
    Tool {
        name: "rustfmt",
        purpose: "checking the format",
        find: || cargo_says("fmt"),
        mend: || "rustup component add rustfmt".to_owned(),
        install: Some(|| rustup(&["component", "add", "rustfmt"])),
    },
    Tool {
        name: "clippy",
        purpose: "checking for common mistakes",
        find: || cargo_says("clippy"),
        mend: || "rustup component add clippy".to_owned(),
        install: Some(|| rustup(&["component", "add", "clippy"])),
    },
    Tool {
        name: "axe-core",
        purpose: "looking for what keeps people out of the page",
        find: find_axe,
        mend: || npm_line("axe-core", AXE),
        install: Some(install_axe),
    },
];

/// Installs what is missing of `tools`, with a line before and after each.
pub(crate) fn ensure(tools: &[Tool]) -> Outcome {
    for tool in tools {
        let Err(wrong) = (tool.find)() else { continue };
        let Some(install) = tool.install else {
            return Err(missing(tool, &wrong));
        };
        println!("{}: {wrong}; it is for {}", tool.name, tool.purpose);
        install()?;
        match (tool.find)() {
            Ok(found) => println!("{}: {found}", tool.name),
            Err(wrong) => return Err(missing(tool, &wrong)),
        }
    }
    Ok(())
}

fn missing(tool: &Tool, wrong: &str) -> Failure {
    Failure::set_up(format!("{}: {wrong}. To mend it: {}", tool.name, (tool.mend)()))
}

/// Downloads the packages of Cargo.lock, since the builds themselves run without a network.
pub(crate) fn fetch() -> Outcome {
    if run::stream(&mut run::cargo(&["fetch", "--locked", "--quiet"])?)? {
        return Ok(());
    }
    Err(Failure::set_up(
        "the packages of Cargo.lock could not be fetched (no network, or Cargo.lock does not fit Cargo.toml)",
    ))
}

/// A program as the builds will find it: ours first, then the machine's.
fn program(name: &str) -> Option<PathBuf> {
    let path = place::path_with_tools().ok()?;
    std::env::split_paths(&path).map(|folder| folder.join(place::executable(name))).find(|file| file.is_file())
}

fn version(name: &str, wanted: &str) -> Result<String, String> {
    let file = program(name).ok_or("missing")?;
    let said = run::ask(file, &["--version"]).ok_or("does not run")?;
    if said.split_whitespace().any(|word| word == wanted) {
        Ok(wanted.to_owned())
    } else {
        Err(format!("is \"{said}\", wanted {wanted}"))
    }
}

fn wasm_bindgen() -> Result<String, String> {
    lock::version_of("wasm-bindgen").map_err(|failure| failure.to_string())
}

fn find_wasm_target() -> Result<String, String> {
    let sysroot = run::ask("rustc", &["--print", "sysroot"]).ok_or("rustc does not run")?;
    let library = Path::new(&sysroot).join("lib/rustlib").join(WASM_TARGET);
    if library.is_dir() { Ok(WASM_TARGET.to_owned()) } else { Err("missing".to_owned()) }
}

fn find_wasm_opt() -> Result<String, String> {
    let major = BINARYEN.split('.').next().unwrap_or(BINARYEN);
    version("wasm-opt", major)
}

fn cargo_says(subcommand: &str) -> Result<String, String> {
    run::ask("cargo", &[subcommand, "--version"]).ok_or_else(|| "missing".to_owned())
}

fn rustup(arguments: &[&str]) -> Outcome {
    let line = format!("rustup {}", arguments.join(" "));
    if place::on_path("rustup").is_none() {
        return Err(Failure::set_up(format!("rustup is missing; with it one would run `{line}`")));
    }
    if run::stream(&mut run::tool("rustup", arguments)?)? {
        Ok(())
    } else {
        Err(Failure::set_up(format!("`{line}` did not work")))
    }
}

fn cargo_install_line(package: &str, version: &str) -> String {
    format!("cargo install {package} --version {version} --root {}", place::tools().display())
}

/// Builds a tool from its source. Outside the checkout, whose own settings are not meant for it, and
/// tuned for a short build: these tools run for seconds and would compile for many minutes. `level` is how far it is optimised.
fn cargo_install(package: &str, version: &str, extra: &[&str], level: u8) -> Outcome {
    println!("compiling {package} {version}: two to six minutes, this once");
    let root = place::tools();
    let scratch = root.join("build");
    // By force: what cargo remembers of it says nothing about whether the program is still there.
    let mut command = run::cargo(&["install", "--force", package, "--version", version])?;
    command
        .args(extra)
        .arg("--root")
        .arg(&root)
        .arg("--target-dir")
        .arg(&scratch)
        .current_dir(std::env::temp_dir())
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", level.to_string())
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    for inherited in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "CARGO_TARGET_DIR", "CARGO_BUILD_TARGET"] {
        command.env_remove(inherited);
    }
    let installed = run::stream(&mut command)?;
    // Hundreds of megabytes that nothing reads again; left in place after a failure, to go on from.
    if installed {
        let _ = std::fs::remove_dir_all(scratch);
        Ok(())
    } else {
        Err(Failure::set_up(format!("{package} {version} could not be installed")))
    }
}

/// Set once axe-core could not be had. Nothing but its own journey needs it, and that one says that it is skipped.
static NO_AXE: AtomicBool = AtomicBool::new(false);

fn find_axe() -> Result<String, String> {
    if NO_AXE.load(Ordering::Relaxed) {
        return Ok("cannot be had here; its journey is skipped".to_owned());
    }
    let file = place::tools().join("node/node_modules/axe-core/package.json");
    let said = std::fs::read_to_string(file).map_err(|_| "missing".to_owned())?;
    let wanted = format!("\"version\": \"{AXE}\"");
    if said.contains(&wanted) { Ok(AXE.to_owned()) } else { Err(format!("is another version, wanted {AXE}")) }
}

fn install_axe() -> Outcome {
    if let Err(failure) = npm_install("axe-core", AXE) {
        println!("axe-core: {failure}");
        NO_AXE.store(true, Ordering::Relaxed);
    }
    Ok(())
}

fn npm_arguments(package: &str, version: &str) -> Vec<String> {
    let prefix = place::tools().join("node").display().to_string();
    let package = format!("{package}@{version}");
    ["install", "--prefix", &prefix, "--save-exact", "--no-audit", "--no-fund", &package].map(str::to_owned).to_vec()
}

fn npm_line(package: &str, version: &str) -> String {
    match place::on_path("npm") {
        Some(_) => format!("npm {}", npm_arguments(package, version).join(" ")),
        None => "install npm (Debian: apt-get install npm), then run this again".to_owned(),
    }
}

fn npm_install(package: &str, version: &str) -> Outcome {
    if place::on_path("npm").is_none() {
        return Err(Failure::set_up(format!(
            "npm is missing, and {package} comes from it (Debian: apt-get install npm)"
        )));
    }
    let prefix = place::tools().join("node");
    std::fs::create_dir_all(&prefix).map_err(|error| Failure::file("make", &prefix, &error))?;
    let mut command = Command::new("npm");
    command.args(npm_arguments(package, version)).current_dir(&prefix);
    if run::stream(&mut command)? {
        Ok(())
    } else {
        Err(Failure::set_up(format!("npm could not install {package} {version}")))
    }
}
