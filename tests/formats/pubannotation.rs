//! PubAnnotation: what is written, what is told, and what is made of files that others wrote.

use manicule::formats::foreign::{Foreign, Options, codec};
use manicule::formats::loss::{Lost, Resolved};
use manicule::formats::{Problem, TextFile};
use manicule::model::Unit;

use crate::foreign::{golden, write, wrong_after};
use crate::marked::hard;

const ID: &str = "pubannotation";

fn read(text: &str) -> Foreign {
    let files = [TextFile { name: "a.json".to_owned(), text: text.to_owned() }];
    let known = codec(ID).expect("known");
    assert!((known.recognise)(&files) >= 70, "it is known");
    (known.read.expect("read"))(&files)
}

/// Id, label and fragments.
type Expected<'a> = (&'a str, &'a str, &'a [(u64, u64)]);

#[test]
fn the_golden_files_are_written_byte_for_byte() {
    let made = write(ID, &hard(), Options::default(), "articles");
    assert_eq!(made.proof.differs, []);
    assert_eq!(made.proof.checked, 10, "nine annotations, one in two parts");
    let told: Vec<_> = made.losses.all().iter().map(|loss| (loss.what, loss.how, loss.count)).collect();
    let left = Resolved::Left;
    assert_eq!(
        told,
        [(Lost::Doubts, left, 1), (Lost::Suggestions, left, 1), (Lost::Blocks, left, 3), (Lost::Authors, left, 1)]
    );
    golden("pubannotation/hard", made.files);
}

#[test]
fn the_golden_files_read_back() {
    let made = write(ID, &hard(), Options::default(), "articles");
    let foreign = codec(ID).and_then(|codec| codec.read).expect("read")(&made.files);
    assert_eq!((foreign.issues.as_slice(), foreign.unit), (&[][..], Some(Unit::CodePoint)));
    let [document, plain] = foreign.documents.as_slice() else { panic!("two articles") };
    assert_eq!((document.id.as_str(), plain.id.as_str(), plain.spans.len()), ("harbour/1", "plain", 0));
    let claim = document.spans.iter().find(|span| !span.note.is_empty()).expect("it is there");
    assert_eq!((claim.label.as_str(), claim.note.as_str(), claim.attributes.len()), ("claim", "see\nbelow", 6));
    assert!(document.spans.iter().any(|span| span.fragments.len() == 2));
    assert_eq!((document.groups.len(), document.groups[0].members.len()), (1, 2));
    assert_eq!(document.relations.len(), 3);
    assert_eq!((document.values.len(), document.extra.iter().filter(|(name, _)| name == "section").count()), (3, 2));
}

#[test]
fn a_proof_finds_what_is_wrong() {
    for (from, to) in [
        ("\"obj\":\"claim\"", "\"obj\":\"cue\""),
        ("\"begin\":", "\"begin\":1"),
        ("\"pred\":\"source\"", "\"pred\":\"sauce\""),
        ("]}\n", "]\n"),
        ("\"denotations\":[", "\"denotations\":[7,"),
    ] {
        let wrong = wrong_after(ID, &hard(), |text| {
            let from = if text.contains(from) { from } else { "}\n" };
            text.replacen(from, to, 1)
        });
        assert!(wrong > 0, "{from} is {to}");
    }
}

