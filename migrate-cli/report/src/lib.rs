//! Shows findings and plans. Everything here is pure: data in, text out; the binary prints it.
//!
//! Text for people carries ANSI styles; whoever prints it decides whether they stay (`anstream` does).

pub mod github;
pub mod html;
pub mod human;
pub mod plan;
pub mod sarif;
pub mod style;
pub mod table;
