//! The schemas that ship: those of `news_schema`, and those of datasets that many work with. Ids are those that the
//! datasets write, so that what is exported can be compared with them; descriptions are ours.

use std::rc::Rc;

use super::claim::slot;
use super::news_schema::{choice, fact_check, label, news, slot_kind};
use super::{Label, LabelKind, Schema, Snap};

/// One label: id, name, short name, key, description, example.
type Row = (&'static str, &'static str, &'static str, Option<char>, &'static str, &'static str);

/// CoNLL-2003 (Tjong Kim Sang and De Meulder 2003).
const CONLL: [Row; 4] = [
    ("PER", "Person", "PER", Some('1'), "A person by name, without title.", "Mrs [Ada Lindqvist]"),
    ("LOC", "Location", "LOC", Some('2'), "A country, town, region, street, river or building by name.", "[Stockholm]"),
    ("ORG", "Organisation", "ORG", Some('3'), "A company, party, office, team or paper by name.", "[Norrland Lines]"),
    (
        "MISC",
        "Miscellaneous",
        "MISC",
        Some('4'),
        "Any other name: of a nationality, a language, an event, a prize, a work.",
        "the [Swedish] coast",
    ),
];

/// The eighteen types of names of OntoNotes 5 (Weischedel et al. 2013).
const ONTONOTES: [Row; 18] = [
    ("PERSON", "Person", "PERS", Some('1'), "People, invented ones too.", "[Ada Lindqvist] said"),
    ("NORP", "Nationality, religion, party", "NORP", Some('2'), "Groups that people belong to.", "[Swedish] sailors"),
    ("FAC", "Facility", "FAC", Some('3'), "What is built: airports, roads, bridges.", "[Heathrow Airport]"),
    ("ORG", "Organisation", "ORG", Some('4'), "Companies, offices, institutions, teams.", "[Norrland Lines]"),
    ("GPE", "State or town", "GPE", Some('5'), "Places with a government: countries, towns, states.", "in [Sweden]"),
    ("LOC", "Location", "LOC", Some('6'), "Other places: seas, mountains, continents.", "the [Baltic Sea]"),
    ("PRODUCT", "Product", "PROD", Some('7'), "Things by name: vehicles, weapons, food.", "the ferry [Linnea]"),
    ("EVENT", "Event", "EVT", Some('8'), "Named storms, battles, wars, matches.", "[World War II]"),
    ("WORK_OF_ART", "Work of art", "ART", Some('9'), "Titles of books, songs, pictures.", "[Miss Julie]"),
    ("LAW", "Law", "LAW", Some('0'), "Named laws and treaties.", "the [Maritime Code]"),
    ("LANGUAGE", "Language", "LANG", Some('h'), "Any language by name.", "written in [Finnish]"),
    ("DATE", "Date", "DATE", Some('s'), "Days and longer times, relative ones too.", "[last March]"),
    ("TIME", "Time", "TIME", Some('z'), "Times shorter than a day.", "at [two in the morning]"),
    ("PERCENT", "Percent", "PCT", None, "Percentages, with the sign.", "[12 percent]"),
    ("MONEY", "Money", "MON", Some('m'), "Sums of money, with the currency.", "[40 million euros]"),
    ("QUANTITY", "Quantity", "QTY", Some('u'), "Measures, as of weight or distance.", "[three miles] out"),
    ("ORDINAL", "Ordinal", "ORD", None, "First, second and so on.", "the [third] time"),
    ("CARDINAL", "Cardinal", "CARD", Some('c'), "Numbers that are nothing of the above.", "[140] people"),
];

/// Who says what by which words, as in PARC and PolNeAR.
const ATTRIBUTION: [(Row, LabelKind); 3] = [
    (
        (
            "source",
            "Source",
            "SRC",
            Some('1'),
            "Who is said to say, think or want it, with all words that describe them.",
            "[The former chief engineer] said",
        ),
        LabelKind::Entity,
    ),
    (
        (
            "cue",
            "Cue",
            "CUE",
            Some('2'),
            "The words that make it somebody’s: a verb, a noun, according to.",
            "She [has repeatedly denied]",
        ),
        LabelKind::Cue,
    ),
    (
        (
            "content",
            "Content",
            "CONT",
            Some('3'),
            "What is said, thought or wanted, with its quotation marks.",
            "said [the log was rewritten]",
        ),
        LabelKind::Claim,
    ),
];

fn row((id, name, short, key, description, example): Row, kind: LabelKind, color: u8) -> Label {
    let plain = label((id, name, short, ' ', description), kind, color);
    Label { key, example: Rc::from(example), ..plain }
}

fn names(id: &str, name: &str, rows: &[Row]) -> Schema {
    // More labels than colours: the short names tell those apart that share one.
    let colors = (0..super::PaletteIndex::COUNT).cycle();
    let labels = rows.iter().zip(colors).map(|(each, color)| Rc::new(row(*each, LabelKind::Entity, color))).collect();
    let (relations, document) = (Vec::new(), Vec::new());
    Schema { id: Rc::from(id), name: Rc::from(name), version: 1, labels, relations, document, former: Vec::new() }
}

/// The schema *Attribution*: source, cue, content.
#[must_use]
pub fn attribution() -> Schema {
    let labels = ATTRIBUTION.into_iter().zip([8, 10, 9]).map(|((each, kind), color)| {
        let plain = row(each, kind, color);
        Rc::new(match kind {
            LabelKind::Claim => Label {
                snap: Snap::WordsWithQuotes,
                attributes: vec![choice(slot::QUOTE_TYPE, "Quote type", &["direct", "mixed", "indirect"])],
                ..plain
            },
            _ => plain,
        })
    });
    Schema {
        former: Vec::new(),
        id: Rc::from("attribution"),
        name: Rc::from("Attribution"),
        version: 1,
        labels: labels.collect(),
        relations: vec![
            Rc::new(slot_kind(slot::SOURCE, "Source", "content", &["source"], None)),
            Rc::new(slot_kind(slot::CUE, "Cue", "content", &["cue"], None)),
        ],
        document: Vec::new(),
    }
}

/// The schema *CoNLL-2003*: persons, locations, organisations, and the rest.
#[must_use]
pub fn conll() -> Schema {
    names("conll-2003", "CoNLL-2003", &CONLL)
}

/// The schema *OntoNotes names*.
#[must_use]
pub fn ontonotes() -> Schema {
    names("ontonotes-5", "OntoNotes names", &ONTONOTES)
}

/// The schemas that ship, the one that a new project has first.
#[must_use]
pub fn ready() -> [Schema; 5] {
    [news(), fact_check(), attribution(), conll(), ontonotes()]
}
