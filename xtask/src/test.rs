//! Stub.
use crate::failure::Outcome;
pub(crate) fn test(_long: bool) -> Outcome {
    Ok(())
}
