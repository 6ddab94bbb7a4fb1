//! Web annotations: what is written, what is told, and what is made of files that others wrote.

use manicule::formats::foreign::loose::{Loose, LooseSpan};
use manicule::formats::foreign::settle::{self, Counting, Plan, Settled};
use manicule::formats::foreign::{Foreign, Options, codec};
use manicule::formats::loss::{Lost, Resolved};
use manicule::formats::{Problem, TextFile};
use manicule::model::{PersonId, Timestamp, Unit, Verdict, news_schema};

use crate::foreign::{golden, write, wrong_after};
use crate::marked::hard;

const ID: &str = "webannotation";

fn with_suggestions() -> Options {
    Options { suggestions: true, ..Options::default() }
}

fn read(files: &[(&str, &str)]) -> Foreign {
    let file = |(name, text): &(&str, &str)| TextFile { name: (*name).to_owned(), text: (*text).to_owned() };
    let files: Vec<_> = files.iter().map(file).collect();
    let known = codec(ID).expect("known");
    assert!((known.recognise)(&files) >= 60, "it is known");
    (known.read.expect("read"))(&files)
}

fn words(document: &Loose, span: &LooseSpan) -> Vec<String> {
    let cut = |(start, end): &(u64, u64)| {
        let (start, end) = (usize::try_from(*start).expect("small"), usize::try_from(*end).expect("small"));
        document.text.chars().skip(start).take(end - start).collect()
    };
    span.fragments.iter().map(cut).collect()
}

/// Label and words of each span.
fn spans(document: &Loose) -> Vec<(&str, String)> {
    document.spans.iter().map(|span| (span.label.as_str(), words(document, span).join(" … "))).collect()
}

fn said<'a>(all: &'a [(String, String)], name: &str) -> Vec<&'a str> {
    all.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
}

#[test]
fn the_golden_files_are_written_byte_for_byte() {
    let made = write(ID, &hard(), with_suggestions(), "articles");
    assert_eq!(made.proof.differs, []);
    assert_eq!(made.proof.checked, 11, "nine annotations, one in two parts, and a suggestion");
    let told: Vec<_> = made.losses.all().iter().map(|loss| (loss.what, loss.how, loss.count)).collect();
    let expected = [(Lost::Blocks, Resolved::Left, 3)];
    assert_eq!(told, expected);
    golden("webannotation/hard", made.files);
}

#[test]
fn the_golden_files_read_back() {
    let made = write(ID, &hard(), with_suggestions(), "articles");
    let files: Vec<_> = made.files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect();
    let foreign = read(&files);
    assert_eq!((foreign.issues.as_slice(), foreign.unit), (&[][..], Some(Unit::CodePoint)));
    let [document, plain] = foreign.documents.as_slice() else { panic!("two articles") };
    assert_eq!((document.id.as_str(), document.language.as_deref()), ("harbour/1", Some("en")));
    assert_eq!((plain.id.as_str(), plain.text.as_str(), plain.spans.len()), ("plain", "Nothing is marked here.", 0));
    assert_eq!(document.annotator, Some(PersonId::from_bits(2).to_string()));
    assert_eq!(document.title, "😀 Harbour “log” rewritten");
    let all = spans(document);
    assert!(all.contains(&("claim", "“The log was rewritten,” … “twice.”".to_owned())), "{all:?}");
    let claims: Vec<_> = document.spans.iter().filter(|span| words(document, span) == ["نُقل السجل"]).collect();
    let [claim, suggested] = claims.as_slice() else { panic!("it, and what was proposed") };
    assert_eq!((suggested.suggested, suggested.by.as_str(), claim.suggested), (Some(Verdict::Open), "rules", None));
    assert_eq!(suggested.score, Some(875));
    assert_eq!(claim.made.created, Some(Timestamp(1_711_790_100_120)));
    assert_eq!((claim.note.as_str(), claim.doubt.is_some()), ("see\nbelow", true));
    assert_eq!(
        (said(&claim.attributes, "unknown"), said(&claim.attributes, "note")),
        (vec!["x", "y"], vec!["a <b> & \"c\""])
    );
    assert_eq!(
        (said(&document.values, "genre"), said(&document.extra, "section")),
        (vec!["news"], vec!["\"World\"", "\"\\\\\""])
    );
    assert_eq!(document.groups.len(), 1);
    assert_eq!((document.groups[0].members.len(), document.groups[0].name.as_str()), (2, "Ada Öztürk"));
    let links: Vec<_> = document.relations.iter().map(|link| link.kind.as_str()).collect();
    assert_eq!(links, ["source", "cue", "source"]);

    let schema = news_schema::news();
    let (labels, kinds) = settle::names(&foreign, &schema, None);
    let plan = Plan::new((ID, &foreign), Counting::of(Unit::CodePoint), (&labels, &kinds), &schema, "");
    let made = Settled::default().document(document, &plan).expect("a text");
    let project = hard();
    let before = project.documents().next().expect("one");
    for (id, annotation) in before.annotations.iter() {
        let again = made.annotations.get(id).expect("its id stays");
        assert_eq!(
            (again.created, &again.span, &again.doubt),
            (annotation.created, &annotation.span, &annotation.doubt)
        );
    }
    assert!(before.relations.keys().eq(made.relations.keys()), "and those of links");
}

