//! Damaged exports: the reader never panics, keeps what is whole and tells of every record it left out.

use manicule::formats::{Imported, Issue, native};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};

use super::native::exported;
use crate::common::{cases, laws, pick, projects};

const FILE: &str = "damaged.jsonl";

fn read(text: &str) -> Imported {
    let imported = native::read(FILE, text);
    imported.documents.iter().for_each(|document| laws::on_its_text(document));
    everything_is_told(text, &imported);
    imported
}

/// Whether an issue says that something was left out, at this place.
fn left_out(issue: &Issue, line: usize, path: &str) -> bool {
    issue.line == line && issue.path.starts_with(path) && !issue.problem.is_warning()
}

/// Every line gave a document or is in the report; so is every record of a line that did not become one.
fn everything_is_told(text: &str, imported: &Imported) {
    let mut documents = imported.documents.iter();
    let lines = text.strip_prefix('\u{feff}').unwrap_or(text).split('\n').zip(1..);
    for (line, number) in lines.filter(|(line, _)| !line.trim().is_empty()) {
        let whole = imported.issues.iter().filter(|i| left_out(i, number, "") && i.path.is_empty()).count();
        if whole > 0 {
            assert_eq!(whole, 1, "line {number} is left out once");
            continue;
        }
        let document = documents.next().expect("a line without a report is a document");
        let value: Value = serde_json::from_str(line).expect("a line that was read is JSON");
        let told = |path: &str| imported.issues.iter().filter(|issue| left_out(issue, number, path)).count();
        let given = |key: &str| value.get(key).and_then(Value::as_array).map_or(0, Vec::len);
        for (key, kept) in [
            ("spans", document.annotations.len()),
            ("suggestions", document.suggestions.len()),
            ("relations", document.relations.len()),
        ] {
            assert_eq!(given(key), kept + told(&format!("{key}[")), "{key} of line {number}: {:?}", imported.issues);
        }
        let blocks_told = imported.issues.iter().any(|i| i.line == number && i.path.starts_with("blocks"));
        assert!(given("blocks") == document.blocks.len() || given("blocks") == 0 || blocks_told, "blocks of {number}");
    }
    assert_eq!(documents.next(), None, "no document comes from nowhere");
}

/// Lines that the damage did not reach give what they gave before, unless somebody took their id.
fn the_rest_survives(text: &str, good: &str, imported: &Imported) {
    for (line, number) in text.split('\n').zip(1..) {
        let line = line.trim_end_matches('\r');
        if !good.lines().any(|known| known == line) {
            continue;
        }
        let alone = native::read(FILE, line);
        let [expected] = &alone.documents[..] else { panic!("a good line is one document") };
        let duplicate = imported.issues.iter().any(|issue| left_out(issue, number, ""));
        assert!(imported.documents.contains(expected) || duplicate, "line {number} did not survive");
    }
}

fn check(damaged: &str, good: &str) {
    let imported = read(damaged);
    the_rest_survives(damaged, good, &imported);
}

/// What happens to a value of a line.
#[derive(Clone, Debug)]
enum Harm {
    Delete,
    Replace(Value),
    Twice,
}

fn harm() -> impl Strategy<Value = Harm> {
    let values = [
        json!(null),
        json!(true),
        json!(-1),
        json!(0),
        json!(7),
        json!(1.5),
        json!(4_294_967_295_u32),
        json!(18_446_744_073_709_551_615_u64),
        json!(""),
        json!("x"),
        json!("\u{0}\r\n"),
        json!([]),
        json!([[]]),
        json!({}),
    ];
    prop_oneof![
        2 => Just(Harm::Delete),
        4 => select(values.to_vec()).prop_map(Harm::Replace),
        1 => Just(Harm::Twice),
    ]
}

/// Every place in a value below the top.
fn places(value: &Value, path: String, found: &mut Vec<String>) {
    let mut visit = |key: String, inner: &Value| {
        let path = format!("{path}/{}", key.replace('~', "~0").replace('/', "~1"));
        found.push(path.clone());
        places(inner, path, found);
    };
    match value {
        Value::Object(members) => members.iter().for_each(|(key, inner)| visit(key.clone(), inner)),
        Value::Array(items) => items.iter().enumerate().for_each(|(place, inner)| visit(place.to_string(), inner)),
        _ => {}
    }
}

/// Does harm at one place of a line; where a record of a list is hit, *twice* repeats it.
fn hurt(line: &str, place: u16, harm: &Harm) -> String {
    let mut value: Value = serde_json::from_str(line).expect("an export is JSON");
    let mut all = Vec::new();
    places(&value, String::new(), &mut all);
    let path = pick(&all, place).expect("a line has keys");
    let (parent, key) = path.rsplit_once('/').expect("a pointer");
    let parent = value.pointer_mut(parent).expect("found there");
    match (harm, parent) {
        (Harm::Delete, Value::Object(members)) => drop(members.remove(key)),
        (Harm::Replace(new), Value::Object(members)) => drop(members.insert(key.to_owned(), new.clone())),
        (harm, Value::Array(items)) => {
            let at: usize = key.parse().expect("a place in a list");
            match harm {
                Harm::Delete => drop(items.remove(at)),
                Harm::Replace(new) => items[at] = new.clone(),
                Harm::Twice => items.push(items[at].clone()),
            }
        }
        _ => {}
    }
    value.to_string()
}

proptest! {
    #![proptest_config(cases(40))]

    #[test]
    fn cut_anywhere(project in projects::project(), at in any::<proptest::sample::Index>()) {
        let good = exported(&project);
        let cut = String::from_utf8_lossy(&good.as_bytes()[..at.index(good.len())]).into_owned();
        check(&cut, &good);
    }

    #[test]
    fn flipped_bytes(project in projects::project(), flips in vec((any::<proptest::sample::Index>(), 1..=255_u8), 1..4)) {
        let good = exported(&project);
        let mut bytes = good.clone().into_bytes();
        for (at, flip) in flips {
            let at = at.index(bytes.len());
            bytes[at] ^= flip;
        }
        check(&String::from_utf8_lossy(&bytes), &good);
    }

    #[test]
    fn wrong_and_missing_values(project in projects::project(), harms in vec((any::<(u16, u16)>(), harm()), 1..4)) {
        let good = exported(&project);
        let mut lines: Vec<String> = good.lines().map(str::to_owned).collect();
        for ((line, place), harm) in harms {
            let at = usize::from(line) % lines.len();
            lines[at] = hurt(&lines[at], place, &harm);
        }
        check(&lines.join("\n"), &good);
    }

    #[test]
    fn noise_between_the_lines(project in projects::project(), noise in vec(any::<String>(), 1..4), at in any::<u16>()) {
        let good = exported(&project);
        let mut lines: Vec<String> = good.lines().map(str::to_owned).collect();
        let at = usize::from(at) % (lines.len() + 1);
        lines.splice(at..at, noise);
        check(&lines.join("\r\n"), &good);
    }
}
