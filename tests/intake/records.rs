//! Data files: JSON, JSON lines, tables; what scrapers call things, and what is wrong with lines.

use manicule::intake::reader::Taken;
use manicule::intake::refusal::Refused;

use crate::reading::{one, read, refused};

fn words(taken: &Taken) -> Vec<(usize, &str)> {
    taken.drafts.iter().map(|draft| (draft.line, draft.text.as_str())).collect()
}

#[test]
fn what_scrapers_call_things_is_understood() {
    let file = r#"{"_id": 17, "Headline": "Ferry", "authors": ["Ada", {"name": "Bo"}], "date_publish": "2026-11-02",
        "source": {"id": null, "name": "The Sheet"}, "url": "https://news.example/a", "lang": "en_GB", "maintext": "It sailed.",
        "description": "A deck", "views": 12.50, "tags": ["x", "y"], "odd": {"deep": [1]}, "none": null, "link": "javascript:x"}"#;
    let taken = read("a.json", file.as_bytes());
    let draft = one(&taken);
    assert_eq!((draft.line, &*draft.id, draft.text.as_str()), (0, "17", "It sailed."));
    let meta = &draft.meta;
    assert_eq!((&*meta.title, meta.byline.as_deref()), ("Ferry", Some("Ada, Bo")));
    assert_eq!((meta.published.as_deref(), meta.site.as_deref()), (Some("2026-11-02"), Some("The Sheet")));
    assert_eq!((meta.source_url.as_deref(), meta.language.as_deref()), (Some("https://news.example/a"), Some("en-GB")));
    let extra: Vec<_> = meta.extra.iter().map(|(name, value)| format!("{name}={value}")).collect();
    assert_eq!(extra, ["description=A deck", "views=12.50", "tags=x, y", "link=javascript:x"]);
}

