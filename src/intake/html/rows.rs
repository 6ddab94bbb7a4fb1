//! Lines as they are judged: the cells of a table of figures are one line for each row, apart by tabs; those of a table that
//! only sets a page out are lines of their own.

use super::hints::Hints;
use super::parse::Page;
use super::tags;
use super::words;

/// A line with its words.
#[derive(Clone, Debug, Default)]
pub(super) struct Row {
    pub(super) text: String,
    pub(super) inside: u32,
    pub(super) links: usize,
    pub(super) hints: Hints,
    pub(super) hinted: usize,
    /// It is a row of a table of figures.
    pub(super) of_table: bool,
}

/// Longest text of a cell in a table of figures, in bytes.
const LONGEST_CELL: usize = 240;

/// What is known of a table.
#[derive(Clone, Copy, Debug, Default)]
struct Table {
    rows: u32,
    most_cells: u32,
    head: bool,
    nested: bool,
    longest: usize,
    /// More than one line in a cell.
    crowded: bool,
}

/// The lines of a page; `titles` tells what may be its title, in plain words.
pub(super) fn rows(page: &Page, titles: &[String]) -> Vec<Row> {
    let (row_of, table_of) = places(page);
    let tables = tables(page, &table_of);
    let is_figures = |table: u32| {
        let Some(of) = tables.get(table as usize) else { return false };
        let plain = of.head || (of.rows >= 2 && of.longest <= LONGEST_CELL && !of.crowded);
        table != 0 && !of.nested && of.most_cells >= 2 && plain && of.longest <= LONGEST_CELL * 4
    };
    let mut rows: Vec<Row> = Vec::with_capacity(page.lines.len());
    // The row of a table that the last line belongs to, and its last cell.
    let mut last: Option<(u32, u32)> = None;
    for line in &page.lines {
        let words = page.text.get(line.start..line.end).unwrap_or_default();
        let part = line.inside as usize;
        let (row, cell) = row_of.get(part).copied().unwrap_or_default();
        let table = table_of.get(part).copied().unwrap_or(0);
        if row != 0 && is_figures(table) {
            let text = words.replace(['\n', '\t'], " ");
            if let (Some((known, before)), Some(open)) = (last.filter(|(known, _)| *known == row), rows.last_mut()) {
                let gap = if cell > before { "\t".repeat((cell - before) as usize) } else { " ".to_owned() };
                open.text.push_str(&gap);
                open.text.push_str(&text);
                open.links += line.links;
                last = Some((known, cell.max(before)));
            } else {
                rows.push(Row { text, inside: row, links: line.links, of_table: true, ..Row::default() });
                last = Some((row, cell));
            }
            continue;
        }
        last = None;
        let made = Row {
            text: words.to_owned(),
            inside: line.inside,
            links: line.links,
            hints: line.hints,
            hinted: line.hinted,
            of_table: false,
        };
        if !line.kept && words.contains('\n') && words.len() <= 400 && rows.len() < 200 {
            rows.extend(apart(made, titles));
        } else {
            rows.push(made);
        }
    }
    rows
}

/// Headline, author and date that only line breaks set apart.
fn apart(row: Row, titles: &[String]) -> Vec<Row> {
    let is_head = |part: &str| {
        let plain = words::plain(part);
        titles.contains(&plain) || words::date_in(&plain) == Some(true)
    };
    if !row.text.split('\n').any(is_head) {
        return vec![row];
    }
    let (linked, hinted) = (row.links * 2 > row.text.len(), row.hinted * 2 > row.text.len());
    let one = |part: &str| Row {
        text: part.to_owned(),
        links: if linked { part.len() } else { 0 },
        hinted: if hinted { part.len() } else { 0 },
        ..row.clone()
    };
    row.text.split('\n').filter(|part| !part.trim().is_empty()).map(|part| one(part.trim())).collect()
}

/// For each box the row and cell, and the table, that it is in; 0 where there is none.
fn places(page: &Page) -> (Vec<(u32, u32)>, Vec<u32>) {
    let (mut row_of, mut table_of) = (vec![(0, 0); page.parts.len()], vec![0; page.parts.len()]);
    for (at, part) in page.parts.iter().enumerate().skip(1) {
        let around = part.parent as usize;
        let number = u32::try_from(at).unwrap_or(0);
        table_of[at] = if part.name == tags::TABLE { number } else { table_of[around] };
        row_of[at] = match part.name {
            tags::TABLE | tags::CAPTION => (0, 0),
            tags::TR => (number, 0),
            tags::TD | tags::TH => (row_of[around].0, part.cell),
            _ => row_of[around],
        };
    }
    (row_of, table_of)
}

fn tables(page: &Page, table_of: &[u32]) -> Vec<Table> {
    let mut tables = vec![Table::default(); page.parts.len()];
    for (at, part) in page.parts.iter().enumerate().skip(1) {
        let table = table_of[at] as usize;
        match part.name {
            tags::TABLE => tables[table_of[part.parent as usize] as usize].nested = true,
            tags::TR => {
                tables[table].rows += 1;
                tables[table].most_cells = tables[table].most_cells.max(part.cells);
            }
            tags::TH | tags::CAPTION | tags::THEAD => tables[table].head = true,
            _ => {}
        }
    }
    // The cell that each line is in, to tell whether another came before.
    let mut cell_of = vec![0_u32; page.parts.len()];
    for (at, part) in page.parts.iter().enumerate().skip(1) {
        let cell = matches!(part.name, tags::TD | tags::TH | tags::CAPTION | tags::TABLE);
        cell_of[at] = if cell { u32::try_from(at).unwrap_or(0) } else { cell_of[part.parent as usize] };
    }
    let mut last = 0;
    for line in &page.lines {
        let part = line.inside as usize;
        let cell = cell_of.get(part).copied().unwrap_or(0);
        if let Some(table) = table_of.get(part).and_then(|table| tables.get_mut(*table as usize)) {
            table.longest = table.longest.max(line.end - line.start);
            table.crowded |= cell == last && cell != 0;
        }
        last = cell;
    }
    tables
}
