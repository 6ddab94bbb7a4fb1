//! The rules can fail: each finds what it is for in a few lines made up here, and leaves innocent lines alone.

use crate::rules::{MOST_LINES, layers, shape, words};
use crate::source::Source;

fn dependencies() -> Vec<String> {
    ["imbl", "rand", "serde", "web_sys", "yew", "zip"].map(str::to_owned).to_vec()
}

/// `expected` stands in the only offence of `text`; the empty text means that there is none.
fn check(find: impl Fn(&Source) -> Vec<String>, path: &str, text: &str, expected: &str) {
    let found = find(&Source::new(path, text));
    match found.as_slice() {
        [] => assert_eq!(expected, "", "no offence was found in {text}"),
        [one] => assert!(!expected.is_empty() && one.contains(expected), "{one}"),
        many => panic!("{}", many.join("\n")),
    }
}

fn layer(path: &str, text: &str, expected: &str) {
    check(|source| layers(source, &dependencies()), path, text, expected);
}

#[test]
fn lower_layers_do_not_name_higher_ones() {
    layer("src/model/text.rs", "use crate::edit::History;", "src/model/text.rs:1: model must not name edit::History");
    layer("src/edit/snap.rs", "//! Edges.\n\nuse crate::model::Span;\nuse crate::ui::App;", "snap.rs:4:");
    layer("src/edit/snap.rs", "use crate::{model::{Span, Unit}, ui::App as A};", "edit must not name ui::App");
    layer("src/edit/snap.rs", "use crate::{model::{self, Span as S}, edit::{History, commands::*}};", "");
}

#[test]
fn every_way_to_write_a_path_is_seen() {
    let check = |text| layer("src/layout/lanes.rs", text, "layout must not name session");
    check("use crate::session;");
    check("pub use crate::session::*;");
    check("use crate::{model::Span, session};");
    check("use super::super::session::State;");
    check("use manicule::session::State;");
    check("fn f(state: &crate::session::State) {}");
    check("fn f() { let x = crate::session::update::<u8>(1); }");
    check("use crate::\n    session\n    ::State;");
    layer("src/layout/mod.rs", "use super::session::State;", "layout must not name session::State");
    layer("src/layout/mod.rs", "use crate::*;", "layout must not name *");
}

#[test]
fn what_is_no_code_does_not_count() {
    for text in [
        "/// See [`crate::session`].\nfn f() {}",
        "/* crate::session::State\n */",
        r#"const PLACE: &str = "crate::session::State";"#,
        r##"const PLACE: &str = r#"a "crate::session::State" b"#;"##,
        "const MARKS: [char; 2] = ['\"', '\\''];\n// crate::session::State\nconst END: char = '\"';",
        "#[cfg(test)]\nmod tests {\n    use crate::session::State;\n    fn f() { let x = (); }\n}",
        "pub(crate) fn f<'a>(x: &'a str) {}",
        "use self::lanes::Lane;\nuse super::layout::lanes::Lane;",
    ] {
        layer("src/layout/mod.rs", text, "");
    }
    layer("src/layout/mod.rs", "#[cfg(test)]\nmod tests;\nuse crate::session::State;", "mod.rs:3:");
}

#[test]
fn pure_folders_know_no_world() {
    layer("src/model/time.rs", "use std::time::Duration;", "must not name std::time");
    layer("src/session/state.rs", "use std::{fmt, time};", "must not name std::time");
    layer("src/intake/html.rs", "use web_sys::Node;", "intake must not name web_sys");
    layer("src/model/id.rs", "fn f() -> u64 { ::rand::random() }", "model must not name rand");
    layer("src/measure/mod.rs", "use std::collections::HashMap;", "its order is random");
    layer("src/model/text.rs", "use std::fmt;", "");
}

#[test]
fn session_knows_one_codec() {
    layer("src/session/state.rs", "use crate::formats::{FORMATS, FormatInfo, native::read};", "");
    layer("src/session/state.rs", "use crate::formats::brat::read;", "session must not name formats::brat::read");
    layer("src/session/state.rs", "use crate::formats;", "session must not name formats");
    layer("src/session/state.rs", "use crate::formats::*;", "session must not name formats::*");
}

#[test]
fn only_the_workshop_names_what_is_heavy() {
    layer(
        "src/session/state.rs",
        "use crate::intake::reader::Reader;",
        "only the workshop names intake::reader::Reader",
    );
    layer("src/ui/app.rs", "fn f() { crate::intake::bytes::read(); }", "only the workshop names intake::bytes::read");
    layer("src/intake/plain.rs", "use super::reader::Reader;", "only the workshop names intake::reader::Reader");
    layer("src/workshop/taking.rs", "use crate::intake::reader::Reader;", "");
    layer("src/intake/reader/kinds.rs", "use crate::intake::bytes::read;\nuse zip::ZipArchive;", "");
    layer("src/intake/plain.rs", "use zip::ZipArchive;", "intake must not name zip");
}

#[test]
fn doors_know_nobody_behind_them() {
    layer("src/browser/files.rs", "use crate::session::Command;", "browser must not name session::Command");
    layer("src/browser/files.rs", "use yew::Callback;", "browser must not name yew");
    layer("src/browser/files.rs", "use crate::storage::Store;\nuse web_sys::{Blob, File};", "");
    layer("src/ui/app.rs", "use web_sys::{Element, MouseEvent};", "");
    layer("src/ui/app.rs", "fn f() { web_sys::window(); }", "not web_sys::window");
    layer("src/ui/app.rs", "use crate::formats::brat;", "ui must not name formats::brat");
}

#[test]
fn a_new_room_needs_a_row() {
    layer("src/helpers/mod.rs", "//! Things.", "helpers has no row");
}

#[test]
fn text_never_becomes_markup() {
    check(words, "src/ui/app.rs", "html! { <p style=\"top: 0\" /> }", "style=");
    check(words, "src/browser/dom.rs", "\n\nbody.set_inner_html(text);", "dom.rs:3: set_inner_html");
    check(words, "src/browser/dom.rs", "// never set_inner_html", "");
    check(words, "src/ui/app.rs", "html! { <ul>{ for list }</ul> }", "{ for");
    check(words, "src/ui/app.rs", "if many { for x in list { f(x); } }", "");
}

#[test]
fn files_hold_one_thing() {
    let long = "// A line.\n".repeat(MOST_LINES);
    check(shape, "src/edit/snap.rs", &long, "");
    check(shape, "tests/web_app.rs", &format!("{long}\n"), "401 lines");
    check(shape, "src/edit/mod.rs", "pub mod snap;", "begins with its map");
    check(shape, "src/ui/app.rs", "#[component]\nfn A() {}\n#[component]\nfn B() {}", "app.rs:3: one component");
}
