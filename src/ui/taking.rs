//! Has the workshop read files: one at a time, so that what breaks it is known by name and the others are read on with a new
//! worker. Files stay the browser's until their turn comes; what they hold never lies in this program's memory.

use std::collections::VecDeque;
use std::pin::Pin;
use std::rc::Rc;

use js_sys::Uint8Array;
use wasm_bindgen_futures::spawn_local;
use web_sys::File;

use super::asking::{self, Unheard};
use super::foreign;
use super::store::Store;
use crate::browser::{clock, files, workshop};
use crate::formats::json::to_json;
use crate::intake::names;
use crate::model::Table;
use crate::session::intake::{Asked, Broken, Waiting, Wanted, beginning, is_ours, is_text};
use crate::session::reading::FILE_LIMIT;
use crate::session::update::is_awaited;
use crate::session::{Action, Args, Command, SourceFile};
use crate::workshop::message::{Request, TakeIn, TakeInFile, TakenIn, TakenRefusal};

/// About how many bytes are read for one answer.
pub(super) const HANDFUL: usize = 1 << 20;

/// How long what was read is gathered before it is shown, in milliseconds.
const GATHERED: i64 = 80;

/// How long an answer may take, in milliseconds: a minute, and two seconds for each megabyte.
const PATIENCE: usize = 60_000;

/// What pasted markup is called.
const PASTED: &str = "pasted.html";

/// A file that waits, or may be read anew.
#[derive(Clone)]
pub(super) enum Source {
    File(File),
    Text(Rc<str>, Rc<str>),
}

impl Source {
    pub(super) fn name(&self) -> String {
        match self {
            Self::File(file) => {
                // Inside of a folder that was chosen its path says more.
                let path = js_sys::Reflect::get(file, &"webkitRelativePath".into()).ok();
                path.and_then(|path| path.as_string()).filter(|path| !path.is_empty()).unwrap_or_else(|| file.name())
            }
            Self::Text(name, _) => name.to_string(),
        }
    }

    pub(super) fn size(&self) -> usize {
        match self {
            #[expect(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                reason = "a size is a whole number; saturates"
            )]
            Self::File(file) => file.size() as usize,
            Self::Text(_, text) => text.len(),
        }
    }

    pub(super) async fn content(&self) -> Option<Uint8Array> {
        match self {
            Self::File(file) => files::content(file).await,
            Self::Text(_, text) => Some(Uint8Array::from(text.as_bytes())),
        }
    }
}

/// Files on their way to the workshop.
#[derive(Default)]
pub struct Taking {
    held: Table<u32, Source>,
    numbers: u32,
    queue: VecDeque<(u32, Wanted)>,
    is_running: bool,
}

/// Parts files into those of our own, which the page reads itself, and all others.
pub(super) async fn parted(list: Vec<File>) -> (Vec<File>, Vec<File>) {
    let (mut ours, mut others) = (Vec::new(), Vec::new());
    for some in list.chunks(200) {
        let begin = files::beginnings(some, beginning).await;
        for (file, begins) in some.iter().zip(begin) {
            if is_ours(&begins) { ours.push(file.clone()) } else { others.push(file.clone()) }
        }
    }
    (ours, others)
}

/// Hands files over to be read by the workshop. `suggests`: they were chosen to be suggestions.
#[inline(never)] // so that it can travel later
pub(super) fn give(store: &Store, files: Vec<File>, suggests: bool) {
    if !files.is_empty() {
        foreign::give(store, files.into_iter().map(Source::File).collect(), suggests);
    }
}

/// Whether what is on the clipboard as markup is more than a wrapper around nothing.
pub(super) fn is_page(markup: &str) -> bool {
    !markup.trim().is_empty()
}

/// Hands markup over that was pasted or dropped.
#[inline(never)] // so that it can travel later
pub(super) fn give_page(store: &Store, markup: String) {
    wait(store, vec![Source::Text(Rc::from(PASTED), Rc::from(markup))]);
}

/// Hands a plain text over.
#[inline(never)] // so that it can travel later
pub(super) fn give_text(store: &Store, text: String) {
    wait(store, vec![Source::Text(Rc::from(""), Rc::from(text))]);
}