/// Positions alone, or words alone, find what both find.
#[test]
fn either_selector_is_enough() {
    let made = write(ID, &hard(), Options::default(), "articles");
    let whole = |change: &dyn Fn(&mut Vec<serde_json::Value>)| {
        let mut files = made.files.clone();
        for file in files.iter_mut().filter(|file| file.name.ends_with(".jsonld")) {
            let mut value: serde_json::Value = serde_json::from_str(&file.text).expect("JSON");
            for item in value["first"]["items"].as_array_mut().expect("a list") {
                let target = &mut item["target"];
                let is_set = target["items"].is_array();
                let parts = if is_set {
                    target["items"].as_array_mut().expect("a list").iter_mut().collect()
                } else {
                    vec![target]
                };
                for part in parts {
                    part.get_mut("selector").and_then(|all| all.as_array_mut()).into_iter().for_each(change);
                }
            }
            file.text = value.to_string();
        }
        let files: Vec<_> = files.iter().map(|file| (file.name.as_str(), file.text.as_str())).collect();
        let foreign = read(&files);
        assert_eq!(foreign.issues, []);
        spans(&foreign.documents[0]).into_iter().map(|(label, words)| (label.to_owned(), words)).collect::<Vec<_>>()
    };
    let both = whole(&|_| ());
    assert_eq!(whole(&|all| drop(all.remove(0))), both, "by words");
    assert_eq!(whole(&|all| drop(all.remove(1))), both, "by positions");
}

#[test]
fn a_proof_finds_what_is_wrong() {
    let wrong = |from: &'static str, to: &'static str| {
        wrong_after(ID, &hard(), move |text| {
            assert!(text.contains(from) || !text.starts_with('{'), "{from}: {text}");
            text.replacen(from, to, 1)
        })
    };
    for (from, to) in [
        ("\"purpose\":\"tagging\",\"value\":\"claim\"", "\"purpose\":\"tagging\",\"value\":\"cue\""),
        ("\"exact\":\"said\"", "\"exact\":\"sold\""),
        ("\"oa:Composite\"", "\"oa:Independents\""),
        ("\"purpose\":\"linking\",\"source\":\"urn", "\"purpose\":\"linking\",\"source\":\"x"),
        ("\"value\":\"harbour/1\"", "\"value\":\"harbour/2\""),
        ("\"end\":", "\"end\":1"),
        ("\n]}}", "\n]}"),
    ] {
        assert!(wrong(from, to) > 0, "{from} is {to}");
    }
}

const PAGE: &str = "😀 The harbour master spoke.\nShe said the log was lost; the log was old.\n";

