//! Files that are broken, hostile or very large: each gets a sentence, and what can be read is read.

use manicule::intake::reader::{Given, limits};
use manicule::intake::refusal::Refused;

use crate::corpus::zipped;
use crate::reading::{is_sound, one, read, read_by, refused};

#[test]
fn files_that_hold_no_article() {
    for (name, bytes, why) in [
        ("a.txt", b"".as_slice(), Refused::Empty),
        ("a.txt", b" \n\t\r\n", Refused::Empty),
        ("a.txt", b"\xef\xbb\xbf", Refused::Empty),
        ("a.html", b"\xff\xfe \0\n\0", Refused::Empty),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0", Refused::Kind("PNG".into())),
        ("a.txt", b"%PDF-1.4\nwords", Refused::Kind("PDF".into())),
        ("feed.xml", b"<?xml version='1.0'?><!-- x --><rss><channel/></rss>", Refused::Kind("RSS".into())),
        ("a.txt", b"abc\0\0\0\x01\x02\x03\x04", Refused::Binary(3)),
        ("a.csv", b"x\n1\n", Refused::NoTextField("x".into())),
    ] {
        assert_eq!(refused(&read(name, bytes)), [(0, why)], "{name} {bytes:?}");
    }
    let chosen = |label: &str| {
        let file = Given { name: "a.txt".into(), bytes: b"caf\xe9".to_vec(), encoding: Some(label.into()) };
        read_by(vec![file], 1)
    };
    assert_eq!(refused(&chosen("utf-8")), [(0, Refused::NotIn("utf-8".into(), 3))]);
    assert_eq!(refused(&chosen("none")), [(0, Refused::NoEncoding("none".into()))]);
    assert_eq!(one(&chosen("latin1")).text, "café");
    let pasted = Given { name: String::new(), bytes: b"Words.".to_vec(), encoding: None };
    assert_eq!(&*one(&read_by(vec![pasted], 1)).file, "", "what was pasted has no name");
    let cyrillic = Given { name: "a.txt".into(), bytes: b"caf\xe9".to_vec(), encoding: Some("windows-1251".into()) };
    assert_eq!(one(&read_by(vec![cyrillic], 1)).text, "cafй");
}

#[test]
fn content_goes_before_names() {
    let html = b"<!-- saved --><!DOCTYPE html><html><body><p>Words</p></body></html>";
    for name in ["a.txt", "a.json", "a.csv", "a"] {
        assert!(!one(&read(name, html)).verbatim, "{name}");
    }
    let zip = zipped(&[("x.txt", b"Words")]);
    assert_eq!(&*one(&read("a.txt", &zip)).file, "a.txt/x.txt");
    assert!(one(&read("a.txt", b"[Editor's note] {so it begins}")).verbatim);
    assert_eq!(one(&read("a.txt", b"{curly, said Bo}")).text, "{curly, said Bo}");
}

#[test]
fn archives_are_opened_and_their_names_are_labels() {
    let inner = zipped(&[("deep.txt", b"Deep words")]);
    let nested = zipped(&[("a.zip", &inner), ("b.zip", &zipped(&[("c.zip", &inner)]))]);
    let taken = read("n.zip", &nested);
    let names: Vec<&str> = taken.drafts.iter().map(|draft| &*draft.file).collect();
    assert_eq!(names, ["n.zip/a.zip/deep.txt"]);
    let told: Vec<_> = taken.refused.iter().map(|refusal| (refusal.file.as_str(), refusal.why.clone())).collect();
    assert_eq!(told, [("n.zip/b.zip/c.zip", Refused::Nested)]);

    let odd: &[(&str, &[u8])] = &[
        ("../../etc/passwd.txt", b"One"),
        ("C:\\x\\y.txt", b"Two"),
        ("__MACOSX/._a.txt", b"no"),
        (".DS_Store", b"no"),
        ("d/.hidden.txt", b"no"),
        ("p/pic.png", b"\x89PNG\r\n\x1a\n"),
        ("p/report.pdf", b"%PDF-1.7"),
        ("empty.txt", b""),
    ];
    let taken = read("../o.zip", &zipped(odd));
    let names: Vec<&str> = taken.drafts.iter().map(|draft| &*draft.file).collect();
    assert_eq!(names, ["o.zip/etc/passwd.txt", "o.zip/x/y.txt"]);
    let told: Vec<_> = taken.refused.iter().map(|refusal| (refusal.file.as_str(), refusal.why.clone())).collect();
    assert_eq!(
        told,
        [
            ("o.zip/p/pic.png", Refused::Beside("png".into())),
            ("o.zip/p/report.pdf", Refused::Kind("PDF".into())),
            ("o.zip/empty.txt", Refused::Empty),
        ]
    );
    assert_eq!(refused(&read("e.zip", &zipped(&[]))), [(0, Refused::Empty)]);
    let word = zipped(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"<w/>")]);
    assert_eq!(refused(&read("w.docx", &word)), [(0, Refused::Kind("Word (docx)".into()))]);
}

#[test]
fn a_truncated_archive_gives_what_stands_before_the_cut() {
    let text = "words that go on ".repeat(50);
    let files: Vec<(String, &[u8])> = (0..6).map(|number| (format!("{number}.txt"), text.as_bytes())).collect();
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
    let whole = zipped(&files);
    let mut counts = Vec::new();
    for end in (4..whole.len()).step_by(97) {
        let taken = read("t.zip", &whole[..end]);
        let told = refused(&taken);
        assert!(matches!(&told[..], [(0, Refused::CutShort(read))] if *read == taken.drafts.len()), "{end}: {told:?}");
        assert_eq!(told[0].1.is_warning(), !taken.drafts.is_empty());
        counts.push(taken.drafts.len());
    }
    assert!(counts.is_sorted() && counts.first() == Some(&0) && counts.last() == Some(&6), "{counts:?}");
    let mut broken = whole.clone();
    // In the words of the second file, which is stored as it is.
    let at = broken.windows(5).rposition(|part| part == b"go on").expect("stored");
    broken[at] = b'G';
    let taken = read("b.zip", &broken);
    assert_eq!((taken.drafts.len(), taken.refused.len()), (5, 1));
    assert!(matches!(taken.refused[0].why, Refused::Broken(_)), "{:?}", taken.refused);
}

