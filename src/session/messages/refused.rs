//! Sentences for what readers of other formats could not read, or tell of what they read.

use super::Words;
use crate::intake::refusal::Refused;

/// What is said of a file that the workshop could not read, and of records of other tools, by name.
const OURS: [(&str, Words); 28] = [
    ("full", Words::RefusedFull),
    ("gone", Words::RefusedGone),
    ("broke", Words::RefusedBroke),
    ("slow", Words::RefusedSlow),
    ("unlooked", Words::RefusedUnlooked),
    ("unlooked_broke", Words::RefusedUnlookedBroke),
    ("no_workshop", Words::RefusedNoWorkshop),
    ("studio_region", Words::StudioRegion),
    ("studio_cancelled", Words::StudioCancelled),
    ("studio_drafts", Words::StudioDrafts),
    ("studio_proposed", Words::StudioProposed),
    ("web_selector", Words::WebSelector),
    ("web_places", Words::WebPlaces),
    ("web_replies", Words::WebReplies),
    ("web_choice_target", Words::WebChoiceTarget),
    ("web_choice_body", Words::WebChoiceBody),
    ("web_bodies", Words::WebBodies),
    ("web_medium", Words::WebMedium),
    ("averitec_label", Words::AveritecLabel),
    ("cas_elsewhere", Words::CasElsewhere),
    ("cas_bytes", Words::CasBytes),
    ("cas_left", Words::CasLeft),
    ("other_link", Words::ForeignOtherLink),
    ("other_format", Words::ForeignOtherFormat),
    ("no_format", Words::ForeignNoFormat),
    ("no_score", Words::ForeignNoScore),
    ("suggested_links", Words::ForeignSuggestedLinks),
    ("suggested_values", Words::ForeignSuggestedValues),
];

/// The words for a reason that is given by its name, and what belongs into them behind the place.
pub(super) fn sentence(why: &str, number: usize, words: &str) -> (Words, Vec<String>) {
    if let Some((_, ours)) = OURS.iter().find(|(name, _)| *name == why) {
        let facts = match why {
            "broke" | "full" | "studio_region" | "web_selector" | "other_format" | "other_link" | "no_score"
            | "cas_elsewhere" | "cas_bytes" | "averitec_label" | "web_medium" => vec![words.to_owned()],
            "web_places" => vec![words.to_owned(), number.to_string()],
            "unlooked" => vec![number.to_string()],
            "unlooked_broke" | "web_bodies" => vec![number.to_string(), words.to_owned()],
            "studio_cancelled" | "studio_drafts" | "studio_proposed" | "suggested_links" | "suggested_values"
            | "cas_left" | "web_replies" | "web_choice_target" | "web_choice_body" => vec![number.to_string()],
            _ => Vec::new(),
        };
        return (*ours, facts);
    }
    match Refused::from_facts(why, number, words) {
        Some(refused) => known(refused),
        None => (Words::RefusedOther, vec![why.to_owned()]),
    }
}

fn known(refused: Refused) -> (Words, Vec<String>) {
    let one = |words, fact: String| (words, vec![fact]);
    match refused {
        Refused::Empty => (Words::IssueEmpty, Vec::new()),
        Refused::Binary(byte) => one(Words::RefusedBinary, byte.to_string()),
        Refused::Kind(name) => one(Words::RefusedKind, name),
        Refused::TooLarge(most) => one(Words::IssueTooLarge, most.to_string()),
        Refused::NotIn(name, byte) => (Words::RefusedNotIn, vec![name, byte.to_string()]),
        Refused::NoEncoding(name) => one(Words::RefusedNoEncoding, name),
        Refused::Syntax(0, words) => one(Words::RefusedSyntax, words),
        Refused::Syntax(column, words) => (Words::RefusedSyntaxAt, vec![column.to_string(), words]),
        Refused::TooDeep(most) => one(Words::RefusedTooDeep, most.to_string()),
        Refused::TooLong(most) => one(Words::RefusedTooLong, most.to_string()),
        Refused::NoTextField(names) => one(Words::RefusedNoTextField, names),
        Refused::NotARecord(what) => one(Words::RefusedNotARecord, what),
        Refused::SameKey(key) => one(Words::RefusedSameKey, key),
        Refused::RowLength(found, first) => (Words::RefusedRowLength, vec![found.to_string(), first.to_string()]),
        Refused::CutShort(read) => one(Words::RefusedCutShort, read.to_string()),
        Refused::Broken(words) => one(Words::RefusedBroken, words),
        Refused::Encrypted => (Words::RefusedEncrypted, Vec::new()),
        Refused::Method(name) => one(Words::RefusedMethod, name),
        Refused::Nested => (Words::RefusedNested, Vec::new()),
        Refused::Swells(times) => one(Words::RefusedSwells, times.to_string()),
        Refused::UnpacksTooLarge(most) => one(Words::RefusedUnpacksTooLarge, most.to_string()),
        Refused::TooManyFiles(most) => one(Words::RefusedTooManyFiles, most.to_string()),
        Refused::NoPage => (Words::RefusedNoPage, Vec::new()),
        Refused::Beside(ending) => one(Words::RefusedBeside, ending),
        Refused::Ours => (Words::RefusedOurs, Vec::new()),
        Refused::PassedOver(names) => one(Words::RefusedPassedOver, names),
        Refused::LongText(characters) => one(Words::RefusedLongText, characters.to_string()),
    }
}
