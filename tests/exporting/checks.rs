//! `check.py` of a bundle finds what was changed in any format, also where the format itself says no words; and it goes through a
//! long file once.

use std::path::Path;
use std::rc::Rc;

use manicule::model::{
    Annotation, AnnotationId, Article, Block, Document, FixedText, Project, ProjectId, Span, Suggestion, TextRange,
    Verdict, markup,
};
use manicule::workshop::message::export::ExportPlan;

use super::asked::{all_formats, bundle, documents, export, project, python};
use super::bundle::{read, unpack};

/// A bundle, unpacked, of three articles in some formats.
pub(crate) fn folder(name: &str, plan: ExportPlan) -> std::path::PathBuf {
    folder_of(&project(3), name, plan)
}

/// The same of other articles.
fn folder_of(project: &Project, name: &str, plan: ExportPlan) -> std::path::PathBuf {
    unpack(&export(project, plan, &documents(project)).expect("it is written"), name)
}

/// What the program prints when a file is changed, as whoever has its sum as well could; the file is put back.
pub(crate) fn after(folder: &Path, path: &str, change: &dyn Fn(&str) -> String) -> String {
    let (text, sums) = (read(folder, path), read(folder, "SHA256SUMS"));
    let changed = change(&text);
    assert_ne!(changed, text, "{path} is changed");
    std::fs::write(folder.join(path), changed).expect("there is room");
    let rest: Vec<&str> = sums.lines().filter(|line| !line.ends_with(path)).collect();
    let summed = python(
        &["-c", "import hashlib, sys; print(hashlib.sha256(open(sys.argv[1], 'rb').read()).hexdigest(), end='')", path],
        folder,
        true,
    );
    std::fs::write(folder.join("SHA256SUMS"), format!("{}\n{summed}  {path}\n", rest.join("\n"))).expect("room");
    let printed = python(&["check.py"], folder, false);
    assert!(printed.contains("Something is not as it was written."), "{printed}");
    let format = path.split('/').next().expect("a folder");
    let is_told = printed.lines().any(|line| line.starts_with(&format!("{format}/")));
    assert!(is_told && !printed.contains("SHA-256"), "{printed}");
    std::fs::write(folder.join(path), text).expect("there is room");
    std::fs::write(folder.join("SHA256SUMS"), sums).expect("there is room");
    printed
}

/// A change of one place.
pub(crate) fn once(from: &'static str, to: &'static str) -> impl Fn(&str) -> String {
    move |text| text.replacen(from, to, 1)
}

#[test]
fn doccano_is_held_against_the_words() {
    let all = folder("checks-doccano", bundle(&["doccano", "doccano-relations"]));
    let path = "doccano/articles.jsonl";
    let told = after(&all, path, &once("[26,31,\"person\"]", "[27,32,\"person\"]"));
    assert!(told.contains("'da 0 ' stands there, not 'Ada 0'"), "{told}");
    let told = after(&all, path, &once("[26,31,\"person\"]", "[26,31,\"place\"]"));
    assert!(told.contains("'Ada 0' is not marked 'place'"), "{told}");
    let told = after(&all, path, &once("[26,31,\"person\"]", "[26,31,\"nobody\"]"));
    assert!(told.contains("'nobody' is no label of labels.json"), "{told}");
    let told = after(&all, path, &once("[26,31,", "[26,3100,"));
    assert!(told.contains("26 to 3100 is not a place of the text"), "{told}");
    let told = after(&all, path, &once("harbour", "port"));
    assert!(told.contains("its text is not one that was exported"), "{told}");
    let told = after(&all, path, &|text| text.split_once('\n').expect("lines").1.to_owned());
    assert!(told.contains("doccano/:0: 3 stands there, not 4"), "{told}");
    let path = "doccano-relations/articles.jsonl";
    let told = after(&all, path, &once("\"start_offset\":26", "\"start_offset\":25"));
    assert!(told.contains(" stands there, not "), "{told}");
    let told = after(&all, path, &once("\"to_id\":0", "\"to_id\":77"));
    assert!(told.contains("a link leads to 77"), "{told}");
    python(&["check.py"], &all, true);
}

