//! UIMA CAS JSON: golden files of a hard project, what INCEpTION and cassis write, and what cannot be read.

use manicule::formats::foreign::loose::{LooseRelation, LooseThing};
use manicule::formats::foreign::{Foreign, Options, codec, options::Fragments};
use manicule::formats::loss::{Lost, Resolved};
use manicule::formats::{Problem, TextFile};
use manicule::model::Unit;
use serde_json::{Value, json};

use crate::foreign::{golden, read, write, wrong_after};
use crate::native_golden::hard;

fn file(name: &str, value: &Value) -> TextFile {
    TextFile { name: name.to_owned(), text: value.to_string() }
}

/// A CAS of one view with this text.
fn cas(types: &Value, text: &str, structures: &[Value]) -> Value {
    let sofa = json!({"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": text});
    let members: Vec<&Value> = structures.iter().map(|one| &one["%ID"]).collect();
    let mut all = vec![sofa];
    all.extend(structures.iter().cloned());
    let views = json!({"_InitialView": {"%SOFA": 1, "%MEMBERS": members}});
    json!({"%TYPES": types, "%FEATURE_STRUCTURES": all, "%VIEWS": views})
}

/// An annotation, with what else it says.
fn at(id: u32, kind: &str, (begin, end): (u32, u32), more: &Value) -> Value {
    let mut one = json!({"%ID": id, "%TYPE": kind, "@sofa": 1, "begin": begin, "end": end});
    let said = more.as_object().expect("an object").clone();
    one.as_object_mut().expect("an object").extend(said);
    one
}

fn sure(files: &[TextFile]) -> u8 {
    (codec("cas").expect("known").recognise)(files)
}

/// The spans as label and place, of the only document.
fn spans(foreign: &Foreign) -> Vec<(&str, (u64, u64))> {
    let [document] = &foreign.documents[..] else { panic!("one document: {foreign:#?}") };
    document.spans.iter().map(|span| (&*span.label, span.fragments[0])).collect()
}

fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
    all.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[test]
fn the_golden_files_are_written_byte_for_byte() {
    let made = write("cas", &hard(), Options::default(), "articles");
    golden("cas/hard", made.files.clone());
    assert_eq!((made.proof.wrong, &made.proof.differs[..]), (0, &[][..]));
    assert!(made.proof.checked > 20, "{}", made.proof.checked);
    let told = |what, how| {
        let found = made.losses.all().iter().find(|loss| loss.what == what && loss.how == how);
        found.map_or(0, |loss| loss.count)
    };
    assert_eq!(told(Lost::Suggestions, Resolved::Left), 1);
    assert_eq!(told(Lost::Doubts, Resolved::Rewritten), 2);
    assert!(told(Lost::Fragments, Resolved::Joined) > 0 && told(Lost::Blocks, Resolved::Left) > 0);
    for kept in [Lost::Attributes, Lost::Relations, Lost::Entities, Lost::Meta, Lost::Statuses] {
        assert_eq!(told(kept, Resolved::Left), 0, "{kept:?}");
    }
    assert_eq!(told(Lost::Notes, Resolved::Left), 2, "those of a thing, with both mentions");
    assert_eq!(sure(&made.files), 100);
}

