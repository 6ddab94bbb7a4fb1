//! WHAT the person is doing: one state, one way to change it.
//!
//! [`update`] takes the state and an [`Action`] and returns the new state and a list of [`Effect`]s for the edge to
//! carry out. Everything a person can do by key, button, menu or script is a row of [`command::ACTIONS`]; every word
//! they read stands in [`messages`]. Must not know a browser or a component. Start at [`command`], then [`update`].

pub mod above;
pub mod action;
pub mod address;
pub mod annotators;
pub mod blocks;
pub mod caret;
pub mod claims_table;
pub mod command;
pub mod comparing;
pub mod copies;
pub mod dialog;
pub mod effect;
pub mod exporting;
pub mod filter;
mod fingers;
pub mod foreign;
pub mod guide;
pub mod hand;
pub mod holder;
pub mod intake;
pub mod journal;
pub mod keymap;
pub mod keys;
pub mod listed;
pub mod look;
mod menu;
pub mod messages;
pub mod newer;
pub mod palette;
pub mod people;
pub mod picks;
pub mod places;
pub mod positions;
pub mod progress;
pub mod projects;
pub mod proposals;
pub mod queue;
pub mod reading;
mod remembered;
pub mod sample;
pub mod saved;
pub mod schema_draft;
pub mod score;
pub mod state;
pub mod suggestions;
pub mod tags;
pub mod tally;
pub mod task;
pub mod task_reading;
pub mod update;
pub mod view;

pub use action::{Action, Args, Fragment, Hold, SourceFile};
pub use command::{ACTIONS, ActionInfo, Command};
pub use effect::Effect;
pub use fingers::Tap;
pub use messages::{Message, Words};
pub use saved::Saved;
pub use state::{Dialog, State};
pub use tags::Tags;
pub use update::{Outcome, update};
