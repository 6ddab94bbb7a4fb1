//! What may lie over the page.

use std::rc::Rc;

use super::messages::Message;
use super::palette::Palette;
use super::projects::Projects;
use super::state::Mistyped;
use crate::formats::Issue;
use crate::model::BlockId;

/// A pane that is folded where the page is narrow, until it is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Drawer {
    /// The articles.
    Articles,
    /// All of the desk: the card, what is found, the list.
    Desk,
}

/// A sheet over the page.
#[derive(Clone, Debug, PartialEq)]
pub enum Dialog {
    /// Asks for the text of an article.
    Paste(Rc<str>),
    /// Shows the keys.
    Help,
    /// Files are being read: how many bytes, of how many. Without this sheet they are read no further.
    Reading {
        /// Those that are read.
        read: usize,
        /// All.
        total: usize,
    },
    /// Files on their way in, to be looked through: [`State::intake`](super::State::intake).
    Intake,
    /// Files that another tool annotated, on their way in: [`State::foreign`](super::State::foreign).
    Foreign,
    /// What an import could not take as it stands.
    Report(Rc<Vec<Issue>>),
    /// Every command, by name.
    Palette(Palette),
    /// What can be done with what is picked out, with the article, and else.
    Menu,
    /// The steps that can be gone back to.
    History,
    /// Asks for a list of words or an expression; what was wrong with the last.
    Terms(Option<Message>),
    /// The task that the page was opened for: who begins it, or what is wrong: [`State::task`](super::State::task).
    Task,
    /// What would be handed in.
    HandIn,
    /// All claims: [`State::claims`](super::State::claims).
    Claims,
    /// Suggestions that are taken at once: [`State::above`](super::State::above).
    Above,
    /// An export: [`State::exporting`](super::State::exporting).
    Export,
    /// What several people marked: [`State::annotators`](super::State::annotators).
    Annotators,
    /// A newer version of an article: [`State::newer`](super::State::newer); where there is none yet, its text is asked for.
    Newer,
    /// How far the work is: [`State::progress`](super::State::progress).
    Progress,
    /// The label schema, to be changed: [`State::draft`](super::State::draft).
    Schemas,
    /// What some blocks of the open article are.
    Block(Rc<Vec<BlockId>>),
    /// What is known of the open article; what was typed last that it cannot say.
    Article(Option<Rc<Mistyped>>),
    /// What is kept, where, and what can be brought back.
    Data,
    /// How the page looks, and its language.
    Look,
    /// The projects of this browser.
    Projects(Rc<Projects>),
    /// The keys of all commands, to be changed; the command that waits for its key, and what was said about the last.
    Keys(Option<&'static str>, Option<Message>),
}
