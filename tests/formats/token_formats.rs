//! Prodigy, Hugging Face and CoNLL: golden files, proofs that can fail, and what the tools themselves export.

use std::rc::Rc;

use manicule::formats::foreign::options::{CutTokens, Fragments, Overlaps};
use manicule::formats::foreign::{CODECS, Codec, Foreign, Options, Proof, codec};
use manicule::formats::loss::{Lost, Resolved};
use manicule::formats::{Problem, TextFile};
use manicule::model::{Document, Entity, EntityId, PersonId, Project, ProjectId, Status, markup};
use proptest::prelude::*;
use serde_json::Value;

use crate::common::{cases, projects::project};
use crate::foreign::{self, read};

const IDS: [&str; 4] = ["prodigy", "huggingface", "conll", "conll-bilou"];

const HARD: &str = "{title}😀 Harbour: two\u{a0}ships\n\
    {p}[Ana](person#a)’s [UK](place)-based crew met [[Bo Li](person#b) of [Oslo](place)](source#s) in the U.S. Senate. Mr. X  left\n\
    {p}[“Yes,”](claim#c) said [Ana](person#d), [“of course.”](claim#c) It [S-4](product)00 [cafe\u{301} 𝔘𝔫](event)𝔡 \u{200b}نقل [أحمد](person) 東[京都](place).\n\
    {quote furniture}[Read\u{2028}more!](cue) A\u{301}👍🏽[👩‍👩‍👧](person#e) [ ](event)\n\
    ---\nc -source-> s\nc -cue-> e\n";

fn hard() -> Project {
    let mut project = Project::new(ProjectId::from_bits(0xfeed), "Harbour");
    let ana = Rc::new(Entity {
        id: EntityId::from_bits(1),
        name: Rc::from("Ana \"Öz\""),
        link: Some(Rc::from("https://example.org/Ana")),
        note: Rc::from(""),
    });
    project.entities.insert(ana.id, ana.clone());
    let mut document = markup::parse("harbour/1", HARD).expect("well formed");
    let meta = Rc::make_mut(&mut document.meta);
    meta.byline = Some(Rc::from("Zoë"));
    meta.language = Some(Rc::from("en"));
    meta.extra = vec![(Rc::from("section"), Rc::from("World\tnews"))];
    meta.values = [("topic".into(), vec![Rc::from("sea"), Rc::from("war")])].into_iter().collect();
    let named: Vec<_> =
        document.annotations.values().filter(|a| a.span.quote(&document.article) == "Ana").cloned().collect();
    for annotation in named {
        let mut annotation = (*annotation).clone();
        annotation.entity = Some(ana.id);
        annotation.note = Rc::from("see\nbelow");
        annotation.attributes = [("role".into(), vec![Rc::from("crew"), Rc::from("x")])].into_iter().collect();
        document.annotations.insert(annotation.id, Rc::new(annotation));
    }
    let mut plain = markup::parse("plain", "Nothing is marked here.").expect("well formed");
    Rc::make_mut(&mut plain.meta).status = Status::Skipped;
    project.with(Rc::new(document)).with(Rc::new(plain))
}

fn the(id: &str) -> &'static Codec {
    codec(id).expect("it is there")
}

struct Written {
    files: Vec<TextFile>,
    losses: Vec<(Lost, Resolved, u32)>,
    proof: Proof,
}

fn write(id: &str, project: &Project, options: Options) -> Written {
    let foreign::Written { files, losses, proof } = foreign::write(id, project, options, "articles");
    let losses = losses.all().iter().map(|loss| (loss.what, loss.how, loss.count)).collect();
    Written { files, losses, proof }
}

fn file(name: &str, text: &str) -> TextFile {
    TextFile { name: name.to_owned(), text: text.to_owned() }
}

#[test]
fn golden_files() {
    for id in IDS {
        let written = write(id, &hard(), Options::default());
        assert_eq!(written.proof.differs, [], "{id}");
        assert!(written.proof.checked > 20);
        let told: String = written.losses.iter().map(|loss| format!("{loss:?}\n")).collect();
        let files = written.files.into_iter().filter(|file| file.name != "to_spacy.py");
        foreign::golden(id, files.chain([file("losses.txt", &told)]));
    }
}

