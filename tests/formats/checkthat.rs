//! CheckThat!: golden files of a hard project, which sentences count, files of all years, and what cannot be read.

use std::rc::Rc;

use manicule::formats::foreign::{CODECS, Options, codec};
use manicule::formats::loss::{Lost, Resolved};
use manicule::formats::{Problem, TextFile};
use manicule::model::{AttributeName, MetaField, Project, ProjectId, markup, news_schema};

use crate::foreign::{golden, read, write};
use crate::marked::hard;

fn file(name: &str, text: &str) -> TextFile {
    TextFile { name: name.to_owned(), text: text.to_owned() }
}

/// A project of one article; what is said to be worth checking, by the words of the claim.
fn project(marked: &str, ratings: &[(&str, &str)]) -> Project {
    let mut document = markup::parse("a", marked).expect("well formed");
    for (words, rating) in ratings {
        let found = document.annotations.values().find(|one| one.span.quote(&document.article) == *words);
        let mut claim = (**found.expect("it is marked")).clone();
        claim.attributes.insert(AttributeName::from("check_worthy"), vec![Rc::from(*rating)]);
        document.annotations.insert(claim.id, Rc::new(claim));
    }
    Project::new(ProjectId::from_bits(9), "").with(Rc::new(document))
}

/// What is said of each sentence.
fn classes(project: &Project) -> Vec<(String, String)> {
    let written = write("checkthat", project, Options::default(), "articles");
    assert_eq!(written.proof.differs, []);
    let rows =
        written.file("articles.tsv").lines().skip(1).map(|row| row.split('\t').map(str::to_owned).collect::<Vec<_>>());
    rows.map(|row| (row[1].clone(), row[2].clone())).collect()
}

#[test]
fn the_golden_files_are_written_byte_for_byte() {
    let written = write("checkthat", &hard(), Options::default(), "articles");
    golden("checkthat", written.files.clone());
    assert_eq!((written.proof.wrong, &written.proof.differs[..]), (0, &[][..]));
    assert!(written.file("articles.tsv").starts_with("Sentence_id\tText\tclass_label\n1_1\t"));
    assert_eq!(codec("checkthat").map(|codec| (codec.recognise)(&written.files)), Some(95));
    let ids = written.files.iter().find(|file| file.name == "articles.ids.tsv").expect("there");
    let of_ids = CODECS.iter().map(|codec| (codec.recognise)(std::slice::from_ref(ids))).max();
    assert!(of_ids < Some(50), "it goes along with the other, and is no other format's: {of_ids:?}");
    let again = read("checkthat", &written.files);
    assert_eq!(again.issues, []);
    let told: Vec<_> = again.documents.iter().map(|loose| (loose.id.as_str(), loose.spans.len())).collect();
    assert_eq!(told, [("harbour/1", 2), ("plain", 0)]);
}

#[test]
fn a_sentence_counts_where_a_claim_that_is_worth_it_touches_it() {
    let marked = "{p}Bo said [it sank. Twice](claim). [It rains](claim). [It snows](claim). Nobody came.";
    let project_of = |ratings: &[(&str, &str)]| project(marked, ratings);
    let labels = |project: &Project| classes(project).into_iter().map(|(_, class)| class).collect::<Vec<_>>();
    assert_eq!(labels(&project_of(&[])), ["Yes", "Yes", "Yes", "Yes", "No"], "nobody has rated them");
    assert_eq!(labels(&project_of(&[("It rains", "0"), ("It snows", "1")])), ["Yes", "Yes", "No", "Yes", "No"]);
    let told = |project: &Project| {
        let losses = write("checkthat", project, Options::default(), "articles").losses;
        let all = losses.all().iter().map(|loss| (loss.what, loss.how, loss.count));
        let those = [Lost::Unrated, Lost::Sentences];
        all.filter(|(what, ..)| those.contains(what)).collect::<Vec<_>>()
    };
    let rated = project_of(&[("It rains", "0"), ("It snows", "1")]);
    assert_eq!(told(&rated), [(Lost::Sentences, Resolved::Widened, 3), (Lost::Unrated, Resolved::Kept, 1)]);
    // Where nothing asks how much it is worth, there is nothing to tell.
    let mut bare = project_of(&[]);
    let schema = Rc::make_mut(&mut bare.schema);
    schema.labels.iter_mut().for_each(|label| Rc::make_mut(label).attributes.clear());
    assert_eq!(told(&bare), [(Lost::Sentences, Resolved::Widened, 3)]);
    assert_eq!(labels(&bare), ["Yes", "Yes", "Yes", "Yes", "No"]);
    assert!(news_schema::news().labels.iter().any(|label| !label.attributes.is_empty()));
}

