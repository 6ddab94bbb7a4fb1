//! doccano: what is written, what is told, and what is made of its own exports.

use manicule::formats::foreign::{Foreign, Options, codec};
use manicule::formats::loss::{Lost, Resolved};
use manicule::formats::{Problem, TextFile};
use manicule::model::{Project, Unit};

use crate::foreign::{self, Written, golden, wrong_after};
use crate::marked::hard;

fn written(id: &str, project: &Project, options: Options) -> Written {
    foreign::write(id, project, options, "hard")
}

fn read(id: &str, text: &str) -> Foreign {
    let files = [TextFile { name: "a.jsonl".to_owned(), text: text.to_owned() }];
    let doccano = codec(id).expect("known");
    assert!((doccano.recognise)(&files) >= 50, "it is doccano's");
    (doccano.read.expect("read"))(&files)
}

fn spans(foreign: &Foreign) -> Vec<(&str, (u64, u64))> {
    let all = foreign.documents.iter().flat_map(|document| &document.spans);
    all.map(|span| (span.label.as_str(), span.fragments[0])).collect()
}

#[test]
fn the_golden_files_are_written_byte_for_byte() {
    let mut made = written("doccano", &hard(), Options::default());
    assert_eq!((made.proof.differs.as_slice(), made.proof.checked), (&[][..], 9));
    golden("doccano", made.files);
    let told: Vec<_> = made.losses.all().iter().map(|loss| (loss.what, loss.how, loss.count)).collect();
    assert_eq!(
        told,
        [
            (Lost::Overlaps, Resolved::Kept, 4),
            (Lost::Fragments, Resolved::Joined, 1),
            (Lost::Relations, Resolved::Left, 3),
            (Lost::Attributes, Resolved::Left, 5),
            (Lost::Notes, Resolved::Left, 1),
            (Lost::Entities, Resolved::Left, 2),
            (Lost::Doubts, Resolved::Left, 1),
            (Lost::Suggestions, Resolved::Left, 1),
            (Lost::DocumentValues, Resolved::Rewritten, 3),
            (Lost::Blocks, Resolved::Left, 3),
            (Lost::Authors, Resolved::Left, 1),
        ]
    );
    made = written("doccano-relations", &hard(), Options::default());
    assert_eq!((made.proof.differs.as_slice(), made.proof.checked), (&[][..], 9));
    assert_eq!(made.losses.count(Lost::Relations), 0);
    made.files[0].name = "relations.jsonl".to_owned();
    golden("doccano", made.files);
}

#[test]
fn the_golden_files_read_back() {
    for id in ["doccano", "doccano-relations"] {
        let made = written(id, &hard(), Options::default());
        let foreign = read(id, &made.files[0].text);
        assert_eq!((foreign.issues.as_slice(), foreign.unit), (&[][..], Some(Unit::CodePoint)));
        let document = &foreign.documents[0];
        assert_eq!(
            (document.id.as_str(), document.language.as_deref(), document.spans.len()),
            ("harbour/1", Some("en"), 9)
        );
        assert_eq!(document.relations.len(), if id == "doccano" { 0 } else { 3 });
        assert_eq!(document.values.len(), 3);
        let sections = document.extra.iter().filter(|(name, _)| name == "section");
        assert_eq!(sections.map(|(_, value)| value.as_str()).collect::<Vec<_>>(), ["\"World\"", "\"\\\\\""]);
    }
}

#[test]
fn a_proof_finds_what_is_wrong() {
    let higher = |text: &str, key: &str| {
        let begin = text.find(key).expect("a span") + key.len();
        let number: String = text[begin..].chars().take_while(char::is_ascii_digit).collect();
        let next = number.parse::<u32>().expect("digits") + 1;
        format!("{}{next}{}", &text[..begin], &text[begin + number.len()..])
    };
    assert!(wrong_after("doccano", &hard(), |text| higher(text, "\"label\":[[")) > 0);
    assert!(wrong_after("doccano", &hard(), |text| text.replacen("\"claim\"]", "\"cue\"]", 1)) > 0);
    assert!(wrong_after("doccano", &hard(), |text| text.replacen("],[", "],[0,1,\"person\"],[", 1)) > 0);
    assert!(wrong_after("doccano-relations", &hard(), |text| higher(text, "\"start_offset\":")) > 0);
    assert!(wrong_after("doccano-relations", &hard(), |text| higher(text, "\"from_id\":")) > 0);
    assert!(wrong_after("doccano-relations", &hard(), |text| text.replace("\"relations\":", "\"none\":")) > 0);
}

