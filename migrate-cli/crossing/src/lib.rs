//! How a function or a type crosses the border between C++ and Rust.
