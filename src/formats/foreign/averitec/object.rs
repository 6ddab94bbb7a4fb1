//! The shapes of both files, key for key in the order in which they are written. Every key is always there, with the same
//! type, so that `datasets` and pandas infer one table from all records.

use crate::formats::json::objects;

objects! {
    /// A claim.
    Record {
        /// Its words; of several parts one after another.
        claim: String,
        /// Whether it was gone over a second time.
        required_reannotation: bool,
        /// The verdict.
        label: Option<String>,
        /// Why it is that one.
        justification: Option<String>,
        /// The day on which it was said.
        claim_date: Option<String>,
        /// Who said it.
        speaker: Option<String>,
        /// Where it stands.
        original_claim_url: Option<String>,
        /// An archived copy of that.
        cached_original_claim_url: Option<String>,
        /// The article of a fact-checker about it.
        fact_checking_article: Option<String>,
        /// Who published it.
        reporting_source: Option<String>,
        /// The country it is about.
        location = "location_ISO_code": Option<String>,
        /// What kinds of claim it is.
        claim_types: Vec<String>,
        /// How it was checked.
        fact_checking_strategies: Vec<String>,
        /// What was asked about it.
        questions: Vec<Question>,
        /// The id of the article it stands in.
        article: String,
        /// What that is called.
        article_title: String,
        /// Who annotated it.
        annotator: Option<String>,
        /// SHA-256 of the article's text in UTF-8.
        text_sha256: String,
        /// Always `codepoint`.
        offset_unit: String,
        /// The claim's id.
        annotation_id: String,
        /// Its label.
        annotation_label: String,
        /// Where it stands in the text.
        fragments: Vec<Fragment>,
        /// The mentions of who says it.
        speakers: Vec<Speaker>,
        /// All values of attributes.
        attributes: Vec<Pair>,
        /// A remark; empty for none.
        note: String,
        /// Why it is doubted; nothing where it is not.
        doubt: Option<String>,
    }

    /// A question.
    Question {
        /// It.
        question: String,
        /// What was found.
        answers: Vec<Answer>,
    }

    /// An answer.
    Answer {
        /// It.
        answer: Option<String>,
        /// Abstractive, extractive, boolean, unanswerable.
        answer_type: Option<String>,
        /// Why an answer is yes or no.
        boolean_explanation: Option<String>,
        /// Where it was found.
        source_url: Option<String>,
        /// An archived copy of that.
        cached_source_url: Option<String>,
        /// Web text, a table, a film.
        source_medium: Option<String>,
    }

    /// A stretch of the text.
    Fragment {
        /// First code point.
        start: u32,
        /// One past the last.
        end: u32,
        /// The words.
        text: String,
    }

    /// A mention of who says it.
    Speaker {
        /// The mention's id.
        id: String,
        /// Its label.
        label: String,
        /// Where it stands.
        fragments: Vec<Fragment>,
        /// The thing it names.
        entity: Option<String>,
        /// What that is called.
        entity_name: Option<String>,
        /// Its address in a knowledge base.
        entity_link: Option<String>,
        /// The id of the link from the claim.
        link: String,
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
        article: String,
        /// What it is called.
        title: String,
        /// BCP 47 tag.
        language: Option<String>,
        /// Who wrote it.
        byline: Option<String>,
        /// When it was published, as its source writes it.
        published: Option<String>,
        /// Its address.
        url: Option<String>,
        /// The publication.
        site: Option<String>,
        /// Who annotated it.
        annotator: Option<String>,
        /// SHA-256 of its text in UTF-8.
        text_sha256: String,
        /// The text itself.
        text: String,
    }
}

/// The keys of a record that the dataset has.
pub(super) const DATASET: [&str; 14] = [
    "claim",
    "required_reannotation",
    "label",
    "justification",
    "claim_date",
    "speaker",
    "original_claim_url",
    "cached_original_claim_url",
    "fact_checking_article",
    "reporting_source",
    "location_ISO_code",
    "claim_types",
    "fact_checking_strategies",
    "questions",
];

/// The keys behind them.
pub(super) const OWN: [&str; 12] = [
    "article",
    "article_title",
    "annotator",
    "text_sha256",
    "offset_unit",
    "annotation_id",
    "annotation_label",
    "fragments",
    "speakers",
    "attributes",
    "note",
    "doubt",
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::json::{Json, to_json, tree};

    #[test]
    fn the_keys_are_those_that_are_written() {
        let Ok(Json::Object(entries)) = tree(&to_json(&Record::default())) else { panic!("an object") };
        let keys: Vec<String> = entries.into_iter().map(|(key, _)| key.to_string()).collect();
        assert_eq!(keys, [&DATASET[..], &OWN[..]].concat());
    }
}
