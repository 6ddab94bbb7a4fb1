//! The page in the words of the person who uses it.
//!
//! This file holds the page itself: opening it, asking it, waiting for it, and what must be true of it
//! at the end of every journey. What a person does with it is in `marking.rs` and `words.rs`, what a
//! program does with it in `door.rs`.

use crate::browser::{Browser, Profile};
use crate::hand::Hand;
use crate::scratch::Scratch;
use crate::site::Site;
use crate::words::texts;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::fmt;
use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

/// How long a journey waits for something that should happen at once.
const PATIENCE: Duration = Duration::from_secs(10);

/// How often it looks.
const GLANCE: Duration = Duration::from_millis(20);

/// The page in a browser of its own.
#[derive(Debug)]
pub struct Page {
    browser: Rc<Browser>,
    hand: Hand,
    site: Rc<Site>,
    /// Where it was opened, and where it was before that.
    addresses: RefCell<Vec<String>>,
    pictures: PathBuf,
    scratch: Scratch,
    /// What `boot.js` had listed before the last reload.
    violations_before: RefCell<Vec<String>>,
    errors_before: RefCell<Vec<String>>,
}

/// A page is pointed at, clicked and typed into with the hands.
impl Deref for Page {
    type Target = Hand;

    fn deref(&self) -> &Hand {
        &self.hand
    }
}

impl Page {
    /// Starts a browser on the site's page. Pictures taken of it go to the folder `pictures`.
    #[track_caller]
    pub fn open(site: Rc<Site>, profile: Profile, pictures: PathBuf) -> Self {
        let address = site.url();
        Self::open_at(site, address, profile, pictures)
    }

    /// The same on a page at another address, such as a file on the disk.
    #[track_caller]
    pub fn open_at(site: Rc<Site>, address: String, profile: Profile, pictures: PathBuf) -> Self {
        let browser = Rc::new(Browser::start(profile));
        browser.go_to(&address);
        let addresses = RefCell::new(vec![address]);
        let scratch = Scratch::new("page");
        let hand = Hand::at(Rc::clone(&browser));
        let (violations_before, errors_before) = Default::default();
        Self { browser, hand, site, addresses, pictures, scratch, violations_before, errors_before }
    }

    /// The browser it is in.
    pub fn browser(&self) -> &Browser {
        &self.browser
    }

    /// Where it was opened.
    pub fn address(&self) -> String {
        self.addresses.borrow()[0].clone()
    }

    /// It is somewhere else from now on.
    #[track_caller]
    pub fn moved(&self, to: String) {
        self.browser.go_to(&to);
        self.addresses.borrow_mut().insert(0, to);
        self.ready();
    }

    /// The site it came from.
    pub fn site(&self) -> &Site {
        &self.site
    }

    /// Waits until the app has started, restored what was kept, and drawn it.
    #[track_caller]
    pub fn ready(&self) {
        let started = "return typeof window.manicule?.ready?.then === 'function'";
        self.until("the app to offer window.manicule.ready", || self.ask(started, &[]).as_bool()?.then_some(()));
        self.ask("return window.manicule.ready.then(() => null)", &[]);
        self.idle();
    }

    /// Waits until rendering is done and every store has acknowledged.
    #[track_caller]
    pub fn idle(&self) {
        self.ask("return window.manicule.idle().then(frame).then(() => null)", &[]);
    }

    /// Kills the browser and comes back with the same profile.
    #[track_caller]
    pub fn kill(&self) {
        self.kill_and(|_| ());
    }

    /// The same; something happens to the profile meanwhile.
    #[track_caller]
    pub fn kill_and(&self, meanwhile: impl FnOnce(&Path)) {
        self.violations_before.take();
        self.errors_before.take();
        self.browser.kill_and(meanwhile);
        self.browser.go_to(&self.address());
        self.ready();
    }

    /// Opens the page in another tab and goes there.
    #[track_caller]
    pub fn open_tab(&self) {
        self.browser.open_tab();
        self.browser.go_to(&self.address());
        self.ready();
    }

