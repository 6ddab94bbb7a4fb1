//! One browser that goes from page to page, and what it measures of a real input.

use crate::results::Who;
use manicule_e2e::browser::{Browser, Profile};
use manicule_e2e::hand::{Hand, Point};
use manicule_e2e::site::Site;
use serde_json::{Value, json};
use std::cell::Cell;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::thread;
use std::time::{Duration, Instant};

/// How long an article may take to come in.
const PATIENCE: Duration = Duration::from_secs(240);

/// What an input cost.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cost {
    /// From the input's own time to just after the paint that shows it; none if it never was shown.
    pub(crate) ms: Option<f64>,
    /// Main-thread time of the whole gesture, until the page is idle.
    pub(crate) cpu: f64,
    /// What of it was script, style and layout.
    pub(crate) parts: [f64; 3],
}

/// A browser and the two sites.
#[derive(Debug)]
pub(crate) struct Bench {
    browser: Rc<Browser>,
    hand: Hand,
    floor: Site,
    app: Site,
    /// Where a profile of each measured input goes (`MANICULE_PROFILE`): it costs time, so such a run's figures count for
    /// nothing.
    profiles: Option<PathBuf>,
    measured: Cell<usize>,
}

impl Bench {
    /// Starts the browser; `app` is the folder of the build, `floor` that of the plain page.
    pub(crate) fn start(app: &Path, floor: &Path) -> Self {
        let browser = Rc::new(Browser::start(Profile::Measured));
        let (app, floor) = (Site::serve(app), Site::serve(floor));
        let script = include_str!("watch.js");
        browser.devtools("Page.addScriptToEvaluateOnNewDocument", json!({ "source": script }));
        let profiles = std::env::var_os("MANICULE_PROFILE").map(PathBuf::from);
        if profiles.is_some() {
            browser.devtools("Profiler.enable", json!({}));
            browser.devtools("Profiler.setSamplingInterval", json!({ "interval": 200 }));
        }
        Self { hand: Hand::at(Rc::clone(&browser)), browser, floor, app, profiles, measured: Cell::new(0) }
    }

    /// The hands.
    pub(crate) const fn hand(&self) -> &Hand {
        &self.hand
    }

    /// The site of a page.
    pub(crate) const fn site(&self, who: Who) -> &Site {
        match who {
            Who::Floor => &self.floor,
            Who::App => &self.app,
        }
    }

    /// Asks the page.
    #[track_caller]
    pub(crate) fn ask(&self, script: &str, arguments: Value) -> Value {
        let arguments = arguments.as_array().cloned().unwrap_or_default();
        self.browser.ask(script, &arguments)
    }

    /// Has the site of a page forgotten by the browser.
    pub(crate) fn forget(&self, who: Who) {
        self.browser.go_to("about:blank");
        let about = json!({ "origin": self.site(who).origin(), "storageTypes": "all" });
        self.browser.devtools("Storage.clearDataForOrigin", about);
    }

    /// Loads a page and waits until it is ready and at rest.
    pub(crate) fn load(&self, who: Who) {
        self.browser.go_to(&self.site(who).url());
        self.browser.devtools("Performance.enable", json!({ "timeDomain": "threadTicks" }));
        self.ask("return bench.loaded.then(() => null)", json!([]));
    }

    /// Loads a page on which somebody already moved the mouse: everything that it brings later has come.
    pub(crate) fn load_warm(&self, who: Who) {
        self.load(who);
        self.hand.point_at(Point { x: 700.0, y: 500.0 });
        self.hand.rest(Duration::from_millis(700));
        self.rest();
    }

    /// Waits until the page is idle.
    pub(crate) fn rest(&self) {
        self.ask("return bench.rest().then(() => null)", json!([]));
    }

