//! A claim in a line: who says it, by which words, what is said of it. What cards, the table of claims and the reading
//! view are drawn from, and what the workshop tells of articles that the page has not loaded.

use super::json::objects;
use crate::model::claim::{nesting, slot};
use crate::model::{Annotation, AttributeName, Claim, Document, Project, Span};

/// Characters of a claim's words that are told; more nobody reads in a row.
const MOST: usize = 400;

/// Characters of the words of a source or a cue.
const SHORT: usize = 80;

objects! {
    /// A claim.
    ClaimRow {
        /// Its id.
        id: String,
        /// Its words, on one line; cut after some hundred characters.
        quote: String,
        /// Who asserts it, in the order of the text.
        sources: Vec<RowSource>,
        /// What stands for a source that no words name: `author`, `unnamed`, `none`.
        nobody: Option<String>,
        /// The words that say that somebody asserts it.
        cue: Option<String>,
        /// To whom it was said, what it is about, and what else fills a slot: the slot's name and the words.
        others: Vec<RowSlot>,
        /// `direct`, `mixed`, `indirect`.
        quote_type: Option<String>,
        /// How much it is worth checking.
        rating: Option<u32>,
        /// What is said of it beside: the attribute's title and its values.
        said: Vec<RowSlot>,
        /// Why it is doubted; empty for no reason, nothing where it is not.
        doubt: Option<String>,
        /// The note.
        note: String,
        /// In how many claims of the document it lies.
        depth: u32,
        /// The one it lies in: a claim about this one.
        within: Option<String>,
        /// Other claims that speak for or against it.
        evidence: Vec<RowEvidence>,
    }

    /// A source.
    RowSource {
        /// The mention.
        id: String,
        /// Its words.
        words: String,
        /// The thing it names.
        entity: Option<String>,
        /// How that thing is called.
        name: Option<String>,
    }

    /// Something with a name.
    RowSlot {
        /// What it is.
        title: String,
        /// What fills it.
        words: String,
    }

    /// What speaks for or against a claim.
    RowEvidence {
        /// The annotation.
        id: String,
        /// Its words.
        words: String,
        /// `supports` or `contradicts`, where that is said.
        stance: Option<String>,
    }
}

impl ClaimRow {
    /// Whether anything is said about who asserts it, be it that nobody is named.
    #[must_use]
    pub fn has_source(&self) -> bool {
        self.nobody.is_some() || !self.sources.is_empty()
    }

    /// Its first source as it is called: by the thing's name, else by its words.
    #[must_use]
    pub fn speaker(&self) -> Option<&str> {
        self.sources.first().map(|source| source.name.as_deref().unwrap_or(&source.words))
    }
}

/// All claims of a document, in reading order.
#[must_use]
pub fn claim_rows(project: &Project, document: &Document) -> Vec<ClaimRow> {
    rows_of(project, document, &Claim::all(document, &project.schema))
}