#[test]
fn what_yes_and_no_do_not_say_is_told() {
    let marked = "{p}[It rains](claim). [It snows](claim). [It hails](claim). Nobody came.";
    let told = |ratings: &[(&str, &str)]| {
        let written = write("checkthat", &project(marked, ratings), Options::default(), "articles");
        (written.told(Lost::Unworthy), written.told(Lost::Attributes), written.told(Lost::LabelNames))
    };
    assert_eq!(told(&[("It rains", "0"), ("It snows", "true")]), (1, 0, 0), "`Yes` says no less than `true`");
    assert_eq!(told(&[("It rains", "1"), ("It snows", "2"), ("It hails", "3")]), (0, 3, 0));
    let mut other = project(marked, &[]);
    let schema = Rc::make_mut(&mut other.schema);
    let label = schema.labels.iter().find(|label| label.id.as_str() == "claim").expect("there");
    let mut label = (**label).clone();
    label.id = "allegation".into();
    schema.labels.push(Rc::new(label));
    let mut document = (**other.documents().next().expect("one")).clone();
    let mut claim = (**document.annotations.values().next().expect("one")).clone();
    claim.label = "allegation".into();
    document.annotations.insert(claim.id, Rc::new(claim));
    let written = write("checkthat", &other.with(Rc::new(document)), Options::default(), "articles");
    assert_eq!(written.told(Lost::LabelNames), 1, "it would come back as a claim");
}

#[test]
fn what_ends_a_line_is_a_space_and_told() {
    let mut project = project("{p}[It\tsank\u{2028}twice\u{85}\"here](claim), \"Bo said.", &[]);
    assert_eq!(classes(&project), [("It sank twice \"here, \"Bo said.".to_owned(), "Yes".to_owned())]);
    let written = write("checkthat", &project, Options::default(), "articles");
    assert_eq!(written.told(Lost::LineEnds), 1);
    // A line end in an id or title parts no row.
    let mut document = (**project.documents().next().expect("one")).clone();
    Rc::make_mut(&mut document.meta).title = Rc::from("a\tb\nc");
    project = project.with(Rc::new(document));
    let written = write("checkthat", &project, Options::default(), "articles");
    assert_eq!(written.proof.differs, []);
    assert_eq!(read("checkthat", &written.files).documents[0].title, "a b c");
}

#[test]
fn a_file_that_was_changed_is_told() {
    let written = write("checkthat", &hard(), Options::default(), "articles");
    let mut files = written.files;
    let rows = files.iter_mut().find(|file| file.name == "articles.tsv").expect("there");
    rows.text = rows.text.replace("rewritten", "kept");
    let foreign = read("checkthat", &files);
    let told: Vec<_> = foreign.issues.iter().map(|issue| &issue.problem).collect();
    assert_eq!(told, [&Problem::Checksum]);
}

/// Rows in, and out again.
#[test]
fn what_comes_from_the_labs_goes_out_as_it_was() {
    let given = "Sentence_id\tText\tclass_label\n20160926_1\tSo good to be here.\tNo\n20160926_2\t\"We lost a third of our jobs.\tYes\n\
        20161009_1\tIt rains, 5% more.\tYes\n20161009_2\tThank you.\tNo\n";
    let files = [file("train.tsv", given)];
    let best = CODECS.iter().max_by_key(|codec| (codec.recognise)(&files)).expect("some");
    assert_eq!(best.id, "checkthat");
    let foreign = read("checkthat", &files);
    assert_eq!(foreign.issues, []);
    let told: Vec<_> = foreign.documents.iter().map(|loose| (&*loose.title, &*loose.text, loose.spans.len())).collect();
    let expected = [
        ("train 20160926", "So good to be here.\n\"We lost a third of our jobs.", 1),
        ("train 20161009", "It rains, 5% more.\nThank you.", 1),
    ];
    assert_eq!(told, expected);
    let span = &foreign.documents[0].spans[0];
    assert_eq!(
        (&*span.label, &*span.quotes[0], span.fragments[0]),
        ("claim", "\"We lost a third of our jobs.", (20, 49))
    );
    let mut project = Project::new(ProjectId::from_bits(9), "");
    for (number, text) in
        ["So good to be here.\n[\"We lost a third of our jobs.](claim)", "[It rains, 5% more.](claim)\nThank you."]
            .into_iter()
            .enumerate()
    {
        let document = markup::parse(&format!("d{number}"), &text.replace('\n', "\n{p}")).expect("well formed");
        project = project.with(Rc::new(document));
    }
    let rows: Vec<String> = classes_of(&project);
    let given: Vec<String> =
        given.lines().skip(1).map(|row| row.split_once('\t').expect("an id").1.to_owned()).collect();
    assert_eq!(rows, given);
}

fn classes_of(project: &Project) -> Vec<String> {
    classes(project).into_iter().map(|(words, class)| format!("{words}\t{class}")).collect()
}

