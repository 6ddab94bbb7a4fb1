//! A scraped article from the web, worked through from the file to the export.

use manicule_e2e::check::check_offsets;
use manicule_e2e::span::{CLAIM, CUE, DATE, LAW, Label, ORGANISATION, PERSON, PLACE, PRODUCT, QUANTITY, SOURCE, Span};
use manicule_e2e::stage::{Stage, repository};
use std::fs;

/// Where the article lies: beside the repository, since its text is not ours to give away.
const ARTICLE: &str = "../shared/articles/turkey-us-s400.txt";

const ENTITIES: &[(&str, Label)] = &[
    ("Mevlut Cavusoglu", PERSON),
    ("Defense Industries Presidency", ORGANISATION),
    ("Sochi", PLACE),
    ("Russia", PLACE),
    ("December 29, 2020", DATE),
    ("Reuters", ORGANISATION),
    ("NATO", ORGANISATION),
    ("S-400", PRODUCT),
    ("Ismail Demir", PERSON),
    ("three", QUANTITY),
    ("December 14", DATE),
    ("CAATSA", LAW),
    ("April 2017", DATE),
    ("F-35", PRODUCT),
];

pub(crate) fn annotate_all_of_it(stage: &Stage) {
    let article = repository().join(ARTICLE);
    if !article.is_file() {
        return stage.skip(format!("{ARTICLE} is not here"));
    }
    let page = stage.open();
    page.upload(&article);
    let untouched = page.document();
    let text = fs::read_to_string(&article).expect("the article is UTF-8");
    assert_eq!(untouched["text"], text, "an imported text is kept as it is");

    let entities: Vec<Span> = ENTITIES.iter().map(|&(words, label)| page.mark(words, label)).collect();
    for (span, (words, _)) in entities.iter().zip(ENTITIES) {
        assert_eq!(span.text(), *words);
    }
    let act = page.mark(&page.stretch("Countering America", "Sanctions Act"), LAW);
    let officials = page.mark("US officials", SOURCE);
    let denial = page.stretch("Turkey, however", "stressed").first_block;
    let country = page.mark(&page.passage_in(denial, "Turkey"), PLACE);
    let stressed = page.mark("stressed", CUE);

    let misstep = page.mark(&page.stretch("imposing sanctions is", "politically and legally"), CLAIM);
    let attack = page.mark(&page.stretch("“It is an attack", "sovereign rights,”"), CLAIM);
    let threat = page.mark(&page.stretch("the S-400s would not", "its armaments"), CLAIM);
    page.select(&page.stretch("they would be", "with NATO systems"));
    page.add_part(&page.stretch("would expose", "Russian subterfuge"));
    let exposed = page.label(CLAIM);

    assert!(attack.text().starts_with('“') && attack.text().ends_with('”'), "{attack:?}");
    assert_eq!(exposed.fragments.len(), 2, "{exposed:?}");
    let said = [(&misstep, &entities[0]), (&attack, &entities[0]), (&threat, &country), (&exposed, &officials)];
    for (claim, source) in said {
        let link = page.link(claim, source);
        assert_eq!((&link["from"], &link["to"]), (&claim.id.as_str().into(), &source.id.as_str().into()));
        assert_eq!(link["label"], "source");
    }
    page.link(&attack, &stressed);
    page.screenshot("annotated");

    let steps = entities.len() + [&act, &officials, &country, &stressed].len() + said.len() * 2 + 1;
    let annotated = page.document();
    (0..steps).for_each(|_| page.strike("Ctrl+z"));
    assert_eq!(page.document(), untouched, "{steps} steps undone");
    (0..steps).for_each(|_| page.strike("Ctrl+Shift+z"));
    assert_eq!(page.document(), annotated, "{steps} steps redone");

    page.reload();
    assert_eq!(page.document(), annotated, "a reload brings everything back");

    let file = page.download(|| page.press("Ctrl+s"));
    let export = fs::read_to_string(&file).expect("the download is UTF-8");
    assert_eq!(export, page.export(), "the key and the door export the same");
    let checked = check_offsets(&export);
    println!("FIGURE real article: python3 agrees with {} fragments", checked.fragments);
}
