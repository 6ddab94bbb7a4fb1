//! HOW an article gets in: bytes to text, text to a reading view.
//!
//! Every function takes what people really have and says what it could not read; nothing here touches a project.
//! Files of any kind become drafts ([`reader`]), which a person looks through before they become documents ([`draft`]).
//! Must not know a browser. Start at [`draft`].

pub mod bytes;
pub mod decode;
pub mod draft;
pub mod furniture;
pub mod html;
pub mod markdown;
pub mod names;
pub mod plain;
pub mod reader;
pub mod reanchor;
pub mod refusal;
