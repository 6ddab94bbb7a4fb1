//! What a line begins: quotations, headings, fences, rules, list items.

/// What a list item begins with.
pub(super) struct Marker {
    pub(super) sign: char,
    pub(super) number: Option<u32>,
    /// Bytes up to what is in it, and how far that is set in.
    pub(super) taken: usize,
    pub(super) width: usize,
    pub(super) empty: bool,
}

/// A line whose first tabs are spaces up to the next place of four.
pub(super) fn spaced(line: &str) -> String {
    let is_before = |c: char| matches!(c, ' ' | '\t' | '>' | '-' | '*' | '+' | '.' | ')') || c.is_ascii_digit();
    let before = line.find(|c| !is_before(c)).unwrap_or(line.len());
    let (mut out, mut column) = (String::with_capacity(line.len()), 0);
    for c in line.get(..before).unwrap_or_default().chars() {
        let count = if c == '\t' { 4 - column % 4 } else { 1 };
        column += count;
        out.extend(std::iter::repeat_n(if c == '\t' { ' ' } else { c }, count));
    }
    out + line.get(before..).unwrap_or_default()
}

pub(super) fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

pub(super) fn is_blank(line: &str) -> bool {
    line.chars().all(|c| c == ' ' || c == '\t')
}

/// What follows the sign of a quotation.
pub(super) fn after_quote(line: &str) -> Option<&str> {
    let bare = line.trim_start_matches(' ');
    let inside = bare.strip_prefix('>').filter(|_| indent(line) < 4)?;
    Some(inside.strip_prefix(' ').unwrap_or(inside))
}

/// The level and the words of a heading.
pub(super) fn heading(bare: &str) -> Option<(u8, &str)> {
    let level = bare.bytes().take_while(|byte| *byte == b'#').count();
    let rest = bare.get(level..).filter(|rest| rest.is_empty() || rest.starts_with([' ', '\t']))?;
    let words = rest.trim();
    // Signs at the end are not of it, where a space stands before them.
    let open = words.trim_end_matches('#');
    let words = if open.is_empty() || open.ends_with([' ', '\t']) { open.trim_end() } else { words };
    let level = u8::try_from(level).ok().filter(|level| (1..=6).contains(level))?;
    Some((level, words))
}

/// The sign and the length of a fence that opens.
pub(super) fn fence(bare: &str) -> Option<(char, usize)> {
    let sign = bare.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = bare.chars().take_while(|c| *c == sign).count();
    let told = bare.get(length..).unwrap_or_default();
    (length >= 3 && !(sign == '`' && told.contains('`'))).then_some((sign, length))
}

pub(super) fn is_rule(bare: &str) -> bool {
    let Some(sign) = bare.chars().next().filter(|c| matches!(c, '-' | '*' | '_')) else { return false };
    let mut count = 0;
    bare.chars().all(|c| {
        count += usize::from(c == sign);
        c == sign || c == ' ' || c == '\t'
    }) && count >= 3
}

/// What a list item begins with.
pub(super) fn marker(line: &str) -> Option<Marker> {
    let set_in = indent(line);
    let bare = line.get(set_in..)?;
    let digits = bare.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let sign = bare.get(digits..)?.chars().next()?;
    let number = match (digits, sign) {
        (0, '-' | '+' | '*') => None,
        (1..=9, '.' | ')') => Some(bare.get(..digits)?.parse().ok()?),
        _ => return None,
    };
    let after = bare.get(digits + 1..)?;
    let (start, spaces) = (set_in + digits + 1, indent(after));
    let empty = is_blank(after);
    if spaces == 0 && !empty && !after.starts_with('\t') {
        return None;
    }
    // Code may stand right behind the sign.
    let gap = if empty || spaces > 4 { 1 } else { spaces.max(1) };
    let taken = if empty { line.len() } else { start + gap };
    Some(Marker { sign, number, taken, width: start + gap, empty })
}
