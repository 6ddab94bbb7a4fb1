//! A small project that has everything in it that breaks exporters: characters of two UTF-16 units before spans, marks that
//! combine, two directions, scripts without spaces, overlaps, fragments, names that are no names. All of it is written for
//! this purpose. Every test of formats can rely on it being the same in every run.

use std::rc::Rc;

use manicule::model::{
    AnchorDoubt, AnnotationId, AttributeKind, AttributeName, Doubt, Entity, EntityId, KindId, Label, LabelId,
    LabelKind, Origin, PaletteIndex, Person, PersonId, Project, ProjectId, RelationKind, Schema, Snap, Verdict,
    news_schema,
};
use manicule::model::{Attribute, BlockKind, Role};

#[path = "hard_project/sheet.rs"]
mod sheet;

use sheet::{Sheet, values};

/// Annotates most of it.
const ADA: PersonId = PersonId::from_bits(0xada);
/// Has a document of their own about one article.
const BO: PersonId = PersonId::from_bits(0xb0);
/// A thing with a page.
const IZMIR: EntityId = EntityId::from_bits(0x12);
/// A thing without one.
const FOX: EntityId = EntityId::from_bits(0xf0);

/// The project; all of its documents are loaded.
pub(crate) fn hard_project() -> Project {
    let mut project = Project::new(ProjectId::from_bits(0x4a7d), "Hard: \"everything\", at once\t=1+1");
    project.schema = Rc::new(schema());
    for (id, name) in [(ADA, "Ada Ünal, \"PhD\""), (BO, "=HYPERLINK(\"x\")")] {
        project.people.insert(id, Rc::new(Person { id, name: Rc::from(name) }));
    }
    let izmir = Some("https://www.wikidata.org/wiki/Q35997?a=1&b=<2>");
    for (id, name, link, note) in [(IZMIR, "İzmir", izmir, "a city,\nby the sea"), (FOX, "the \"fox\"; 🦊", None, "")]
    {
        let (name, link, note) = (Rc::from(name), link.map(Rc::from), Rc::from(note));
        project.entities.insert(id, Rc::new(Entity { id, name, link, note }));
    }
    let sheets = [emoji(), combining(), directions(), without_spaces(), everything(), line_ends(), furniture(), bare()];
    let second = of_two();
    sheets.into_iter().chain(second).map(Sheet::document).fold(project, Project::with)
}

/// *News*, and labels that are no names in most formats.
fn schema() -> Schema {
    let mut schema = Schema { id: Rc::from("hard/schema"), name: Rc::from("Hard. Größe = 1"), ..news_schema::news() };
    let odd = [
        ("person of interest", "Person of interest", "POI"),
        ("ort.größe", "Ort.Größe", "Ort Gr."),
        ("=SUM(A1)", "=SUM(A1)", "=S"),
        ("C++/C#", "C++/C# <b>", ""),
        ("B-tag", "B-tag", "I-tag"),
        ("a b", "a b", "a b"),
        ("a_b", "a_b", "a_b"),
        ("O", "Nothing", "O"),
        ("地名", "地名", "地"),
        ("🦊", "🦊 fox", "🦊"),
    ];
    for ((id, name, short), color) in odd.into_iter().zip(0..) {
        schema.labels.push(Rc::new(Label {
            id: LabelId::from(id),
            name: Rc::from(name),
            short: Rc::from(short),
            kind: LabelKind::Entity,
            color: PaletteIndex::new(color).unwrap_or_default(),
            key: None,
            parent: None,
            description: Rc::from("A label,\nwith \"two\" lines\tand a tabulator."),
            example: Rc::from(""),
            guideline: Rc::from(""),
            snap: Snap::Exact,
            retired: false,
            attributes: attributes(),
        }));
    }
    for id in ["met", "verwandt mit", "is.part/of"] {
        schema.relations.push(Rc::new(RelationKind {
            id: KindId::from(id),
            name: Rc::from(id),
            from: Vec::new(),
            to: Vec::new(),
            slot: false,
            at_most: None,
            attributes: attributes(),
        }));
    }
    schema.document = attributes();
    schema
}

