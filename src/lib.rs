//! Manicule: an article annotator that runs wholly in the browser.
pub mod edit;
pub mod formats;
pub mod intake;
pub mod layout;
pub mod model;
pub mod session;
pub mod storage;
