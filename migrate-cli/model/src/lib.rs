//! The plain data that every part of `migrate` speaks.
//!
//! This crate does no I/O and knows no compiler: it holds the rows of the fact index, findings, plans, the configuration
//! file and the exit codes. Whatever another program may rely on is declared here, and the JSON schemas under
//! `docs/schema/` are generated from these types.

pub mod bench;
pub mod bridge;
pub mod config;
pub mod exit;
pub mod facts;
pub mod finding;
pub mod graph;
pub mod hal;
pub mod miri;
pub mod plan;
pub mod port;
pub mod types;