#[test]
fn its_own_exports_are_read() {
    // Sequence labelling, with metadata and a comment; the file went through its screen, so the unit is open.
    let foreign = read(
        "doccano",
        "{\"id\":5,\"text\":\"Ana met Bo.\",\"batch\":1.50,\"offset_unit\":\"codepoint\",\"label\":[[0,3,\"PER\"],[8,10,\"PER\"]],\"Comments\":[\"sure?\"]}\n",
    );
    assert_eq!((foreign.issues.as_slice(), foreign.unit), (&[][..], None));
    assert_eq!(spans(&foreign), [("PER", (0, 3)), ("PER", (8, 10))]);
    let pair = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    assert_eq!(foreign.documents[0].extra, [("batch", "1.50"), ("Comments", "[\"sure?\"]")].map(pair));
    // Relation extraction.
    let foreign = read(
        "doccano-relations",
        "{\"id\":5,\"text\":\"Ana met Bo.\",\"entities\":[{\"id\":30,\"label\":\"PER\",\"start_offset\":0,\"end_offset\":3},{\"id\":31,\"label\":\"PER\",\"start_offset\":8,\"end_offset\":10}],\"relations\":[{\"id\":2,\"from_id\":30,\"to_id\":31,\"type\":\"met\"}],\"Comments\":[]}\n",
    );
    let document = &foreign.documents[0];
    assert_eq!((document.spans[1].id.as_str(), document.relations[0].to.as_str()), ("31", "31"));
    assert_eq!((document.relations[0].kind.as_str(), document.extra.len()), ("met", 0));
}

#[test]
fn earlier_and_other_shapes_are_read() {
    let shapes = "{\"text\":\"Ana met Bo.\",\"labels\":[[0,3,\"PER\"]]}\n\
                  {\"doc_id\":2,\"text\":\"Ana met Bo.\",\"entities\":[[0,3,\"PER\"]],\"username\":\"admin\"}\n\
                  {\"text\":\"Ana met Bo.\",\"annotations\":[{\"label\":3,\"start_offset\":0,\"end_offset\":3,\"user\":1}],\"meta\":{\"a\":1}}\n\
                  {\"data\":\"Ana met Bo.\",\"label\":[[0,3,\"PER\"]]}\n\
                  {\"text\":\"Ana met Bo.\",\"label\":[\"news\",\"sport\"]}\n";
    let foreign = read("doccano", shapes);
    assert_eq!(foreign.issues, []);
    assert_eq!(spans(&foreign), [("PER", (0, 3)), ("PER", (0, 3)), ("3", (0, 3)), ("PER", (0, 3))]);
    assert_eq!(foreign.documents[1].annotator.as_deref(), Some("admin"));
    assert_eq!(foreign.documents[4].values.len(), 2);
}

#[test]
fn one_bad_record_spoils_no_other() {
    let foreign = read(
        "doccano",
        "{\"text\":\"One\",\"label\":[[0,3,\"A\"],[0,3],[\"x\",1,\"A\"],[0,1,\"\"]]}\nnot json\n{\"label\":[]}\n{\"text\":\"Two\",\"label\":[[0,3,\"B\"]]}",
    );
    assert_eq!(spans(&foreign), [("A", (0, 3)), ("B", (0, 3))]);
    let told: Vec<_> = foreign.issues.iter().map(|issue| (issue.line, issue.path.as_str())).collect();
    assert_eq!(told, [(2, ""), (1, "label[1]"), (1, "label[2]"), (1, "label[3]"), (3, "")]);
    assert!(matches!(foreign.issues[0].problem, Problem::Malformed { .. }));
}
