//! chromedriver and Chromium as programs: whether they are there, how they are started, how they are ended.

use crate::browser::Profile;
use crate::scratch::Scratch;
use fantoccini::wd::Capabilities;
use serde_json::{Value, json};
use std::env;
use std::io::{BufRead, BufReader};
use std::os::unix::process::CommandExt;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};

/// How to get what is missing, in one line.
const INSTALL: &str = "on Debian: apt-get install chromium chromium-driver; `cargo xtask doctor` tells more";

/// chromedriver, the leader of a process group that also holds every Chromium process it starts.
#[derive(Debug)]
pub(crate) struct Driver {
    process: Child,
    pub(crate) port: u16,
}

impl Driver {
    pub(crate) fn start(profile: Profile) -> Self {
        let (name, said) = match profile {
            Profile::Firefox => ("geckodriver", "Listening on 127.0.0.1:"),
            _ => ("chromedriver", "started successfully on port "),
        };
        let program = found(name).unwrap_or_else(|| panic!("set-up: {name} is missing; {INSTALL}"));
        // On a busy machine two that start at once may end up at one port, and one of them ends.
        (0..5)
            .find_map(|_| Self::started(&program, said))
            .unwrap_or_else(|| panic!("set-up: {name} ended before it named its port; {INSTALL}"))
    }

    fn started(program: &PathBuf, said: &str) -> Option<Self> {
        let mut process = Command::new(program)
            .args(ports(said))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0)
            .spawn()
            .unwrap_or_else(|error| panic!("set-up: {} does not start ({error}); {INSTALL}", program.display()));
        let mut lines = BufReader::new(process.stdout.take().expect("stdout is piped")).lines();
        let port = lines
            .by_ref()
            .map_while(Result::ok)
            .find_map(|line| line.split_once(said)?.1.trim_end_matches('.').parse().ok());
        let Some(port) = port else {
            process.wait().ok();
            return None;
        };
        // A full pipe would stop it in the middle of a journey.
        std::thread::spawn(move || lines.for_each(drop));
        Some(Self { process, port })
    }

    pub(crate) fn kill(&mut self) {
        let group = format!("-{}", self.process.id());
        Command::new("kill").args(["-KILL", "--", &group]).stderr(Stdio::null()).status().ok();
        self.process.wait().ok();
    }
}

/// How a driver is told to take any free port.
fn ports(said: &str) -> &'static [&'static str] {
    // The second one of Firefox is for a protocol of its own; two drivers would both take the usual one.
    if said.starts_with("Listening") { &["--port=0", "--websocket-port=0"] } else { &["--port=0"] }
}

/// Tells what is missing for journeys in Firefox, and how to get it.
pub(crate) fn firefox_installed() -> Result<(), String> {
    if firefox().is_none() {
        return Err("Firefox is missing; on Debian: apt-get install firefox-esr".to_owned());
    }
    found("geckodriver")
        .map(drop)
        .ok_or_else(|| "geckodriver is missing; cargo install geckodriver --locked --root target/tools".to_owned())
}

fn firefox() -> Option<PathBuf> {
    ["firefox-esr", "firefox"].into_iter().find_map(found)
}

/// Firefox with a profile that keeps files apart by their paths, as it does for people: under remote control it would not.
fn firefox_capabilities(scratch: &Scratch) -> Value {
    let profile = scratch.folder("profile");
    json!({
        "moz:firefoxOptions": {
            "binary": firefox().unwrap_or_else(|| panic!("set-up: Firefox is missing")),
            "args": ["-headless", "-profile", profile, "--width=1400", "--height=900"],
            "prefs": {
                "remote.prefs.recommended": false,
                "security.fileuri.strict_origin_policy": true,
                "browser.download.folderList": 2,
                "browser.download.dir": scratch.folder("downloads"),
                "browser.download.useDownloadDir": true,
                "browser.download.always_ask_before_handling_new_types": false,
                "browser.shell.checkDefaultBrowser": false,
                "browser.startup.homepage_override.mstone": "ignore",
                "datareporting.policy.dataSubmissionEnabled": false,
                "app.update.enabled": false,
                "network.captive-portal-service.enabled": false,
                "network.connectivity-service.enabled": false,
            },
        },
    })
}

/// Tells what of browser and driver is missing, and how to get it.
pub(crate) fn installed() -> Result<(), String> {
    for (name, program) in [("Chromium", chromium()), ("chromedriver", found("chromedriver"))] {
        if program.is_none() {
            return Err(format!("{name} is missing; {INSTALL}"));
        }
    }
    Ok(())
}

fn chromium() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(found)
}

/// The first program of that name on `PATH`.
fn found(name: &str) -> Option<PathBuf> {
    env::split_paths(&env::var_os("PATH")?).map(|folder| folder.join(name)).find(|program| program.is_file())
}

pub(crate) fn capabilities(profile: Profile, scratch: &Scratch) -> Capabilities {
    if profile == Profile::Firefox {
        return object(firefox_capabilities(scratch));
    }
    let mut preferences = json!({
        "download.default_directory": scratch.folder("downloads"),
        "download.prompt_for_download": false,
    });
    if profile == Profile::NoStorage {
        preferences["profile.default_content_setting_values.cookies"] = json!(2);
    }
    let special = match profile {
        Profile::Private => Some("--incognito"),
        Profile::LittleMemory => Some("--js-flags=--wasm-max-mem-pages=320"),
        _ => None,
    };
    let arguments = [
        "--no-sandbox",
        "--headless",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1400,900",
    ];
    let profile_folder = format!("--user-data-dir={}", scratch.folder("profile").display());
    let mut capabilities = json!({
        "goog:chromeOptions": {
            "binary": chromium().unwrap_or_else(|| panic!("set-up: Chromium is missing; {INSTALL}")),
            "args": arguments.into_iter().chain(special).chain([profile_folder.as_str()]).collect::<Vec<_>>(),
            "prefs": preferences,
        },
        "goog:loggingPrefs": { "browser": "ALL", "performance": "ALL" },
    });
    if profile == Profile::Measured {
        capabilities["goog:loggingPrefs"] = json!({ "browser": "ALL" });
    }
    if profile == Profile::Asks {
        capabilities["unhandledPromptBehavior"] = json!({ "beforeUnload": "ignore", "default": "ignore" });
        capabilities["webSocketUrl"] = json!(true);
    }
    object(capabilities)
}

fn object(capabilities: Value) -> Capabilities {
    match capabilities {
        Value::Object(capabilities) => capabilities,
        _ => unreachable!("written as an object above"),
    }
}
