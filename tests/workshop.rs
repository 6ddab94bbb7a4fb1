//! The workshop without a worker: what lies on its desk, and what it makes of requests that make no sense.

#![cfg(not(target_arch = "wasm32"))]

use manicule::formats::json::{self, to_json};
use manicule::model::{PersonId, Project, ProjectId, markup};
use manicule::session::State;
use manicule::session::update::{document_for_search, project_for_search};
use manicule::workshop::Desk;
use manicule::workshop::message::import::{Import, ImportFile};
use manicule::workshop::message::{Answer, MOST, Named, Request, Search, TakeIn, TakeInFile, TakenIn};

fn snapshot(id: &str, marked: &str) -> String {
    let document = std::rc::Rc::new(markup::parse(id, marked).expect("well formed"));
    let project = Project::new(ProjectId::from_bits(1), "").with(document.clone());
    document_for_search(&project, &document)
}

fn ask(desk: &mut Desk, search: Search, documents: &[(&str, u32, Option<String>)]) -> Answer {
    let state = State::new(1, PersonId::from_bits(1), ProjectId::from_bits(1));
    let named = |(id, stamp, text): &(&str, u32, Option<String>)| Named {
        id: (*id).to_owned(),
        stamp: *stamp,
        copies: text.as_ref().map(|_| 1),
        records: 0,
    };
    let request = Request {
        project: Some(project_for_search(&state.project)),
        documents: documents.iter().map(named).collect(),
        search: Some(search),
        ..Request::default()
    };
    let texts = documents.iter().filter_map(|(_, _, text)| text.clone().map(String::into_bytes));
    let parts = [to_json(&request).into_bytes()].into_iter().chain(texts).collect();
    json::parse(&String::from_utf8(desk.answer(parts).swap_remove(0)).expect("text")).expect("an answer")
}

fn words(text: &str) -> Search {
    Search { kind: "words".to_owned(), text: text.to_owned(), label: "person".to_owned(), ..Search::default() }
}

fn quotes(answer: &Answer) -> Vec<String> {
    answer
        .found
        .iter()
        .flat_map(|found| found.places.iter().map(|p| format!("{}:{}", found.document, p.quote)))
        .collect()
}

#[test]
fn documents_stay_on_the_desk_until_they_change() {
    let mut desk = Desk::default();
    let answer = ask(&mut desk, words("Bo"), &[("a", 1, None), ("b", 2, Some(snapshot("b", "Bo and Bo.")))]);
    assert_eq!(
        (answer.missing.as_slice(), quotes(&answer)),
        (["a".to_owned()].as_slice(), vec!["b:Bo".to_owned(), "b:Bo".to_owned()])
    );
    let answer = ask(&mut desk, words("Bo"), &[("b", 2, None)]);
    assert_eq!(quotes(&answer).len(), 2);
    let answer = ask(&mut desk, words("Bo"), &[("b", 3, None)]);
    assert_eq!(
        (answer.missing.as_slice(), quotes(&answer).len()),
        (["b".to_owned()].as_slice(), 0),
        "an older state is no answer"
    );
    let answer = ask(&mut desk, words("Bo"), &[("b", 3, Some(snapshot("b", "[Bo](person) and Bo.")))]);
    assert_eq!(quotes(&answer).len(), 1, "what carries the label is left out");
}

#[test]
fn of_words_that_overlap_the_first_and_longest_is_told() {
    let mut desk = Desk::default();
    let list = "Ada\nAda Lund\nLund\nLundgren\nНева\n日本";
    let text = "Ada Lund saw Lundgren, Lunds, Adam. Нева; 日本語 “ada”";
    let answer = ask(&mut desk, words(list), &[("b", 1, Some(snapshot("b", text)))]);
    let kinds: Vec<String> = answer.found[0].places.iter().map(|p| format!("{} {}", p.quote, p.kind)).collect();
    assert_eq!(
        kinds,
        ["Ada Lund same", "Lundgren same", "Lunds inflected", "Нева same", "日本 same", "ada other-case"]
    );
}

#[test]
fn what_makes_no_sense_breaks_nothing() {
    let mut desk = Desk::default();
    for parts in [vec![], vec![vec![0xff, 0xfe]], vec![b"{}".to_vec()], vec![b"[[[[".to_vec(), b"x".to_vec()]] {
        let answer = String::from_utf8(desk.answer(parts).swap_remove(0)).expect("text");
        assert_eq!(json::parse::<Answer>(&answer), Ok(Answer::default()));
    }
    let answer =
        ask(&mut desk, words("a"), &[("a", 1, Some("{\"line\":".to_owned())), ("b", 1, Some(snapshot("b", "a")))]);
    assert_eq!((answer.unreadable.as_slice(), quotes(&answer).len()), (["a".to_owned()].as_slice(), 1));
    let many = "Bo ".repeat(3 * MOST);
    let answer = ask(&mut desk, words("Bo"), &[("b", 1, Some(snapshot("b", &many)))]);
    assert_eq!(quotes(&answer).len(), MOST);
    let pattern = |text: &str| Search { kind: "pattern".to_owned(), ..words(text) };
    for (text, expected) in [("x*", 0), ("^", 0), (r"\s+", 0), ("(Bo) (Bo)", MOST), (".+", 1), ("[", 0)] {
        let answer = ask(&mut desk, pattern(text), &[("b", 1, None)]);
        assert_eq!(quotes(&answer).len(), expected, "{text}");
        assert_eq!(answer.wrong.is_some(), text == "[");
    }
}

