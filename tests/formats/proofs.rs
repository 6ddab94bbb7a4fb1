//! What holds for every format: its proof finds what is wrong with what was written, whatever that is; and no two labels are
//! called by one name.

use std::rc::Rc;

use manicule::formats::TextFile;
use manicule::formats::foreign::{CODECS, Codec, Options, Out, Proof, Setting};
use manicule::formats::loss::Lost;
use manicule::model::{LabelId, Project, ProjectId, markup};
use serde_json::Value;

use crate::foreign::{read, write};
use crate::marked::hard;

fn writers() -> impl Iterator<Item = &'static Codec> {
    CODECS.iter().filter(|codec| codec.write.is_some())
}

/// What a format appends for the first document of the hard project, changed and proved.
fn proved(codec: &Codec, change: impl Fn(&mut Vec<TextFile>)) -> Proof {
    let project = hard();
    let setting = Setting { project: Rc::new(project.clone()), options: Options::default(), stem: "articles".into() };
    let mut writer = codec.write.expect("it is written")(&setting);
    let document = project.documents().next().expect("one");
    let (mut out, mut spoilt, mut proof) = (Out::default(), Out::default(), Proof::default());
    writer.document(document, &mut out);
    let pieces = out.take().into_iter().filter(|piece| !piece.glue);
    let mut files: Vec<TextFile> = pieces.map(|piece| TextFile { name: piece.path, text: piece.text }).collect();
    change(&mut files);
    for file in files {
        spoilt.append(&file.name, &file.text);
    }
    writer.prove(document, &spoilt, &mut proof);
    proof
}

/// What is done to the spans of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Spoil {
    /// The first begins one later.
    Shift,
    /// The last is gone.
    Drop,
    /// There is one that nobody marked.
    More,
}

/// Parts of a text, without looking into what stands in quotation marks.
fn split(text: &str, at: char) -> Vec<String> {
    let (mut parts, mut quoted) = (vec![String::new()], false);
    for c in text.chars() {
        quoted ^= c == '"';
        match parts.last_mut() {
            Some(last) if c != at || quoted => last.push(c),
            _ => parts.push(String::new()),
        }
    }
    parts
}

fn higher(number: &str) -> String {
    (number.parse::<u32>().expect("a number") + 1).to_string()
}

fn raise(value: &mut Value) {
    *value = (value.as_u64().expect("a number") + 1).into();
}

fn tags(spoil: Spoil, tags: &mut [String]) {
    match spoil {
        Spoil::Shift => tags.rotate_right(1),
        Spoil::Drop => {
            let last = tags.iter().rposition(|tag| tag != "O").expect("one");
            let first = tags.iter().take(last + 1).rposition(|tag| tag.starts_with(['B', 'U'])).expect("its beginning");
            tags[first..=last].fill("O".to_owned());
        }
        Spoil::More => {
            let free = tags.iter().position(|tag| tag == "O").expect("one");
            let begin = if tags.iter().any(|tag| tag.starts_with("U-")) { "U-" } else { "B-" };
            tags[free] = format!("{begin}person");
        }
    }
}

/// Changes the spans in a list of JSON.
fn listed(spoil: Spoil, spans: &mut Vec<Value>, start: impl Fn(&mut Value) -> &mut Value) {
    match spoil {
        Spoil::Shift => raise(start(&mut spans[0])),
        Spoil::Drop => drop(spans.pop()),
        Spoil::More => spans.push(spans[0].clone()),
    }
}

fn line(spoil: Spoil, id: &str, text: &str) -> String {
    let mut line: Value = serde_json::from_str(text).expect("JSON");
    match id {
        "native" => {
            listed(spoil, line["spans"].as_array_mut().expect("a list"), |span| &mut span["fragments"][0]["start"])
        }
        "prodigy" => listed(spoil, line["spans"].as_array_mut().expect("a list"), |span| &mut span["start"]),
        "doccano" => listed(spoil, line["label"].as_array_mut().expect("a list"), |span| &mut span[0]),
        "doccano-relations" => {
            listed(spoil, line["entities"].as_array_mut().expect("a list"), |span| &mut span["start_offset"]);
        }
        "pubannotation" => {
            listed(spoil, line["denotations"].as_array_mut().expect("a list"), |span| match &span["span"] {
                Value::Array(_) => &mut span["span"][0]["begin"],
                _ => &mut span["span"]["begin"],
            });
        }
        "labelstudio" => {
            let results = line["annotations"][0]["result"].as_array_mut().expect("a list");
            let (mut regions, rest): (Vec<_>, Vec<_>) = results.drain(..).partition(|one| one["type"] == "labels");
            listed(spoil, &mut regions, |span| &mut span["value"]["start"]);
            *results = regions.into_iter().chain(rest).collect();
        }
        _ => {
            let column = line["ner_tags"].as_array_mut().expect("a list");
            let mut all: Vec<String> = column.iter().map(|tag| tag.as_str().expect("a tag").to_owned()).collect();
            tags(spoil, &mut all);
            *column = all.into_iter().map(Value::from).collect();
        }
    }
    format!("{line}\n")
}