/// Label and words of each span, sorted.
fn spans(foreign: &Foreign, document: usize) -> Vec<(String, String)> {
    let loose = &foreign.documents[document];
    let chars: Vec<char> = loose.text.chars().collect();
    let words = |(start, end): &(u64, u64)| -> String {
        chars[usize::try_from(*start).expect("small")..usize::try_from(*end).expect("small")].iter().collect()
    };
    let mut all: Vec<_> = loose
        .spans
        .iter()
        .map(|span| (span.label.clone(), span.fragments.iter().map(words).collect::<Vec<_>>().join(" … ")))
        .collect();
    all.sort();
    all
}

fn marked(document: &Document) -> Vec<(String, String)> {
    let quote = |annotation: &Rc<manicule::model::Annotation>| {
        (annotation.label.as_str().to_owned(), annotation.span.quote(&document.article))
    };
    let mut all: Vec<_> = document.annotations.values().map(quote).collect();
    all.sort();
    all
}

#[test]
fn prodigy_comes_back_with_all_that_it_has_a_key_for() {
    let project = hard();
    let written = write("prodigy", &project, Options { cut_tokens: CutTokens::Cut, ..Options::default() });
    let foreign = read("prodigy", &written.files);
    let told: Vec<&Problem> = foreign.issues.iter().map(|issue| &issue.problem).collect();
    assert_eq!(told, [&Problem::NotAccepted { answer: "ignore".to_owned() }]);
    let document = project.documents().next().expect("one");
    let mut expected = marked(document);
    // White space alone is no token.
    expected.retain(|(_, words)| words != " ");
    assert_eq!(spans(&foreign, 0), expected);
    let loose = &foreign.documents[0];
    assert_eq!(loose.text, **document.article.text());
    assert_eq!((loose.id.as_str(), loose.language.as_deref()), ("harbour/1", Some("en")));
    assert_eq!(loose.relations.len(), 2);
    let ana = loose.spans.iter().find(|span| span.note == "see\nbelow").expect("Ana");
    assert_eq!(ana.attributes, [("role".to_owned(), "crew".to_owned()), ("role".to_owned(), "x".to_owned())]);
    assert_eq!(ana.link.as_deref(), Some("https://example.org/Ana"));
    assert_eq!((loose.groups.len(), loose.groups[0].members.len()), (1, 2));
    assert!(loose.extra.contains(&("byline".to_owned(), "\"Zoë\"".to_owned())));
    assert_eq!(foreign.documents[1].extra, [("answer".to_owned(), "\"ignore\"".to_owned())]);
}

/// Whether it is found that what was written of the hard document is changed.
fn is_found(id: &str, change: &dyn Fn(&str) -> String) -> bool {
    foreign::wrong_after(id, &hard(), change) > 0
}

#[test]
fn proofs_can_fail() {
    for id in IDS {
        assert!(!is_found(id, &str::to_owned), "{id}");
    }
    let units = |names: &'static [&'static str]| {
        move |text: &str| {
            let mut record: Value = serde_json::from_str(text).expect("JSON");
            let text: Vec<char> = record["text"].as_str().expect("a text").chars().collect();
            let utf16 = |at: &Value| -> Value {
                let at = usize::try_from(at.as_u64().expect("a number")).expect("small");
                text[..at].iter().map(|c| c.len_utf16()).sum::<usize>().into()
            };
            for span in record["spans"].as_array_mut().into_iter().flatten() {
                (span["start"], span["end"]) = (utf16(&span["start"]), utf16(&span["end"]));
            }
            for name in names {
                for at in record[*name].as_array_mut().into_iter().flatten() {
                    *at = utf16(at);
                }
            }
            record.to_string()
        }
    };
    assert!(is_found("prodigy", &units(&[])), "UTF-16");
    assert!(is_found("huggingface", &units(&["token_start", "token_end"])), "UTF-16");
    for (id, from, to) in [
        ("prodigy", "\"ws\":true", "\"ws\":false"),
        ("prodigy", "\"label\":\"person\"", "\"label\":\"place\""),
        ("prodigy", "\"token_end\":", "\"token_end\":1"),
        ("huggingface", "\"B-person\"", "\"O\""),
        ("huggingface", "\"O\",", "\"B-place\","),
        ("huggingface", "\"token_end\":[1", "\"token_end\":[2"),
        ("conll", "Ana -X- _ B-person\n", ""),
        ("conll", "B-person", "B-place"),
        ("conll", "I-claim", "B-claim"),
        ("conll-bilou", "L-claim", "O"),
        ("conll-bilou", "Oslo -X-", "Osl -X-"),
    ] {
        assert!(is_found(id, &|text| text.replacen(from, to, 1)), "{id}: {from}");
    }
}

