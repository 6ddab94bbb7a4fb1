//! The workshop, asked for files that lie beside a page load.

use std::rc::Rc;

use manicule::formats::json::{self, to_json};
use manicule::session::intake::{Asked, Broken, Waiting, Wanted};
use manicule::workshop::Desk;
use manicule::workshop::message::{Answer, Request, TakeIn, TakeInFile, TakenIn};

/// Files as the edge holds them: by number, from 1.
#[derive(Clone, Debug, Default)]
pub(crate) struct Held {
    pub(crate) files: Vec<(String, Vec<u8>)>,
    /// Whether nothing is read for now, so that what happens before can be looked at.
    pub(crate) waits: bool,
    /// The file on which the workshop breaks.
    pub(crate) breaks_on: Option<String>,
}

impl Held {
    /// More files; what the page is told of them.
    pub(crate) fn more(&mut self, files: &[(&str, &[u8])]) -> Vec<Waiting> {
        let mut told = Vec::new();
        for (name, bytes) in files {
            self.files.push(((*name).to_owned(), bytes.to_vec()));
            let number = u32::try_from(self.files.len()).expect("few");
            told.push(Waiting { number, name: Rc::from(*name), size: bytes.len() });
        }
        told
    }

    /// Reads a file to its end, a few bytes at a time.
    pub(crate) fn read(&self, wanted: &Wanted) -> Vec<(Asked, Result<TakenIn, Broken>)> {
        let number = wanted.asked;
        let (name, bytes) = &self.files[number.file as usize - 1];
        if self.breaks_on.as_ref() == Some(name) {
            return vec![(number, Err(Broken::Broke("unreachable".to_owned())))];
        }
        let mut desk = Desk::default();
        let mut all = Vec::new();
        loop {
            let files = match all.is_empty() {
                true => vec![TakeInFile {
                    name: name.clone(),
                    encoding: wanted.encoding.as_deref().map(str::to_owned),
                    part: wanted.part,
                }],
                false => Vec::new(),
            };
            let take_in = Some(TakeIn { files, bytes: 1000, afresh: all.is_empty(), reader: 0 });
            let request = to_json(&Request { take_in, ..Request::default() }).into_bytes();
            let parts = [request].into_iter().chain(all.is_empty().then(|| bytes.clone())).collect();
            let answer = String::from_utf8(desk.answer(parts).swap_remove(0)).expect("JSON");
            let taken = json::parse::<Answer>(&answer).expect("an answer").taken.expect("something of files");
            let more = taken.more;
            all.push((number, Ok(taken)));
            if !more {
                return all;
            }
        }
    }
}
