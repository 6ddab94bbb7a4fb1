//! Cuts the program in two: what a first load runs, and what comes later, at the first touch.
//!
//! [`FirstLoad`] lists the functions that run until the page is ready and at rest; [`record`] finds them out. All others
//! move into a second module that shares the memory, the tables and the globals of the first. In their place stands a
//! stub that asks `boot.js` for the later half where it is not there yet, and goes on in it. So the list is never a
//! matter of right or wrong: a function that is missing from it makes the page ask for the later half sooner.
//!
//! It must not know what the functions do. Start at [`halves`]; [`data`] finds the constants that only the later half needs,
//! [`names`] shortens what both halves and the glue say.

mod data;
mod first_load;
mod names;
mod record;

pub(crate) use data::forget_notes;
pub(crate) use first_load::FirstLoad;
pub(crate) use names::shorten;
pub(crate) use record::{record, recording_glue};

use std::collections::{BTreeMap, BTreeSet};
use walrus::ir::{UnaryOp, Value};
use walrus::{
    ConstExpr, ElementItems, ElementKind, ExportItem, FunctionBuilder, FunctionId, FunctionKind, GlobalKind,
    ImportKind, ImportedFunction, LocalFunction, Module, ModuleConfig, TableId, ValType,
};

/// The module of the imports that wasm-bindgen's glue provides.
const GLUE: &str = "./manicule_bg.js";

/// The import that brings the later half; [`shorten`] adds it to the glue.
const BRING: &str = "later";

/// Under what name the later half knows the first.
const FIRST: &str = "first";

/// The exported global that is 1 once the later half is there; `boot.js` sets it.
const IS_THERE: &str = "later";

/// The two modules, neither optimised yet.
pub(crate) struct Halves {
    pub(crate) first: Vec<u8>,
    pub(crate) later: Vec<u8>,
}

/// A module as walrus holds it.
pub(crate) fn parse(program: &[u8]) -> Result<Module, String> {
    let parsed = ModuleConfig::new().generate_producers_section(false).parse(program);
    let mut module = parsed.map_err(|error| format!("{error:#}"))?;
    forget_notes(&mut module);
    Ok(module)
}

/// Cuts a program; `linked` is the same as it came from the linker, with its notes. Two readings of the same bytes number
/// everything alike, which the halves rely upon.
pub(crate) fn halves(program: &[u8], linked: &[u8], first_load: &FirstLoad) -> Result<Halves, String> {
    let (mut first, mut later) = (parse(program)?, parse(program)?);
    let moving: BTreeSet<usize> = (first.funcs.iter_local())
        .filter(|(id, _)| !first.funcs.get(*id).name.as_deref().is_none_or(|name| first_load.has(name)))
        .map(|(id, _)| id.index())
        .collect();
    if moving.is_empty() {
        return Err("no function of the program comes later; the list of the first load cannot be right".to_owned());
    }
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for function in first.funcs.iter().filter(|function| moving.contains(&function.id().index())) {
        *names.entry(function.name.clone().unwrap_or_default()).or_default() += 1;
    }
    let table = function_table(&first)?;
    let slots = give_slots(&mut first, table, &moving);
    stub_out(&mut first, table, &slots);
    let wanted = keep_only(&mut later, &first, &slots)?;
    let constants = data::constants(linked, &names)?;
    data::move_to(&mut later, &mut first, &constants)?;
    walrus::passes::gc::run(&mut later);
    let used: BTreeSet<String> = later.imports.iter().map(|import| import.name.clone()).collect();
    for (name, item) in wanted.into_iter().filter(|(name, _)| used.contains(name)) {
        first.exports.add(&name, item);
    }
    walrus::passes::gc::run(&mut first);
    Ok(Halves { first: first.emit_wasm(), later: later.emit_wasm() })
}

fn function_table(module: &Module) -> Result<TableId, String> {
    let table = module.tables.main_function_table().map_err(|error| error.to_string())?;
    table.ok_or_else(|| "the program has no function table".to_owned())
}

/// The place of every moving function in the table: where it stands already, or a new one at the end.
fn give_slots(first: &mut Module, table: TableId, moving: &BTreeSet<usize>) -> BTreeMap<usize, u32> {
    let mut slots = BTreeMap::new();
    for element in first.elements.iter() {
        let ElementKind::Active { table: of, offset: ConstExpr::Value(Value::I32(offset)) } = element.kind else {
            continue;
        };
        let (true, ElementItems::Functions(functions)) = (of == table, &element.items) else { continue };
        for (slot, function) in (offset.cast_unsigned()..).zip(functions) {
            if moving.contains(&function.index()) {
                slots.entry(function.index()).or_insert(slot);
            }
        }
    }
    let table = first.tables.get_mut(table);
    for function in moving {
        slots.entry(*function).or_insert_with(|| {
            table.initial += 1;
            u32::try_from(table.initial - 1).unwrap_or(u32::MAX)
        });
    }
    table.maximum = table.maximum.map(|maximum| maximum.max(table.initial));
    slots
}

