//! The other languages, each a file beside `en.in`: to add one is to write the file and to name it here. They are no part of the
//! page's program: `cargo xtask build` makes a table of each, and the page fetches the one that is wanted. Here they are only
//! compiled, which tells of names that are missing or not there.

use super::Words;

macro_rules! words {
    ($($first:ident = $first_text:literal;)* @later $($name:ident = $text:literal;)*) => {
        /// The text.
        #[must_use]
        pub(super) const fn text(words: Words) -> &'static str {
            match words {
                $(Words::$first => $first_text,)*
                $(Words::$name => $text,)*
            }
        }
    };
}

/// A language: its code (BCP 47), and its texts.
pub type Language = (&'static str, fn(Words) -> &'static str);

macro_rules! languages {
    ($($code:ident $file:literal;)*) => {
        $(mod $code { use super::Words; include!($file); })*

        /// All of them.
        pub const LANGUAGES: &[Language] = &[$((stringify!($code), $code::text)),*];
    };
}

languages! {
    tr "tr.in";
    ar "ar.in";
}
