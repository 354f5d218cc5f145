//! What the program says and does, as its users see it: standard output, standard error, exit code.
//!
//! Every test writes a small project into a folder of its own. Snapshots stand in `snapshots/`; after a wanted change
//! `INSTA_UPDATE=always cargo test -p migrate-cli --test cli` writes them again: read the difference.

#![allow(unreachable_pub, reason = "a test program has no outside: `pub` says that other modules use it")]

mod bench;
mod bench_odd;
mod bridge;
mod bridge_odd;
mod config;
mod crates;
mod explain;
mod facts;
mod hal;
mod hal_bench;
mod hal_sessions;
mod hal_test;
mod help;
mod hostile;
mod init;
mod island;
mod miri;
mod output;
mod port;
mod project;
mod replaced;
mod scan;
mod schemas;
mod show;
mod templates;
mod validate;
mod values;
