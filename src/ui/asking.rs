//! Asking the workshop without waiting for ever: how long an answer may take counts from its turn, and whoever was stopped
//! for something else may ask once more.

use std::cell::Cell;
use std::rc::Rc;

use gloo::timers::callback::Timeout;
use js_sys::Uint8Array;

use crate::browser::workshop;
use crate::formats::json::{self, to_json};
use crate::session::intake::Broken;
use crate::workshop::message::{Answer, Request};

/// Why there is no answer.
pub(super) enum Unheard {
    /// It did not come in time; the worker was ended.
    Late,
    /// There is no workshop, in these words.
    Gone(String),
    /// The worker was ended for something else.
    Stopped,
    /// What was asked for broke the workshop, in these words.
    Broke(String),
}

impl Unheard {
    fn of(words: String) -> Self {
        if words == workshop::STOPPED { Self::Stopped } else { Self::Broke(words) }
    }
}

impl From<Unheard> for Broken {
    fn from(why: Unheard) -> Self {
        match why {
            Unheard::Late => Self::Slow,
            Unheard::Stopped => Self::Broke(workshop::STOPPED.to_owned()),
            Unheard::Gone(words) | Unheard::Broke(words) => Self::Broke(words),
        }
    }
}

/// How long an answer may take, in milliseconds: `least`, and two seconds for each megabyte of files.
pub(super) const fn patience(least: usize, bytes: usize) -> usize {
    least + bytes / 500
}

/// Asks, and ends the worker if the answer has not come `patience` milliseconds after its turn. What the workshop is at before
/// does not count: it would be stopped for nothing.
pub(super) async fn ask(request: &Request, bytes: Vec<Uint8Array>, patience: usize) -> Result<Answer, Unheard> {
    let (answer, turn) = workshop::ask_in_turn(&to_json(request), bytes);
    turn.await.map_err(|words| if words == workshop::STOPPED { Unheard::Stopped } else { Unheard::Gone(words) })?;
    let is_late = Rc::new(Cell::new(false));
    let late = is_late.clone();
    let timer = Timeout::new(u32::try_from(patience).unwrap_or(u32::MAX), move || {
        late.set(true);
        workshop::stop();
    });
    let answer = answer.await;
    drop(timer);
    let answer = answer.map_err(|words| if is_late.get() { Unheard::Late } else { Unheard::of(words) })?;
    json::parse::<Answer>(&answer).map_err(|wrong| Unheard::Broke(format!("{wrong:?}")))
}

/// Asks once more where the worker was stopped for something else and somebody still waits: the next worker knows nothing
/// of that.
pub(super) async fn twice<T>(
    ask: impl AsyncFn() -> Result<T, Unheard>,
    is_awaited: impl FnOnce() -> bool,
) -> Result<T, Unheard> {
    match ask().await {
        Err(Unheard::Stopped) if is_awaited() => ask().await,
        answer => answer,
    }
}
