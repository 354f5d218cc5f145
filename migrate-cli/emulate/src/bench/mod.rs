//! One driver in C and in Rust, measured: what an image is made of, what it executes, how deep its stack gets.

mod compare;
mod elf;
mod gate;
mod measure;
mod run;
mod spec;
mod stack;
mod thumb;
mod trace;

pub use run::{bench, gates};
pub use spec::{Bench, Gate};
