//! What `cargo xtask test` checks, one subject a file. The table that orders them is in `commands/test.rs`.

pub(crate) mod analyzer;
pub(crate) mod bad_input;
pub(crate) mod bridges;
pub(crate) mod corpus;
pub(crate) mod cost;
pub(crate) mod crossing;
pub(crate) mod dispatch;
pub(crate) mod docs;
pub(crate) mod honesty;
pub(crate) mod hostile;
pub(crate) mod interruption;
pub(crate) mod invariants;
pub(crate) mod legacy;
pub(crate) mod matrix;
pub(crate) mod miri;
pub(crate) mod mixed;
pub(crate) mod page;
pub(crate) mod panics;
pub(crate) mod planted;
pub(crate) mod ported;
pub(crate) mod programs;
pub(crate) mod reproducible;
pub(crate) mod rust;
pub(crate) mod scans;
pub(crate) mod scenarios;
pub(crate) mod shadow;