/// The shapes of the Recommendation's numbered examples, with words of our own about one text.
const EXAMPLES: &str = r##"[
{"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://example.org/anno1","type":"Annotation","body":"http://example.org/post1","target":"http://example.com/page1"},
{"id":"http://example.org/anno2","type":"Annotation","body":{"id":"http://example.org/analysis1.mp3","format":"audio/mpeg","language":"fr"},"target":{"id":"http://example.com/page1","format":"text/plain","language":["en"],"textDirection":"ltr","processingLanguage":"en"}},
{"id":"http://example.org/anno4","type":"Annotation","body":"http://example.org/description1","target":{"id":"http://example.com/page1#char=6,20","type":"Text"}},
{"id":"http://example.org/anno5","type":"Annotation","body":{"type":"TextualBody","value":"<p>j'adore !</p>","format":"text/html","language":"fr"},"target":{"source":"http://example.com/page1","selector":{"type":"TextPositionSelector","start":6,"end":13}}},
{"id":"http://example.org/anno6","type":"Annotation","bodyValue":"Comment text","motivation":"commenting","target":{"source":"http://example.com/page1","selector":{"type":"TextQuoteSelector","exact":"spoke"}}},
{"id":"http://example.org/anno8","type":"Annotation","target":{"source":"http://example.com/page1","selector":{"type":"TextQuoteSelector","exact":"harbour"}}},
{"id":"http://example.org/anno9","type":"Annotation","body":["http://example.org/description1",{"type":"TextualBody","value":"tag1","purpose":"tagging"}],"target":[{"source":"http://example.com/page1","selector":{"type":"TextQuoteSelector","exact":"master"}},{"source":"http://example.com/page1","selector":{"type":"TextQuoteSelector","exact":"lost"}}]},
{"id":"http://example.org/anno10","type":"Annotation","body":{"type":"Choice","items":[{"id":"http://example.org/note1","language":"en"},{"id":"http://example.org/note2","language":"fr"}]},"target":{"source":"http://example.com/page1","selector":{"type":"TextQuoteSelector","exact":"said"}}},
{"id":"http://example.org/anno11","type":"Annotation","creator":{"id":"http://example.org/user1","type":"Person","name":"My Pseudonym","nickname":"pseudo","email_sha1":"58bad0"},"created":"2015-01-28T12:00:00Z","modified":"2015-01-29T09:00:00Z","generator":"http://example.org/client1","generated":"2015-02-04T12:00:00Z","motivation":["moderating","tagging"],"rights":"https://creativecommons.org/publicdomain/zero/1.0/","canonical":"urn:uuid:dbfb1861-0ecf-41ad-be94-a584e5c4f1df","via":"http://other.example.org/anno1","audience":{"id":"http://example.edu/roles/teacher","type":"schema:EducationalAudience","schema:educationalRole":"teacher"},"stylesheet":"http://example.org/style1","body":{"type":"TextualBody","purpose":"tagging","value":"old thing"},"target":{"source":"http://example.com/page1","selector":{"type":"TextQuoteSelector","exact":"log","prefix":"; the ","suffix":" was old"},"state":{"type":"TimeState","sourceDate":"2015-07-20T13:30:00Z"},"styleClass":"red","renderedVia":{"id":"http://example.com/browser","type":"Software"},"scope":"http://example.org/app1"}},
{"id":"http://example.org/anno18","type":"Annotation","body":[{"type":"TextualBody","purpose":"tagging","value":"person"},{"type":"SpecificResource","purpose":"identifying","source":"http://example.org/thing/7"}],"target":{"source":"http://example.com/page1","selector":{"type":"FragmentSelector","conformsTo":"http://tools.ietf.org/rfc/rfc5147","value":"char=28,31","refinedBy":{"type":"TextPositionSelector","start":0,"end":3}}}},
{"id":"http://example.org/anno21","type":"Annotation","motivation":"highlighting","target":{"source":"http://example.com/page1","selector":{"type":"CssSelector","value":"#elemid > .p","refinedBy":{"type":"TextQuoteSelector","exact":"The","suffix":" harbour"}}}},
{"id":"http://example.org/anno25","type":"Annotation","motivation":"highlighting","target":{"source":"http://example.com/page1","selector":{"type":"DataPositionSelector","start":5,"end":8}}},
{"id":"http://example.org/anno27","type":"Annotation","motivation":"highlighting","target":{"source":"http://example.com/page1","selector":{"type":"RangeSelector","startSelector":{"type":"TextQuoteSelector","exact":"harbour"},"endSelector":{"type":"TextQuoteSelector","exact":" spoke"}}}},
{"id":"http://example.org/anno26","type":"Annotation","body":"http://example.org/road1","target":{"source":"http://example.com/page1","selector":{"type":"SvgSelector","value":"<svg:svg> ... </svg:svg>"}}},
{"id":"http://example.org/anno40","type":"Annotation","motivation":"replying","body":{"type":"TextualBody","value":"Is she?"},"target":"http://example.org/anno18"}
]"##;