    /// Loads the page anew and waits until it is ready.
    #[track_caller]
    pub fn reload(&self) {
        let (violations, errors) = (self.violations(), self.uncaught_errors());
        self.violations_before.replace(violations);
        self.errors_before.replace(errors);
        self.browser.reload();
        self.ready();
    }

    /// Asks the page with the body of a function; `in_page.js` is at hand.
    #[track_caller]
    pub fn ask(&self, script: &str, arguments: &[Value]) -> Value {
        self.browser.ask(&format!("{}\n{script}", include_str!("in_page.js")), arguments)
    }

    /// Looks until there is something to see.
    #[track_caller]
    pub fn until<T>(&self, what: &str, look: impl FnMut() -> Option<T>) -> T {
        self.until_within(PATIENCE, what, look)
    }

    /// The same for what may take long.
    #[track_caller]
    pub fn until_within<T>(&self, patience: Duration, what: &str, mut look: impl FnMut() -> Option<T>) -> T {
        let started = Instant::now();
        loop {
            if let Some(seen) = look() {
                return seen;
            }
            assert!(started.elapsed() < patience, "waited {patience:?} for {what}; {}", self.state());
            thread::sleep(GLANCE);
        }
    }

    /// Looks until what is seen is what was expected; says what was seen instead.
    #[track_caller]
    pub fn until_equal<T: PartialEq + fmt::Debug>(&self, what: &str, expected: &T, mut look: impl FnMut() -> T) {
        let started = Instant::now();
        let mut seen = look();
        while seen != *expected {
            let late = started.elapsed() >= PATIENCE;
            assert!(
                !late,
                "waited {PATIENCE:?} for {what} to be\n{expected:#?}\nbut it is\n{seen:#?}\n{}",
                self.state()
            );
            thread::sleep(GLANCE);
            seen = look();
        }
    }

    /// What the page says of itself when a journey fails.
    #[track_caller]
    pub fn state(&self) -> String {
        let script = "const words = (selector) => wordsIn(document.querySelectorAll(selector)); \
                      return { told: words('[role=status]'), pending: words('mark.pending'), \
                      saved: document.querySelector('[data-saved]')?.dataset.saved, \
                      selection: getSelection().toString().toWellFormed(), focus: document.activeElement?.outerHTML.slice(0, 120).toWellFormed(), \
                      page: document.body.innerText.slice(0, 400).toWellFormed() }";
        let said = |line: crate::browser::ConsoleLine| format!("\n  {} {}", line.level, line.text);
        let console: String = self.browser.console().into_iter().map(said).collect();
        format!("the page: {}\nits console:{console}", self.ask(script, &[]))
    }

    /// What the live region says.
    #[track_caller]
    pub fn told(&self) -> String {
        let told = self.ask("return document.querySelector('.said')?.textContent ?? ''", &[]);
        told.as_str().unwrap_or_default().trim().to_owned()
    }

    /// What the chip says of the store: `saving`, `saved` or `failed`.
    #[track_caller]
    pub fn saved(&self) -> String {
        let saved = self.ask("return document.querySelector('[data-saved]')?.dataset.saved ?? 'no chip'", &[]);
        saved.as_str().unwrap_or_default().to_owned()
    }

    /// The text on the clipboard.
    #[track_caller]
    pub fn clipboard(&self) -> String {
        let permissions = json!({ "origin": self.site.origin(), "permissions": ["clipboardReadWrite"] });
        self.browser.devtools("Browser.grantPermissions", permissions);
        let text = self.ask("return navigator.clipboard.readText()", &[]);
        text.as_str().unwrap_or_default().to_owned()
    }

    /// How many elements match.
    #[track_caller]
    pub fn count(&self, selector: &str) -> u64 {
        let script = "return document.querySelectorAll(arguments[0]).length";
        self.ask(script, &[json!(selector)]).as_u64().unwrap_or_default()
    }