#[test]
fn the_golden_files_read_back() {
    let project = hard();
    let made = write("cas", &project, Options::default(), "articles");
    let foreign = read("cas", &made.files);
    assert_eq!((foreign.issues.as_slice(), foreign.unit), (&[][..], Some(Unit::Utf16)));
    let document = foreign.documents.iter().find(|document| document.id == "harbour/1").expect("its id came back");
    let meant = project.document(&"harbour/1".into()).expect("there");
    assert_eq!(document.title, &*meant.meta.title);
    assert_eq!(
        (document.language.as_deref(), document.values.as_slice()),
        (Some("en"), &*pairs(&[("topic", "sea"), ("topic", "war")]))
    );
    assert!(document.annotator.is_some());
    let extra: Vec<_> = document.extra.iter().map(|(name, value)| (&**name, &**value)).collect();
    assert!(extra.contains(&("section", "\"World\\tnews\"")) && extra.contains(&("section", "\"\\\\\"")), "{extra:?}");
    let address = (manicule::model::MetaField::Url, "https://example.org/a/1#top".to_owned());
    let addresses: Vec<_> = document.about.iter().filter(|(field, _)| *field == address.0).collect();
    assert_eq!(addresses, [&address], "two features say it, and it stands once");
    assert!(extra.iter().all(|(name, _)| *name != "url"), "{extra:?}");
    assert_eq!(document.relations.len(), meant.relations.len());
    for span in &document.spans {
        let annotation =
            meant.annotations.values().find(|one| one.id.to_string() == span.id).expect("its id came back");
        let fragments: Vec<(u64, u64)> = (annotation.span.fragments())
            .map(|range| meant.article.offsets(range, Unit::Utf16).expect("a place"))
            .map(|(start, end)| (start.into(), end.into()))
            .collect();
        assert_eq!((&*span.label, &span.fragments), (annotation.label.as_str(), &fragments), "all parts came back");
    }
    let [LooseThing { members, name, .. }] = &document.groups[..] else { panic!("{:?}", document.groups) };
    assert_eq!((members.len(), &**name), (2, "Ada Öztürk"));
}

#[test]
fn a_set_has_its_folder_and_fragments_are_split() {
    let options = Options { fragments: Fragments::Split, names: true, ..Options::default() };
    let made = write("cas", &hard(), options, "train");
    assert!(made.files.iter().all(|file| file.name.starts_with("train/")));
    assert!(made.file("train/layers/TypeSystem.xml").contains("<name>webanno.custom.ManiculeSpan</name>"));
    assert!(made.file("train/harbour_1.json").contains("the hand"));
    assert_eq!((made.proof.wrong, read("cas", &made.files).issues), (0, Vec::new()));
    assert!(!made.file("train/harbour_1.json").contains("\"fragments\":\""), "each part is a span");
}

#[test]
fn a_wrong_unit_is_found() {
    let project = hard();
    let code_points = |written: &str| {
        let mut cas: Value = match serde_json::from_str(written) {
            Ok(cas) => cas,
            Err(_) => return written.to_owned(),
        };
        let all = cas["%FEATURE_STRUCTURES"].as_array_mut().expect("a list");
        let text = all[0]["sofaString"].as_str().expect("a text").to_owned();
        let units: Vec<u16> = text.encode_utf16().collect();
        for one in all {
            for key in ["begin", "end"] {
                if let Some(at) = one[key].as_u64() {
                    let before = &units[..usize::try_from(at).expect("short")];
                    one[key] = String::from_utf16_lossy(before).chars().count().into();
                }
            }
        }
        cas.to_string()
    };
    assert!(wrong_after("cas", &project, code_points) > 10);
}

