//! Files as texts, without a look at what they say: archives are unpacked, bytes decoded. For what looks at several files at
//! once; what is no text at all is left to those that tell why.

use std::rc::Rc;

use super::super::bytes::{self, Told, magic};
use super::archive::{Archive, Room};
use super::{File, Given, Out, Step, Taken, limits};
use crate::intake::names;

/// A file as a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// Its name, cleaned; without that of the archive it lies in.
    pub name: String,
    /// What is in it, with its byte order mark and its line ends.
    pub text: String,
    /// The number of the file that it came in.
    pub of: usize,
}

/// Unpacks and decodes files.
#[must_use]
pub fn unpacked(files: Vec<Given>) -> Vec<Unpacked> {
    let mut all = Vec::new();
    for (of, given) in files.into_iter().enumerate() {
        let name = if given.name.is_empty() { Rc::default() } else { names::clean(&given.name).into() };
        let file = File { name, bytes: given.bytes, encoding: given.encoding, depth: 0, room: Room::new() };
        open(file, of, "", &mut all);
    }
    all
}

fn open(file: File, of: usize, archive: &str, all: &mut Vec<Unpacked>) {
    if file.bytes.len() > limits::FILE {
        return;
    }
    if magic::is_zip(&file.bytes) {
        let name = file.name.clone();
        let Ok(mut source) = Archive::open(file) else { return };
        let mut taken = Taken::default();
        loop {
            match source.step(&mut Out { file: &name, part: 0, taken: &mut taken }) {
                Step::Read(_) => {}
                Step::Inner(_, inner) => open(inner, of, &format!("{name}/"), all),
                Step::End => return,
            }
        }
    }
    if magic::kind_of(&file.bytes).is_some() {
        return;
    }
    let told = Told { chosen: file.encoding.as_deref(), declared: None };
    if let Ok(text) = bytes::read(file.bytes, told) {
        let name = file.name.strip_prefix(archive).unwrap_or(&file.name).to_owned();
        all.push(Unpacked { name, text: text.text, of });
    }
}
