//! All words that people read, by name. The table itself is data: `en.in`.

macro_rules! words {
    ($($name:ident = $text:literal;)*) => {
        /// A text of the interface.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the text beside each name says what it is")]
        pub enum Words { $($name,)* }

        impl Words {
            /// The text, with `{}` where facts belong.
            #[must_use]
            pub const fn text(self) -> &'static str {
                match self { $(Self::$name => $text,)* }
            }
        }
    };
}

include!("en.in");