/// One of each kind.
fn attributes() -> Vec<Attribute> {
    let kinds = [
        ("sure", AttributeKind::Flag),
        ("remark", AttributeKind::Text),
        ("how many", AttributeKind::Number { min: -5, max: 1_000_000 }),
        ("grade", AttributeKind::Scale(5)),
        ("tone", AttributeKind::Choice(values(&["kind", "un-kind", "very, very \"odd\""]))),
        ("sorts", AttributeKind::Many(values(&["a;b", "c,d", "größer=kleiner"]))),
        ("day", AttributeKind::Date),
        ("page.url", AttributeKind::Link),
    ];
    let attribute = |(name, kind)| Attribute {
        name: AttributeName::from(name),
        title: Rc::from(name),
        kind,
        required: false,
        default: Vec::new(),
        hint: Rc::from(""),
    };
    kinds.into_iter().map(attribute).collect()
}

/// Pairs of UTF-16, joined characters, flags and skins before, within and after spans.
fn emoji() -> Sheet {
    let mut sheet = Sheet::new(
        1,
        "../x",
        "😀 ../../etc/passwd",
        &[
            (BlockKind::Headline, Role::Body, "😀 Ana met Bo."),
            (
                BlockKind::Paragraph,
                Role::Body,
                "The 👩‍👩‍👧 family saw Izmir 🇹🇷 twice; 👍🏽 said Ana, and Ana left 𝔘𝔫𝔡 alone.",
            ),
            (BlockKind::Paragraph, Role::Body, "“Prices 📈 rose by 5%,” Bo 🦊 told Ana. 🧑🏽‍🚀🧑🏽‍🚀"),
        ],
    );
    let ana = sheet.mark("person", &["Ana"]).id;
    let bo = sheet.mark("person", &["Bo"]).id;
    sheet.mark("place", &["Izmir"]).entity = Some(IZMIR);
    sheet.mark("place", &["Izmir 🇹🇷"]).entity = Some(IZMIR);
    sheet.mark("person of interest", &["👩‍👩‍👧"]);
    sheet.mark("person", &["Ana@@2"]);
    sheet.mark("person", &["Ana@@3"]);
    sheet.mark("🦊", &["🦊"]).entity = Some(FOX);
    let said = sheet.mark("person", &["Bo@@2"]).id;
    let cue = sheet.mark("cue", &["told"]).id;
    let claim = sheet.mark("claim", &["Prices 📈 rose by 5%"]);
    claim.attributes.insert(AttributeName::from("quote_type"), values(&["direct"]));
    claim.attributes.insert(AttributeName::from("check_reasons"), values(&["may be false", "may do harm"]));
    let claim = claim.id;
    sheet.mark("quantity", &["5%"]);
    sheet.mark("地名", &["🧑🏽‍🚀"]);
    sheet.mark("=SUM(A1)", &["𝔘𝔫𝔡"]);
    sheet.link("met", ana, bo);
    sheet.link("source", claim, said);
    sheet.link("cue", claim, cue);
    sheet
}

/// Marks that combine, alone, twice, and at the edges of spans.
fn combining() -> Sheet {
    let mut sheet = Sheet::new(
        2,
        "CON",
        "Cafe\u{301} a\u{308}\u{323}",
        &[
            (BlockKind::Headline, Role::Body, "The Cafe\u{301} of Mu\u{308}ller opens"),
            (
                BlockKind::Paragraph,
                Role::Body,
                "Zoe\u{308} A\u{30a}ngstro\u{308}m said: “n\u{303}o.” Z\u{335}\u{322}\u{361}alg\u{336}o ca\u{300}me.",
            ),
            (BlockKind::Paragraph, Role::Body, "Zoë is not Zoe\u{308}, and \u{301} alone is not a letter; क्षि is one."),
        ],
    );
    sheet.mark("ort.größe", &["Cafe\u{301}"]);
    sheet.mark("person", &["Mu\u{308}ller"]);
    let zoe = sheet.mark("person", &["Zoe\u{308} A\u{30a}ngstro\u{308}m"]).id;
    let claim = sheet.mark("claim", &["n\u{303}o"]).id;
    sheet.mark("C++/C#", &["Z\u{335}\u{322}\u{361}alg\u{336}o"]);
    let composed = sheet.mark("person", &["Zoë"]).id;
    let apart = sheet.mark("person", &["Zoe\u{308}@@2"]).id;
    sheet.mark("a b", &["क्षि"]);
    sheet.mark("a_b", &["क्षि"]);
    sheet.link("source", claim, zoe);
    sheet.link("verwandt mit", composed, apart);
    sheet
}