#[test]
fn columns_are_held_against_words_and_text() {
    let alone = folder("checks-conll", bundle(&["conll", "conll-bilou"]));
    let path = "conll/articles.conll";
    let told = after(&alone, path, &once("0 -X- _ I-person", "0 -X- _ I-place"));
    assert!(told.contains("I-place does not follow B-person"), "{told}");
    let told = after(&alone, path, &once("said -X- _ B-cue", "said -X- _ B-nothing"));
    assert!(told.contains("'nothing' is no label of labels.json"), "{told}");
    let told = after(&alone, path, &once("said -X- _ B-cue\nthe -X- _ B-claim", "said -X- _ O\nthe -X- _ B-cue"));
    assert!(told.contains("'the' stands there, not what is marked"), "{told}");
    let told = after(&alone, "conll-bilou/articles.conll", &once("0 -X- _ L-person", "0 -X- _ O"));
    assert!(told.contains("O does not follow B-person"), "{told}");
    let told = after(&alone, "conll/articles.ids.txt", &once("a/0\n", ""));
    assert!(told.contains("conll/articles.conll:0: 4 stands there, not 3"), "{told}");

    let beside = folder("checks-conll-text", bundle(&["conll", "doccano"]));
    let told = after(&beside, path, &once("harbour -X- _ O\n", ""));
    assert!(told.contains(" stands there, not 'Ada'"), "{told}");
    // What is marked stands twice as words, once as a place: `the` of the title is no claim.
    let told = after(&beside, path, &once("Ada -X- _ B-person\n0 -X- _ I-person", "Ada -X- _ O\n0 -X- _ B-person"));
    assert!(told.contains("'0' is not marked") || told.contains("'0' stands there"), "{told}");
}

#[test]
fn a_long_list_is_gone_through_once() {
    let all = folder("checks-long", bundle(&["labelstudio"]));
    let program = "import json, sys, time\n\
        import check\n\
        record = json.load(open('labelstudio/articles.json', encoding='utf-8'))[0]\n\
        times = []\n\
        for count in (400, 3200):\n\
        \x20   with open('labelstudio/long.json', 'w', encoding='utf-8') as file:\n\
        \x20       file.write('[\\n' + ',\\n'.join([json.dumps(record)] * count) + '\\n]\\n')\n\
        \x20   begun = time.process_time()\n\
        \x20   lines = [line for line, _ in check.records('labelstudio/long.json')]\n\
        \x20   times.append(time.process_time() - begun)\n\
        \x20   assert lines == list(range(2, count + 2)), lines[:5]\n\
        print(times)\n\
        assert times[1] < 24 * max(times[0], 0.005), times\n";
    std::fs::write(all.join("long.py"), program).expect("there is room");
    python(&["-B", "long.py"], &all, true);
}

#[test]
fn labels_are_told_with_how_files_call_them() {
    let plan = ExportPlan { short_labels: true, ..bundle(&["doccano", "conll"]) };
    let all = folder("checks-labels", plan);
    let told: serde_json::Value = serde_json::from_str(&read(&all, "labels.json")).expect("JSON");
    let labels = told["labels"].as_array().expect("a list");
    let person = labels.iter().find(|label| label["id"] == "person").expect("it is there");
    assert_eq!(
        (&person["written"], &person["tag"], &person["layer"]),
        (&"PER".into(), &"PER".into(), &"entity".into())
    );
    assert_eq!((&person["count"], &person["color"], &person["key"]), (&8.into(), &"#1c69e0".into(), &"1".into()));
    assert_eq!(told["layers"], serde_json::json!(["claim", "cue", "entity"]));
    let claim = labels.iter().find(|label| label["id"] == "claim").expect("it is there");
    assert!(claim["attributes"].as_array().is_some_and(|all| !all.is_empty()), "{claim}");
    let source = told["relations"].as_array().and_then(|all| all.iter().find(|kind| kind["id"] == "source"));
    assert!(source.is_some_and(|kind| kind["count"] == 8 && kind["from"].is_array() && kind["to"].is_array()));
    assert!(told["guidelines"].as_str().is_some_and(|text| text.contains("Mark *claims*.")));
    python(&["check.py"], &all, true);
}

#[test]
fn words_stand_beside_formats_that_have_none() {
    let alone = folder("checks-native", bundle(&["native"]));
    assert!(!alone.join("quotes.jsonl").exists(), "the native format says all words itself");
    let beside = folder("checks-prodigy", bundle(&["prodigy", "huggingface"]));
    let lines = read(&beside, "quotes.jsonl");
    assert_eq!(lines.lines().count(), 4);
    assert!(lines.contains("[37,54,\"claim\",\"the 🦊 port closes\"]"), "{lines}");
    let told =
        after(&beside, "prodigy/articles.jsonl", &once("\"end\":31,\"token_start\":7", "\"end\":30,\"token_start\":7"));
    assert!(told.contains(" stands there, not 'Ada 0'"), "{told}");
    let moved = once("\"O\",\"B-person\",\"I-person\",\"B-cue\"", "\"B-person\",\"I-person\",\"O\",\"B-cue\"");
    let told = after(&beside, "huggingface/articles.jsonl", &moved);
    assert!(told.contains("'harbour\\nAda' "), "{told}");
}

