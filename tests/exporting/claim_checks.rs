//! `check.py` of a bundle finds what was changed in the formats of fact-checkers.

use super::asked::{bundle, python};
use super::checks::{after, folder, once};

#[test]
fn sentences_are_held_against_their_articles() {
    let path = "checkthat/articles.tsv";
    for (name, formats) in
        [("checks-sentences", &["checkthat"][..]), ("checks-sentences-text", &["checkthat", "doccano"])]
    {
        let all = folder(name, bundle(formats));
        let told = after(&all, path, &once("harbour\tNo", "harbour\tYes"));
        assert!(told.contains("no claim stands in '😀 Number 0 of the harbour'"), "{told}");
        let told = after(&all, path, &once("port closes", "port opens"));
        assert!(told.contains(" stands there, not "), "{told}");
        let told = after(&all, path, &once("1_2\t", "1_7\t"));
        assert!(told.contains("'1_7' stands there, not '1_2'"), "{told}");
        let told = after(&all, path, &once("\tYes", "\tPerhaps"));
        assert!(told.contains("not an id, a sentence and Yes or No"), "{told}");
        let told = after(&all, "checkthat/articles.ids.tsv", &once("\ta/0\t", "\ta/9\t"));
        assert!(told.contains("'a/9' was not exported"), "{told}");
        python(&["check.py"], &all, true);
    }
}

#[test]
fn claims_are_held_against_what_is_marked() {
    let all = folder("checks-claims", bundle(&["averitec", "claimreview"]));
    let path = "averitec/articles.json";
    let told = after(&all, path, &once("\"claim\":\"the 🦊 port", "\"claim\":\"a 🦊 port"));
    assert!(told.contains("'the 🦊 port closes' stands there, not 'a 🦊 port closes'"), "{told}");
    let told = after(&all, path, &once("\"annotation_label\":\"claim\"", "\"annotation_label\":\"nothing\""));
    assert!(told.contains("'nothing' is no label of labels.json"), "{told}");
    let told = after(&all, "averitec/texts.jsonl", &|text| text.split_once('\n').expect("lines").1.to_owned());
    assert!(told.contains("its text is missing"), "{told}");
    let path = "claimreview/claims.jsonld";
    let told = after(&all, path, &once("the 🦊 port", "a 🦊 port"));
    assert!(told.contains("'a 🦊 port closes' stands there, not what is marked"), "{told}");
    let told = after(&all, path, &once("\"identifier\":\"a/0\"", "\"identifier\":\"a/9\""));
    assert!(told.contains("'a/9' was not exported"), "{told}");
    let told = after(&all, "claimreview/claims.html", &once("\"text\":\"the 🦊 port", "\"text\":\"a 🦊 port"));
    assert!(told.contains("claim 1 is another one than in claimreview/claims.jsonld"), "{told}");
    python(&["check.py"], &all, true);
}
