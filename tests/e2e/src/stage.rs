//! Where a journey takes place: the built site, the pages it opens, and an honest ending.

use crate::browser::Profile;
use crate::driver;
use crate::page::Page;
use crate::scratch::Scratch;
use crate::site::Site;
use libtest_mimic::{Arguments, Completion, Failed, Trial};
use std::cell::RefCell;
use std::cmp::Reverse;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::rc::Rc;
use std::sync::{Arc, Mutex};
use std::time::Instant;
use std::{env, fmt};

/// A journey: its name, and what happens.
pub type Journey = (&'static str, fn(&Stage));

/// The exit code that says that nothing was tested, because something is missing.
const SET_UP: u8 = 2;

thread_local! {
    /// Where and why the journey on this thread ended early.
    static PANIC: RefCell<String> = const { RefCell::new(String::new()) };
}

/// What one journey is given.
#[derive(Debug)]
pub struct Stage {
    site: Rc<Site>,
    folder: PathBuf,
    scratch: Scratch,
    pictures: PathBuf,
    pages: RefCell<Vec<Rc<Page>>>,
    skipped: RefCell<Option<String>>,
    fresh: Profile,
}

impl Stage {
    /// A stage on which a folder is served, for a browser that is of this kind where nothing else is said.
    pub fn on(folder: &Path, name: &str, fresh: Profile) -> Self {
        Self {
            site: Rc::new(Site::serve(folder)),
            folder: folder.to_owned(),
            scratch: Scratch::new("stage"),
            pictures: repository().join("target/screens").join(name.replace("::", "/")),
            pages: RefCell::default(),
            skipped: RefCell::default(),
            fresh,
        }
    }

    /// The page as somebody sees it who comes for the first time, ready for use.
    #[track_caller]
    pub fn open(&self) -> Rc<Page> {
        self.open_with(self.fresh)
    }

    /// The page in a browser that is set up in a certain way.
    #[track_caller]
    pub fn open_with(&self, profile: Profile) -> Rc<Page> {
        let page = Rc::new(Page::open(Rc::clone(&self.site), profile, self.pictures.clone()));
        self.pages.borrow_mut().push(Rc::clone(&page));
        page.ready();
        page
    }

    /// Whether the journey is in Firefox.
    pub fn is_firefox(&self) -> bool {
        self.fresh == Profile::Firefox
    }

    /// The site.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// A page that lies on the disk, in a browser that sees it for the first time.
    #[track_caller]
    pub fn open_file(&self, file: &Path) -> Rc<Page> {
        let page = Page::open_at(Rc::clone(&self.site), address_of(file), self.fresh, self.pictures.clone());
        let page = Rc::new(page);
        self.pages.borrow_mut().push(Rc::clone(&page));
        page.ready();
        page
    }

    /// The folder that is served.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// A folder for whatever the journey makes; it goes with the stage.
    pub fn scratch(&self, name: &str) -> PathBuf {
        self.scratch.folder(name)
    }

    /// A page that need not be in order at the end.
    #[track_caller]
    pub fn open_doomed(&self) -> Page {
        self.open_doomed_with(self.fresh)
    }

    /// Such a page in a browser that is set up in a certain way.
    #[track_caller]
    pub fn open_doomed_with(&self, profile: Profile) -> Page {
        let page = Page::open(Rc::clone(&self.site), profile, self.pictures.clone());
        page.ready();
        page
    }

    /// Says that the journey cannot take place here; it must return at once.
    pub fn skip(&self, reason: impl fmt::Display) {
        *self.skipped.borrow_mut() = Some(reason.to_string());
    }

    /// What must hold at the end of every journey, on every page it opened.
    pub fn finish(&self) {
        self.pages.borrow().iter().for_each(|page| page.finish());
    }

    /// Pictures and words of all pages, after something went wrong.
    fn scene(&self) -> String {
        let tell = |page: &Rc<Page>| {
            let scene = || format!("{}\npicture: {}", page.state(), page.screenshot("failed").display());
            panic::catch_unwind(AssertUnwindSafe(scene))
                .unwrap_or_else(|_| format!("the page cannot tell more: {}", PANIC.take()))
        };
        self.pages.borrow().iter().map(tell).collect::<Vec<_>>().join("\n")
    }
}

/// The address of a file on the disk.
pub fn address_of(file: &Path) -> String {
    url::Url::from_file_path(file).expect("the path begins at the root").to_string()
}

/// The root of the repository.
pub fn repository() -> PathBuf {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    root.canonicalize().expect("set-up: the sources this test was built from are still there")
}

/// How many journeys there are at once: each is a browser with processes of its own, most of the time waiting.
const AT_ONCE: usize = 3;

/// How many of the slowest journeys are named at the end: what a run takes is theirs to give back.
const SLOWEST: usize = 12;

/// Runs journeys as a test program: names to choose by, a closing line for each of the lists, an exit code. Those of the first
/// list run beside each other, those of the second one after the other, those of the third one after the other in Firefox.
#[expect(clippy::print_stdout, reason = "it stands where the results stand")]
pub fn run(side_by_side: &[Journey], alone: &[Journey], in_firefox: &[Journey]) -> ExitCode {
    let mut arguments = Arguments::from_args();
    let build = env::var_os("MANICULE_DIST").map_or_else(|| repository().join("dist"), PathBuf::from);
    if !arguments.list {
        if !build.join("index.html").is_file() {
            eprintln!("set-up: no build in {}; `cargo xtask build` makes one", build.display());
            return ExitCode::from(SET_UP);
        }
        if let Err(missing) = driver::installed() {
            eprintln!("set-up: {missing}");
            return ExitCode::from(SET_UP);
        }
    }
    panic::set_hook(Box::new(|info| PANIC.set(info.to_string())));
    let took = Arc::new(Mutex::new(Vec::new()));
    let trial = |&(name, journey): &Journey, fresh: Profile| {
        let build = build.clone();
        let took = Arc::clone(&took);
        let firefox = fresh == Profile::Firefox;
        let called = if firefox { format!("firefox::{name}") } else { name.to_owned() };
        Trial::ignorable_test(called.clone(), move || {
            if firefox && let Err(missing) = driver::firefox_installed() {
                println!("skipped: {called}: {missing}");
                return Ok(Completion::ignored_with(missing));
            }
            let stage = Stage::on(&build, &called, fresh);
            let began = Instant::now();
            let travelled = panic::catch_unwind(AssertUnwindSafe(|| {
                journey(&stage);
                stage.finish();
            }));
            took.lock().expect("nothing panics while it holds the list").push((began.elapsed(), name));
            if travelled.is_err() {
                let why = PANIC.take();
                return Err(Failed::from(format!("{why}\n{}", stage.scene())));
            }
            Ok(match stage.skipped.take() {
                None => Completion::Completed,
                Some(reason) => {
                    println!("skipped: {called}: {reason}");
                    Completion::ignored_with(reason)
                }
            })
        })
    };
    arguments.test_threads = arguments.test_threads.or(Some(AT_ONCE));
    let first =
        libtest_mimic::run(&arguments, side_by_side.iter().map(|journey| trial(journey, Profile::Fresh)).collect());
    arguments.test_threads = Some(1);
    let second = libtest_mimic::run(&arguments, alone.iter().map(|journey| trial(journey, Profile::Fresh)).collect());
    let third =
        libtest_mimic::run(&arguments, in_firefox.iter().map(|journey| trial(journey, Profile::Firefox)).collect());
    let mut took = took.lock().expect("nothing panics while it holds the list");
    took.sort_by_key(|&(time, _)| Reverse(time));
    took.iter().take(SLOWEST).for_each(|(time, name)| println!("{:7.1} s {name}", time.as_secs_f64()));
    [first, second].into_iter().find(|list| list.has_failed()).unwrap_or(third).exit_code()
}
