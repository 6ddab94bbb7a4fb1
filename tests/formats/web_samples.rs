//! Web annotations of others in shapes that are rare: what of them comes in, and what the report says of the rest. And a folder
//! of samples, read one by one, where the environment names one.

use manicule::formats::foreign::loose::Loose;
use manicule::formats::foreign::settle::{self, Counting, Plan, Settled};
use manicule::formats::foreign::{Foreign, Options, codec};
use manicule::formats::{Problem, TextFile};
use manicule::model::{Project, ProjectId, Unit, news_schema};

use crate::foreign::write;

/// The environment variable that names a folder of samples.
const SAMPLES: &str = "MANICULE_WEB_SAMPLES";

fn file(name: &str, text: &str) -> TextFile {
    TextFile { name: name.to_owned(), text: text.to_owned() }
}

fn read(files: &[TextFile]) -> Foreign {
    codec("webannotation").and_then(|codec| codec.read).expect("it is read")(files)
}

/// Annotations of one text, which stand in a list.
fn of_a_text(items: &str) -> Foreign {
    read(&[file("all.json", &format!("[{items}]")), file("a.txt", "Ana met Bo in Porto.")])
}

/// Reasons, numbers and words of what is told.
fn told(foreign: &Foreign) -> Vec<(&str, usize, &str)> {
    let of = |problem| match problem {
        &Problem::NotTaken { ref why, number, ref words, .. } => (why.as_str(), number, words.as_str()),
        other => panic!("{other:?}"),
    };
    foreign.issues.iter().map(|issue| of(&issue.problem)).collect()
}

fn extra<'a>(document: &'a Loose, name: &str) -> Vec<&'a str> {
    document.extra.iter().filter(|(known, _)| known == name).map(|(_, value)| value.as_str()).collect()
}

#[test]
fn a_choice_is_told() {
    let quote = |words: &str| {
        format!("{{\"source\":\"a.txt\",\"selector\":{{\"type\":\"TextQuoteSelector\",\"exact\":\"{words}\"}}}}")
    };
    let of = |body: &str, target: &str| {
        format!("{{\"id\":\"urn:x:1\",\"type\":\"Annotation\",\"body\":{body},\"target\":{target}}}")
    };
    let choice = |items: &[String]| format!("{{\"type\":\"Choice\",\"items\":[{}]}}", items.join(","));
    let note = |words: &str| format!("{{\"type\":\"TextualBody\",\"value\":\"{words}\",\"purpose\":\"commenting\"}}");
    let foreign = of_a_text(&of(&choice(&[note("one"), note("two")]), &quote("Bo")));
    assert_eq!(told(&foreign), [("web_choice_body", 2, "")]);
    assert_eq!(foreign.documents[0].spans[0].note, "one\ntwo");
    let foreign = of_a_text(&of(&note("one"), &choice(&[quote("Ana"), quote("Bo"), quote("Porto")])));
    assert_eq!(told(&foreign), [("web_choice_target", 3, "")]);
    assert_eq!(foreign.documents[0].spans.len(), 1);
    // One thing is nothing to choose from.
    let foreign = of_a_text(&of(&choice(&[note("one")]), &choice(&[quote("Bo")])));
    assert_eq!(told(&foreign), []);
}

#[test]
fn what_bodies_tell_of_themselves_is_told() {
    let of = |number: usize, body: &str| {
        format!("{{\"id\":\"urn:x:{number}\",\"type\":\"Annotation\",\"body\":{body},\"target\":\"a.txt\"}}")
    };
    let plain = of(1, "{\"type\":\"TextualBody\",\"value\":\"a\",\"format\":\"text/plain\"}");
    assert_eq!(told(&of_a_text(&plain)), []);
    let named = of(2, "{\"type\":\"TextualBody\",\"value\":\"b\",\"language\":\"fr\",\"creator\":\"urn:y:1\"}");
    let part = of(3, "{\"source\":\"urn:y:2\",\"selector\":{\"type\":\"FragmentSelector\",\"value\":\"t=1,2\"}}");
    let foreign = of_a_text(&[plain, named, part].join(","));
    assert_eq!(told(&foreign), [("web_bodies", 2, "creator, language, selector")]);
    assert_eq!(foreign.issues[0].path, "[1].body");
}