#[test]
fn the_shapes_of_the_recommendation_lose_nothing() {
    let foreign = read(&[("examples.json", EXAMPLES), ("page1.txt", PAGE)]);
    let told: Vec<_> = foreign.issues.iter().map(|issue| (issue.line, issue.path.as_str())).collect();
    let expected = [(9, "[7].body"), (3, "[1].body"), (15, "[13].target")];
    assert_eq!(told, expected, "a choice, a language of a body, and a drawing, which is nowhere: {:?}", foreign.issues);
    let [document] = foreign.documents.as_slice() else { panic!("one text") };
    let expected = [
        ("annotation", "harbour master"),
        ("annotation", "harbour"),
        ("commenting", "spoke"),
        ("annotation", "harbour"),
        ("tag1", "master"),
        ("tag1", "lost"),
        ("annotation", "said"),
        ("old thing", "log"),
        ("person", "She"),
        ("highlighting", "The"),
        ("highlighting", "The"),
        ("highlighting", "harbour master"),
    ];
    assert_eq!(spans(document), expected.map(|(label, words)| (label, words.to_owned())));
    let span = |number: usize| &document.spans[number];
    assert_eq!(said(&span(0).attributes, "body"), ["http://example.org/description1"]);
    assert_eq!((span(1).note.as_str(), span(2).note.as_str()), ("<p>j'adore !</p>", "Comment text"));
    assert_eq!((span(4).id.as_str(), span(5).id.as_str()), ("http://example.org/anno9", "http://example.org/anno9#2"));
    assert_eq!(said(&span(6).attributes, "body"), ["http://example.org/note1", "http://example.org/note2"]);
    let made = &span(7).made;
    assert_eq!(made.by.as_deref(), Some("My Pseudonym"));
    assert_eq!(
        (made.created, made.changed),
        (Timestamp::parse("2015-01-28T12:00:00Z"), Timestamp::parse("2015-01-29T09:00:00Z"))
    );
    assert_eq!((span(8).link.as_deref(), span(8).note.as_str()), (Some("http://example.org/thing/7"), "Is she?"));
    let extra = |name: &str| said(&document.extra, name);
    assert_eq!(extra("source"), ["\"http://example.com/page1\""]);
    assert_eq!(extra("body"), ["\"http://example.org/post1\"", "\"http://example.org/analysis1.mp3\""]);
    for kept in ["generator", "generated", "rights", "canonical", "via", "audience", "stylesheet"] {
        assert_eq!(extra(&format!("[8].{kept}")).len(), 1, "{kept} is kept");
    }
    for kept in ["state", "styleClass", "renderedVia", "scope"] {
        assert_eq!(extra(&format!("[8].target.{kept}")).len(), 1, "{kept} is kept");
    }
    assert_eq!(document.language.as_deref(), Some("en"));
    assert_eq!(foreign.unit, None, "no words tell what positions count");
}

