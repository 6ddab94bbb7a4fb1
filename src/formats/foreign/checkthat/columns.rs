//! What the columns of a file mean, by their names.

/// Names of the column with the words, with what a row is.
const WORDS: [(&str, Row); 3] = [("text", Row::Sentence), ("sentence", Row::Sentence), ("tweet_text", Row::Tweet)];

/// Names of the column with an id.
const IDS: [&str; 3] = ["sentence_id", "tweet_id", "line_number"];

/// Names of the column that decides, the one that says most first.
const LABELS: [&str; 4] = ["claim_worthiness", "check_worthiness", "class_label", "label"];

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Row {
    /// A sentence of an article.
    Sentence,
    /// An article.
    Tweet,
}

/// Where what stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Columns {
    pub(super) row: Row,
    pub(super) id: Option<usize>,
    pub(super) words: usize,
    pub(super) label: usize,
    /// Whether the name of that column tells what it is: many files have a `label`.
    pub(super) is_named: bool,
    /// Whether something is a claim at all, beside whether it is worth checking.
    pub(super) claim: Option<usize>,
    pub(super) speaker: Option<usize>,
    pub(super) url: Option<usize>,
    /// All others, with their names.
    pub(super) others: Vec<(usize, String)>,
}

impl Columns {
    /// The columns of a head; nothing where it is none of these files.
    pub(super) fn of(head: &[String]) -> Option<Self> {
        let names: Vec<String> = head.iter().map(|name| name.trim().to_lowercase()).collect();
        let at = |wanted: &str| names.iter().position(|name| name == wanted);
        let (words, row) = WORDS.iter().find_map(|(name, row)| Some((at(name)?, *row)))?;
        let id = IDS.iter().find_map(|name| at(name));
        let label = LABELS.iter().find_map(|name| at(name))?;
        // Many tables have a text and a label; what makes it one of these is the id, or the name of the label.
        let is_named = names.get(label).is_some_and(|name| name != "label");
        let is_telling = is_named && names.len() > 2;
        if id.is_none() && row == Row::Sentence || !is_telling && names.first().is_none_or(|name| name != "sentence_id")
        {
            return None;
        }
        let (claim, speaker, url) = (at("claim"), at("speaker"), at("tweet_url"));
        let known = [id, Some(words), Some(label), claim, speaker, url];
        let others = names.iter().enumerate().filter(|(place, _)| !known.contains(&Some(*place)));
        let others = others.filter_map(|(place, _)| Some((place, head.get(place)?.trim().to_owned()))).collect();
        Some(Self { row, id, words, label, is_named, claim, speaker, url, others })
    }

    /// The columns of debates, whose files have no head: line, speaker, words, label.
    pub(super) fn of_debate() -> Self {
        let (claim, url, others) = (None, None, Vec::new());
        let (row, is_named) = (Row::Sentence, true);
        Self { row, id: Some(0), words: 2, label: 3, is_named, claim, speaker: Some(1), url, others }
    }
}

/// What a row is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// Worth checking, or nothing else is asked.
    Yes,
    /// Not worth it, or no claim.
    No,
    /// Subjective.
    Subjective,
    /// Nothing is said.
    Unsaid,
}

impl Class {
    /// Whether a cell says it in a word of these tasks, and not in a number that stands for anything.
    pub(super) fn is_word(cell: &str) -> bool {
        ["yes", "no", "obj", "subj"].iter().any(|word| word.eq_ignore_ascii_case(cell.trim()))
    }

    /// What a cell says; nothing where it says anything else.
    pub(super) fn of(cell: &str) -> Option<Self> {
        match cell.trim().to_lowercase().as_str() {
            "yes" | "1" | "1.0" | "true" => Some(Self::Yes),
            "no" | "0" | "0.0" | "false" | "obj" => Some(Self::No),
            "subj" => Some(Self::Subjective),
            "" | "-" | "nan" | "none" | "na" => Some(Self::Unsaid),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(head: &str) -> Option<Columns> {
        Columns::of(&head.split(' ').map(str::to_owned).collect::<Vec<_>>())
    }

    #[test]
    fn files_of_all_years() {
        for (head, row, places) in [
            ("Sentence_id Text class_label", Row::Sentence, (Some(0), 1, 2)),
            ("sentence_id sentence label solved_conflict", Row::Sentence, (Some(0), 1, 2)),
            ("tweet_id tweet_url tweet_text class_label", Row::Tweet, (Some(0), 2, 3)),
            ("topic tweet_id tweet_url tweet_text class_label", Row::Tweet, (Some(1), 3, 4)),
            ("topic_id tweet_id tweet_url tweet_text claim claim_worthiness", Row::Tweet, (Some(1), 3, 5)),
        ] {
            let found = columns(head).expect(head);
            assert_eq!((found.row, (found.id, found.words, found.label)), (row, places), "{head}");
        }
        let found = columns("topic_id tweet_id tweet_url tweet_text claim check_worthiness").expect("known");
        assert_eq!((found.claim, found.url, found.others), (Some(4), Some(2), vec![(0, "topic_id".to_owned())]));
        for other in
            ["text label", "id text label", "document text start end label", "article text class", "Text class_label"]
        {
            assert_eq!(columns(other), None, "{other}");
        }
    }
}