/// Hands files over that are articles.
pub(super) fn wait(store: &Store, sources: Vec<Source>) {
    let mut files = Vec::with_capacity(sources.len());
    {
        let mut taking = store.edge().taking.borrow_mut();
        for source in sources {
            taking.numbers += 1;
            let number = taking.numbers;
            files.push(Waiting { number, name: shown(&source.name()), size: source.size() });
            taking.held.insert(number, source);
        }
    }
    store.dispatch(Action::Waiting(files));
}

/// A file's name as it is told; pasted text has none.
pub(super) fn shown(name: &str) -> Rc<str> {
    if name.is_empty() { Rc::default() } else { names::clean(name).into() }
}

/// Lets go of the files up to this number, and hands them over; those behind it came later.
pub(super) fn take_held(store: &Store, last: u32) -> Table<u32, Source> {
    let mut taking = store.edge().taking.borrow_mut();
    let all = std::mem::take(&mut taking.held);
    let (old, later): (Vec<_>, Vec<_>) =
        all.iter().map(|(number, source)| (*number, source.clone())).partition(|(number, _)| *number <= last);
    taking.held = later.into_iter().collect();
    old.into_iter().collect()
}

/// The intake has ended.
#[inline(never)] // so that it can travel later
pub(super) fn end(store: &Store, stop: bool) {
    {
        let mut taking = store.edge().taking.borrow_mut();
        taking.queue.clear();
        taking.held = Table::new();
    }
    if stop {
        workshop::stop();
    }
}

/// Has files read, behind those that wait already; what is read anew goes first.
#[inline(never)] // so that it can travel later
pub(super) fn run(store: &Store, number: u32, wanted: Vec<Wanted>) {
    {
        let mut taking = store.edge().taking.borrow_mut();
        for each in wanted {
            if each.asked.run > 0 {
                taking.queue.push_front((number, each));
            } else {
                taking.queue.push_back((number, each));
            }
        }
        if std::mem::replace(&mut taking.is_running, true) {
            return;
        }
    }
    let guard = store.edge().busy();
    let store = store.clone();
    let work: Pin<Box<dyn Future<Output = ()>>> = Box::pin(async move {
        read_all(&store).await;
        store.edge().taking.borrow_mut().is_running = false;
        drop(guard);
    });
    spawn_local(work);
}

/// What was read and is not told yet.
struct Gathered {
    number: u32,
    all: Vec<(Asked, Result<TakenIn, Broken>)>,
    since: i64,
}

impl Gathered {
    fn tell(&mut self, store: &Store) {
        let all = std::mem::take(&mut self.all);
        self.since = clock::now().0;
        if !all.is_empty() {
            store.dispatch(Action::Taken(self.number, all));
        }
    }
}

async fn read_all(store: &Store) {
    let mut gathered = Gathered { number: 0, all: Vec::new(), since: clock::now().0 };
    // Asked before the first file, so that what breaks then is the file's doing.
    let mut is_there = is_there().await;
    loop {
        let next = store.edge().taking.borrow_mut().queue.pop_front();
        let Some((number, wanted)) = next else { break };
        let asked = wanted.asked;
        if number != gathered.number {
            gathered.tell(store);
            gathered.number = number;
        }
        if !store.with(|state| is_awaited(state, number, asked)) {
            continue;
        }
        let source = store.edge().taking.borrow().held.get(&asked.file).cloned();
        let Some(source) = source else {
            // Nobody waits for ever for what is not here.
            gathered.all.push((asked, Err(Broken::Gone)));
            continue;
        };
        if !is_there && asked.run == 0 && without_workshop(store, &source, &mut gathered, asked).await {
            continue;
        }
        let mut is_first = true;
        loop {
            let is_awaited = || store.with(|state| is_awaited(state, number, asked));
            let taken = match is_there {
                true if is_first => asking::twice(async || turn(&source, true, &wanted).await, is_awaited).await,
                true => turn(&source, false, &wanted).await,
                false => Ok(Err(Broken::NoWorkshop)),
            };
            let taken = taken.map_err(Broken::from).flatten();
            if !is_awaited() {
                break;
            }
            is_first = false;
            let more = taken.as_ref().is_ok_and(|taken| taken.more);
            let broke = matches!(taken, Err(Broken::Broke(_) | Broken::Slow));
            if broke && asked.run == 0 && source.name().is_empty() {
                // Nobody's words are lost to a fault of ours.
                as_text(store, &source, &mut gathered, asked);
                is_there = self::is_there().await;
                break;
            }
            gathered.all.push((asked, taken));
            if clock::now().0 - gathered.since >= GATHERED {
                gathered.tell(store);
            }
            if broke {
                is_there = self::is_there().await;
            }
            if !more {
                break;
            }
        }
    }
    gathered.tell(store);
}

