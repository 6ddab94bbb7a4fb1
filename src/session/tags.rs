//! How the tags over annotations are shown.

/// How they are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tags {
    /// A few capitals.
    #[default]
    Short,
    /// The label's name.
    Full,
    /// Not at all.
    None,
}

impl Tags {
    /// The name that the session record and the page's class use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Short => "short",
            Self::Full => "full",
            Self::None => "none",
        }
    }

    /// The next in turn.
    #[must_use]
    pub const fn next(self) -> Self {
        match self {
            Self::Short => Self::Full,
            Self::Full => Self::None,
            Self::None => Self::Short,
        }
    }
}