/// Asks for files to be read; the answer's part about them.
fn take_in(desk: &mut Desk, files: &[(&str, &[u8])], bytes: usize, afresh: bool) -> TakenIn {
    let named = files.iter().map(|(name, _)| TakeInFile { name: (*name).to_owned(), ..TakeInFile::default() });
    let wanted = TakeIn { files: named.collect(), bytes, afresh, reader: 0 };
    let request = Request { take_in: Some(wanted), ..Request::default() };
    let contents = files.iter().map(|(_, bytes)| bytes.to_vec());
    let parts = [to_json(&request).into_bytes()].into_iter().chain(contents).collect();
    let answer = String::from_utf8(desk.answer(parts).swap_remove(0)).expect("text");
    json::parse::<Answer>(&answer).expect("an answer").taken.expect("what was taken")
}

#[test]
fn files_wait_on_the_desk_until_they_are_read() {
    let mut desk = Desk::default();
    let files: [(&str, &[u8]); 3] =
        [("a.txt", b"Ferry inquiry\n\nIt reopened."), ("b.txt", &[0xff, 0xfe, 0x41, 0]), ("c.txt", b" ")];
    let taken = take_in(&mut desk, &files, 4, true);
    assert_eq!((taken.drafts.len(), taken.more, taken.bytes), (1, true, files[0].1.len()));
    let first = &taken.drafts[0];
    assert_eq!(
        (first.file.as_str(), first.text.as_str(), first.verbatim),
        ("a.txt", "Ferry inquiry\n\nIt reopened.", true)
    );
    let words: Vec<_> = first.pieces.iter().map(|p| &first.text[p.start as usize..p.end as usize]).collect();
    assert_eq!(words, ["Ferry inquiry", "It reopened."]);
    assert!(first.pieces.iter().all(|piece| piece.fate == "body" && !piece.kind.is_empty()));
    let rest = take_in(&mut desk, &[], 1 << 20, false);
    assert_eq!((rest.drafts.len(), rest.drafts[0].text.trim_start_matches('\u{feff}'), rest.more), (1, "A", false));
    assert_eq!((rest.refused[0].file.as_str(), rest.refused[0].why.as_str()), ("c.txt", "empty"));
    assert_eq!(take_in(&mut desk, &[], 1 << 20, false), TakenIn::default());

    take_in(&mut desk, &files, 1, true);
    let afresh = take_in(&mut desk, &[("d.txt", b"Else")], 1 << 20, true);
    let names: Vec<_> = afresh.drafts.iter().map(|draft| draft.file.as_str()).collect();
    assert_eq!((names, afresh.refused.len()), (vec!["d.txt"], 0), "what waited is forgotten");
}

/// What is left out of an archive is told, each file with its reason.
#[test]
fn what_is_left_out_of_an_archive_is_told() {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let prodigy = "{\"text\":\"Ana.\",\"_input_hash\":1,\"_task_hash\":2,\"tokens\":[],\
                   \"spans\":[{\"start\":0,\"end\":3,\"label\":\"PER\"}],\"answer\":\"accept\"}\n";
    let files: [(&str, &[u8]); 5] = [
        ("set/one.txt", b"Ana met Bo."),
        ("set/one.ann", b"T1\tPER 0 3\tAna\n"),
        ("set/more.jsonl", prodigy.as_bytes()),
        ("set/read me.rst", b"What this is."),
        ("set/scan.png", b"\x89PNG"),
    ];
    for (name, bytes) in files {
        zip.start_file(name, zip::write::SimpleFileOptions::default()).expect("a name");
        std::io::Write::write_all(&mut zip, bytes).expect("written");
    }
    let bytes = zip.finish().expect("whole").into_inner();
    let state = State::new(1, PersonId::from_bits(1), ProjectId::from_bits(1));
    let look = vec![ImportFile { name: "all.zip".to_owned() }];
    let request = Request {
        project: Some(project_for_search(&state.project)),
        import: Some(Import { look, ..Import::default() }),
        ..Request::default()
    };
    let parts = vec![to_json(&request).into_bytes(), bytes];
    let answer = String::from_utf8(Desk::default().answer(parts).swap_remove(0)).expect("text");
    let told = json::parse::<Answer>(&answer).expect("an answer").imported.expect("it was looked at");
    assert_eq!((told.format.as_str(), told.articles, told.spans), ("prodigy", 1, 1));
    let told: Vec<_> = told.issues.iter().map(|told| (told.file.as_str(), told.facts.join(" "))).collect();
    let wanted = [
        ("all.zip/set/one.txt", "no_format 0  false"),
        ("all.zip/set/one.ann", "other_format 0 brat standoff false"),
        ("all.zip/set/read me.rst", "no_format 0  false"),
        ("all.zip/set/scan.png", "beside 0 png true"),
    ];
    assert_eq!(told, wanted.map(|(file, why)| (file, why.to_owned())));
}
