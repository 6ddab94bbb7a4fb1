//! Files as texts, without a look at what they say: archives are unpacked, bytes decoded. For what looks at several files at
//! once; what is no text is told.

use std::rc::Rc;

use super::super::bytes::{self, Told, magic};
use super::archive::{Archive, Room};
use super::{File, Given, Out, Refused, Step, Taken, limits};
use crate::intake::names;
use crate::intake::refusal::Refusal;

/// A file as a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// Its name, cleaned; without that of the archive it lies in.
    pub name: String,
    /// The same with the archive's name in front.
    pub path: String,
    /// What is in it, with its byte order mark and its line ends.
    pub text: String,
    /// The number of the file that it came in.
    pub of: usize,
}

/// What files hold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Texts.
    pub texts: Vec<Unpacked>,
    /// What is no text, or was not unpacked, with the number of the file that it came in.
    pub refused: Vec<(usize, Refusal)>,
}

/// Unpacks and decodes files.
#[must_use]
pub fn unpacked(files: Vec<Given>) -> Held {
    let mut held = Held::default();
    for (of, given) in files.into_iter().enumerate() {
        let name = if given.name.is_empty() { Rc::default() } else { names::clean(&given.name).into() };
        let file = File { name, bytes: given.bytes, encoding: given.encoding, depth: 0, room: Room::new() };
        open(file, of, "", &mut held);
    }
    held
}

fn open(file: File, of: usize, archive: &str, held: &mut Held) {
    let path = file.name.clone();
    let mut refuse = |why| held.refused.push((of, Refusal { file: path.to_string(), part: 0, line: 0, why }));
    if file.bytes.len() > limits::FILE {
        return refuse(Refused::TooLarge(limits::FILE));
    }
    if magic::is_zip(&file.bytes) {
        return match Archive::open(file) {
            Ok(mut source) => {
                let mut taken = Taken::default();
                loop {
                    match source.step(&mut Out { file: &path, part: 0, taken: &mut taken }) {
                        Step::Read(_) => {}
                        Step::Inner(_, inner) => open(inner, of, &format!("{path}/"), held),
                        Step::End => break,
                    }
                }
                held.refused.extend(taken.refused.into_iter().map(|refusal| (of, refusal)));
            }
            Err(why) => refuse(why),
        };
    }
    if let Some(kind) = magic::kind_of(&file.bytes) {
        return refuse(Refused::Kind(kind.to_owned()));
    }
    let told = Told { chosen: file.encoding.as_deref(), declared: None };
    match bytes::read(file.bytes, told) {
        Ok(text) => {
            let name = path.strip_prefix(archive).unwrap_or(&path).to_owned();
            held.texts.push(Unpacked { name, path: path.to_string(), text: text.text, of });
        }
        Err(why) => refuse(why),
    }
}
