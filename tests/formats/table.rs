//! Tables: golden files of a hard project, cells like formulas, tables of other tools, and what cannot be read.

use std::rc::Rc;

use manicule::formats::foreign::{Options, Out, Proof, Setting, codec};
use manicule::formats::loss::Lost;
use manicule::formats::{Problem, TextFile};
use manicule::model::{Origin, Project, ProjectId, Unit, markup, news_schema};

use crate::foreign::{golden, read, write};
use crate::native_golden::hard;

fn files(all: &[(&str, &str)]) -> Vec<TextFile> {
    all.iter().map(|(name, text)| TextFile { name: (*name).to_owned(), text: (*text).to_owned() }).collect()
}

#[test]
fn the_golden_files_are_written_byte_for_byte() {
    for format in ["csv", "tsv"] {
        let written = write(format, &hard(), Options::default(), "articles");
        golden("table/hard", written.files.clone());
        assert_eq!((written.proof.wrong, &written.proof.differs[..]), (0, &[][..]));
        assert!(written.proof.checked > 60, "{}", written.proof.checked);
        assert_eq!((written.told(Lost::Suggestions), written.told(Lost::Doubts)), (1, 2));
        assert_eq!(codec(format).map(|codec| (codec.recognise)(&written.files)), Some(100));
        let other = if format == "csv" { "tsv" } else { "csv" };
        assert_eq!(codec(other).map(|codec| (codec.recognise)(&written.files)), Some(0));
    }
}

#[test]
fn the_golden_files_read_back() {
    let project = hard();
    let written = write("csv", &project, Options { names: true, ..Options::default() }, "dev");
    let names: Vec<&str> = written.files.iter().map(|file| &*file.name).collect();
    assert_eq!(names, ["dev-articles.csv", "dev-claims.csv", "dev-relations.csv", "dev-spans.csv"]);
    let foreign = read("csv", &written.files);
    assert_eq!((foreign.issues.as_slice(), foreign.unit), (&[][..], Some(Unit::CodePoint)));
    let document = &foreign.documents[0];
    let meant = project.document(&"harbour/1".into()).expect("there");
    assert_eq!((&*document.id, &*document.text), ("harbour/1", &**meant.article.text()));
    assert_eq!(document.annotator.as_deref(), Some("Ümit \"the hand\""));
    assert_eq!(document.values.len(), 2);
    assert_eq!(document.spans.len(), meant.annotations.len());
    assert_eq!(document.relations.len(), meant.relations.len());
    assert_eq!(document.groups.len(), 1);
}

#[test]
fn formulas_are_marked_told_and_come_back() {
    let mut document = markup::parse("=d", "[=1+1](claim) and [@here](person), [-5](quantity)").expect("well formed");
    Rc::make_mut(&mut document.meta).title = Rc::from("+title");
    let project = Project::new(ProjectId::from_bits(1), "").with(Rc::new(document));
    let written = write("csv", &project, Options::default(), "articles");
    assert_eq!(written.proof.wrong, 0);
    assert!(written.told(Lost::Formulas) > 10);
    for file in &written.files {
        let cells = file.text.split(['\n', ',']);
        assert!(
            cells.clone().count() > 1 && !cells.clone().any(|cell| cell.starts_with(['=', '+', '-', '@'])),
            "{}",
            file.text
        );
    }
    let foreign = read("csv", &written.files);
    assert_eq!((&*foreign.documents[0].id, &*foreign.documents[0].title), ("=d", "+title"));
    let quotes: Vec<_> = foreign.documents[0].spans.iter().map(|span| &*span.quotes[0]).collect();
    assert_eq!(quotes, ["=1+1", "@here", "-5"]);
}

#[test]
fn a_wrong_unit_is_found() {
    let project = hard();
    let document = project.document(&"harbour/1".into()).expect("there");
    let setting =
        Setting { project: Rc::new(project.clone()), options: Options::default(), stem: "articles".to_owned() };
    let mut writer = codec("tsv").and_then(|codec| codec.write).expect("it is written")(&setting);
    let mut out = Out::default();
    writer.document(document, &mut out);
    let pieces = out.take();
    for piece in pieces.into_iter().filter(|piece| !piece.glue) {
        // One character in front of everything: all offsets are one too small.
        let text = if piece.path == "articles.tsv" {
            piece.text.replace("Harbour “log”", "Harbourr “log”")
        } else {
            piece.text
        };
        out.append(&piece.path, &text);
    }
    let mut proof = Proof::default();
    writer.prove(document, &out, &mut proof);
    assert!(proof.wrong > 20, "{}", proof.wrong);
}

