//! Manicule: an article annotator that runs wholly in the browser.
//!
//! State is a value; one door changes it. A person's action goes through [`session::update`], which returns the new
//! state and a list of effects; every change of the data is a transaction of before/after pairs ([`edit`]), so that
//! undo, the records on disk and later two tabs all speak the same language. Pure folders hold all of that and run
//! under plain `cargo test`; two folders touch the world: [`browser`] (web-sys) and [`ui`] (Yew).
//!
//! | Folder | Question it answers |
//! |---|---|
//! | [`model`] | WHAT is annotated |
//! | [`edit`] | HOW it changes |
//! | [`session`] | WHAT the person is doing |
//! | [`layout`] | WHERE things go |
//! | [`intake`] | HOW an article gets in |
//! | [`suggest`] | WHAT could come next |
//! | [`measure`] | HOW FAR two sides agree |
//! | [`formats`] | HOW it is read and written |
//! | [`storage`] | HOW work survives |
//! | [`workshop`] | WORK too heavy for the page |
//! | [`browser`] | DOORS to the page |
//! | [`ui`] | WHAT the person sees |
//!
//! Who may name whom is the layer rule of `ARCHITECTURE.md`, held by `tests/architecture.rs`. Start reading at
//! [`model::project`], then [`edit::transaction`], then [`session::command`].

pub mod browser;
pub mod edit;
pub mod formats;
pub mod intake;
pub mod layout;
pub mod measure;
pub mod model;
pub mod session;
pub mod storage;
pub mod suggest;
pub mod ui;
pub mod workshop;
