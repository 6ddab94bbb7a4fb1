//! Colours of labels can be read: on paper and on cards, light and dark and in high contrast, as words and as what is below
//! words.

#![cfg(not(target_arch = "wasm32"))]

use std::collections::BTreeMap;

/// Red, green, blue.
type Colour = [u8; 3];

/// What the names of colours stand for, light and dark.
type Names = BTreeMap<String, [Colour; 2]>;

fn colour(text: &str) -> Colour {
    let digits = text.trim().strip_prefix('#').expect("written in hexadecimal digits");
    let digits: String = match digits.len() {
        3 => digits.chars().flat_map(|digit| [digit, digit]).collect(),
        _ => digits.to_owned(),
    };
    [0, 2, 4].map(|at| u8::from_str_radix(&digits[at..at + 2], 16).expect("hexadecimal digits"))
}

/// The names that a sheet gives, over those that are known.
fn names(mut known: Names, sheet: &str) -> Names {
    for line in sheet.lines() {
        let Some((name, rest)) = line.trim().strip_prefix("--").and_then(|line| line.split_once(": light-dark("))
        else {
            continue;
        };
        let (light, dark) = rest.split_once(", ").expect("two colours");
        // Veils let something through.
        if light.len() <= 7 {
            known.insert(name.to_owned(), [colour(light), colour(dark.trim_end_matches(");"))]);
        }
    }
    known
}

/// Relative luminance (WCAG 2.2).
fn luminance(colour: Colour) -> f64 {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [red, green, blue] = colour.map(linear);
    0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/// Contrast ratio (WCAG 2.2).
fn contrast(one: Colour, other: Colour) -> f64 {
    let (one, other) = (luminance(one), luminance(other));
    (one.max(other) + 0.05) / (one.min(other) + 0.05)
}

/// `percent` of one colour in another, as `color-mix(in srgb, …)` has it.
fn mixed(one: Colour, percent: f64, other: Colour) -> Colour {
    let mix = |at: usize| f64::from(one[at]) * percent / 100.0 + f64::from(other[at]) * (1.0 - percent / 100.0);
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between two bytes")]
    let part = |at: usize| mix(at).round() as u8;
    [part(0), part(1), part(2)]
}

fn sheet(name: &str) -> String {
    std::fs::read_to_string(format!("{}/styles/{name}.css", env!("CARGO_MANIFEST_DIR"))).expect("a sheet")
}

fn themes() -> [(&'static str, Names, f64); 2] {
    let plain = names(Names::new(), &sheet("tokens"));
    let high = names(plain.clone(), &sheet("contrast"));
    [("plain", plain, 4.5), ("high contrast", high, 7.0)]
}

#[test]
fn every_label_can_be_read_on_paper_and_cards() {
    for (theme, names, least) in themes() {
        for side in [0, 1] {
            let of = |name: &str| names[name][side];
            for number in 0..16 {
                let label = of(&format!("p{number}"));
                for below in ["paper", "card"] {
                    let found = contrast(label, of(below));
                    assert!(found >= least, "p{number} on {below}, {theme}, {side}: {found:.2}");
                }
            }
            for (ink, below) in [
                ("ink", "paper"),
                ("ink", "card"),
                ("soft", "paper"),
                ("soft", "card"),
                ("accent", "card"),
                ("ink", "pick"),
                ("ink", "warm"),
                ("soft", "warm"),
            ] {
                let found = contrast(of(ink), of(below));
                let least = if ink == "soft" && below == "warm" { 4.5 } else { least };
                assert!(found >= least, "{ink} on {below}, {theme}, {side}: {found:.2}");
            }
        }
    }
}

/// The tint of an entity is 12 percent of its colour where it is light, 20 where it is dark; more under the pointer.
#[test]
fn words_can_be_read_on_every_tint() {
    for (theme, names, _) in themes() {
        for (side, percent) in [(0, 24.0), (1, 28.0)] {
            for number in 0..16 {
                let tint = mixed(names[&format!("p{number}")][side], percent, names["paper"][side]);
                let found = contrast(names["ink"][side], tint);
                assert!(found >= 7.0, "ink on the tint of p{number}, {theme}, {side}: {found:.2}");
            }
        }
    }
}

#[test]
fn ratios_are_those_of_the_standard() {
    assert!((contrast([0, 0, 0], [255, 255, 255]) - 21.0).abs() < 0.001);
    assert!((contrast([119, 119, 119], [255, 255, 255]) - 4.48).abs() < 0.01);
    assert_eq!(mixed([255, 0, 0], 50.0, [0, 0, 255]), [128, 0, 128]);
    assert_eq!(colour("#fff"), colour("#ffffff"));
}
