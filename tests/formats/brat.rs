//! brat: golden files of a hard project, what brat itself writes, and what no reader can make sense of.

use manicule::formats::foreign::loose::{LooseRelation, LooseSpan, LooseThing};
use manicule::formats::foreign::{Options, codec};
use manicule::formats::loss::Lost;
use manicule::formats::{Issue, Problem, TextFile};
use manicule::model::Unit;

use crate::foreign::{golden, read, write};
use crate::native_golden::hard;

fn files(all: &[(&str, &str)]) -> Vec<TextFile> {
    all.iter().map(|(name, text)| TextFile { name: (*name).to_owned(), text: (*text).to_owned() }).collect()
}

#[test]
fn the_golden_files_are_written_byte_for_byte() {
    let written = write("brat", &hard(), Options::default(), "articles");
    golden("brat/hard", written.files.clone());
    assert_eq!((written.proof.wrong, &written.proof.differs[..]), (0, &[][..]));
    assert!(written.proof.checked > 30, "{}", written.proof.checked);
    for (what, count) in [(Lost::Meta, 1), (Lost::DocumentValues, 1), (Lost::Suggestions, 1), (Lost::Doubts, 2)] {
        assert_eq!(written.told(what), count, "{what:?}");
    }
    assert_eq!(codec("brat").map(|codec| (codec.recognise)(&written.files)), Some(100));
}

#[test]
fn the_golden_files_read_back() {
    let written = write("brat", &hard(), Options::default(), "articles");
    // Whatever the order of the files.
    let mut all = written.files.clone();
    all.reverse();
    let foreign = read("brat", &all);
    assert_eq!(foreign.issues, []);
    assert_eq!(foreign.unit, Some(Unit::CodePoint));
    let document = foreign.documents.iter().find(|document| document.id == "harbour/1").expect("its id came back");
    assert_eq!(document.title, "Harbour “log” rewritten 👩‍👩‍👧, crew says");
    let project = hard();
    let meant = project.document(&"harbour/1".into()).expect("there");
    let words: Vec<String> = meant.in_reading_order().iter().map(|a| a.span.quote(&meant.article)).collect();
    let quotes: Vec<String> = document.spans.iter().map(|span| span.quotes.join(" … ")).collect();
    assert_eq!(quotes, words);
    assert_eq!(document.relations.len(), meant.relations.len());
    let [LooseThing { members, name, .. }] = &document.groups[..] else { panic!("{:?}", document.groups) };
    assert_eq!((members.len(), &**name), (2, "Ada Öztürk"));
}

#[test]
fn a_set_has_its_folder_and_short_names_come_back_as_ids() {
    let options = Options { short_labels: true, names: true, ..Options::default() };
    let written = write("brat", &hard(), options, "train");
    assert!(written.files.iter().all(|file| file.name.starts_with("train/")));
    assert!(written.file("train/harbour_1.ann").contains("\tPER "));
    assert!(written.file("train/documents.jsonl").contains("the hand"));
    assert_eq!(written.proof.wrong, 0);
    let foreign = read("brat", &written.files);
    let labels = foreign.documents.iter().flat_map(|document| &document.spans).map(|span| span.label.as_str());
    assert!(labels.clone().any(|label| label == "person") && !labels.clone().any(|label| label == "PER"));
}

#[test]
fn a_wrong_unit_is_found() {
    let project = hard();
    let written = write("brat", &project, Options::default(), "articles");
    let text = written.file("harbour_1.txt");
    // The same offsets, counted in UTF-16 by whoever wrote the file.
    let wide = |at: u64| text.chars().take(usize::try_from(at).expect("short")).map(|c| c.len_utf16()).sum::<usize>();
    let lines: Vec<String> = (written.file("harbour_1.ann").lines())
        .map(|line| {
            let mut parts: Vec<String> = line.split('\t').map(str::to_owned).collect();
            if line.starts_with('T') {
                let (label, places) = parts[1].split_once(' ').expect("places");
                let places = places.split(';').map(|place| {
                    let ends = place.split(' ').map(|end| wide(end.parse().expect("a number")).to_string());
                    ends.collect::<Vec<_>>().join(" ")
                });
                parts[1] = format!("{label} {}", places.collect::<Vec<_>>().join(";"));
            }
            parts.join("\t")
        })
        .collect();
    let document = project.document(&"harbour/1".into()).expect("there");
    let setting = manicule::formats::foreign::Setting {
        project: std::rc::Rc::new(project.clone()),
        options: Options::default(),
        stem: "articles".to_owned(),
    };
    let mut writer = codec("brat").and_then(|codec| codec.write).expect("it is written")(&setting);
    let mut out = manicule::formats::foreign::Out::default();
    writer.document(document, &mut out);
    out.take();
    out.whole("harbour_1.txt", text);
    out.whole("harbour_1.ann", &lines.join("\n"));
    let mut proof = manicule::formats::foreign::Proof::default();
    writer.prove(document, &out, &mut proof);
    assert!(proof.wrong > 10, "{}", proof.wrong);
}

/// As brat's own server writes it: events on triggers, notes, entries, an old modifier, equivalence, a span over a line end.
const BRAT: &str = "T1\tPER 2 5\tAna\nT2\tPER 10 12\tBo\nT4\tMeet 6 9\tmet\nT5\tPlace 18 21;22 26\tNew York\n\
    E1\tMeet:T4 Who:T1 Whom:T2 Whom2:T5\nE2\tMeet:T4 Who:E1\nR1\tLives-in Arg1:T1 Arg2:T5\t\n\
    R2\tCoref Anaphora:T2 Antecedent:T1\nA1\tNegation E2\nA2\tCertainty R1 very high\nM1\tSpeculation E1\n\
    *\tEquiv T1 T2\nN1\tReference T1 Wikidata:Q1\tAna P.\n#1\tAnnotatorNotes T1\ta note\n#2\tAnnotatorNotes T1\tand one more\n\
    #3\tAnnotationUnconfirmed T2\tmaybe\n#4\tNormalization T5\tsomething\n";
