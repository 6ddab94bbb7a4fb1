//! The shapes of both files, key for key in the order in which they are written. Every key is always there, with the same
//! type, so that `datasets` and pandas infer one table from all lines.

use crate::formats::json::objects;

objects! {
    /// A claim: one line.
    Attribution {
        /// The claim's id.
        id: String,
        /// The article's.
        document: String,
        /// Its title.
        title: String,
        /// SHA-256 of its text's UTF-8 bytes.
        text_sha256: String,
        /// Always `codepoint`.
        offset_unit: String,
        /// Who annotated it.
        annotator: Option<String>,
        /// The words of who says it.
        source: Vec<Fragment>,
        /// The words that say that somebody says it.
        cue: Vec<Fragment>,
        /// What is said.
        content: Vec<Fragment>,
        /// What stands for a source that no words name: `author`, `unnamed`, `none`.
        no_source: Option<String>,
        /// What else the claim is linked to.
        others: Vec<Other>,
        /// The annotations that the fragments belong to, the claim first.
        spans: Vec<Marked>,
        /// The links from the claim.
        links: Vec<Link>,
        /// The paragraph, or paragraphs, in which the claim stands.
        context: Fragment,
    }

    /// A stretch of the text.
    Fragment {
        /// First code point.
        start: u32,
        /// One past the last.
        end: u32,
        /// The words.
        text: String,
        /// The annotation it belongs to; empty for none.
        span: String,
    }

    /// Something else that the claim is linked to.
    Other {
        /// The link's kind.
        role: String,
        /// Its words.
        fragments: Vec<Fragment>,
    }

    /// An annotation.
    Marked {
        /// Its id.
        id: String,
        /// Its label.
        label: String,
        /// Names and values.
        attributes: Vec<Pair>,
        /// A remark; empty for none.
        note: String,
        /// Why it is doubted; nothing where it is not.
        doubt: Option<String>,
        /// The thing it names.
        entity: Option<String>,
        /// What that is called.
        entity_name: Option<String>,
        /// Its address in a knowledge base.
        entity_link: Option<String>,
    }

    /// A link from the claim.
    Link {
        /// Its id.
        id: String,
        /// Its kind.
        kind: String,
        /// Where it leads: an annotation.
        to: String,
        /// Names and values.
        attributes: Vec<Pair>,
        /// A remark; empty for none.
        note: String,
    }

    /// A name and a value.
    Pair {
        /// The name.
        name: String,
        /// The value.
        value: String,
    }

    /// An article: one line of the other file.
    Text {
        /// Its id.
        document: String,
        /// Its title.
        title: String,
        /// BCP 47 tag.
        language: Option<String>,
        /// Who annotated it.
        annotator: Option<String>,
        /// SHA-256 of its text's UTF-8 bytes.
        text_sha256: String,
        /// The text itself.
        text: String,
    }
}

/// The keys of a line, to know what else stands there.
pub(super) const KEYS: [&str; 14] = [
    "id",
    "document",
    "title",
    "text_sha256",
    "offset_unit",
    "annotator",
    "source",
    "cue",
    "content",
    "no_source",
    "others",
    "spans",
    "links",
    "context",
];

/// The keys of a line of texts.
pub(super) const TEXT_KEYS: [&str; 6] = ["document", "title", "language", "annotator", "text_sha256", "text"];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::json::{Json, to_json, tree};

    #[test]
    fn the_keys_are_those_that_are_written() {
        let keys = |text: &str| match tree(text) {
            Ok(Json::Object(entries)) => entries.into_iter().map(|(key, _)| key.to_string()).collect::<Vec<_>>(),
            _ => Vec::new(),
        };
        assert_eq!(keys(&to_json(&Attribution::default())), KEYS);
        assert_eq!(keys(&to_json(&Text::default())), TEXT_KEYS);
    }
}