#[test]
fn files_of_others_are_read() {
    let foreign = read(
        r#"[{"target":"http://pubannotation.org/docs/sourcedb/PMC/sourceid/123/divs/0","sourcedb":"PMC","sourceid":"123","divid":0,"project":"p1","text":"IRF-4 is not found in T and B cells.",
 "denotations":[{"id":"T1","span":{"begin":0,"end":5},"obj":"Protein"},{"id":"T2","span":[{"begin":22,"end":23},{"begin":30,"end":35}],"obj":"Cell"},{"id":"T3","span":{"begin":28,"end":35},"obj":"Cell"},{"id":"T4","span":{"begin":13,"end":18},"obj":"Find"},{"id":"T1","span":{"begin":6,"end":8},"obj":"Twice"},{"id":"T5","obj":"Nowhere"}],
 "instances":[{"id":"E1","type":"subClassOf","obj":"T4"}],
 "relations":[{"id":"R1","subj":"T1","pred":"themeOf","obj":"E1"},{"id":"R2","subj":"T1","pred":"gone"}],
 "attributes":[{"id":"A1","subj":"T1","pred":"Id","obj":"UniProt:Q15306"},{"id":"A2","subj":"R1","pred":"sure","obj":0.5},{"id":"A3","subj":"T9","pred":"x","obj":"y"}],
 "modifications":[{"id":"M1","pred":"Negation","obj":"E1"}],"namespaces":[{"prefix":"_base","uri":"http://example.org/"}]},
{"text":"T and B cells","tracks":[{"project":"ann","denotations":[{"id":"T1","span":{"begin":6,"end":13},"obj":"Cell"}]},{"project":"bo","denotations":[{"id":"T1","span":{"begin":0,"end":1},"obj":"Cell"},{"id":"T2","span":{"begin":8,"end":13},"obj":"_FRAGMENT"}],"relations":[{"id":"R1","subj":"T1","pred":"_lexicallyChainedTo","obj":"T2"}]}]},
{"text":"An old file","catanns":[{"id":"T1","span":{"begin":3,"end":6},"category":"Age"},{"span":[7,11],"category":"Thing"}],"relanns":[{"id":"R1","type":"of","subject":"T1","object":"T2"}]}]"#,
    );
    let [first, ann, bo, old] = foreign.documents.as_slice() else { panic!("four") };
    let spans: Vec<_> =
        first.spans.iter().map(|span| (span.id.as_str(), span.label.as_str(), &*span.fragments)).collect();
    let expected: [Expected<'_>; 4] = [
        ("T1", "Protein", &[(0, 5)]),
        ("T2", "Cell", &[(22, 23), (30, 35)]),
        ("T3", "Cell", &[(28, 35)]),
        ("T4", "Find", &[(13, 18)]),
    ];
    assert_eq!((first.id.as_str(), spans.as_slice()), ("PMC:123-0", &expected[..]));
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(first.spans[0].attributes, [pair("Id", "UniProt:Q15306")]);
    assert_eq!(first.spans[3].attributes, [pair("Negation", "true")]);
    let link = &first.relations[0];
    assert_eq!(
        (link.from.as_str(), link.to.as_str(), link.attributes.as_slice()),
        ("T1", "T4", &[pair("sure", "0.5")][..])
    );
    assert_eq!((ann.annotator.as_deref(), bo.annotator.as_deref(), &ann.text), (Some("ann"), Some("bo"), &bo.text));
    assert_eq!(bo.spans.iter().map(|span| &*span.fragments).collect::<Vec<_>>(), [&[(0, 1), (8, 13)][..]], "chained");
    assert_eq!((bo.relations.len(), old.spans.len(), old.spans[1].fragments[0]), (0, 2, (7, 11)));
    assert_eq!(old.relations[0].kind, "of");
    assert_eq!(foreign.unit, None, "it may be what TextAE counts");
    let told: Vec<_> = foreign.issues.iter().map(|issue| issue.path.as_str()).collect();
    assert_eq!(told, ["denotations[4]", "denotations[5]", "relations[1]", "attributes[2]"], "{:?}", foreign.issues);
    assert!(matches!(foreign.issues[0].problem, Problem::Duplicate { .. }));
    assert!(first.extra.iter().any(|(name, _)| name == "namespaces"));
}

#[test]
fn tracks_that_say_nothing_give_no_article() {
    let denotation = "{\"id\":\"T1\",\"span\":{\"begin\":0,\"end\":2},\"obj\":\"x\"}";
    let track = |spans: &str| format!("{{\"project\":\"p\",\"denotations\":[{spans}]}}");
    let all = [track(denotation), track(""), track("")].join(",");
    let foreign = read(&format!("{{\"text\":\"It rains.\",\"tracks\":[{all}]}}"));
    assert_eq!(foreign.documents.len(), 1);
    let told: Vec<_> = foreign.issues.iter().map(|issue| &issue.problem).collect();
    assert!(matches!(told[..], [Problem::LeftOut { .. }, Problem::LeftOut { .. }]), "{told:?}");
    // A long text in many tracks is a bomb.
    let many = vec![track(denotation); 400].join(",");
    let foreign = read(&format!("{{\"text\":\"{}\",\"tracks\":[{many}]}}", "It rains. ".repeat(100_000)));
    let given: usize = foreign.documents.iter().map(|document| document.text.len()).sum();
    assert!(given <= 130 << 20 && foreign.issues.len() + foreign.documents.len() == 400, "{given}");
    let other = TextFile { name: "a.json".to_owned(), text: "{\"text\":\"Song\",\"tracks\":[]}".to_owned() };
    assert_eq!(codec(ID).map(|codec| (codec.recognise)(&[other])), Some(0));
}

#[test]
fn two_chains_of_one_span_are_its_fragments() {
    let span = |id: &str, at: u32, label: &str| {
        format!("{{\"id\":\"{id}\",\"span\":{{\"begin\":{at},\"end\":{}}},\"obj\":\"{label}\"}}", at + 1)
    };
    let link =
        |from: &str, to: &str| format!("{{\"pred\":\"_lexicallyChainedTo\",\"subj\":\"{from}\",\"obj\":\"{to}\"}}");
    let spans = [span("a", 0, "x"), span("b", 2, "_FRAGMENT"), span("c", 4, "_FRAGMENT"), span("d", 6, "_FRAGMENT")];
    let links = [link("a", "b"), link("a", "c")];
    let foreign = read(&format!(
        "{{\"text\":\"a b c d\",\"denotations\":[{}],\"relations\":[{}]}}",
        spans.join(","),
        links.join(",")
    ));
    assert_eq!(foreign.documents[0].spans[0].fragments, [(0, 1), (2, 3), (4, 5)]);
    assert_eq!(foreign.issues.len(), 1, "d is a fragment of nothing: {:?}", foreign.issues);
}
