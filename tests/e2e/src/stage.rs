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
use std::sync::{Arc, Mutex, OnceLock};
use std::time::{Duration, Instant};
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
    /// The page as one file, where the journey is on that instead of the site.
    file: Option<PathBuf>,
}

impl Stage {
    /// A stage on which a folder is served, for a browser that is of this kind where nothing else is said.
    pub fn on(folder: &Path, name: &str, fresh: Profile, file: Option<PathBuf>) -> Self {
        Self {
            site: Rc::new(Site::serve(folder)),
            folder: folder.to_owned(),
            scratch: Scratch::new("stage"),
            pictures: repository().join("target/screens").join(name.replace("::", "/")),
            pages: RefCell::default(),
            skipped: RefCell::default(),
            fresh,
            file,
        }
    }

    /// Where the page is.
    fn address(&self) -> String {
        self.file.as_deref().map_or_else(|| self.site.url(), address_of)
    }

    /// The page as somebody sees it who comes for the first time, ready for use.
    #[track_caller]
    pub fn open(&self) -> Rc<Page> {
        self.open_with(self.fresh)
    }

    /// The page in a browser that is set up in a certain way.
    #[track_caller]
    pub fn open_with(&self, profile: Profile) -> Rc<Page> {
        self.open_at(self.address(), profile)
    }

    #[track_caller]
    fn open_at(&self, address: String, profile: Profile) -> Rc<Page> {
        let page = Rc::new(Page::open_at(Rc::clone(&self.site), address, profile, self.pictures.clone()));
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
        self.open_at(address_of(file), self.fresh)
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
        let page = Page::open_at(Rc::clone(&self.site), self.address(), profile, self.pictures.clone());
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

/// Which journeys there are, and where they take place.
#[derive(Clone, Copy, Debug)]
pub struct Lists {
    /// On the site, beside each other.
    pub side_by_side: &'static [Journey],
    /// On the site, one after the other.
    pub alone: &'static [Journey],
    /// Once more in Firefox, one after the other.
    pub in_firefox: &'static [Journey],
    /// Those that are about a host or what it serves, and why: all others take place once more on the page as one file. In a
    /// short run only those that are in Firefox as well.
    pub about_a_host: &'static [(&'static str, &'static str)],
    /// Makes the page as one file from a built site.
    pub one_file: fn(&Path) -> PathBuf,
}

impl Lists {
    fn on_one_file(&self, long: bool) -> Vec<Journey> {
        let has = |list: &[Journey], name: &str| list.iter().any(|&(other, _)| other == name);
        let all = self.side_by_side.iter().chain(self.alone).copied();
        all.filter(|&(name, _)| !self.about_a_host.iter().any(|&(other, _)| name.starts_with(other)))
            .filter(|&(name, _)| long || has(self.in_firefox, name))
            .collect()
    }
}

/// Where a journey takes place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Site,
    Firefox,
    OneFile,
}

/// Runs journeys as a test program: names to choose by, a closing line for each of the lists, an exit code.
pub fn run(lists: Lists) -> ExitCode {
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
    let company = Arc::new(Company { build, one_file: OnceLock::new(), make: lists.one_file, took: Mutex::default() });
    let trials = |journeys: &[Journey], place| -> Vec<Trial> {
        journeys.iter().map(|&journey| trial(&company, journey, place)).collect()
    };
    let on_one_file = lists.on_one_file(env::var_os("MANICULE_LONG").is_some());
    let at_once = arguments.test_threads.unwrap_or(AT_ONCE);
    let ran = [
        (at_once, trials(lists.side_by_side, Place::Site)),
        (1, trials(lists.alone, Place::Site)),
        (1, trials(lists.in_firefox, Place::Firefox)),
        (at_once, trials(&on_one_file, Place::OneFile)),
    ]
    .map(|(at_once, trials)| {
        arguments.test_threads = Some(at_once);
        libtest_mimic::run(&arguments, trials)
    });
    company.tell_slowest();
    let [.., last] = &ran;
    ran.iter().find(|list| list.has_failed()).unwrap_or(last).exit_code()
}

/// What all journeys of a run share.
struct Company {
    build: PathBuf,
    /// Made when the first journey wants it.
    one_file: OnceLock<PathBuf>,
    make: fn(&Path) -> PathBuf,
    took: Mutex<Vec<(Duration, String)>>,
}

impl Company {
    #[expect(clippy::print_stdout, reason = "it stands where the results stand")]
    fn tell_slowest(&self) {
        let mut took = self.took.lock().expect("nothing panics while it holds the list");
        took.sort_by_key(|&(time, _)| Reverse(time));
        took.iter().take(SLOWEST).for_each(|(time, name)| println!("{:7.1} s {name}", time.as_secs_f64()));
    }
}

#[expect(clippy::print_stdout, reason = "it stands where the results stand")]
fn trial(company: &Arc<Company>, (name, journey): Journey, place: Place) -> Trial {
    let (called, fresh) = match place {
        Place::Site => (name.to_owned(), Profile::Fresh),
        Place::Firefox => (format!("firefox::{name}"), Profile::Firefox),
        Place::OneFile => (format!("one_file::{name}"), Profile::Fresh),
    };
    let company = Arc::clone(company);
    Trial::ignorable_test(called.clone(), move || {
        if place == Place::Firefox
            && let Err(missing) = driver::firefox_installed()
        {
            println!("skipped: {called}: {missing}");
            return Ok(Completion::ignored_with(missing));
        }
        let file =
            (place == Place::OneFile).then(|| company.one_file.get_or_init(|| (company.make)(&company.build)).clone());
        let stage = Stage::on(&company.build, &called, fresh, file);
        let began = Instant::now();
        let travelled = panic::catch_unwind(AssertUnwindSafe(|| {
            journey(&stage);
            stage.finish();
        }));
        let took = (began.elapsed(), called.clone());
        company.took.lock().expect("nothing panics while it holds the list").push(took);
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
}
