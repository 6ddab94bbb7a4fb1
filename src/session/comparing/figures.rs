//! Figures by label, as a person sorts them and takes them along.

use std::cmp::Reverse;

use crate::measure::{Counts, macro_f1};
use crate::model::order::sort_by;
use crate::model::{LabelId, Schema, Table};

/// What the table of labels is sorted by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Column {
    /// The order of the schema.
    Label,
    /// How many the first side has.
    First,
    /// How many the second side has.
    Second,
    /// How many are the same.
    Same,
    /// How many only the first side has.
    OnlyFirst,
    /// How many only the second side has.
    OnlySecond,
    /// Precision.
    Precision,
    /// Recall.
    Recall,
    /// F1 of label and fragments.
    #[default]
    Exact,
    /// F1 where edges do not matter.
    Overlap,
}

impl Column {
    /// All, in the order in which they are shown.
    pub const ALL: [Self; 10] = [
        Self::Label,
        Self::First,
        Self::Second,
        Self::Same,
        Self::OnlyFirst,
        Self::OnlySecond,
        Self::Precision,
        Self::Recall,
        Self::Exact,
        Self::Overlap,
    ];

    /// The name that commands use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Label => "label",
            Self::First => "first",
            Self::Second => "second",
            Self::Same => "same",
            Self::OnlyFirst => "only-first",
            Self::OnlySecond => "only-second",
            Self::Precision => "precision",
            Self::Recall => "recall",
            Self::Exact => "exact",
            Self::Overlap => "overlap",
        }
    }

    /// Whether its values are shares, of which the lowest is the worst; of numbers the highest is looked at first.
    #[must_use]
    pub const fn is_share(self) -> bool {
        matches!(self, Self::Precision | Self::Recall | Self::Exact | Self::Overlap)
    }

    /// What it says of a label; a share in thousandths, nothing where there is nothing to measure.
    #[must_use]
    pub fn of(self, counts: Counts) -> Option<u32> {
        match self {
            Self::Label => None,
            Self::First => Some(counts.first),
            Self::Second => Some(counts.second),
            Self::Same => Some(counts.same),
            Self::OnlyFirst => Some(counts.only_first()),
            Self::OnlySecond => Some(counts.only_second()),
            Self::Precision => counts.precision().map(u32::from),
            Self::Recall => counts.recall().map(u32::from),
            Self::Exact => counts.exact_f1().map(u32::from),
            Self::Overlap => counts.overlap_f1().map(u32::from),
        }
    }
}

/// How the table is sorted: by a column, worst first, or the other way round.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sorting {
    /// The column.
    pub column: Column,
    /// The other way round.
    pub reversed: bool,
}

/// The labels in the order in which they are shown. What is worth a look comes first: the lowest share, the largest number;
/// of those that are alike what has more differences, then as the schema has them.
#[must_use]
pub fn label_rows(labels: &Table<LabelId, Counts>, schema: &Schema, sorting: Sorting) -> Vec<(LabelId, Counts)> {
    let places: Table<LabelId, usize> =
        schema.labels.iter().enumerate().map(|(at, label)| (label.id.clone(), at)).collect();
    let place = |id: &LabelId| places.get(id).copied().unwrap_or(usize::MAX);
    let mut rows: Vec<(LabelId, Counts)> = labels.iter().map(|(id, counts)| (id.clone(), *counts)).collect();
    let column = sorting.column;
    let worth = |counts: Counts| match column.of(counts) {
        Some(share) if column.is_share() => (false, share),
        Some(number) => (false, u32::MAX - number),
        None => (column != Column::Label, 0),
    };
    sort_by(&mut rows, |(a, one), (b, other)| {
        let by_value = worth(*one).cmp(&worth(*other));
        let by_place = place(a).cmp(&place(b)).then_with(|| a.cmp(b));
        let wrong = |counts: &Counts| Reverse(counts.only_first() + counts.only_second());
        match (column, sorting.reversed) {
            (Column::Label, false) => by_place,
            (Column::Label, true) => by_place.reverse(),
            (_, reversed) => {
                let by_value = if reversed { by_value.reverse() } else { by_value };
                by_value.then_with(|| wrong(one).cmp(&wrong(other))).then(by_place)
            }
        }
    });
    rows
}

