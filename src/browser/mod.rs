//! DOORS to the page: everything that web-sys is needed for, each door in its own file, free of any framework.
//!
//! A door translates: DOM positions to offsets, files to bytes, promises to futures. It decides nothing. Must not know
//! a component or the state of the page. Start at [`selection`], where a drag becomes offsets.

pub mod address;
pub mod autosave;
pub mod cards;
pub mod channel;
pub mod clipboard;
pub mod clock;
pub mod dom;
pub mod drop_line;
pub mod fetch;
pub mod files;
pub mod folder_out;
pub mod folders;
pub mod geometry;
pub mod guide;
pub mod here;
pub mod indexed_db;
pub mod local_storage;
pub mod loupe;
pub mod nodes;
pub mod scopes;
pub mod screen;
pub mod segmenter;
pub mod selection;
pub mod share;
pub mod thread;
pub mod workshop;
