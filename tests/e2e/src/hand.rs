//! A person's hands: a mouse that travels and keys that go down and up.

use crate::browser::Browser;
use fantoccini::actions::{
    InputSource, KeyAction, KeyActions, MOUSE_BUTTON_LEFT, MouseActions, PointerAction, WheelAction, WheelActions,
};
use fantoccini::key::Key;
use std::cell::Cell;
use std::rc::Rc;
use std::time::{Duration, Instant};

/// Two presses at one place within this time are a double click, to browsers as to people.
const DOUBLE_CLICK: Duration = Duration::from_millis(500);

/// How many times the mouse reports its place on the way through a drag.
const STEPS: u8 = 8;

/// A place in the window, in CSS pixels from its top left corner.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Point {
    /// To the right.
    pub x: f64,
    /// Down.
    pub y: f64,
}

impl Point {
    fn towards(self, other: Self, share: f64) -> Self {
        Self { x: self.x + (other.x - self.x) * share, y: self.y + (other.y - self.y) * share }
    }

    fn is_near(self, other: Self) -> bool {
        (self.x - other.x).abs() <= 4.0 && (self.y - other.y).abs() <= 4.0
    }
}

/// Mouse and keyboard of one browser.
#[derive(Debug)]
pub struct Hand {
    browser: Rc<Browser>,
    last_press: Cell<Option<(Point, Instant)>>,
}

impl Hand {
    /// The hands at this browser.
    pub fn at(browser: Rc<Browser>) -> Self {
        Self { browser, last_press: Cell::new(None) }
    }

    /// Presses a key, or a chord such as `Ctrl+Shift+z`. Named keys have their names in `KeyboardEvent.key`.
    #[track_caller]
    pub fn press(&self, chord: &str) {
        let (held, key) = parsed(chord);
        let down = |value| KeyAction::Down { value };
        let up = |value| KeyAction::Up { value };
        let keys = KeyActions::new("keyboard".to_owned());
        let keys = held.iter().fold(keys, |keys, &modifier| keys.then(down(modifier)));
        let keys = keys.then(down(key)).then(up(key));
        self.browser.perform(held.iter().rev().fold(keys, |keys, &modifier| keys.then(up(modifier))));
    }

    /// Types a text, a line break as Enter.
    #[track_caller]
    pub fn type_text(&self, text: &str) {
        let keys = KeyActions::new("keyboard".to_owned());
        let value = |character| if character == '\n' { named("Enter") } else { character };
        let typed = text
            .chars()
            .map(value)
            .fold(keys, |keys, value| keys.then(KeyAction::Down { value }).then(KeyAction::Up { value }));
        self.browser.perform(typed);
    }

    /// Does something with the mouse while a key is held.
    #[track_caller]
    pub fn holding(&self, key: &str, deed: impl FnOnce()) {
        let (_, value) = parsed(key);
        let keys = || KeyActions::new("keyboard".to_owned());
        self.browser.perform(keys().then(KeyAction::Down { value }));
        deed();
        self.browser.perform(keys().then(KeyAction::Up { value }));
    }

    /// Presses at one place, travels, releases at the other.
    #[track_caller]
    pub fn drag(&self, from: Point, to: Point) {
        let steps = (1..=STEPS).map(|step| from.towards(to, f64::from(step) / f64::from(STEPS)));
        let mouse = steps.fold(self.pressed_at(from), |mouse, point| mouse.then(moved(point, 5)));
        self.browser.perform(mouse.then(released()));
    }

    /// Presses at one place, travels to the other, does something there, and only then lets go.
    #[track_caller]
    pub fn drag_and(&self, from: Point, to: Point, deed: impl FnOnce()) {
        self.hold(from, to);
        deed();
        self.browser.perform(MouseActions::new("mouse".to_owned()).then(released()));
    }

    /// Presses at one place, travels to the other, and does not let go.
    #[track_caller]
    pub fn hold(&self, from: Point, to: Point) {
        let steps = (1..=STEPS).map(|step| from.towards(to, f64::from(step) / f64::from(STEPS)));
        self.browser.perform(steps.fold(self.pressed_at(from), |mouse, point| mouse.then(moved(point, 5))));
    }

    /// Moves the mouse to a place, and rests there.
    #[track_caller]
    pub fn point_at(&self, at: Point) {
        self.go_on(at);
    }

    /// Moves the mouse on, with whatever button is held.
    #[track_caller]
    pub fn go_on(&self, to: Point) {
        self.browser.perform(MouseActions::new("mouse".to_owned()).then(moved(to, 40)));
    }

    /// One click. It is never taken for the second half of a double click.
    #[track_caller]
    pub fn click(&self, at: Point) {
        self.browser.perform(self.pressed_at(at).then(released()));
    }

    /// Two clicks in quick succession.
    #[track_caller]
    pub fn double_click(&self, at: Point) {
        let pressed = PointerAction::Down { button: MOUSE_BUTTON_LEFT };
        self.browser.perform(self.pressed_at(at).then(released()).then(pressed).then(released()));
    }

