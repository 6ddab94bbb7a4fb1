//! How much is read. Each limit is told in the refusal that it brings about.

/// Bytes of a file, also of one in an archive.
pub const FILE: usize = 50 * 1024 * 1024;

/// Characters of a text that is no word of; a longer one is taken and told.
pub const TEXT: usize = 2_000_000;

/// Characters of a line of JSON, or of a row of a table.
pub const LINE: usize = 5_000_000;

/// Lists and objects in each other.
pub const DEPTH: usize = 64;

/// Fields of a record.
pub const FIELDS: usize = 2_000;

/// Files of an archive.
pub const ENTRIES: usize = 65_535;

/// Bytes that an archive unpacks to, with the archives in it.
pub const UNPACKED: usize = 200 * 1024 * 1024;

/// How many times its weight a file of an archive unpacks to.
pub const RATIO: usize = 100;

/// Bytes below which a file of an archive may unpack to any number of times its weight.
pub const RATIO_FROM: usize = 4 * 1024 * 1024;

/// Archives in each other, the outer one not counted.
pub const NESTED: usize = 1;

/// Characters of a value that is kept beside an article.
pub const EXTRA: usize = 10_000;

/// Values that are kept beside an article.
pub const EXTRAS: usize = 100;
