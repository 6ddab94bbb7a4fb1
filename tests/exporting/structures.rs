//! `check.py` of a bundle finds what was changed in a CAS: places, labels, types, what leads to what, and layers beside it.

use super::asked::{bundle, python};
use super::bundle::read;
use super::checks::{after, folder, once};

#[test]
fn structures_are_held_against_words_and_types() {
    let all = folder("checks-cas", bundle(&["cas"]));
    let path = "cas/a_0.json";
    let place = "\"begin\":27,\"end\":32,\"label\":\"person\"";
    assert_eq!(read(&all, path).matches(place).count(), 1, "{}", read(&all, path));
    let told = after(&all, path, &once("\"begin\":27,\"end\":32,\"label\"", "\"begin\":28,\"end\":33,\"label\""));
    assert!(told.contains("'da 0 ' stands there, not 'Ada 0'"), "{told}");
    let told = after(&all, path, &once("\"end\":32,\"label\":\"person\"", "\"end\":32,\"label\":\"place\""));
    assert!(told.contains("'Ada 0' is not marked 'place'") && told.contains("marked 'person', is missing"), "{told}");
    let told = after(&all, path, &once("\"end\":32,\"label\":\"person\"", "\"end\":32,\"label\":\"nobody\""));
    assert!(told.contains("'nobody' is no label of labels.json"), "{told}");
    let told = after(&all, path, &once("\"end\":32,\"label\"", "\"end\":3100,\"label\""));
    assert!(told.contains("27 to 3100 is not a place of the text"), "{told}");
    let told = after(&all, path, &once("\"person\",\"spanId\":", "\"person\",\"spaceId\":"));
    assert!(told.contains("spaceId is no feature of webanno.custom.ManiculeSpan"), "{told}");
    let told = after(&all, path, &|text| {
        let (before, link) = text.split_once("\"@Governor\":").expect("a link");
        format!("{before}\"@Governor\":1,\"was\":{link}")
    });
    assert!(told.contains("a link leads to 1"), "{told}");
    let told = after(&all, path, &once("\"%MEMBERS\":[2,", "\"%MEMBERS\":["));
    assert!(told.contains("the view does not have every annotation"), "{told}");
    let told = after(&all, path, &once("harbour", "port"));
    assert!(told.contains("its text is not one that was exported"), "{told}");
    let told = after(&all, path, &|text| {
        let lines = text.lines().filter(|line| !line.contains("\"begin\":27,\"end\":32,\"label\""));
        lines.map(|line| format!("{line}\n")).collect()
    });
    assert!(told.contains("'Ada 0', marked 'person', is missing"), "{told}");
    let told = after(&all, path, &once("%TYPES\":{", "%TYPES\":{\"my.Type\":{},"));
    assert!(told.contains("cas/a_0.json:1: its types are not those of TypeSystem.xml"), "{told}");
    let layers = "cas/layers/TypeSystem.xml";
    let told = after(&all, layers, &once("<name>note</name>", "<name>notes</name>"));
    assert!(told.contains("its types are not those of TypeSystem.xml"), "{told}");
    let told = after(&all, path, &|_| "{\"%TYPES\":{}}".to_owned());
    assert!(told.contains("cas/a_0.json:0: cannot be read"), "{told}");
    python(&["check.py"], &all, true);
}

/// Two people have marked one article: one a claim of two parts, one each part. Parts are joined or split in a whole export, and
/// a file is never held against what another has. Of two articles with nearly one id, a file is of the one with its text.
#[test]
fn a_file_is_held_against_its_own_document() {
    let all = folder("checks-own", bundle(&["cas"]));
    let program = "import collections\n\
        import check\n\
        first, last = (0, 2), (4, 6)\n\
        def known_of(fragments, *documents):\n\
        \x20   known = check.Known([], fragments)\n\
        \x20   known.has_quotes = True\n\
        \x20   for id_, sum_, spans in documents:\n\
        \x20       quotes = check.Quotes(sum_, [])\n\
        \x20       quotes.id, quotes.annotations = id_, [('', 'claim', places) for places in spans]\n\
        \x20       known.by_document.setdefault('a b', []).append(quotes)\n\
        \x20   return known\n\
        def held(known, *files):\n\
        \x20   report, taken = check.Report(), set()\n\
        \x20   for id_, sum_, spans in files:\n\
        \x20       spans = collections.Counter(('claim', (place,)) for place in spans)\n\
        \x20       own = check.check_same(report, id_, 1, known, 'a  b', spans, taken, sum_, known.parts)\n\
        \x20       assert own.id == id_, (own.id, id_)\n\
        \x20   assert report.wrong == 0, report.wrong\n\
        x, y = ('x', 's', [(first, last)]), ('y', 's', [(first,), (last,)])\n\
        held(known_of('join', x, y), ('y', 's', [first, last]), ('x', 's', [(0, 6)]))\n\
        held(known_of('split', x, y), ('x', 's', [first, last]), ('y', 's', [first, last]))\n\
        one, other = ('one', 's', [(first,)]), ('other', 't', [(first,)])\n\
        held(known_of('join', one, other), ('other', 't', [first]), ('one', 's', [first]))\n";
    std::fs::write(all.join("own.py"), program).expect("there is room");
    python(&["-B", "own.py"], &all, true);
}
