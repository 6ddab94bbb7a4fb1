//! A finger or a pen on a telephone: taps, long presses, pulling and swiping, with real touch events.

use crate::hand::Point;
use crate::page::Page;
use crate::words::InArticle;
use fantoccini::actions::{InputSource as _, MOUSE_BUTTON_LEFT, PenActions, PointerAction, TouchActions};
use serde_json::json;
use std::time::Duration;

/// A press that is longer than what the page takes for one.
const LONG: Duration = Duration::from_millis(750);

/// How many times a finger reports its place on its way.
const STEPS: u8 = 10;

fn down() -> PointerAction {
    PointerAction::Down { button: MOUSE_BUTTON_LEFT }
}

fn up() -> PointerAction {
    PointerAction::Up { button: MOUSE_BUTTON_LEFT }
}

fn to(at: Point, milliseconds: u64) -> PointerAction {
    PointerAction::MoveTo { duration: Some(Duration::from_millis(milliseconds)), x: at.x, y: at.y }
}

fn way(from: Point, end: Point) -> impl Iterator<Item = Point> {
    (1..=STEPS).map(move |step| {
        let share = f64::from(step) / f64::from(STEPS);
        Point { x: from.x + (end.x - from.x) * share, y: from.y + (end.y - from.y) * share }
    })
}

impl Page {
    /// Makes the window that of a telephone, of so many CSS pixels, with a screen that is touched.
    #[track_caller]
    pub fn telephone(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 2, "mobile": true });
        self.browser().devtools("Emulation.setDeviceMetricsOverride", size);
        self.browser().devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": true, "maxTouchPoints": 5 }));
        self.idle();
    }

    /// A screen that is not touched again.
    #[track_caller]
    pub fn no_telephone(&self) {
        self.browser().devtools("Emulation.setTouchEmulationEnabled", json!({ "enabled": false }));
        self.window(1400, 900);
    }

    fn finger(&self) -> TouchActions {
        TouchActions::new("finger".to_owned())
    }

    /// Taps a place.
    #[track_caller]
    pub fn tap(&self, at: Point) {
        self.browser().perform(self.finger().then(to(at, 0)).then(down()).pause(Duration::from_millis(40)).then(up()));
        self.idle();
    }

    /// Taps the middle of an element.
    #[track_caller]
    pub fn tap_selector(&self, selector: &str) {
        // A row that goes on beside the window is swiped first.
        self.ask(
            "document.querySelector(arguments[0])?.scrollIntoView({ block: 'nearest', inline: 'center' })",
            &[json!(selector)],
        );
        self.tap(self.middle_of(selector));
    }

    /// Taps a word of the article.
    #[track_caller]
    pub fn tap_word(&self, word: impl InArticle) {
        let passage = word.find(self);
        self.tap(self.inside(&passage));
    }

    /// Presses a place for long.
    #[track_caller]
    pub fn press_long(&self, at: Point) {
        self.browser().perform(self.finger().then(to(at, 0)).then(down()).pause(LONG).then(up()));
        self.idle();
    }

    /// Takes what is at a place, and pulls it to another; or swipes, where nothing can be taken.
    #[track_caller]
    pub fn pull(&self, from: Point, end: Point) {
        let start = self.finger().then(to(from, 0)).then(down());
        self.browser().perform(way(from, end).fold(start, |finger, at| finger.then(to(at, 16))).then(up()));
        self.idle();
    }

    /// Taps a place with a pen.
    #[track_caller]
    pub fn tap_with_pen(&self, at: Point) {
        let pen = PenActions::new("pen".to_owned()).then(to(at, 0)).then(down());
        self.browser().perform(pen.pause(Duration::from_millis(40)).then(up()));
        self.idle();
    }
}
