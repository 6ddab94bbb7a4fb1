//! axe-core on every screen there is, in each way the page can look: it finds nothing. `cargo xtask screens` has the same
//! pictures put together, small, under `docs/screens/`.

use base64::prelude::{BASE64_STANDARD, Engine as _};

use crate::look::speak;
use crate::screens::{SCREENS, Screen, leave};
use crate::texts::HARBOUR;
use manicule_e2e::browser::{Browser, Profile};
use manicule_e2e::looks::Theme;
use manicule_e2e::page::Page;
use manicule_e2e::span::{CLAIM, ORGANISATION, PERSON};
use manicule_e2e::stage::{Stage, repository};
use serde_json::json;
use std::fs;
use std::path::{Path, PathBuf};

/// A way to look at the page.
struct Look {
    name: &'static str,
    /// What the system asks for.
    theme: Theme,
    /// What is chosen in the page: fields of its look, with their values.
    chosen: &'static [(&'static str, &'static str)],
    /// Width and height of the window, in CSS pixels.
    window: (u32, u32),
    /// Whether it is touched.
    telephone: bool,
}

const fn look(name: &'static str, theme: Theme, window: (u32, u32)) -> Look {
    Look { name, theme, chosen: &[], window, telephone: false }
}

/// All of them. A short run takes the first two: each theme and each width once.
const LOOKS: [Look; 9] = [
    look("light", Theme::Light, (1400, 900)),
    look("narrow and dark", Theme::Dark, (390, 844)),
    look("dark", Theme::Dark, (1400, 760)),
    // Twice as large: half as many pixels for everything.
    look("200 percent", Theme::Light, (700, 450)),
    look("400 percent", Theme::Light, (350, 225)),
    Look { chosen: &[("theme", "contrast")], ..look("high contrast", Theme::Light, (1400, 900)) },
    Look { chosen: &[("theme", "contrast")], ..look("high contrast, dark", Theme::Dark, (1400, 900)) },
    Look { chosen: &[("language", "ar")], ..look("mirrored", Theme::Light, (1400, 900)) },
    Look { telephone: true, ..look("telephone", Theme::Light, (390, 844)) },
];

/// Set where all looks are wanted, and put together.
const GATHERED: &str = "MANICULE_SCREENS";

pub(crate) fn every_screen(stage: &Stage) {
    let axe = match Page::axe() {
        Ok(axe) => axe,
        Err(missing) => return stage.skip(missing),
    };
    let gathered = std::env::var_os(GATHERED).is_some();
    let all = gathered || std::env::var_os("MANICULE_LONG").is_some();
    let page = stage.open();
    page.import("harbour.txt", HARBOUR);
    page.mark("Linnea", ORGANISATION);
    let person = page.mark("Mats Ekdahl", PERSON);
    let made = page.mark("“The log was rewritten,”", CLAIM);
    page.link(&made, &person);
    leave(&page);
    let mut found = Vec::new();
    let looks = if all { &LOOKS[..] } else { &LOOKS[..2] };
    for look in looks {
        put_on(&page, look);
        let mut pictures = Vec::new();
        for (name, there, back) in SCREENS {
            there(&page);
            page.idle();
            pictures.push(page.screenshot(&format!("{name}, {}", look.name)));
            let what = |one: String| format!("{name}, {}: {one}", look.name);
            found.extend(page.axe_finds(&axe).into_iter().map(what));
            back(&page);
            page.idle();
        }
        take_off(&page, look);
        if gathered {
            gather(look, &pictures);
        }
    }
    println!("FIGURE axe-core: {} violations on {} screens, each in {} looks", found.len(), SCREENS.len(), looks.len());
    assert!(found.is_empty(), "{}", found.join("\n"));
}

fn put_on(page: &Page, look: &Look) {
    let (width, height) = look.window;
    if look.telephone {
        page.telephone(width, height);
    } else {
        page.window(width, height);
    }
    page.theme(look.theme);
    for (field, value) in look.chosen {
        choose(page, field, value);
    }
}

fn take_off(page: &Page, look: &Look) {
    for (field, _) in look.chosen {
        choose(page, field, "");
    }
    if look.telephone {
        page.no_telephone();
    }
}

fn choose(page: &Page, field: &str, value: &str) {
    page.until_saved();
    if field == "language" {
        return speak(page, value);
    }
    page.dispatch("set-look", json!({ "field": field, "text": value }));
    page.idle();
}

/// How wide a picture is among the others, in pixels, and how many stand beside each other.
const SMALL: (u32, u32) = (300, 6);

/// Puts the pictures of a look together into one.
fn gather(look: &Look, pictures: &[PathBuf]) {
    let (width, beside) = SMALL;
    let of = |(picture, (name, ..)): (&PathBuf, &Screen)| {
        format!(
            "<figure><img src=\"file://{}\"><figcaption>{name}</figcaption></figure>",
            picture.display().to_string().replace('%', "%25").replace(' ', "%20")
        )
    };
    let all: String = pictures.iter().zip(SCREENS).map(of).collect();
    let sheet = format!(
        "<!doctype html><meta charset=\"utf-8\"><style>body {{ margin: 12px; background: #8a8a86; font: 12px sans-serif; \
         inline-size: {}px; display: grid; grid-template-columns: repeat({beside}, {width}px); gap: 12px; align-items: start }} \
         figure {{ margin: 0 }} img {{ inline-size: 100%; display: block }} figcaption {{ padding: 3px; color: #fff }}</style>{all}",
        beside * (width + 12)
    );
    let folder = repository().join("target/screens");
    let file = folder.join(format!("all, {}.html", look.name));
    fs::write(&file, sheet).expect("the folder is there");
    let browser = Browser::start(Profile::Fresh);
    browser.go_to(&format!("file://{}", file.display().to_string().replace(' ', "%20")));
    let loaded = "return Promise.all([...document.images].map((each) => each.decode())).then(() => \
                  document.body.getBoundingClientRect().height + 24)";
    let height = browser.ask(loaded, &[]);
    let size = json!({ "width": beside * (width + 12) + 24, "height": height.as_f64().map(f64::ceil), "deviceScaleFactor": 1, "mobile": false });
    browser.devtools("Emulation.setDeviceMetricsOverride", size);
    let taken = browser.devtools("Page.captureScreenshot", json!({ "format": "webp", "quality": 60 }));
    let bytes = BASE64_STANDARD.decode(taken["data"].as_str().unwrap_or_default()).expect("a picture");
    let kept = repository().join("docs/screens");
    fs::create_dir_all(&kept).expect("the checkout can be written");
    fs::write(kept.join(file_name(look)), bytes).expect("the checkout can be written");
}

fn file_name(look: &Look) -> PathBuf {
    Path::new(&look.name.replace(", ", "-").replace(' ', "-")).with_extension("webp")
}
