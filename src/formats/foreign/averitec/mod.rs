//! Claims as AVeriTeC has them (Schlichtkrull et al. 2023): one JSON list, a record for each claim, key for key as in the
//! dataset's `train.json`, and behind those what leads back to the place: article, offsets, words. The texts stand in a file of
//! their own, one a line. Offsets are code points.
//!
//! **Out.** `speaker` is the thing that the source names, else its words, else the value that stands for a source which no words
//! name; `claim_date` is the attribute of that name, else the day of the article, written as there (`31-8-2020`);
//! `reporting_source` and `original_claim_url` are the article's publication and address. `label` is a verdict only where somebody
//! gave one that the dataset has a word for, and `null` else: nothing is decided here. `required_reannotation` is false, for
//! nobody went over the record a second time. `questions` are what a fact-checker asked and what was found on the web: evidence
//! within the article is neither, so there are none, but for claims that came from such a file and had some. What else the
//! dataset says of a claim (`claim_types` …) comes from attributes of that very name.
//!
//! **In.** A file of ours comes back to its spans if the texts are given with it; what a fact-checker wrote into it since, as a
//! verdict, goes before what was there. In a record of the dataset itself there is no article: the claim is the text, all
//! of it marked as a claim, with the speaker as its source, verdict, justification, day and the rest as values of it, address and
//! publication as the article's. Questions and keys that nobody knows stay beside the article, as they are written.

mod object;
mod read;
mod write;

use super::Codec;

/// The format.
pub(super) const CODEC: Codec = Codec {
    id: "averitec",
    write: Some(|setting| Box::new(write::AveritecWriter::new(setting))),
    recognise: read::recognise,
    read: Some(read::read),
};

/// The verdicts: as the schema *Fact-check* has them, and as the dataset writes them.
const VERDICTS: [(&str, &str); 4] = [
    ("supported", "Supported"),
    ("refuted", "Refuted"),
    ("not enough evidence", "Not Enough Evidence"),
    ("conflicting evidence", "Conflicting Evidence/Cherrypicking"),
];

/// The dataset's word for a verdict; nothing where it has none.
fn label_of(verdict: &str) -> Option<&'static str> {
    let is_it =
        |(own, label): &&(&str, &str)| [*own, *label].iter().any(|one| one.eq_ignore_ascii_case(verdict.trim()));
    VERDICTS.iter().find(is_it).map(|(_, label)| *label)
}

/// The verdict that a label of the dataset means; another one is a verdict as it stands.
fn verdict_of(label: &str) -> String {
    let known = VERDICTS.iter().find(|(_, known)| known.eq_ignore_ascii_case(label.trim()));
    known.map_or_else(|| label.trim().to_owned(), |(own, _)| (*own).to_owned())
}

/// Keys of a record that are attributes of a claim by that very name: with one value, and with several.
const SINGLE: [&str; 4] = ["justification", "location_ISO_code", "fact_checking_article", "cached_original_claim_url"];
const SEVERAL: [&str; 2] = ["claim_types", "fact_checking_strategies"];

/// The attribute for the day on which something was claimed.
const CLAIM_DATE: &str = "claim_date";

/// The attribute for records that annotators of the dataset went over a second time.
const REANNOTATED: &str = "required_reannotation";

/// What is kept beside an article that came from the dataset: the questions, as they are written.
const QUESTIONS: &str = "questions";

/// The id of the claim in a record of the dataset, where it is all of the text.
const WHOLE: &str = "claim";