#[test]
fn pages_collections_and_links_are_read() {
    let foreign = read(&[
        (
            "a.jsonld",
            r##"{"@context":"http://www.w3.org/ns/anno.jsonld","id":"http://example.org/c","type":"AnnotationCollection","label":"Two pages","total":4,"creator":{"type":"Person","name":"Ann"},
"first":{"id":"http://example.org/p1","type":"AnnotationPage","next":"http://example.org/p2","items":[
{"id":"#a","type":"Annotation","body":[{"type":"TextualBody","value":"PER","purpose":"tagging"}],"target":{"source":"x","selector":[{"type":"TextQuoteSelector","exact":"She"},{"type":"TextPositionSelector","start":29,"end":32}]}},
{"id":"#b","type":"Annotation","body":[{"type":"TextualBody","value":"THING","purpose":"tagging"}],"target":{"source":"x","selector":[{"type":"TextQuoteSelector","exact":"lost"},{"type":"TextPositionSelector","start":50,"end":54}]}},
{"id":"#r1","type":"Annotation","motivation":"linking","body":[{"type":"TextualBody","value":"says","purpose":"tagging"}],"target":[{"id":"#a"},{"id":"#b"}]},
{"id":"#r2","type":"Annotation","motivation":"linking","body":"#b","target":"#a"},
{"id":"#m","type":"Annotation","motivation":"tagging","body":[{"type":"TextualBody","value":"by","purpose":"tagging"}],"target":"#r2"}
]}}"##,
        ),
        ("a.txt", PAGE),
    ]);
    let [document] = foreign.documents.as_slice() else { panic!("one text: {:?}", foreign.issues) };
    assert_eq!(spans(document), [("PER", "She".to_owned()), ("THING", "lost".to_owned())], "they count UTF-16");
    assert_eq!(
        (foreign.unit, document.title.as_str(), document.annotator.as_deref()),
        (Some(Unit::CodePoint), "Two pages", Some("Ann"))
    );
    let links: Vec<_> =
        document.relations.iter().map(|link| (link.kind.as_str(), link.from.as_str(), link.to.as_str())).collect();
    assert_eq!(links, [("says", "#a", "#b"), ("by", "#b", "#a")]);
    let missing = Problem::Partner { name: "http://example.org/p2".to_owned(), is_warning: true };
    assert_eq!(foreign.issues.iter().map(|issue| &issue.problem).collect::<Vec<_>>(), [&missing], "a page is missing");
}

#[test]
fn hypothesis_is_read() {
    let foreign = read(&[
        (
            "export.json",
            r#"{"export_date":"2024-05-01","client_version":"1.1","annotations":[
{"id":"h1","created":"2024-05-01T10:00:00.000000+00:00","updated":"2024-05-02T10:00:00.000000+00:00","user":"acct:ann@hypothes.is","uri":"https://example.org/news/harbour.html","text":"Really?","tags":["claim","check"],"group":"__world__","document":{"title":["The log"]},
 "target":[{"source":"https://example.org/news/harbour.html","selector":[{"type":"RangeSelector","startContainer":"/p[1]","endContainer":"/p[1]","startOffset":3,"endOffset":9},{"type":"TextPositionSelector","start":42,"end":54},{"type":"TextQuoteSelector","exact":"log was lost","prefix":"said the ","suffix":"; the"}]}]},
{"id":"h2","user":"acct:ann@hypothes.is","uri":"https://example.org/news/harbour.html","text":"A page note","tags":[],"target":[{"source":"https://example.org/news/harbour.html"}]}]}"#,
        ),
        ("harbour.txt", PAGE),
    ]);
    assert_eq!(foreign.issues, []);
    let [document] = foreign.documents.as_slice() else { panic!("one text") };
    assert_eq!(document.title, "The log");
    assert_eq!(document.annotator.as_deref(), Some("ann"));
    let labels: Vec<_> = document.spans.iter().map(|span| (span.id.as_str(), span.label.as_str())).collect();
    assert_eq!(labels, [("h1", "claim"), ("h1#2", "check")]);
    assert_eq!(words(document, &document.spans[0]), ["log was lost"], "its positions count UTF-16");
    assert_eq!((document.spans[0].note.as_str(), said(&document.extra, "note")), ("Really?", vec!["\"A page note\""]));
    assert_eq!(document.spans[0].made.created, Timestamp::parse("2024-05-01T10:00:00Z"));
}

