//! One file a verb. Each takes what was typed and the context, prints its answer and returns an exit code.

pub mod bench;
pub mod bridge;
pub mod completions;
pub mod explain;
pub mod facts;
pub mod generate_docs;
pub mod hal;
mod hal_bench;
mod hal_generate;
mod hal_sessions;
mod hal_test;
pub mod init;
pub mod island;
pub mod miri;
pub mod overlay;
pub mod plan;
pub mod port;
pub mod scan;
pub mod show;
pub mod switch;
pub mod worker;
