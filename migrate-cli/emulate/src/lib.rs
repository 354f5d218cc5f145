//! Runs firmware in an emulator and compares what it does with what it must do.
//!
//! Tests are data: a [`Suite`] names boards, and for each test an image, what the serial line says and is told, and how the
//! image ends. [`build()`] makes the images, one call of cargo a board; [`run()`] starts the emulator for each test, several at
//! once, and gives what happened as [`migrate_model::hal::FirmwareTest`].

mod build;
mod emulator;
mod error;
mod judge;
mod listen;
mod run;
mod suite;

pub use build::build;
pub use error::EmulateError;
pub use run::run;
pub use suite::{Board, End, FILE, Suite, Test, Turn};