/// Gaps and joiners are those of the tokenizer, not those of Python: what is right is called right.
#[test]
fn what_cannot_be_seen_is_no_fault() {
    let mut project = Project::new(ProjectId::from_bits(9), "Unseen");
    let marked = [
        "[كتاب ۝](work) ok \u{600}[12](number) and \u{70f}[x](person)",
        "foo[\u{ad}](joiner)bar, a[\u{200d}\u{200d}](joiner)b, x [\u{ad} y](person) z",
        "one[\u{200c}two\u{ad}](person) [\u{200d}three](person)\u{200d} [four \u{200d}](person) [\u{feff}five](person)",
        "six[ ](space)seven[\u{a0}](space)eight[\u{3000}](space)nine [\u{200d} \u{200d}](joiner) ten",
    ];
    for (number, marked) in marked.iter().enumerate() {
        project = project.with(Rc::new(markup::parse(&format!("u/{number}"), marked).expect("well formed")));
    }
    for cut_tokens in ["widen", "cut", "leave"] {
        for formats in [all_formats(), vec!["conll".to_owned(), "conll-bilou".to_owned()]] {
            let name = format!("checks-unseen-{cut_tokens}-{}", formats.len());
            let plan = ExportPlan { formats, cut_tokens: cut_tokens.to_owned(), ..bundle(&[]) };
            let exported = export(&project, plan, &documents(&project)).expect("it is written");
            assert!(exported.told.proofs.iter().all(|proof| proof.wrong == 0), "{:?}", exported.told.proofs);
            python(&["check.py"], &unpack(&exported, &name), true);
        }
    }
    let all = folder_of(&project, "checks-unseen", bundle(&["huggingface", "doccano"]));
    let told = after(&all, "huggingface/articles.jsonl", &once("\"B-work\",\"I-work\"", "\"B-work\",\"O\""));
    assert!(told.contains("stands there, not what is marked"), "{told}");
    // White space that nobody has marked.
    let told = after(&all, "doccano/articles.jsonl", &once("[3,4,\"joiner\"]", "[3,4,\"joiner\"],[8,9,\"joiner\"]"));
    assert!(told.contains("' ' stands there, not "), "{told}");
}

/// The same of texts that consist of such characters, with spans anywhere, in several pieces and over each other.
#[test]
fn whatever_is_written_is_right() {
    let characters: Vec<char> =
        "aab c1.,-'\u{301}\u{ad}\u{200c}\u{200d}\u{200b}\u{feff}\u{600}\u{6dd}\u{a0}\u{2028}\u{85}\u{1c}\n\nك漢ก😀👩🇹🇷=;\"|"
            .chars()
            .collect();
    // Always the same numbers, whatever the machine.
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = move |most: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(state >> 33).expect("it is small") % most
    };
    let mut project = project(0);
    for number in 0..60 {
        let text: String = (0..40).map(|_| characters[below(characters.len())]).chain("end".chars()).collect();
        let mut document = markup::parse(&format!("w/{number}"), "[x](person)").expect("well formed");
        let like = document.in_reading_order().into_iter().next().expect("one").clone();
        let article = Article::new(FixedText::new(&text), "");
        let text = article.text().to_string();
        let edges = (0..=text.len()).filter(|at| text.is_char_boundary(*at));
        let edges: Vec<u32> = edges.filter_map(|at| u32::try_from(at).ok()).collect();
        document = Document::new(document.id.clone(), article, (*document.meta).clone(), Block::lines(&text));
        for id in 1..9 {
            let mut places: Vec<u32> = (0..2 + 2 * below(2)).map(|_| edges[below(edges.len())]).collect();
            places.sort_unstable();
            let ranges: Vec<TextRange> = places.chunks(2).filter_map(|two| TextRange::new(two[0], two[1])).collect();
            let Some(span) = Span::new(ranges) else { continue };
            let label = ["person", "claim", "cue", "place"][below(4)].into();
            let id = AnnotationId::from_bits(id);
            document.annotations.insert(id, Rc::new(Annotation { id, span, label, ..(*like).clone() }));
        }
        project = project.with(Rc::new(document));
    }
    for (cut_tokens, overlaps, fragments) in
        [("widen", "longest", "join"), ("cut", "first", "split"), ("leave", "first", "join")]
    {
        for formats in [all_formats(), vec!["conll".to_owned(), "conll-bilou".to_owned()]] {
            let name = format!("checks-whatever-{cut_tokens}-{}", formats.len());
            let (cut_tokens, overlaps, fragments) = (cut_tokens.to_owned(), overlaps.to_owned(), fragments.to_owned());
            let plan = ExportPlan { formats, cut_tokens, overlaps, fragments, ..bundle(&[]) };
            let exported = export(&project, plan, &documents(&project)).expect("it is written");
            assert!(exported.told.proofs.iter().all(|proof| proof.wrong == 0), "{:?}", exported.told.proofs);
            python(&["check.py"], &unpack(&exported, &name), true);
        }
    }
}