fn rows(spoil: Spoil, between: char, text: &str) -> String {
    let mut rows = split(text.trim_end_matches('\n'), '\n');
    match spoil {
        Spoil::Shift => {
            let mut cells = split(&rows[0], between);
            cells[6] = higher(&cells[6]);
            rows[0] = cells.join(&between.to_string());
        }
        Spoil::Drop => drop(rows.pop()),
        Spoil::More => rows.push(rows[0].clone()),
    }
    rows.join("\n") + "\n"
}

fn standoff(spoil: Spoil, text: &str) -> String {
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let is_span = |line: &String| line.starts_with('T');
    match spoil {
        Spoil::Shift => {
            let parts: Vec<&str> = lines[0].splitn(3, ' ').collect();
            lines[0] = format!("{} {} {}", parts[0], higher(parts[1]), parts[2]);
        }
        Spoil::Drop => drop(lines.remove(lines.iter().rposition(is_span).expect("one"))),
        Spoil::More => lines.push("T99\tperson 2 9\tHarbour".to_owned()),
    }
    lines.join("\n") + "\n"
}

fn columns(spoil: Spoil, text: &str) -> String {
    let is_token = |line: &&str| line.contains(" -X- _ ");
    let tag = |line: &str| line.rsplit(' ').next().expect("a tag").to_owned();
    let mut all: Vec<String> = text.lines().filter(is_token).map(tag).collect();
    tags(spoil, &mut all);
    let mut all = all.into_iter();
    let lines = text.lines().map(|line| match line.rsplit_once(' ').filter(|_| is_token(&line)) {
        Some((front, _)) => format!("{front} {}\n", all.next().expect("as many")),
        None => format!("{line}\n"),
    });
    lines.collect()
}

/// The annotations among the structures of a CAS.
fn structures(spoil: Spoil, text: &str) -> String {
    let mut cas: Value = serde_json::from_str(text).expect("JSON");
    let all = cas["%FEATURE_STRUCTURES"].as_array_mut().expect("a list");
    let is_span = |one: &Value| one["%TYPE"] == "webanno.custom.ManiculeSpan";
    let (mut spans, rest): (Vec<_>, Vec<_>) = all.drain(..).partition(is_span);
    listed(spoil, &mut spans, |span| &mut span["begin"]);
    if spoil == Spoil::More {
        spans.last_mut().expect("one")["%ID"] = 99_999.into();
    }
    *all = rest.into_iter().chain(spans).collect();
    // Nobody is asked what is in the view.
    cas.as_object_mut().expect("an object").remove("%VIEWS");
    format!("{cas}\n")
}

/// Changes values that stand one after another.
fn records(text: &str, change: impl Fn(&mut Vec<Value>)) -> String {
    let mut all: Vec<Value> =
        serde_json::Deserializer::from_str(text).into_iter().collect::<Result<_, _>>().expect("JSON");
    change(&mut all);
    all.iter().map(Value::to_string).collect()
}

/// Claims have words and no places: the first loses its first character.
fn claims(spoil: Spoil, all: &mut Vec<Value>) {
    if spoil != Spoil::Shift {
        return listed(spoil, all, |claim| claim);
    }
    let key = if all[0]["@type"] == "ClaimReview" { "claimReviewed" } else { "text" };
    let words: String = all[0][key].as_str().expect("words").chars().skip(1).collect();
    all[0][key] = words.into();
}