#[test]
fn links_of_inception_are_read() {
    let ner = "de.tudarmstadt.ukp.dkpro.core.api.ner.type.NamedEntity";
    let segment = "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type";
    let iri = "http://www.wikidata.org/entity/Q1";
    let all = [
        json!({"%ID": 2, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData", "@sofa": 1, "begin": 0,
            "end": 20, "language": "x-unspecified", "documentTitle": "story.txt", "documentId": "story.txt"}),
        at(3, &format!("{segment}.Sentence"), (0, 20), &json!({})),
        at(4, &format!("{segment}.Token"), (3, 6), &json!({"@pos": 5})),
        at(5, "de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS", (3, 6), &json!({"PosValue": "NN"})),
        at(6, ner, (3, 6), &json!({"value": "PER", "identifier": iri})),
        at(7, ner, (11, 13), &json!({"value": "PER", "@sofa": 1})),
        at(
            8,
            "webanno.custom.Event",
            (7, 10),
            &json!({"tense": "past", "sure": true, "@who": 9, "@kinds": 12, "@near": 7}),
        ),
        json!({"%ID": 9, "%TYPE": "webanno.custom.EventWhoLink[]", "%ELEMENTS": [10, 11]}),
        json!({"%ID": 10, "%TYPE": "webanno.custom.EventWhoLink", "role": "agent", "@target": 6}),
        json!({"%ID": 11, "%TYPE": "webanno.custom.EventWhoLink", "@target": 7}),
        json!({"%ID": 12, "%TYPE": "uima.cas.StringArray", "%ELEMENTS": ["a", "b"]}),
        at(13, "webanno.custom.Knows", (11, 13), &json!({"since": "2001", "@Governor": 6, "@Dependent": 7})),
        at(
            14,
            "de.tudarmstadt.ukp.dkpro.core.api.syntax.type.dependency.Dependency",
            (3, 6),
            &json!({"@Governor": 4, "@Dependent": 4, "DependencyType": "nsubj"}),
        ),
        json!({"%ID": 15, "%TYPE": "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceChain", "@sofa": 1, "@first": 16}),
        at(
            16,
            "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink",
            (3, 6),
            &json!({"@next": 17, "referenceType": "nam", "referenceRelation": "same"}),
        ),
        at(17, "de.tudarmstadt.ukp.dkpro.core.api.coref.type.CoreferenceLink", (14, 17), &json!({"@next": 16})),
        json!({"%ID": 18, "%TYPE": "webanno.custom.About", "@sofa": 1, "topic": "sea"}),
        at(19, "webanno.custom.Gone", (0, 2), &json!({})),
        at(20, &format!("{segment}.Lemma"), (7, 10), &json!({"value": "meet"})),
        at(21, "webanno.custom.Sentence", (3, 13), &json!({})),
    ];
    let mut value = cas(&json!({}), "😀 Ana met Bo, she said.", &all);
    // What was deleted stands in no view, and neither do arrays and links of slots.
    value["%VIEWS"]["_InitialView"]["%MEMBERS"] = json!([2, 3, 4, 5, 6, 7, 8, 13, 14, 15, 16, 17, 18, 20, 21]);
    let files = [file("annotation/story.txt/ada.json", &value)];
    assert_eq!(sure(&files), 100);
    let foreign = read("cas", &files);
    let event = ("Event", (7, 10));
    let chain = [("nam", (3, 6)), ("Coreference", (14, 17))];
    let own = [("Lemma", (7, 10)), ("Sentence", (3, 13))];
    let expected = [("NN", (3, 6)), ("PER", (3, 6)), ("PER", (11, 13)), event, chain[0], chain[1], own[0], own[1]];
    assert_eq!(spans(&foreign), expected);
    let document = &foreign.documents[0];
    assert_eq!(document.spans[6].attributes, pairs(&[("value", "meet")]), "as many as words: no label");
    assert_eq!(
        (&*document.id, &*document.title, document.annotator.as_deref()),
        ("story.txt", "story.txt", Some("ada"))
    );
    assert_eq!((document.language.as_deref(), &*document.values), (None, &*pairs(&[("topic", "sea")])));
    assert_eq!(document.spans[1].link.as_deref(), Some(iri));
    assert_eq!(document.spans[1].attributes, []);
    assert_eq!(
        document.spans[3].attributes,
        pairs(&[("kinds", "a"), ("kinds", "b"), ("sure", "true"), ("tense", "past")])
    );
    let link = |one: &LooseRelation| format!("{} {} {}", one.from, one.kind, one.to);
    let links: Vec<String> = document.relations.iter().map(link).collect();
    assert_eq!(links, ["8 near 7", "8 agent 6", "8 who 7", "6 Knows 7"]);
    assert_eq!(document.relations[3].attributes, pairs(&[("since", "2001")]));
    let [LooseThing { members, .. }] = &document.groups[..] else { panic!("{:?}", document.groups) };
    assert_eq!(members, &["16", "17"], "a circle ends");
    assert_eq!(document.spans[4].attributes, pairs(&[("referenceRelation", "same")]));
    let told: Vec<_> = foreign.issues.iter().map(|issue| (&*issue.path, &issue.problem)).collect();
    let (why, words) = ("cas_left".to_owned(), String::new());
    let left = Problem::NotTaken { why, number: 1, words, is_warning: true };
    assert_eq!(told, [("_InitialView", &left)], "the dependency leads from token to token");
}

