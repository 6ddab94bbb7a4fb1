//! The release build: the static site in `dist/`.

use crate::failure::{Failure, Outcome};
use crate::task::Folder;
use crate::{place, run, single, sizes, tools};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Bytes, brotli-compressed, that a first visit may load.
const CEILING: usize = 150_000;

/// The names of functions tell their type parameters, so that the list of the first load can tell one
/// `Vec::push` from another.
const UNIQUE_NAMES: &str = "-Csymbol-mangling-version=v0";

/// The linker leaves its notes in the program: which constants each function uses. They are taken out again when it is cut.
const NOTES: &str = "-Clink-arg=--emit-relocs";

/// Where the page goes as one file.
const SINGLE: &str = "single";

/// `cargo xtask build`.
pub(crate) fn build_and_weigh(options: &[&str]) -> Outcome {
    let Wanted { task, single } = Wanted::read(options)?;
    let task = task.map(Folder::read).transpose()?;
    tools::ensure(tools::TO_BUILD)?;
    tools::ensure(tools::TO_RELEASE)?;
    tools::fetch()?;
    let dist = build()?;
    if single {
        single::write(&dist, &place::root().join(SINGLE).join(single::NAME), task.as_ref())?;
        task.iter().for_each(Folder::tell);
        return Ok(());
    }
    if let Some(task) = task {
        task.put_into(&dist)?;
        task.tell();
    }
    println!("{} holds the site; any static host serves it, under any path.", dist.display());
    Ok(())
}

/// What is to be built.
#[derive(Debug, Default, PartialEq, Eq)]
struct Wanted<'a> {
    task: Option<&'a str>,
    single: bool,
}

impl<'a> Wanted<'a> {
    fn read(options: &[&'a str]) -> Outcome<Self> {
        let (mut wanted, mut rest) = (Self::default(), options.iter());
        while let Some(option) = rest.next() {
            match *option {
                "--single-file" => wanted.single = true,
                "--task" => {
                    let folder = rest.next().ok_or_else(|| Failure::set_up("--task needs a folder"))?;
                    wanted.task = Some(folder);
                }
                other => return Err(Failure::set_up(format!("build knows no {other}"))),
            }
        }
        Ok(wanted)
    }
}

/// `cargo xtask single-file SITE FILE [TASK]`: of a site that is built already.
pub(crate) fn single_of(site: &str, file: &str, task: Option<&str>) -> Outcome {
    let task = task.map(Folder::read).transpose()?;
    single::write(Path::new(site), Path::new(file), task.as_ref())
}

/// Builds, checks and weighs the site; the tools must be there.
pub(crate) fn build() -> Outcome<PathBuf> {
    let dist = place::root().join("dist");
    if !run::stream(&mut trunk(&["build", "--release"])?)? {
        return Err(Failure::failed("the release build"));
    }
    let weights = sizes::weigh(&dist)?;
    println!("\nFirst load, bytes:\n{}", sizes::table(&weights.first));
    println!("At the first touch, bytes:\n{}", sizes::table(&weights.later));
    println!("In the workshop, bytes:\n{}", sizes::table(&weights.workshop));
    let hidden = Hidden::find();
    let all = || weights.first.iter().chain(&weights.later);
    if hidden.flags().is_some() {
        hidden.check(&dist, all().chain(&weights.workshop))?;
    }
    for weight in all() {
        if let Some(heavy) = heavy(&dist, &weight.name)?.first() {
            return Err(Failure::failed(format!("{} contains {heavy}, which belongs into the workshop", weight.name)));
        }
    }
    // What is not found in the workshop either cannot be seen, and the check has gone blind for it.
    let found = weights.workshop.iter().map(|weight| heavy(&dist, &weight.name)).collect::<Outcome<Vec<_>>>()?;
    if let Some((unseen, _)) = HEAVY.iter().find(|(name, _)| !found.iter().flatten().any(|known| known == name)) {
        return Err(Failure::failed(format!("the workshop does not contain {unseen}, or it cannot be seen any more")));
    }
    let total: usize = weights.first.iter().map(|each| each.brotli).sum();
    if total > CEILING {
        return Err(Failure::failed(format!("the first load is {total} bytes, more than {CEILING}")));
    }
    Ok(dist)
}

/// Crates of the workshop, and what a program that contains them says. They must not weigh on the page.
const HEAVY: &[(&str, &str)] = &[
    ("regex-automata", "regex-automata"),
    ("aho-corasick", "aho-corasick"),
    ("chardetng", "chardetng"),
    ("csv-core", "csv-core"),
    ("encoding_rs", "x-mac-cyrillic"),
    ("html5gum", "html5gum"),
    ("serde_json", "recursion limit exceeded"),
    ("zip", "Password required to decrypt file"),
];

/// The names of those that a file contains.
fn heavy(dist: &Path, name: &str) -> Outcome<Vec<&'static str>> {
    let path = dist.join(name);
    let bytes = std::fs::read(&path).map_err(|error| Failure::file("read", &path, &error))?;
    let inside = |word: &str| bytes.windows(word.len()).any(|window| window == word.as_bytes());
    Ok(HEAVY.iter().filter(|(_, word)| inside(word)).map(|(name, _)| *name).collect())
}

