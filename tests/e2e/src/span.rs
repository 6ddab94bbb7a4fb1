//! Annotations as the native format tells of them, and the labels of the default schema.

use serde_json::Value;

/// A label of the default schema and the key that applies it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Label {
    /// Its id, in `data-label` and in exports.
    pub id: &'static str,
    /// Its key.
    pub key: &'static str,
}

macro_rules! labels {
    ($($name:ident $id:literal $key:literal),* $(,)?) => {
        $(#[doc = concat!("The label `", $id, "`, on the key ", $key, ".")]
        pub const $name: Label = Label { id: $id, key: $key };)*
        /// Every label of the default schema.
        pub const LABELS: &[Label] = &[$($name),*];
    };
}

labels! {
    PERSON "person" "1",
    ORGANISATION "organisation" "2",
    PLACE "place" "3",
    DATE "date" "4",
    QUANTITY "quantity" "5",
    EVENT "event" "6",
    PRODUCT "product" "7",
    LAW "law" "8",
    SOURCE "source" "s",
    CLAIM "claim" "c",
    CUE "cue" "u",
}

/// One part of an annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fragment {
    /// First code point in the article's text.
    pub start: usize,
    /// One past the last.
    pub end: usize,
    /// The words between them.
    pub text: String,
}

/// An annotation of the open article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// Its id.
    pub id: String,
    /// The id of its label.
    pub label: String,
    /// Its parts, in the order of the text.
    pub fragments: Vec<Fragment>,
}

impl Span {
    /// Reads a span of a native line.
    #[track_caller]
    pub fn read(value: &Value) -> Self {
        let text = |value: &Value| value.as_str().map(str::to_owned);
        let offset = |value: &Value| value.as_u64().and_then(|offset| usize::try_from(offset).ok());
        let fragment = |value: &Value| {
            let (start, end, text) = (offset(&value["start"])?, offset(&value["end"])?, text(&value["text"])?);
            Some(Fragment { start, end, text })
        };
        let read = || {
            let fragments = value["fragments"].as_array()?.iter().map(fragment).collect::<Option<_>>()?;
            Some(Self { id: text(&value["id"])?, label: text(&value["label"])?, fragments })
        };
        read().unwrap_or_else(|| panic!("not a span of the native format: {value}"))
    }

    /// Its words, the gaps as an ellipsis.
    pub fn text(&self) -> String {
        self.fragments.iter().map(|fragment| fragment.text.as_str()).collect::<Vec<_>>().join(" … ")
    }
}