/// A project as INCEpTION exports it: who did what stands in the names of files.
#[test]
fn the_work_of_several_people_is_read() {
    let known = json!({"%ID": 2, "%TYPE": "uima.tcas.DocumentAnnotation", "@sofa": 1, "documentId": "a.txt"});
    let bare = cas(&json!({}), "Ana met Bo.", std::slice::from_ref(&known));
    let done = cas(&json!({}), "Ana met Bo.", &[known, at(3, "my.Person", (0, 3), &json!({}))]);
    let all = [
        file("annotation/a.txt/INITIAL_CAS.json", &bare),
        file("annotation/a.txt/ada.json", &done),
        file("annotation/a.txt/bo.json", &bare),
        file("curation/a.txt/CURATION_USER.json", &done),
        file("annotation/b.txt/INITIAL_CAS.json", &cas(&json!({}), "Nobody.", &[])),
    ];
    let foreign = read("cas", &all);
    let found: Vec<_> =
        foreign.documents.iter().map(|one| (&*one.id, one.annotator.as_deref(), one.spans.len())).collect();
    assert_eq!(found, [("a.txt", Some("ada"), 1), ("a.txt", Some("bo"), 0), ("a.txt", None, 1), ("", None, 0)]);
    assert_eq!(foreign.issues, []);
}

#[test]
fn shapes_of_others_are_read() {
    // Structures as an object, anchors and numbers with marks, lists, no views, the type system in another file.
    let types = json!({
        "my.Person": {"%NAME": "my.Person", "%SUPER_TYPE": "my.Thing"},
        "my.Thing": {"%NAME": "my.Thing", "%SUPER_TYPE": "uima.tcas.Annotation"},
        "my.Word": {"%NAME": "my.Word", "%SUPER_TYPE": "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token"},
        "my.Meta": {"%NAME": "my.Meta", "%SUPER_TYPE": "uima.tcas.DocumentAnnotation"},
    });
    let structures = json!({
        "1": {"%TYPE": "uima.cas.Sofa", "sofaNum": 1, "sofaID": "_InitialView", "sofaString": "Ana met Bo."},
        "2": {"%TYPE": "my.Person", "@sofa": 1, "^begin": 0, "^end": 3, "#weight": "NaN", "score": 0.5, "@also": 5, "note": "x"},
        "3": {"%TYPE": "my.Word", "@sofa": 1, "begin": 0, "end": 3, "kind": "word"},
        "4": {"%TYPE": "my.Meta", "@sofa": 1, "begin": 0, "end": 11, "language": "en"},
        "5": {"%TYPE": "uima.cas.NonEmptyStringList", "head": "a", "@tail": 6},
        "6": {"%TYPE": "uima.cas.NonEmptyStringList", "head": "b", "@tail": 5},
        "7": {"%TYPE": "my.Person", "@sofa": 1, "begin": 8, "end": 10, "@friends": 8},
        "8": {"%TYPE": "uima.cas.FSArray", "%ELEMENTS": [2, null, 77]},
    });
    let document = file("a.json", &json!({"%FEATURE_STRUCTURES": structures}));
    let beside = file("types.json", &json!({"%TYPES": types}));
    assert_eq!((sure(std::slice::from_ref(&beside)), sure(&[beside.clone(), document.clone()])), (60, 100));
    let foreign = read("cas", &[document, beside]);
    assert_eq!(foreign.issues, []);
    assert_eq!(spans(&foreign), [("Person", (0, 3)), ("Person", (8, 10))]);
    let document = &foreign.documents[0];
    assert_eq!(document.language.as_deref(), Some("en"));
    let said = [("weight", "NaN"), ("also", "a"), ("also", "b"), ("note", "x"), ("score", "0.5")];
    assert_eq!(document.spans[0].attributes, pairs(&said));
    let ends: Vec<_> = document.relations.iter().map(|one| (&*one.kind, &*one.from, &*one.to)).collect();
    assert_eq!(ends, [("friends", "7", "2"), ("friends", "7", "77")], "settling tells of what is not there");
}

