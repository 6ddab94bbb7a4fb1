//! Which of the program's constants only the later half needs: texts, tables, names. They travel with it, and are put into
//! the shared memory when it comes.
//!
//! The linker is asked to leave its notes in the program (`--emit-relocs`): every place of the code and of the data that
//! holds an address, and which thing it is the address of. From the functions that stay in the first half, all that can be
//! reached is found by following them; nothing gets at a constant without such a note. What is left belongs to the later
//! half. So it is no matter of luck, and no list has to be kept.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use walrus::ir::Value;
use walrus::{ConstExpr, DataKind, Module};
use wasmparser::{KnownCustom, Linking, Name, Parser, Payload, RelocationType, SymbolInfo};

/// The custom sections with the linker's notes. Nobody needs them in a program that is shipped.
const NOTES: [&str; 3] = ["linking", "reloc.CODE", "reloc.DATA"];

/// The data segment that is never written to.
const CONSTANTS: &str = ".rodata";

/// Bytes of the first half's constants between two stretches of the later half's that are sent twice rather than telling
/// of another stretch.
const BRIDGED: u32 = 12;

/// Constants as the linker laid them out.
pub(crate) struct Constants {
    /// Where they begin in memory.
    start: u32,
    /// What they are.
    bytes: Vec<u8>,
    /// The stretches, as addresses, that only the later half needs.
    later: Vec<Range<u32>>,
}

/// A program's notes, as far as they matter here.
#[derive(Default)]
struct Notes {
    /// Functions that are imported; they come first in the numbers.
    imported: u32,
    /// Where each function of the program begins and ends in the file.
    functions: Vec<Range<usize>>,
    names: BTreeMap<u32, String>,
    /// Address, place in the file and bytes of each data segment.
    segments: Vec<(u32, usize, Vec<u8>)>,
    segment_names: Vec<String>,
    /// For each symbol, where it is in the data: segment, offset, size.
    symbols: Vec<Option<(u32, u32, u32)>>,
    /// Where sections begin in the file, by their numbers.
    sections: Vec<usize>,
    /// Section, place in the file, symbol.
    addresses: Vec<(u32, usize, u32)>,
}

/// What the linker said of the program's constants; `moving` has the names of the functions that move to the later half,
/// and how many have each. What is not among them stays: wasm-bindgen gives some functions other names.
pub(crate) fn constants(program: &[u8], moving: &BTreeMap<String, usize>) -> Result<Constants, String> {
    let notes = read(program).map_err(|error| format!("the linker's notes: {error}"))?;
    let of_segment = notes.segment_names.iter().position(|name| name == CONSTANTS);
    let segment = of_segment.ok_or_else(|| "the linker left no notes on the program's constants".to_owned())?;
    let number = u32::try_from(segment).map_err(|error| error.to_string())?;
    let (start, _, bytes) = notes.segments.get(segment).cloned().ok_or_else(|| "there are no constants".to_owned())?;
    let needed = reached(&notes, moving)?;
    let length = u32::try_from(bytes.len()).map_err(|error| error.to_string())?;
    // What no symbol speaks of stays.
    let mut stretches: Vec<Range<u32>> = Vec::new();
    let mut held: Vec<Range<u32>> = Vec::new();
    for (symbol, place) in (0..).zip(&notes.symbols) {
        let Some((of, offset, size)) = *place else { continue };
        if of == number && size > 0 {
            let range = offset..(offset + size).min(length);
            if needed.contains(&symbol) { held.push(range) } else { stretches.push(range) }
        }
    }
    let later = without(joined(stretches), &joined(held));
    let later = later.into_iter().map(|range| start + range.start..start + range.end).collect();
    Ok(Constants { start, bytes, later })
}