#[test]
fn a_text_that_is_missing_is_asked_for() {
    let one = r#"{"@context":"http://www.w3.org/ns/anno.jsonld","id":"a1","type":"Annotation","bodyValue":"x","target":{"source":"https://example.org/story.html","selector":{"type":"TextQuoteSelector","exact":"x"}}}"#;
    let foreign = read(&[("notes.json", one)]);
    assert_eq!(foreign.documents, []);
    let missing = Problem::Partner { name: "story.txt".to_owned(), is_warning: false };
    assert_eq!(foreign.issues.iter().map(|issue| (issue.line, &issue.problem)).collect::<Vec<_>>(), [(1, &missing)]);
    // The text may be with the target.
    let inline = one.replace(
        "\"https://example.org/story.html\"",
        "{\"id\":\"https://example.org/story.html\",\"value\":\"a x b\"}",
    );
    let foreign = read(&[("notes.json", &inline)]);
    assert_eq!(
        (foreign.issues.as_slice(), spans(&foreign.documents[0])),
        (&[][..], vec![("annotation", "x".to_owned())])
    );
    let twice = read(&[("notes.json", &format!("[{one},\n{one},\n7]")), ("other.txt", "x, and x")]);
    let told: Vec<_> = twice.issues.iter().map(|issue| (issue.line, issue.path.as_str())).collect();
    assert_eq!(told, [(3, ""), (2, "[1]"), (1, "[0].target")], "{:?}", twice.issues);
}

#[test]
fn replies_that_lead_to_no_text_are_told() {
    let reply = |id: &str, to: &str| {
        format!(
            "{{\"id\":\"urn:x:{id}\",\"type\":\"Annotation\",\"motivation\":\"replying\",\"creator\":\"Bo\",\
            \"body\":{{\"type\":\"TextualBody\",\"value\":\"said in {id}\"}},\"target\":\"urn:x:{to}\"}}"
        )
    };
    let marked = "{\"id\":\"urn:x:a\",\"type\":\"Annotation\",\"motivation\":\"tagging\",\"body\":\"urn:y:b\",\
        \"target\":{\"source\":\"a.txt\",\"selector\":{\"type\":\"TextQuoteSelector\",\"exact\":\"rains\"}}}";
    let all = [marked.to_owned(), reply("b", "a"), reply("c", "d"), reply("d", "c")].join(",");
    let foreign = read(&[("a.jsonld", &format!("[{all}]")), ("a.txt", "It rains.")]);
    assert_eq!(foreign.documents[0].spans[0].note, "said in b");
    let lost = foreign.issues.iter().filter(|issue| matches!(issue.problem, Problem::Shape { .. })).count();
    assert_eq!(lost, 2, "the two that answer each other: {:?}", foreign.issues);
    let whose = |problem: &Problem| matches!(problem, Problem::NotTaken { why, number: 1, .. } if why == "web_replies");
    assert!(foreign.issues.iter().any(|issue| whose(&issue.problem)), "{:?}", foreign.issues);
}

#[test]
fn little_text_does_not_become_much() {
    let tags: Vec<String> = (0..3000).map(|number| format!("\"tag{number}\"")).collect();
    let targets =
        vec!["{\"source\":\"a.txt\",\"selector\":{\"type\":\"TextPositionSelector\",\"start\":0,\"end\":2}}"; 3000];
    let hostile = format!(
        "{{\"id\":\"urn:x:a\",\"type\":\"Annotation\",\"tags\":[{}],\"target\":[{}]}}",
        tags.join(","),
        targets.join(",")
    );
    let foreign = read(&[("a.jsonld", &hostile), ("a.txt", "It rains.")]);
    let made: usize = foreign.documents.iter().map(|document| document.spans.len()).sum();
    assert!((1..600_000).contains(&made), "{made}");
    assert!(foreign.issues.iter().any(|issue| matches!(issue.problem, Problem::Shape { .. })), "it is told");
}

#[test]
fn records_of_others_are_not_taken_for_it() {
    let sure = |text: &str| {
        let file = TextFile { name: "a.jsonl".to_owned(), text: text.to_owned() };
        codec(ID).map_or(0, |codec| (codec.recognise)(&[file]))
    };
    for other in [
        "{\"target\":\"spam\",\"body\":\"Buy now!\"}\n",
        "{\"target\":1,\"body\":\"Buy now!\"}\n",
        "{\"rows\":[{\"name\":\"Ada\"}],\"total\":1}",
        "{\"type\":\"AnnotationTask\",\"text\":\"It rains.\"}",
    ] {
        assert_eq!(sure(other), 0, "{other}");
    }
    assert_eq!(sure("{\"target\":\"https://example.org/a\",\"body\":\"so\"}"), 70);
    assert_eq!(sure("{\"rows\":[{\"uri\":\"https://example.org/a\",\"target\":[]}],\"total\":1}"), 80);
}