#[test]
fn what_is_no_text_is_told_as_that() {
    let of = |target: &str| {
        format!("{{\"id\":\"urn:x:1\",\"type\":\"Annotation\",\"bodyValue\":\"x\",\"target\":{target}}}")
    };
    for target in [
        "{\"id\":\"http://example.org/b.jpg#xywh=1,1,9,9\",\"type\":\"Image\"}",
        "{\"source\":{\"id\":\"http://example.org/b.jpg#xywh=1,1,9,9\",\"format\":\"image/jpeg\"}}",
        "{\"@id\":\"http://example.org/b.jpg#xywh=1,1,9,9\",\"@type\":\"dctypes:StillImage\"}",
    ] {
        let foreign = read(&[file("all.json", &of(target))]);
        assert_eq!(told(&foreign), [("web_medium", 0, "http://example.org/b.jpg#xywh=1,1,9,9")], "{target}");
        assert!(foreign.documents.is_empty() && !foreign.issues[0].problem.is_warning());
    }
    // A selector that stands elsewhere is told by its address.
    let foreign = of_a_text(&of("{\"source\":\"a.txt\",\"selector\":\"http://example.org/selector1\"}"));
    assert_eq!(told(&foreign), [("web_selector", 0, "http://example.org/selector1")]);
}

/// Words that refine another selector may stand in several places as well.
#[test]
fn words_in_several_places_are_told_with_the_words() {
    let inner = "{\"type\":\"TextQuoteSelector\",\"exact\":\"a\"}";
    let refined = format!("{{\"type\":\"FragmentSelector\",\"value\":\"para5\",\"refinedBy\":{inner}}}");
    for selector in [inner, &refined] {
        let target = format!("{{\"source\":\"b.txt\",\"selector\":{selector}}}");
        let one = format!("{{\"id\":\"urn:x:1\",\"type\":\"Annotation\",\"bodyValue\":\"x\",\"target\":{target}}}");
        let foreign = read(&[file("all.json", &one), file("b.txt", "b a c a b")]);
        assert_eq!(told(&foreign), [("web_places", 2, "a")], "{selector}");
    }
}

#[test]
fn keys_of_drafts_are_known() {
    let all = "{\"id\":\"urn:x:1\",\"type\":\"Annotation\",\"bodyText\":\"one\",\"target\":\"a.txt\"},\
        {\"id\":\"urn:x:2\",\"type\":\"Annotation\",\"body\":{\"type\":\"Choice\",\"members\":[\
        {\"type\":\"TextualBody\",\"role\":\"tagging\",\"text\":\"place\"},\
        {\"type\":\"TextualBody\",\"text\":\"two\"}]},\
        \"target\":{\"source\":\"a.txt\",\"selector\":{\"type\":\"TextQuoteSelector\",\"exact\":\"Porto\"}}}";
    let foreign = of_a_text(all);
    let document = &foreign.documents[0];
    assert_eq!(extra(document, "note"), ["\"one\""]);
    assert_eq!((document.spans[0].label.as_str(), document.spans[0].note.as_str()), ("place", "two"));
}

/// Times and doubts of what is said of a whole text have no place of their own: they stay with what is known of the article.
#[test]
fn what_is_said_of_a_whole_text_goes_out_and_comes_back() {
    let all = "{\"id\":\"urn:x:1\",\"type\":\"Annotation\",\"motivation\":\"assessing\",\"creator\":\"Bo\",\
        \"created\":\"2015-01-28T12:00:00Z\",\"modified\":\"2015-01-29T09:00:00Z\",\"body\":[\
        {\"type\":\"TextualBody\",\"value\":\"sound\"},\
        {\"type\":\"TextualBody\",\"value\":\"is it?\",\"purpose\":\"questioning\"}],\"target\":\"a.txt\"},\
        {\"id\":\"urn:x:2\",\"type\":\"Annotation\",\"created\":\"last week\",\"bodyValue\":\"so\",\"target\":\"a.txt\"}";
    let foreign = of_a_text(all);
    let kept = |document: &Loose| {
        let of = |name: &str| extra(document, name).iter().map(ToString::to_string).collect::<Vec<_>>();
        let doubts = document.values.iter().filter(|(name, _)| name == "questioning");
        let doubts: Vec<String> = doubts.map(|(_, value)| value.clone()).collect();
        [of("created"), of("modified"), of("[1].created"), of("creator"), doubts]
    };
    let expected = [
        vec!["\"2015-01-28T12:00:00Z\""],
        vec!["\"2015-01-29T09:00:00Z\""],
        vec!["\"last week\""],
        vec!["\"Bo\""],
        vec!["is it?"],
    ]
    .map(|all| all.into_iter().map(str::to_owned).collect::<Vec<_>>());
    assert_eq!(kept(&foreign.documents[0]), expected);
    let schema = news_schema::news();
    let (labels, kinds) = settle::names(&foreign, &schema, None);
    let plan = Plan::new(("webannotation", &foreign), Counting::of(Unit::CodePoint), (&labels, &kinds), &schema, "");
    let document = Settled::default().document(&foreign.documents[0], &plan).expect("a text");
    let mut project = Project::new(ProjectId::from_bits(1), "");
    project.schema = std::rc::Rc::new(schema);
    let project = project.with(std::rc::Rc::new(document));
    let written = write("webannotation", &project, Options::default(), "articles");
    assert_eq!(written.proof.differs, []);
    assert_eq!(kept(&read(&written.files).documents[0]), expected, "{:?}", written.files);
}