/// Puts a stub in the place of every function that moves.
fn stub_out(first: &mut Module, table: TableId, slots: &BTreeMap<usize, u32>) {
    let nothing = first.types.add(&[], &[]);
    let (bring, _) = first.add_import_func(GLUE, BRING, nothing);
    let is_there = first.globals.add_local(ValType::I32, true, false, ConstExpr::Value(Value::I32(0)));
    first.exports.add(IS_THERE, is_there);
    for (id, slot) in with_ids(first, slots) {
        let kind = first.funcs.get(id).ty();
        let (parameters, results) = {
            let kind = first.types.get(kind);
            (kind.params().to_vec(), kind.results().to_vec())
        };
        let mut stub = FunctionBuilder::new(&mut first.types, &parameters, &results);
        let arguments: Vec<_> = parameters.iter().map(|each| first.locals.add(*each)).collect();
        let mut body = stub.func_body();
        body.global_get(is_there).unop(UnaryOp::I32Eqz).if_else(None, |then| _ = then.call(bring), |_| {});
        for argument in &arguments {
            body.local_get(*argument);
        }
        body.i32_const(slot.cast_signed()).call_indirect(kind, table);
        let stub: LocalFunction = stub.local_func(arguments);
        first.funcs.get_mut(id).kind = FunctionKind::Local(stub);
    }
}

/// Leaves only the moving functions in a module, which takes everything else from the first half. Returns what the first
/// half has to offer for that, by name.
fn keep_only(
    later: &mut Module,
    first: &Module,
    slots: &BTreeMap<usize, u32>,
) -> Result<BTreeMap<String, ExportItem>, String> {
    let table = function_table(later)?;
    let imports: Vec<_> = later.imports.iter().map(|import| import.id()).collect();
    later.start = None;
    for id in later.exports.iter().map(|export| export.id()).collect::<Vec<_>>() {
        later.exports.delete(id);
    }
    for id in later.elements.iter().map(|element| element.id()).collect::<Vec<_>>() {
        later.elements.delete(id);
    }
    for id in later.data.iter().map(|data| data.id()).collect::<Vec<_>>() {
        later.data.delete(id);
    }

    let mut wanted = BTreeMap::new();
    let mut offer = |kind: char, index: usize, item: ExportItem| {
        let name = format!("{kind}{}", names::short(index));
        wanted.insert(name.clone(), item);
        name
    };
    let pairs: Vec<_> = first.funcs.iter().map(|f| f.id()).zip(later.funcs.iter().map(|f| f.id())).collect();
    for (of_first, id) in pairs.into_iter().filter(|(_, id)| !slots.contains_key(&id.index())) {
        let name = offer('f', id.index(), ExportItem::Function(of_first));
        let import = later.imports.add(FIRST, &name, ImportKind::Function(id));
        let ty = later.funcs.get(id).ty();
        later.funcs.get_mut(id).kind = FunctionKind::Import(ImportedFunction { import, ty });
    }
    let pairs: Vec<_> = first.globals.iter().map(|g| g.id()).zip(later.globals.iter().map(|g| g.id())).collect();
    for (of_first, id) in pairs {
        let name = offer('g', id.index(), ExportItem::Global(of_first));
        later.globals.get_mut(id).kind = GlobalKind::Import(later.imports.add(FIRST, &name, ImportKind::Global(id)));
    }
    let pairs: Vec<_> = first.tables.iter().map(|t| t.id()).zip(later.tables.iter().map(|t| t.id())).collect();
    for (of_first, id) in pairs {
        let name = offer('t', id.index(), ExportItem::Table(of_first));
        let import = later.imports.add(FIRST, &name, ImportKind::Table(id));
        let (theirs, ours) = (first.tables.get(of_first), later.tables.get_mut(id));
        (ours.import, ours.initial, ours.maximum) = (Some(import), theirs.initial, theirs.maximum);
        ours.elem_segments.clear();
    }
    let pairs: Vec<_> = first.memories.iter().map(|m| m.id()).zip(later.memories.iter().map(|m| m.id())).collect();
    for (of_first, id) in pairs {
        let name = offer('m', id.index(), ExportItem::Memory(of_first));
        let import = later.imports.add(FIRST, &name, ImportKind::Memory(id));
        let ours = later.memories.get_mut(id);
        ours.import = Some(import);
        ours.data_segments.clear();
    }
    for import in imports {
        later.imports.delete(import);
    }

    for (start, functions) in runs(&with_ids(later, slots)) {
        let offset = ConstExpr::Value(Value::I32(start.cast_signed()));
        let element = later.elements.add(ElementKind::Active { table, offset }, ElementItems::Functions(functions));
        later.tables.get_mut(table).elem_segments.insert(element);
    }
    Ok(wanted)
}

/// Functions by the number they had in the file, as a module knows them, with their slots.
fn with_ids(module: &Module, slots: &BTreeMap<usize, u32>) -> Vec<(FunctionId, u32)> {
    let found = module.funcs.iter().map(|function| function.id());
    found.filter_map(|id| Some((id, *slots.get(&id.index())?))).collect()
}

/// Functions that stand in slots one after the other, with the first slot of each row.
fn runs(slots: &[(FunctionId, u32)]) -> Vec<(u32, Vec<FunctionId>)> {
    let ordered: BTreeMap<u32, FunctionId> = slots.iter().map(|(id, slot)| (*slot, *id)).collect();
    let mut runs: Vec<(u32, Vec<FunctionId>)> = Vec::new();
    for (slot, id) in ordered {
        match runs.last_mut() {
            Some((start, run)) if *start as usize + run.len() == slot as usize => run.push(id),
            _ => runs.push((slot, vec![id])),
        }
    }
    runs
}
