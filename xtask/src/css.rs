//! Joining the style sheets into the one that is shipped.

/// One sheet out of several, in order, without comments and without needless white space.
///
/// # Errors
/// Names the rule that would change its meaning by no longer standing at the top of its own file.
pub(crate) fn join(sheets: &[String]) -> Result<String, String> {
    let joined = sheets.iter().map(|sheet| squeeze(sheet)).collect::<Vec<_>>().join("\n");
    match ["@import", "@charset"].iter().find(|rule| joined.contains(**rule)) {
        Some(rule) => Err(format!("a style sheet uses {rule}, which cannot be joined")),
        None => Ok(joined),
    }
}

/// Drops comments and runs of white space, outside of strings.
fn squeeze(sheet: &str) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(next) = rest.chars().next() {
        if rest.starts_with("/*") {
            rest = rest.find("*/").map_or("", |end| &rest[end + 2..]);
        } else if matches!(next, '"' | '\'') {
            let (string, after) = rest.split_at(string_end(rest, next));
            out.push_str(string);
            rest = after;
        } else if next.is_ascii_whitespace() {
            rest = rest.trim_start_matches(|each: char| each.is_ascii_whitespace());
            if !out.is_empty() && !out.ends_with(['{', '}', ';', ' ']) && !rest.starts_with('}') {
                out.push(' ');
            }
        } else {
            out.push(next);
            rest = &rest[next.len_utf8()..];
        }
    }
    out.trim_end().to_owned()
}

/// How many bytes the string that `rest` begins with takes, quotes included.
fn string_end(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, each) in rest.char_indices().skip(1) {
        match each {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if each == quote => return at + each.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use super::join;

    fn one(sheet: &str) -> String {
        join(&[sheet.to_owned()]).expect("joins")
    }

    #[test]
    fn comments_and_indentation_go() {
        assert_eq!(one("/* why */\n.a,\n.b {\n  color: red; /* no */\n}\n\n.c {}\n"), ".a, .b {color: red;}.c {}");
    }

    #[test]
    fn selectors_keep_the_spaces_that_mean_something() {
        assert_eq!(one(".a   .b > .c :is(p) { x: calc(1px + 2px) }"), ".a .b > .c :is(p) {x: calc(1px + 2px)}");
    }

    #[test]
    fn strings_stay() {
        assert_eq!(one("a::after { content: \"/*  ☞ \\\"  */\" }"), "a::after {content: \"/*  ☞ \\\"  */\"}");
        assert_eq!(one("a { content: attr(data-label) / \"\" }"), "a {content: attr(data-label) / \"\"}");
    }

    #[test]
    fn sheets_follow_each_other_and_imports_are_refused() {
        assert_eq!(join(&["a{}".into(), String::new(), "b{}".into()]), Ok("a{}\n\nb{}".into()));
        assert!(join(&["@import 'x';".into()]).is_err());
    }
}