/// Ada says it, in tables without any quotation mark.
fn said() -> Project {
    let marked = "[Ada](person#a) [said](cue#u) [it](claim#c)\n---\nc -source-> a\nc -cue-> u\n";
    let mut project = Project::new(ProjectId::from_bits(1), "");
    project.schema = Rc::new(news_schema::news());
    project.with(Rc::new(markup::parse("d", marked).expect("well formed")))
}

/// What a proof finds where the rows of a table are changed.
fn wrong_in(table: &str, change: impl Fn(&mut Vec<Vec<String>>)) -> u64 {
    let project = said();
    let setting =
        Setting { project: Rc::new(project.clone()), options: Options::default(), stem: "articles".to_owned() };
    let mut writer = codec("tsv").and_then(|codec| codec.write).expect("it is written")(&setting);
    let (mut out, mut proof) = (Out::default(), Proof::default());
    let document = project.documents().next().expect("one");
    writer.document(document, &mut out);
    for piece in out.take().into_iter().filter(|piece| !piece.glue) {
        let mut rows: Vec<Vec<String>> =
            piece.text.lines().map(|row| row.split('\t').map(str::to_owned).collect()).collect();
        if piece.path == format!("{table}.tsv") {
            change(&mut rows);
        }
        let rows: String = rows.iter().map(|row| format!("{}\r\n", row.join("\t"))).collect();
        out.append(&piece.path, &rows);
    }
    writer.prove(document, &out, &mut proof);
    proof.wrong
}

#[test]
fn the_proof_reads_every_table() {
    assert_eq!(wrong_in("none", |_| ()), 0);
    let places: [(&str, &[usize]); 3] = [
        ("articles", &[13, 14, 15]),
        ("relations", &[1, 2, 3, 4, 5, 6]),
        ("claims", &[3, 5, 6, 7, 8, 9, 10, 14, 15, 16]),
    ];
    for (table, columns) in places {
        for column in columns {
            assert!(wrong_in(table, |rows| rows[0][*column] = "1".into()) > 0, "{table}, {column}");
        }
        assert!(wrong_in(table, |rows| drop(rows.pop())) > 0, "{table}: a row is missing");
        assert!(wrong_in(table, |rows| rows.push(rows[0].clone())) > 0, "{table}: a row too many");
    }
}

#[test]
fn where_something_comes_from_is_told() {
    let project = said();
    let mut document = (**project.documents().next().expect("one")).clone();
    let mut annotation = (**document.in_reading_order()[0]).clone();
    annotation.origin = Origin::Engine { id: "rules".into(), permille: Some(500) };
    document.annotations.insert(annotation.id, Rc::new(annotation));
    let suggested = project.clone().with(Rc::new(document));
    for (format, more) in [("csv", 0), ("tsv", 0), ("brat", 1), ("attribution", 1)] {
        let told = |project| write(format, project, Options::default(), "articles").told(Lost::Authors);
        assert_eq!(told(&suggested), told(&project) + more, "{format}");
    }
    // Tables have a place for what a model made, and for how sure it was.
    let files = write("csv", &suggested, Options::default(), "articles").files;
    let spans = files.iter().find(|file| file.name == "spans.csv").expect("the table of spans");
    assert_eq!(spans.text.lines().filter(|line| line.ends_with(",rules,0.5")).count(), 1, "{}", spans.text);
}

#[test]
fn a_table_without_a_column_is_still_ours() {
    let document = markup::parse("d", "- one\n=two [Ana](person)").expect("well formed");
    let meant = document.article.text().to_string();
    let project = Project::new(ProjectId::from_bits(1), "").with(Rc::new(document));
    let mut all = write("csv", &project, Options::default(), "articles").files;
    let articles = all.iter_mut().find(|file| file.name == "articles.csv").expect("there");
    assert!(articles.text.contains("'- one"), "{}", articles.text);
    articles.text = articles.text.replace("byline", "by whom");
    let foreign = read("csv", &all);
    assert_eq!((&foreign.documents[0].text, &foreign.issues[..]), (&meant, &[][..]));
    // Somebody has written into it.
    let articles = all.iter_mut().find(|file| file.name == "articles.csv").expect("there");
    articles.text = articles.text.replace("one", "ones");
    let problems: Vec<_> = read("csv", &all).issues.into_iter().map(|issue| issue.problem).collect();
    assert_eq!(problems, [Problem::Checksum]);
}

