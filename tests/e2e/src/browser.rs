//! One Chromium with a fresh profile, driven through its own chromedriver.
//!
//! WebDriver is asynchronous and a journey is not: one thing happens after another. So every command
//! is waited for here, and nothing above this file knows of futures.

use crate::driver::{Driver, capabilities};
use crate::scratch::Scratch;
use fantoccini::actions::Actions;
use fantoccini::wd::WebDriverCompatibleCommand;
use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::path::{Path, PathBuf};
use std::time::Duration;
use tokio::runtime::{Builder, Runtime};

/// No command of a journey takes longer on a slow machine; a longer one hangs.
const DEADLINE: Duration = Duration::from_secs(60);

/// What a person may have set in the browser before they come to the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Profile {
    /// A browser just installed.
    #[default]
    Fresh,
    /// A browser told to let no site keep anything: reading `localStorage` throws.
    NoStorage,
    /// A private window, which forgets everything when it closes.
    Private,
    /// A browser that gives a program no more than twenty megabytes.
    LittleMemory,
    /// A browser that keeps no list of what it fetches: such a list costs the page time.
    Measured,
    /// Firefox, which has neither the protocol of `devtools` nor a list of what it fetched: what needs them is empty.
    Firefox,
    /// A browser that really asks before a page goes that does not want to.
    Asks,
}

/// A line of the console.
#[derive(Clone, Debug)]
pub struct ConsoleLine {
    /// `SEVERE` for errors, `WARNING`, `INFO`, `DEBUG`.
    pub level: String,
    /// The words, with the source in front.
    pub text: String,
}

/// A running browser with one window.
#[derive(Debug)]
pub struct Browser {
    client: RefCell<Option<Client>>,
    runtime: Runtime,
    profile: Profile,
    console: RefCell<Vec<ConsoleLine>>,
    fetched: RefCell<Vec<String>>,
    driver: RefCell<Driver>,
    scratch: Scratch,
}

impl Browser {
    /// Starts chromedriver and a browser of 1400 by 900 pixels.
    pub fn start(profile: Profile) -> Self {
        let scratch = Scratch::new("browser");
        let runtime = Builder::new_current_thread().enable_all().build().expect("a runtime without threads");
        let (driver, client) = Self::session(&runtime, profile, &scratch);
        Self {
            client: RefCell::new(Some(client)),
            runtime,
            profile,
            console: RefCell::default(),
            fetched: RefCell::default(),
            driver: RefCell::new(driver),
            scratch,
        }
    }

    /// Kills every process of the browser, as a power cut would, and starts it again with the same profile.
    #[track_caller]
    pub fn kill(&self) {
        self.kill_and(|_| ());
    }

    /// The same; something happens to the profile before the browser starts again.
    #[track_caller]
    pub fn kill_and(&self, meanwhile: impl FnOnce(&Path)) {
        self.driver.borrow_mut().kill();
        self.client.take();
        meanwhile(&self.scratch.folder("profile"));
        for lock in ["SingletonLock", "SingletonSocket", "SingletonCookie", "lock", ".parentlock"] {
            std::fs::remove_file(self.scratch.folder("profile").join(lock)).ok();
        }
        let (driver, client) = Self::session(&self.runtime, self.profile, &self.scratch);
        *self.driver.borrow_mut() = driver;
        *self.client.borrow_mut() = Some(client);
    }

    /// Opens another tab and goes there.
    #[track_caller]
    pub fn open_tab(&self) {
        let client = self.client();
        let opened = self.wait_for("open a tab", client.new_window(true));
        self.wait_for("go to the new tab", client.switch_to_window(opened.handle));
    }

    /// Opens a window beside this one and goes there; it counts as a tab.
    pub fn open_window(&self) {
        let client = self.client();
        let opened = self.wait_for("open a window", client.new_window(false));
        self.wait_for("go to the new window", client.switch_to_window(opened.handle));
    }

    /// Goes to a tab, by its place in the order in which they were opened.
    #[track_caller]
    pub fn go_to_tab(&self, place: usize) {
        let client = self.client();
        let all = self.wait_for("list the tabs", client.windows());
        let wanted = all.into_iter().nth(place).expect("there is such a tab");
        self.wait_for("go to a tab", client.switch_to_window(wanted));
    }