    /// A new file outside the page, to be opened with it.
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        self.scratch.file(name, text)
    }

    /// Does something that downloads a file, and returns the file once it is whole.
    #[track_caller]
    pub fn download(&self, deed: impl FnOnce()) -> PathBuf {
        let folder = self.browser.downloads();
        // Chromium writes into a hidden file first, then into one of its own extension.
        let whole = |path: &PathBuf| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            // Firefox has the file there at once, empty, with one beside it into which it writes.
            let beside = path.with_file_name(format!("{name}.part"));
            let begun = beside.exists() || fs::metadata(path).is_ok_and(|file| file.len() == 0);
            !name.starts_with('.') && !name.ends_with(".crdownload") && !name.ends_with(".part") && !begun
        };
        let files = || -> Vec<PathBuf> {
            let entries = fs::read_dir(&folder).expect("the folder of downloads stays");
            entries.flatten().map(|entry| entry.path()).filter(whole).collect()
        };
        let before = files();
        deed();
        self.until("a download", || files().into_iter().find(|file| !before.contains(file)))
    }

    /// Takes a picture of the window; returns where it is.
    #[track_caller]
    pub fn screenshot(&self, name: &str) -> PathBuf {
        let picture = self.pictures.join(format!("{name}.png"));
        save(&picture, &self.browser.screenshot());
        picture
    }

    /// Every violation of the content policy so far, over all loads.
    #[track_caller]
    pub fn violations(&self) -> Vec<String> {
        self.boot_log("violations", &self.violations_before)
    }

    /// Every error that nothing in the page caught so far, over all loads.
    #[track_caller]
    pub fn uncaught_errors(&self) -> Vec<String> {
        self.boot_log("errors", &self.errors_before)
    }

    /// A list that `boot.js` keeps, after what it held before the last reload.
    #[track_caller]
    fn boot_log(&self, name: &str, before: &RefCell<Vec<String>>) -> Vec<String> {
        let script = "return window.maniculeBoot?.[arguments[0]]?.map((entry) => \
                      typeof entry === 'string' ? entry : JSON.stringify(entry)) ?? null";
        let listed = self.ask(script, &[json!(name)]);
        assert!(!listed.is_null(), "boot.js keeps no list window.maniculeBoot.{name}; {}", self.state());
        before.borrow().iter().cloned().chain(texts(&listed)).collect()
    }

    /// Every error the console showed so far.
    #[track_caller]
    pub fn console_errors(&self) -> Vec<String> {
        let errors = self.browser.console().into_iter().filter(|line| line.level == "SEVERE");
        errors.map(|line| line.text).collect()
    }

    /// Every address of another origin that anything in the browser asked for so far.
    #[track_caller]
    pub fn foreign_requests(&self) -> Vec<String> {
        let timed = self.ask("return performance.getEntriesByType('resource').map((entry) => entry.name)", &[]);
        let asked = self.browser.fetched().into_iter().chain(texts(&timed));
        let own = self.addresses.borrow();
        let inside = ["data:", "blob:", "about:", "chrome:"];
        asked
            .filter(|url| {
                !own.iter().any(|own| url.starts_with(own)) && !inside.iter().any(|scheme| url.starts_with(scheme))
            })
            .collect()
    }

    /// Every path the site was asked for that it does not have.
    pub fn not_found(&self) -> Vec<String> {
        let requests = self.site.requests().into_iter();
        requests.filter(|request| request.status != 200).map(|request| request.path).collect()
    }

    /// What must be true at the end of every journey: nothing went wrong, and nothing left the site.
    #[track_caller]
    pub fn finish(&self) {
        self.idle();
        let wrong = [
            ("the console shows errors", self.console_errors()),
            ("nothing caught these errors", self.uncaught_errors()),
            ("the content policy was violated", self.violations()),
            ("something else than the site was asked for", self.foreign_requests()),
            ("the site was asked for what it does not have", self.not_found()),
        ];
        for (what, list) in wrong {
            assert!(list.is_empty(), "{what}: {list:#?}");
        }
    }
}

fn save(file: &Path, bytes: &[u8]) {
    let folder = file.parent().expect("a picture lies in a folder");
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(file, bytes))
        .unwrap_or_else(|error| panic!("{}: {error}", file.display()));
}