/// Sentences: what is said of each is said of the next one.
fn sentences(spoil: Spoil, text: &str) -> String {
    let mut rows: Vec<Vec<String>> = text.lines().map(|line| line.split('\t').map(str::to_owned).collect()).collect();
    match spoil {
        Spoil::Shift => {
            let mut labels: Vec<String> = rows.iter().map(|row| row[2].clone()).collect();
            labels.rotate_right(1);
            rows.iter_mut().zip(labels).for_each(|(row, label)| row[2] = label);
        }
        Spoil::Drop => drop(rows.pop()),
        Spoil::More => rows.push(rows[0].clone()),
    }
    rows.iter().map(|row| row.join("\t") + "\n").collect()
}

fn spoil(codec: &Codec, how: Spoil, files: &mut [TextFile]) {
    let is_of_spans = |file: &&mut TextFile| match codec.id {
        "brat" => file.name.ends_with(".ann"),
        "csv" | "tsv" => file.name.starts_with("spans."),
        "attribution" => file.name == "claims.jsonl",
        "webannotation" => file.name.ends_with(".jsonld"),
        "averitec" => file.name == "articles.json",
        "checkthat" => file.name == "articles.tsv",
        "claimreview" => file.name == "claims.jsonld",
        "conll" | "conll-bilou" => file.name.ends_with(".conll"),
        _ => file.name.ends_with(".json") || file.name.ends_with(".jsonl"),
    };
    let file = files.iter_mut().find(is_of_spans).expect("the file of spans");
    let text = match codec.id {
        "brat" => standoff(how, &file.text),
        "csv" => rows(how, ',', &file.text),
        "tsv" => rows(how, '\t', &file.text),
        "conll" | "conll-bilou" => columns(how, &file.text),
        "webannotation" => {
            let mut whole: Value = serde_json::from_str(&file.text).expect("JSON");
            let items = whole["first"]["items"].as_array_mut().expect("a list");
            let (mut spans, rest): (Vec<_>, Vec<_>) = items.drain(..).partition(|one| one["motivation"] == "tagging");
            listed(how, &mut spans, |span| match &span["target"]["items"] {
                Value::Array(_) => &mut span["target"]["items"][0]["selector"][0]["start"],
                _ => &mut span["target"]["selector"][0]["start"],
            });
            *items = rest.into_iter().chain(spans).collect();
            format!("{whole}\n")
        }
        "attribution" => {
            let mut claims: Vec<Value> =
                file.text.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
            listed(how, &mut claims, |claim| &mut claim["content"][0]["start"]);
            claims.iter().map(|claim| format!("{claim}\n")).collect()
        }
        "cas" => structures(how, &file.text),
        "averitec" => records(&file.text, |all| listed(how, all, |claim| &mut claim["fragments"][0]["start"])),
        "claimreview" => records(&file.text, |all| claims(how, all)),
        "checkthat" => sentences(how, &file.text),
        id => line(how, id, &file.text),
    };
    assert_ne!(text, file.text, "{}: {how:?} changes something", codec.id);
    file.text = text;
}

#[test]
fn every_proof_finds_what_is_wrong() {
    for codec in writers() {
        let good = proved(codec, |_| ());
        assert_eq!((good.wrong, good.differs.as_slice()), (0, &[][..]), "{}", codec.id);
        assert!(good.checked > 2, "{}", codec.id);
        for how in [Spoil::Shift, Spoil::Drop, Spoil::More] {
            let proof = proved(codec, |files| spoil(codec, how, files));
            assert!(proof.wrong > 0 && !proof.differs.is_empty(), "{}: {how:?} is not found", codec.id);
        }
    }
}

#[test]
fn every_proof_finds_that_there_is_nothing() {
    for codec in writers() {
        assert!(proved(codec, Vec::clear).wrong > 0, "{}: nothing at all", codec.id);
        let blank = |files: &mut Vec<TextFile>| files.iter_mut().for_each(|file| file.text.clear());
        assert!(proved(codec, blank).wrong > 0, "{}: empty files", codec.id);
        // Offsets in a text of somebody else's.
        let another = |files: &mut Vec<TextFile>| {
            files.iter_mut().for_each(|file| file.text = file.text.replace("Harbour “log”", "Harbor “log”"));
        };
        // These have no text, or not these words of it.
        let has_no_text = ["conll", "conll-bilou", "claimreview"].contains(&codec.id);
        assert!(has_no_text || proved(codec, another).wrong > 0, "{}: another text", codec.id);
    }
}

