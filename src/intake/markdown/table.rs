//! Tables: which lines begin one, and the cells of a line.

use super::Side;

/// Columns of a table, at most; a line with more is no table.
const COLUMNS: usize = 64;

/// The sides of the columns where a line is the one below a table's first row.
pub(super) fn sides(line: &str) -> Option<Vec<Side>> {
    let line = line.trim();
    if !line.contains('|') || !line.contains('-') || !line.chars().all(|c| matches!(c, '|' | '-' | ':' | ' ' | '\t')) {
        return None;
    }
    let side = |cell: String| {
        let inside = cell.trim();
        let (start, end) = (inside.starts_with(':'), inside.ends_with(':'));
        let dashes = inside.trim_start_matches(':').trim_end_matches(':');
        let single = inside.len() - dashes.len() == usize::from(start) + usize::from(end);
        let whole = !dashes.is_empty() && dashes.bytes().all(|byte| byte == b'-') && single;
        whole.then_some(match (start, end) {
            (true, true) => Side::Middle,
            (false, true) => Side::End,
            _ => Side::Start,
        })
    };
    let cells = cells(line);
    if cells.len() > COLUMNS { None } else { cells.into_iter().map(side).collect() }
}

/// The cells of a row. A pipe after a backslash is a pipe.
pub(super) fn cells(line: &str) -> Vec<String> {
    let line = line.trim();
    let line = line.strip_prefix('|').unwrap_or(line);
    let (mut cells, mut cell, mut escaped) = (Vec::new(), String::new(), false);
    for c in line.chars() {
        match c {
            '|' if escaped => {
                // Taken here, since in code a backslash stays.
                cell.pop();
                cell.push('|');
            }
            '|' => cells.push(std::mem::take(&mut cell)),
            _ => cell.push(c),
        }
        escaped = c == '\\' && !escaped;
    }
    // After the last pipe there is no further cell.
    if !cell.trim().is_empty() || cells.is_empty() {
        cells.push(cell);
    }
    cells.iter().map(|cell| cell.trim().to_owned()).collect()
}