#[test]
fn what_is_known_of_an_article_is_told_where_it_is_not_said() {
    let told = |id: &str| {
        let kinds = [Lost::Titles, Lost::Languages, Lost::Annotators, Lost::Statuses];
        let mut project = hard();
        for (number, document) in hard().documents().enumerate() {
            let mut document = (**document).clone();
            let meta = Rc::make_mut(&mut document.meta);
            meta.annotator = Some(PersonId::from_bits(5));
            meta.status = if number == 0 { Status::Done } else { Status::Skipped };
            project = project.with(Rc::new(document));
        }
        let losses = write(id, &project, Options::default()).losses;
        kinds.map(|kind| losses.iter().filter(|loss| loss.0 == kind).map(|loss| loss.2).sum::<u32>())
    };
    assert_eq!(told("conll"), [2, 1, 2, 2]);
    assert_eq!(told("conll-bilou"), [2, 1, 2, 2]);
    assert_eq!(told("huggingface"), [0, 0, 0, 2]);
    assert_eq!(told("prodigy"), [0, 0, 0, 1], "it has a word for what was left out");
}

#[test]
fn exports_of_prodigy_are_read() {
    let line = r##"{"text":"😀 Ana met Bo.","_input_hash":-4003,"_task_hash":18,"tokens":[{"text":"😀","start":0,"end":1,"id":0,"ws":true,"disabled":false},{"text":"Ana","start":2,"end":5,"id":1,"ws":true},{"text":"met","start":6,"end":9,"id":2,"ws":true},{"text":"Bo","start":10,"end":12,"id":3,"ws":false},{"text":".","start":12,"end":13,"id":4,"ws":false}],"_session_id":"ann-x","_view_id":"relations","spans":[{"start":2,"end":5,"token_start":1,"token_end":1,"label":"PER","color":"#ffd882"},{"start":10,"end":12,"token_start":3,"token_end":3,"label":"PER"}],"relations":[{"head":1,"child":3,"head_span":{"start":2,"end":5,"token_start":1,"token_end":1,"label":"PER"},"child_span":{"start":10,"end":12,"token_start":3,"token_end":3,"label":"PER"},"color":"#c5bdf4","label":"met"},{"head":1,"child":2,"head_span":{"start":2,"end":5,"token_start":1,"token_end":1,"label":"PER"},"child_span":{"start":6,"end":9,"token_start":2,"token_end":2,"label":null},"label":"x"}],"answer":"accept","_timestamp":1700000000}"##;
    let rejected = line.replace("\"accept\"", "\"reject\"");
    let files =
        [file("out.jsonl", &format!("{line}\n{{broken\n{rejected}\n{{\"image\":\"x.png\",\"answer\":\"accept\"}}\n"))];
    assert!((the("prodigy").recognise)(&files) > 90);
    let foreign = read("prodigy", &files);
    assert_eq!(foreign.unit, Some(manicule::model::Unit::CodePoint));
    assert_eq!(spans(&foreign, 0), [("PER".to_owned(), "Ana".to_owned()), ("PER".to_owned(), "Bo".to_owned())]);
    let first = &foreign.documents[0];
    assert_eq!(first.spans[1].quotes, ["Bo"]);
    assert_eq!((first.relations[0].from.as_str(), first.relations[0].to.as_str()), ("0", "1"));
    assert_eq!(first.annotator.as_deref(), Some("ann-x"));
    assert!(first.extra.contains(&("spans[0].color".to_owned(), "\"#ffd882\"".to_owned())));
    assert!(foreign.documents[1].spans.is_empty(), "nobody accepted them");
    let places: Vec<usize> = foreign.issues.iter().map(|issue| issue.line).collect();
    assert_eq!(places, [2, 1, 3, 4], "{:?}", foreign.issues);
    // Somebody counted UTF-16: the tokens' words tell, and nothing is promised.
    let shifted =
        line.replace("\"start\":10,\"end\":12,\"token_start\":3", "\"start\":11,\"end\":13,\"token_start\":3");
    assert_eq!(read("prodigy", &[file("out.jsonl", &shifted)]).unit, None);
}