    /// Closes the tab it is in and goes to the first.
    #[track_caller]
    pub fn close_tab(&self) {
        let client = self.client();
        self.wait_for("close a tab", client.close_window());
        self.go_to_tab(0);
    }

    #[track_caller]
    fn session(runtime: &Runtime, profile: Profile, scratch: &Scratch) -> (Driver, Client) {
        let driver = Driver::start(profile);
        let capabilities = capabilities(profile, scratch);
        let address = format!("http://127.0.0.1:{}", driver.port);
        let client = runtime
            .block_on(async {
                let mut builder = ClientBuilder::new(HttpConnector::new());
                builder.capabilities(capabilities);
                tokio::time::timeout(DEADLINE, builder.connect(&address)).await
            })
            .expect("set-up: the driver opens a session within a minute")
            .unwrap_or_else(|error| panic!("set-up: the driver cannot start its browser: {error}"));
        (driver, client)
    }

    /// Opens an address and waits for its `load` event.
    #[track_caller]
    pub fn go_to(&self, url: &str) {
        self.wait_for(&format!("open {url}"), self.client().goto(url));
    }

    /// Loads the page anew, as F5 does.
    #[track_caller]
    pub fn reload(&self) {
        if self.profile != Profile::Firefox {
            return self.wait_for("reload", self.client().refresh());
        }
        // Its driver would pass service workers by, which F5 does not.
        self.ask("window.goes = true; setTimeout(() => location.reload())", &[]);
        for _ in 0..600 {
            std::thread::sleep(Duration::from_millis(50));
            let gone = self
                .runtime
                .block_on(self.client().execute("return !window.goes && document.readyState === 'complete'", vec![]));
            if gone.is_ok_and(|gone| gone == true) {
                return;
            }
        }
        panic!("the browser could not reload within half a minute");
    }

    /// Back, as the browser's own button does.
    #[track_caller]
    pub fn back(&self) {
        self.wait_for("go back", self.client().back());
    }

    /// Forward.
    #[track_caller]
    pub fn forward(&self) {
        self.wait_for("go forward", self.client().forward());
    }

    /// Runs the body of a function in the page; a promise it returns is awaited.
    ///
    /// Journeys ask and measure with it. What a person does goes through [`Self::perform`].
    #[track_caller]
    pub fn ask(&self, script: &str, arguments: &[Value]) -> Value {
        self.wait_for("ask the page", self.client().execute(script, arguments.to_vec()))
    }

    /// Plays mouse and keyboard input, as the operating system would deliver it.
    #[track_caller]
    pub fn perform(&self, actions: impl Into<Actions>) {
        self.wait_for("play input", self.client().perform_actions(actions));
    }

    /// Chooses a file for a file input, in place of what was chosen before, as the file dialog does.
    /// (WebDriver's own command would add to it.)
    #[track_caller]
    pub fn choose_file(&self, input: &str, file: &Path) {
        self.choose_files(input, &[file.to_owned()]);
    }

    /// The same for several files at once.
    #[track_caller]
    pub fn choose_files(&self, input: &str, files: &[PathBuf]) {
        let whole = |file: &PathBuf| file.canonicalize().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        let files: Vec<PathBuf> = files.iter().map(whole).collect();
        if self.profile == Profile::Firefox {
            let client = self.client();
            let field = self.wait_for("find a file input", client.find(fantoccini::Locator::Css(input)));
            let names: Vec<_> = files.iter().map(|file| file.to_string_lossy()).collect();
            return self.wait_for("choose files", field.send_keys(&names.join("\n")));
        }
        let expression = format!("document.querySelector({})", json!(input));
        let found = self.devtools("Runtime.evaluate", json!({ "expression": expression }));
        let object = found["result"]["objectId"].as_str().unwrap_or_else(|| panic!("nothing matches {input}"));
        self.devtools("DOM.setFileInputFiles", json!({ "files": files, "objectId": object }));
    }

    /// A picture of the window as PNG bytes.
    #[track_caller]
    pub fn screenshot(&self) -> Vec<u8> {
        self.wait_for("take a picture", self.client().screenshot())
    }