#[test]
fn every_table_is_held_against_the_text() {
    let all = folder("checks-tables", bundle(&["csv", "tsv"]));
    python(&["check.py"], &all, true);
    let moved = [
        ("claims", "the 🦊 port closes,37,54", "the 🦊 port closes,38,55", "he 🦊 port closes.' stands there, not"),
        ("claims", "Ada 0,26,31", "Ada 0,27,31", "'da 0' stands there, not 'Ada 0'"),
        ("claims", "said,32,36", "said,32,35", "'sai' stands there, not 'said'"),
        ("claims", "said,32,36", "said,,", "'' to '' is not a place"),
        ("claims", "0000000000003,claim", "0000000000004,claim", "the claim 0000000000004 is no span"),
        ("relations", "0000000000001,Ada 0", "0000000000001,Ada 1", "'Ada 1' stands there, not 'Ada 0'"),
        ("relations", "source,0000000000003", "source,0000000000099", "the span 0000000000099 is missing"),
        ("spans", ",26,31,27,32,", ",26,31,26,31,", "stands there, not 'Ada 0'"),
        ("spans", ",26,31,27,32,", ",25,31,27,32,", " stands there, not "),
        ("spans", ",26,31,27,32,", ",26,31,,,", "'' to '' is not a place"),
        ("spans", "Ada 0,26 31", "Ada 0,26 32", "'Ada 0 ' stands there, not 'Ada 0'"),
    ];
    for (table, from, to, expected) in moved {
        let told = after(&all, &format!("csv/{table}.csv"), &once(from, to));
        assert!(told.contains(expected), "{table}: {told}");
        let tabs = |text: &str| text.replace(',', "\t");
        let told = after(&all, &format!("tsv/{table}.tsv"), &|text| text.replacen(&tabs(from), &tabs(to), 1));
        assert!(told.contains(expected), "{table}: {told}");
    }
    let told = after(&all, "csv/claims.csv", &|text| text.rsplit_once("\r\na/").expect("rows").0.to_owned() + "\r\n");
    assert!(told.contains("csv/claims.csv:0: 1 claims are missing"), "{told}");
    let told =
        after(&all, "csv/articles.csv", &|text| text.split_once("\r\na/0,").expect("rows").0.to_owned() + "\r\n");
    assert!(told.contains("csv/spans.csv:2: the text of a/0 is missing"), "{told}");
}

/// A difference like any other, not the end of the program.
#[test]
fn a_table_that_cannot_be_read_is_told() {
    let all = folder("checks-corrupt", bundle(&["csv", "tsv", "native"]));
    for table in ["articles", "spans", "relations", "claims"] {
        let path = format!("csv/{table}.csv");
        for told in [
            after(&all, &path, &once("a/0,", "a\r/0,")),
            after(&all, &path, &|text| format!("{text}\"a/0")),
            after(&all, &path, &once("document,", "documents,")),
        ] {
            assert!(told.contains("cannot be read: ") && !told.contains("Traceback"), "{told}");
            assert!(told.contains("\ntsv: ") && told.contains(" checked, 0 differ"), "the others are checked: {told}");
        }
    }
}

#[test]
fn what_has_no_words_is_checked_too() {
    let all = folder("checks-rest", bundle(&["native", "brat", "labelstudio", "attribution", "doccano"]));
    let told = after(&all, "brat/a_0.ann", &once("T1\tperson", "T1\tnobody"));
    assert!(told.contains("brat/a_0.ann:1: 'nobody' is no label of annotation.conf"), "{told}");
    let told = after(&all, "brat/a_0.ann", &once("R1\tsource", "R1\tsauce"));
    assert!(told.contains("'sauce' is no relation of annotation.conf"), "{told}");
    let native = "native/articles.jsonl";
    let told = after(&all, native, &once("\"start\":26,\"end\":69", "\"start\":27,\"end\":69"));
    assert!(told.contains("native/articles.jsonl:1: 27 to 69 is not the next block"), "{told}");
    let told = after(&all, native, &once("\"role\":\"body\",\"start\":95,\"end\":121", "\"start\":95,\"end\":120"));
    assert!(told.contains("native/articles.jsonl:1: a block is missing at the end"), "{told}");
    let told =
        after(&all, "attribution/texts.jsonl", &|text| format!("{text}{}", text.lines().last().expect("a line")));
    assert!(told.contains("attribution/:0: 5 stands there, not 4"), "{told}");
    // A span that is left out has no wrong words.
    let told = after(&all, "doccano/articles.jsonl", &once("[26,31,\"person\"],", ""));
    assert!(told.contains("doccano/articles.jsonl:1: 'Ada 0', marked 'person', is missing"), "{told}");
    python(&["check.py"], &all, true);
}