const TEXT: &str = "😀 Ana met Bo in a New\nYork street.";

#[test]
fn what_brat_writes_is_read() {
    let configuration = "[entities]\n!Thing\n\tPER\nPlace\n----\n[events]\nMeet\tWho:PER\n[relations]\nLives-in\tArg1:PER, Arg2:Place\n[attributes]\nNegation\tArg:<EVENT>\n";
    for (text, lines) in [(TEXT.to_owned(), BRAT.to_owned()), (TEXT.replace('\n', "\r\n"), BRAT.replace('\n', "\r\n"))]
    {
        let all = files(&[("a.ann", &lines), ("annotation.conf", configuration), ("a.txt", &text)]);
        assert_eq!(codec("brat").map(|codec| (codec.recognise)(&all)), Some(95));
        let foreign = read("brat", &all);
        assert_eq!((foreign.issues.as_slice(), foreign.unit), (&[][..], None));
        let labels: Vec<_> = foreign.labels.iter().map(|label| (label.name.as_str(), label.is_relation)).collect();
        assert_eq!(labels, [("PER", false), ("Place", false), ("Meet", false), ("Lives-in", true)]);
        let [document] = &foreign.documents[..] else { panic!("one document") };
        assert_eq!((&*document.id, &document.text), ("a", &text));
        let spans: Vec<_> = document.spans.iter().map(|span| (&*span.id, &*span.label)).collect();
        assert_eq!(spans, [("T1", "PER"), ("T2", "PER"), ("T4", "Meet"), ("T5", "Place"), ("E2", "Meet")]);
        let span = |id: &str| -> &LooseSpan { document.spans.iter().find(|span| span.id == id).expect("there") };
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        assert_eq!(span("T1").note, "a note\nand one more");
        assert_eq!(span("T1").link.as_deref(), Some("https://www.wikidata.org/wiki/Q1"));
        assert_eq!(span("T2").attributes, [pair("doubt", "maybe")]);
        assert_eq!(span("T4").attributes, [pair("Speculation", "true")]);
        assert_eq!(span("E2").attributes, [pair("Negation", "true")]);
        assert_eq!(span("E2").fragments, [(6, 9)]);
        assert_eq!(span("T5").fragments, [(18, 26)], "one again");
        assert_eq!(span("T5").quotes, ["New\nYork"]);
        let members = vec!["T1".to_owned(), "T2".to_owned()];
        assert_eq!(document.groups, [LooseThing { id: String::new(), name: "Ana P.".to_owned(), members }]);
        let link = |link: &LooseRelation| {
            (link.id.clone(), link.kind.clone(), format!("{} {}", link.from, link.to), link.attributes.clone())
        };
        let links: Vec<_> = document.relations.iter().map(link).collect();
        let expect = |id: &str, kind: &str, ends: &str, attributes: &[(String, String)]| {
            (id.to_owned(), kind.to_owned(), ends.to_owned(), attributes.to_vec())
        };
        assert_eq!(
            links,
            [
                expect("E1.Who", "Who", "T4 T1", &[]),
                expect("E1.Whom", "Whom", "T4 T2", &[]),
                expect("E1.Whom2", "Whom", "T4 T5", &[]),
                expect("E2.Who", "Who", "E2 T4", &[]),
                expect("R1", "Lives-in", "T1 T5", &[pair("Certainty", "very high")]),
                expect("R2", "Coref", "T2 T1", &[]),
            ]
        );
        let [(name, kept)] = &document.extra[..] else { panic!("{:?}", document.extra) };
        assert_eq!(name, "lines");
        assert!(kept.contains("Antecedent") && kept.contains("Normalization T5"), "{kept}");
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place() {
    let lines = "T1\tPER 0 3\tAna\nT1\tPER 4 7\tmet\nT2\tPER 4\tmet\nT3\tPER 3 3\t\nR1\tx Arg1:T1\nE1\tMeet:T9\nA1\tX T9\nnothing\n\
        R2\tknows Arg1:T1 Arg2:T8\nQ1\tx\n*\tEquiv T1 T7\n";
    let all = files(&[("a.txt", "Ana met."), ("a.ann", lines), ("b.ann", "T1\tX 0 1\tx"), ("c.txt", "Alone.")]);
    let foreign = read("brat", &all);
    let told: Vec<(&str, usize, &str)> =
        foreign.issues.iter().map(|Issue { file, line, path, .. }| (&**file, *line, &**path)).collect();
    assert_eq!(
        told,
        [
            ("a.ann", 2, "T1"),
            ("a.ann", 3, "T2"),
            ("a.ann", 4, "T3"),
            ("a.ann", 5, "R1"),
            ("a.ann", 8, "nothing"),
            ("a.ann", 10, "Q1"),
            ("a.ann", 6, "E1"),
            ("a.ann", 7, "A1"),
            ("a.ann", 11, "*"),
            ("b.ann", 0, ""),
            ("c.txt", 0, ""),
        ]
    );
    assert_eq!(foreign.issues[9].problem, Problem::Partner { name: "b.txt".to_owned(), is_warning: false });
    assert!(foreign.issues[10].problem.is_warning(), "its text was taken");
    assert_eq!(foreign.documents.iter().map(|document| &*document.id).collect::<Vec<_>>(), ["a", "c"]);
    assert_eq!(foreign.documents[0].spans.len(), 1);
    assert_eq!(foreign.documents[0].relations[0].to, "T8", "kept, to be given another end");
}
