//! Files that a script gives: the workshop reads them as it reads a person's, beside those, and nobody looks them through.

use std::pin::Pin;

use js_sys::Uint8Array;

use super::foreign;
use super::store::Store;
use super::taking::{HANDFUL, ask, is_there, shown, too_large};
use crate::formats::Imported;
use crate::session::SourceFile;
use crate::session::intake::{Broken, Intake, Waiting, beginning, is_ours, is_text};
use crate::session::reading::FILE_LIMIT;
use crate::workshop::message::{TakeIn, TakeInFile};

/// Files of a script: those that the page reads itself, and what the workshop has read of the others.
#[inline(never)] // so that it can travel later
pub(super) fn for_script(
    store: &Store,
    files: Vec<SourceFile>,
    asked: foreign::ForScript,
) -> Pin<Box<dyn Future<Output = (Vec<SourceFile>, Imported)>>> {
    let store = store.clone();
    Box::pin(async move {
        let is_own = |file: &SourceFile| is_ours(file.bytes.get(..beginning(&file.name)).unwrap_or(&file.bytes));
        let suggests = asked.suggestions.is_some();
        // Those of our own, too, are looked at where what is marked is to become something else.
        let (mut own, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| !suggests && is_own(file));
        let (left, made, told) = foreign::for_script(&store, others, asked).await;
        let (texts, others): (Vec<_>, Vec<_>) = left.into_iter().partition(|file| is_text(&file.name));
        own.extend(texts.into_iter().chain(made));
        if others.is_empty() {
            return (own, told);
        }
        let mut intake = store.with(|state| Intake::begin(0, &state.project, None));
        let (is_there, reader) = (is_there().await, foreign::next(&store));
        for (file, number) in others.into_iter().zip(1..) {
            let waiting = Waiting { number, name: shown(&file.name), size: file.bytes.len() };
            intake.and(&[waiting]);
            let mut more = true;
            let mut source = Some(file);
            while std::mem::take(&mut more) {
                let taken = match (is_there, source.take()) {
                    (false, _) => Err(Broken::NoWorkshop),
                    (_, Some(file)) if file.bytes.len() > FILE_LIMIT => Ok(too_large(file.name)),
                    (_, Some(file)) => {
                        let named = TakeInFile { name: file.name, ..TakeInFile::default() };
                        let wanted = TakeIn { files: vec![named], bytes: HANDFUL, afresh: true, reader };
                        ask(wanted, Some(Uint8Array::from(file.bytes.as_slice())), file.bytes.len()).await
                    }
                    (_, None) => ask(TakeIn { bytes: HANDFUL, reader, ..TakeIn::default() }, None, FILE_LIMIT).await,
                };
                match taken {
                    Ok(taken) => {
                        more = taken.more;
                        intake.take(number.into(), taken);
                    }
                    Err(why) => intake.broke(number.into(), &why),
                }
            }
        }
        intake.take_all();
        let mut all = intake.imported(store.with(|state| state.project.schema.version));
        all.issues.extend(told.issues);
        all.replaces = told.replaces;
        (own, all)
    })
}
