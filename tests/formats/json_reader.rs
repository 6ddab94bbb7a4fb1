//! The JSON reader, held against `serde_json`: it refuses what that refuses and reads what that reads.

use manicule::formats::json::{Json, Wrong, tree};

fn read(text: &str) -> Json {
    tree(text).unwrap_or_else(|wrong| unreachable!("{text}: {wrong:?}"))
}

/// What `serde_json` reads, as a tree of ours; nothing where it refuses.
fn other(text: &str) -> Option<Json> {
    fn of(value: &serde_json::Value) -> Json {
        use serde_json::Value;
        match value {
            Value::Null => Json::Null,
            Value::Bool(value) => Json::Bool(*value),
            Value::Number(number) => read(&number.to_string()),
            Value::String(text) => Json::Text(text.clone()),
            Value::Array(items) => Json::List(items.iter().map(of).collect()),
            Value::Object(entries) => {
                Json::Object(entries.iter().map(|(key, value)| (key.as_str().into(), of(value))).collect())
            }
        }
    }
    serde_json::from_str(text).ok().map(|value| of(&value))
}

#[test]
fn numbers() {
    let check = |text: &str, expected: Json| assert_eq!(read(text), expected, "{text}");
    check("0", Json::Whole(0));
    check("-0", Json::Whole(0));
    check("-12", Json::Whole(-12));
    check("12.0", Json::Whole(12));
    check("1.2e1", Json::Whole(12));
    check("1200E-2", Json::Whole(12));
    check("0.05", Json::Thousandths(50));
    check("0.0004", Json::Whole(0));
    check("0.0005", Json::Thousandths(1));
    check("-0.9996", Json::Whole(-1));
    check("5e-4", Json::Thousandths(1));
    check("0e999999999999999999999", Json::Whole(0));
    check("1e-999999999999999999999", Json::Whole(0));
    check("9223372036854775806", Json::Whole(i64::MAX - 1));
    check("18446744073709551615", Json::Thousandths(i64::MAX));
    check("-1e400", Json::Thousandths(i64::MIN));
}

#[test]
fn refuses_what_serde_json_refuses() {
    let mut texts: Vec<String> = [
        "",
        " ",
        "nul",
        "nulll",
        "truefalse",
        "[1,]",
        "[,1]",
        "[1 2]",
        "{,}",
        "{\"a\"}",
        "{\"a\":}",
        "{\"a\":1,}",
        "{a:1}",
        "{1:1}",
        "01",
        "-",
        "-01",
        "+1",
        ".5",
        "5.",
        "1.e3",
        "1e",
        "1e+",
        "0x10",
        "1_000",
        "NaN",
        "'a'",
        "\"",
        "\"\\",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\u12G4\"",
        "\"\\ud800\"",
        "\"\\udc00\"",
        "\"\\ud800\\n\"",
        "\"\\ud800\\ud800\"",
        "\"\\ud800\\u0041\"",
        "\"a\nb\"",
        "\"\u{0}\"",
        "[] []",
        "]",
        "}",
        "\u{feff}1",
        "\u{a0}1",
    ]
    .map(str::to_owned)
    .to_vec();
    texts.push("[".repeat(128) + &"]".repeat(128));
    texts.push("[".repeat(100_000));
    for text in texts {
        assert_eq!(other(&text), None, "{text}");
        assert!(matches!(tree(&text), Err(Wrong::Syntax(..))), "{text}");
    }
}

#[test]
fn reads_what_serde_json_reads() {
    let texts = [
        " \t\r\n[ ] ",
        "{ }",
        "{\"a\" : [ true , false , null ] }",
        "\"\"",
        "\"é😀\\ud83d\\ude00\\u00e9\\/\\b\\f\\n\\r\\t\"",
        "\"\u{7f}\u{2028}\"",
        "[[[{\"\":{\"\":-1.5}}]]]",
        "\"\\ufffe\\uFFFF\\u0000\"",
    ];
    for text in texts {
        assert_eq!(Some(read(text)), other(text), "{text}");
    }
    let deep = "[".repeat(127) + &"]".repeat(127);
    assert_eq!(Some(read(&deep)), other(&deep));
}

#[test]
fn changed_at_random_both_agree() {
    let seed = r#"{"id":"a1","n":[0,-1.5e2,12,0.25],"t":"x\u00e9\n\ud83d\ude00é","o":{"k":null,"l":true,"m":[]}}"#;
    let signs: Vec<char> = "{}[]\",:\\u0e1-.+ ntfé\n".chars().collect();
    let mut bits: u64 = 0x9E37_79B9_7F4A_7C15;
    let mut draw = |below: usize| {
        bits ^= bits << 13;
        bits ^= bits >> 7;
        bits ^= bits << 17;
        usize::try_from(bits >> 33).unwrap_or(0) % below
    };
    let (mut read_both, mut refused) = (0, 0);
    for _ in 0..20_000 {
        let mut text: Vec<char> = seed.chars().collect();
        for _ in 0..=draw(2) {
            let at = draw(text.len());
            match draw(3) {
                0 => drop(text.remove(at)),
                1 => text.insert(at, signs[draw(signs.len())]),
                _ => text[at] = signs[draw(signs.len())],
            }
        }
        let text: String = text.into_iter().collect();
        match (tree(&text), other(&text)) {
            (Ok(_), Some(_)) => read_both += 1,
            (Err(Wrong::Syntax(_, words)), None | Some(_)) if words.ends_with("stands twice") => {}
            (Err(_), None) => refused += 1,
            // Beyond what a float can hold, which we need not.
            (Ok(_), None)
                if text.contains(['e', 'E'])
                    && serde_json::from_str::<serde_json::Value>(&text)
                        .is_err_and(|e| e.to_string().starts_with("number out of range")) => {}
            (ours, theirs) => unreachable!("{text}: {ours:?}, {theirs:?}"),
        }
    }
    assert!(read_both > 1000 && refused > 1000, "{read_both} read, {refused} refused");
}
