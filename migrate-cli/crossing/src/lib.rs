//! How a function or a type crosses the border between C++ and Rust.
//!
//! A declared type is first read as a [`Shape`]: what it means, with aliases followed. From the shape one table says
//! what Rust sees when the value goes into C++ ([`Into`]) and when it comes out ([`Outof`]), and [`doubts`] says which
//! contracts the types cannot keep. The planner prices with these judgements, the generator obeys them: one table, one
//! place. Everything here is pure; what only a compiler knows of a class (its size, whether it can be copied) is given as
//! [`Traits`].

mod book;
mod code;
mod handle;
mod judge;
mod safety;
mod scalar;
mod shape;
mod threads;

pub use book::{Book, Traits};
pub use code::Code;
pub use handle::{changes_shared, points_to_const, shared, shares};
pub use judge::{
    Closure, Element, Ends, Into, Outof, Refusal, callback, element, given_back, in_a_row, into_cpp, is_context,
    out_of_cpp, wire,
};
pub use safety::{Doubt, LENGTH_NAMES, doubts, frees, is_length, keeps_callbacks, makes, may_keep_streams};
pub use scalar::Scalar;
pub use shape::{Class, Foreign, Function, Shape, Std, borrows, calls_rust, is_va_list};
pub use threads::{Threads, threads};
