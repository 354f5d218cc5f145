//! Runs firmware in an emulator and compares what it does with what it must do.
//!
//! [`bench()`] runs two images with one driver in C and in Rust, and compares what they are made of and what they execute;
//! [`gates()`] looks for code that images must not have.
//!
//! Tests are data: a [`Suite`] names boards, and for each test an image, what the serial line says and is told, and how the
//! image ends. Instead, a session that was recorded may be played to it ([`Played`]). [`build()`] makes the images, one call of
//! cargo a board; [`run()`] starts the emulator for each test, several at once, and gives what happened as [`Outcome`].

mod bench;
mod build;
mod emulator;
mod error;
mod judge;
mod listen;
mod played;
mod run;
mod suite;

pub use bench::{Bench, Gate, bench, gates};
pub use build::{Wanted, build};
pub use error::EmulateError;
pub use played::{Played, played, played_from};
pub use run::{Outcome, run};
pub use suite::{Board, End, FILE, Suite, Test, Turn};