#[test]
fn files_of_other_years() {
    let tweets = "topic_id\ttweet_id\ttweet_url\ttweet_text\tclaim\tclaim_worthiness\n\
        covid-19\t123\thttps://twitter.com/a/status/123\tMasks help. \u{1f637}\t1\t1\n\
        covid-19\t124\thttps://twitter.com/a/status/124\tIt rains.\t1\t0\ncovid-19\t125\tnowhere\tHello!\t0\t0\n";
    let foreign = read("checkthat", &[file("training_v2.tsv", tweets)]);
    assert_eq!(foreign.issues, []);
    let [first, second, third] = &foreign.documents[..] else { panic!("three") };
    assert_eq!((&*first.id, &*first.text, first.spans[0].fragments[0]), ("123", "Masks help. \u{1f637}", (0, 13)));
    assert_eq!(first.about, [(MetaField::Url, "https://twitter.com/a/status/123".to_owned())]);
    assert_eq!(first.extra, [("topic_id".to_owned(), "\"covid-19\"".to_owned())]);
    assert_eq!(second.spans[0].attributes, [("check_worthy".to_owned(), "0".to_owned())], "a claim, and not worth it");
    assert_eq!((third.spans.len(), &*third.extra[0].0), (0, "tweet_url"));

    let debate = "1\tHOLT\tGood evening.\t0\n2\tCLINTON\tJobs fell by a third.\t1\n3\tTRUMP\tNo.\t0\n";
    let foreign = read("checkthat", &[file("20160926_1pres.tsv", debate)]);
    let [document] = &foreign.documents[..] else { panic!("one") };
    assert_eq!((&*document.title, &*document.text), ("20160926_1pres", "Good evening.\nJobs fell by a third.\nNo."));
    assert_eq!(document.spans[0].attributes, [("source".to_owned(), "CLINTON".to_owned())]);

    let subjective = "sentence_id\tsentence\tlabel\tsolved_conflict\n\
        b9e1635a-72aa-467f-86d6-f56ef09f62c3\tGone are the days!\tSUBJ\tTrue\n\
        f99b5143-70d2-494a-a2f5-c68f10d09d0a\tIt opened in 2020.\tOBJ\tFalse\n";
    let foreign = read("checkthat", &[file("dev_en.tsv", subjective)]);
    let [document] = &foreign.documents[..] else { panic!("one: {:?}", foreign.documents) };
    assert_eq!((document.spans.len(), &*document.spans[0].label), (1, "SUBJ"));
    assert_eq!(foreign.issues[0].problem, Problem::LeftOut { what: "solved_conflict".to_owned() });

    for (text, sure) in [(tweets, 90), (debate, 70), (subjective, 90)] {
        let files = [file("x.tsv", text)];
        let best = CODECS.iter().max_by_key(|codec| (codec.recognise)(&files)).expect("some");
        assert_eq!((best.id, (best.recognise)(&files)), ("checkthat", sure), "{text}");
    }
}

#[test]
fn other_tables_are_not_taken_for_it() {
    let sure = |text: &str| codec("checkthat").map_or(0, |codec| (codec.recognise)(&[file("x.tsv", text)]));
    for other in [
        "document\ttext\ttitle\na\tIt rains.\tb\n",
        "text\tlabel\nIt rains.\t1\n",
        "Sentence_id\tText\tclass_label\n1\tIt rains.\tPER\n2\tNo.\tORG\n",
        "1\tAna\tNNP\t0\n3\tmet\tVBD\t0\n2\tBo\tNNP\t0\n",
        "1\tAna\tNNP\tB-PER\n2\tmet\tVBD\tO\n3\tBo\tNNP\tB-PER\n",
        "sentence_id\ttext\tlabel\n1\tA great film.\t1\n2\tA dull film.\t0\n3\tNo.\t0\n",
        "1\tpos\tA great film.\t1\n2\tneg\tA dull film.\t0\n3\tneg\tNo.\t0\n",
        "",
        "\n\n",
    ] {
        assert_eq!(sure(other), 0, "{other:?}");
    }
    let own = write("tsv", &hard(), Options::default(), "articles");
    assert_eq!(codec("checkthat").map(|codec| (codec.recognise)(&own.files)), Some(0));
}

#[test]
fn bad_rows_are_told_and_spoil_no_other() {
    let text = "Sentence_id\tText\tclass_label\n1_1\tIt rains.\tYes\n1_2\t \tYes\n1_3\tIt snows.\tperhaps\n1_4\tIt hails.\n1_5\tNo.\tNo\n";
    let foreign = read("checkthat", &[file("train.tsv", text)]);
    let told: Vec<_> = foreign.issues.iter().map(|issue| (issue.line, issue.problem.is_warning())).collect();
    assert_eq!(told, [(3, false), (4, true), (5, false)], "{:?}", foreign.issues);
    let [document] = &foreign.documents[..] else { panic!("one") };
    assert_eq!((&*document.text, document.spans.len()), ("It rains.\nIt snows.\nNo.", 1));
    let foreign = read("checkthat", &[file("train.tsv", "a\tb\n")]);
    assert!(matches!(&foreign.issues[0].problem, Problem::Foreign { found } if found == "a, b"));
}