/// Trunk, which must neither download anything nor change Cargo.lock.
pub(crate) fn trunk(arguments: &[&str]) -> Outcome<Command> {
    let mut command = run::tool("trunk", arguments)?;
    command.args(["--offline", "--locked"]);
    // Trunk takes `NO_COLOR=1` for a mistyped option and stops.
    command.env_remove("NO_COLOR");
    let hidden = Hidden::find().flags();
    if hidden.is_none() {
        println!("A folder name holds a space, so the program will carry this machine's paths.");
    }
    // For this target only: other flags for the host would rebuild this very program.
    let flags = format!("{UNIQUE_NAMES} {NOTES} {}", hidden.unwrap_or_default());
    command.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS", flags.trim_end());
    Ok(command)
}

/// Folders of this machine whose names must not be in the program: they tell who built it, and the
/// same source would give other bytes elsewhere.
struct Hidden {
    /// The folder, and what stands for it; a later one wins over an earlier one.
    folders: Vec<(PathBuf, String)>,
}

impl Hidden {
    fn find() -> Self {
        let mut folders = Vec::new();
        let home = std::env::var_os("HOME").or_else(|| std::env::var_os("USERPROFILE"));
        let cargo = std::env::var_os("CARGO_HOME")
            .map(PathBuf::from)
            .or_else(|| home.map(|home| Path::new(&home).join(".cargo")));
        if let Some(cargo) = cargo {
            // The name of the registry's folder depends on where packages are fetched from.
            let registries = std::fs::read_dir(cargo.join("registry").join("src"));
            let registries = registries.into_iter().flatten().flatten();
            folders.push((cargo.clone(), "cargo".to_owned()));
            folders.extend(registries.map(|each| (each.path(), "crates".to_owned())));
        }
        // With the standard library's source installed, its paths are local ones as well.
        if let (Some(sysroot), Some(commit)) = (run::ask("rustc", &["--print", "sysroot"]), rust_commit()) {
            let source = Path::new(&sysroot).join("lib").join("rustlib").join("src").join("rust");
            folders.push((source, format!("/rustc/{commit}")));
        }
        folders.push((place::root(), "manicule".to_owned()));
        Self { folders }
    }

    /// The compiler flags; none when a name could not be written down in that variable.
    fn flags(&self) -> Option<String> {
        let flag = |(folder, name): &(PathBuf, String)| {
            let folder = folder.to_str().filter(|text| !text.contains(char::is_whitespace))?;
            Some(format!("--remap-path-prefix={folder}={name}"))
        };
        let flags = self.folders.iter().map(flag).collect::<Option<Vec<_>>>()?;
        Some(flags.join(" "))
    }

    fn check<'a>(&self, dist: &Path, weights: impl Iterator<Item = &'a sizes::Weight>) -> Outcome {
        for weight in weights {
            let path = dist.join(&weight.name);
            let bytes = std::fs::read(&path).map_err(|error| Failure::file("read", &path, &error))?;
            for (folder, _) in &self.folders {
                let name = folder.to_string_lossy();
                if bytes.windows(name.len()).any(|window| window == name.as_bytes()) {
                    return Err(Failure::failed(format!("{} contains the path {name}", weight.name)));
                }
            }
        }
        Ok(())
    }
}

fn rust_commit() -> Option<String> {
    let said = run::ask("rustc", &["-vV"])?;
    said.lines().find_map(|line| line.strip_prefix("commit-hash: ")).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::Wanted;

    #[test]
    fn options_are_read_in_any_order() {
        let both = Wanted { task: Some("x"), single: true };
        assert_eq!(Wanted::read(&["--task", "x", "--single-file"]).as_ref(), Ok(&both));
        assert_eq!(Wanted::read(&["--single-file", "--task", "x"]), Ok(both));
        assert_eq!(Wanted::read(&[]), Ok(Wanted::default()));
        assert!(Wanted::read(&["--task"]).is_err());
        assert!(Wanted::read(&["--singel-file"]).is_err());
    }
}