#[test]
fn every_view_with_a_text_is_an_article() {
    let sofa = |id: u32, name: &str, more: Value| {
        let mut one = json!({"%ID": id, "%TYPE": "uima.cas.Sofa", "sofaNum": id, "sofaID": name});
        one.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        one
    };
    let person = |id: u32, sofa: u32| json!({"%ID": id, "%TYPE": "my.Person", "@sofa": sofa, "begin": 0, "end": 3});
    let known =
        json!({"%ID": 9, "%TYPE": "uima.tcas.DocumentAnnotation", "@sofa": 1, "documentId": "d", "begin": 0, "end": 1});
    let all = [
        sofa(1, "translated", json!({"sofaString": "Ana traf Bo."})),
        sofa(2, "_InitialView", json!({"sofaString": "Bo met Ana."})),
        sofa(3, "page", json!({"sofaURI": "https://example.org/a.pdf"})),
        sofa(4, "scan", json!({"@sofaArray": 8, "mimeType": "image/png"})),
        json!({"%ID": 8, "%TYPE": "uima.cas.ByteArray", "%ELEMENTS": "AAAA"}),
        person(5, 1),
        person(6, 2),
        known,
    ];
    let value = json!({"%TYPES": {}, "%FEATURE_STRUCTURES": all, "%VIEWS": {}});
    let foreign = read("cas", &[file("a.json", &value)]);
    let found: Vec<_> = foreign.documents.iter().map(|one| (&*one.id, &*one.text, one.spans.len())).collect();
    assert_eq!(found, [("", "Bo met Ana.", 1), ("d/translated", "Ana traf Bo.", 1)]);
    let told: Vec<_> = foreign.issues.iter().map(|issue| &issue.problem).collect();
    let not_taken = |why: &str, words: &str| Problem::NotTaken {
        why: why.to_owned(),
        number: 0,
        words: words.to_owned(),
        is_warning: false,
    };
    assert_eq!(told, [&not_taken("cas_elsewhere", "https://example.org/a.pdf"), &not_taken("cas_bytes", "image/png")]);
}

#[test]
fn what_is_wrong_is_told_and_the_rest_is_taken() {
    let all = [
        at(2, "my.Person", (0, 3), &json!({})),
        at(2, "my.Person", (4, 7), &json!({})),
        json!({"%TYPE": "my.Person", "@sofa": 1, "begin": 0, "end": 3}),
        json!({"%ID": 4, "@sofa": 1, "begin": 0, "end": 3}),
        json!({"%ID": 5, "%TYPE": "my.Person", "@sofa": 1, "begin": "x", "end": 3}),
        json!(7),
    ];
    let mut value = cas(&json!({}), "Ana met Bo.", &all);
    value["%VIEWS"] = json!({});
    let foreign =
        read("cas", &[file("a.json", &value), TextFile { name: "b.json".into(), text: "{\"%TYPES\":{},".into() }]);
    assert_eq!(spans(&foreign), [("Person", (0, 3))]);
    let told: Vec<_> = foreign.issues.iter().map(|issue| (&*issue.file, &*issue.path)).collect();
    let at = |number: u32| format!("%FEATURE_STRUCTURES[{number}]");
    let (two, three, four, five, six) = (at(2), at(3), at(4), at(5), at(6));
    let expected =
        [("a.json", &*two), ("a.json", &three), ("a.json", &four), ("a.json", &six), ("a.json", &five), ("b.json", "")];
    assert_eq!(told, expected);
    for text in
        ["{\"%TYPES\":{},\"%FEATURE_STRUCTURES\":7}", "{\"%TYPES\":{},\"%FEATURE_STRUCTURES\":[]}", "{\"%VIEWS\":{}}"]
    {
        let foreign = read("cas", &[TextFile { name: "a.json".into(), text: text.into() }]);
        assert!(foreign.documents.is_empty() && !foreign.issues.is_empty(), "{text}");
    }
}

