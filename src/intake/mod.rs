//! HOW an article gets in: bytes to text, text to a reading view.
//!
//! Every function takes what people really have and says what it could not read; nothing here touches a project.
//! Must not know a browser. Start at [`plain`].

pub mod decode;
pub mod markdown;
pub mod plain;
