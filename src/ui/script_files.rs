//! Files that a script gives: the workshop reads them as it reads a person's, beside those, and nobody looks them through.

use std::pin::Pin;

use js_sys::Uint8Array;

use super::asking::{self, Unheard};
use super::bridge::rows::AsSuggestions;
use super::foreign::{self, Whose};
use super::foreign_kinds::{PLAIN, is_looked_at, may_be};
use super::store::Store;
use super::taking::{HANDFUL, ask, is_there, shown, too_large};
use crate::formats::{Imported, Issue, Problem};
use crate::intake::names::ending;
use crate::session::SourceFile;
use crate::session::foreign::{self as importing, Foreign};
use crate::session::intake::{Broken, Intake, Waiting, beginning, is_ours, is_text};
use crate::session::reading::FILE_LIMIT;
use crate::session::update::free_keys;
use crate::workshop::message::import::{Import, ImportFile};
use crate::workshop::message::{TakeIn, TakeInFile};

/// Files of a script: those that the page reads itself, and what the workshop has read of the others.
#[inline(never)] // so that it can travel later
pub(super) fn for_script(
    store: &Store,
    files: Vec<SourceFile>,
    asked: ForScript,
) -> Pin<Box<dyn Future<Output = (Vec<SourceFile>, Imported)>>> {
    let store = store.clone();
    Box::pin(async move {
        let is_own = |file: &SourceFile| is_ours(file.bytes.get(..beginning(&file.name)).unwrap_or(&file.bytes));
        let suggests = asked.suggestions.is_some();
        // Those of our own, too, are looked at where what is marked is to become something else.
        let (mut own, others): (Vec<_>, Vec<_>) = files.into_iter().partition(|file| !suggests && is_own(file));
        let (left, made, told) = annotated(&store, others, asked).await;
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
                        ask(wanted, Some(Uint8Array::from(file.bytes.as_slice())), file.bytes.len())
                            .await
                            .map_err(Broken::from)
                    }
                    (_, None) => {
                        let wanted = TakeIn { bytes: HANDFUL, reader, ..TakeIn::default() };
                        ask(wanted, None, FILE_LIMIT).await.map_err(Broken::from)
                    }
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

/// What a script asks for.
#[derive(Default)]
pub(super) struct ForScript {
    /// What offsets count, where it says so.
    pub(super) counting: Option<String>,
    /// What is marked is to become suggestions.
    pub(super) suggestions: Option<AsSuggestions>,
}

/// Files of a script: which of them are left, what came of those that were recognised, as files of our own, and what is told.
async fn annotated(
    store: &Store,
    mut files: Vec<SourceFile>,
    asked: ForScript,
) -> (Vec<SourceFile>, Vec<SourceFile>, Imported) {
    let ForScript { counting, suggestions } = asked;
    let suggests = suggestions.is_some();
    let (mut made, mut told_of) = (Vec::new(), Imported::default());
    loop {
        let size = files.iter().map(|file| file.bytes.len()).sum();
        let is_plain = |file: &SourceFile| PLAIN.contains(&ending(&file.name).as_str());
        // A script that gives texts means articles.
        if files.iter().all(is_plain) || !is_looked_at(files.iter().map(|file| file.name.as_str()), size) {
            return (files, made, told_of);
        }
        let (numbers, some): (Vec<usize>, Vec<&SourceFile>) =
            files.iter().enumerate().filter(|(_, file)| may_be(&file.name)).unzip();
        let number = foreign::next(store);
        let looked = async || {
            let look = some.iter().map(|file| ImportFile { name: file.name.clone() }).collect();
            let bytes = some.iter().map(|file| Uint8Array::from(file.bytes.as_slice())).collect();
            let import = Import { number, look, suggests, ..Import::default() };
            foreign::ask(store, import, foreign::sized(bytes), Whose::Script).await
        };
        let told = match asking::twice(looked, || true).await {
            Ok(told) if !told.format.is_empty() => told,
            told => {
                let (why, words) = match told {
                    Err(Unheard::Late) => ("unlooked", String::new()),
                    Err(Unheard::Gone(_)) | Ok(_) => return (files, made, told_of),
                    Err(why) => ("unlooked_broke", foreign::told(why)),
                };
                let file = some.first().map(|file| file.name.clone()).unwrap_or_default();
                let others = some.len().saturating_sub(1);
                let problem = Problem::NotTaken { why: why.to_owned(), number: others, words, is_warning: true };
                told_of.issues.push(Issue { file, line: 0, path: String::new(), problem });
                return (files, made, told_of);
            }
        };
        let own: Vec<usize> = told.files.iter().filter_map(|at| numbers.get(*at).copied()).collect();
        let first = own.first().and_then(|at| files.get(*at)).map(|file| file.name.clone()).unwrap_or_default();
        let mut places = 0..;
        files.retain(|_| places.next().is_some_and(|place| !own.contains(&place)));
        let mut import = Foreign::begin(0, told, None);
        if let Some(suggestions) = &suggestions {
            import.model = suggestions.model.clone().unwrap_or(import.model);
            import.replaces = suggestions.replace;
        }
        match &counting {
            Some(counting) => import.counting.clone_from(counting),
            None if !import.told.certain => import.counting = String::new(),
            None => {}
        }
        if import.asks() {
            let ways: Vec<String> = import.told.countings.iter().map(|counting| counting.name.clone()).collect();
            let problem = Problem::Uncounted { ways: ways.join(", ") };
            told_of.issues.push(Issue { file: first, line: 0, path: String::new(), problem });
            foreign::forget(store, number);
            continue;
        }
        if let Err(words) = taken(store, number, &mut import, size).await {
            let problem = Problem::NotTaken { why: "broke".to_owned(), number: 0, words, is_warning: false };
            told_of.issues.push(Issue { file: first, line: 0, path: String::new(), problem });
            import = Foreign::default();
        }
        foreign::forget(store, number);
        told_of.replaces.extend(import.replacing());
        let (mut lines, mut told) = import.end();
        made.append(&mut lines);
        told_of.issues.append(&mut told);
    }
}

/// Takes in all that is on the desk under this number, a handful at a time; the words of what broke it.
async fn taken(store: &Store, number: u32, import: &mut Foreign, size: usize) -> Result<(), String> {
    let choice = import.choice(store.with(|state| free_keys(&state.project.schema)));
    loop {
        let from = import.done.unwrap_or(0);
        let choice = Some(choice.clone());
        let wanted = Import { number, choice, from, bytes: importing::HANDFUL, ..Import::default() };
        match foreign::ask(store, wanted, (Vec::new(), size), Whose::Script).await {
            Ok(told) if told.missing => return Err(String::new()),
            Ok(told) => {
                if import.take(told) {
                    return Ok(());
                }
            }
            Err(why) => return Err(foreign::told(why)),
        }
    }
}