#[test]
fn numbers_of_tags_have_names_where_a_file_gives_them() {
    let rows =
        file("train.json", "{\"id\":\"0\",\"tokens\":[\"EU\",\"rejects\",\"Bo\",\"Li\"],\"ner_tags\":[3,0,1,2]}\n");
    let info = file(
        "dataset_info.json",
        r#"{"default":{"features":{"tokens":{"feature":{"dtype":"string","_type":"Value"},"_type":"Sequence"},"ner_tags":{"feature":{"names":["O","B-PER","I-PER","B-ORG","I-ORG"],"_type":"ClassLabel"},"_type":"Sequence"}}}}"#,
    );
    assert_eq!((the("huggingface").recognise)(std::slice::from_ref(&rows)), 95);
    let foreign = read("huggingface", &[rows.clone(), info]);
    assert_eq!(foreign.issues, []);
    assert_eq!(spans(&foreign, 0), [("ORG".to_owned(), "EU".to_owned()), ("PER".to_owned(), "Bo Li".to_owned())]);
    let foreign = read("huggingface", &[rows]);
    assert_eq!(foreign.issues[0].problem, Problem::NoTagNames);
    assert_eq!(spans(&foreign, 0).len(), 3, "each by its number");
    // A number that no name is for: told with its line, once, and the word is in no span.
    let few = file("info.json", r#"{"features":{"ner_tags":{"names":["O","B-PER"]}}}"#);
    let rows = "{\"tokens\":[\"a\"],\"ner_tags\":[1]}\n{\"tokens\":[\"b\",\"c\",\"d\"],\"ner_tags\":[1,7,7]}\n";
    let foreign = read("huggingface", &[file("train.jsonl", rows), few]);
    let told: Vec<_> = foreign.issues.iter().map(|issue| (issue.line, &*issue.path, issue.problem.clone())).collect();
    assert_eq!(told, [(2, "ner_tags[1]", Problem::Value { found: "7".to_owned() })]);
    assert_eq!(spans(&foreign, 1), [("PER".to_owned(), "b".to_owned())]);
    let bad = file(
        "x.jsonl",
        "{\"tokens\":[\"a\"],\"ner_tags\":[\"O\",\"O\"]}\n{\"tokens\":[\"b\"],\"ner_tags\":[\"B-X\"]}\n",
    );
    let foreign = read("huggingface", &[bad]);
    assert_eq!((foreign.issues.len(), foreign.issues[0].line, foreign.documents.len()), (1, 1, 1));
}

#[test]
fn columns_of_every_kind_are_read() {
    let conll = "-DOCSTART- -X- -X- O\r\n\r\nEU NNP I-NP I-ORG\r\nrejects VBZ I-VP O\r\n. . O O\r\n\r\nPeter NNP I-NP I-PER\r\nBlackburn NNP I-NP I-PER\r\n\r\n-DOCSTART- -X- O O\n\nBRUSSELS NNP I-NP B-LOC\n# -X- _ O\nbroken\n";
    let files = [file("eng.train", conll)];
    assert!((the("conll").recognise)(&files) > 90);
    let foreign = read("conll", &files);
    assert_eq!(foreign.documents.len(), 2);
    assert_eq!(foreign.documents[0].text, "EU rejects .\nPeter Blackburn");
    assert_eq!(foreign.documents[1].text, "BRUSSELS # broken");
    assert_eq!(
        spans(&foreign, 0),
        [("ORG".to_owned(), "EU".to_owned()), ("PER".to_owned(), "Peter Blackburn".to_owned())]
    );
    assert_eq!(foreign.issues.iter().map(|issue| issue.line).collect::<Vec<_>>(), [14]);
    let tabs = "# id = w1\nNew York\tU-LOC\nis\tO\n\n# id = w2\nBo\tB-PER\nLi\tL-PER\n";
    let files = [file("wnut.tsv", tabs)];
    assert!((the("conll-bilou").recognise)(&files) > (the("conll").recognise)(&files));
    let foreign = read("conll-bilou", &files);
    let ids: Vec<&str> = foreign.documents.iter().map(|loose| loose.id.as_str()).collect();
    assert_eq!((ids, foreign.documents[0].text.as_str()), (vec!["w1", "w2"], "New York is"));
    assert_eq!(spans(&foreign, 1), [("PER".to_owned(), "Bo Li".to_owned())]);
    for other in
        ["Just a text. It has words.\nAnd O lines.\n", "{\"text\":\"x\"}\n", "a,b\n1,2\n", "T1\tPER 0 3\tAna\n"]
    {
        assert_eq!((the("conll").recognise)(&[file("x.txt", other)]), 0, "{other}");
    }
}

#[test]
fn each_knows_its_own_files() {
    for id in IDS {
        let files = write(id, &hard(), Options::default()).files;
        let best = CODECS.iter().max_by_key(|codec| (codec.recognise)(&files)).expect("some");
        assert_eq!(best.id, id);
    }
}

fn options() -> impl Strategy<Value = Options> {
    let overlaps = prop_oneof![Just(Overlaps::Longest), Just(Overlaps::First)];
    let fragments = prop_oneof![Just(Fragments::Join), Just(Fragments::Split)];
    let cut_tokens = prop_oneof![Just(CutTokens::Widen), Just(CutTokens::Cut), Just(CutTokens::Leave)];
    (overlaps, fragments, cut_tokens, any::<bool>()).prop_map(|(overlaps, fragments, cut_tokens, short_labels)| {
        Options { overlaps, fragments, cut_tokens, short_labels, ..Options::default() }
    })
}

proptest! {
    #![proptest_config(cases(60))]

    #[test]
    fn broken_files_are_read_as_far_as_they_go(cuts in prop::collection::vec((any::<u16>(), 0..9_usize, "[\\[\\]{}\",:0-9BIO#\t\n -]{0,4}"), 1..6)) {
        for id in IDS {
            let mut files = write(id, &hard(), Options::default()).files;
            for file in &mut files {
                let mut chars: Vec<char> = file.text.chars().collect();
                for (at, count, words) in &cuts {
                    let at = usize::from(*at) % (chars.len() + 1);
                    let end = (at + count).min(chars.len());
                    chars.splice(at..end, words.chars());
                }
                file.text = chars.into_iter().collect();
            }
            for loose in &read(id, &files).documents {
                let length = u64::try_from(loose.text.chars().count()).expect("short");
                for (start, end) in loose.spans.iter().flat_map(|span| &span.fragments) {
                    prop_assert!(id == "prodigy" || (start < end && *end <= length));
                }
            }
        }
    }

    #[test]
    fn what_is_written_is_proved_and_comes_back(project in project(), options in options()) {
        for id in IDS {
            let mut skipped = project.clone();
            for document in project.documents() {
                let mut document = (**document).clone();
                Rc::make_mut(&mut document.meta).status = Status::Done;
                skipped = skipped.with(Rc::new(document));
            }
            let project = skipped;
            let written = write(id, &project, options);
            prop_assert_eq!(&written.proof.differs, &[], "{}", id);
            prop_assert_eq!(written.proof.wrong, 0);
            let foreign = read(id, &written.files);
            prop_assert_eq!(&foreign.issues, &[], "{}", id);
            prop_assert_eq!(foreign.documents.len(), project.order.len(), "{}", id);
            let lost = |what: Lost, how: Option<Resolved>| -> u32 {
                written.losses.iter().filter(|loss| loss.0 == what && how.is_none_or(|how| how == loss.1)).map(|loss| loss.2).sum()
            };
            let annotations = project.documents().flat_map(|document| document.annotations.values());
            let meant: usize = annotations
                .map(|annotation| if options.fragments == Fragments::Split { annotation.span.count() } else { 1 })
                .sum();
            let gone = lost(Lost::Overlaps, None) + lost(Lost::CutTokens, Some(Resolved::Left));
            let found: usize = foreign.documents.iter().map(|loose| loose.spans.len()).sum();
            prop_assert_eq!(found + usize::try_from(gone).expect("few"), meant, "{}", id);
            let exact = [Lost::Overlaps, Lost::Fragments, Lost::CutTokens, Lost::LabelNames].iter().all(|what| lost(*what, None) == 0);
            for (place, document) in project.documents().enumerate() {
                let own: Vec<&str> = document.article_id().as_str().split_whitespace().collect();
                let back: Vec<&str> = foreign.documents[place].id.split_whitespace().collect();
                prop_assert_eq!(own, back, "{}", id);
                if id == "prodigy" || id == "huggingface" {
                    prop_assert_eq!(&*foreign.documents[place].text, &**document.article.text());
                    if exact && !options.short_labels {
                        prop_assert_eq!(spans(&foreign, place), marked(document));
                    }
                }
            }
        }
    }
}