/// Some claims of a document, which are in reading order; how they lie in each other is told of these only.
#[must_use]
pub fn rows_of(project: &Project, document: &Document, claims: &[Claim<'_>]) -> Vec<ClaimRow> {
    let spans: Vec<&Span> = claims.iter().map(|claim| &claim.annotation.span).collect();
    let mut rows: Vec<ClaimRow> = Vec::with_capacity(claims.len());
    for (claim, within) in claims.iter().zip(nesting(&spans)) {
        // The one around it stands before it.
        let around = within.and_then(|place| rows.get(place));
        let (depth, within) = around.map_or((0, None), |around| (around.depth + 1, Some(around.id.clone())));
        rows.push(ClaimRow { depth, within, ..row(project, document, claim) });
    }
    rows
}

fn row(project: &Project, document: &Document, claim: &Claim<'_>) -> ClaimRow {
    let words = |annotation: &Annotation, most: usize| flat(&annotation.span.quote(&document.article), most);
    let source = |mention: &Annotation| RowSource {
        id: mention.id.to_string(),
        words: words(mention, SHORT),
        entity: mention.entity.map(|entity| entity.to_string()),
        name: mention.entity.and_then(|id| project.entities.get(&id)).map(|entity| entity.name.to_string()),
    };
    let annotation = claim.annotation;
    let told = [slot::SOURCE, slot::CUE, slot::EVIDENCE];
    let others = claim.slots().filter(|(kind, _)| !told.contains(&kind.id.as_str())).flat_map(|(kind, filled)| {
        filled.iter().map(|one| RowSlot { title: kind.name.to_string(), words: words(one.annotation, SHORT) })
    });
    let evidence = claim.slots().filter(|(kind, _)| kind.id.as_str() == slot::EVIDENCE).flat_map(|(_, filled)| filled);
    let evidence = evidence.map(|one| RowEvidence {
        id: one.annotation.id.to_string(),
        words: words(one.annotation, SHORT),
        stance: one.relation.attributes.get(&AttributeName::from(slot::STANCE)).and_then(|values| first(values)),
    });
    let label = project.schema.label(&annotation.label);
    let shown = [slot::SOURCE, slot::QUOTE_TYPE, slot::CHECK_WORTHY];
    let said =
        annotation.attributes.iter().filter(|(name, values)| !values.is_empty() && !shown.contains(&name.as_str()));
    let said = said.map(|(name, values)| RowSlot {
        title: label.and_then(|label| label.attribute(name)).map_or(name.as_str(), |known| &known.title).to_owned(),
        words: flat(&values.join(", "), MOST),
    });
    ClaimRow {
        id: annotation.id.to_string(),
        quote: words(annotation, MOST),
        sources: claim.sources().map(|mention| source(mention)).collect(),
        nobody: claim.nobody().map(str::to_owned),
        cue: claim.cue().map(|cue| words(cue, SHORT)),
        others: others.collect(),
        quote_type: claim.quote_type().map(str::to_owned),
        rating: annotation
            .attributes
            .get(&AttributeName::from(slot::CHECK_WORTHY))
            .and_then(|values| first(values))
            .and_then(|value| value.parse().ok()),
        said: said.collect(),
        doubt: annotation.doubt.as_ref().map(|doubt| doubt.reason.to_string()),
        note: annotation.note.to_string(),
        depth: 0,
        within: None,
        evidence: evidence.collect(),
    }
}

fn first(values: &[std::rc::Rc<str>]) -> Option<String> {
    values.first().map(ToString::to_string)
}

/// Words on one line, cut after some characters.
fn flat(text: &str, most: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(most) {
        Some((cut, _)) => format!("{}…", line.get(..cut).unwrap_or_default().trim_end()),
        None => line,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::json::{parse, to_json};
    use crate::model::{ProjectId, markup};

    #[test]
    fn who_said_what() {
        let marked = "[Ada](person#a) [said](cue#u) to [police](source#p) [it sank, [Bo](person#b) [denied](cue#v) \
            [it burned](claim#d)](claim#c).\n---\nc -source-> a\nc -cue-> u\nc -addressee-> p\nd -source-> b\n\
            d -cue-> v\nd -evidence-> c";
        let document = markup::parse("d", marked).expect("well formed");
        let project = Project::new(ProjectId::from_bits(1), "").with(std::rc::Rc::new(document));
        let document = project.document(&"d".into()).expect("there");
        let rows = claim_rows(&project, document);
        let told: Vec<_> = rows.iter().map(|row| (row.speaker(), row.cue.as_deref(), row.depth)).collect();
        assert_eq!(told, [(Some("Ada"), Some("said"), 0), (Some("Bo"), Some("denied"), 1)]);
        assert_eq!(rows[1].within.as_deref(), Some(&*rows[0].id));
        assert_eq!((rows[0].others[0].title.as_str(), rows[0].others[0].words.as_str()), ("Addressee", "police"));
        assert_eq!(rows[1].evidence[0].id, rows[0].id);
        assert!(rows.iter().all(ClaimRow::has_source));
        for row in rows {
            assert_eq!(parse::<ClaimRow>(&to_json(&row)), Ok(row), "it comes back as it was sent");
        }
    }

    #[test]
    fn long_words_are_cut_between_characters() {
        assert_eq!(flat("é\n é é", 3), "é é…");
        assert_eq!(flat("é é", 3), "é é");
    }
}
