//! Rust source as text: what is code in it, and which paths it names. No parser: the rules need names, not meaning.

/// A file with what is no code blanked out; every line keeps its number and every character its place.
pub(crate) struct Source {
    /// Path below the repository, with `/`.
    pub(crate) path: String,
    /// As it stands.
    pub(crate) text: String,
    /// Without comments.
    pub(crate) uncommented: String,
    /// Without comments, texts, characters and `#[cfg(test)]` items.
    pub(crate) code: String,
}

/// A path that the code names, with its line from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Named {
    pub(crate) line: usize,
    pub(crate) path: Vec<String>,
}

#[derive(Clone, Copy, PartialEq)]
enum Part {
    Code,
    Comment,
    Text,
}

impl Source {
    pub(crate) fn new(path: &str, text: &str) -> Self {
        let parts = parts(text);
        let keep = |kept: &[Part]| -> String {
            let blank = |c: char| if c == '\n' { '\n' } else { ' ' };
            text.chars().zip(&parts).map(|(c, part)| if kept.contains(part) { c } else { blank(c) }).collect()
        };
        let code = without_tests(&keep(&[Part::Code]));
        Self { path: path.to_owned(), text: text.to_owned(), uncommented: keep(&[Part::Code, Part::Text]), code }
    }

    /// The line with this number, from 1.
    pub(crate) fn line(&self, number: usize) -> &str {
        self.text.lines().nth(number - 1).unwrap_or_default().trim()
    }

    /// Where the file stands as a module: `src/formats/native/read.rs` is `formats::native::read`.
    fn module(&self) -> Vec<String> {
        let path = self.path.trim_start_matches("src/").trim_end_matches(".rs").trim_end_matches("mod");
        path.split('/').filter(|step| !step.is_empty()).map(str::to_owned).collect()
    }

    /// Every path of two steps or more, and everything that is imported; `super` and `self` are resolved to `crate`.
    pub(crate) fn names(&self) -> Vec<Named> {
        let tokens = tokens(&self.code);
        let mut names = Vec::new();
        let mut at = 0;
        while let Some((line, token)) = tokens.get(at) {
            if token == "use" {
                at = import(&tokens, at + 1, &[], &mut names);
                continue;
            }
            let mut path = Vec::new();
            if is_name(token) {
                path.push(token.clone());
                while tokens.get(at + 1).is_some_and(|(_, t)| t == "::") {
                    let Some((_, next)) = tokens.get(at + 2).filter(|(_, t)| is_name(t)) else { break };
                    path.push(next.clone());
                    at += 2;
                }
            }
            if path.len() > 1 {
                names.push(Named { line: *line, path });
            }
            at += 1;
        }
        names.into_iter().map(|named| Named { path: self.resolved(named.path), ..named }).collect()
    }

    fn resolved(&self, path: Vec<String>) -> Vec<String> {
        let mut base = match path[0].as_str() {
            "super" | "self" => self.module(),
            "manicule" => return [vec!["crate".to_owned()], path[1..].to_vec()].concat(),
            _ => return path,
        };
        let ups = path.iter().take_while(|step| *step == "super").count();
        base.truncate(base.len().saturating_sub(ups));
        let rest = path.into_iter().skip_while(|step| step == "super" || step == "self");
        ["crate".to_owned()].into_iter().chain(base).chain(rest).collect()
    }
}

/// What each character belongs to.
fn parts(text: &str) -> Vec<Part> {
    let chars: Vec<char> = text.chars().collect();
    let mut parts = Vec::with_capacity(chars.len());
    while let Some(c) = chars.get(parts.len()) {
        let at = parts.len();
        let next = chars.get(at + 1).copied();
        let after_name = at > 0 && (chars[at - 1].is_alphanumeric() || chars[at - 1] == '_');
        let (part, end) = match c {
            '/' if next == Some('/') => (Part::Comment, until(&chars, at, "\n")),
            '/' if next == Some('*') => (Part::Comment, until(&chars, at + 2, "*/") + 2),
            'r' if !after_name && matches!(next, Some('"' | '#')) => {
                let hashes = chars[at + 1..].iter().take_while(|c| **c == '#').count();
                let raw = chars.get(at + 1 + hashes) == Some(&'"');
                let close = format!("\"{}", "#".repeat(hashes));
                if raw {
                    (Part::Text, until(&chars, at + hashes + 2, &close) + 1 + hashes)
                } else {
                    (Part::Code, at + 1)
                }
            }
            '"' => (Part::Text, quoted(&chars, at, '"')),
            '\'' if next == Some('\\') || chars.get(at + 2) == Some(&'\'') => (Part::Text, quoted(&chars, at, '\'')),
            _ => (Part::Code, at + 1),
        };
        parts.resize(end.min(chars.len()), part);
    }
    parts
}

/// Where `what` begins, from `at` on; the end where it does not stand.
fn until(chars: &[char], at: usize, what: &str) -> usize {
    let what: Vec<char> = what.chars().collect();
    (at..chars.len()).find(|place| chars[*place..].starts_with(&what)).unwrap_or(chars.len())
}

/// One past the mark that closes what the one at `at` opens.
fn quoted(chars: &[char], at: usize, mark: char) -> usize {
    let mut place = at + 1;
    while place < chars.len() && chars[place] != mark {
        place += if chars[place] == '\\' { 2 } else { 1 };
    }
    place + 1
}

/// Blanks `#[cfg(test)]` items: a layer's tests may use what the layer may not.
fn without_tests(code: &str) -> String {
    let mut out = code.to_owned();
    while let Some(start) = out.find("#[cfg(test)]") {
        let mut depth = 0;
        let ends = |c: char| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0 && matches!(c, ';' | '}')
        };
        let end = out[start..].find(ends).map_or(out.len(), |end| start + end + 1);
        let blank: String = out[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
        out.replace_range(start..end, &blank);
    }
    out
}

type Token = (usize, String);

fn tokens(code: &str) -> Vec<Token> {
    let mut all = Vec::new();
    for (number, line) in (1..).zip(code.lines()) {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let name = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
            let width = if rest.starts_with("::") { 2 } else { name.max(first.len_utf8()) };
            let (token, after) = rest.split_at(width);
            all.push((number, token.to_owned()));
            rest = after.trim_start();
        }
    }
    all
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// Reads one branch of a `use`; returns where it ends.
fn import(tokens: &[Token], mut at: usize, before: &[String], names: &mut Vec<Named>) -> usize {
    let mut path = before.to_vec();
    let line = tokens.get(at).map_or(0, |(line, _)| *line);
    while let Some((_, token)) = tokens.get(at) {
        match token.as_str() {
            "::" => at += 1,
            "{" => {
                at += 1;
                while tokens.get(at).is_some_and(|(_, t)| t != "}") {
                    at = import(tokens, at, &path, names);
                    at += usize::from(tokens.get(at).is_some_and(|(_, t)| t == ","));
                }
                return at + 1;
            }
            "as" => at += 2,
            "self" if !path.is_empty() => at += 1,
            step if is_name(step) || step == "*" => {
                path.push(step.to_owned());
                at += 1;
            }
            _ => break,
        }
    }
    if !path.is_empty() {
        names.push(Named { line, path });
    }
    at
}