#[test]
fn what_swells_is_left_packed() {
    let zeros = vec![b'a'; limits::RATIO_FROM * 2];
    let bomb = zipped(&[("bomb.txt", &zeros), ("stored.txt", b"Words")]);
    assert!(bomb.len() < 40_000);
    let taken = read("b.zip", &bomb);
    assert_eq!((one_name(&taken), refused(&taken)), ("b.zip/stored.txt", vec![(0, Refused::Swells(limits::RATIO))]));
    // One that says it is small.
    let size = u32::try_from(zeros.len()).expect("small").to_le_bytes();
    let mut lies = bomb.clone();
    for at in 0..lies.len() - 4 {
        if lies[at..at + 4] == size {
            lies[at..at + 4].copy_from_slice(&100_u32.to_le_bytes());
        }
    }
    let taken = read("l.zip", &lies);
    assert_eq!(taken.drafts.len() + taken.refused.len(), 2);
    assert!(taken.drafts.iter().all(|draft| draft.text.len() <= limits::RATIO_FROM));
}

fn one_name(taken: &manicule::intake::reader::Taken) -> &str {
    assert_eq!(taken.drafts.len(), 1);
    &taken.drafts[0].file
}

#[test]
fn locked_files_are_told() {
    let mut zip = zipped(&[("a.txt", b"Words"), ("b.txt", b"More words")]);
    // The flag of the first file, in its own header and in the list.
    let list = zip.windows(4).position(|part| part == b"PK\x01\x02").expect("a list");
    zip[6] |= 1;
    zip[list + 8] |= 1;
    let taken = read("z.zip", &zip);
    assert_eq!((one_name(&taken), refused(&taken)), ("z.zip/b.txt", vec![(0, Refused::Encrypted)]));
}

#[test]
fn large_files_have_limits_and_go_bit_by_bit() {
    let large = vec![b'a'; limits::FILE + 1];
    assert_eq!(refused(&read("a.txt", &large)), [(0, Refused::TooLarge(limits::FILE))]);
    let paragraph = "word ".repeat(200_000);
    let taken = read("a.txt", paragraph.as_bytes());
    assert_eq!(one(&taken).pieces.len(), 1);
    let long = ("word ".repeat(200) + "\n").repeat(limits::TEXT / 1000);
    let taken = read("a.txt", long.as_bytes());
    assert_eq!((taken.drafts.len(), refused(&taken)), (1, vec![(0, Refused::LongText(long.len()))]));
    let line = format!("{{\"text\": \"{}\"}}\n{{\"text\": \"b\"}}\n", "a".repeat(limits::LINE));
    let taken = read("a.jsonl", line.as_bytes());
    assert_eq!((taken.drafts.len(), refused(&taken)), (1, vec![(1, Refused::TooLong(limits::LINE))]));

    // A turn reads about as much as it is told, and no more.
    let lines: String = (0..20_000).map(|number| format!("{{\"text\": \"Article number {number}.\"}}\n")).collect();
    let mut reader = manicule::intake::reader::Reader::default();
    reader.put(Given { name: "a.jsonl".into(), bytes: lines.clone().into_bytes(), encoding: None });
    let (mut turns, mut most) = (0, 0);
    loop {
        let taken = reader.turn(10_000);
        turns += 1;
        most = most.max(taken.drafts.len());
        taken.drafts.iter().for_each(is_sound);
        if !taken.more {
            break;
        }
    }
    assert!(turns > lines.len() / 20_000 && most < 500, "{turns} turns, {most} at most");
}

/// Another encoding for one file of an archive is that file's alone; both files have one name once that is cleaned.
#[test]
fn one_file_of_an_archive_in_another_encoding() {
    use manicule::intake::reader::Reader;
    let latin = b"caf\xe9 \xe0 la carte, dit-on".as_slice();
    let utf8 = "café à la carte, dit-on".as_bytes();
    let inner = zipped(&[("in.txt", latin)]);
    let zip = zipped(&[
        ("p/x/y/z/a.txt", utf8),
        ("empty.txt", b""),
        ("q/x/y/z/a.txt", latin),
        ("b.zip", &inner),
        ("r/x/y/z/a.txt", latin),
    ]);
    let first = read("a.zip", &zip);
    let parts: Vec<usize> = first.drafts.iter().map(|draft| draft.part).collect();
    assert_eq!(parts, [1, 3, 5, 6]);
    assert_eq!(first.refused.iter().map(|refusal| refusal.part).collect::<Vec<_>>(), [2]);
    assert_eq!(first.drafts[0].file, first.drafts[1].file);
    for (at, part) in [(1, 3), (2, 5)] {
        let mut reader = Reader::default();
        let encoding = Some("windows-1251".to_owned());
        reader.put_for(Given { name: "a.zip".to_owned(), bytes: zip.clone(), encoding }, part);
        let again = reader.turn(usize::MAX);
        assert_eq!((again.drafts.len(), again.refused.len(), again.more), (1, 0, false));
        assert_eq!((again.drafts[0].part, &*again.drafts[0].encoded.name), (part, "windows-1251"));
        assert_eq!(again.drafts[0].file, first.drafts[at].file);
        assert_ne!(again.drafts[0].text, first.drafts[at].text);
    }
}