#[test]
fn tables_of_other_tools() {
    let articles = "\u{feff}Doc ID;x\n".replace(';', ",") + "1,y\n";
    let all = files(&[
        ("texts.csv", "doc_id,text\n1,\"Ana, and Bo\"\n1,again\n2,\n"),
        ("marks.csv", "doc_id,type,begin,end_offset,quote\n1,PER,0,3,Ana\n1,PER,x,3,Ana\n9,PER,0,3,Ana\n1,PER\n"),
        ("other.csv", &articles),
    ]);
    assert_eq!(codec("csv").map(|codec| (codec.recognise)(&all)), Some(70));
    let foreign = read("csv", &all);
    assert_eq!(foreign.unit, None);
    let [document] = &foreign.documents[..] else { panic!("one") };
    let span = &document.spans[0];
    assert_eq!((&*span.label, &span.fragments[..], &span.quotes[..]), ("PER", &[(0, 3)][..], &["Ana".to_owned()][..]));
    let told: Vec<_> = foreign.issues.iter().map(|issue| (&*issue.file, issue.line)).collect();
    assert_eq!(
        told,
        [("marks.csv", 5), ("other.csv", 1), ("texts.csv", 3), ("texts.csv", 4), ("marks.csv", 3), ("marks.csv", 4),]
    );
    let alone = read("csv", &all[1..2]);
    assert!(
        alone
            .issues
            .iter()
            .any(|issue| matches!(&issue.problem, Problem::Partner { name, .. } if name == "articles.csv"))
    );
}

#[test]
fn formulas_behind_other_separators_are_marked_and_come_back() {
    let text = "- one;=1+1\n@two;\"=3\"\n\n'-four [Ana](person)";
    let document = markup::parse("d", text).expect("well formed");
    let meant = document.article.text().to_string();
    let project = Project::new(ProjectId::from_bits(1), "").with(Rc::new(document));
    for format in ["csv", "tsv"] {
        let written = write(format, &project, Options::default(), "articles");
        assert_eq!(written.proof.wrong, 0);
        let articles = written.files.iter().find(|file| file.name == format!("articles.{format}")).expect("there");
        let signs = ['=', '+', '-', '@'];
        let cells = articles.text.split([';', '\n', '\t']).map(|cell| cell.trim_matches('"'));
        assert!(cells.clone().count() > 5 && !cells.clone().any(|cell| cell.starts_with(signs)), "{}", articles.text);
        assert_eq!(read(format, &written.files).documents[0].text, meant);
    }
}

/// A `'` that we did not put there is somebody's.
#[test]
fn marks_of_others_stay() {
    let all = files(&[
        ("texts.csv", "document,text\n1,'-tis Ana;'=x\n"),
        ("marks.csv", "document,label,start,end,text\n1,PER,6,9,Ana\n"),
    ]);
    assert_eq!(read("csv", &all).documents[0].text, "'-tis Ana;'=x");
}

#[test]
fn columns_of_others_are_kept() {
    let all = files(&[
        ("texts.csv", "document,text,Split Name,values,url\n1,Ana met Bo.,train,calm,http://a\n"),
        (
            "marks.csv",
            "document,annotation,label,start,end,Sure,tag,annotator,entity,entity_name\n\
             1,s1,PER,0,3,high,HERO,zoe,e1,Ana\n1,s2,PER,8,10,,,,e2,Ana\n1,,PER,4,7,,,,e2,met\n",
        ),
        ("links.csv", "document,relation,relation_kind,from,to,seen\n1,r,met,s1,s2,twice\n"),
    ]);
    let foreign = read("csv", &all);
    let document = &foreign.documents[0];
    let wanted = [
        ("url", "\"http://a\""),
        ("Split Name", "\"train\""),
        ("values", "\"calm\""),
        ("s1.Sure", "\"high\""),
        ("s1.tag", "\"HERO\""),
        ("s1.annotator", "\"zoe\""),
        ("row 4.entity", "\"e2\""),
        ("row 4.entity_name", "\"met\""),
        ("r.seen", "\"twice\""),
    ];
    assert_eq!(document.extra, wanted.map(|(name, value)| (name.to_owned(), value.to_owned())));
    assert_eq!(document.groups.iter().map(|thing| &*thing.id).collect::<Vec<_>>(), ["e1", "e2"]);
    let told: Vec<_> = foreign.issues.iter().map(|issue| (&*issue.file, &issue.problem)).collect();
    assert_eq!(told, [("texts.csv", &Problem::Value { found: "calm".into() })]);
}

#[test]
fn tabulators_without_quotation_marks() {
    let all = files(&[
        ("texts.tsv", "document\ttext\n1\t\"No,\" Ana said.\n2\t\"So\n3\tBo.\n"),
        ("marks.tsv", "document\tlabel\tstart\tend\ttext\n1\tPER\t6\t9\tAna\n3\tPER\t0\t2\tBo\n"),
    ]);
    let foreign = read("tsv", &all);
    let texts: Vec<_> = foreign.documents.iter().map(|document| &*document.text).collect();
    assert_eq!(texts, ["\"No,\" Ana said.", "\"So", "Bo."]);
    assert_eq!(foreign.issues, []);
}
