//! Shows findings and plans. Everything here is pure: data in, text out; the binary prints it.
//!
//! Text for people carries ANSI styles; whoever prints it decides whether they stay (`anstream` does).

pub mod bench;
pub mod bridge;
pub mod cpp;
pub mod github;
pub mod hal;
pub mod hal_bench;
pub mod hal_generate;
pub mod hal_test;
pub mod html;
pub mod human;
pub mod markdown;
pub mod miri;
pub mod plan;
pub mod port;
pub mod sarif;
pub mod show;
pub mod style;
pub mod table;