/// Suggestions: their labels are looked at, and nothing else may stand where only they do.
#[test]
fn suggestions_are_no_marks() {
    let mut document = (**project(1).documents().next().expect("one")).clone();
    let first = document.in_reading_order().into_iter().next().expect("one").clone();
    for (verdict, number) in [(Verdict::Open, 91), (Verdict::Rejected, 92)] {
        let id = AnnotationId::from_bits(number);
        let place = TextRange::new(5, 11).expect("a place");
        let annotation = Annotation { id, span: Span::of(place), ..(*first).clone() };
        document.suggestions.insert(id, Rc::new(Suggestion { annotation, verdict }));
    }
    let project = project(1).with(Rc::new(document));
    let plan = ExportPlan { suggestions: true, ..bundle(&["native", "doccano"]) };
    let all = folder_of(&project, "checks-suggestions", plan);
    python(&["check.py"], &all, true);
    assert!(!read(&all, "quotes.jsonl").contains("Number"), "no suggestion");
    let told =
        after(&all, "doccano/articles.jsonl", &once("[26,31,\"person\"]", "[26,31,\"person\"],[2,8,\"person\"]"));
    assert!(told.contains(" stands there, not "), "{told}");
    let told = after(&all, "native/articles.jsonl", &|text| {
        let (marked, suggested) = text.split_once("\"suggestions\":[").expect("there is one");
        format!("{marked}\"suggestions\":[{}", suggested.replacen("\"label\":\"person\"", "\"label\":\"nobody\"", 1))
    });
    assert!(told.contains("'nobody' is no label of labels.json"), "{told}");
}

/// Eight times as many spans and copies take no more than some eight times as long.
#[test]
fn many_spans_are_gone_through_once() {
    let all = folder("checks-many", bundle(&["doccano", "conll"]));
    let program = "import hashlib, json, time\n\
        import check\n\
        def took(count, work):\n\
        \x20   begun = time.process_time()\n\
        \x20   work(count)\n\
        \x20   return max(time.process_time() - begun, 0.01)\n\
        def spans(count):\n\
        \x20   spans = [(5 * at, 5 * at + 4, 'person', 'w%03d' % (at % 1000)) for at in range(count)]\n\
        \x20   quotes = check.Quotes('', spans)\n\
        \x20   for start, end, label, words in spans:\n\
        \x20       assert quotes.between((start, end), (start, end)) == {'person'}\n\
        \x20       assert quotes.among(['o' + words]) == {'person'}\n\
        \x20       assert not quotes.between((start + 4, end + 1), (start + 4, end + 1))\n\
        \x20   report = check.Report()\n\
        \x20   known = check.Known([])\n\
        \x20   check.check_all_there(report, '', 0, known, quotes, [span[:3] for span in spans])\n\
        \x20   assert report.wrong == 0 and report.checked == count\n\
        \x20   check.check_all_there(report, '', 0, known, quotes, [span[:3] for span in spans[1:]])\n\
        \x20   assert report.wrong == 1\n\
        \x20   check.check_all_there(report, '', 0, known, quotes, [(1, 5 * count, 'person')])\n\
        \x20   assert report.wrong == 2\n\
        def copies(count):\n\
        \x20   known, text = check.Known([]), 'a word'\n\
        \x20   known.has_quotes, sum_ = True, check.sum_of(text)\n\
        \x20   known.by_sum[sum_] = [(0, 1, 'person', 'a')] * count\n\
        \x20   for _ in range(count):\n\
        \x20       assert known.of_text(check.Report(), '', 0, text, None).marked\n\
        for work, few in ((spans, 4000), (copies, 1000)):\n\
        \x20   times = took(few, work), took(8 * few, work)\n\
        \x20   print(times)\n\
        \x20   assert times[1] < 24 * times[0], times\n";
    std::fs::write(all.join("many.py"), program).expect("there is room");
    python(&["-B", "many.py"], &all, true);
}