    /// Gives a page what the site has under a name, in the page's own format, and waits until it is kept.
    pub(crate) fn import(&self, who: Who, name: &str) {
        let take = match who {
            Who::Floor => "window.manicule.importFiles(JSON.parse(text))",
            Who::App => "window.manicule.importFiles([{ name: 'bench.jsonl', text }])",
        };
        let script = format!(
            "window.taken = null; fetch(arguments[0]).then((answer) => answer.text()).then((text) => {take}) \
             .then(() => window.manicule.idle()).then(() => {{ window.taken = 'ok'; }}, (error) => {{ window.taken = String(error); }})"
        );
        self.ask(&format!("{script}; return null"), json!([name]));
        let begun = Instant::now();
        loop {
            match self.ask("return window.taken", json!([])).as_str() {
                Some("ok") => return,
                Some(other) => panic!("{name} did not come in: {other}"),
                None => assert!(begun.elapsed() < PATIENCE, "{name} did not come in within {PATIENCE:?}"),
            }
            thread::sleep(Duration::from_millis(100));
        }
    }

    /// Opens an article through the page's door, unmeasured.
    pub(crate) fn open(&self, id: &str) {
        self.ask("return window.manicule.open(arguments[0]).then(() => bench.rest()).then(() => null)", json!([id]));
    }

    /// Does something and measures until a sign of it is seen (`signs` in `watch.js`).
    pub(crate) fn measure(&self, event: &str, sign: &str, about: Value, deed: impl FnOnce()) -> Cost {
        let mut arguments = vec![json!(event), json!(sign)];
        arguments.extend(about.as_array().cloned().unwrap_or_default());
        self.ask("bench.arm(...arguments); return null", Value::Array(arguments));
        if self.profiles.is_some() {
            self.browser.devtools("Profiler.start", json!({}));
        }
        let before = self.times();
        deed();
        let ms = self.ask("return bench.answered", json!([])).as_f64();
        let after = self.times();
        if let Some(folder) = &self.profiles {
            let profile = &self.browser.devtools("Profiler.stop", json!({}))["profile"];
            self.measured.set(self.measured.get() + 1);
            let file = folder.join(format!("{sign}-{:03}.cpuprofile", self.measured.get()));
            std::fs::write(&file, profile.to_string()).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        }
        let [cpu, script, style, layout] = [0, 1, 2, 3].map(|place| after[place] - before[place]);
        Cost { ms, cpu, parts: [script, style, layout] }
    }

    /// Main-thread time of the page so far, in milliseconds, without what is spent on asking for it.
    pub(crate) fn cpu(&self) -> f64 {
        self.times()[0]
    }

    /// The same, and what of it was script, style and layout.
    fn times(&self) -> [f64; 4] {
        let told = self.browser.devtools("Performance.getMetrics", json!({}));
        let metric = |name: &str| {
            let found = told["metrics"].as_array().into_iter().flatten().find(|metric| metric["name"] == name);
            found.and_then(|metric| metric["value"].as_f64()).unwrap_or_default() * 1000.0
        };
        let all = metric("TaskDuration") - metric("DevToolsCommandDuration");
        [all, metric("ScriptDuration"), metric("RecalcStyleDuration"), metric("LayoutDuration")]
    }

    /// Script's heap and the program's memory after a collection, in megabytes.
    pub(crate) fn memory(&self) -> [f64; 2] {
        self.browser.devtools("HeapProfiler.collectGarbage", json!({}));
        let told = self.browser.devtools("Runtime.getHeapUsage", json!({}));
        let program = self.ask("return bench.memory?.buffer.byteLength ?? 0", json!([])).as_f64().unwrap_or_default();
        let heap = |name: &str| told[name].as_f64().unwrap_or_default();
        [(heap("usedSize")) / 1e6, program / 1e6]
    }

    /// A place in the middle of what a selector finds.
    #[track_caller]
    pub(crate) fn middle(&self, selector: &str) -> Point {
        let at = self.ask("return bench.middle(arguments[0])", json!([selector]));
        point(&at, 0)
    }
}

/// The point at a place of a list of coordinates.
pub(crate) fn point(list: &Value, at: usize) -> Point {
    let number = |at: usize| list[at].as_f64().unwrap_or_else(|| panic!("no place: {list}"));
    Point { x: number(at), y: number(at + 1) }
}