/// Arabic and Hebrew, alone and mixed with what runs the other way, with marks of direction.
fn directions() -> Sheet {
    let mut sheet = Sheet::new(
        3,
        "=1+1",
        "=cmd|' /C calc'!A0",
        &[
            (BlockKind::Headline, Role::Body, "قال أحمد إن الأسعار سترتفع 5%"),
            (BlockKind::Paragraph, Role::Body, "דנה לוי פגשה את John Smith בירושלים ב־2026."),
            (
                BlockKind::Paragraph,
                Role::Body,
                "In Cairo, \u{202b}نقل أحمد عن مصر\u{202c} and \u{200f}שלום\u{200f} were heard 😀 by Dana.",
            ),
        ],
    );
    let ahmed = sheet.mark("person", &["أحمد"]).id;
    let claim = sheet.mark("claim", &["الأسعار سترتفع 5%"]).id;
    let cue = sheet.mark("cue", &["قال"]).id;
    let dana = sheet.mark("person", &["דנה לוי"]).id;
    let john = sheet.mark("person", &["John Smith"]).id;
    sheet.mark("date", &["2026"]);
    sheet.mark("person", &["أحمد@@2"]);
    sheet.mark("place", &["مصر"]);
    sheet.mark("ort.größe", &["Cairo"]);
    sheet.mark("person", &["Dana"]).note = Rc::from("דנה? \u{200f}(שוב)");
    sheet.link("source", claim, ahmed);
    sheet.link("cue", claim, cue);
    sheet.link("met", dana, john);
    sheet
}

/// Japanese, Chinese, Thai: nothing between words.
fn without_spaces() -> Sheet {
    let mut sheet = Sheet::new(
        4,
        "a/b",
        "東京都知事 / กรุงเทพ",
        &[
            (BlockKind::Headline, Role::Body, "東京都知事の小池百合子氏は「増税はしない」と述べた。"),
            (BlockKind::Paragraph, Role::Body, "กรุงเทพมหานครอยู่ที่ไหน นายกฯ สมชายกล่าวว่า น้ำจะท่วม"),
            (BlockKind::Paragraph, Role::Body, "𠮷野家在東京，𠮷田先生說。ｱｲｳ 한국어 문장입니다."),
        ],
    );
    sheet.mark("地名", &["東京都"]);
    let koike = sheet.mark("person", &["小池百合子"]).id;
    let claim = sheet.mark("claim", &["増税はしない"]).id;
    sheet.mark("place", &["กรุงเทพมหานคร"]);
    sheet.mark("person", &["สมชาย"]);
    sheet.mark("claim", &["น้ำจะท่วม"]);
    sheet.mark("organisation", &["𠮷野家"]);
    sheet.mark("person", &["𠮷田"]);
    sheet.mark("a b", &["한국어"]);
    sheet.link("source", claim, koike);
    sheet
}

