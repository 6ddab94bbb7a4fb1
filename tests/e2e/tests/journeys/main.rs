//! The journeys; each stands in a file of its own.
fn main() {}
