//! All words that people read, by name. The table itself is data: `en.in`.

macro_rules! words {
    ($($first:ident = $first_text:literal;)* @later $($name:ident = $text:literal;)*) => {
        /// A text of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the text beside each name says what it is")]
        pub enum Words { $($first,)* $($name,)* }

        impl Words {
            /// The text, with `{}` where facts belong.
            #[must_use]
            #[inline]
            pub const fn text(self) -> &'static str {
                match self {
                    $(Self::$first => $first_text,)*
                    _ => self.later(),
                }
            }

            /// What a first visit does not show.
            #[inline(never)] // so that it can travel later, with all that it says
            const fn later(self) -> &'static str {
                match self {
                    $(Self::$name => $text,)*
                    _ => "",
                }
            }
        }
    };
}

include!("en.in");
