//! All words that people read, by name. The English table is data: `en.in`; other languages are `languages.rs`.

use super::spoken;

macro_rules! words {
    ($($first:ident = $first_text:literal;)* @later $($name:ident = $text:literal;)*) => {
        /// A text of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the text beside each name says what it is")]
        pub enum Words { $($first,)* $($name,)* }

        impl Words {
            /// How many there are.
            pub const COUNT: usize = [$(Self::$first,)* $(Self::$name,)*].len();

            /// All of them, in the order of the table.
            #[cfg(not(target_arch = "wasm32"))]
            pub const ALL: &[Self] = &[$(Self::$first,)* $(Self::$name,)*];

            /// The English text.
            const fn english(self) -> &'static &'static str {
                match self {
                    $(Self::$first => &$first_text,)*
                    _ => self.later(),
                }
            }

            /// What a first visit does not show.
            #[inline(never)] // so that it can travel later, with all that it says
            const fn later(self) -> &'static &'static str {
                match self {
                    $(Self::$name => &$text,)*
                    _ => &"",
                }
            }
        }
    };
}

include!("en.in");

impl Words {
    /// The text in the language that is spoken, with `{}` where facts belong.
    #[must_use]
    #[inline]
    pub fn text(self) -> &'static str {
        self.spoken()
    }

    /// By reference: two words to return would cost every caller more than this one call.
    #[inline(never)]
    fn spoken(self) -> &'static &'static str {
        spoken::text(self as usize).unwrap_or_else(|| self.english())
    }
}