/// Overlaps, nesting, one place with two labels, fragments, relations across them, every kind of value, notes.
fn everything() -> Sheet {
    let long = "every-letter-".repeat(30);
    let mut sheet = Sheet::new(
        5,
        &long,
        &format!("{long} and a title that does not end"),
        &[
            (BlockKind::Headline, Role::Body, "Bank of England’s chief economist warns"),
            (
                BlockKind::Paragraph,
                Role::Body,
                "The old and new mayors of Izmir, Tunç Soyer and Cemil Tugay, met; he (the latter) said taxes would not, he insisted, rise.",
            ),
            (BlockKind::Paragraph, Role::Body, "A B C D E F G H. An S-400’s range isn’t $2,500.75 U.S. dollars."),
        ],
    );
    sheet.mark("organisation", &["Bank of England"]);
    sheet.mark("place", &["England"]);
    let chief = sheet.mark("person", &["Bank of England’s chief economist"]).id;
    let (old, new) =
        (sheet.mark("person", &["old", "mayors of Izmir"]).id, sheet.mark("person", &["new mayors of Izmir"]).id);
    sheet.mark("place", &["Izmir"]).entity = Some(IZMIR);
    sheet.mark("ort.größe", &["Izmir"]).entity = Some(IZMIR);
    let soyer = sheet.mark("person", &["Tunç Soyer"]).id;
    let tugay = sheet.mark("person", &["Cemil Tugay"]);
    tugay.note = Rc::from("first line\nsecond\tafter a tabulator; \"quoted\", 'so', \\ back, =1+1");
    tugay.doubt = Some(Doubt { source: AnchorDoubt::Person, reason: Rc::from("which\none?") });
    let tugay = tugay.id;
    let source = sheet.mark("source", &["he (the latter)"]).id;
    let cue = sheet.mark("cue", &["said", "he insisted"]).id;
    let claim = sheet.mark("claim", &["taxes would not", "rise"]).id;
    let all = sheet.mark("O", &["A B C D"]);
    all.attributes = [
        ("sure", vec!["true"]),
        ("remark", vec!["=1+1\nnew \"line\""]),
        ("how many", vec!["-5"]),
        ("grade", vec!["3"]),
        ("tone", vec!["very, very \"odd\""]),
        ("sorts", vec!["a;b", "c,d", "größer=kleiner"]),
        ("day", vec!["2026-11-26"]),
        ("page.url", vec!["https://example.org/?a=1&b=\"2\""]),
    ]
    .into_iter()
    .map(|(name, said)| (AttributeName::from(name), values(&said)))
    .collect();
    all.origin = Origin::Import { format: Rc::from("brat"), original_id: Rc::from("T\t1") };
    let all = all.id;
    let middle = sheet.mark("B-tag", &["C D E F"]).id;
    sheet.mark("a b", &["B C"]);
    sheet.mark("a_b", &["B C"]);
    let pieces = sheet.mark("C++/C#", &["A", "D E", "H"]).id;
    let moved = sheet.mark("product", &["S-400"]);
    moved.doubt = Some(Doubt { source: AnchorDoubt::Moved, reason: Rc::from("") });
    moved.origin = Origin::Engine { id: Rc::from("lexicon/1"), permille: Some(1) };
    sheet.mark("quantity", &["$2,500.75"]);
    sheet.mark("quantity", &["2,500.75 U.S. dollars"]);
    sheet.mark("=SUM(A1)", &["sn"]);
    sheet.link("source", claim, source);
    sheet.link("source", claim, tugay);
    sheet.link("cue", claim, cue);
    sheet.link("verwandt mit", old, new);
    sheet.link("met", soyer, tugay).note = Rc::from("a note,\nof two lines");
    let across = sheet.link("is.part/of", all, middle);
    across.attributes.insert(AttributeName::from("tone"), values(&["un-kind"]));
    sheet.link("is.part/of", middle, all);
    sheet.link("is.part/of", pieces, all);
    sheet.link("met", chief, chief);
    // Its end was taken out.
    sheet.link("met", chief, AnnotationId::from_bits(0xdead));
    sheet.suggest("event", &["met"], Verdict::Open);
    sheet.suggest("person", &["mayors", "Izmir"], Verdict::Open);
    sheet.suggest("law", &["U.S."], Verdict::Rejected);
    sheet.say("sure", &["false"]);
    sheet.say("sorts", &["a;b", "c,d"]);
    sheet
}

