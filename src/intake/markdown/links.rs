//! Where links lead: which addresses there are, and which of them are links.

use std::rc::Rc;

use super::Target;
use crate::model::fold::fold;

/// Pairs of parentheses in an address, in each other.
const PARENTHESES: usize = 8;

/// Longest address, in bytes.
const LONGEST: usize = 2000;

/// What is taken for a page: nothing that a browser would run, and no page of this site, which knows nothing of the text.
pub(super) fn target(address: &str) -> Option<Target> {
    if address.len() > LONGEST || address.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return None;
    }
    if let Some(anchor) = address.strip_prefix('#') {
        return (!anchor.is_empty()).then(|| Target::Here(Rc::from(anchor.chars().map(fold).collect::<String>())));
    }
    let begins =
        |scheme: &str| address.get(..scheme.len()).is_some_and(|beginning| beginning.eq_ignore_ascii_case(scheme));
    let scheme = ["http://", "https://", "mailto:"].into_iter().find(|scheme| begins(scheme))?;
    (address.len() > scheme.len()).then(|| Target::Page(Rc::from(address)))
}

/// An anchor as it is made from a heading: small letters, hyphens for spaces, nothing that is neither letter nor number.
pub(super) fn anchor(words: &str) -> String {
    let kept = words.trim().chars().filter_map(|c| match c {
        c if c.is_whitespace() => Some('-'),
        '-' | '_' => Some(c),
        c if c.is_ascii() => c.is_ascii_alphanumeric().then(|| fold(c)),
        // What other scripts write words with stays, whatever it is.
        c => (!super::pairs::is_punctuation(c)).then(|| fold(c)),
    });
    kept.collect()
}

/// What stands in parentheses after a link's words: the address, and how many bytes all of it takes. `rest` begins after
/// the opening parenthesis.
pub(super) fn destination(rest: &str) -> Option<(String, usize)> {
    let start = skip_space(rest, 0);
    let (address, end) = match rest.get(start..)?.strip_prefix('<') {
        Some(inside) => {
            let end = unescaped(inside, &['>', '<', '\n'])?;
            let closed = inside.get(end..)?.starts_with('>');
            closed.then(|| inside.get(..end).map(|address| (address, start + end + 2)))??
        }
        None => {
            let end = bare(rest.get(start..)?)?;
            (rest.get(start..start + end)?, start + end)
        }
    };
    let after = skip_space(rest, end);
    let close = match rest.as_bytes().get(after)? {
        b')' => after,
        // A title, which needs space before it.
        opening @ (b'"' | b'\'' | b'(') if after > end => {
            let closing = if *opening == b'(' { ')' } else { char::from(*opening) };
            let inside = rest.get(after + 1..)?;
            let ends = unescaped(inside, &[closing, if closing == ')' { '(' } else { closing }])?;
            let closed = inside.get(ends..)?.starts_with(closing);
            let last = skip_space(rest, after + 1 + ends + 1);
            (closed && rest.as_bytes().get(last) == Some(&b')')).then_some(last)?
        }
        _ => return None,
    };
    Some((without_escapes(address), close + 1))
}

fn skip_space(text: &str, from: usize) -> usize {
    let blank = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n');
    from + text.as_bytes().get(from..).unwrap_or_default().iter().take_while(blank).count()
}

/// The first of some characters that no backslash stands before.
fn unescaped(text: &str, wanted: &[char]) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in text.char_indices() {
        if !escaped && wanted.contains(&c) {
            return Some(at);
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// The length of an address without angle brackets: up to white space, or a parenthesis that none opened.
fn bare(text: &str) -> Option<usize> {
    let (mut open, mut escaped) = (0, false);
    for (at, c) in text.char_indices() {
        match c {
            _ if at > LONGEST => return None,
            '(' if !escaped => open += 1,
            ')' if !escaped && open == 0 => return Some(at),
            ')' if !escaped => open -= 1,
            c if c.is_ascii_whitespace() || c.is_control() => return (open == 0).then_some(at),
            _ => {}
        }
        if open > PARENTHESES {
            return None;
        }
        escaped = c == '\\' && !escaped;
    }
    None
}

/// A text whose backslashes before punctuation are gone.
pub(super) fn without_escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => {}
            _ => out.push(c),
        }
        if c == '\\' {
            out.extend(chars.next_if(char::is_ascii_punctuation));
        }
    }
    out
}

/// An address in angle brackets, at the beginning of a text that follows `<`: its words and where they lead.
pub(super) fn in_angles(rest: &str) -> Option<(&str, Target)> {
    let end = rest.find(|c: char| c == '>' || c == '<' || c.is_whitespace() || c.is_control())?;
    let address = rest.get(..end).filter(|_| rest.as_bytes().get(end) == Some(&b'>'))?;
    if let Some(found) = target(address).filter(|found| matches!(found, Target::Page(_))) {
        return Some((address, found));
    }
    let (name, host) = address.split_once('@')?;
    let plain = |text: &str, more: &str| {
        !text.is_empty() && text.chars().all(|c| c.is_ascii_alphanumeric() || more.contains(c))
    };
    let mail = plain(name, ".!#$%&'*+/=?^_`{|}~-") && plain(host, ".-") && !host.starts_with(['.', '-']);
    mail.then(|| Some((address, target(&format!("mailto:{address}"))?)))?
}

/// A web address that stands in the text as it is: how many bytes it takes. What ends a sentence is not of it.
pub(super) fn in_text(rest: &str) -> Option<usize> {
    let is_end = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"' | '`' | '*' | '|');
    let scheme = ["https://", "http://"].into_iter().find(|scheme| rest.starts_with(scheme))?;
    let end = rest.char_indices().find(|(at, c)| *at > LONGEST || is_end(*c)).map_or(rest.len(), |(at, _)| at);
    let address = rest.get(..end)?;
    let mut surplus = address.matches(')').count().saturating_sub(address.matches('(').count());
    let mut kept = address;
    loop {
        let shorter = kept.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '_', '~', ']']);
        match shorter.strip_suffix(')') {
            Some(without) if surplus > 0 => {
                surplus -= 1;
                kept = without;
            }
            _ => {
                kept = shorter;
                break;
            }
        }
    }
    (kept.len() > scheme.len() && target(kept).is_some()).then_some(kept.len())
}
