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
        if name == "checks-sentences-text" {
            let told = after(&all, path, &once("\tYes", "\tNo"));
            assert!(told.contains("a claim that is worth checking stands in"), "{told}");
        } else {
            let told = after(&all, path, &|text| text.replace("\tYes", "\tNo"));
            assert!(told.contains("no sentence has the claims that are worth checking"), "{told}");
        }
    }
}

/// The last sentence of an article is missing, with its sum made anew: only the text knows.
#[test]
fn a_last_sentence_that_is_missing_is_found() {
    let all = folder("checks-last-sentence", bundle(&["checkthat", "doccano"]));
    let (path, ids) = ("checkthat/articles.tsv", "checkthat/articles.ids.tsv");
    let text = super::bundle::read(&all, path);
    let rows: Vec<&str> = text.lines().filter(|row| row.starts_with("1_")).collect();
    let (gone, kept) = rows.split_last().expect("rows");
    let words: Vec<&str> = kept.iter().filter_map(|row| row.split('\t').nth(1)).collect();
    let sum = manicule::model::article::sha256(&words.join("\n"));
    let beside = super::bundle::read(&all, ids);
    let row = beside.lines().find(|row| row.starts_with("1\t")).expect("there");
    let old = row.rsplit('\t').next().expect("a sum").to_owned();
    let sums = super::bundle::read(&all, "SHA256SUMS");
    let others: Vec<&str> = sums.lines().filter(|line| !line.ends_with(path)).collect();
    std::fs::write(all.join("SHA256SUMS"), others.join("\n") + "\n").expect("room");
    std::fs::write(all.join(path), text.replacen(&format!("{gone}\n"), "", 1)).expect("room");
    let told = after(&all, ids, &|text| text.replace(&old, &sum));
    assert!(told.contains(" is missing"), "{told}");
}

#[test]
fn what_is_empty_is_not_as_it_was() {
    let all = folder("checks-nothing", bundle(&["averitec"]));
    let told = after(&all, "averitec/articles.json", &|_| "[]".to_owned());
    assert!(told.contains(" is missing"), "{told}");
    let all = folder("checks-no-graph", bundle(&["claimreview"]));
    let empty = |text: &str| format!("{}\n]}}\n", text.lines().next().expect("a head"));
    let told = after(&all, "claimreview/claims.jsonld", &empty);
    assert!(told.contains("'the 🦊 port closes' of 'a/0' is missing"), "{told}");
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
    assert!(told.contains("'a 🦊 port closes' stands there, not 'the 🦊 port closes'"), "{told}");
    let told = after(&all, path, &once("\"identifier\":\"a/0\"", "\"identifier\":\"a/9\""));
    assert!(told.contains("'a/9' was not exported"), "{told}");
    let told = after(&all, "claimreview/claims.html", &once("\"text\":\"the 🦊 port", "\"text\":\"a 🦊 port"));
    assert!(told.contains("claim 1 is another one than in claimreview/claims.jsonld"), "{told}");
    python(&["check.py"], &all, true);
}

/// Two people have marked the same claims: each must be there for both, also where nothing else is exported.
#[test]
fn a_claim_that_is_left_out_is_missed() {
    let all = folder("checks-claims-averitec", bundle(&["averitec"]));
    let path = "averitec/articles.json";
    let at = |text: &str, line: usize| text.lines().nth(line).expect("so many records").to_owned();
    for line in 1..7 {
        let told = after(&all, path, &|text| text.replacen(&format!("{}\n", at(text, line)), "", 1));
        assert!(told.contains(" of 'a/") && told.contains(" is missing"), "{line}: {told}");
    }
    let told = after(&all, path, &|text| text.replacen(&at(text, 1), &format!("{0}\n{0}", at(text, 1)), 1));
    assert!(told.contains(" is no claim that was exported, or stands there twice"), "{told}");
    let all = folder("checks-claims-reviews", bundle(&["claimreview"]));
    let path = "claimreview/claims.jsonld";
    for line in 1..8 {
        let told = after(&all, path, &|text| text.replacen(&format!("{}\n", at(text, line)), "", 1));
        assert!(told.contains(" of 'a/") && told.contains(" is missing"), "{line}: {told}");
    }
    let told = after(&all, path, &|text| text.replacen(&at(text, 1), &format!("{0}\n{0}", at(text, 1)), 1));
    assert!(told.contains(" was not exported, or stands there twice"), "{told}");
    python(&["check.py"], &all, true);
}