/// Each sample comes in, or the report says why it does not: alone, and with texts for everything that it speaks of.
#[test]
#[expect(clippy::print_stdout, reason = "that it was skipped, and what the samples became, is the outcome")]
fn samples_come_in_or_are_told() {
    let Some(folder) = std::env::var_os(SAMPLES) else {
        return println!("skipped: samples of web annotations: {SAMPLES} names no folder of them");
    };
    let paths = std::fs::read_dir(folder).expect("a folder").filter_map(Result::ok).map(|entry| entry.path());
    let mut paths: Vec<_> = paths.filter(|path| path.extension().is_some_and(|ending| ending == "json")).collect();
    paths.sort();
    assert!(!paths.is_empty(), "there are samples");
    for path in paths {
        let name = path.file_name().expect("it has one").to_string_lossy().into_owned();
        let mut files = vec![file(&name, &std::fs::read_to_string(&path).expect("it is read"))];
        let alone = read(&files);
        assert!(!alone.documents.is_empty() || alone.issues.iter().any(|one| !one.problem.is_warning()), "{name}");
        let around =
            "It is said that this is an anotation that has some, and text before the Selected Text and text after it. ";
        let wanted = alone.issues.iter().filter_map(|one| match &one.problem {
            Problem::Partner { name, .. } => Some(file(name, &around.repeat(60))),
            _ => None,
        });
        files.extend(wanted.collect::<Vec<_>>());
        let with_texts = read(&files);
        let (spans, kept) = with_texts.documents.iter().fold((0, 0), |(spans, kept), document| {
            (spans + document.spans.len(), kept + document.extra.len() + document.values.len())
        });
        let refused = with_texts.issues.iter().filter(|one| !one.problem.is_warning()).count();
        assert!(spans + refused > 0 || kept > 0, "{name}: {with_texts:?}");
        println!("{name}: {} texts, {spans} spans, {kept} values", with_texts.documents.len());
        for issue in &with_texts.issues {
            println!("    {}: {:?}", issue.path, issue.problem);
        }
    }
}

/// What a body says under keys that nothing reads there is told, as what it says under any other.
#[test]
fn words_and_names_that_nothing_reads_are_told() {
    let of = |body: &str| {
        of_a_text(&format!(
            "{{\"@context\":\"http://www.w3.org/ns/anno.jsonld\",\"id\":\"urn:x:1\",\"type\":\"Annotation\",\"body\":{body},\
             \"target\":{{\"source\":\"a.txt\",\"selector\":{{\"type\":\"TextPositionSelector\",\"start\":0,\"end\":3}}}}}}"
        ))
    };
    for (body, key) in [
        ("{\"type\":\"TextualBody\",\"value\":\"so\",\"text\":\"not so\"}", "text"),
        ("{\"type\":\"TextualBody\",\"value\":\"so\",\"name\":\"Bo\"}", "name"),
    ] {
        assert_eq!(told(&of(body)), [("web_bodies", 1, key)], "{body}");
    }
    for body in [
        "{\"type\":\"TextualBody\",\"text\":\"so\"}",
        "{\"purpose\":\"identifying\",\"source\":{\"id\":\"https://example.org/bo\",\"name\":\"Bo\"}}",
    ] {
        assert_eq!(told(&of(body)), [], "{body}");
    }
}
