//! All claims of an article or of the project, while somebody looks through them: as a table, or as who said what.
//! Nothing of it is kept; it is made anew when it is opened.

use std::cmp::Ordering;
use std::rc::Rc;

use crate::formats::claim_rows::ClaimRow;
use crate::model::DocId;
use crate::model::fold::folded;
use crate::model::order::sort_by;

/// What the table is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The order of the articles and of their texts.
    #[default]
    Place,
    /// Who says it.
    Source,
    /// Its words.
    Claim,
    /// Direct, mixed, indirect.
    QuoteType,
    /// How much it is worth checking.
    Rating,
    /// Whether it is doubted.
    Doubt,
}

impl Column {
    /// All, in the order of the columns.
    pub const ALL: [Self; 6] = [Self::Place, Self::Source, Self::Claim, Self::QuoteType, Self::Rating, Self::Doubt];

    /// The name that commands use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Place => "place",
            Self::Source => "source",
            Self::Claim => "claim",
            Self::QuoteType => "quote_type",
            Self::Rating => "check_worthy",
            Self::Doubt => "doubt",
        }
    }
}

/// Which claims are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Only {
    /// All.
    #[default]
    All,
    /// Those of which nothing is said about who asserts them.
    NoSource,
    /// Those that nobody has rated.
    NotRated,
    /// Those that somebody doubts.
    Doubtful,
}

impl Only {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::All, Self::NoSource, Self::NotRated, Self::Doubtful];

    /// The name that commands use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::NoSource => "no-source",
            Self::NotRated => "not-rated",
            Self::Doubtful => "doubtful",
        }
    }

    /// Whether a claim is among them.
    #[must_use]
    pub fn admits(self, row: &ClaimRow) -> bool {
        match self {
            Self::All => true,
            Self::NoSource => !row.has_source(),
            Self::NotRated => row.rating.is_none(),
            Self::Doubtful => row.doubt.is_some(),
        }
    }
}

/// A claim of an article.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The article.
    pub document: DocId,
    /// Its place in the queue.
    pub article: usize,
    /// Its place among the claims of the article.
    pub place: usize,
    /// The claim.
    pub claim: ClaimRow,
}

/// The table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ClaimsTable {
    /// Of all articles, not of the one that is shown.
    pub everywhere: bool,
    /// As who said what, not as a table.
    pub reading: bool,
    /// What it is sorted by.
    pub column: Column,
    /// From the end.
    pub descending: bool,
    /// Which are shown.
    pub only: Only,
    /// All of them, in no order.
    pub rows: Rc<Vec<Rc<Row>>>,
    /// The gathering that is under way, by its number, and its articles: gathered, and all.
    pub search: Option<(u32, usize, usize)>,
    /// Articles that could not be read.
    pub unread: usize,
    /// The first row that is drawn.
    pub first: usize,
}

/// One who said something, and what.
#[derive(Clone, Debug, PartialEq)]
pub struct Speaker {
    /// What they are called; nothing for nobody.
    pub name: Option<Rc<str>>,
    /// What stands for a source that no words name.
    pub nobody: Option<Rc<str>>,
    /// What they said, in the order of the articles.
    pub said: Vec<Rc<Row>>,
}

impl ClaimsTable {
    /// The rows that are shown, sorted.
    #[must_use]
    pub fn shown(&self) -> Vec<Rc<Row>> {
        let mut all: Vec<Rc<Row>> = self.rows.iter().filter(|row| self.only.admits(&row.claim)).cloned().collect();
        sort_by(&mut all, |one, other| {
            let order = self.compare(one, other);
            if self.descending { order.reverse() } else { order }
        });
        all
    }

    /// What is empty comes last when it is sorted from the beginning.
    fn compare(&self, one: &Row, other: &Row) -> Ordering {
        let (a, b) = (&one.claim, &other.claim);
        let order = match self.column {
            Column::Place => Ordering::Equal,
            Column::Source => texts(a.speaker(), b.speaker()),
            Column::Claim => texts(Some(&a.quote), Some(&b.quote)),
            Column::QuoteType => texts(a.quote_type.as_deref(), b.quote_type.as_deref()),
            // The first to be looked at are those that matter most.
            Column::Rating => b.rating.cmp(&a.rating),
            Column::Doubt => texts(a.doubt.as_deref(), b.doubt.as_deref()),
        };
        order.then((one.article, one.place).cmp(&(other.article, other.place)))
    }

    /// Who said what of that which is shown: those with the most first, then those of whom nothing is said.
    #[must_use]
    pub fn speakers(&self) -> Vec<Speaker> {
        let by_place = Self { column: Column::Place, descending: false, ..self.clone() };
        // Each claim once for each of its sources.
        let mut said: Vec<(String, Option<Rc<str>>, Rc<Row>)> = Vec::new();
        for row in by_place.shown() {
            for source in &row.claim.sources {
                let name = source.name.as_deref().unwrap_or(&source.words);
                let key = source.entity.clone().unwrap_or_else(|| folded(name));
                said.push((format!("a{key}"), Some(Rc::from(name)), row.clone()));
            }
            if row.claim.sources.is_empty() {
                let key = row.claim.nobody.as_deref().map_or_else(|| "c".to_owned(), |nobody| format!("b{nobody}"));
                said.push((key, None, row.clone()));
            }
        }
        sort_by(&mut said, |one, other| one.0.cmp(&other.0));
        let mut all: Vec<(String, Speaker)> = Vec::new();
        for (key, name, row) in said {
            match all.last_mut().filter(|(known, _)| *known == key) {
                // Two mentions of one speaker are one source.
                Some((_, speaker)) if speaker.said.last().is_some_and(|last| Rc::ptr_eq(last, &row)) => {}
                Some((_, speaker)) => speaker.said.push(row),
                None => {
                    let nobody = row.claim.nobody.as_deref().filter(|_| name.is_none()).map(Rc::from);
                    all.push((key, Speaker { name, nobody, said: vec![row] }));
                }
            }
        }
        let rank = |key: &str, speaker: &Speaker| {
            (key.as_bytes().first().copied(), std::cmp::Reverse(speaker.said.len()), speaker.name.clone())
        };
        sort_by(&mut all, |(key, one), (other_key, other)| rank(key, one).cmp(&rank(other_key, other)));
        all.into_iter().map(|(_, speaker)| speaker).collect()
    }
}

fn texts(one: Option<&str>, other: Option<&str>) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) => folded(one).cmp(&folded(other)),
        (one, other) => other.is_some().cmp(&one.is_some()),
    }
}