/// Remarks on things have no place in any other format; where a mention names its thing they are told by themselves.
#[test]
fn remarks_on_things_are_told() {
    let mut project = hard();
    let told = |project: &Project, id: &str| write(id, project, Options::default(), "articles").told(Lost::Notes);
    let formats = ["labelstudio", "prodigy", "csv", "tsv", "brat", "webannotation", "pubannotation"];
    let before = formats.map(|id| told(&project, id));
    let id = *project.entities.keys().next().expect("one");
    let mut entity = (**project.entities.get(&id).expect("there")).clone();
    entity.note = "a remark".into();
    project.entities.insert(id, Rc::new(entity));
    for (format, before) in formats.into_iter().zip(before) {
        assert_eq!(told(&project, format), before + 2, "{format}");
    }
}

/// Formats whose files call what they have by its label.
fn with_names() -> impl Iterator<Item = &'static Codec> {
    writers().filter(|codec| !["checkthat", "claimreview"].contains(&codec.id))
}

/// Two labels, each with an id and a short name, on two words.
fn with_labels(labels: [(&str, &str); 2]) -> Project {
    let mut project = Project::new(ProjectId::from_bits(7), "Labels");
    let schema = Rc::make_mut(&mut project.schema);
    schema.labels.truncate(2);
    for (label, (id, short)) in schema.labels.iter_mut().zip(labels) {
        let label = Rc::make_mut(label);
        (label.id, label.short) = (LabelId::from(id), short.into());
        // Attribution writes claims alone.
        label.kind = manicule::model::LabelKind::Claim;
    }
    let marked = format!("{{p}}[Ana]({}) saw [Oslo]({}) today.", labels[0].0, labels[1].0);
    let document = markup::parse("a", &marked).expect("well formed");
    project.with(Rc::new(document))
}

fn labels_back(codec: &Codec, project: &Project, options: Options) -> (Vec<String>, u32, Vec<TextFile>) {
    let written = write(codec.id, project, options, "articles");
    assert_eq!(written.proof.differs, [], "{}", codec.id);
    let foreign = read(codec.id, &written.files);
    let mut spans: Vec<_> = foreign.documents.iter().flat_map(|loose| &loose.spans).collect();
    spans.sort_by_key(|span| span.fragments[0]);
    let told = written.told(Lost::LabelNames);
    (spans.iter().map(|span| span.label.clone()).collect(), told, written.files)
}

#[test]
fn labels_of_one_short_name_are_two_labels_in_every_format() {
    let project = with_labels([("person", "P"), ("place", "P")]);
    let short = Options { short_labels: true, ..Options::default() };
    for codec in with_names() {
        let (labels, told, files) = labels_back(codec, &project, short);
        assert_eq!(labels, ["person", "place"], "{}", codec.id);
        assert_eq!(told, if codec.id == "native" { 0 } else { 2 }, "{} tells it", codec.id);
        // Labelling configuration, annotation.conf, features: both stand there, by the same names.
        for file in
            files.iter().filter(|file| file.name.ends_with("features.json") || file.name.ends_with(".labels.xml"))
        {
            let has = |id: &str| file.text.contains(&format!("{id}\""));
            assert!(has("person") && has("place") && !has("-P") && !has("\"P"), "{}", file.text);
        }
        for file in files.iter().filter(|file| file.name == "annotation.conf") {
            assert!(file.text.contains("\nperson\n") && file.text.contains("\nplace\n"), "{}", file.text);
        }
    }
    // Where it is one label's alone it is used.
    let project = with_labels([("person", "P"), ("place", "L")]);
    for codec in with_names().filter(|codec| !["native", "brat"].contains(&codec.id)) {
        assert_eq!(labels_back(codec, &project, short).0, ["P", "L"], "{}", codec.id);
    }
}

#[test]
fn labels_that_become_one_word_are_two_labels() {
    let project = with_labels([("a b", ""), ("a_b", "")]);
    for codec in with_names() {
        let (labels, told, _) = labels_back(codec, &project, Options::default());
        assert_ne!(labels[0], labels[1], "{}", codec.id);
        let is_word = ["huggingface", "conll", "conll-bilou"].contains(&codec.id);
        let expected = if is_word { (["a_b_2", "a_b"], 1) } else { (["a b", "a_b"], 0) };
        assert_eq!((labels, told), (expected.0.map(str::to_owned).to_vec(), expected.1), "{}", codec.id);
    }
}
