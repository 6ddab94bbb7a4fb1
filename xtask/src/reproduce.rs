//! The same source gives the same bytes, whatever folder it lies in: built once more in another one, and compared.

use crate::failure::{Failure, Outcome};
use crate::{digest, place, run};
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// `cargo xtask reproduce`: compares `dist`, which is there, with a build of the same files elsewhere.
pub(crate) fn reproduce() -> Outcome {
    let first = sums(&place::root().join("dist"))?;
    let second = Second::make()?;
    println!("building once more in {}", second.0.display());
    let mut command = run::cargo(&["xtask", "build"])?;
    command.current_dir(&second.0).env_remove("CARGO_TARGET_DIR");
    if !run::stream(&mut command)? {
        return Err(Failure::failed("the build in another folder"));
    }
    compare(&first, &sums(&second.0.join("dist"))?)?;
    for (name, sum) in &first {
        println!("{sum}  {name}");
    }
    Ok(())
}

/// The same files with the same sums; else the first that differs is named.
fn compare(first: &BTreeMap<String, String>, second: &BTreeMap<String, String>) -> Outcome {
    let differs = first.iter().find(|(name, sum)| second.get(*name) != Some(sum)).map(|(name, _)| name);
    match differs.or_else(|| second.keys().find(|name| !first.contains_key(*name))) {
        Some(name) => Err(Failure::failed(format!("{name} differs in a build of the same files in another folder"))),
        None => Ok(()),
    }
}

/// The files of a folder, with the SHA-256 of each.
fn sums(folder: &Path) -> Outcome<BTreeMap<String, String>> {
    let entries = fs::read_dir(folder).map_err(|error| Failure::file("read", folder, &error))?;
    let files = entries.flatten().map(|entry| entry.path()).filter(|path| path.is_file());
    files
        .map(|path| {
            let bytes = fs::read(&path).map_err(|error| Failure::file("read", &path, &error))?;
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            Ok((name, digest::sha256(&bytes)))
        })
        .collect()
}

/// A copy of the checkout in another folder, which goes when it is done with.
struct Second(PathBuf);

impl Second {
    /// What git knows or would take, as it stands; the tools are those of the first.
    fn make() -> Outcome<Self> {
        let root = place::root();
        let folder = Self(std::env::temp_dir().join(format!("manicule-elsewhere-{}", std::process::id())));
        let mut git = run::tool("git", &["ls-files", "--cached", "--others", "--exclude-standard", "-z"])?;
        let listed = git.output().map_err(|error| Failure::set_up(format!("git could not be started: {error}")))?;
        let names = String::from_utf8_lossy(&listed.stdout).into_owned();
        for name in names.split('\0').filter(|name| !name.is_empty() && root.join(name).is_file()) {
            let to = folder.0.join(name);
            let parent = to.parent().unwrap_or(&folder.0);
            fs::create_dir_all(parent).map_err(|error| Failure::file("make", parent, &error))?;
            fs::copy(root.join(name), &to).map_err(|error| Failure::file("copy to", &to, &error))?;
        }
        let target = folder.0.join("target");
        fs::create_dir_all(&target).map_err(|error| Failure::file("make", &target, &error))?;
        link(&place::tools(), &target.join("tools"))?;
        Ok(folder)
    }
}

impl Drop for Second {
    fn drop(&mut self) {
        // A link goes as a link: the tools stay.
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(unix)]
fn link(from: &Path, to: &Path) -> Outcome {
    std::os::unix::fs::symlink(from, to).map_err(|error| Failure::file("link", to, &error))
}

#[cfg(not(unix))]
fn link(_: &Path, _: &Path) -> Outcome {
    // The second build installs its own.
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::compare;
    use std::collections::BTreeMap;

    #[test]
    fn what_differs_is_named() {
        let sums = |all: &[(&str, &str)]| -> BTreeMap<String, String> {
            all.iter().map(|(name, sum)| ((*name).to_owned(), (*sum).to_owned())).collect()
        };
        let first = sums(&[("a", "1"), ("b", "2")]);
        assert_eq!(compare(&first, &first), Ok(()));
        for (second, named) in
            [(&[("a", "1"), ("b", "3")][..], "b"), (&[("a", "1")], "b"), (&[("a", "1"), ("b", "2"), ("c", "1")], "c")]
        {
            let told = compare(&first, &sums(second)).expect_err("they differ").to_string();
            assert!(told.contains(&format!("{named} differs")), "{told}");
        }
    }
}
