//! Journeys through the release build of Manicule, in a real Chromium, with real mouse and key input.
//!
//! A journey is a function in `tests/journeys/` that tells in the words of the domain what a person does
//! and what must be true then. It is given a [`stage::Stage`], opens a [`page::Page`] on it, and acts:
//! [`hand`] moves the mouse and presses keys, [`fingers`] touch, [`words`] finds the article's words on the screen, [`marking`]
//! annotates, [`door`] speaks to the scripting door, [`export`] compares exports,
//! [`builds`] makes a later build of the site,
//! [`many`] gives a page a great many articles, [`keeping`] looks at what is kept and puts it back, [`layout`] measures, [`check`] lets a real Python read
//! what was exported. When it returns, the stage asserts what holds for every journey: no console error, no
//! violation of the content policy, no request to anything but the site.
//!
//! Nothing here sends a made-up DOM event: every input goes through WebDriver's action commands, so hit
//! testing, focus, selection and default actions are the browser's own. Nothing sleeps for a time either:
//! a journey waits for what it wants to see, and says what that was when it does not come.
//!
//! `cargo test -p manicule-e2e` runs everything on the build in `dist/` (or in `MANICULE_DIST`);
//! `cargo test -p manicule-e2e --test journeys -- overlaps` runs one journey. Pictures of what failed are
//! in `target/screens/<journey>/`.

pub mod browser;
pub mod builds;
pub mod check;
pub mod door;
mod driver;
pub mod export;
pub mod fingers;
pub mod hand;
pub mod keeping;
pub mod layout;
pub mod looks;
pub mod many;
pub mod marking;
pub mod page;
mod scratch;
pub mod site;
pub mod span;
pub mod stage;
pub mod words;
