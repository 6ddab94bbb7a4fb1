//! Attributions: golden files of a hard project, bare triples of other tools, and what cannot be read.

use std::rc::Rc;

use manicule::formats::foreign::{Options, Out, Proof, Setting, codec};
use manicule::formats::loss::Lost;
use manicule::formats::{Problem, TextFile};
use manicule::model::Unit;

use crate::foreign::{golden, read, write};
use crate::native_golden::hard;

fn files(all: &[(&str, &str)]) -> Vec<TextFile> {
    all.iter().map(|(name, text)| TextFile { name: (*name).to_owned(), text: (*text).to_owned() }).collect()
}

#[test]
fn the_golden_files_are_written_byte_for_byte() {
    let written = write("attribution", &hard(), Options::default(), "articles");
    golden("attribution/hard", written.files.clone());
    assert_eq!((written.proof.wrong, &written.proof.differs[..]), (0, &[][..]));
    assert!(written.proof.checked > 10, "{}", written.proof.checked);
    assert!(written.told(Lost::NotClaims) > 5);
    assert_eq!(codec("attribution").map(|codec| (codec.recognise)(&written.files)), Some(100));
}

#[test]
fn the_golden_files_read_back() {
    let project = hard();
    let written = write("attribution", &project, Options::default(), "articles");
    let foreign = read("attribution", &written.files);
    assert_eq!((foreign.issues.as_slice(), foreign.unit), (&[][..], Some(Unit::CodePoint)));
    let document = foreign.documents.iter().find(|document| document.id == "harbour/1").expect("there");
    let meant = project.document(&"harbour/1".into()).expect("there");
    assert_eq!(document.relations.len(), meant.relations.len(), "all of them hang on claims");
    for span in &document.spans {
        let annotation =
            meant.annotations.values().find(|one| one.id.to_string() == span.id).expect("its id came back");
        assert_eq!(span.label, annotation.label.as_str());
        assert_eq!(span.quotes.join(" … "), annotation.span.quote(&meant.article));
    }
    assert_eq!(foreign.documents.len(), 2, "also the one without claims");
}

#[test]
fn a_wrong_unit_is_found() {
    let project = hard();
    let document = project.document(&"harbour/1".into()).expect("there");
    let setting =
        Setting { project: Rc::new(project.clone()), options: Options::default(), stem: "articles".to_owned() };
    let mut writer = codec("attribution").and_then(|codec| codec.write).expect("it is written")(&setting);
    let mut out = Out::default();
    writer.document(document, &mut out);
    for piece in out.take() {
        let text = piece.text.replace("\"text\":\"Harbour “log”", "\"text\":\"Harbourr “log”");
        out.append(&piece.path, &text);
    }
    let mut proof = Proof::default();
    writer.prove(document, &out, &mut proof);
    assert!(proof.wrong > 5, "{}", proof.wrong);
}

