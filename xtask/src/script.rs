//! Making scripts lighter: whole-line comments and indentation are not shipped.
//!
//! Not a minifier (those that are at hand fail on the glue): only lines that are nothing but comment
//! go, which a third of `boot.js` and a quarter of the glue is.

/// The script without comment lines and indentation; untouched where that could change its meaning.
pub(crate) fn squeeze(script: &str) -> String {
    // Inside a template that spans lines, what looks like a comment or indentation is text.
    if script.lines().any(|line| !line.matches('`').count().is_multiple_of(2)) {
        return script.to_owned();
    }
    let mut kept = String::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.lines().map(str::trim) {
        if in_comment {
            in_comment = !line.ends_with("*/");
            continue;
        }
        if line.starts_with("/*") {
            match line.find("*/") {
                None => {
                    in_comment = true;
                    continue;
                }
                Some(end) if end + 2 == line.len() => continue,
                // Code follows on the same line.
                Some(_) => {}
            }
        }
        if !line.is_empty() && !line.starts_with("//") {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::squeeze;

    #[test]
    fn comment_lines_and_indentation_go() {
        let script = "// why\n/** one */\nlet a = 1; // stays\n/**\n * @param x\n */\nif (a) {\n  b(); /* x */\n}\n\n";
        assert_eq!(squeeze(script), "let a = 1; // stays\nif (a) {\nb(); /* x */\n}\n");
    }

    #[test]
    fn code_behind_a_comment_stays() {
        assert_eq!(squeeze("  /* x */ a();\n"), "/* x */ a();\n");
    }

    #[test]
    fn templates_over_several_lines_are_not_touched() {
        let script = "  a = `\n  // text\n`;\n";
        assert_eq!(squeeze(script), script);
        assert_eq!(squeeze("  a = `b`;\n"), "a = `b`;\n");
    }
}
