//! Scripts and signs that break offsets: every unit must say the same words.

use manicule_e2e::check::check_offsets;
use manicule_e2e::page::Page;
use manicule_e2e::span::{PERSON, PLACE, PRODUCT, Span};
use manicule_e2e::stage::Stage;

struct Script {
    file: &'static str,
    text: &'static str,
    dragged: &'static [&'static str],
    double_clicked: &'static [&'static str],
    exact: &'static [&'static str],
}

const SCRIPTS: &[Script] = &[
    Script {
        file: "emoji.txt",
        text: "🎉 Ferry back\n\nThe crew 👩‍👩‍👧‍👦 of Zoë Nuñez waved 🇳🇴🇸🇪 flags 🚢 off Tromsø, said Bo 😀 Ek.\n",
        dragged: &["Zoë Nuñez", "Bo 😀 Ek"],
        double_clicked: &["Tromsø"],
        exact: &["👩‍👩‍👧‍👦", "🇳🇴🇸🇪", "🚢 off"],
    },
    Script {
        file: "arabic.txt",
        text: "عودة العبّارة\n\nقالت ليلى حداد إن 140 راكبا وصلوا إلى عمّان 🚢 على متن Linnea يوم الثلاثاء.\n",
        dragged: &["ليلى حداد", "حداد إن 140 راكبا", "Linnea"],
        double_clicked: &["عمّان", "الثلاثاء"],
        exact: &["حداد"],
    },
    Script {
        file: "japanese.txt",
        text: "港の再開\n\n田中花子は火曜日、横浜で記者に語った。「𠮷野家🍚も再開した」と述べた。\n",
        dragged: &["田中花子", "横浜"],
        double_clicked: &["火曜日", "記者"],
        exact: &["𠮷野家🍚", "「"],
    },
    Script {
        file: "combining.txt",
        text: "Cafe\u{301} in Vie\u{302}\u{323}t Nam\n\nZoe\u{308} Nun\u{303}ez met Nguye\u{302}\u{303}n in Tra\u{300} Vinh.\n",
        dragged: &["Zoe\u{308} Nun\u{303}ez", "Tra\u{300} Vinh"],
        double_clicked: &["Nguye\u{302}\u{303}n"],
        exact: &["e\u{302}\u{303}n", "Cafe\u{301}"],
    },
    Script {
        file: "devanagari.txt",
        text: "नौका लौटी\n\nप्रधानमंत्री ने दिल्ली में कहा कि नौका लौट आई है।\n",
        dragged: &["प्रधानमंत्री"],
        double_clicked: &["दिल्ली"],
        exact: &["लौट आई"],
    },
];

pub(crate) fn every_script(stage: &Stage) {
    let page = stage.open();
    let mut made = page.spans().len();
    for script in SCRIPTS {
        let file = page.file(script.file, script.text);
        page.upload(&file);
        assert_eq!(page.document()["text"], script.text, "{}: the text is kept as it is", script.file);
        made += mark_all(&page, script);
        page.screenshot(script.file);
    }
    let checked = check_offsets(&page.export());
    assert!(checked.articles > SCRIPTS.len(), "the sample and all of these");
    assert!(
        checked.fragments >= made,
        "python3 saw {} of {made} annotations: {:?}",
        checked.fragments,
        page.documents()
    );
    println!("FIGURE scripts: python3 agrees with {} fragments", checked.fragments);
}

/// Marks everything a script asks for; returns how many annotations that made.
fn mark_all(page: &Page, script: &Script) -> usize {
    let dragged = script.dragged.iter().map(|words| (words, page.mark(*words, PERSON)));
    let clicked = script.double_clicked.iter().map(|words| {
        page.double_click_word(*words);
        (words, page.label(PLACE))
    });
    let exact = script.exact.iter().map(|words| {
        page.select_exactly(*words);
        (words, page.label(PRODUCT))
    });
    let made: Vec<(_, Span)> = dragged.chain(clicked).chain(exact).collect();
    for (words, span) in &made {
        assert_eq!(span.text(), **words, "{}", script.file);
        assert_eq!(page.drawn(&span.id), **words, "{}: what is drawn", script.file);
    }
    made.len()
}