/// Spans over the ends of lines, and the white space that is none in some languages.
fn line_ends() -> Sheet {
    let mut sheet = Sheet::new(
        6,
        "🦊🦊",
        "🦊",
        &[
            (
                BlockKind::Paragraph,
                Role::Body,
                "\tA\u{feff} line that\nends here,\n\nand a claim that\ngoes on\u{2028}below\u{a0}it.",
            ),
            (BlockKind::ListItem, Role::Body, "* not a list\t[x](y) &amp;<b>bold</b> \\n {\"a\":1}  two  spaces"),
            (BlockKind::Quote, Role::Body, "-DOCSTART- -X- O O\u{85}T1\tPerson 0 3\tAna\u{200b}end\u{fffd}\u{10ffff}"),
        ],
    );
    let over = sheet.mark("claim", &["line that\nends here"]).id;
    sheet.mark("claim", &["a claim that\ngoes on\u{2028}below\u{a0}it"]);
    sheet.mark("person", &["here,\n\nand"]);
    sheet.mark("product", &["&amp;<b>bold</b>"]);
    sheet.mark("product", &["{\"a\":1}"]);
    sheet.mark("quantity", &["two  spaces"]);
    let tag = sheet.mark("law", &["-DOCSTART-"]).id;
    sheet.mark("person", &["Ana"]);
    sheet.mark("🦊", &["end"]);
    sheet.link("is.part/of", over, tag);
    sheet
}

/// What the page has around the article, with spans in it and across its edge.
fn furniture() -> Sheet {
    let mut sheet = Sheet::new(
        7,
        "nul.txt",
        "Furniture",
        &[
            (BlockKind::Other, Role::Furniture, "Home 🏠 News Sport"),
            (BlockKind::Headline, Role::Body, "Ferry sinks off Izmir"),
            (BlockKind::Byline, Role::Furniture, "By Ana Pérez"),
            (BlockKind::Paragraph, Role::Body, "The 🚢 ferry sank, said Bo Lee"),
            (BlockKind::Other, Role::Furniture, "Read also: Ferry found 🚢 near Izmir"),
            (BlockKind::Heading(2), Role::Body, "What comes next"),
            (BlockKind::Caption, Role::Body, "Bo Lee on Tuesday 🙂 in Izmir"),
        ],
    );
    sheet.mark("organisation", &["News"]);
    let izmir = sheet.mark("place", &["Izmir"]).id;
    let ana = sheet.mark("person", &["Ana Pérez"]).id;
    let claim = sheet.mark("claim", &["The 🚢 ferry sank"]).id;
    let lee = sheet.mark("person", &["Bo Lee"]).id;
    sheet.mark("event", &["Bo Lee\nRead also"]);
    sheet.mark("event", &["Ferry sinks", "ferry sank", "Ferry found"]);
    sheet.mark("person", &["Bo Lee@@2"]);
    sheet.mark("date", &["Tuesday"]);
    sheet.mark("place", &["Izmir@@3"]).entity = Some(IZMIR);
    sheet.link("source", claim, lee);
    sheet.link("met", ana, lee);
    sheet.link("is.part/of", izmir, claim);
    sheet
}

/// Nothing is said about it.
fn bare() -> Sheet {
    Sheet::new(8, "..", "", &[(BlockKind::Paragraph, Role::Body, "Nothing 🫥 here.")])
}

/// One article with two documents about it, by two people who do not agree.
fn of_two() -> [Sheet; 2] {
    let blocks = [(BlockKind::Paragraph, Role::Body, "🇮🇱 Maya Ben-Ari saw Bo at 5 p.m. in Tel Aviv.")];
    let mut first = Sheet::new(9, "two", "Of two", &blocks);
    first.mark("person", &["Maya Ben-Ari"]);
    first.mark("place", &["Tel Aviv"]);
    let mut second = Sheet::new(9, "two", "Of two", &blocks).copy_by(BO);
    let maya = second.mark("person of interest", &["Maya Ben-Ari"]).id;
    let bo = second.mark("person", &["Bo"]).id;
    second.mark("date", &["5 p.m."]);
    second.link("met", maya, bo);
    [first, second]
}