    /// A command of the DevTools protocol.
    #[track_caller]
    pub fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.vendor("goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    /// A command of the DevTools protocol after which the page may be unable to answer.
    pub fn devtools_unanswered(&self, command: &str, parameters: Value) {
        let body = json!({ "cmd": command, "params": parameters });
        let client = self.client();
        let asked = client.issue_cmd(Vendor { path: "goog/cdp/execute", body });
        self.runtime.block_on(async { tokio::time::timeout(Duration::from_secs(5), asked).await }).ok();
    }

    /// The words of the dialog that stands over the page, if one does.
    pub fn asked(&self) -> Option<String> {
        let client = self.client();
        self.runtime.block_on(client.get_alert_text()).ok()
    }

    /// Says yes or no to the dialog that stands over the page.
    #[track_caller]
    pub fn answer(&self, yes: bool) {
        let client = self.client();
        match yes {
            true => self.wait_for("accept a dialog", client.accept_alert()),
            false => self.wait_for("dismiss a dialog", client.dismiss_alert()),
        }
    }

    /// From now on, the page in the first frame is the one that is asked.
    #[track_caller]
    pub fn enter_frame(&self) {
        let client = self.client();
        self.wait_for("go into a frame", client.enter_frame(0));
    }

    /// Where downloads arrive.
    pub fn downloads(&self) -> PathBuf {
        self.scratch.folder("downloads")
    }

    /// Everything the console has said since the start, over all pages.
    #[track_caller]
    pub fn console(&self) -> Vec<ConsoleLine> {
        let lines = self.log("browser");
        self.console.borrow_mut().extend(lines.iter().map(|line| ConsoleLine {
            level: line["level"].as_str().unwrap_or_default().to_owned(),
            text: line["message"].as_str().unwrap_or_default().to_owned(),
        }));
        self.console.borrow().clone()
    }

    /// Every address the browser's network stack was asked for since the start, by any means:
    /// documents, modules, fetches, images, workers, sockets, also what the policy then refused.
    #[track_caller]
    pub fn fetched(&self) -> Vec<String> {
        for line in self.log("performance") {
            let event: Value = line["message"]
                .as_str()
                .and_then(|message| serde_json::from_str(message).ok())
                .expect("an event of the performance log is JSON");
            let url = match event["message"]["method"].as_str() {
                Some("Network.requestWillBeSent") => &event["message"]["params"]["request"]["url"],
                Some("Network.webSocketCreated") => &event["message"]["params"]["url"],
                _ => continue,
            };
            self.fetched.borrow_mut().extend(url.as_str().map(str::to_owned));
        }
        self.fetched.borrow().clone()
    }

    /// What a log has received since it was read last.
    #[track_caller]
    fn log(&self, kind: &str) -> Vec<Value> {
        if self.profile == Profile::Firefox {
            return Vec::new();
        }
        let log = self.vendor("se/log", json!({ "type": kind }));
        log.as_array().cloned().unwrap_or_default()
    }

    #[track_caller]
    fn vendor(&self, path: &'static str, body: Value) -> Value {
        self.wait_for(path, self.client().issue_cmd(Vendor { path, body }))
    }

    fn client(&self) -> Client {
        self.client.borrow().clone().expect("the session lives as long as the browser")
    }

    #[track_caller]
    fn wait_for<T, E: std::fmt::Display>(&self, what: &str, command: impl Future<Output = Result<T, E>>) -> T {
        match self.runtime.block_on(async { tokio::time::timeout(DEADLINE, command).await }) {
            Ok(Ok(value)) => value,
            Ok(Err(error)) => panic!("the browser could not {what}: {error}"),
            Err(_) => panic!("the browser took more than a minute to {what}"),
        }
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        if let Some(client) = self.client.take() {
            // Whatever is left afterwards ends with the driver's process group.
            self.runtime.block_on(async {
                tokio::time::timeout(Duration::from_secs(5), client.close()).await.ok();
            });
        }
        self.driver.borrow_mut().kill();
    }
}

/// A command that only chromedriver knows.
#[derive(Debug)]
struct Vendor {
    path: &'static str,
    body: Value,
}

impl WebDriverCompatibleCommand for Vendor {
    fn endpoint(&self, base: &url::Url, session: Option<&str>) -> Result<url::Url, url::ParseError> {
        base.join(&format!("session/{}/{}", session.unwrap_or_default(), self.path))
    }

    fn method_and_body(&self, _: &url::Url) -> (http::Method, Option<String>) {
        (http::Method::POST, Some(self.body.to_string()))
    }
}
