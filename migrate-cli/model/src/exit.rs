//! Exit codes of `migrate`. They are a contract: a CI job may branch on them.

/// Everything that was asked for has been done.
pub const OK: u8 = 0;
/// Something failed that has no code of its own: a bug, a full disk, a permission.
pub const UNEXPECTED: u8 = 1;
/// The command line, the configuration or the compile database is wrong.
pub const USAGE: u8 = 2;
/// A gate failed: a difference, a slower module, a ratchet, a stale generated file.
pub const GATE_FAILED: u8 = 100;
/// The user's own build failed.
pub const BUILD_FAILED: u8 = 101;
/// A needed tool is missing; the message says how to get it.
pub const TOOL_MISSING: u8 = 102;
/// The index or a baseline is stale, and `--locked` forbids to renew it.
pub const STALE: u8 = 103;
/// The selection is empty: no such unit, an empty database, nothing to scan.
pub const NOTHING_SELECTED: u8 = 104;
/// A comparison came to no verdict, and `--require-verdict` asked for one.
pub const UNDECIDED: u8 = 105;
/// Ctrl-C, as shells have it: 128 and the number of the signal.
pub const INTERRUPTED: u8 = 130;
