//! A program that tells which of its functions were run.

use super::names::with_import;
use super::{GLUE, parse};
use walrus::ir::Value;
use walrus::{FunctionKind, ValType};

/// The import by which it tells.
const RAN: &str = "ran";

/// The glue of such a program: the numbers are kept in `maniculeRan`.
pub(crate) fn recording_glue(glue: &str) -> Result<String, String> {
    with_import(glue, RAN, "(number) => { (globalThis.maniculeRan ??= new Set()).add(number); }")
}

/// The program, every function of which says its number when it is entered; and the names by number.
pub(crate) fn record(program: &[u8]) -> Result<(Vec<u8>, Vec<String>), String> {
    let mut module = parse(program)?;
    let kind = module.types.add(&[ValType::I32], &[]);
    let (ran, _) = module.add_import_func(GLUE, RAN, kind);
    let mut names = Vec::new();
    for id in module.funcs.iter_local().map(|(id, _)| id).collect::<Vec<_>>() {
        let function = module.funcs.get_mut(id);
        let number = i32::try_from(names.len()).map_err(|_| "too many functions".to_owned())?;
        names.push(function.name.clone().unwrap_or_default());
        if let FunctionKind::Local(local) = &mut function.kind {
            local.builder_mut().func_body().call_at(0, ran).const_at(0, Value::I32(number));
        }
    }
    Ok((module.emit_wasm(), names))
}