/// The symbols that functions which stay can get at, at once or through other data.
fn reached(notes: &Notes, moving: &BTreeMap<String, usize>) -> Result<BTreeSet<u32>, String> {
    let mut there: BTreeMap<String, usize> = BTreeMap::new();
    let names = notes.names.iter().map(|(number, name)| (*number, rustc_demangle::demangle(name).to_string()));
    let names: BTreeMap<u32, String> = names.collect();
    for name in names.values() {
        *there.entry(name.clone()).or_default() += 1;
    }
    let stays = |name: &String| there.get(name) > moving.get(name);
    let first = |place: usize| {
        let at = notes.functions.partition_point(|range| range.end <= place);
        let within = notes.functions.get(at).is_some_and(|range| range.contains(&place));
        let number = u32::try_from(at).unwrap_or(u32::MAX).saturating_add(notes.imported);
        // What has no name, or lies nowhere, stays.
        !within || names.get(&number).is_none_or(stays)
    };
    // Symbols by where they are in the file, to know which of them an address lies in.
    let mut places: Vec<(usize, usize, u32)> = Vec::new();
    for (symbol, place) in (0..).zip(&notes.symbols) {
        let Some((segment, offset, size)) = *place else { continue };
        let Some((_, begins, _)) = notes.segments.get(segment as usize) else { continue };
        let begins = begins + offset as usize;
        places.push((begins, begins + size as usize, symbol));
    }
    places.sort_unstable();
    let longest = places.iter().map(|(from, to, _)| to - from).max().unwrap_or(0);
    let mut links: BTreeMap<u32, BTreeSet<u32>> = BTreeMap::new();
    let mut wanted: Vec<u32> = Vec::new();
    let (code, data) = sections(notes)?;
    for (section, place, symbol) in &notes.addresses {
        if *section == code {
            if first(*place) {
                wanted.push(*symbol);
            }
        } else if *section == data {
            let end = places.partition_point(|(from, ..)| from <= place);
            let near = places.get(..end).unwrap_or_default().iter().rev();
            let near = near.take_while(|(from, ..)| from + longest > *place);
            let mut found = false;
            for (_, _, holder) in near.filter(|(_, to, _)| to > place) {
                links.entry(*holder).or_default().insert(*symbol);
                found = true;
            }
            if !found {
                wanted.push(*symbol);
            }
        }
    }
    let mut needed = BTreeSet::new();
    while let Some(symbol) = wanted.pop() {
        if needed.insert(symbol) {
            wanted.extend(links.get(&symbol).into_iter().flatten());
        }
    }
    Ok(needed)
}

/// The numbers of the sections with code and with data: those that functions and segments lie in.
fn sections(notes: &Notes) -> Result<(u32, u32), String> {
    let of = |place: usize| {
        let after = notes.sections.partition_point(|start| *start <= place);
        u32::try_from(after.saturating_sub(1)).map_err(|error| error.to_string())
    };
    let code = notes.functions.first().ok_or_else(|| "there is no code".to_owned())?;
    let data = notes.segments.first().ok_or_else(|| "there is no data".to_owned())?;
    Ok((of(code.start)?, of(data.1)?))
}