/// Whether the workshop answers at all.
pub(super) async fn is_there() -> bool {
    workshop::ask_about(&to_json(&Request::default()), None).await.is_ok()
}

/// Plain texts are read by the page itself where there is no workshop. Whether it was one.
async fn without_workshop(store: &Store, source: &Source, gathered: &mut Gathered, asked: Asked) -> bool {
    let name = source.name();
    if name.is_empty() {
        as_text(store, source, gathered, asked);
        return true;
    }
    if !is_text(&name) || source.size() > FILE_LIMIT {
        return false;
    }
    let Some(content) = source.content().await else { return false };
    // Given first, while it is known what the files are for.
    store.dispatch(Action::Given(vec![SourceFile { name, bytes: content.to_vec() }], Vec::new()));
    gathered.all.push((asked, Ok(TakenIn::default())));
    gathered.tell(store);
    true
}

/// A pasted text is added as it is.
fn as_text(store: &Store, source: &Source, gathered: &mut Gathered, asked: Asked) {
    if let Source::Text(_, text) = source {
        gathered.all.push((asked, Ok(TakenIn::default())));
        gathered.tell(store);
        store.run(Command::AddText, Args::text(text));
    }
}

/// Reads some of a file; what it comes to where the workshop is not to blame.
async fn turn(source: &Source, is_first: bool, of: &Wanted) -> Result<Result<TakenIn, Broken>, Unheard> {
    let mut wanted = TakeIn { files: Vec::new(), bytes: HANDFUL, afresh: is_first, reader: 0 };
    let mut bytes = None;
    if is_first {
        let name = source.name();
        if source.size() > FILE_LIMIT {
            return Ok(Ok(too_large(name)));
        }
        let Some(content) = source.content().await else { return Ok(Err(Broken::Gone)) };
        bytes = Some(content);
        let encoding = of.encoding.as_deref().map(str::to_owned);
        wanted.files.push(TakeInFile { name, encoding, part: of.part });
    }
    ask(wanted, bytes, source.size()).await.map(Ok)
}

pub(super) fn too_large(file: String) -> TakenIn {
    let refusal = TakenRefusal { file, why: "too_large".to_owned(), number: FILE_LIMIT, ..TakenRefusal::default() };
    TakenIn { refused: vec![refusal], ..TakenIn::default() }
}

/// Asks for what is read of a file of this size in bytes.
pub(super) async fn ask(wanted: TakeIn, bytes: Option<Uint8Array>, size: usize) -> Result<TakenIn, Unheard> {
    let request = Request { take_in: Some(wanted), ..Request::default() };
    let answer = asking::ask(&request, bytes.into_iter().collect(), asking::patience(PATIENCE, size)).await?;
    answer.taken.ok_or_else(|| Unheard::Broke(String::new()))
}

/// Shows how a file's text reads in some encodings.
#[inline(never)] // so that it can travel later
pub(super) fn glimpse(store: &Store, file: u32, at: usize, names: Vec<Rc<str>>) {
    let Some(source) = store.edge().taking.borrow().held.get(&file).cloned() else { return };
    let guard = store.edge().busy();
    let store = store.clone();
    spawn_local(async move {
        if let Some(content) = source.content().await {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            let read = |name: &Rc<str>| Some((name.to_string(), files::glimpse(&content, at, name)?));
            store.dispatch(Action::Glimpsed(file, names.iter().filter_map(read).collect()));
        }
        drop(guard);
    });
}