#[test]
fn articles_are_found_in_what_holds_them() {
    for (file, expected) in [
        (r#"[{"text": "a"}, {"body": "b"}]"#, vec![(1, "a"), (1, "b")]),
        (
            "{\"status\": \"ok\", \"articles\": [\n{\"content\": \"a\"},\n{\"content\": \"b\"}\n], \"n\": 2}",
            vec![(2, "a"), (3, "b")],
        ),
        (r#"{"response": {"docs": [{"text": "a"}]}}"#, vec![(1, "a")]),
        ("{\"x1\": {\"text\": \"a\"},\n \"x2\": {\"text\": \"b\"}}", vec![(1, "a"), (2, "b")]),
        (r#"{"meta": {"title": "t"}, "paragraphs": ["a", "b"]}"#, vec![(0, "a\n\nb")]),
        (r#"{"text": "", "content": "b"}"#, vec![(0, "b")]),
        ("\u{feff}{\"text\": \"a\"}\n{\"text\": \"b\"}\n", vec![(1, "a"), (2, "b")]),
    ] {
        assert_eq!(words(&read("a.json", file.as_bytes())), expected, "{file}");
        // A name that says nothing leaves the content to tell.
        assert_eq!(words(&read("a.txt", file.as_bytes())), expected, "{file}");
    }
    let ids = read("a.json", br#"{"x1": {"text": "a"}, "x2": {"text": "b"}}"#);
    assert_eq!(ids.drafts.iter().map(|draft| &*draft.id).collect::<Vec<_>>(), ["x1", "x2"]);
    let list = one(&read("a.jsonl", b"[\n {\"text\": \"a\"}\n]")).text.clone();
    assert_eq!(list, "a", "a list is one value, whatever the name says");
}

#[test]
fn markup_in_a_field_is_read_as_markup() {
    let taken = read("a.json", br#"{"content": "<p>One &amp; two</p><script>x()</script><p>Three</p>", "title": "T"}"#);
    let draft = one(&taken);
    assert!(!draft.verbatim && !draft.text.contains('<'), "{}", draft.text);
    let plain = read("a.json", br#"{"content": "a < b and c > d, <3"}"#);
    assert_eq!((one(&plain).verbatim, one(&plain).text.as_str()), (true, "a < b and c > d, <3"));
}

#[test]
fn a_bad_line_is_told_and_the_others_are_taken() {
    let deep = format!("{{\"text\": \"d\", \"x\": {}1{}}}", "[".repeat(70), "]".repeat(70));
    let lines = [
        r#"{"text": "a"}"#,
        r#"{"text": "b""#,
        "",
        r#"{"text": "c", "text": "d"}"#,
        "[1]",
        r#"{"title": "no text"}"#,
        r#"{"text": "  "}"#,
        &deep,
        r#"{"text": "lone \ud83d half, whole \ud83d\ude00, \\ud83d"}"#,
        r#"é {"text": 1}"#,
        r#"{"text": "z"}"#,
    ];
    let taken = read("a.jsonl", lines.join("\r\n").as_bytes());
    assert_eq!(words(&taken), [(1, "a"), (9, "lone \u{fffd} half, whole 😀, \\ud83d"), (11, "z")]);
    assert_eq!(taken.drafts[1].surrogates, 1);
    let told = refused(&taken);
    assert_eq!(told.iter().map(|(line, _)| *line).collect::<Vec<_>>(), [2, 4, 5, 6, 7, 8, 10]);
    assert!(matches!(&told[0].1, Refused::Syntax(12, words) if words.contains("EOF")), "{told:?}");
    assert_eq!(told[1].1, Refused::SameKey("text".into()));
    assert_eq!(told[2].1, Refused::NotARecord("a list".into()));
    assert_eq!(told[3].1, Refused::NoTextField("title".into()));
    assert_eq!(told[4].1, Refused::Empty);
    assert_eq!(told[5].1, Refused::TooDeep(64));
    assert_eq!(told[6].1, Refused::Syntax(1, "expected value".into()));
}

#[test]
fn a_list_that_breaks_gives_what_stands_before() {
    let taken = read("a.json", b"[{\"text\": \"a\"},\n {\"text\": \"b\"},\n {\"text\": \"c}]");
    assert_eq!(words(&taken), [(1, "a"), (2, "b")]);
    assert!(matches!(&refused(&taken)[..], [(3, Refused::Syntax(14, _))]), "{:?}", refused(&taken));
    for (file, line) in [
        ("[{\"text\": \"a\"}", 1),
        ("[{\"text\": \"a\"},]", 1),
        ("[{\"text\": \"a\"}\n{\"text\": \"b\"}]", 2),
        ("[{\"text\": \"a\"}]\nx", 2),
    ] {
        let taken = read("a.json", file.as_bytes());
        assert_eq!(words(&taken), [(1, "a")], "{file}");
        assert!(
            matches!(&refused(&taken)[..], [(at, Refused::Syntax(..))] if *at == line),
            "{file} {:?}",
            refused(&taken)
        );
    }
    for (file, why) in [("3", Refused::NotARecord("a number".into())), ("\"x\"", Refused::NotARecord("a text".into()))]
    {
        assert_eq!(refused(&read("a.json", file.as_bytes())), [(0, why)]);
    }
    let deep = "[".repeat(100_000);
    assert_eq!(read("a.json", deep.as_bytes()).refused.len(), 1);
}

#[test]
fn tables_are_read_by_their_first_row() {
    let file = "\u{feff}Titel;Text;n\nEins;\"a; b\n\"\"c\"\"\";1\nZwei;zu wenig\n;;\nDrei;d;3\n";
    let taken = read("a.csv", file.as_bytes());
    assert_eq!(words(&taken), [(2, "a; b\n\"c\""), (5, "d")]);
    assert_eq!(refused(&taken), [(3, Refused::RowLength(2, 3)), (4, Refused::Empty)]);
    assert_eq!(&*taken.drafts[0].meta.title, "Eins");
    assert_eq!(taken.drafts[0].meta.extra, [("n".into(), "1".into())]);
    for file in [
        "id,text\n1,\"a, b\"\n",
        "id\ttext\n1\ta, b\n",
        "id|text\n1|a, b\n",
        "sep=;\nid;text\n1;a, b\n",
        "text\n\"a, b\"\n",
    ] {
        for name in ["a.csv", "a.tsv"] {
            let taken = read(name, file.as_bytes());
            assert_eq!(one(&taken).text, "a, b", "{name} {file}");
        }
    }
    let none = read("a.csv", b"x,y\n1,2\n");
    assert_eq!(refused(&none), [(0, Refused::NoTextField("x, y".into()))]);
    assert_eq!(refused(&read("a.json", br#"[{"x": 1, "y": "2"}]"#)), [(1, Refused::NoTextField("x, y".into()))]);
}

#[test]
fn all_lists_of_an_object_are_read_in_turn() {
    let splits =
        r#"{"train":[{"text":"One"},{"text":"Two"}],"authors":[{"name":"Ada"}],"test":[{"id":"c","text":"Three"}]}"#;
    for file in [splits.to_owned(), format!(r#"{{"data":{splits}}}"#)] {
        let taken = read("s.json", file.as_bytes());
        assert_eq!(words(&taken), [(1, "One"), (1, "Two"), (1, "Three")], "{file}");
        assert_eq!(refused(&taken), [(0, Refused::PassedOver("authors".into()))]);
        assert!(taken.refused[0].why.is_warning());
    }
}

#[test]
fn a_row_whose_quotation_mark_is_not_closed_is_no_article() {
    let unclosed = |taken: &Taken| matches!(&taken.refused[..], [one] if one.line == 3 && matches!(one.why, Refused::Syntax(0, _)));
    let whole = "id,text\na,\"One, \"\"two\"\" and\nthree\"\nb,\"Four";
    for cut in [whole.to_owned(), format!("{whole}\nc,Five\nd,Six\n"), format!("{whole} \"\"said\"\"")] {
        let taken = read("t.csv", cut.as_bytes());
        assert_eq!(taken.drafts.len(), 1, "{cut}");
        assert!(unclosed(&taken), "{cut}: {:?}", taken.refused);
    }
    for good in [
        format!("{whole}\""),
        format!("{whole}\"\n"),
        "id,text\na,One\nb,5\" pipe".to_owned(),
        "id,text\na,One\nb,\"x\"y\"".to_owned(),
    ] {
        let taken = read("t.csv", good.as_bytes());
        assert_eq!((taken.drafts.len(), refused(&taken)), (2, Vec::new()), "{good}");
    }
    assert!(matches!(refused(&read("t.csv", b"id,\"text\na,One\n"))[..], [(0, Refused::Syntax(0, _))]));
    let wide = format!("id,text\n{}\nb,Two\n", ",".repeat(3_000_000));
    let taken = read("t.csv", wide.as_bytes());
    assert_eq!((taken.drafts.len(), taken.refused.len()), (1, 1));
}

#[test]
fn files_of_our_own_are_told_and_not_read_as_others() {
    let ours = r#"{"format":"article-annotations","version":"1.0","id":"a","article":{"text":"Words"},"text":"Words"}"#;
    let schema = r#"{ "format" : "article-annotations-schema", "text": "x"}"#;
    let task = "{\n\"format\": \"manicule-task\",\n\"articles\": [{\"text\":\"Words\"}]}";
    for (name, text) in [("a.jsonl", ours), ("s.json", schema), ("t.json", task), ("a", ours)] {
        let taken = read("z.zip", &crate::corpus::zipped(&[(name, text.as_bytes())]));
        assert_eq!((taken.drafts.len(), refused(&taken)), (0, vec![(0, Refused::Ours)]), "{name}");
        let wide: Vec<u8> = "\u{feff}".encode_utf16().chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
        assert_eq!(refused(&read(name, &wide)), [(0, Refused::Ours)], "{name}");
    }
    let mixed = format!("{{\"text\":\"One\"}}\n{ours}\n");
    let taken = read("m.jsonl", mixed.as_bytes());
    assert_eq!((taken.drafts.len(), refused(&taken)), (1, vec![(2, Refused::Ours)]));
    assert_eq!(read("o.jsonl", b"{\"format\":\"html\",\"text\":\"One\"}").drafts.len(), 1);
}