fn read(program: &[u8]) -> wasmparser::Result<Notes> {
    let mut notes = Notes::default();
    for payload in Parser::new(0).parse_all(program) {
        let payload = payload?;
        if let Some((_, range)) = payload.as_section() {
            notes.sections.push(range.start);
        }
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    notes.imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::CodeSectionEntry(body) => notes.functions.push(body.range()),
            Payload::DataSection(segments) => {
                for segment in segments {
                    let segment = segment?;
                    let address = match segment.kind {
                        wasmparser::DataKind::Active { offset_expr, .. } => {
                            match offset_expr.get_operators_reader().read()? {
                                wasmparser::Operator::I32Const { value } => value.cast_unsigned(),
                                _ => u32::MAX,
                            }
                        }
                        wasmparser::DataKind::Passive => u32::MAX,
                    };
                    let begins = segment.range.end - segment.data.len();
                    notes.segments.push((address, begins, segment.data.to_vec()));
                }
            }
            Payload::CustomSection(custom) => match custom.as_known() {
                KnownCustom::Name(names) => {
                    for part in names {
                        if let Name::Function(functions) = part? {
                            for name in functions {
                                let name = name?;
                                notes.names.insert(name.index, name.name.to_owned());
                            }
                        }
                    }
                }
                KnownCustom::Linking(linking) => {
                    for part in linking.subsections() {
                        match part? {
                            Linking::SymbolTable(symbols) => {
                                for symbol in symbols {
                                    notes.symbols.push(match symbol? {
                                        SymbolInfo::Data { symbol: Some(place), .. } => {
                                            Some((place.index, place.offset, place.size))
                                        }
                                        _ => None,
                                    });
                                }
                            }
                            Linking::SegmentInfo(segments) => {
                                for segment in segments {
                                    notes.segment_names.push(segment?.name.to_owned());
                                }
                            }
                            _ => {}
                        }
                    }
                }
                KnownCustom::Reloc(places) => {
                    let section = places.section_index();
                    let start = notes.sections.get(section as usize).copied().unwrap_or_default();
                    for place in places.entries() {
                        let place = place?;
                        if is_address(place.ty) {
                            notes.addresses.push((section, start + place.offset as usize, place.index));
                        }
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    Ok(notes)
}

/// Whether a note speaks of an address in memory. All others speak of functions, types, tables and globals.
const fn is_address(kind: RelocationType) -> bool {
    !matches!(
        kind,
        RelocationType::FunctionIndexLeb
            | RelocationType::FunctionIndexI32
            | RelocationType::TableIndexSleb
            | RelocationType::TableIndexI32
            | RelocationType::TableNumberLeb
            | RelocationType::TypeIndexLeb
            | RelocationType::GlobalIndexLeb
            | RelocationType::GlobalIndexI32
            | RelocationType::EventIndexLeb
    )
}

/// Stretches in order, those that touch or overlap made one.
fn joined(mut all: Vec<Range<u32>>) -> Vec<Range<u32>> {
    all.sort_unstable_by_key(|range| (range.start, range.end));
    let mut out: Vec<Range<u32>> = Vec::new();
    for next in all {
        match out.last_mut() {
            Some(last) if next.start <= last.end => last.end = last.end.max(next.end),
            _ => out.push(next),
        }
    }
    out
}

/// What of some stretches is in none of others; both are in order.
fn without(all: Vec<Range<u32>>, others: &[Range<u32>]) -> Vec<Range<u32>> {
    let mut out = Vec::new();
    for Range { start, end } in all {
        let mut at = start;
        for other in others.iter().filter(|other| other.end > start && other.start < end) {
            if other.start > at {
                out.push(at..other.start);
            }
            at = at.max(other.end);
        }
        if at < end {
            out.push(at..end);
        }
    }
    out
}

/// Stretches that lie close together made one: constants may be written twice, since they are never another.
fn bridged(all: Vec<Range<u32>>) -> Vec<Range<u32>> {
    let mut out: Vec<Range<u32>> = Vec::new();
    for next in all {
        match out.last_mut() {
            Some(last) if next.start - last.end <= BRIDGED => last.end = next.end,
            _ => out.push(next),
        }
    }
    out
}

/// Takes the constants that only the later half needs out of the first one, and gives them to the later.
pub(crate) fn move_to(later: &mut Module, first: &mut Module, constants: &Constants) -> Result<(), String> {
    let id = first.data.iter().find(|data| {
        let at = matches!(&data.kind, DataKind::Active { offset: ConstExpr::Value(Value::I32(at)), .. } if at.cast_unsigned() == constants.start);
        at && data.value == constants.bytes
    });
    let id = id.map(|data| data.id()).ok_or_else(|| "the constants are not those that the linker wrote".to_owned())?;
    let memory =
        later.memories.iter().next().map(|memory| memory.id()).ok_or_else(|| "there is no memory".to_owned())?;
    let place = |range: &Range<u32>| {
        let from_start = |address: u32| (address - constants.start) as usize;
        from_start(range.start)..from_start(range.end)
    };
    for range in bridged(constants.later.clone()) {
        let Some(bytes) = constants.bytes.get(place(&range)) else { continue };
        let offset = ConstExpr::Value(Value::I32(range.start.cast_signed()));
        let segment = later.data.add(DataKind::Active { memory, offset }, bytes.to_vec());
        later.memories.get_mut(memory).data_segments.insert(segment);
    }
    // Zeros are what memory begins with, and are left out when the half is made small.
    let value = &mut first.data.get_mut(id).value;
    for range in &constants.later {
        if let Some(bytes) = value.get_mut(place(range)) {
            bytes.fill(0);
        }
    }
    Ok(())
}

/// Takes the linker's notes out.
pub(crate) fn forget_notes(module: &mut Module) {
    for name in NOTES {
        module.customs.remove_raw(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_needed_is_left_out() {
        let stretches = joined(vec![10..20, 0..4, 18..30, 4..6]);
        assert_eq!(stretches, [0..6, 10..30]);
        assert_eq!(without(stretches, &[2..3, 12..14, 29..40]), [0..2, 3..6, 10..12, 14..29]);
        assert_eq!(without(vec![5..9, 30..31], &[0..20, 25..40]), []);
        assert_eq!(bridged(vec![0..2, 14..20, 40..50]), [0..20, 40..50]);
    }

    #[test]
    fn constants_move_and_the_rest_stays() {
        let make = || {
            let mut module = Module::default();
            let memory = module.memories.add_local(false, false, 1, None, None);
            let offset = ConstExpr::Value(Value::I32(100));
            let data = module.data.add(DataKind::Active { memory, offset }, b"firstlaterfirst".to_vec());
            module.memories.get_mut(memory).data_segments.insert(data);
            module
        };
        let (mut first, mut later) = (make(), Module::default());
        later.memories.add_local(false, false, 1, None, None);
        let wrong = Constants { start: 100, bytes: b"other".to_vec(), later: Vec::new() };
        assert!(move_to(&mut later, &mut first, &wrong).is_err(), "constants that are not those");
        let constants = Constants { start: 100, bytes: b"firstlaterfirst".to_vec(), later: vec![105..107, 108..110] };
        move_to(&mut later, &mut first, &constants).expect("they are those");
        // What lies between two stretches is sent twice, and stays where it was.
        assert_eq!(first.data.iter().next().map(|data| data.value.clone()), Some(b"first\0\0t\0\0first".to_vec()));
        assert_eq!(later.data.iter().next().map(|data| data.value.clone()), Some(b"later".to_vec()));
    }
}