    /// Three clicks in quick succession.
    #[track_caller]
    pub fn triple_click(&self, at: Point) {
        let clicks = (0..2).fold(self.pressed_at(at).then(released()), |mouse, _| {
            mouse.then(PointerAction::Down { button: MOUSE_BUTTON_LEFT }).then(released())
        });
        self.browser.perform(clicks);
    }

    /// Holds still: what a page does when nothing is done to it is looked at, too.
    #[track_caller]
    pub fn rest(&self, time: Duration) {
        self.browser.perform(MouseActions::new("mouse".to_owned()).pause(time));
    }

    /// Turns the wheel over a place; positive is towards the end of the page.
    #[track_caller]
    pub fn scroll(&self, at: Point, down: i64) {
        #[expect(clippy::cast_possible_truncation, reason = "a place in a window of 1400 pixels")]
        let (x, y) = (at.x as i64, at.y as i64);
        let turn = WheelAction::Scroll { duration: None, x, y, delta_x: 0, delta_y: down };
        self.browser.perform(WheelActions::new("wheel".to_owned()).then(turn));
    }

    /// Turns the wheel so many times over a place, without looking up in between.
    #[track_caller]
    pub fn scroll_on(&self, at: Point, down: i64, times: usize) {
        #[expect(clippy::cast_possible_truncation, reason = "a place in a window of 1400 pixels")]
        let (x, y) = (at.x as i64, at.y as i64);
        let turn = || WheelAction::Scroll { duration: None, x, y, delta_x: 0, delta_y: down };
        self.browser.perform((0..times).fold(WheelActions::new("wheel".to_owned()), |wheel, _| wheel.then(turn())));
    }

    /// The mouse, moved to a place and pressed there, after such a pause as keeps two clicks apart.
    fn pressed_at(&self, at: Point) -> MouseActions {
        let mouse = MouseActions::new("mouse".to_owned()).then(moved(at, 0));
        let again = self.last_press.get().filter(|(place, _)| place.is_near(at));
        let pause = again.map_or(Duration::ZERO, |(_, when)| (DOUBLE_CLICK * 2).saturating_sub(when.elapsed()));
        self.last_press.set(Some((at, Instant::now() + pause)));
        mouse.pause(pause).then(PointerAction::Down { button: MOUSE_BUTTON_LEFT })
    }
}

fn moved(to: Point, milliseconds: u64) -> PointerAction {
    PointerAction::MoveTo { duration: Some(Duration::from_millis(milliseconds)), x: to.x, y: to.y }
}

fn released() -> PointerAction {
    PointerAction::Up { button: MOUSE_BUTTON_LEFT }
}

/// The keys to hold and the key to press; a character that needs Shift on a keyboard gets it.
fn parsed(chord: &str) -> (Vec<char>, char) {
    let (held, last) = match chord.rsplit_once('+') {
        Some((held, last)) if !last.is_empty() => (held.split('+').map(modifier).collect(), last),
        _ => (Vec::new(), chord),
    };
    let mut held: Vec<char> = held;
    let shift = modifier("Shift");
    let mut key = named(last);
    if held.contains(&shift) {
        key = key.to_ascii_uppercase();
    } else if key.is_ascii_uppercase() || "?<>:\"{}|+_)(*&^%$#@!~".contains(key) {
        held.push(shift);
    }
    (held, key)
}

fn modifier(name: &str) -> char {
    match name {
        "Ctrl" | "Shift" | "Alt" => named(name),
        other => panic!("{other} is not a key to hold"),
    }
}

fn named(name: &str) -> char {
    let key = match name {
        "Ctrl" => Key::Control,
        "Shift" => Key::Shift,
        "Alt" => Key::Alt,
        "Escape" => Key::Escape,
        "Enter" => Key::Enter,
        "Backspace" => Key::Backspace,
        "Delete" => Key::Delete,
        "Tab" => Key::Tab,
        "ArrowLeft" => Key::Left,
        "ArrowRight" => Key::Right,
        "ArrowUp" => Key::Up,
        "ArrowDown" => Key::Down,
        "Home" => Key::Home,
        "End" => Key::End,
        "PageUp" => Key::PageUp,
        "PageDown" => Key::PageDown,
        "F6" => Key::F6,
        "Space" => return ' ',
        character => {
            let mut characters = character.chars();
            let key = characters.next().expect("a key has a name");
            assert!(characters.next().is_none(), "{character} is no key the hands know");
            return key;
        }
    };
    key.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chord_names_what_is_held_and_what_is_pressed() {
        let (ctrl, shift) = (named("Ctrl"), named("Shift"));
        assert_eq!(parsed("1"), (vec![], '1'));
        assert_eq!(parsed("Ctrl+z"), (vec![ctrl], 'z'));
        assert_eq!(parsed("Ctrl+Shift+z"), (vec![ctrl, shift], 'Z'));
        assert_eq!(parsed("?"), (vec![shift], '?'));
        assert_eq!(parsed("+"), (vec![shift], '+'));
        assert_eq!(parsed("Space"), (vec![], ' '));
    }
}