/// A share in thousandths as a decimal number with a point; a dash where there is none.
#[must_use]
pub fn share_text(share: Option<u16>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{}.{:03}", share / 1000, share % 1000))
}

/// What is taken along: whose figures they are, and of what.
#[derive(Clone, Copy, Debug)]
pub struct Figures<'a> {
    /// Of an article, or of how many.
    pub about: &'a str,
    /// The two sides.
    pub sides: [&'a str; 2],
    /// Of all labels.
    pub all: Counts,
    /// Of each label.
    pub labels: &'a Table<LabelId, Counts>,
}

/// The names of the columns of the table that is taken along.
const NAMES: [&str; 19] = [
    "about",
    "reference",
    "compared",
    "label",
    "reference_count",
    "compared_count",
    "same",
    "other_edges",
    "other_label",
    "other_both",
    "only_reference",
    "only_compared",
    "precision",
    "recall",
    "f1_exact",
    "f1_overlap",
    "f1_span",
    "f1_partial",
    "kind",
];

/// The figures as a table of text, a line for each label, one for all together and one for their mean: its cells apart by
/// tabs, or as CSV.
#[must_use]
pub fn figures_text(figures: &Figures<'_>, schema: &Schema, sorting: Sorting, csv: bool) -> String {
    let mut out = String::new();
    line(&mut out, NAMES.iter().map(ToString::to_string), csv);
    let empty = String::new;
    let share = |share: Option<u16>| share.map_or_else(empty, |_| share_text(share));
    let head = |label: &str| [figures.about, figures.sides[0], figures.sides[1], label].map(plain);
    let counts_of = |counts: Counts| {
        [
            counts.first,
            counts.second,
            counts.same,
            counts.edges,
            counts.label,
            counts.both,
            counts.only_first(),
            counts.only_second(),
        ]
        .map(|count| count.to_string())
    };
    for (id, counts) in label_rows(figures.labels, schema, sorting) {
        let shares = [counts.precision(), counts.recall(), counts.exact_f1(), counts.overlap_f1()].map(share);
        let rest = [empty(), empty(), "label".to_owned()];
        line(&mut out, head(id.as_str()).into_iter().chain(counts_of(counts)).chain(shares).chain(rest), csv);
    }
    let all = figures.all;
    let shares = [all.precision(), all.recall(), all.exact_f1(), all.overlap_f1(), all.edges_f1(), all.partial_f1()];
    let cells = head("").into_iter().chain(counts_of(all)).chain(shares.map(share)).chain(["micro".to_owned()]);
    line(&mut out, cells, csv);
    let mean = macro_f1(figures.labels.values());
    let nothing = (0..10).map(|_| String::new());
    let shares = [mean.map(|(exact, _)| exact), mean.map(|(_, overlap)| overlap)].map(share);
    let rest = [empty(), empty(), "macro".to_owned()];
    line(&mut out, head("").into_iter().chain(nothing).chain(shares).chain(rest), csv);
    out
}

/// Words as a cell takes them: on one line, and no spreadsheet makes a formula of them.
fn plain(words: &str) -> String {
    let words: String = words.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    if words.starts_with(['=', '+', '-', '@', '\'']) { format!("'{words}") } else { words }
}

fn line(out: &mut String, cells: impl Iterator<Item = String>, csv: bool) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            out.push(if csv { ',' } else { '\t' });
        }
        // A spreadsheet takes a quotation mark in front for the begin of a cell that may go on over tabs and lines.
        let is_quoted = if csv { cell.contains(['"', ',']) } else { cell.starts_with('"') };
        if is_quoted {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(&cell);
        }
    }
    out.push_str(if csv { "\r\n" } else { "\n" });
}
