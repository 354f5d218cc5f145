//! `Migrate.cmake` on a small project: two modules in C++ and in Rust, and an umbrella written by hand.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it must be")]

mod builds;
mod project;
mod refusals;