#[test]
fn bare_triples_and_what_is_wrong() {
    let texts = "{\"document\":\"a\",\"text\":\"Ana said no. Bo too.\"}\n{\"document\":\"a\",\"text\":\"x\"}\n{\"document\":\"b\",\"text\":\" \"}\n";
    let claims = "{\"document\":\"a\",\"source\":[{\"start\":0,\"end\":3,\"text\":\"Ana\"}],\"cue\":[{\"start\":4,\"end\":8,\"text\":\"said\"}],\
        \"content\":[{\"start\":9,\"end\":11,\"text\":\"no\"},{\"start\":16,\"end\":19,\"text\":\"too\"}],\"nested\":true}\n\
        {\"document\":\"z\",\"source\":[],\"cue\":[],\"content\":[]}\n{\"document\":\"a\",\"source\":[],\"cue\":[],\"content\":[]}\n{\n";
    let all = files(&[("claims.jsonl", claims), ("texts.jsonl", texts)]);
    assert_eq!(codec("attribution").map(|codec| (codec.recognise)(&all)), Some(70));
    let foreign = read("attribution", &all);
    assert_eq!(foreign.unit, None);
    let [document] = &foreign.documents[..] else { panic!("one") };
    let spans: Vec<_> = document.spans.iter().map(|span| (&*span.label, span.fragments.clone())).collect();
    assert_eq!(spans, [("claim", vec![(9, 11), (16, 19)]), ("source", vec![(0, 3)]), ("cue", vec![(4, 8)])]);
    let kinds: Vec<_> = document.relations.iter().map(|link| (&*link.kind, &*link.from)).collect();
    assert_eq!(kinds, [("source", "claim-1"), ("cue", "claim-1")]);
    assert_eq!(document.extra, [("claim-1.nested".to_owned(), "true".to_owned())]);
    let told: Vec<_> = foreign.issues.iter().map(|issue| (&*issue.file, issue.line)).collect();
    assert_eq!(
        told,
        [("texts.jsonl", 2), ("texts.jsonl", 3), ("claims.jsonl", 2), ("claims.jsonl", 3), ("claims.jsonl", 4)]
    );
    let alone = read("attribution", &all[..1]);
    assert_eq!((alone.documents.len(), alone.issues.len()), (0, 1));
}

/// An article without text is told of as that: neither it nor its file is missing.
#[test]
fn claims_of_an_article_without_text_are_told_so() {
    let claim = "{\"document\":\"b\",\"source\":[],\"cue\":[],\"content\":[{\"start\":0,\"end\":1,\"text\":\"x\"}]}\n";
    for more in ["", "{\"document\":\"a\",\"text\":\"Ana said no.\"}\n"] {
        let texts = "{\"document\":\"b\",\"text\":\" \"}\n".to_owned() + more;
        let foreign = read("attribution", &files(&[("claims.jsonl", &claim.repeat(2)), ("texts.jsonl", &texts)]));
        let told: Vec<_> = foreign.issues.iter().map(|issue| (&*issue.file, &*issue.path, &issue.problem)).collect();
        assert_eq!(told, [("texts.jsonl", "", &Problem::Empty), ("claims.jsonl", "document", &Problem::Empty)]);
    }
}

/// What has no id gets one that nothing else has, whatever the other lines and files say.
#[test]
fn ids_that_are_made_never_meet_others() {
    let texts = "{\"document\":\"a\",\"text\":\"Ana said no. Bo said so.\"}\n";
    let no =
        "{\"document\":\"a\",\"source\":[{\"start\":0,\"end\":3}],\"cue\":[],\"content\":[{\"start\":9,\"end\":11}]}\n";
    let so = "{\"document\":\"a\",\"source\":[{\"start\":13,\"end\":15}],\"cue\":[],\"content\":[{\"start\":21,\"end\":23}]}\n\
        {\"document\":\"a\",\"id\":\"claim-1\",\"source\":[],\"cue\":[],\"content\":[{\"start\":4,\"end\":8}]}\n\
        {\"document\":\"a\",\"id\":\"claim-1\",\"source\":[],\"cue\":[],\"content\":[{\"start\":16,\"end\":20}]}\n";
    let foreign = read("attribution", &files(&[("texts.jsonl", texts), ("one.jsonl", no), ("two.jsonl", so)]));
    let document = &foreign.documents[0];
    let spans: Vec<_> = document.spans.iter().map(|span| (&*span.id, span.fragments[0])).collect();
    let wanted = [
        ("claim-1#2", (9, 11)),
        ("claim-1#2.source", (0, 3)),
        ("claim-1#3", (21, 23)),
        ("claim-1#3.source", (13, 15)),
        ("claim-1", (4, 8)),
    ];
    assert_eq!(spans, wanted);
    assert_eq!(document.relations.len(), 2);
    let told: Vec<_> = foreign.issues.iter().map(|issue| (&*issue.file, issue.line, &issue.problem)).collect();
    assert_eq!(told, [("two.jsonl", 3, &Problem::Duplicate { id: "claim-1".into() })], "it lies elsewhere");
}