/// The file does not say what its offsets count; tokens show where somebody counted code points.
#[test]
fn tokens_show_what_offsets_count() {
    let unit =
        |text: &str, structures: &[Value]| read("cas", &[file("a.json", &cas(&json!({}), text, structures))]).unit;
    let token = |id, place| at(id, "de.tudarmstadt.ukp.dkpro.core.api.segmentation.type.Token", place, &json!({}));
    let person = |place| at(9, "my.Person", place, &json!({}));
    let text = "😀 Ana met Bo.";
    assert_eq!(unit(text, &[token(2, (0, 2)), token(3, (3, 6)), person((3, 6))]), Some(Unit::Utf16));
    assert_eq!(unit(text, &[token(2, (0, 1)), token(3, (2, 5)), person((2, 5))]), None);
    assert_eq!(unit(text, &[person((0, 1))]), None, "half of a character");
    assert_eq!(unit(text, &[person((2, 5))]), Some(Unit::Utf16), "a span may begin with a space");
    assert_eq!(unit(text, &[person((3, 600))]), Some(Unit::Utf16), "outside in either");
    assert_eq!(unit("Ana met Bo.", &[token(2, (3, 6))]), Some(Unit::Utf16), "there both are one");
}

/// As programs of UIMA export: the types stand once, beside files that have none.
#[test]
fn a_type_system_beside_is_read() {
    let said = json!({"label": "person", "look_2": "yes"});
    let meta = at(3, "my.Meta", (0, 11), &json!({"language": "en"}));
    let value = cas(&json!({}), "Ana met Bo.", &[at(2, "my.Layer", (0, 3), &said), meta]);
    let xml = "<?xml version=\"1.0\"?>\n<typeSystemDescription><types><typeDescription><name>my.Layer</name>\
        <supertypeName>uima.tcas.Annotation</supertypeName><features><featureDescription><name>look_2</name>\
        <description>Attribute &quot;2nd look&quot;</description></featureDescription></features></typeDescription>\
        <typeDescription><name>my.Meta</name><supertypeName>uima.tcas.DocumentAnnotation</supertypeName>\
        </typeDescription></types></typeSystemDescription>";
    let beside = |text: &str| TextFile { name: "layers/TypeSystem.xml".into(), text: text.into() };
    let foreign = read("cas", &[beside(xml), file("a.json", &value)]);
    assert_eq!((foreign.issues.as_slice(), spans(&foreign)), (&[][..], vec![("person", (0, 3))]));
    let document = &foreign.documents[0];
    assert_eq!(document.language.as_deref(), Some("en"));
    assert_eq!(document.spans[0].attributes, pairs(&[("2nd look", "yes")]));
    // What is no type system is told.
    let foreign = read("cas", &[beside("<xmi:XMI/>"), file("a.json", &value)]);
    assert_eq!(spans(&foreign).len(), 2, "nobody says what the second one is");
    assert_eq!(foreign.issues.len(), 1);
    assert_eq!(foreign.issues[0].problem, Problem::Foreign { found: "XML".into() });
}

#[test]
fn other_json_is_not_taken_for_it() {
    for text in ["{\"text\":\"%TYPES\"}", "[{\"%TYPES\":1}]", "{\"a\":{\"%TYPES\":{}}}", "", "{", "{\"%ID\":1}"] {
        assert_eq!(sure(&[TextFile { name: "a.json".into(), text: text.into() }]), 0, "{text}");
    }
}

/// Somebody moved one of our spans there: its parts are those of before.
#[test]
fn parts_that_do_not_fit_any_more_are_left_aside() {
    let ours =
        |fragments: &str| at(2, "webanno.custom.ManiculeSpan", (0, 10), &json!({"label": "p", "fragments": fragments}));
    let parts = |told: &str| {
        let foreign = read("cas", &[file("a.json", &cas(&json!({}), "Ana met Bo.", &[ours(told)]))]);
        foreign.documents[0].spans[0].fragments.clone()
    };
    assert_eq!(parts("0-3 8-10"), [(0, 3), (8, 10)]);
    for told in ["0-3 8-11", "1-3 8-10", "0-9 8-10", "0-3", "", "x", "0-3  8-10", "3-0 8-10"] {
        assert_eq!(parts(told), [(0, 10)], "{told}");
    }
}
